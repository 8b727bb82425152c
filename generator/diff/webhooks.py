"""Compares deliveries."""

from __future__ import annotations

from ..ir import Webhook
from ..spec.pointers import escape
from .report import Report
from .schemas import Schemas
from .side import Side, Spot, mapping


def compare_webhooks(report: Report, schemas: Schemas) -> None:
    """All deliveries, how they are signed and how they are told apart."""
    old, new = report.old.api, report.new.api
    before, after = {w.name: w for w in old.webhooks}, {w.name: w for w in new.webhooks}
    for name in before:
        if name not in after:
            report.gone("webhook-removed", f"webhooks.{name}", _at(report.old, name))
    for name, other in after.items():
        subject = f"webhooks.{name}"
        if name not in before:
            report.add("webhook-added", subject, _at(report.new, name))
            continue
        schemas.compare(_body(report.old, before[name]), _body(report.new, other), subject, "read")
        if before[name].refused != other.refused:
            statuses = before[name].refused, other.refused
            report.add("webhook-refusal-changed", subject, _at(report.new, name), *statuses)
    _signature(report, old.webhooks, new.webhooks)
    if old.webhook_events != new.webhook_events and before and after:
        was, now = (
            e.member if e is not None else "their fields" for e in (old.webhook_events, new.webhook_events)
        )
        report.add("webhook-kind-changed", "webhooks", "/x-sdk-webhook-events", was, now)


def _at(side: Side, name: str) -> str:
    item = mapping(side.node(f"/webhooks/{escape(name)}"))
    verb = next((key for key in item if key in ("post", "put", "get", "patch", "delete")), "post")
    return f"/webhooks/{escape(name)}/{verb}"


def _body(side: Side, webhook: Webhook) -> Spot:
    at = f"{_at(side, webhook.name)}/requestBody/content"
    content = next(iter(mapping(side.node(at))), "application/json")
    return Spot(webhook.schema, f"{at}/{escape(content)}/schema")


def _signature(report: Report, old: tuple[Webhook, ...], new: tuple[Webhook, ...]) -> None:
    """One receiver takes all, so all are signed alike."""
    if not old or not new:
        return
    one, other = old[0].signature, new[0].signature
    at = f"{_at(report.new, new[0].name)}/x-sdk-webhook"
    names = [s.model_copy(update={"secret_variable": None}) if s is not None else None for s in (one, other)]
    if names[0] != names[1]:
        report.add("webhook-signature-changed", "webhooks", at)
    elif one is not None and other is not None and one.secret_variable != other.secret_variable:
        was, now = one.secret_variable or "", other.secret_variable or ""
        report.add("webhook-secret-variable-changed", "webhooks", at, was, now)
