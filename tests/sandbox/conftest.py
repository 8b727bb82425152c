"""One running sandbox for all tests here: it has no state to share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.sandbox.demo import DOCUMENT, Running, running


@pytest.fixture(scope="session")
def demo() -> Iterator[Running]:
    with running(DOCUMENT) as found:
        yield found
