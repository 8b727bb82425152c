"""One of the two descriptions: its values, its Python names, and where everything stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, cast

from .. import names
from ..ir import Api, Direction, Operation, Parameter, Schema
from ..problems import Place
from ..spec.pointers import escape, split
from ..spec.pointers import step as pointer_step
from ..types import keywords
from ..types.merge import target
from ..types.registry import SchemaRegistry, references, roots

COMPONENTS = "/components/schemas/"
Node = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Spot:
    """A schema and the pointer under which it stands in the bundled document."""

    schema: Any
    pointer: str


@dataclass(frozen=True, slots=True)
class Value:
    """A schema without its wrappings: references followed, null taken off. `components` are the names on the way."""

    schema: Schema
    spot: Spot
    components: tuple[str, ...]
    nullable: bool


@dataclass(frozen=True, slots=True)
class Property:
    """A property of an object in one direction."""

    name: str
    wire: str
    spot: Spot
    required: bool


@dataclass
class Side:
    """One description. `origin` stands before its file names (`v0.1.0:`); `errors` are the public error classes."""

    api: Api
    catalogue: SchemaRegistry
    locate: Callable[[str], Place]
    origin: str = ""
    errors: Mapping[str, Place] = field(default_factory=dict[str, Place])

    def place(self, pointer: str) -> Place:
        """The place of what stands at a pointer, or of the deepest thing on the way to it."""
        found = self.locate(pointer)
        return replace(found, file=self.origin + found.file)

    @cached_property
    def public(self) -> Mapping[str, tuple[str, Direction]]:
        """The classes and aliases of `models` with the component and direction that each stands for."""
        hidden = self._spread()
        return {python: key for key, python in self.catalogue.names.items() if key[0] not in hidden}

    def _spread(self) -> frozenset[str]:
        """Components that are nothing but the arguments of methods: no annotation and no other class names them."""
        bodies = [o.body for o in self.api.operations if o.body is not None]
        whole = {
            target(media.schema)
            for body in bodies
            for media in body.media
            if "$ref" in media.schema and not any(f.whole for f in body.fields)
        }
        named = {name for names in self.catalogue.edges.values() for name in names}
        for operation in self.api.operations:
            for _, schema in roots(operation):
                named.update(references(schema))
        for hook in self.api.webhooks:
            named.update(references(hook.schema))
        return frozenset(whole - named)

    @cached_property
    def document(self) -> Node:
        """The bundled document."""
        return self.api.bundle

    # -- places ------------------------------------------------------------------------------------------------

    def operation(self, operation: Operation, *inside: str) -> str:
        """The pointer of an operation or of something in it."""
        return _join(f"/paths/{escape(operation.path)}/{operation.method.lower()}", inside)

    def node(self, pointer: str) -> Any:
        """What stands at a pointer; None where nothing does."""
        found: Any = self.document
        for token in split(pointer):
            step = pointer_step(found, token)
            if step is None:
                return None
            found = step[1]
        return found

    def parameter(self, operation: Operation, wanted: Parameter) -> str:
        """The pointer of a parameter: on the operation, else on its path."""
        for owner in (self.operation(operation), f"/paths/{escape(operation.path)}"):
            declared = cast("list[Node]", mapping(self.node(owner)).get("parameters") or [])
            for index, one in enumerate(declared):
                if one.get("in") == wanted.location and one.get("name") == wanted.wire:
                    return f"{owner}/parameters/{index}"
        return self.operation(operation)

    def property(self, spot: Spot, wire: str) -> str:
        """The pointer of a property, wherever in an object's parts it is written."""
        found = next(self._written(spot, wire, ()), None)
        return found or spot.pointer

    def _written(self, spot: Spot, wire: str, inside: tuple[str, ...]) -> Iterator[str]:
        schema = mapping(spot.schema)
        if "$ref" in schema and (name := target(schema)) not in inside:
            component = Spot(self.catalogue.components.get(name, {}), COMPONENTS + escape(name))
            yield from self._written(component, wire, (*inside, name))
        if wire in mapping(schema.get("properties")):
            yield f"{spot.pointer}/properties/{escape(wire)}"
        for key in ("allOf", "anyOf", "oneOf"):
            for index, part in enumerate(schema.get(key) or ()):
                yield from self._written(Spot(part, f"{spot.pointer}/{key}/{index}"), wire, inside)

    # -- schemas -----------------------------------------------------------------------------------------------

    def value(self, spot: Spot) -> Value:
        """A schema without its wrappings."""
        components: list[str] = []
        nullable = False
        schema: Schema = self._merged(spot.schema)
        while True:
            if "$ref" in schema:
                name = target(schema)
                if name in components or name not in self.catalogue.components:
                    return Value({}, spot, tuple(components), nullable)
                components.append(name)
                spot = Spot(self.catalogue.components[name], COMPONENTS + escape(name))
                schema = self.catalogue.merger.component(name, keywords.silent)
                continue
            given = members(schema)
            rest = [one for one in given if _types(mapping(one[1])) != ("null",)]
            nullable = nullable or len(rest) < len(given)
            if len(rest) != 1 or schema.get("properties"):
                break
            spot = Spot(rest[0][1], f"{spot.pointer}/{rest[0][0]}")
            schema = self._merged(spot.schema)
        nullable = nullable or "null" in _types(schema) or None in (schema.get("enum") or ())
        return Value(schema, spot, tuple(components), nullable)

    def _merged(self, schema: Any) -> Schema:
        return self.catalogue.merger.merged(schema, keywords.silent)

    def members(self, value: Value) -> list[Spot]:
        """The alternatives of a union without null; a single schema is no union."""
        found = [one for one in members(value.schema) if _types(mapping(one[1])) != ("null",)]
        return [Spot(schema, f"{value.spot.pointer}/{suffix}") for suffix, schema in found]

    def properties(self, value: Value, direction: Direction) -> dict[str, Property]:
        """The properties of an object in one direction, by wire name."""
        hidden = "writeOnly" if direction == "read" else "readOnly"
        required = set(cast("list[str]", value.schema.get("required") or ()))
        found: dict[str, Property] = {}
        for wire, schema in mapping(value.schema.get("properties")).items():
            if self.note(schema, hidden) is True:
                continue
            name = str(mapping(schema).get("x-sdk-name") or names.field(wire))
            spot = Spot(schema, self.property(value.spot, wire))
            found[wire] = Property(name, wire, spot, wire in required)
        return found

    def note(self, schema: Any, key: str) -> Any:
        """An annotation of a schema, of what it refers to, or of a part of its allOf."""
        return self._note(schema, key, ())

    def _note(self, schema: Any, key: str, inside: tuple[str, ...]) -> Any:
        own = mapping(schema)
        if key in own:
            return own[key]
        if "$ref" in own:
            name = target(own)
            known = name not in inside and name in self.catalogue.components
            return self._note(self.catalogue.components[name], key, (*inside, name)) if known else None
        parts = cast("list[Any]", own.get("allOf") or [])
        return next((f for part in parts if (f := self._note(part, key, inside)) is not None), None)

    def spelt(self, components: tuple[str, ...], direction: Direction) -> str | None:
        """The Python name of the first of some components that has one."""
        return next(
            (
                self.catalogue.names[c, direction]
                for c in components
                if (c, direction) in self.catalogue.names
            ),
            None,
        )


def members(schema: Schema) -> list[tuple[str, Any]]:
    """The alternatives that say what a value is, each with its pointer below the schema."""
    return [
        (f"{key}/{index}", one)
        for key in ("oneOf", "anyOf")
        for index, one in enumerate(cast("list[Any]", schema.get(key) or ()))
        if not isinstance(one, Mapping) or not cast("Node", one).keys() <= {"required", "not", "title"}
    ]


def _types(schema: Schema) -> tuple[str, ...]:
    given = schema.get("type", ())
    return (given,) if isinstance(given, str) else tuple(cast("list[str]", given))


def mapping(value: Any) -> Schema:
    """A part of a document as a mapping; an empty one where it is none."""
    return cast("Schema", value) if isinstance(value, Mapping) else {}


def _join(pointer: str, inside: tuple[str, ...]) -> str:
    return pointer + "".join(f"/{escape(token)}" for token in inside)


def method(operation: Operation) -> str:
    """The method as users write it."""
    return f"{operation.resource}.{operation.name}"
