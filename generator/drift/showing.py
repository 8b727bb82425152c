"""What examples show of a schema: members, types and values, and what none of them shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ..problems import Place
from ..spec.pointers import is_list, is_mapping, join
from .data import UNKNOWN
from .described import sourced
from .differences import Difference, Fix
from .facts import Example
from .schemas import Node, Tree
from .skeletons import gone, schema_of


class Shown:
    """Gathers examples of one thing, then tells how they differ from its schemas."""

    def __init__(self, tree: Tree, of: str) -> None:
        self._tree, self._of = tree, of
        self._found: list[Difference] = []
        self._names: dict[str, set[str]] = {}
        self._nodes: dict[str, tuple[list[Node], Place]] = {}

    def show(self, example: Example, schemas: Sequence[Node]) -> None:
        """Compares one example with the schemas that it may be of."""
        if schemas:
            self._value(example, example.value, list(schemas), "", "")

    def _value(self, example: Example, value: Any, schemas: list[Node], pointer: str, label: str) -> None:
        if value is UNKNOWN:
            return
        fitting = self._fitting(value, schemas)
        if not fitting:
            self._type(example, value, schemas, pointer, label)
            return
        if is_mapping(value):
            self._object(example, value, fitting, pointer, label)
        elif is_list(value):
            items = [found for schema in fitting if (found := self._tree.items(schema)) is not None]
            for index, item in enumerate(value) if items else ():
                self._value(example, item, items, f"{pointer}/{index}", label + "[]")
        elif isinstance(value, str):
            self._text(example, value, fitting, pointer, label)

    def _fitting(self, value: Any, schemas: list[Node]) -> list[Node]:
        """The schemas of the value's type."""
        wanted = _types(value)
        found: list[Node] = []
        for schema in schemas:
            types = self._tree.types(schema)
            if not types or types & wanted:
                found.append(schema)
        return found

    def _type(self, example: Example, value: Any, schemas: list[Node], pointer: str, label: str) -> None:
        has = sorted({kind for schema in schemas for kind in self._tree.types(schema)})
        says = min(_types(value))
        kinds: Any = [*has, "null"] if says == "null" else says
        fixes = (
            (Fix(self._tree.follow(schemas[0]).pointer, update={"type": kinds}),) if len(schemas) == 1 else ()
        )
        self._tell("field-type", example, pointer, label, schemas, f"{label or 'the body'} is {says}, in the description "
                   f"{' or '.join(has)}", says, has, fixes)  # fmt: skip

    def _text(self, example: Example, value: str, schemas: list[Node], pointer: str, label: str) -> None:
        permitted: list[Any] = []
        at: Node | None = None
        for schema in schemas:
            values = self._tree.values(schema)
            if values is None:
                return
            permitted.extend(values[0])
            at = at or values[1]
        if permitted and value not in permitted and at is not None and not value.startswith("$"):
            fixes = (Fix(at.pointer + "/enum", update=value),) if "enum" in at.value else ()
            self._tell("field-value", example, pointer, label, [at], f"{label} is {value!r}, which the description does "
                       "not list", value, None, fixes)  # fmt: skip

    def _object(
        self, example: Example, value: dict[str, Any], schemas: list[Node], pointer: str, label: str
    ) -> None:
        members: dict[str, list[Node]] = {}
        for schema in schemas:
            for name in self._tree.members(schema):
                members.setdefault(name, []).extend(self._every(schema, name))
        is_open = any(self._tree.is_open(schema) for schema in schemas)
        self._names.setdefault(label, set()).update(value)
        _ = self._nodes.setdefault(label, (schemas, example.at(pointer)))
        for name, inner in value.items():
            place = pointer + join(name)
            below = f"{label}.{name}" if label else name
            if name in members:
                self._value(example, inner, members[name], place, below)
            elif not (is_open and self._is_map(schemas)):
                fixes = (Fix(self._owner(schemas[0]), update={"properties": {name: schema_of(inner)}}),)
                self._tell("field-added", example, place, below, schemas, f"the description has no member {below}",
                           name, None, fixes)  # fmt: skip

    def _is_map(self, schemas: list[Node]) -> bool:
        """Whether any name is a key of a map, not a member that is missing in the description."""
        return any(self._tree.is_open(s) and not self._tree.members(s) for s in schemas)

    def _every(self, schema: Node, name: str) -> Iterator[Node]:
        for part in self._tree.parts(schema):
            if is_mapping(part.get("properties")) and name in part.value["properties"]:
                yield self._tree.follow(part.child("properties").child(name))

    def _owner(self, schema: Node) -> str:
        for part in self._tree.parts(schema):
            if "properties" in part.value:
                return part.pointer
        return schema.pointer

    def _tell(
        self, rule: str, example: Example, pointer: str, label: str, schemas: list[Node], message: str, says: Any,
        has: Any, fixes: tuple[Fix, ...] = (),
    ) -> None:  # fmt: skip
        where = f"{example.role}: {label}" if label else example.role
        self._found.append(
            Difference(
                rule=rule, of=self._of, subject=where, message=message, says=says, has=has,
                document=example.at(pointer), description=self._tree.place(schemas[0].pointer) if schemas else None,
                fixes=fixes,
            )
        )  # fmt: skip

    def differences(self, mentioned: frozenset[str], *, removed: bool) -> Iterator[Difference]:
        """All that was found, and members that no example shows."""
        yield from self._found
        for label, (schemas, place) in self._nodes.items() if removed else ():
            for schema in schemas:
                for name, node in self._tree.members(schema).items():
                    below = f"{label}.{name}" if label else name
                    if name in self._names[label] or name in mentioned or not self._documented(node, schema):
                        continue
                    yield Difference(
                        rule="field-removed", of=self._of, subject=f"answer: {below}", has=name, document=place,
                        message=f"no example shows {below}", description=self._tree.place(node.pointer),
                        fixes=gone(self._tree, node.pointer),
                    )  # fmt: skip

    def _documented(self, node: Node, schema: Node) -> bool:
        return sourced(node.value, sourced(schema.value, True))


def _types(value: Any) -> set[str]:
    if value is None:
        return {"null"}
    if isinstance(value, bool):
        return {"boolean"}
    if isinstance(value, int):
        return {"integer", "number"}
    if isinstance(value, float):
        return {"number"}
    if isinstance(value, str):
        return {"string"}
    return {"array"} if isinstance(value, list) else {"object"}
