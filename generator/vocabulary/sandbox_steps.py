"""The steps of a `sandbox.yaml`: what an operation does, one verb each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Discriminator, Field, StrictBool, Tag

from .provider import Identifier

Value = Any
"""A literal, or an expression (`= ...`), or a map or list of such."""
NOTHING: Mapping[str, Any] = {}
VERBS = (
    "let",
    "get",
    "list",
    "create",
    "update",
    "append",
    "delete",
    "move",
    "check",
    "for",
    "do",
    "call",
    "return",
    "emit",
    "keep",
    "open",
    "pay",
    "tell",
    "answer",
)


class Form(BaseModel):
    """Base of all forms: immutable, no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=False)


class Step(Form):
    """What every step may have besides its verb."""

    when: Value = Field(default=True, description="The step is skipped unless this is true.")


class Let(Step):
    """`let`: bind names; each sees those before it."""

    let: Mapping[Identifier, Value] = Field(description="Name to value.")


class Get(Step):
    """`get`: look for one thing; without it the request ends with 404 in the provider's error shape."""

    get: Identifier = Field(description="Collection.")
    id: Value = Field(default=None, description="Its id; quick.")
    filter: Mapping[str, Value] = Field(
        default=NOTHING,
        description="Instead of `id`: members that must have these values; null values do not count.",
    )
    where: Value = Field(default=True, description="What must hold of it, with the thing named `item`.")
    everyone: StrictBool = Field(default=False, description="Look at the things of all accounts.")
    optional: StrictBool = Field(default=False, description="Bind null where there is none.")
    status: int = Field(default=404, description="Status where there is none.")
    message: Value = Field(default=None, description="Message where there is none.")
    as_: Identifier = Field(default="item", alias="as", description="Name for the thing.")


class List(Step):
    """`list`: bind the things of a collection that the caller may see, oldest first."""

    list: Identifier = Field(description="Collection.")
    filter: Mapping[str, Value] = Field(
        default=NOTHING,
        description="Members that must have these values (a list: one of them); null values do not count.",
    )
    where: Value = Field(default=True, description="What must hold, with the thing named `item`.")
    everyone: StrictBool = Field(default=False, description="Take the things of all accounts.")
    sort: Value = Field(default=None, description="Value to sort by, with the thing named `item`.")
    reverse: Value = Field(default=False, description="Whether the last comes first.")
    as_: Identifier = Field(default="items", alias="as", description="Name for the list.")


class Create(Step):
    """`create`: a new thing; it begins in the first state of the collection's machine unless `with` names another."""

    create: Identifier = Field(description="Collection.")
    with_: Value = Field(
        default=NOTHING, alias="with", description="Its members, after the `fields` of the collection."
    )
    id: Value = Field(default=None, description="Its id instead of a new one; an id that exists is replaced.")
    owner: Value = Field(
        default=None, description="Account that sees it; the caller's when absent; `everyone` for all."
    )
    as_: Identifier = Field(default="item", alias="as", description="Name for the thing.")


class Update(Step):
    """`update`: change members of a thing. Setting the state by hand begins its time in that state anew."""

    update: Value = Field(description="The thing.")
    set: Value = Field(
        default=NOTHING, description="Members and their new values, with the old thing named `item`."
    )
    unset: tuple[str, ...] = Field(default=(), description="Members to take away.")
    as_: Identifier = Field(default="item", alias="as", description="Name for the changed thing.")


class Append(Step):
    """`append`: put a value at the end of a list member of a thing."""

    append: Value = Field(description="The thing.")
    to: str = Field(description="Its member that holds the list.")
    value: Value = Field(description="What is added.")
    as_: Identifier = Field(default="item", alias="as", description="Name for the changed thing.")


class Delete(Step):
    """`delete`: take a thing, or a list of things, away."""

    delete: Value = Field(description="The thing or things.")


class Move(Step):
    """`move`: a transition on request. Refused unless the machine has it and its `when` holds."""

    move: Value = Field(description="The thing.")
    to: Value = Field(
        default=None,
        description="The state; when absent the next one that time would bring, or the first possible.",
    )
    status: int = Field(default=409, description="Status of the refusal; the nearest documented one is used.")
    message: Value = Field(default=None, description="Message of the refusal.")
    as_: Identifier = Field(default="item", alias="as", description="Name for the changed thing.")


class Check(Step):
    """`check`: what must be true; otherwise the request ends with an error in the provider's shape, nothing changed."""

    check: Value = Field(description="What must be true.")
    status: int = Field(default=400, description="Status of the error.")
    message: Value = Field(default="The request is not possible.", description="Its message.")
    code: Value = Field(default=None, description="The provider's error code, where its errors have one.")
    body: Value = Field(
        default=None, description="The whole body of the error, where the usual shape will not do."
    )
    headers: Mapping[str, Value] = Field(default=NOTHING, description="Headers of the error.")


class For(Step):
    """`for`: steps once for each value of a list. Names bound inside stay bound."""

    for_: Value = Field(alias="for", description="The list.")
    each: Identifier = Field(default="each", description="Name for the value.")
    do: tuple[AnyStep, ...] = Field(description="The steps.")


class Do(Step):
    """`do`: steps under one condition."""

    do: tuple[AnyStep, ...] = Field(description="The steps.")


