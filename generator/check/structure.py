"""Rules about the form of the document: members, their types, statuses, paths."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..problems import Level, Problem
from ..spec import pointers
from ..spec.objects import Kind
from ..spec.pointers import is_list, is_mapping
from .members import EXPECTED, LOCATIONS, MEMBERS, REQUIRED, REQUIRED_OF_US, SCHEMES
from .view import View

_STATUS = re.compile(r"[1-5](?:[0-9]{2}|XX)\Z|default\Z")
_CHECKED = tuple(kind for kind in MEMBERS if kind is not Kind.SCHEMA)


def fits(type_: str, value: Any) -> bool:
    """Whether a value has one of the types of :mod:`.members`."""
    if type_ == "string":
        return isinstance(value, str)
    if type_ == "boolean":
        return isinstance(value, bool)
    if type_ in {"number", "count"}:
        whole = isinstance(value, int) or (
            isinstance(value, float) and (type_ == "number" or value.is_integer())
        )
        return whole and not isinstance(value, bool) and (type_ == "number" or value >= 0)
    if type_ == "list":
        return isinstance(value, list)
    if type_ == "strings":
        return is_list(value) and all(isinstance(item, str) for item in value)
    if type_ == "mapping":
        return isinstance(value, dict)
    return type_ == "any" or isinstance(value, (dict, bool))


NAMES = {
    "string": "a string (quote it)",
    "boolean": "true or false",
    "number": "a number",
    "count": "a whole number of 0 or more",
    "list": "a list",
    "strings": "a list of strings",
    "mapping": "a mapping",
    "schema": "a schema",
}


def wrong_type(view: View) -> Iterator[Problem]:
    """`wrong-type`: a member of an object has a value of another type than OpenAPI says."""
    for kind, pointer, _ in view.misfits:
        if kind is not Kind.SCHEMA:
            yield view.problem("wrong-type", pointer, f"here must be a mapping: {kind}")
    for site in view.of(*_CHECKED):
        members = MEMBERS[site.kind]
        for key, value in site.node.items():
            type_ = members.get(key, "any")
            if not fits(type_, value):
                at = site.pointer + pointers.join(key)
                yield view.problem("wrong-type", at, f"`{key}` of a {site.kind} must be {NAMES[type_]}")


def unknown_member(view: View) -> Iterator[Problem]:
    """`unknown-member`: an object has a member that OpenAPI 3.1 does not know (a slip of the pen, usually)."""
    for site in view.of(*_CHECKED):
        for key in site.node.keys() - MEMBERS[site.kind].keys():
            if not key.startswith("x-"):
                at = site.pointer + pointers.join(key)
                yield view.lenient("unknown-member", at, f"a {site.kind} has no member `{key}`")


def missing_member(view: View) -> Iterator[Problem]:
    """`missing-member`: an object lacks what it must have."""
    for kind, names in REQUIRED.items():
        for site in view.of(kind):
            for name in names:
                if name not in site.node:
                    # A client can do without a parameter: the one that a reference does not lead to.
                    mild = kind is Kind.PARAMETER and not view.ours
                    level = Level.UNSUPPORTED if mild else Level.ERROR
                    yield view.problem("missing-member", site.pointer, f"this {kind} lacks `{name}`", level)
    for kind, names in EXPECTED.items():
        for site in view.of(kind):
            for name in names:
                if name not in site.node:
                    yield view.lenient("missing-member", site.pointer, f"this {kind} lacks `{name}`")
    for kind, names in REQUIRED_OF_US.items() if view.ours else ():
        for site in view.of(kind):
            for name in names:
                if name not in site.node and not site.incoming:
                    yield view.problem("missing-member", site.pointer, f"this {kind} lacks `{name}`")
    yield from _missing_in_parts(view)


def _missing_in_parts(view: View) -> Iterator[Problem]:
    info = view.document.get("info")
    for name in ("title", "version"):
        if is_mapping(info) and not isinstance(info.get(name), str):
            yield view.lenient("missing-member", "/info", f"`info` lacks `{name}`, a string")
    if not {"paths", "webhooks", "components"} & view.document.keys():
        yield view.problem(
            "missing-member", "", "the document has neither `paths`, `webhooks` nor `components`"
        )
    for site in view.of(Kind.PARAMETER):
        if not {"schema", "content"} & site.node.keys():
            message = "this parameter lacks `schema` (or `content`)"
            yield view.lenient("missing-member", site.pointer, message)
    for site in view.of(Kind.SECURITY_SCHEME):
        for name in SCHEMES.get(str(site.node.get("type")), ()):
            if name not in site.node:
                message = f"a security scheme of type {site.node['type']} needs `{name}`"
                yield view.problem("missing-member", site.pointer, message)


def invalid_value(view: View) -> Iterator[Problem]:
    """`invalid-value`: a word that OpenAPI does not have, such as `in: body`."""
    for site in view.of(Kind.PARAMETER):
        place, style = site.node.get("in"), site.node.get("style")
        if isinstance(place, str) and place not in LOCATIONS:
            message = f"a parameter is `in` {', '.join(LOCATIONS)}, not {place!r}"
            yield view.problem("invalid-value", f"{site.pointer}/in", message)
        elif isinstance(place, str) and isinstance(style, str) and style not in LOCATIONS[place]:
            message = (
                f"a {place} parameter has the style {', '.join(sorted(LOCATIONS[place]))}, not {style!r}"
            )
            yield view.problem("invalid-value", f"{site.pointer}/style", message)
    for site in view.of(Kind.SECURITY_SCHEME):
        type_ = site.node.get("type")
        if isinstance(type_, str) and type_ not in SCHEMES:
            message = f"a security scheme has the type {', '.join(SCHEMES)}, not {type_!r}"
            yield view.problem("invalid-value", f"{site.pointer}/type", message)


def invalid_status(view: View) -> Iterator[Problem]:
    """`invalid-status`: a key of `responses` is neither a status (`404`), a class (`4XX`) nor `default`."""
    for site in view.of(Kind.OPERATION):
        responses = site.node.get("responses")
        for status in responses if is_mapping(responses) else ():
            if not _STATUS.match(status) and not status.startswith("x-"):
                at = site.pointer + pointers.join("responses", status)
                message = f"{status!r} is no status: write 404, 4XX or default"
                yield view.problem("invalid-status", at, message)


def invalid_path(view: View) -> Iterator[Problem]:
    """`invalid-path`: a path does not begin with a slash, or its braces do not match."""
    paths = view.document.get("paths")
    for path in paths if is_mapping(paths) else ():
        if path.startswith("x-"):
            continue
        if not path.startswith("/"):
            message = f"a path begins with a slash: /{path}"
            yield view.problem("invalid-path", pointers.join("paths", path), message)
        if re.search(r"[{}]", re.sub(r"\{[^{}]+\}", "", path)):
            message = f"the braces of {path} do not match or have no name in them"
            yield view.problem("invalid-path", pointers.join("paths", path), message)


def template(path: str) -> list[str]:
    """The names in a path template, in order."""
    return re.findall(r"\{([^{}]+)\}", path)


def duplicate_path(view: View) -> Iterator[Problem]:
    """`duplicate-path`: two paths that differ only in the names of their parameters."""
    first: dict[str, str] = {}
    paths = view.document.get("paths")
    for path in paths if is_mapping(paths) else ():
        shape = re.sub(r"\{[^{}]+\}", "{}", path)
        if shape in first:
            message = f"{path} is the same path as {first[shape]}: put their operations together"
            yield view.lenient("duplicate-path", pointers.join("paths", path), message)
        else:
            first[shape] = path
