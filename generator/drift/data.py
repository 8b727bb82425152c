"""JSON in documents, with the line of each item: also with a comma too many, or as a Python dictionary."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Sequence
from typing import Any

from ..spec import json_tree, pointers

_COMMA = re.compile(r",(\s*[}\]])")
_COMMENT = re.compile(r"^\s*(?://|#).*$", re.MULTILINE)
_DOTS = re.compile(r"^\s*\.\.\.,?\s*$", re.MULTILINE)


class Unparsable(Exception):
    """Text that looks like data and is none."""


UNKNOWN = object()
"""The value of a variable in a Python dictionary."""


def balanced(lines: Sequence[str], start: int, bound: int | None = None) -> int | None:
    """The index after the line in which the bracket that begins at `start` is closed; None where it is not before `bound`."""
    depth, quote = 0, ""
    for index in range(start, len(lines) if bound is None else bound):
        skip = False
        for character in lines[index]:
            if skip:
                skip = False
            elif quote:
                if character == "\\":
                    skip = True
                elif character == quote:
                    quote = ""
            elif character in "\"'" and (character == '"' or depth):
                quote = character
            elif character in "{[":
                depth += 1
            elif character in "}]":
                depth -= 1
                if depth <= 0:
                    return index + 1
        if quote == "'":
            quote = ""
    return None


def parse(text: str, *, dictionaries: bool = False) -> tuple[Any, dict[str, int]]:
    """The value of a text and the line (from 0) of each item by pointer; raises Unparsable."""
    for candidate in (text, _COMMA.sub(r"\1", _DOTS.sub("", _COMMENT.sub("", text)))):
        try:
            value = json.loads(candidate, object_pairs_hook=_distinct)
        except (ValueError, RecursionError):
            continue
        return value, _lines(candidate, value)
    if dictionaries:
        try:
            return _literal(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            pass
    raise Unparsable


def _distinct(members: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; which of two members of one name is meant, nobody can say."""
    found = dict(members)
    if len(found) < len(members):
        raise ValueError("a member is there twice")
    return found


def _lines(text: str, value: Any) -> dict[str, int]:
    if not isinstance(value, dict | list):
        return {"": 0}
    tables = json_tree.lines(text, value)
    found: dict[str, int] = {"": 0}
    stack: list[tuple[str, Any]] = [("", value)]
    while stack:
        base, node = stack.pop()
        items: list[tuple[str, Any]] = []
        if pointers.is_mapping(node):
            items = [(key, inner) for key, inner in node.items()]
        elif pointers.is_list(node):
            items = [(str(index), inner) for index, inner in enumerate(node)]
        for (key, inner), line in zip(items, tables.get(id(node), ()), strict=False):
            place = base + pointers.join(key)
            found[place] = line - 1
            stack.append((place, inner))
    return found


def _literal(text: str) -> tuple[Any, dict[str, int]]:
    """A Python literal; names and calls in it become UNKNOWN."""
    tree = ast.parse(text.strip(), mode="eval")
    skipped = len(text) - len(text.lstrip())
    offset = text[:skipped].count("\n")
    lines: dict[str, int] = {}

    def value(node: ast.AST, place: str) -> Any:
        lines[place] = offset + getattr(node, "lineno", 1) - 1
        if isinstance(node, ast.Dict):
            found: dict[str, Any] = {}
            for key, inner in zip(node.keys, node.values, strict=True):
                if not isinstance(key, ast.Constant) or not isinstance(key.value, str):
                    raise ValueError("a key that is no text")
                step = place + pointers.join(key.value)
                found[key.value] = value(inner, step)
                lines[step] = offset + key.lineno - 1
            return found
        if isinstance(node, ast.List | ast.Tuple):
            return [value(inner, f"{place}/{index}") for index, inner in enumerate(node.elts)]
        if isinstance(node, ast.Constant):
            return node.value
        if isinstance(node, ast.Name | ast.Call | ast.Attribute | ast.JoinedStr | ast.Subscript):
            return UNKNOWN
        raise ValueError("no literal")

    if not isinstance(tree.body, ast.Dict | ast.List):
        raise ValueError("no dictionary")
    return value(tree.body, ""), lines
