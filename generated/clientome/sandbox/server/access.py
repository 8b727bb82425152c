"""Who may call: secrets as the security schemes place them, and the environment a key belongs to.

Any secret is good as long as it is not empty and starts as the keys of the provider do.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ..api.description import Description, Operation
from ..api.schemas import Node


class Refused(Exception):
    """The call is not allowed; `status` is 401 or 403."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls. `environment` is None where the key does not say."""

    environment: str | None = None
    scheme: str | None = None
    secret: str = ""
    alternatives: tuple[tuple[str, ...], ...] = ()
    """Scopes of the alternatives that the credential fits: those of one must be held."""


def admit(
    description: Description,
    operation: Operation,
    headers: Mapping[str, Sequence[str]],
    query: Sequence[tuple[str, str]],
    cookies: Mapping[str, str],
) -> Caller:
    """The caller, or `Refused`."""
    if not operation.security or () in operation.security:
        return Caller()
    reasons: list[str] = []
    found: list[Caller] = []
    needed: list[tuple[str, ...]] = []
    for alternative, scopes in zip(operation.security, operation.scopes, strict=True):
        try:
            callers = [_scheme(description, name, headers, query, cookies) for name in alternative]
        except Refused as refused:
            reasons.append(str(refused))
            continue
        found.append(callers[0])
        needed.append(scopes)
    if not found:
        raise Refused(401, reasons[0])
    return _in_environment(operation, replace(found[0], alternatives=tuple(needed)))


def check_scopes(caller: Caller, held: Sequence[str] | None) -> None:
    """`Refused` unless one alternative needs no scope that is not held; None holds everything."""
    if held is None or not caller.alternatives:
        return
    if not any(set(scopes) <= set(held) for scopes in caller.alternatives):
        lacking = " or ".join(", ".join(scopes) for scopes in caller.alternatives)
        raise Refused(403, f"The key lacks the scope {lacking}.")


def _in_environment(operation: Operation, caller: Caller) -> Caller:
    allowed = operation.environments
    if allowed and caller.environment is not None and caller.environment not in allowed:
        raise Refused(
            403,
            f"This operation exists only in {', '.join(allowed)}; the key belongs to {caller.environment}.",
        )
    return caller


def _scheme(
    description: Description,
    name: str,
    headers: Mapping[str, Sequence[str]],
    query: Sequence[tuple[str, str]],
    cookies: Mapping[str, str],
) -> Caller:
    scheme = description.schemes.get(name, {})
    secret = _secret(scheme, headers, query, cookies)
    if not secret:
        raise Refused(401, "The request carries no credential.")
    # Tokens that a login hands out look like nothing in particular.
    prefixes = () if "x-sdk-token-refresh" in scheme else description.key_prefixes
    if prefixes and not secret.startswith(prefixes):
        raise Refused(401, f"The key is not one of this provider; keys start with {' or '.join(prefixes)}.")
    for environment in description.environments:
        if environment.key_prefixes and secret.startswith(environment.key_prefixes):
            return Caller(environment.name, name, secret)
    return Caller(None, name, secret)


def _secret(
    scheme: Node,
    headers: Mapping[str, Sequence[str]],
    query: Sequence[tuple[str, str]],
    cookies: Mapping[str, str],
) -> str:
    if scheme.get("type") == "apiKey":
        name = str(scheme.get("name", ""))
        if scheme.get("in") == "cookie":
            return cookies.get(name, "").strip()
        if scheme.get("in") == "query":
            return next((value for key, value in query if key == name), "").strip()
        return next(iter(headers.get(name.lower(), ())), "").strip()
    kind, _, secret = next(iter(headers.get("authorization", ())), "").partition(" ")
    expected = str(scheme.get("scheme", "bearer")).lower()
    if kind.lower() != expected:
        return ""
    return _password(secret.strip()) if expected == "basic" else secret.strip()


def _password(encoded: str) -> str:
    try:
        text = base64.b64decode(encoded, validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return ""
    user, _, password = text.partition(":")
    return password or user
