"""A pytest plugin: name it in ``conftest.py`` as ``pytest_plugins = ["clientome.sandbox.fixtures"]``.

``sandbox`` is a factory: ``sandbox("subseq")`` starts one on a free port (one for each name and test), sets the
environment variables by which clients find it, and gives a :class:`.running.Sandbox`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from typing import Any

import pytest

from .running import Sandbox, running

Start = Callable[..., Sandbox]


@pytest.fixture
def sandbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Starts sandboxes that end with the test: ``sandbox(provider, speed=1000, rate_limits=False)``."""
    started: dict[str, Sandbox] = {}
    with ExitStack() as stack:

        def start(
            provider: str | Mapping[str, Any], behaviour: Mapping[str, Any] | None = None, **more: Any
        ) -> Sandbox:
            name = provider if isinstance(provider, str) else str(id(provider))
            if name not in started:
                started[name] = stack.enter_context(running(provider, behaviour, **more))
                for variable, value in started[name].variables.items():
                    monkeypatch.setenv(variable, value)
            return started[name]

        yield start


__all__ = ["Sandbox", "sandbox"]
