"""The intermediate representation: what a description says, as frozen values. No Python source text.

Types are JSON Schemas (dicts) whose only references are ``#/components/schemas/Name``; how they are spelt in Python
is the business of `models` and `python`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from . import names
from .problems import Place
from .vocabulary import operation as v

Schema = Mapping[str, Any]
Direction = Literal["read", "write"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One example value of a parameter, body or answer, with its name and where it stands."""

    name: str
    value: Any
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A path, query, header or cookie parameter."""

    name: str
    wire: str
    location: Literal["path", "query", "header", "cookie"]
    schema: Schema
    required: bool
    description: str
    style: str
    explode: bool
    allow_reserved: bool = False
    content_type: str | None = None
    deprecated: bool = False
    sensitive: bool = False
    idempotency: v.IdempotencyToken | None = None
    example: Example | None = None
    sources: tuple[str, ...] = ()
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A top-level field of a request body that is an argument of the method; `whole` is the body itself.

    `rest` stands for every field that the description allows and does not name.

    `style` and `explode` are those of a form's encoding; None where the description leaves them open.
    """

    name: str
    wire: str
    schema: Schema
    required: bool
    description: str
    file: Literal["no", "one", "many"] = "no"
    content_type: str | None = None
    style: str | None = None
    explode: bool | None = None
    whole: bool = False
    rest: bool = False
    nullable: bool = False
    deprecated: bool = False
    sensitive: bool = False
    upload: v.Upload | None = None
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """One content type of a request body and the names of the fields it carries."""

    content_type: str
    fields: tuple[str, ...]
    required: frozenset[str]
    schema: Schema
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A request body: all fields over all content types, in order of first appearance."""

    media: tuple[Media, ...]
    fields: tuple[Field, ...]
    required: bool
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A response header."""

    name: str
    description: str
    schema: Schema


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """One content type of an answer."""

    content_type: str
    kind: Literal["json", "text", "binary"]
    schema: Schema | None
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """An answer by status: a code, a class like `4XX` or `default`."""

    status: str
    description: str
    contents: tuple[Content, ...] = ()
    headers: tuple[Header, ...] = ()
    place: Place

    @property
    def success(self) -> bool:
        """Whether it is a 2xx."""
        return self.status.startswith("2")


@dataclass(frozen=True, slots=True, kw_only=True)
class Security:
    """One alternative of a security requirement: schemes that hold together, each with its scopes."""

    schemes: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation, under the names of its Python method."""

    id: str
    method: str
    path: str
    resource: str
    name: str
    summary: str
    description: str
    server: str | None
    parameters: tuple[Parameter, ...]
    body: Body | None
    responses: tuple[Response, ...]
    security: tuple[Security, ...]
    deprecated: bool
    retry: Literal["never", "safe", "keyed"]
    readonly: bool
    billable: bool
    cost: v.Cost | None = None
    for_many: v.ForMany | None = None
    recover: v.Recover | None
    environments: tuple[str, ...]
    enveloped: bool
    first_or_self: bool
    paginated: v.Paginated | None
    waiters: Mapping[str, v.Waiter]
    constraints: tuple[v.Constraint, ...]
    upload: v.Upload | None
    download: v.Download | None
    managed: v.ManagedUpload | None = None
    guide: v.Guide | None = None
    payment: v.Payment | None
    rate_limits: tuple[v.RateLimit, ...]
    read_timeout: float | None = None
    sources: tuple[str, ...]
    arguments: str = ""
    """The class of its arguments where a schema has the name of the operation."""
    place: Place

    @property
    def arguments_class(self) -> str:
        """The class that checks its arguments."""
        return self.arguments or names.model(self.id)

    @property
    def download_method(self) -> str:
        """Name of the method that downloads to the disk."""
        return (self.download.method if self.download else None) or f"{self.name}_to"

    @property
    def estimate_method(self) -> str | None:
        """Name of the method that estimates what a call costs."""
        if self.cost is None or self.cost.prices is None:
            return None
        return self.cost.method or f"estimate_{self.name}"

    @property
    def further_methods(self) -> tuple[str, ...]:
        """Names of the methods that it gets besides its own one."""
        found = [name + ending for name in self.waiters for ending in ("", "_many")]
        if self.download is not None:
            found.append(self.download_method)
            manifest = self.download.manifest
            if manifest is not None and manifest.method is not None:
                found.append(manifest.method)
        if self.managed is not None:
            found.append(self.managed.method)
        if self.estimate_method is not None:
            found.append(self.estimate_method)
        if self.for_many is not None:
            found.append(self.for_many.method or f"{self.name}_many")
        return tuple(found)

    @property
    def scopes(self) -> tuple[str, ...]:
        """Every scope that some alternative asks for."""
        return tuple(dict.fromkeys(s for a in self.security for _, scopes in a.schemes for s in scopes))


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A group of operations: one attribute of the client."""

    name: str
    description: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedSchema:
    """A component schema; `resource` is the only resource that uses it, or None when it is shared."""

    name: str
    schema: Schema
    resource: str | None
    directions: frozenset[Direction]
    sources: tuple[str, ...] = ()
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A server of the description, as a named environment."""

    name: str
    url: str
    description: str
    default: bool
    key_prefixes: tuple[str, ...]
    webhook_host: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityScheme:
    """A way to authenticate."""

    name: str
    placement: Literal["bearer", "basic", "header", "query", "cookie"]
    wire: str
    description: str
    credential: v.Credential | None
    token: v.TokenRefresh | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """A delivery that the provider makes to the user's server."""

    name: str
    summary: str
    description: str
    schema: Schema
    examples: tuple[Example, ...]
    signature: v.WebhookSignature | None
    refused: int | None
    sources: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """A whole description."""

    package: str
    client: str
    title: str
    version: str
    description: str
    docs: str | None
    provider: v.Provider | None
    servers: tuple[Server, ...]
    security_schemes: tuple[SecurityScheme, ...]
    envelope: v.Envelope | None
    errors: v.ErrorShape | None
    retryable: v.Retryable
    rate_limits: tuple[v.RateLimit, ...]
    resources: tuple[Resource, ...]
    schemas: Mapping[str, NamedSchema]
    webhooks: tuple[Webhook, ...]
    webhook_events: v.WebhookEvents | None = None
    bundle: Mapping[str, Any] = field(repr=False)

    @property
    def operations(self) -> tuple[Operation, ...]:
        """All operations, by resource."""
        return tuple(o for r in self.resources for o in r.operations)

    def operation(self, id: str) -> Operation | None:
        """The operation of an operationId."""
        return next((o for o in self.operations if o.id == id), None)
