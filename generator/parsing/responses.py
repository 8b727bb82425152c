"""Answers: every status and every content type."""

from __future__ import annotations

from typing import Literal

from ..ir import Content, Header, Response
from ..pointers import escape
from . import schemas
from .bodies import is_json
from .context import Context, Node


def _kind(context: Context, content_type: str, media: Node) -> Literal["json", "text", "binary"]:
    if "schema" in media and schemas.binary(context, media["schema"]):
        return "binary"
    if is_json(content_type) and content_type not in ("*/*", "application/*"):
        return "json"
    if content_type in ("*/*", "application/*"):
        return "json" if media.get("schema") else "binary"
    return "text" if content_type.startswith("text/") else "binary"


def _contents(context: Context, response: Node, pointer: str) -> tuple[Content, ...]:
    found: list[Content] = []
    for declared, media in response.get("content", {}).items():
        content_type = declared.split(";")[0].strip().lower()
        at = f"{pointer}/content/{escape(declared)}"
        kind = _kind(context, content_type, media)
        schema: Node | None = media["schema"] if isinstance(media.get("schema"), dict) else None
        found.append(
            Content(
                content_type=content_type,
                kind=kind,
                schema={} if schema is None and kind == "json" else schema,
                examples=context.examples(media, at),
            )
        )
    return tuple(sorted(found, key=lambda c: ("json", "text", "binary").index(c.kind)))


def parse_responses(context: Context, operation: Node, pointer: str) -> tuple[Response, ...]:
    """All answers in order of status; `default` last."""
    found: list[Response] = []
    responses: dict[str, Node] = operation.get("responses", {})
    for status in sorted(responses, key=lambda s: (s == "default", s)):
        response = responses[status]
        at = f"{pointer}/responses/{status}"
        headers = tuple(
            Header(name=name, description=str(h.get("description") or ""), schema=h.get("schema", {}))
            for name, h in response.get("headers", {}).items()
        )
        found.append(
            Response(
                status=status.upper() if status.lower().endswith("xx") else status,
                description=str(response.get("description") or ""),
                contents=_contents(context, response, at),
                headers=headers,
                place=context.place(at),
            )
        )
    return tuple(found)
