"""``clientome login``, ``logout`` and ``whoami``: the credentials of a profile, kept by the system's keyring."""

from __future__ import annotations

import os

import click

from .tables import api_of, client_class


def login(provider: str, profile: str | None) -> None:
    """Ask for the credentials and keep them. What is typed is not shown and goes into no argument or history."""
    from clientome._runtime.profiles import config_path, credential_names, load_profile, store_secret

    api = api_of(provider)
    name = profile or provider
    given: dict[str, str] = {}
    for argument in credential_names(api):
        secret = click.prompt(
            f"{argument} (empty: none)", hide_input=True, default="", show_default=False, err=True
        )
        if secret:
            given[argument] = secret
    if not given:
        raise click.UsageError("nothing was given")
    path = config_path()
    known = load_profile(api, profile) if profile is None or path.exists() else None
    for argument, secret in given.items():
        store_secret(name, argument, secret)
    if known is None:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with open(
            os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a", encoding="utf-8"
        ) as file:
            _n = file.write(f'\n["{name}"]\nprovider = "{provider}"\nkeyring = true\n')
    elif not known.sources.get("keyring"):
        click.echo(f"add the line `keyring = true` to the profile {name!r} in {path}", err=True)
    click.echo(f"kept in the keyring for the profile {name!r}", err=True)


def logout(provider: str, profile: str | None) -> None:
    """Take the credentials of a profile out of the keyring."""
    from clientome._runtime.profiles import credential_names, store_secret

    for argument in credential_names(api_of(provider)):
        store_secret(profile or provider, argument, None)
    click.echo("the keyring has no credentials of this profile any more", err=True)


def whoami(provider: str, profile: str | None) -> None:
    """Which profile, environment and address a command would use, and whether it has credentials."""
    with client_class(provider).from_profile(profile) as client:
        secrets = sorted(client._session.settings.secrets)  # pyright: ignore[reportPrivateUsage]
        click.echo(f"profile      {profile or provider}")
        click.echo(f"address      {client.base_url}")
        click.echo(f"environment  {client.environment or 'unknown'}")
        click.echo(f"credentials  {', '.join(secrets) or 'none'}")
