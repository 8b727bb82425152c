"""One of the two descriptions: its values, its Python names, and where everything stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, cast

from .. import names
from ..ir import Api, Direction, Operation, Parameter
from ..problems import Place
from ..schema import Node, Schema, Schemas, alternatives, mapping, references, says_no_more, target, types
from ..spec.pointers import escape, follow, join
from ..types import keywords
from ..types.registry import SchemaRegistry, roots

COMPONENTS = "/components/schemas/"


@dataclass(frozen=True, slots=True)
class Value:
    """A schema without its wrappings: references followed, null taken off. `components` are the names on the way."""

    schema: Schema
    node: Node
    components: tuple[str, ...]
    nullable: bool


@dataclass(frozen=True, slots=True)
class Property:
    """A property of an object in one direction."""

    name: str
    wire: str
    node: Node
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
    def document(self) -> Schema:
        """The bundled document."""
        return self.api.bundle

    @cached_property
    def schemas(self) -> Schemas:
        """The questions about its schemas."""
        return Schemas({"components": {"schemas": self.catalogue.components}})

    # -- places ------------------------------------------------------------------------------------------------

    def operation(self, operation: Operation, *inside: str) -> str:
        """The pointer of an operation or of something in it."""
        return join("paths", operation.path, operation.method.lower(), *inside)

    def node(self, pointer: str) -> Any:
        """What stands at a pointer; None where nothing does."""
        return follow(self.document, pointer)[1]

    def parameter(self, operation: Operation, wanted: Parameter) -> str:
        """The pointer of a parameter: on the operation, else on its path."""
        for owner in (self.operation(operation), f"/paths/{escape(operation.path)}"):
            declared = cast("list[Schema]", mapping(self.node(owner)).get("parameters") or [])
            for index, one in enumerate(declared):
                if one.get("in") == wanted.location and one.get("name") == wanted.wire:
                    return f"{owner}/parameters/{index}"
        return self.operation(operation)

    def property(self, node: Node, wire: str) -> str:
        """The pointer of a property, wherever in an object's parts it is written."""
        return self.schemas.members(node).get(wire, node).pointer

    # -- schemas -----------------------------------------------------------------------------------------------

    def value(self, node: Node) -> Value:
        """A schema without its wrappings."""
        components: list[str] = []
        nullable = False
        schema: Schema = self._merged(node.value)
        while True:
            if "$ref" in schema:
                name = target(schema)
                if name in components or name not in self.catalogue.components:
                    return Value({}, node, tuple(components), nullable)
                components.append(name)
                node = Node(self.catalogue.components[name], COMPONENTS + escape(name))
                schema = self.catalogue.merger.component(name, keywords.silent)
                continue
            every = self._alternatives(Node(schema, node.pointer))
            rest = _without_null(every)
            nullable = nullable or len(rest) < len(every)
            if len(rest) != 1 or schema.get("properties"):
                break
            node = rest[0]
            schema = self._merged(node.value)
        nullable = nullable or "null" in types(schema) or None in (schema.get("enum") or ())
        return Value(schema, node, tuple(components), nullable)

    def _merged(self, schema: Any) -> Schema:
        return self.catalogue.merger.merged(schema, keywords.silent)

    def members(self, value: Value) -> list[Node]:
        """The alternatives of a union without null; a single schema is no union."""
        return _without_null(self._alternatives(Node(value.schema, value.node.pointer)))

    @staticmethod
    def _alternatives(node: Node) -> list[Node]:
        return [one for one in alternatives(node) if not says_no_more(one.value)]

    def properties(self, value: Value, direction: Direction) -> dict[str, Property]:
        """The properties of an object in one direction, by wire name."""
        hidden = "writeOnly" if direction == "read" else "readOnly"
        required = set(cast("list[str]", value.schema.get("required") or ()))
        found: dict[str, Property] = {}
        for wire, schema in mapping(value.schema.get("properties")).items():
            node = Node(schema, self.property(value.node, wire))
            if self.note(node, hidden) is not True:
                name = str(mapping(schema).get("x-sdk-name") or names.field(wire))
                found[wire] = Property(name, wire, node, wire in required)
        return found

    def note(self, node: Node, key: str) -> Any:
        """An annotation of a schema, of what it refers to, or of a part of its allOf."""
        return self.schemas.first(node, key, parts=("allOf",))[0]

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


def _without_null(nodes: list[Node]) -> list[Node]:
    return [one for one in nodes if types(mapping(one.value)) != ("null",)]


def method(operation: Operation) -> str:
    """The method as users write it."""
    return f"{operation.resource}.{operation.name}"
