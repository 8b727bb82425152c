"""Rules about the form of the document: which members its objects have, of which types, and statuses and paths."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ..problems import Level, Problem
from ..spec import pointers
from ..spec.objects import SHAPES, Kind, Many
from ..spec.pointers import is_list, is_mapping
from .view import View

Members = Mapping[str, str]
"""Name of a member to its type: string, boolean, number, count, list, strings, mapping, schema, any."""


def _members(text: str) -> dict[str, str]:
    """Members from lines of the form `type: name name ...`."""
    found: dict[str, str] = {}
    for line in text.strip().split("\n"):
        type_, _, names = line.partition(":")
        found.update(dict.fromkeys(names.split(), type_.strip()))
    return found


_EXCHANGE = """
    string: description style
    boolean: required deprecated allowEmptyValue explode allowReserved
    any: example
"""

_OWN: Mapping[Kind, str] = {
    Kind.DOCUMENT: """
        string: openapi jsonSchemaDialect
        mapping: info components externalDocs
        list: security tags
    """,
    Kind.COMPONENTS: "",
    Kind.PATH_ITEM: "string: summary description",
    Kind.OPERATION: """
        string: summary description operationId
        strings: tags
        boolean: deprecated
        list: security
        mapping: externalDocs
    """,
    Kind.PARAMETER: f"string: name in\n{_EXCHANGE.strip()}",
    Kind.HEADER: _EXCHANGE,
    Kind.REQUEST_BODY: "string: description\nboolean: required",
    Kind.MEDIA_TYPE: "any: example",
    Kind.ENCODING: "string: contentType style\nboolean: explode allowReserved",
    Kind.RESPONSE: "string: description",
    Kind.EXAMPLE: "string: summary description externalValue\nany: value",
    Kind.LINK: "string: operationRef operationId description\nmapping: parameters\nany: requestBody",
    Kind.SECURITY_SCHEME: """
        string: type description name in scheme bearerFormat openIdConnectUrl
        mapping: flows
    """,
    Kind.SERVER: "string: url description\nmapping: variables",
    Kind.SCHEMA: """
        string: title description format pattern contentMediaType contentEncoding
        string: $ref $schema $id $anchor $comment $dynamicRef $dynamicAnchor $recursiveRef
        number: minimum maximum exclusiveMinimum exclusiveMaximum multipleOf
        count: minLength maxLength minItems maxItems minContains maxContains minProperties maxProperties
        boolean: deprecated readOnly writeOnly uniqueItems $recursiveAnchor
        strings: required
        list: enum examples
        mapping: discriminator xml externalDocs dependentRequired $vocabulary
        any: type const default example
    """,
}

_SHAPED = {Many.LIST: "list", Many.MAP: "mapping", Many.ONE: "mapping"}

MEMBERS: Mapping[Kind, Members] = {
    kind: {
        **_members(own),
        **{
            key: "schema" if child is Kind.SCHEMA and many is Many.ONE else _SHAPED[many]
            for key, (child, many) in SHAPES[kind].items()
        },
    }
    for kind, own in _OWN.items()
}

_NEEDED: tuple[tuple[Kind, tuple[str, ...], str], ...] = (
    (Kind.DOCUMENT, ("info",), "all"),
    (Kind.PARAMETER, ("name", "in"), "all"),
    (Kind.SECURITY_SCHEME, ("type",), "all"),
    (Kind.SERVER, ("url",), "all"),
    (Kind.OPERATION, ("responses",), "most"),
    (Kind.RESPONSE, ("description",), "most"),
    (Kind.REQUEST_BODY, ("content",), "most"),
    (Kind.OPERATION, ("operationId", "tags", "summary"), "ours"),
)
"""What objects must have: in every description, in most (others lack it without harm), or in ours, as a habit."""

TYPES = ("null", "boolean", "object", "array", "number", "string", "integer")
LOCATIONS: Mapping[str, frozenset[str]] = {
    "path": frozenset({"simple", "label", "matrix"}),
    "query": frozenset({"form", "spaceDelimited", "pipeDelimited", "deepObject"}),
    "header": frozenset({"simple"}),
    "cookie": frozenset({"form"}),
}
"""Locations of parameters with the styles that each may have."""

SCHEMES: Mapping[str, tuple[str, ...]] = {
    "apiKey": ("name", "in"),
    "http": ("scheme",),
    "mutualTLS": (),
    "oauth2": ("flows",),
    "openIdConnect": ("openIdConnectUrl",),
}
"""Types of security schemes with the members that each must have."""
_STATUS = re.compile(r"[1-5](?:[0-9]{2}|XX)\Z|default\Z")
_CHECKED = tuple(kind for kind in MEMBERS if kind is not Kind.SCHEMA)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


_TYPES: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "string": (lambda value: isinstance(value, str), "a string (quote it)"),
    "boolean": (lambda value: isinstance(value, bool), "true or false"),
    "number": (_is_number, "a number"),
    "count": (
        lambda value: _is_number(value) and value == value // 1 and value >= 0,
        "a whole number of 0 or more",
    ),
    "list": (is_list, "a list"),
    "strings": (
        lambda value: is_list(value) and all(isinstance(one, str) for one in value),
        "a list of strings",
    ),
    "mapping": (is_mapping, "a mapping"),
    "schema": (lambda value: isinstance(value, (dict, bool)), "a schema"),
    "any": (lambda value: True, "anything"),
}
"""Types of members: whether a value has one, and what to call it."""


def fits(type_: str, value: Any) -> bool:
    """Whether a value has one of the types of `MEMBERS`."""
    return _TYPES[type_][0](value)


def must_be(key: str, kind: str, type_: str) -> str:
    """What is said of a member that does not fit its type."""
    return f"`{key}` of a {kind} must be {_TYPES[type_][1]}"


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
                yield view.problem("wrong-type", at, must_be(key, site.kind, type_))


def unknown_member(view: View) -> Iterator[Problem]:
    """`unknown-member`: an object has a member that OpenAPI 3.1 does not know (a slip of the pen, usually)."""
    for site in view.of(*_CHECKED):
        for key in site.node.keys() - MEMBERS[site.kind].keys():
            if not key.startswith("x-"):
                at = site.pointer + pointers.join(key)
                yield view.lenient("unknown-member", at, f"a {site.kind} has no member `{key}`")


def missing_member(view: View) -> Iterator[Problem]:
    """`missing-member`: an object lacks what it must have."""
    for kind, names, where in _NEEDED:
        for site in view.of(kind) if where != "ours" or view.ours else ():
            for name in names:
                if name in site.node or (where == "ours" and site.incoming):
                    continue
                message = f"this {kind} lacks `{name}`"
                if where == "most":
                    yield view.lenient("missing-member", site.pointer, message)
                else:
                    # A client can do without a parameter: the one that a reference does not lead to.
                    mild = kind is Kind.PARAMETER and not view.ours
                    level = Level.UNSUPPORTED if mild else Level.ERROR
                    yield view.problem("missing-member", site.pointer, message, level)
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
