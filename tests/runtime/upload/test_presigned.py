"""Signed places: what reaches them, what is repeated, what the provider is told, and what is said when it breaks."""

from __future__ import annotations

import asyncio
import logging
import os
import pickle
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from clientome._runtime.base import errors
from clientome._runtime.base.options import RequestOptions, Timeout
from clientome._runtime.base.timing import Backoff
from clientome._runtime.body.inputs import File
from clientome._runtime.client import AsyncClient
from clientome._runtime.spec.operation import ManagedUpload, Parameter, SignedWay
from tests.support.clients import MODES
from tests.support.downloads import content, sha256
from tests.support.http import Fault, answer_after, cut_after, stall_after
from tests.support.managed import (
    FINISH,
    HASHED,
    PASSPORT,
    SIGNED,
    SIGNED_WAY,
    AsyncUploads,
    World,
    cut,
    refuse,
    stored_file,
    world,
)
from tests.support.things import API

SIZE = 600_000
BUSY = (
    "429 Too Many Requests",
    "503 Service Unavailable",
    "500 Internal Server Error",
    "408 Request Timeout",
)


@pytest.fixture(params=MODES)
def both(request: pytest.FixtureRequest) -> Iterator[World]:
    with world(request.param) as made:
        yield made


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clientome._runtime.base.timing.REPEATS", Backoff(0.001, 8.0))


def once(data: bytes) -> Iterator[bytes]:
    """Content that can be read only once."""
    for start in range(0, len(data), 5000):
        yield data[start : start + 5000]


def changed(**changes: Any) -> ManagedUpload[Any]:
    """The upload with another signed way."""
    return replace(SIGNED, ways=(replace(SIGNED_WAY, **changes),))


