"""What must not be seen: secrets and personal data in messages, logs and reprs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

T = TypeVar("T")

MASK = "***"

# Everything else is hidden. A list of what is secret would miss the header that a provider invents tomorrow:
# Content-Disposition holds names of patients, Location and Link signed URLs, and tokens come under any name.
_HARMLESS = frozenset(
    {
        "accept",
        "accept-encoding",
        "accept-ranges",
        "age",
        "allow",
        "cache-control",
        "connection",
        "content-encoding",
        "content-language",
        "content-length",
        "content-md5",
        "content-range",
        "content-type",
        "date",
        "etag",
        "expires",
        "host",
        "if-range",
        "keep-alive",
        "last-modified",
        "range",
        "retry-after",
        "server",
        "strict-transport-security",
        "transfer-encoding",
        "user-agent",
        "vary",
        "via",
        "x-request-id",
    }
)
_HARMLESS_STARTS = ("ratelimit", "x-ratelimit-", "x-rate-limit-")


def may_show_header(name: str) -> bool:
    """Whether the value of a header may be shown: those that tell of the exchange, not of its content."""
    lowered = name.lower()
    return lowered in _HARMLESS or lowered.startswith(_HARMLESS_STARTS)


def mask(text: str, secrets: Iterable[str]) -> str:
    """The text without the given strings; the longest are replaced first, so that no rest of one stays."""
    for secret in sorted({secret for secret in secrets if len(secret) > 2}, key=len, reverse=True):
        if secret in text:
            text = text.replace(secret, MASK)
    return text


class Hidden(Generic[T]):
    """Holds a value that must not be shown where variables are: nothing that walks through objects finds it.

    A mapping with a masked repr would not do, since error trackers and debuggers go through the items of mappings.
    """

    __slots__ = ("value",)

    def __init__(self, value: T) -> None:
        self.value = value

    def __repr__(self) -> str:
        return MASK
