"""Two descriptions, compared as a whole: what holds for all operations stands here."""

from __future__ import annotations

from typing import Any, cast

from ..ir import Webhook
from ..render.clients import constructor_arguments
from ..schema import Node, mapping
from ..spec.pointers import escape
from .changes import Change, ordered
from .fields import compare_fields, placed
from .operations import compare_operations
from .report import Pair, Report, shown
from .rules import RULES
from .schemas import Schemas
from .side import COMPONENTS, Side


def compare(old: Side, new: Side) -> tuple[Change, ...]:
    """Every change from one description to the other, the worst first."""
    report = Report(old, new)
    schemas = Schemas(report)
    _client(report)
    _environments(report)
    _errors(report)
    compare_operations(report, schemas)
    _webhooks(report, schemas)
    _models(report, schemas)
    return ordered(report.changes)


# -- the client ------------------------------------------------------------------------------------------------


def _client(report: Report) -> None:
    """Names, credentials, and what holds for every call."""
    old, new = report.old.api, report.new.api
    pair = Pair(report, new.client, "", "")
    provider = pair.inside("x-sdk-provider")
    if old.package != new.package:
        provider.inside("package").called(new.package).add("package-renamed", old.package, new.package)
    compare_fields(pair, old, new)
    if old.provider is not None and new.provider is not None:
        compare_fields(provider, old.provider, new.provider)
    schemes = ({s.name: s for s in api.security_schemes} for api in (old, new))
    declared = pair.inside("components", "securitySchemes")
    for one, was, now in declared.named("auth-scheme", *schemes, subject=str, shown=placed):
        compare_fields(one, was, now)
    arguments = constructor_arguments(old), constructor_arguments(new)
    named = pair.named(
        "constructor-argument", *arguments, subject=lambda name: f"{new.client}({name})", place=_declaration
    )
    for argument, before, after in named:
        if before != after:
            argument.add("environment-variable-changed", before or "", after or "")


def _declaration(side: Side, argument: str) -> str:
    """Where an argument of the client is declared."""
    for scheme in side.api.security_schemes:
        at = f"/components/securitySchemes/{escape(scheme.name)}"
        if scheme.credential is not None and scheme.credential.argument == argument:
            return f"{at}/x-sdk-credential"
        if scheme.token is not None and argument in scheme.token.login.variables:
            return f"{at}/x-sdk-token-refresh"
    return ""


def _environments(report: Report) -> None:
    before, after = ({s.name: s for s in side.api.servers} for side in (report.old, report.new))
    every = Pair(report, "", "", "").named(
        "environment", before, after, subject=str, shown=lambda server: server.url, place=_server
    )
    for one, was, now in every:
        compare_fields(one, was, now)
    usual = [next((s.name for s in side.values() if s.default), None) for side in (before, after)]
    if usual[0] != usual[1] and usual[1] is not None and usual[0] is not None:
        at = f"{_server(report.new, usual[1])}/x-sdk-environment"
        report.add("environment-default-changed", usual[1], at, usual[0], usual[1])


def _server(side: Side, name: str) -> str:
    url = next(s.url for s in side.api.servers if s.name == name)
    declared = cast("list[Any]", side.document.get("servers") or [])
    for index, one in enumerate(map(mapping, declared)):
        named = mapping(one.get("x-sdk-environment")).get("name")
        if named == name or (named is None and str(one.get("url", "")).rstrip("/") == url):
            return f"/servers/{index}"
    return "/servers"


def _errors(report: Report) -> None:
    """The public error classes, where both sides have the runtime beside their descriptions."""
    before, after = report.old.errors, report.new.errors
    if not before or not after:
        return
    for name in sorted(before.keys() - after.keys()):
        rule = RULES["error-class-removed"]
        report.changes.append(Change(rule, f"clientome.{name}", before[name], shown(name), old=True))
    for name in sorted(after.keys() - before.keys()):
        rule = RULES["error-class-added"]
        report.changes.append(Change(rule, f"clientome.{name}", after[name], "", shown(name)))


# -- webhooks --------------------------------------------------------------------------------------------------


def _webhooks(report: Report, schemas: Schemas) -> None:
    """All deliveries, how they are signed and how they are told apart."""
    old, new = report.old.api, report.new.api
    before, after = ({w.name: w for w in api.webhooks} for api in (old, new))
    pair = Pair(report, "webhooks", "", "")
    every = pair.named("webhook", before, after, subject=lambda name: f"webhooks.{name}", place=_delivery)
    for one, was, now in every:
        schemas.compare(_delivered(report.old, was), _delivered(report.new, now), one.subject, "read")
        compare_fields(one, was, now)
    if not before or not after:
        return
    _signature(pair, old.webhooks[0], new.webhooks[0])
    if old.webhook_events != new.webhook_events:
        told = [
            e.member if e is not None else "their fields" for e in (old.webhook_events, new.webhook_events)
        ]
        pair.inside("x-sdk-webhook-events").add("webhook-kind-changed", *told)


def _delivery(side: Side, name: str) -> str:
    item = mapping(side.node(f"/webhooks/{escape(name)}"))
    verb = next((key for key in item if key in ("post", "put", "get", "patch", "delete")), "post")
    return f"/webhooks/{escape(name)}/{verb}"


def _delivered(side: Side, webhook: Webhook) -> Node:
    at = f"{_delivery(side, webhook.name)}/requestBody/content"
    content = next(iter(mapping(side.node(at))), "application/json")
    return Node(webhook.schema, f"{at}/{escape(content)}/schema")


def _signature(pair: Pair, was: Webhook, now: Webhook) -> None:
    """One receiver takes all, so all are signed alike."""
    one, other = was.signature, now.signature
    at = f"{_delivery(pair.report.new, now.name)}/x-sdk-webhook"
    bare = [s.model_copy(update={"secret_variable": None}) if s is not None else None for s in (one, other)]
    if bare[0] != bare[1]:
        pair.report.add("webhook-signature-changed", pair.subject, at)
    elif one is not None and other is not None and one.secret_variable != other.secret_variable:
        told = one.secret_variable or "", other.secret_variable or ""
        pair.report.add("webhook-secret-variable-changed", pair.subject, at, *told)


# -- models ----------------------------------------------------------------------------------------------------


def _models(report: Report, schemas: Schemas) -> None:
    """The public classes: what no operation leads to is compared by name, then the names themselves."""
    old, new = report.old, report.new
    names = set(new.public.values())
    for name, direction in old.public.values():
        if (name, direction) not in schemas.pairs and (name, direction) in names:
            schemas.component(name, name, direction)
    renamed: set[str] = set()
    for python, (component, direction) in old.public.items():
        if python in new.public:
            continue
        other = new.catalogue.names.get((schemas.pairs.get((component, direction), ""), direction))
        if other is not None and other in new.public and other not in old.public:
            renamed.add(other)
            at = COMPONENTS + escape(new.public[other][0])
            report.add("model-renamed", f"models.{other}", at, python, other)
        else:
            report.gone("model-removed", f"models.{python}", COMPONENTS + escape(component))
    for python, (component, _) in new.public.items():
        if python not in old.public and python not in renamed:
            report.add("model-added", f"models.{python}", COMPONENTS + escape(component))
