"""Functions of expressions that need nothing but their arguments.

Each public function here can be called in a `sandbox.yaml`; its docstring is its documentation. Those that need the
running engine are in `engine_functions`.
"""

from __future__ import annotations

import base64
import hashlib
import ipaddress
import json
import posixpath
import re
import secrets
import socket
import uuid as uuids
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from .values import ABSENT

_min, _max, _sum, _sorted, _round, _len = min, max, sum, sorted, round, len
_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"


def uuid() -> str:
    """A new random UUID, such as 5f0c3a52-8b0e-4c6b-9a55-0f9a6f0f6a11."""
    return str(uuids.uuid4())


def hex(digits: int) -> str:
    """So many random hexadecimal digits, in lower case."""
    return secrets.token_hex((digits + 1) // 2)[:digits]


def token(length: int) -> str:
    """So many random letters and digits, fit for a secret."""
    return "".join(
        secrets.choice("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
        for _ in range(length)
    )


def digits(length: int) -> str:
    """So many random decimal digits, such as a code that is sent by mail."""
    return "".join(secrets.choice("0123456789") for _ in range(length))


def letters(length: int) -> str:
    """So many random small letters and digits that cannot be mistaken for each other (Crockford's base 32)."""
    return "".join(secrets.choice(_CROCKFORD) for _ in range(length))


def iso(time: float | None) -> str | None:
    """A time as ISO 8601 in UTC with whole seconds: 2026-01-31T08:00:00Z. Null stays null."""
    return None if time is None else datetime.fromtimestamp(int(time), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def iso_ms(time: float | None) -> str | None:
    """A time as ISO 8601 in UTC with milliseconds. Null stays null."""
    if time is None:
        return None
    return (
        datetime.fromtimestamp(int(time * 1000) / 1000, UTC)
        .isoformat(timespec="milliseconds")
        .replace("+00:00", "Z")
    )


def iso_us(time: float | None) -> str | None:
    """A time as ISO 8601 in UTC with microseconds. Null stays null."""
    if time is None:
        return None
    return datetime.fromtimestamp(time, UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def date(time: float | None) -> str | None:
    """The day of a time in UTC: 2026-01-31. Null stays null."""
    return None if time is None else datetime.fromtimestamp(time, UTC).strftime("%Y-%m-%d")


def month(time: float | None) -> str | None:
    """The month of a time in UTC: 2026-01. Null stays null."""
    return None if time is None else datetime.fromtimestamp(time, UTC).strftime("%Y-%m")


def epoch(time: float | None) -> int | None:
    """A time as whole seconds since 1970. Null stays null."""
    return None if time is None else int(time)


def time_of(text: str | None) -> float | None:
    """The time that an ISO 8601 date or time means (UTC where it does not say). Null where it is none."""
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()


def seconds(count: float) -> float:
    """A duration."""
    return float(count)


def minutes(count: float) -> float:
    """A duration."""
    return count * 60.0


def hours(count: float) -> float:
    """A duration."""
    return count * 3600.0


def days(count: float) -> float:
    """A duration."""
    return count * 86400.0


def default(value: Any, otherwise: Any) -> Any:
    """The value, or another where it is null."""
    return otherwise if value is None or value is ABSENT else value


def given(value: Any) -> Any:
    """The value, or `absent` where it is null: the member is left out."""
    return ABSENT if value is None else value


def has(thing: Any, name: str) -> bool:
    """Whether an object has a member, even a null one."""
    return isinstance(thing, Mapping) and name in thing


def merge(*maps: Mapping[str, Any] | None) -> dict[str, Any]:
    """One object with the members of all; later ones win; nulls count as empty."""
    found: dict[str, Any] = {}
    for one in maps:
        found.update(one or {})
    return found


def pick(thing: Mapping[str, Any] | None, *names: str) -> dict[str, Any]:
    """An object with only these members, those that it has."""
    return {name: thing[name] for name in names if thing is not None and name in thing}


def omit(thing: Mapping[str, Any] | None, *names: str) -> dict[str, Any]:
    """An object without these members."""
    return {name: value for name, value in (thing or {}).items() if name not in names}


def len(value: Any) -> int:
    """Number of items, members or characters; 0 for null."""
    return 0 if value is None else _len(value)


def count(values: Iterable[Any] | None) -> int:
    """Number of values that are true."""
    return _sum(1 for value in values or () if value)


def sum(values: Iterable[Any] | None) -> Any:
    """The sum; nulls are 0."""
    return _sum(value or 0 for value in values or ())


def min(*values: Any) -> Any:
    """The smallest of the arguments or of a list; null where there is none."""
    found = [v for v in (values[0] or () if _len(values) == 1 else values) if v is not None]
    return _min(found) if found else None


def max(*values: Any) -> Any:
    """The largest of the arguments or of a list; null where there is none."""
    found = [v for v in (values[0] or () if _len(values) == 1 else values) if v is not None]
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


def text(value: Any) -> str:
    """A text out of any value; empty for null, JSON for objects and lists."""
    if value is None:
        return ""
    return value if isinstance(value, str) else to_json(value)


def sorted(values: Iterable[Any] | None, reverse: bool = False) -> list[Any]:
    """A sorted list."""
    return _sorted(values or (), reverse=reverse)


def unique(values: Iterable[Any] | None) -> list[Any]:
    """Without doubles, in the first order."""
    found: list[Any] = []
    for value in values or ():
        if value not in found:
            found.append(value)
    return found


def first(values: Sequence[Any] | None) -> Any:
    """The first value; null where there is none."""
    return values[0] if values else None


def last(values: Sequence[Any] | None) -> Any:
    """The last value; null where there is none."""
    return values[-1] if values else None


def concat(*lists: Iterable[Any] | None) -> list[Any]:
    """One list out of several; nulls count as empty."""
    return [value for one in lists for value in (one or ())]


def numbered(values: Iterable[Any] | None, start: int = 0) -> list[list[Any]]:
    """Pairs of number and value."""
    return [[number, value] for number, value in enumerate(values or (), start)]


def upto(count: int) -> list[int]:
    """The numbers from 0 to below a number of at most 10,000."""
    return list(range(_min(int(count), 10_000)))


def keys(thing: Mapping[str, Any] | None) -> list[str]:
    """The names of the members."""
    return list(thing or {})


def values(thing: Mapping[str, Any] | None) -> list[Any]:
    """The values of the members."""
    return list((thing or {}).values())


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


def starts(value: str | None, beginning: str) -> bool:
    """Whether a text begins so."""
    return (value or "").startswith(beginning)


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


def sha256(value: Any) -> str:
    """SHA-256 of a text (or of the JSON of a value), in hexadecimal."""
    return hashlib.sha256(text(value).encode("utf-8", "surrogatepass")).hexdigest()


def md5(value: Any) -> str:
    """MD5 of a text (or of the JSON of a value), in hexadecimal."""
    return hashlib.md5(text(value).encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()


def digest_of(files: Iterable[Mapping[str, Any]] | None) -> str:
    """SHA-256 over the sorted lines `sha256  path` of files: the same contents under the same names, the same digest."""
    lines = _sorted(f"{file['sha256']}  {file['path']}\n" for file in files or ())
    return hashlib.sha256("".join(lines).encode("utf-8", "surrogatepass")).hexdigest()


def chance(seed: Any, one_in: int) -> bool:
    """True for one of so many values; always the same for the same value."""
    return int(sha256(seed)[:8], 16) % _max(int(one_in), 1) == 0


def number_from(seed: Any, low: float, high: float) -> float:
    """A number between two others that is always the same for the same value."""
    return low + (high - low) * int(sha256(seed)[:12], 16) / 0xFFFFFFFFFFFF


def choice(seed: Any, options: Sequence[Any]) -> Any:
    """One of some options, always the same for the same value."""
    return options[int(sha256(seed)[:8], 16) % _len(options)]


def to_json(value: Any) -> str:
    """A value as JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=lambda _: None)


def from_json(value: str | None) -> Any:
    """The value of a JSON text; null where it is none."""
    try:
        return json.loads(value or "")
    except (TypeError, ValueError, RecursionError):
        return None


def base64_of(value: Any) -> str:
    """A text (or the JSON of a value) in base64."""
    return base64.b64encode(text(value).encode("utf-8", "surrogatepass")).decode()


def changes(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> dict[str, list[Any]]:
    """How two objects differ: {added, removed, changed}, lists of member names."""
    old, new = before or {}, after or {}
    return {
        "added": [name for name in new if name not in old],
        "removed": [name for name in old if name not in new],
        "changed": [name for name in new if name in old and new[name] != old[name]],
    }


def common_folder(paths: Iterable[str] | None) -> str:
    """The folder that all paths begin with, with its slash; empty where they share none."""
    tops = {path.partition("/")[0] for path in paths or () if path}
    if _len(tops) == 1 and all("/" in path for path in paths or ()):
        return tops.pop() + "/"
    return ""


def pluck(things: Iterable[Mapping[str, Any]] | None, name: str) -> list[Any]:
    """The member of that name of each object of a list."""
    return [thing.get(name) for thing in things or ()]


def pick_each(things: Iterable[Mapping[str, Any]] | None, *names: str) -> list[dict[str, Any]]:
    """The objects of a list, each with only these members."""
    return [pick(thing, *names) for thing in things or ()]


def chosen(things: Iterable[Mapping[str, Any]] | None, **members: Any) -> list[Mapping[str, Any]]:
    """The objects of a list whose members have these values."""
    return [one for one in things or () if all(one.get(name) == value for name, value in members.items())]


def relative(files: Iterable[Mapping[str, Any]] | None, folder: str) -> list[dict[str, Any]]:
    """The files below a folder (`outputs/`), with paths that begin there; all files for an empty folder."""
    return [
        {**file, "path": file["path"][_len(folder) :]}
        for file in files or ()
        if file["path"].startswith(folder)
    ]


def overlaid(*lists: Iterable[Mapping[str, Any]] | None) -> list[Mapping[str, Any]]:
    """The files of several lists sorted by path; a later file takes the place of an earlier one of its path."""
    found = {file["path"]: file for one in lists for file in one or ()}
    return [found[path] for path in _sorted(found)]


def without(
    files: Iterable[Mapping[str, Any]] | None, paths: Iterable[str] | None
) -> list[Mapping[str, Any]]:
    """The files except those of these paths."""
    gone = set(paths or ())
    return [file for file in files or () if file["path"] not in gone]


def at_path(files: Iterable[Mapping[str, Any]] | None, path: str | None) -> Mapping[str, Any] | None:
    """The file of a path; null where there is none."""
    return next((file for file in files or () if file["path"] == path), None)


def safe_paths(files: Iterable[Mapping[str, Any]] | None) -> bool:
    """Whether all paths of files stay in their folder: none is empty, absolute or goes up."""
    parts = [str(file["path"]).replace("\\", "/").split("/") for file in files or ()]
    return all(all(name not in ("", ".", "..") for name in one) for one in parts)


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


def is_text(value: Any) -> bool:
    """Whether it is a text."""
    return isinstance(value, str)


def is_list(value: Any) -> bool:
    """Whether it is a list."""
    return isinstance(value, list)


def is_map(value: Any) -> bool:
    """Whether it is an object."""
    return isinstance(value, Mapping)


def mask(value: str | None, shown: int = 4) -> str:
    """A secret of which only the beginning shows: `sk-a****`."""
    return (value or "")[:shown] + "****"


def pure() -> dict[str, Any]:
    """All functions of this module by name."""
    here = globals()
    return {
        name: value
        for name, value in here.items()
        if callable(value)
        and not name.startswith("_")
        and getattr(value, "__module__", "") == __name__
        and name != "pure"
    }
