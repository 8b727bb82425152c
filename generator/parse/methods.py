"""Names of clients, operations and methods, and what happens where two want the same one.

In a description of ours a clash is an error: a person gives one of the two a better name. The descriptions of others
cannot be changed, so there a clash is settled the same way every time, and reported.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from .. import names
from ..ir import Operation, Resource
from ..packages import hides
from ..problems import Level, Problem
from .context import Context, children

RESERVED_METHODS = frozenset(
    "bool builtins bytes datetime float int models object operations str uuid".split()  # noqa: SIM905
)
"""A method of such a name would hide, inside its class, a name that annotations use."""


def client_name(package: str) -> str:
    """The client of a package that does not name it."""
    name = names.pascal(package)
    return f"{name}Api" if hides(name) else name


def distinct_ids(context: Context, resources: tuple[Resource, ...]) -> tuple[Resource, ...]:
    """The resources, each operation with an id whose words are its own: classes are named after it.

    The class of its arguments stands beside those of the schemas, and gives way to them.
    """
    schemas = {names.model(name) for name in children(context.document.get("components") or {}, "schemas")}
    schemas |= {f"{name}Input" for name in schemas}
    taken: dict[str, str] = {}

    def named(operation: Operation) -> Operation:
        if context.foreign:
            operation = _distinct(context, operation, taken)
        name = names.model(operation.id)
        if name in schemas:
            name = names.free(f"{name}Arguments", schemas)
        if context.foreign:  # in a description of ours two of one name are an error
            schemas.add(name)
        return replace(operation, arguments=name)

    return tuple(replace(one, operations=tuple(map(named, one.operations))) for one in resources)


def _distinct(context: Context, operation: Operation, taken: dict[str, str]) -> Operation:
    wanted = names.pascal(operation.id)
    given = names.free(wanted, taken)
    taken[given] = operation.id
    if given == wanted:
        return operation
    number = given.removeprefix(wanted)
    message = (
        f"{operation.id!r} and {taken[wanted]!r} read the same; the classes of this one end in {number}."
    )
    context.problems.append(Problem("derived-name", Level.WARNING, operation.place, message))
    return replace(operation, id=f"{operation.id} {number}")


def name_methods(context: Context, operations: Sequence[Operation]) -> tuple[Operation, ...]:
    """The operations of one resource with methods that differ."""
    if not context.foreign:
        _refuse_clashes(context, operations)
        return tuple(operations)
    short = [_short(operation) for operation in operations]
    wanted = Counter(short)
    taken: set[str] = set()
    chosen: dict[int, str] = {}
    for index, name in enumerate(short):
        if wanted[name] == 1:
            chosen[index] = name
            taken.add(name)
    for index, operation in enumerate(operations):
        if index not in chosen:
            chosen[index] = names.free(_allowed(names.method(operation.id)), taken)
            taken.add(chosen[index])
            if chosen[index] == short[index]:
                continue
            message = (
                f"{wanted[short[index]]} operations of {operation.resource} would be called {short[index]!r}; "
                f"this one is {chosen[index]!r}."
            )
            context.problems.append(Problem("derived-name", Level.WARNING, operation.place, message))
    return tuple(replace(operation, name=chosen[index]) for index, operation in enumerate(operations))


def _short(operation: Operation) -> str:
    """The id without the resource in front: `repos/get` is `client.repos.get`."""
    id = operation.id
    for separator in re.finditer(r"[^0-9A-Za-z]+", id):
        rest = id[separator.end() :]
        if names.module(id[: separator.start()]) == operation.resource and rest[:1].isalpha():
            return _allowed(names.method(rest))
    return _allowed(operation.name)


def _allowed(name: str) -> str:
    return f"{name}_" if name in RESERVED_METHODS else name


def _refuse_clashes(context: Context, operations: Sequence[Operation]) -> None:
    seen: dict[str, Operation] = {}
    for operation in operations:
        for name in (operation.name, *operation.further_methods):
            if name in seen:
                message = (
                    f"{seen[name].id} and {operation.id} would both be {operation.resource}.{name}; "
                    "give one an x-sdk-method."
                )
                context.problems.append(Problem("method-collision", Level.ERROR, operation.place, message))
            seen[name] = operation
