"""The descriptions that come with the package: one JSON document per provider, below `specs`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any, cast

SUFFIX = ".json"


class UnknownProviderError(ValueError):
    """There is no description of that name."""


def names() -> tuple[str, ...]:
    """Names of the bundled descriptions, sorted."""
    folder = files(__package__ or "").joinpath("specs")
    if not folder.is_dir():
        return ()
    return tuple(
        sorted(entry.name[: -len(SUFFIX)] for entry in folder.iterdir() if entry.name.endswith(SUFFIX))
    )


def load(name: str) -> Mapping[str, Any]:
    """The description of one provider."""
    known = names()
    if name not in known:
        listed = ", ".join(known) or "none, the package holds no description"
        raise UnknownProviderError(f"Unknown provider {name!r}. Known: {listed}.")
    text = files(__package__ or "").joinpath("specs").joinpath(name + SUFFIX).read_text(encoding="utf-8")
    return cast("Mapping[str, Any]", json.loads(text))
