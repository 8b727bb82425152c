"""A saved page to facts: line by line, under the patterns of `drift.yaml`.

Each line is `read` (something was taken from it, or it is part of a sample or an example), `skipped` (declared to say
nothing), or unread. Nothing here knows a provider.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ..problems import Place
from . import data, samples
from .facts import Example, Facts, Oddity, Operation, Parameter, Values, shape, variables
from .forms import Caption, Column, Drift, Skip
from .matching import Addresses
from .pages import Line, Unreadable
from .statements import Speaker, endpoint_key, literal, named, rules
from .tables import TableReader, type_of

READ, SKIPPED, UNREAD = "read", "skipped", "unread"
_STATUS = re.compile(r"HTTP/\d(?:\.\d)? (\d{3})\b")
_HEADER = re.compile(r"[A-Za-z][\w-]*: \S")
_ASSIGNED = re.compile(r"(?<![\w.&?/-])([A-Za-z]\w*)=([A-Za-z][\w.-]*\w|\w)")
_WORD = re.compile(r"[A-Za-z_]\w*(?:[.-]\w+)*")
_SNAKE = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+")


@dataclass(slots=True)
class Reading:
    """What was read, and how each line fared."""

    facts: Facts
    lines: Sequence[Line]
    marks: list[str]
    silent: list[tuple[str, int, str]] = field(default_factory=list[tuple[str, int, str]])
    """Patterns that matched nothing: list of `drift.yaml`, index, what."""

    @property
    def unread(self) -> list[Line]:
        """Lines that nothing was taken from."""
        return [
            line for line, mark in zip(self.lines, self.marks, strict=True) if mark == UNREAD and line.text
        ]

    def count(self, mark: str) -> int:
        """How many lines that are not empty fared so."""
        return sum(1 for line, m in zip(self.lines, self.marks, strict=True) if m == mark and line.text)


def read(settings: Drift, lines: Sequence[Line], known: Iterable[str], words: frozenset[str]) -> Reading:
    """The facts of a document. `known` are the endpoints of the description, `words` the names that it uses.

    Raises :class:`Unreadable` where the document is not the provider's, or is cut off.
    """
    reader = _Reader(settings, lines, known, words)
    reader.run()
    found = Reading(reader.facts, lines, reader.marks, reader.silent())
    _right(settings, found)
    return found


def _right(settings: Drift, found: Reading) -> None:
    """Whether it is the document that was expected, and all of it."""
    name = " ".join(dict.fromkeys(line.file for line in found.lines))
    for pattern in settings.expected.identity:
        if not any(re.search(pattern, line.text) for line in found.lines):
            raise Unreadable(
                name, 0, f"this is not the expected document: nothing in it looks like {pattern!r}"
            )
    count = len(found.facts.operations)
    least = settings.expected.endpoints
    if count < least:
        raise Unreadable(
            name,
            0,
            f"only {count} endpoints were found, at least {least} are expected: the document is cut off, another one, "
            "or of a form that drift.yaml does not describe",
        )
    tail = found.lines[len(found.lines) // 2 :]
    for pattern in settings.expected.ends:
        if not any(re.search(pattern, line.text) for line in tail):
            raise Unreadable(
                name,
                found.lines[-1].number,
                f"the document is cut off: {pattern!r} was expected near its end",
            )


class _Reader:
    def __init__(
        self, settings: Drift, lines: Sequence[Line], known: Iterable[str], words: frozenset[str]
    ) -> None:
        self.facts = Facts()
        self.marks = [UNREAD] * len(lines)
        self._settings = settings
        self._lines = lines
        self._raw = [line.raw for line in lines]
        self._words = words
        self._headings = [re.compile(p) for p in settings.headings]
        self._chapters = [re.compile(p) for p in settings.chapters]
        self._outside = [re.compile(p) for p in settings.outside]
        self._index = [re.compile(p) for p in settings.index]
        self._empty = [re.compile(p) for p in settings.empty]
        self._captions = [(re.compile(c.pattern), c) for c in settings.captions]
        self._skips = [(re.compile(s.pattern), s) for s in settings.skip]
        every = rules(settings.statements)
        self._rules = every
        self._prose = [rule for rule in every if rule.form.where == "prose"]
        self._in_rows = [rule for rule in every if rule.form.where == "row"]
        self._speaker = Speaker(self.facts, settings.units)
        self._table = TableReader(settings.parameters) if settings.parameters is not None else None
        self._addresses = Addresses(settings.samples.servers, settings.prefix)
        self._addresses.learn(known)
        self._value_tables = [(re.compile(t.header), re.compile(t.row), t) for t in settings.values]
        self._field_tables = [(re.compile(t.header), re.compile(t.row), t) for t in settings.fields]
        self._used: set[tuple[str, int]] = set()
        starts = [*self._headings, *self._chapters, *self._outside]
        self._starts = [
            n for n, line in enumerate(lines) if line.text and any(p.match(line.text) for p in starts)
        ]
        self._end_section()
        self._chapter = ""
        self._is_outside = False

    # --- sections

    def _end_section(self) -> None:
        self._operation: Operation | None = None
        self._waiting: tuple[str, str, Place] | None = None
        self._called: Operation | None = None
        self._caption: Caption | None = None
        self._status: str | None = None
        self._in_headers = False
        self._columns: tuple[Column, ...] | None = None
        self._rows: tuple[re.Pattern[str], Operation | None, object] | None = None
        self._requests = samples.Requests()

    def _place(self, index: int) -> Place:
        line = self._lines[index]
        return Place(line.file, line.number, "")

    def _odd(self, rule: str, subject: str, index: int, message: str) -> None:
        key = self._operation.key if self._operation else "the document"
        self.facts.oddities.append(Oddity(rule, key, subject, self._place(index), message))

    def _open(self, method: str, path: str, place: Place, *, section: bool) -> Operation:
        """The operation of an endpoint, new or known."""
        path, prefix = "/" + path.split("?", 1)[0].strip("/"), self._settings.prefix
        path = path if prefix and path.startswith(prefix + "/") else prefix + path
        key = endpoint_key(f"{method} {path}")
        one = self.facts.operations.get(key)
        if one is None:
            one = Operation(method=method, path=path, place=place, section=section)
            for name in variables(path):
                parameter = named(one, name, "path", place)
                parameter.required = True
            self.facts.operations[key] = one
            self._addresses.learn([one.key])
        elif section and not one.section:
            one.section, one.place = True, place
        return one

    def _heading(self, index: int) -> bool:
        text = self._lines[index].text
        for number, pattern in enumerate(self._headings):
            match = pattern.match(text)
            if match is None:
                continue
            self._used.add(("headings", number))
            self._end_waiting()
            self._end_section()
            groups = match.groupdict()
            place = self._place(index)
            if groups.get("path"):
                self._operation = self._open(groups["method"].upper(), groups["path"], place, section=True)
            else:
                self._waiting = (groups["method"].upper(), (groups.get("title") or text).strip(), place)
            return True
        return False

    def _end_waiting(self) -> None:
        """A heading whose path no sample told."""
        if self._waiting is not None:
            method, title, place = self._waiting
            message = f"the path of the endpoint under the heading {method} {title!r} cannot be told: no sample calls it"
            self.facts.oddities.append(Oddity("heading-unknown", f"{method} ?", title, place, message))
            self._waiting = None

    # --- the loop

    def run(self) -> None:
        """Reads all lines."""
        index, file = 0, ""
        until: re.Pattern[str] | None = None
        lines = self._lines
        while index < len(lines):
            line = lines[index]
            if line.file != file:
                file, until = line.file, None
                self._end_waiting()
                self._end_section()
                self._chapter, self._is_outside = "", False
            if until is not None:
                if not until.search(line.text):
                    self.marks[index] = SKIPPED
                    index += 1
                    continue
                until = None
            if not line.text:
                self._columns = self._rows = None
                self._in_headers = False
                index += 1
                continue
            skip = self._skip(line.text)
            if skip is not None and skip.until is not None:
                self.marks[index] = SKIPPED
                until = re.compile(skip.until)
                index += 1
                continue
            index = self._line(index, skip)
        self._end_waiting()

    def _skip(self, text: str) -> Skip | None:
        for number, (pattern, form) in enumerate(self._skips):
            if pattern.search(text):
                self._used.add(("skip", number))
                return form
        return None

    def _line(self, index: int, skip: Skip | None) -> int:
        """Reads what begins at a line; the index after it."""
        text = self._lines[index].text
        mark = READ
        end = index + 1
        if self._begins(index) or self._in_table(index) or self._table_head(index):
            pass
        elif (after := self._sample(index)) or (after := self._example(index)):
            end = after
        elif self._line_caption(text):
            pass
        elif skip is not None:
            mark = SKIPPED
        elif any(p.search(text) for p in self._empty):
            if self._operation is not None:
                self._operation.whole = True
        else:
            self._columns = self._rows = None
            mark = READ if self._sentence(index) else UNREAD
        self.marks[index:end] = [mark] * (end - index)
        return end

    def _begins(self, index: int) -> bool:
        """Headings of chapters and endpoints, and rows of tables of endpoints."""
        text = self._lines[index].text
        for number, pattern in enumerate(self._outside):
            if pattern.search(text):
                self._used.add(("outside", number))
                self._end_waiting()
                self._end_section()
                self._chapter, self._is_outside = text, True
                return True
        for number, pattern in enumerate(self._chapters):
            if pattern.search(text):
                self._used.add(("chapters", number))
                self._end_waiting()
                self._end_section()
                self._chapter, self._is_outside = text, False
                return True
        if self._is_outside:
            return False
        for number, pattern in enumerate(self._index):
            match = pattern.match(text)
            if match:
                self._used.add(("index", number))
                _ = self._open(match["method"].upper(), match["path"], self._place(index), section=False)
                return True
        return self._heading(index)

    # --- tables

    def _table_head(self, index: int) -> bool:
        text = self._lines[index].text
        if self._table is not None and self._operation is not None:
            columns = self._table.header(text)
            if columns is not None:
                self._columns, self._rows = columns, None
                settings = self._settings.parameters
                self._operation.whole = settings is not None and settings.whole
                return True
        for kind, tables in (("values", self._value_tables), ("fields", self._field_tables)):
            for number, (header, row, form) in enumerate(tables):
                if header.search(text):
                    self._used.add((kind, number))
                    self._columns = None
                    self._rows = (row, self._target(form.of), form)
                    return True
        return False

    def _target(self, of: str | None) -> Operation | None:
        if of is None:
            return self._called or self._operation
        return self.facts.operations.get(endpoint_key(of))

    def _in_table(self, index: int) -> bool:
        text = self._lines[index].text
        if self._columns is not None and self._table is not None and self._operation is not None:
            cells = self._table.row(text, self._columns)
            if cells is not None:
                self._parameter(cells, self._operation, index)
                return True
        if self._rows is not None:
            row, operation, form = self._rows
            match = row.match(text)
            if match is not None:
                if operation is not None:
                    self._item(match, form, operation, self._place(index))
                return True
        return False

    def _item(self, match: re.Match[str], form: object, operation: Operation, place: Place) -> None:
        groups = match.groupdict()
        parameter: str | None = getattr(form, "parameter", None)
        whole = not bool(getattr(form, "part", False))
        if parameter is not None:
            one = named(operation, parameter, None, place)
            if one.values is None:
                one.values = Values(items={}, whole=whole, place=place)
            _ = one.values.items.setdefault(groups["value"], place)
            return
        inside = str(getattr(form, "inside", ""))
        members = operation.members.setdefault(inside, Values(items={}, whole=whole, place=place))
        _ = members.items.setdefault(groups["name"], place)

    def _parameter(self, cells: dict[str, str] | object, operation: Operation, index: int) -> None:
        settings = self._settings.parameters
        assert settings is not None and isinstance(cells, dict)
        row: dict[str, str] = cells
        place = self._place(index)
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
                self._odd("type-unknown", one.name, index, f"the type {row['type']!r} is not known")
        if row.get("default", "").strip("-– "):
            one.default = literal(row["default"])
        for rule in self._in_rows:
            _ = self._speaker.hear(rule, row.get("description", ""), place, operation, one)

    # --- samples and examples

    def _sample(self, index: int) -> int | None:
        raw = self._raw[index]
        settings = self._settings.samples
        text = self._lines[index].text
        if settings.curl and re.match(r"\$?\s*curl\s", text):
            end = samples.curl_end(self._raw, index)
            shell = [self._requests.expanded(line) for line in self._raw[index:end]]
            call = samples.curl([shell[0].lstrip("$ "), *shell[1:]])
            if call is None:
                self._odd(
                    "sample-unreadable",
                    text[:60],
                    index,
                    "a call of curl without an address that can be read",
                )
            else:
                self._call(call, index)
            return end
        if settings.addresses and re.match(r"https?://\S+$", text):
            self._call(samples.visit(text), index)
            return index + 1
        if settings.python:
            call = self._requests.call(raw, index)
            if call is not None:
                self._call(call, 0)
                return index + 1
            if self._requests.is_assignment(raw):
                return self._requests.assign(self._raw, index)
        return None

    def _call(self, call: samples.Call, base: int) -> None:
        path = self._addresses.path(call.address)
        index = base + call.line
        if path is None:
            self._odd("sample-address", call.address.split("?")[0], index, "a call of another server")
            return
        methods = self._addresses.find(path)
        if self._waiting is not None:
            method, _, place = self._waiting
            spelling = (methods or {}).get(method) or next(iter((methods or {}).values()), path)
            self._operation = self._open(method, spelling, place, section=True)
            self._waiting = None
        known = (methods or {}).get(call.method)
        if known is None:
            subject = f"{call.method} {shape(next(iter(methods.values()))) if methods else path}"
            self._odd(
                "sample-endpoint",
                subject,
                index,
                f"a sample calls {call.method} {path}, which is no endpoint",
            )
            return
        operation = self.facts.operations.get(endpoint_key(f"{call.method} {known}"))
        if operation is None:
            operation = self._open(call.method, known, self._place(index), section=False)
        self._called = operation
        for location, name, value, line in call.names:
            place = self._place(base + line)
            one = named(operation, name, location, place)
            _ = operation.mentions.setdefault(name, place)
            if value and one.values is None and re.fullmatch(r"[A-Za-z][\w.-]*", value):
                _ = one.places.setdefault(f"sample:{value}", place)
        if call.has_body and call.body is not None and call.body is not data.UNKNOWN:
            for name, line in top_level(call):
                place = self._place(min(base + line, len(self._lines) - 1))
                _ = named(operation, name, "body", place)
                _ = operation.mentions.setdefault(name, place)
            lines = {
                p: self._lines[min(base + n, len(self._lines) - 1)].number for p, n in call.body_lines.items()
            }
            operation.examples.append(
                Example(role="body", value=call.body, place=self._place(index), lines=lines)
            )

    def _example(self, index: int) -> int | None:
        text = self._lines[index].text
        found = _STATUS.match(text)
        if found:
            self._status, self._in_headers = found[1], True
            operation = self._called or self._operation
            if operation is not None:
                _ = operation.shown.setdefault(found[1], self._place(index))
            return index + 1
        if self._in_headers and _HEADER.match(text):
            return index + 1
        self._in_headers = False
        if text[0] not in "{[":
            return None
        bound = next((start for start in self._starts[bisect_right(self._starts, index) :]), len(self._raw))
        end = data.balanced(self._raw, index, bound)
        if end is None:
            return self._endless(text, index, bound)
        caption, self._caption = self._caption, None
        status, self._status = self._status, None
        try:
            value, places = data.parse(
                "\n".join(self._raw[index:end]), dictionaries=self._settings.samples.dictionaries
            )
        except data.Unparsable:
            if caption is None or caption.role != "skip":
                self._odd("example-unreadable", text[:40], index, "an example that is not valid JSON")
            return end
        if not isinstance(value, dict | list):
            return None
        lines = {pointer: self._lines[index + line].number for pointer, line in places.items()}
        self._keep(caption, Example(
            role=caption.role if caption is not None else "answer", value=value, place=self._place(index),
            lines=lines, status=status,
        ), index)  # fmt: skip
        return end

    def _endless(self, text: str, index: int, bound: int) -> int | None:
        """An example that is not closed: at the end of the document, the document is cut off."""
        if text not in ("{", "[") and not re.match(r"\{\s*[\"']\w+[\"']\s*:", text):
            return None
        if bound == len(self._raw):
            line = self._lines[index]
            why = "the document is cut off: the example that begins here does not end"
            raise Unreadable(line.file, line.number, why)
        self._odd("example-unreadable", text[:40], index, "an example whose closing bracket is missing")
        return index + 1

    def _keep(self, caption: Caption | None, example: Example, index: int) -> None:
        if caption is not None and caption.role == "skip":
            return
        if caption is not None and caption.role == "schema":
            self.facts.schemas.setdefault(caption.name or "", []).append(example)
            return
        operation = self._target(caption.of if caption is not None else None)
        if operation is None:
            self._odd(
                "example-alone", self._lines[index].text[:40], index, "an example that belongs to no endpoint"
            )
            return
        operation.examples.append(example)

    def _line_caption(self, text: str) -> bool:
        for number, (pattern, form) in enumerate(self._captions):
            if pattern.search(text):
                self._used.add(("captions", number))
                self._caption = form
                return True
        return False

    # --- prose

    def _sentence(self, index: int) -> bool:
        text, place = self._lines[index].text, self._place(index)
        operation = self._operation
        heard = False
        for rule in self._prose:
            if rule.of is not None and (operation is None or endpoint_key(operation.key) != rule.of):
                continue
            if rule.form.chapter is not None and not re.search(rule.form.chapter, self._chapter):
                continue
            heard = self._speaker.hear(rule, text, place, operation) or heard
        if operation is None:
            return heard
        if self._settings.assignments:
            heard = self._assigned(text, operation, place) or heard
        if self._settings.mentions:
            for word in _WORD.findall(text):
                if word in self._words:
                    _ = operation.mentions.setdefault(word, place)
                    heard = heard or "_" in word
                elif _SNAKE.fullmatch(word):
                    _ = operation.mentions.setdefault(f"new:{word}", place)
                    heard = True
        return heard

    def _assigned(self, text: str, operation: Operation, place: Place) -> bool:
        """`name=value` in prose; a value in capital letters is a form (`YYYY-MM-DD`), not a value."""
        heard = False
        for name, value in _ASSIGNED.findall(text):
            heard = True
            _ = operation.mentions.setdefault(name if name in self._words else f"new:{name}", place)
            if not re.fullmatch(r"[A-Z-]+", value):
                operation.assigned.append((name, value, place))
        return heard

    def silent(self) -> list[tuple[str, int, str]]:
        """Patterns of `drift.yaml` that nothing in the document fits any more."""
        found = [
            ("statements", rule.index, f"{rule.form.says}: {rule.form.pattern}")
            for rule in self._rules
            if not rule.found
        ]
        for name, patterns in (
            ("headings", [p.pattern for p in self._headings]),
            ("index", [p.pattern for p in self._index]),
            ("captions", [p.pattern for p, c in self._captions if c.role == "schema"]),
            ("values", [h.pattern for h, _, _ in self._value_tables]),
            ("fields", [h.pattern for h, _, _ in self._field_tables]),
        ):
            found.extend(
                (name, n, p)
                for n, p in enumerate(patterns)
                if name != "captions" and (name, n) not in self._used
            )
        for number, (_, form) in enumerate(self._captions):
            if form.role == "schema" and ("captions", number) not in self._used:
                found.append(("captions", number, form.pattern))
        return found


def top_level(call: samples.Call) -> list[tuple[str, int]]:
    """The members of a body with their lines; a list of objects has none of its own."""
    body = call.body
    return (
        [(name, call.body_lines.get("/" + name, call.line)) for name in body]
        if isinstance(body, dict)
        else []
    )
