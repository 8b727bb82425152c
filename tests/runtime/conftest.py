"""What the tests of several rooms use."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from clientome._runtime.base import timing
from tests.support.clients import MODES
from tests.support.downloads import Both, Storage, Stored, serving


@pytest.fixture(params=MODES)
def mode(request: pytest.FixtureRequest) -> str:
    """Once with a sync client and once with an async one."""
    return request.param


@pytest.fixture
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is repeated is repeated at once."""
    monkeypatch.setattr(timing, "REPEATS", timing.Backoff(0.0, 8.0))


@pytest.fixture
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment names no proxy."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def stored(mode: str) -> Iterator[Stored]:
    """Serves a storage, or one with these files, until the test ends."""
    with ExitStack() as stack:

        def make(storage: Storage | None = None, **files: bytes) -> tuple[Storage, Both]:
            storage = storage or Storage(**files)
            return storage, Both(mode, stack.enter_context(serving(storage)).url)

        yield make
