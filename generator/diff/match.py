"""Which operation became which: by operationId, by method and path, by Python name."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ..ir import Api, Operation
from .side import method


@dataclass(frozen=True, slots=True)
class Pairs:
    """Operations that are in both descriptions, and those that are in one only."""

    both: tuple[tuple[Operation, Operation], ...]
    removed: tuple[Operation, ...]
    added: tuple[Operation, ...]


def shape(path: str) -> str:
    """A path without the names of its parameters, which nobody sees."""
    return re.sub(r"\{[^}]*\}", "{}", path)


def pair(old: Api, new: Api) -> Pairs:
    """The operations of two descriptions."""
    left = {id(o): o for o in old.operations}
    right = {id(o): o for o in new.operations}
    found: list[tuple[Operation, Operation]] = []

    def by(key: Callable[[Operation], object]) -> None:
        known: dict[object, Operation] = {}
        for one in right.values():
            _ = known.setdefault(key(one), one)
        for one in list(left.values()):
            other = known.get(key(one))
            if other is not None and id(other) in right:
                found.append((one, other))
                del left[id(one)], right[id(other)]

    by(lambda o: o.id)
    by(lambda o: (o.method, shape(o.path)))
    by(method)
    order = {id(o): index for index, o in enumerate(old.operations)}
    return Pairs(
        tuple(sorted(found, key=lambda p: order[id(p[0])])), tuple(left.values()), tuple(right.values())
    )
