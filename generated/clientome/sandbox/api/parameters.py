"""Path, query, header and cookie parameters: from the text of a request to checked values.

Serialisation follows the styles of OpenAPI. Separators are looked for before percent-decoding, so that an encoded
separator stays part of a value.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, unquote_plus

from .description import Parameter
from .schemas import Invalid, Node, Schemas

SEPARATORS = {
    "form": (",",),
    "simple": (",",),
    "spaceDelimited": ("%20", "+", " "),
    "pipeDelimited": ("%7C", "%7c", "|"),
}


@dataclass(frozen=True, slots=True)
class Source:
    """The raw texts of one request, by location."""

    path: Mapping[str, str]
    query: Sequence[tuple[str, str]]
    headers: Mapping[str, Sequence[str]]
    cookies: Mapping[str, str]


def split_query(raw: str) -> list[tuple[str, str]]:
    """The pairs of a query string; names decoded, values not."""
    pairs = [part.partition("=") for part in raw.split("&") if part]
    return [(_decoded(name, unquote_plus), value) for name, _, value in pairs]


def split_cookies(values: Sequence[str]) -> dict[str, str]:
    """The cookies of a request; the first of a name wins."""
    found: dict[str, str] = {}
    for part in ";".join(values).split(";"):
        name, equals, value = part.strip().partition("=")
        if equals:
            _ = found.setdefault(name, value.strip('"'))
    return found


def check(parameter: Parameter, source: Source, schemas: Schemas) -> object:
    """The value of the parameter, the described default where it is left out; `Invalid` unless it is as described."""
    where = f"{parameter.location.capitalize()} parameter {parameter.name!r}"
    raws = _raw(parameter, source, schemas)
    if not raws:
        if parameter.required:
            raise Invalid(f"{where} is missing.")
        return schemas.resolve(parameter.schema).get("default")
    value = _value(parameter, raws, schemas, where)
    schemas.check(parameter.schema, value, where)
    return value


def taken(parameter: Parameter, pairs: Sequence[tuple[str, str]], schemas: Schemas) -> list[tuple[str, str]]:
    """Those pairs of a query, or of a form that is written as one, that belong to the parameter."""
    return _raw(parameter, Source({}, pairs, {}, {}), schemas)


def given(parameter: Parameter, pairs: list[tuple[str, str]], schemas: Schemas) -> object:
    """The value that pairs which belong to the parameter stand for; not checked."""
    return _value(parameter, pairs, schemas, f"The field {parameter.name!r}")


def unknown(parameters: Sequence[Parameter], query: Sequence[tuple[str, str]], schemas: Schemas) -> list[str]:
    """The names of a query that none of the parameters takes."""
    known = {name for one in parameters if one.location == "query" for name, _ in taken(one, query, schemas)}
    return [name for name in dict.fromkeys(name for name, _ in query) if name not in known]


def _raw(parameter: Parameter, source: Source, schemas: Schemas) -> list[tuple[str, str]]:
    """The pairs of name and raw text that belong to the parameter."""
    name = parameter.name
    if parameter.location == "path":
        return [(name, source.path[name])] if name in source.path else []
    if parameter.location == "header":
        values = source.headers.get(name.lower(), ())
        return [(name, ", ".join(values))] if values else []
    if parameter.location == "cookie":
        return [(name, source.cookies[name])] if name in source.cookies else []
    if parameter.style == "deepObject":
        return [
            (key, value) for key, value in source.query if key.startswith(name + "[") and key.endswith("]")
        ]
    if _is_object(parameter, schemas) and parameter.explode:
        properties = schemas.properties(parameter.schema)
        return [(key, value) for key, value in source.query if key in properties]
    return [(key, value) for key, value in source.query if key == name]


def _is_object(parameter: Parameter, schemas: Schemas) -> bool:
    return parameter.content_type is None and "object" in schemas.types(parameter.schema)


def _value(parameter: Parameter, raws: list[tuple[str, str]], schemas: Schemas, where: str) -> object:
    decode = _decoder(parameter, where)
    if parameter.content_type is not None:
        return _json(decode(raws[0][1]), where) if "json" in parameter.content_type else decode(raws[0][1])
    types = schemas.types(parameter.schema)
    if "array" in types and (len(raws) > 1 or "string" not in types):
        item = schemas.items(parameter.schema)
        return [schemas.scalar(item, decode(text)) for text in _texts(parameter, [raw for _, raw in raws])]
    if "object" in types:
        return _object(parameter, raws, schemas, decode, where)
    if len(raws) > 1:
        raise Invalid(f"{where} is given more than once.")
    return schemas.scalar(parameter.schema, decode(_bare(parameter, raws[0][1])))


def _decoder(parameter: Parameter, where: str) -> Callable[[str], str]:
    if parameter.location == "header":
        return str.strip
    unquoted = unquote_plus if parameter.location == "query" else unquote

    def decode(text: str) -> str:
        try:
            return _decoded(text, unquoted)
        except Invalid as error:
            raise Invalid(f"{where}: {error}") from None

    return decode


def _decoded(text: str, unquoted: Callable[..., str]) -> str:
    try:
        return unquoted(text, errors="strict")
    except UnicodeDecodeError:
        raise Invalid("the percent-encoded bytes are not UTF-8.") from None


def _json(text: str, where: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise Invalid(f"{where} is not JSON.") from None


def _bare(parameter: Parameter, raw: str) -> str:
    """A single value without the marks of the label and matrix styles."""
    if parameter.style == "label":
        return raw.removeprefix(".")
    if parameter.style == "matrix":
        return raw.removeprefix(f";{parameter.name}").removeprefix("=")
    return raw


def _texts(parameter: Parameter, raws: list[str]) -> list[str]:
    """The raw texts of an array's items."""
    if parameter.location in ("query", "cookie") and parameter.explode:
        return raws
    if len(raws) > 1:
        # Clients that repeat the name of a list that belongs into one value are understood, too.
        return [text for raw in raws for text in _texts(parameter, [raw])]
    if parameter.style == "matrix" and parameter.explode:
        return [part.partition("=")[2] for part in raws[0].split(";") if part]
    bare = _bare(parameter, raws[0])
    if parameter.style == "label":
        return bare.split("." if parameter.explode or "," not in bare else ",")
    return _split(bare, SEPARATORS.get(parameter.style, (",",)))


