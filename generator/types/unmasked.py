"""Marks of `x-sdk-sensitive` that nothing can keep.

A marked object that is read becomes a class that shows nothing. What else a method gives back (text, a list of numbers)
shows itself, whatever its description says: a mark there is an error.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

from ..ir import Api, Operation, Schema
from ..problems import Level, Place, Problem
from ..spec import pointers
from ..spec.sensitive import KEY, is_sensitive, marked
from . import keywords
from .build import TypeBuilder, afterwards
from .shapes import ArrayType, MapType, NullType, Ref, Shape, TupleType, UnionType


def without_effect(api: Api, builder: TypeBuilder) -> Iterator[Problem]:
    """`sensitive-without-effect`: a marked answer, or result inside an answer, that no class of ours can hide."""
    for operation in api.operations:
        for response in operation.responses:
            for content in response.contents:
                if content.kind == "json" and content.schema is not None:
                    for schema in _results(api, operation, content.schema, builder):
                        yield from _shown(schema, builder, response.place, operation.id)
                elif content.kind == "text" and is_sensitive(content.schema, builder.registry.components):
                    yield _problem(response.place, operation.id)
    for hook in api.webhooks:
        yield from _shown(hook.schema, builder, hook.place, hook.name)


def _results(api: Api, operation: Operation, schema: Schema, builder: TypeBuilder) -> Iterator[Any]:
    """The whole answer, and what the method takes out of it."""
    yield schema
    expressions: list[str | None] = []
    if operation.enveloped and api.envelope is not None:
        expressions.append(api.envelope.data)
    if operation.paginated is not None:
        expressions.append(operation.paginated.items)
    for expression in expressions:
        found: Schema = schema
        for token in pointers.split((expression or "").partition("#")[2]):
            merged = builder.registry.merger.resolved(found, keywords.silent)
            inner: Any = cast("Schema", merged.get("properties", {})).get(token)
            if not isinstance(inner, Mapping):
                break
            found = cast("Schema", inner)
        else:
            yield found


def _shown(schema: Any, builder: TypeBuilder, place: Place, what: str) -> Iterator[Problem]:
    for one in marked(schema, builder.registry.components):
        if not _is_hidden(builder.shape(one, afterwards("read")), builder):
            yield _problem(place, what)


def _is_hidden(shape: Shape, builder: TypeBuilder) -> bool:
    match shape:
        case NullType():
            return True
        case Ref(name):
            definition = builder.definitions[name]
            if definition.shape is not None:
                return _is_hidden(definition.shape, builder)
            return definition.base == "SensitiveAnswer"
        case UnionType(members) | TupleType(members):
            return all(_is_hidden(member, builder) for member in members)
        case ArrayType(inner) | MapType(inner):
            return _is_hidden(inner, builder)
        case _:
            return False


def _problem(place: Place, what: str) -> Problem:
    return Problem(
        "sensitive-without-effect",
        Level.ERROR,
        place,
        f"{what}: {KEY} has no effect on this answer, which is no object and so shows itself; mark a schema of type "
        "object, or the property that holds the value",
    )
