"""YAML text to a plain tree with lines, under the rules of YAML 1.2's core schema.

A description is JSON in another spelling, so `no`, `on` and `2024-01-01` are strings, keys are strings
(`200:`), duplicate keys are errors, and what JSON cannot hold (`.nan`, `!!binary`) is refused.
"""

from __future__ import annotations

import math
import re
from array import array
from typing import TYPE_CHECKING, Any

import yaml

from . import bounds, pointers

if TYPE_CHECKING:
    from yaml import SafeLoader as _Parser
else:  # without libyaml PyYAML has only the slower parser; it makes the same nodes
    _Parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_PLAIN = "plain"
_TAG = "tag:yaml.org,2002:"
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLEAN = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_FIRST = frozenset("~nNtTfF+-.0123456789")
_INTEGER = re.compile(r"[-+]?[0-9]+\Z")
_BASED = re.compile(r"0(?:o([0-7]+)|x([0-9a-fA-F]+))\Z")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_SPECIAL = re.compile(r"[-+]?\.(?:inf|Inf|INF)\Z|\.(?:nan|NaN|NAN)\Z")


class TextError(Exception):
    """What is wrong with a text: pairs of a line and a sentence, under one problem id."""

    def __init__(self, id: str, *found: tuple[int, str]) -> None:
        self.id = id
        self.found = found
        super().__init__(id, *found)


class _Composer(_Parser):
    """Composes nodes; leaves the meaning of plain scalars to this module.

    It counts nodes and depth on the way, since libyaml's composer has no bounds of its own and ends the process.
    """

    values = depth = 0

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        self.values += 1
        if self.values > 2 * bounds.VALUES:  # keys are nodes too
            raise TextError("too-large", (0, f"the file has more than {bounds.VALUES:,} values: split it"))
        if kind is yaml.ScalarNode:
            return _PLAIN if implicit[0] else f"{_TAG}str"
        return f"{_TAG}map" if kind is yaml.MappingNode else f"{_TAG}seq"

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        self.depth += 1
        if self.depth > bounds.DEPTH + 1:
            line = current_node.start_mark.line + 1
            message = f"more than {bounds.DEPTH} mappings and lists stand inside each other"
            raise TextError("too-deep", (line, message))

    def ascend_resolver(self) -> None:
        self.depth -= 1


def read(text: str) -> tuple[Any, dict[int, array[int]], int]:
    """The tree of a text, the lines of its items and the line it begins at; raises :class:`TextError`."""
    node = _compose(text)
    if node is None:
        raise TextError("empty-file", (0, "the file is empty"))
    builder = _Builder()
    tree = builder.build(node)
    aliased = bounds.aliased(tree)
    if aliased:
        raise TextError("yaml-alias", (0, aliased))
    if builder.found:
        id, line, message = builder.found[0]
        same = ((at, what) for other, at, what in builder.found[1:] if other == id)
        raise TextError(id, (line, message), *same)
    return tree, builder.lines, node.start_mark.line + 1


def _compose(text: str) -> Any:
    try:
        loader: Any = _Composer(text)
        try:
            return loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        why = " ".join(part for part in (error.context, error.problem) if part)
        raise TextError("yaml-syntax", (mark.line + 1 if mark else 0, f"is not valid YAML: {why}")) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise TextError("yaml-syntax", (line, "has a character that YAML does not allow")) from None


class _Builder:
    """Turns nodes into values; notes the line of every item; shares what is aliased."""

    def __init__(self) -> None:
        self.lines: dict[int, array[int]] = {}
        self.found: list[tuple[str, int, str]] = []
        self._built: dict[int, Any] = {}
        self._open: set[int] = set()

    def build(self, node: Any) -> Any:
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        key = id(node)
        if key in self._built:
            return self._built[key]
        if key in self._open:
            self._report("yaml-alias", node, "an alias contains itself")
            return None
        self._open.add(key)
        value = self._sequence(node) if isinstance(node, yaml.SequenceNode) else self._mapping(node)
        self._open.discard(key)
        self._built[key] = value
        return value

    def _report(self, id: str, node: Any, message: str) -> None:
        self.found.append((id, node.start_mark.line + 1, message))

    def _sequence(self, node: Any) -> list[Any]:
        if node.tag != f"{_TAG}seq":
            self._report("yaml-tag", node, f"the tag {node.tag} is not for JSON-like data")
        build = self.build
        value = [build(item) for item in node.value]
        self.lines[id(value)] = array("I", [item.start_mark.line + 1 for item in node.value])
        return value

    def _mapping(self, node: Any) -> dict[str, Any]:
        if node.tag != f"{_TAG}map":
            self._report("yaml-tag", node, f"the tag {node.tag} is not for JSON-like data")
        value: dict[str, Any] = {}
        lines: dict[str, int] = {}
        own: set[str] = set()
        for key_node, item in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self._report("yaml-key", key_node, "a key is a list or a mapping; keys are strings")
                continue
            key: str = key_node.value
            if key in own:
                message = f"the key {key!r} is given twice, first in line {lines[key]}"
                self._report("duplicate-key", key_node, message)
                continue
            own.add(key)
            if key == "<<" and key_node.tag == _PLAIN:
                lines[key] = line
                self._merge(item, value, lines)
                continue
            value[key] = self.build(item)
            lines[key] = line
        self.lines[id(value)] = array("I", [lines[key] for key in value])
        return value

    def _merge(self, node: Any, value: dict[str, Any], lines: dict[str, int]) -> None:
        """Takes over the items of the mappings under `<<` that are not there yet; own keys that follow win."""
        for source_node in node.value if isinstance(node, yaml.SequenceNode) else [node]:
            source = self.build(source_node)
            if not pointers.is_mapping(source):
                self._report("yaml-alias", source_node, "`<<` takes a mapping or a list of mappings")
                continue
            for (key, item), line in zip(source.items(), self.lines[id(source)], strict=True):
                if key not in value:
                    value[key] = item
                    lines[key] = line

    def _scalar(self, node: Any) -> Any:
        text: str = node.value
        tag: str = node.tag
        if tag == f"{_TAG}str":
            return text
        try:
            value = plain(text)
        except ValueError as error:
            self._report("yaml-value", node, str(error))
            return None
        if tag == _PLAIN or _has_tag(value, tag):
            return value
        self._report("yaml-tag", node, f"the tag {tag} is not for JSON-like data, or not for this value")
        return None


def _has_tag(value: Any, tag: str) -> bool:
    types: dict[str, type[Any] | tuple[type[Any], ...]] = {
        "null": type(None),
        "bool": bool,
        "int": int,
        "float": (int, float),
    }
    wanted = types.get(tag.removeprefix(_TAG))
    return (
        wanted is not None
        and isinstance(value, wanted)
        and (tag[-4:] == "bool" or not isinstance(value, bool))
    )


def plain(text: str) -> Any:
    """The value of a scalar without quotes; ValueError for numbers that JSON does not have."""
    if text and text[0] not in _FIRST:
        return text
    if text in _NULL:
        return None
    if text in _BOOLEAN:
        return _BOOLEAN[text]
    if len(text) > bounds.DIGITS and (_INTEGER.match(text) or _BASED.match(text)):
        raise ValueError(f"the number has more than {bounds.DIGITS} digits")
    if _INTEGER.match(text):
        return int(text)
    if based := _BASED.match(text):
        return int(based[1], 8) if based[1] else int(based[2], 16)
    if _SPECIAL.match(text) or (_FLOAT.match(text) and not math.isfinite(float(text))):
        raise ValueError(f"{text} is not a number of JSON; quote it if it is meant as text")
    return float(text) if _FLOAT.match(text) else text
