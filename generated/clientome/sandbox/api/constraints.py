"""Rules between arguments, as `x-sdk-constraints` describes them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, cast

from .description import Operation
from .schemas import Invalid, Schemas


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def check_rules(operation: Operation, request: Mapping[str, Any], schemas: Schemas) -> None:
    """`Invalid` where a rule is broken."""
    rules: Sequence[Mapping[str, Any]] = operation.node.get("x-sdk-constraints", ())
    if not rules:
        return
    arguments = _arguments(operation, request, schemas)
    for rule in rules:
        condition: Mapping[str, Any] = rule.get("when") or {}
        if condition and not _holds(arguments, condition):
            continue
        number = sum(_given(arguments, path) for path in rule["arguments"])
        wanted = {
            "requires": number == len(rule["arguments"]),
            "forbids": number == 0,
            "exactly-one": number == 1,
            "at-least-one": number >= 1,
            "at-most-one": number <= 1,
        }
        if not wanted.get(str(rule["rule"]), True):
            raise Invalid(str(rule["message"]))


def _arguments(operation: Operation, request: Mapping[str, Any], schemas: Schemas) -> dict[str, Any]:
    """What was given, by the plain form of the Python name."""
    found: dict[str, Any] = {}
    for parameter in operation.parameters:
        value = request[parameter.location].get(parameter.name)
        if value is not None:
            found[_plain(parameter.name)] = value
            found[_plain(parameter.python)] = value
    body: Any = request.get("body")
    names = {
        name: str(node.get("x-sdk-name") or "")
        for media in operation.body.values()
        for name, node in schemas.properties(media.get("schema", {})).items()
    }
    if isinstance(body, dict):
        for name, value in cast("dict[str, Any]", body).items():
            if value is not None and value != []:
                found[_plain(name)] = value
                found[_plain(names.get(name) or name)] = value
    return found


def _reach(arguments: Mapping[str, Any], path: str) -> Any:
    first, *rest = path.split(".")
    found: Any = arguments.get(_plain(first))
    for step in rest:
        found = cast("dict[str, Any]", found).get(step) if isinstance(found, dict) else None
    return found


def _given(arguments: Mapping[str, Any], path: str) -> bool:
    return _reach(arguments, path) is not None


def _holds(arguments: Mapping[str, Any], condition: Mapping[str, Any]) -> bool:
    value = _reach(arguments, str(condition["argument"]))
    if value is None:
        return False
    wanted: Sequence[str] = condition.get("anyOf") or ()
    values = cast("list[Any]", value) if isinstance(value, list) else [value]
    return not wanted or any(str(one) in wanted for one in values)
