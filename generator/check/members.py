"""Which members the objects of OpenAPI 3.1 have, of which type, and which of them they must have."""

from __future__ import annotations

from collections.abc import Mapping

from ..spec.objects import SHAPES, Kind, Many

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

REQUIRED: Mapping[Kind, tuple[str, ...]] = {
    Kind.DOCUMENT: ("info",),
    Kind.PARAMETER: ("name", "in"),
    Kind.SECURITY_SCHEME: ("type",),
    Kind.SERVER: ("url",),
}

EXPECTED: Mapping[Kind, tuple[str, ...]] = {
    Kind.OPERATION: ("responses",),
    Kind.RESPONSE: ("description",),
    Kind.REQUEST_BODY: ("content",),
}
"""What many descriptions of others lack without harm."""

REQUIRED_OF_US: Mapping[Kind, tuple[str, ...]] = {Kind.OPERATION: ("operationId", "tags", "summary")}
"""What OpenAPI leaves open and a description of ours always says."""

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
