"""What surrounds one logical call: the provider's own description of named values, the state file, payment.

Rules:

- Most operations have none of these; for them the call is made as it is.
- Named values are checked against the provider's description before anything else is sent. The description is asked
  for once in a while (:data:`GUIDE_AGE`); where it cannot be had the call is not made.
- With a state a call that costs money or takes an idempotency key is written down before it is sent, and gets the key
  of the same call that an earlier process began and did not finish. Without an idempotency key such a call is not sent
  again, unless a look-up shows that it was not carried out. A key that the caller gives is used as it is, and not written down.
- A demand for payment is met at most once, within the budget. Who brings a proof pays by himself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from ..base import errors
from ..base.guards import is_mapping
from ..base.options import RequestOptions, checked_options
from ..base.timing import Deadline
from ..flow.effects import Flow, now, time_left
from ..policies.explain import how_to_look
from ..spec.operation import Guide, Operation
from .auth import operation_named
from .call import Reply, call
from .plan import plan_of
from .request import by_hand
from .session import Session

T = TypeVar("T")

GUIDE_AGE = 300.0
"""Seconds for which a description of named values is believed."""


def perform(
    session: Session,
    operation: Operation[T],
    arguments: Mapping[str, object],
    options: RequestOptions | None = None,
) -> Flow[Reply[T]]:
    """Call an operation with all that the description and the client ask for around it."""
    options = checked_options(options)
    plain = operation.idempotency is None and operation.payment is None and operation.guide is None
    watched = operation.billable or operation.recovery is not None
    if plain and (session.state is None or not watched):
        return call(session, operation, arguments, options)
    return _surrounded(session, operation, arguments, options)


def _surrounded(
    session: Session,
    operation: Operation[T],
    arguments: Mapping[str, object],
    options: RequestOptions | None,
) -> Flow[Reply[T]]:
    session.admit(operation)
    plan = plan_of(operation)
    arguments, options = by_hand(plan, arguments, checked_options(options))
    if operation.guide is not None and options.guided:
        yield from _check_values(session, operation, operation.guide, arguments, options)
    key_given = operation.idempotency is not None and (
        arguments.get(operation.idempotency) is not None or options.idempotency_key is not None
    )
    counts = operation.billable or operation.recovery is not None or operation.idempotency is not None
    if session.state is None or key_given or not counts:
        reply = yield from _paid(session, operation, arguments, options)
        return reply
    # What it takes, pages of lists for one, stands above.
    from ..recover import WatchedCall
    from ..state.intents import remembered

    def attempt(arguments: Mapping[str, object], options: RequestOptions) -> Flow[Reply[T]]:
        return _paid(session, operation, arguments, options)

    began = yield from now()
    watched = WatchedCall(session, session.state, plan, arguments, options, began, attempt)
    origin, _path = session.place(operation)
    place = session.api.name, origin, session.account
    reply = yield from remembered(session.state, operation.id, watched, *place)
    return reply


def _paid(
    session: Session,
    operation: Operation[T],
    arguments: Mapping[str, object],
    options: RequestOptions,
) -> Flow[Reply[T]]:
    payment = operation.payment
    if payment is None or arguments.get(payment.proof) is not None:
        return call(session, operation, arguments, options)
    from ..policies.payment import pay_once

    def attempt(proof: str | None) -> Flow[Reply[T]]:
        given = arguments if proof is None else {**arguments, payment.proof: proof}
        return call(session, operation, given, options)

    return pay_once(payment, session.payer, attempt, how_to_look(operation))


def within(options: RequestOptions, deadline: Deadline, name: str) -> Flow[RequestOptions]:
    """The options for a call that is part of a longer action. ``name`` is what an error calls the action."""
    remaining = yield from time_left(deadline)
    if remaining is None:
        return options
    if remaining <= 0:
        raise errors.TimeoutError(f"{name}: the total time limit passed", phase="total", sent=False)
    return replace(options, deadline=remaining)


def _check_values(
    session: Session,
    operation: Operation[Any],
    guide: Guide,
    arguments: Mapping[str, object],
    options: RequestOptions,
) -> Flow[None]:
    from ..policies.parameter_schema import Guide as Validator

    inputs = {theirs: arguments.get(mine) for theirs, mine in guide.inputs.items()}
    if any(value is None for value in inputs.values()):
        # The call itself will say what is missing.
        return
    key = (guide.operation, repr(sorted(inputs.items())))
    known = session.guides.get(key)
    moment = yield from now()
    if known is None or moment - known[0] > GUIDE_AGE:
        describing = operation_named(session.api, guide.operation)
        limits = RequestOptions(timeout=options.timeout, deadline=options.deadline)
        reply = yield from call(session, describing, inputs, limits)
        known = session.guides[key] = (moment, Validator.of(reply.result))
    values = arguments.get(guide.values)
    validator: Validator = known[1]
    try:
        validator.check(values if is_mapping(values) else {})
    except errors.ArgumentError as error:
        raise errors.ArgumentError(f"{operation.id}: {error}", error.argument) from None
