"""Names for schemas that have none, so that methods and models can say what they take and return.

Rules:

- A component keeps its name. What else a reference leads to is named after its place (`name_schemas`, before the files
  become one document); an object inside another, or in an operation, is named after what holds it
  (`name_inline_schemas`, in that document): ``Order`` + ``shipment`` is ``OrderShipment``, the answer of ``listOrders``
  is ``ListOrdersResponse``. After that an object is always reached through ``#/components/schemas/Name``.
- No name is taken twice. In a description of ours a clash is an error; in that of others the later one gets a number.
- The models stage names what only it sees: types that came out of merging, and unions that need a class of their own.
"""

from __future__ import annotations

import copy
import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from .. import names
from ..problems import Level, Place, Problem
from . import pointers
from .documents import Loaded
from .objects import METHODS, SHAPES, Kind, is_annotation, references
from .pointers import escape, is_mapping, schema_reference
from .references import Finder, Location, Target, Unresolvable, reachable
from .subtypes import unite_subtypes

_NAMED = frozenset(
    {
        "schemas",
        "properties",
        "patternProperties",
        "$defs",
        "definitions",
        "dependentSchemas",
        "paths",
        "responses",
    }
    | {"parameters", "headers", "requestBodies", "callbacks", "webhooks", "pathItems"}
)
"""Keys whose children have names of their own: the key says nothing in a name, the child's key does."""

_SPELT = {
    "items": "Item",
    "additionalProperties": "Value",
    "requestBody": "Body",
    "schema": "",
    "content": "",
    "components": "",
}


@dataclass(slots=True)
class SchemaNames:
    """Which name each schema has in the bundled document.

    `names` gives the name of a location; `homes` the location of a declared name that stands somewhere else, and
    `unnamed` the schemas without a declared name, in the order in which they were met.
    """

    names: dict[Location, str] = field(default_factory=dict[Location, str])
    homes: dict[str, Target] = field(default_factory=dict[str, Target])
    unnamed: dict[str, Target] = field(default_factory=dict[str, Target])
    problems: list[Problem] = field(default_factory=list[Problem])


def name_schemas(loaded: Loaded, finder: Finder) -> SchemaNames:
    """Declared names first; then a name for every other place that a schema reference points to."""
    result = SchemaNames()
    _declared(loaded, finder, result)
    found = _unnamed(loaded, finder, result)
    _number(loaded, finder, result, found)
    return result


def root_schema(loaded: Loaded, location: Location) -> str | None:
    """The declared name of a location that is `components/schemas/Name` of the root file."""
    file, pointer = location
    if file != loaded.root or not pointer.startswith(pointers.SCHEMAS):
        return None
    rest = pointer.removeprefix(pointers.SCHEMAS)
    return pointers.unescape(rest) if "/" not in rest else None


def _declared(loaded: Loaded, finder: Finder, result: SchemaNames) -> None:
    """A component has its name; one that only refers to a schema elsewhere gives its name to that schema."""
    claims: dict[Location, dict[str, Target]] = {}
    for name, node in finder.declared.items():
        reference = node.get("$ref") if is_mapping(node) else None
        if not isinstance(reference, str) or not all(key == "$ref" or is_annotation(key) for key in node):
            result.names[loaded.root, pointers.SCHEMAS + pointers.escape(name)] = name
            continue
        target = _end(loaded, finder, loaded.root, reference)
        if target is not None and root_schema(loaded, target.location) is None:
            claims.setdefault(target.location, {})[name] = target
    for location, claimed in claims.items():
        last = pointers.split(location[1])[-1:]
        name = next((name for name in claimed if [name] == last), next(iter(claimed)))
        result.names[location] = name
        result.homes[name] = claimed[name]


