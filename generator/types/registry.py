"""Every schema of a description as named definitions, once as it is read and once as it is written.

One schema may become two classes, since what may be sent is less than what may come back; a schema that only one side
uses becomes one. Names and modules are settled here, before any type is made, so that types can refer to each other.

Answers are open: enums and constants let unknown values through (except where the value tells the members of a union
apart), limits are dropped, `writeOnly` properties are left out. Requests are closed: enums and limits hold, and
`readOnly` properties are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from .. import names
from ..ir import Api, Direction, NamedSchema, Operation, Schema
from ..problems import Level, Place, Problem
from ..schema import references, target
from ..spec.pointers import escape
from ..spec.sensitive import is_sensitive
from .merge import Merger, Report
from .shapes import Definition, Member

SHARED = "shared"
FOLDERS: Mapping[Direction, str] = {"read": "models", "write": "inputs"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Where a schema stands: its direction, the name and module of what is made of it, and its place."""

    direction: Direction
    hint: str
    module: str
    place: Place
    position: str = "nested"

    def within(self, suffix: str, pointer: str, position: str = "nested") -> Context:
        """A place inside this one."""
        place = replace(self.place, pointer=f"{self.place.pointer}/{pointer}")
        return replace(self, hint=self.hint + names.pascal(suffix), place=place, position=position)


def roots(operation: Operation) -> Iterator[tuple[Direction, Any]]:
    """The schemas of an operation with their directions."""
    for parameter in operation.parameters:
        yield "write", parameter.schema
    if operation.body is not None:
        for field in operation.body.fields:
            yield "write", field.schema
    for response in operation.responses:
        for content in response.contents:
            if content.kind == "json" and content.schema is not None:
                yield "read", content.schema


