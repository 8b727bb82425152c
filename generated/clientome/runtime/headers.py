"""Response headers: case-insensitive, several values per name, cheap until looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from .masking import is_secret_header

RawHeaders = Sequence[tuple[bytes, bytes]]


class Headers(Mapping[str, str]):
    """Headers of an answer. ``headers["X"]`` joins repeated values with a comma; :meth:`get_list` keeps them apart.

    The repr masks headers that may carry secrets.
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

    def get_list(self, name: str) -> list[str]:
        """Every value of a header, in the order of arrival."""
        return list(self._names().get(name.lower(), ()))

    def __reduce__(self) -> tuple[type[Headers], tuple[list[tuple[bytes, bytes]]]]:
        return Headers, ([(bytes(name), bytes(value)) for name, value in self.raw],)

    def __repr__(self) -> str:
        shown = ", ".join(
            f"{name}: {'***' if is_secret_header(name) else ', '.join(values)}"
            for name, values in self._names().items()
        )
        return f"Headers({shown})"
