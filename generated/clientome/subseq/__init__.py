"""subseq.bio: the clients `Subseq` and `AsyncSubseq`.

Generated from the description `specs/subseq/openapi.yaml`; edit that, not this file.
Importing this package loads neither the HTTP library nor the models; they come with first use.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from . import models as models
    from .client import AsyncSubseq as AsyncSubseq
    from .client import Subseq as Subseq

__all__ = ["AsyncSubseq", "Subseq", "models"]


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name in ("Subseq", "AsyncSubseq"):
        return getattr(import_module(".client", __name__), name)
    if name == "models":
        return import_module(".models", __name__)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
