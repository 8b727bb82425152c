"""Every question about a JSON Schema, once: references, members, types and values, over allOf, oneOf and anyOf.

A schema is asked about together with its pointer, so that who asks can say where the answer is written. Whoever has no
use for the place leaves the pointer empty. What merges schemas, or makes Python types of them, stands in `types`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, cast
from urllib.parse import unquote

from .spec import pointers
from .spec.objects import is_annotation
from .spec.pointers import is_list, is_mapping

Schema = Mapping[str, Any]
IN_PLACE = ("allOf", "oneOf", "anyOf")
"""Keywords whose schemas hold for the same value."""
_DEEP = 64


class _Unsaid:
    """The type of :data:`UNSAID`."""

    def __repr__(self) -> str:
        return "not stated"


UNSAID: Final[Any] = _Unsaid()
"""Nothing is said; None is a value like others."""


@dataclass(frozen=True, slots=True)
class Node:
    """An item of a document and its pointer there."""

    value: Any
    pointer: str = ""

    def get(self, *tokens: str) -> Any:
        """What a mapping holds."""
        node = self.value
        for token in tokens:
            node = node.get(token) if is_mapping(node) else None
        return node

    def child(self, *tokens: str | int) -> Node:
        """An item inside; None where there is none."""
        value = self.value
        for token in tokens:
            if is_mapping(value):
                value = value.get(str(token))
            elif is_list(value) and isinstance(token, int) and token < len(value):
                value = value[token]
            else:
                value = None
        return Node(value, self.pointer + pointers.join(*tokens))

    def pairs(self) -> Iterator[tuple[str, Node]]:
        """All items of a mapping."""
        if is_mapping(self.value):
            for key in self.value:
                yield key, self.child(key)

    def entries(self) -> Iterator[Node]:
        """All items of a list."""
        if is_list(self.value):
            for index in range(len(self.value)):
                yield self.child(index)


# -- one schema by itself --------------------------------------------------------------------------------------


def as_schema(value: Any) -> Schema:
    """A schema as an object: `true` says nothing, `false` that nothing is possible."""
    if isinstance(value, Mapping):
        return cast("Schema", value)
    return {"not": {}} if value is False else {}


def mapping(value: Any) -> Schema:
    """A part of a document as a mapping; an empty one where it is none."""
    return cast("Schema", value) if isinstance(value, Mapping) else {}


def types(schema: Schema) -> tuple[str, ...]:
    """The JSON types that a schema names."""
    given = schema.get("type", ())
    return (given,) if isinstance(given, str) else tuple(dict.fromkeys(cast("list[str]", given or ())))


def meant_types(schema: Schema) -> tuple[str, ...]:
    """The types that a schema names, or the one that its keywords are about."""
    if schema.get("type") is not None:
        return types(schema)
    if schema.get("properties") or isinstance(schema.get("additionalProperties"), Mapping):
        return ("object",)
    return ("array",) if schema.get("items") or schema.get("prefixItems") else ()


def alternatives(node: Node) -> list[Node]:
    """The alternatives of a schema."""
    return [one for key in ("oneOf", "anyOf") for one in node.child(key).entries()]


def says_no_more(branch: Any) -> bool:
    """Whether an alternative only says which properties go together."""
    return isinstance(branch, Mapping) and cast("Schema", branch).keys() <= {
        "required",
        "not",
        "title",
        "description",
    }


def is_binary(schema: Schema) -> bool:
    """Whether a schema stands for the bytes of a file."""
    return schema.get("format") == "binary" or schema.get("contentMediaType") == "application/octet-stream"


def bare(schema: Any) -> dict[str, Any]:
    """The restricting keywords of a schema; a boolean schema `true` has none."""
    return {key: value for key, value in mapping(schema).items() if not is_annotation(key)}


def same(one: Any, other: Any) -> bool:
    """JSON equality: true and 1 differ."""
    return one == other and repr(one) == repr(other)


def target(schema: Schema) -> str:
    """The component that a reference names; the resolver leaves no other references."""
    return pointers.schema_name(str(schema["$ref"]))


def references(schema: Any) -> Iterator[str]:
    """The components that a schema refers to, in order; examples are not looked into."""
    if isinstance(schema, Mapping):
        for key, value in cast("Schema", schema).items():
            if key == "$ref" and isinstance(value, str):
                yield pointers.schema_name(value)
            elif key not in ("enum", "const", "default", "example", "examples", "discriminator"):
                yield from references(value)
    elif is_list(schema):
        for item in schema:
            yield from references(item)


# -- schemas of a document -------------------------------------------------------------------------------------


@dataclass(slots=True)
class Schemas:
    """The schemas of a document whose references lead below itself."""

    root: Any
    _known: dict[int, tuple[Any, dict[str, Node]]] = field(
        default_factory=dict[int, tuple[Any, dict[str, Node]]], init=False, repr=False
    )

    def node(self, pointer: str) -> Node:
        """What a pointer leads to; references on the way are followed."""
        node = Node(self.root)
        for token in pointers.split(pointer):
            node = self.follow(node)
            node = node.child(int(token) if is_list(node.value) and token.isdigit() else token)
        return self.follow(node)

    def follow(self, node: Node) -> Node:
        """The target of a reference, or the item itself."""
        for _ in range(_DEEP):
            reference = node.get("$ref")
            if not isinstance(reference, str) or not reference.startswith("#"):
                return node
            pointer = reference[1:]
            found, value = pointers.follow(self.root, pointer)
            if not found:  # in documents of others, tokens may be quoted as in an address
                pointer = unquote(pointer)
                found, value = pointers.follow(self.root, pointer)
            node = Node(value if found else {}, pointer)
        return Node({}, node.pointer)

    def parts(self, node: Node, keys: tuple[str, ...] = IN_PLACE) -> Iterator[Node]:
        """A schema and all the schemas that it is put together from, each once."""
        seen: set[int] = set()
        stack = [node]
        while stack:
            node = stack.pop()
            if is_mapping(node.value) and "$ref" in node.value:
                if len(node.value) > 1:
                    yield node
                node = self.follow(node)
            if is_mapping(node.value) and id(node.value) not in seen:
                seen.add(id(node.value))
                yield node
                stack.extend(reversed([part for key in keys for part in node.child(key).entries()]))

    def members(self, node: Node) -> dict[str, Node]:
        """The members of an object, the first of each name."""
        node = self.follow(node)
        known = self._known.get(id(node.value))
        if known is None or known[0] is not node.value:
            members: dict[str, Node] = {}
            for part in self.parts(node):
                for name, member in part.child("properties").pairs():
                    _ = members.setdefault(name, member)
            known = self._known[id(node.value)] = node.value, members
        return known[1]

    def required(self, node: Node) -> frozenset[str]:
        """The members that must be there, outside alternatives."""
        named = (part.get("required") for part in self.parts(self.follow(node), ("allOf",)))
        return frozenset(name for names in named if is_list(names) for name in names if isinstance(name, str))

    def is_open(self, node: Node) -> bool:
        """Whether members that are not named are described: a map, a free object, or no object at all."""
        for part in self.parts(node):
            more = part.get("additionalProperties")
            if more is True or is_mapping(more) or part.get("patternProperties"):
                return True
        return not self.members(node) and "object" in (self.types(node) or {"object"})

    def takes_more(self, node: Node) -> bool:
        """Whether an object says that it takes fields besides those it names."""
        return any(
            part.value.get("additionalProperties", part.value.get("unevaluatedProperties")) in (True, {})
            for part in self.parts(node, ("allOf",))
        )

    def items(self, node: Node) -> Node | None:
        """The schema of the items of a list."""
        for part in self.parts(node):
            if is_mapping(part.get("items")):
                return self.follow(part.child("items"))
        return None

    def values(self, node: Node) -> tuple[list[Any], Node] | None:
        """The permitted values, None left out; None where any value is possible."""
        found: list[Any] = []
        place: Node | None = None
        for part in self.parts(node):
            if is_list(part.get("enum")):
                found.extend(v for v in part.value["enum"] if v is not None)
                place = place or part
            elif "const" in part.value and part.value["const"] is not None:
                found.append(part.value["const"])
                place = place or part
            elif place is None and _restricts(part):
                return None
        return (found, place) if place is not None else None

    def types(self, node: Node) -> set[str]:
        """The types that a value may have; empty where any is possible. Integer is beside number."""
        found: set[str] = set()
        for part in self.parts(node):
            found.update(types(part.value))
            if part.get("nullable") is True:
                found.add("null")
            if "properties" in part.value and "type" not in part.value:
                found.add("object")
        return found

    def type_name(self, node: Node) -> str | None:
        """One type in the words of a table; None where there are several or none."""
        kinds = self.types(node) - {"null"}
        if len(kinds) != 1:
            return None
        kind = next(iter(kinds))
        if kind == "array":
            items = self.items(node)
            inner = self.type_name(items) if items is not None else None
            return f"{inner}[]" if inner else "array"
        if kind == "string" and any(p.get("format") == "binary" for p in self.parts(node)):
            return "file"
        return kind

    def first(self, node: Node, *keys: str, parts: tuple[str, ...] = IN_PLACE) -> tuple[Any, str | None]:
        """The first value of one of some keywords, with its pointer; UNSAID without."""
        for part in self.parts(node, parts):
            for key in keys:
                if key in part.value:
                    return part.value[key], part.pointer + pointers.join(key)
        return UNSAID, None

    def only(self, node: Node) -> Node:
        """What a reference leads to, and the one alternative beside null: what there is to say about a value."""
        for _ in range(_DEEP):
            node = self.follow(node)
            rest = [one for one in alternatives(node) if one.get("type") != "null"]
            if len(rest) != 1 or node.get("properties") is not None:
                break
            node = rest[0]
        return node

    def member(self, node: Node, name: str) -> Node | None:
        """A property of an object, allOf merged; None where the object leaves it open."""
        node = self.only(node)
        if is_mapping(node.get("properties")) and name in node.value["properties"]:
            return node.child("properties", name)
        inner = (self.member(part, name) for part in node.child("allOf").entries())
        return next((found for found in inner if found is not None), None)

    def nullable(self, node: Node, inside: tuple[int, ...] = ()) -> bool:
        """Whether null is allowed: by the type, the values, every part of allOf, and an alternative."""
        schema = as_schema(self.follow(node).value)
        if id(schema) in inside or schema.get("not") == {}:
            return False
        said = types(schema)
        if said and "null" not in said:
            return False
        if not said:
            if "x-sdk-timestamp" in schema or meant_types(schema):
                return False
            values = [schema["const"]] if "const" in schema else schema.get("enum") or []
            if values and not any(value is None for value in values):
                return False
        inside = (*inside, id(schema))
        whole = Node(schema)
        branches = alternatives(whole)
        return all(self.nullable(part, inside) for part in whole.child("allOf").entries()) and (
            not branches or any(self.nullable(branch, inside) for branch in branches)
        )


def _restricts(part: Node) -> bool:
    """Whether a schema says by itself, and not through its parts, what a value may be."""
    says = any(key in part.value for key in ("type", "format", "pattern")) and part.get("type") != "null"
    return says and not any(part.get(key) for key in IN_PLACE)
