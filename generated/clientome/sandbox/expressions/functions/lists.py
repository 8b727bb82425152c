"""Lists, of values and of objects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .objects import pick

_sorted, _len = sorted, len


def len(value: Any) -> int:
    """Number of items, members or characters; 0 for null."""
    return 0 if value is None else _len(value)


def sorted(values: Iterable[Any] | None, reverse: bool = False) -> list[Any]:
    """A sorted list."""
    return _sorted(values or (), reverse=reverse)


def unique(values: Iterable[Any] | None) -> list[Any]:
    """Without doubles, in the first order."""
    found: list[Any] = []
    for value in values or ():
        if value not in found:
            found.append(value)
    return found


def first(values: Sequence[Any] | None) -> Any:
    """The first value; null where there is none."""
    return values[0] if values else None


def last(values: Sequence[Any] | None) -> Any:
    """The last value; null where there is none."""
    return values[-1] if values else None


def concat(*lists: Iterable[Any] | None) -> list[Any]:
    """One list out of several; nulls count as empty."""
    return [value for one in lists for value in (one or ())]


def numbered(values: Iterable[Any] | None, start: int = 0) -> list[list[Any]]:
    """Pairs of number and value."""
    return [[number, value] for number, value in enumerate(values or (), start)]


def pluck(things: Iterable[Mapping[str, Any]] | None, name: str) -> list[Any]:
    """The member of that name of each object of a list."""
    return [thing.get(name) for thing in things or ()]


def pick_each(things: Iterable[Mapping[str, Any]] | None, *names: str) -> list[dict[str, Any]]:
    """The objects of a list, each with only these members."""
    return [pick(thing, *names) for thing in things or ()]


def chosen(things: Iterable[Mapping[str, Any]] | None, **members: Any) -> list[Mapping[str, Any]]:
    """The objects of a list whose members have these values."""
    return [one for one in things or () if all(one.get(name) == value for name, value in members.items())]
