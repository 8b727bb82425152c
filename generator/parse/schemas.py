"""What schemas mean for the arguments of methods, and which operation uses which component in which direction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

from ..ir import Direction, NamedSchema, Operation, Schema, Webhook
from ..schema import Node as SchemaNode
from ..schema import alternatives, as_schema, is_binary, references, says_no_more, types
from ..spec.pointers import escape
from .context import Context, Node


def either(one: Schema, other: Schema) -> Schema:
    """A schema for what two content types call by one name."""
    branches = list(cast("list[Schema]", one["anyOf"])) if list(one) == ["anyOf"] else [one]
    if any(_same(branch, other) for branch in branches):
        return one
    return {"anyOf": [*branches, other]}


def _same(one: Schema, other: Schema) -> bool:
    """Whether two schemas allow the same; what they say to people does not count."""
    notes = ("description", "title", "example", "examples", "default")
    return {k: s for k, s in one.items() if k not in notes} == {
        k: s for k, s in other.items() if k not in notes
    }


def has_rules(context: Context, schema: Node) -> bool:
    """Whether a body has alternatives that only say which of its properties go together."""
    return bool(alternatives(SchemaNode(context.schema(schema))))


def binary(context: Context, schema: Any) -> bool:
    """Whether a schema stands for the bytes of a file."""
    schema = context.schema(as_schema(schema))
    return "string" in types(schema) and is_binary(schema)


def properties(context: Context, schema: Node, inside: tuple[int, ...] = ()) -> dict[str, Node] | None:
    """Name to schema of an object that is nothing but its properties (allOf merged), else None.

    Alternatives that only require properties do not count: they are rules over arguments, not other bodies.
    """
    schema = context.schema(schema)
    if id(schema) in inside or "patternProperties" in schema:
        return None
    if any(not says_no_more(as_schema(branch.value)) for branch in alternatives(SchemaNode(schema))):
        return None
    if isinstance(schema.get("additionalProperties"), dict) and schema["additionalProperties"]:
        return None
    if types(schema) not in ((), ("object",)):
        return None
    merged: dict[str, Node] = {}
    for part in map(as_schema, schema.get("allOf") or ()):
        if says_no_more(part):
            continue
        inner = properties(context, part, (*inside, id(schema)))
        if inner is None:
            return None
        merged.update(_joined(merged, inner))
    merged.update(_joined(merged, schema.get("properties") or {}))
    return merged or None


def _joined(known: Mapping[str, Node], more: Mapping[str, Any]) -> dict[str, Node]:
    """Properties to add; one that is known already must keep both meanings."""
    found: dict[str, Node] = {}
    for wire, given in more.items():
        own = as_schema(given)
        both = wire in known and known[wire] != own
        found[wire] = {"allOf": [known[wire], own]} if both else own
    return found


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
        body = as_schema(schema)
        found[name] = NamedSchema(
            name=name,
            schema=body,
            resource=resources.pop() if len(resources) == 1 else None,
            directions=frozenset(direction for _, direction in usage.used[name]) or frozenset(("read",)),
            sources=context.sources(body),
            place=context.place(f"/components/schemas/{escape(name)}"),
        )
    return found
