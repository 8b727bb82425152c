"""What surrounds calls of the generated clients, over real sockets: rate limits, state, payment, guided values."""

from __future__ import annotations

import asyncio
import base64
import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from clientome import (
    USDC_ON_BASE,
    ArgumentError,
    Budget,
    Limiter,
    Payer,
    PaymentRefused,
    RateLimitError,
    RequestOptions,
    State,
)
from clientome import TimeoutError as ClientomeTimeout
from clientome.genome_computer import AsyncGenomeComputer, GenomeComputer
from clientome.subseq import AsyncSubseq, Subseq
from tests.runtime.sockets import Peer, Server
from tests.runtime.sockets import serve as serving

JSON = "Content-Type: application/json"
STATUS = json.dumps({"success": True, "data": {}}).encode()
TERMS = {
    "x402Version": 2,
    "accepts": [
        {
            "scheme": "exact",
            "network": USDC_ON_BASE.network,
            "amount": "1000000",
            "asset": USDC_ON_BASE.address,
            "payTo": "0xSeller",
            "maxTimeoutSeconds": 60,
        }
    ],
}
CHALLENGE = "PAYMENT-REQUIRED: " + base64.b64encode(json.dumps(TERMS).encode()).decode()
PARAMS = {
    "success": True,
    "data": {
        "program": "rfdiffusion3",
        "guided": True,
        "modes": [{"name": "monomer", "label": "Monomer", "default": True}],
        "params": [
            {"name": "num_structures", "type": "int", "label": "Number", "min": 1, "max": 8},
            {"name": "length", "type": "length_range", "label": "Length", "required": True},
        ],
    },
}


class Signs:
    """Signs everything, and counts."""

    def __init__(self) -> None:
        self.signed = 0

    def sign(self, option: Any, challenge: Any, /) -> dict[str, Any]:
        """A payload of the right form."""
        self.signed += 1
        return {
            "signature": "0x01",
            "authorization": {"from": "0xBuyer", "to": option.pay_to, "value": option.amount},
        }


def path_of(head: bytes) -> str:
    """Method and path of a request."""
    return head.split(b" HTTP/")[0].decode()


def header(head: bytes, name: str) -> str | None:
    """A header of a request."""
    for line in head.decode("latin-1").split("\r\n")[1:]:
        key, _, value = line.partition(":")
        if key.lower() == name.lower():
            return value.strip()
    return None


@pytest.fixture
def serve() -> Iterator[Callable[[Callable[[bytes], tuple[bytes, str, tuple[str, ...]]]], Server]]:
    """Starts servers that answer each request by a function of its head."""
    open_ones: list[Any] = []

    def start(answer: Callable[[bytes], tuple[bytes, str, tuple[str, ...]]]) -> Server:
        def talk(peer: Peer) -> None:
            while (head := peer.request()) is not None:
                body, status, headers = answer(head)
                peer.reply(body, status, JSON, *headers)

        context = serving(talk)
        open_ones.append(context)
        server: Server = context.__enter__()
        return server

    yield start
    for context in open_ones:
        context.__exit__(None, None, None)


def subseq(server: Server, **more: Any) -> Subseq:
    """A client of the server."""
    return Subseq(api_key="k", base_url=server.url, **more)


# -- rate limits -----------------------------------------------------------------------------------------------------


def test_clients_of_one_process_share_the_documented_burst(serve: Any) -> None:
    server = serve(lambda head: (STATUS, "200 OK", ()))
    limiter = Limiter()
    started = time.monotonic()
    with (
        subseq(server, limiter=limiter) as one,
        subseq(server, limiter=limiter) as two,
        ThreadPoolExecutor(8) as pool,
    ):
        done = list(pool.map(lambda n: (one, two)[n % 2].service.status(), range(16)))
    # Ten go at once, the other six at six a second.
    assert len(done) == len(server.heads) == 16
    assert time.monotonic() - started >= 0.95