def _split(text: str, separators: Sequence[str]) -> list[str]:
    for separator in separators[1:]:
        text = text.replace(separator, separators[0])
    return text.split(separators[0]) if text else []


def _object(
    parameter: Parameter,
    raws: list[tuple[str, str]],
    schemas: Schemas,
    decode: Callable[[str], str],
    where: str,
) -> dict[str, object]:
    if parameter.style == "deepObject":
        pairs = [(key[len(parameter.name) + 1 : -1], value) for key, value in raws]
    elif parameter.location == "query" and parameter.explode:
        pairs = raws
    elif parameter.explode:
        separator = {"label": ".", "matrix": ";"}.get(parameter.style, ",")
        marks = "" if parameter.style == "simple" else separator
        halves = [part.partition("=") for part in raws[0][1].removeprefix(marks).split(separator)]
        pairs = [(decode(key), value) for key, _, value in halves]
    else:
        flat = _split(_bare(parameter, raws[0][1]), SEPARATORS.get(parameter.style, (",",)))
        if len(flat) % 2:
            raise Invalid(f"{where} is not a list of names and values.")
        pairs = [(decode(key), value) for key, value in zip(flat[::2], flat[1::2], strict=True)]
    properties: Mapping[str, Node] = schemas.properties(parameter.schema)
    found: dict[str, Any] = {}
    for key, value in pairs:
        found[key] = schemas.scalar(properties.get(key, {}), decode(value))
    return found
