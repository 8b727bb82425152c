"""Request bodies: every content type, flattened into the arguments of one method where it is an object."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from .. import names
from .. import vocabulary as v
from ..ir import Body, Field, Media
from ..pointers import escape
from ..problems import Level
from . import schemas
from .context import Context, Node

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def is_json(content_type: str) -> bool:
    """Whether a content type is JSON or a JSON dialect."""
    essence = content_type.split(";")[0].strip().lower()
    return essence in ("application/json", "*/*", "application/*") or essence.endswith("+json")


@dataclass
class _Fields:
    """Fields by wire name, in order of first appearance over all content types."""

    found: dict[str, Field] = field(default_factory=dict)

    def add(self, new: Field) -> Field:
        old = self.found.get(new.wire)
        if old is None:
            self.found[new.wire] = new
            return new
        return old


def _file(context: Context, content_type: str, schema: Node) -> Literal["no", "one", "many"]:
    if content_type != "multipart/form-data":
        return "no"
    if schemas.binary(context, schema):
        return "one"
    resolved = context.schema(schema)
    if "array" in schemas.types(resolved) and schemas.binary(context, resolved.get("items", {})):
        return "many"
    return "no"


def _part_type(context: Context, media: Node, wire: str, schema: Node, content_type: str) -> str | None:
    """The content type of one form part: the declared encoding, else JSON for objects."""
    declared = media.get("encoding", {}).get(wire, {}).get("contentType")
    if isinstance(declared, str):
        return declared
    if content_type not in FORMS:
        return None
    resolved = context.schema(schema)
    inner = context.schema(resolved.get("items", {})) if "array" in schemas.types(resolved) else resolved
    complex_ = "object" in schemas.types(inner) or any(k in inner for k in ("properties", "allOf"))
    return "application/json" if complex_ else None


def _upload(context: Context, schema: Node) -> v.Upload | None:
    resolved = context.schema(schema)
    for node in (schema, resolved, resolved.get("items", {})):
        found = context.term(node, "upload", v.Upload)
        if found is not None:
            return found
    return None


def _flatten(
    context: Context, media: Node, content_type: str, pointer: str, into: _Fields
) -> tuple[tuple[str, ...], frozenset[str]] | None:
    schema: Node = media.get("schema", {})
    props = schemas.properties(context, schema)
    if props is None:
        return None
    needed = schemas.required(context, schema)
    carried: list[str] = []
    for wire, prop in props.items():
        resolved = context.schema(prop)
        if prop.get("readOnly") or resolved.get("readOnly"):
            continue
        name = context.text(prop, "name") or context.text(resolved, "name") or names.argument(wire)
        file = _file(context, content_type, prop)
        added = into.add(
            Field(
                name=name,
                wire=wire,
                schema=prop,
                required=wire in needed,
                description=str(prop.get("description") or resolved.get("description") or ""),
                file=file,
                content_type=_part_type(context, media, wire, prop, content_type) if file == "no" else None,
                nullable=schemas.nullable(context, prop),
                deprecated=bool(prop.get("deprecated") or resolved.get("deprecated")),
                sensitive=context.flag(prop, "sensitive") or context.flag(resolved, "sensitive"),
                upload=_upload(context, prop),
                place=context.place(f"{pointer}/schema/properties/{escape(wire)}"),
            )
        )
        carried.append(added.name)
    return tuple(carried), frozenset(into.found[w].name for w in needed if w in into.found)


def _whole(context: Context, media: Node, content_type: str, required: bool, pointer: str) -> Field:
    """The body as one argument: `body` where it is data, `content` where it is bytes or text."""
    data = is_json(content_type) or content_type in FORMS
    schema: Node = media.get("schema", {})
    return Field(
        name="body" if data else "content",
        wire="body" if data else "content",
        schema=schema if data else {"type": "string", "format": "binary"},
        required=required,
        description=str(context.schema(schema).get("description") or "The request body."),
        file="no" if data else "one",
        content_type=content_type,
        whole=True,
        upload=_upload(context, schema),
        sensitive=context.flag(schema, "sensitive"),
        place=context.place(pointer),
    )


def _media(
    context: Context, content_type: str, media: Node, required: bool, pointer: str, into: _Fields
) -> Media:
    flat = None
    if is_json(content_type) or content_type in FORMS:
        flat = _flatten(context, media, content_type, pointer, into)
    if flat is None:
        added = into.add(_whole(context, media, content_type, required, pointer))
        flat = ((added.name,), frozenset((added.name,)) if required else frozenset[str]())
    return Media(
        content_type=content_type,
        fields=flat[0],
        required=flat[1],
        schema=media.get("schema", {}),
        examples=context.examples(media, pointer),
    )


def _preferred(content_type: str) -> int:
    """JSON first, then forms, then the rest; order of declaration otherwise."""
    if is_json(content_type):
        return 0
    return 1 if content_type in FORMS else 2


def parse_body(context: Context, operation: Node, pointer: str) -> Body | None:
    """The request body of an operation, or None."""
    if not isinstance(operation.get("requestBody"), dict):
        return None
    body: Node = operation["requestBody"]
    content: dict[str, Node] = body.get("content", {})
    required = bool(body.get("required"))
    if not content:
        context.report("empty-body", f"{pointer}/requestBody", "A request body needs a content type.")
        return None
    into = _Fields()
    media: list[Media] = []
    for declared in sorted(content, key=_preferred):
        at = f"{pointer}/requestBody/content/{escape(declared)}"
        content_type = declared.split(";")[0].strip().lower()
        if content_type.startswith("multipart/") and content_type != "multipart/form-data":
            context.report("unsupported-body", at, f"{declared} bodies cannot be built.", Level.UNSUPPORTED)
            continue
        media.append(_media(context, content_type, content[declared], required, at, into))
    if not media:
        return None
    needed = media[0].required if required else frozenset[str]()
    for other in media[1:]:
        needed &= other.required
    fields = tuple(_with_required(f, f.name in needed) for f in into.found.values())
    return Body(
        media=tuple(media), fields=fields, required=required, description=str(body.get("description") or "")
    )


def _with_required(found: Field, required: bool) -> Field:
    return found if found.required == required else replace(found, required=required)
