"""Whether a request that came over the wire is the one that was meant.

openapi-core decides whether it is as described. Of forms and files it knows too little (it hands bytes and uncast texts
to the JSON Schema); forms are read with the standard library and checked with jsonschema. On top of that everything
that was given must be in the request, in its place and with its value, and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import yaml
from jsonschema import Draft202012Validator
from jsonschema_path import SchemaPath
from openapi_core import Config, OpenAPI
from openapi_core.datatypes import RequestParameters
from openapi_core.validation.request.validators import V31RequestParametersValidator
from openapi_spec_validator import OpenAPIV31SpecValidator
from werkzeug.datastructures import Headers, ImmutableMultiDict

from tests.conformance.calls import Arguments
from tests.conformance.document import LOADER, Node
from tests.conformance.expected import NO_SCHEMA, Argument, Media, Operation, Provider, binary, is_json, types
from tests.conformance.recorder import Part, Recorded


@dataclass
class CoreRequest:
    """A recorded request as openapi-core wants it, sent to the provider's own address."""

    recorded: Recorded
    host_url: str
    parameters: RequestParameters

    @property
    def path(self) -> str:
        # Still encoded, so that a slash inside a value does not look like a separator.
        return self.recorded.raw_path

    @property
    def method(self) -> str:
        return self.recorded.method.lower()

    @property
    def content_type(self) -> str:
        return self.recorded.header("content-type") or ""

    @property
    def body(self) -> bytes | None:
        return self.recorded.body or None


def core_request(recorded: Recorded, origin: str) -> CoreRequest:
    """The request for openapi-core."""
    cookies = [
        pair.strip().partition("=") for pair in (recorded.header("cookie") or "").split(";") if pair.strip()
    ]
    parameters = RequestParameters(
        query=ImmutableMultiDict(recorded.query),
        header=Headers(list(recorded.headers)),
        cookie=ImmutableMultiDict([(name, value) for name, _, value in cookies]),
    )
    return CoreRequest(recorded, origin, parameters)


@dataclass(frozen=True)
class Validators:
    """openapi-core for a description: everything, and everything but the body."""

    whole: OpenAPI
    head: OpenAPI
    problem: str | None

    @classmethod
    def of(cls, path: Path) -> Validators:
        """For the description in a file."""
        root = path.resolve()

        @cache
        def load(uri: str) -> Any:
            return yaml.load(Path(unquote(urlsplit(uri).path)).read_text(encoding="utf-8"), LOADER)

        handlers = {"file": load}
        spec = SchemaPath.from_dict(
            load(root.as_uri()), base_uri=root.as_uri(), handlers=handlers, resolved_cache_maxsize=100_000
        )
        # openapi-core would validate the description anew for every configuration.
        quiet: Any = {"spec_validator_cls": None}
        whole = OpenAPI(spec, Config(**quiet))
        head = OpenAPI(spec, Config(**quiet, request_validator_cls=V31RequestParametersValidator))
        try:
            OpenAPIV31SpecValidator(spec).validate()
            problem = None
        except Exception as error:
            problem = f"is not valid OpenAPI: {str(error).partition(chr(10))[0]}"
        return cls(whole, head, problem)


def judge(
    provider: Provider,
    operation: Operation,
    validators: Validators,
    given: Arguments,
    recorded: Recorded,
    key: str,
) -> Iterator[str]:
    """Everything that is wrong with a request."""
    origin, base = provider.base
    multipart = recorded.content_type == "multipart/form-data"
    core = validators.whole if is_json(recorded.content_type) or not recorded.body else validators.head
    try:
        core.validate_request(core_request(recorded, origin))
    except Exception as error:
        yield f"openapi-core refuses the request: {type(error).__name__}: {error}; {error.__cause__}"
    if multipart:
        yield from _fields(operation, recorded.parts)
    yield from _line(operation, given, recorded, base)
    yield from _query(operation, given, recorded)
    yield from _headers(operation, given, recorded)
    authorization = recorded.header("authorization")
    wanted = f"Bearer {key}" if operation.secured else None
    if authorization != wanted:
        yield "the credential is missing or wrong" if wanted else "a credential is sent to an open operation"
    yield from _body(operation, given, recorded)


def plain(schema: Node, depth: int = 0) -> Any:
    """A schema with its references replaced by what they refer to, as jsonschema wants it."""
    schema = schema.follow()
    if isinstance(schema.value, dict):
        if depth > 30:
            return {}
        return {
            key: plain(inner, depth + 1)
            for key, inner in schema.items()
            if not key.startswith("x-") and key != "format"
        }
    if isinstance(schema.value, list):
        return [plain(inner, depth + 1) for inner in schema.elements()]
    return schema.value


def _fields(operation: Operation, parts: list[Part]) -> Iterator[str]:
    """Whether the parts, read as their schemas say, make an object that is as described."""
    media = next((m for m in operation.media if m.content_type == "multipart/form-data"), None)
    schema = None if media is None else media.node.get("schema")
    if schema is None:
        return
    value: dict[str, Any] = {}
    for part in parts:
        properties = schema.get("properties") or NO_SCHEMA
        own = properties.get(part.name) or NO_SCHEMA
        many = "array" in types(own) and part.content_type != "application/json"
        inner = (own.get("items") or NO_SCHEMA) if many else own
        try:
            found = _read(part, inner)
        except ValueError as error:
            yield f"the part {part.name} cannot be read: {error}"
            continue
        if many:
            value.setdefault(part.name, []).append(found)
        else:
            value[part.name] = found
    for problem in Draft202012Validator(plain(schema)).iter_errors(value):
        yield f"jsonschema refuses the form: {problem.message}"


