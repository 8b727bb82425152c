"""The examples of a description; where there is none, a small value that the schema allows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from .description import Description, Operation
from .schemas import Node, Schemas

DEPTH = 8
TEXTS = {
    "uuid": "00000000-0000-4000-8000-000000000000",
    "date": "2026-01-01",
    "date-time": "2026-01-01T00:00:00Z",
    "uri": "http://127.0.0.1/",
    "email": "user@example.com",
}


def is_json(content_type: str) -> bool:
    """Whether a content type is JSON or a dialect of it."""
    return content_type == "application/json" or content_type.endswith("+json")


def essence(content_type: str) -> str:
    """A content type without its parameters."""
    return content_type.partition(";")[0].strip().lower()


def example(media: Node, schemas: Schemas, name: str | None = None) -> Any:
    """The first example of a media type (or the one of that name); made from the schema where there is none."""
    named: Mapping[str, Node] = media.get("examples", {})
    if name is not None and name in named:
        return schemas.resolve(named[name]).get("value")
    if "example" in media:
        return media["example"]
    for entry in named.values():
        found = schemas.resolve(entry)
        if "value" in found:
            return found["value"]
    return sample(media.get("schema", {}), schemas)


def inner_example(description: Description, operation: Operation, name: str | None) -> Any:
    """The example of the first success answer, taken out of the envelope."""
    answer = next((a for a in operation.answers if a.success), None)
    media = next((m for t, m in answer.content.items() if is_json(essence(t))), None) if answer else None
    if media is None:
        return None
    found = example(media, description.schemas, name)
    if description.envelope and not operation.node.get("x-sdk-no-envelope"):
        for step in description.envelope["data"]:
            found = cast("dict[str, Any]", found).get(step) if isinstance(found, dict) else None
    return found


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
