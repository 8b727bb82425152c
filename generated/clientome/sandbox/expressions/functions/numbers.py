"""Numbers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

_min, _max, _sum, _round = min, max, sum, round


def count(values: Iterable[Any] | None) -> int:
    """Number of values that are true."""
    return _sum(1 for value in values or () if value)


def sum(values: Iterable[Any] | None) -> Any:
    """The sum; nulls are 0."""
    return _sum(value or 0 for value in values or ())


def min(*values: Any) -> Any:
    """The smallest of the arguments or of a list; null where there is none."""
    found = [v for v in (values[0] or () if len(values) == 1 else values) if v is not None]
    return _min(found) if found else None


def max(*values: Any) -> Any:
    """The largest of the arguments or of a list; null where there is none."""
    found = [v for v in (values[0] or () if len(values) == 1 else values) if v is not None]
    return _max(found) if found else None


def round(number: float, digits: int = 0) -> float | int:
    """Rounded; a whole number without digits."""
    return _round(number, digits) if digits else int(_round(number))


def int_of(value: Any) -> int | None:
    """A whole number out of a number or a text; null where it is none."""
    try:
        return int(str(value))
    except ValueError:
        return None


def number(value: Any) -> float | None:
    """A number out of a number or a text; null where it is none."""
    try:
        found = float(str(value))
    except ValueError:
        return None
    return found if found - found == 0 else None


def upto(count: int) -> list[int]:
    """The numbers from 0 to below a number of at most 10,000."""
    return list(range(_min(int(count), 10_000)))
