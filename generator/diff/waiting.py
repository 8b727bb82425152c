"""Compares wait methods."""

from __future__ import annotations

from ..ir import Operation
from ..vocabulary import operation as v
from .report import Report

_FOREVER = float("inf")


def compare_waiters(report: Report, old: Operation, new: Operation) -> None:
    """All waiters of an operation."""
    before = old.waiters
    for name in before:
        if name not in new.waiters:
            at = report.old.operation(old, "x-sdk-waitable", name)
            report.gone("waiter-removed", f"{new.resource}.{name}", at)
    for name, other in new.waiters.items():
        subject, at = f"{new.resource}.{name}", report.new.operation(new, "x-sdk-waitable", name)
        if name not in before:
            report.add("waiter-added", subject, at)
        elif before[name] != other:
            _compare(report, subject, at, before[name], other)


def _states(waiter: v.Waiter, state: str) -> frozenset[str]:
    """What ends the wait in a state, in words that can be compared."""
    return frozenset(
        f"{a.path or 'status'}={value!r}" + (" (all)" if a.match == "all" else "")
        for a in waiter.acceptors
        if a.state == state
        for value in (a.any_of if a.path is not None else (a.status,))
    )


def _compare(report: Report, subject: str, at: str, one: v.Waiter, other: v.Waiter) -> None:
    uncancellable = one.cancel is not None and other.cancel is None
    taken = [(dict(waiter.inputs), dict(waiter.constants)) for waiter in (one, other)]
    if uncancellable or taken[0] != taken[1]:
        report.add("waiter-arguments-changed", subject, at, list(one.inputs), list(other.inputs))
    if one.result != other.result:
        report.add(
            "waiter-result-changed", subject, f"{at}/result", one.result or "all", other.result or "all"
        )
    for state in ("success", "failure"):
        before, after = _states(one, state), _states(other, state)
        if before != after:
            short = [{text.rpartition("/")[2] for text in states} for states in (before, after)]
            report.add(f"waiter-{state}-changed", subject, f"{at}/acceptors", short[0], short[1])
    if (one.item, one.after) != (other.item, other.after):
        report.add("waiter-subject-changed", subject, at)
    was, now = one.timeout or _FOREVER, other.timeout or _FOREVER
    if was != now:
        id = "waiter-timeout-shortened" if now < was else "waiter-timeout-lengthened"
        report.add(id, subject, f"{at}/timeout", one.timeout, other.timeout)
    polling = [(w.min_delay, w.max_delay, tuple(_slow(w))) for w in (one, other)]
    if polling[0] != polling[1]:
        told = [f"every {w.min_delay:g} to {w.max_delay:g} s" for w in (one, other)]
        report.add("waiter-polling-changed", subject, at, told[0], told[1])
    if (one.reason, one.explanation) != (other.reason, other.explanation):
        report.add("waiter-reason-changed", subject, at, one.reason, other.reason)


def _slow(waiter: v.Waiter) -> list[tuple[str, float]]:
    """The states with delays of their own; that a state is only waited in changes nothing."""
    return sorted(
        (f"{a.path}={value!r}", a.max_delay)
        for a in waiter.acceptors
        if a.state == "retry" and a.max_delay is not None
        for value in a.any_of
    )
