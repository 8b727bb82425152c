"""Shapes: JSON schemas in one direction, reduced to what a Python type can say.

`build` makes them from schemas, `codegen` hands them to datamodel-code-generator and `python` writes them. All
inline objects have names by then, `allOf` is merged, and what has no place in a type has been reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from ..ir import Direction
from ..problems import Place

Limits = tuple[tuple[str, Any], ...]
"""Constraints by their JSON schema keyword, in the order of the schema; empty in answers."""


@dataclass(frozen=True, slots=True)
class AnyType:
    """Any JSON value."""


@dataclass(frozen=True, slots=True)
class NullType:
    """Null."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A string, number or boolean. Only formats that have a Python type are kept."""

    kind: Literal["string", "integer", "number", "boolean"]
    format: Literal["", "date", "date-time", "uuid"] = ""
    limits: Limits = ()


@dataclass(frozen=True, slots=True)
class LiteralType:
    """Known values. An open choice lets other values of the same kinds through."""

    values: tuple[str | int | float | bool, ...]
    open: bool = False

    def __hash__(self) -> int:
        return hash(repr(self))

    def __eq__(self, other: object) -> bool:  # 1 and True are different values
        return repr(self) == repr(other)

    @property
    def kinds(self) -> tuple[Literal["string", "integer", "number", "boolean"], ...]:
        """The kinds of the values, each once."""
        return tuple(dict.fromkeys(_kind(value) for value in self.values))


@dataclass(frozen=True, slots=True)
class ArrayType:
    """An array."""

    item: Shape
    limits: Limits = ()


@dataclass(frozen=True, slots=True)
class TupleType:
    """A tuple."""

    items: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class MapType:
    """An object without declared properties."""

    value: Shape


@dataclass(frozen=True, slots=True)
class UnionType:
    """One of several. With `tag`, that property tells which; `ordered` takes the first that fits."""

    members: tuple[Shape, ...]
    tag: str = ""
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Ref:
    """A named definition."""

    name: str


@dataclass(frozen=True, slots=True)
class RuntimeType:
    """A type of the runtime, by its name in `clientome._runtime.generated`."""

    name: Literal["EpochSeconds", "EpochSecondsOrZero", "EpochMillis", "EpochMillisOrZero", "JsonText"]


Shape: TypeAlias = (
    AnyType
    | NullType
    | Scalar
    | LiteralType
    | ArrayType
    | TupleType
    | MapType
    | UnionType
    | Ref
    | RuntimeType
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A field of a class: Python name, wire name and what is known of it."""

    name: str
    wire: str
    shape: Shape
    required: bool
    description: str = ""
    sensitive: bool = False


Base: TypeAlias = Literal["AnswerModel", "SensitiveAnswer", "InputModel", "ArgumentsModel"]
"""The class of `clientome._runtime.base.models` that a class derives from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A class (`members`) or a type alias (`shape`), and the module that holds it, such as `models.jobs`."""

    name: str
    module: str
    direction: Direction
    description: str
    place: Place
    shape: Shape | None = None
    members: tuple[Member, ...] = ()
    extra: bool = False
    base: Base


def _kind(value: str | int | float | bool) -> Literal["string", "integer", "number", "boolean"]:
    match value:
        case bool():
            return "boolean"
        case str():
            return "string"
        case int():
            return "integer"
        case float():
            return "number"


def either(members: tuple[Shape, ...], tag: str = "", *, ordered: bool = False) -> Shape:
    """A union without doubles, nested unions opened, null last; a single member stands for itself."""
    flat: list[Shape] = []
    for member in members:
        inner = (
            member.members
            if isinstance(member, UnionType) and not (member.tag or member.ordered)
            else (member,)
        )
        flat.extend(inner)
    if any(isinstance(member, AnyType) for member in flat):
        return AnyType()
    unique: list[Shape] = list(dict.fromkeys(member for member in flat if not isinstance(member, NullType)))
    if any(isinstance(member, NullType) for member in flat):
        unique.append(NullType())
    return unique[0] if len(unique) == 1 else UnionType(tuple(unique), tag, ordered)


def without_null(shape: Shape) -> tuple[Shape, bool]:
    """The shape without null, and whether it had it."""
    if isinstance(shape, UnionType) and NullType() in shape.members:
        rest = tuple(member for member in shape.members if not isinstance(member, NullType))
        return (rest[0] if len(rest) == 1 else UnionType(rest, shape.tag, shape.ordered)), True
    return shape, isinstance(shape, NullType)


def takes_null(shape: Shape, aliases: Mapping[str, Shape], inside: frozenset[str] = frozenset()) -> bool:
    """Whether null is one of the values of a shape."""
    match shape:
        case AnyType() | NullType():
            return True
        case UnionType(members):
            return any(takes_null(member, aliases, inside) for member in members)
        case Ref(name) if name in aliases and name not in inside:
            return takes_null(aliases[name], aliases, inside | {name})
        case _:
            return False


def alternatives(shape: Shape) -> frozenset[str]:
    """The definitions that a shape stands for without a container between."""
    match shape:
        case Ref(name):
            return frozenset({name})
        case UnionType(members):
            return frozenset(name for member in members for name in alternatives(member))
        case _:
            return frozenset()


def circular(edges: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """The names that lead back to themselves."""
    found: set[str] = set()
    for start in edges:
        stack, seen = list(edges[start]), set[str]()
        while stack:
            name = stack.pop()
            if name == start:
                found.add(start)
                break
            if name not in seen:
                seen.add(name)
                stack.extend(edges.get(name, ()))
    return frozenset(found)


def references(shape: Shape) -> frozenset[str]:
    """The definitions that a shape names directly."""
    match shape:
        case Ref(name):
            return frozenset({name})
        case ArrayType(item):
            return references(item)
        case MapType(value):
            return references(value)
        case TupleType(items):
            return frozenset(name for item in items for name in references(item))
        case UnionType(members):
            return frozenset(name for member in members for name in references(member))
        case _:
            return frozenset()
