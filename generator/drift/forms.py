"""The forms of `drift.yaml` and `waivers.yaml`: how a provider's reference looks, and which differences are decided.

The reference page `generated/drift.md` is written from the docstrings and descriptions here. Every model is closed:
an unknown key is a problem with file and line. Patterns are Python regular expressions and are searched for in one
line at a time, after runs of blanks became one blank; cells of HTML tables are separated by tabs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, StrictInt, model_validator


def _pattern(text: str) -> str:
    try:
        _ = re.compile(text)
    except re.error as error:
        raise ValueError(f"{text!r} is not a regular expression: {error}") from None
    return text


def _named(*names: str) -> Any:
    def check(text: str) -> str:
        found = re.compile(_pattern(text)).groupindex
        missing = [name for name in names if name not in found]
        if missing:
            raise ValueError(f"the pattern has no group {', '.join(f'(?P<{name}>…)' for name in missing)}")
        return text

    return AfterValidator(check)


Pattern = Annotated[str, AfterValidator(_pattern)]
HeadingPattern = Annotated[str, _named("method")]
EndpointPattern = Annotated[str, _named("method", "path")]
Endpoint = Annotated[str, Field(pattern=r"^(GET|HEAD|PUT|POST|PATCH|DELETE|OPTIONS|TRACE) /\S*$")]
Location = Literal["path", "query", "header", "cookie", "body"]


class Form(BaseModel):
    """Base of all forms: immutable, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Expected(Form):
    """What the right document has. Without it the command cannot tell a wrong or cut document from a changed one."""

    identity: tuple[Pattern, ...] = Field(
        min_length=1, description="Patterns that must each occur somewhere in the document."
    )
    ends: tuple[Pattern, ...] = Field(
        default=(),
        description="Patterns of passages near the end; without one of them the document is cut off.",
    )
    endpoints: StrictInt = Field(
        ge=1, description="The least number of endpoints; fewer mean another, an empty or a cut document."
    )


class Column(Form):
    """A column of a table. Columns are known by their titles, so that their order does not matter."""

    means: Literal["name", "in", "type", "required", "default", "description", "skip"] = Field(
        description="What its cells hold."
    )
    title: Pattern = Field(description="Its title, as it stands in the first row.")
    cell: Pattern = Field(
        default=r".*", description="What a cell looks like; used where cells are run together in saved text."
    )


class ParameterTable(Form):
    """A table with one parameter a row, below the heading of its endpoint. It ends at the first line of another form."""

    columns: tuple[Column, ...] = Field(description="Its columns.")
    yes: Pattern = Field(
        default="(?i)^(yes|true|required)$", description="A cell that says that it is required."
    )
    location: Location | None = Field(
        default=None, description="Where its parameters travel, without such a column."
    )
    whole: StrictBool = Field(default=True, description="It names every parameter of the endpoint.")
    types: Mapping[str, str] = Field(
        default={}, description="The provider's name of a type to that of JSON Schema; lists end in `[]`."
    )


class ValueTable(Form):
    """A table with one permitted value a row."""

    header: Pattern = Field(description="Its first row.")
    row: Annotated[str, _named("value")] = Field(description="A row, with the group `value`.")
    of: Endpoint | None = Field(default=None, description="The endpoint; that of the section when left out.")
    parameter: str = Field(description="The parameter, or `a.b` or `a[]` for what is inside it.")
    part: StrictBool = Field(default=False, description="Other values may exist besides those of the table.")


class FieldTable(Form):
    """A table with one member of an object a row."""

    header: Pattern = Field(description="Its first row.")
    row: Annotated[str, _named("name")] = Field(description="A row, with the group `name`.")
    of: Endpoint | None = Field(default=None, description="The endpoint; that of the section when left out.")
    inside: str = Field(
        default="", description="The parameter that the members belong to; empty for the body itself."
    )
    part: StrictBool = Field(default=True, description="Other members may exist besides those of the table.")


class Statement(Form):
    """A turn of phrase that states a fact. Keep it short: the number and its unit, not the whole sentence."""

    says: Literal[
        "parameters", "required", "optional", "default", "maximum", "minimum", "values", "members", "statuses", "scopes",
        "constant",
    ] = Field(description="What it states.")  # fmt: skip
    pattern: Pattern = Field(
        description="Groups: `names` (a list) or `name`, and `value` or `values`; further groups are free. "
        "`unit` multiplies the value."
    )
    where: Literal["prose", "row"] = Field(
        default="prose",
        description="In prose, or in the description cell of a row (its parameter is then meant).",
    )
    of: Endpoint | None = Field(default=None, description="Only there; everywhere when left out.")
    chapter: Pattern | None = Field(default=None, description="Only below a chapter of this title.")
    whole: StrictBool = Field(
        default=True, description="The list has everything, so that what it lacks is gone."
    )
    parameter: str | None = Field(
        default=None, description="The parameter meant, where the pattern has no `name`."
    )
    location: Location | None = Field(default=None, description="Where the parameters travel.")
    split: Pattern = Field(
        default=r"\s*[,|]\s*(?:(?:and|or)\s+)?|\s+(?:and|or)\s+", description="Between items."
    )
    item: Pattern = Field(
        default=r"[A-Za-z_][\w.-]*", description="An item; what stands around it is dropped."
    )
    everywhere: StrictBool = Field(default=False, description="The fact holds for the whole service.")
    at: tuple[str, ...] = Field(
        default=(),
        description="For a constant: places of the description with the value, as pointers that follow references; "
        "`{operation}` is the endpoint's.",
    )
    equals: Any = Field(
        default=None,
        description="For a constant that the description has in words only, or not at all: the value read last.",
    )

    @model_validator(mode="after")
    def _whole(self) -> Statement:
        groups = re.compile(self.pattern).groupindex
        if self.says == "constant" and ("value" not in groups or (not self.at and self.equals is None)):
            raise ValueError("a constant needs a group `value`, and `at` or `equals`")
        needed = _GROUPS.get(self.says, ())
        if needed and not set(needed) & set(groups):
            raise ValueError(f"`{self.says}` needs a group {' or '.join(f'`{name}`' for name in needed)}")
        return self


