"""A local sandbox of a provider: a real HTTP server that behaves as the provider's description says.

``python -m clientome.sandbox PROVIDER --port 8001`` starts it from a shell; :func:`app` gives the ASGI application
for a test or another server; :mod:`.fixtures` is a pytest plugin; :mod:`.transport` works without sockets. It checks
every request against the description, keeps what is created, and moves it through its states on a virtual clock
that can be made faster. ``/_sandbox`` tells and changes time, faults and more (see :mod:`.control`).

Needs the extra packages of ``pip install 'clientome[sandbox]'``; importing this module alone does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from os import PathLike
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .server.app import Application

__all__ = ["app", "providers"]


def providers() -> tuple[str, ...]:
    """The names of the providers of which there is a sandbox."""
    from .api.bundles import names

    return names()


def app(
    provider: str | Mapping[str, Any],
    behaviour: Mapping[str, Any] | None = None,
    *,
    state: str | PathLike[str] | None = None,
    speed: float = 1.0,
    rate_limits: bool = True,
    hosts: Iterable[str] = (),
) -> Application:
    """The ASGI application that behaves as a provider.

    ``provider`` is one of :func:`providers`, or an OpenAPI 3.1 document whose references all point into its own
    ``#/components``; then ``behaviour`` is its ``sandbox.yaml`` as a mapping. ``state`` is a file that keeps
    everything; without it all is gone at the end. ``speed`` is how many virtual seconds pass in a second: at 1 what
    takes days takes days, unless a test says ``advance``; the command takes 200.
    ``rate_limits=False`` leaves the described rate limits out. ``hosts`` are further names under which it may be called
    besides IP addresses and ``localhost`` (``testserver``, a container's name): any other `Host` is refused, so that no
    web page can reach it under a name of its own. Raises ``ValueError`` for an unknown name.
    """
    from pathlib import Path

    from .api.bundles import load, load_behaviour
    from .server.app import build

    document = load(provider) if isinstance(provider, str) else provider
    if behaviour is None and isinstance(provider, str):
        behaviour = load_behaviour(provider)
    place = None if state is None else Path(state)
    return build(document, behaviour, state=place, speed=speed, rate_limits=rate_limits, hosts=hosts)
