"""Compares what holds for the whole description: names, credentials, environments, envelope, errors, limits."""

from __future__ import annotations

from typing import Any, cast

from ..ir import SecurityScheme, Server
from ..render.clients import constructor_arguments
from ..spec.pointers import escape
from .behaviour import compare_limits
from .changes import Change
from .report import Report, shown
from .rules import RULES
from .side import Side, mapping


def compare_access(report: Report) -> None:
    """All of it."""
    _provider(report)
    _schemes(report)
    _constructor(report)
    _environments(report)
    _document(report)
    _errors(report)


def _provider(report: Report) -> None:
    old, new = report.old.api, report.new.api
    at = "/x-sdk-provider"
    if old.package != new.package:
        report.add("package-renamed", new.package, f"{at}/package", old.package, new.package)
    if old.client != new.client:
        report.add("client-renamed", new.client, f"{at}/client", old.client, new.client)
    if old.provider is None or new.provider is None:
        return
    one, other = old.provider, new.provider
    if one.base_url_variable != other.base_url_variable:
        was, now = one.base_url_variable, other.base_url_variable
        report.add("base-url-variable-changed", new.client, f"{at}/baseUrlVariable", was, now)
    if one.environment_variable != other.environment_variable:
        id = "environment-variable-changed"
        was, now = one.environment_variable or "", other.environment_variable or ""
        report.add(id, f"{new.client}(environment)", f"{at}/environmentVariable", was, now)
    if one.request_id_headers != other.request_id_headers:
        headers = one.request_id_headers, other.request_id_headers
        report.add("request-id-headers-changed", new.client, f"{at}/requestIdHeaders", *headers)


def _scheme(name: str) -> str:
    return f"/components/securitySchemes/{escape(name)}"


def _schemes(report: Report) -> None:
    before = {s.name: s for s in report.old.api.security_schemes}
    after = {s.name: s for s in report.new.api.security_schemes}
    for name in before:
        if name not in after:
            report.gone("auth-scheme-removed", name, _scheme(name), _placed(before[name]))
    for name, other in after.items():
        if name not in before:
            report.add("auth-scheme-added", name, _scheme(name), "", _placed(other))
            continue
        if _placed(before[name]) != _placed(other):
            report.add("auth-scheme-changed", name, _scheme(name), _placed(before[name]), _placed(other))
        if before[name].token != other.token:
            report.add("token-refresh-changed", name, f"{_scheme(name)}/x-sdk-token-refresh")


def _placed(scheme: SecurityScheme) -> str:
    return f"{scheme.placement} {scheme.wire}"


def _holder(side: Side, argument: str) -> str:
    """Where an argument of the client is declared."""
    for scheme in side.api.security_schemes:
        if scheme.credential is not None and scheme.credential.argument == argument:
            return f"{_scheme(scheme.name)}/x-sdk-credential"
        if scheme.token is not None and argument in scheme.token.login.variables:
            return f"{_scheme(scheme.name)}/x-sdk-token-refresh"
    return ""


def _constructor(report: Report) -> None:
    before = constructor_arguments(report.old.api)
    after = constructor_arguments(report.new.api)
    for name in before:
        if name not in after:
            subject = f"{report.new.api.client}({name})"
            report.gone("constructor-argument-removed", subject, _holder(report.old, name))
    for name, variable in after.items():
        subject, at = f"{report.new.api.client}({name})", _holder(report.new, name)
        if name not in before:
            report.add("constructor-argument-added", subject, at)
        elif before[name] != variable:
            report.add("environment-variable-changed", subject, at, before[name] or "", variable or "")


def _environments(report: Report) -> None:
    before = {s.name: s for s in report.old.api.servers}
    after = {s.name: s for s in report.new.api.servers}
    for name in before:
        if name not in after:
            report.gone("environment-removed", name, _server(report.old, before[name]), before[name].url)
    for name, other in after.items():
        at = _server(report.new, other)
        if name not in before:
            report.add("environment-added", name, at, "", other.url)
            continue
        one = before[name]
        if one.url != other.url:
            report.add("environment-url-changed", name, f"{at}/url", one.url, other.url)
        was, now = set(one.key_prefixes), set(other.key_prefixes)
        if was != now:
            wider = not now or (bool(was) and was < now)
            id = "key-prefixes-widened" if wider else "key-prefixes-narrowed"
            report.add(id, name, f"{at}/x-sdk-environment", was or "any", now or "any")
        if one.webhook_host != other.webhook_host:
            at = f"{at}/x-sdk-environment"
            report.add("webhook-host-changed", name, at, one.webhook_host or "", other.webhook_host or "")
    chosen = [
        next((s.name for s in side.api.servers if s.default), None) for side in (report.old, report.new)
    ]
    if chosen[0] != chosen[1] and chosen[1] is not None and chosen[0] is not None:
        at = f"{_server(report.new, after[chosen[1]])}/x-sdk-environment"
        report.add("environment-default-changed", chosen[1], at, chosen[0], chosen[1])


def _server(side: Side, server: Server) -> str:
    declared = cast("list[Any]", side.document.get("servers") or [])
    for index, one in enumerate(map(mapping, declared)):
        named = mapping(one.get("x-sdk-environment")).get("name")
        if named == server.name or (named is None and str(one.get("url", "")).rstrip("/") == server.url):
            return f"/servers/{index}"
    return "/servers"


def _document(report: Report) -> None:
    old, new = report.old.api, report.new.api
    if old.envelope != new.envelope:
        report.add("envelope-changed", new.client, "/x-sdk-envelope")
    if old.errors != new.errors:
        report.add("error-shape-changed", new.client, "/x-sdk-errors")
    was, now = set(old.retryable.statuses), set(new.retryable.statuses)
    for status in sorted(now - was):
        report.add("retryable-status-added", new.client, "/x-sdk-retryable", "", status)
    for status in sorted(was - now):
        report.add("retryable-status-removed", new.client, "/x-sdk-retryable", status)
    compare_limits(report, new.client, "/x-sdk-rate-limit", old.rate_limits, new.rate_limits)


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
