"""States and transitions, on request and by the virtual clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from ..expressions.evaluator import ExpressionError, Value, compiled
from ..state.store import Record, Timer
from .runs import UNASKED, Action, Answered, Run, perform
from .steps import program

if TYPE_CHECKING:
    from .engine import Engine

DELIVERY = -1
"""The rule number of a timer that belongs to a webhook delivery."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One transition."""

    number: int
    sources: tuple[str, ...]
    to: str
    after: Value | None
    when: Value
    do: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Machine:
    """The states of one collection."""

    field: str
    initial: str
    rules: tuple[Rule, ...]


class Machines:
    """The machines of all collections."""

    def __init__(self, engine: Engine, collections: Mapping[str, Mapping[str, Any]]) -> None:
        self._engine = engine
        self._machines = {
            name: self._machine(raw["machine"]) for name, raw in collections.items() if raw.get("machine")
        }
        self.fired = 0

    def _machine(self, raw: Mapping[str, Any]) -> Machine:
        rules: list[Rule] = []
        for number, one in enumerate(raw["transitions"]):
            source: Any = one["from"]
            rules.append(
                Rule(
                    number,
                    (source,) if isinstance(source, str) else tuple(source),
                    str(one["to"]),
                    compiled(one["after"], self._engine.evaluator) if one.get("after") is not None else None,
                    compiled(one.get("when", True), self._engine.evaluator),
                    program(self._engine, one.get("do", ())),
                )
            )
        return Machine(str(raw.get("field", "status")), str(raw["initial"]), tuple(rules))

    def field(self, collection: str) -> str:
        """The member that holds the state."""
        machine = self._machines.get(collection)
        return "status" if machine is None else machine.field

    def initial(self, collection: str) -> tuple[str, str] | None:
        """Member and first state of a new thing."""
        machine = self._machines.get(collection)
        return None if machine is None else (machine.field, machine.initial)

    def possible(self, thing: Record, state: str | None, run: Run) -> Rule | None:
        """The rule that brings a thing into a state now (into any state: what time would bring, else the first)."""
        machine = self._machines.get(thing.collection)
        if machine is None:
            return None
        at = thing.get(machine.field)
        scope = run.given(item=thing)
        found = [
            rule
            for rule in machine.rules
            if at in rule.sources and state in (None, rule.to) and rule.when(scope)
        ]
        timer = self._engine.store.timer_of(thing)
        if state is None and timer is not None:
            return next((rule for rule in found if rule.number == timer.rule), next(iter(found), None))
        return next(iter(found), None)

    def entered(self, thing: Record, run: Run) -> None:
        """A thing is new in its state: put what comes next on the clock."""
        self._engine.store.schedule(thing, None)
        self.look(thing, run)

    def look(self, thing: Record, run: Run) -> None:
        """Put the next transition on the clock, unless one is there."""
        machine = self._machines.get(thing.collection)
        if machine is None or self._engine.store.timer_of(thing) is not None:
            return
        at = thing.get(machine.field)
        scope: Run | None = None
        for rule in machine.rules:
            if rule.after is None or at not in rule.sources:
                continue
            scope = scope or run.given(item=thing, now=run.now)
            if rule.when(scope):
                due = run.now + float(rule.after(scope) or 0)
                number = self._engine.store.number()
                timer = Timer(due, number, thing.collection, thing.id, rule.number)
                self._engine.store.schedule(thing, timer)
                return

    def move(self, thing: Record, rule: Rule, run: Run) -> Record | Answered:
        """Carry out a transition; the thing afterwards, or the answer that its steps give."""
        field = self._machines[thing.collection].field
        moved = self._engine.change(thing, {field: rule.to}, run, entering=True)
        self.fired += 1
        if rule.do:
            inner = run.given(item=moved, before=thing, now=run.now)
            inner.account = thing.owner
            outcome = perform(rule.do, inner)
            if isinstance(outcome, Answered):
                return outcome
        return self._engine.store.find(thing.collection, thing.id) or moved

    def fire(self, timer: Timer) -> None:
        """Carry out what is due. Where its steps fail the thing stays, and the problem is noted."""
        store = self._engine.store
        thing = cast("Record", store.find(timer.collection, timer.id))
        mark, fired = store.mark(), self.fired
        run = self._engine.run(thing.owner, timer.due)
        try:
            store.schedule(thing, None)
            if timer.rule == DELIVERY:
                self._engine.hooks.due(thing)
                return
            machine = self._machines.get(timer.collection)
            if machine is None or timer.rule >= len(machine.rules):
                return
            rule = machine.rules[timer.rule]
            if thing.get(machine.field) in rule.sources and isinstance(self.move(thing, rule, run), Answered):
                raise ExpressionError(UNASKED)
        except Exception as error:
            # Any failure is undone as a whole and reported; the other transitions still happen.
            store.rollback(mark)
            store.schedule(thing, None)
            self.fired = fired
            reason = str(error) or type(error).__name__
            self._engine.note(f"transition {timer.rule} of {timer.collection} {timer.id}: {reason}")
