"""The whole description: names, servers, security schemes, resources, webhooks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from .. import names
from .. import vocabulary as v
from ..ir import Api, Operation, Resource, SecurityScheme, Server, Webhook
from ..pointers import escape
from ..problems import Level, Place, Problem
from .context import Context, Node
from .context import node as mapping
from .operations import METHODS, parse_operation
from .schemas import named_schemas


def _servers(context: Context) -> tuple[Server, ...]:
    found: list[Server] = []
    declared: list[Node] = context.document.get("servers") or [{"url": "/"}]
    for index, node in enumerate(declared):
        environment = context.term(node, "environment", v.Environment)
        url = str(node.get("url", "/"))
        variables: dict[str, Node] = node.get("variables") or {}
        for name, variable in variables.items():
            url = url.replace("{" + name + "}", str(variable.get("default", "")))
        default_name = "production" if index == 0 else f"server_{index + 1}"
        found.append(
            Server(
                name=environment.name if environment else default_name,
                url=url.rstrip("/"),
                description=str(node.get("description") or ""),
                default=environment.default if environment else index == 0,
                key_prefixes=environment.key_prefixes if environment else (),
                webhook_host=environment.webhook_host if environment else None,
            )
        )
    names_seen = [s.name for s in found]
    for name in {n for n in names_seen if names_seen.count(n) > 1}:
        context.report("duplicate-environment", "/servers", f"Two servers are the environment {name!r}.")
    return tuple(found)


def _placement(node: Node) -> tuple[Any, str] | None:
    kind = node.get("type")
    if kind == "http" and str(node.get("scheme", "")).lower() in ("bearer", "basic"):
        return str(node["scheme"]).lower(), "Authorization"
    if kind == "apiKey" and node.get("in") in ("header", "query", "cookie"):
        return node["in"], str(node.get("name", ""))
    if kind in ("oauth2", "openIdConnect"):
        return "bearer", "Authorization"
    return None


def _security_schemes(context: Context) -> tuple[SecurityScheme, ...]:
    found: list[SecurityScheme] = []
    for name, node in context.document.get("components", {}).get("securitySchemes", {}).items():
        placement = _placement(node)
        at = f"/components/securitySchemes/{escape(name)}"
        if placement is None:
            message = f"The security scheme {name!r} is neither bearer, basic, an API key nor OAuth."
            context.report("unsupported-security", at, message, Level.UNSUPPORTED)
            continue
        found.append(
            SecurityScheme(
                name=name,
                placement=placement[0],
                wire=placement[1],
                description=str(node.get("description") or ""),
                credential=context.term(node, "credential", v.Credential),
                token=context.term(node, "token-refresh", v.TokenRefresh),
            )
        )
    return tuple(found)


def _operations(context: Context) -> Iterator[Operation]:
    for path, item in context.document.get("paths", {}).items():
        for method in METHODS:
            if isinstance(item.get(method), dict):
                yield parse_operation(context, path, item, method)


def _resources(context: Context, operations: tuple[Operation, ...]) -> tuple[Resource, ...]:
    described = {names.module(str(t["name"])): t for t in context.document.get("tags", ()) if "name" in t}
    grouped: dict[str, list[Operation]] = {name: [] for name in described}
    for operation in operations:
        grouped.setdefault(operation.resource, []).append(operation)
    for members in grouped.values():
        seen: dict[str, Operation] = {}
        for operation in members:
            methods = [operation.name, *operation.waiters]
            for name in methods:
                other = seen.setdefault(name, operation)
                if other is not operation:
                    message = f"{other.id} and {operation.id} would both be {operation.resource}.{name}; give one an x-sdk-method."
                    context.problems.append(
                        Problem("method-collision", Level.ERROR, operation.place, message)
                    )
    return tuple(
        Resource(
            name=name,
            description=str(described.get(name, {}).get("description") or ""),
            operations=tuple(members),
        )
        for name, members in grouped.items()
        if members
    )


def _webhooks(context: Context) -> tuple[Webhook, ...]:
    found: list[Webhook] = []
    for name, item in context.document.get("webhooks", {}).items():
        for method in METHODS:
            node = mapping(item.get(method))
            if node is None:
                continue
            at = f"/webhooks/{escape(name)}/{method}"
            body: Node = node.get("requestBody", {})
            content: dict[str, Node] = body.get("content", {})
            if "application/json" not in content:
                context.report("unsupported-webhook", at, "A webhook needs a JSON body.", Level.UNSUPPORTED)
                continue
            media = content["application/json"]
            media_at = f"{at}/requestBody/content/application~1json"
            found.append(
                Webhook(
                    name=name,
                    summary=str(node.get("summary") or ""),
                    description=str(node.get("description") or ""),
                    schema=media.get("schema", {}),
                    examples=context.examples(media, media_at),
                    signature=context.term(node, "webhook", v.WebhookSignature),
                    sources=context.sources(node),
                    place=context.place(at),
                )
            )
    return tuple(found)


def parse(
    document: Node, place: Callable[[str], Place], *, package: str | None = None
) -> tuple[Api, tuple[Problem, ...]]:
    """The bundled document as IR, and what is wrong with it; `package` names a document that does not name itself."""
    context = Context(document, place)
    info: Node = document.get("info", {})
    provider = context.term(document, "provider", v.Provider)
    name = package or (provider.package if provider else names.module(str(info.get("title") or "api")))
    operations = tuple(_operations(context))
    webhooks = _webhooks(context)
    retryable = context.term(document, "retryable", v.Retryable)
    limits = context.term(document, "rate-limit", v.RateLimits)
    api = Api(
        package=name,
        client=provider.client if provider else names.pascal(name),
        title=provider.title if provider else str(info.get("title") or name),
        version=str(info.get("version") or ""),
        description=str(info.get("description") or ""),
        docs=provider.docs if provider else None,
        provider=provider,
        servers=_servers(context),
        security_schemes=_security_schemes(context),
        envelope=context.term(document, "envelope", v.Envelope),
        errors=context.term(document, "errors", v.ErrorShape),
        retryable=retryable or v.Retryable(),
        rate_limits=limits.root if limits else (),
        resources=_resources(context, operations),
        schemas=named_schemas(context, operations, webhooks),
        webhooks=webhooks,
        bundle=document,
    )
    return api, tuple(context.problems)
