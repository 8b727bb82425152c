"""A saved page to facts: line by line, under the patterns of `drift.yaml`.

Each line is `read` (something was taken from it, or it is part of a sample or an example), `skipped` (declared to say
nothing), or unread. Nothing here knows a provider.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ..problems import Place
from .context import Context
from .facts import Facts, Operation
from .forms import Drift
from .pages import Line, Unreadable
from .samples import CodeSamples
from .statements import StatementMatcher, endpoint_key, rules
from .tables import Tables

_ASSIGNED = re.compile(r"(?<![\w.&?/-])([A-Za-z]\w*)=([A-Za-z][\w.-]*\w|\w)")
_WORD = re.compile(r"[A-Za-z_]\w*(?:[.-]\w+)*")
_SNAKE = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+")
_FORM = re.compile(r"[A-Z-]+")

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
        self._rules = rules(settings.statements)
        self._statements = StatementMatcher(self.facts, settings.units)
        in_rows = [r for r in self._rules if r.form.where == "row"]
        self._prose = [r for r in self._rules if r.form.where == "prose"]
        self._tables = Tables(self._at, self._statements, in_rows)
        self._samples = CodeSamples(self._at)
        self._is_outside = False

    def run(self) -> None:
        """Reads all lines."""
        index, file = 0, ""
        until: re.Pattern[str] | None = None
        while index < len(self._at.lines):
            line = self._at.lines[index]
            if line.file != file:
                file, until = line.file, None
                self._chapter("", outside=False)
            if until is not None and until.search(line.text):
                until = None
            skip = self._at.find("skip", line.text) if until is None and line.text else None
            form = self._at.settings.skip[skip[0]] if skip is not None else None
            if until is not None or (form is not None and form.until is not None):
                self.marks[index] = SKIPPED
                until = until or re.compile(form.until if form is not None and form.until else "")
                index += 1
            elif not line.text:
                self._at.section.columns = self._at.section.rows = None
                self._at.section.in_headers = False
                index += 1
            else:
                index = self._line(index, skip=form is not None)
        self._at.end_section()

    def _line(self, index: int, *, skip: bool) -> int:
        """Reads what begins at a line; the index after it."""
        text = self._at.lines[index].text
        mark = READ
        end = index + 1
        if self._begins(index) or self._tables.row(index) or self._tables.head(index):
            pass
        elif (after := self._samples.sample(index)) or (after := self._samples.example(index)):
            end = after
        elif self._samples.caption(text):
            pass
        elif skip:
            mark = SKIPPED
        elif self._at.find("empty", text):
            if self._at.section.operation is not None:
                self._at.section.operation.whole = True
        else:
            self._at.section.columns = self._at.section.rows = None
            mark = READ if self._sentence(index) else UNREAD
        self.marks[index:end] = [mark] * (end - index)
        return end

    def _chapter(self, title: str, *, outside: bool) -> None:
        self._at.end_section()
        self._at.chapter, self._is_outside = title, outside

    def _begins(self, index: int) -> bool:
        """Headings of chapters and endpoints, and rows of tables of endpoints."""
        text, place = self._at.lines[index].text, self._at.place(index)
        for name in ("outside", "chapters"):
            if self._at.find(name, text):
                self._chapter(text, outside=name == "outside")
                return True
        if self._is_outside:
            return False
        if found := self._at.find("index", text):
            _ = self._at.open(found[1]["method"].upper(), found[1]["path"], place, section=False)
            return True
        if found := self._at.find("headings", text):
            self._at.end_section()
            groups = found[1].groupdict()
            method = groups["method"].upper()
            if groups.get("path"):
                self._at.section.operation = self._at.open(method, groups["path"], place, section=True)
            else:
                self._at.section.waiting = method, (groups.get("title") or text).strip(), place
            return True
        return False

    # -- sentences ---------------------------------------------------------------------------------------------

    def _sentence(self, index: int) -> bool:
        """Whether anything was taken from a line."""
        text, place = self._at.lines[index].text, self._at.place(index)
        operation = self._at.section.operation
        taken = False
        for rule in self._prose:
            if rule.of is not None and (operation is None or endpoint_key(operation.key) != rule.of):
                continue
            if rule.form.chapter is not None and not re.search(rule.form.chapter, self._at.chapter):
                continue
            taken = self._statements.match(rule, text, place, operation) or taken
        if operation is None:
            return taken
        if self._at.settings.assignments:
            taken = self._assigned(text, operation, place) or taken
        if self._at.settings.mentions:
            for word in _WORD.findall(text):
                if word in self._at.words:
                    _ = operation.mentions.setdefault(word, place)
                    taken = taken or "_" in word
                elif _SNAKE.fullmatch(word):
                    _ = operation.mentions.setdefault(f"new:{word}", place)
                    taken = True
        return taken

    def _assigned(self, text: str, operation: Operation, place: Place) -> bool:
        """`name=value` in prose; a value in capital letters is a form (`YYYY-MM-DD`), not a value."""
        taken = False
        for name, value in _ASSIGNED.findall(text):
            taken = True
            _ = operation.mentions.setdefault(name if name in self._at.words else f"new:{name}", place)
            if not _FORM.fullmatch(value):
                operation.assigned.append((name, value, place))
        return taken

    def silent(self) -> list[tuple[str, int, str]]:
        """Patterns of `drift.yaml` that nothing in the document fits any more."""
        found = [
            ("statements", rule.index, f"{rule.form.says}: {rule.form.pattern}")
            for rule in self._rules
            if not rule.found
        ]
        captions = self._at.settings.captions
        for name in ("headings", "index", "values", "fields", "captions"):
            for number, pattern in enumerate(self._at.patterns[name]):
                wanted = name != "captions" or captions[number].role == "schema"
                if wanted and (name, number) not in self._at.used:
                    found.append((name, number, pattern.pattern))
        return found
