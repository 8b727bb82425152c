"""The facts of a description, or of a document that a provider publishes (OpenAPI 3, Swagger 2.0)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ..problems import Place
from ..schema import Node, Schemas
from ..spec.pointers import is_list, is_mapping
from .facts import METHODS, Facts, Operation, Parameter, Values
from .statements import endpoint_key

SOURCE = "x-sdk-source"


@dataclass(slots=True)
class Tree(Schemas):
    """A whole document, and where its items were written."""

    place: Callable[[str], Place]
    swagger: bool = False

    def values_within(self, schema: Node) -> tuple[list[Any], Node] | None:
        """The permitted values of a parameter, or of its items where it is a list."""
        found = self.values(schema)
        items = self.items(schema) if found is None else None
        return self.values(items) if items is not None else found


@dataclass(slots=True)
class SpecOperation:
    """An operation of a description: its facts, and where its schemas are."""

    facts: Operation
    pointer: str
    id: str
    bodies: list[Node] = field(default_factory=list[Node])
    answers: dict[str, list[Node]] = field(default_factory=dict[str, list[Node]])
    parameters: dict[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    """Pointers of parameters by place and name; of members of the body likewise."""
    schemas: dict[tuple[str, str], Node] = field(default_factory=dict[tuple[str, str], Node])
    content_types: dict[str, set[str]] = field(default_factory=dict[str, set[str]])

    @property
    def successes(self) -> list[Node]:
        """The schemas of its JSON answers of success."""
        return [schema for status, each in self.answers.items() if status[0] == "2" for schema in each]


@dataclass(slots=True)
class Description:
    """A whole description."""

    tree: Tree
    facts: Facts = field(default_factory=Facts)
    known: dict[str, SpecOperation] = field(default_factory=dict[str, SpecOperation])
    words: frozenset[str] = frozenset()

    def by_id(self, id: str) -> SpecOperation | None:
        """The operation of an operationId."""
        return next((one for one in self.known.values() if one.id == id), None)


def sourced(value: Any, inherited: bool) -> bool:
    """Whether a fact is one of the provider's documentation: by its own sources, or those of what it is part of."""
    sources = value.get(SOURCE) if is_mapping(value) else None
    if not is_list(sources):
        return inherited
    return any(isinstance(s, str) and (s == "docs" or s.startswith("docs:")) for s in sources)


def describe(tree: Tree) -> Description:
    """The facts of a document."""
    found = Description(tree)
    base = _base(tree)
    for path, item in tree.node("/paths").pairs():
        if not path.startswith("/"):
            continue
        item = tree.follow(item)
        for method, node in item.pairs():
            if method.upper() in METHODS:
                one = _operation(tree, method.upper(), base + path, item, tree.follow(node))
                key = endpoint_key(one.facts.key)
                found.facts.operations[key] = one.facts
                found.known[key] = one
    failures: dict[str, Place] = {}
    for facts in found.facts.operations.values():
        for status, place in (facts.statuses or {}).items():
            if status[:1] in "45" and status.isdigit():
                _ = failures.setdefault(status, place)
    found.facts.statuses = failures
    found.words = _words(found)
    return found


def _base(tree: Tree) -> str:
    base = tree.root.get("basePath") if tree.swagger else None
    return base.rstrip("/") if isinstance(base, str) else ""


def _operation(tree: Tree, method: str, path: str, item: Node, node: Node) -> SpecOperation:
    documented = sourced(node.value, True)
    facts = Operation(
        method=method, path=path, place=tree.place(node.pointer), documented=documented, whole=True
    )
    id = node.get("operationId")
    one = SpecOperation(facts, node.pointer, id if isinstance(id, str) else f"{method} {path}")
    for source in (node, item):
        for entry in source.child("parameters").entries():
            _parameter(tree, one, tree.follow(entry), documented)
    if not tree.swagger:
        for media, content in tree.follow(node.child("requestBody")).child("content").pairs():
            one.content_types.setdefault("request", set()).add(media)
            one.bodies.append(tree.follow(content.child("schema")))
    for body in one.bodies:
        _body(tree, one, body, documented)
    _responses(tree, one, node, documented)
    _scopes(tree, facts, node)
    return one


