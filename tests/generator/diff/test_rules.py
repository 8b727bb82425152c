"""Each rule by one change: this rule, of this severity, at this place, and no other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.diff.changes import Change
from generator.diff.compare import compare
from generator.diff.rules import RULES
from tests.support.generator_diff import BASE, base, changes, side

ROWS: list[dict[str, Any]] = yaml.safe_load(BASE.with_name("changes.yaml").read_text(encoding="utf-8"))
WITHOUT_DESCRIPTION = {"package-added", "package-removed", "error-class-added", "error-class-removed"}
"""Rules about more than one description; their tests are in `test_command`."""


def edit(row: dict[str, Any]) -> tuple[str, str]:
    """What is replaced, and by what."""
    found = row["find"]
    return found, row.get("replace", row.get("before", "") + found + row.get("after", ""))


def expected(row: dict[str, Any]) -> list[dict[str, Any]]:
    """What the change and its undoing are, where the row says so."""
    change = row.get("change", {})
    return [{"line": change.get("line"), **one} for one in (change, row.get("back", {})) if one]


def check(wanted: dict[str, Any], found: tuple[Change, ...], new: str, old: str) -> None:
    shown = "\n".join(f"{c.rule.id} {c.subject} {c.where}" for c in found)
    assert sorted(c.rule.id for c in found) == sorted([wanted["rule"], *wanted.get("also", ())]), shown
    one = next(c for c in found if c.rule.id == wanted["rule"])
    assert one.severity == wanted["severity"]
    line = (old if one.old else new).splitlines()[one.place.line - 1]
    assert wanted["line"] in line, f"{one.where}: {line}"
    assert one.subject
    assert one.rule.advice.endswith(".")


@pytest.mark.parametrize("row", ROWS, ids=[f"{n}-{expected(row)[0]['rule']}" for n, row in enumerate(ROWS)])
def test_a_change_is_reported_by_its_rule_alone(row: dict[str, Any], tmp_path: Path) -> None:
    found, text = changes(tmp_path, *(edit(one) for one in (row, row.get("second")) if one))
    original = BASE.read_text(encoding="utf-8")
    wanted = expected(row)
    if "change" in row:
        check(wanted[0], found, text, original)
    if "back" in row:
        check(wanted[-1], compare(side(tmp_path / "new.yaml"), base()), original, text)


def test_every_rule_has_a_change() -> None:
    assert {one["rule"] for row in ROWS for one in expected(row)} | WITHOUT_DESCRIPTION == RULES.keys()


def test_ids_are_words_joined_by_hyphens() -> None:
    assert all(id == id.lower() and "_" not in id and " " not in id for id in RULES)
    assert len(RULES) >= 60
