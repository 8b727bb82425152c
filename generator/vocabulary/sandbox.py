"""The form of `sandbox.yaml`: what the sandbox of a provider keeps and does.

The reference page `generated/sandbox.md` is written from the docstrings here, from those of the steps
(`sandbox_steps`) and of the functions of expressions (`templates/sandbox/functions`). Every model is closed: an
unknown key is a problem with file and line.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, StrictBool, StringConstraints

from .provider import Identifier
from .sandbox_steps import NOTHING, Form, Steps, Value

Route = Annotated[str, StringConstraints(pattern=r"^(GET|HEAD|PUT|POST|PATCH|DELETE) /\S*$")]


class Transition(Form):
    """One way from a state to another.

    With `after` it happens by itself: on entering a state (and when a waiting thing is changed) the first transition
    from it with `after` whose `when` holds is put on the clock. Without `after` only `move` does it.
    """

    from_: str | tuple[str, ...] = Field(alias="from", description="State or states.")
    to: str = Field(description="State.")
    after: Value = Field(default=None, description="Seconds of virtual time, with the thing named `item`.")
    when: Value = Field(default=True, description="What must hold of `item`.")
    do: Steps = Field(
        default=(),
        description="Steps afterwards; `item` is the thing in its new state, `before` the old one, `now` the due time.",
    )


class Machine(Form):
    """The states of a collection's things and the ways between them. States that nothing leaves are final."""

    field: str = Field(default="status", description="Member that holds the state.")
    initial: str = Field(description="State of a new thing.")
    transitions: tuple[Transition, ...] = Field(description="In order of preference.")


class Collection(Form):
    """Things of one kind: JSON objects with an id, an account that they belong to and an order of creation."""

    id: Value = Field(default="= uuid()", description="A new id; asked again while it is taken.")
    key: str = Field(default="id", description="Member that holds the id.")
    fields: Mapping[str, Value] = Field(
        default=NOTHING, description="Members that every new thing begins with."
    )
    hidden: tuple[str, ...] = Field(default=(), description="Members that no answer shows.")
    shared: StrictBool = Field(default=False, description="Every account sees all things.")
    missing: str | None = Field(default=None, description="Message of the 404 where `get` finds nothing.")
    machine: Machine | None = Field(default=None, description="Its states.")


class Webhooks(Form):
    """Where `emit` sends to."""

    to: Value = Field(
        default=[],
        description="List of addresses or of {url, secret}, with `event` and `account` (whose thing it is about).",
    )
    secret: Value = Field(default="sandbox", description="Key of the signature where the target has none.")
    retry: tuple[Value, ...] = Field(
        default=("= seconds(10)", "= minutes(1)", "= minutes(10)", "= hours(1)"),
        description="Virtual delays before each further attempt.",
    )


class Sftp(Form):
    """A side door: an SFTP server whose finished files run steps. Needs the extra `sftp`."""

    steps: Steps = Field(description="Steps for each file, with `file` (as in request.files) and `caller`.")
    account: Value = Field(default=None, description="Account that the files belong to.")


class Idempotency(Form):
    """Requests that carry an `x-sdk-idempotency-token`: the same key and request get the stored answer again."""

    keep: Value = Field(
        default="= hours(24)", description="Time of the wall clock for which an answer is kept."
    )
    conflict: int | None = Field(
        default=None,
        description="Status for the same key with another request; the documented one of 409, 422, 400.",
    )
    status: int | None = Field(
        default=None, description="Status of an answer given again; as it was when absent."
    )


class Sandbox(Form):
    """A whole `sandbox.yaml`, beside the `openapi.yaml` of the same provider.

    Strings that begin with `=` are expressions, `==` at the beginning stands for a literal `=`; all else is literal.
    Maps and lists are evaluated inside. In a map a member whose value is `absent` is left out.

    Names in expressions: `request` (`method`, `path`, `query`, `header`, `cookie`: parameters by wire name, with the
    defaults of the description; `body`: JSON or form fields by wire name; `files`: list of {field, path, name, type,
    size, sha256, md5, blob}; `url`), `caller` ({account, scopes, environment, key}), `now` (virtual time in
    seconds of the epoch), `wall` (the real clock, which no speed makes faster: for what a caller holds, such as tokens,
    codes and links; `POST /_sandbox/advance` moves both), `settings`, `item` and what steps have bound. A member that is missing is null, also of
    null: `request.body.address.city`; one that is called as a word of Python is `job['from']`. There are no methods; the functions are listed below.

    A request is one transaction: what its steps changed before a failed `check` is undone. An operation without an
    entry answers with the example of the description.
    """

    settings: Mapping[Identifier, Value] = Field(default=NOTHING, description="Values for `settings.NAME`.")
    caller: Steps = Field(
        default=(),
        description="Steps that tell who calls, with `secret`, `scheme`, `environment` and `operation` (its id); they end with `return`"
        " {account, scopes}. Without them every good secret is of the account `sandbox` and may do everything;"
        " `scopes` null means all. For open operations they are not run.",
    )
    collections: Mapping[Identifier, Collection] = Field(default=NOTHING, description="What is kept.")
    views: Mapping[Identifier, Value] = Field(
        default=NOTHING, description="How a thing (named `item`) is shown, where it is not shown as it is."
    )
    routines: Mapping[Identifier, Steps] = Field(default=NOTHING, description="Steps for `call`.")
    operations: Mapping[str, Steps] = Field(default=NOTHING, description="operationId to steps.")
    routes: Mapping[Route, Steps] = Field(
        default=NOTHING,
        description="Places outside the description, such as storage behind signed links: `PUT /_storage/{token}`."
        " No credential is asked for; a body is the one of `request.files`.",
    )
    seed: Steps = Field(
        default=(), description="Steps at the start: what exists already, seen by every account."
    )
    unknown: Literal["ignored", "refused"] = Field(
        default="ignored",
        description="What becomes of query parameters and body fields that the description does not name. `ignored`: the "
        "answer lists them in `X-Sandbox-Ignored`; `refused`: the answer is that to an invalid request.",
    )
    nulls: Literal["checked", "absent"] = Field(
        default="checked",
        description="`absent`: a null for an optional member of a JSON body is as good as its absence, also where the"
        " description knows no null.",
    )
    webhooks: Webhooks = Field(default=Webhooks(), description="Where webhooks go.")
    idempotency: Idempotency = Field(default=Idempotency(), description="Repeated requests.")
    sftp: Sftp | None = Field(default=None, description="An SFTP side door.")
