"""Questions to the JSON Schemas of a description, and checks of values against them."""

from __future__ import annotations

import math
import re
import uuid
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, cast

from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from jsonschema.exceptions import relevance
from jsonschema.protocols import Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

Node = Mapping[str, Any]
BASE = "urn:clientome:api"
LITERAL = ("example", "examples", "default", "const", "enum")
NAMED = ("properties", "patternProperties", "$defs", "schemas", "headers", "responses")
INTEGER = re.compile(r"[+-]?[0-9]{1,30}")
NUMBER = re.compile(r"[+-]?[0-9]{1,30}(\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?")
MESSAGE_LIMIT = 240

FORMATS = FormatChecker(formats=())


@FORMATS.checks("uuid", raises=ValueError)
def _uuid(value: object) -> bool:
    return not isinstance(value, str) or bool(uuid.UUID(value))


@FORMATS.checks("date", raises=ValueError)
def _date(value: object) -> bool:
    return not isinstance(value, str) or (len(value) == 10 and bool(date.fromisoformat(value)))


@FORMATS.checks("date-time", raises=ValueError)
def _date_time(value: object) -> bool:
    return not isinstance(value, str) or ("T" in value.upper() and bool(datetime.fromisoformat(value)))


@FORMATS.checks("int32")
def _int32(value: object) -> bool:
    return not isinstance(value, int | float) or -(2**31) <= value < 2**31


@FORMATS.checks("int64")
def _int64(value: object) -> bool:
    return not isinstance(value, int | float) or -(2**63) <= value < 2**63


class Invalid(Exception):
    """A request is not as described; the message says where and why."""


def absolute(node: Any, *, named: bool = False) -> Any:
    """A copy whose references name the document, so that every part of it can be checked on its own.

    In a ``named`` mapping the keys are names chosen by the author, so that a property may be called "example".
    """
    if isinstance(node, dict):
        mapping = cast("dict[str, Any]", node)
        if named:
            return {key: absolute(value) for key, value in mapping.items()}
        copy = {k: v if k in LITERAL else absolute(v, named=k in NAMED) for k, v in mapping.items()}
        if isinstance(copy.get("$ref"), str) and copy["$ref"].startswith("#"):
            copy["$ref"] = BASE + copy["$ref"]
        return copy
    if isinstance(node, list):
        return [absolute(item) for item in cast("list[object]", node)]
    return node


class Schemas:
    """The schemas of one document (made by :func:`absolute`)."""

    def __init__(self, document: Node) -> None:
        self.document = document
        self._registry: Registry[Any] = Registry[Any]().with_resource(
            BASE, DRAFT202012.create_resource(document)
        )
        self._validators: dict[int, tuple[Node, Validator]] = {}

    def resolve(self, node: Node) -> Node:
        """The node itself where it is only a reference."""
        for _ in range(50):
            ref = node.get("$ref")
            if not isinstance(ref, str) or not ref.startswith(BASE + "#"):
                return node
            node = self._lookup(ref.partition("#")[2])
        return {}

    def _lookup(self, pointer: str) -> Node:
        found = self.document
        for token in pointer.split("/")[1:]:
            inner: Node = found.get(token.replace("~1", "/").replace("~0", "~"), {})
            found = inner
        return found

    def branches(self, schema: Node) -> list[Node]:
        """The schema with all its alternatives and parts, resolved."""
        found: list[Node] = []
        stack = [schema]
        while stack and len(found) < 200:
            node = self.resolve(stack.pop())
            found.append(node)
            parts: list[Any] = [part for key in ("anyOf", "oneOf", "allOf") for part in node.get(key, ())]
            stack.extend(cast("Node", part) for part in parts if isinstance(part, dict))
        return found

    def types(self, schema: Node) -> set[str]:
        """The JSON types that a value may have, as far as the schema names them."""
        found: set[str] = set()
        for branch in self.branches(schema):
            given = branch.get("type", ())
            found.update((given,) if isinstance(given, str) else cast("list[str]", given))
        return found

    def properties(self, schema: Node) -> dict[str, Node]:
        """All properties that the schema or one of its parts names."""
        found: dict[str, Node] = {}
        for branch in self.branches(schema):
            for name, node in branch.get("properties", {}).items():
                _ = found.setdefault(name, node)
        return found

    def without_nulls(self, schema: Node, value: Any) -> Any:
        """An object without those members that are null, may be left out and may not be null."""
        if not isinstance(value, dict):
            return value
        properties = self.properties(schema)
        required = {name for branch in self.branches(schema) for name in branch.get("required", ())}
        return {
            name: member
            for name, member in cast("dict[str, Any]", value).items()
            if member is not None
            or name in required
            or name not in properties
            or "null" in self.types(properties[name])
        }

    def items(self, schema: Node) -> Node:
        """The schema of an array's items."""
        for branch in self.branches(schema):
            items = branch.get("items")
            if isinstance(items, dict):
                return cast("Node", items)
        return {}

    def binary(self, schema: Node) -> bool:
        """Whether the schema stands for the bytes of a file."""
        return any(
            branch.get("format") == "binary" or branch.get("contentMediaType") == "application/octet-stream"
            for branch in self.branches(schema)
        )

    def check(self, schema: Node, value: object, where: str) -> None:
        """Raise `Invalid` unless the value is as the schema says."""
        if not schema:
            return
        try:
            error = self._worst(schema, value)
        except (RecursionError, OverflowError, ValueError):
            raise Invalid(f"{where} holds a value that is nested too deeply or too large.") from None
        if error is not None:
            raise Invalid(explain(where, error))

    def _worst(self, schema: Node, value: Any) -> ValidationError | None:
        """The most useful error: of the alternatives, that of the one that came nearest."""
        errors: Iterator[ValidationError] = self._validator(schema).iter_errors(value)
        worst = max(errors, key=relevance, default=None)
        while worst is not None and worst.context:
            ranked = sorted(worst.context, key=relevance)
            if len(ranked) > 1 and relevance(ranked[0]) == relevance(ranked[1]):
                return worst
            worst = ranked[0]
        return worst

    def _validator(self, schema: Node) -> Validator:
        cached = self._validators.get(id(schema))
        if cached is None:
            validator = Draft202012Validator(schema, registry=self._registry, format_checker=FORMATS)
            # The schema is kept with its validator, so that its id is not given to another one.
            cached = self._validators[id(schema)] = (schema, validator)
        return cached[1]

    def scalar(self, schema: Node, text: str) -> object:
        """The value that a text stands for in a place of this schema; the text itself where nothing fits."""
        types = self.types(schema)
        # Clients in Python send True and False as they print them, and servers take them.
        if "boolean" in types and text.lower() in ("true", "false"):
            return text.lower() == "true"
        if ("integer" in types or "number" in types) and INTEGER.fullmatch(text):
            return int(text)
        if "number" in types and NUMBER.fullmatch(text) and math.isfinite(float(text)):
            return float(text)
        if "null" in types and "string" not in types and text in ("", "null"):
            return None
        return text


def explain(where: str, error: ValidationError) -> str:
    """One sentence about what is wrong and where."""
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in error.absolute_path)
    message = error.message
    if len(message) > MESSAGE_LIMIT:
        message = f"the value violates {error.validator!r}"
    return f"{where}{path}: {message}."
