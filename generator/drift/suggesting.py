"""Differences as an Overlay 1.0 document: what a maintainer would change in the description, to read, edit and apply.

Each action names the difference in its description. What has no obvious change is left out of the actions and listed
under `x-not-suggested`, so that nothing is lost on the way.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import yaml

from ..schema import Schemas
from ..spec import pointers
from ..spec.pointers import is_list, is_mapping
from .differences import Difference, Fix
from .reporting import where


def suggestion(found: Sequence[Difference], tree: Schemas, *, provider: str, extends: str) -> str:
    """The overlay as YAML."""
    actions: list[dict[str, Any]] = []
    without: list[str] = []
    for one in found:
        told = f"{one.kind} [{one.rule}] {one.of}: {one.message} ({where(one.document)}; {where(one.description)})"
        if not one.fixes:
            without.append(told)
        for fix in one.fixes:
            action = {"target": target(fix, tree), "description": told}
            actions.append({**action, **({"remove": True} if fix.remove else {"update": fix.update})})
    document: dict[str, Any] = {
        "overlay": "1.0.0",
        "info": {"title": f"Changes in the documentation of {provider}", "version": "1"},
        "extends": extends,
        "actions": _removals_last(actions),
    }
    if without:
        document["x-not-suggested"] = without
    return yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=110)


def _removals_last(actions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Removals move the items of lists; by name and last, they cannot hit another item."""
    return [a for a in actions if "update" in a] + [a for a in actions if "update" not in a]


def target(fix: Fix, tree: Schemas) -> str:
    """The place of a fix as JSONPath. Items of lists are named by what they hold, not by their number."""
    path, node = "$", tree.root
    for token in pointers.split(fix.pointer):
        if is_list(node):
            item: Any = node[int(token)] if token.isdigit() and int(token) < len(node) else None
            path += _item(node, item, token)
            node = item
        else:
            path += _member(token)
            node = node.get(token) if is_mapping(node) else None
    return path + _equal(fix.item) if fix.item is not None else path


def _item(items: list[Any], item: Any, token: str) -> str:
    if is_mapping(item) and isinstance(item.get("name"), str) and isinstance(item.get("in"), str):
        same = [
            i for i in items if is_mapping(i) and (i.get("name"), i.get("in")) == (item["name"], item["in"])
        ]
        if len(same) == 1:
            return f"[?(@.name == {_quoted(item['name'])} && @.in == {_quoted(item['in'])})]"
    if isinstance(item, str) and items.count(item) == 1:
        return _equal(item)
    return f"[{token}]"


def _member(token: str) -> str:
    return f".{token}" if token.isidentifier() else f"[{_quoted(token)}]"


def _equal(value: Any) -> str:
    return f"[?(@ == {_quoted(value) if isinstance(value, str) else value})]"


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
