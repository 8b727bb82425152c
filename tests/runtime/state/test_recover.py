"""Looking before repeating: lost answers over real sockets, restarts, two processes, lists that lag."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from hashlib import md5
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest

from clientome import (
    ClientomeError,
    Limiter,
    OutcomeUnknown,
    ProtocolError,
    RequestOptions,
    State,
    StateError,
    response_of,
)
from clientome._runtime.base.outcome import Outcome
from clientome._runtime.flow.drivers import SyncDriver
from clientome.galatea import AsyncGalatea, Galatea
from clientome.galatea.operations import files, orders
from clientome.subseq import Subseq
from clientome.subseq.operations import jobs
from tests.prove.paying import Paid
from tests.support.http import Peer, Server
from tests.support.http import serve as serving

FILE_ID = "3fa85f64-5717-4562-b3fc-2c963f66afa6"
ORDER = {"source_file_id": FILE_ID, "model_name": "ancestry data model one"}
SETTLE = 0.4


class World:
    """A provider of orders, files and jobs whose answers go astray, and whose lists may lag or break."""

    def __init__(self) -> None:
        self.script: list[str] = []
        self.made: list[tuple[float, dict[str, Any]]] = []
        self.posts = 0
        self.lists = 0
        self.lag = 0.0
        self.broken_lists = 0
        self.clock_ahead = timedelta()
        self.lock = threading.Lock()
        self.silent = threading.Event()
        self.server: Server

    def now(self) -> datetime:
        """The provider's time."""
        return datetime.now(UTC) + self.clock_ahead

    def talk(self, peer: Peer) -> None:
        while (head := peer.request()) is not None:
            body = peer.server.bodies[-1]
            method, target = head.split(b"\r\n")[0].decode().split(" ")[:2]
            if method == "GET":
                self.list(peer, urlsplit(target).path, parse_qs(urlsplit(target).query))
            elif self.post(peer, urlsplit(target).path, body):
                return

    def post(self, peer: Peer, path: str, body: bytes) -> bool:
        with self.lock:
            self.posts += 1
            step = self.script.pop(0) if self.script else "ok"
            item = self.item(path, body)
            if step.startswith(("ok", "carried")):
                self.made.append((time.monotonic(), item))
        if "lost" in step:
            peer.cut()
            return True
        if "silent" in step:
            self.silent.set()
            peer.server.done.wait(30)
            return True
        if step[0].isdigit():
            self.reply(peer, {"detail": "no"}, f"{step} No")
        else:
            self.reply(peer, {"success": True, "data": item} if "job_id" in item else item, "201 Created")
        return False

    def item(self, path: str, body: bytes) -> dict[str, Any]:
        """What a request makes."""
        moment = self.now()
        if path.endswith("orders"):
            sent = json.loads(body)
            return {
                "id": str(uuid4()),
                "status": "Registered",
                "src_file_id": sent["source_file_id"],
                "model": sent["model_name"],
                "started_at": moment.isoformat(),
                "tags": [],
            }
        if path.endswith("upload"):
            content = body.split(b"\r\n\r\n", 1)[1].rsplit(b"\r\n--", 1)[0]
            return {
                "id": str(uuid4()),
                "status": "PENDING",
                "src_file_name": "a.txt.zip",
                "file_size_bytes": len(content),
                "check_sum": md5(content, usedforsecurity=False).hexdigest(),
                "created_at": moment.isoformat(),
            }
        if path.endswith("rerun"):
            memo = f"Rerun of {json.loads(body)['job_id']}: first"
        else:
            part = re.search(rb'name="memo"(?:\r\n[^\r]+)*\r\n\r\n([^\r]*)', body)
            memo = part[1].decode() if part else ""
        return {
            "job_id": uuid4().hex[:16],
            "status": "pending",
            "program": "alphafold2",
            "memo": memo,
            "created_at": int(moment.timestamp()),
        }

    def list(self, peer: Peer, path: str, query: dict[str, list[str]]) -> None:
        with self.lock:
            self.lists += 1
            seen = [item for at, item in self.made if time.monotonic() - at >= self.lag]
            broken, self.broken_lists = self.broken_lists > 0, self.broken_lists - 1
        if broken:
            self.reply(peer, {"detail": "down"}, "500 No")
        elif path.endswith("list"):
            start = int(query.get("offset", ["0"])[0])
            rows = [item for item in seen if "job_id" in item]
            self.reply(peer, {"success": True, "data": {"total": len(rows), "jobs": rows[start : start + 2]}})
        else:
            kind = "src_file_id" if path.endswith("orders") else "check_sum"
            rows = [item for item in seen if kind in item]
            page = int(query.get("page", ["1"])[0])
            rest = rows[page * 2 :]
            shown = {
                "count": len(rows),
                "next": "more" if rest else None,
                "results": rows[page * 2 - 2 : page * 2],
            }
            self.reply(peer, shown)

    def reply(self, peer: Peer, value: Any, status: str = "200 OK") -> None:
        date = format_datetime(self.now(), usegmt=True)
        peer.reply(json.dumps(value).encode(), status, "Content-Type: application/json", f"Date: {date}")

    def galatea(self, state: State | None, **more: Any) -> Galatea:
        """A client of it."""
        return Galatea(api_key="k", base_url=self.server.url, state=state, retries=0, **more)

    def subseq(self, state: State | None) -> Subseq:
        """A client of it."""
        return Subseq(api_key="k", base_url=self.server.url, state=state, retries=0, limiter=Limiter())


