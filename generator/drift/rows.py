"""Tables: parameters, values and members, a row each."""

from __future__ import annotations

import re

from ..problems import Place
from .facts import Operation, Parameter, Values
from .forms import FieldTable, ValueTable
from .sections import Context
from .statements import Rule, Speaker, literal, named
from .tables import Cells, TableReader, type_of


class Rows:
    """Recognises the first row of a table and reads what follows."""

    def __init__(self, at: Context, speaker: Speaker, rules: list[Rule]) -> None:
        self._at = at
        self._speaker = speaker
        self._in_rows = rules
        settings = at.settings
        self._table = TableReader(settings.parameters) if settings.parameters is not None else None
        forms: list[tuple[str, int, ValueTable | FieldTable]] = [
            *(("values", number, form) for number, form in enumerate(settings.values)),
            *(("fields", number, form) for number, form in enumerate(settings.fields)),
        ]
        self._others = [(k, n, re.compile(form.header), re.compile(form.row), form) for k, n, form in forms]

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
        for kind, number, header, row, form in self._others:
            if header.search(text):
                self._at.used.add((kind, number))
                self._at.section.columns = None
                self._at.section.rows = (row, self._at.target(form.of), form)
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
            _ = self._speaker.hear(rule, row.get("description", ""), place, operation, one)
