"""Validation of example values by jsonschema, with what OpenAPI adds to JSON Schema.

- A file part in a multipart example is an object of `filename` and `content`.
- `readOnly` properties are not required in requests, nor `writeOnly` ones in answers.
- With a discriminator only the schema that it names is tried.
- JSON inside a string is validated against its `contentSchema`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Literal
from urllib.parse import quote

import jsonschema.exceptions
import jsonschema.validators
import referencing.jsonschema
from jsonschema import ValidationError

from generator import pointers
from generator.pointers import is_list, is_mapping

from .formats import checker
from .view import View

Use = Literal["request", "multipart", "response", "any"]

_BASE = "urn:description"

# The types of these packages are partial, so they are used through Any.
_VALIDATORS: Any = jsonschema.validators
_EXCEPTIONS: Any = jsonschema.exceptions
_REGISTRY: Any = referencing.Registry
_DRAFT: Any = referencing.jsonschema.DRAFT202012
_KEYWORDS: Mapping[str, Any] = _VALIDATORS.Draft202012Validator.VALIDATORS
_LONGEST = 200


def is_file(schema: Any) -> bool:
    """Whether a schema stands for the bytes of a file."""
    if not is_mapping(schema):
        return False
    return schema.get("format") == "binary" or schema.get("contentMediaType") == "application/octet-stream"


def _is_file_example(value: Any) -> bool:
    if not is_mapping(value) or value.keys() != {"filename", "content"}:
        return False
    return all(isinstance(part, str) for part in value.values())


def _type_with_files(validator: Any, types: Any, instance: Any, schema: Any) -> Iterator[Any]:
    if is_file(schema):
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


def _class(**changed: Any) -> Any:
    both = {union: _discriminated(union) for union in ("oneOf", "anyOf")}
    every = {**both, "contentSchema": _content_schema, **changed}
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

    def errors(self, pointer: str, value: Any, use: Use) -> Iterator[tuple[str, str]]:
        """What is wrong with a value under the schema at a pointer: pointer in the value, and a sentence."""
        schema = {"$ref": f"{_BASE}#{quote(pointer, safe='/~')}"}
        validator = _CLASSES[use](schema, registry=self._registry, format_checker=self._formats)
        try:
            found = list(validator.iter_errors(value))
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
