"""GalateaBio Ancestry: the clients `Galatea` and `AsyncGalatea`.

Generated from the description `specs/galatea/openapi.yaml`; edit that, not this file.
Importing this package loads neither the HTTP library nor the models; they come with first use.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from . import models as models
    from .client import AsyncGalatea as AsyncGalatea
    from .client import Galatea as Galatea

__all__ = ["AsyncGalatea", "Galatea", "models"]


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name in ("Galatea", "AsyncGalatea"):
        return getattr(import_module(".client", __name__), name)
    if name == "models":
        return import_module(".models", __name__)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