def _end(loaded: Loaded, finder: Finder, file: str, reference: str) -> Target | None:
    """The end of a chain of references, or the first declared component on it; None if it ends nowhere."""
    seen: set[Location] = set()
    while True:
        try:
            target = finder.find(file, reference)
        except Unresolvable:
            return None
        alias = target.alias
        if alias is None or root_schema(loaded, target.location) is not None:
            return target
        if target.location in seen:
            return None
        seen.add(target.location)
        file, reference = target.file, alias


def referred(loaded: Loaded, finder: Finder, known: Mapping[Location, str], target: Target) -> str | Target:
    """The name that a reference to `target` gets; the schema itself if it has none yet."""
    end: Target | None = target
    if target.alias is not None and root_schema(loaded, target.location) is None:
        end = _end(loaded, finder, target.file, target.alias)
    if end is None:
        raise Unresolvable("circular-ref", Level.ERROR, "a chain of references ends nowhere")
    return known.get(end.location) or root_schema(loaded, end.location) or end


def _unnamed(loaded: Loaded, finder: Finder, result: SchemaNames) -> dict[Location, tuple[Target, Location]]:
    """Schemas that are referred to and have no name, each with the place of the first reference."""
    found: dict[Location, tuple[Target, Location]] = {}
    for file, pointer, kind, node in reachable(loaded, finder):
        if kind is not Kind.SCHEMA:
            continue
        for suffix, reference, mapped in references(kind, node):
            try:
                target = finder.find_mapped(file, reference) if mapped else finder.find(file, reference)
                end = referred(loaded, finder, result.names, target)
            except Unresolvable:
                continue
            if isinstance(end, Target) and end.location not in found:
                found[end.location] = end, (file, pointer + suffix)
    return found


def _number(
    loaded: Loaded, finder: Finder, result: SchemaNames, found: Mapping[Location, tuple[Target, Location]]
) -> None:
    """Names the nameless; equal names from different places are numbered, a declared name is never taken."""
    for location, (target, reference) in found.items():
        name = natural_name(*location)
        if name in finder.declared:
            ours = "x-sdk-provider" in loaded.documents[loaded.root]
            advice = (
                "declare it under components/schemas with a name of its own" if ours else "it gets a number"
            )
            message = (
                f"the schema at {location[0]}#{location[1]} would be called {name}, "
                f"which is declared already: {advice}"
            )
            level = Level.ERROR if ours else Level.WARNING
            result.problems.append(Problem("schema-name-collision", level, loaded.place(*reference), message))
        number, unique = 1, name
        while unique in result.unnamed or unique in finder.declared:
            number += 1
            unique = f"{name}{number}"
        result.names[location] = unique
        result.unnamed[unique] = target


def natural_name(file: str, pointer: str) -> str:
    """A name in PascalCase for a schema that has none, made from its pointer, and from its file if that is a schema."""
    tokens = pointers.split(pointer)
    if len(tokens) == 3 and tokens[:2] == ["components", "schemas"]:
        return tokens[2]
    whole = not tokens or tokens[0] in SHAPES[Kind.SCHEMA].keys() - {"$defs", "definitions"}
    words: list[str] = [posixpath.basename(file).partition(".")[0]] if whole else []
    named = False
    for key in tokens:
        if not named and key in _NAMED:
            named = True
            continue
        words.append(key if named else _SPELT.get(key, key))
        named = False
    parts = re.findall(r"[^\W_]+", " ".join(words))
    name = "".join(part[:1].upper() + part[1:] for part in parts)
    return name if name[:1].isalpha() else f"Schema{name}"


Schema = dict[str, Any]
BESIDE = ("description", "deprecated", "readOnly", "writeOnly")
COMPOSITIONS = ("allOf", "oneOf", "anyOf")


def _types(schema: Schema) -> list[str]:
    given = schema.get("type", [])
    return [given] if isinstance(given, str) else list(cast("list[str]", given))


def _is_object(schema: Any) -> bool:
    """Whether a schema, not being a reference, describes an object with properties or a composition of such."""
    if not isinstance(schema, dict) or "$ref" in schema:
        return False
    node = cast("Schema", schema)
    if node.get("properties"):
        return True
    return any(_has_object(part) for key in COMPOSITIONS for part in node.get(key) or ())


