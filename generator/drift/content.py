"""What a document shows or describes of JSON that is sent and answered, beside the schemas of the description.

Examples say what is there; that a member is gone they say together only. A published schema says both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ..problems import Place
from ..schema import Node
from ..spec.pointers import is_list, is_mapping, join
from .data import UNKNOWN
from .described import Tree, sourced
from .differences import Difference, Fix, difference
from .facts import Example
from .stubs import gone, schema_of

_DEEP = 12


class Content:
    """Gathers what is said about one thing, then tells how it differs from its schemas."""

    def __init__(self, tree: Tree, of: str) -> None:
        self._tree, self._of = tree, of
        self._found: list[Difference] = []
        self._names: dict[str, set[str]] = {}
        """The members that some example shows, by the label of their object."""
        self._objects: dict[str, tuple[list[Node], Place]] = {}
        self._seen: set[tuple[str, str]] = set()

    def _tell(
        self,
        rule: str,
        role: str,
        label: str,
        document: Place,
        schema: Node,
        says: Any,
        has: Any,
        *fixes: Fix,
        message: str = "",
    ) -> None:
        subject, ours = f"{role}: {label}" if label else role, self._tree.place(schema.pointer)
        self._found.append(
            difference(rule, self._of, subject, document, ours, says, has, *fixes, message=message)
        )

    def differences(self, mentioned: frozenset[str], *, removed: bool) -> Iterator[Difference]:
        """All that was found, and members that no example shows."""
        yield from self._found
        self._found = []
        for label, (schemas, place) in self._objects.items() if removed else ():
            for schema in schemas:
                for name, node in self._tree.members(schema).items():
                    known = name in self._names[label] or name in mentioned
                    if not known and sourced(node.value, sourced(schema.value, True)):
                        fixes = gone(self._tree, node.pointer)
                        self._tell(
                            "field-removed", "answer", _below(label, name), place, node, None, name, *fixes
                        )
        yield from self._found

    # -- examples ----------------------------------------------------------------------------------------------

    def example(self, example: Example, schemas: Sequence[Node]) -> None:
        """Compares one example with the schemas that it may be of."""
        if schemas:
            self._value(example, example.value, list(schemas), "", "")

    def _value(self, example: Example, value: Any, schemas: list[Node], pointer: str, label: str) -> None:
        if value is UNKNOWN:
            return
        fitting = [s for s in schemas if not (types := self._tree.types(s)) or types & _types(value)]
        if not fitting:
            has = sorted({kind for schema in schemas for kind in self._tree.types(schema)})
            says = min(_types(value))
            update = {"type": [*has, "null"] if says == "null" else says}
            fixes = [Fix(self._tree.follow(schemas[0]).pointer, update=update)] if len(schemas) == 1 else []
            self._type(example.role, label, example.at(pointer), schemas[0], says, has, *fixes)
        elif is_mapping(value):
            self._object(example, value, fitting, pointer, label)
        elif is_list(value):
            items = [found for schema in fitting if (found := self._tree.items(schema)) is not None]
            for index, item in enumerate(value) if items else ():
                self._value(example, item, items, f"{pointer}/{index}", label + "[]")
        elif isinstance(value, str) and not value.startswith("$"):
            permitted = [self._tree.values(schema) for schema in fitting]
            known = [v for each in permitted if each is not None for v in each[0]]
            if known and value not in known and permitted[0] is not None and None not in permitted:
                at = permitted[0][1]
                self._tell(
                    "field-value",
                    example.role,
                    label,
                    example.at(pointer),
                    at,
                    value,
                    None,
                    *_list(at, value),
                )

    def _object(
        self, example: Example, value: dict[str, Any], schemas: list[Node], pointer: str, label: str
    ) -> None:
        parts = [part for schema in schemas for part in self._tree.parts(schema)]
        is_map = any(self._tree.is_open(s) and not self._tree.members(s) for s in schemas)
        self._names.setdefault(label, set()).update(value)
        _ = self._objects.setdefault(label, (schemas, example.at(pointer)))
        owner = next((p for p in self._tree.parts(schemas[0]) if "properties" in p.value), schemas[0])
        for name, inner in value.items():
            place, below = pointer + join(name), _below(label, name)
            members = [p.child("properties", name) for p in parts if name in (p.get("properties") or ())]
            if members:
                self._value(example, inner, [self._tree.follow(m) for m in members], place, below)
            elif not is_map:  # any name is a key of a map, none that is missing in the description
                fix = Fix(owner.pointer, update={"properties": {name: schema_of(inner)}})
                self._tell("field-added", example.role, below, example.at(place), schemas[0], name, None, fix)

    def _type(
        self, role: str, label: str, place: Place, mine: Node, says: Any, has: list[str], *fixes: Fix
    ) -> None:
        said = " or ".join(says) if is_list(says) else says
        message = f"{label or 'the body'} is {said}, in the description {' or '.join(has)}"
        self._tell("field-type", role, label, place, mine, says, has, *fixes, message=message)

    # -- published schemas -------------------------------------------------------------------------------------

    def schema(self, theirs: Tree, said: Node, mine: Node, label: str = "", depth: int = 0) -> None:
        """Compares an answer of a published document with ours, member by member."""
        said, mine = theirs.follow(said), self._tree.follow(mine)
        if depth > _DEEP or (said.pointer, mine.pointer) in self._seen:
            return
        self._seen.add((said.pointer, mine.pointer))
        place = theirs.place(said.pointer)
        types, ours = theirs.types(said) - {"null"}, self._tree.types(mine) - {"null"}
        if types and ours and not (types & ours) and types | ours != {"integer", "number"}:
            self._type("answer", label, place, mine, sorted(types), sorted(ours))
            return
        values, known = theirs.values(said), self._tree.values(mine)
        for value in values[0] if values is not None and known is not None else ():
            if values is not None and known is not None and value not in known[0]:
                at, message = known[1], f"{label} may be {value!r}"
                where = theirs.place(values[1].pointer)
                self._tell(
                    "field-value", "answer", label, where, at, value, None, *_list(at, value), message=message
                )
        items, inner = theirs.items(said), self._tree.items(mine)
        if items is not None and inner is not None:
            self.schema(theirs, items, inner, label + "[]", depth + 1)
        members, our_members = theirs.members(said), self._tree.members(mine)
        if not members or not (our_members or not self._tree.is_open(mine)):
            return
        for name, node in members.items():
            below = _below(label, name)
            if name in our_members:
                self.schema(theirs, node, our_members[name], below, depth + 1)
            else:
                schema = {"type": kind} if (kind := theirs.type_name(node)) and kind.isalpha() else {}
                fix = Fix(mine.pointer, update={"properties": {name: schema}})
                self._tell("field-added", "answer", below, theirs.place(node.pointer), mine, name, None, fix)
        for name, node in our_members.items() if not theirs.is_open(said) else ():
            if name not in members:
                below, fixes = _below(label, name), gone(self._tree, node.pointer)
                message = f"the document has no member {below}"
                self._tell("field-removed", "answer", below, place, node, None, name, *fixes, message=message)


def _below(label: str, name: str) -> str:
    return f"{label}.{name}" if label else name


def _list(at: Node, value: Any) -> Iterable[Fix]:
    """Adds a value to the list of a schema."""
    return (Fix(at.pointer + "/enum", update=value),) if is_list(at.get("enum")) else ()


_KINDS: tuple[tuple[type, set[str]], ...] = (
    (bool, {"boolean"}),
    (int, {"integer", "number"}),
    (float, {"number"}),
    (str, {"string"}),
    (list, {"array"}),
    (dict, {"object"}),
)


def _types(value: Any) -> set[str]:
    """The types of JSON Schema that a value has."""
    return next((names for kind, names in _KINDS if isinstance(value, kind)), {"null"})
