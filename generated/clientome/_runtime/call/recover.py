"""What identifies a call of unknown end, and whether it was carried out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..body.zip import digest_of
from ..spec.operation import Parameter
from .arguments import given_arguments
from .payload import sources_of
from .plan import Plan


def identified(plan: Plan, arguments: Mapping[str, object]) -> dict[str, Any]:
    """The arguments that tell this call from others: of files their names, sizes and digests. Reads the files."""
    given = given_arguments(arguments, plan.nullable)
    for parameter in plan.operation.parameters:
        if parameter.location == "file" and parameter.name in given:
            given[parameter.name] = _files(parameter, given[parameter.name])
    return given


def _files(parameter: Parameter, value: Any) -> list[tuple[str | None, int | None, str | None]]:
    found: list[tuple[str | None, int | None, str | None]] = []
    for source in sources_of(parameter.name, value, parameter.upload):
        # What can be read only once must be kept for the request.
        digest = None
        if source.rewindable:
            digest, _size = digest_of(source)
        found.append((source.name, source.size, digest))
    return found
