"""Media types: what their names mean for a client.

What every parsing function needs: the document, places for problems, and the problems found.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar, cast

from pydantic import BaseModel, ValidationError

from ..ir import Example
from ..problems import Level, Place, Problem
from ..schema import Node as SchemaNode
from ..schema import Schemas, as_schema
from ..spec.pointers import escape
from ..spec.sensitive import is_sensitive
from ..vocabulary import operation as v

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"
FORMS = (FORM, MULTIPART)
_ANYTHING = ("*/*", "application/*", "*")


def essence(content_type: str) -> str:
    """The name of a media type without its parameters, in lower case."""
    return content_type.split(";")[0].strip().lower()


def is_json(content_type: str) -> bool:
    """Whether a body of this type is sent as JSON: JSON itself, a dialect of it, or a type that is left open."""
    name = essence(content_type)
    return name == "application/json" or name in _ANYTHING or name.endswith("+json")


def is_open(content_type: str) -> bool:
    """Whether a media type names no type at all."""
    return essence(content_type) in _ANYTHING


def is_text(content_type: str) -> bool:
    """Whether people could read it: text and XML."""
    name = essence(content_type)
    return name.startswith("text/") or name == "application/xml" or name.endswith("+xml")


def sent_as(content_type: str, *, binary: bool) -> str:
    """The media type that a request names: its parameters stay, except those that the client writes itself."""
    name = essence(content_type)
    if is_open(name) and not binary:
        return "application/json"
    if "*" in name:  # a request must say what it is
        return "application/octet-stream"
    if name in FORMS:
        return name
    parameters = [p.strip() for p in content_type.split(";")[1:] if p.strip()]
    kept = [p for p in parameters if not p.lower().startswith(("charset", "boundary"))]
    return "; ".join([name, *kept])


T = TypeVar("T", bound=BaseModel)
Node = Mapping[str, Any]


def node(value: Any) -> Node | None:
    """A mapping of the document, or None where there is none."""
    return cast("Node", value) if isinstance(value, dict) else None


def children(node: Node, key: str) -> dict[str, Node]:
    """The mappings below a member, by name; nothing where the member is missing, empty or null."""
    found = node.get(key)
    if not isinstance(found, dict):
        return {}
    given = cast("dict[str, Any]", found)
    return {name: cast("Node", one) if isinstance(one, dict) else {} for name, one in given.items()}


class Context:
    """The document being parsed and everything wrong with it so far."""

    def __init__(self, document: Node, place: Callable[[str], Place]) -> None:
        self.document = document
        self.schemas = Schemas(document)
        self.place = place
        self.problems: list[Problem] = []
        self.foreign = v.PREFIX + "provider" not in document
        """A description of somebody else: what a person could not change there is settled here and reported."""
        self.schemes: set[str] = set()
        """The security schemes that a client can use; the others are reported where they are declared or asked for."""

    def report(self, id: str, pointer: str, message: str, level: Level = Level.ERROR) -> None:
        """Add a problem."""
        self.problems.append(Problem(id, level, self.place(pointer), message))

    def clash(self, name: str, given: str, place: Place) -> None:
        """Two arguments of one name: a person decides in a description of ours; elsewhere the later one is numbered."""
        if self.foreign:
            message = f"Two arguments would be called {name!r}; this one is {given!r}."
            self.problems.append(Problem("derived-name", Level.WARNING, place, message))
        else:
            message = f"Two arguments would be called {name!r}; give one an x-sdk-name."
            self.problems.append(Problem("argument-collision", Level.ERROR, place, message))

    def term(self, node: Node, key: str, model: type[T]) -> T | None:
        """The value of a vocabulary key, or None; wrong values were reported by the checks already."""
        name = v.PREFIX + key
        if name not in node:
            return None
        try:
            return model.model_validate(node[name])
        except ValidationError:
            return None

    def flag(self, node: Node, key: str) -> bool:
        """Whether a boolean vocabulary key is true."""
        return node.get(v.PREFIX + key) is True

    def sensitive(self, *nodes: Node) -> bool:
        """Whether one of some parameters or schemas, or anything that its values are made of, is sensitive."""
        components = children(self.document.get("components", {}), "schemas")
        return any(is_sensitive(node, components) for node in nodes)

    def text(self, node: Node, key: str) -> str | None:
        """A string vocabulary key."""
        value = node.get(v.PREFIX + key)
        return value if isinstance(value, str) else None

    def sources(self, node: Node) -> tuple[str, ...]:
        """The sources of a fact."""
        value = node.get(v.PREFIX + "source", ())
        return (
            tuple(s for s in cast("Sequence[Any]", value) if isinstance(s, str))
            if isinstance(value, list)
            else ()
        )

    def examples(self, node: Node, pointer: str) -> tuple[Example, ...]:
        """`example` and `examples` of a parameter or media type, first is the one that is shown and tested."""
        if "example" in node:
            return (Example(name="example", value=node["example"], place=self.place(f"{pointer}/example")),)
        found: list[Example] = []
        named = node.get("examples")
        if isinstance(named, dict):
            for name, body in cast("dict[str, Node]", named).items():
                if "value" in body:
                    at = f"{pointer}/examples/{escape(name)}/value"
                    found.append(Example(name=name, value=body["value"], place=self.place(at)))
        return tuple(found)

    def schema(self, schema: Node) -> Node:
        """The schema itself where it is only a reference (followed to its end)."""
        return as_schema(self.schemas.follow(SchemaNode(schema)).value)
