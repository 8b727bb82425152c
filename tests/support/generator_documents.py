"""Small descriptions for tests: written to a folder, loaded, resolved and checked."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from generator.check.run import check
from generator.problems import Problem, ProblemsFound
from generator.spec.documents import Loaded, Resolved
from generator.spec.load import load
from generator.spec.resolve import resolve

HEAD = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n"


def load_files(folder: Path, files: Mapping[str, str | bytes], root: str = "openapi.yaml") -> Loaded:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        _ = path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load(folder / root, display=folder, below=folder)


def load_problems(
    folder: Path, files: Mapping[str, str | bytes], root: str = "openapi.yaml"
) -> list[Problem]:
    try:
        _ = load_files(folder, files, root)
    except ProblemsFound as error:
        return list(error.problems)
    return []


def resolve_files(folder: Path, files: Mapping[str, str], root: str = "openapi.yaml") -> Resolved:
    return resolve(load_files(folder, files, root))


def resolve_root(folder: Path, text: str) -> Resolved:
    return resolve_files(folder, {"openapi.yaml": HEAD + text})


def check_root(folder: Path, text: str) -> list[Problem]:
    resolved = resolve_root(folder, text)
    assert not resolved.problems
    return check(resolved)


def check_document(folder: Path, document: Mapping[str, Any]) -> list[Problem]:
    text = yaml.safe_dump(dict(document), sort_keys=False)
    resolved = resolve_files(folder, {"openapi.yaml": text})
    assert not resolved.problems
    return check(resolved)


def ids(problems: list[Problem] | tuple[Problem, ...]) -> list[str]:
    return [problem.id for problem in problems]


def found(problems: list[Problem] | tuple[Problem, ...], id: str) -> list[str]:
    """The pointers of the problems with one id."""
    return [problem.place.pointer for problem in problems if problem.id == id]
