"""Follows `$response.body#/…` expressions through schemas, and turns them into attribute paths."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from .. import names
from ..ir import Api, Schema
from ..spec import pointers

EACH = "*"
"""Stands for every item of a list in an expression."""


def as_schema(value: Any) -> Schema:
    """A schema as an object; `true` and `false` say nothing of what is inside."""
    return cast("Schema", value) if isinstance(value, dict) else {}


class Walker:
    """Looks into the components of one API."""

    def __init__(self, api: Api) -> None:
        self.schemas: Mapping[str, Any] = {name: s.schema for name, s in api.schemas.items()}

    def resolve(self, schema: Schema) -> Schema:
        """What a reference refers to; `anyOf: [X, null]` counts as X."""
        for _ in range(64):
            if "$ref" in schema:
                schema = self.schemas.get(pointers.schema_name(schema["$ref"]), {})
                continue
            given = [as_schema(b) for b in schema.get("anyOf") or schema.get("oneOf") or ()]
            branches = [b for b in given if b.get("type") != "null"]
            if len(branches) == 1 and "properties" not in schema:
                schema = branches[0]
                continue
            return schema
        return schema

    def property(self, schema: Schema, name: str) -> Schema | None:
        """A property of an object, allOf merged."""
        schema = self.resolve(schema)
        properties = as_schema(schema.get("properties"))
        if name in properties:
            return as_schema(properties[name])
        for part in schema.get("allOf") or ():
            inner = self.property(as_schema(part), name)
            if inner is not None:
                return inner
        return None

    def step(self, schema: Schema | None, token: str) -> Schema | None:
        """One pointer token further; None where the schema says nothing."""
        if schema is None:
            return None
        resolved = self.resolve(schema)
        if (token.isdigit() or token == EACH) and resolved.get("items"):
            items: Schema = resolved["items"]
            return items
        return self.property(schema, token)

    def follow(self, schema: Schema | None, expression: str) -> tuple[tuple[str | int, ...], Schema | None]:
        """The attribute path of an expression, and the schema of what it leads to (None: open)."""
        path: list[str | int] = []
        for token in pointers.split(expression.partition("#")[2]):
            following = self.step(schema, token)
            if token == EACH:
                path.append(token)
            elif token.isdigit() and (schema is None or "items" in self.resolve(schema)):
                path.append(int(token))
            else:
                path.append(self._attribute(schema, token))
            schema = following
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
