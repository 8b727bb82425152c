"""Rules about operations: ids, parameters, security, money."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..problems import Problem
from ..spec import pointers
from ..spec.objects import Kind
from ..spec.pointers import is_list, is_mapping
from .structure import fits, template
from .view import Operation, View

_SAFE = frozenset({"get", "head", "put", "delete", "options", "trace"})


def duplicate_operation_id(view: View) -> Iterator[Problem]:
    """`duplicate-operation-id`: two operations have the same operationId."""
    first: dict[str, Operation] = {}
    for operation in view.operations:
        id = operation.node.get("operationId")
        if not isinstance(id, str):
            continue
        if id in first:
            one = first[id]
            message = f"the operationId {id!r} belongs to {one.method.upper()} {one.path} already"
            yield view.lenient("duplicate-operation-id", f"{operation.pointer}/operationId", message)
        else:
            first[id] = operation


def _path_parameters(operation: Operation) -> dict[str, tuple[str, dict[str, Any]]]:
    return {
        str(node.get("name")): (pointer, node)
        for pointer, node in operation.parameters
        if node.get("in") == "path"
    }


def undeclared_path_parameter(view: View) -> Iterator[Problem]:
    """`undeclared-path-parameter`: the path has a name in braces that no parameter declares."""
    for operation in view.operations:
        declared = _path_parameters(operation)
        for name in () if operation.incoming else dict.fromkeys(template(operation.path)):
            if name not in declared:
                message = f"{operation.method.upper()} {operation.path}: declare the path parameter {name!r}"
                message += "" if view.ours else "; it is taken as a text"
                yield view.lenient("undeclared-path-parameter", operation.pointer, message)


def unused_path_parameter(view: View) -> Iterator[Problem]:
    """`unused-path-parameter`: a path parameter is declared that the path does not have."""
    for operation in view.operations:
        names = template(operation.path)
        for name, (pointer, _) in _path_parameters(operation).items():
            if name not in names and not operation.incoming:
                message = (
                    f"{operation.path} has no {{{name}}}{'' if view.ours else '; the parameter is left out'}"
                )
                yield view.lenient("unused-path-parameter", pointer, message)


def optional_path_parameter(view: View) -> Iterator[Problem]:
    """`optional-path-parameter`: a path parameter is not `required: true`."""
    for site in view.of(Kind.PARAMETER):
        if site.node.get("in") == "path" and site.node.get("required") is not True:
            message = f"the path parameter {site.node.get('name')!r} must be `required: true`"
            yield view.problem("optional-path-parameter", site.pointer, message)


def duplicate_parameter(view: View) -> Iterator[Problem]:
    """`duplicate-parameter`: one list of parameters has the same name in the same location twice."""
    for site in view.of(Kind.PATH_ITEM, Kind.OPERATION):
        seen: set[tuple[str, str]] = set()
        given = site.node.get("parameters")
        for index, node in enumerate(given if is_list(given) else ()):
            if not is_mapping(node):
                continue
            key = str(node.get("name")), str(node.get("in"))
            if key in seen:
                message = f"the {key[1]} parameter {key[0]!r} is there twice"
                yield view.problem("duplicate-parameter", f"{site.pointer}/parameters/{index}", message)
            seen.add(key)


def _alternatives(view: View) -> Iterator[tuple[str, Any]]:
    """Every alternative of a security requirement, with its pointer."""
    for pointer, node in [("", view.document), *((s.pointer, s.node) for s in view.of(Kind.OPERATION))]:
        given = node.get("security")
        for index, alternative in enumerate(given if is_list(given) else ()):
            yield f"{pointer}/security/{index}", alternative


def _requirements(view: View) -> Iterator[tuple[str, str, list[Any]]]:
    """Pointer, scheme and scopes of every security requirement."""
    for pointer, alternative in _alternatives(view):
        for scheme, scopes in alternative.items() if is_mapping(alternative) else ():
            yield pointer + pointers.join(scheme), scheme, scopes if is_list(scopes) else []


def invalid_security(view: View) -> Iterator[Problem]:
    """`invalid-security`: a security requirement is not a mapping of schemes to lists of scopes."""
    for pointer, alternative in _alternatives(view):
        if not is_mapping(alternative) or not all(
            fits("strings", scopes) or scopes is None for scopes in alternative.values()
        ):
            message = "a security requirement is a mapping of schemes to lists of scopes"
            yield view.problem("invalid-security", pointer, message)


def _schemes(view: View) -> dict[str, Any]:
    found, schemes = pointers.follow(view.document, "/components/securitySchemes")
    return schemes if found and is_mapping(schemes) else {}


def unknown_security_scheme(view: View) -> Iterator[Problem]:
    """`unknown-security-scheme`: a security requirement names a scheme that is not declared."""
    schemes = _schemes(view)
    for pointer, scheme, _ in _requirements(view):
        if scheme not in schemes:
            message = f"declare {scheme!r} under components/securitySchemes"
            yield view.lenient("unknown-security-scheme", pointer, message)


def unknown_scope(view: View) -> Iterator[Problem]:
    """`unknown-scope`: a requirement asks for a scope that no flow of its OAuth scheme has."""
    schemes = _schemes(view)
    for pointer, name, scopes in _requirements(view):
        scheme = schemes.get(name)
        if not is_mapping(scheme) or scheme.get("type") != "oauth2" or not is_mapping(scheme.get("flows")):
            continue
        flows = [flow for flow in scheme["flows"].values() if is_mapping(flow)]
        known = {scope for flow in flows if is_mapping(flow.get("scopes")) for scope in flow["scopes"]}
        for index, scope in enumerate(scopes):
            if str(scope) not in known:
                message = f"no flow of {name!r} has the scope {scope!r}"
                yield view.lenient("unknown-scope", f"{pointer}/{index}", message)


def unknown_tag(view: View) -> Iterator[Problem]:
    """`unknown-tag`: in a description of ours every tag, a resource of the client, is declared and described."""
    given = view.document.get("tags")
    known = {str(tag.get("name")) for tag in (given if is_list(given) else ()) if is_mapping(tag)}
    for site in view.of(Kind.OPERATION) if view.ours else ():
        tags = site.node.get("tags")
        for index, tag in enumerate(tags if is_list(tags) else ()):
            if str(tag) not in known:
                message = f"declare the tag {tag!r} with a description at the root"
                yield view.problem("unknown-tag", f"{site.pointer}/tags/{index}", message)


def unknown_environment(view: View) -> Iterator[Problem]:
    """`unknown-environment`: an environment is named that no server declares by `x-sdk-environment`."""
    servers = [site.node.get("x-sdk-environment") for site in view.of(Kind.SERVER)]
    known = {str(server.get("name")) for server in servers if is_mapping(server)}
    key = "x-sdk-environments"
    named: list[tuple[str, Any]] = [(f"{s.pointer}/{key}", s.node.get(key)) for s in view.of(Kind.OPERATION)]
    for site in view.of(Kind.PARAMETER):
        token = site.node.get("x-sdk-idempotency-token")
        at = f"{site.pointer}/x-sdk-idempotency-token/requiredIn"
        named.append((at, token.get("requiredIn") if is_mapping(token) else None))
    for pointer, names in named:
        for index, name in enumerate(names if is_list(names) else ()):
            if str(name) not in known:
                message = f"no server has the x-sdk-environment {name!r}"
                yield view.problem("unknown-environment", f"{pointer}/{index}", message)


def billable_safe(view: View) -> Iterator[Problem]:
    """`billable-safe`: an operation that costs money is of retry class `safe`, so that it could be charged twice."""
    for operation in view.operations:
        node = operation.node
        if node.get("x-sdk-billable") is not True:
            continue
        keyed = any("x-sdk-idempotency-token" in parameter for _, parameter in operation.parameters)
        by_method = "safe" if operation.method in _SAFE and not keyed else "never"
        if node.get("x-sdk-retry", by_method) == "safe":
            message = "a billable operation must not be repeated at will: x-sdk-retry is `never` or `keyed`"
            yield view.problem("billable-safe", operation.pointer, message)
