"""Figures of the proofs, shown at the end of `make prove`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.scale import FULL

Figure = Callable[[str, object], None]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if FULL and item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.timeout(3600))


@pytest.fixture
def figure(record_property: Callable[[str, object], None]) -> Figure:
    """Say what was measured: a name and a number or a short text."""

    def say(name: str, value: object) -> None:
        record_property("figure", (name, str(value)))

    return say


def pytest_terminal_summary(terminalreporter: Any) -> None:
    rows = sorted(
        value
        for outcome in ("passed", "failed")
        for report in terminalreporter.getreports(outcome)
        for name, value in report.user_properties
        if name == "figure"
    )
    if rows:
        terminalreporter.section("figures")
        for name, value in rows:
            terminalreporter.write_line(f"{name:70} {value}")
