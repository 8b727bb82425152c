"""The part of JSONPath that overlays need: names, indexes, `*`, and filters that compare members or items with a text.

`$.paths['/x'].get.parameters[?(@.name == 'limit' && @.in == 'query')]`, `$.…enum[?(@ == 'a')]`. Anything else is an
error; nothing is passed over.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from typing import Any

from ..spec import pointers
from ..spec.pointers import is_list, is_mapping

_NAME = re.compile(r"\.([A-Za-z_][\w-]*)")
_QUOTED = re.compile(r"\[\s*('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")\s*\]")
_INDEX = re.compile(r"\[\s*(\d+)\s*\]")
_ALL = re.compile(r"\.\*|\[\s*\*\s*\]")
_FILTER = re.compile(r"\[\?\s*(\(?)(.*)")
_TEST = re.compile(
    r"\s*@((?:\.[A-Za-z_][\w-]*|\['[^']*'\])*)\s*==\s*('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|-?\d+(?:\.\d+)?|true|false|null)\s*"
)
_WORDS = {"true": True, "false": False, "null": None}
Step = Callable[[Any], list[str | int]]


class PathError(ValueError):
    """A path that is none, or that needs more than this module knows."""


def _value(text: str) -> Any:
    return _WORDS[text] if text in _WORDS else ast.literal_eval(text)


def steps(path: str) -> list[Step]:
    """The steps of a path; raises PathError."""
    if not path.startswith("$"):
        raise PathError(f"{path!r} does not begin with $")
    found: list[Step] = []
    rest = path[1:]
    while rest:
        if match := _ALL.match(rest):
            found.append(_every)
        elif match := _NAME.match(rest):
            found.append(_named(match[1]))
        elif match := _INDEX.match(rest):
            found.append(_numbered(int(match[1])))
        elif match := _QUOTED.match(rest):
            found.append(_named(_value(match[1])))
        elif rest.startswith("[?"):
            step, rest = _filter(rest, path)
            found.append(step)
            continue
        else:
            raise PathError(f"{path!r}: {rest[:30]!r} is not understood")
        rest = rest[match.end() :]
    return found


def _every(node: Any) -> list[str | int]:
    if is_mapping(node):
        return list(node)
    return list(range(len(node))) if is_list(node) else []


def _named(name: str) -> Step:
    return lambda node: [name] if is_mapping(node) and name in node else []


def _numbered(index: int) -> Step:
    return lambda node: [index] if is_list(node) and index < len(node) else []


def _filter(rest: str, path: str) -> tuple[Step, str]:
    match = _FILTER.match(rest)
    if match is None:
        raise PathError(f"{path!r}: a filter is not understood")
    inner, tests = match[2], list[tuple[list[str], Any]]()
    while True:
        test = _TEST.match(inner)
        if test is None:
            raise PathError(f"{path!r}: only `==` and `&&` are understood in filters")
        members = [plain or quoted for plain, quoted in re.findall(r"\.([\w-]+)|\['([^']*)'\]", test[1])]
        tests.append((members, _value(test[2])))
        inner = inner[test.end() :]
        if not inner.startswith("&&"):
            break
        inner = inner[2:]
    end = ")]" if match[1] else "]"
    if not inner.startswith(end):
        raise PathError(f"{path!r}: a filter does not end")

    def chosen(node: Any) -> list[str | int]:
        return [key for key in _every(node) if all(_reach(node[key], m) == wanted for m, wanted in tests)]

    return chosen, inner[len(end) :]


def _reach(node: Any, members: list[str]) -> Any:
    for name in members:
        node = node.get(name) if is_mapping(node) else None
    return node


def find(root: Any, path: str, follow: Callable[[Any], tuple[Any, str] | None]) -> list[str]:
    """The pointers of everything that a path chooses. `follow` gives what a reference leads to, with its pointer."""
    nodes: list[tuple[Any, str]] = [(root, "")]
    for step in steps(path):
        following: list[tuple[Any, str]] = []
        for node, pointer in nodes:
            keys = step(node)
            if not keys and (target := follow(node)) is not None:
                node, pointer = target
                keys = step(node)
            following.extend((node[key], pointer + pointers.join(key)) for key in keys)
        nodes = following
    return list(dict.fromkeys(pointer for _, pointer in nodes))
