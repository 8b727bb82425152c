"""The reference page of `drift.yaml`, `waivers.yaml` and the rules, written from their docstrings."""

from __future__ import annotations

from pydantic import BaseModel

from ..vocabulary.reference import markdown, section
from . import forms as f
from .differences import RULES

HEAD = """# Drift: when a provider's documentation changes

`python -m generator drift PROVIDER --docs FILE…` reads a provider's reference as saved text or HTML, `--openapi FILE` a
document that it publishes (OpenAPI 3, Swagger 2.0), `--observed FILE` the report of clients' `Observer`. Each difference
is told with both places. Exit 0: nothing to do; 1: differences, or waivers that match nothing; 2: something cannot be
read. `--suggest FILE` writes the differences as an overlay, and `python -m generator overlay apply FILE SPEC` applies it
after you edited it; comments and layout stay, except inside what is removed. `--unread` lists the lines that nothing was
taken from, `--decided` what waivers keep silent.

How a reference is read stands beside the description, in `drift.yaml`; what was decided, in `waivers.yaml`. This page is
written from `generator/drift/forms.py` and `generator/drift/differences.py`.
"""
PARTS: tuple[type[BaseModel], ...] = (
    f.Expected, f.ParameterTable, f.Column, f.ValueTable, f.FieldTable, f.Statement, f.Caption, f.Samples, f.Skip,
)  # fmt: skip


def page() -> str:
    """The whole page as Markdown."""
    lines = [HEAD, *section(f.Drift, "## `drift.yaml`")]
    for part in PARTS:
        lines.extend(section(part, f"### {part.__name__}"))
    lines.extend(section(f.Waiver, "## `waivers.yaml`: a list `waivers` of"))
    lines.extend(["## Rules", "", "| rule | kind | meaning |", "|---|---|---|"])
    lines.extend(f"| `{id}` | {kind} | {meaning} |" for id, (kind, meaning, _) in RULES.items())
    return markdown(lines)
