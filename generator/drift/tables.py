"""Tables of parameters, values and members, a row each: with cells apart, or run together as browsers save them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from ..problems import Place
from .context import Context
from .facts import Operation, Parameter, Values
from .forms import Column, FieldTable, ParameterTable, ValueTable
from .statements import Rule, StatementMatcher, literal, named

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


class Tables:
    """Recognises the first row of a table of parameters, values or members, and reads what follows."""

    def __init__(self, at: Context, statements: StatementMatcher, rules: list[Rule]) -> None:
        self._at = at
        self._statements = statements
        self._in_rows = rules
        settings = at.settings
        self._table = TableReader(settings.parameters) if settings.parameters is not None else None
        self._others: dict[str, tuple[ValueTable | FieldTable, ...]] = {
            "values": settings.values,
            "fields": settings.fields,
        }

    def head(self, index: int) -> bool:
        """Whether a line is the first row of a table."""
        text = self._at.lines[index].text
        if self._table is not None and self._at.section.operation is not None:
            columns = self._table.header(text)
            if columns is not None:
                self._at.section.columns, self._at.section.rows = columns, None
                settings = self._at.settings.parameters
                self._at.section.operation.whole = settings is not None and settings.whole
                return True
        for name, forms in self._others.items():
            if found := self._at.find(name, text):
                form = forms[found[0]]
                self._at.section.columns = None
                self._at.section.rows = (re.compile(form.row), self._at.target(form.of), form)
                return True
        return False

    def row(self, index: int) -> bool:
        """Whether a line is a further row of the table above it."""
        text = self._at.lines[index].text
        if (
            self._at.section.columns is not None
            and self._table is not None
            and self._at.section.operation is not None
        ):
            cells = self._table.row(text, self._at.section.columns)
            if cells is not None:
                self._parameter(cells, self._at.section.operation, index)
                return True
        if self._at.section.rows is not None:
            row, operation, form = self._at.section.rows
            match = row.match(text)
            if match is not None:
                if operation is not None:
                    self._item(match, form, operation, self._at.place(index))
                return True
        return False

    def _item(
        self, match: re.Match[str], form: ValueTable | FieldTable, operation: Operation, place: Place
    ) -> None:
        whole = not form.part
        if isinstance(form, ValueTable):
            one = named(operation, form.parameter, None, place)
            if one.values is None:
                one.values = Values(items={}, whole=whole, place=place)
            _ = one.values.items.setdefault(match["value"], place)
            return
        members = operation.members.setdefault(form.inside, Values(items={}, whole=whole, place=place))
        _ = members.items.setdefault(match["name"], place)

    def _parameter(self, row: Cells, operation: Operation, index: int) -> None:
        settings = self._at.settings.parameters
        if settings is None:
            return
        place = self._at.place(index)
        location = row.get("in", settings.location or "").lower() or None
        one = operation.find(row["name"], location)
        if one is not None and one.location is None:
            one.location = location
        if one is None or one.location != location:
            one = Parameter(name=row["name"], location=location, place=place)
            operation.parameters.append(one)
        one.place = place
        one.complete = True
        if "required" in row:
            one.required = bool(re.search(settings.yes, row["required"]))
        if row.get("type"):
            one.type = type_of(row["type"], settings.types)
            if one.type is None:
                self._at.odd("type-unknown", one.name, index, f"the type {row['type']!r} is not known")
        if row.get("default", "").strip("-– "):
            one.default = literal(row["default"])
        for rule in self._in_rows:
            _ = self._statements.match(rule, row.get("description", ""), place, operation, one)