class SchemaRegistry:
    """The components of an API: their directions, names and modules. Collects problems."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.problems: list[Problem] = []
        self.components: Mapping[str, Schema] = {name: named.schema for name, named in api.schemas.items()}
        self.edges = {name: tuple(dict.fromkeys(references(s))) for name, s in self.components.items()}
        self.merger = Merger(self.components)
        self.definitions: dict[str, Definition] = {}
        self.directions = self._directions()
        self.modules = self._modules()
        self.taken: dict[str, str] = {}
        self.names: dict[tuple[str, Direction], str] = {}
        self._name_components()
        for name in self.components:
            _ = self.merger.component(name, self.report(api.schemas[name].place, Level.UNSUPPORTED))

    def report(self, place: Place, level: Level = Level.WARNING) -> Report:
        """A callback that records problems at a place.

        A contradiction in the description of somebody else is not ours to solve; it leaves nothing out.
        """
        mild = {"ignored-constraint"} if self.api.provider else {"ignored-constraint", "contradiction"}

        def record(id: str, message: str) -> None:
            given = Level.WARNING if id in mild else level
            self.problems.append(Problem(id, given, place, message))

        return record

    def _directions(self) -> dict[str, frozenset[Direction]]:
        starts: dict[Direction, set[str]] = {"read": set(), "write": set()}
        for name, named in self.api.schemas.items():
            unused: frozenset[Direction] = frozenset({"read"})
            for direction in named.directions or unused:
                starts[direction].add(name)
        for operation in self.api.operations:
            for direction, schema in roots(operation):
                starts[direction].update(references(schema))
        for hook in self.api.webhooks:
            starts["read"].update(references(hook.schema))
        closed = {direction: self._reachable(given) for direction, given in starts.items()}
        directions: tuple[Direction, ...] = ("read", "write")
        return {name: frozenset(d for d in directions if name in closed[d]) for name in self.components}

    def _reachable(self, start: Iterable[str]) -> set[str]:
        seen: set[str] = set()
        stack = list(start)
        while stack:
            name = stack.pop()
            if name not in seen:
                seen.add(name)
                stack.extend(self.edges.get(name, ()))
        return seen

    def _modules(self) -> dict[str, str]:
        """The module of every component: its resource's, or the shared one, which must not need a resource's."""
        given = {name: s.resource for name, s in self.api.schemas.items()}
        shared = {name for name, resource in given.items() if resource is None or resource == SHARED}
        for name, resource in given.items():
            shared.update(other for other in self.edges[name] if given[other] != resource)
        shared = self._reachable(shared)
        return {name: SHARED if name in shared else names.module(r or SHARED) for name, r in given.items()}

    def _name_components(self) -> None:
        read = [name for name, directions in self.directions.items() if "read" in directions]
        chosen, collisions = names.assign(self.components, names.model)
        for collision in collisions:
            self._collision(self.api.schemas[collision.second].place, collision)
        self.taken = {python: name for name, python in chosen.items()}
        self.taken.update({o.arguments_class: o.id for o in self.api.operations})
        self.names.update({(name, "read"): chosen[name] for name in read})
        for name, directions in self.directions.items():
            if "write" in directions:
                wanted = f"{chosen[name]}Input" if "read" in directions else chosen[name]
                both = "read" in directions
                self.names[name, "write"] = (
                    self.claim(wanted, self.api.schemas[name].place) if both else wanted
                )

    def _collision(self, place: Place, collision: names.Collision) -> None:
        """Two declared names for one thing: in a description of ours a person decides, elsewhere a number does."""
        clash = f"{collision.second!r} and {collision.first!r} both become {collision.name!r} in Python; "
        if self.api.provider is None:
            message = f"{clash}the first is called {collision.given!r}"
            self.problems.append(Problem("derived-name", Level.WARNING, place, message))
            return
        message = f"{clash}rename one or give it x-sdk-name (it would be called {collision.given!r})"
        self.problems.append(Problem("name-collision", Level.UNSUPPORTED, place, message))

    def claim(self, wanted: str, place: Place) -> str:
        """A name for something that the description does not name; a number keeps it from a declared one."""
        given = names.free(wanted, self.taken)
        if given != wanted:
            message = f"the name {wanted!r} belongs to {self.taken[wanted]!r}; this is called {given!r}"
            self.problems.append(Problem("derived-name", Level.WARNING, place, message))
        self.taken[given] = place.pointer
        return given

    def members(
        self, schema: Schema, context: Context, tags: frozenset[str] = frozenset()
    ) -> list[tuple[str, str, Any]]:
        """Python name, wire name and schema of the properties that this direction has; tags of unions are in both."""
        hidden = "writeOnly" if context.direction == "read" else "readOnly"
        properties = cast("Schema", schema.get("properties", {}))
        kept = {
            wire: sub
            for wire, sub in properties.items()
            if sub is not False and (wire in tags or not self._flag(sub, hidden))
        }
        own = {wire: _mapping(sub).get("x-sdk-name") for wire, sub in kept.items()}
        chosen = {wire: str(name) for wire, name in own.items() if name}
        python, collisions = names.assign(kept, names.field, chosen)
        for collision in collisions:
            place = replace(
                context.place, pointer=f"{context.place.pointer}/properties/{escape(collision.second)}"
            )
            self._collision(place, collision)
        return [(python[wire], wire, sub) for wire, sub in kept.items()]

    def _flag(self, schema: Any, key: str) -> bool:
        return self._note(schema, key) is True

    def _note(self, schema: Any, key: str, inside: tuple[str, ...] = ()) -> Any:
        """An annotation of a schema, of what it refers to, or of a part of its allOf."""
        mapping = _mapping(schema)
        if key in mapping:
            return mapping[key]
        if "$ref" in mapping:
            name = target(mapping)
            return None if name in inside else self._note(self.components.get(name), key, (*inside, name))
        parts = cast("list[Any]", mapping.get("allOf", []))
        return next((note for part in parts if (note := self._note(part, key, inside)) is not None), None)

    def member(self, name: str, wire: str, schema: Any, shape: Any, *, required: bool) -> Member:
        """A field with what its schema says about it."""
        description = _mapping(schema).get("description")
        notes = [str(description).strip()] if description else []
        if self._flag(schema, "deprecated"):
            notes.append("Deprecated.")
        return Member(
            name=name,
            wire=wire,
            shape=shape,
            required=required,
            description="\n\n".join(notes),
            sensitive=is_sensitive(schema, self.components),
        )

    def component(self, name: str, direction: Direction) -> tuple[Schema, Context]:
        """A merged component and its context."""
        named: NamedSchema = self.api.schemas[name]
        module = f"{FOLDERS[direction]}.{self.modules[name]}"
        context = Context(
            direction=direction,
            hint=self.names[name, direction],
            module=module,
            place=named.place,
            position="alias",
        )
        return self.merger.component(name, self.report(named.place, Level.UNSUPPORTED)), context


def _mapping(schema: Any) -> Schema:
    return cast("Schema", schema) if isinstance(schema, Mapping) else {}
