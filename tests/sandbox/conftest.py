"""One running sandbox for all tests here that leave no state in it; one engine for expressions."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest

from clientome.sandbox import app
from clientome.sandbox.behaviour.engine import Engine
from clientome.sandbox.expressions.evaluator import compiled
from tests.support.sandbox_examples import DOCUMENT, Running, running
from tests.support.sandbox_expressions import Ask
from tests.support.sandbox_shop_description import BEHAVIOUR
from tests.support.sandbox_shop_description import DOCUMENT as SHOP


@pytest.fixture(autouse=True)
def mistakes(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A mistake of the engine is answered by a 400 as well: without this a test could take one for a refusal."""
    yield
    found = [record for record in caplog.get_records("call") if record.name == "sandbox"]
    assert [record.getMessage() for record in found if record.levelno >= logging.ERROR] == []


@pytest.fixture(scope="session")
def demo() -> Iterator[Running]:
    with running(DOCUMENT) as found:
        yield found


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    found = app(SHOP, BEHAVIOUR).engine
    yield found
    found.close()


@pytest.fixture
def ask(engine: Engine) -> Ask:
    def value(expression: str, **names: Any) -> Any:
        return compiled("= " + expression, engine.evaluator)(
            engine.run(None, engine.clock.now()).given(**names)
        )

    return value
