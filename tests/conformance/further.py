"""Methods that a description gives an operation besides its own: many waits, downloads to the disk, managed uploads.

Worked out here from the description alone, so that the generator cannot agree with itself.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.conformance import package as sdk
from tests.conformance.expected import Operation

SINGLE = frozenset({"resume", "sha256", "md5", "size"})
ALWAYS = frozenset({"target", "overwrite", "on_progress", "options"})


@dataclass(frozen=True, slots=True)
class Further:
    """One such method: which arguments it takes, and which of them must be given."""

    name: str
    arguments: frozenset[str]
    required: frozenset[str]
    awaited: bool = True


def names(operation: Operation) -> set[str]:
    """What the methods of an operation are called, its own one and its waiters included."""
    return {operation.name, *(operation.term("waitable") or {}), *(one.name for one in further(operation))}


def further(operation: Operation) -> list[Further]:
    """The further methods of an operation."""
    return [
        *_many(operation),
        *_each(operation),
        *_estimate(operation),
        *_downloads(operation),
        *_managed(operation),
    ]


def _many(operation: Operation) -> Iterator[Further]:
    for name, waiter in (operation.term("waitable") or {}).items():
        inputs = waiter.get("inputs", {})
        renamed = {expression.rpartition(".")[2] for expression in inputs.values()}
        single = {a.name for a in operation.arguments if a.required and a.wire not in renamed} | set(inputs)
        if len(single) == 1:
            ids = f"{single.pop()}s"
            arguments = {ids, "timeout", "on_progress", "options"}
            if any("path" in rule for rule in waiter["acceptors"]):
                arguments.add("accept")
            if "cancel" in waiter:
                arguments.add("cancel_on_timeout")
            yield Further(f"{name}_many", frozenset(arguments), frozenset({ids}), awaited=False)


def _each(operation: Operation) -> Iterator[Further]:
    term: Mapping[str, Any] | None = operation.term("for-many")
    if term is None:
        return
    ids = f"{term['argument']}s"
    rest = [a for a in operation.arguments if a.name != term["argument"]]
    required = frozenset({ids, *(a.name for a in rest if a.required)})
    yield Further(f"{operation.name}_many", frozenset({ids, "options", *(a.name for a in rest)}), required)


def _estimate(operation: Operation) -> Iterator[Further]:
    term: Mapping[str, Any] | None = operation.term("cost")
    if term is None or "method" not in term:
        return
    named = {term["prices"].get(key) for key in ("argument", "minutes")}
    asked = [a for a in operation.arguments if a.name in named]
    required = frozenset(a.name for a in asked if a.required)
    yield Further(term["method"], frozenset({"options", *(a.name for a in asked)}), required)


def _downloads(operation: Operation) -> Iterator[Further]:
    term: Mapping[str, Any] | None = operation.term("download")
    if term is None:
        return
    own = frozenset(a.name for a in operation.arguments)
    needed = frozenset(a.name for a in operation.arguments if a.required)
    manifest = term.get("manifest", {})
    kind = frozenset({"parallel"}) if "links" in term else SINGLE
    checked = frozenset({"verify"}) if manifest else frozenset[str]()
    yield Further(
        term.get("method", f"{operation.name}_to"), ALWAYS | own | kind | checked, needed | {"target"}
    )
    if "method" in manifest:
        reported = frozenset({manifest.get("argument"), *manifest.get("constants", {})})
        yield Further(
            manifest["method"], ALWAYS | (own - reported) | {"parallel"}, (needed - reported) | {"target"}
        )


def _managed(operation: Operation) -> Iterator[Further]:
    term: Mapping[str, Any] | None = operation.term("managed-upload")
    if term is None:
        return
    kinds = [kind for way in term["ways"] for kind in way]
    arguments = {"file", "on_progress", "options"}
    if len(kinds) > 1:
        arguments.add("via")
    if "sftp" in kinds:
        arguments.add("sftp")
    if "then" in term:
        arguments |= {"wait", "timeout", "on_status"}
    # What steps ask for beyond what is filled in stands in the operation that has the term, or in none.
    filled = {name for way in term["ways"] for name in _filled(way, operation)}
    rest = [a for a in operation.arguments if a.name not in filled]
    yield Further(
        term["method"],
        frozenset(arguments | {a.name for a in rest}),
        frozenset({"file", *(a.name for a in rest if a.required)}),
    )


def _filled(way: Mapping[str, Any], operation: Operation) -> Iterator[str]:
    if "direct" in way:
        yield way["direct"].get("argument", "file")
    for step in ("start", "send", "finish"):
        part = way.get("signed", {}).get(step, {})
        if part.get("operation") == operation.node.plain("operationId"):
            yield from part["inputs"]


def check(operation: Operation, resource: type, mode: str) -> Iterator[str]:
    """What is wrong with the further methods of an operation."""
    for wanted in further(operation):
        method = sdk.methods(resource).get(wanted.name)
        if method is None:
            # Told as missing by who counts the methods.
            continue
        found = sdk.parameters(method)
        if inspect.iscoroutinefunction(method) != (mode == "async" and wanted.awaited):
            yield f"{wanted.name} is sync or async where the other is due"
        for name in sorted(found.keys() ^ wanted.arguments):
            yield f"{wanted.name}: argument {name} is {'described nowhere' if name in found else 'missing'}"
        required = {name for name, p in found.items() if p.default is p.empty}
        for name in sorted(required ^ wanted.required):
            yield f"{wanted.name}: argument {name} is required wrongly"
