"""Where the reader stands: the document, what was taken from it so far, and the section of the current endpoint."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ..problems import Place
from .facts import Facts, Oddity, Operation, variables
from .forms import Caption, Column, Drift, FieldTable, ValueTable
from .matching import Addresses
from .pages import Line
from .samples import Requests
from .statements import endpoint_key, named


@dataclass(slots=True)
class Section:
    """The section of an endpoint, or what stands between them."""

    operation: Operation | None = None
    waiting: tuple[str, str, Place] | None = None
    """Method, title and place of a heading whose path is not known yet."""
    called: Operation | None = None
    """The endpoint that the last sample called."""
    caption: Caption | None = None
    status: str | None = None
    in_headers: bool = False
    columns: tuple[Column, ...] | None = None
    rows: tuple[re.Pattern[str], Operation | None, ValueTable | FieldTable] | None = None
    requests: Requests = field(default_factory=Requests)


class Context:
    """What all readers of passages share."""

    def __init__(
        self, settings: Drift, lines: Sequence[Line], known: Iterable[str], words: frozenset[str]
    ) -> None:
        self.facts = Facts()
        self.settings = settings
        self.lines = lines
        self.raw = [line.raw for line in lines]
        self.words = words
        self.addresses = Addresses(settings.samples.servers, settings.prefix)
        self.addresses.learn(known)
        self.used: set[tuple[str, int]] = set()
        """Patterns that were found, by list and index."""
        starts = [re.compile(p) for p in (*settings.headings, *settings.chapters, *settings.outside)]
        self.starts = [
            n for n, line in enumerate(lines) if line.text and any(p.match(line.text) for p in starts)
        ]
        """Where headings are."""
        self.section = Section()
        self.chapter = ""

    def end_section(self) -> None:
        """Forgets the endpoint."""
        self.section = Section()

    def place(self, index: int) -> Place:
        """The place of a line."""
        line = self.lines[index]
        return Place(line.file, line.number, "")

    def odd(self, rule: str, subject: str, index: int, message: str) -> None:
        """Notes what cannot be compared."""
        key = self.section.operation.key if self.section.operation else "the document"
        self.facts.oddities.append(Oddity(rule, key, subject, self.place(index), message))

    def open(self, method: str, path: str, place: Place, *, section: bool) -> Operation:
        """The operation of an endpoint, new or known."""
        path, prefix = "/" + path.split("?", 1)[0].strip("/"), self.settings.prefix
        path = path if prefix and path.startswith(prefix + "/") else prefix + path
        key = endpoint_key(f"{method} {path}")
        one = self.facts.operations.get(key)
        if one is None:
            one = Operation(method=method, path=path, place=place, section=section)
            for name in variables(path):
                parameter = named(one, name, "path", place)
                parameter.required = True
            self.facts.operations[key] = one
            self.addresses.learn([one.key])
        elif section and not one.section:
            one.section, one.place = True, place
        return one

    def end_waiting(self) -> None:
        """A heading whose path no sample told."""
        if self.section.waiting is not None:
            method, title, place = self.section.waiting
            message = f"the path of the endpoint under the heading {method} {title!r} cannot be told: no sample calls it"
            self.facts.oddities.append(Oddity("heading-unknown", f"{method} ?", title, place, message))
            self.section.waiting = None

    def target(self, of: str | None) -> Operation | None:
        """The endpoint that is named, or that the last sample called, or that of the section."""
        if of is None:
            return self.section.called or self.section.operation
        return self.facts.operations.get(endpoint_key(of))
