"""Differences are values: a rule, what it is about, both places, and how the description would change."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from ..problems import Place

Kind = Literal["added", "removed", "changed", "unverifiable"]

RULES: dict[str, tuple[Kind, str]] = {
    "endpoint-added": ("added", "The document has an endpoint that the description lacks."),
    "endpoint-removed": ("removed", "The document no longer has an endpoint."),
    "parameter-added": ("added", "An endpoint takes a parameter that the description lacks."),
    "parameter-removed": ("removed", "A parameter is not named any more."),
    "parameter-moved": ("changed", "A parameter travels elsewhere (query, body, …)."),
    "parameter-required": ("changed", "A parameter has become required, or optional."),
    "parameter-type": ("changed", "A parameter has another type."),
    "default-added": ("added", "A parameter has a default that the description lacks."),
    "default-removed": ("removed", "A default is not stated any more."),
    "default-changed": ("changed", "A parameter has another default."),
    "bound-added": ("added", "A parameter has a bound that the description lacks."),
    "bound-changed": ("changed", "A parameter has another bound."),
    "value-added": ("added", "A parameter may have a value that the description lacks."),
    "value-removed": ("removed", "A value is not listed any more."),
    "values-unlisted": ("removed", "The document no longer lists the values of a parameter."),
    "member-added": ("added", "An object that is sent has a member that the description lacks."),
    "member-removed": ("removed", "A member of an object that is sent is not listed any more."),
    "status-added": (
        "added",
        "An endpoint, or the service, answers with a status that the description lacks.",
    ),
    "status-removed": ("removed", "A status is not listed any more."),
    "scope-added": ("added", "An endpoint asks for a scope that the description lacks."),
    "scope-removed": ("removed", "A scope is not asked for any more."),
    "constant-changed": ("changed", "A limit or another number differs from the description."),
    "constant-unknown": ("unverifiable", "The description has no number where `drift.yaml` says that it is."),
    "field-added": ("added", "An example has a member that the description lacks."),
    "field-removed": ("removed", "No example has a member any more."),
    "field-type": ("changed", "An example has a value of another type."),
    "field-value": ("added", "An example has a value that the description does not permit."),
    "name-unknown": ("unverifiable", "A text names something that the description does not know."),
    "heading-unknown": ("unverifiable", "The endpoint under a heading cannot be told."),
    "type-unknown": ("unverifiable", "A table has a type that `drift.yaml` does not know."),
    "sample-unreadable": ("unverifiable", "A sample has no address that can be read."),
    "sample-address": ("unverifiable", "A sample calls another server."),
    "sample-endpoint": ("unverifiable", "A sample calls what is no endpoint."),
    "example-unreadable": ("unverifiable", "An example is not valid JSON."),
    "example-alone": ("unverifiable", "An example belongs to no endpoint."),
    "schema-unknown": ("unverifiable", "An example is of a schema that the description lacks."),
    "pattern-silent": ("unverifiable", "Nothing in the document fits a pattern of `drift.yaml` any more."),
    "observed-field": ("added", "An answer had a member that the description lacks."),
    "observed-value": ("added", "An answer had a value that the description does not list."),
    "observed-status": ("added", "An operation answered with a status that the description lacks."),
    "observed-content-type": ("added", "An answer had a content type that the description lacks."),
    "observed-operation": ("unverifiable", "A report is about an operation that the description lacks."),
}
"""Every rule: what kind of difference it is, and what it means."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
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
    input: Literal["docs", "openapi", "observed"] = "docs"

    @property
    def kind(self) -> Kind:
        """Added, removed, changed or unverifiable."""
        return RULES[self.rule][0]

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes two differences the same."""
        return self.rule, self.of, self.subject, str(self.says)


def ordered(found: list[Difference]) -> list[Difference]:
    """Each once, by place in the document."""
    first: dict[tuple[str, str, str, str], Difference] = {}
    for one in found:
        _ = first.setdefault(one.key, one)

    def place(one: Difference) -> tuple[str, int, str, str]:
        at = one.document or one.description or Place("", 0, "")
        return at.file, at.line, one.rule, one.subject

    return sorted(first.values(), key=place)


def of_input(found: list[Difference], name: Literal["docs", "openapi", "observed"]) -> list[Difference]:
    """The differences, marked with where they come from."""
    return [replace(one, input=name) for one in found]
