"""``clientome doctor``: what is set up, what is wrong, and what to do about it; and the first contact with a service.

Rules:

- It prints names, statuses and kinds, never a secret and never a value of an answer.
- ``--read-only`` makes the free GETs that need no argument, nothing else. Its report holds names, types and statuses
  only; a maintainer can feed it to ``drift --observed``.
"""

from __future__ import annotations

import os
import platform
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib import metadata
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click

from . import tables
from .output import printable

EXTRAS = {"rich": "progress", "asyncssh": "sftp", "keyring": "keyring", "x402": "x402", "uvicorn": "sandbox"}
PROXIES = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY")
CERTIFICATES = ("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
# Signatures and tokens are refused when clocks differ by some minutes.
_SKEW = 120.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. ``advice`` is set where something is to be done."""

    what: str
    said: str
    advice: str = ""


def doctor(providers: list[str], profile: str | None, *, read_only: bool, report: str | None) -> int:
    """Print the findings; 1 where one of them needs something."""
    bad = False
    for finding in (*_machine(), *(one for name in providers for one in _provider(name, profile))):
        mark = "!" if finding.advice else " "
        click.echo(printable(f"{mark} {finding.what:<22} {finding.said}".rstrip()))
        if finding.advice:
            bad = True
            click.echo(printable(f"  {'':<22} → {finding.advice}"))
    if read_only:
        for name in providers:
            bad = not _contact(name, profile, Path(report or f"clientome-{name}-report.json")) or bad
    return int(bad)


def _machine() -> Iterator[Finding]:
    yield Finding("clientome", metadata.version("clientome"))
    yield Finding("Python", f"{platform.python_version()} on {platform.system()}")
    missing = [extra for module, extra in EXTRAS.items() if _version(module) is None]
    if missing:
        yield Finding("extras not installed", f"{', '.join(missing)} (pip install 'clientome[NAME]')")
    for name in PROXIES:
        value = os.environ.get(name) or os.environ.get(name.lower())
        if value:
            yield Finding(name, _without_password(value) if name != "NO_PROXY" else value)
    for name in CERTIFICATES:
        value = os.environ.get(name)
        if value:
            there = Path(value).exists()
            yield Finding(name, value, "" if there else f"no such file; unset {name} or correct the path")
    yield Finding("TLS", ssl.OPENSSL_VERSION)
    from clientome._runtime.profiles import config_path

    path = config_path()
    if path.exists():
        loose = os.name == "posix" and bool(path.stat().st_mode & 0o077)
        yield Finding("profiles", str(path), f"others may read it; run: chmod 600 {path}" if loose else "")


def _version(module: str) -> str | None:
    try:
        return metadata.version(module)
    except metadata.PackageNotFoundError:
        return None


def _without_password(url: str) -> str:
    parts = urlsplit(url if "://" in url else f"http://{url}")
    user = "***@" if parts.username else ""
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{user}{parts.hostname or ''}{port}"


def _provider(name: str, profile: str | None) -> Iterator[Finding]:
    import clientome

    title = tables.providers()[name]
    api = tables.api_of(name)
    try:
        client = tables.client_class(name).from_profile(profile)
    except clientome.ConfigurationError as error:
        yield Finding(title, "not set up", str(error))
        return
    with client:
        yield Finding(title, f"{client.base_url}, environment {client.environment or 'unknown'}")
        variables = [c.variable for c in api.credentials if c.variable]
        has_key = bool(client._session.settings.secrets)  # pyright: ignore[reportPrivateUsage]
        advice = f"set {' or '.join(variables)}, or run: clientome login {name.replace('_', '-')}"
        yield Finding("credentials", "given" if has_key else "none", "" if has_key else advice)
        yield from _reach(client)


def _reach(client: Any) -> Iterator[Finding]:
    """One request without credentials to the root of the service: does the network lead there, and is the clock right."""
    import httpx

    try:
        with httpx.Client(timeout=15, trust_env=True) as http:
            answer = http.get(client.base_url)
    except (httpx.HTTPError, OSError) as error:
        advice = "check the address, the proxy variables and, behind a hospital's proxy, SSL_CERT_FILE"
        yield Finding("network", f"{type(error).__name__}", advice)
        return
    yield Finding("network", f"the service answers ({answer.status_code} without credentials)")
    date = answer.headers.get("date")
    if date:
        off = (datetime.now(UTC) - parsedate_to_datetime(date)).total_seconds()
        late = abs(off) > _SKEW
        yield Finding("clock", f"{off:+.0f} s from the service's", "set this machine's clock" if late else "")


def _contact(name: str, profile: str | None, report: Path) -> bool:
    """Make the free GETs and write the report."""
    import clientome

    good = True
    observer = clientome.Observer(report)
    with tables.client_class(name).from_profile(profile, observer=observer) as client:
        for verb in _free(name):
            method = getattr(getattr(client, verb.attribute), verb.method)
            try:
                result = method(options=clientome.RequestOptions(retries=1, timeout=30))
            except clientome.ArgumentError:
                # It needs one of several arguments.
                continue
            except clientome.ClientomeError as error:
                status = getattr(error, "status", None)
                click.echo(printable(f"! {verb.endpoint:<34} {status or type(error).__name__}"))
                good = False
                continue
            info = clientome.response_of(result)
            notes = len(info.notes)
            said = f"{notes} differences from the description" if notes else "as described"
            click.echo(printable(f"  {verb.endpoint:<34} {info.status}, {said}"))
    click.echo(f"what differs is in {report}" if report.exists() else "nothing differs from the description")
    return good


def _free(name: str) -> Iterator[tables.Verb]:
    """The GETs that need no argument and cost nothing; those of the login are not tried."""
    for resource, known in tables.table(name)["resources"].items():
        for command in known["commands"]:
            found = tables.verb(name, resource, command)
            if (
                found is not None
                and found.read_only
                and not found.billable
                and found.endpoint.startswith("GET ")
                and found.result in ("value", "page")
                and not any(a.required for a in found.arguments)
            ):
                yield found
