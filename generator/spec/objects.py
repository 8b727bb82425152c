"""What may stand where in an OpenAPI document: the one table behind every walk over a description.

Whatever the table does not name (examples, defaults, extensions) is data, in which `$ref` means nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from . import pointers


class Kind(StrEnum):
    """The objects of OpenAPI that contain others or may be referred to."""

    DOCUMENT = "document"
    COMPONENTS = "components object"
    PATH_ITEM = "path item"
    OPERATION = "operation"
    PARAMETER = "parameter"
    REQUEST_BODY = "request body"
    MEDIA_TYPE = "media type"
    ENCODING = "encoding"
    RESPONSE = "response"
    HEADER = "header"
    EXAMPLE = "example"
    LINK = "link"
    CALLBACK = "callback"
    SECURITY_SCHEME = "security scheme"
    SERVER = "server"
    SCHEMA = "schema"


class Many(StrEnum):
    """How often a kind stands under a key: once, in a list, or in a mapping with free names."""

    ONE = "one"
    LIST = "list"
    MAP = "map"


Shape = Mapping[str, tuple[Kind, Many]]

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


def _shape(
    one: Mapping[str, Kind] | None = None,
    lists: Mapping[str, Kind] | None = None,
    maps: Mapping[str, Kind] | None = None,
) -> Shape:
    groups = ((one, Many.ONE), (lists, Many.LIST), (maps, Many.MAP))
    return {key: (kind, many) for group, many in groups for key, kind in (group or {}).items()}


_ONE_SCHEMA = (
    *("items", "additionalItems", "additionalProperties", "not", "if", "then", "else", "contains"),
    *("propertyNames", "unevaluatedItems", "unevaluatedProperties", "contentSchema"),
)
_LIST_OF_SCHEMAS = ("allOf", "anyOf", "oneOf", "prefixItems")
_MAP_OF_SCHEMAS = ("properties", "patternProperties", "$defs", "definitions", "dependentSchemas")

_EXCHANGE = _shape(one={"schema": Kind.SCHEMA}, maps={"content": Kind.MEDIA_TYPE, "examples": Kind.EXAMPLE})

SHAPES: Mapping[Kind, Shape] = {
    Kind.DOCUMENT: _shape(
        one={"components": Kind.COMPONENTS},
        lists={"servers": Kind.SERVER},
        maps={"paths": Kind.PATH_ITEM, "webhooks": Kind.PATH_ITEM},
    ),
    Kind.COMPONENTS: _shape(
        maps={
            "schemas": Kind.SCHEMA,
            "responses": Kind.RESPONSE,
            "parameters": Kind.PARAMETER,
            "examples": Kind.EXAMPLE,
            "requestBodies": Kind.REQUEST_BODY,
            "headers": Kind.HEADER,
            "securitySchemes": Kind.SECURITY_SCHEME,
            "links": Kind.LINK,
            "callbacks": Kind.CALLBACK,
            "pathItems": Kind.PATH_ITEM,
        }
    ),
    Kind.PATH_ITEM: _shape(
        one=dict.fromkeys(METHODS, Kind.OPERATION),
        lists={"parameters": Kind.PARAMETER, "servers": Kind.SERVER},
    ),
    Kind.OPERATION: _shape(
        one={"requestBody": Kind.REQUEST_BODY},
        lists={"parameters": Kind.PARAMETER, "servers": Kind.SERVER},
        maps={"responses": Kind.RESPONSE, "callbacks": Kind.CALLBACK},
    ),
    Kind.PARAMETER: _EXCHANGE,
    Kind.HEADER: _EXCHANGE,
    Kind.REQUEST_BODY: _shape(maps={"content": Kind.MEDIA_TYPE}),
    Kind.MEDIA_TYPE: _shape(
        one={"schema": Kind.SCHEMA}, maps={"examples": Kind.EXAMPLE, "encoding": Kind.ENCODING}
    ),
    Kind.ENCODING: _shape(maps={"headers": Kind.HEADER}),
    Kind.RESPONSE: _shape(maps={"headers": Kind.HEADER, "content": Kind.MEDIA_TYPE, "links": Kind.LINK}),
    Kind.EXAMPLE: {},
    Kind.LINK: _shape(one={"server": Kind.SERVER}),
    Kind.CALLBACK: {},
    Kind.SECURITY_SCHEME: {},
    Kind.SERVER: {},
    Kind.SCHEMA: _shape(
        one=dict.fromkeys(_ONE_SCHEMA, Kind.SCHEMA),
        lists=dict.fromkeys(_LIST_OF_SCHEMAS, Kind.SCHEMA),
        maps=dict.fromkeys(_MAP_OF_SCHEMAS, Kind.SCHEMA),
    ),
}

REFERABLE = frozenset(Kind) - {Kind.DOCUMENT, Kind.COMPONENTS, Kind.SERVER}
"""Kinds that may be replaced by a `$ref`; more than OpenAPI names, since descriptions split by hand do it anyway."""

ANNOTATIONS = frozenset(
    {
        "title",
        "description",
        "summary",
        "deprecated",
        "default",
        "example",
        "examples",
        "readOnly",
        "writeOnly",
    }
    | {"externalDocs", "xml", "$comment"}
)

DATA = frozenset({"default", "const", "example", "value", "requestBody"})
"""Keys whose value may be null and mean it (`requestBody` is that of a link)."""


def is_annotation(key: str) -> bool:
    """Whether a key of a schema says nothing about which values are valid."""
    return key in ANNOTATIONS or key.startswith("x-")


def shape_of(kind: Kind, node: Mapping[str, Any]) -> Shape:
    """The table for one node: a callback has a path item under every expression."""
    if kind is Kind.CALLBACK:
        return {key: (Kind.PATH_ITEM, Many.ONE) for key in node if not key.startswith("x-") and key != "$ref"}
    return SHAPES[kind]


def is_extension(kind: Kind, name: str) -> bool:
    """Whether a name in a mapping of an object (`paths`, `responses`) is an extension instead of an item."""
    return kind in {Kind.DOCUMENT, Kind.OPERATION} and name.startswith("x-")


def children(kind: Kind, node: Mapping[str, Any]) -> Iterator[tuple[str, Kind, Any]]:
    """The objects directly inside an object, each with its pointer from there, in the order of the text."""
    shape = shape_of(kind, node)
    for key, value in node.items():
        if key not in shape:
            continue
        child, many = shape[key]
        start = pointers.join(key)
        if many is Many.ONE:
            yield start, child, value
        elif many is Many.MAP and pointers.is_mapping(value):
            for name, item in value.items():
                if not is_extension(kind, name):
                    yield f"{start}/{pointers.escape(name)}", child, item
        elif many is Many.LIST and pointers.is_list(value):
            for index, item in enumerate(value):
                yield f"{start}/{index}", child, item


def references(kind: Kind, node: Mapping[str, Any]) -> Iterator[tuple[str, str, bool]]:
    """The references that an object itself makes: pointer from it, text, and whether it may be a bare name.

    They are its `$ref` and, in a schema, the values of a discriminator's mapping.
    """
    if kind in REFERABLE and isinstance(node.get("$ref"), str):
        yield "/$ref", node["$ref"], False
    discriminator: Any = node.get("discriminator") if kind is Kind.SCHEMA else None
    mapping: Any = discriminator.get("mapping") if pointers.is_mapping(discriminator) else None
    if pointers.is_mapping(mapping):
        for value, reference in mapping.items():
            if isinstance(reference, str):
                yield f"/discriminator/mapping/{pointers.escape(value)}", reference, True
