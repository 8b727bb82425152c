"""Uploads over connections that break, stall and refuse: completed once and whole, or a clear error, and nothing open."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clientome._runtime.base import errors
from clientome._runtime.base.options import RequestOptions
from clientome._runtime.base.timing import Backoff
from clientome._runtime.client import AsyncClient, Client
from tests.support.clients import KINDS
from tests.support.downloads import content, sha256
from tests.support.http import JSON, Fault, Peer, Request, answer_after, cut_after, stall_after
from tests.support.things import API, login_api
from tests.support.uploads import FORM, NEVER, SAFE, AsyncFiles, Files, Intake, Sender, open_files, taking

SIZE = 4_000_000
DATA = content(SIZE)
POSITIONS = [0, 1, SIZE // 2, SIZE - 1, SIZE]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "genome.vcf"
    made.write_bytes(DATA)
    return made


@pytest.fixture(autouse=True)
def _nothing_left_open() -> Iterator[None]:
    yield
    assert [name for name in open_files() if name.endswith(".vcf")] == []


def instant(monkeypatch: pytest.MonkeyPatch) -> None:
    """Repeats come at once."""
    monkeypatch.setattr("clientome._runtime.base.timing.REPEATS", Backoff(0.001, 8.0))


@pytest.mark.parametrize("reset", [False, True])
@pytest.mark.parametrize("position", POSITIONS)
def test_a_cut_upload_is_made_whole_where_that_is_safe(
    position: int, reset: bool, mode: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    instant(monkeypatch)
    with taking(cut_after(position, reset=reset)) as (intake, server):
        Sender(mode, server.url).works(SAFE, path)
        first, second = intake.seen(2)
        assert len(first.body) >= position
        assert sha256(bytes(second.body)) == sha256(DATA)
        assert len(intake.requests) == 2


@pytest.mark.parametrize("reset", [False, True])
@pytest.mark.parametrize("position", POSITIONS)
def test_a_cut_upload_is_never_repeated_where_that_is_not_safe(
    position: int, reset: bool, mode: str, path: Path
) -> None:
    with taking(cut_after(position, reset=reset)) as (intake, server):
        error = Sender(mode, server.url).fails(NEVER, path)
        assert isinstance(error, errors.TransportError)
        assert (error.sent, error.attempts, error.is_retry_safe) == (True, 1, False)
        assert len(intake.seen(1)) == 1
        assert server.connections == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_server_that_stops_reading_is_a_time_out(kind: str, path: Path) -> None:
    with taking(stall_after(100_000)) as (intake, server):
        error = Sender(kind, server.url, timeout=0.5).fails(NEVER, path)
        assert isinstance(error, errors.TimeoutError), error
        assert error.sent
        assert len(intake.seen(1)) == 1


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        ("413 Payload Too Large", errors.PayloadTooLargeError),
        ("400 Bad Request", errors.BadRequestError),
    ],
)
@pytest.mark.parametrize("position", [0, 1, 100_000, 2_000_000])
def test_an_early_refusal_is_reported_and_not_the_broken_pipe(
    position: int, status: str, kind: Any, mode: str, path: Path
) -> None:
    for operation in (SAFE, NEVER, FORM):
        with taking(answer_after(position, status, "Connection: close")) as (intake, server):
            error = Sender(mode, server.url).fails(operation, path)
            assert isinstance(error, kind), error
            assert error.message == "no"
            [seen] = intake.seen(1)
            assert not seen.complete


def test_a_refusal_ends_the_sending_also_where_the_connection_stays_open(path: Path) -> None:
    os.truncate(path, 40_000_000)
    with taking(answer_after(100_000, "413 Payload Too Large", close=False)) as (intake, server):
        error = Sender("async", server.url, timeout=5).fails(NEVER, path)
        assert isinstance(error, errors.PayloadTooLargeError), error
        assert not intake.seen(1)[0].complete


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
@pytest.mark.parametrize("position", [0, 1_500_000, SIZE])
def test_a_refusal_with_retry_after_is_followed_by_the_whole(
    position: int, status: str, mode: str, path: Path
) -> None:
    refusal = answer_after(position, status, "Retry-After: 0.01", "Connection: close")
    with taking(refusal, refusal) as (intake, server):
        Sender(mode, server.url).works(SAFE, path)
        seen = intake.seen(3)
        assert [one.complete for one in seen] == [position == SIZE] * 2 + [True]
        assert sha256(bytes(seen[2].body)) == sha256(DATA)
    with taking(refusal) as (intake, server):
        if status.startswith("429"):  # not looked at, so nothing can have been done
            Sender(mode, server.url).works(NEVER, path)
            assert len(intake.seen(2)) == 2
        else:
            assert isinstance(Sender(mode, server.url).fails(NEVER, path), errors.APIError)
            assert len(intake.seen(1)) == 1


# -- tokens ----------------------------------------------------------------------------------------------------


class Renewing(Intake):
    """Gives out tokens; uploads with the first one are refused half-way."""

    def __init__(self, position: int) -> None:
        super().__init__()
        self.position = position
        self.tokens = 0

    def act(self, peer: Peer, request: Request) -> None:
        """Refuse, answer, or issue a token."""
        if "/files" in request.path:
            stale = request["authorization"] == "Bearer token-1"
            self.faults = (
                [answer_after(self.position, "401 Unauthorized", "Connection: close")] if stale else []
            )
            super().act(peer, request)
            return
        peer.read(request)
        self.tokens += 1
        body = f'{{"access": "token-{self.tokens}", "refresh": "r", "token": "t"}}'
        peer.reply(body.encode(), "200 OK", JSON)


@pytest.mark.parametrize("position", [0, 1_500_000, SIZE])
def test_a_renewed_token_brings_the_whole_body_again(position: int, mode: str, path: Path) -> None:
    intake = Renewing(position)
    with taking(intake=intake) as (_intake, server):
        sender = Sender(mode, server.url, api=login_api(), keys=LOGIN)
        sender.works(NEVER, path)
        first, second = intake.seen(2)
        assert first.complete == (position == SIZE)
        assert sha256(bytes(second.body)) == sha256(DATA)


def test_a_refused_token_with_a_body_that_is_gone_says_what_to_do(mode: str) -> None:
    intake = Renewing(1_500_000)
    with taking(intake=intake) as (_intake, server):
        sender = Sender(mode, server.url, api=login_api(), keys=LOGIN)
        error = sender.fails(NEVER, iter([DATA[:2_000_000], DATA[2_000_000:]]))
        assert isinstance(error, errors.AuthenticationError), error
        assert "can be read only once" in str(error)
        assert len(intake.seen(1)) == 1


LOGIN = {"email": "a@b.test", "password": "secret"}


# -- interruptions ---------------------------------------------------------------------------------------------


def test_an_interrupt_closes_the_connection_and_the_file(path: Path) -> None:
    gone, interrupted = threading.Event(), threading.Event()
    # More than the system takes in advance.
    os.truncate(path, 40_000_000)
    with (
        taking(watched(gone, interrupted)) as (intake, server),
        Client(API, {"api_key": "tk_live_key"}, base_url=f"{server.url}/v1") as client,
    ):
        timer = threading.Thread(target=interrupt_when, args=(intake.reached, interrupted))
        timer.start()
        with pytest.raises(KeyboardInterrupt):
            Files(client).send(NEVER, path, RequestOptions())
        assert not [name for name in open_files() if name.endswith(".vcf")]
        timer.join()
        # The client is still open: the connection itself was closed.
        assert gone.wait(10)
        assert not intake.requests[0].complete
        # And the client can be used again.
        assert Files(client).send(SAFE, path, RequestOptions()).id == "t1"


def interrupt_when(arrived: threading.Event, done: threading.Event) -> None:
    assert arrived.wait(10)
    os.kill(os.getpid(), signal.SIGINT)
    done.set()


def watched(gone: threading.Event, go: threading.Event | None = None) -> Fault:
    """Read a little, then nothing until the other side is told to stop; then see the connection end."""

    def fault(intake: Intake, peer: Peer, request: Request) -> None:
        peer.read(request, 100_000)
        intake.reached.set()
        if go is not None:
            assert go.wait(10)
        try:
            peer.read(request)
        finally:
            gone.set()

    return fault


def test_a_cancelled_task_closes_the_connection_and_the_file(path: Path) -> None:
    gone = threading.Event()

    async def main(url: str, intake: Intake) -> None:
        async with AsyncClient(API, {"api_key": "tk_live_key"}, base_url=f"{url}/v1") as client:
            loop = asyncio.get_running_loop()
            held = asyncio.Event()

            async def on_progress(done: int, _total: int | None) -> None:
                if done >= 1_000_000:
                    held.set()
                    await asyncio.sleep(30)

            task = loop.create_task(
                AsyncFiles(client).send(NEVER, path, RequestOptions(on_progress=on_progress))
            )
            await held.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            await asyncio.to_thread(gone.wait, 10)
            assert gone.is_set()
            assert not [name for name in open_files() if name.endswith(".vcf")]
            assert (await AsyncFiles(client).send(SAFE, path, RequestOptions())).id == "t1"

    with taking(watched(gone)) as (intake, server):
        asyncio.run(main(server.url, intake))
        assert [one.complete for one in intake.seen(2)] == [False, True]


def test_a_cancelled_wait_for_a_stalled_server_leaves_nothing_open(path: Path) -> None:
    async def main(url: str) -> None:
        async with AsyncClient(API, {"api_key": "tk_live_key"}, base_url=f"{url}/v1") as client:
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(AsyncFiles(client).send(NEVER, path, RequestOptions()), 0.3)
            assert not [name for name in open_files() if name.endswith(".vcf")]

    with taking(stall_after(100_000)) as (intake, server):
        asyncio.run(main(server.url))
        assert len(intake.seen(1)) == 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("position", [0, 1_000_000])
def test_a_failed_upload_closes_its_file_at_once(kind: str, position: int, path: Path) -> None:
    with taking(cut_after(position)) as (_intake, server):
        assert isinstance(Sender(kind, server.url).fails(NEVER, path), errors.TransportError)
    assert not [name for name in open_files() if name.endswith(".vcf")]
