"""The one module that spells Python: literals, docstrings, annotations and imports.

An annotation is a text with the imports it needs. The same shape is spelt in three ways: `answer` (exact, for
results), `argument` (friendly: `Sequence`, `Mapping` and `str` where the runtime converts) and `model` (inside model
modules, with pydantic's types and limits).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from typing import Any, Literal, cast

from ..text import lines
from .shapes import (
    AnyType,
    ArrayType,
    Definition,
    Limits,
    LiteralType,
    MapType,
    NullType,
    Ref,
    RuntimeType,
    Scalar,
    Shape,
    TupleType,
    UnionType,
)

Import = tuple[str, str]
"""Module and name; an empty name imports the module itself."""

Role = Literal["answer", "argument", "model"]
RUNTIME = "clientome._runtime.generated"
"""The module of the runtime that generated code imports."""

LIMITS: Mapping[str, str] = {
    "minimum": "ge",
    "maximum": "le",
    "exclusiveMinimum": "gt",
    "exclusiveMaximum": "lt",
    "multipleOf": "multiple_of",
    "minLength": "min_length",
    "maxLength": "max_length",
    "minItems": "min_length",
    "maxItems": "max_length",
    "pattern": "pattern",
}
_PLAIN: Mapping[str, str] = {"string": "str", "integer": "int", "number": "int | float", "boolean": "bool"}


@dataclass(frozen=True, slots=True)
class Annotation:
    """A type as text, and the imports that the text needs."""

    text: str
    imports: frozenset[Import] = frozenset()


@dataclass(frozen=True, slots=True)
class Symbol:
    """A generated class or alias: its module below the package (`models.jobs`) and its name."""

    module: str
    name: str


class Source(str):
    """A text that is Python already, so that `literal` writes it as it stands. No text of a description becomes one."""

    __slots__ = ()


def literal(value: Any, named: Callable[[object], str | None] = lambda value: None) -> str:
    """A value as a Python expression, the same on every machine.

    Sets are sorted. Of a frozen value the fields that have their defaults are left out. `named` gives the name that
    stands for a value inside of this one.
    """

    def inner(item: Any) -> str:
        return named(item) or literal(item, named)

    match value:
        case Source():
            return str(value)
        case None | bool() | int() | str() | bytes():
            return repr(value)
        case float():
            return repr(value) if math.isfinite(value) else f'float("{value}")'
        case tuple():
            items = [inner(item) for item in cast("Sequence[Any]", value)]
            return f"({items[0]},)" if len(items) == 1 else f"({', '.join(items)})"
        case list():
            return f"[{', '.join(inner(item) for item in cast('Sequence[Any]', value))}]"
        case Mapping():
            pairs = cast("dict[Any, Any]", value).items()
            return "{" + ", ".join(f"{inner(key)}: {inner(item)}" for key, item in pairs) + "}"
        case frozenset() | set():
            items = sorted(inner(item) for item in cast("Iterable[Any]", value))
            return f"frozenset({{{', '.join(items)}}})" if items else "frozenset()"
        case _ if is_dataclass(value) and not isinstance(value, type):
            given = [(field, getattr(value, field.name)) for field in fields(value)]
            texts = [
                inner(item) if not field.kw_only and _is_required(field) else f"{field.name}={inner(item)}"
                for field, item in given
                if _is_required(field) or item != _default(field)
            ]
            return f"{type(value).__name__}({', '.join(texts)})"
        case _:
            raise TypeError(f"no literal for {type(value).__name__}")


def _is_required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _default(field: Field[Any]) -> Any:
    return field.default if field.default_factory is MISSING else field.default_factory()


def docstring(text: str, indent: str = "", *, closed: bool = False) -> str:
    """A text of any origin as a docstring; continuation lines are indented, and what is not seen is left out.

    With `closed` the quotes that end it have a line of their own where the text has several.
    """
    found = [line.rstrip() for line in lines(text.strip())] or [""]
    body = "\n".join(f"{indent}{line}" if number and line else line for number, line in enumerate(found))
    body = body.replace("\\", "\\\\")
    core = body.rstrip('"')
    body = core.replace('"""', '\\"\\"\\"') + '\\"' * (len(body) - len(core))
    return f'"""{body}\n{indent}"""' if len(found) > 1 or closed else f'"""{body}"""'


