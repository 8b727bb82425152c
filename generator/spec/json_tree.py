"""JSON text to a plain tree, with lines that are looked for only when asked."""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Iterator
from typing import Any

from . import bounds, pointers
from .yaml_tree import TextError

_LEXEME = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+|\n')


class _Duplicate(Exception):
    """An object has a key twice."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise _Duplicate
    return value


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is not JSON")


def read(text: str) -> Any:
    """The tree of a text; raises :class:`TextError`."""
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_refuse)
    except _Duplicate:
        raise TextError("duplicate-key", *_duplicates(text)) from None
    except json.JSONDecodeError as error:
        raise TextError("json-syntax", (error.lineno, f"is not valid JSON: {error.msg}")) from None
    except ValueError as error:
        raise TextError("json-syntax", (0, f"is not valid JSON: {error}")) from None
    except RecursionError:
        raise TextError(
            "too-deep", (0, f"more than {bounds.DEPTH} objects and arrays stand inside each other")
        ) from None


def _lexemes(text: str) -> Iterator[tuple[str, int, bool]]:
    """Lexemes with their line; True marks a key. Only for text that `json` has accepted."""
    line = 1
    inside: list[str] = []
    key = False
    for match in _LEXEME.finditer(text):
        lexeme = match[0]
        if lexeme == "\n":
            line += 1
            continue
        yield lexeme, line, key and lexeme[0] == '"'
        if lexeme in "{[":
            inside.append(lexeme)
        elif lexeme in "}]":
            _ = inside.pop()
        key = lexeme in "{," and bool(inside) and inside[-1] == "{"


def _duplicates(text: str) -> list[tuple[int, str]]:
    """Line and message of every key that its object already has."""
    found: list[tuple[int, str]] = []
    open_: list[dict[str, int]] = []
    for lexeme, line, is_key in _lexemes(text):
        if lexeme in "{[":
            open_.append({})
        elif lexeme in "}]":
            _ = open_.pop()
        elif is_key:
            key: str = json.loads(lexeme)
            if key in open_[-1]:
                found.append((line, f"the key {key!r} is given twice, first in line {open_[-1][key]}"))
            else:
                open_[-1][key] = line
    return found


def lines(text: str, tree: Any) -> dict[int, array[int]]:
    """The lines of the items of every container of `tree`, which is what `text` was read into."""
    found: dict[int, array[int]] = {}
    open_: list[tuple[array[int], Iterator[Any], bool]] = []
    for lexeme, line, is_key in _lexemes(text):
        if lexeme in "}]":
            _ = open_.pop()
        elif is_key:
            open_[-1][0].append(line)
        elif lexeme not in ",:":
            value = tree
            if open_:
                here, values, is_list = open_[-1]
                value = next(values)
                if is_list:
                    here.append(line)
            if pointers.is_mapping(value):
                here = found[id(value)] = array("I")
                open_.append((here, iter(value.values()), False))
            elif pointers.is_list(value):
                here = found[id(value)] = array("I")
                open_.append((here, iter(value), True))
    return found
