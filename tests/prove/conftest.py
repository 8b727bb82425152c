"""Figures of the proofs, shown at the end of `make prove`."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Figure = Callable[[str, object], None]


@pytest.fixture
def figure(record_property: Callable[[str, object], None]) -> Figure:
    """Say what was measured: a name and a number or a short text."""

    def say(name: str, value: object) -> None:
        record_property("figure", (name, str(value)))

    return say


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
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
