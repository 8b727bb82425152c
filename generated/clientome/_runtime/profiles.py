"""Profiles: the settings of a client under a name, in one file for Python and the shell.

Rules:

- The file is ``config.toml`` in ``~/.config/clientome`` (``$XDG_CONFIG_HOME/clientome``; ``$CLIENTOME_CONFIG`` names
  another). Only its owner may read it.
- Each table is a profile. One that is called as a provider's package needs no ``provider`` and is the default of the
  command line.
- An argument wins over an environment variable, and that over the profile.
- A secret comes from ``credential_process``, the system's keyring (``keyring = true``), or as the last resort from the
  file itself. It is never part of a message.

::

    [lab]
    provider = "subseq"
    proxy = "http://proxy.hospital.example:3128"
    verify = "/etc/ssl/hospital.pem"
    credential_process = ["pass", "show", "lab/subseq"]
    max_cost = "50 credits"
"""

from __future__ import annotations

import json
import os
import stat
import subprocess
import tomllib
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any, cast

from .base.errors import ConfigurationError
from .base.guards import is_mapping
from .base.headers import Hidden
from .call.settings import wanted
from .spec.api import Api

SETTINGS: Mapping[str, tuple[type, ...]] = {
    "environment": (str,),
    "base_url": (str,),
    "proxy": (str,),
    "verify": (str,),
    "timeout": (int, float),
    "retries": (int,),
    "max_connections": (int,),
}
"""What a profile says about a client, under the names of the constructor's arguments."""
CAPS: Mapping[str, tuple[type, ...]] = {"max_cost": (str,), "read_only": (bool,)}
"""What the command line keeps to."""
SOURCES: Mapping[str, tuple[type, ...]] = {"credential_process": (str, list), "keyring": (bool,)}
SERVICE = "clientome"
_PROCESS_TIME = 60.0


@dataclass(frozen=True, slots=True)
class Profile:
    """One profile. ``settings`` are arguments of the client, ``caps`` those of the command line."""

    name: str
    provider: str
    settings: Mapping[str, Any] = field(repr=False)
    caps: Mapping[str, Any]
    sources: Mapping[str, Any] = field(repr=False)
    secrets: Hidden[Mapping[str, str]] = field(repr=False)


def config_path(environ: Mapping[str, str] | None = None) -> Path:
    """Where the profiles are."""
    known = os.environ if environ is None else environ
    if named := known.get("CLIENTOME_CONFIG"):
        return Path(named).expanduser()
    home = known.get("XDG_CONFIG_HOME")
    return (Path(home) if home else Path.home() / ".config") / "clientome" / "config.toml"


def load_profile(api: Api, name: str | None, path: Path | None = None) -> Profile | None:
    """The profile of a name; without one that which is called as the provider's package, where there is one."""
    path = path or config_path()
    tables = _read(path)
    wanted_name = name or api.name
    found = tables.get(wanted_name)
    if found is None:
        if name is None:
            return None
        known = ", ".join(sorted(tables)) or "none"
        raise ConfigurationError(f"{path}: there is no profile {name!r}; there are: {known}")
    return _profile(api, wanted_name, found, path)


