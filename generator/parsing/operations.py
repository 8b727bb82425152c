"""Operations: names, parameters, security, behaviour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal
from urllib.parse import urlsplit

from .. import names
from .. import vocabulary as v
from ..ir import Body, Field, Operation, Parameter, Security
from ..pointers import escape
from ..problems import Level
from .bodies import parse_body
from .context import Context, Node
from .responses import parse_responses

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
SAFE = ("get", "head", "put", "delete", "options", "trace")
STYLES = {"path": "simple", "header": "simple", "query": "form", "cookie": "form"}
IGNORED_HEADERS = ("accept", "content-type", "authorization")


def _parameter(context: Context, node: Node, pointer: str) -> Parameter:
    location: Literal["path", "query", "header", "cookie"] = node["in"]
    wire = str(node["name"])
    content: dict[str, Node] = node.get("content", {})
    content_type, holder = next(iter(content.items())) if content else (None, node)
    schema: Node = holder["schema"] if isinstance(holder.get("schema"), dict) else {}
    style = str(node.get("style") or STYLES[location])
    examples = context.examples(node, pointer)
    return Parameter(
        name=context.text(node, "name") or names.argument(wire),
        wire=wire,
        location=location,
        schema=schema,
        required=bool(node.get("required")) or location == "path",
        description=str(node.get("description") or context.schema(schema).get("description") or ""),
        style=style,
        explode=bool(node.get("explode", style in ("form", "deepObject"))),
        allow_reserved=bool(node.get("allowReserved")),
        content_type=content_type,
        deprecated=bool(node.get("deprecated")),
        sensitive=context.flag(node, "sensitive") or context.flag(context.schema(schema), "sensitive"),
        idempotency=context.term(node, "idempotency-token", v.IdempotencyToken),
        example=examples[0] if examples else None,
        sources=context.sources(node),
        place=context.place(pointer),
    )


def _parameters(context: Context, item: Node, operation: Node, path_at: str, at: str) -> Iterator[Parameter]:
    """Parameters of the path item, overridden by those of the operation."""
    merged: dict[tuple[str, str], tuple[Node, str]] = {}
    for owner, pointer in ((item, path_at), (operation, at)):
        for index, node in enumerate(owner.get("parameters", ())):
            if isinstance(node, dict) and "in" in node and "name" in node:
                merged[node["in"], node["name"]] = (node, f"{pointer}/parameters/{index}")
    for (location, name), (node, pointer) in merged.items():
        if location not in STYLES:
            context.report(
                "unsupported-parameter",
                pointer,
                f"Parameters in {location!r} cannot be sent.",
                Level.UNSUPPORTED,
            )
        elif location == "header" and name.lower() in IGNORED_HEADERS:
            message = f"The header {name} is set by the client itself (OpenAPI says to ignore it here)."
            context.report("ignored-header", pointer, message, Level.WARNING)
        else:
            yield _parameter(context, node, pointer)


def _distinct(
    context: Context, at: str, parameters: tuple[Parameter, ...], body: Body | None
) -> tuple[tuple[Parameter, ...], Body | None]:
    """Argument names that differ: on a clash the later one is told by its place, `id_query` or `id_body`."""
    taken: set[str] = {"self", "options"}
    renamed: dict[str, str] = {}

    def pick(name: str, where: str) -> str:
        choice = name if name not in taken else f"{name}_{where}"
        if choice in taken:
            context.report(
                "argument-collision", at, f"Two arguments would be called {choice!r}; give one an x-sdk-name."
            )
        taken.add(choice)
        return choice

    chosen = tuple(replace(p, name=pick(p.name, p.location)) for p in parameters)
    if body is None:
        return chosen, None
    fields: list[Field] = []
    for field in body.fields:
        name = pick(field.name, "body")
        renamed[field.name] = name
        fields.append(replace(field, name=name))
    media = tuple(
        replace(
            m,
            fields=tuple(renamed.get(f, f) for f in m.fields),
            required=frozenset(renamed.get(f, f) for f in m.required),
        )
        for m in body.media
    )
    return chosen, replace(body, fields=tuple(fields), media=media)


def _security(context: Context, operation: Node) -> tuple[Security, ...]:
    declared = operation.get("security", context.document.get("security", ()))
    alternatives = tuple(Security(schemes=tuple((n, tuple(s)) for n, s in a.items())) for a in declared)
    return () if all(not a.schemes for a in alternatives) else alternatives


def _server(context: Context, item: Node, operation: Node) -> str | None:
    """The server of one operation where it differs from the document's: a path on the same host, or a whole URL."""
    declared = operation.get("servers") or item.get("servers")
    if not declared:
        return None
    url = str(declared[0].get("url", "/"))
    own = urlsplit(url)
    roots = [urlsplit(str(s.get("url", ""))) for s in context.document.get("servers", ())]
    if not own.netloc or any((r.scheme, r.netloc) == (own.scheme, own.netloc) for r in roots):
        return own.path.rstrip("/") or "/"
    return url


