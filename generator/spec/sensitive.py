"""Where `x-sdk-sensitive` holds.

A mark on a schema holds for what refers to the schema, and for lists, tables and unions that have it inside; the
properties of an object carry marks of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

from .pointers import is_list, schema_name

KEY = "x-sdk-sensitive"
Schema = Mapping[str, Any]


def is_marked(schema: Any, components: Mapping[str, Any], seen: set[str] | None = None) -> bool:
    """Whether a schema itself is marked, by its own word, by what it refers to or by a part of its allOf.

    Each component is looked at once (``seen``): references that fork would make the walk exponential.
    """
    if not isinstance(schema, Mapping):
        return False
    seen = set() if seen is None else seen
    given = cast("Schema", schema)
    if KEY in given:
        return given[KEY] is True
    if "$ref" in given:
        name = schema_name(str(given["$ref"]))
        if name not in seen:
            seen.add(name)
            if is_marked(components.get(name), components, seen):
                return True
    return any(is_marked(part, components, seen) for part in _list(given, "allOf"))


def marked(
    schema: Any, components: Mapping[str, Any], seen: set[str] | None = None, *, itself: bool = True
) -> Iterator[Schema]:
    """The marked schemas that a value is made of, without those of properties; each component once.

    Without `itself` it is known that the schema as a whole is not marked.
    """
    if not isinstance(schema, Mapping):
        return
    seen = set() if seen is None else seen
    given = cast("Schema", schema)
    if itself and is_marked(given, components):
        yield given
    elif KEY not in given:
        for part in _list(given, "allOf"):
            yield from marked(part, components, seen, itself=False)
        for part in _parts(given):
            yield from marked(part, components, seen)
        name = schema_name(str(given["$ref"])) if "$ref" in given else ""
        if name and name not in seen:
            seen.add(name)
            yield from marked(components.get(name), components, seen, itself=False)


def is_sensitive(schema: Any, components: Mapping[str, Any]) -> bool:
    """Whether anything that a value is made of is marked."""
    return next(marked(schema, components), None) is not None


def _list(schema: Schema, key: str) -> list[Any]:
    value: Any = schema.get(key)
    return value if is_list(value) else []


def _parts(schema: Schema) -> Iterator[Any]:
    for key in ("anyOf", "oneOf", "prefixItems"):
        yield from _list(schema, key)
    for key in ("items", "additionalProperties", "unevaluatedProperties"):
        yield schema.get(key)
    patterns = schema.get("patternProperties")
    if isinstance(patterns, Mapping):
        yield from cast("Schema", patterns).values()