class Call(Step):
    """`call`: steps of `routines`, with names of their own."""

    call: Identifier = Field(description="The routine.")
    with_: Mapping[Identifier, Value] = Field(
        default=NOTHING,
        alias="with",
        description="Names that it sees, besides `request`, `caller` and `now`.",
    )
    as_: Identifier = Field(default="result", alias="as", description="Name for what it returns.")


class Return(Step):
    """`return`: end a routine, or the steps of `caller`, with a value."""

    return_: Value = Field(alias="return", description="The value.")


class Emit(Step):
    """`emit`: send a webhook, signed as described, repeated with growing delays until a 2xx answers."""

    emit: Value = Field(description="Name of the webhook in the description.")
    body: Value = Field(description="What is sent.")
    to: Value = Field(
        default=None, description="List of addresses or of {url, secret}; `webhooks.to` when absent."
    )


class Keep(Step):
    """`keep`: store a content and bind the file: {path, name, size, sha256, md5, blob}."""

    keep: Value = Field(description="Text, or a file to store under another name.")
    path: Value = Field(default="file", description="Name, with folders where it has some.")
    as_: Identifier = Field(default="file", alias="as", description="Name for the file.")


class Open(Step):
    """`open`: what a token of the function `sign` holds; forged, expired or other kinds end the request."""

    open: Value = Field(description="The token.")
    kind: Value = Field(description="The kind it was signed as.")
    status: int = Field(default=403, description="Status of the refusal.")
    message: Value = Field(default="The link is not valid or has expired.", description="Its message.")
    as_: Identifier = Field(default="link", alias="as", description="Name for what was signed.")


class Pay(Step):
    """`pay`: on an operation with `x-sdk-payment`: 402 with a challenge until a proof comes that fits it.

    The settlement is played: amount, receiver, network, time and single use of the proof are checked, its signature
    only for its form. Binds {payer, transaction, amount, network} and adds the settlement header to the answer.
    """

    pay: Value = Field(
        description="What is accepted: amount, asset, network, payTo, and more of the protocol."
    )
    resource: Value = Field(default=NOTHING, description="Description of what is sold; `url` is filled in.")
    message: Value = Field(default="Payment is required.", description="Text of the challenge.")
    as_: Identifier = Field(default="payment", alias="as", description="Name for the settlement.")


class Tell(Step):
    """`tell`: what a provider would say outside the API, such as a code by mail; `GET /_sandbox` lists it."""

    tell: Value = Field(description="Whom, such as a mail address.")
    body: Value = Field(description="What is said.")


class Reply(Form):
    """What is answered. Members of things that are hidden are left out, envelope and pages are added as described."""

    status: Value = Field(default=None, description="Status; the first documented success when absent.")
    body: Value = Field(default=None, description="The JSON body, inside the envelope where there is one.")
    items: Value = Field(
        default=None,
        description="Instead of `body`: everything that is listed; the engine cuts out the page.",
    )
    size: Value = Field(default=None, description="Items a page where the request does not say.")
    next: Value = Field(
        default=None,
        description="What the member for the next page holds, with `page` = {number, next, size, total, more};"
        " number of the next page or null when absent.",
    )
    view: Identifier | None = Field(
        default=None, description="View through which `body` or each of `items` is shown."
    )
    more: Value = Field(default=NOTHING, description="Further members beside `items`.")
    file: Value = Field(default=None, description="Instead of `body`: a file; ranges are served.")
    filename: Value = Field(default=None, description="Name in Content-Disposition; none when absent.")
    type: Value = Field(default=None, description="Content type; guessed from the file's name when absent.")
    headers: Mapping[str, Value] = Field(
        default=NOTHING, description="Headers; those with a null value are left out."
    )
    bare: StrictBool = Field(default=False, description="Leave the envelope away.")
    example: str | None = Field(default=None, description="Instead of `body`: an example of the description.")


class Answer(Step):
    """`answer`: end the request. Steps without one answer with the first documented success and no body."""

    answer: Reply = Field(description="What is answered.")


def _verb(value: Any) -> str | None:
    if isinstance(value, Form):
        return "step:" + type(value).__name__.lower()
    if not isinstance(value, dict):
        return None
    # `for` has `do`, and other steps have members that are verbs elsewhere.
    order = ("for", *(v for v in VERBS if v not in ("for", "do")), "do")
    return next(("step:" + verb for verb in order if verb in value), None)


AnyStep = Annotated[
    Annotated[Let, Tag("step:let")]
    | Annotated[Get, Tag("step:get")]
    | Annotated[List, Tag("step:list")]
    | Annotated[Create, Tag("step:create")]
    | Annotated[Update, Tag("step:update")]
    | Annotated[Append, Tag("step:append")]
    | Annotated[Delete, Tag("step:delete")]
    | Annotated[Move, Tag("step:move")]
    | Annotated[Check, Tag("step:check")]
    | Annotated[For, Tag("step:for")]
    | Annotated[Do, Tag("step:do")]
    | Annotated[Call, Tag("step:call")]
    | Annotated[Return, Tag("step:return")]
    | Annotated[Emit, Tag("step:emit")]
    | Annotated[Keep, Tag("step:keep")]
    | Annotated[Open, Tag("step:open")]
    | Annotated[Pay, Tag("step:pay")]
    | Annotated[Tell, Tag("step:tell")]
    | Annotated[Answer, Tag("step:answer")],
    Discriminator(
        _verb,
        custom_error_type="step",
        custom_error_message="a step is a map with one of: " + ", ".join(VERBS),
    ),
]
Steps = tuple[AnyStep, ...]

_ = For.model_rebuild(), Do.model_rebuild()
