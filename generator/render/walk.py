"""Follows `$response.body#/…` expressions through schemas, and turns them into attribute paths."""

from __future__ import annotations

from .. import names
from ..ir import Api, Schema
from ..schema import Node, Schemas
from ..schema import mapping as as_schema
from ..spec import pointers

__all__ = ["EACH", "Walker", "as_schema", "body_argument"]

EACH = "*"
"""Stands for every item of a list in an expression."""


class Walker:
    """Looks into the components of one API."""

    def __init__(self, api: Api) -> None:
        components = {name: one.schema for name, one in api.schemas.items()}
        self._schemas = Schemas({"components": {"schemas": components}})

    def resolve(self, schema: Schema) -> Schema:
        """What a reference refers to; `anyOf: [X, null]` counts as X."""
        return as_schema(self._schemas.only(Node(schema)).value)

    def property(self, schema: Schema, name: str) -> Schema | None:
        """A property of an object, allOf merged."""
        found = self._schemas.member(Node(schema), name)
        return as_schema(found.value) if found is not None else None

    def follow(self, schema: Schema | None, expression: str) -> tuple[tuple[str | int, ...], Schema | None]:
        """The attribute path of an expression, and the schema of what it leads to (None: open)."""
        path: list[str | int] = []
        for token in pointers.split(expression.partition("#")[2]):
            items = self.resolve(schema).get("items") if schema is not None else None
            number = token.isdigit() and (schema is None or items is not None)
            path.append(int(token) if number else token if token == EACH else self._attribute(schema, token))
            if schema is not None and items and (token.isdigit() or token == EACH):
                schema = items
            else:
                schema = self.property(schema, token) if schema is not None else None
        return tuple(path), schema

    def _attribute(self, schema: Schema | None, token: str) -> str:
        found = self.property(schema, token) if schema is not None else None
        if found is None:
            return token
        declared = found.get("x-sdk-name")
        return declared if isinstance(declared, str) else names.field(token)


def body_argument(expression: str | None) -> str | None:
    """The wire name in `$request.query.page` or `$request.body#/page`."""
    if expression is None:
        return None
    head, _, pointer = expression.partition("#")
    return pointer.lstrip("/") if pointer else head.split(".", 2)[2]
