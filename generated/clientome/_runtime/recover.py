"""A call that the state file watches: what tells it from others, and whether it was carried out when its answer is lost.

Rules:

- Only calls without an idempotency key are looked for; others are repeated under their key.
- What an operation can be found by is declared (``Recovery``): the values of a list's item that equal arguments of the
  call, or a field of the item that holds the mark of the call's intent, where the caller allows marks.
- Things that were there before the call began do not count, and neither do those that other calls are known to have
  made. The provider's clock is compared by the ``Date`` of its answers. Since a clock may have been wrong, absence is not
  proven while there is an equal thing of the day before that nobody is known to have made.
- What is found is returned as the call's result. Whether it is the work of this call or of another one under way that
  looks the same cannot be told; then nothing is returned and nothing is sent.
- Absence is proven when the whole list was read after the settle time and has nothing that fits. The settle time runs
  from the end of the last attempt, or from the restart.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import inf
from typing import Any, TypeAlias, TypeVar, cast
from uuid import UUID

from pydantic_core import to_json, to_jsonable_python

from .base.errors import ClientomeError, OutcomeUnknown
from .base.headers import Headers
from .base.info import ResponseInfo
from .base.models import AnswerModel
from .base.options import RequestOptions, deadline_of
from .base.outcome import Outcome
from .body.sources import BodySource
from .body.zip import digest_of
from .call.arguments import given_arguments
from .call.auth import operation_named
from .call.call import Reply
from .call.decode import json_value, reach, unwrapped
from .call.invoke import within
from .call.payload import sources_of
from .call.plan import Plan
from .call.session import Session
from .flow.effects import Flow, offload, sleep, time_left, wall_clock
from .http.logs import logger
from .paging import PageData, fetch, fetch_next
from .policies.explain import clock, how_to_look
from .spec.operation import Operation, Recovery
from .state.intents import Watched
from .state.state import Intent, State, fingerprint

T = TypeVar("T")
Attempt: TypeAlias = Callable[[Mapping[str, object], RequestOptions], Flow[Reply[T]]]

SKEW = 300.0
"""Seconds by which the clocks may differ where the provider does not tell its own."""
ROUNDING = 2.0
DAY = 86_400.0
LOOKS = (0.0, 0.25, 0.5, 1.0)
"""When to look, as parts of the settle time."""


class WatchedCall(Watched[Reply[T]]):
    """One call of an operation, watched by a state."""

    def __init__(
        self,
        session: Session,
        state: State,
        plan: Plan,
        arguments: Mapping[str, object],
        options: RequestOptions,
        began: float,
        attempt: Attempt[T],
    ) -> None:
        operation = plan.operation
        self.session, self.state, self.plan = session, state, plan
        self.given = given_arguments(arguments, plan.nullable)
        self.options = options
        self._deadline = deadline_of(options, session.timeout, began)
        self._attempt = attempt
        self._files: list[BodySource] = []
        self._wanted: dict[tuple[str | int, ...], str] = {}
        self.keyed = operation.idempotency is not None
        # A call with a key is repeated under it. When the key is too old a person looks: what a list shows then may be
        # the work of an attempt that still arrives under the old key.
        recovery = None if self.keyed else operation.recovery
        self.marked = state.mark_calls and recovery is not None and recovery.note is not None
        self.can_look = recovery is not None and (bool(recovery.match) or self.marked)
        self.advice = how_to_look(operation)

    # -- what tells it from others ---------------------------------------------------------------------------------

    def identity(self) -> bytes:
        """The arguments, and of files their names, sizes and digests. Reads the files."""
        content = dict(self.given)
        for parameter in self.plan.operation.parameters:
            if parameter.location == "file" and parameter.name in content:
                sources = sources_of(parameter.name, content[parameter.name], parameter.upload)
                self._files += sources
                content[parameter.name] = [_told(source) for source in sources]
        self.can_repeat = all(source.rewindable for source in self._files)
        recovery = self.plan.operation.recovery
        if recovery is not None and recovery.match:
            self._wanted = {path: self._value(name) for path, name in recovery.match.items()}
            self.subject = fingerprint({repr(path): value for path, value in self._wanted.items()})
        return fingerprint(content)

    def _value(self, name: str) -> str:
        """What an item must say: an argument, or something of the one file."""
        if not name.startswith("$file."):
            return _text(self.given.get(name))
        source = self._files[0] if self._files else None
        if source is None:
            return ""
        if name == "$file.md5":
            return digest_of(source, "md5")[0] if source.rewindable else ""
        return _text(source.name if name == "$file.name" else source.size)

    def answer_id(self, reply: Reply[T]) -> str | None:
        """The id of what was made."""
        recovery = self.plan.operation.recovery
        return (
            None
            if recovery is None or recovery.id is None
            else _text(reach(reply.result, recovery.id)) or None
        )

    # -- sending ---------------------------------------------------------------------------------------------------

    def send(self, intent: Intent) -> Flow[Reply[T]]:
        """Make the call, with the key and the mark of its intent."""
        arguments = dict(self.given)
        options = yield from within(self.options, self._deadline, self.plan.operation.id)
        if self.keyed:
            options = replace(options, idempotency_key=intent.key)
        recovery = self.plan.operation.recovery
        if intent.marked and recovery is not None and recovery.note is not None:
            note = arguments.get(recovery.note)
            arguments[recovery.note] = intent.mark if not note else f"{note} {intent.mark}"
        reply = yield from self._attempt(arguments, options)
        return reply

    # -- looking ---------------------------------------------------------------------------------------------------

    def look(self, intent: Intent, cause: ClientomeError | None) -> Flow[Reply[T] | None]:
        """Look until it is found, or absent after the settle time."""
        recovery = cast(Recovery, self.plan.operation.recovery)
        usable = intent.marked or (bool(recovery.match) and all(self._wanted.values()))
        if not usable:
            raise self._unknown(intent, "was sent without what a look-up could know it by", cause)
        # Not for longer than the settle time, where our clock was set back.
        absent_from = min(intent.ended or 0.0, (yield from wall_clock())) + recovery.settle
        why = "cannot be told apart from others"
        items: list[Any] = []
        for part in LOOKS:
            wall = yield from wall_clock()
            pause = max(absent_from - recovery.settle * (1.0 - part) - wall, 0.0)
            left = yield from time_left(self._deadline)
            if left is not None and pause >= left:
                why = f"is not in the list yet, which proves its absence from {clock(absent_from)} on"
                break
            yield from sleep(pause)
            settled = part == 1.0 or wall + pause >= absent_from
            try:
                items, whole, info = yield from self._read(recovery, intent, left)
            except ClientomeError as error:
                cause, why, items = error, f"could not be looked up ({error})", []
                if settled:
                    break
                continue
            items, earlier = yield from self._sorted(recovery, intent, items, info)
            chosen = yield from self._chosen(recovery, intent, items)
            if chosen is not None:
                return self._reply(recovery, chosen, info)
            if settled and whole and not items and not earlier:
                logger.info(
                    "%s: the call of %s was not carried out", self.plan.operation.id, clock(intent.at)
                )
                return None
            why = "looks like one of before" if earlier and not items else _why(len(items), whole)
            if settled:
                break
        raise self._unknown(intent, why, cause, tuple(items))

    def _sorted(
        self, recovery: Recovery, intent: Intent, items: list[Any], info: ResponseInfo
    ) -> Flow[tuple[list[Any], list[Any]]]:
        """What nobody else is known to have made: since the call began, and before."""
        if intent.marked:
            return items, []
        by_id = {_text(reach(item, recovery.id or ())): item for item in items}
        left = yield from offload(lambda: self.state.unclaimed(intent, list(by_id)))
        since = _since(intent, info, (yield from wall_clock()))
        late = [by_id[id] for id in left if _made(recovery, by_id[id]) >= since]
        return late, [by_id[id] for id in left if _made(recovery, by_id[id]) < since]

    def _chosen(self, recovery: Recovery, intent: Intent, items: list[Any]) -> Flow[Any]:
        """The item that is the work of this call, where that can be told."""
        if intent.marked:
            return items[0] if len(items) == 1 else None
        by_id = {_text(reach(item, recovery.id or ())): item for item in items}
        chosen = yield from offload(lambda: self.state.choose(intent, list(by_id)))
        return None if chosen is None else by_id[chosen]

    def _read(
        self, recovery: Recovery, intent: Intent, left: float | None
    ) -> Flow[tuple[list[Any], bool, ResponseInfo]]:
        """The items that fit, and whether the whole list was read."""
        operation = operation_named(self.session.api, recovery.operation)
        given = {theirs: self._input(mine) for theirs, mine in recovery.inputs.items()}
        given |= recovery.constants
        options = RequestOptions(timeout=self.options.timeout, deadline=left)
        chunk = yield from fetch(self.session, operation, given, options)
        since = _since(intent, chunk.info, (yield from wall_clock()))
        found: list[Any] = []
        count = 0
        while True:
            count += chunk.count
            found += [item for item in chunk.items if self._fits(recovery, intent, item, since)]
            following = yield from fetch_next(self.session, chunk)
            if following is None:
                return found, _is_whole(operation, given, chunk, count), chunk.info
            chunk = following

    def _input(self, name: str) -> object:
        return self._value(name) if name.startswith("$file.") else self.given.get(name)

    def _fits(self, recovery: Recovery, intent: Intent, item: Any, since: float) -> bool:
        if intent.marked:
            return intent.mark in _text(reach(item, cast("tuple[str | int, ...]", recovery.note_at)))
        if _made(recovery, item) < since - DAY:
            return False
        values = ((_text(reach(item, path)), wanted) for path, wanted in self._wanted.items())
        if recovery.prefix is not None:
            return all(value.startswith(recovery.prefix + wanted) for value, wanted in values)
        return all(wanted == value for value, wanted in values)

    def _reply(self, recovery: Recovery, item: Any, info: ResponseInfo) -> Reply[T]:
        """The item as the call's own answer would have told it."""
        operation = self.plan.operation
        value: Any = to_jsonable_python(item, by_alias=True)
        for name in reversed(operation.unwrap):
            value = {name: value}
        answer = next(answer for answer in operation.answers if answer.kind == "json")
        whole, notes = json_value(answer, to_json(value), Headers(), None)
        result = unwrapped(self.plan, whole, notes)
        if isinstance(result, AnswerModel):
            object.__setattr__(result, "__clientome_response__", info)
        logger.warning(
            "%s: the answer was lost, but %s shows that it was carried out; it was not sent again",
            operation.id,
            operation.look_up,
        )
        return Reply(cast(T, result), whole, info)

    def _unknown(
        self, intent: Intent, why: str, cause: ClientomeError | None, found: tuple[Any, ...] = ()
    ) -> OutcomeUnknown:
        operation = self.plan.operation
        error = OutcomeUnknown(
            f"{operation.id}: the call of {clock(intent.at)} may have been carried out, and it {why}; it was not sent "
            f'again. Look with {operation.look_up}(), or call again to look again; state.done("{intent.key}") makes the '
            "next one a new call"
        )
        error.operation, error.look_up, error.found = operation.id, operation.look_up, found
        error.outcome = Outcome.UNKNOWN
        error.idempotency_key = intent.key
        error.sent_at = datetime.fromtimestamp(intent.at, UTC)
        error.__cause__ = cause
        return error


