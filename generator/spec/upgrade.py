"""Schemas of OpenAPI 3.0 as schemas of 3.1."""

from __future__ import annotations

from typing import Any

from .objects import is_annotation
from .pointers import is_list


def upgrade(schema: dict[str, Any]) -> dict[str, Any]:
    """The same schema in the words of 3.1; `schema` is a copy whose parts have been upgraded before."""
    for bound, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if schema.get(exclusive) is True and bound in schema:
            schema[exclusive] = schema.pop(bound)
        elif isinstance(schema.get(exclusive), bool):
            del schema[exclusive]
    if "example" in schema and "examples" not in schema:
        schema["examples"] = [schema.pop("example")]
    return nullable(schema) if schema.pop("nullable", None) is True else schema


def nullable(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema that also takes null."""
    kept = {key: value for key, value in schema.items() if not is_annotation(key)}
    if not kept:
        return schema
    if isinstance(kept.get("type"), str) and not {"allOf", "anyOf", "oneOf", "$ref"} & kept.keys():
        schema["type"] = [kept["type"], "null"]
        if is_list(schema.get("enum")) and None not in schema["enum"]:
            schema["enum"] = [*schema["enum"], None]
        return schema
    null: dict[str, Any] = {"type": "null"}
    outside = {key: value for key, value in schema.items() if key not in kept}
    for union in ("anyOf", "oneOf"):
        if kept.keys() == {union} and is_list(kept[union]):
            return {**outside, union: kept[union] if null in kept[union] else [*kept[union], null]}
    if kept.keys() == {"allOf"} and is_list(kept["allOf"]) and len(kept["allOf"]) == 1:
        return {**outside, "anyOf": [kept["allOf"][0], null]}
    return {**outside, "anyOf": [kept, null]}
