"""Where the reader stands: the document, what was taken from it so far, and the section of the current endpoint."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from ..problems import Place
from .calls import Requests
from .facts import Anomaly, Facts, Operation, shape, variables
from .forms import Caption, Column, Drift, FieldTable, ValueTable
from .pages import Line
from .statements import endpoint_key, named

_PATTERNS: dict[str, Callable[[Drift], Iterable[str]]] = {
    "headings": lambda drift: drift.headings,
    "chapters": lambda drift: drift.chapters,
    "outside": lambda drift: drift.outside,
    "index": lambda drift: drift.index,
    "empty": lambda drift: drift.empty,
    "skip": lambda drift: (form.pattern for form in drift.skip),
    "captions": lambda drift: (form.pattern for form in drift.captions),
    "values": lambda drift: (form.header for form in drift.values),
    "fields": lambda drift: (form.header for form in drift.fields),
}
"""The lists of `drift.yaml` whose patterns say what a line is."""
_FROM_START = ("headings", "index")
"""Lists whose patterns begin where the line begins."""
_ANY = re.compile(r"\$?\{[^/]*\}|<[^/]*>|:[a-z]\w*")


class Addresses:
    """Finds the template that a concrete path was made from; a literal segment is better than a variable."""

    def __init__(self, servers: Sequence[str], prefix: str) -> None:
        self._servers = [re.compile(server) for server in servers]
        self._prefix = prefix
        self._known: dict[str, dict[str, str]] = {}
        self._by_length: dict[int, list[tuple[list[str], str]]] = {}

    def learn(self, keys: Iterable[str]) -> None:
        """Adds endpoints, `METHOD /path`; the first spelling of a path stays."""
        for key in keys:
            method, _, path = key.partition(" ")
            form = shape(path)
            if form not in self._known:
                segments = form.strip("/").split("/")
                self._by_length.setdefault(len(segments), []).append((segments, form))
            _ = self._known.setdefault(form, {}).setdefault(method, path)

    def path(self, address: str) -> str | None:
        """The path of an address below one of the servers; None for another server's."""
        text = address.split("?", 1)[0].split("#", 1)[0]
        for server in self._servers:
            match = server.match(text)
            if match:
                return self._prefix + "/" + text[match.end() :].lstrip("/")
        return None if "://" in text or self._servers else text

    def find(self, path: str) -> dict[str, str] | None:
        """The methods of the best fitting template, with its spelling for each."""
        segments = [unquote(s) for s in path.strip("/").split("/")]
        best: tuple[int, str] | None = None
        for template, form in self._by_length.get(len(segments), ()):
            score = 0
            for wanted, given in zip(template, segments, strict=True):
                if wanted == given:
                    score += 2
                elif wanted == "{}" and given:
                    score += 1 if not _ANY.fullmatch(given) else 2
                else:
                    break
            else:
                if best is None or score > best[0]:
                    best = score, form
        return self._known[best[1]] if best else None


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
        self.patterns = {name: [re.compile(p) for p in of(settings)] for name, of in _PATTERNS.items()}
        self.addresses = Addresses(settings.samples.servers, settings.prefix)
        self.addresses.learn(known)
        self.used: set[tuple[str, int]] = set()
        """Patterns that were found, by list and index."""
        starts = [p for name in ("headings", "chapters", "outside") for p in self.patterns[name]]
        self.starts = [
            n for n, line in enumerate(lines) if line.text and any(p.match(line.text) for p in starts)
        ]
        """Where headings are."""
        self.section = Section()
        self.chapter = ""

    def find(self, name: str, text: str) -> tuple[int, re.Match[str]] | None:
        """The first pattern of a list of `drift.yaml` that fits a line: its number, and the match."""
        for number, pattern in enumerate(self.patterns[name]):
            match = pattern.match(text) if name in _FROM_START else pattern.search(text)
            if match is not None:
                self.used.add((name, number))
                return number, match
        return None

    def end_section(self) -> None:
        """Forgets the endpoint; a heading whose path no sample told is an anomaly."""
        if self.section.waiting is not None:
            method, title, place = self.section.waiting
            message = f"the path of the endpoint under the heading {method} {title!r} cannot be told: no sample calls it"
            self.facts.anomalies.append(Anomaly("heading-unknown", f"{method} ?", title, place, message))
        self.section = Section()

    def place(self, index: int) -> Place:
        """The place of a line."""
        line = self.lines[index]
        return Place(line.file, line.number, "")

    def odd(self, rule: str, subject: str, index: int, message: str) -> None:
        """Notes what cannot be compared."""
        key = self.section.operation.key if self.section.operation else "the document"
        self.facts.anomalies.append(Anomaly(rule, key, subject, self.place(index), message))

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

    def target(self, of: str | None) -> Operation | None:
        """The endpoint that is named, or that the last sample called, or that of the section."""
        if of is None:
            return self.section.called or self.section.operation
        return self.facts.operations.get(endpoint_key(of))
