"""File names that come from elsewhere: read from Content-Disposition (RFC 6266) and made harmless.

Rules:

- A proposed name is never a path: what follows the last slash or backslash counts.
- What a proposed name could do harm with is replaced: control and invisible characters, characters and device names
  that Windows treats specially, leading dots (hidden files), leading dashes (options of commands), overlong names.
- Relative paths of a manifest are not changed but refused, since other things refer to them by these names.
"""

from __future__ import annotations

import os
import re
import unicodedata
from contextlib import suppress
from typing import cast
from urllib.parse import unquote_to_bytes

from ..base.errors import ArgumentError

# Leaves room below the usual limit of 255 bytes for the suffixes of unfinished files.
LONGEST = 200
_LONGEST_SUFFIX = 40

_PARAMETER = re.compile(r';\s*([!#$%&\'*+\-.^_`|~0-9A-Za-z]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^;]*)', re.DOTALL)
_CHARSETS = {"utf-8": "utf-8", "utf8": "utf-8", "iso-8859-1": "latin-1", "us-ascii": "ascii"}
_SPECIAL = re.compile(r'[<>:"|?*]')
_DEVICES = frozenset(
    {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"}
    | {f"{port}{digit}" for port in ("COM", "LPT") for digit in "0123456789¹²³"}
)


def proposed_name(disposition: str) -> str | None:
    """The file name in a Content-Disposition value, without any folder; None where there is none.

    ``filename*`` wins over ``filename``. Header text arrives as Latin-1, but many servers mean UTF-8.
    """
    found: dict[str, str] = {}
    for match in _PARAMETER.finditer(disposition):
        _first = found.setdefault(match[1].lower(), match[2].strip())
    name = _extended(found["filename*"]) if "filename*" in found else None
    if name is None and "filename" in found:
        name = _plain(found["filename"])
    return None if name is None else _last(name)


def _extended(value: str) -> str | None:
    charset, mark, rest = value.strip('"').partition("'")
    encoding = _CHARSETS.get(charset.strip().lower())
    _language, second, text = rest.partition("'")
    if not mark or not second or encoding is None:
        return None
    try:
        return unquote_to_bytes(text).decode(encoding)
    except UnicodeError:
        return None


def _plain(value: str) -> str:
    if len(value) >= 2 and value[0] == value[-1] == '"':
        value = re.sub(r"\\(.)", r"\1", value[1:-1], flags=re.DOTALL)
    with suppress(UnicodeError):
        value = value.encode("latin-1").decode("utf-8")
    return value


def _last(name: str) -> str | None:
    """The last piece of what may be a path, without characters that cannot be seen."""
    seen = "".join(character for character in name if _visible(character))
    last = re.split(r"[/\\]", seen)[-1].strip()
    return None if last.strip(". ") == "" else last


def _visible(character: str) -> bool:
    kind = unicodedata.category(character)
    return kind[0] != "C" and kind not in ("Zl", "Zp")


def safe_name(name: str | None, fallback: str | None = None) -> str:
    """A name that is safe to create in a folder, on every system; ``download`` where nothing usable is left."""
    for candidate in (name, fallback):
        cleaned = None if candidate is None else _clean(candidate)
        if cleaned is not None:
            return cleaned
    return "download"


def _clean(name: str) -> str | None:
    last = _last(unicodedata.normalize("NFC", name))
    if last is None:
        return None
    cleaned = _SPECIAL.sub("_", last).rstrip(". ")
    if cleaned[0] in ".-~":
        cleaned = "_" + cleaned[1:]
    if cleaned.split(".", 1)[0].rstrip().upper() in _DEVICES:
        cleaned = "_" + cleaned
    return shortened(cleaned, LONGEST).rstrip(". ")


def shortened(name: str, limit: int) -> str:
    """The name in at most ``limit`` bytes of UTF-8; what is cut is the end of its stem, not its suffixes."""
    if len(os.fsencode(name)) <= limit:
        return name
    stem, dot, suffix = name.partition(".")
    if len(os.fsencode(suffix)) > min(_LONGEST_SUFFIX, limit // 2):
        stem, dot, suffix = name.rpartition(".")
    if not stem or len(os.fsencode(suffix)) > min(_LONGEST_SUFFIX, limit // 2):
        stem, dot, suffix = name, "", ""
    room = limit - len(os.fsencode(dot + suffix))
    return os.fsencode(stem)[:room].decode("utf-8", "ignore") + dot + suffix


def relative_parts(path: str) -> tuple[str, ...]:
    """The pieces of a relative POSIX path from a manifest, or ArgumentError when it could lead elsewhere."""
    if not isinstance(cast("object", path), str):
        raise ArgumentError("relative_path: expected a relative path as text", "relative_path")
    parts = tuple(part for part in path.split("/") if part not in ("", "."))
    wrong = (
        not parts
        or path.startswith("/")
        or path.endswith("/")
        or ".." in parts
        or "\\" in path
        or not all(_visible(character) for character in path)
    )
    if not wrong and os.name == "nt":
        wrong = any(_SPECIAL.search(part) or safe_name(part) != part for part in parts)
    if wrong:
        raise ArgumentError(
            "a relative path of the list cannot be used: it is absolute, leads out of the folder, or holds "
            "characters that a file name cannot have; nothing was written for it",
            "relative_path",
        )
    return parts
