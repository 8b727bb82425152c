"""Reference pages as Markdown, written from docstrings and field descriptions: models, and the vocabulary."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
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


def fields(schema: dict[str, Any], *, types: bool = False, leave_out: tuple[str, ...] = ()) -> list[str]:
    """The table of a model's fields, from its JSON Schema, and an empty line."""
    lines = ["| field | type | required | meaning |", "|---|---|---|---|"]
    if not types:
        lines = ["| key | required | meaning |", "|---|---|---|"]
    for name, field in schema.get("properties", {}).items():
        if name in leave_out:
            continue
        default = field.get("default")
        plain = default not in (None, "", []) and not isinstance(default, dict)
        meaning = (
            (field.get("description", "") + (f" Default `{default}`." if plain else ""))
            .strip()
            .replace("|", "\\|")
            .replace("\n", " ")
        )
        required = "yes" if name in schema.get("required", ()) else "no"
        lines.append(f"| `{name}` |{f' {_type(field)} |' if types else ''} {required} | {meaning} |")
    return [*lines, ""]


def section(
    model: type[BaseModel], title: str, *, types: bool = False, leave_out: tuple[str, ...] = ()
) -> list[str]:
    """A model: its title, its docstring and the table of its fields."""
    schema = model.model_json_schema()
    if "$ref" in schema:  # it is a part of itself
        schema = schema["$defs"][_type(schema)]
    lines = [title, "", inspect.cleandoc(model.__doc__ or ""), ""]
    if schema.get("properties"):
        lines.extend(fields(schema, types=types, leave_out=leave_out))
    elif issubclass(model, RootModel):
        lines.extend([f"Value: {_type(schema)}.", ""])
    return lines


def markdown(lines: Iterable[str]) -> str:
    """The lines of a page as its text."""
    return "\n".join(lines).rstrip() + "\n"


def page() -> str:
    """The whole page as Markdown."""
    lines = [HEAD]
    parts: dict[str, dict[str, Any]] = {}
    for key in v.KEYS.values():
        places = ", ".join(sorted(p.value for p in key.places))
        lines.extend(section(key.model, f"## `{key.name}`\n\nOn: {places}.", types=True))
        parts.update(key.model.model_json_schema().get("$defs", {}))
    lines.extend(["## Parts", ""])
    for name, schema in sorted(parts.items()):
        lines.extend([f"### {name}", "", inspect.cleandoc(schema.get("description", "")), ""])
        if schema.get("properties"):
            lines.extend(fields(schema, types=True))
    return markdown(lines)
