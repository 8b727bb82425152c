"""A document that the provider publishes (OpenAPI 3.0 or 3.1, Swagger 2.0), compared in the same terms as a page.

Only references inside the document are followed. Paths may begin with what the other document has in its servers or in
`basePath`; the beginning that makes most endpoints meet is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ..problems import Place
from ..spec import json_tree, yaml_tree
from ..spec.documents import Positions
from ..spec.pointers import is_list, is_mapping
from ..spec.yaml_tree import TextError
from .comparing import compare
from .described import Description, Known, describe
from .differences import Difference, Fix
from .facts import Facts
from .pages import Unreadable, decoded
from .schemas import Node, Tree
from .skeletons import gone
from .statements import endpoint_key

_LEAST_SHARE = 0.3
_DEEP = 12


def read_document(path: Path) -> Description:
    """A published document; raises Unreadable."""
    name = path.name
    try:
        text = decoded(path.read_bytes(), name)
    except OSError as error:
        raise Unreadable(name, 0, f"cannot be read: {error.strerror}") from None
    try:
        root, positions = _parse(text)
    except TextError as error:
        line, why = error.found[0]
        raise Unreadable(name, line, f"neither JSON nor YAML: {why}; it may be cut off") from None
    version = _version(root)
    if version is None:
        raise Unreadable(name, 0, "this is neither OpenAPI 3 nor Swagger 2.0")

    def place(pointer: str) -> Place:
        line, known = positions.locate(pointer)
        return Place(name, line, known)

    found = describe(Tree(root, place, swagger=version == "2.0"))
    if not found.known:
        raise Unreadable(name, 0, "the document has no endpoints")
    return found


def _parse(text: str) -> tuple[Any, Positions]:
    if text.lstrip().startswith("{"):
        root = json_tree.read(text)
        return root, Positions(root, lambda: json_tree.lines(text, root))
    if text.lstrip().startswith("<"):
        raise TextError("html-file", (1, "this is HTML"))
    root, lines, first = yaml_tree.read(text)
    return root, Positions(root, lambda: lines, first)


def _version(root: Any) -> str | None:
    if not is_mapping(root) or not is_mapping(root.get("paths")):
        return None
    if str(root.get("swagger")) == "2.0":
        return "2.0"
    version = root.get("openapi")
    return "3" if isinstance(version, str) and re.match(r"3\.[01]\.", version) else None


def differences(path: Path, description: Description) -> list[Difference]:
    """How a published document differs from the description."""
    theirs = read_document(path)
    met = _met(theirs, description)
    shared = [key for key in met if key in description.known]
    wanted = [one for one in description.facts.operations.values() if one.documented]
    if len(shared) < max(1, _LEAST_SHARE * len(wanted)):
        raise Unreadable(
            path.name, 0,
            f"only {len(shared)} of the {len(wanted)} endpoints of the description are in it: another service's document",
        )  # fmt: skip
    facts = Facts(operations={key: one.facts for key, one in met.items()})
    found = [
        one
        for one in compare(facts, description, mentions=False, answers=False)
        if not (one.rule in ("bound-added",) and one.says is None)
    ]
    for key in shared:
        found.extend(_Schemas(theirs.tree, description.tree, description.known[key]).answers(met[key]))
    return found


def _met(theirs: Description, ours: Description) -> dict[str, Known]:
    """The operations under the paths of the description."""
    best: tuple[int, dict[str, Known]] = (-1, {})
    for strip in ("", *_bases(ours.tree)):
        for add in ("", *_bases(theirs.tree)):
            met: dict[str, Known] = {}
            for one in theirs.known.values():
                path = add + one.facts.path
                path = path[len(strip) :] if strip and path.startswith(strip + "/") else path
                moved = replace(one, facts=replace(one.facts, path=path))
                met[endpoint_key(moved.facts.key)] = moved
            count = sum(key in ours.known for key in met)
            if count > best[0]:
                best = count, met
    return best[1]


def _bases(tree: Tree) -> list[str]:
    found: list[str] = []
    for server in Node(tree.root, "").child("servers").entries():
        url = server.get("url")
        path = urlsplit(url).path.rstrip("/") if isinstance(url, str) else ""
        if path and path not in found:
            found.append(path)
    return found


class _Schemas:
    """Compares answers member by member."""

    def __init__(self, theirs: Tree, ours: Tree, known: Known) -> None:
        self._theirs, self._ours, self._known = theirs, ours, known
        self._seen: set[tuple[str, str]] = set()

    def answers(self, other: Known) -> Iterator[Difference]:
        """The JSON answers of success."""
        said = [n for status, each in other.answers.items() if status[0] == "2" for n in each]
        mine = [n for status, each in self._known.answers.items() if status[0] == "2" for n in each]
        if said and mine:
            yield from self._compare(said[0], mine[0], "", 0)

    def _tell(
        self, rule: str, label: str, message: str, said: Node, mine: Node, says: Any, has: Any, *fixes: Fix
    ) -> Difference:
        return Difference(
            rule=rule, of=self._known.facts.key, subject=f"answer: {label}", message=message, says=says, has=has,
            document=self._theirs.place(said.pointer), description=self._ours.place(mine.pointer), fixes=fixes,
        )  # fmt: skip

    def _compare(self, said: Node, mine: Node, label: str, depth: int) -> Iterator[Difference]:
        said, mine = self._theirs.follow(said), self._ours.follow(mine)
        if depth > _DEEP or (said.pointer, mine.pointer) in self._seen:
            return
        self._seen.add((said.pointer, mine.pointer))
        types, ours = self._theirs.types(said) - {"null"}, self._ours.types(mine) - {"null"}
        if types and ours and not (types & ours) and types | ours != {"integer", "number"}:
            yield self._tell("field-type", label, f"{label or 'the body'} is {' or '.join(sorted(types))}, in the description "
                             f"{' or '.join(sorted(ours))}", said, mine, sorted(types), sorted(ours))  # fmt: skip
            return
        yield from self._values(said, mine, label)
        items, inner = self._theirs.items(said), self._ours.items(mine)
        if items is not None and inner is not None:
            yield from self._compare(items, inner, label + "[]", depth + 1)
        yield from self._members(said, mine, label, depth)

    def _values(self, said: Node, mine: Node, label: str) -> Iterator[Difference]:
        theirs, ours = self._theirs.values(said), self._ours.values(mine)
        if theirs is None or ours is None:
            return
        at = ours[1]
        for value in theirs[0]:
            if value not in ours[0]:
                yield self._tell("field-value", label, f"{label} may be {value!r}", theirs[1], at, value, None,
                                 *((Fix(at.pointer + "/enum", update=value),) if is_list(at.get("enum")) else ()))  # fmt: skip

    def _members(self, said: Node, mine: Node, label: str, depth: int) -> Iterator[Difference]:
        theirs, ours = self._theirs.members(said), self._ours.members(mine)
        if not theirs or not (ours or not self._ours.is_open(mine)):
            return
        for name, node in theirs.items():
            below = f"{label}.{name}" if label else name
            if name in ours:
                yield from self._compare(node, ours[name], below, depth + 1)
            else:
                schema = {"type": kind} if (kind := self._theirs.type_name(node)) and kind.isalpha() else {}
                yield self._tell("field-added", below, f"the description has no member {below}", node, mine, name, None,
                                 Fix(mine.pointer, update={"properties": {name: schema}}))  # fmt: skip
        for name, node in ours.items():
            below = f"{label}.{name}" if label else name
            if name not in theirs and not self._theirs.is_open(said):
                yield self._tell("field-removed", below, f"the document has no member {below}", said, node, None, name,
                                 *gone(self._ours, node.pointer))  # fmt: skip
