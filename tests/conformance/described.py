"""The first two columns: the provider's documentation against the description, and the description by itself."""

from __future__ import annotations

import re
from pathlib import Path

from tests.conformance.expected import Operation, Provider
from tests.conformance.gaps import Result
from tests.conformance.judge import Validators

DOCUMENTED = Path(__file__).parent / "documented"


def documented(package: str) -> dict[str, bool]:
    """The hand-kept list of operations; true marks what the documentation lists itself."""
    found: dict[str, bool] = {}
    for line in (DOCUMENTED / f"{package}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            found[_same(line.removeprefix("extra "))] = not line.startswith("extra ")
    return found


def _same(label: str) -> str:
    """A label by which differently spelled path variables compare equal."""
    return re.sub(r"\{[^}]*\}", "{}", label)


def check(provider: Provider, validators: Validators, result: Result) -> None:
    """Everything documented is described, and nothing else is; and the description is valid."""
    listed = documented(provider.package)
    described = {_same(o.label): o for o in provider.operations}
    for label, own in listed.items():
        column = "documented" if own else "described"
        with result.checking(column, label) as note:
            if label not in described:
                note("is not described")
    for label, operation in described.items():
        if not listed.get(label, False) and label in listed:
            continue
        with result.checking("described", operation.label) as note:
            if label not in listed:
                note("is in no list of known operations")
            for message in _missing(operation):
                note(message)
    if validators.problem is not None:
        with result.checking("described", "the whole document") as note:
            note(validators.problem)


def _missing(operation: Operation) -> list[str]:
    wanted = ("operationId", "summary", "description", "tags", "responses", "x-sdk-method", "x-sdk-source")
    found = [f"has no {key}" for key in wanted if not operation.node.plain(key)]
    if len({a.name for a in operation.arguments}) != len(operation.arguments):
        found.append("has two arguments of one name")
    return found
