"""A document that the provider publishes (OpenAPI 3.0 or 3.1, Swagger 2.0), compared in the same terms as a page.

Only references inside the document are followed. Paths may begin with what the other document has in its servers or in
`basePath`; the beginning that makes most endpoints meet is used.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ..problems import Place
from ..schema import Node
from ..spec import json_tree, yaml_tree
from ..spec.documents import Positions
from ..spec.pointers import is_mapping
from ..spec.yaml_tree import TextError
from .compare import compare
from .content import Content
from .described import Description, SpecOperation, Tree, describe
from .differences import Difference
from .facts import Facts
from .pages import Unreadable, decoded
from .statements import endpoint_key

_LEAST_SHARE = 0.3


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
    found = compare(facts, description, mentions=False, answers=False)
    for key in shared:
        known = description.known[key]
        said, mine = met[key].successes, known.successes
        if said and mine:
            content = Content(description.tree, known.facts.key)
            content.schema(theirs.tree, said[0], mine[0])
            found.extend(content.differences(frozenset(), removed=False))
    return found


def _met(theirs: Description, ours: Description) -> dict[str, SpecOperation]:
    """The operations under the paths of the description."""
    best: tuple[int, dict[str, SpecOperation]] = (-1, {})
    for strip in ("", *_bases(ours.tree)):
        for add in ("", *_bases(theirs.tree)):
            met: dict[str, SpecOperation] = {}
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
    for server in Node(tree.root).child("servers").entries():
        url = server.get("url")
        path = urlsplit(url).path.rstrip("/") if isinstance(url, str) else ""
        if path and path not in found:
            found.append(path)
    return found
