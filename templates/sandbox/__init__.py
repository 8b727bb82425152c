"""A local stand-in for a provider: a real HTTP server that behaves as the provider's description says.

``python -m clientome.sandbox PROVIDER --port 8001`` starts it from a shell; :func:`app` gives the ASGI application
for a test or another server. It checks every request against the description and answers with the description's
examples. It keeps no state: what is created is not listed later.

Needs the extra packages of ``pip install 'clientome[sandbox]'``; importing this module alone does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from starlette.applications import Starlette

__all__ = ["app", "providers"]


def providers() -> tuple[str, ...]:
    """The names of the providers that can be stood in for."""
    from .bundles import names

    return names()


def app(provider: str | Mapping[str, Any]) -> Starlette:
    """The ASGI application that stands in for a provider.

    ``provider`` is one of :func:`providers`, or an OpenAPI 3.1 document whose references all point into its own
    ``#/components``. Raises ``ValueError`` for an unknown name.
    """
    from .bundles import load
    from .server import build

    return build(load(provider) if isinstance(provider, str) else provider)
