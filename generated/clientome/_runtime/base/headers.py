"""What must not be seen: secrets and personal data in messages, logs and reprs.

Response headers: case-insensitive, several values per name, cheap until looked at.
"""

from __future__ import annotations

from collections.abc import ItemsView, Iterable, Iterator, KeysView, Mapping, Sequence, ValuesView
from typing import Generic, TypeVar, cast, overload

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


RawHeaders = Sequence[tuple[bytes, bytes]]


class Headers:
    """Headers of an answer. ``headers["X"]`` joins repeated values with a comma; :meth:`get_list` keeps them apart.

    The repr shows only values that are known to be harmless. Used like a mapping, but not one by its class: error
    trackers would go through the items of a mapping, whatever its repr.
    """

    __slots__ = ("_index", "raw")

    def __init__(self, raw: RawHeaders = ()) -> None:
        self.raw = raw
        self._index: dict[str, list[str]] | None = None

    def _names(self) -> dict[str, list[str]]:
        index = self._index
        if index is None:
            index = dict[str, list[str]]()
            for name, value in self.raw:
                index.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
            self._index = index
        return index

    def __getitem__(self, name: str) -> str:
        return ", ".join(self._names()[name.lower()])

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.lower() in self._names()

    def __iter__(self) -> Iterator[str]:
        return iter(self._names())

    def __len__(self) -> int:
        return len(self._names())

    @overload
    def get(self, name: str) -> str | None: ...
    @overload
    def get(self, name: str, default: str) -> str: ...
    def get(self, name: str, default: str | None = None) -> str | None:
        """The value of a header, or the default."""
        values = self._names().get(name.lower())
        return default if values is None else ", ".join(values)

    def _view(self) -> Mapping[str, str]:
        return {name: ", ".join(values) for name, values in self._names().items()}

    def keys(self) -> KeysView[str]:
        """The names, in lower case."""
        return self._view().keys()

    def values(self) -> ValuesView[str]:
        """The values."""
        return self._view().values()

    def items(self) -> ItemsView[str, str]:
        """Names and values."""
        return self._view().items()

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Headers):
            return self._names() == other._names()
        return isinstance(other, Mapping) and self._view() == cast("Mapping[str, str]", other)

    def get_list(self, name: str) -> list[str]:
        """Every value of a header, in the order of arrival."""
        return list(self._names().get(name.lower(), ()))

    def __reduce__(self) -> tuple[type[Headers], tuple[list[tuple[bytes, bytes]]]]:
        return Headers, ([(bytes(name), bytes(value)) for name, value in self.raw],)

    def __repr__(self) -> str:
        shown = ", ".join(
            f"{name}: {', '.join(values) if may_show_header(name) else MASK}"
            for name, values in self._names().items()
        )
        return f"Headers({shown})"


def essence(content_type: str) -> str:
    """A media type without its parameters, in lower case."""
    return content_type.split(";", 1)[0].strip().lower()


def is_json(content_type: str) -> bool:
    """Whether a media type holds JSON."""
    name = essence(content_type)
    return name == "application/json" or name.endswith("+json")
