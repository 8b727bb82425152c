"""Objects and single values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..evaluator import ABSENT


def default(value: Any, otherwise: Any) -> Any:
    """The value, or another where it is null."""
    return otherwise if value is None or value is ABSENT else value


def given(value: Any) -> Any:
    """The value, or `absent` where it is null: the member is left out."""
    return ABSENT if value is None else value


def has(thing: Any, name: str) -> bool:
    """Whether an object has a member, even a null one."""
    return isinstance(thing, Mapping) and name in thing


def merge(*maps: Mapping[str, Any] | None) -> dict[str, Any]:
    """One object with the members of all; later ones win; nulls count as empty."""
    found: dict[str, Any] = {}
    for one in maps:
        found.update(one or {})
    return found


def pick(thing: Mapping[str, Any] | None, *names: str) -> dict[str, Any]:
    """An object with only these members, those that it has."""
    return {name: thing[name] for name in names if thing is not None and name in thing}


def omit(thing: Mapping[str, Any] | None, *names: str) -> dict[str, Any]:
    """An object without these members."""
    return {name: value for name, value in (thing or {}).items() if name not in names}


def keys(thing: Mapping[str, Any] | None) -> list[str]:
    """The names of the members."""
    return list(thing or {})


def values(thing: Mapping[str, Any] | None) -> list[Any]:
    """The values of the members."""
    return list((thing or {}).values())


def changes(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> dict[str, list[Any]]:
    """How two objects differ: {added, removed, changed}, lists of member names."""
    old, new = before or {}, after or {}
    return {
        "added": [name for name in new if name not in old],
        "removed": [name for name in old if name not in new],
        "changed": [name for name in new if name in old and new[name] != old[name]],
    }


def is_text(value: Any) -> bool:
    """Whether it is a text."""
    return isinstance(value, str)


def is_list(value: Any) -> bool:
    """Whether it is a list."""
    return isinstance(value, list)


def is_map(value: Any) -> bool:
    """Whether it is an object."""
    return isinstance(value, Mapping)
