"""The steps of a `sandbox.yaml`, compiled once: each verb to a function of a run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from ..expressions.evaluator import ABSENT, ExpressionError, Value, compiled
from ..expressions.functions.texts import text
from ..state.blobs import described
from ..state.store import Record
from . import payments
from .runs import Action, Answered, Asked, Outcome, Refusal, Returned, Run, perform
from .signing import unsign

if TYPE_CHECKING:
    from .engine import Engine

Raw = Mapping[str, Any]
Verb = Callable[["Engine", Raw], Action]
VERBS: dict[str, Verb] = {}


def verb(name: str) -> Callable[[Verb], Verb]:
    """Register a verb."""

    def register(function: Verb) -> Verb:
        VERBS[name] = function
        return function

    return register


def program(engine: Engine, raw: Sequence[Raw]) -> tuple[Action, ...]:
    """Steps, compiled."""
    return tuple(_step(engine, step) for step in raw)


def _step(engine: Engine, raw: Raw) -> Action:
    name = next((name for name in ("for", *VERBS) if name in raw), None)
    if name is None:
        raise ValueError(f"a step is a map with one of {', '.join(VERBS)}, not {sorted(raw)}")
    action = VERBS[name](engine, raw)
    if "when" not in raw:
        return action
    condition = compiled(raw["when"], engine.evaluator)

    def guarded(run: Run) -> Outcome | None:
        return action(run) if condition(run) else None

    return guarded


def _value(engine: Engine, raw: Raw, key: str, default: Any = None) -> Value:
    return compiled(raw.get(key, default), engine.evaluator)


def current(engine: Engine, value: Any) -> Record:
    """The present form of a thing that an expression gave."""
    if not isinstance(value, Record):
        raise ExpressionError(f"a thing is needed, not {type(value).__name__}")
    found = engine.store.find(value.collection, value.id)
    if found is None:
        raise Refusal(404, engine.missing(value.collection))
    return found


@verb("let")
def _let(engine: Engine, raw: Raw) -> Action:
    values = [(name, compiled(value, engine.evaluator)) for name, value in raw["let"].items()]

    def action(run: Run) -> None:
        for name, value in values:
            run[name] = value(run)

    return action


def _condition(engine: Engine, raw: Raw) -> Callable[[Run, Sequence[Record]], list[Record]]:
    wanted = _value(engine, raw, "filter", {})
    where = compiled(raw["where"], engine.evaluator) if "where" in raw else None

    def select(run: Run, things: Sequence[Record]) -> list[Record]:
        members = {name: value for name, value in wanted(run).items() if value is not None}
        found = [t for t in things if fits(t, members)] if members else list(things)
        if where is not None:
            found = [t for t in found if where(run.given(item=t))]
        return found

    return select


def fits(thing: Record, members: Mapping[str, Any]) -> bool:
    """Whether members have these values, or one of a list of values."""
    for name, value in members.items():
        own = thing.get(name)
        if own != value and not (isinstance(value, list) and own in value):
            return False
    return True


@verb("get")
def _get(engine: Engine, raw: Raw) -> Action:
    collection, name = str(raw["get"]), str(raw.get("as", "item"))
    id = _value(engine, raw, "id") if "id" in raw else None
    select = _condition(engine, raw) if "where" in raw or "filter" in raw else None
    everyone, optional = bool(raw.get("everyone")), bool(raw.get("optional"))
    status, message = int(raw.get("status", 404)), _value(engine, raw, "message")

    def action(run: Run) -> None:
        if id is not None:
            key = id(run)
            thing = None if key is None else engine.store.find(collection, str(key))
            if thing is not None and not everyone and not engine.visible(thing, run):
                thing = None
            if thing is not None and select is not None:
                thing = next(iter(select(run, (thing,))), None)
        else:
            things = engine.things(collection, None if everyone else run.account)
            thing = next(iter(select(run, things) if select is not None else things), None)
        if thing is None and not optional:
            raise Refusal(status, message(run) or engine.missing(collection), near=(404, 400))
        run[name] = thing

    return action


@verb("list")
def _list(engine: Engine, raw: Raw) -> Action:
    collection, name = str(raw["list"]), str(raw.get("as", "items"))
    select = _condition(engine, raw)
    everyone = bool(raw.get("everyone"))
    sort = compiled(raw["sort"], engine.evaluator) if raw.get("sort") is not None else None
    reverse = _value(engine, raw, "reverse", False)

    def action(run: Run) -> None:
        found = select(run, engine.things(collection, None if everyone else run.account))
        if sort is not None:
            value = sort
            found.sort(key=lambda thing: _sortable(value(run.given(item=thing))))
        if reverse(run):
            found.reverse()
        run[name] = found

    return action


def _sortable(value: Any) -> tuple[Any, ...]:
    """A key under which values of different kinds can stand side by side; null comes first."""
    if value is None:
        return (0,)
    if isinstance(value, bool | int | float):
        return (1, value)
    if isinstance(value, list | tuple):
        return (3, tuple(_sortable(one) for one in cast("Sequence[Any]", value)))
    return (2, str(value))


@verb("create")
def _create(engine: Engine, raw: Raw) -> Action:
    collection, name = str(raw["create"]), str(raw.get("as", "item"))
    body, id, owner = _value(engine, raw, "with", {}), _value(engine, raw, "id"), _value(engine, raw, "owner")

    def action(run: Run) -> None:
        account = owner(run)
        account = run.account if account is None else None if account == "everyone" else str(account)
        run[name] = engine.create(collection, body(run) or {}, run, id(run), account)

    return action


@verb("update")
def _update(engine: Engine, raw: Raw) -> Action:
    target, name = _value(engine, raw, "update"), str(raw.get("as", "item"))
    values, unset = _value(engine, raw, "set", {}), tuple(raw.get("unset", ()))

    def action(run: Run) -> None:
        thing = current(engine, target(run))
        changes = values(run.given(item=thing))
        run[name] = engine.change(thing, changes, run, unset)

    return action


@verb("append")
def _append(engine: Engine, raw: Raw) -> Action:
    target, name, member = _value(engine, raw, "append"), str(raw.get("as", "item")), str(raw["to"])
    value = _value(engine, raw, "value")

    def action(run: Run) -> None:
        thing = current(engine, target(run))
        added = value(run.given(item=thing))
        run[name] = engine.change(thing, {member: [*(thing.get(member) or ()), added]}, run)

    return action


@verb("delete")
def _delete(engine: Engine, raw: Raw) -> Action:
    target = _value(engine, raw, "delete")

    def action(run: Run) -> None:
        found = target(run)
        for thing in cast("list[Any]", found) if isinstance(found, list) else [found]:
            if isinstance(thing, Record):
                engine.store.remove(thing)

    return action


@verb("move")
def _move(engine: Engine, raw: Raw) -> Action:
    target, name, to = _value(engine, raw, "move"), str(raw.get("as", "item")), _value(engine, raw, "to")
    status, message = int(raw.get("status", 409)), _value(engine, raw, "message")

    def action(run: Run) -> Answered | None:
        thing, state = current(engine, target(run)), to(run)
        rule = engine.machines.possible(thing, state, run)
        if rule is None:
            field = engine.machines.field(thing.collection)
            text = message(run) or f"This is not possible while {field} is {thing.get(field)}."
            raise Refusal(status, text, near=(409, 400, 422))
        moved = engine.machines.move(thing, rule, run)
        if isinstance(moved, Answered):
            return moved
        run[name] = moved
        return None

    return action


@verb("check")
def _check(engine: Engine, raw: Raw) -> Action:
    condition, status = _value(engine, raw, "check"), int(raw.get("status", 400))
    message = _value(engine, raw, "message", "The request is not possible.")
    code, body = _value(engine, raw, "code"), _value(engine, raw, "body")
    headers = _value(engine, raw, "headers", {})

    def action(run: Run) -> None:
        if not condition(run):
            given = {k: v for k, v in headers(run).items() if v is not None}
            raise Refusal(status, str(message(run)), code=code(run), body=body(run), headers=given)

    return action


@verb("for")
def _for(engine: Engine, raw: Raw) -> Action:
    values, each = _value(engine, raw, "for"), str(raw.get("each", "each"))
    inside = program(engine, raw["do"])

    def action(run: Run) -> Outcome | None:
        for value in values(run) or ():
            run[each] = value
            if (outcome := perform(inside, run)) is not None:
                return outcome
        return None

    return action


@verb("call")
def _call(engine: Engine, raw: Raw) -> Action:
    routine, given, name = str(raw["call"]), _value(engine, raw, "with", {}), str(raw.get("as", "result"))

    def action(run: Run) -> Outcome | None:
        outcome = perform(engine.routines[routine], run.inner(given(run)))
        if isinstance(outcome, Answered):
            return outcome
        run[name] = None if outcome is None else outcome.value
        return None

    return action


@verb("return")
def _return(engine: Engine, raw: Raw) -> Action:
    value = _value(engine, raw, "return")

    return lambda run: Returned(value(run))


@verb("emit")
def _emit(engine: Engine, raw: Raw) -> Action:
    event, body, to = _value(engine, raw, "emit"), _value(engine, raw, "body"), _value(engine, raw, "to")

    def action(run: Run) -> None:
        engine.hooks.emit(str(event(run)), body(run), to(run), run)

    return action


@verb("keep")
def _keep(engine: Engine, raw: Raw) -> Action:
    content, path = _value(engine, raw, "keep"), _value(engine, raw, "path", "file")
    name = str(raw.get("as", "file"))

    def action(run: Run) -> None:
        found, place = content(run), str(path(run))
        if isinstance(found, Mapping) and "blob" in found:
            stored = {k: v for k, v in cast("Raw", found).items() if k in ("size", "sha256", "md5", "blob")}
        else:
            stored = engine.blobs.keep(text(found).encode("utf-8", "replace"))
        run[name] = described(place, stored)

    return action


@verb("open")
def _open(engine: Engine, raw: Raw) -> Action:
    token, kind, name = _value(engine, raw, "open"), _value(engine, raw, "kind"), str(raw.get("as", "link"))
    status = int(raw.get("status", 403))
    message = _value(engine, raw, "message", "The link is not valid or has expired.")

    def action(run: Run) -> None:
        content = unsign(engine.secret, str(kind(run)), token(run), engine.clock.wall())
        if content is None:
            raise Refusal(status, str(message(run)))
        run[name] = content

    return action


@verb("pay")
def _pay(engine: Engine, raw: Raw) -> Action:
    accepted, resource = _value(engine, raw, "pay"), _value(engine, raw, "resource", {})
    message, name = _value(engine, raw, "message", "Payment is required."), str(raw.get("as", "payment"))

    def action(run: Run) -> None:
        asked = cast("Asked", run.asked)
        terms = payments.Terms(accepted(run), resource(run), str(message(run)))
        run[name] = payments.settle(engine, asked, run, terms)

    return action


@verb("tell")
def _tell(engine: Engine, raw: Raw) -> Action:
    whom, body = _value(engine, raw, "tell"), _value(engine, raw, "body")

    def action(run: Run) -> None:
        _ = engine.create("_messages", {"to": whom(run), "body": body(run), "at": run.now}, run, None, None)

    return action


@verb("answer")
def _answer(engine: Engine, raw: Raw) -> Action:
    parts = {
        key: value if key in ("view", "bare", "example") else compiled(value, engine.evaluator)
        for key, value in raw["answer"].items()
        if key != "next"
    }
    following = compiled(raw["answer"]["next"], engine.evaluator) if "next" in raw["answer"] else None

    def action(run: Run) -> Outcome:
        found = {key: value(run) if callable(value) else value for key, value in parts.items()}
        if following is not None:
            found["next"] = following
        return Answered({k: v for k, v in found.items() if v is not ABSENT}, run)

    return action


@verb("do")
def _do(engine: Engine, raw: Raw) -> Action:
    inside = program(engine, raw["do"])
    return lambda run: perform(inside, run)
