"""A bundled document as the rules look at it: its objects by kind, its operations, its schemas by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..problems import Level, Problem
from ..schema import Node as SchemaNode
from ..schema import Schemas
from ..spec import pointers
from ..spec.documents import Resolved
from ..spec.objects import METHODS, Kind, children
from ..spec.pointers import is_list, is_mapping

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Site:
    """One object of the document and where it stands."""

    kind: Kind
    pointer: str
    node: Node

    @property
    def incoming(self) -> bool:
        """Whether it belongs to a webhook or a callback, which the provider calls."""
        return self.pointer.startswith("/webhooks/") or "/callbacks/" in self.pointer


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation under one path; an operation that is shared by two paths is there twice."""

    path: str
    method: str
    pointer: str
    node: Node
    parameters: tuple[tuple[str, Node], ...]
    """Pointer and object of every parameter: its own, then those of the path that it does not redefine."""

    @property
    def incoming(self) -> bool:
        return self.pointer.startswith("/webhooks/")


class View:
    """Everything that rules ask for more than once."""

    def __init__(self, resolved: Resolved) -> None:
        self.document = resolved.document
        self.ours = "x-sdk-provider" in resolved.document
        self.misfits: list[tuple[Kind, str, Any]] = []
        self.broken = False
        """Whether a schema is so wrong that validating an example may fail; set by the rule about schemas."""
        self._resolved = resolved
        self._questions = Schemas(resolved.document)
        self._sites = self._walk()

    def problem(self, id: str, pointer: str, message: str, level: Level = Level.ERROR) -> Problem:
        """A problem at a pointer of the bundled document."""
        return Problem(id, level, self._resolved.place(pointer), message)

    def lenient(self, id: str, pointer: str, message: str) -> Problem:
        """A problem that is an error in a description of ours and a warning in one of somebody else's."""
        return self.problem(id, pointer, message, Level.ERROR if self.ours else Level.WARNING)

    def of(self, *kinds: Kind) -> Iterator[Site]:
        """All objects of some kinds, each once, in the order of the document."""
        for kind in kinds:
            yield from self._sites[kind]

    def _walk(self) -> dict[Kind, list[Site]]:
        found: dict[Kind, list[Site]] = {kind: [] for kind in Kind}
        seen: set[tuple[Kind, int]] = set()
        stack: list[tuple[Kind, str, Any]] = [(Kind.DOCUMENT, "", self.document)]
        while stack:
            kind, pointer, node = stack.pop()
            if not is_mapping(node):
                if not (kind is Kind.SCHEMA and isinstance(node, bool)):
                    self.misfits.append((kind, pointer, node))
                continue
            if (kind, id(node)) in seen:
                continue
            seen.add((kind, id(node)))
            found[kind].append(Site(kind, pointer, node))
            inside = [(child, pointer + suffix, item) for suffix, child, item in children(kind, node)]
            stack.extend(reversed(inside))
        return found

    @cached_property
    def operations(self) -> tuple[Operation, ...]:
        """All operations of paths and webhooks."""
        found: list[Operation] = []
        for section in ("paths", "webhooks"):
            items = self.document.get(section)
            for path, item in items.items() if is_mapping(items) else ():
                if path.startswith("x-") or not is_mapping(item):
                    continue
                at = pointers.join(section, path)
                shared = list(_parameters(at, item))
                for method in METHODS:
                    node: Any = item.get(method)
                    if is_mapping(node):
                        own = list(_parameters(f"{at}/{method}", node))
                        keys = {_key(parameter) for _, parameter in own}
                        rest = (one for one in shared if _key(one[1]) not in keys)
                        found.append(Operation(path, method, f"{at}/{method}", node, (*own, *rest)))
        return tuple(found)

    @cached_property
    def by_id(self) -> dict[str, Operation]:
        """The operations by their operationId."""
        return {
            str(operation.node["operationId"]): operation
            for operation in self.operations
            if "operationId" in operation.node
        }

    @cached_property
    def schemas(self) -> Node:
        """The component schemas by name."""
        found, schemas = pointers.follow(self.document, "/components/schemas")
        return schemas if found and is_mapping(schemas) else {}

    def deref(self, schema: Any) -> Any:
        """A schema itself where it is given by reference."""
        return self._questions.follow(SchemaNode(schema)).value


def _key(parameter: Node) -> tuple[str, str]:
    return str(parameter.get("name")), str(parameter.get("in"))


def _parameters(pointer: str, node: Node) -> Iterator[tuple[str, Node]]:
    given = node.get("parameters")
    for index, parameter in enumerate(given if is_list(given) else ()):
        if is_mapping(parameter):
            yield f"{pointer}/parameters/{index}", parameter


def media_types(container: Any) -> Iterator[tuple[str, Node]]:
    """Content type and media type object of a request body or an answer."""
    content = container.get("content") if is_mapping(container) else None
    for name, media in content.items() if is_mapping(content) else ():
        if is_mapping(media):
            yield name, media


def is_json(content_type: str) -> bool:
    """Whether a content type is JSON."""
    bare = content_type.partition(";")[0].strip().lower()
    return bare in {"application/json", "*/*"} or bare.endswith(("+json", "/json"))
