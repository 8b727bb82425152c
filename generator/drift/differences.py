"""Differences are values: a rule, what it is about, both places, and how the description would change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, cast

from ..problems import Place

Kind = Literal["added", "removed", "changed", "unverifiable"]
Input = Literal["docs", "openapi", "observed"]


class Rule(NamedTuple):
    """One thing that can be told: its kind, what it means, and its message about a subject."""

    kind: Kind
    meaning: str
    message: str


_TABLE = """
endpoint-added | added | The document has an endpoint that the description lacks. | the description does not have this endpoint
endpoint-removed | removed | The document no longer has an endpoint. | the document does not have this endpoint
parameter-added | added | An endpoint takes a parameter that the description lacks. | the description has no {subject}
parameter-removed | removed | A parameter is not named any more. | the document does not name {subject}
parameter-moved | changed | A parameter travels elsewhere (query, body, …). | {subject} travels in the {says}, in the description in the {has}
parameter-required | changed | A parameter has become required, or optional. | {subject} is {says}, in the description {has}
parameter-type | changed | A parameter has another type. | {subject} is {says}, in the description {has}
default-added | added | A parameter has a default that the description lacks. | {subject} has a default
default-removed | removed | A default is not stated any more. | the document states no default of {subject}
default-changed | changed | A parameter has another default. | {subject} has another default
bound-added | added | A parameter has a bound that the description lacks. | {subject} has a bound
bound-changed | changed | A parameter has another bound. | {subject} has another bound
value-added | added | A parameter may have a value that the description lacks. | {subject} may be {says}
value-removed | removed | A value is not listed any more. | {has} is not listed for {subject}
values-unlisted | removed | The document no longer lists the values of a parameter. | the document no longer lists the values of {subject}
member-added | added | An object that is sent has a member that the description lacks. | the description has no member {subject}
member-removed | removed | A member of an object that is sent is not listed any more. | the document does not list {subject}
status-added | added | An endpoint, or the service, answers with a status that the description lacks. | the endpoint answers {says}
status-removed | removed | A status is not listed any more. | the document does not list {has}
scope-added | added | An endpoint asks for a scope that the description lacks. | the endpoint asks for {says}
scope-removed | removed | A scope is not asked for any more. | the document does not ask for {has}
constant-changed | changed | A limit or another number differs from the description. | the document says {says}, the description {has}
constant-unknown | unverifiable | The description has no number where `drift.yaml` says that it is. | the document says {says}, the description has no number there
field-added | added | An example has a member that the description lacks. | the description has no member {label}
field-removed | removed | No example has a member any more. | no example shows {label}
field-type | changed | An example has a value of another type. | {label} is {says}, in the description {has}
field-value | added | An example has a value that the description does not permit. | {label} is {says!r}, which the description does not list
name-unknown | unverifiable | A text names something that the description does not know. | the text names {subject}, which the description does not know
heading-unknown | unverifiable | The endpoint under a heading cannot be told. |
type-unknown | unverifiable | A table has a type that `drift.yaml` does not know. |
sample-unreadable | unverifiable | A sample has no address that can be read. |
sample-address | unverifiable | A sample calls another server. |
sample-endpoint | unverifiable | A sample calls what is no endpoint. |
example-unreadable | unverifiable | An example is not valid JSON. |
example-alone | unverifiable | An example belongs to no endpoint. |
schema-unknown | unverifiable | An example is of a schema that the description lacks. | the description has no schema {subject}
pattern-silent | unverifiable | Nothing in the document fits a pattern of `drift.yaml` any more. | nothing in the document fits this pattern any more: what it stated is gone, or worded anew
observed-field | added | An answer had a member that the description lacks. |
observed-value | added | An answer had a value that the description does not list. |
observed-status | added | An operation answered with a status that the description lacks. |
observed-content-type | added | An answer had a content type that the description lacks. |
observed-operation | unverifiable | A report is about an operation that the description lacks. | the description has no such operation
"""


def _rules() -> Iterator[tuple[str, Rule]]:
    for line in _TABLE.strip().split("\n"):
        id, kind, meaning, message = (cell.strip() for cell in line.split("|"))
        yield id, Rule(cast("Kind", kind), meaning, message)


RULES: Mapping[str, Rule] = dict(_rules())
"""Every rule: what kind of difference it is, what it means, and how it is told."""


@dataclass(frozen=True, slots=True)
class Fix:
    """A change of the description: a place in the bundled document, and what to do there.

    `update` is merged into a mapping, or appended to a list; without it what stands there is removed.
    """

    pointer: str
    update: Any = None
    remove: bool = False
    item: Any = None
    """With `remove`: the item of the list at `pointer` to take out."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference. `says` is the document's word, `has` the description's."""

    rule: str
    of: str
    subject: str
    message: str
    says: Any = None
    has: Any = None
    document: Place | None = None
    description: Place | None = None
    fixes: tuple[Fix, ...] = ()
    input: Input = "docs"

    @property
    def kind(self) -> Kind:
        """Added, removed, changed or unverifiable."""
        return RULES[self.rule].kind

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes two differences the same."""
        return self.rule, self.of, self.subject, str(self.says)


def difference(
    rule: str,
    of: str,
    subject: str,
    document: Place | None,
    description: Place | None,
    says: Any = None,
    has: Any = None,
    *fixes: Fix,
    message: str = "",
) -> Difference:
    """A difference in the words of its rule, unless it has others."""
    label = subject.partition(": ")[2] or "the body"
    told = message or RULES[rule].message.format(subject=subject, label=label, says=says, has=has)
    return Difference(rule, of, subject, told, says, has, document, description, fixes)


def ordered(found: list[Difference]) -> list[Difference]:
    """Each once, by place in the document."""
    first: dict[tuple[str, str, str, str], Difference] = {}
    for one in found:
        _ = first.setdefault(one.key, one)

    def place(one: Difference) -> tuple[str, int, str, str]:
        at = one.document or one.description or Place("", 0, "")
        return at.file, at.line, one.rule, one.subject

    return sorted(first.values(), key=place)
