"""The sync and async columns: every method with the right arguments and answer, and nothing else."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Sequence
from typing import Any, Literal, get_args, get_origin

from tests.conformance import further
from tests.conformance import package as sdk
from tests.conformance.document import Node
from tests.conformance.expected import NO_SCHEMA, Argument, Operation, Provider, is_json
from tests.conformance.gaps import Result
from tests.conformance.package import Package
from tests.conformance.shapes import Comparison

Mode = Literal["sync", "async"]


def check(provider: Provider, package: Package, result: Result) -> None:
    """Both clients."""
    modes: tuple[tuple[Mode, str], ...] = (
        ("sync", provider.client),
        ("async", f"Async{provider.client}"),
    )
    for mode, client in modes:
        resources = package.resources(client)
        surplus = _surplus(provider, resources)
        for operation in provider.operations:
            with result.checking(mode, operation.label) as note:
                for message in (
                    *_operation(operation, resources, mode),
                    *surplus.pop(operation.resource, ()),
                ):
                    note(message)
        for name, messages in surplus.items():
            for message in messages:
                result.total[mode] += 1
                with result.checking(mode, name) as note:
                    note(message)


def _surplus(provider: Provider, resources: dict[str, type]) -> dict[str, list[str]]:
    """What exists although no description names it, by resource."""
    named: dict[str, set[str]] = {}
    for operation in provider.operations:
        named.setdefault(operation.resource, set()).update(further.names(operation))
    found: dict[str, list[str]] = {
        name: [f"resource {name} is described nowhere"] for name in resources.keys() - named.keys()
    }
    for name in resources.keys() & named.keys():
        extra = sorted(sdk.methods(resources[name]).keys() - named[name])
        missing = sorted(named[name] - sdk.methods(resources[name]).keys())
        found[name] = [f"method {name}.{m} is described nowhere" for m in extra] + [
            f"method {name}.{m} is missing" for m in missing
        ]
    return {name: messages for name, messages in found.items() if messages}


def _operation(operation: Operation, resources: dict[str, type], mode: Mode) -> Iterator[str]:
    resource = resources.get(operation.resource)
    method = None if resource is None else sdk.methods(resource).get(operation.name)
    if method is None:
        yield f"there is no {mode} method {operation.resource}.{operation.name}"
        return
    if inspect.iscoroutinefunction(method) != (mode == "async"):
        yield f"{operation.resource}.{operation.name} is sync or async where the other is due"
    hints = sdk.hints(method)
    yield from _arguments(operation, sdk.parameters(method), hints)
    yield from (f"answer {message}" for message in answer_gaps(operation, hints.get("return"), mode))
    for name in operation.term("waitable") or {}:
        waiter = sdk.methods(resource).get(name) if resource is not None else None
        if waiter is not None:
            yield from _waiter(operation, name, waiter, mode)
    if resource is not None:
        yield from further.check(operation, resource, mode)


def _arguments(operation: Operation, found: Any, hints: dict[str, Any]) -> Iterator[str]:
    wanted = {argument.name: argument for argument in operation.arguments}
    names = list(found)
    if not names or names[-1] != "options":
        yield "the last argument is not `options`"
    if any(argument.file != "no" for argument in operation.arguments) != ("on_progress" in found):
        yield "on_progress is there without a file, or missing beside one"
    for name in sorted(found.keys() - wanted.keys() - {"options", "on_progress"}):
        yield f"argument {name} is described nowhere"
    for name, parameter in found.items():
        if parameter.kind is not inspect.Parameter.KEYWORD_ONLY:
            yield f"argument {name} is not keyword-only"
    for name, argument in wanted.items():
        if name not in found:
            yield f"argument {name} is missing"
            continue
        yield from (f"argument {name} {message}" for message in _argument(argument, found[name], hints[name]))


def _argument(argument: Argument, parameter: inspect.Parameter, hint: Any) -> Iterator[str]:
    from clientome._runtime.base.types import UNSET, Unset

    default = inspect.Parameter.empty if argument.required else UNSET if argument.unset else None
    if parameter.default is not default:
        yield f"has the default {parameter.default!r} instead of {default!r}"
    if argument.file != "no":
        yield from _file(argument, hint)
        return
    if (Unset in sdk.members(hint)) != (default is UNSET):
        yield "names Unset wrongly"
    comparison = Comparison("write")
    reported = [argument.schema]
    comparison.compare(
        reported, [sdk.schema(sdk.strict(sdk.without(hint, Unset)))], "of", optional=not argument.required
    )
    yield from comparison.gaps


def _file(argument: Argument, hint: Any) -> Iterator[str]:
    from clientome._runtime.body.inputs import FileInput

    needed = set(sdk.members(FileInput))
    parts = [part for part in sdk.members(hint) if part is not type(None)]
    if (type(None) in sdk.members(hint)) == argument.required:
        yield "is optional where it is required, or the other way round"
    lists = [part for part in parts if get_origin(part) in (list, Sequence)]
    singles = set(parts) - set(lists)
    if argument.file == "many" and not any(needed <= set(sdk.members(get_args(part)[0])) for part in lists):
        yield f"takes no list of files: {hint}"
    if argument.file == "one" and (lists or not needed <= set(parts)):
        yield f"takes no file: {hint}"
    if singles - needed:
        yield f"takes something else than files: {singles - needed}"


def _waiter(operation: Operation, name: str, method: Any, mode: Mode) -> Iterator[str]:
    inputs = operation.term("waitable")[name].get("inputs", {})
    renamed = {expression.rpartition(".")[2] for expression in inputs.values()}
    required = {a.name for a in operation.arguments if a.required and a.wire not in renamed} | set(inputs)
    found = sdk.parameters(method)
    if inspect.iscoroutinefunction(method) != (mode == "async"):
        yield f"waiter {name} is sync or async where the other is due"
    for missing in sorted({*required, "timeout", "on_progress", "options"} - found.keys()):
        yield f"waiter {name} has no argument {missing}"
    for argument in sorted({n for n, p in found.items() if p.default is p.empty} ^ required):
        yield f"waiter {name}: argument {argument} is required wrongly"


def result_schemas(operation: Operation) -> list[Node]:
    """The schemas of what a method returns: envelope taken off, list of one opened."""
    found: list[Node] = []
    for answer in operation.answers:
        for content_type, media in answer.content.items():
            if is_json(content_type) and media.get("schema") is not None:
                found.append(unwrap(operation, media.raw("schema") or NO_SCHEMA))
    return found


def unwrap(operation: Operation, schema: Node) -> Node:
    """The part of an answer's schema that a method returns."""
    pages = operation.term("paginated")
    pointer = pages["items"] if pages else "$response.body#/data" if operation.enveloped else "$response.body"
    for step in pointer.partition("#/")[2].split("/"):
        if step:
            properties = schema.get("properties")
            inner = None if properties is None else properties.raw(step)
            schema = inner if inner is not None else NO_SCHEMA
    return schema


