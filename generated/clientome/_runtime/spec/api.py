"""What is true of a provider as a whole: names, environments, credentials, envelope, errors, limits.

A generated package holds one :class:`Api` value. Nothing here does I/O.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Path = tuple[str | int, ...]
"""Attribute names (of models), keys (of dicts) and indexes (of lists) that lead to a value inside an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """One named environment: its base URL and the prefixes of the keys that belong to it."""

    name: str
    base_url: str
    default: bool = False
    key_prefixes: tuple[str, ...] = ()
    webhook_host: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """How credentials become tokens, and how an expired access token is renewed.

    ``operation`` and ``refresh_operation`` are "module:NAME" references below the provider's package, so that this
    value can be made without importing them. ``variables`` maps login arguments to environment variables.
    """

    operation: str
    variables: Mapping[str, str]
    access: Path
    refresh: Path | None = None
    refresh_operation: str | None = None
    refresh_inputs: Mapping[str, Literal["access", "refresh"]] = field(
        default_factory=dict[str, Literal["access", "refresh"]]
    )
    refreshed_access: Path | None = None
    refreshed_refresh: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """One security scheme: where the secret goes and where it comes from.

    ``placement`` "bearer" and "basic" use the Authorization header; "header", "query" and "cookie" use ``wire``.
    ``argument`` is the constructor argument, ``variable`` the environment variable. With ``login`` the secret is a
    token that the client obtains itself.
    """

    scheme: str
    placement: Literal["bearer", "basic", "header", "query", "cookie"]
    wire: str = "Authorization"
    argument: str | None = None
    variable: str | None = None
    login: Login | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """The wrapper around every JSON answer; the paths are attribute names of the answer's model."""

    success: Path | None
    data: Path
    error: Path | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorShape:
    """Where an error body keeps its message (first match wins) and its code. JSON keys, not attributes."""

    message: tuple[Path, ...] = (("message",), ("error",), ("detail",), ("error", "message"))
    code: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RateLimit:
    """A token bucket: ``burst`` calls at once, then ``rate`` calls per ``period`` seconds."""

    scope: Literal["address", "account", "global"]
    burst: int
    rate: float
    period: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """One provider; ``package`` is the import path of its package."""

    name: str
    title: str
    package: str
    environments: tuple[Environment, ...]
    base_url_variable: str | None = None
    environment_variable: str | None = None
    credentials: tuple[Credential, ...] = ()
    envelope: Envelope | None = None
    errors: ErrorShape = ErrorShape()
    retry_statuses: tuple[int, ...] = (408, 429, 500, 502, 503, 504)
    rate_limits: tuple[RateLimit, ...] = ()
    request_id_headers: tuple[str, ...] = ("x-request-id",)