@pytest.mark.parametrize("tenth", range(10))
def test_cut_at_each_tenth_is_repeated_whole(both: World, tmp_path: Path, tenth: int) -> None:
    data = content(SIZE)
    both.storage.faults = [cut_after(SIZE * tenth // 10), cut_after(SIZE * (9 - tenth) // 10)]
    told: list[int] = []
    both.upload(SIGNED, stored_file(tmp_path, data), on_progress=lambda done, _total: told.append(done))
    both.finished(data)
    both.clean()
    assert both.provider.lines() == ["POST /start", "POST /finish"]
    assert len(both.storage.requests) == 3
    assert told.count(0) == 3
    assert told[-1] == SIZE


def test_cuts_without_end_are_given_up_and_never_finished(both: World, tmp_path: Path) -> None:
    both.storage.faults = [cut_after(100_000)] * 10
    with pytest.raises(errors.TransportError) as caught:
        both.upload(SIGNED, stored_file(tmp_path, content(SIZE)), client={"retries": 2})
    assert caught.value.attempts == 3
    assert caught.value.is_retry_safe
    assert both.provider.lines() == ["POST /start"]
    assert PASSPORT not in repr(caught.value) + str(caught.value)


@pytest.mark.parametrize("line", BUSY)
@pytest.mark.parametrize("read", [None, 0])
def test_busy_storage_is_tried_again(both: World, tmp_path: Path, line: str, read: int | None) -> None:
    data = content(SIZE)
    both.storage.faults = [answer_after(read, line, "Retry-After: 0")] * 2
    # A connection that is closed upon unread bytes may show as a refusal or as a break, and once more when reused.
    both.upload(SIGNED, stored_file(tmp_path, data), client={"retries": 6})
    both.finished(data)
    assert both.provider.lines() == ["POST /start", "POST /finish"]
    assert len(both.storage.requests) == 3


@pytest.mark.parametrize(
    "line", ["400 Bad Request", "409 Conflict", "412 Precondition Failed", "402 Payment Required"]
)
def test_other_refusals_of_the_storage_end_it(both: World, tmp_path: Path, line: str) -> None:
    both.storage.faults = [answer_after(None, line)]
    with pytest.raises(errors.APIError) as caught:
        both.upload(SIGNED, stored_file(tmp_path, content(SIZE)))
    assert str(caught.value.status) == line[:3]
    assert len(both.storage.requests) == 1
    assert both.provider.lines() == ["POST /start"]


def test_redirect_of_the_content_is_not_followed(both: World, tmp_path: Path) -> None:
    both.storage.faults = [
        answer_after(None, "307 Temporary Redirect", f"Location: {both.bucket.url}/other?{PASSPORT}")
    ]
    with pytest.raises(errors.UnexpectedStatusError):
        both.upload(SIGNED, stored_file(tmp_path, content(SIZE)))
    assert len(both.storage.requests) == 1


@pytest.mark.parametrize("line", ["401 Unauthorized", "403 Forbidden", "410 Gone"])
@pytest.mark.parametrize("managed", [SIGNED, HASHED])
def test_expired_place_is_asked_for_once_more(both: World, tmp_path: Path, line: str, managed: Any) -> None:
    data = content(SIZE)
    if managed is HASHED:
        both.provider.extra = lambda link: {"target": {"address": link}}
    both.storage.faults = [answer_after(None, line)]
    both.upload(managed, stored_file(tmp_path, data))
    assert both.provider.lines() == ["POST /start", "POST /start", "POST /finish"]
    both.finished(data, "u2", "place2")
    assert "place1" not in both.storage.stored
    both.clean()


def test_place_that_is_expired_again_ends_it(both: World, tmp_path: Path) -> None:
    both.storage.expired = {"place1", "place2"}
    with pytest.raises(errors.PermissionDeniedError) as caught:
        both.upload(SIGNED, stored_file(tmp_path, content(SIZE)))
    assert both.provider.lines() == ["POST /start", "POST /start"]
    assert PASSPORT not in repr(caught.value) + str(caught.value) + repr(vars(caught.value))


@pytest.mark.parametrize(
    "fault",
    [cut_after(300_000), answer_after(None, "503 Service Unavailable"), answer_after(None, "403 Forbidden")],
)
def test_content_read_once_is_never_sent_twice(both: World, fault: Fault) -> None:
    both.storage.faults = [fault]
    with pytest.raises((errors.TransportError, errors.APIError)):
        both.upload(SIGNED, File(once(content(SIZE)), "a.vcf", size=SIZE))
    assert len(both.storage.requests) == 1
    assert both.provider.lines() == ["POST /start"]


def test_answer_before_the_end_is_no_success(both: World, tmp_path: Path) -> None:
    """A storage that says 200 and goes away has not stored anything."""
    # More than both sides buffer.
    both.bucket.listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
    data = content(1_000_000) * 8
    both.storage.faults = [answer_after(0, "200 OK")] * 3
    with pytest.raises(errors.TransportError):
        both.upload(SIGNED, stored_file(tmp_path, data), client={"retries": 2})
    assert "POST /finish" not in both.provider.lines()
    both.upload(SIGNED, stored_file(tmp_path, data))
    assert both.storage.stored["place2"] == data


def test_stalled_storage_ends_in_a_timeout_and_a_repeat(both: World, tmp_path: Path) -> None:
    data = content(SIZE)
    both.storage.faults = [stall_after(100_000)]
    limits = Timeout(connect=10, read=1.5, write=1.5)
    both.upload(SIGNED, stored_file(tmp_path, data), client={"timeout": limits})
    both.finished(data)


def test_total_limit_covers_the_upload(both: World, tmp_path: Path) -> None:
    both.storage.faults = [stall_after(100_000)] * 9
    with pytest.raises(errors.TimeoutError):
        both.upload(
            SIGNED,
            stored_file(tmp_path, content(SIZE)),
            options=RequestOptions(deadline=0.6, timeout=Timeout(read=0.2, write=0.2)),
            client={"retries": 50},
        )
    assert len(both.storage.requests) < 9


def test_total_limit_ends_a_single_attempt(both: World, tmp_path: Path) -> None:
    both.storage.faults = [stall_after(100_000)]
    with pytest.raises(errors.TimeoutError):
        both.upload(
            SIGNED, stored_file(tmp_path, content(SIZE)), options=RequestOptions(deadline=0.5, retries=0)
        )


@pytest.mark.parametrize("managed", [SIGNED, HASHED])
def test_content_that_changes_is_not_finished(both: World, tmp_path: Path, managed: Any) -> None:
    path = stored_file(tmp_path, content(SIZE))
    both.provider.extra = lambda link: {"target": {"address": link}}

    def change(done: int, total: int | None) -> None:
        if done:
            os.utime(path, (1, done))
            path.write_bytes(content(SIZE, seed=done))

    with pytest.raises(errors.IntegrityError):
        both.upload(managed, path, on_progress=change)
    assert not both.storage.stored
    assert both.provider.lines() == ["POST /start"]


def test_content_that_changes_after_its_digest_was_told(both: World) -> None:
    import io

    handle = io.BytesIO(content(SIZE))

    def change(path: str) -> None:
        handle.getbuffer()[100:200] = bytes(100)

    both.provider.extra = lambda link: {"target": {"address": link}}
    both.provider.before = change
    with pytest.raises(errors.IntegrityError, match="digest"):
        both.upload(HASHED, ("a.vcf", handle))
    assert both.provider.lines() == ["POST /start"]


def test_digest_is_that_of_the_attempt_that_succeeded(both: World) -> None:
    """A content without a time of change that differs in the second attempt: the provider hears of the second."""
    import io

    handle = io.BytesIO(content(SIZE))

    def change(storage: Any, peer: Any, request: Any) -> None:
        handle.getbuffer()[:4] = b"newX"
        cut_after(SIZE // 2)(storage, peer, request)

    both.storage.faults = [change]
    both.upload(SIGNED, ("a.vcf", handle))
    both.finished(handle.getvalue())
    assert both.storage.stored["place1"].startswith(b"newX")


def test_headers_and_method_of_the_place_win(both: World, tmp_path: Path) -> None:
    both.provider.extra = lambda link: {
        "how": {
            "url": link,
            "method": "put",
            "headers": {
                "content-type": "chemical/x",
                "x-amz-meta-a": "1",
                "Host": "x",
                "Content-Length": "7",
            },
        }
    }
    both.upload(changed(method="POST"), stored_file(tmp_path, content(SIZE)))
    both.clean()
    fields = both.storage.requests[0]
    assert fields.method == "PUT"
    assert fields["content-type"] == "chemical/x"
    assert fields["x-amz-meta-a"] == "1"
    assert fields["content-length"] == str(SIZE)
    assert fields["host"] == f"127.0.0.1:{both.bucket.port}"


def test_post_to_a_place_is_not_repeated(both: World, tmp_path: Path) -> None:
    for fault in (cut_after(100_000), answer_after(None, "503 Service Unavailable")):
        both.storage.faults = [fault]
        with pytest.raises((errors.TransportError, errors.APIError)):
            both.upload(changed(method="POST"), stored_file(tmp_path, content(SIZE)))
    assert len(both.storage.requests) == 2


@pytest.mark.parametrize(
    "extra",
    [
        lambda link: {},
        lambda link: {"url": link, "mirror": {"url": link + "&second"}},
        lambda link: {"url": "https://user:pw@storage.test/x"},
        lambda link: {"url": link, "method": "DELETE"},
        lambda link: {"url": link, "headers": {"a b": "c"}},
    ],
)
def test_unusable_start_sends_nothing(both: World, tmp_path: Path, extra: Any) -> None:
    both.provider.extra = extra
    with pytest.raises(errors.DecodeError) as caught:
        both.upload(SIGNED, stored_file(tmp_path, content(SIZE)))
    assert not both.storage.requests
    assert PASSPORT not in str(caught.value)
    assert "pw" not in str(caught.value)


def test_start_without_what_finish_needs_is_found_before_sending(both: World, tmp_path: Path) -> None:
    way: SignedWay = replace(
        SIGNED_WAY, finish_inputs={**SIGNED_WAY.finish_inputs, "upload_id": "$start/gone"}
    )
    with pytest.raises(errors.DecodeError, match="gone"):
        both.upload(replace(SIGNED, ways=(way,)), stored_file(tmp_path, content(SIZE)))
    assert not both.storage.requests


@pytest.mark.parametrize(
    ("step", "kind"),
    [
        (cut, errors.TransportError),
        (refuse("503 Service Unavailable"), errors.ServiceUnavailableError),
        (refuse("409 Conflict"), errors.ConflictError),
        (refuse("200 OK", b"not json"), errors.DecodeError),
        (refuse("200 OK", b'{"id": 5'), errors.DecodeError),
    ],
)
def test_finish_is_called_once_and_what_is_known_is_told(
    both: World, tmp_path: Path, step: Any, kind: type[Exception]
) -> None:
    data = content(SIZE)
    both.provider.script["/finish"] = [step]
    with pytest.raises(kind) as caught:
        both.upload(SIGNED, stored_file(tmp_path, data, "maria.vcf"), client={"retries": 3})
    assert both.provider.lines() == ["POST /start", "POST /finish"]
    [note] = caught.value.__notes__
    assert f"finishUpload(upload_id='u1', sha256='{sha256(data)}', size={SIZE})" in note
    assert PASSPORT not in note
    assert "maria" not in note
    assert pickle.loads(pickle.dumps(caught.value)).__notes__ == [note]
    both.finished(data)


def test_sensitive_argument_is_not_told(both: World, tmp_path: Path) -> None:
    assert FINISH.parameters[0].name == "upload_id"
    parameters = (replace(FINISH.parameters[0], sensitive=True), *FINISH.parameters[1:])
    both.provider.script["/finish"] = [cut]
    with pytest.raises(errors.TransportError) as caught:
        both.upload(
            changed(finish=replace(FINISH, parameters=parameters)), stored_file(tmp_path, content(SIZE))
        )
    assert "upload_id=..." in caught.value.__notes__[0]
    assert "u1" not in caught.value.__notes__[0]


def test_token_that_expires_during_the_upload(both: World, tmp_path: Path) -> None:
    data = content(SIZE)
    both.provider.script["/finish"] = [refuse("401 Unauthorized")]
    both.upload(SIGNED, stored_file(tmp_path, data), login=True)
    assert both.provider.lines() == [
        "POST /login",
        "POST /start",
        "POST /finish",
        "POST /refresh",
        "POST /finish",
    ]
    tokens = [
        request.get("authorization") for request in both.provider.requests if "/finish" in request.target
    ]
    assert tokens == ["Bearer token-1", "Bearer token-2"]
    assert len(both.storage.requests) == 1
    both.clean()


def test_nothing_secret_is_logged(both: World, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    both.storage.faults = [cut_after(1000), answer_after(None, "503 Service Unavailable")]
    both.upload(SIGNED, stored_file(tmp_path, content(SIZE), "maria.vcf"))
    ours = "\n".join(record.getMessage() for record in caplog.records if record.name == "clientome")
    assert "/***" in ours
    for secret in (PASSPORT, "place1", "tk_live_key", "maria"):
        assert secret not in ours


def test_nobody_listens_at_the_storage(both: World, tmp_path: Path) -> None:
    both.provider.storage_url = "http://127.0.0.1:9"
    with pytest.raises(errors.ConnectError) as caught:
        both.upload(SIGNED, File(once(content(SIZE)), "a.vcf", size=SIZE), client={"retries": 2})
    assert caught.value.attempts == 3
    assert both.provider.lines() == ["POST /start"]


def test_cancelled_upload_is_not_finished(tmp_path: Path) -> None:
    data = content(SIZE)
    file = stored_file(tmp_path, data)
    with world("async") as both:
        both.storage.faults = [stall_after(100_000)]

        async def main() -> None:
            async with AsyncClient(API, {"api_key": "k"}, base_url=f"{both.api.url}/v1") as client:
                begun = asyncio.Event()
                work = AsyncUploads(client).upload(
                    SIGNED, file, {}, on_progress=lambda done, _total: begun.set() if done else None
                )
                task = asyncio.create_task(work)
                await asyncio.wait_for(begun.wait(), 20)
                task.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await task
                # The client is as good as new.
                assert (await AsyncUploads(client).upload(SIGNED, file, {})).id == "u2"

        asyncio.run(main())
        both.finished(data, "u2", "place2")


def test_key_of_the_caller_begins_one_upload_only(both: World, tmp_path: Path) -> None:
    start: Any = replace(
        SIGNED_WAY.start,
        parameters=(*SIGNED_WAY.start.parameters, Parameter("key", "header", "Idempotency-Key")),
        idempotency="key",
        retry="keyed",
    )
    both.storage.faults = [answer_after(None, "403 Forbidden")]
    both.provider.script["/start"] = [refuse("503 Service Unavailable")]
    file = stored_file(tmp_path, content(SIZE))
    both.upload(changed(start=start), file, options=RequestOptions(idempotency_key="mine"))
    keys = [request.get("idempotency-key") for request in both.provider.requests]
    assert keys[:2] == ["mine", "mine"]
    assert keys[2] not in (None, "mine")
    assert keys[3:] == [None]


def test_key_that_nothing_takes_is_refused(both: World, tmp_path: Path) -> None:
    for data in (b"x", content(SIZE)):
        with pytest.raises(errors.ArgumentError, match="idempotency"):
            both.upload(SIGNED, stored_file(tmp_path, data), options=RequestOptions(idempotency_key="mine"))
    assert not both.provider.requests


SCRIPT = """
import sys
from tests.support.managed import API, SIGNED, Client, Uploads
with Client(API, {"api_key": "tk_live_key"}, base_url=sys.argv[1] + "/v1") as client:
    Uploads(client).upload(SIGNED, sys.argv[2], {})
"""


def test_killed_in_the_middle_and_started_again(tmp_path: Path) -> None:
    data = content(SIZE)
    file = stored_file(tmp_path, data)
    root = Path(__file__).parents[3]
    with world("sync") as sync:
        children: list[subprocess.Popen[bytes]] = []

        def kill(storage: Any, peer: Any, request: Any) -> None:
            peer.read(request, 200_000)
            children[0].kill()
            raise OSError

        sync.storage.faults = [kill]
        with sync.storage.lock:  # the storage serves nobody before the child is known
            child = subprocess.Popen([sys.executable, "-c", SCRIPT, sync.api.url, str(file)], cwd=root)
            children.append(child)
        assert child.wait(60) != 0
        assert not sync.storage.stored
        assert sync.provider.lines() == ["POST /start"]
        sync.upload(SIGNED, file)
        assert sync.provider.lines() == ["POST /start", "POST /start", "POST /finish"]
        sync.finished(data, "u2", "place2")
