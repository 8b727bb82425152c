"""What the vocabulary's terms refer to: other operations, their arguments, places in their answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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


def references(view: View) -> Iterator[Reference]:
    """Every operation that a term names."""
    yield from _token_terms(view)
    for operation in view.operations:
        yield from _manifest(operation)
        yield from _waiters(operation)
        yield from _guide(operation)
        yield from _cost(operation)
        yield from _look_up(operation)
        yield from _managed(operation)


def _keys(pointer: str, value: Any) -> Named:
    return tuple((pointer + pointers.join(name), str(name)) for name in value) if is_mapping(value) else ()


def _values(pointer: str, value: Any) -> Named:
    return (
        tuple((pointer + pointers.join(name), str(one)) for name, one in value.items())
        if is_mapping(value)
        else ()
    )


def _one(pointer: str, term: Node, *keys: str) -> Named:
    return tuple(
        (pointer + pointers.join(key), str(term[key])) for key in keys if isinstance(term.get(key), str)
    )


def expressions_in(value: Any, pointer: str) -> Iterator[tuple[str, str]]:
    """All strings of a term that look like expressions."""
    if isinstance(value, str) and value.startswith(("$request.", "$response.")):
        yield pointer, value
    for key, item in value.items() if is_mapping(value) else enumerate(value) if is_list(value) else ():
        yield from expressions_in(item, pointer + pointers.join(key))


def _step(pointer: str, term: Any, *expressions: tuple[str, str]) -> Iterator[Reference]:
    """A part that is an operation and its inputs."""
    if is_mapping(term) and "operation" in term:
        yield Reference(
            pointer, str(term["operation"]), _keys(f"{pointer}/inputs", term.get("inputs")), expressions
        )


def _token_terms(view: View) -> Iterator[Reference]:
    """The `login` and `refresh` of every security scheme."""
    for site in view.of(Kind.SECURITY_SCHEME):
        term = site.node.get("x-sdk-token-refresh")
        for name in ("login", "refresh"):
            part = term.get(name) if is_mapping(term) else None
            if is_mapping(part) and "operation" in part:
                at = f"{site.pointer}/x-sdk-token-refresh/{name}"
                named = _keys(f"{at}/variables", part.get("variables")) + _keys(
                    f"{at}/inputs", part.get("inputs")
                )
                yield Reference(at, str(part["operation"]), named, tuple(expressions_in(part, at)))


def _manifest(operation: Operation) -> Iterator[Reference]:
    download = operation.node.get("x-sdk-download")
    term = download.get("manifest") if is_mapping(download) else None
    if is_mapping(term) and "operation" in term:
        at = f"{operation.pointer}/x-sdk-download/manifest"
        inputs = term.get("inputs")
        own = (
            *_values(f"{at}/inputs", inputs),
            *_keys(f"{at}/constants", term.get("constants")),
            *_one(at, term, "argument"),
        )
        yield Reference(
            at, str(term["operation"]), _keys(f"{at}/inputs", inputs), _one(at, term, "items"), operation, own
        )


def _waiters(operation: Operation) -> Iterator[Reference]:
    waiters = operation.node.get("x-sdk-waitable")
    for name, waiter in waiters.items() if is_mapping(waiters) else ():
        if is_mapping(waiter):
            at = f"{operation.pointer}/x-sdk-waitable{pointers.join(name)}/constants"
            own = _keys(at, waiter.get("constants"))
            if own:
                yield Reference(at, str(operation.node.get("operationId")), own)
        after = waiter.get("after") if is_mapping(waiter) else None
        if is_mapping(after) and "operation" in after:
            at = f"{operation.pointer}/x-sdk-waitable{pointers.join(name)}/after"
            yield Reference(at, str(after["operation"]), waiter=(f"{at}/waiter", str(after.get("waiter"))))
        many = waiter.get("many") if is_mapping(waiter) else None
        if is_mapping(many) and "operation" in many:
            at = f"{operation.pointer}/x-sdk-waitable{pointers.join(name)}/many"
            yield _listed(at, many, ("key", "state"), _keys(f"{at}/constants", many.get("constants")))
        for part in ("explanation", "cancel"):
            term = waiter.get(part) if is_mapping(waiter) else None
            if not (is_mapping(term) and "operation" in term):
                continue
            at = f"{operation.pointer}/x-sdk-waitable{pointers.join(name)}/{part}"
            named = _keys(f"{at}/inputs", term.get("inputs")) + _keys(
                f"{at}/constants", term.get("constants")
            )
            yield Reference(at, str(term["operation"]), named)


def _cost(operation: Operation) -> Iterator[Reference]:
    cost = operation.node.get("x-sdk-cost")
    term = cost.get("prices") if is_mapping(cost) else None
    if is_mapping(term) and "operation" in term:
        at = f"{operation.pointer}/x-sdk-cost/prices"
        own = (*_one(at, term, "argument"), *_one(at, term, "minutes"))
        yield _listed(at, term, ("key", "fixed", "hourly", "leastSeconds"), (), operation, own)


def _listed(
    at: str,
    term: Node,
    keys: Sequence[str],
    named: Named,
    own: Operation | None = None,
    own_named: Named = (),
) -> Reference:
    """A list of another operation, and places inside its items."""
    places = _one(at, term, *keys)
    inside = tuple((pointer, f"{term.get('items')}/*{place}") for pointer, place in places)
    arguments = (*named, *_one(at, term, "ids"))
    return Reference(
        at, str(term["operation"]), arguments, (*_one(at, term, "items"), *inside), own, own_named
    )


def _guide(operation: Operation) -> Iterator[Reference]:
    term = operation.node.get("x-sdk-guide")
    if is_mapping(term) and "operation" in term:
        at = f"{operation.pointer}/x-sdk-guide"
        own = (*_values(f"{at}/inputs", term.get("inputs")), *_one(at, term, "values"))
        yield Reference(
            at, str(term["operation"]), _keys(f"{at}/inputs", term.get("inputs")), (), operation, own
        )


def _look_up(operation: Operation) -> Iterator[Reference]:
    named = operation.node.get("x-sdk-look-up")
    if isinstance(named, str):
        yield Reference(f"{operation.pointer}/x-sdk-look-up", named)


def _managed(operation: Operation) -> Iterator[Reference]:
    term = operation.node.get("x-sdk-managed-upload")
    if not is_mapping(term):
        return
    base = f"{operation.pointer}/x-sdk-managed-upload"
    ways = term.get("ways")
    for index, way in enumerate(ways if is_list(ways) else ()):
        for kind, part in way.items() if is_mapping(way) else ():
            at = f"{base}/ways/{index}/{kind}"
            if not is_mapping(part):
                continue
            if kind == "direct" and "operation" in part:
                argument = _one(at, part, "argument") or ((at, "file"),)
                yield Reference(at, str(part["operation"]), argument)
            elif kind == "signed":
                yield from _step(f"{at}/start", part.get("start"), *_response(at, part, "link"))
                yield from _step(f"{at}/send", part.get("send"))
                yield from _step(f"{at}/finish", part.get("finish"))
            elif kind == "sftp":
                yield from _step(f"{at}/find", part.get("find"), *_response(at, part, "items"))
    then = term.get("then")
    if is_mapping(then) and "operation" in then:
        waiter = (f"{base}/then/waiter", str(then.get("waiter")))
        yield Reference(f"{base}/then", str(then["operation"]), waiter=waiter)


def _response(pointer: str, term: Node, key: str) -> Named:
    """An expression about the answer; `anywhere` is none."""
    return tuple(pair for pair in _one(pointer, term, key) if pair[1].startswith("$"))