def _read(part: Part, schema: Node) -> Any:
    if binary(schema):
        if part.file_name is None:
            raise ValueError("a file without a file name")
        return "bytes"
    kinds = types(schema)
    if part.content_type == "application/json" or kinds & {"integer", "number", "boolean", "object", "array"}:
        return json.loads(part.content)
    return part.content.decode()


def text(value: Any) -> str:
    """A simple value in a URL, a header or a form."""
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, str) else json.dumps(value)


def _line(operation: Operation, given: Arguments, recorded: Recorded, base: str) -> Iterator[str]:
    if recorded.method != operation.method:
        yield f"the method is {recorded.method}"
    path = operation.path
    for argument in operation.arguments:
        if argument.location == "path":
            path = path.replace("{" + argument.wire + "}", text(given[argument.name]))
    expected = (base if operation.server is None else urlsplit(operation.server).path.rstrip("/")) + path
    if unquote(recorded.raw_path) != expected:
        yield f"the path is {recorded.raw_path} instead of {expected}"


def _pairs(argument: Argument, value: Any) -> list[tuple[str, str]]:
    """A query parameter in the form style, exploded or not."""
    if not isinstance(value, list):
        return [(argument.wire, text(value))]
    if argument.explode:
        return [(argument.wire, text(item)) for item in value]
    return [(argument.wire, ",".join(text(item) for item in value))]


def _query(operation: Operation, given: Arguments, recorded: Recorded) -> Iterator[str]:
    wanted = [
        p
        for a in operation.arguments
        if a.location == "query" and a.name in given
        for p in _pairs(a, given[a.name])
    ]
    if sorted(recorded.query) != sorted(wanted):
        yield f"the query is {recorded.query} instead of {wanted}"


def _headers(operation: Operation, given: Arguments, recorded: Recorded) -> Iterator[str]:
    for argument in operation.arguments:
        if argument.location != "header":
            continue
        found = recorded.header(argument.wire)
        if argument.name in given and found != text(given[argument.name]):
            yield f"the header {argument.wire} is {found!r} instead of {given[argument.name]!r}"
        if argument.name not in given and (found is None) == argument.token:
            yield f"the header {argument.wire} is {found!r} although nothing was given"


def _body(operation: Operation, given: Arguments, recorded: Recorded) -> Iterator[str]:
    inside = {a.name: a for a in operation.arguments if a.location in ("body", "whole") and a.name in given}
    if not inside and not operation.body_required:
        if recorded.body:
            yield "there is a body although nothing was given"
        return
    fitting = [m for m in operation.media if set(inside) <= set(m.fields.values())]
    media = next((m for m in fitting if m.content_type == recorded.content_type), None)
    if media is None:
        yield f"the content type is {recorded.content_type!r} instead of {[m.content_type for m in fitting]}"
    elif is_json(media.content_type):
        wanted = {a.wire: given[n] for n, a in inside.items()}
        wanted = (
            next(iter(wanted.values())) if any(a.location == "whole" for a in inside.values()) else wanted
        )
        if json.loads(recorded.body) != wanted:
            yield f"the body is {recorded.body.decode()} instead of {json.dumps(wanted)}"
    elif media.content_type == "multipart/form-data":
        yield from _parts(media, inside, given, recorded.parts)
    elif media.content_type == "application/x-www-form-urlencoded":
        found = parse_qsl(recorded.body.decode(), keep_blank_values=True, strict_parsing=True)
        wanted_pairs = [pair for n, a in inside.items() for pair in _pairs(a, given[n])]
        if sorted(found) != sorted(wanted_pairs):
            yield f"the form is {found} instead of {wanted_pairs}"
    elif recorded.body != next(given[n]["content"].encode() for n in inside):
        yield "the bytes of the body are not those that were given"


def _parts(
    media: Media, inside: Mapping[str, Argument], given: Arguments, found: list[Part]
) -> Iterator[str]:
    rest = list(found)
    for name, argument in inside.items():
        for value in (
            given[name] if isinstance(given[name], list) and not _as_json(media, argument) else [given[name]]
        ):
            wanted = _part(argument, value)
            fitting = next((part for part in rest if _same(part, wanted, value)), None)
            if fitting is None:
                yield f"no part for {argument.wire} with {value!r} among {rest}"
            else:
                rest.remove(fitting)
    if rest:
        yield f"surplus parts: {rest}"


def _as_json(media: Media, argument: Argument) -> bool:
    """Whether a list goes into one part as JSON."""
    encoding = media.node.get("encoding")
    own = None if encoding is None else encoding.get(argument.wire)
    return own is not None and is_json(own.plain("contentType", ""))


def _part(argument: Argument, value: Any) -> Part:
    if argument.file != "no":
        return Part(argument.wire, value["filename"], "", value["content"].encode())
    return Part(argument.wire, None, "", value.encode() if isinstance(value, str) else b"")


def _same(part: Part, wanted: Part, value: Any) -> bool:
    if part.name != wanted.name or part.file_name != wanted.file_name:
        return False
    if wanted.file_name is not None or isinstance(value, str):
        return part.content == wanted.content
    return bool(json.loads(part.content or b"null") == value)
