"""Webhook deliveries: check the signature over the raw bytes, then read a typed event.

Rules:

- How a provider signs is data (:class:`WebhookSignature`). Every secret is tried, and each comparison takes constant
  time, so that secrets can be rotated.
- Nothing of a delivery is parsed before its signature is verified.
- Where the provider documents no signature, the caller must say ``unverified=True``.
- An undescribed event is no error: it becomes an :class:`UnknownEvent`.
- Providers may deliver an event twice, and events in another order. Handlers must expect that.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar, cast
from urllib.parse import urlsplit

from pydantic import BaseModel, ValidationError
from pydantic_core import from_json

from .base.errors import ConfigurationError, WebhookError
from .base.frames import guard_methods
from .base.guards import is_mapping
from .base.headers import Hidden
from .spec.api import Api, Environment

E_co = TypeVar("E_co", bound=BaseModel, covariant=True)

HeaderPairs = Iterable[tuple[str | bytes, str | bytes]]
Secrets = str | Sequence[str]


class SignatureError(WebhookError):
    """The signature of a delivery is missing or wrong: it is not from the provider, or the secret is not the right one."""


@guard_methods
@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookSignature:
    """How deliveries are signed: the header, and what is concatenated (host name, raw body) and signed."""

    header: str
    algorithm: Literal["hmac-sha256"] = "hmac-sha256"
    encoding: Literal["base64", "hex"] = "base64"
    message: tuple[Literal["host", "body"], ...] = ("body",)
    secret_variable: str | None = None

    def sign(self, raw_body: bytes, secret: str, host: str | None = None) -> str:
        """The value of the signature header, as the provider would send it."""
        digest = hmac.new(secret.encode(), digestmod=hashlib.sha256)
        for part in self.message:
            digest.update(raw_body if part == "body" else self._host(host))
        return (
            digest.hexdigest()
            if self.encoding == "hex"
            else base64.b64encode(digest.digest()).decode("ascii")
        )

    def verify(
        self,
        raw_body: bytes,
        headers: Mapping[str, str] | HeaderPairs,
        *,
        secrets: Secrets,
        host: str | None = None,
    ) -> None:
        """Return if one of the secrets made the signature; raise :class:`SignatureError` otherwise.

        ``raw_body`` are the bytes as they came: JSON that was read and written again has another signature.
        """
        if not isinstance(cast(object, raw_body), (bytes, bytearray)):
            raise WebhookError("the signature is made over bytes; pass the raw body of the request")
        usable = secrets_of(secrets)
        found = header_values(headers, self.header)
        if not found:
            raise SignatureError(f"the delivery has no {self.header} header")
        if len(found) > 1:
            raise SignatureError(f"the delivery has more than one {self.header} header")
        given = found[0].strip()
        if self.encoding == "hex":
            given = given.lower()
        right = False
        for secret in usable:
            # No early exit: the time must not reveal which secret matched.
            right |= hmac.compare_digest(
                self.sign(raw_body, secret, host).encode(), given.encode(errors="replace")
            )
        if not right:
            raise SignatureError(
                f"the {self.header} header is not the signature of this body; check the secret"
                + (" and the environment" if "host" in self.message else "")
            )

    @staticmethod
    def _host(host: str | None) -> bytes:
        if not host:
            raise WebhookError("the signature covers the host name of the provider's API; pass host=")
        return host.encode("ascii", errors="replace")


# No slots: in Python 3.11 a frozen generic with slots cannot be made as Event[X](...).
@dataclass(frozen=True, kw_only=True)
class Event(Generic[E_co]):
    """One kind of event and how to recognise it: ``member`` has ``value``, or all ``fields`` are there."""

    name: str
    model: type[E_co]
    fields: tuple[str, ...] = ()
    member: str | None = None
    value: str | None = None

    def matches(self, body: Mapping[str, Any]) -> bool:
        """Whether a body is of this kind."""
        if self.member is not None and body.get(self.member) != self.value:
            return False
        return all(name in body for name in self.fields)


@dataclass(frozen=True, kw_only=True)
class Webhooks(Generic[E_co]):
    """What is known of a provider's webhooks. ``refused_status`` answers a wrong signature."""

    api: Api
    events: tuple[Event[E_co], ...]
    signature: WebhookSignature | None = None
    refused_status: int = 422


@dataclass(frozen=True, slots=True)
class UnknownEvent:
    """A delivery that fits no described event. ``body`` is its JSON; ``problems`` say where a described one differs.

    The repr shows names of fields only, since values may be personal.
    """

    body: Mapping[str, Any] = field(repr=False)
    name: str | None = None
    problems: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"UnknownEvent(name={self.name!r}, fields={sorted(self.body)}, problems={list(self.problems)})"


