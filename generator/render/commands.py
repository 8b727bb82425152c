"""The table of commands of one package: what `clientome PROVIDER RESOURCE VERB` offers, as JSON.

A command is a method of the sync client, so the table is read from the text of the generated resource modules; types
and allowed values come from the description. The command line reads the table and nothing else to show its help.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ..ir import Operation, Resource, Schema
from .views import Builder
from .walk import Walker, as_schema

CALLBACKS = frozenset({"options", "on_progress", "on_status"})
"""Arguments that only a program can give."""
ANNOTATIONS = {"int": "integer", "float": "number", "int | float": "number", "bool": "boolean", "str": "text"}


def command_table(builder: Builder, modules: Mapping[str, str], attribute: Callable[[str], str]) -> str:
    """The JSON of all commands.

    `modules` are the texts of the resource modules, by resource; `attribute` names a resource in the client.
    """
    api = builder.api
    resources = {
        _dashed(attribute(resource.name)): {
            "attribute": attribute(resource.name),
            "help": resource.description.split("\n\n", 1)[0],
            "commands": dict(_commands(builder, resource, modules[resource.name])),
        }
        for resource in api.resources
        if resource.operations
    }
    table = {"client": api.client, "resources": resources}
    return json.dumps(table, ensure_ascii=False, indent=1) + "\n"


def _commands(builder: Builder, resource: Resource, text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    by_method = {name: o for o in resource.operations for name in (o.name, *o.further_methods)}
    functions = list(_functions(text))
    waiters = {name for o in resource.operations for name in o.waiters}
    waits = {f.name: f for f in functions if f.name in waiters}
    for function in functions:
        operation = by_method.get(function.name)
        description, helps = _documented(ast.get_docstring(function) or "")
        command = {
            "method": function.name,
            "help": description,
            "result": _result(function),
            "arguments": [
                {"name": name, **kind, "required": required, "default": default, "help": helps.get(name, "")}
                for name, kind, required, default in _arguments(builder.walker, function, operation)
            ],
            "endpoint": f"{operation.method} {operation.path}" if operation else "",
            "billable": operation is not None and operation.billable and function.name not in waits,
            "read_only": operation is not None and operation.readonly,
            "estimate": operation.estimate_method if operation and function.name == operation.name else None,
            "id": _id(operation),
            "wait": _wait(builder, operation, waits)
            if operation and function.name == operation.name
            else None,
        }
        yield _dashed(function.name), {name: value for name, value in command.items() if value}


def _dashed(name: str) -> str:
    return name.strip("_").replace("_", "-")


def _functions(text: str) -> Iterator[ast.FunctionDef]:
    """The methods of the sync class, which stands first."""
    tree = ast.parse(text)
    first = next(node for node in tree.body if isinstance(node, ast.ClassDef))
    for node in first.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


def _documented(text: str) -> tuple[str, dict[str, str]]:
    """A docstring as the text before its sections, and what it says of each argument."""
    helps: dict[str, str] = {}
    before, _, after = text.partition("\n\nArgs:\n")
    name = ""
    for line in after.split("\n\n", 1)[0].split("\n"):
        if line.startswith("        ") and name:
            helps[name] += " " + line.strip()
        elif ": " in line:
            name, _, said = line.strip().partition(": ")
            helps[name] = said
    return before.partition("\n\nReturns:\n")[0], helps


def _result(function: ast.FunctionDef) -> str:
    """What the command line does with the result."""
    text = ast.unparse(function.returns) if function.returns else "None"
    kinds = {
        "Page[": "page",
        "BinaryResponse": "binary",
        "Iterator[": "stream",
        "Path": "paths",
        "builtins.list[Path]": "paths",
        "bytes": "binary",
        "None": "none",
    }
    return next((kind for start, kind in kinds.items() if text.startswith(start)), "value")


def _arguments(
    walker: Walker, function: ast.FunctionDef, operation: Operation | None
) -> Iterator[tuple[str, dict[str, Any], bool, Any]]:
    known = _schemas(operation) if operation else {}
    given = function.args
    ordered: list[tuple[ast.arg, ast.expr | None]] = [(argument, None) for argument in given.args[1:]]
    ordered += zip(given.kwonlyargs, given.kw_defaults, strict=True)
    for argument, default in ordered:
        if argument.arg in CALLBACKS:
            continue
        text = ast.unparse(argument.annotation) if argument.annotation else ""
        kind = (
            _described(walker, known[argument.arg])
            if argument.arg in known and "FileInput" not in text
            else None
        )
        value = default.value if isinstance(default, ast.Constant) else None
        yield argument.arg, kind or _annotated(text), default is None, value


def _schemas(operation: Operation) -> dict[str, Schema]:
    fields = operation.body.fields if operation.body else ()
    return {p.name: p.schema for p in operation.parameters} | {f.name: f.schema for f in fields}


def _described(walker: Walker, schema: Any, depth: int = 0) -> dict[str, Any]:
    """The kind of an argument by its schema."""
    found = walker.resolve(as_schema(schema))
    if depth > 8:
        return {"type": "json"}
    kinds: str | list[str] = found.get("type", "")
    options = [kind for kind in ([kinds] if isinstance(kinds, str) else kinds) if kind != "null"]
    if options == ["array"]:
        return {**_described(walker, found.get("items"), depth + 1), "many": True}
    values = [
        v for v in found.get("enum", [found["const"]] if "const" in found else []) if isinstance(v, str)
    ]
    if values:
        return {"type": "text", "values": values}
    for branch in (*(found.get("anyOf") or ()), *(found.get("oneOf") or ()), *(found.get("allOf") or ())):
        inner = _described(walker, branch, depth + 1)
        if inner["type"] != "json":
            return inner
    plain = {"string": "text", "integer": "integer", "number": "number", "boolean": "boolean"}
    return {"type": plain.get(options[0], "json") if len(options) == 1 else "json"}


def _annotated(text: str) -> dict[str, Any]:
    """The kind of an argument by its annotation."""
    plain = text.removesuffix(" | None").removesuffix(" | Unset").removesuffix(" | None")
    for outer in ("Iterable[", "Sequence["):
        if plain.startswith(outer):
            return {**_annotated(plain.removeprefix(outer).removesuffix("]")), "many": True}
    if plain.startswith("FileInput"):
        return {"type": "file", **({"many": True} if "Sequence" in plain else {})}
    if plain.startswith("str | os.PathLike"):
        return {"type": "target"}
    if plain.startswith("Literal["):
        return {"type": "text", "values": list(ast.literal_eval(plain.removeprefix("Literal").strip()))}
    if plain.startswith("SftpTarget"):
        return {"type": "sftp"}
    if plain.endswith("| str"):
        return {"type": "text"}
    return {"type": ANNOTATIONS.get(plain, "json")}


def _id(operation: Operation | None) -> str:
    """The attribute that holds the id of a row of a list, as the description's pages name it."""
    key = operation.paginated.key if operation and operation.paginated else ()
    return key[0].strip("/").split("/")[0] if len(key) == 1 else ""


def _wait(builder: Builder, operation: Operation, waits: Mapping[str, ast.FunctionDef]) -> list[str] | None:
    """How to wait for what an operation started: the method, its argument, and where the answer has it."""
    if operation.readonly or not waits:
        return None
    schemas = builder.json_schemas(operation)
    if not schemas:
        return None
    walker, envelope = builder.walker, builder.api.envelope
    inside: Schema | None = schemas[0]
    if operation.enveloped and envelope is not None:
        inside = walker.follow(schemas[0], envelope.data)[1]
    properties = walker.resolve(inside or {}).get("properties", {})
    given = {p.name for p in operation.parameters}
    for name, function in waits.items():
        required = [
            a.arg
            for a, d in zip(function.args.kwonlyargs, function.args.kw_defaults, strict=True)
            if d is None
        ]
        if len(required) != 1 or required[0] in given:
            continue
        found = next((p for p in (required[0], "id") if p in properties), None)
        if found:
            return [name, required[0], found]
    return None