@pytest.fixture(autouse=True)
def short_settle_times() -> Iterator[None]:
    """The lists of these tests settle sooner than the providers'."""
    changed = [orders.SUBMIT, files.UPLOAD, jobs.SUBMIT, jobs.RERUN]
    for operation in changed:
        object.__setattr__(operation.recovery, "settle", SETTLE)
    yield
    for operation in changed:
        object.__setattr__(operation.recovery, "settle", 60.0)


@pytest.fixture
def world() -> Iterator[World]:
    made = World()
    with serving(made.talk) as server:
        made.server = server
        yield made


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    made = State(tmp_path / "lab")
    yield made
    made.close()


@pytest.mark.parametrize("kind", ["sync", "async"])
@pytest.mark.parametrize("lag", [0.0, 0.2])
def test_a_lost_answer_is_found_and_not_sent_again(world: World, state: State, kind: str, lag: float) -> None:
    world.script, world.lag = ["carried, lost"], lag

    async def order() -> Any:
        async with AsyncGalatea(api_key="k", base_url=world.server.url, state=state, retries=0) as client:
            return await client.orders.submit(**ORDER)

    if kind == "async":
        made = asyncio.run(order())
    else:
        with world.galatea(state) as client:
            made = client.orders.submit(**ORDER)
    assert str(made.id) == world.made[0][1]["id"]
    assert world.posts == 1
    assert state.unfinished() == []
    assert response_of(made).operation == "listOrders"


def test_what_was_not_carried_out_is_sent_again_once_after_the_settle_time(
    world: World, state: State
) -> None:
    world.script = ["lost"]
    with world.galatea(state) as client:
        began = time.monotonic()
        made = client.orders.submit(**ORDER)
    assert time.monotonic() - began >= SETTLE
    assert (world.posts, len(world.made)) == (2, 1)
    assert str(made.id) == world.made[0][1]["id"]
    world.script = ["lost", "lost"]
    with world.galatea(state) as client, pytest.raises(ProtocolError) as caught:
        client.orders.submit(**ORDER)
    assert caught.value.outcome is Outcome.UNKNOWN
    assert (world.posts, len(world.made)) == (4, 1)
    assert len(state.unfinished()) == 1


def test_a_list_that_shows_it_only_after_the_settle_time_would_double(world: World, state: State) -> None:
    """What the settle time is for: it is the promise of the description, and no more."""
    world.script, world.lag = ["carried, lost"], SETTLE * 3
    with world.galatea(state) as client:
        client.orders.submit(**ORDER)
    assert len(world.made) == 2


def test_a_look_up_that_fails_proves_nothing(world: World, state: State) -> None:
    world.script, world.broken_lists = ["carried, lost"], 99
    with (
        world.galatea(state) as client,
        pytest.raises(OutcomeUnknown, match="could not be looked up") as caught,
    ):
        client.orders.submit(**ORDER)
    error = caught.value
    assert (error.operation, error.look_up, error.outcome) == ("submitOrder", "orders.list", Outcome.UNKNOWN)
    assert error.sent_at is not None
    assert "it was not sent again. Look with orders.list()" in str(error)
    assert FILE_ID not in str(error)
    # The next run looks again, and finds it.
    world.broken_lists = 0
    with world.galatea(state) as client:
        made = client.orders.submit(**ORDER)
    assert str(made.id) == world.made[0][1]["id"]
    assert world.posts == 1


def test_a_deadline_ends_the_looking_and_nothing_is_sent_again(world: World, state: State) -> None:
    object.__setattr__(orders.SUBMIT.recovery, "settle", 60.0)
    world.script = ["lost"]
    with world.galatea(state) as client, pytest.raises(OutcomeUnknown, match="proves its absence from"):
        client.orders.submit(**ORDER, options=RequestOptions(deadline=0.5))
    assert world.posts == 1


