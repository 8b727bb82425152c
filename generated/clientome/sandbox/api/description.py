"""A description as the sandbox needs it: operations with everything looked up, and the facts about the whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import urlsplit

from .schemas import Node, Schemas, absolute

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
STYLES = {"path": "simple", "header": "simple", "query": "form", "cookie": "form"}
IGNORED_HEADERS = ("accept", "content-type", "authorization")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A path, query, header or cookie parameter."""

    name: str
    location: str
    required: bool
    schema: Node
    style: str
    explode: bool
    content_type: str | None
    required_in: tuple[str, ...] = ()
    token: bool = False
    """Whether it carries an idempotency key."""
    python: str = ""
    """The name that clients use where it is another one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One documented answer."""

    status: str
    headers: Mapping[str, Node]
    content: Mapping[str, Node]

    @property
    def success(self) -> bool:
        """Whether it is a 2xx."""
        return self.status.startswith("2")


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation. `template` includes the path of its server; `security` lists alternatives."""

    id: str
    method: str
    template: str
    parameters: tuple[Parameter, ...]
    body: Mapping[str, Node]
    body_required: bool
    answers: tuple[Answer, ...]
    security: tuple[tuple[str, ...], ...]
    environments: tuple[str, ...]
    proof: str | None = None
    """The header that carries a payment; without it the answer is 402."""
    scopes: tuple[tuple[str, ...], ...] = ()
    """The scopes that each alternative of `security` needs."""
    node: Node = field(default_factory=dict[str, Any])
    """The operation as it is described."""

    @property
    def token_header(self) -> str | None:
        """The header that carries an idempotency key."""
        return next((p.name for p in self.parameters if p.token), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """A named environment of the provider and the prefixes of its keys."""

    name: str
    default: bool
    key_prefixes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """A whole provider."""

    name: str
    title: str
    base_path: str
    operations: tuple[Operation, ...]
    schemes: Mapping[str, Node]
    environments: tuple[Environment, ...]
    error_pointers: tuple[tuple[str, ...], ...]
    request_id_header: str
    base_url_variable: str | None
    environment_variable: str | None
    schemas: Schemas
    code_pointer: tuple[str, ...] = ()
    envelope: Mapping[str, tuple[str, ...]] | None = None
    """Places of `success` and `data` in a wrapped answer."""

    def webhook_host(self, environment: str | None = None) -> str:
        """The host that enters the signature of webhooks: that of an environment, else of the default one."""
        servers: list[Node] = self.schemas.document.get("servers") or [{"url": "/"}]
        named = [s for s in servers if s.get("x-sdk-environment", {}).get("name") == environment]
        server = (named or [_default_server(servers)])[0]
        given = server.get("x-sdk-environment", {}).get("webhookHost")
        return str(given or urlsplit(str(server.get("url", ""))).hostname or "localhost")

    @property
    def key_prefixes(self) -> tuple[str, ...]:
        """The prefixes that keys may have; empty when every key is good."""
        return tuple(prefix for e in self.environments for prefix in e.key_prefixes)


def describe(document: Node) -> Description:
    """Read a document whose references point into itself."""
    document = cast("Node", absolute(document))
    schemas = Schemas(document)
    provider: Node = document.get("x-sdk-provider", {})
    servers: list[Node] = document.get("servers") or [{"url": "/"}]
    base_path = _path_of(_default_server(servers))
    info: Node = document.get("info", {})
    title = str(provider.get("title") or info.get("title") or "API")
    headers: list[str] = provider.get("requestIdHeaders") or ["x-request-id"]
    return Description(
        name=str(provider.get("package") or title),
        title=title,
        base_path=base_path,
        operations=tuple(_operations(schemas, base_path)),
        schemes={
            k: schemas.resolve(n)
            for k, n in document.get("components", {}).get("securitySchemes", {}).items()
        },
        environments=tuple(_environment(server) for server in servers if "x-sdk-environment" in server),
        error_pointers=_error_pointers(document),
        request_id_header=headers[0],
        base_url_variable=provider.get("baseUrlVariable"),
        environment_variable=provider.get("environmentVariable"),
        schemas=schemas,
        code_pointer=steps_of(document.get("x-sdk-errors", {}).get("code", "")),
        envelope=_envelope(document.get("x-sdk-envelope")),
    )


def steps_of(expression: str | None) -> tuple[str, ...]:
    """The steps of `$response.body#/a/b`; none for the body itself."""
    pointer = (expression or "").partition("#/")[2]
    return tuple(s.replace("~1", "/").replace("~0", "~") for s in pointer.split("/")) if pointer else ()


def _envelope(term: Node | None) -> Mapping[str, tuple[str, ...]] | None:
    return None if term is None else {name: steps_of(term.get(name)) for name in ("success", "data")}


def _default_server(servers: list[Node]) -> Node:
    named = [s for s in servers if s.get("x-sdk-environment", {}).get("default")]
    return (named or servers)[0]


def _path_of(server: Node) -> str:
    url = str(server.get("url", "/"))
    for name, variable in server.get("variables", {}).items():
        url = url.replace("{" + name + "}", str(variable.get("default", "")))
    return urlsplit(url).path.rstrip("/")


def _environment(server: Node) -> Environment:
    term: Node = server["x-sdk-environment"]
    return Environment(
        name=str(term["name"]),
        default=bool(term.get("default")),
        key_prefixes=tuple(term.get("keyPrefixes", ())),
    )


def _error_pointers(document: Node) -> tuple[tuple[str, ...], ...]:
    given: list[str] = document.get("x-sdk-errors", {}).get("message", [])
    pointers = [tuple(text.partition("#/")[2].split("/")) for text in given if "#/" in text]
    return tuple(pointers) or (("message",), ("error", "message"), ("error",), ("detail",))


def _operations(schemas: Schemas, base_path: str) -> Iterator[Operation]:
    paths: Mapping[str, Node] = schemas.document.get("paths", {})
    for path, unresolved in paths.items():
        item = schemas.resolve(unresolved)
        for method in METHODS:
            if isinstance(item.get(method), dict):
                yield _operation(schemas, base_path, path, item, method)


def _operation(schemas: Schemas, base_path: str, path: str, item: Node, method: str) -> Operation:
    node: Node = item[method]
    servers: list[Node] = node.get("servers") or item.get("servers") or []
    body = schemas.resolve(node.get("requestBody", {}))
    security: list[Node] = node.get("security", schemas.document.get("security", []))
    return Operation(
        id=str(node.get("operationId") or f"{method} {path}"),
        method=method.upper(),
        template=(_path_of(servers[0]) if servers else base_path) + path.rstrip("/") or "/",
        parameters=tuple(_parameters(schemas, item, node)),
        body=body.get("content", {}),
        body_required=bool(body.get("required")),
        answers=tuple(_answers(schemas, node.get("responses", {}))),
        security=tuple(tuple(alternative) for alternative in security),
        environments=tuple(node.get("x-sdk-environments", ())),
        proof=str(node.get("x-sdk-payment", {}).get("proof", "")).partition("$request.header.")[2] or None,
        scopes=tuple(_scopes(alternative) for alternative in security),
        node=node,
    )


def _scopes(alternative: Node) -> tuple[str, ...]:
    lists: list[list[str]] = list(alternative.values())
    return tuple(scope for scopes in lists for scope in scopes)


def _parameters(schemas: Schemas, item: Node, operation: Node) -> Iterator[Parameter]:
    merged: dict[tuple[str, str], Node] = {}
    for owner in (item, operation):
        for unresolved in owner.get("parameters", ()):
            node = schemas.resolve(unresolved)
            merged[node["in"], node["name"]] = node
    for (location, name), node in merged.items():
        if location == "header" and name.lower() in IGNORED_HEADERS:
            continue
        content: dict[str, Node] = node.get("content", {})
        content_type, media = next(iter(content.items()), (None, node))
        style = str(node.get("style") or STYLES.get(location, "form"))
        yield Parameter(
            name=name,
            location=location,
            required=bool(node.get("required")) or location == "path",
            schema=media.get("schema", {}),
            style=style,
            explode=bool(node.get("explode", style == "form")),
            content_type=content_type,
            python=str(node.get("x-sdk-name") or node["name"]),
            token="x-sdk-idempotency-token" in node,
            required_in=tuple(node.get("x-sdk-idempotency-token", {}).get("requiredIn", ())),
        )


def _answers(schemas: Schemas, responses: Mapping[str, Any]) -> Iterator[Answer]:
    for status, unresolved in responses.items():
        node = schemas.resolve(unresolved)
        headers: Mapping[str, Node] = node.get("headers", {})
        yield Answer(
            status=str(status),
            headers={name: schemas.resolve(header) for name, header in headers.items()},
            content=node.get("content", {}),
        )
