"""Answers: every status and every content type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from ..ir import Content, Header, Response
from ..problems import Level
from ..schema import as_schema, types
from ..spec.pointers import escape
from . import schemas
from .context import Context, Node, children, essence, is_json, is_open, is_text

_EMPTY = ("204", "205", "304")


def _kind(context: Context, content_type: str, media: Node) -> Literal["json", "text", "binary"]:
    schema = media.get("schema")
    if schema is not None and schemas.binary(context, schema):
        return "binary"
    if is_open(content_type):
        if not schema:
            return "binary"
        return "text" if types(context.schema(as_schema(schema))) == ("string",) else "json"
    if is_json(content_type):
        return "json"
    return "text" if is_text(content_type) else "binary"


def _contents(context: Context, response: Node, pointer: str) -> tuple[Content, ...]:
    found: dict[str, Content] = {}
    for declared, media in children(response, "content").items():
        content_type = essence(declared)
        at = f"{pointer}/content/{escape(declared)}"
        kind = _kind(context, content_type, media)
        schema: Node | None = as_schema(media["schema"]) if "schema" in media else None
        new = Content(
            content_type=content_type,
            kind=kind,
            schema={} if schema is None and kind == "json" else schema,
            examples=context.examples(media, at),
        )
        # Types that differ in a parameter only cannot be told apart by most servers' answers.
        found[content_type] = _either(found[content_type], new) if content_type in found else new
    ordered = sorted(found.values(), key=lambda c: ("json", "text", "binary").index(c.kind))
    return tuple(_decodable(context, ordered, pointer))


def _either(one: Content, other: Content) -> Content:
    """One content for two of the same type."""
    examples = (*one.examples, *other.examples)
    if one.kind != "json" or one.schema == other.schema:
        return replace(one, examples=examples)
    return replace(one, schema=schemas.either(one.schema or {}, other.schema or {}), examples=examples)


def _decodable(context: Context, contents: list[Content], pointer: str) -> Iterator[Content]:
    """Without other spellings of what is there as JSON: nobody asks for XML when the same comes as a model."""
    known = [c.schema for c in contents if c.kind == "json"]
    for content in contents:
        if content.kind == "text" and content.schema in known and content.content_type.endswith("xml"):
            message = f"{content.content_type} is not asked for: the same answer comes as JSON"
            context.report("unused-content-type", f"{pointer}/content", message, Level.WARNING)
        else:
            yield content


def _response(context: Context, status: str, response: Node, pointer: str) -> Response:
    headers = tuple(
        Header(name=name, description=str(h.get("description") or ""), schema=as_schema(h.get("schema")))
        for name, h in children(response, "headers").items()
    )
    if status in _EMPTY and response.get("content"):
        message = f"An answer of status {status} has no content; what is described here cannot come."
        context.report("impossible-content", f"{pointer}/content", message, Level.WARNING)
        response = {**response, "content": {}}
    return Response(
        status=status.upper() if status.lower().endswith("xx") else status,
        description=str(response.get("description") or ""),
        contents=_contents(context, response, pointer),
        headers=headers,
        place=context.place(pointer),
    )


def parse_responses(context: Context, operation: Node, pointer: str) -> tuple[Response, ...]:
    """All answers in order of status; `default` last.

    Where no success is described, `default` is what a success brings: it stands for every status that is not named.
    """
    responses = children(operation, "responses")
    found = [
        _response(context, status, responses[status], f"{pointer}/responses/{status}")
        for status in sorted(responses, key=lambda s: (s == "default", s))
    ]
    if found and found[-1].status == "default" and not any(r.success for r in found):
        found.insert(0, replace(found[-1], status="2XX"))
    return tuple(found)
