"""Build the body of a request: choose the content type, check the limits of uploads, write JSON, form or multipart."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..base.errors import ArgumentError
from ..base.guards import is_list, is_mapping
from ..base.headers import essence, is_json
from ..body.body import Body
from ..body.folders import Room, folder_sources, is_folder
from ..body.inputs import Source, source_of
from ..body.multipart import Part, Pieces, new_boundary
from ..spec.operation import Media, Operation, Parameter, Upload
from .arguments import Checked
from .parameters import encode, query_pairs, text_of, to_json
from .plan import Plan


def build(plan: Plan, checked: Checked, wanted: str | None) -> tuple[bytes | Body | None, str | None]:
    """The body of a call and its content type; both None where there is no body."""
    operation = plan.operation
    if not operation.body:
        if wanted is not None:
            raise ArgumentError(f"{operation.id}: content_type was given, but this operation has no body")
        return None, None
    given = [p for p in plan.body if p.name in checked.values or p.name in checked.files]
    if not given and not operation.body_required:
        return None, None
    media = _choose(operation, {parameter.name for parameter in given}, wanted)
    content_type = media.content_type
    name = essence(content_type)
    rest = next((parameter for parameter in given if parameter.rest), None)
    if rest is not None:
        given = _with_rest(plan, given, rest, checked)
    whole = next((parameter for parameter in given if parameter.whole), None)
    if is_json(name):
        return _json(operation, given, checked, whole), content_type
    if name == "application/x-www-form-urlencoded":
        pairs = [pair for p in given for pair in _form_pairs(p, checked.values[p.name])]
        return "&".join(pairs).encode("ascii"), content_type
    if name == "multipart/form-data":
        parts = [part for p in given for part in _parts(p, checked)]
        boundary = new_boundary()
        body = Body(Pieces(parts, boundary))
        _check_size(body, operation.upload, operation.id)
        return body, f"{content_type}; boundary={boundary}"
    return _raw(operation, given, checked), content_type


def _with_rest(plan: Plan, given: Sequence[Parameter], rest: Parameter, checked: Checked) -> list[Parameter]:
    """The parameters, with one for each further field in place of the mapping that holds them."""
    named = [parameter for parameter in given if parameter is not rest]
    known = {parameter.wire_name for parameter in plan.body}
    for key, value in checked.values[rest.name].items():
        if key in known:
            raise ArgumentError(
                f"{plan.operation.id}: {rest.name}: {key} has an argument of its own", rest.name
            )
        name = f"{rest.name}.{key}"
        checked.values[name] = value
        named.append(replace(rest, name=name, wire=key))
    return named


def _choose(operation: Operation[Any], names: set[str], wanted: str | None) -> Media:
    if wanted is not None:
        for media in operation.body:
            if essence(media.content_type) == essence(wanted):
                extra = sorted(names - set(media.fields))
                if extra:
                    raise ArgumentError(
                        f"{operation.id}: {extra[0]} cannot be sent as {media.content_type}", extra[0]
                    )
                return media
        known = ", ".join(media.content_type for media in operation.body)
        raise ArgumentError(f"{operation.id}: content_type must be one of {known}", "content_type")
    for media in operation.body:
        if names <= set(media.fields):
            return media
    raise ArgumentError(
        f"{operation.id}: these arguments cannot go together in one body: {', '.join(sorted(names))}"
    )


def _json(
    operation: Operation[Any], given: Sequence[Parameter], checked: Checked, whole: Parameter | None
) -> bytes:
    value: Any
    if whole is not None:
        value = checked.values[whole.name]
    else:
        value = {parameter.wire_name: checked.values[parameter.name] for parameter in given}
    try:
        return to_json(value).encode()
    except ValueError as error:
        # NaN and infinity are no JSON; a lone surrogate is no text.
        raise ArgumentError(
            f"{operation.id}: the body holds a number or text that JSON cannot express"
        ) from error


def _form_pairs(parameter: Parameter, value: Any) -> list[str]:
    if is_mapping(value) and not parameter.style and parameter.content_type is None:
        return [f"{encode(parameter.wire_name)}={encode(to_json(value))}"]
    return query_pairs(parameter, value)


def _parts(parameter: Parameter, checked: Checked) -> list[Part]:
    name = parameter.wire_name
    if parameter.location == "file":
        sources = sources_of(parameter.name, checked.files[parameter.name], parameter.upload)
        return [Part(name, source, parameter.content_type) for source in sources]
    value = checked.values[parameter.name]
    if parameter.content_type is not None and is_json(parameter.content_type):
        return [Part(name, to_json(value).encode(), parameter.content_type)]
    items = list(value) if is_list(value) else [value]
    return [
        Part(name, text_of(item).encode(), "application/json" if isinstance(item, (Mapping, list)) else None)
        for item in items
    ]


def _raw(operation: Operation[Any], given: Sequence[Parameter], checked: Checked) -> bytes | Body:
    if not given:
        return b""
    parameter = given[0]
    if parameter.location == "file":
        sources = sources_of(parameter.name, checked.files[parameter.name], parameter.upload)
        body = Body(sources, _limit(operation.upload))
        _check_size(body, operation.upload, operation.id)
        if operation.upload is not None:
            check_names(parameter.name, sources, operation.upload)
        return body
    return text_of(checked.values[parameter.name]).encode()


def sources_of(name: str, value: Any, upload: Upload | None) -> list[Source]:
    """The files of one argument, checked and not opened."""
    inputs: list[Any] = list(value) if is_list(value) and not isinstance(value, tuple) else [value]
    room = Room() if upload is None else Room(upload.max_files, upload.max_bytes)
    found: list[Source] = []
    for index, item in enumerate(inputs):
        where = f"{name}[{index}]" if isinstance(value, list) else name
        if upload is not None and upload.relative_paths and is_folder(item):
            found.extend(folder_sources(item, where, room, named=upload.folder_name))
        else:
            source = source_of(item, where)
            found.append(source)
            room.take(source.size, name)
    if upload is not None:
        check_names(name, found, upload)
    return found


def check_names(where: str, sources: Sequence[Source], upload: Upload) -> None:
    """Refuse a file name that the description does not allow."""
    for source in sources:
        base = (source.name or "").rsplit("/", 1)[-1]
        if upload.file_name_pattern is not None and re.fullmatch(upload.file_name_pattern, base) is None:
            raise ArgumentError(f"{where}: a file name must match {upload.file_name_pattern}", where)
        if upload.extensions and not base.lower().endswith(tuple(e.lower() for e in upload.extensions)):
            raise ArgumentError(f"{where}: a file name must end in {', '.join(upload.extensions)}", where)


def _limit(upload: Upload | None) -> int | None:
    return upload.max_bytes if upload is not None else None


def _check_size(body: Body, upload: Upload | None, where: str) -> None:
    limit = _limit(upload)
    body.limit = limit
    if limit is not None and body.length is not None and body.length > limit:
        raise ArgumentError(
            f"{where}: the upload of {body.length} bytes is larger than the limit of {limit} bytes"
        )
