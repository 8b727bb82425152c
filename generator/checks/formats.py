"""Formats of strings and numbers that examples are checked against; the same on every machine.

jsonschema's own checker depends on which packages happen to be installed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from ipaddress import IPv4Address, IPv6Address
from typing import Any
from urllib.parse import urlsplit

from jsonschema import FormatChecker

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
