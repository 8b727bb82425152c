"""Reads small descriptions and compares them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from generator.diff.changes import Change
from generator.diff.compare import compare
from generator.diff.side import Side
from generator.pipeline import read_api
from generator.problems import Level
from generator.types.registry import SchemaRegistry

BASE = Path(__file__).with_name("base.yaml")


def side(path: Path) -> Side:
    api, locate, problems = read_api(path, path.parent)
    wrong = [str(p) for p in problems if p.level is Level.ERROR]
    assert not wrong, wrong
    return Side(api, SchemaRegistry(api), locate)


@cache
def base() -> Side:
    return side(BASE)


def edited(text: str, *edits: tuple[str, str]) -> str:
    """A text with parts replaced; each part must be there exactly once."""
    for before, after in edits:
        assert text.count(before) == 1, (text.count(before), before)
        text = text.replace(before, after)
    return text


def changes(folder: Path, *edits: tuple[str, str], old: Side | None = None) -> tuple[tuple[Change, ...], str]:
    """What edits of the base do, and the text that they make."""
    text = edited(BASE.read_text(encoding="utf-8"), *edits)
    path = folder / "new.yaml"
    _ = path.write_text(text, encoding="utf-8")
    return compare(old or base(), side(path)), text
