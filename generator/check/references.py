"""What the vocabulary's terms refer to: other operations, their arguments, places in their answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..spec import pointers
from ..spec.objects import Kind
from ..spec.pointers import is_list, is_mapping
from .view import Node, Operation, View

Named = tuple[tuple[str, str], ...]
"""Pointers and what stands there."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One operation that a term names: what the term says of it, and of the operation that has the term."""

    pointer: str
    operation: str
    arguments: Named = ()
    expressions: Named = ()
    own: Operation | None = None
    own_arguments: Named = ()
    waiter: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class _Term:
    """Where a term that names an operation stands, and which of its members name arguments.

    `keys` are mappings by arguments of the operation that is named, `argument` is one argument of it, with what it is
    when left out. Of the operation that has the term itself, `own_values` are arguments, `own_keys` mappings by them.
    """

    path: str
    keys: tuple[str, ...] = ()
    argument: tuple[str, str] | None = None
    own_values: tuple[str, ...] = ()
    own_keys: tuple[str, ...] = ()
    expressions: bool = False
    """Its expressions are about the operation that is named."""
    outer: str = ""
    """A member beside the term that is such an expression."""
    waiter: bool = False


_SCHEMES = tuple(
    _Term(f"x-sdk-token-refresh/{name}", ("variables", "inputs"), expressions=True)
    for name in ("login", "refresh")
)
_WAYS = "x-sdk-managed-upload/ways/*"
_TERMS = (
    _Term(
        "x-sdk-download/manifest",
        ("inputs",),
        own_values=("inputs", "argument"),
        own_keys=("constants",),
        expressions=True,
    ),
    _Term("x-sdk-waitable/*/after", waiter=True),
    _Term("x-sdk-waitable/*/explanation", ("inputs", "constants")),
    _Term("x-sdk-guide", ("inputs",), own_values=("inputs", "values")),
    _Term("x-sdk-recover", ("inputs", "constants"), own_values=("inputs", "match", "note")),
    _Term(f"{_WAYS}/direct", argument=("argument", "file")),
    _Term(f"{_WAYS}/signed/start", ("inputs",), outer="link"),
    _Term(f"{_WAYS}/signed/send", ("inputs",)),
    _Term(f"{_WAYS}/signed/finish", ("inputs",)),
    _Term(f"{_WAYS}/sftp/find", ("inputs",), outer="items"),
    _Term("x-sdk-managed-upload/then", waiter=True),
)


def references(view: View) -> Iterator[Reference]:
    """Every operation that a term names."""
    for site in view.of(Kind.SECURITY_SCHEME):
        for term in _SCHEMES:
            yield from _named(term, site.pointer, site.node, None)
    for operation in view.operations:
        for term in _TERMS:
            yield from _named(term, operation.pointer, operation.node, operation)
        for at, constants, _ in _places("x-sdk-waitable/*/constants", operation.pointer, operation.node):
            if constants:
                yield Reference(at, str(operation.node.get("operationId")), _keys(at, constants))


def _places(path: str, pointer: str, node: Any, outer: Any = None) -> Iterator[tuple[str, Any, Any]]:
    """What stands at a path below a node, with its pointer and what it stands in; `*` is any item."""
    token, _, rest = path.partition("/")
    found: list[tuple[str | int, Any]] = []
    if is_mapping(node):
        found = [(key, item) for key, item in node.items() if token in ("*", key)]
    elif is_list(node) and token == "*":  # noqa: S105
        found = list(enumerate(node))
    for key, item in found:
        if rest:
            yield from _places(rest, pointer + pointers.join(key), item, node)
        else:
            yield pointer + pointers.join(key), item, node


def _named(term: _Term, pointer: str, node: Node, own: Operation | None) -> Iterator[Reference]:
    for at, part, outer in _places(term.path, pointer, node):
        if not is_mapping(part) or "operation" not in part:
            continue
        named = [one for key in term.keys for one in _keys(at + pointers.join(key), part.get(key))]
        if term.argument is not None:
            key, usual = term.argument
            named += _values(at, part, key) or [(at, usual)]
        values = [one for key in term.own_values for one in _values(at, part, key)]
        own_named = [one for one in values if not one[1].startswith("$")]
        own_named += [one for key in term.own_keys for one in _keys(at + pointers.join(key), part.get(key))]
        expressions = list(expressions_in(part, at)) if term.expressions else []
        if term.outer:
            beside = at.rpartition("/")[0] + pointers.join(term.outer)
            expressions += expressions_in(outer.get(term.outer), beside)
        waiter = (f"{at}/waiter", str(part.get("waiter"))) if term.waiter else None
        operation = str(part["operation"])
        yield Reference(at, operation, tuple(named), tuple(expressions), own, tuple(own_named), waiter)


def _keys(pointer: str, value: Any) -> Named:
    return tuple((pointer + pointers.join(name), str(name)) for name in value) if is_mapping(value) else ()


def _values(pointer: str, term: Node, key: str) -> list[tuple[str, str]]:
    """The text under a key, or those of a mapping there."""
    value, at = term.get(key), pointer + pointers.join(key)
    if is_mapping(value):
        return [(at + pointers.join(name), str(one)) for name, one in value.items()]
    return [(at, value)] if isinstance(value, str) else []


def expressions_in(value: Any, pointer: str) -> Iterator[tuple[str, str]]:
    """All strings of a term that look like expressions."""
    if isinstance(value, str) and value.startswith(("$request.", "$response.")):
        yield pointer, value
    for key, item in value.items() if is_mapping(value) else enumerate(value) if is_list(value) else ():
        yield from expressions_in(item, pointer + pointers.join(key))
