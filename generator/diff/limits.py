"""Compares the limits of values that are sent."""

from __future__ import annotations

from typing import Any

from ..ir import Schema
from .report import Report
from .side import Value, mapping

_INFINITE = float("inf")


def compare_limits(report: Report, was: Value, now: Value, subject: str) -> None:
    """Minimum and maximum, lengths, numbers of items, pattern, multiples."""
    _bound(report, was, now, subject, "minimum", _lowest)
    _bound(report, was, now, subject, "maximum", _highest)
    _range(report, was, now, subject, "length", ("minLength", "maxLength"))
    _range(report, was, now, subject, "items", ("minItems", "maxItems"))
    _pattern(report, was, now, subject)
    before, after = was.schema.get("multipleOf"), now.schema.get("multipleOf")
    if before != after:
        report.add("request-multiple-of-changed", subject, at(now, "multipleOf"), before, after)


def at(value: Value, *keys: str) -> str:
    """The pointer of the first keyword that a schema writes itself, else of the schema."""
    given = mapping(value.spot.schema)
    return value.spot.pointer + next((f"/{key}" for key in keys if key in given), "")


def _lowest(schema: Schema) -> tuple[float, bool]:
    """The lower bound, and whether it is itself left out; the larger, the tighter."""
    given = [(_number(schema.get("minimum")), False), (_number(schema.get("exclusiveMinimum")), True)]
    return max(((value, out) for value, out in given if value is not None), default=(-_INFINITE, False))


def _highest(schema: Schema) -> tuple[float, bool]:
    """The upper bound with its sign changed, so that here too the larger is the tighter."""
    given = [(_number(schema.get("maximum")), False), (_number(schema.get("exclusiveMaximum")), True)]
    return max(((-value, out) for value, out in given if value is not None), default=(-_INFINITE, False))


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _bound(report: Report, was: Value, now: Value, subject: str, name: str, read: Any) -> None:
    before, after = read(was.schema), read(now.schema)
    if before != after:
        suffix = "tightened" if after > before else "loosened"
        keys = (name, "exclusive" + name.capitalize())
        told = [next((v.schema[k] for k in keys if k in v.schema), None) for v in (was, now)]
        report.add(f"request-{name}-{suffix}", subject, at(now, *keys), told[0], told[1])


def _range(report: Report, was: Value, now: Value, subject: str, name: str, keys: tuple[str, str]) -> None:
    low = [v.schema.get(keys[0]) or 0 for v in (was, now)]
    high = [v.schema.get(keys[1], _INFINITE) for v in (was, now)]
    told = [f"{v.schema.get(keys[0], 0)} to {v.schema.get(keys[1], 'any')}" for v in (was, now)]
    changed = keys if low[0] != low[1] else keys[::-1]
    if low[1] > low[0] or high[1] < high[0]:
        report.add(f"request-{name}-tightened", subject, at(now, *changed), told[0], told[1])
    elif low[1] < low[0] or high[1] > high[0]:
        report.add(f"request-{name}-loosened", subject, at(now, *changed), told[0], told[1])


def _pattern(report: Report, was: Value, now: Value, subject: str) -> None:
    before, after = was.schema.get("pattern"), now.schema.get("pattern")
    if before != after:
        suffix = "added" if before is None else "removed" if after is None else "changed"
        report.add(f"request-pattern-{suffix}", subject, at(now, "pattern"), before or "", after or "")
