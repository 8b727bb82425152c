"""Rules about `x-sdk-` keys: each is known, stands where it may, and has a value of its model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

from .. import packages
from ..problems import Problem
from ..spec import pointers
from ..spec.objects import SHAPES, Kind
from ..spec.pointers import is_list, is_mapping
from ..vocabulary import operation as v
from .view import Site, View

_PLACES: Mapping[Kind, v.Place] = {
    Kind.DOCUMENT: v.Place.ROOT,
    Kind.SERVER: v.Place.SERVER,
    Kind.SECURITY_SCHEME: v.Place.SECURITY_SCHEME,
    Kind.OPERATION: v.Place.OPERATION,
    Kind.PARAMETER: v.Place.PARAMETER,
    Kind.SCHEMA: v.Place.SCHEMA,
    Kind.RESPONSE: v.Place.RESPONSE,
}
_VALUES = frozenset({"example", "examples", "default", "const", "enum", "value"})


def _place(site: Site) -> v.Place | None:
    if site.kind is Kind.OPERATION and site.incoming:
        return v.Place.WEBHOOK
    return _PLACES.get(site.kind)


def _keys(view: View) -> Iterator[tuple[Site, str, str]]:
    """Every `x-sdk-` key with its pointer; those in parts that are no objects of their own have the outer one."""
    for kind in Kind:
        for site in view.of(kind):
            for key, value in site.node.items():
                at = f"{site.pointer}/{pointers.escape(key)}"
                if key.startswith(v.PREFIX):
                    yield site, key, at
                elif key not in SHAPES[kind] and key not in _VALUES and not key.startswith("x-"):
                    for inner, name in _inside(value):
                        yield site, name, at + inner


def _inside(value: Any) -> Iterator[tuple[str, str]]:
    """The `x-sdk-` keys in a part such as `info` or a tag: pointer from there and key."""
    if is_mapping(value):
        for key, item in value.items():
            if key.startswith(v.PREFIX):
                yield pointers.join(key), key
            else:
                yield from ((pointers.join(key) + inner, name) for inner, name in _inside(item))
    elif is_list(value):
        for index, item in enumerate(value):
            yield from ((f"/{index}{inner}", name) for inner, name in _inside(item))


def unknown_key(view: View) -> Iterator[Problem]:
    """`unknown-x-sdk-key`: the vocabulary does not have the key."""
    for _, key, pointer in _keys(view):
        if key not in v.KEYS:
            close = get_close_matches(key, v.KEYS, n=1)
            hint = f": did you mean {close[0]}?" if close else ""
            yield view.problem("unknown-x-sdk-key", pointer, f"{key} is not in the vocabulary{hint}")


def misplaced_key(view: View) -> Iterator[Problem]:
    """`misplaced-x-sdk-key`: the key does not belong to an object of this kind."""
    for site, key, pointer in _keys(view):
        direct = pointer == f"{site.pointer}/{pointers.escape(key)}"
        if key in v.KEYS and not (direct and _place(site) in v.KEYS[key].places):
            places = ", ".join(sorted(place.value for place in v.KEYS[key].places))
            yield view.problem("misplaced-x-sdk-key", pointer, f"{key} does not stand here but on: {places}")


def invalid_value(view: View) -> Iterator[Problem]:
    """`invalid-x-sdk-value`: the value does not have the form that the vocabulary gives it."""
    for site, key, pointer in _keys(view):
        if key not in v.KEYS or pointer != f"{site.pointer}/{pointers.escape(key)}":
            continue
        value = site.node[key]
        try:
            _ = v.parse(v.KEYS[key], value)
        except ValidationError as error:
            for found in error.errors(include_url=False, include_context=False, include_input=False):
                where = _known(value, found["loc"])
                message = f"{key}{where.replace('/', '.')}: {found['msg']}"
                if found["type"] in {"missing", "extra_forbidden"}:
                    message += f" ({found['loc'][-1]})"
                yield view.problem("invalid-x-sdk-value", pointer + where, message)


def reserved_name(view: View) -> Iterator[Problem]:
    """`reserved-name`: the package or the client of a provider would hide what is there already."""
    provider: Any = view.document.get("x-sdk-provider")
    if not is_mapping(provider):
        return
    fault = packages.fault_of_provider(str(provider.get("package")))
    if fault:
        yield view.problem("reserved-name", "/x-sdk-provider/package", f"{fault}: choose another name")
    client = provider.get("client")
    if client is not None and packages.hides(str(client)):
        message = f"the client's module needs the name {client!r}: choose another"
        yield view.problem("reserved-name", "/x-sdk-provider/client", message)


def _known(value: Any, location: tuple[int | str, ...]) -> str:
    """The part of a location that leads somewhere in the value, as a pointer."""
    pointer = ""
    for part in location:
        found = pointers.step(value, str(part))
        if found is None:
            break
        value, pointer = found[1], pointer + pointers.join(part)
    return pointer
