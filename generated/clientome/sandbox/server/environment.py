"""What a user sets to reach the sandbox: base URL, a key that is good here, environment name."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from ..api.description import Description, Environment

# Any secret is good here. It is no word, as clients mask it wherever it stands in what they show.
SECRET = "sandbox-7f3a91c2"  # noqa: S105


def settings(description: Description, origin: str) -> dict[str, str]:
    """The environment variables by which a client finds the sandbox, and their values."""
    chosen = _environment(description)
    prefix = chosen.key_prefixes[0] if chosen is not None and chosen.key_prefixes else ""
    found = dict.fromkeys(_key_variables(description), prefix + SECRET)
    if description.base_url_variable:
        found[description.base_url_variable] = origin + description.base_path
    if description.environment_variable and chosen is not None and not chosen.default:
        found[description.environment_variable] = chosen.name
    return found


def exports(description: Description, origin: str) -> list[str]:
    """The lines to paste into a shell; alternatives to the key are comments."""
    lines = [_export(variable, value) for variable, value in settings(description, origin).items()]
    logins = [f"{variable}={SECRET}" for variable in _login_variables(description)]
    if logins:
        lines.append(f"# or, instead of the key: export {' '.join(logins)}")
    return lines


def _export(variable: str, value: str) -> str:
    return f"export {variable}={shlex.quote(value)}"


def _environment(description: Description) -> Environment | None:
    """The environment in which every operation can be called, else the default one."""
    limited = [set(o.environments) for o in description.operations if o.environments]
    for environment in description.environments:
        if limited and all(environment.name in names for names in limited):
            return environment
    return next(
        (e for e in description.environments if e.default), next(iter(description.environments), None)
    )


def _key_variables(description: Description) -> Iterator[str]:
    found: dict[str, None] = {}
    for scheme in description.schemes.values():
        variable = scheme.get("x-sdk-credential", {}).get("variable")
        if isinstance(variable, str):
            found[variable] = None
    yield from found


def _login_variables(description: Description) -> Iterator[str]:
    for scheme in description.schemes.values():
        yield from scheme.get("x-sdk-token-refresh", {}).get("login", {}).get("variables", {}).values()
