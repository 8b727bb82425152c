"""Former names of methods and arguments, which warn and go on working."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from ..ir import Api, Field, Operation, Parameter, Resource
from ..types import annotations
from . import docstrings
from .shown import ArgumentView, FormerArgumentView, FormerMethodView, MethodView


def _own(operation: Operation) -> Iterator[Parameter | Field]:
    yield from operation.parameters
    if operation.body is not None:
        yield from operation.body.fields


def former_arguments(operation: Operation) -> tuple[FormerArgumentView, ...]:
    """The former names of the arguments of an operation."""
    return tuple(
        FormerArgumentView(name=name, now=one.name) for one in _own(operation) for name in one.former
    )


def signature(operation: Operation, arguments: Sequence[ArgumentView]) -> tuple[ArgumentView, ...]:
    """What a method takes: its arguments, and their former names.

    An argument that must be given may be missing from a call while its former name is there; that one of the two is
    given is checked with all arguments.
    """
    former = former_arguments(operation)
    renamed = {one.now for one in former}
    found: list[ArgumentView] = []
    for argument in arguments:
        shown = argument
        if argument.name in renamed and argument.default is None:
            shown = replace(
                argument, annotation=annotations.union(argument.annotation, "Unset"), default="UNSET"
            )
        found.append(shown)
    by_name = {argument.name: argument for argument in found}
    for one in former:
        now = by_name[one.now]
        annotation = (
            now.annotation if "Unset" in now.annotation else annotations.union(now.annotation, "Unset")
        )
        doc = docstrings.argument(one.name, f"Deprecated: the former name of `{one.now}`", {})
        found.append(ArgumentView(name=one.name, annotation=annotation, default="UNSET", doc=doc))
    return tuple(sorted(found, key=lambda a: a.default is not None))


def _placed(operation: Operation) -> Iterator[tuple[str, str]]:
    """Resource and method of each former name."""
    for name in operation.former:
        resource, _, method = name.rpartition(".")
        yield resource or operation.resource, method


def former_resources(api: Api) -> tuple[Resource, ...]:
    """Resources that have nothing but former names."""
    known = {r.name for r in api.resources}
    names = dict.fromkeys(
        resource for o in api.operations for resource, _ in _placed(o) if resource not in known
    )
    return tuple(
        Resource(name=name, description="Deprecated: its methods belong to other resources.", operations=())
        for name in names
    )


def former_methods(
    api: Api, resource: str, view: Callable[[Operation], MethodView]
) -> tuple[FormerMethodView, ...]:
    """The former names that a resource has, of its own methods and of others'; `view` shows a method."""
    found: list[FormerMethodView] = []
    for operation in api.operations:
        for placed, name in _placed(operation):
            if placed == resource:
                now = f"{operation.resource}.{operation.name}"
                found.append(
                    FormerMethodView(
                        name=name,
                        method=view(operation),
                        module=operation.resource if operation.resource != resource else None,
                        former=f"{resource}.{name}",
                        now=now,
                        doc=f"Deprecated: use `{now}`, which takes and returns the same.",
                    )
                )
    return tuple(found)


__all__ = ["former_arguments", "former_methods", "former_resources", "signature"]
