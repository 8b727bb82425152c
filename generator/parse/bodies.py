"""Request bodies: every content type, flattened into the arguments of one method where it is an object."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from .. import names
from ..ir import Body, Field, Media, Schema
from ..problems import Level
from ..schema import Node as SchemaNode
from ..schema import as_schema, types
from ..spec.pointers import escape
from ..vocabulary import operation as v
from . import schemas
from .context import (
    FORM,
    FORMS,
    MULTIPART,
    Context,
    Node,
    children,
    essence,
    is_json,
    is_open,
    is_text,
    sent_as,
)


@dataclass
class _Fields:
    """Fields by wire name, in order of first appearance over all content types."""

    found: dict[tuple[str, bool], Field] = field(default_factory=dict[tuple[str, bool], Field])
    clashes: list[tuple[Field, str]] = field(default_factory=list[tuple[Field, str]])

    def add(self, new: Field) -> Field:
        """The field that stands for `new`: itself, or the one of another content type, widened to both.

        A file and a value of one name (JSON with base64 beside a form with an upload) stay two arguments.
        """
        key = new.wire, new.file != "no"
        old = self.found.get(key)
        if old is None:
            self.found[key] = replace(new, name=self._name(new, key))
        elif old != new:
            self.found[key] = replace(
                old,
                schema=schemas.either(old.schema, new.schema),
                content_type=old.content_type or new.content_type,
                style=old.style or new.style,
                explode=new.explode if old.explode is None else old.explode,
                nullable=old.nullable or new.nullable,
                sensitive=old.sensitive or new.sensitive,
                file="many" if "many" in (old.file, new.file) else old.file,
                upload=old.upload or new.upload,
            )
        return self.found[key]

    def _name(self, new: Field, key: tuple[str, bool]) -> str:
        name = new.name
        if (new.wire, not key[1]) in self.found:
            name = f"{name}_{'file' if key[1] else 'value'}"
        given = names.free(name, {f.name for f in self.found.values()})
        if given != name:
            self.clashes.append((new, given))
        return given


def _file(context: Context, content_type: str, schema: Node) -> Literal["no", "one", "many"]:
    if content_type != MULTIPART:
        return "no"
    if schemas.binary(context, schema):
        return "one"
    resolved = context.schema(schema)
    if "array" in types(resolved) and schemas.binary(context, resolved.get("items", {})):
        return "many"
    return "no"


def _style(encoding: Node, content_type: str) -> tuple[str | None, bool | None]:
    """How a field of a form is written, where the description says so; parts of a multipart form have no style."""
    if content_type != FORM or not ("style" in encoding or "explode" in encoding):
        return None, None
    style = str(encoding.get("style") or "form")
    return style, bool(encoding.get("explode", style in ("form", "deepObject")))


def _part_type(context: Context, encoding: Node, schema: Node, content_type: str) -> str | None:
    """The content type of one form part: the declared encoding, else JSON for an object (an array is many parts)."""
    declared = encoding.get("contentType")
    if isinstance(declared, str):
        return declared
    if content_type not in FORMS or _style(encoding, content_type)[0] is not None:
        return None
    resolved = context.schema(schema)
    complex_ = "object" in types(resolved) or any(k in resolved for k in ("properties", "allOf"))
    return "application/json" if complex_ else None


def _upload(context: Context, schema: Node) -> v.Upload | None:
    resolved = context.schema(schema)
    for node in (schema, resolved, as_schema(resolved.get("items"))):
        found = context.term(node, "upload", v.Upload)
        if found is not None:
            return found
    return None


def _fields(context: Context, media: Node, content_type: str, pointer: str) -> Iterator[Field]:
    """The properties of an object body that a client may send; nothing where the body is not such an object."""
    schema: Node = as_schema(media.get("schema"))
    needed = context.schemas.required(SchemaNode(schema))
    encodings = children(media, "encoding")
    # Fields of a marked body are arguments of their own.
    whole = context.sensitive(schema)
    for wire, prop in (schemas.properties(context, schema) or {}).items():
        resolved = context.schema(prop)
        if prop.get("readOnly") or resolved.get("readOnly"):
            continue
        encoding = encodings.get(wire, {})
        style, explode = _style(encoding, content_type)
        file = _file(context, content_type, prop)
        yield Field(
            name=context.text(prop, "name") or context.text(resolved, "name") or names.argument(wire),
            wire=wire,
            schema=prop,
            required=wire in needed,
            description=str(prop.get("description") or resolved.get("description") or ""),
            file=file,
            content_type=_part_type(context, encoding, prop, content_type) if file == "no" else None,
            style=style,
            explode=explode,
            nullable=context.schemas.nullable(SchemaNode(prop)),
            deprecated=bool(prop.get("deprecated") or resolved.get("deprecated")),
            sensitive=context.sensitive(prop) or whole,
            upload=_upload(context, prop),
            place=context.place(f"{pointer}/schema/properties/{escape(wire)}"),
        )


def _is_data(context: Context, content_type: str, schema: Node) -> bool:
    """Whether a body is JSON; of a type that is left open the schema says it."""
    return is_json(content_type) and not (is_open(content_type) and schemas.binary(context, schema))


def _whole(context: Context, media: Node, content_type: str, required: bool, pointer: str) -> Field:
    """The body as one argument: `body` where it is data, `content` where it is bytes or text."""
    schema: Node = as_schema(media.get("schema"))
    data = content_type in FORMS or _is_data(context, content_type, schema)
    text = is_text(content_type) and not schemas.binary(context, schema)
    if text:
        sent: Schema = {"type": "string"}
    else:
        sent = schema if data else {"type": "string", "format": "binary"}
    return Field(
        name="body" if data else "text" if text else "content",
        wire="body" if data else "text" if text else "content",
        schema=sent,
        required=required,
        description=str(context.schema(schema).get("description") or "The request body."),
        file="no" if data or text else "one",
        content_type=content_type,
        whole=True,
        nullable=data and context.schemas.nullable(SchemaNode(schema)),
        upload=_upload(context, schema),
        sensitive=context.sensitive(schema),
        place=context.place(pointer),
    )


def _rest(context: Context, pointer: str) -> Field:
    """The fields that an open body may have besides those with a name."""
    return Field(
        name="extra_fields",
        wire="*",
        schema={"type": "object"},
        required=False,
        description="Further fields of the body, by the names that the API has for them.",
        rest=True,
        place=context.place(f"{pointer}/schema"),
    )


def _media(
    context: Context, declared: str, media: Node, required: bool, pointer: str, into: _Fields
) -> Media:
    content_type = essence(declared)
    found: list[Field] = []
    if is_json(content_type) or content_type in FORMS:
        found = list(_fields(context, media, content_type, pointer))
        if found and schemas.has_rules(context, as_schema(media.get("schema"))):
            message = "not checked before sending: which properties the alternatives require"
            context.report("ignored-constraint", f"{pointer}/schema", message, Level.WARNING)
    if found and context.schemas.takes_more(SchemaNode(media.get("schema"))):
        found.append(_rest(context, pointer))
    if not found:
        found = [_whole(context, media, content_type, required, pointer)]
    added = [into.add(one) for one in found]
    return Media(
        content_type=sent_as(declared, binary=any(one.whole and one.file == "one" for one in added)),
        fields=tuple(one.name for one in added),
        required=frozenset(one.name for one, own in zip(added, found, strict=True) if own.required),
        schema=as_schema(media.get("schema")),
        examples=context.examples(media, pointer),
    )


def _preferred(declared: str) -> int:
    """JSON first, then forms, then the rest; order of declaration otherwise."""
    content_type = essence(declared)
    if is_json(content_type):
        return 0
    return 1 if content_type in FORMS else 2


def parse_body(context: Context, operation: Node, pointer: str) -> Body | None:
    """The request body of an operation, or None."""
    if not isinstance(operation.get("requestBody"), dict):
        return None
    body: Node = operation["requestBody"]
    content = children(body, "content")
    required = bool(body.get("required"))
    if not content:
        level = Level.WARNING if context.foreign else Level.ERROR
        context.report("empty-body", f"{pointer}/requestBody", "A request body needs a content type.", level)
        return None
    into = _Fields()
    media: list[Media] = []
    for declared in sorted(content, key=_preferred):
        at = f"{pointer}/requestBody/content/{escape(declared)}"
        content_type = essence(declared)
        if content_type.startswith("multipart/") and content_type != MULTIPART:
            context.report("unsupported-body", at, f"{declared} bodies cannot be built.", Level.UNSUPPORTED)
            continue
        media.append(_media(context, declared, content[declared], required, at, into))
    for clash, given in into.clashes:
        context.clash(clash.name, given, clash.place)
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
