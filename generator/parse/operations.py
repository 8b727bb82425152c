"""Operations: names, parameters, security, behaviour."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from .. import names
from ..ir import Body, Field, Operation, Parameter, Security
from ..problems import Level
from ..schema import as_schema, types
from ..spec.pointers import escape
from ..vocabulary import operation as v
from .bodies import parse_body
from .context import Context, Node, children, essence, is_json, is_open
from .responses import parse_responses
from .servers import operation_server

SAFE = ("get", "head", "put", "delete", "options", "trace")
STYLES = {"path": "simple", "header": "simple", "query": "form", "cookie": "form"}
IGNORED_HEADERS = ("accept", "content-type", "authorization")


def _content(context: Context, node: Node, pointer: str) -> tuple[str | None, Node]:
    """The content type that a parameter is written in, if it has one, and its schema."""
    content = children(node, "content")
    if not content:
        return None, as_schema(node.get("schema"))
    declared, media = next(iter(content.items()))
    schema = as_schema(media.get("schema"))
    if is_json(declared):
        return essence(declared) if not is_open(declared) else "application/json", schema
    if types(context.schema(schema)) != ("string",):
        message = f"A parameter cannot be written as {declared}; it is sent as text."
        context.report("unsupported-parameter", pointer, message, Level.UNSUPPORTED)
    return None, {"type": "string"}


def _parameter(context: Context, node: Node, pointer: str) -> Parameter:
    location: Literal["path", "query", "header", "cookie"] = node["in"]
    wire = str(node["name"])
    content_type, schema = _content(context, node, pointer)
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
        sensitive=context.sensitive(node, schema),
        idempotency=context.term(node, "idempotency-token", v.IdempotencyToken),
        example=examples[0] if examples else None,
        sources=context.sources(node),
        place=context.place(pointer),
    )


def _parameters(
    context: Context, path: str, item: Node, operation: Node, path_at: str, at: str
) -> Iterator[Parameter]:
    """Parameters of the path item, overridden by those of the operation; in the path, those that the path has."""
    merged: dict[tuple[str, str], tuple[Node, str]] = {}
    for owner, pointer in ((item, path_at), (operation, at)):
        for index, node in enumerate(owner.get("parameters") or ()):
            if "in" in node and "name" in node:
                merged[node["in"], node["name"]] = (node, f"{pointer}/parameters/{index}")
    template = re.findall(r"\{([^{}]+)\}", path)
    merged = {key: one for key, one in merged.items() if key[0] != "path" or key[1] in template}
    for name in template:
        text: Node = {"in": "path", "name": name, "schema": {"type": "string"}}
        _ = merged.setdefault(("path", name), (text, at))
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


DOWNLOADING = frozenset("target resume overwrite sha256 md5 size verify parallel on_progress".split())  # noqa: SIM905
"""What the methods that download to the disk take besides."""

UPLOADING = frozenset({"on_progress"})
"""What methods that send files take besides."""


def _reserved(operation: Node, body: Body | None) -> set[str]:
    """Argument names that methods have anyway."""
    taken = {"self", "options"}
    if "x-sdk-download" in operation:
        taken |= DOWNLOADING
    if body is not None and any(field.file != "no" for field in body.fields):
        taken |= UPLOADING
    return taken


def _distinct(
    context: Context, at: str, parameters: tuple[Parameter, ...], body: Body | None, taken: set[str]
) -> tuple[tuple[Parameter, ...], Body | None]:
    """Argument names that differ: on a clash the later one is told by its place, `id_query` or `id_body`."""
    renamed: dict[str, str] = {}

    def pick(name: str, where: str) -> str:
        choice = name if name not in taken else f"{name}_{where}"
        if choice in taken:
            wanted, choice = choice, names.free(choice, taken)
            context.clash(wanted, choice, context.place(at))
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
    """The alternatives whose schemes a client can use; schemes that it cannot use are reported where they stand."""
    declared: list[Node] = operation.get("security", context.document.get("security")) or []
    usable = [a for a in declared if context.schemes.issuperset(a)]
    found = tuple(Security(schemes=tuple((n, tuple(s or ())) for n, s in a.items())) for a in usable)
    return () if all(not a.schemes for a in found) else found


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
    if tags and str(tags[0]).strip():
        return names.module(str(tags[0]))
    segments = [s for s in path.split("/") if s and "{" not in s]
    telling = [s for s in segments if not re.fullmatch(r"api|v\d+\w*", s)]
    return names.module((telling or segments or ["api"])[0])


def _ignored(context: Context, operation: Node, at: str) -> None:
    """Say what of an operation has no counterpart in a client."""
    for name in children(operation, "callbacks"):
        message = f"The callback {name!r} is sent by the provider; nothing is generated for it."
        context.report("ignored-callback", f"{at}/callbacks/{escape(name)}", message, Level.WARNING)


def parse_operation(context: Context, path: str, item: Node, method: str) -> Operation:
    """One operation of a path item."""
    operation: Node = item[method]
    path_at = f"/paths/{escape(path)}"
    at = f"{path_at}/{method}"
    id = str(operation.get("operationId") or f"{method} {path}")
    parameters = tuple(_parameters(context, path, item, operation, path_at, at))
    body = parse_body(context, operation, at)
    parameters, body = _distinct(context, at, parameters, body, _reserved(operation, body))
    readonly = context.term(operation, "readonly", v.ReadOnly)
    environments = context.term(operation, "environments", v.Environments)
    waitable = context.term(operation, "waitable", v.Waitable)
    constraints = context.term(operation, "constraints", v.Constraints)
    limits = context.term(operation, "rate-limit", v.RateLimits)
    timeout = context.term(operation, "timeout", v.Timeout)
    responses = parse_responses(context, operation, at)
    _ignored(context, operation, at)
    has_envelope = "x-sdk-envelope" in context.document and not context.flag(operation, "no-envelope")
    answers_json = any(c.kind == "json" for r in responses if r.success for c in r.contents)
    return Operation(
        id=id,
        method=method.upper(),
        path=path,
        resource=_resource(context, operation, path),
        name=context.text(operation, "method") or names.method(id),
        summary=str(operation.get("summary") or ""),
        description=str(operation.get("description") or ""),
        server=operation_server(context, item, operation, at),
        parameters=parameters,
        body=body,
        responses=responses,
        security=_security(context, operation),
        deprecated=bool(operation.get("deprecated")),
        retry=_retry(context, method, operation, parameters),
        readonly=readonly.root if readonly is not None else method in ("get", "head"),
        billable=context.flag(operation, "billable"),
        recover=context.term(operation, "recover", v.Recover),
        environments=environments.root if environments else (),
        enveloped=has_envelope and answers_json,
        first_or_self="x-sdk-result" in operation,
        paginated=context.term(operation, "paginated", v.Paginated),
        waiters=waitable.root if waitable else {},
        constraints=constraints.root if constraints else (),
        upload=context.term(operation, "upload", v.Upload),
        download=context.term(operation, "download", v.Download),
        managed=context.term(operation, "managed-upload", v.ManagedUpload),
        guide=context.term(operation, "guide", v.Guide),
        payment=context.term(operation, "payment", v.Payment),
        rate_limits=limits.root if limits else (),
        read_timeout=timeout.read if timeout else None,
        sources=context.sources(operation),
        place=context.place(at),
    )
