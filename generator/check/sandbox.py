"""Reads `sandbox.yaml` beside a description and checks it: its form, its expressions and what it names."""

from __future__ import annotations

import ast
import keyword
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, cast

from pydantic import ValidationError

from ..ir import Api
from ..problems import Level, Place, Problem
from ..spec import pointers, yaml_tree
from ..spec.documents import Positions
from ..spec.yaml_tree import TextError
from ..vocabulary.sandbox import Sandbox
from ..vocabulary.sandbox_reference import functions

FILE = "sandbox.yaml"
REFUSED = (ast.Lambda, ast.Await, ast.Yield, ast.YieldFrom, ast.NamedExpr, ast.SetComp, ast.Set)
ALWAYS = frozenset(
    [
        "request",
        "caller",
        "now",
        "wall",
        "settings",
        "absent",
        "item",
        "before",
        "secret",
        "scheme",
        "environment",
        "operation",
        "event",
        "account",
        "page",
        "file",
        "result",
        "items",
        "link",
        "payment",
        "each",
        "true",
        "false",
        "null",
    ]
)
Node = Mapping[str, Any]


def read_sandbox(folder: Path, api: Api, display: Path) -> tuple[Node | None, list[Problem]]:
    """The `sandbox.yaml` of a folder as plain data, and its problems; None where there is none or it is unusable."""
    path = folder / FILE
    if not path.is_file():
        return None, []
    name = path.relative_to(display).as_posix() if path.is_relative_to(display) else path.as_posix()
    try:
        tree, lines, first = yaml_tree.read(path.read_text(encoding="utf-8"))
    except (TextError, UnicodeDecodeError) as error:
        found = error.found if isinstance(error, TextError) else ((0, "the file is not UTF-8 text"),)
        id = error.id if isinstance(error, TextError) else "not-utf8"
        return None, [Problem(id, Level.ERROR, Place(name, line, ""), text) for line, text in found]
    checker = _Checker(name, tree, Positions(tree, lambda: lines, first), api)
    return cast("Node", tree), checker.problems()


class _Checker:
    def __init__(self, file: str, tree: Any, positions: Positions, api: Api) -> None:
        self._file, self._tree, self._positions, self._api = file, tree, positions, api
        self._found: list[Problem] = []

    def problems(self) -> list[Problem]:
        """Everything that is wrong."""
        try:
            _ = Sandbox.model_validate(self._tree)
        except ValidationError as error:
            for one in error.errors():
                steps = [step for step in one["loc"] if not str(step).startswith("step:")]
                self._report("sandbox-form", steps, one["msg"])
            return self._found
        self._names()
        known = ALWAYS | _bound(self._tree)
        for steps, text in _expressions(self._tree, []):
            for message in wrong(text, known):
                self._report("sandbox-expression", steps, message)
        return self._found

    def _report(self, id: str, steps: Sequence[str | int], message: str) -> None:
        pointer = pointers.join(*steps)
        line, known = self._positions.locate(pointer)
        self._found.append(Problem(id, Level.ERROR, Place(self._file, line, known), message))

    def _names(self) -> None:
        tree = cast("dict[str, Any]", self._tree)
        operations = {operation.id for operation in self._api.operations}
        for name in tree.get("operations", {}):
            if name not in operations:
                self._report("sandbox-operation", ["operations", name], f"there is no operation {name!r}")
        collections, routines = tree.get("collections", {}), tree.get("routines", {})
        views = tree.get("views", {})
        for steps, step in _steps(tree, []):
            for verb in ("get", "list", "create"):
                if isinstance(step.get(verb), str) and step[verb] not in collections:
                    self._report(
                        "sandbox-collection", [*steps, verb], f"there is no collection {step[verb]!r}"
                    )
            if isinstance(step.get("call"), str) and step["call"] not in routines:
                self._report("sandbox-routine", [*steps, "call"], f"there is no routine {step['call']!r}")
            answer = step.get("answer")
            view = cast("Node", answer).get("view") if isinstance(answer, dict) else None
            if view is not None and view not in views:
                self._report("sandbox-view", [*steps, "answer", "view"], f"there is no view {view!r}")
        for name, collection in collections.items():
            machine = collection.get("machine")
            if machine:
                self._machine(["collections", name, "machine"], machine)

    def _machine(self, place: list[str | int], machine: Node) -> None:
        """Every state but the first must be reached from somewhere; `from` names only such states."""
        reached = {machine["initial"], *(rule["to"] for rule in machine["transitions"])}
        for number, rule in enumerate(machine["transitions"]):
            sources = [rule["from"]] if isinstance(rule["from"], str) else rule["from"]
            for source in sources:
                if source not in reached:
                    message = f"nothing leads to the state {source!r}"
                    self._report("sandbox-state", [*place, "transitions", number, "from"], message)


def _steps(node: Any, place: list[str | int]) -> Iterator[tuple[list[str | int], Node]]:
    """Every map in the tree that may be a step, with its place; values of members are not looked into."""
    if isinstance(node, dict):
        found = cast("dict[str, Any]", node)
        if place and isinstance(place[-1], int):
            yield place, found
        for key, value in found.items():
            if key not in ("with", "set", "body", "fields", "settings", "views"):
                yield from _steps(value, [*place, key])
    elif isinstance(node, list):
        items = cast("Sequence[Any]", node)
        for number, value in enumerate(items):
            yield from _steps(value, [*place, number])


def _expressions(node: Any, place: list[str | int]) -> Iterator[tuple[list[str | int], str]]:
    if isinstance(node, str):
        if node.startswith("=") and not node.startswith("=="):
            yield place, node[1:].strip()
    elif isinstance(node, dict):
        for key, value in cast("dict[str, Any]", node).items():
            yield from _expressions(value, [*place, key])
    elif isinstance(node, list):
        items = cast("Sequence[Any]", node)
        for number, value in enumerate(items):
            yield from _expressions(value, [*place, number])


def _bound(node: Any) -> frozenset[str]:
    """Every name that a step anywhere binds."""
    found: set[str] = set()
    stack = [node]
    while stack:
        one: Any = stack.pop()
        if isinstance(one, dict):
            step = cast("dict[str, Any]", one)
            found.update(v for k, v in step.items() if k in ("as", "each") and isinstance(v, str))
            if isinstance(step.get("let"), dict):
                found.update(step["let"])
            if "call" in step and isinstance(step.get("with"), dict):
                found.update(step["with"])
            stack.extend(step.values())
        elif isinstance(one, list):
            items = cast("Sequence[Any]", one)
            stack.extend(items)
    return frozenset(found)


@cache
def _known_functions() -> frozenset[str]:
    return frozenset(functions())


def wrong(text: str, known: frozenset[str]) -> Iterator[str]:
    """What is wrong with an expression."""
    try:
        tree = ast.parse(text, mode="eval")
    except SyntaxError as error:
        word = next((w for w in re.findall(r"\.(\w+)", text) if keyword.iskeyword(w)), None)
        hint = f"; a member called {word} is written ['{word}']" if word else ""
        yield f"`= {text}` is not an expression: {error.msg}{hint}"
        return
    local = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    called = {id(n.func) for n in ast.walk(tree) if isinstance(n, ast.Call)}
    for node in ast.walk(tree):
        if isinstance(node, REFUSED):
            yield f"`= {text}`: {type(node).__name__.lower()} is not possible here"
        elif isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else ast.unparse(node.func)
            if name not in _known_functions():
                yield f"`= {text}`: there is no function {name!r}"
        elif isinstance(node, ast.Name) and id(node) not in called and node.id not in known | local:
            yield f"`= {text}`: there is no name {node.id!r}"