def _told(source: BodySource) -> tuple[str | None, int | None, str | None]:
    """What tells one file from others. What can be read only once must be kept for the request."""
    return source.name, source.size, digest_of(source)[0] if source.rewindable else None


def _text(value: object) -> str:
    """A value as it is compared: ids come as text or as UUIDs."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, UUID) or _is_uuid(value) else str(value)


def _is_uuid(value: object) -> bool:
    return isinstance(value, str) and len(value) == 36 and value.count("-") == 4


def _made(recovery: Recovery, item: Any) -> float:
    """When an item was made; what does not tell may have been made at any time."""
    made = None if recovery.since is None else reach(item, recovery.since)
    return made.timestamp() if isinstance(made, datetime) else inf


def _since(intent: Intent, info: ResponseInfo, wall: float) -> float:
    """The provider's time at which the call began, or a little before."""
    ahead = -SKEW
    with suppress(KeyError, ValueError):
        ahead = parsedate_to_datetime(info.headers["date"]).timestamp() - wall - ROUNDING
    # A clock that was set back says nothing about what was before.
    return intent.at + ahead if wall >= intent.at else -inf


def _is_whole(operation: Operation[Any], given: Mapping[str, object], last: PageData, count: int) -> bool:
    """Whether nothing was cut off and no row was missed while pages were read."""
    pagination = operation.pagination
    if pagination is None or pagination.style == "single":
        limit = None if pagination is None or pagination.limit is None else given.get(pagination.limit)
        return pagination is not None and (
            pagination.limit is None or (isinstance(limit, int) and count < limit)
        )
    return last.total is None or (len(last.ids) if pagination.key else count) >= last.total


def _why(found: int, whole: bool) -> str:
    if found:
        return f"looks like {found} that were made since, and which of them is its work cannot be told"
    return "is not in the list yet" if whole else "is not in the part of the list that can be read"