def _has_object(part: Any) -> bool:
    return (
        isinstance(part, dict)
        and ("$ref" in part or _is_object(part))
        and "null" not in _types(cast("Schema", part))
    )


def _is_reference(schema: Schema) -> bool:
    """`anyOf: [{$ref}, {type: null}]` or `allOf: [{$ref}]`: a name already, neither a union nor an object."""
    branches = [b for key in COMPOSITIONS for b in cast("list[Any]", schema.get(key, ()))]
    real = [
        cast("Schema", b) for b in branches if isinstance(b, dict) and _types(cast("Schema", b)) != ["null"]
    ]
    return len(real) == 1 and "$ref" in real[0] and not schema.get("properties")


class _InlineNames:
    def __init__(self, document: dict[str, Any]) -> None:
        self.schemas: dict[str, Any] = document.setdefault("components", {}).setdefault("schemas", {})
        self.origins: dict[str, str] = {}
        # What counts is the class that a schema becomes: `order_item` and `OrderItem` are one.
        self.taken = {names.model(name) for name in self.schemas}

    def _free(self, name: str) -> str:
        chosen, number = name, 2
        while names.model(chosen) in self.taken:
            chosen, number = f"{name}{number}", number + 1
        self.taken.add(names.model(chosen))
        return chosen

    def place(self, schema: Any, name: str, pointer: str) -> Any:
        """The schema as it shall stand at its place: itself, or a reference to the component it became."""
        if not isinstance(schema, dict):
            return schema
        node = cast("Schema", schema)
        if not _is_object(node) or _is_reference(node):
            self.walk(node, name, pointer)
            return node
        kept = {k: node[k] for k in BESIDE if k in node}
        kept.update({k: node.pop(k) for k in list(node) if k.startswith("x-sdk-")})
        nullable = "null" in _types(node)
        if nullable:
            rest = [t for t in _types(node) if t != "null"]
            node["type"] = rest[0] if len(rest) == 1 else rest
        chosen = self._free(name)
        self.schemas[chosen] = node
        self.origins[f"/components/schemas/{escape(chosen)}"] = pointer
        self.walk(node, chosen, pointer)
        ref: Schema = {"$ref": schema_reference(chosen)}
        return {"anyOf": [ref, {"type": "null"}], **kept} if nullable else {**ref, **kept}

    def walk(self, schema: Any, name: str, pointer: str) -> None:
        """Name what is inside a schema; the schema itself stays where it is."""
        if not isinstance(schema, dict):
            return
        node = cast("Schema", schema)
        if isinstance(node.get("required"), bool):  # reported; it names nothing
            del node["required"]
        properties: dict[str, Any] = node.get("properties") or {}
        for key in list(properties):
            at = f"{pointer}/properties/{escape(key)}"
            properties[key] = self.place(properties[key], name + names.pascal(key), at)
        for key, suffix in (("items", "Item"), ("additionalProperties", "Value")):
            if isinstance(node.get(key), dict):
                node[key] = self.place(node[key], name + suffix, f"{pointer}/{key}")
        for key in COMPOSITIONS:
            parts: list[Any] = node.get(key) or []
            for index, part in enumerate(parts):
                if isinstance(part, dict) and "$ref" not in part:
                    self.composed(parts, index, key, name, f"{pointer}/{key}/{index}")
        for index, part in enumerate(node.get("prefixItems") or ()):
            node["prefixItems"][index] = self.place(
                part, f"{name}Item{index + 1}", f"{pointer}/prefixItems/{index}"
            )

    def composed(self, parts: list[Any], index: int, key: str, name: str, pointer: str) -> None:
        """A part of allOf stays; an alternative gets a name, from its title where it has one."""
        part: Schema = parts[index]
        if key == "allOf":
            self.walk(part, name, pointer)
            return
        title = part.get("title")
        parts[index] = self.place(
            part, name + (names.pascal(title) if isinstance(title, str) else f"Option{index + 1}"), pointer
        )


