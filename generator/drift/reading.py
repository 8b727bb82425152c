"""A saved page to facts: line by line, under the patterns of `drift.yaml`.

Each line is `read` (something was taken from it, or it is part of a sample or an example), `skipped` (declared to say
nothing), or unread. Nothing here knows a provider.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .facts import Facts
from .forms import Drift, Skip
from .pages import Line, Unreadable
from .passages import Passages
from .prose import Prose
from .rows import Rows
from .sections import Context
from .statements import Speaker, rules

READ, SKIPPED, UNREAD = "read", "skipped", "unread"


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
        self._at = Context(settings, lines, known, words)
        self.facts = self._at.facts
        self.marks = [UNREAD] * len(lines)
        self._headings = [re.compile(p) for p in settings.headings]
        self._chapters = [re.compile(p) for p in settings.chapters]
        self._outside = [re.compile(p) for p in settings.outside]
        self._index = [re.compile(p) for p in settings.index]
        self._empty = [re.compile(p) for p in settings.empty]
        self._skips = [(re.compile(s.pattern), s) for s in settings.skip]
        self._rules = rules(settings.statements)
        speaker = Speaker(self.facts, settings.units)
        self._rows = Rows(self._at, speaker, [r for r in self._rules if r.form.where == "row"])
        self._prose = Prose(self._at, speaker, [r for r in self._rules if r.form.where == "prose"])
        self._passages = Passages(self._at)
        self._is_outside = False

    def run(self) -> None:
        """Reads all lines."""
        index, file = 0, ""
        until: re.Pattern[str] | None = None
        lines = self._at.lines
        while index < len(lines):
            line = lines[index]
            if line.file != file:
                file, until = line.file, None
                self._at.end_waiting()
                self._at.end_section()
                self._at.chapter, self._is_outside = "", False
            if until is not None:
                if not until.search(line.text):
                    self.marks[index] = SKIPPED
                    index += 1
                    continue
                until = None
            if not line.text:
                self._at.section.columns = self._at.section.rows = None
                self._at.section.in_headers = False
                index += 1
                continue
            skip = self._skip(line.text)
            if skip is not None and skip.until is not None:
                self.marks[index] = SKIPPED
                until = re.compile(skip.until)
                index += 1
                continue
            index = self._line(index, skip)
        self._at.end_waiting()

    def _skip(self, text: str) -> Skip | None:
        for number, (pattern, form) in enumerate(self._skips):
            if pattern.search(text):
                self._at.used.add(("skip", number))
                return form
        return None

    def _line(self, index: int, skip: Skip | None) -> int:
        """Reads what begins at a line; the index after it."""
        text = self._at.lines[index].text
        mark = READ
        end = index + 1
        if self._begins(index) or self._rows.row(index) or self._rows.head(index):
            pass
        elif (after := self._passages.sample(index)) or (after := self._passages.example(index)):
            end = after
        elif self._passages.caption(text):
            pass
        elif skip is not None:
            mark = SKIPPED
        elif any(p.search(text) for p in self._empty):
            if self._at.section.operation is not None:
                self._at.section.operation.whole = True
        else:
            self._at.section.columns = self._at.section.rows = None
            mark = READ if self._prose.sentence(index) else UNREAD
        self.marks[index:end] = [mark] * (end - index)
        return end

    def _begins(self, index: int) -> bool:
        """Headings of chapters and endpoints, and rows of tables of endpoints."""
        text = self._at.lines[index].text
        for number, pattern in enumerate(self._outside):
            if pattern.search(text):
                self._at.used.add(("outside", number))
                self._at.end_waiting()
                self._at.end_section()
                self._at.chapter, self._is_outside = text, True
                return True
        for number, pattern in enumerate(self._chapters):
            if pattern.search(text):
                self._at.used.add(("chapters", number))
                self._at.end_waiting()
                self._at.end_section()
                self._at.chapter, self._is_outside = text, False
                return True
        if self._is_outside:
            return False
        for number, pattern in enumerate(self._index):
            match = pattern.match(text)
            if match:
                self._at.used.add(("index", number))
                _ = self._at.open(
                    match["method"].upper(), match["path"], self._at.place(index), section=False
                )
                return True
        return self._heading(index)

    def _heading(self, index: int) -> bool:
        text = self._at.lines[index].text
        for number, pattern in enumerate(self._headings):
            match = pattern.match(text)
            if match is None:
                continue
            self._at.used.add(("headings", number))
            self._at.end_waiting()
            self._at.end_section()
            groups = match.groupdict()
            place = self._at.place(index)
            if groups.get("path"):
                self._at.section.operation = self._at.open(
                    groups["method"].upper(), groups["path"], place, section=True
                )
            else:
                self._at.section.waiting = (
                    groups["method"].upper(),
                    (groups.get("title") or text).strip(),
                    place,
                )
            return True
        return False

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
            ("values", [t.header for t in self._at.settings.values]),
            ("fields", [t.header for t in self._at.settings.fields]),
        ):
            found.extend((name, n, p) for n, p in enumerate(patterns) if (name, n) not in self._at.used)
        for number, form in enumerate(self._at.settings.captions):
            if form.role == "schema" and ("captions", number) not in self._at.used:
                found.append(("captions", number, form.pattern))
        return found
