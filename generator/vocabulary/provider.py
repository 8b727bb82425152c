"""The terms of the vocabulary about a provider as a whole: names, environments, credentials, envelope, errors.

See `vocabulary`, which has the terms about operations and the table of all keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, StringConstraints
from pydantic.alias_generators import to_camel


class Term(BaseModel):
    """Base of all values: immutable, no unknown fields, camelCase in YAML."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=False)


Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
ClassName = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Za-z0-9]*$")]
EnvironmentVariable = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9_]*$")]
RequestExpression = Annotated[
    str, StringConstraints(pattern=r"^\$request\.(query|path|header|cookie)\.[^#]+$|^\$request\.body(#/.*)?$")
]
ResponseExpression = Annotated[
    str, StringConstraints(pattern=r"^\$response\.header\.[^#]+$|^\$response\.body(#/.*)?$")
]
Source = Annotated[
    str,
    StringConstraints(pattern=r"^(docs|client|swagger|page|site|survey|script|protocol|inferred)(:.+)?$"),
]


class Provider(Term):
    """`x-sdk-provider`: the names under which the whole document becomes a package."""

    package: Identifier = Field(description="Module name below `clientome`, for example `subseq`.")
    client: ClassName = Field(description="Class name of the sync client; the async one is prefixed `Async`.")
    title: str = Field(description="Human name of the service.")
    docs: str | None = Field(default=None, description="Address of the provider's own documentation.")
    base_url_variable: EnvironmentVariable = Field(
        description="Environment variable that overrides the base URL."
    )
    environment_variable: EnvironmentVariable | None = Field(
        default=None, description="Environment variable that names the environment to use."
    )
    request_id_headers: tuple[str, ...] = Field(
        default=("x-request-id",), description="Response headers that carry a request id, best first."
    )


class Environment(Term):
    """`x-sdk-environment` on a server: a named environment and the key prefixes it accepts."""

    name: Identifier = Field(description="What a user passes as `environment`.")
    default: StrictBool = Field(default=False, description="Used where the user names none.")
    key_prefixes: tuple[str, ...] = Field(
        default=(),
        description="Prefixes of the keys that belong here; a key of another environment is refused.",
    )
    webhook_host: str | None = Field(
        default=None, description="Host name that enters a webhook signature; the server's host when absent."
    )


class Credential(Term):
    """`x-sdk-credential` on a security scheme: constructor argument and environment variable of its secret."""

    argument: Identifier = Field(default="api_key", description="Argument of the client's constructor.")
    variable: EnvironmentVariable = Field(
        description="Environment variable that is read where it is left out."
    )
    description: str | None = Field(default=None, description="What the secret is and where a user gets it.")


class Login(Term):
    """How credentials become a token: the operation, its inputs and where the tokens are in its answer."""

    operation: str = Field(description="operationId of the login operation.")
    variables: Mapping[str, EnvironmentVariable] = Field(
        description="Argument of the operation (and of the client's constructor) to environment variable."
    )
    access: ResponseExpression = Field(description="Where the access token is.")
    refresh: ResponseExpression | None = Field(default=None, description="Where the refresh token is.")


class Refresh(Term):
    """How an expired access token is renewed; `inputs` maps arguments to `access` or `refresh`."""

    operation: str = Field(description="operationId of the refresh operation.")
    inputs: Mapping[str, Literal["access", "refresh"]] = Field(
        description="Argument to the token that it takes."
    )
    access: ResponseExpression = Field(description="Where the new access token is.")
    refresh: ResponseExpression | None = Field(default=None, description="Where the new refresh token is.")


class TokenRefresh(Term):
    """`x-sdk-token-refresh` on a security scheme: short-lived tokens that the client obtains and renews itself.

    After a 401 the token is refreshed once, by one caller for all; where the refresh fails, the client
    logs in again; a second 401 is an error.
    """

    login: Login = Field(description="How to log in.")
    refresh: Refresh | None = Field(
        default=None, description="How to renew; without it the client logs in again."
    )


class Envelope(Term):
    """`x-sdk-envelope` on the document: every JSON answer wraps the result."""

    success: ResponseExpression | None = Field(
        default=None, description="Boolean that is false when the call failed although the status is 2xx."
    )
    data: ResponseExpression = Field(description="The result that a method returns.")
    error: ResponseExpression | None = Field(default=None, description="The message of a failure.")


class ErrorShape(Term):
    """`x-sdk-errors` on the document: where an error body keeps its message and its code."""

    message: tuple[ResponseExpression, ...] = Field(
        description="Places of the message; the first that is there wins."
    )
    code: ResponseExpression | None = Field(
        default=None, description="Place of the provider's own error code."
    )


class Retryable(Term):
    """`x-sdk-retryable` on the document: the statuses that a repeat can cure."""

    statuses: tuple[StrictInt, ...] = Field(
        default=(408, 429, 500, 502, 503, 504), description="Status codes."
    )


class RateLimit(Term):
    """One token bucket of `x-sdk-rate-limit`: `burst` calls at once, then `rate` calls per `period` seconds."""

    scope: Literal["address", "account", "global"] = Field(description="Who shares the bucket.")
    burst: StrictInt = Field(description="Calls that may be made at once.")
    rate: float = Field(gt=0, description="Calls per period once the burst is used up.")
    period: float = Field(default=1, gt=0, description="Seconds.")
