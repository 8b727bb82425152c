"""Rules about schemas as such."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ..problems import Level, Problem
from ..schema import IN_PLACE
from ..spec import patterns, pointers
from ..spec.objects import Kind
from ..spec.pointers import is_list, is_mapping
from .structure import MEMBERS, TYPES, fits, must_be
from .view import Node, Site, View

_KNOWN = MEMBERS[Kind.SCHEMA]


def invalid_schema(view: View) -> Iterator[Problem]:
    """`invalid-schema`: a schema is not valid JSON Schema (2020-12)."""
    for kind, pointer, node in view.misfits:
        if kind is Kind.SCHEMA:
            view.broken = True
            what = "a list of schemas is written `prefixItems`" if is_list(node) else "a schema is a mapping"
            yield view.problem("invalid-schema", pointer, f"this is not a schema: {what}")
    for site in view.of(Kind.SCHEMA):
        for key, message in _faults(site.node):
            view.broken = True
            report = view.lenient if _harmless(site.node, key) else view.problem
            yield report("invalid-schema", site.pointer + pointers.join(key), message)


def _harmless(node: Node, key: str) -> bool:
    """Whether a fault changes nothing that is generated: what people read, a limit of OpenAPI 3.0, an empty list."""
    flag = key in ("exclusiveMinimum", "exclusiveMaximum") and isinstance(node[key], bool)
    text = key in ("title", "description") and not is_mapping(node[key])
    # `required: true` of a property, as drafts before 4 had it.
    flag = flag or (key == "required" and isinstance(node[key], bool))
    return flag or text or key == "examples" or (key in IN_PLACE and node[key] == [])


def _faults(node: Node) -> Iterator[tuple[str, str]]:
    for key, value in node.items():
        type_ = _KNOWN.get(key)
        if type_ is not None and not fits(type_, value) and not (type_ == "schema" and is_list(value)):
            yield key, must_be(key, "schema", type_)
    if "type" in node:
        given = node["type"]
        for type_ in given if is_list(given) else [given]:
            if type_ not in TYPES:
                yield "type", f"there is no type {type_!r}: use {', '.join(TYPES)}"
        if is_list(given) and not given:
            yield "type", "a list of types cannot be empty"
    if fits("number", node.get("multipleOf")) and node["multipleOf"] <= 0:
        yield "multipleOf", "`multipleOf` must be above 0"
    for key in (*IN_PLACE, "prefixItems"):
        if node.get(key) == []:
            yield key, f"`{key}` must have a schema in it"
    discriminator = node.get("discriminator")
    if is_mapping(discriminator) and not isinstance(discriminator.get("propertyName"), str):
        yield "discriminator", "a discriminator needs `propertyName`, a string"


def unknown_keyword(view: View) -> Iterator[Problem]:
    """`unknown-keyword`: a schema has a keyword without meaning (often a slip, or `nullable` in OpenAPI 3.1)."""
    for site in view.of(Kind.SCHEMA):
        for key in site.node.keys() - _KNOWN.keys():
            if not key.startswith("x-"):
                hint = ": in 3.1 write type: [..., 'null']" if key == "nullable" else ""
                at = site.pointer + pointers.join(key)
                yield view.lenient("unknown-keyword", at, f"JSON Schema has no keyword `{key}`{hint}")


def unsupported_pattern(view: View) -> Iterator[Problem]:
    """`unsupported-pattern`: nothing is checked against a regular expression that has no linear matching."""
    for site in view.of(Kind.SCHEMA):
        for pointer, pattern in _patterns(site):
            why = patterns.fault(pattern)
            if why:
                message = f"examples are not checked against the pattern: {why}"
                yield view.problem("unsupported-pattern", pointer, message, Level.WARNING)


def _patterns(site: Site) -> Iterator[tuple[str, str]]:
    if isinstance(site.node.get("pattern"), str):
        yield f"{site.pointer}/pattern", site.node["pattern"]
    named = site.node.get("patternProperties")
    for pattern in named if is_mapping(named) else ():
        yield site.pointer + pointers.join("patternProperties", pattern), pattern


def enum_duplicate(view: View) -> Iterator[Problem]:
    """`enum-duplicate`: a value is twice in an `enum`."""
    for site in view.of(Kind.SCHEMA):
        seen: set[str] = set()
        given = site.node.get("enum")
        for index, value in enumerate(given if is_list(given) else ()):
            text = json.dumps(value, sort_keys=True)
            if text in seen:
                at = f"{site.pointer}/enum/{index}"
                yield view.lenient("enum-duplicate", at, f"{text} is in the enum twice")
            seen.add(text)


def required_not_declared(view: View) -> Iterator[Problem]:
    """`required-not-declared` (warning): a schema requires a property that it does not describe."""
    for site in view.of(Kind.SCHEMA):
        node = site.node
        properties = node.get("properties")
        if not is_mapping(properties) or any(key in node for key in (*IN_PLACE, "patternProperties", "$ref")):
            continue
        for index, name in enumerate(node["required"] if fits("strings", node.get("required")) else ()):
            if name not in properties:
                message = f"`required` names {name!r}, which is not among the properties"
                yield view.problem(
                    "required-not-declared", f"{site.pointer}/required/{index}", message, Level.WARNING
                )


def circular_schema(view: View) -> Iterator[Problem]:
    """`circular-schema`: a schema contains itself without a property or item between, so nothing can match it."""
    done: set[str] = set()
    for name in view.schemas:
        trail: list[str] = []
        if name not in done and _circle(view, name, trail, done):
            view.broken = True
            done.update(trail)
            message = f"{' > '.join(trail)} is a circle: the schema would contain itself"
            yield view.problem("circular-schema", pointers.SCHEMAS + pointers.escape(name), message)


def _circle(view: View, name: str, trail: list[str], done: set[str]) -> bool:
    if name in trail:
        trail.append(name)
        return True
    trail.append(name)
    for other in _in_place(view.schemas.get(name)):
        if other not in done and _circle(view, other, trail, done):
            return True
    done.add(name)
    _ = trail.pop()
    return False


def _in_place(schema: Any) -> Iterator[str]:
    """The schemas that hold for the same value."""
    if not is_mapping(schema):
        return
    if isinstance(schema.get("$ref"), str):
        yield pointers.schema_name(schema["$ref"])
    for key in IN_PLACE:
        parts = schema.get(key)
        for part in parts if is_list(parts) else ():
            yield from _in_place(part)
