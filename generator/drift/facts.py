"""What a document says about an API, as values: the same for a page, a published document and a description."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..problems import Place
from ..schema import UNSAID

METHODS = ("GET", "HEAD", "PUT", "POST", "PATCH", "DELETE", "OPTIONS", "TRACE")
_VARIABLE = re.compile(r"\{[^{}/]*\}")


@dataclass(slots=True, kw_only=True)
class Values:
    """Permitted values, each with its place; `whole` when there are no others."""

    items: dict[str, Place]
    whole: bool
    place: Place | None


@dataclass(slots=True, kw_only=True)
class Parameter:
    """One argument of an endpoint; `location` is None where the document does not tell it. None is "not stated"."""

    name: str
    location: str | None
    place: Place
    required: bool | None = None
    type: str | None = None
    default: Any = UNSAID
    maximum: float | None = None
    minimum: float | None = None
    values: Values | None = None
    places: dict[str, Place] = field(default_factory=dict[str, Place])
    """Where each of the facts stands, when not in the same line."""
    documented: bool = True
    """In a description: whether its source is the provider's documentation."""
    complete: bool = False
    """What is not stated does not hold: it is a row of a table."""

    def at(self, fact: str) -> Place:
        """The place of one fact."""
        return self.places.get(fact, self.place)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A JSON value that is shown, and the place of each of its items by pointer."""

    role: str
    value: Any
    place: Place
    lines: Mapping[str, int]
    status: str | None = None

    def at(self, pointer: str) -> Place:
        """The place of an item."""
        line = self.lines.get(pointer, self.place.line)
        return Place(self.place.file, line, pointer)


@dataclass(slots=True, kw_only=True)
class Operation:
    """What is said about one endpoint."""

    method: str
    path: str
    place: Place
    parameters: list[Parameter] = field(default_factory=list[Parameter])
    whole: bool = False
    """All parameters are listed."""
    statuses: dict[str, Place] | None = None
    statuses_place: Place | None = None
    scopes: dict[str, Place] | None = None
    scopes_place: Place | None = None
    members: dict[str, Values] = field(default_factory=dict[str, Values])
    """Names of members of a parameter; the empty key is the body itself."""
    examples: list[Example] = field(default_factory=list[Example])
    assigned: list[tuple[str, str, Place]] = field(default_factory=list[tuple[str, str, Place]])
    """`name=value` in prose."""
    shown: dict[str, Place] = field(default_factory=dict[str, Place])
    """Statuses of sample answers."""
    mentions: dict[str, Place] = field(default_factory=dict[str, Place])
    """Names that stand in prose, samples and examples."""
    inferred: set[str] = field(default_factory=set[str])
    """In a description: statuses that are not from the provider's documentation."""
    documented: bool = True
    section: bool = True
    """It has a section of its own, not only a row in a table of endpoints."""

    @property
    def key(self) -> str:
        """As reports show it."""
        return f"{self.method} {self.path}"

    def find(self, name: str, location: str | None) -> Parameter | None:
        """The parameter of a name; header names in any case; any place when none is given."""
        for one in self.parameters:
            same = (
                one.name.lower() == name.lower() if "header" in (one.location, location) else one.name == name
            )
            if same and (location is None or one.location is None or one.location == location):
                return one
        return None


@dataclass(frozen=True, slots=True)
class Constant:
    """A number that the document states and where the description should have it."""

    value: float | str
    place: Place
    at: tuple[str, ...]
    equals: Any
    operation: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Anomaly:
    """A passage that was read but cannot be compared."""

    rule: str
    operation: str
    subject: str
    place: Place
    message: str


@dataclass(slots=True, kw_only=True)
class Facts:
    """Everything that a document says."""

    operations: dict[str, Operation] = field(default_factory=dict[str, Operation])
    statuses: dict[str, Place] | None = None
    """Failures of the service as a whole."""
    statuses_place: Place | None = None
    constants: list[Constant] = field(default_factory=list[Constant])
    schemas: dict[str, list[Example]] = field(default_factory=dict[str, list[Example]])
    """Examples of named schemas."""
    silent: list[tuple[str | None, str, Place]] = field(default_factory=list[tuple[str | None, str, Place]])
    """Statements that were expected and not found: endpoint, what, place."""
    anomalies: list[Anomaly] = field(default_factory=list[Anomaly])


def shape(path: str) -> str:
    """A path without the names of its variables, for comparing."""
    return _VARIABLE.sub("{}", path.split("?", 1)[0]).rstrip("/") or "/"


def variables(path: str) -> list[str]:
    """The names of the variables of a path."""
    return [found[1:-1] for found in _VARIABLE.findall(path.split("?", 1)[0])]