def _spread(schema: Any) -> bool:
    """Whether a body is nothing but its properties, which become arguments one by one."""
    if not isinstance(schema, dict):
        return False
    node = cast("Schema", schema)
    whole = any(node.get(key) for key in (*COMPOSITIONS, "patternProperties"))
    return (
        bool(node.get("properties")) and not whole and not isinstance(node.get("additionalProperties"), dict)
    )


def _contents(owner: Any) -> list[tuple[str, Schema]]:
    """The content types of a body or an answer that have a schema."""
    node = cast("Schema", owner) if isinstance(owner, dict) else {}
    content: dict[str, Any] = node.get("content") or {}
    return [(name, media) for name, media in content.items() if isinstance(media, dict) and "schema" in media]


def _body(inline: _InlineNames, body: Any, name: str, pointer: str) -> None:
    for content_type, media in _contents(body):
        at = f"{pointer}/content/{escape(content_type)}/schema"
        if _spread(media["schema"]):
            inline.walk(media["schema"], name, at)
        else:
            media["schema"] = inline.place(media["schema"], name + "Body", at)


def _responses(inline: _InlineNames, responses: Any, name: str, pointer: str) -> None:
    for status, response in responses.items():
        suffix = "Response" if status.startswith("2") else f"{names.pascal(status)}Error"
        if status == "default" and not any(other.startswith("2") for other in responses):
            suffix = "Response"
        for content_type, media in _contents(response):
            at = f"{pointer}/{status}/content/{escape(content_type)}/schema"
            media["schema"] = inline.place(media["schema"], name + suffix, at)


def _parameters(inline: _InlineNames, owner: Any, name: str, pointer: str) -> None:
    for index, parameter in enumerate(owner.get("parameters") or ()):
        contents = _contents(parameter)
        at, holder = f"{pointer}/parameters/{index}", cast("Schema", parameter)
        if "schema" not in holder and contents:
            at, holder = f"{at}/content/{escape(contents[0][0])}", contents[0][1]
        if "schema" in holder:
            chosen = name + names.pascal(str(parameter.get("name", "")))
            holder["schema"] = inline.place(holder["schema"], chosen, f"{at}/schema")


def _operation(inline: _InlineNames, operation: Any, fallback: str, at: str) -> None:
    name = names.pascal(str(operation.get("operationId") or fallback))
    _parameters(inline, operation, name, at)
    _body(inline, operation.get("requestBody") or {}, name, f"{at}/requestBody")
    _responses(inline, operation.get("responses") or {}, name, f"{at}/responses")


def name_inline_schemas(
    document: dict[str, Any], place: Callable[[str], Place]
) -> tuple[dict[str, Any], Callable[[str], Place]]:
    """The document with every inline object named, and places that still lead to where things were written."""
    document = copy.deepcopy(document)
    unite_subtypes(document.setdefault("components", {}).setdefault("schemas", {}), document)
    inline = _InlineNames(document)
    for name in list(inline.schemas):
        inline.walk(inline.schemas[name], names.pascal(name), f"/components/schemas/{escape(name)}")
    for section in ("paths", "webhooks"):
        items: dict[str, Schema] = document.get(section) or {}
        for path, item in items.items():
            at = f"/{section}/{escape(path)}"
            _parameters(inline, item, names.pascal(path), at)
            for method in METHODS:
                if isinstance(item.get(method), dict):
                    _operation(inline, item[method], f"{method} {path}", f"{at}/{method}")
    origins = inline.origins

    def locate(pointer: str) -> Place:
        parts = pointer.split("/")
        head = "/".join(parts[:4])
        return (
            place(origins[head] + "".join("/" + p for p in parts[4:])) if head in origins else place(pointer)
        )

    return document, locate
