"""Asks an expression as a `sandbox.yaml` does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Ask = Callable[..., Any]
"""The value of an expression, with further names where some are given."""


def same(ask: Ask, expression: str, value: Any) -> None:
    """Ask, and compare value and type."""
    found = ask(expression)
    assert (type(found), found) == (type(value), value)
