"""Functions of expressions that need nothing but their arguments.

Each public function of these modules can be called in a `sandbox.yaml`; its docstring is its documentation. Those that
need the running engine are in `behaviour.functions`.
"""

from __future__ import annotations

from typing import Any

from . import files, lists, numbers, objects, random, texts, times


def pure() -> dict[str, Any]:
    """All of them by name."""
    return {
        name: value
        for module in (files, lists, random, numbers, texts, objects, times)
        for name, value in vars(module).items()
        if callable(value) and not name.startswith("_") and value.__module__ == module.__name__
    }
