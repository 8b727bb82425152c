"""The example call of an operation: what a user writes, what must go over the wire, what comes back.

Everything is taken from the description's examples; the expected request is worked out here from OpenAPI's rules,
not by the runtime that it later tests.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..ir import Api, Content, Field, Media, Operation, Parameter, Response
from ..spec import pointers
from ..spec.pointers import is_list, is_mapping

File = tuple[str, bytes]
"""A file in an example: its name on the wire and its content."""


@dataclass(frozen=True, slots=True)
class Part:
    """One expected part of a form, as the tests of a package compare it."""

    name: str
    value: str | None = None
    filename: str | None = None
    json: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleCall:
    """One call by example. `query`, `headers` and `form` are decoded; `json` is the JSON body."""

    arguments: Mapping[str, Any]
    method: str
    path: str
    server: str | None
    query: tuple[tuple[str, str], ...]
    headers: Mapping[str, str]
    cookies: Mapping[str, str]
    json: Any
    has_json: bool
    form: tuple[Part, ...] | None
    multipart: bool
    raw: str | None
    status: int
    answer_kind: str
    answer: Any
    answer_type: str
    expected: Any


def _plain(value: Any) -> str:
    if value is True or value is False:
        return "true" if value else "false"
    return str(value)


def query_pairs(parameter: Parameter, value: Any) -> list[tuple[str, str]]:
    """The decoded name-value pairs of a query parameter."""
    if is_list(value):
        items = [_plain(v) for v in value]
        separator = {"form": ",", "spaceDelimited": " ", "pipeDelimited": "|"}.get(parameter.style, ",")
        return (
            [(parameter.wire, i) for i in items]
            if parameter.explode
            else [(parameter.wire, separator.join(items))]
        )
    if is_mapping(value):
        pairs = value
        if parameter.style == "deepObject":
            return [(f"{parameter.wire}[{k}]", _plain(v)) for k, v in pairs.items()]
        if parameter.explode:
            return [(k, _plain(v)) for k, v in pairs.items()]
        return [(parameter.wire, ",".join(f"{k},{_plain(v)}" for k, v in pairs.items()))]
    return [(parameter.wire, _plain(value))]


def _file(value: Any) -> File:
    if is_mapping(value):
        return str(value.get("filename", "file")), str(value.get("content", "")).encode()
    return "file", str(value).encode()


def _form(fields: Mapping[str, Field], value: Mapping[str, Any]) -> tuple[Part, ...]:
    parts: list[Part] = []
    for wire, given in value.items():
        field = fields[wire]
        if field.file != "no":
            files = given if is_list(given) else [given]
            parts.extend(
                Part(wire, value=content.decode(), filename=name) for name, content in map(_file, files)
            )
        elif field.content_type == "application/json":
            parts.append(Part(wire, json=given))
        else:
            items = given if is_list(given) else [given]
            parts.extend(
                Part(wire, json=i) if isinstance(i, dict | list) else Part(wire, value=_plain(i))
                for i in items
            )
    return tuple(parts)


def _body_arguments(fields: Mapping[str, Field], value: Mapping[str, Any]) -> dict[str, Any]:
    arguments: dict[str, Any] = {}
    for wire, given in value.items():
        field = fields[wire]
        if field.file == "one":
            arguments[field.name] = _file(given)
        elif field.file == "many":
            arguments[field.name] = [_file(f) for f in given]
        else:
            arguments[field.name] = given
    return arguments


def _fits(fields: Mapping[str, Field], value: Any) -> bool:
    """Whether an example body can be given as arguments; the descriptions of others have examples that cannot."""
    if not is_mapping(value):
        return False
    given = value
    many = (given[wire] for wire, field in fields.items() if field.file == "many" and wire in given)
    return (
        all(wire in fields for wire in given)
        and all(wire in given for wire, field in fields.items() if field.required)
        and all(isinstance(files, list) for files in many)
    )


def _pointer(expression: str) -> list[str]:
    return pointers.split(expression.partition("#")[2])


def follow(value: Any, expression: str) -> Any:
    """The value that a `$response.body#/…` expression leads to; None where it leads nowhere."""
    for token in _pointer(expression):
        if is_list(value):
            items = value
            value = items[int(token)] if token.isdigit() and int(token) < len(items) else None
        elif is_mapping(value):
            value = value.get(token)
        else:
            return None
    return value


def _success(operation: Operation) -> tuple[int, Content | None]:
    chosen: Response | None = None
    for response in operation.responses:
        if response.success and (chosen is None or (response.contents and not chosen.contents)):
            chosen = response
    if chosen is None:
        return 200, None
    status = int(chosen.status) if chosen.status.isdigit() else 200
    return status, chosen.contents[0] if chosen.contents else None


def _expected(api: Api, operation: Operation, answer: Any) -> Any:
    if operation.paginated is not None:
        return follow(answer, operation.paginated.items)
    if operation.enveloped and api.envelope is not None:
        answer = follow(answer, api.envelope.data)
    if operation.first_or_self and is_list(answer):
        return answer[0]
    return answer


def _media_example(operation: Operation) -> tuple[Media | None, Any]:
    if operation.body is None:
        return None, None
    for media in operation.body.media:
        if media.examples:
            return media, media.examples[0].value
    return None, None


def example_call(api: Api, operation: Operation) -> ExampleCall | None:
    """The example call of an operation; None where the description has no examples for what is required."""
    given = [(p, p.example.value) for p in operation.parameters if p.example is not None]
    if any(p.required and p.example is None for p in operation.parameters):
        return None
    arguments: dict[str, Any] = {p.name: value for p, value in given}
    path = operation.path
    for parameter, value in given:
        if parameter.location == "path":
            path = path.replace("{" + parameter.wire + "}", _plain(value))
    media, body = _media_example(operation)
    if operation.body is not None and operation.body.required and media is None:
        return None
    json_body, form, raw, multipart = None, None, None, False
    if media is not None and operation.body is not None:
        fields = {f.wire: f for f in operation.body.fields if f.name in media.fields}
        whole = next((f for f in fields.values() if f.whole), None)
        if whole is not None and whole.file == "one":
            arguments[whole.name], raw = ("content", str(body).encode()), str(body)
        elif whole is not None and whole.wire == "text":
            arguments[whole.name] = raw = str(body)
        elif whole is not None:
            arguments[whole.name], json_body = body, body
        elif not _fits(fields, body):
            return None
        elif media.content_type in ("multipart/form-data", "application/x-www-form-urlencoded"):
            arguments.update(_body_arguments(fields, body))
            form, multipart = _form(fields, body), media.content_type == "multipart/form-data"
        else:
            arguments.update(_body_arguments(fields, body))
            json_body = body
    status, content = _success(operation)
    answer = content.examples[0].value if content is not None and content.examples else None
    return ExampleCall(
        arguments=arguments,
        method=operation.method,
        path=path,
        server=operation.server,
        query=tuple(pair for p, value in given if p.location == "query" for pair in query_pairs(p, value)),
        headers={p.wire: _plain(value) for p, value in given if p.location == "header"},
        cookies={p.wire: _plain(value) for p, value in given if p.location == "cookie"},
        json=json_body,
        has_json=json_body is not None,
        form=form,
        multipart=multipart,
        raw=raw,
        status=status,
        answer_kind=content.kind if content is not None else "none",
        answer=answer,
        answer_type=content.content_type if content is not None else "",
        expected=_expected(api, operation, answer),
    )
