"""Rules about what the vocabulary refers to: expressions, operations, arguments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from .. import names
from ..problems import Problem
from ..spec import pointers
from ..spec.objects import Kind
from ..spec.pointers import is_list, is_mapping
from .references import expressions_in, references
from .view import Node, Operation, View, is_json, media_types

_REQUEST = re.compile(r"\$request\.(query|path|header|cookie)\.([^#]+)$|\$request\.(body)(?:#(/.*)?)?$")
_RESPONSE = re.compile(r"\$response\.(header)\.([^#]+)$|\$response\.(body)(?:#(/.*)?)?$")


def leads(view: View, schema: Any, tokens: list[str], depth: int = 0) -> bool:
    """Whether a pointer may lead somewhere in the values of a schema.

    A schema that names properties is closed to others unless it says that it is open.
    """
    schema = view.deref(schema)
    if not tokens or not is_mapping(schema) or depth > 30:
        return schema is not False
    branches = [part for key in ("allOf", "anyOf", "oneOf") for part in _list(schema.get(key))]
    if any(leads(view, part, tokens, depth + 1) for part in branches):
        return True
    first, rest = tokens[0], tokens[1:]
    properties = schema.get("properties")
    if is_mapping(properties) and first in properties:
        return leads(view, properties[first], rest, depth + 1)
    types = schema.get("type")
    types = types if is_list(types) else [types]
    if (first.isdigit() or first == "*") and "items" in schema:
        return leads(view, schema["items"], rest, depth + 1)
    if is_mapping(properties) or branches or "items" in schema:
        more = schema.get("additionalProperties", False)
        return leads(view, more, rest, depth + 1) or bool(schema.get("patternProperties"))
    return None in types or "object" in types or ("array" in types and first.isdigit())


def _list(value: Any) -> list[Any]:
    return value if is_list(value) else []


def _answers(operation: Operation, *, success: bool) -> Iterator[Any]:
    """The schemas of the JSON answers."""
    responses = operation.node.get("responses")
    for status, response in responses.items() if is_mapping(responses) else ():
        if status.startswith("2") is success and not status.startswith("x-"):
            for content_type, media in media_types(response):
                if is_json(content_type):
                    yield media.get("schema", True)


def _body_leads(view: View, schemas: list[Any], pointer: str) -> bool:
    return any(leads(view, schema, pointers.split(pointer)) for schema in schemas)


def missing_target(view: View, operation: Operation, expression: str) -> str | None:
    """Why an expression has no target in an operation; None where it has one (or is no expression)."""
    if request := _REQUEST.match(expression):
        if request[3]:
            schemas = [
                media.get("schema", True) for _, media in media_types(operation.node.get("requestBody"))
            ]
            found = _body_leads(view, schemas, request[4] or "")
            return None if found else f"the request body has nothing at {request[4]}"
        if any(_is_parameter(node, request[1], request[2]) for _, node in operation.parameters):
            return None
        return f"the operation has no {request[1]} parameter {request[2]!r}"
    if response := _RESPONSE.match(expression):
        if response[3]:
            schemas = list(_answers(operation, success=True))
            found = _body_leads(view, schemas, response[4] or "")
            return None if found else f"no JSON answer of the operation has anything at {response[4] or '/'}"
        return (
            None if response[2].lower() in _headers(operation) else f"no answer has the header {response[2]}"
        )
    return None


def _is_parameter(node: Node, location: str, name: str) -> bool:
    given = str(node.get("name"))
    same = given.lower() == name.lower() if location == "header" else given == name
    return same and node.get("in") == location


def _headers(operation: Operation) -> set[str]:
    responses = operation.node.get("responses")
    found: set[str] = set()
    for response in responses.values() if is_mapping(responses) else ():
        headers = response.get("headers") if is_mapping(response) else None
        found.update(name.lower() for name in (headers if is_mapping(headers) else ()))
    return found


def _own_expressions(operation: Operation) -> Iterator[tuple[str, str]]:
    """The expressions of an operation's terms that are about itself."""
    node, at = operation.node, operation.pointer
    for key in ("x-sdk-paginated", "x-sdk-payment"):
        yield from expressions_in(node.get(key), f"{at}/{key}")
    waiters: Any = node.get("x-sdk-waitable")
    for name, waiter in waiters.items() if is_mapping(waiters) else ():
        own = {key: value for key, value in waiter.items() if key != "many"} if is_mapping(waiter) else waiter
        yield from expressions_in(own, f"{at}/x-sdk-waitable{pointers.join(name)}")
    cost: Any = node.get("x-sdk-cost")
    for key in ("charged", "chargedCurrency") if is_mapping(cost) else ():
        yield from expressions_in(cost.get(key), f"{at}/x-sdk-cost/{key}")
    download: Any = node.get("x-sdk-download")
    for key in ("link", "links") if is_mapping(download) else ():
        yield from expressions_in(download.get(key), f"{at}/x-sdk-download/{key}")