def _retry(
    context: Context, method: str, operation: Node, parameters: tuple[Parameter, ...]
) -> Literal["never", "safe", "keyed"]:
    declared = context.term(operation, "retry", v.Retry)
    if declared is not None:
        return declared.root
    if any(p.idempotency is not None for p in parameters):
        return "keyed"
    readonly = context.term(operation, "readonly", v.ReadOnly)
    if readonly is not None and not readonly.root and method in ("get", "head"):
        return "never"
    return "safe" if method in SAFE else "never"


def _resource(context: Context, operation: Node, path: str) -> str:
    declared = context.text(operation, "resource")
    if declared:
        return declared
    tags = operation.get("tags") or ()
    if tags:
        return names.module(str(tags[0]))
    segments = [s for s in path.split("/") if s and not s.startswith("{")]
    return names.module(segments[0] if segments else "api")


def parse_operation(context: Context, path: str, item: Node, method: str) -> Operation:
    """One operation of a path item."""
    operation: Node = item[method]
    path_at = f"/paths/{escape(path)}"
    at = f"{path_at}/{method}"
    id = str(operation.get("operationId") or f"{method} {path}")
    parameters = tuple(_parameters(context, item, operation, path_at, at))
    parameters, body = _distinct(context, at, parameters, parse_body(context, operation, at))
    readonly = context.term(operation, "readonly", v.ReadOnly)
    environments = context.term(operation, "environments", v.Environments)
    waitable = context.term(operation, "waitable", v.Waitable)
    constraints = context.term(operation, "constraints", v.Constraints)
    limits = context.term(operation, "rate-limit", v.RateLimits)
    responses = parse_responses(context, operation, at)
    has_envelope = "x-sdk-envelope" in context.document and not context.flag(operation, "no-envelope")
    answers_json = any(c.kind == "json" for r in responses if r.success for c in r.contents)
    return Operation(
        id=id,
        method=method.upper(),
        path=path,
        resource=_resource(context, operation, path),
        name=context.text(operation, "method") or names.argument(id),
        summary=str(operation.get("summary") or ""),
        description=str(operation.get("description") or ""),
        server=_server(context, item, operation),
        parameters=parameters,
        body=body,
        responses=responses,
        security=_security(context, operation),
        deprecated=bool(operation.get("deprecated")),
        retry=_retry(context, method, operation, parameters),
        readonly=readonly.root if readonly is not None else method in ("get", "head"),
        billable=context.flag(operation, "billable"),
        environments=environments.root if environments else (),
        enveloped=has_envelope and answers_json,
        first_or_self="x-sdk-result" in operation,
        paginated=context.term(operation, "paginated", v.Paginated),
        waiters=waitable.root if waitable else {},
        constraints=constraints.root if constraints else (),
        upload=context.term(operation, "upload", v.Upload),
        download=context.term(operation, "download", v.Download),
        payment=context.term(operation, "payment", v.Payment),
        rate_limits=limits.root if limits else (),
        sources=context.sources(operation),
        place=context.place(at),
    )
