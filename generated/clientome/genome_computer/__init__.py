"""genome.computer: the clients `GenomeComputer` and `AsyncGenomeComputer`.

Generated from the description `specs/genome_computer/openapi.yaml`; edit that, not this file.
Importing this package loads neither the HTTP library nor the models; they come with first use.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from . import models as models
    from .client import AsyncGenomeComputer as AsyncGenomeComputer
    from .client import GenomeComputer as GenomeComputer

__all__ = ["AsyncGenomeComputer", "GenomeComputer", "models"]


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name in ("GenomeComputer", "AsyncGenomeComputer"):
        return getattr(import_module(".client", __name__), name)
    if name == "models":
        return import_module(".models", __name__)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
