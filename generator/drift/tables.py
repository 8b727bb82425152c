"""Rows of parameters in tables: with cells apart, or run together as browsers save them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from .forms import Column, ParameterTable

Cells = Mapping[str, str]


class TableReader:
    """Recognises the first row of a parameter table, whatever the order of its columns, and reads its rows."""

    def __init__(self, table: ParameterTable) -> None:
        self._columns = table.columns
        self._titles = [re.compile(column.title) for column in table.columns]

    def header(self, text: str) -> tuple[Column, ...] | None:
        """The columns in their order here; None for a line that is no first row."""
        if "\t" in text:
            return self._apart(text.split("\t"))
        rest, found = text, list[Column]()
        left = list(zip(self._columns, self._titles, strict=True))
        while rest:
            for index, (column, title) in enumerate(left):
                match = title.match(rest)
                if match and match.end():
                    found.append(column)
                    rest = rest[match.end() :].lstrip()
                    del left[index]
                    break
            else:
                return None
        return self._enough(found)

    def _apart(self, cells: list[str]) -> tuple[Column, ...] | None:
        found: list[Column] = []
        for cell in cells:
            column = next(
                (c for c, t in zip(self._columns, self._titles, strict=True) if t.fullmatch(cell)), None
            )
            found.append(Column(means="skip", title=re.escape(cell)) if column is None else column)
        return self._enough(found)

    def _enough(self, found: list[Column]) -> tuple[Column, ...] | None:
        known = [column for column in found if column.means != "skip"]
        if len(known) < min(2, len(self._columns)) or not any(c.means == "name" for c in known):
            return None
        return tuple(found)

    def row(self, text: str, columns: tuple[Column, ...]) -> Cells | None:
        """The cells of a row by what they mean; None for a line that is none."""
        if "\t" in text or len(columns) == 1:
            cells = text.split("\t")
            if len(cells) > len(columns):
                return None
            cells += [""] * (len(columns) - len(cells))
            found: dict[str, str] = {
                c.means: cell for c, cell in zip(columns, cells, strict=True) if c.means != "skip"
            }
            name = next(column for column in columns if column.means == "name")
            return found if re.fullmatch(name.cell, found["name"]) else None
        match = _together(columns).match(text)
        if match is None:
            return None
        return {meaning: cell.strip() for meaning, cell in match.groupdict().items() if cell is not None}


@lru_cache(maxsize=64)
def _together(columns: tuple[Column, ...]) -> re.Pattern[str]:
    parts = [
        f"(?P<{column.means}>{column.cell})" if column.means != "skip" else f"(?:{column.cell})"
        for column in columns
    ]
    return re.compile(r"\s*".join(parts) + r"\Z")


def type_of(text: str, names: Mapping[str, str]) -> str | None:
    """The type in a cell in the words of JSON Schema, lists with `[]`; None for a word that is not known."""
    text = text.strip().lower()
    suffix = ""
    while text.endswith("[]"):
        text, suffix = text[:-2], suffix + "[]"
    text = names.get(text, text)
    if text.endswith("[]"):
        text, suffix = text[:-2], suffix + "[]"
    return (
        text + suffix
        if text in ("string", "integer", "number", "boolean", "object", "array", "file")
        else None
    )