def test_an_equal_order_of_before_is_not_taken_for_it(world: World, state: State) -> None:
    """Two orders that look the same: what another call has made, or what was there before, is not this one's."""
    with world.galatea(state) as client:
        first = client.orders.submit(**ORDER)
        world.script = ["lost"]
        second = client.orders.submit(**ORDER)
    assert first.id != second.id
    assert len(world.made) == 2
    # Made long before, by somebody else.
    old = {**world.made[0][1], "id": str(uuid4()), "started_at": "2020-01-01T00:00:00Z"}
    world.made.append((time.monotonic(), old))
    world.script = ["lost"]
    with world.galatea(state) as client:
        third = client.orders.submit(**ORDER)
    assert third.id not in (first.id, second.id)
    assert str(third.id) != old["id"]


def test_two_that_could_be_it_are_told_and_none_is_taken(world: World, state: State) -> None:
    world.script = ["carried, lost"]
    other = world.item("/exec/orders", json.dumps(ORDER).encode())
    world.made.append(
        (time.monotonic(), {**other, "started_at": (world.now() + timedelta(seconds=1)).isoformat()})
    )
    with (
        world.galatea(state) as client,
        pytest.raises(OutcomeUnknown, match="looks like 2 that were made") as caught,
    ):
        client.orders.submit(**ORDER)
    assert {str(item.id) for item in caught.value.found} == {item["id"] for _, item in world.made}
    assert world.posts == 1
    state.done(str(caught.value.idempotency_key))
    with world.galatea(state) as client:
        client.orders.submit(**ORDER)
    assert world.posts == 2


@pytest.mark.parametrize("ahead", [-3600.0, 3600.0])
def test_the_clock_of_the_provider_may_differ(world: World, state: State, ahead: float) -> None:
    world.clock_ahead = timedelta(seconds=ahead)
    world.script = ["carried, lost", "lost"]
    with world.galatea(state) as client:
        first = client.orders.submit(**ORDER)
        second = client.orders.submit(**ORDER)
    assert first.id != second.id
    assert len(world.made) == 2


def test_many_at_once_are_told_apart(world: World, state: State) -> None:
    """Four equal orders at the same time, three answers lost: four orders, each once."""
    world.script = ["carried, lost", "lost", "ok", "carried, lost"]
    found: list[Any] = []
    with world.galatea(state) as client:

        def order() -> None:
            try:
                found.append(client.orders.submit(**ORDER).id)
            except ClientomeError as error:
                found.append(error)

        threads = [threading.Thread(target=order) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    ids = [str(one) for one in found if not isinstance(one, ClientomeError)]
    assert len(set(ids)) == len(ids), "two calls have the same order"
    assert len(world.made) == 4 - sum(isinstance(one, ClientomeError) for one in found)


def test_an_upload_is_known_by_name_size_and_digest(world: World, state: State, tmp_path: Path) -> None:
    path = tmp_path / "a.txt.zip"
    path.write_bytes(b"genome")
    world.script = ["carried, lost"]
    with world.galatea(state) as client:
        assert str(client.files.upload(file=path).id) == world.made[0][1]["id"]
        with path.open("rb") as handle:
            world.script = ["carried, lost"]
            assert str(client.files.upload(file=handle).id) == world.made[1][1]["id"]
        path.write_bytes(b"another")
        world.script = ["lost"]
        assert str(client.files.upload(file=path).id) == world.made[2][1]["id"]
        # What can be read once can neither be known nor sent again.
        world.script = ["lost"]
        with pytest.raises(OutcomeUnknown, match="without what a look-up could know it by"):
            client.files.upload(file=("a.txt.zip", iter([b"x"])))
    assert world.posts == 5
    assert b"a.txt" not in (tmp_path / "lab-wal").read_bytes()


@pytest.mark.parametrize("allowed", [False, True])
def test_a_note_carries_a_mark_where_that_is_allowed(world: World, tmp_path: Path, allowed: bool) -> None:
    state = State(tmp_path / "lab", mark_calls=allowed)
    world.script = ["carried, lost"]
    with world.subseq(state) as client:
        try:
            made: Any = client.jobs.submit(program="alphafold2", memo="run 12")
        except ClientomeError as error:
            made = error
    memo = world.made[0][1]["memo"]
    if allowed:
        assert made.job_id == world.made[0][1]["job_id"]
        assert memo.startswith("run 12 [clientome ")
        with world.subseq(state) as client:
            client.jobs.submit(program="alphafold2", memo="run 12")
        assert world.made[1][1]["memo"] not in (memo, "run 12")
        return
    assert memo == "run 12"
    assert isinstance(made, ProtocolError)
    # Marks that come later do not find what was sent without one.
    late = State(tmp_path / "lab", mark_calls=True)
    state.close()
    with (
        world.subseq(late) as client,
        pytest.raises(OutcomeUnknown, match="without what a look-up could know it by"),
    ):
        client.jobs.submit(program="alphafold2", memo="run 12")
    assert world.posts == 1


def test_a_rerun_is_known_by_what_the_provider_writes(world: World, state: State) -> None:
    world.made.append(
        (0.0, world.item("/job/rerun", b'{"job_id": "abc"}') | {"memo": "Rerun of xyz: Rerun of abc"})
    )
    world.script = ["carried, lost"]
    with world.subseq(state) as client:
        made = client.jobs.rerun(job_id="abc")
    assert made.job_id == world.made[1][1]["job_id"]
    assert world.posts == 1


CHILD = """
import json, sys
from clientome import ClientomeError, State
from clientome.galatea import Galatea
from clientome.galatea.operations import orders
object.__setattr__(orders.SUBMIT.recovery, "settle", float(sys.argv[4]))
with Galatea(api_key="k", base_url=sys.argv[1], state=State(sys.argv[2]), retries=0) as client:
    try:
        print(client.orders.submit(**json.loads(sys.argv[3])).id, flush=True)
    except ClientomeError as error:
        print(type(error).__name__, flush=True)
"""


def child(world: World, path: Path) -> subprocess.Popen[str]:
    """A process that places the order."""
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, world.server.url, str(path), json.dumps(ORDER), str(SETTLE)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )


