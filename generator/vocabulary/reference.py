"""The reference page of the vocabulary, written from its docstrings and field descriptions."""

from __future__ import annotations

import inspect
from typing import Any, cast

from pydantic import BaseModel, RootModel

from . import operation as v

HEAD = """# The `x-sdk-` vocabulary

What OpenAPI cannot say and a client must know. The vocabulary is closed: an unknown key, a key in the wrong place or
a wrong value is an error with file and line. This page is written from `generator/vocabulary/`.

Expressions point into a request or an answer: `$request.query.page`, `$request.body#/credits`,
`$response.body#/data/status`, `$response.header.Retry-After`.
"""


def _type(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if "enum" in schema:
        return " or ".join(f"`{value}`" for value in schema["enum"])
    if "const" in schema:
        return f"`{schema['const']}`"
    if "anyOf" in schema:
        return " or ".join(_type(s) for s in schema["anyOf"] if s.get("type") != "null")
    if schema.get("type") == "array":
        return f"list of {_type(cast('dict[str, Any]', schema.get('items', {})))}"
    if schema.get("type") == "object":
        return f"map to {_type(cast('dict[str, Any]', schema.get('additionalProperties', {})))}"
    return str(schema.get("type", "any"))


def _fields(model: dict[str, Any]) -> list[str]:
    needed = model.get("required", ())
    lines = ["| field | type | required | meaning |", "|---|---|---|---|"]
    for name, schema in model.get("properties", {}).items():
        default = "" if schema.get("default") in (None, [], {}) else f" Default `{schema['default']}`."
        meaning = (schema.get("description", "") + default).strip()
        lines.append(f"| `{name}` | {_type(schema)} | {'yes' if name in needed else 'no'} | {meaning} |")
    return lines


def _section(model: type[BaseModel], title: str, lead: str) -> list[str]:
    schema = model.model_json_schema()
    lines = [title, "", lead, ""] if lead else [title, ""]
    lines.extend([inspect.cleandoc(model.__doc__ or ""), ""])
    if schema.get("properties"):
        lines.extend([*_fields(schema), ""])
    elif issubclass(model, RootModel):
        lines.extend([f"Value: {_type(schema)}.", ""])
    return lines


def page() -> str:
    """The whole page as Markdown."""
    lines = [HEAD]
    parts: dict[str, dict[str, Any]] = {}
    for key in v.KEYS.values():
        places = ", ".join(sorted(p.value for p in key.places))
        lines.extend(_section(key.model, f"## `{key.name}`", f"On: {places}."))
        parts.update(key.model.model_json_schema().get("$defs", {}))
    lines.extend(["## Parts", ""])
    for name, schema in sorted(parts.items()):
        lines.extend([f"### {name}", "", inspect.cleandoc(schema.get("description", "")), ""])
        if schema.get("properties"):
            lines.extend([*_fields(schema), ""])
    return "\n".join(lines).rstrip() + "\n"
