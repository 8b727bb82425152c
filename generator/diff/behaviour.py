"""Compares what an operation does beside answering: repeats, costs, rules over arguments, access, limits."""

from __future__ import annotations

from collections import Counter

from ..ir import Operation
from ..vocabulary import operation as v
from .report import Report
from .side import method

_REPEATS = ("never", "keyed", "safe")
_USUAL_READ = 60.0


def compare_behaviour(report: Report, old: Operation, new: Operation) -> None:
    """All of it."""
    _money(report, old, new)
    _constraints(report, old, new)
    _guide(report, old, new)
    _timeout(report, old, new)
    _access(report, old, new)
    compare_limits(
        report, method(new), report.new.operation(new, "x-sdk-rate-limit"), old.rate_limits, new.rate_limits
    )


def _money(report: Report, old: Operation, new: Operation) -> None:
    subject = method(new)
    if old.retry != new.retry:
        looser = _REPEATS.index(new.retry) > _REPEATS.index(old.retry)
        id = "retry-tightened"
        if looser:
            id = "retry-loosened-billable" if new.billable else "retry-loosened"
        report.add(id, subject, report.new.operation(new, "x-sdk-retry"), old.retry, new.retry)
    if old.readonly != new.readonly:
        at = report.new.operation(new, "x-sdk-readonly")
        report.add("readonly-changed", subject, at, old.readonly, new.readonly)
    if old.billable != new.billable:
        id = "billable-added" if new.billable else "billable-removed"
        report.add(id, subject, report.new.operation(new, "x-sdk-billable"))
    if old.recover != new.recover:
        report.add("recover-changed", subject, report.new.operation(new, "x-sdk-recover"))
    if old.payment != new.payment:
        at = report.new.operation(new, "x-sdk-payment")
        if old.payment is None:
            report.add("payment-added", subject, at)
        elif new.payment is None:
            report.gone("payment-removed", subject, report.old.operation(old, "x-sdk-payment"))
        else:
            report.add("payment-changed", subject, at)


def _meaning(one: v.Constraint) -> tuple[object, ...]:
    """What a rule refuses; its words do not count."""
    return one.rule, frozenset(one.arguments), one.when


def _constraints(report: Report, old: Operation, new: Operation) -> None:
    subject = method(new)
    before, after = list(old.constraints), list(new.constraints)
    left = [c for c in before if _meaning(c) not in map(_meaning, after)]
    right = [c for c in after if _meaning(c) not in map(_meaning, before)]
    for one in list(left):
        other = next((c for c in right if c.rule == one.rule and set(c.arguments) & set(one.arguments)), None)
        if other is not None:
            left.remove(one)
            right.remove(other)
            at = report.new.operation(new, "x-sdk-constraints", str(after.index(other)))
            report.add("constraint-changed", subject, at, one.message, other.message)
    for one in right:
        at = report.new.operation(new, "x-sdk-constraints", str(after.index(one)))
        report.add("constraint-added", subject, at, "", one.message)
    for one in left:
        at = report.old.operation(old, "x-sdk-constraints", str(before.index(one)))
        report.gone("constraint-removed", subject, at, one.message)


def _guide(report: Report, old: Operation, new: Operation) -> None:
    if old.guide == new.guide:
        return
    subject, at = method(new), report.new.operation(new, "x-sdk-guide")
    if old.guide is None:
        report.add("guide-added", subject, at)
    elif new.guide is None:
        report.gone("guide-removed", subject, report.old.operation(old, "x-sdk-guide"))
    else:
        report.add("guide-changed", subject, at)


def _timeout(report: Report, old: Operation, new: Operation) -> None:
    was, now = old.read_timeout or _USUAL_READ, new.read_timeout or _USUAL_READ
    if was != now:
        id = "read-timeout-shortened" if now < was else "read-timeout-lengthened"
        report.add(id, method(new), report.new.operation(new, "x-sdk-timeout"), was, now)


def _access(report: Report, old: Operation, new: Operation) -> None:
    subject, at = method(new), report.new.operation(new, "security")
    before, after = [{frozenset(n for n, _ in s.schemes) for s in o.security} for o in (old, new)]
    if bool(before - {frozenset()}) != bool(after - {frozenset()}):
        report.add("operation-auth-added" if after else "operation-auth-removed", subject, at)
    else:
        for one in after - before:
            report.add("operation-auth-alternative-added", subject, at, "", one)
        for one in before - after:
            report.add("operation-auth-alternative-removed", subject, at, one)
        was, now = set(old.scopes), set(new.scopes)
        for scope in sorted(now - was):
            report.add("scope-added", subject, at, "", scope)
        for scope in sorted(was - now):
            report.add("scope-removed", subject, at, scope)
    named, called = set(old.environments), set(new.environments)
    if named != called:
        # None named means all.
        wider = not called or (bool(named) and named < called)
        id = "operation-environments-widened" if wider else "operation-environments-narrowed"
        place = report.new.operation(new, "x-sdk-environments")
        report.add(id, subject, place, named or "all", called or "all")


def compare_limits(
    report: Report, subject: str, at: str, old: tuple[v.RateLimit, ...], new: tuple[v.RateLimit, ...]
) -> None:
    """Rate limits: each bucket by who shares it; several of one scope by their order."""
    before, after = _buckets(old), _buckets(new)
    if len(before) == len(after) == 1 and before.keys() != after.keys():
        ((was, _),), ((now, _),) = before, after
        report.add("rate-limit-scope-changed", subject, at, was, now)
        return
    for key in dict.fromkeys([*before, *after]):
        one, other = before.get(key), after.get(key)
        if one == other:
            continue
        told = [_told(one), _told(other)]
        tighter = one is None or (
            other is not None and (_speed(other) < _speed(one) or other.burst < one.burst)
        )
        report.add(
            "rate-limit-tightened" if tighter else "rate-limit-loosened", subject, at, told[0], told[1]
        )


def _buckets(limits: tuple[v.RateLimit, ...]) -> dict[tuple[str, int], v.RateLimit]:
    seen: Counter[str] = Counter()
    found: dict[tuple[str, int], v.RateLimit] = {}
    for one in limits:
        found[one.scope, seen[one.scope]] = one
        seen[one.scope] += 1
    return found


def _speed(limit: v.RateLimit) -> float:
    return limit.rate / limit.period


def _told(limit: v.RateLimit | None) -> str:
    if limit is None:
        return "no limit"
    return f"{limit.burst} at once, then {limit.rate:g} per {limit.period:g} s ({limit.scope})"
