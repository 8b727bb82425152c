"""`allOf` and siblings of references, merged into one schema, so that later stages see plain schemas only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from ..ir import Schema
from ..schema import bare, same, target
from ..spec.objects import is_annotation

_LARGER = frozenset({"minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"})
_SMALLER = frozenset({"maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"})

Report = Callable[[str, str], None]
"""Called with the id and the message of a problem."""


class Merger:
    """Merges schemas of one document; components are merged once."""

    def __init__(self, components: Mapping[str, Schema]) -> None:
        self._components = components
        self._done: dict[str, Schema] = {}

    def component(self, name: str, report: Report, inside: tuple[str, ...] = ()) -> Schema:
        """A component without `allOf`; references to other components are followed only where they must merge."""
        if name not in self._done:
            self._done[name] = self.merged(self._components[name], report, (*inside, name))
        return self._done[name]

    def resolved(self, schema: Schema, report: Report, inside: tuple[str, ...] = ()) -> Schema:
        """The schema merged, with a reference at its top (and what that leads to) followed."""
        schema = self.merged(schema, report, inside)
        seen = set(inside)
        while "$ref" in schema:
            name = target(schema)
            if name in seen:
                report(
                    "circular-schema", f"schema {name} is defined by itself; give one of the schemas a body"
                )
                return {}
            seen.add(name)
            own = {key: value for key, value in schema.items() if key != "$ref"}
            schema = {**self.component(name, report, tuple(seen)), **own}
        return schema

    def merged(self, schema: Any, report: Report, inside: tuple[str, ...] = ()) -> Schema:
        """The schema without `allOf` at its top. A reference with annotations only stays a reference."""
        if not isinstance(schema, Mapping):
            return {"not": {}} if schema is False else {}
        schema = cast("Schema", schema)
        parts: list[Any] = list(schema.get("allOf", ()))
        own = {key: value for key, value in schema.items() if key != "allOf"}
        if "$ref" in own and bare(own).keys() != {"$ref"}:
            parts.insert(0, {"$ref": own.pop("$ref")})
        if not parts:
            return own
        restricting = _distinct([part for part in [*parts, own] if bare(part)])
        if len(restricting) == 1 and bare(restricting[0]).keys() == {"$ref"}:
            notes = {k: v for part in [*parts, own] for k, v in _annotations(part).items()}
            return {"$ref": bare(restricting[0])["$ref"], **notes}
        result: dict[str, Any] = {}
        for part in parts:
            whole = self.resolved(part, report, inside)
            drop = {"title", "example", "examples"}
            if "oneOf" not in whole and "anyOf" not in whole:
                drop.add("discriminator")
            if "$ref" in part:
                drop.update(("description", "deprecated"))
            result = self.both(result, {k: v for k, v in whole.items() if k not in drop}, report)
        return self.both(result, own, report)

    def both(self, one: Schema, other: Schema, report: Report) -> dict[str, Any]:
        """A schema that means both; contradictions are reported and the later one wins."""
        result = dict(one)
        for key, value in other.items():
            if key not in result or same(result[key], value) or is_annotation(key):
                result[key] = value
                continue
            result[key] = _combined(key, result[key], value, report)
        _narrow(result)
        return result


def _annotations(part: Any) -> dict[str, Any]:
    if not isinstance(part, Mapping):
        return {}
    return {key: value for key, value in cast("Schema", part).items() if is_annotation(key)}


def _distinct(parts: list[Any]) -> list[Any]:
    kept: list[Any] = []
    for part in parts:
        if not any(same(bare(part), bare(other)) for other in kept):
            kept.append(part)
    return kept


def _combined(key: str, one: Any, other: Any, report: Report) -> Any:
    match key:
        case "properties" | "patternProperties":
            return _properties(one, other)
        case "required":
            return list(dict.fromkeys([*one, *other]))
        case "type":
            return _types(one, other, report)
        case "enum":
            kept = [value for value in one if any(same(value, wanted) for wanted in other)]
            if not kept:
                report("contradiction", "allOf joins enums that share no value; the last one is used")
            return kept or other
        case "additionalProperties" | "unevaluatedProperties":
            if isinstance(other, Mapping) or not isinstance(one, Mapping):
                return cast("Any", other)
            return cast("Any", one)
        case "items":
            return {"allOf": [one, other]}
        case _ if key in _LARGER:
            return max(one, other)
        case _ if key in _SMALLER:
            return min(one, other)
        case "oneOf" | "anyOf" | "not" | "if" | "then" | "else" | "pattern" | "const" | "prefixItems":
            report(
                "ignored-constraint", f"allOf joins two different values of {key}; only the last one is used"
            )
            return other
        case _:
            return other


def _properties(one: Schema, other: Schema) -> dict[str, Any]:
    result = dict(one)
    for name, schema in other.items():
        if name not in result or same(bare(result[name]), bare(schema)):
            result[name] = {**_mapping(result.get(name)), **_mapping(schema)}
        elif not bare(schema):
            result[name] = {**_mapping(result[name]), **_annotations(schema)}
        elif not bare(result[name]):
            result[name] = {**_annotations(result[name]), **_mapping(schema)}
        else:
            result[name] = {
                **_annotations(result[name]),
                **_annotations(schema),
                "allOf": [result[name], schema],
            }
    return result


def _mapping(schema: Any) -> dict[str, Any]:
    return (
        dict(cast("Schema", schema))
        if isinstance(schema, Mapping)
        else {"not": {}}
        if schema is False
        else {}
    )


def _types(one: Any, other: Any, report: Report) -> Any:
    first = [one] if isinstance(one, str) else list(one)
    second = [other] if isinstance(other, str) else list(other)
    kept = [name for name in first if name in second or (name == "integer" and "number" in second)]
    kept += [name for name in second if name == "integer" and "number" in first and name not in kept]
    if not kept:
        report("contradiction", f"allOf joins the types {one!r} and {other!r}; the last one is used")
        return other
    return kept[0] if len(kept) == 1 else kept


def _narrow(schema: dict[str, Any]) -> None:
    """Drop what a narrower keyword already says."""
    if "const" in schema and "enum" in schema:
        del schema["enum"]
