"""What a file of a description may be: how big, how deep, how much its aliases stand for, which text.

A description may come from anybody. What is beyond these bounds is refused when it is read, with its place, so that no
later stage runs out of time, memory or stack. The largest public descriptions need a tenth of them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

from . import pointers

BYTES = 16 * 2**20
"""The size of one file."""

FILES = 10_000
"""The files of one description."""

VALUES = 500_000
"""The values of one file: mappings, lists, texts, numbers."""

DEPTH = 100
"""How many mappings and lists may stand inside each other."""

ALIASED = 10
"""How many times as much as it writes a file may mean through YAML aliases; small files are free."""

DIGITS = 300
"""The digits of a whole number: more than a float has, so that both can be compared."""

_FREE = 10_000
_HALF = re.compile("[\ud800-\udfff]")

Fault = tuple[str, str, str]
"""Problem id, pointer and sentence."""


def faults(tree: Any) -> Iterator[Fault]:
    """What of a tree is beyond the bounds; the tree is of a bounded depth if nothing is said about that."""
    written, _ = _sizes(tree)
    if written > VALUES:
        yield "too-large", "", f"the file has {written:,} values, more than {VALUES:,}: split it"
        return
    stack: list[tuple[Any, str, int]] = [(tree, "", 0)]
    while stack:
        node, pointer, depth = stack.pop()
        if isinstance(node, str):
            if _HALF.search(node):
                yield (
                    "not-text",
                    pointer,
                    "the text has half of a character (a lone surrogate): no UTF-8 can hold it",
                )
        elif isinstance(node, (int, float)):
            if isinstance(node, float) and not math.isfinite(node):
                yield "number-too-large", pointer, "the number is larger than any that JSON programs can read"
            elif abs(node) >= 10**DIGITS:
                yield "number-too-large", pointer, f"the number has more than {DIGITS} digits"
        elif pointers.is_mapping(node) or pointers.is_list(node):
            if depth == DEPTH:
                yield "too-deep", pointer, f"more than {DEPTH} mappings and lists stand inside each other"
                return
            items = list(node.items() if pointers.is_mapping(node) else enumerate(node))
            for key, item in reversed(items):
                if isinstance(key, str) and _HALF.search(key):
                    yield (
                        "not-text",
                        pointer,
                        "a key has half of a character (a lone surrogate): no UTF-8 can hold it",
                    )
                stack.append((item, pointer + pointers.join(key), depth + 1))


def aliased(tree: Any) -> str | None:
    """Why a tree says too much by aliases; None where it does not."""
    written, meant = _sizes(tree)
    if meant <= ALIASED * written + _FREE:
        return None
    return f"its aliases stand for {meant:,} values, where {written:,} are written: write less by alias"


def _sizes(tree: Any) -> tuple[int, int]:
    """How many values a tree has, and how many it would have if nothing in it were shared."""
    written = 1
    sizes: dict[int, int] = {}
    stack: list[tuple[Any, bool]] = [(tree, False)]
    while stack:
        node, done = stack.pop()
        if not (pointers.is_mapping(node) or pointers.is_list(node)):
            continue
        items = list(node.values()) if pointers.is_mapping(node) else node
        if done:
            sizes[id(node)] = 1 + sum(sizes.get(id(item), 1) for item in items)
        elif id(node) not in sizes:
            written += len(items)
            stack.append((node, True))
            stack.extend((item, False) for item in items)
    return written, sizes.get(id(tree), 1)
