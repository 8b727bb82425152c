"""Count what a generated package has of its description: `python -m tests.bench.counting DOCUMENT PACKAGE`.

Nothing of the generator is used: the document is read anew, the package is imported.
"""

from __future__ import annotations

import ast
import inspect
import json
import pkgutil
import re
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

from clientome._runtime.spec.operation import Operation

VERBS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


def modules(package: str) -> dict[str, ModuleType]:
    """The modules of a package, by name."""
    parent = import_module(package)
    return {
        found.name: import_module(f"{package}.{found.name}")
        for found in pkgutil.iter_modules(parent.__path__)
    }


def described(document: Any) -> tuple[set[str], set[str]]:
    """Ids of operations and names of schemas."""
    ids = {item[verb]["operationId"] for item in document["paths"].values() for verb in VERBS if verb in item}
    return ids, set(document["components"]["schemas"])


def operations(package: str) -> dict[tuple[str, str], str]:
    """The id of each operation, by module and constant."""
    return {
        (name, constant): value.id
        for name, module in modules(f"{package}.operations").items()
        for constant, value in vars(module).items()
        if isinstance(value, Operation)
    }


def called(package: str, known: dict[tuple[str, str], str]) -> tuple[set[str], set[str]]:
    """Ids of the operations that a blocking and that an async method calls."""
    found: tuple[set[str], set[str]] = set(), set()
    for name, module in modules(f"{package}.resources").items():
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                ids = {known.get((name, constant)) for constant in constants(node)}
                found[isinstance(node, ast.AsyncFunctionDef)].update(ids - {None})
    return found


def constants(function: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    """The operations that a method names."""
    return {
        node.attr
        for node in ast.walk(function)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "operations"
    }


def plain(name: str) -> str:
    """A name without what generators change."""
    return re.sub(r"[^0-9a-z]", "", name.lower())


def modelled(package: str, schemas: set[str]) -> set[str]:
    """The schemas that have a model which can be loaded."""
    models = import_module(f"{package}.models")
    names = {plain(name): name for name in models.__all__}
    found = set[str]()
    for schema in schemas:
        name = names.get(plain(schema)) or names.get(plain(schema) + "input")
        if name is not None and getattr(models, name, None) is not None:
            found.add(schema)
    return found


def main(path: str, package: str) -> None:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    ids, schemas = described(yaml.load(Path(path).read_text("utf-8"), loader))
    known = operations(package)
    sync, asynchronous = called(package, known)
    models = modelled(package, schemas)
    counts = {
        "operations": len(ids & set(known.values())),
        "sync methods": len(ids & sync),
        "async methods": len(ids & asynchronous),
        "models": len(models),
    }
    missing = sorted((ids - (sync & asynchronous)) | (schemas - models))
    print(json.dumps({"counts": counts, "missing": missing}))


if __name__ == "__main__":
    main(*sys.argv[1:])
