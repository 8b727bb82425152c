"""What must not be seen: secrets and personal data in messages, logs and reprs."""

from __future__ import annotations

from collections.abc import Iterable

MASK = "***"

_SECRET_HEADERS = frozenset(
    {
        "authorization",
        "cookie",
        "location",
        "payment-required",
        "payment-response",
        "payment-signature",
        "proxy-authorization",
        "set-cookie",
        "www-authenticate",
    }
)
_SECRET_WORDS = ("api-key", "apikey", "token", "secret", "password", "signature", "session")


def is_secret_header(name: str) -> bool:
    """Whether a header may carry a secret, judged by its name."""
    lowered = name.lower()
    return lowered in _SECRET_HEADERS or any(word in lowered for word in _SECRET_WORDS)


def mask(text: str, secrets: Iterable[str]) -> str:
    """The text without the given strings; the longest are replaced first, so that no rest of one stays."""
    for secret in sorted({secret for secret in secrets if len(secret) > 2}, key=len, reverse=True):
        if secret in text:
            text = text.replace(secret, MASK)
    return text
