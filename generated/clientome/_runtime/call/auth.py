"""Credentials, and tokens that the client obtains and renews by itself.

Rules of the token flow:

- One caller at a time works on a token (a lock of the client); all others wait and take what it got.
- After a 401 the token that was refused is renewed once: by refresh where the provider has one, else, or where the
  refresh fails, by logging in again. A second 401 is an error.
- A failed login is not repeated by those who waited for it: they get the same error, so that a wrong password is not
  sent once per thread.
"""

from __future__ import annotations

import base64
import copy
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from ..base import errors
from ..base.errors import (
    APIError,
    ArgumentError,
    ClientomeError,
    ConfigurationError,
    DecodeError,
    EnvelopeError,
)
from ..flow.effects import Flow, acquire, release
from ..spec.api import Api, Credential, Login
from ..spec.operation import Operation
from .decode import reach
from .parameters import header_value
from .request import query_secret
from .settings import Settings, wanted

LOCK = "token"


class Grant:
    """What authorises one request: header, query piece or cookie, and the token behind it if it is renewable."""

    __slots__ = ("cookies", "headers", "query", "store", "token")

    def __init__(self) -> None:
        self.headers: list[tuple[bytes, bytes]] = []
        self.query: list[str] = []
        self.cookies: list[str] = []
        self.store: TokenStore | None = None
        self.token: str | None = None


NO_GRANT = Grant()


class TokenStore:
    """The tokens of one login credential. Written only under the lock."""

    __slots__ = ("access", "failure", "inputs", "login", "refresh", "round")

    def __init__(self, login: Login, inputs: Mapping[str, str]) -> None:
        self.login = login
        self.inputs = dict(inputs)
        self.access: str | None = None
        self.refresh: str | None = None
        self.round = 0
        self.failure: ClientomeError | None = None


class Auth:
    """The credentials of one client."""

    def __init__(self, api: Api, settings: Settings) -> None:
        self.api = api
        self._static: dict[str, str] = {}
        self._stores: dict[str, TokenStore] = {}
        self._credentials = {credential.scheme: credential for credential in api.credentials}
        self._grants: dict[tuple[tuple[str, ...], ...], tuple[Grant | None, tuple[str, ...]]] = {}
        self._token_grants: dict[tuple[str, ...], Grant] = {}
        for credential in api.credentials:
            self._take(credential, settings)

    def _take(self, credential: Credential, settings: Settings) -> None:
        secrets, login = settings.secrets, credential.login
        key = secrets.get(credential.argument) if credential.argument is not None else None
        can_login = login is not None and all(name in secrets for name in login.variables)
        # What is passed to the constructor wins over a key that merely happens to be in the environment.
        prefers_login = (
            login is not None
            and credential.argument not in settings.given
            and any(name in settings.given for name in login.variables)
        )
        if key is not None and not prefers_login:
            self._static[credential.scheme] = key
        elif can_login and login is not None:
            self._stores[credential.scheme] = TokenStore(
                login, {name: secrets[name] for name in login.variables}
            )

    def secrets(self) -> list[str]:
        """Every secret that must not show in a message."""
        found = list(self._static.values())
        for store in self._stores.values():
            found += [*store.inputs.values(), store.access or "", store.refresh or ""]
        return found

    def identity(self) -> list[str]:
        """What tells one account from another: keys, and names to log in with; not tokens, which change."""
        found = list(self._static.values())
        for store in self._stores.values():
            found += store.inputs.values()
        return found

    def settled(self, operation: Operation[Any]) -> Grant | None:
        """The grant where no token has to be obtained first, else None. Raises where a credential is missing."""
        security = operation.security
        if not security:
            return NO_GRANT
        known = self._grants.get(security)
        if known is None:
            schemes = self._choose(operation)
            tokens = any(scheme in self._stores for scheme in schemes)
            known = self._grants[security] = (None if tokens else self._grant(schemes), schemes)
        grant, schemes = known
        return grant if grant is not None else self._token_grants.get(schemes)

    def _choose(self, operation: Operation[Any]) -> tuple[str, ...]:
        for schemes in operation.security:
            if all(scheme in self._static or scheme in self._stores for scheme in schemes):
                return schemes
        raise ConfigurationError(f"{operation.id} needs credentials: {self.hint(operation)}")

    def hint(self, operation: Operation[Any]) -> str:
        """How to give the credentials of an operation."""
        ways: list[str] = []
        for schemes in operation.security:
            for scheme in schemes:
                credential = self._credentials.get(scheme)
                if credential is None:
                    continue
                login = set(credential.login.variables) if credential.login is not None else set[str]()
                names = wanted(credential)
                single = [name for name in names if name not in login]
                for group in ([name] for name in single), ([sorted(login)] if login else []):
                    for members in group:
                        text = " and ".join(_way(name, names[name]) for name in members)
                        if text not in ways:
                            ways.append(text)
        return "; or ".join(ways) or "none of its security schemes can be configured"

    def _grant(self, schemes: tuple[str, ...]) -> Grant:
        grant = Grant()
        for scheme in schemes:
            store = self._stores.get(scheme)
            secret = self._static.get(scheme) if store is None else store.access
            if store is not None:
                grant.store, grant.token = store, secret
            _place(grant, self._credentials[scheme], secret or "")
        return grant

    def obtain(
        self, operation: Operation[Any], run: Run, refused: str | None, patience: float | None
    ) -> Flow[Grant]:
        """A grant with a token other than the refused one, obtained by this caller or by another meanwhile."""
        _grant, schemes = self._grants[operation.security]
        for scheme in schemes:
            store = self._stores.get(scheme)
            if store is not None:
                yield from fresh_token(self.api, store, run, refused, patience)
        grant = self._token_grants[schemes] = self._grant(schemes)
        return grant


