"""Schemas that others extend: a reference to one of them means any of the others.

A schema with a discriminator and without `oneOf` is the base of those that name it in their `allOf`. For each schema
that is extended in such a family there is a union of what it can be, `AnyPet` for `Pet`, and every reference to `Pet`
refers to the union instead; only those in the `allOf` of the family go on meaning the schema itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

from .. import names
from .objects import is_annotation
from .pointers import SCHEMAS, is_list, schema_name, schema_reference

Schema = dict[str, Any]

BASE = "x-base"
"""In a union made here: a reference to the schema that stands for subtypes that nobody described."""

_DATA = frozenset({"enum", "const", "default", "example", "examples", "value"})


def unite_subtypes(schemas: dict[str, Any], document: dict[str, Any]) -> None:
    """Add the unions to the components, and refer to them everywhere in the document."""
    families = _Families(schemas, document)
    unions: dict[str, str] = {}
    taken = {names.model(name) for name in schemas}
    made: dict[str, Schema] = {}
    for name in schemas:
        union = families.union(name)
        if union is not None:
            unions[name] = names.free(f"Any{names.pascal(name)}", taken)
            taken.add(unions[name])
            made[unions[name]] = union
    for name in unions:
        _ = schemas[name].pop("discriminator", None)  # the union has it
    if made:
        _redirect(document, schemas, families, unions)
        schemas.update(made)


class _Families:
    def __init__(self, schemas: Mapping[str, Any], document: Mapping[str, Any]) -> None:
        self._schemas = schemas
        self.children: dict[str, list[str]] = {}
        for name, schema in schemas.items():
            for parent in _parents(schema):
                self.children.setdefault(parent, []).append(name)
        self._used = {
            schema_name(ref["$ref"]) for ref, role in _references(document, schemas) if role == "plain"
        }

    def union(self, name: str) -> Schema | None:
        """What a schema can be, or None where nothing extends it or no value tells what it is."""
        discriminator = self._discriminator(name)
        if discriminator is None:
            return None
        property = str(discriminator["propertyName"])
        written: Any = discriminator.get("mapping")
        given = cast("dict[str, str]", written if isinstance(written, dict) else {})
        mapped: dict[str, list[str]] = {}
        for value, ref in given.items():
            mapped.setdefault(schema_name(ref), []).append(value)
        below = self.descendants(name)
        declares = "discriminator" in self._schemas[name]
        family = below if declares and name not in mapped else [name, *below]
        # With a mapping, what is not in it and used for itself is no subtype: `PetWithOwner`.
        members = [one for one in family if one in mapped or not given or one not in self._used]
        if declares:
            members += [one for one in mapped if one not in members]
        members = [one for one in members if isinstance(self._schemas.get(one), dict)]
        if not set(members) - {name}:
            return None
        mapping = {
            value: schema_reference(one)
            for one in members
            for value in mapped.get(one) or self._values(one, property)
        }
        for one in members:
            self._own_class(one, property)
        return {
            "oneOf": [{"$ref": schema_reference(one)} for one in members],
            "discriminator": {"propertyName": property, "mapping": mapping},
            **({BASE: {"$ref": schema_reference(name)}} if name not in members else {}),
        }

    def descendants(self, name: str) -> list[str]:
        """Everything that extends a schema, also by a step between."""
        found: dict[str, None] = {}
        stack = [name]
        while stack:
            for child in self.children.get(stack.pop(0), ()):
                if child not in found and child != name:
                    found[child] = None
                    stack.append(child)
        return list(found)

    def _discriminator(self, name: str) -> Mapping[str, Any] | None:
        """The discriminator of a schema, or that of what it extends; a union of its own has its own meaning."""
        stack, seen = [name], set[str]()
        while stack:
            schema = self._schemas.get(stack.pop())
            if not isinstance(schema, dict):
                continue
            node = cast("Schema", schema)
            found = node.get("discriminator")
            if node.get("oneOf") or node.get("anyOf"):
                return None
            if isinstance(found, dict) and isinstance(cast("Schema", found).get("propertyName"), str):
                return cast("Schema", found)
            more = [parent for parent in _parents(node) if parent not in seen]
            seen.update(more)
            stack += more
        return None

    def _values(self, name: str, property: str) -> list[str]:
        """The values of the tag that a schema declares itself; else its name."""
        schema = cast("Schema", self._schemas[name])
        for part in (schema, *cast("list[Any]", schema.get("allOf") or ())):
            properties = cast("Schema", part).get("properties") if isinstance(part, dict) else None
            own = cast("Schema", properties).get(property) if isinstance(properties, dict) else None
            if not isinstance(own, dict):
                continue
            node = cast("Schema", own)
            values = [node["const"]] if "const" in node else cast("list[Any]", node.get("enum") or [])
            if len(values) == 1 and isinstance(values[0], str):
                return [values[0]]
        return [name]

    def _own_class(self, name: str, property: str) -> None:
        """A schema that adds nothing is a class of its own all the same."""
        schema = cast("Schema", self._schemas[name])
        parts = schema.get("allOf")
        if (
            is_list(parts)
            and [key for key in schema if not is_annotation(key)] == ["allOf"]
            and len(parts) == 1
        ):
            parts.append({"type": "object", "properties": {property: {}}})


def _parents(schema: Any) -> Iterator[str]:
    parts = cast("Schema", schema).get("allOf") if isinstance(schema, dict) else None
    for part in parts if is_list(parts) else ():
        if isinstance(part, dict) and isinstance(cast("Schema", part).get("$ref"), str):
            yield schema_name(cast("Schema", part)["$ref"])


def _references(document: Any, schemas: Mapping[str, Any]) -> Iterator[tuple[Schema, str]]:
    """Every reference to a component, with its role: `plain`, in a `union`, or to the `parent` of a component."""
    components: set[int] = {id(schema) for schema in schemas.values()}
    seen: set[int] = set()
    stack: list[tuple[Any, str]] = [(document, "plain")]
    while stack:
        node, role = stack.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if is_list(node):
            stack.extend((item, role) for item in node)
        if not isinstance(node, dict):
            continue
        mapping = cast("Schema", node)
        if isinstance(mapping.get("$ref"), str) and mapping["$ref"].startswith(f"#{SCHEMAS}"):
            yield mapping, role
        for key, value in mapping.items():
            if key in _DATA:
                continue
            parent = key == "allOf" and id(mapping) in components
            stack.append((value, "parent" if parent else "union" if key in ("oneOf", "anyOf") else "plain"))


def _redirect(
    document: dict[str, Any], schemas: Mapping[str, Any], families: _Families, unions: Mapping[str, str]
) -> None:
    kept = {id(ref) for union in _unions(document) for ref in _of_one_family(union, families)}
    for ref, role in list(_references(document, schemas)):
        if role != "parent" and id(ref) not in kept and schema_name(ref["$ref"]) in unions:
            ref["$ref"] = schema_reference(unions[schema_name(ref["$ref"])])


def _unions(document: Any) -> Iterator[list[Any]]:
    seen: set[int] = set()
    stack: list[Any] = [document]
    while stack:
        node = stack.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if is_list(node):
            stack.extend(node)
        if isinstance(node, dict):
            for key, value in cast("Schema", node).items():
                if key in ("oneOf", "anyOf") and is_list(value):
                    yield value
                if key not in _DATA:
                    stack.append(value)


def _of_one_family(parts: list[Any], families: _Families) -> Iterator[Schema]:
    """The references of a union that lists schemas together with what extends them: it says itself what it holds."""
    mappings = [cast("Schema", part) for part in parts if isinstance(part, dict)]
    refs = [one for one in mappings if isinstance(one.get("$ref"), str)]
    listed = {schema_name(ref["$ref"]) for ref in refs}
    for ref in refs:
        if not listed.isdisjoint(families.descendants(schema_name(ref["$ref"]))):
            yield ref