_GROUPS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("default", "maximum", "minimum"), ("value",)),
    **dict.fromkeys(("values", "statuses", "scopes", "members"), ("values",)),
    **dict.fromkeys(("parameters", "required", "optional"), ("name", "names")),
}
"""The groups that patterns need, one of them at least."""


class Caption(Form):
    """A line that says what the next JSON is."""

    pattern: Pattern = Field(description="The line.")
    role: Literal["answer", "body", "schema", "skip"] = Field(default="answer", description="What follows.")
    name: str | None = Field(default=None, description="For `schema`: the name in the description.")
    of: Endpoint | None = Field(default=None, description="The endpoint; that of the section when left out.")


class Samples(Form):
    """Which code samples are read, and how their addresses begin."""

    curl: StrictBool = Field(
        default=False, description="Calls of curl: method, path, query, form and JSON body."
    )
    python: StrictBool = Field(
        default=False, description="Calls of requests: method, path, query and payload."
    )
    addresses: StrictBool = Field(default=False, description="Lines that are nothing but an address: a GET.")
    servers: tuple[Pattern, ...] = Field(default=(), description="What stands before the path in an address.")
    dictionaries: StrictBool = Field(default=False, description="Examples may be Python dictionaries.")


class Skip(Form):
    """Lines that say nothing about the API, or not as HTTP."""

    pattern: Pattern = Field(description="The line, or the first one.")
    until: Pattern | None = Field(default=None, description="The first line that is read again.")
    reason: str = Field(min_length=8, description="Why they do not matter.")


class Drift(Form):
    """How the reference of a provider looks. One of these beside each description, as `drift.yaml`."""

    expected: Expected = Field(description="What the right document has.")
    headings: tuple[HeadingPattern, ...] = Field(
        description="Headings of endpoints: groups `method`, and `path` or `title`. With a title, the path is that of "
        "the first sample below."
    )
    chapters: tuple[Pattern, ...] = Field(
        default=(), description="Headings that end the section of an endpoint."
    )
    index: tuple[EndpointPattern, ...] = Field(default=(), description="Rows of tables of endpoints.")
    outside: tuple[Pattern, ...] = Field(
        default=(),
        description="Chapters in which headings of endpoints are none and nothing but samples is read.",
    )
    prefix: str = Field(default="", description="Put before each path of the document.")
    parameters: ParameterTable | None = Field(default=None, description="Tables of parameters.")
    values: tuple[ValueTable, ...] = Field(default=(), description="Tables of values.")
    fields: tuple[FieldTable, ...] = Field(default=(), description="Tables of members.")
    empty: tuple[Pattern, ...] = Field(
        default=(), description="Lines that say that an endpoint takes no parameters."
    )
    statements: tuple[Statement, ...] = Field(default=(), description="Turns of phrase.")
    assignments: StrictBool = Field(
        default=False, description="`name=value` in prose names a value of a parameter."
    )
    mentions: StrictBool = Field(
        default=False,
        description="Parameters are named in prose and samples rather than in tables: each one of the description must "
        "be named somewhere in its section, and a name like `this_one` that nothing knows is reported.",
    )
    captions: tuple[Caption, ...] = Field(default=(), description="Lines that say what the next JSON is.")
    samples: Samples = Field(default=Samples(), description="Code samples.")
    answers: StrictBool = Field(
        default=True,
        description="Members of answers that no example of the document shows are reported as removed.",
    )
    skip: tuple[Skip, ...] = Field(default=(), description="Lines that do not matter.")
    units: Mapping[str, int] = Field(default={}, description="A unit to its factor.")


class Waiver(Form):
    """A difference that has been decided. It is silent as long as it is there; without it the waiver is an error."""

    rule: str = Field(description="Id of the rule; `*` stands for any characters.")
    of: str = Field(
        default="*", description="The endpoint, as the report shows it; `*` stands for any characters."
    )
    subject: str | tuple[str, ...] = Field(
        default="*",
        description="What it is about, as the report shows it; `*` as above. Each of several must match.",
    )
    says: Any = Field(
        default=None,
        description="What the document says, as the report shows it. With it another value is reported.",
    )
    input: Literal["docs", "openapi", "observed"] = Field(
        default="docs", description="In which input it is found."
    )
    reason: str = Field(min_length=8, description="Why, best with the id in NOTES.md.")


class Waivers(Form):
    """The waivers of a provider, as `waivers.yaml`."""

    waivers: tuple[Waiver, ...] = Field(description="All of them.")