@guard_methods
class Receiver(Generic[E_co]):
    """Turns deliveries into events. Holds the secrets of one endpoint and one environment; safe to share."""

    def __init__(
        self,
        webhooks: Webhooks[E_co],
        *,
        secrets: Secrets | None = None,
        environment: str | None = None,
        host: str | None = None,
        unverified: bool = False,
    ) -> None:
        self.webhooks = webhooks
        title = webhooks.api.title
        signature = webhooks.signature
        self._secrets: Hidden[tuple[str, ...]] = Hidden(())
        self._host = host
        if signature is None:
            if not unverified:
                raise ConfigurationError(
                    f"{title} documents no signature for its webhooks, so anybody could send them; pass "
                    "unverified=True to read them nevertheless, and fetch what an event tells from the API"
                )
            if secrets is not None:
                raise ConfigurationError(
                    f"{title} documents no signature for its webhooks; secrets have no use"
                )
        else:
            if unverified:
                raise ConfigurationError(f"{title} signs its webhooks; unverified=True is not for them")
            self._secrets = Hidden(_given_or_found(signature, secrets, title))
            if host is None and "host" in signature.message:
                self._host = webhook_host(webhooks.api, environment)
        # The most specific kinds first, whatever the order of the description.
        self._events = sorted(webhooks.events, key=lambda event: (event.member is None, -len(event.fields)))

    def verify(self, raw_body: bytes, headers: Mapping[str, str] | HeaderPairs) -> None:
        """Raise :class:`SignatureError` unless the provider signed this body."""
        if self.webhooks.signature is not None:
            self.webhooks.signature.verify(raw_body, headers, secrets=self._secrets.value, host=self._host)

    def receive(self, raw_body: bytes, headers: Mapping[str, str] | HeaderPairs) -> E_co | UnknownEvent:
        """The event of a delivery, once its signature is right."""
        self.verify(raw_body, headers)
        return self.parse(raw_body)

    def parse(self, raw_body: bytes) -> E_co | UnknownEvent:
        """The event in a body, without verifying its signature."""
        try:
            # It limits the depth of nesting itself.
            body: object = from_json(raw_body)
        except ValueError:
            raise WebhookError("the delivery is not JSON") from None
        if not is_mapping(body):
            raise WebhookError("the delivery is not a JSON object")
        problems: tuple[str, ...] = ()
        name: str | None = None
        for event in self._events:
            if not event.matches(body):
                continue
            try:
                return event.model.model_validate_json(raw_body)
            except ValidationError as error:
                details = error.errors(include_url=False, include_context=False, include_input=False)
                name = name or event.name
                problems += tuple(
                    f"{event.name}: {'.'.join(map(str, item['loc']))}: {item['type']}" for item in details
                )
        return UnknownEvent(body, name, problems)

    def __repr__(self) -> str:
        return (
            f"Receiver({self.webhooks.api.title!r}, secrets={len(self._secrets.value)}, host={self._host!r})"
        )


def secrets_of(secrets: Secrets) -> tuple[str, ...]:
    """The secrets as a tuple. No secret, or an empty one, is an error: anybody could sign with it."""
    found = (secrets,) if isinstance(secrets, str) else tuple(secrets)
    if not found or not all(found):
        raise WebhookError(
            "no usable webhook secret: pass secrets=, as text or as a list of texts that are not empty"
        )
    return found


def header_values(headers: Mapping[str, str] | HeaderPairs, name: str) -> list[str]:
    """All values of a header, whatever its case, from a mapping or from pairs."""
    pairs: Iterable[tuple[str | bytes, str | bytes]]
    pairs = cast("Iterable[tuple[str, str]]", headers.items()) if isinstance(headers, Mapping) else headers
    wanted = name.lower()
    return [_text(value) for key, value in pairs if _text(key).lower() == wanted]


def webhook_host(api: Api, environment: str | None) -> str:
    """The host name that enters signatures: that of the named environment, or of the default one."""
    chosen = _environment(api, environment)
    host = chosen.webhook_host or urlsplit(chosen.base_url).hostname
    if not host:
        raise ConfigurationError(f"{api.title}: the environment {chosen.name} has no host name; pass host=")
    return host


def _environment(api: Api, name: str | None) -> Environment:
    if name is None and api.environment_variable:
        name = os.environ.get(api.environment_variable) or None
    for environment in api.environments:
        if environment.name == name or (name is None and environment.default):
            return environment
    names = ", ".join(repr(environment.name) for environment in api.environments)
    raise ConfigurationError(f"{api.title}: name the environment that the webhooks come from: one of {names}")


def _given_or_found(signature: WebhookSignature, secrets: Secrets | None, title: str) -> tuple[str, ...]:
    variable = signature.secret_variable
    if secrets is None and variable is not None:
        secrets = os.environ.get(variable) or None
    if secrets is None:
        hint = f" or set {variable}" if variable else ""
        raise ConfigurationError(f"{title}: the webhook secret is missing; pass secrets={hint}")
    return secrets_of(secrets)


def _text(value: str | bytes) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value
