"""Rules about values in the document: examples and defaults satisfy their schemas."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..problems import Problem
from ..spec.objects import Kind
from ..spec.pointers import escape, is_list, is_mapping
from .validation import Examples, Use
from .view import Site, View, is_json

Valued = tuple[str, Any, str, Use]
"""Pointer of a value, the value, pointer of its schema, and what it is used for."""


def invalid_example(view: View) -> Iterator[Problem]:
    """`invalid-example`: an example of a parameter, body, answer, header or schema does not satisfy its schema."""
    examples = Examples(view)
    for pointer, value, schema, use in (*_exchanged(view), *_of_schemas(view)):
        for inner, message in examples.errors(schema, value, use):
            yield view.lenient("invalid-example", pointer + inner, f"example: {message}")


def invalid_default(view: View) -> Iterator[Problem]:
    """`invalid-default`: the default of a schema does not satisfy it."""
    examples = Examples(view)
    for site in view.of(Kind.SCHEMA):
        if "default" in site.node:
            for inner, message in examples.errors(site.pointer, site.node["default"], "any"):
                yield view.lenient("invalid-default", f"{site.pointer}/default{inner}", f"default: {message}")


def _named(site: Site) -> Iterator[tuple[str, Any]]:
    """The values of `example` and `examples` of a parameter, header or media type."""
    if "example" in site.node:
        yield f"{site.pointer}/example", site.node["example"]
    named = site.node.get("examples")
    for name, example in named.items() if is_mapping(named) else ():
        if is_mapping(example) and "value" in example:
            yield f"{site.pointer}/examples/{escape(name)}/value", example["value"]


def _exchanged(view: View) -> Iterator[Valued]:
    for site in view.of(Kind.PARAMETER, Kind.HEADER):
        use: Use = "request" if site.kind is Kind.PARAMETER else "response"
        for pointer, value in _named(site) if "schema" in site.node else ():
            yield pointer, value, f"{site.pointer}/schema", use
    for container in view.of(Kind.REQUEST_BODY, Kind.RESPONSE, Kind.PARAMETER, Kind.HEADER):
        sending = container.kind in {Kind.REQUEST_BODY, Kind.PARAMETER}
        content = container.node.get("content")
        for name, media in content.items() if is_mapping(content) else ():
            if is_mapping(media) and "schema" in media:
                yield from _of_media(f"{container.pointer}/content/{escape(name)}", name, media, sending)


def _of_media(pointer: str, content_type: str, media: dict[str, Any], sending: bool) -> Iterator[Valued]:
    bare = content_type.partition(";")[0].strip().lower()
    structured = is_json(bare) or bare in {"multipart/form-data", "application/x-www-form-urlencoded"}
    use: Use = "response"
    if sending:
        use = "multipart" if bare.startswith("multipart/") else "request"
    for at, value in _named(Site(Kind.MEDIA_TYPE, pointer, media)):
        # The text of an XML or event-stream example is not the value that the schema describes.
        if structured or not isinstance(value, str) or _is_text(media.get("schema")):
            yield at, value, f"{pointer}/schema", use


def _is_text(schema: Any) -> bool:
    return is_mapping(schema) and schema.get("type") == "string"


def _of_schemas(view: View) -> Iterator[Valued]:
    for site in view.of(Kind.SCHEMA):
        if "example" in site.node:
            yield f"{site.pointer}/example", site.node["example"], site.pointer, "any"
        given = site.node.get("examples")
        for index, value in enumerate(given if is_list(given) else ()):
            yield f"{site.pointer}/examples/{index}", value, site.pointer, "any"
