"""Values for arguments that no example shows, made from their schemas."""

from __future__ import annotations

import re
from typing import Any

from tests.conformance.document import Node
from tests.conformance.expected import NO_SCHEMA, Argument, types

DEPTH = 6
GUESSES = (
    "text one",
    "2026-05",
    "a.vcf",
    "0" * 64,
    "abc",
    "US",
    "+15550100",
    "https://example.com/hook",
    "a@example.com",
)
FORMATS = {
    "date": "2026-01-31",
    "date-time": "2026-01-31T10:20:30Z",
    "uuid": "1234567d-1111-4222-8333-12345abcd123",
    "uri": "https://example.com/hook",
    "email": "user@example.com",
}


def candidates(argument: Argument) -> list[Any]:
    """Wire values to try for an argument: its example, then each enum value, else one made from the schema."""
    found = list(argument.example)
    enum = _enum(argument.schema)
    found.extend(value for value in enum if value not in found)
    return found or [sample(argument)]


def sample(argument: Argument) -> Any:
    """A wire value for an argument. A file is `{"filename", "content"}`."""
    if argument.file != "no":
        one = {"filename": f"{argument.name}/first.vcf", "content": "bytes of the first file"}
        two = {"filename": f"{argument.name}/deeper/second.vcf", "content": "bytes of the second"}
        return [one, two] if argument.file == "many" else {**one, "filename": "first.vcf"}
    value = of_schema(argument.schema)
    # Headers cannot carry every text.
    return (
        value.encode("ascii", "ignore").decode()
        if argument.location == "header" and isinstance(value, str)
        else value
    )


def _enum(schema: Node) -> list[Any]:
    given = schema.plain("enum")
    return [] if given is None else [value for value in given if value is not None]


def of_schema(schema: Node, depth: int = 0, seed: int = 1) -> Any:
    """A value that the schema allows, with all its properties. `seed` tells the elements of a list apart."""
    schema = schema.follow()
    for key in ("const", "example"):
        if key in schema.value:
            return schema.plain(key)
    enum = _enum(schema) or schema.plain("examples", [])
    if enum:
        return enum[(seed - 1) % len(enum)]
    for key in ("anyOf", "oneOf", "allOf"):
        branches = schema.get(key)
        if branches is not None and "properties" not in schema.value:
            real = [b for b in branches.elements() if types(b) != {"null"}]
            if key == "allOf":
                return _merged([of_schema(part, depth, seed) for part in real])
            return of_schema(real[0], depth + 1, seed)
    kinds = types(schema) - {"null"}
    if "object" in kinds or "properties" in schema.value:
        return _object(schema, depth)
    if "array" in kinds:
        items = schema.get("items") or NO_SCHEMA
        few = min(2, schema.plain("maxItems", 2)) if depth < DEPTH else 0
        return [of_schema(items, depth + 1, seed + index) for index in range(few)]
    if "string" in kinds or not kinds:
        return _text(schema, seed)
    if "boolean" in kinds:
        return True
    low = schema.plain("minimum", schema.plain("exclusiveMinimum", 0) + 1)
    value = min(low + seed, schema.plain("maximum", low + seed))
    return value if "integer" in kinds else value + 0.5 if "maximum" not in schema.value else value


def _merged(values: list[Any]) -> Any:
    if all(isinstance(value, dict) for value in values):
        return {key: inner for value in values for key, inner in value.items()}
    return values[0]


def _object(schema: Node, depth: int) -> dict[str, Any]:
    if depth >= DEPTH:
        return {}
    properties = schema.get("properties")
    found = (
        {}
        if properties is None
        else {n: of_schema(p, depth + 1) for n, p in properties.items() if not p.plain("readOnly")}
    )
    extra = schema.get("additionalProperties")
    if extra is not None and isinstance(extra.value, dict):
        found["extra key"] = of_schema(extra, depth + 1)
    return found


def _text(schema: Node, seed: int) -> str:
    pattern = schema.plain("pattern")
    if pattern is not None:
        fitting = [guess for guess in GUESSES if re.search(pattern, guess)]
        if not fitting:
            raise ValueError(f"no value at hand matches the pattern {pattern}")
        return fitting[0]
    text = FORMATS.get(schema.plain("format", ""), f"text {seed} ä/&=+%")
    return text.ljust(schema.plain("minLength", 0), "x")[: schema.plain("maxLength", 1000)]
