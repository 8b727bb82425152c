"""Names for all schemas that are referred to, so that one bundled document can hold them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..problems import Level, Problem
from . import pointers
from .documents import Loaded
from .objects import SHAPES, Kind, is_annotation, references
from .pointers import is_mapping
from .references import Finder, Location, Target, Unresolvable, reachable

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
    `hoisted` the schemas without a declared name, in the order in which they were met.
    """

    names: dict[Location, str] = field(default_factory=dict[Location, str])
    homes: dict[str, Target] = field(default_factory=dict[str, Target])
    hoisted: dict[str, Target] = field(default_factory=dict[str, Target])
    problems: list[Problem] = field(default_factory=list[Problem])


def name_schemas(loaded: Loaded, finder: Finder) -> SchemaNames:
    """Declared names first; then a name for every other place that a schema reference points to."""
    result = SchemaNames()
    _declared(loaded, finder, result)
    found = _unnamed(loaded, finder, result)
    _hoist(loaded, finder, result, found)
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
    for location, names in claims.items():
        last = pointers.split(location[1])[-1:]
        name = next((name for name in names if [name] == last), next(iter(names)))
        result.names[location] = name
        result.homes[name] = names[name]


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


def referred(loaded: Loaded, finder: Finder, names: Mapping[Location, str], target: Target) -> str | Target:
    """The name that a reference to `target` gets; the schema to be hoisted if it has none yet."""
    end: Target | None = target
    if target.alias is not None and root_schema(loaded, target.location) is None:
        end = _end(loaded, finder, target.file, target.alias)
    if end is None:
        raise Unresolvable("circular-ref", Level.ERROR, "a chain of references ends nowhere")
    return names.get(end.location) or root_schema(loaded, end.location) or end


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


def _hoist(
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
        while unique in result.hoisted or unique in finder.declared:
            number += 1
            unique = f"{name}{number}"
        result.names[location] = unique
        result.hoisted[unique] = target


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