def answer_gaps(operation: Operation, hint: Any, mode: Mode) -> Iterator[str]:
    """What is wrong with the annotation of the answer."""
    from clientome._runtime.call.binary import AsyncBinaryResponse, BinaryResponse, ResponseInfo
    from clientome._runtime.paging import AsyncPage, Page

    types = [content_type for answer in operation.answers for content_type in answer.content]
    if operation.term("paginated"):
        page = Page if mode == "sync" else AsyncPage
        if get_origin(hint) is not page:
            yield f"is {hint} instead of a {page.__name__}"
            return
        items = [schema.raw("items") or NO_SCHEMA for schema in result_schemas(operation)]
        yield from _compare(items, get_args(hint)[0])
    elif not types:
        expected = ResponseInfo if operation.method == "HEAD" else type(None)
        if hint not in (expected, None if expected is type(None) else expected):
            yield f"is {hint} instead of {expected}"
    elif all(is_json(content_type) for content_type in types):
        schemas = result_schemas(operation)
        if operation.term("result") == "first-or-self":
            schemas = [item for schema in schemas for item in _first(schema)]
        yield from _compare(schemas, hint)
    elif not any(is_json(content_type) for content_type in types):
        text = all(content_type.startswith("text/") for content_type in types)
        stream = BinaryResponse if mode == "sync" else AsyncBinaryResponse
        if hint is not (str if text else stream):
            yield f"is {hint} instead of {str if text else stream}"
    else:
        yield f"mixes {types}, which this suite cannot judge"


def _first(schema: Node) -> list[Node]:
    """The element of a list, or the thing itself, over all alternatives."""
    branches = schema.get("oneOf") or schema.get("anyOf")
    found = [schema] if branches is None else list(branches.elements())
    return [
        branch.get("items") or NO_SCHEMA if branch.plain("type") == "array" else branch for branch in found
    ]


def _compare(reported: list[Node], hint: Any) -> Iterator[str]:
    if not any(schema.follow().value for schema in reported):
        # An envelope without data: nothing is returned.
        if hint not in (None, type(None)) and _typed(hint):
            yield f"is {hint} where nothing is described"
        return
    comparison = Comparison("read")
    comparison.compare(reported, [sdk.schema(hint)], "of")
    yield from comparison.gaps


def _typed(hint: Any) -> bool:
    return hint not in (Any, object)