def import_lines(imports: Iterable[Import]) -> list[str]:
    """Import statements: one per module, names sorted; `__future__` first."""
    grouped: dict[str, set[str]] = {}
    for module, name in imports:
        grouped.setdefault(module, set()).add(name)
    lines: list[str] = []
    for module in sorted(grouped, key=lambda m: (m != "__future__", m.startswith("."), m)):
        names = grouped[module]
        if "" in names:
            lines.append(f"import {module}")
        if rest := sorted(names - {""}):
            lines.append(f"from {module} import {', '.join(rest)}")
    return lines


@dataclass(frozen=True, slots=True)
class AnnotationPrinter:
    """Spells shapes for one module.

    `place` gives the text and the import of a definition's name as this module sees it. `definitions` says which names
    are classes. `strict` is for models of requests. `builtin` prefixes containers with `builtins.`, for classes that
    may have a method called `list`.
    """

    role: Role
    place: Callable[[str], Annotation]
    definitions: Mapping[str, Definition]
    strict: bool = False
    builtin: bool = False
    quoted: frozenset[str] = frozenset()

    def spell(self, shape: Shape) -> Annotation:
        """The annotation of a shape."""
        imports: set[Import] = set()
        text = self._text(shape, imports, frozenset())
        return Annotation(text, frozenset(imports))

    def _text(self, shape: Shape, imports: set[Import], inside: frozenset[str]) -> str:
        match shape:
            case AnyType():
                return "object" if self.role == "argument" else self._use(imports, "typing", "Any")
            case NullType():
                return "None"
            case Scalar():
                return self._scalar(shape, imports)
            case LiteralType():
                return self._choice(shape, imports)
            case ArrayType(item, limits):
                inner = self._text(item, imports, inside)
                return self._limited(self._container("list", inner, imports), limits, imports)
            case TupleType(items):
                inner = ", ".join(self._text(item, imports, inside) for item in items) or "()"
                return self._generic("tuple", inner, imports)
            case MapType(value):
                inner = self._text(value, imports, inside)
                return self._container("dict", f"str, {inner}", imports)
            case UnionType():
                return self._either(shape, imports, inside)
            case Ref(name):
                return self._name(name, imports, inside)
            case RuntimeType(name):
                return self._custom(name, imports)

    def _use(self, imports: set[Import], module: str, name: str) -> str:
        imports.add((module, name))
        return name

    def _generic(self, name: str, inner: str, imports: set[Import]) -> str:
        if self.builtin:
            imports.add(("builtins", ""))
            return f"builtins.{name}[{inner}]"
        return f"{name}[{inner}]"

    def _container(self, name: Literal["list", "dict"], inner: str, imports: set[Import]) -> str:
        if self.role != "argument":
            return self._generic(name, inner, imports)
        return (
            f"{self._use(imports, 'collections.abc', 'Sequence' if name == 'list' else 'Mapping')}[{inner}]"
        )

    def _scalar(self, shape: Scalar, imports: set[Import]) -> str:
        friendly = " | str" if self.role == "argument" else ""
        match shape.format:
            case "date":
                imports.add(("datetime", ""))
                return f"datetime.date{friendly}"
            case "date-time" if self.role == "model":
                return self._use(imports, "pydantic", "AwareDatetime")
            case "date-time":
                imports.add(("datetime", ""))
                return f"datetime.datetime{friendly}"
            case "uuid":
                imports.add(("uuid", ""))
                return "uuid.UUID | str"
            case "":
                return self._limited(self._plain(shape.kind, imports), shape.limits, imports)

    def _plain(self, kind: str, imports: set[Import]) -> str:
        strict = self.role == "model" and self.strict
        if kind == "number" and strict:
            return self._use(imports, RUNTIME, "StrictNumber")
        if kind == "number" and self.role == "argument":
            return "float"  # which takes an int too, for type checkers
        name = _PLAIN[kind]
        return self._use(imports, "pydantic", f"Strict{name.capitalize()}") if strict else name

    def _choice(self, shape: LiteralType, imports: set[Import]) -> str:
        text = f"{self._use(imports, 'typing', 'Literal')}[{', '.join(literal(value) for value in shape.values)}]"
        if any(isinstance(value, float) for value in shape.values):  # no Literal of a float
            return union(*(self._plain(kind, imports) for kind in shape.kinds))
        return union(text, *(self._plain(kind, imports) for kind in shape.kinds)) if shape.open else text

    def _either(self, shape: UnionType, imports: set[Import], inside: frozenset[str]) -> str:
        texts = dict.fromkeys(self._text(member, imports, inside) for member in shape.members)
        if self.quoted and any(text.startswith(('"', "'")) for text in texts):
            text = f"{self._use(imports, 'typing', 'Union')}[{', '.join(texts)}]"
        else:
            text = " | ".join(dict.fromkeys(part for text in texts for part in _parts(text)))
        if self.role != "model" or not (shape.tag or shape.ordered):
            return text
        option = f"discriminator={literal(shape.tag)}" if shape.tag else 'union_mode="left_to_right"'
        annotated = self._use(imports, "typing", "Annotated")
        return f"{annotated}[{text}, {self._use(imports, 'pydantic', 'Field')}({option})]"

    def _name(self, name: str, imports: set[Import], inside: frozenset[str]) -> str:
        definition = self.definitions[name]
        if self.role == "argument":
            if (
                definition.shape is not None
                and name not in inside
                and not isinstance(definition.shape, LiteralType)
            ):
                return self._text(definition.shape, imports, inside | {name})
            if definition.shape is None:
                mapping = self._use(imports, "collections.abc", "Mapping")
                return f"{self._placed(name, imports)} | {mapping}[str, object]"
        return literal(name) if name in self.quoted else self._placed(name, imports)

    def _placed(self, name: str, imports: set[Import]) -> str:
        placed = self.place(name)
        imports |= placed.imports
        return placed.text

    def _custom(self, name: str, imports: set[Import]) -> str:
        if self.role == "argument":
            if name == "JsonText":
                return "str"
            imports.add(("datetime", ""))
            return "datetime.datetime | int"
        if self.role == "answer" and name != "JsonText":
            imports.add(("datetime", ""))
            return f"datetime.datetime{' | None' if name.endswith('OrZero') else ''}"
        return self._use(imports, RUNTIME, name)

    def _limited(self, text: str, limits: Limits, imports: set[Import]) -> str:
        if self.role != "model" or not limits:
            return text
        step = dict(limits).get("multipleOf")
        if text == "StrictNumber" and step is not None:
            exact = self._use(imports, RUNTIME, "Exact")
            text = f"{self._use(imports, 'typing', 'Annotated')}[float, {exact}({literal(step)})]"
            limits = tuple(one for one in limits if one[0] != "multipleOf")
            if not limits:
                return text
        given = ", ".join(f"{LIMITS[key]}={literal(value)}" for key, value in limits)
        annotated = self._use(imports, "typing", "Annotated")
        return f"{annotated}[{text}, {self._use(imports, 'pydantic', 'Field')}({given})]"


def _parts(text: str) -> list[str]:
    """The members of a spelt union, split at the bars outside brackets and quotes."""
    parts: list[str] = []
    depth, start, quote, skip = 0, 0, "", False
    for index, character in enumerate(text):
        if skip:
            skip = False
        elif quote:
            skip = character == "\\"
            quote = "" if character == quote else quote
        elif character in "'\"":
            quote = character
        else:
            depth += (character in "[(") - (character in "])")
            if character == "|" and depth == 0:
                parts.append(text[start:index].strip())
                start = index + 1
    return [*parts, text[start:].strip()]


def union(*texts: str) -> str:
    """A union of spelt types, each member once and None last."""
    parts = dict.fromkeys(part for text in texts for part in _parts(text))
    rest = [part for part in parts if part != "None"]
    return " | ".join([*rest, "None"] if "None" in parts else rest)


def optional(text: str) -> str:
    """A spelt type, or None."""
    return union(text, "None")


def not_optional(text: str) -> str:
    """A spelt type without None."""
    return " | ".join(part for part in _parts(text) if part != "None") or "None"