def _read(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
                raise ConfigurationError(f"{path}: others may read this file; run: chmod 600 {path}")
            return tomllib.load(file)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise ConfigurationError(f"{path}: cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        # The line may hold a secret; the parser's message has only its number.
        where = str(error).rpartition("(")[2].rstrip(")") if "line" in str(error) else "not UTF-8"
        raise ConfigurationError(f"{path}: this is not TOML: {where}") from None


def _profile(api: Api, name: str, raw: object, path: Path) -> Profile:
    where = f"{path}: profile {name!r}"
    if not is_mapping(raw):
        raise ConfigurationError(f"{where} is not a table: write [{name}] and its settings below")
    provider = raw.get("provider", name)
    if provider != api.name:
        raise ConfigurationError(f"{where} is of the provider {provider!r}, not of {api.name!r}")
    secrets = credential_names(api)
    known: dict[str, tuple[type, ...]] = {
        "provider": (str,),
        **SETTINGS,
        **CAPS,
        **SOURCES,
        **dict.fromkeys(secrets, (str,)),
    }
    for key, value in raw.items():
        if key not in known:
            raise ConfigurationError(f"{where}: {key!r} is not known; there are: {', '.join(sorted(known))}")
        if not isinstance(value, known[key]) or (isinstance(value, bool) and bool not in known[key]):
            kinds = " or ".join(kind.__name__ for kind in known[key])
            raise ConfigurationError(f"{where}: {key} must be a {kinds}")
    return Profile(
        name=name,
        provider=provider,
        settings={key: raw[key] for key in SETTINGS if key in raw},
        caps={key: raw[key] for key in CAPS if key in raw},
        sources={key: raw[key] for key in SOURCES if key in raw},
        secrets=Hidden({key: raw[key] for key in secrets if key in raw}),
    )


def client_arguments(
    api: Api, profile: Profile | None, given: Mapping[str, Any], environ: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """The arguments of a client: those that are given, and what neither they nor the environment say, of the profile."""
    environ = os.environ if environ is None else environ
    found = {key: value for key, value in given.items() if value is not None}
    if profile is None:
        return found
    variables = {"environment": api.environment_variable, "base_url": api.base_url_variable}
    for key, value in profile.settings.items():
        if key not in found and not environ.get(variables.get(key) or ""):
            found[key] = value
    names = credential_names(api)
    if not any(a in found or (v and environ.get(v)) for a, v in names.items()):
        # One source for all credentials: half of a login from here and half from there fits only by chance.
        found.update(_secrets(profile, tuple(names)))
    return found


def credential_names(api: Api) -> dict[str, str | None]:
    """The arguments of a client that are credentials, and their environment variables."""
    return {a: v for credential in api.credentials for a, v in wanted(credential).items()}


def _secrets(profile: Profile, names: Sequence[str]) -> dict[str, str]:
    command = profile.sources.get("credential_process")
    if command:
        return _from_process(profile, command, names)
    if profile.sources.get("keyring"):
        return dict(_from_keyring(profile, names))
    if profile.secrets.value:
        warnings.warn(
            f"profile {profile.name!r} keeps a secret in a file; credential_process or keyring = true is safer",
            stacklevel=2,
        )
    return dict(profile.secrets.value)


def _from_process(profile: Profile, command: str | list[str], names: Sequence[str]) -> dict[str, str]:
    """What a program prints: JSON with the credentials by argument, or one secret alone."""
    where = f"profile {profile.name!r}: credential_process"
    words = [command] if isinstance(command, str) else [str(word) for word in command]
    try:
        done = subprocess.run(  # noqa: S603 - the user's own program, without a shell
            words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, timeout=_PROCESS_TIME, check=False
        )
    except subprocess.TimeoutExpired:
        raise ConfigurationError(f"{where} did not end within {_PROCESS_TIME:g} s") from None
    except OSError as error:
        raise ConfigurationError(
            f'{where}: {words[0]!r} cannot be run: {error.strerror}; arguments are a list: ["program", "word"]'
        ) from None
    if done.returncode != 0:
        raise ConfigurationError(f"{where} ended with exit status {done.returncode}")
    text = done.stdout.decode("utf-8", "replace").strip()
    try:
        raw: object = json.loads(text)
    except ValueError:
        raw = None
    if is_mapping(raw):
        found = {name: str(raw[name]) for name in names if raw.get(name)}
    else:
        found = {names[0]: text} if text and names else {}
    if not found:
        raise ConfigurationError(f"{where} printed none of: {', '.join(names)}")
    return found


def _keyring() -> Any:
    try:
        return import_module("keyring")
    except ImportError:
        raise ConfigurationError(
            "keyring = true needs the package keyring; install it with: pip install clientome[keyring]"
        ) from None


def _from_keyring(profile: Profile, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    ring = _keyring()
    found = [
        (name, cast("str | None", ring.get_password(SERVICE, f"{profile.name}/{name}"))) for name in names
    ]
    yield from ((name, secret) for name, secret in found if secret)


def store_secret(profile: str, name: str, secret: str | None) -> None:
    """Keep a secret in the system's keyring; None takes it away."""
    ring = _keyring()
    if secret is not None:
        ring.set_password(SERVICE, f"{profile}/{name}", secret)
    elif ring.get_password(SERVICE, f"{profile}/{name}") is not None:
        ring.delete_password(SERVICE, f"{profile}/{name}")
