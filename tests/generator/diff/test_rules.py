"""Each rule by one change: this rule, of this severity, at this place, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.diff.compare import compare
from generator.diff.rules import RULES
from tests.generator.diff.mutations import ROWS, Row
from tests.support.generator_diff import BASE, base, changes, side

WITHOUT_DESCRIPTION = {"package-added", "package-removed", "error-class-added", "error-class-removed"}
"""Rules about more than one description; their tests are in `test_command`."""


@pytest.mark.parametrize("row", ROWS, ids=[f"{number}-{row.rule}" for number, row in enumerate(ROWS)])
def test_a_change_is_told_by_its_rule_alone(row: Row, tmp_path: Path) -> None:
    found, text = changes(tmp_path, *row.edits)
    original = BASE.read_text(encoding="utf-8")
    texts = {False: text, True: original}
    if row.back:
        found, texts = compare(side(tmp_path / "new.yaml"), base()), {False: original, True: text}
    told = sorted(change.rule.id for change in found)
    assert told == sorted([row.rule, *row.also]), "\n".join(
        f"{c.rule.id} {c.subject} {c.where}" for c in found
    )
    one = next(change for change in found if change.rule.id == row.rule)
    assert one.severity == row.severity
    line = texts[one.old].splitlines()[one.place.line - 1]
    assert row.at in line, f"{one.where}: {line}"
    assert one.subject
    assert one.rule.advice.endswith(".")


def test_every_rule_has_a_change() -> None:
    assert {row.rule for row in ROWS} | WITHOUT_DESCRIPTION == RULES.keys()


def test_ids_are_words_joined_by_hyphens() -> None:
    assert all(id == id.lower() and "_" not in id and " " not in id for id in RULES)
    assert len(RULES) >= 60