def _parameter(tree: Tree, one: SpecOperation, node: Node, inherited: bool) -> None:
    location, name = node.get("in"), node.get("name")
    if not isinstance(location, str) or not isinstance(name, str):
        return
    if location == "body":
        one.bodies.append(tree.follow(node.child("schema")))
        return
    schema = node if tree.swagger else node.child("schema")
    if not tree.swagger and not is_mapping(node.get("schema")):
        schema = next((c.child("schema") for _, c in node.child("content").pairs()), schema)
    location = "body" if location == "formData" else location
    if location == "header" and name.lower() in ("accept", "content-type", "authorization"):
        return
    _add(tree, one, name, location, node, schema, bool(node.get("required")), inherited)


def _add(
    tree: Tree, one: SpecOperation, name: str, location: str, node: Node, schema: Node, required: bool, inherited: bool
) -> None:  # fmt: skip
    if (location, name) in one.parameters:
        return
    parameter = Parameter(
        name=name, location=location, place=tree.place(node.pointer), required=required, complete=True,
        type="file" if tree.swagger and node.get("type") == "file" else tree.type_name(schema),
        documented=sourced(node.value, inherited),
    )  # fmt: skip
    read_schema(tree, parameter, schema)
    one.facts.parameters.append(parameter)
    one.parameters[location, name] = node.pointer
    one.schemas[location, name] = schema


def read_schema(tree: Tree, parameter: Parameter, schema: Node) -> None:
    """Default, bounds and values of a parameter's schema."""
    default, at = tree.first(schema, "default")
    if at is not None:
        parameter.default = default
        parameter.places["default"] = tree.place(at)
    for fact in ("maximum", "minimum"):
        value, at = tree.first(schema, fact)
        if at is not None and isinstance(value, int | float):
            setattr(parameter, fact, value)
            parameter.places[fact] = tree.place(at)
    found = tree.values_within(schema)
    if found is not None:
        place = tree.place(found[1].pointer + "/enum")
        parameter.values = Values(items={str(value): place for value in found[0]}, whole=True, place=place)
        parameter.places["values"] = place


def _body(tree: Tree, one: SpecOperation, body: Node, inherited: bool) -> None:
    inherited = sourced(body.value, inherited)
    required = tree.required(body)
    for name, node in tree.members(body).items():
        _add(tree, one, name, "body", node, node, name in required, inherited)


def _responses(tree: Tree, one: SpecOperation, node: Node, inherited: bool) -> None:
    statuses: dict[str, Place] = {}
    for status, entry in node.child("responses").pairs():
        answer = tree.follow(entry)
        statuses[status] = tree.place(entry.pointer)
        if not sourced(answer.value, inherited):
            one.facts.inferred.add(status)
        schemas = one.answers.setdefault(status, [])
        if tree.swagger:
            if is_mapping(answer.get("schema")):
                schemas.append(tree.follow(answer.child("schema")))
            continue
        for media, content in answer.child("content").pairs():
            one.content_types.setdefault(status, set()).add(media)
            if "json" in media:
                schemas.append(tree.follow(content.child("schema")))
    one.facts.statuses = statuses
    one.facts.statuses_place = tree.place(node.pointer + "/responses")


def _scopes(tree: Tree, facts: Operation, node: Node) -> None:
    own = node.child("security")
    security = own if is_list(own.value) else Node(tree.root).child("security")
    found: dict[str, Place] = {}
    for alternative in security.entries():
        for _, scopes in alternative.pairs():
            for scope in scopes.entries():
                if isinstance(scope.value, str):
                    found[scope.value] = tree.place(scope.pointer)
    facts.scopes = found
    facts.scopes_place = tree.place(security.pointer) if is_list(security.value) else facts.place


def _words(found: Description) -> frozenset[str]:
    """Every name and value that the description uses."""
    words: set[str] = set()
    stack: list[Any] = [found.tree.root]
    seen: set[int] = set()
    while stack:
        node = stack.pop()
        number = id(node)
        if not isinstance(node, dict | list) or number in seen:
            continue
        seen.add(number)
        if is_mapping(node):
            properties: Any = node.get("properties")
            words.update(properties if is_mapping(properties) else ())
            if isinstance(node.get("name"), str) and isinstance(node.get("in"), str):
                words.add(node["name"])
            values: Any = node.get("enum")
            words.update(v for v in values if isinstance(v, str)) if is_list(values) else None
            stack.extend(node.values())
        elif is_list(node):
            stack.extend(node)
    return frozenset(words)
