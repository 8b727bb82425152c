"""The closed vocabulary of `x-sdk-` keys: what OpenAPI cannot say and a client must know.

Every key is one entry of :data:`KEYS`: its name, the places of a document where it may stand and
the frozen model of its value. The reference page `generated/vocabulary.md` is written from the
docstrings here. An unknown key, a key in the wrong place or a wrong value is a problem with file
and line; nothing is ignored.

Expressions follow OpenAPI links and Arazzo: ``$request.query.page``, ``$request.path.orderId``,
``$request.body#/credits``, ``$response.body#/data/status``, ``$response.header.Retry-After``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    RootModel,
    StrictBool,
    StrictInt,
    StrictStr,
    StringConstraints,
    model_validator,
)

from .provider import (
    ClassName,
    Credential,
    Envelope,
    Environment,
    EnvironmentVariable,
    ErrorShape,
    Identifier,
    Login,
    Provider,
    RateLimit,
    Refresh,
    RequestExpression,
    ResponseExpression,
    Retryable,
    Source,
    Term,
    TokenRefresh,
)
from .transfers import (
    Acceptor,
    After,
    Cancellation,
    DirectWay,
    Download,
    Explanation,
    Item,
    ItemPointer,
    ManagedUpload,
    Manifest,
    SftpWay,
    SignedWay,
    StateList,
    Step,
    Then,
    Upload,
    Waitable,
    Waiter,
    Way,
)

PREFIX = "x-sdk-"


__all__ = [
    "Acceptor",
    "After",
    "Billable",
    "Cancellation",
    "ClassName",
    "Condition",
    "Constraint",
    "Constraints",
    "Cost",
    "Credential",
    "DirectWay",
    "Download",
    "Envelope",
    "Environment",
    "EnvironmentVariable",
    "Environments",
    "ErrorShape",
    "Explanation",
    "Flag",
    "ForMany",
    "Guide",
    "IdempotencyToken",
    "Identifier",
    "Item",
    "KEYS",
    "Key",
    "Login",
    "ManagedUpload",
    "Manifest",
    "Name",
    "NoEnvelope",
    "PREFIX",
    "Paginated",
    "Payment",
    "Place",
    "PriceList",
    "Provider",
    "RateLimit",
    "RateLimits",
    "ReadOnly",
    "Recover",
    "Refresh",
    "RequestExpression",
    "ResponseExpression",
    "Result",
    "Retry",
    "Retryable",
    "Sensitive",
    "SftpWay",
    "SignedWay",
    "Source",
    "Sources",
    "StateList",
    "Step",
    "Term",
    "Then",
    "Timeout",
    "Timestamp",
    "TokenRefresh",
    "Upload",
    "Waitable",
    "Waiter",
    "Way",
    "WebhookEvents",
    "WebhookSignature",
    "parse",
]


class Place(StrEnum):
    """Where in an OpenAPI document a key may stand."""

    ROOT = "document"
    SERVER = "server"
    SECURITY_SCHEME = "security scheme"
    OPERATION = "operation"
    PARAMETER = "parameter"
    SCHEMA = "schema"
    RESPONSE = "response"
    WEBHOOK = "webhook operation"


class RateLimits(RootModel[tuple[RateLimit, ...]]):
    """`x-sdk-rate-limit` on the document or an operation: the documented limits, all of which hold."""

    model_config = ConfigDict(frozen=True)


class Name(RootModel[Identifier]):
    """A Python name.

    `x-sdk-name` on a parameter or property, where the wire name will not do; `x-sdk-method` on an operation for its
    method; `x-sdk-resource` on an operation where the first tag will not do.
    """

    model_config = ConfigDict(frozen=True)


class Sources(RootModel[tuple[Source, ...]]):
    """`x-sdk-source`: where a fact comes from, best source first.

    `docs:L12-L20` the provider's reference (with the lines of the saved text), `client:name` its official client,
    `swagger` its published OpenAPI document, `page:address`, `site`, `survey`, `script`, `protocol:name` other public
    material, `inferred` our own reading.
    """

    model_config = ConfigDict(frozen=True)


class Retry(RootModel[Literal["never", "safe", "keyed"]]):
    """`x-sdk-retry` on an operation: whether a repeat is harmless.

    `safe`: may be repeated at will. `keyed`: only with an idempotency key. `never`: not once a byte has left.
    Without the key, GET, HEAD, PUT, DELETE, OPTIONS and TRACE are safe and POST and PATCH never, and an operation
    with an idempotency token is keyed.
    """

    model_config = ConfigDict(frozen=True)


class Flag(RootModel[StrictBool]):
    """A yes or no."""

    model_config = ConfigDict(frozen=True)


class NoEnvelope(Flag):
    """`x-sdk-no-envelope` on an operation: its answer is not wrapped, although the others are."""


class ReadOnly(Flag):
    """`x-sdk-readonly` on an operation: whether it leaves the server unchanged; by default GET and HEAD do."""


class Billable(Flag):
    """`x-sdk-billable` on an operation: calling it can cost money. Such an operation is never of retry class `safe`."""


class PriceList(Term):
    """Prices that another operation tells before a call. It is asked without arguments.

    The row is the one whose value at `key` equals the call's `argument`. The call costs what stands at `fixed`, and
    `hourly` for each hour that it runs, for `least_seconds` at least.
    """

    operation: str = Field(description="operationId of the operation.")
    items: ResponseExpression = Field(description="The list in its answer.")
    key: ItemPointer = Field(description="What the call's argument is compared with, in a row.")
    argument: Identifier = Field(description="Argument of the call that tells which row it is.")
    fixed: ItemPointer | None = Field(default=None, description="What each call costs, in a row.")
    hourly: ItemPointer | None = Field(default=None, description="What each hour costs, in a row.")
    least_seconds: ItemPointer | None = Field(
        default=None, description="The shortest time that is charged, in a row."
    )
    minutes: Identifier | None = Field(
        default=None, description="Argument of the call that limits how long it runs, in minutes."
    )

    @model_validator(mode="after")
    def _has_effect(self) -> PriceList:
        if self.fixed is None and self.hourly is None:
            raise ValueError("give fixed, hourly or both: without them a row tells no price")
        if self.hourly is None and (self.least_seconds is not None or self.minutes is not None):
            raise ValueError("leastSeconds and minutes say something of hourly only")
        return self


class Cost(Term):
    """`x-sdk-cost` on a billable operation: what it costs, told before the call or by its answer.

    With `prices` the operation gets a second method, which estimates a call. Limits that callers set are kept by it;
    where the price is unknown they refuse the call. `charged` is what a budget counts.
    """

    currency: StrictStr = Field(
        pattern=r"^[a-z][a-z0-9]*$", description="`credits`, or a code such as `usd`."
    )
    method: Identifier | None = Field(
        default=None,
        description="Name of the second method; `estimate_` and that of the operation if absent.",
    )
    prices: PriceList | None = Field(default=None, description="Where the price is told before.")
    charged: ResponseExpression | None = Field(default=None, description="What the answer says was charged.")
    charged_currency: ResponseExpression | None = Field(
        default=None, description="The currency of that; an amount of another one is not counted."
    )
    digits: StrictInt = Field(
        default=0,
        ge=0,
        le=18,
        description="Decimal places of the currency in the unit of `charged`: 2 for cents.",
    )

    @model_validator(mode="after")
    def _has_effect(self) -> Cost:
        if self.prices is None and self.charged is None:
            raise ValueError("give prices, charged or both")
        if self.prices is None and self.method is not None:
            raise ValueError("without prices nothing can be estimated; leave method out")
        if self.charged is None and (self.digits or self.charged_currency is not None):
            raise ValueError("digits and chargedCurrency say something of charged only")
        return self


class ForMany(Term):
    """`x-sdk-for-many` on an operation: a second method calls it for many ids, and gives a result or an error for each.

    All ids are collected before the first call, so that what is listed may change by the calls.
    """

    argument: Identifier = Field(description="The argument that takes the id.")
    method: Identifier | None = Field(
        default=None, description="Name of the second method; that of the operation and `_many` if absent."
    )


RecoverValue = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$|^\$file\.(name|size|md5)$")]
"""An argument of the operation, or something of the one file that it sends."""


class Recover(Term):
    """`x-sdk-recover` on an operation that must not be repeated: which list shows whether it was carried out.

    Errors name the method of `operation` where the answer to a call was lost. With `match` or `note`, for operations
    without an idempotency key, a client that has a state file looks by itself: it returns what it finds, and sends the call again only when the whole list lacks it
    `settle` seconds after the last attempt. The list must be paginated.
    """

    operation: str = Field(description="operationId of the list.")
    inputs: Mapping[Identifier, RecoverValue] = Field(
        default_factory=dict[str, str],
        description="Its arguments to those of this operation: they narrow the list.",
    )
    constants: Mapping[Identifier, Any] = Field(
        default_factory=dict[str, Any], description="Others of its arguments, with their values."
    )
    match: Mapping[ItemPointer, RecoverValue] = Field(
        default_factory=dict[str, str],
        description="What identifies the call: places in an item, and the arguments that stand there.",
    )
    prefix: str | None = Field(
        default=None,
        min_length=1,
        description="Of `match`: what comes before an argument there; more may follow it.",
    )
    note: Identifier | None = Field(
        default=None,
        description="An argument for a note. Where the caller allows it, a mark of the call is appended to it.",
    )
    note_at: ItemPointer | None = Field(default=None, description="Where an item shows that note.")
    since: ItemPointer | None = Field(
        default=None,
        description="Of `match`: where an item tells when it was made. Older things do not count.",
    )
    id: ItemPointer | None = Field(
        default=None, description="Of `match`: where an item has its id, and the result of the call too."
    )
    settle: float | None = Field(
        default=None, gt=0, description="Seconds after which absence counts, with `match` or `note`."
    )

    @model_validator(mode="after")
    def _has_effect(self) -> Recover:
        finds = bool(self.match) or self.note is not None
        if bool(self.match) != (self.since is not None and self.id is not None):
            raise ValueError("match needs since and id, and they need match")
        if (self.note is None) != (self.note_at is None):
            raise ValueError("note and noteAt need each other")
        if finds != (self.settle is not None) or (
            not finds and (self.inputs or self.constants or self.prefix)
        ):
            raise ValueError("match or note needs settle, and without both only operation has an effect")
        if self.prefix is not None and not self.match:
            raise ValueError("prefix is about match")
        return self


class Sensitive(Flag):
    """`x-sdk-sensitive` on a schema or parameter: personal or secret; masked in repr, logs and errors.

    A marked object that is read becomes a class that shows nothing of what is in it.
    """


class IdempotencyToken(Term):
    """`x-sdk-idempotency-token` on a header parameter: the SDK fills it with one key per logical call.

    The key is made before the first attempt and stays the same over all attempts.
    """

    required_in: tuple[Identifier, ...] = Field(
        default=(), description="Environments in which the provider refuses a call without it."
    )


class Environments(RootModel[tuple[Identifier, ...]]):
    """`x-sdk-environments` on an operation: the only environments in which it may be called."""

    model_config = ConfigDict(frozen=True)


class Paginated(Term):
    """`x-sdk-paginated` on an operation that lists things.

    `page`: numbered pages (`page`, `size`). `offset`: `offset` and `limit`. `single`: one answer holds everything
    that can be had (perhaps cut off by `limit`). A repeated page ends in an error instead of a loop.
    """

    style: Literal["page", "offset", "single"] = Field(description="How the next page is asked for.")
    items: ResponseExpression = Field(description="The items of one page.")
    page: RequestExpression | None = Field(default=None, description="Style page: the number of the page.")
    size: RequestExpression | None = Field(default=None, description="Style page: items a page.")
    offset: RequestExpression | None = Field(default=None, description="Style offset: items to skip.")
    limit: RequestExpression | None = Field(
        default=None, description="Styles offset and single: items at most."
    )
    total: ResponseExpression | None = Field(default=None, description="Number of items over all pages.")
    next: ResponseExpression | None = Field(default=None, description="Truthy while there are more pages.")
    first_page: StrictInt = Field(default=1, description="Style page: the number of the first page.")
    key: tuple[ItemPointer, ...] = Field(
        default=(),
        description="Styles page and offset: what tells an item from all others. Each is then given once, although "
        "rows move while pages are read.",
    )

    @model_validator(mode="after")
    def _has_effect(self) -> Paginated:
        if self.key and self.style == "single":
            raise ValueError("one page cannot give an item twice; leave key out")
        return self


class Timeout(Term):
    """`x-sdk-timeout` on an operation: how long to wait for an answer that takes longer than the usual 60 seconds.

    For calls that start something: who gives up early does not learn its id. A `read` timeout that the caller sets
    for the client or the call wins. On an operation that gives out a signed link for an upload it holds for the upload
    too.
    """

    read: float = Field(gt=0, description="Seconds without a byte of the answer until the call is given up.")


class Timestamp(Term):
    """`x-sdk-timestamp` on an integer schema: an epoch time; `none` is the value that means "not yet"."""

    unit: Literal["seconds", "milliseconds"] = Field(
        default="seconds", description="What the integer counts."
    )
    none: StrictInt | None = Field(
        default=None, description="The integer that means that there is no time yet."
    )


class Result(RootModel[Literal["first-or-self"]]):
    """`x-sdk-result` on an operation: `first-or-self` normalises an answer that is a thing or a list of one thing."""

    model_config = ConfigDict(frozen=True)


class Payment(Term):
    """`x-sdk-payment` on an operation: a 402 carries a challenge in one header and is answered by another."""

    protocol: Literal["x402"] = Field(description="The payment protocol.")
    version: StrictInt = Field(description="Its version.")
    challenge: ResponseExpression = Field(description="Header of the 402 answer that carries the challenge.")
    proof: RequestExpression = Field(description="Header of the repeated request that carries the payment.")


class Guide(Term):
    """`x-sdk-guide` on an operation: another one describes the named values that an argument takes.

    They are checked before anything is sent; the description is asked for once in a while.
    """

    operation: str = Field(description="operationId of the operation that describes them.")
    inputs: Mapping[Identifier, Identifier] = Field(
        description="Its arguments to those of this operation; they tell which description it is."
    )
    values: Identifier = Field(description="The argument that takes the named values.")


class WebhookEvents(Term):
    """`x-sdk-webhook-events` on the document: deliveries tell their kind, which is the name of the webhook.

    Without it they are told apart by the fields that their bodies must have.
    """

    member: str = Field(description="Member of the body that holds the name of the webhook.")


class WebhookSignature(Term):
    """`x-sdk-webhook` on a webhook operation: how its deliveries are signed.

    `message` lists what is concatenated and signed: `host` (host name of the environment) and `body` (raw bytes).
    """

    header: str = Field(description="Header that carries the signature.")
    algorithm: Literal["hmac-sha256"] = Field(description="How the message is signed.")
    encoding: Literal["base64", "hex"] = Field(description="How the signature is written.")
    message: tuple[Literal["host", "body"], ...] = Field(description="What is concatenated, in order.")
    secret_variable: EnvironmentVariable | None = Field(
        default=None, description="Environment variable that holds the secret."
    )


class Condition(Term):
    """True when `argument` is given and, where `any_of` is set, equals or contains one of its values."""

    argument: str = Field(description="Python name of the argument.")
    any_of: tuple[str, ...] = Field(default=(), description="Values that count; any value when empty.")


class Constraint(Term):
    """One rule of `x-sdk-constraints` on an operation: which arguments go together; checked before anything is sent.

    `requires`: when `when` holds, every path of `arguments` must be given (`pdf_metadata.sex` reaches into an object).
    `forbids`: when `when` holds, none may be given. `exactly-one`, `at-least-one`, `at-most-one` of `arguments`.
    """

    rule: Literal["requires", "forbids", "exactly-one", "at-least-one", "at-most-one"] = Field(
        description="What must hold."
    )
    arguments: tuple[str, ...] = Field(
        min_length=1, description="Python names, or paths into an object argument."
    )
    when: Condition | None = Field(default=None, description="When it must hold; always when absent.")
    message: str = Field(description="What the user is told.")


class Constraints(RootModel[tuple[Constraint, ...]]):
    """`x-sdk-constraints` on an operation: rules over its Python arguments."""

    model_config = ConfigDict(frozen=True)


@dataclass(frozen=True, slots=True)
class Key:
    """One key of the vocabulary."""

    name: str
    places: frozenset[Place]
    model: type[BaseModel]


def _key(name: str, model: type[BaseModel], *places: Place) -> Key:
    return Key(PREFIX + name, frozenset(places), model)


KEYS: Mapping[str, Key] = {
    key.name: key
    for key in (
        _key("provider", Provider, Place.ROOT),
        _key("envelope", Envelope, Place.ROOT),
        _key("no-envelope", NoEnvelope, Place.OPERATION),
        _key("errors", ErrorShape, Place.ROOT),
        _key("retryable", Retryable, Place.ROOT),
        _key("rate-limit", RateLimits, Place.ROOT, Place.OPERATION),
        _key("environment", Environment, Place.SERVER),
        _key("credential", Credential, Place.SECURITY_SCHEME),
        _key("token-refresh", TokenRefresh, Place.SECURITY_SCHEME),
        _key("resource", Name, Place.OPERATION),
        _key("method", Name, Place.OPERATION),
        _key("source", Sources, *Place),
        _key("retry", Retry, Place.OPERATION),
        _key("readonly", ReadOnly, Place.OPERATION),
        _key("billable", Billable, Place.OPERATION),
        _key("cost", Cost, Place.OPERATION),
        _key("for-many", ForMany, Place.OPERATION),
        _key("recover", Recover, Place.OPERATION),
        _key("environments", Environments, Place.OPERATION),
        _key("paginated", Paginated, Place.OPERATION),
        _key("waitable", Waitable, Place.OPERATION),
        _key("upload", Upload, Place.OPERATION, Place.SCHEMA),
        _key("managed-upload", ManagedUpload, Place.OPERATION),
        _key("download", Download, Place.OPERATION),
        _key("result", Result, Place.OPERATION),
        _key("payment", Payment, Place.OPERATION),
        _key("timeout", Timeout, Place.OPERATION),
        _key("constraints", Constraints, Place.OPERATION),
        _key("guide", Guide, Place.OPERATION),
        _key("name", Name, Place.PARAMETER, Place.SCHEMA),
        _key("idempotency-token", IdempotencyToken, Place.PARAMETER),
        _key("sensitive", Sensitive, Place.PARAMETER, Place.SCHEMA),
        _key("timestamp", Timestamp, Place.SCHEMA),
        _key("webhook", WebhookSignature, Place.WEBHOOK),
        _key("webhook-events", WebhookEvents, Place.ROOT),
    )
}


def parse(key: Key, value: Any) -> BaseModel:
    """The value of a key as its model; raises pydantic's ValidationError."""
    return key.model.model_validate(value)
