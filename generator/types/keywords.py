"""What single keywords of a schema mean: its types, limits, timestamps, and what no Python type can say."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, cast

from ..ir import Direction, Schema
from ..spec import patterns
from .merge import Report
from .shapes import Limits, RuntimeType, Shape

NUMBER = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
STRING = ("minLength", "maxLength", "pattern")
ARRAY = ("minItems", "maxItems")
_UNTYPED = (
    "not",
    "if",
    "then",
    "else",
    "contains",
    "propertyNames",
    "dependentRequired",
    "dependentSchemas",
    "uniqueItems",
    "minProperties",
    "maxProperties",
)


def silent(id: str, message: str) -> None:
    """Ignore a report that has been made elsewhere."""


def option(member: Any, number: int) -> str:
    """What to call one alternative of a union."""
    title = cast("Schema", member).get("title") if isinstance(member, Mapping) else None
    return str(title) if title else f"Option{number + 1}"


def timestamp(value: Mapping[str, Any], report: Report) -> Shape:
    """The type of an epoch time."""
    if value.get("none") not in (None, 0):
        report("timestamp-none", f"only 0 can mean 'not yet' in a timestamp, not {value['none']!r}")
    zero = value.get("none") is not None
    if value.get("unit", "seconds") == "milliseconds":
        return RuntimeType("EpochMillisOrZero" if zero else "EpochMillis")
    return RuntimeType("EpochSecondsOrZero" if zero else "EpochSeconds")


def limits(keys: tuple[str, ...], schema: Schema, direction: Direction, report: Report) -> Limits:
    """The limits that a request must keep; answers have none."""
    if direction == "read":
        return ()
    kept: list[tuple[str, Any]] = []
    for key in keys:
        value = schema.get(key)
        if value is None or isinstance(value, bool):
            continue
        if key == "pattern" and patterns.fault(str(value)):
            message = f"not checked before sending: pydantic cannot use the pattern {value!r}"
            report("ignored-constraint", message)
            continue
        kept.append((key, value))
    return tuple(kept)


def whole(limits: Limits, report: Report) -> Limits:
    """The limits of an integer as integers: 0.5 or more is 1 or more."""
    rounded = {
        "minimum": math.ceil,
        "exclusiveMaximum": math.ceil,
        "maximum": math.floor,
        "exclusiveMinimum": math.floor,
    }
    kept: list[tuple[str, Any]] = []
    for key, value in limits:
        if not isinstance(value, float):
            kept.append((key, value))
        elif math.isfinite(value) and (key in rounded or value.is_integer()):
            kept.append((key, rounded[key](value) if key in rounded else int(value)))
        elif key == "multipleOf" and not (1 / value).is_integer():
            report(
                "ignored-constraint", f"not checked before sending: an integer that is a multiple of {value}"
            )
    return tuple(kept)


def report_ignored(schema: Schema, direction: Direction, report: Report) -> None:
    """Report constraints that a request could break and that no type says."""
    ignored = [key for key in _UNTYPED if schema.get(key) not in (None, False)]
    if "not" in ignored and schema["not"] == {}:
        ignored.remove("not")
    if ignored and direction == "write":
        report("ignored-constraint", f"not checked before sending: {', '.join(ignored)}")