def test_a_429_stops_everybody_who_shares_the_limits(serve: Any) -> None:
    seen: list[float] = []

    def answer(head: bytes) -> tuple[bytes, str, tuple[str, ...]]:
        seen.append(time.monotonic())
        if len(seen) == 1:
            return b"{}", "429 Too Many Requests", ("Retry-After: 1",)
        return STATUS, "200 OK", ()

    server = serve(answer)
    limiter = Limiter()

    async def all_of_them() -> None:
        async with (
            AsyncSubseq(api_key="k", base_url=server.url, limiter=limiter, retries=0) as one,
            AsyncSubseq(api_key="k", base_url=server.url, limiter=limiter) as two,
        ):
            with pytest.raises(RateLimitError):
                await one.service.status()
            await asyncio.gather(*(two.service.status() for _ in range(3)))

    asyncio.run(all_of_them())
    assert len(seen) == 4
    assert min(seen[1:]) - seen[0] >= 0.95


def test_a_call_whose_turn_comes_too_late_is_not_sent(serve: Any) -> None:
    server = serve(lambda head: (STATUS, "200 OK", ()))
    with subseq(server, limiter=Limiter()) as client:
        for _ in range(10):
            client.service.status()
        with pytest.raises(ClientomeTimeout, match="nothing was sent"):
            client.service.status(options=RequestOptions(deadline=0.01))
    assert len(server.heads) == 10


# -- state -----------------------------------------------------------------------------------------------------------


def order_arguments() -> dict[str, Any]:
    """The example of the description, as its own test sends it."""
    from generated.clientome_tests.genome_computer.test_orders import TestCreate

    return {name: value for name, value in TestCreate.ARGUMENTS.items() if name != "idempotency_key"}


def child(server: Server, state: Path) -> subprocess.Popen[str]:
    """A process that places the order."""
    code = (
        "import sys, json\n"
        "from clientome import State\n"
        "from clientome.genome_computer import GenomeComputer\n"
        "with GenomeComputer(api_key='gc_test_1', base_url=sys.argv[1], environment='staging', retries=0,\n"
        "                    state=State(sys.argv[2])) as client:\n"
        "    print(client.orders.create(**json.loads(sys.argv[3])).order_id)\n"
    )
    return subprocess.Popen(
        [sys.executable, "-c", code, server.url, str(state), json.dumps(order_arguments())],
        stdout=subprocess.PIPE,
        text=True,
    )


def test_a_killed_script_orders_once(serve: Any, tmp_path: Path) -> None:
    from generated.clientome_tests.genome_computer.test_orders import TestCreate

    silent = True

    def answer(head: bytes) -> tuple[bytes, str, tuple[str, ...]]:
        while silent:
            time.sleep(0.01)
        return json.dumps(TestCreate.ANSWER).encode(), "201 Created", ()

    server = serve(answer)
    first = child(server, tmp_path / "orders")
    while not server.heads:
        assert first.poll() is None
        time.sleep(0.01)
    first.send_signal(signal.SIGKILL)
    first.communicate()
    silent = False
    second = child(server, tmp_path / "orders")
    printed, _ = second.communicate(timeout=60)
    assert printed.strip() == TestCreate.ANSWER["order_id"]
    keys = [header(head, "Idempotency-Key") for head in server.heads]
    assert len(keys) == 2
    assert keys[0] == keys[1] is not None
    # The order is placed: the next one is another.
    with GenomeComputer(
        api_key="gc_test_1", base_url=server.url, environment="staging", state=State(tmp_path / "orders")
    ) as client:
        client.orders.create(**order_arguments())
        client.orders.create(**order_arguments(), options=RequestOptions(idempotency_key="mine"))
    later = [header(head, "Idempotency-Key") for head in server.heads[2:]]
    assert later[0] not in (None, keys[0])
    assert later[1] == "mine"


def test_the_async_client_writes_the_state_too(serve: Any, tmp_path: Path) -> None:
    server = serve(lambda head: (b"{}", "503 Service Unavailable", ()))

    async def order() -> None:
        async with AsyncGenomeComputer(
            api_key="gc_test_1",
            base_url=server.url,
            environment="staging",
            state=State(tmp_path / "orders"),
            retries=0,
        ) as client:
            with pytest.raises(Exception, match="503"):
                await client.orders.create(**order_arguments())

    asyncio.run(order())
    asyncio.run(order())
    assert len({header(head, "Idempotency-Key") for head in server.heads}) == 1
    assert len(server.heads) == 2


