"""Faults on demand: what shall go wrong with which call of which operation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

KEYS = frozenset(
    "operation nth every times status headers body delay cut_after corrupt_at wrong_length".split()  # noqa: SIM905
)
MEANINGS = """operation (operationId; all where absent), nth (the n-th call from now), every (each n-th call), times (at
most so often), status with headers and body (instead of an answer; nothing is done), delay (seconds before the
answer), cut_after (bytes after which the connection ends), corrupt_at (place of a byte that is changed), wrong_length
(added to Content-Length)"""


class WrongFault(Exception):
    """A fault is not understood; the message says what may be asked for."""


@dataclass(slots=True)
class Fault:
    """One fault, with how often it was looked at and how often it struck."""

    asked: dict[str, Any]
    seen: int = 0
    struck: int = 0

    def strikes(self, operation: str) -> bool:
        """Whether this call is hit; counts it."""
        if self.asked.get("operation") not in (None, "", "*", operation):
            return False
        self.seen += 1
        asked = self.asked
        if asked.get("nth") and self.seen != asked["nth"]:
            return False
        if asked.get("every") and self.seen % asked["every"]:
            return False
        if asked.get("times") and self.struck >= asked["times"]:
            return False
        self.struck += 1
        return True


@dataclass(slots=True)
class Faults:
    """All faults that were asked for, and their check."""

    operations: frozenset[str]
    held: list[Fault] = field(default_factory=list[Fault])

    def add(self, asked: Any) -> None:
        """One fault or a list of them; `WrongFault`."""
        found = [
            self._checked(one) for one in (cast("list[Any]", asked) if isinstance(asked, list) else [asked])
        ]
        self.held.extend(Fault(one) for one in found)

    def _checked(self, asked: Any) -> dict[str, Any]:
        if not isinstance(asked, dict):
            raise WrongFault(f"A fault is an object with: {MEANINGS}.")
        fault = cast("dict[str, Any]", asked)
        unknown = sorted(set(fault) - KEYS)
        if unknown:
            raise WrongFault(f"Unknown: {', '.join(unknown)}. A fault has: {MEANINGS}.")
        operation = fault.get("operation")
        if operation not in (None, "", "*") and operation not in self.operations:
            raise WrongFault(f"There is no operation {operation!r}.")
        for name in ("nth", "every", "times", "status", "cut_after", "corrupt_at", "wrong_length"):
            value = fault.get(name)
            if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
                raise WrongFault(f"{name} must be a whole number.")
        delay = fault.get("delay")
        if delay is not None and (not isinstance(delay, int | float) or not 0 <= delay <= 3600):
            raise WrongFault("delay must be a number of seconds up to 3600.")
        if not 200 <= fault.get("status", 500) <= 599:
            raise WrongFault("status must be from 200 to 599.")
        if not isinstance(fault.get("headers", {}), dict):
            raise WrongFault("headers must be an object.")
        return fault

    def strike(self, operation: str) -> Mapping[str, Any]:
        """What goes wrong with a call: all faults that hit it, together."""
        found: dict[str, Any] = {}
        for fault in self.held:
            if fault.strikes(operation):
                found.update(fault.asked)
        return found

    def shown(self) -> list[dict[str, Any]]:
        """The faults and how often each struck."""
        return [{**fault.asked, "seen": fault.seen, "struck": fault.struck} for fault in self.held]
