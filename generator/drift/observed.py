"""What clients saw and the description does not know: reads the report that the runtime's `Observer` writes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..problems import Place
from ..spec import json_tree, pointers
from ..spec.documents import Positions
from ..spec.pointers import is_mapping
from ..spec.yaml_tree import TextError
from .described import Description, Known
from .differences import Difference, Fix
from .pages import Unreadable, decoded
from .schemas import Node

FORMAT = "clientome-observed"
PARTS = ("fields", "values", "statuses", "content_types")


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

    def _place(self, *tokens: str) -> Place:
        line, pointer = self._positions.locate(pointers.join(*tokens))
        return Place(self._file, line, pointer)

    def differences(self, operations: dict[str, Any]) -> Iterator[Difference]:
        """Over all operations."""
        for id, seen in operations.items():
            known = self._description.by_id(id)
            if known is None:
                yield Difference(rule="observed-operation", of=id, subject=id, document=self._place("operations", id),
                                 message="the description has no such operation")  # fmt: skip
            elif is_mapping(seen):
                yield from self._operation(id, known, seen)

    def _operation(self, id: str, known: Known, seen: dict[str, Any]) -> Iterator[Difference]:
        schemas = [n for each in known.answers.values() for n in each]
        for pointer, count in _items(seen, "fields"):
            owner, _, name = pointer.rpartition("/")
            for node in self._reach(schemas, owner)[:1]:
                if name not in self._description.tree.members(node):
                    fix = Fix(node.pointer, update={"properties": {pointers.unescape(name): {}}})
                    yield self._tell("observed-field", known, pointer, f"answers had {pointer} ({count} times)", node,
                                     ("operations", id, "fields", pointer), name, (fix,) if name != "*" else ())  # fmt: skip
        for pointer, values in seen.get("values", {}).items() if is_mapping(seen.get("values")) else ():
            for node in self._reach(schemas, pointer)[:1]:
                permitted = self._description.tree.values(node)
                for value, count in values.items() if permitted is not None and is_mapping(values) else ():
                    if permitted is not None and value not in [str(v) for v in permitted[0]]:
                        at = permitted[1]
                        fixes = (Fix(at.pointer + "/enum", update=value),) if "enum" in at.value else ()
                        yield self._tell("observed-value", known, pointer, f"{pointer} was {value} ({count} times)", at,
                                         ("operations", id, "values", pointer, value), value, fixes)  # fmt: skip
        yield from self._answers(id, known, seen)

    def _answers(self, id: str, known: Known, seen: dict[str, Any]) -> Iterator[Difference]:
        node = self._description.tree.node(known.pointer + "/responses")
        for status, count in _items(seen, "statuses"):
            if status not in known.answers and f"{status[:1]}XX" not in known.answers:
                fix = Fix(node.pointer, update={status: {"description": "Not described yet."}})
                yield self._tell("observed-status", known, status, f"{status} was answered ({count} times)", node,
                                 ("operations", id, "statuses", status), status, (fix,))  # fmt: skip
        described = {t for status, types in known.content_types.items() if status != "request" for t in types}
        for kind, count in _items(seen, "content_types"):
            if kind not in described:
                yield self._tell("observed-content-type", known, kind, f"{kind} was answered ({count} times)", node,
                                 ("operations", id, "content_types", kind), kind, ())  # fmt: skip

    def _tell(
        self, rule: str, known: Known, subject: str, message: str, node: Node, tokens: tuple[str, ...], says: Any,
        fixes: tuple[Fix, ...],
    ) -> Difference:  # fmt: skip
        return Difference(rule=rule, of=known.facts.key, subject=subject, message=message, says=says, fixes=fixes,
                          document=self._place(*tokens), description=self._description.tree.place(node.pointer))  # fmt: skip

    def _reach(self, nodes: list[Node], pointer: str) -> list[Node]:
        """The schemas at a place of an answer; `*` stands for items of a list or values of a map."""
        tree = self._description.tree
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
        return nodes


def _items(seen: dict[str, Any], part: str) -> list[tuple[str, Any]]:
    items = seen.get(part)
    return list(items.items()) if is_mapping(items) else []
