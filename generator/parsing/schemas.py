"""Small questions about schemas, and which operation uses which component in which direction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

from ..ir import Direction, NamedSchema, Operation, Schema, Webhook
from ..pointers import escape
from .context import Context, Node

REF = "#/components/schemas/"


def types(schema: Node) -> tuple[str, ...]:
    """The JSON types that a schema names."""
    given = schema.get("type", ())
    return (given,) if isinstance(given, str) else tuple(cast("list[str]", given))


def nullable(context: Context, schema: Node) -> bool:
    """Whether null is allowed, by type or by an alternative."""
    schema = context.schema(schema)
    if "null" in types(schema):
        return True
    branches = [*schema.get("anyOf", ()), *schema.get("oneOf", ())]
    return any(types(b) == ("null",) for b in branches)


def binary(context: Context, schema: Node) -> bool:
    """Whether a schema stands for the bytes of a file."""
    schema = context.schema(schema)
    if "string" not in types(schema):
        return False
    return schema.get("format") == "binary" or schema.get("contentMediaType") == "application/octet-stream"


def properties(context: Context, schema: Node) -> dict[str, Node] | None:
    """Name to schema of an object that is nothing but its properties (allOf merged), else None."""
    schema = context.schema(schema)
    if any(key in schema for key in ("oneOf", "anyOf", "patternProperties")):
        return None
    if isinstance(schema.get("additionalProperties"), dict):
        return None
    if types(schema) not in ((), ("object",)):
        return None
    merged: dict[str, Node] = {}
    for part in schema.get("allOf", ()):
        inner = properties(context, part)
        if inner is None:
            return None
        merged.update(inner)
    merged.update(schema.get("properties", {}))
    return merged or None


def required(context: Context, schema: Node) -> frozenset[str]:
    """The required properties, allOf merged."""
    schema = context.schema(schema)
    own = frozenset(cast("list[str]", schema.get("required", ())))
    return own.union(*(required(context, part) for part in schema.get("allOf", ())))


def references(schema: Any) -> Iterator[str]:
    """The component names that a schema refers to directly."""
    stack = [schema]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            mapping = cast("dict[str, Any]", node)
            ref = mapping.get("$ref")
            if isinstance(ref, str) and ref.startswith(REF):
                yield ref[len(REF) :].replace("~1", "/").replace("~0", "~")
            stack.extend(
                value for key, value in mapping.items() if key not in ("examples", "example", "enum")
            )
        elif isinstance(node, list):
            stack.extend(cast("list[Any]", node))


def _roots(operation: Operation) -> Iterator[tuple[Schema, Direction]]:
    for parameter in operation.parameters:
        yield parameter.schema, "write"
    if operation.body is not None:
        for media in operation.body.media:
            yield media.schema, "write"
        for field in operation.body.fields:
            yield field.schema, "write"
    for response in operation.responses:
        for content in response.contents:
            if content.schema is not None:
                yield content.schema, "read"


class _Usage:
    """Marks components as used, following references."""

    def __init__(self, components: Mapping[str, Any]) -> None:
        self.components = components
        self.used: dict[str, set[tuple[str, Direction]]] = {name: set() for name in components}
        self.edges = {name: frozenset(references(schema)) for name, schema in components.items()}

    def mark(self, schema: Schema, resource: str, direction: Direction) -> None:
        stack = list(references(schema))
        mark = (resource, direction)
        while stack:
            name = stack.pop()
            if name not in self.used or mark in self.used[name]:
                continue
            self.used[name].add(mark)
            stack.extend(self.edges[name])


def _as_schema(value: Any) -> Schema:
    """A component as an object; `true` and `false` are schemas too."""
    if isinstance(value, dict):
        return cast("Schema", value)
    return {} if value else {"not": {}}


def named_schemas(
    context: Context, operations: tuple[Operation, ...], webhooks: tuple[Webhook, ...]
) -> dict[str, NamedSchema]:
    """Every component with the directions and the resource that use it; an unused one counts as an answer."""
    components: Mapping[str, Any] = context.document.get("components", {}).get("schemas", {})
    usage = _Usage(components)
    for operation in operations:
        for schema, direction in _roots(operation):
            usage.mark(schema, operation.resource, direction)
    for webhook in webhooks:
        usage.mark(webhook.schema, "webhooks", "read")
        for name in references(webhook.schema):
            usage.mark(components.get(name, {}), "webhooks", "read")
    found: dict[str, NamedSchema] = {}
    for name, schema in components.items():
        resources = {resource for resource, _ in usage.used[name]}
        body = _as_schema(schema)
        found[name] = NamedSchema(
            name=name,
            schema=body,
            resource=resources.pop() if len(resources) == 1 else None,
            directions=frozenset(direction for _, direction in usage.used[name]) or frozenset(("read",)),
            sources=context.sources(body),
            place=context.place(f"/components/schemas/{escape(name)}"),
        )
    return found
