"""Request bodies: read in bounded memory, decoded by content type, checked against the description."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn, cast
from urllib.parse import unquote_plus

from ..api import parameters
from ..api.description import Operation, Parameter
from ..api.samples import essence, is_json
from ..api.schemas import Invalid, Node, Schemas
from ..state.blobs import Blobs, described
from .multipart import MultipartReader, Part, boundary_of

MEMORY_LIMIT = 64 * 1024 * 1024
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"
PLACEHOLDER = "file"


class WrongContentType(Invalid):
    """The content type is not one of those described."""


class TooLarge(Invalid):
    """The body, or a file in it, is larger than allowed."""


@dataclass(slots=True)
class Body:
    """What a body holds: its JSON or form fields, and its files, stored. `unknown` are fields that the description does not name."""

    value: Any = None
    files: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    unknown: list[str] = field(default_factory=list[str])


async def discard(stream: AsyncIterator[bytes], limit: int | None = None) -> int:
    """Read a stream to its end, or until more than `limit` bytes have come, and keep nothing."""
    size = 0
    async for chunk in stream:
        size += len(chunk)
        if limit is not None and size > limit:
            break
    return size


async def check(
    operation: Operation,
    content_type: str,
    stream: AsyncIterator[bytes],
    schemas: Schemas,
    blobs: Blobs,
    *,
    nulls: bool = True,
) -> Body:
    """Read the whole body; `Invalid` unless it is as described. `content_type` is empty without a body.

    Unless `nulls` count, a null for an optional member of a JSON body is as good as its absence.
    """
    if not operation.body:
        return Body(unknown=["body"] if await discard(stream) else [])
    content_type = content_type or _plain_type(operation)
    if not content_type:
        size = await discard(stream)
        if size:
            raise WrongContentType("The request has a body but no Content-Type.")
        if operation.body_required:
            raise Invalid("The request needs a body.")
        return Body()
    media = _media(operation, essence(content_type))
    schema: Node = media.get("schema", {})
    kind = essence(content_type)
    if is_json(kind):
        required = operation.body_required
        value = _json_value(await _collect(stream), schema, schemas, required=required, nulls=nulls)
        return Body(value, unknown=_unknown(value, schema, schemas))
    if kind == FORM:
        return _form(await _collect(stream), media, schemas)
    if kind == MULTIPART:
        return await _multipart(content_type, stream, media, schemas, blobs)
    body = await whole(stream, blobs, kind, limit_of(schema))
    if operation.body_required and not body.files[0]["size"]:
        raise Invalid("The request needs a body.")
    return body


async def whole(stream: AsyncIterator[bytes], blobs: Blobs, kind: str, limit: int | None = None) -> Body:
    """A body that is one file."""
    writer = blobs.writer()
    try:
        async for chunk in stream:
            writer.write(chunk)
            if limit is not None and writer.size > limit:
                raise TooLarge(f"The body is larger than {limit} bytes.")
    except BaseException:
        writer.drop()
        raise
    stored = writer.finish()
    return Body(files=[described("body", stored, type=kind or "application/octet-stream", field="")])


def limit_of(schema: Node) -> int | None:
    """The most bytes that a body or file may have."""
    most = schema.get("x-sdk-upload", {}).get("maxBytes")
    return most if isinstance(most, int) else None


def _plain_type(operation: Operation) -> str:
    """The type of a body without one (as `curl -T` sends it) where nothing but bytes are taken; else empty."""
    kinds = [essence(declared) for declared in operation.body]
    plain = len(kinds) == 1 and operation.body_required and not is_json(kinds[0])
    return kinds[0] if plain and kinds[0] not in (FORM, MULTIPART) else ""


def _media(operation: Operation, content_type: str) -> Node:
    """The description of a content type; exact names win over ranges."""
    for key in (content_type, content_type.partition("/")[0] + "/*", "*/*"):
        for declared, media in operation.body.items():
            if essence(declared) == key:
                return media
    expected = ", ".join(essence(declared) for declared in operation.body)
    raise WrongContentType(f"The Content-Type {content_type!r} is not accepted here, only {expected}.")


async def _collect(stream: AsyncIterator[bytes]) -> bytes:
    found = bytearray()
    async for chunk in stream:
        found.extend(chunk)
        if len(found) > MEMORY_LIMIT:
            raise TooLarge(f"The body is larger than {MEMORY_LIMIT} bytes.")
    return bytes(found)


def _refuse_constant(text: str) -> NoReturn:
    raise ValueError(f"{text} is not JSON")


def parse_json(text: bytes | str, where: str) -> Any:
    """The value of a JSON text."""
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise Invalid(f"{where} is not JSON.") from None


def _json_value(text: bytes, schema: Node, schemas: Schemas, *, required: bool, nulls: bool) -> Any:
    if not text and not required:
        return None
    value: Any = parse_json(text, "The body")
    value = value if nulls else schemas.without_nulls(schema, value)
    schemas.check(schema, value, "The body")
    if isinstance(value, dict):
        _check_texts(cast("dict[str, Any]", value), schema, schemas)
    return cast("Any", value)


def _check_texts(value: Mapping[str, Any], schema: Node, schemas: Schemas) -> None:
    """Check the fields that hold JSON as text."""
    for name, node in schemas.properties(schema).items():
        found = schemas.resolve(node)
        text = value.get(name)
        if found.get("contentMediaType") == "application/json" and isinstance(text, str):
            where = f"The body.{name}"
            schemas.check(found.get("contentSchema", {}), parse_json(text, where), where)


def _form(text: bytes, media: Node, schemas: Schemas) -> Body:
    styled: dict[str, object] = {}
    parts: list[Part] = []
    try:
        pairs = parameters.split_query(text.decode("utf-8"))
        for field in _styled(media, schemas):
            own = parameters.taken(field, pairs, schemas)
            if own:
                styled[field.name] = parameters.given(field, own, schemas)
                pairs = [pair for pair in pairs if pair not in own]
        for name, value in pairs:
            content = unquote_plus(value, errors="strict").encode()
            parts.append(Part(name=name, content=bytearray(content)))
    except UnicodeError:
        raise Invalid("The form is not UTF-8.") from None
    return _fields(parts, media, schemas, styled)


def _styled(media: Node, schemas: Schemas) -> list[Parameter]:
    """The fields of a form whose encoding names a style: they are written as parameters of a query are."""
    properties = schemas.properties(media.get("schema", {}))
    return [
        Parameter(
            name=name, location="query", required=False, schema=properties[name],
            style=str(encoding.get("style", "form")), content_type=None,
            explode=bool(encoding.get("explode", encoding.get("style", "form") == "form")),
        )
        for name, encoding in media.get("encoding", {}).items()
        if name in properties and {"style", "explode"} & set(encoding)
    ]  # fmt: skip


def _unknown(value: Any, schema: Node, schemas: Schemas) -> list[str]:
    """The members of an object that its schema does not name, unless it says that there may be others."""
    names = schemas.properties(schema)
    if not isinstance(value, dict) or not names:
        return []
    for branch in schemas.branches(schema):
        if "patternProperties" in branch or branch.get("additionalProperties", False) is not False:
            return []
    return [f"body.{name}" for name in cast("dict[str, Any]", value) if name not in names]


async def _multipart(
    content_type: str, stream: AsyncIterator[bytes], media: Node, schemas: Schemas, blobs: Blobs
) -> Body:
    properties = schemas.properties(media.get("schema", {}))

    def is_file(name: str) -> bool:
        schema = properties.get(name, {})
        return schemas.binary(schema) or schemas.binary(schemas.items(schema))

    reader = MultipartReader(boundary_of(content_type), is_file, blobs.writer)
    try:
        async for chunk in stream:
            reader.feed(chunk)
        parts = reader.parts()
        body = _fields(parts, media, schemas)
    except BaseException:
        reader.drop()
        raise
    for part in parts:
        if part.writer is not None:
            stored = part.writer.finish()
            more = {"type": part.content_type} if part.content_type else {}
            body.files.append(described(part.file_name or "file", stored, field=part.name, **more))
    return body


def _fields(
    parts: list[Part], media: Node, schemas: Schemas, styled: Mapping[str, object] | None = None
) -> Body:
    schema: Node = media.get("schema", {})
    properties = schemas.properties(schema)
    grouped: dict[str, list[Part]] = {}
    for part in parts:
        grouped.setdefault(part.name, []).append(part)
    value: dict[str, object] = dict(styled or {})
    for name, group in grouped.items():
        declared = str(media.get("encoding", {}).get(name, {}).get("contentType", ""))
        # A field that the description does not name may come any number of times.
        node = properties.get(name, {"type": "array"} if len(group) > 1 else {})
        value[name] = _field(name, group, node, declared, schemas)
    schemas.check(schema, value, "The body")
    _check_texts(value, schema, schemas)
    return Body(value, unknown=_unknown(value, schema, schemas))


def _field(name: str, group: list[Part], schema: Node, declared: str, schemas: Schemas) -> object:
    where = f"The field {name!r}"
    many = "array" in schemas.types(schema)
    item = schemas.items(schema) if many else schema
    if not many and len(group) > 1:
        raise Invalid(f"{where} is given more than once.")
    if schemas.binary(item):
        _check_files(schemas.resolve(schema), schemas.resolve(item), group, where)
        values: list[object] = [PLACEHOLDER for _ in group]
    else:
        if many and len(group) == 1 and is_json(essence(declared)):
            return parse_json(bytes(group[0].content), where)
        values = [_text(part, item, declared, schemas, where) for part in group]
    return values if many else values[0]


def _text(part: Part, schema: Node, declared: str, schemas: Schemas, where: str) -> object:
    if is_json(essence(part.content_type or declared)) or schemas.types(schema) & {"object", "array"}:
        return parse_json(bytes(part.content), where)
    try:
        return schemas.scalar(schema, part.content.decode("utf-8"))
    except UnicodeDecodeError:
        raise Invalid(f"{where} is not UTF-8.") from None


def _check_files(schema: Node, item: Node, group: list[Part], where: str) -> None:
    """The limits of an upload."""
    limits: Node = schema.get("x-sdk-upload") or item.get("x-sdk-upload") or {}
    most = limits.get("maxFiles")
    if isinstance(most, int) and len(group) > most:
        raise Invalid(f"{where} holds more than {most} files.")
    pattern, endings = limits.get("fileNamePattern"), tuple(limits.get("extensions", ()))
    for part in group:
        name = part.file_name
        if name is None:
            raise Invalid(f"{where} must be a file: its part has no file name.")
        if pattern is not None and re.fullmatch(pattern, name) is None:
            raise Invalid(f"{where}: the file name does not match {pattern}.")
        if endings and not name.lower().endswith(endings):
            raise Invalid(f"{where}: the file name must end in {', '.join(endings)}.")
        _check_size({"x-sdk-upload": limits}, part.size, where)


def _check_size(schema: Node, size: int, where: str) -> None:
    most = limit_of(schema)
    if most is not None and size > most:
        raise TooLarge(f"{where} is larger than {most} bytes.")
