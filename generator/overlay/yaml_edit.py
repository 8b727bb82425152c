"""Changes of a YAML text that leave everything else in it as it is: comments, order, quotes and line breaks.

A change is made at the marks of the parser, then the text is read again and must hold exactly what was wanted;
otherwise it is refused. New items are written in block style, or in flow style inside flow collections. Comments inside
an item that is removed or replaced are lost with it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, cast

import yaml

from ..spec import pointers, yaml_tree
from ..spec.pointers import is_list, is_mapping


class EditError(Exception):
    """A change that cannot be made in the text."""


@dataclass(frozen=True, slots=True)
class _Found:
    node: Any
    parent: Any
    index: int


def update(text: str, pointer: str, value: Any) -> str:
    """Merges a mapping into a mapping, appends to a list, or replaces a scalar."""
    return _checked(text, _update(text, pointer, value), merged(_read(text), pointer, value))


def remove(text: str, pointer: str) -> str:
    """Takes an item out of a mapping or a list."""
    return _checked(text, _remove(text, pointer), without(_read(text), pointer))


def _read(text: str) -> Any:
    return yaml_tree.read(text)[0]


def _unshared(tree: Any) -> Any:
    """A copy in which what an alias shares is there twice."""
    return json.loads(json.dumps(tree))


def merged(tree: Any, pointer: str, value: Any) -> Any:
    """A tree with an update in it, under the rules of overlays."""
    tree = _unshared(tree)
    tokens = pointers.split(pointer)
    if not tokens:
        return _merge(tree, value)
    found, parent = pointers.follow(tree, pointers.join(*tokens[:-1]))
    if not found:
        raise EditError(f"there is nothing at {pointer}")
    key: Any = int(tokens[-1]) if is_list(parent) else tokens[-1]
    parent[key] = _merge(parent[key], value)
    return tree


def _merge(old: Any, new: Any) -> Any:
    if is_mapping(old) and is_mapping(new):
        for key, value in new.items():
            old[key] = _merge(old[key], value) if key in old else value
        return old
    if is_list(old):
        return [*old, *new] if is_list(new) else [*old, new]
    return new


def without(tree: Any, pointer: str) -> Any:
    """A tree without an item."""
    tree = _unshared(tree)
    tokens = pointers.split(pointer)
    found, parent = pointers.follow(tree, pointers.join(*tokens[:-1]))
    if not found or not tokens:
        raise EditError(f"there is nothing at {pointer}")
    del parent[int(tokens[-1]) if is_list(parent) else tokens[-1]]
    return tree


def _checked(old: str, new: str, wanted: Any) -> str:
    try:
        tree = _read(new)
    except yaml_tree.TextError as error:
        raise EditError(f"the change would break the file: {error.found[0][1]}") from None
    if tree != wanted:
        raise EditError("the change cannot be made by text: the place is an alias, or is shared by one")
    return new


def _head(item: Any) -> Any:
    """Where an item begins: its key, or itself in a list."""
    return cast("tuple[Any, Any]", item)[0] if isinstance(item, tuple) else item


def _tail(item: Any) -> Any:
    """Where an item ends: its value, or itself in a list."""
    return cast("tuple[Any, Any]", item)[1] if isinstance(item, tuple) else item


def _find(text: str, pointer: str) -> _Found:
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    parent, index = None, 0
    for token in pointers.split(pointer):
        parent, index = node, -1
        if isinstance(node, yaml.MappingNode):
            index = next((n for n, (key, _) in enumerate(node.value) if key.value == token), -1)
            node = node.value[index][1] if index >= 0 else None
        elif isinstance(node, yaml.SequenceNode) and token.isdigit() and int(token) < len(node.value):
            index = int(token)
            node = node.value[index]
        if index < 0 or node is None:
            raise EditError(f"there is nothing at {pointer}")
    return _Found(node, parent, index)


def _update(text: str, pointer: str, value: Any) -> str:
    found = _find(text, pointer)
    node = found.node
    if isinstance(node, yaml.MappingNode) and is_mapping(value):
        keys = {key.value for key, _ in node.value}
        for key, inner in value.items():
            if key in keys:
                text = _update(text, pointer + pointers.join(key), inner)
        fresh = {key: inner for key, inner in value.items() if key not in keys}
        return _insert(text, _find(text, pointer).node, fresh) if fresh else text
    if isinstance(node, yaml.SequenceNode):
        return _insert(text, node, value if is_list(value) else [value])
    old = text[node.start_mark.index : node.end_mark.index]
    rest = old[len(old.rstrip()) :] if old[:1] in ("|", ">") else ""
    return text[: node.start_mark.index] + _flow(value) + rest + text[node.end_mark.index :]


def _insert(text: str, node: Any, items: Any) -> str:
    if node.flow_style or not node.value:
        end = node.end_mark.index - 1
        inner = _flow(items)[1:-1]
        lead = ", " if node.value and not text[:end].rstrip().endswith(",") else ""
        at = len(text[:end].rstrip()) if lead else end
        return text[:at] + lead + inner + text[at:]
    first = node.value[0][0] if isinstance(node, yaml.MappingNode) else node.value[0]
    dash = 0 if isinstance(node, yaml.MappingNode) else _dash(text, node)
    indent = first.start_mark.column if isinstance(node, yaml.MappingNode) else dash
    last = node.value[-1][1] if isinstance(node, yaml.MappingNode) else node.value[-1]
    at = _line_end(text, _end(last))
    block = "".join(" " * indent + line + "\n" for line in _block(items))
    lead = "" if text[:at].endswith("\n") or not at else "\n"
    return text[:at] + lead + block + text[at:]


def _dash(text: str, node: Any) -> int:
    """The column of the dash of a block list."""
    start = node.value[0].start_mark.index
    line = text.rfind("\n", 0, start) + 1
    before = text[line:start]
    return before.rfind("-") if "-" in before else int(node.start_mark.column)


def _end(node: Any) -> int:
    """The end of an item without the empty lines that the parser counts to it."""
    if isinstance(node, yaml.ScalarNode) or node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _end(_tail(last))


def _line_end(text: str, index: int) -> int:
    """The beginning of the line after an item; empty lines before the index are given back."""
    if index and text[index - 1] == "\n":
        return len(text[:index].rstrip("\n")) + 1
    found = text.find("\n", index)
    return len(text) if found < 0 else found + 1


def _block(items: Any) -> list[str]:
    shown: str = yaml.dump(items, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)
    return shown.rstrip("\n").split("\n")


def _flow(value: Any) -> str:
    shown: str = yaml.dump(
        value, Dumper=_Dumper, default_flow_style=True, sort_keys=False, allow_unicode=True, width=10_000
    )
    return re.sub(r"\n\.\.\.\n\Z", "", shown).rstrip("\n")


class _Dumper(yaml.SafeDumper):
    """Indents lists below their key, as the descriptions do."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _remove(text: str, pointer: str) -> str:
    found = _find(text, pointer)
    parent = found.parent
    item = parent.value[found.index]
    first = _head(item)
    node = found.node
    if parent.flow_style:
        return _remove_flow(text, parent, found.index, first.start_mark.index, node.end_mark.index)
    if len(parent.value) == 1:
        empty = "{}" if isinstance(parent, yaml.MappingNode) else "[]"
        start = (
            parent.start_mark.index
            if isinstance(parent, yaml.MappingNode)
            else text.rfind("-", 0, first.start_mark.index)
        )
        lead = len(text[:start].rstrip())
        end = _line_end(text, _end(node))
        return text[:lead] + " " + empty + "\n" + text[end:]
    start = text.rfind("\n", 0, first.start_mark.index) + 1
    if text[start : first.start_mark.index].strip(" ") not in ("", "-"):
        raise EditError("the first item of a list of mappings cannot be taken out of its line")
    if isinstance(parent, yaml.MappingNode) and "-" in text[start : first.start_mark.index]:
        following = parent.value[found.index + 1][0]
        return text[: first.start_mark.index] + text[following.start_mark.index :]
    return text[:start] + text[_line_end(text, _end(node)) :]


def _remove_flow(text: str, parent: Any, index: int, start: int, end: int) -> str:
    if index + 1 < len(parent.value):
        following = parent.value[index + 1]
        first = _head(following)
        return text[:start] + text[first.start_mark.index :]
    if index:
        before = parent.value[index - 1]
        last = _tail(before)
        return text[: last.end_mark.index] + text[end:]
    return text[:start] + text[end:]
