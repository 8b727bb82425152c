"""Twenty sequences of lost answers, refusals and restarts, over real sockets and through each transport."""

from __future__ import annotations

import asyncio
import importlib
import importlib.util
import json
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from clientome import (
    USDC_ON_BASE,
    Budget,
    Limiter,
    OutcomeUnknown,
    Payer,
    RequestOptions,
    State,
    StateError,
)
from clientome._runtime.base import errors
from clientome._runtime.base.outcome import Outcome
from tests.prove.paying import CHALLENGE, PAID, Paid, Signs
from tests.runtime.sockets import Peer, Server, serve

ORDER = next(paid for paid in PAID if paid.keyed)
SUBMIT = next(paid for paid in PAID if paid.operation.id == "submitJob")
TOP_UP = next(paid for paid in PAID if paid.operation.payment is not None)

LIBRARIES = ["default", "httpx", *(["httpx2"] if importlib.util.find_spec("httpx2") else [])]
TRANSPORTS = [f"{kind} {library}" for library in LIBRARIES for kind in ("sync", "async")]


class World:
    """A provider on a socket that follows a script, and a lab that calls it, perhaps from new processes."""

    def __init__(self, transport: str, folder: Path) -> None:
        self.kind, self.library = transport.split()
        self.path = folder / "orders"
        self.script: list[str] = []
        self.heads: list[bytes] = []
        self.orders: set[str] = set()
        self.placed = 0
        self.signer = Signs()
        self.budget = Budget(per_session={USDC_ON_BASE: 3_000_000})
        self.settings: dict[str, Any] = {}
        self.server: Server
        self.paid: Paid = ORDER

    def talk(self, peer: Peer) -> None:
        while (head := peer.request()) is not None:
            self.heads.append(head)
            step = self.script.pop(0) if self.script else "ok"
            signed = self.header("PAYMENT-SIGNATURE", head)
            if self.paid is TOP_UP and signed is None:
                peer.reply(
                    b"{}",
                    "402 Payment Required",
                    f"PAYMENT-REQUIRED: {CHALLENGE}",
                    "Content-Type: application/json",
                )
                self.script.insert(0, step)
                continue
            if "carried" in step or step == "ok":
                self.carry_out(self.header("Idempotency-Key", head))
            answer = json.dumps(self.paid.answer).encode()
            if "lost" in step:
                return peer.cut()
            if "closed" in step:
                return None
            if "half" in step:
                peer.send(
                    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n{"
                )
                return peer.cut()
            if "garbled" in step:
                peer.reply(answer[:-4], "200 OK", "Content-Type: application/json")
            elif step == "ok" or "well" in step:
                peer.reply(answer, f"{self.paid.status} OK", "Content-Type: application/json")
            elif "silent" in step:
                peer.server.done.wait(30)
                return None
            else:
                peer.reply(
                    b'{"error": "no"}',
                    f"{step.split()[0]} No",
                    "Content-Type: application/json",
                    "Retry-After: 0",
                )

    def carry_out(self, key: str | None) -> None:
        """Once for each key."""
        if key is None or key not in self.orders:
            self.placed += 1
        if key is not None:
            self.orders.add(key)

    @staticmethod
    def header(name: str, head: bytes) -> str | None:
        """A header of a request."""
        for line in head.decode("latin-1").split("\r\n")[1:]:
            if line.lower().startswith(name.lower() + ":"):
                return line.partition(":")[2].strip()
        return None

    @property
    def keys(self) -> list[str | None]:
        """The keys that arrived."""
        return [self.header("Idempotency-Key", head) for head in self.heads]

    def call(
        self, *script: str, state: bool = True, retries: int = 0, options: Any = None, **settings: Any
    ) -> Any:
        """One run of the script of the lab: a new client and a new state. The result, or the error."""
        self.script = list(script)
        made: dict[str, Any] = {"base_url": self.server.url, "limiter": Limiter(), "retries": retries}
        made |= {"payer": Payer(self.signer, self.budget), **settings}
        if state:
            made["state"] = State(self.path)
        options = options or RequestOptions(guided=False)
        resource, method = self.paid.method.split(".")
        library: Any = None if self.library == "default" else importlib.import_module(self.library)
        try:
            if self.kind == "async":
                return asyncio.run(self._async(library, made, resource, method, options))
            with ExitStack() as stack:
                if library is not None:
                    made["http_client"] = stack.enter_context(library.Client(trust_env=False))
                client = stack.enter_context(self.paid.make(**made))
                return getattr(getattr(client, resource), method)(**self.paid.arguments, options=options)
        except errors.ClientomeError as error:
            return error
        finally:
            if state:
                made["state"].close()

    async def _async(
        self, library: Any, made: dict[str, Any], resource: str, method: str, options: Any
    ) -> Any:
        if library is None:
            async with self.paid.make(asynchronous=True, **made) as client:
                return await getattr(getattr(client, resource), method)(
                    **self.paid.arguments, options=options
                )
        async with (
            library.AsyncClient(trust_env=False) as outside,
            self.paid.make(asynchronous=True, **made, http_client=outside) as client,
        ):
            return await getattr(getattr(client, resource), method)(**self.paid.arguments, options=options)


def failed(result: Any, outcome: Outcome) -> errors.ClientomeError:
    """The result is an error with this outcome, which it also says."""
    assert isinstance(result, errors.ClientomeError), result
    assert result.outcome is outcome, result
    if outcome in (Outcome.UNKNOWN, Outcome.CARRIED_OUT):
        assert "carried out" in str(result) or result.paid
        assert result.sent_at is not None
        assert "look with" in str(result)
    return result


def lost_then_refused(status: int) -> Callable[[World], None]:
    """The answer is lost, the next run is refused, the third gets the order."""

    def sequence(world: World) -> None:
        failed(world.call("carried, lost"), Outcome.UNKNOWN)
        failed(world.call(f"{status}"), Outcome.UNKNOWN)
        assert not isinstance(world.call(), errors.ClientomeError)
        assert (world.placed, len(set(world.keys))) == (1, 1)

    return sequence


def lost_then_refused_within_one_call(world: World) -> None:
    failed(world.call("carried, lost", "422", retries=2), Outcome.UNKNOWN)
    assert not isinstance(world.call(), errors.ClientomeError)
    assert (world.placed, len(set(world.keys))) == (1, 1)


def refused_then_accepted(world: World) -> None:
    failed(world.call("422"), Outcome.REFUSED)
    assert not isinstance(world.call(), errors.ClientomeError)
    assert (world.placed, len(set(world.keys))) == (1, 2)


def two_wishes_are_two_orders(world: World) -> None:
    world.call()
    world.call()
    assert (world.placed, len(set(world.keys))) == (2, 2)


def repeated_with_the_same_key(world: World) -> None:
    assert not isinstance(world.call("carried, lost", "503", "well", retries=2), errors.ClientomeError)
    assert (world.placed, len(set(world.keys))) == (1, 1)


def an_answer_that_cannot_be_read(world: World) -> None:
    error = failed(world.call("carried, garbled"), Outcome.CARRIED_OUT)
    assert isinstance(error, errors.DecodeError)
    assert error.body
    world.call()
    assert (world.placed, len(set(world.keys))) == (1, 1)


def an_answer_that_breaks_off(world: World) -> None:
    failed(world.call("carried, half"), Outcome.CARRIED_OUT)
    world.call()
    assert (world.placed, len(set(world.keys))) == (1, 1)


def a_rotated_key(world: World) -> None:
    failed(world.call("carried, lost"), Outcome.UNKNOWN)
    error = world.call(api_key=world.paid.client["api_key"] + "x")
    assert isinstance(error, OutcomeUnknown)
    assert error.idempotency_key == world.keys[0]
    again = RequestOptions(idempotency_key=error.idempotency_key)
    assert not isinstance(
        world.call(api_key=world.paid.client["api_key"] + "x", options=again), errors.ClientomeError
    )
    assert (world.placed, len(set(world.keys))) == (1, 1)


def a_lost_secret(world: World) -> None:
    failed(world.call("carried, lost"), Outcome.UNKNOWN)
    os.unlink(f"{world.path}.secret")
    assert isinstance(world.call(), StateError)
    assert (world.placed, len(world.keys)) == (1, 1)


def a_damaged_file(world: World) -> None:
    failed(world.call("carried, lost"), Outcome.UNKNOWN)
    world.path.write_bytes(b"x" + world.path.read_bytes())
    assert isinstance(world.call(), StateError)
    assert (world.placed, len(world.keys)) == (1, 1)


def a_key_by_hand_in_a_header(world: World) -> None:
    options = RequestOptions(headers={"idempotency-key": "mine"})
    assert not isinstance(
        world.call("carried, lost", "ok", retries=1, options=options), errors.ClientomeError
    )
    assert (world.placed, world.keys) == (1, ["mine", "mine"])


def an_empty_key_by_hand(world: World) -> None:
    error = world.call(options=RequestOptions(headers={"Idempotency-Key": ""}))
    assert isinstance(error, errors.ArgumentError)
    assert world.heads == []


def a_paid_call_without_a_key(world: World) -> None:
    world.paid = SUBMIT
    error = failed(world.call("carried, lost", retries=2), Outcome.UNKNOWN)
    assert "jobs.list" in str(error)
    assert (world.placed, len(world.heads)) == (1, 1)


def a_paid_call_whose_answer_is_late(world: World) -> None:
    world.paid = SUBMIT
    options = RequestOptions(guided=False, timeout=0.3)
    failed(world.call("carried, silent", retries=2, options=options), Outcome.UNKNOWN)
    assert (world.placed, len(world.heads)) == (1, 1)


def a_paid_call_on_a_kept_connection_that_closes(world: World) -> None:
    world.paid = SUBMIT
    failed(world.call("carried, closed", retries=2), Outcome.UNKNOWN)
    assert (world.placed, len(world.heads)) == (1, 1)


def too_many_calls(world: World) -> None:
    world.paid = SUBMIT
    assert not isinstance(world.call("429", "429", "ok", retries=2), errors.ClientomeError)
    assert (world.placed, len(world.heads)) == (1, 3)
    assert failed(world.call("429", retries=0), Outcome.REFUSED).is_retry_safe  # type: ignore[attr-defined]


def a_signed_payment_that_is_lost(world: World) -> None:
    world.paid = TOP_UP
    error = failed(world.call("carried, lost", retries=2), Outcome.UNKNOWN)
    assert error.paid
    assert "transactions.list" in str(error)
    assert (world.placed, world.signer.signed, world.budget.left(USDC_ON_BASE)) == (1, 1, 2_000_000)


def a_signed_payment_and_too_many_calls(world: World) -> None:
    world.paid = TOP_UP
    assert not isinstance(world.call("429", "ok", retries=2), errors.ClientomeError)
    signed = [world.header("PAYMENT-SIGNATURE", head) for head in world.heads]
    assert signed[0] is None
    assert signed[1] == signed[2] is not None
    assert world.signer.signed == 1
    error = failed(world.call("429", retries=0), Outcome.UNKNOWN)
    assert error.paid
    assert not error.is_retry_safe  # type: ignore[attr-defined]


SEQUENCES: dict[str, Callable[[World], None]] = {
    "lost, then 401": lost_then_refused(401),
    "lost, then 402": lost_then_refused(402),
    "lost, then 409": lost_then_refused(409),
    "lost, then 422": lost_then_refused(422),
    "lost, then 422 within one call": lost_then_refused_within_one_call,
    "refused, then accepted": refused_then_accepted,
    "two wishes are two orders": two_wishes_are_two_orders,
    "repeated with the same key": repeated_with_the_same_key,
    "an answer that cannot be read": an_answer_that_cannot_be_read,
    "an answer that breaks off": an_answer_that_breaks_off,
    "a rotated API key": a_rotated_key,
    "a lost secret": a_lost_secret,
    "a damaged file": a_damaged_file,
    "a key by hand in a header": a_key_by_hand_in_a_header,
    "an empty key by hand": an_empty_key_by_hand,
    "a paid call without a key": a_paid_call_without_a_key,
    "a paid call whose answer is late": a_paid_call_whose_answer_is_late,
    "a paid call on a connection that closes": a_paid_call_on_a_kept_connection_that_closes,
    "too many calls": too_many_calls,
    "a signed payment that is lost": a_signed_payment_that_is_lost,
    "a signed payment and too many calls": a_signed_payment_and_too_many_calls,
}


@pytest.fixture
def world(transport: str, tmp_path: Path) -> Iterator[World]:
    made = World(transport, tmp_path)
    with serve(made.talk) as server:
        made.server = server
        yield made


@pytest.mark.parametrize("name", SEQUENCES)
@pytest.mark.parametrize("transport", TRANSPORTS)
def test_sequence(world: World, name: str) -> None:
    SEQUENCES[name](world)