Run = Callable[[Operation[Any], Mapping[str, object]], Flow[Any]]
"""Calls an operation without credentials of its own and gives the whole answer."""


def _way(argument: str, variable: str | None) -> str:
    return f"{argument}=" + (f" (or environment variable {variable})" if variable else "")


def _place(grant: Grant, credential: Credential, secret: str) -> None:
    text = secret
    if credential.placement == "bearer":
        text = f"Bearer {secret}"
    elif credential.placement == "basic":
        text = "Basic " + base64.b64encode(secret.encode()).decode("ascii")
    if credential.placement == "query":
        grant.query.append(query_secret(credential.wire, secret))
        return
    try:
        value = header_value("credential", text)
    except ArgumentError:
        name = credential.argument or credential.scheme
        raise ConfigurationError(f"{name} contains characters that a header cannot carry") from None
    if credential.placement == "cookie":
        if any(character in secret for character in ' ";,\\'):
            raise ConfigurationError(f"{credential.argument or credential.scheme} cannot be sent as a cookie")
        grant.cookies.append(f"{credential.wire}={secret}")
        return
    grant.headers.append((credential.wire.encode("ascii"), value))


def named_value(api: Api, reference: str) -> Any:
    """What a "module:NAME" reference below the provider's package stands for."""
    module, _, name = reference.partition(":")
    return getattr(import_module(f"{api.package}.{module}"), name)


def operation_named(api: Api, reference: str) -> Operation[Any]:
    """The operation behind a reference."""
    operation: Operation[Any] = named_value(api, reference)
    return operation


def fresh_token(
    api: Api, store: TokenStore, run: Run, refused: str | None, patience: float | None
) -> Flow[None]:
    """Leave a token in the store that is not the refused one. Single flight."""
    seen = store.round
    taken = yield from acquire(LOCK, patience)
    if not taken:
        raise errors.TimeoutError(
            "the time limit passed while another caller was obtaining a token; nothing was sent",
            phase="total",
            sent=False,
        )
    try:
        if store.access is not None and store.access != refused:
            return
        if store.round != seen and store.failure is not None:
            raise copy.copy(store.failure)
        store.failure = None
        try:
            renewed = yield from _renew(api, store, run)
            if not renewed:
                yield from _log_in(api, store, run)
        except ClientomeError as error:
            store.access = store.refresh = None
            store.failure = error
            raise
        finally:
            store.round += 1
    finally:
        yield from release(LOCK)


def _renew(api: Api, store: TokenStore, run: Run) -> Flow[bool]:
    login = store.login
    if login.refresh_operation is None or store.refresh is None:
        return False
    tokens = {"access": store.access, "refresh": store.refresh}
    inputs = {name: tokens[kind] for name, kind in login.refresh_inputs.items() if tokens[kind] is not None}
    try:
        answer = yield from run(operation_named(api, login.refresh_operation), inputs)
    except (APIError, EnvelopeError, DecodeError):
        return False
    access = reach(answer, login.refreshed_access or login.access)
    if not isinstance(access, str) or not access:
        return False
    rotated = reach(answer, login.refreshed_refresh) if login.refreshed_refresh is not None else None
    store.access = access
    store.refresh = rotated if isinstance(rotated, str) and rotated else store.refresh
    return True


def _log_in(api: Api, store: TokenStore, run: Run) -> Flow[None]:
    login = store.login
    operation = operation_named(api, login.operation)
    answer = yield from run(operation, store.inputs)
    access = reach(answer, login.access)
    if not isinstance(access, str) or not access:
        raise DecodeError(
            f"{operation.id}: the answer to the login holds no access token", operation=operation.id
        )
    refresh = reach(answer, login.refresh) if login.refresh is not None else None
    store.access = access
    store.refresh = refresh if isinstance(refresh, str) and refresh else None
