"""The descriptions that come with the package: JSON documents below `specs`, two for each provider at most."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, cast

SUFFIX = ".json"
BEHAVIOUR = ".sandbox.json"


class UnknownProviderError(ValueError):
    """There is no description of that name."""


def _folder() -> Traversable:
    """Where the package keeps them: beside its rooms."""
    return files((__package__ or "").rpartition(".")[0]).joinpath("specs")


def names() -> tuple[str, ...]:
    """Names of the bundled descriptions, sorted."""
    folder = _folder()
    if not folder.is_dir():
        return ()
    found = [entry.name for entry in folder.iterdir()]
    return tuple(sorted(n[: -len(SUFFIX)] for n in found if n.endswith(SUFFIX) and not n.endswith(BEHAVIOUR)))


def load(name: str) -> Mapping[str, Any]:
    """The description of one provider."""
    known = names()
    if name not in known:
        listed = ", ".join(known) or "none, the package holds no description"
        raise UnknownProviderError(f"Unknown provider {name!r}. Known: {listed}.")
    return _read(name + SUFFIX)


def load_behaviour(name: str) -> Mapping[str, Any]:
    """The `sandbox.yaml` of one provider, as JSON; empty where it has none."""
    file = _folder().joinpath(name + BEHAVIOUR)
    return _read(name + BEHAVIOUR) if file.is_file() else {}


def _read(file: str) -> Mapping[str, Any]:
    text = _folder().joinpath(file).read_text(encoding="utf-8")
    return cast("Mapping[str, Any]", json.loads(text))
