"""The reference page of `sandbox.yaml`, written from docstrings; and the names of the functions of expressions."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from . import sandbox as m
from . import sandbox_steps as s
from .reference import markdown, section

SOURCES = Path(__file__).resolve().parents[2] / "templates" / "sandbox"
HEAD = """# The form of `sandbox.yaml`

How a sandbox behaves: what it keeps, which states things go through, and what each operation does. What the
description (`openapi.yaml`) says already holds without a word here: validation, credentials and scopes, environments,
the shape of errors, envelope, pages, idempotency keys, rate limits, limits of uploads, rules between arguments and
signatures of webhooks. This page is written from `generator/vocabulary/sandbox.py`, `generator/vocabulary/sandbox_steps.py` and `templates/sandbox`.
"""
STEPS: tuple[type[BaseModel], ...] = (
    s.Let, s.Get, s.List, s.Create, s.Update, s.Append, s.Delete, s.Move, s.Check, s.For, s.Do, s.Call, s.Return,
    s.Emit, s.Keep, s.Open, s.Pay, s.Tell, s.Answer,
)  # fmt: skip
PARTS: tuple[type[BaseModel], ...] = (
    m.Collection,
    m.Machine,
    m.Transition,
    m.Webhooks,
    m.Idempotency,
    m.Sftp,
)


def functions() -> dict[str, tuple[str, str]]:
    """Every function of expressions: its arguments and what it gives."""
    found: dict[str, tuple[str, str]] = {}
    for node in _definitions():
        if not node.name.startswith("_") and node.name != "all_functions":
            arguments = ast.unparse(node.args)
            shown = [a.partition(":")[0].strip() for a in _split(arguments) if a.strip() != "self"]
            found[node.name] = (", ".join(shown), " ".join((ast.get_docstring(node) or "").split()))
    return found


def _definitions() -> Iterator[ast.FunctionDef]:
    for path in SOURCES.glob("expressions/functions/[!_]*.py"):
        pure = ast.parse(path.read_text(encoding="utf-8"))
        yield from (node for node in pure.body if isinstance(node, ast.FunctionDef))
    engine = ast.parse((SOURCES / "behaviour/functions.py").read_text(encoding="utf-8"))
    for outer in engine.body:
        if isinstance(outer, ast.ClassDef):
            yield from (node for node in outer.body if isinstance(node, ast.FunctionDef))


def _split(arguments: str) -> list[str]:
    """At the commas outside brackets."""
    parts, depth = [""], 0
    for character in arguments:
        depth += (character == "[") - (character == "]")
        if character == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return parts


def page() -> str:
    """The whole page as Markdown."""
    lines = [HEAD, *section(m.Sandbox, "## The file")]
    for part in PARTS:
        lines.extend(section(part, f"## {part.__name__}"))
    lines.extend(
        [
            "## Steps",
            "",
            "Each step is a map with one verb; all have `when`: the step is skipped unless it is true.",
            "",
        ]
    )
    for step in STEPS:
        lines.extend(section(step, f"### {step.__name__.lower()}", leave_out=("when",)))
    lines.extend(section(s.Reply, "## What `answer` holds"))
    lines.extend(["## Functions", "", "| function | meaning |", "|---|---|"])
    for name, (arguments, meaning) in sorted(functions().items()):
        lines.append(f"| `{name}({arguments})` | {meaning.replace('|', chr(92) + '|')} |")
    return markdown(lines)
