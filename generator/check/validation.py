"""Validation of example values by jsonschema, with what OpenAPI adds to JSON Schema.

Formats are checked by functions of our own: jsonschema's checker depends on which packages happen to be installed.

- A file part in a multipart example is an object of `filename` and `content`.
- `readOnly` properties are not required in requests, nor `writeOnly` ones in answers.
- With a discriminator only the schema that it names is tried.
- JSON inside a string is validated against its `contentSchema`.

The time that it takes is bounded, whatever the description: patterns are matched in linear time (see `patterns`), and
an example follows a limited number of references.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from ipaddress import IPv4Address, IPv6Address
from typing import Any, Literal
from urllib.parse import quote, urlsplit

import jsonschema.exceptions
import jsonschema.validators
import referencing.jsonschema
from jsonschema import FormatChecker, ValidationError

from ..schema import is_binary
from ..spec import patterns, pointers
from ..spec.pointers import is_list, is_mapping
from .view import View

_DATE_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})\Z")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\Z", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\Z")
_SECONDS = re.compile(r"(:\d{2})(?::60|\.\d+|:\d{2}(?:\.\d+)?)")


def _parses(make: Callable[[str], object]) -> Callable[[str], bool]:
    def check(text: str) -> bool:
        try:
            _ = make(text)
        except ValueError:
            return False
        return True

    return check


def _is_date_time(text: str) -> bool:
    return bool(_DATE_TIME.match(text)) and _parses(datetime.fromisoformat)(
        _SECONDS.sub(r"\1", text, count=1)
    )


def _is_uri(text: str) -> bool:
    return bool(urlsplit(text).scheme) and not re.search(r"[\s<>\"{}|\\^`]", text)


_STRINGS: dict[str, Callable[[str], bool]] = {
    "date-time": _is_date_time,
    "date": lambda text: bool(_DATE.match(text)) and _parses(date.fromisoformat)(text),
    "uuid": lambda text: bool(_UUID.match(text)),
    "email": lambda text: bool(_EMAIL.match(text)),
    "uri": _parses(lambda text: None if _is_uri(text) else int("")),
    "ipv4": _parses(IPv4Address),
    "ipv6": _parses(IPv6Address),
}
_BITS = {"int32": 31, "int64": 63}


def checker() -> FormatChecker:
    """A checker of these formats and no others."""
    made = FormatChecker(formats=())
    for name, check in _STRINGS.items():
        _ = made.checks(name)(_for_strings(check))
    for name, bits in _BITS.items():
        _ = made.checks(name)(_for_integers(bits))
    return made


def _for_strings(check: Callable[[str], bool]) -> Callable[[Any], bool]:
    return lambda value: not isinstance(value, str) or check(value)


def _for_integers(bits: int) -> Callable[[Any], bool]:
    return lambda value: not isinstance(value, int) or -(2**bits) <= value < 2**bits


Use = Literal["request", "multipart", "response", "any"]

_BASE = "urn:description"

# The types of these packages are partial, so they are used through Any.
_VALIDATORS: Any = jsonschema.validators
_EXCEPTIONS: Any = jsonschema.exceptions
_REGISTRY: Any = referencing.Registry
_DRAFT: Any = referencing.jsonschema.DRAFT202012
_KEYWORDS: Mapping[str, Any] = _VALIDATORS.Draft202012Validator.VALIDATORS
_LONGEST = 200
_FOLLOWED = 20_000
"""How many references one example may follow."""
_PATIENCE = 3
"""How many examples may be given up before all are."""


def _is_file_example(value: Any) -> bool:
    if not is_mapping(value) or value.keys() != {"filename", "content"}:
        return False
    return all(isinstance(part, str) for part in value.values())


def _type_with_files(validator: Any, types: Any, instance: Any, schema: Any) -> Iterator[Any]:
    if is_binary(schema):
        if not _is_file_example(instance):
            yield ValidationError("a file is written {filename: ..., content: ...}, both strings")
        return
    yield from _KEYWORDS["type"](validator, types, instance, schema)


def _required_without(flag: str) -> Any:
    def required(validator: Any, names: Any, instance: Any, schema: Any) -> Iterator[Any]:
        properties: Any = schema.get("properties", {})
        for name in names if is_mapping(instance) else ():
            described: Any = properties.get(name)
            if name not in instance and not (is_mapping(described) and described.get(flag) is True):
                yield ValidationError(f"{name!r} is required")

    return required


def _discriminated(keyword: str) -> Any:
    def union(validator: Any, branches: Any, instance: Any, schema: Any) -> Iterator[Any]:
        discriminator = schema.get("discriminator")
        reference = _chosen(discriminator, branches, instance) if is_mapping(discriminator) else None
        if reference is None:
            yield from _KEYWORDS[keyword](validator, branches, instance, schema)
        else:
            yield from validator.descend(instance, {"$ref": reference})

    return union


def _chosen(discriminator: dict[str, Any], branches: Any, instance: Any) -> str | None:
    """The reference of the branch that a discriminator names for a value; None where that is not clear."""
    value: Any = instance.get(str(discriminator.get("propertyName"))) if is_mapping(instance) else None
    if not isinstance(value, str):
        return None
    offered = [part["$ref"] for part in branches if is_mapping(part) and isinstance(part.get("$ref"), str)]
    mapping = discriminator.get("mapping")
    reference: Any = mapping.get(value) if is_mapping(mapping) else None
    reference = reference or pointers.schema_reference(value)
    return reference if reference in offered else None


def _pattern(validator: Any, pattern: Any, instance: Any, schema: Any) -> Iterator[Any]:
    if isinstance(instance, str) and not patterns.found(pattern, instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


def _pattern_properties(validator: Any, named: Any, instance: Any, schema: Any) -> Iterator[Any]:
    for pattern, inner in named.items() if is_mapping(instance) else ():
        for key, item in instance.items():
            if patterns.found(pattern, key):
                yield from validator.descend(item, inner, path=key, schema_path=pattern)


def _additional_properties(validator: Any, inner: Any, instance: Any, schema: Any) -> Iterator[Any]:
    if not is_mapping(instance):
        return
    named: Any = schema.get("patternProperties", {})
    known: Any = schema.get("properties", {})
    more = [k for k in instance if k not in known and not any(patterns.found(p, k) for p in named)]
    if inner is False and more:
        yield ValidationError(f"Additional properties are not allowed ({', '.join(map(repr, more))})")
    for key in more if is_mapping(inner) else ():
        yield from validator.descend(instance[key], inner, path=key)


def _unique_items(validator: Any, unique: Any, instance: Any, schema: Any) -> Iterator[Any]:
    # jsonschema compares each item with each.
    if unique is True and is_list(instance):
        texts = {json.dumps(item, sort_keys=True) for item in instance}
        if len(texts) < len(instance):
            yield ValidationError("the list has an item twice")


def _nothing(validator: Any, value: Any, instance: Any, schema: Any) -> Iterator[Any]:
    yield from ()


class _TooMuch(Exception):
    """An example follows too many references."""


class _Steps:
    """How many references the example at hand has followed."""

    taken = 0


def _reference(validator: Any, reference: Any, instance: Any, schema: Any) -> Iterator[Any]:
    _Steps.taken += 1
    if _Steps.taken > _FOLLOWED:
        raise _TooMuch
    yield from _KEYWORDS["$ref"](validator, reference, instance, schema)


def _content_schema(validator: Any, inner: Any, instance: Any, schema: Any) -> Iterator[Any]:
    if not isinstance(instance, str) or schema.get("contentMediaType") != "application/json":
        return
    try:
        value = json.loads(instance)
    except ValueError:
        yield ValidationError("the text is not JSON")
        return
    for error in validator.descend(value, inner):
        yield ValidationError(f"in the JSON of the text, at {error.json_path}: {error.message}")


_BOUNDED: Mapping[str, Any] = {
    "pattern": _pattern,
    "patternProperties": _pattern_properties,
    "additionalProperties": _additional_properties,
    "uniqueItems": _unique_items,
    "$ref": _reference,
    # jsonschema matches patterns by Python's engine here, and nothing of ours needs it.
    "unevaluatedProperties": _nothing,
}


def _class(**changed: Any) -> Any:
    both = {union: _discriminated(union) for union in ("oneOf", "anyOf")}
    every = {**both, **_BOUNDED, "contentSchema": _content_schema, **changed}
    return _VALIDATORS.extend(_VALIDATORS.Draft202012Validator, every)


_CLASSES: Mapping[Use, Any] = {
    "any": _class(),
    "request": _class(required=_required_without("readOnly")),
    "response": _class(required=_required_without("writeOnly")),
    "multipart": _class(required=_required_without("readOnly"), type=_type_with_files),
}


class Examples:
    """Validates values against schemas that stand in the bundled document."""

    def __init__(self, view: View) -> None:
        self._registry: Any = _REGISTRY().with_resource(_BASE, _DRAFT.create_resource(view.document))
        self._formats = checker()
        self._broken = view.broken
        self._given_up = 0

    def errors(self, pointer: str, value: Any, use: Use) -> Iterator[tuple[str, str]]:
        """What is wrong with a value under the schema at a pointer: pointer in the value, and a sentence."""
        if self._given_up == _PATIENCE:
            return
        schema = {"$ref": f"{_BASE}#{quote(pointer, safe='/~')}"}
        _Steps.taken = 0
        validator = _CLASSES[use](schema, registry=self._registry, format_checker=self._formats)
        try:
            found = list(validator.iter_errors(value))
        except _TooMuch:
            self._given_up += 1
            yield "", f"not checked: it follows more than {_FOLLOWED:,} references"
            return
        except Exception:
            if not self._broken:  # a schema that has its own problem may make the validator fail in any way
                raise
            return
        for error in found:
            best = _deepest(error)
            yield pointers.join(*best.absolute_path), _shortened(best)


def _deepest(error: Any) -> Any:
    """Of the errors under an `anyOf` or `oneOf`, the one that says most."""
    return _EXCEPTIONS.best_match([error]) if error.context else error


def _shortened(error: Any) -> str:
    message: str = error.message
    if len(message) <= _LONGEST:
        return message
    rule = error.validator
    limit = json.dumps(error.validator_value, default=str)
    kind = "a list" if is_list(error.instance) else "an object" if is_mapping(error.instance) else "the value"
    return (
        f"{kind} does not satisfy `{rule}`: {limit if len(limit) <= _LONGEST else limit[:_LONGEST] + '...'}"
    )