def unknown_expression_target(view: View) -> Iterator[Problem]:
    """`unknown-expression-target`: an expression names what its operation does not have."""
    for operation in view.operations:
        for pointer, expression in _own_expressions(operation):
            why = missing_target(view, operation, expression)
            if why:
                yield view.problem("unknown-expression-target", pointer, f"{expression}: {why}")
        paginated: Any = operation.node.get("x-sdk-paginated")
        for index, key in enumerate(_list(paginated.get("key")) if is_mapping(paginated) else ()):
            why = missing_target(view, operation, f"{paginated.get('items')}/*{key}")
            if why:
                at = f"{operation.pointer}/x-sdk-paginated/key/{index}"
                yield view.problem("unknown-expression-target", at, f"{key}: {why}")
    for reference in references(view):
        target = view.by_id.get(reference.operation)
        for at, expression in reference.expressions if target else ():
            why = missing_target(view, target, expression) if target else None
            if why:
                yield view.problem("unknown-expression-target", at, f"{expression}: {why}")
    yield from _envelope(view)
    yield from _errors(view)


def paged_manifest(view: View) -> Iterator[Problem]:
    """`paged-manifest`: a manifest names the list in an answer that is paged already: its items are the pages'."""
    for operation in view.operations:
        download: Any = operation.node.get("x-sdk-download")
        manifest: Any = download.get("manifest") if is_mapping(download) else None
        target = view.by_id.get(str(manifest.get("operation"))) if is_mapping(manifest) else None
        if target is not None and "items" in manifest and "x-sdk-paginated" in target.node:
            message = f"{manifest['operation']} is paged, so the items are those of its pages: leave this out"
            yield view.problem(
                "paged-manifest", f"{operation.pointer}/x-sdk-download/manifest/items", message
            )


def recover_without_effect(view: View) -> Iterator[Problem]:
    """`recover-without-effect`: a look-up that is never made, or that reads a list or a file which there is not."""
    for operation in view.operations:
        term: Any = operation.node.get("x-sdk-recover")
        if not is_mapping(term):
            continue
        at = f"{operation.pointer}/x-sdk-recover"
        if operation.node.get("x-sdk-retry") == "safe" or operation.method in ("get", "head"):
            message = "this operation may be repeated, so nobody looks before it is: leave this out"
            yield view.problem("recover-without-effect", at, message)
        if ("note" in term or "match" in term) and any(
            "x-sdk-idempotency-token" in parameter for _, parameter in operation.parameters
        ):
            message = "calls of this operation have an idempotency key and are repeated under it: name the list alone"
            yield view.problem("recover-without-effect", at, message)
        target = view.by_id.get(str(term.get("operation")))
        paginated: Any = target.node.get("x-sdk-paginated") if target is not None else None
        match: Any = term.get("match")
        if target is None or not ("note" in term or is_mapping(match)):
            continue
        if not is_mapping(paginated):
            message = f"{term['operation']} is not paginated, so that nobody can tell that its list is whole"
            yield view.problem("recover-without-effect", f"{at}/operation", message)
            continue
        places = {f"match{pointers.join(key)}": str(key) for key in (match if is_mapping(match) else ())}
        places |= {key: str(term[key]) for key in ("noteAt", "since", "id") if key in term}
        for key, place in places.items():
            why = missing_target(view, target, f"{paginated.get('items')}/*{place}")
            if why:
                yield view.problem("unknown-expression-target", f"{at}/{key}", f"{place}: {why}")


def _envelope(view: View) -> Iterator[Problem]:
    """Every JSON answer has the envelope, unless the operation says no. An answer without a result lacks `data`."""
    envelope: Any = view.document.get("x-sdk-envelope")
    if not is_mapping(envelope):
        return
    expression = str(envelope.get("success") or envelope.get("data"))
    for operation in view.operations:
        if operation.incoming or operation.node.get("x-sdk-no-envelope") is True:
            continue
        if list(_answers(operation, success=True)) and missing_target(view, operation, expression):
            message = (
                f"no JSON answer of the operation has the {expression} of x-sdk-envelope: "
                "describe it, or set x-sdk-no-envelope"
            )
            yield view.problem("unknown-expression-target", f"{operation.pointer}/responses", message)