@pytest.mark.parametrize("carried", [True, False])
def test_a_killed_script_orders_once(world: World, tmp_path: Path, carried: bool) -> None:
    world.script = ["carried, silent" if carried else "silent"]
    first = child(world, tmp_path / "lab")
    assert world.silent.wait(60)
    first.send_signal(signal.SIGKILL)
    first.communicate()
    printed, _ = child(world, tmp_path / "lab").communicate(timeout=60)
    assert printed.strip() == world.made[0][1]["id"]
    assert (world.posts, len(world.made)) == (1 if carried else 2, 1)


def test_two_processes_at_once_order_twice_and_no_more(world: World, tmp_path: Path) -> None:
    world.script = ["carried, lost", "carried, lost"]
    children = [child(world, tmp_path / "lab") for _ in range(2)]
    said = [process.communicate(timeout=60)[0].strip() for process in children]
    assert sorted(said) == sorted(item["id"] for _, item in world.made)
    assert world.posts == 2


@pytest.mark.parametrize("after", [False, True])
def test_a_process_that_is_killed_at_any_step_orders_once(world: World, tmp_path: Path, after: bool) -> None:
    """kill -9 before and after each effect of the call; the next process gets the order, which is made once."""
    object.__setattr__(orders.SUBMIT.recovery, "settle", 0.05)
    place = 0
    ended = False
    while not ended:
        place += 1
        world.made.clear()
        path = tmp_path / str(place)
        pid = os.fork()
        if pid == 0:
            kill_at(place, after)
            with world.galatea(State(path)) as client:
                client.orders.submit(**ORDER)
            os._exit(0)
        ended = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
        if not ended and world.made and not State(path).unfinished():
            # The success was written down, and the call was about to return: to note the result is up to the caller.
            assert after
            break
        if not ended:
            with world.galatea(State(path)) as client:
                made = client.orders.submit(**ORDER)
            assert [item["id"] for _, item in world.made] == [str(made.id)], f"killed at step {place}"
    assert place > 5


def kill_at(place: int, after: bool) -> None:
    """This process ends at one of the effects of its calls."""
    real, count = SyncDriver._perform, 0

    def perform(self: SyncDriver, effect: Any, held: Any) -> Any:
        nonlocal count
        count += 1
        if count == place and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        value = real(self, effect, held)
        if count == place:
            os.kill(os.getpid(), signal.SIGKILL)
        return value

    SyncDriver._perform = perform  # type: ignore[method-assign]


def test_without_a_state_nothing_is_looked_up(world: World) -> None:
    world.script = ["carried, lost"]
    with world.galatea(None) as client, pytest.raises(ProtocolError, match=r"look with orders.list\(\)"):
        client.orders.submit(**ORDER)
    assert (world.posts, world.lists) == (1, 0)


def test_an_operation_without_a_look_up_says_how_to_look(tmp_path: Path, state: State) -> None:
    from tests.prove.paying import PAID

    paid: Paid = next(p for p in PAID if p.operation.id == "generatePeriodCharges")

    def talk(peer: Peer) -> None:
        _head = peer.request()
        peer.cut()

    with serving(talk) as server:
        for expected in (ProtocolError, OutcomeUnknown):
            with paid.make(base_url=server.url, state=state) as client, pytest.raises(expected) as caught:
                client.billing.generate_charges(**paid.arguments)
            assert "billing.list_periods()" in str(caught.value) or "look with" in str(caught.value)
        assert len(server.heads) == 1


def test_a_state_that_cannot_be_written_sends_nothing(world: World, tmp_path: Path) -> None:
    with world.galatea(State(tmp_path / "missing" / "lab")) as client, pytest.raises(StateError):
        client.orders.submit(**ORDER)
    assert world.posts == 0
