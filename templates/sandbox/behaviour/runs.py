"""One run of steps: what it sees, and how it ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from ..api.description import Operation
from ..expressions.evaluator import ABSENT, ExpressionError, Names
from ..state.store import Record

KEPT = ("request", "caller", "now", "wall", "settings", "absent", "null", "true", "false")
"""What a routine sees besides what it is given."""
UNASKED = "an `answer` where nothing was asked"


@dataclass(slots=True)
class Asked:
    """A request, read and checked. `operation` is None for a route outside the description."""

    operation: Operation | None
    method: str
    headers: Mapping[str, list[str]]
    origin: str
    """The address under which this server was called."""
    view: dict[str, Any]
    """What expressions see as `request`."""


class Run(Names):
    """One run of steps: the names that expressions see, its time, and for whom it runs.

    Without an account everything is seen, and what is created belongs to all.
    """

    __slots__ = ("account", "asked", "headers", "now")

    def __init__(
        self,
        names: Names,
        now: float,
        account: str | None = None,
        asked: Asked | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(names)
        self.now, self.account, self.asked = now, account, asked
        self.headers = {} if headers is None else headers
        """Headers that steps add to the answer."""

    def only(self, names: Names) -> Run:
        """The same run with other names."""
        return Run(names, self.now, self.account, self.asked, self.headers)

    def given(self, **names: Any) -> Run:
        """The same run with further names."""
        return self.only({**self, **names})

    def inner(self, names: Names) -> Run:
        """A run of a routine: other names, all else the same."""
        return self.only({**{name: self[name] for name in KEPT if name in self}, **names})


@dataclass(frozen=True, slots=True)
class Answered:
    """Steps gave an answer, which ends the request; with the run that its later parts are evaluated in."""

    reply: Mapping[str, Any]
    run: Run


@dataclass(frozen=True, slots=True)
class Returned:
    """Steps gave a value, which ends the routine."""

    value: Any


Outcome = Answered | Returned
Action = Callable[[Run], Outcome | None]


class Refusal(Exception):
    """Steps refuse; everything that they changed is undone. `near` lets a documented status be used instead."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        code: Any = None,
        body: Any = None,
        headers: Mapping[str, Any] | None = None,
        near: tuple[int, ...] = (),
    ) -> None:
        super().__init__(message)
        self.status, self.message, self.code, self.body = status, message, code, body
        self.headers, self.near = dict(headers or {}), near


def perform(steps: tuple[Action, ...], run: Run) -> Outcome | None:
    """Carry out steps, up to one that ends them."""
    return next((outcome for step in steps if (outcome := step(run)) is not None), None)


def result(steps: tuple[Action, ...], run: Run) -> Any:
    """What steps return that serve no request."""
    outcome = perform(steps, run)
    if isinstance(outcome, Answered):
        raise ExpressionError(UNASKED)
    return None if outcome is None else outcome.value


def shown(value: Any) -> Any:
    """A value as it goes out: without hidden members of things, and without what is absent."""
    if isinstance(value, Record):
        hidden = value.hidden
        return {k: shown(v) for k, v in value.items() if k not in hidden and v is not ABSENT}
    if isinstance(value, dict):
        return {str(k): shown(v) for k, v in cast("dict[Any, Any]", value).items() if v is not ABSENT}
    if isinstance(value, list | tuple):
        return [shown(v) for v in cast("Sequence[Any]", value) if v is not ABSENT]
    return value
