"""Where a client talks to and with which secrets: decided once, from arguments and the environment.

Rules:

- An argument wins over an environment variable.
- A base URL may be overridden; then the environment is the named one, or else the one that the key's prefix tells, or
  unknown. Without an override there is always an environment: the named one or the default.
- A key whose prefix belongs to another environment is refused before anything is sent. Messages never hold a key.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from ..base.errors import ConfigurationError
from ..spec.api import Api, Credential, Environment

_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Settings:
    """The outcome: environment name (None when unknown), origin and path of the base URL, secrets by argument."""

    environment: str | None
    origin: str
    base_path: str
    secrets: Mapping[str, str]
    given: frozenset[str]

    def __repr__(self) -> str:
        return f"Settings(environment={self.environment!r}, base_url={self.origin + self.base_path!r})"


def split_url(url: str, what: str) -> tuple[str, str]:
    """Origin (scheme, host, port where it is not the default) and path of a base URL."""
    wrong = ConfigurationError(
        f"{what} is not a usable URL: expected http(s)://host[:port][/path] without user, query and fragment"
    )
    if re.search(r"[\s\x00-\x1f\\]", url):
        raise wrong
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
        if (
            parts.scheme not in _PORTS
            or not host
            or parts.username is not None
            or parts.query
            or parts.fragment
        ):
            raise wrong
        if not host.isascii():
            host = host.encode("idna").decode("ascii")
    except ValueError:
        raise wrong from None
    shown = f"[{host}]" if ":" in host else host
    origin = f"{parts.scheme}://{shown}"
    if port is not None and port != _PORTS[parts.scheme]:
        origin += f":{port}"
    return origin, quote(parts.path, safe="/:@!$&'()*+,;=~%").rstrip("/")


def _named(api: Api, name: str, what: str) -> Environment:
    for environment in api.environments:
        if environment.name == name:
            return environment
    names = ", ".join(repr(environment.name) for environment in api.environments)
    raise ConfigurationError(f"{api.title}: {what} is not a known environment; choose one of {names}")


def _default(api: Api) -> Environment:
    for environment in api.environments:
        if environment.default:
            return environment
    if not api.environments:
        raise ConfigurationError(f"{api.title}: there is no default server; pass base_url=")
    return api.environments[0]


def key_environments(api: Api, key: str) -> tuple[str, ...]:
    """The environments to which a key's prefix belongs (the longest prefix decides); empty when no prefix is known."""
    best = 0
    owners: tuple[str, ...] = ()
    for environment in api.environments:
        for prefix in environment.key_prefixes:
            if not key.startswith(prefix) or len(prefix) < best:
                continue
            owners = (*(owners if len(prefix) == best else ()), environment.name)
            best = len(prefix)
    return owners


def _secrets(api: Api, given: Mapping[str, str | None], environ: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for credential in api.credentials:
        for argument, variable in wanted(credential).items():
            value = given.get(argument)
            if value is None and variable is not None:
                value = environ.get(variable) or None
            if value is None:
                continue
            value = value.strip()
            if not value or not value.isprintable():
                raise ConfigurationError(f"{api.title}: {argument} is empty or contains control characters")
            found[argument] = value
    return found


def wanted(credential: Credential) -> dict[str, str | None]:
    """The constructor arguments of a credential and their environment variables."""
    names: dict[str, str | None] = {}
    if credential.argument is not None:
        names[credential.argument] = credential.variable
    if credential.login is not None:
        names.update(credential.login.variables)
    return names


def _check_key(api: Api, argument: str, key: str, chosen: Environment | None) -> tuple[str, ...]:
    owners = key_environments(api, key)
    if chosen is not None and owners and chosen.name not in owners:
        hint = " or ".join(f'environment="{name}"' for name in owners)
        raise ConfigurationError(
            f"{api.title}: the given {argument} belongs to {' or '.join(owners)}, but the client is set to "
            f"{chosen.name}; pass {hint}, or a key of {chosen.name}"
        )
    return owners


def resolve(
    api: Api,
    given: Mapping[str, str | None],
    environ: Mapping[str, str],
    *,
    environment: str | None = None,
    base_url: str | None = None,
) -> Settings:
    """Decide everything, or raise ConfigurationError saying what to change."""
    chosen: Environment | None = None
    if environment is not None:
        chosen = _named(api, environment, f"environment={environment!r}")
    elif api.environment_variable and (name := environ.get(api.environment_variable)):
        chosen = _named(api, name, f"{api.environment_variable}={name!r}")
    what = "base_url"
    if base_url is None and api.base_url_variable and (override := environ.get(api.base_url_variable)):
        base_url, what = override, api.base_url_variable
    if chosen is None and base_url is None:
        chosen = _default(api)
    secrets = _secrets(api, given, environ)
    told: tuple[str, ...] = ()
    for credential in api.credentials:
        if credential.argument in secrets:
            told = _check_key(api, credential.argument, secrets[credential.argument], chosen) or told
    if base_url is None:
        base_url = (chosen or _default(api)).base_url
    origin, base_path = split_url(base_url, f"{api.title}: {what}")
    name = chosen.name if chosen is not None else told[0] if len(told) == 1 else None
    return Settings(name, origin, base_path, secrets, frozenset(key for key, value in given.items() if value))
