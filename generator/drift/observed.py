"""What clients saw and the description does not know: reads the report that the runtime's `Observer` writes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..problems import Place
from ..schema import Node
from ..spec import json_tree, pointers
from ..spec.documents import Positions
from ..spec.pointers import is_mapping
from ..spec.yaml_tree import TextError
from .described import Description, SpecOperation
from .differences import Difference, Fix, difference
from .pages import Unreadable, decoded
from .stubs import TO_DO

FORMAT = "clientome-observed"


def differences(path: Path, description: Description) -> list[Difference]:
    """Each thing seen that the description still does not know. Raises Unreadable."""
    name = path.name
    try:
        text = decoded(path.read_bytes(), name)
        root = json_tree.read(text)
    except OSError as error:
        raise Unreadable(name, 0, f"cannot be read: {error.strerror}") from None
    except TextError as error:
        raise Unreadable(name, error.found[0][0], f"no report of an observer: {error.found[0][1]}") from None
    if not is_mapping(root) or root.get(FORMAT) != 1 or not is_mapping(root.get("operations")):
        raise Unreadable(name, 0, f"this is no report of an observer: `{FORMAT}: 1` is missing")
    ours = description.tree.root.get("x-sdk-provider")
    package = ours.get("package") if is_mapping(ours) else None
    if root.get("provider") not in (None, package):
        raise Unreadable(name, 0, f"this report is about {root.get('provider')}, not {package}")
    positions = Positions(root, lambda: json_tree.lines(text, root))
    return list(_Seen(name, positions, description).differences(root["operations"]))


class _Seen:
    def __init__(self, file: str, positions: Positions, description: Description) -> None:
        self._file, self._positions, self._description = file, positions, description
        self._tree = description.tree

    def differences(self, operations: dict[str, Any]) -> Iterator[Difference]:
        """Over all operations."""
        for id, seen in operations.items():
            known = self._description.by_id(id)
            if known is None:
                yield difference("observed-operation", id, id, self._place("operations", id), None)
            elif is_mapping(seen):
                yield from self._fields(known, seen)
                yield from self._values(known, seen)
                yield from self._answers(known, seen)

    def _place(self, *tokens: str) -> Place:
        line, pointer = self._positions.locate(pointers.join(*tokens))
        return Place(self._file, line, pointer)

    def _tell(
        self,
        rule: str,
        known: SpecOperation,
        at: tuple[str, ...],
        what: str,
        count: Any,
        node: Node,
        *fixes: Fix,
    ) -> Difference:
        """`at` leads to what was seen: the part of the report, the subject, and perhaps its value."""
        document, ours = self._place("operations", known.id, *at), self._tree.place(node.pointer)
        says = at[-1].rpartition("/")[2] if at[0] == "fields" else at[-1]
        message = f"{what} ({count} times)"
        return difference(rule, known.facts.key, at[1], document, ours, says, None, *fixes, message=message)

    def _fields(self, known: SpecOperation, seen: dict[str, Any]) -> Iterator[Difference]:
        for pointer, count in _items(seen, "fields"):
            owner, _, name = pointer.rpartition("/")
            for node in self._reach(known, owner):
                if name not in self._tree.members(node):
                    fix = Fix(node.pointer, update={"properties": {pointers.unescape(name): {}}})
                    at, what = ("fields", pointer), f"answers had {pointer}"
                    yield self._tell(
                        "observed-field", known, at, what, count, node, *([fix] if name != "*" else [])
                    )

    def _values(self, known: SpecOperation, seen: dict[str, Any]) -> Iterator[Difference]:
        for pointer, values in _items(seen, "values"):
            for node in self._reach(known, pointer):
                permitted = self._tree.values(node)
                for value, count in values.items() if permitted is not None and is_mapping(values) else ():
                    if permitted is not None and value not in [str(v) for v in permitted[0]]:
                        owner, what = permitted[1], f"{pointer} was {value}"
                        fixes = [Fix(owner.pointer + "/enum", update=value)] if "enum" in owner.value else []
                        at = ("values", pointer, value)
                        yield self._tell("observed-value", known, at, what, count, owner, *fixes)

    def _answers(self, known: SpecOperation, seen: dict[str, Any]) -> Iterator[Difference]:
        node = self._tree.node(known.pointer + "/responses")
        for status, count in _items(seen, "statuses"):
            if status not in known.answers and f"{status[:1]}XX" not in known.answers:
                fix, at = Fix(node.pointer, update={status: {"description": TO_DO}}), ("statuses", status)
                yield self._tell("observed-status", known, at, f"{status} was answered", count, node, fix)
        described = {t for status, types in known.content_types.items() if status != "request" for t in types}
        for kind, count in _items(seen, "content_types"):
            if kind not in described:
                at = ("content_types", kind)
                yield self._tell("observed-content-type", known, at, f"{kind} was answered", count, node)

    def _reach(self, known: SpecOperation, pointer: str) -> list[Node]:
        """The first schema at a place of an answer; `*` stands for items of a list or values of a map."""
        tree = self._tree
        nodes = [node for each in known.answers.values() for node in each]
        for token in pointers.split(pointer):
            found: list[Node] = []
            for node in nodes:
                items = tree.items(node) if token == "*" else None  # noqa: S105
                member = tree.members(node).get(token)
                if items is not None:
                    found.append(items)
                elif member is not None:
                    found.append(tree.follow(member))
                elif token == "*":  # noqa: S105
                    found.extend(
                        tree.follow(part.child("additionalProperties"))
                        for part in tree.parts(node)
                        if is_mapping(part.get("additionalProperties"))
                    )
            nodes = found
        return nodes[:1]


def _items(seen: dict[str, Any], part: str) -> list[tuple[str, Any]]:
    items = seen.get(part)
    return list(items.items()) if is_mapping(items) else []