def _errors(view: View) -> Iterator[Problem]:
    """What `x-sdk-errors` names is in an error answer of some operation."""
    shape = view.document.get("x-sdk-errors")
    schemas = [schema for operation in view.operations for schema in _answers(operation, success=False)]
    for pointer, expression in expressions_in(shape, "/x-sdk-errors") if schemas else ():
        found = _RESPONSE.match(expression)
        if found and found[3] and not _body_leads(view, schemas, found[4] or ""):
            message = f"{expression}: no JSON error answer has anything there"
            yield view.problem("unknown-expression-target", pointer, message)


def unknown_operation(view: View) -> Iterator[Problem]:
    """`unknown-operation`: an operationId or a waiter is referred to that does not exist."""
    for reference in references(view):
        target = view.by_id.get(reference.operation)
        if target is None:
            message = f"no operation has the operationId {reference.operation!r}"
            yield view.problem("unknown-operation", f"{reference.pointer}/operation", message)
        elif reference.waiter is not None:
            waiters = target.node.get("x-sdk-waitable")
            pointer, name = reference.waiter
            if not is_mapping(waiters) or name not in waiters:
                message = f"{reference.operation} has no waiter {name!r}"
                yield view.problem("unknown-operation", pointer, message)
    for site in view.of(Kind.LINK):
        id = site.node.get("operationId")
        if id is not None and str(id) not in view.by_id:
            message = f"no operation has the operationId {id!r}"
            yield view.lenient("unknown-operation", f"{site.pointer}/operationId", message)


def arguments(view: View, operation: Operation) -> dict[str, Any]:
    """The Python arguments of an operation with their schemas."""
    found: dict[str, Any] = {}
    for _, node in operation.parameters:
        name = node.get("x-sdk-name") or names.argument(str(node.get("name")))
        found[str(name)] = node.get("schema", True)
    for _, media in media_types(operation.node.get("requestBody")):
        fields = _fields(view, media.get("schema", True))
        for wire, schema in fields.items():
            given = schema.get("x-sdk-name") if is_mapping(schema) else None
            found[str(given or names.argument(wire))] = schema
        if not fields:
            # A whole body is called by its kind; which kind it is, is the parser's business.
            for name in ("body", "text", "content"):
                found[name] = media.get("schema", True)
    return found


def required_arguments(view: View, operation: Operation) -> list[str]:
    """The Python arguments that every call of an operation needs."""
    found: list[str] = []
    for _, node in operation.parameters:
        if (node.get("required") or node.get("in") == "path") and "x-sdk-idempotency-token" not in node:
            found.append(str(node.get("x-sdk-name") or names.argument(str(node.get("name")))))
    for _, media in media_types(operation.node.get("requestBody")):
        schema = view.deref(media.get("schema", True))
        needed = _list(schema.get("required")) if is_mapping(schema) else []
        for wire, field in _fields(view, schema).items():
            given = field.get("x-sdk-name") if is_mapping(field) else None
            if wire in needed:
                found.append(str(given or names.argument(wire)))
    return found


def _fields(view: View, schema: Any, depth: int = 0) -> Node:
    schema = view.deref(schema)
    if not is_mapping(schema) or depth > 30:
        return {}
    found: Node = {}
    for part in _list(schema.get("allOf")):
        found.update(_fields(view, part, depth + 1))
    properties = schema.get("properties")
    return {**found, **(properties if is_mapping(properties) else {})}


def _is_argument(view: View, known: Mapping[str, Any], path: str) -> bool:
    first, *rest = path.split(".")
    return first in known and leads(view, known[first], rest)


def unknown_argument(view: View) -> Iterator[Problem]:
    """`unknown-argument`: a term names an argument that the operation does not have."""
    named: list[tuple[Operation, str, str]] = []
    for operation in view.operations:
        for index, rule in enumerate(_list(operation.node.get("x-sdk-constraints"))):
            at = f"{operation.pointer}/x-sdk-constraints/{index}"
            if not is_mapping(rule):
                continue
            for number, path in enumerate(_list(rule.get("arguments"))):
                named.append((operation, f"{at}/arguments/{number}", str(path)))
            if is_mapping(rule.get("when")):
                named.append((operation, f"{at}/when/argument", str(rule["when"].get("argument"))))
        many: Any = operation.node.get("x-sdk-for-many")
        if is_mapping(many) and "argument" in many:
            named.append((operation, f"{operation.pointer}/x-sdk-for-many/argument", str(many["argument"])))
    for reference in references(view):
        target = view.by_id.get(reference.operation)
        if target is not None:
            named.extend((target, pointer, name) for pointer, name in reference.arguments)
        if reference.own is not None:
            named.extend((reference.own, pointer, name) for pointer, name in reference.own_arguments)
    for operation, pointer, path in named:
        known = arguments(view, operation)
        if not _is_argument(view, known, path):
            message = f"{operation.method.upper()} {operation.path} has no argument {path!r}"
            yield view.problem("unknown-argument", pointer, message)
