"""A small value that a schema allows, for answers without an example."""

from __future__ import annotations

from typing import Any

from .schemas import Node, Schemas

DEPTH = 8
TEXTS = {
    "uuid": "00000000-0000-4000-8000-000000000000",
    "date": "2026-01-01",
    "date-time": "2026-01-01T00:00:00Z",
    "uri": "http://127.0.0.1/",
    "email": "user@example.com",
}


def sample(schema: Node, schemas: Schemas, depth: int = 0) -> Any:
    """The example or first value that a schema names, else the smallest value of its type."""
    node = schemas.resolve(schema)
    for key in ("const", "default", "example"):
        if key in node:
            return node[key]
    for key in ("examples", "enum"):
        given: list[Any] = node.get(key) or []
        if given:
            return given[0]
    for key in ("oneOf", "anyOf"):
        if node.get(key) and depth < DEPTH:
            return sample(node[key][0], schemas, depth + 1)
    types = schemas.types(node)
    if "object" in types or "properties" in node or "allOf" in node:
        return _object(node, schemas, depth)
    if "array" in types:
        few = node.get("minItems", 0) if depth < DEPTH else 0
        return [sample(schemas.items(node), schemas, depth + 1) for _ in range(few)]
    if "string" in types:
        return str(TEXTS.get(str(node.get("format")), "string")).ljust(int(node.get("minLength", 0)), "x")
    if "boolean" in types:
        return False
    return node.get("minimum", 0) if types & {"integer", "number"} else None


def _object(node: Node, schemas: Schemas, depth: int) -> dict[str, Any]:
    if depth >= DEPTH:
        return {}
    properties = schemas.properties(node)
    needed = dict.fromkeys(name for branch in schemas.branches(node) for name in branch.get("required", ()))
    return {name: sample(properties.get(name, {}), schemas, depth + 1) for name in needed}
