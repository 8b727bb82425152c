"""The whole description: names, servers, security schemes, resources, webhooks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from .. import names
from ..ir import Api, Operation, Resource, SecurityScheme, Webhook
from ..problems import Level, Place, Problem
from ..schema import as_schema
from ..spec.objects import METHODS
from ..spec.pointers import escape
from ..vocabulary import operation as v
from .context import Context, Node, children, is_json
from .context import node as mapping
from .methods import client_name, distinct_ids, name_methods
from .operations import parse_operation
from .schemas import named_schemas
from .servers import servers


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
    components: Node = context.document.get("components") or {}
    for name, node in children(components, "securitySchemes").items():
        placement = _placement(node)
        at = f"/components/securitySchemes/{escape(name)}"
        if placement is None:
            message = f"The security scheme {name!r} is neither bearer, basic, an API key nor OAuth."
            context.report("unsupported-security", at, message, Level.UNSUPPORTED)
            continue
        context.schemes.add(name)
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
    for path, item in children(context.document, "paths").items():
        for method in METHODS:
            if isinstance(item.get(method), dict):
                yield parse_operation(context, path, item, method)


def _resources(context: Context, operations: tuple[Operation, ...]) -> tuple[Resource, ...]:
    described = {names.module(str(t["name"])): t for t in context.document.get("tags") or () if t.get("name")}
    grouped: dict[str, list[Operation]] = {name: [] for name in described}
    for operation in operations:
        grouped.setdefault(operation.resource, []).append(operation)
    return tuple(
        Resource(
            name=name,
            description=str(described.get(name, {}).get("description") or ""),
            operations=name_methods(context, members),
        )
        for name, members in grouped.items()
        if members
    )


def _refused(node: Node) -> int | None:
    """The status by which the receiver refuses a delivery, where the description names one."""
    statuses = [int(s) for s in children(node, "responses") if s.isdigit() and s.startswith("4")]
    return statuses[0] if statuses else None


def _webhooks(context: Context) -> Iterator[Webhook]:
    for name, item in children(context.document, "webhooks").items():
        for method in METHODS:
            node = mapping(item.get(method))
            if node is None:
                continue
            at = f"/webhooks/{escape(name)}/{method}"
            content = children(node.get("requestBody") or {}, "content")
            declared = next((c for c in content if is_json(c)), None)
            if declared is None:
                what = f"brings {', '.join(content)}" if content else "has no content"
                message = f"The webhook {what}, not JSON; nothing is generated for it."
                context.report("ignored-webhook", at, message, Level.WARNING)
                continue
            media = content[declared]
            media_at = f"{at}/requestBody/content/{escape(declared)}"
            yield Webhook(
                name=name,
                summary=str(node.get("summary") or ""),
                description=str(node.get("description") or ""),
                schema=as_schema(media.get("schema")),
                examples=context.examples(media, media_at),
                signature=context.term(node, "webhook", v.WebhookSignature),
                refused=_refused(node),
                sources=context.sources(node),
                place=context.place(at),
            )


def _one_signature(context: Context, webhooks: tuple[Webhook, ...]) -> None:
    """One receiver takes all deliveries, so all must be signed in the same way."""
    for webhook in webhooks[1:]:
        if webhook.signature != webhooks[0].signature:
            message = f"{webhook.name} is signed in another way than {webhooks[0].name}; give all the same x-sdk-webhook."
            context.problems.append(Problem("differing-signatures", Level.ERROR, webhook.place, message))


def parse(
    document: Node, place: Callable[[str], Place], *, package: str | None = None
) -> tuple[Api, tuple[Problem, ...]]:
    """The bundled document as IR, and what is wrong with it; `package` names a document that does not name itself."""
    context = Context(document, place)
    info: Node = document.get("info", {})
    provider = context.term(document, "provider", v.Provider)
    name = package or (provider.package if provider else names.module(str(info.get("title") or "api")))
    schemes = _security_schemes(context)
    operations = tuple(_operations(context))
    webhooks = tuple(_webhooks(context))
    _one_signature(context, webhooks)
    resources = distinct_ids(context, _resources(context, operations))
    retryable = context.term(document, "retryable", v.Retryable)
    limits = context.term(document, "rate-limit", v.RateLimits)
    api = Api(
        package=name,
        client=provider.client if provider else client_name(name),
        title=provider.title if provider else str(info.get("title") or name),
        version=str(info.get("version") or ""),
        description=str(info.get("description") or ""),
        docs=provider.docs if provider else None,
        provider=provider,
        servers=servers(context),
        security_schemes=schemes,
        envelope=context.term(document, "envelope", v.Envelope),
        errors=context.term(document, "errors", v.ErrorShape),
        retryable=retryable or v.Retryable(),
        rate_limits=limits.root if limits else (),
        resources=resources,
        schemas=named_schemas(context, operations, webhooks),
        webhooks=webhooks,
        webhook_events=context.term(document, "webhook-events", v.WebhookEvents),
        bundle=document,
    )
    return api, tuple(context.problems)
