"""What a command prints: a table in a terminal, JSON elsewhere.

Rules:

- Data goes to stdout, everything else to stderr.
- Sensitive values stay masked unless they are asked for, and so do the queries of URLs, which may sign them.
- No character of an answer reaches a terminal that could move its cursor, change its style or reorder its text.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

import click

_UNSAFE = frozenset(("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))
_SIGNED = re.compile(r"(https?://[^\s?#\"']+)\?[^\s\"']+")
_WIDEST = 48
MASK = "***"


def printable(text: str) -> str:
    """The text with every control, format and private character as an escape; line feeds stay."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        one if one == "\n" or unicodedata.category(one) not in _UNSAFE else _escape(one) for one in text
    )


def _escape(character: str) -> str:
    # As JSON writes it, so that a JSON text stays one.
    return json.dumps(character)[1:-1] if ord(character) != 0x7F else "\\u007f"


def default_format() -> str:
    """A table for people, JSON for everybody else."""
    return "table" if sys.stdout.isatty() else "json"


def without_queries(value: Any) -> Any:
    """A value whose URLs have lost their queries: these may hold signatures, and whoever has them gets the file."""
    if isinstance(value, str):
        return _SIGNED.sub(r"\1?***", value)
    if isinstance(value, dict):
        return {name: without_queries(one) for name, one in cast("dict[str, Any]", value).items()}
    if isinstance(value, list):
        return [without_queries(one) for one in cast("list[Any]", value)]
    return value


class Printer:
    """Prints rows or one value in the wanted format."""

    def __init__(
        self, format: str | None, *, ids: str | None = None, sensitive: bool = False, urls: bool = False
    ) -> None:
        self.format = format or default_format()
        self._ids = ids
        self._sensitive = sensitive
        self._urls = urls

    def plain(self, value: Any) -> Any:
        """A result as JSON values, masked."""
        from clientome import to_plain

        masked, whole = to_plain(value), to_plain(value, masked=False)
        found = self._reveal(masked, whole)
        return found if self._urls else without_queries(found)

    def _reveal(self, masked: Any, whole: Any) -> Any:
        """Of what is masked the part that was asked for: links by one flag, everything else by another."""
        if isinstance(whole, dict):
            inside = cast("dict[str, Any]", masked) if isinstance(masked, dict) else {}
            return {
                name: self._reveal(inside.get(name, MASK), one)
                for name, one in cast("dict[str, Any]", whole).items()
            }
        if isinstance(whole, list):
            rows = cast("list[Any]", whole)
            covers = cast("list[Any]", masked) if isinstance(masked, list) else [MASK] * len(rows)
            return [self._reveal(cover, one) for cover, one in zip(covers, rows, strict=True)]
        if masked != MASK:
            return masked
        is_link = isinstance(whole, str) and whole.startswith(("http://", "https://"))
        return whole if (self._urls if is_link else self._sensitive) else MASK

    def value(self, value: Any) -> None:
        """One result. A list is one row for each item."""
        found = self.plain(value)
        if self._ids is not None:
            self._print_ids(cast("list[Any]", found) if isinstance(found, list) else [found])
        elif isinstance(found, list) and self.format != "json":
            self.plain_rows(cast("list[Any]", found))
        elif self.format == "table":
            _show(_record(found))
        elif self.format == "csv":
            self.plain_rows([found])
        else:
            _show(json.dumps(found, ensure_ascii=False, indent=2 if self.format == "json" else None))

    def rows(self, rows: Iterable[Any]) -> None:
        """Many results."""
        self.plain_rows(map(self.plain, rows))

    def plain_rows(self, rows: Iterable[Any]) -> None:
        """Rows of JSON values."""
        if self.format == "jsonl" and self._ids is None:
            # As they come: whoever reads a pipe need not wait for the last page.
            for row in rows:
                _show(json.dumps(row, ensure_ascii=False))
            return
        found = list(rows)
        if self._ids is not None:
            self._print_ids(found)
        elif self.format == "json":
            _show(json.dumps(found, ensure_ascii=False, indent=2))
        elif self.format == "csv":
            _show(_csv(found))
        else:
            _show(_table(found))

    def _print_ids(self, found: Sequence[Any]) -> None:
        for row in found:
            _show(str(_id(row, self._ids or "")))


def _show(text: str) -> None:
    out = printable(text)
    try:
        click.echo(out)
    except UnicodeEncodeError:
        click.echo(out.encode("ascii", "backslashreplace").decode("ascii"))


def _id(row: Any, name: str) -> Any:
    if not isinstance(row, dict):
        return row
    known = cast("dict[str, Any]", row)
    candidates = [name, "id", *(key for key in known if key.endswith("_id")), "digest", "name", *known]
    return next((known[key] for key in candidates if known.get(key) is not None), "")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list)) else str(value)
    return " ".join(text.split())


def _columns(rows: Sequence[Any]) -> list[str]:
    return list(
        dict.fromkeys(
            name for row in rows if isinstance(row, Mapping) for name in cast("Mapping[str, Any]", row)
        )
    )


def _csv(rows: Sequence[Any]) -> str:
    columns = _columns(rows) or ["value"]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    _n = writer.writerow(columns)
    for row in rows:
        known = cast("dict[str, Any]", row) if isinstance(row, dict) else {"value": row}
        cells = [known.get(name) for name in columns]
        _n = writer.writerow([_no_formula(_cell(cell)) for cell in cells])
    return out.getvalue().rstrip("\n")


def _no_formula(cell: str) -> str:
    """Spreadsheets carry out what begins like a formula; numbers stay as they are."""
    if cell[:1] in ("=", "+", "-", "@", "\t", "\r") and not re.fullmatch(
        r"[+-]?[\d.]+(e[+-]?\d+)?", cell, re.I
    ):
        return "'" + cell
    return cell


def _table(rows: Sequence[Any]) -> str:
    """Aligned columns, as many as the terminal has room for; nested values are left to the other formats."""
    if not rows:
        return "(nothing)"
    if not all(isinstance(row, dict) for row in rows):
        return "\n".join(_cell(row) for row in rows)
    columns = [c for c in _columns(rows) if not any(isinstance(row.get(c), (dict, list)) for row in rows)]
    room, shown, widths = shutil.get_terminal_size((120, 24)).columns, list[str](), list[int]()
    for name in columns:
        cells = [name, *(_cell(row.get(name)) for row in rows)]
        width = min(max(_width(cell) for cell in cells), _WIDEST)
        if shown and sum(widths) + 2 * len(widths) + width > room:
            break
        shown.append(name)
        widths.append(width)
    lines = [shown, *([_cell(row.get(name)) for name in shown] for row in rows)]
    return "\n".join(
        "  ".join(_fit(cell, width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def _record(value: Any) -> str:
    """One thing: a line a field."""
    if not isinstance(value, dict):
        return _cell(value)
    known = cast("dict[str, Any]", value)
    widest = max((_width(name) for name in known), default=0)
    return "\n".join(f"{_fit(name, widest)}  {_cell(one)}".rstrip() for name, one in known.items())


def _width(text: str) -> int:
    """Columns in a terminal: East Asian wide characters take two, combining ones none."""
    if text.isascii():
        return len(text)
    wide = {"W": 2, "F": 2}
    return sum(0 if unicodedata.combining(c) else wide.get(unicodedata.east_asian_width(c), 1) for c in text)


def _fit(text: str, width: int) -> str:
    while _width(text) > width:
        text = text[: -2 if text.endswith("…") else -1].removesuffix("…") + "…"
    return text + " " * (width - _width(text))
