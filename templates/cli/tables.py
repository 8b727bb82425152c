"""The tables of commands that are generated with each provider's package. Reading one imports nothing of the SDK."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, cast

PACKAGE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a method. ``type`` is text, integer, number, boolean, json, file, target or sftp."""

    name: str
    type: str
    required: bool
    help: str = ""
    many: bool = False
    values: tuple[str, ...] = ()
    default: Any = None


@dataclass(frozen=True, slots=True)
class Verb:
    """One command: a method of the sync client.

    ``result`` says what is done with what it returns: value, page, stream, binary, paths or none. ``id`` is the
    field with the id of a row. ``estimate`` is the method that tells the price. ``wait`` is how to wait for what the
    call started: method, argument and the field of the answer that has the value.
    """

    provider: str
    attribute: str
    resource: str
    name: str
    method: str
    help: str
    result: str
    arguments: tuple[Argument, ...]
    endpoint: str = ""
    billable: bool = False
    read_only: bool = False
    id: str = ""
    estimate: str | None = None
    wait: tuple[str, str, str] | None = None

    @property
    def path(self) -> str:
        """The words that a shell user types."""
        return f"clientome {self.provider.replace('_', '-')} {self.resource} {self.name}"


@cache
def providers() -> dict[str, str]:
    """The title of every provider, by the name of its package."""
    found: dict[str, str] = json.loads((PACKAGE / "cli/providers.json").read_text(encoding="utf-8"))
    return found


@cache
def table(provider: str) -> dict[str, Any]:
    """The whole table of one provider."""
    return cast(
        "dict[str, Any]", json.loads((PACKAGE / provider / "commands.json").read_text(encoding="utf-8"))
    )


def client_class(provider: str) -> Any:
    """The sync client of a provider. This loads the SDK."""
    return getattr(import_module(f"clientome.{provider}"), table(provider)["client"])


def api_of(provider: str) -> Any:
    """What is true of a provider as a whole. This loads the SDK."""
    return import_module(f"clientome.{provider}.api").API


def _argument(raw: dict[str, Any]) -> Argument:
    given: dict[str, Any] = {**raw, "values": tuple(raw.get("values", ()))}
    return Argument(**given)


def verb(provider: str, resource: str, name: str) -> Verb | None:
    """One command; None where there is no such thing."""
    known = table(provider)["resources"].get(resource)
    raw = known["commands"].get(name) if known else None
    if known is None or raw is None:
        return None
    arguments = tuple(_argument(one) for one in raw.get("arguments", ()))
    wait = raw.get("wait")
    return Verb(
        provider=provider,
        attribute=known["attribute"],
        resource=resource,
        name=name,
        method=raw["method"],
        help=raw["help"],
        result=raw["result"],
        arguments=arguments,
        endpoint=raw.get("endpoint", ""),
        billable=raw.get("billable", False),
        read_only=raw.get("read_only", False),
        id=raw.get("id", ""),
        estimate=raw.get("estimate"),
        wait=(wait[0], wait[1], wait[2]) if wait else None,
    )