# -- payment ---------------------------------------------------------------------------------------------------------


def test_a_top_up_is_paid_once_within_the_budget(serve: Any) -> None:
    from generated.clientome_tests.subseq.test_payments import TestTopUp

    def answer(head: bytes) -> tuple[bytes, str, tuple[str, ...]]:
        if header(head, "PAYMENT-SIGNATURE") is None:
            return b"{}", "402 Payment Required", (CHALLENGE,)
        return json.dumps(TestTopUp.ANSWER).encode(), "200 OK", ()

    server = serve(answer)
    signer = Signs()
    budget = Budget(per_session={USDC_ON_BASE: 1_500_000})
    with subseq(server, payer=Payer(signer, budget)) as client:
        client.payments.top_up(credits=100)
        assert [header(head, "PAYMENT-SIGNATURE") is not None for head in server.heads] == [False, True]
        assert budget.left(USDC_ON_BASE) == 500_000
        with pytest.raises(PaymentRefused, match="more than the 500000 that are left") as caught:
            client.payments.top_up(credits=100)
    assert signer.signed == 1
    assert len(server.heads) == 3
    assert caught.value.terms is not None
    assert not caught.value.paid


def test_a_second_402_is_not_paid_again(serve: Any) -> None:
    server = serve(lambda head: (b"{}", "402 Payment Required", (CHALLENGE,)))
    signer = Signs()

    async def top_up() -> None:
        payer = Payer(signer, Budget(per_session={USDC_ON_BASE: 9_000_000}))
        async with AsyncSubseq(api_key="k", base_url=server.url, payer=payer) as client:
            with pytest.raises(PaymentRefused) as caught:
                await client.payments.top_up(credits=100)
            assert caught.value.paid

    asyncio.run(top_up())
    assert signer.signed == 1
    assert len(server.heads) == 2


def test_without_a_payer_the_terms_come_as_an_error(serve: Any) -> None:
    server = serve(lambda head: (b"{}", "402 Payment Required", (CHALLENGE,)))
    with subseq(server) as client, pytest.raises(PaymentRefused) as caught:
        client.payments.top_up(credits=100)
    assert caught.value.terms is not None
    assert caught.value.terms.accepts[0].units == 1_000_000
    assert len(server.heads) == 1


# -- guided values ---------------------------------------------------------------------------------------------------


def test_guided_values_are_checked_before_anything_is_sent(serve: Any) -> None:
    def answer(head: bytes) -> tuple[bytes, str, tuple[str, ...]]:
        if path_of(head).startswith("GET"):
            return json.dumps(PARAMS).encode(), "200 OK", ()
        return json.dumps({"success": True, "data": {"job_id": "5bf2d83e40a47cf5"}}).encode(), "200 OK", ()

    server = serve(answer)
    with subseq(server) as client:
        with pytest.raises(ArgumentError, match="num_structures: must be a whole number from 1 to 8"):
            client.jobs.submit_guided(
                program="rfdiffusion3", params={"num_structures": "many", "length": "9"}
            )
        with pytest.raises(ArgumentError, match="length: is required"):
            client.jobs.submit_guided(program="rfdiffusion3", params={"num_structures": 2})
        assert [path_of(head) for head in server.heads] == ["GET /program/params?program=rfdiffusion3"]
        client.jobs.submit_guided(program="rfdiffusion3", params={"num_structures": 2, "length": "90-120"})
        assert [path_of(head) for head in server.heads[1:]] == ["POST /job/submit-guided"]
        client.jobs.submit_guided(program="new", params={"x": 1}, options=RequestOptions(guided=False))
        assert [path_of(head) for head in server.heads[2:]] == ["POST /job/submit-guided"]


def test_without_the_guide_nothing_is_sent(serve: Any) -> None:
    server = serve(lambda head: (b'{"success": false, "error": "offline"}', "503 Service Unavailable", ()))
    with subseq(server, retries=0) as client, pytest.raises(Exception, match="getProgramParams"):
        client.jobs.submit_guided(program="rfdiffusion3", params={})
    assert [path_of(head)[:4] for head in server.heads] == ["GET "]
