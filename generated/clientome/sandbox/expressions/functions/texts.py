"""Texts, JSON and paths."""

from __future__ import annotations

import ipaddress
import json
import posixpath
import re
import socket
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit


def text(value: Any) -> str:
    """A text out of any value; empty for null, JSON for objects and lists."""
    if value is None:
        return ""
    return value if isinstance(value, str) else to_json(value)


def to_json(value: Any) -> str:
    """A value as JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=lambda _: None)


def from_json(value: str | None) -> Any:
    """The value of a JSON text; null where it is none."""
    try:
        return json.loads(value or "")
    except (TypeError, ValueError, RecursionError):
        return None


def join(parts: Iterable[Any] | None, separator: str = "") -> str:
    """One text out of many; nulls are left out."""
    return separator.join(text(part) for part in parts or () if part is not None)


def split(value: str | None, separator: str = ",") -> list[str]:
    """The parts of a text, without blanks around; none for null or an empty text."""
    return [part.strip() for part in (value or "").split(separator) if part.strip()]


def lower(value: str | None) -> str:
    """In small letters; empty for null."""
    return (value or "").lower()


def upper(value: str | None) -> str:
    """In capital letters; empty for null."""
    return (value or "").upper()


def trim(value: str | None) -> str:
    """Without blanks at both ends; empty for null."""
    return (value or "").strip()


def starts(value: str | None, *beginnings: str) -> bool:
    """Whether a text begins in one of these ways."""
    return (value or "").startswith(beginnings)


def ends(value: str | None, *endings: str) -> bool:
    """Whether a text ends in one of these."""
    return (value or "").endswith(endings)


def replace(value: str | None, old: str, new: str) -> str:
    """With every occurrence replaced."""
    return (value or "").replace(old, new)


def matches(value: str | None, pattern: str) -> bool:
    """Whether a whole text fits a regular expression."""
    return value is not None and re.fullmatch(pattern, value) is not None


def part(value: str | None, pattern: str) -> str | None:
    """What the first group of a regular expression finds anywhere in a text; null where it finds nothing."""
    found = re.search(pattern, value or "")
    return found.group(1 if found.re.groups else 0) if found else None


def pad(value: Any, width: int, fill: str = "0") -> str:
    """A text filled up from the left."""
    return text(value).rjust(width, fill)


def basename(path: str | None) -> str:
    """A path without its folders."""
    return posixpath.basename((path or "").replace("\\", "/"))


def dirname(path: str | None) -> str:
    """The folders of a path."""
    return posixpath.dirname(path or "")


def extension(path: str | None) -> str:
    """The ending of a path with its dot, in small letters: `.gz`."""
    return posixpath.splitext(path or "")[1].lower()


def public_url(value: str | None) -> bool:
    """Whether a text is an http(s) address whose host is neither local nor private, as far as its name tells."""
    try:
        parts = urlsplit(value or "")
        host = (parts.hostname or "").rstrip(".")
        _ = parts.port
    except ValueError:
        return False
    if parts.scheme not in ("http", "https") or not host or re.search(r"[\s\\]", value or ""):
        return False
    if re.fullmatch(r"0x[0-9a-f]*|[0-9]+", host.rpartition(".")[2]):
        # Also the short, octal and hexadecimal spellings of an IPv4 address.
        try:
            return ipaddress.ip_address(socket.inet_aton(host)).is_global
        except OSError:
            return False
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_global
    except ValueError:
        local = ("localhost", "local", "internal", "lan", "home", "intranet", "corp")
        return "." in host and host.rpartition(".")[2] not in local
