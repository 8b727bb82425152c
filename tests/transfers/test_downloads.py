"""Downloads to a path over real sockets: what can go wrong on the way, and what must be there afterwards."""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clientome._runtime.base import errors, timing
from clientome._runtime.base.options import RequestOptions, Timeout
from clientome._runtime.download import copy
from clientome._runtime.files.atomic import SaveError, TargetExists
from tests.transfers.downloads_kit import (
    COLOURS,
    Both,
    Storage,
    content,
    cut_at,
    names,
    raw,
    serving,
    sha256,
    stall_at,
    status,
    then,
)

SMALL = content(100_000)
# Large enough for the way past HTTP.
LARGE = content(9_000_001, 1)
ONCE = RequestOptions(retries=0)


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timing, "REPEATS", timing.Backoff(0.0, 8.0))


@pytest.fixture(params=COLOURS)
def colour(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.mark.parametrize("data", [SMALL, LARGE], ids=["small", "large"])
def test_a_file_arrives_whole(tmp_path: Path, colour: str, data: bytes) -> None:
    told: list[tuple[int, int | None]] = []
    with serving(Storage(a__bin=data)) as server:
        path = Both(colour, server.url).save(
            tmp_path / "a.bin",
            sha256=sha256(data),
            md5=hashlib.md5(data).hexdigest(),
            size=len(data),
            on_progress=lambda done, total: told.append((done, total)),
        )
    assert path == tmp_path / "a.bin"
    assert path.read_bytes() == data
    assert names(tmp_path) == ["a.bin"]
    assert told[-1] == (len(data), len(data))
    assert told == sorted(told)


@pytest.mark.parametrize("data", [SMALL, LARGE], ids=["small", "large"])
@pytest.mark.parametrize("tenth", range(10))
def test_a_connection_cut_at_each_tenth_is_continued(
    tmp_path: Path, colour: str, tenth: int, data: bytes
) -> None:
    storage = Storage(a__bin=data)
    storage.faults = [cut_at(len(data) * tenth // 10)]
    with serving(storage) as server:
        path = Both(colour, server.url).save(tmp_path / "a.bin", sha256=sha256(data))
    assert path.read_bytes() == data
    assert names(tmp_path) == ["a.bin"]
    assert storage.ranges_asked == [None, f"bytes={len(data) * tenth // 10}-" if tenth else None]
    assert storage.requests[1].get("if-range") == ('"v1"' if tenth else None)


def test_a_connection_cut_at_every_tenth_of_one_download(tmp_path: Path, colour: str) -> None:
    storage = Storage(a__bin=SMALL)
    storage.faults = [cut_at(len(SMALL) * tenth // 10) for tenth in range(1, 10)]
    with serving(storage) as server:
        path = Both(colour, server.url, retries=1).save(tmp_path / "a.bin")
    assert path.read_bytes() == SMALL
    assert len(storage.requests) == 10


def test_a_reset_connection_is_continued(tmp_path: Path, colour: str) -> None:
    storage = Storage(a__bin=LARGE)
    storage.faults = [cut_at(5_000_000, reset=True), cut_at(7_000_000, reset=True)]
    with serving(storage) as server:
        path = Both(colour, server.url).save(tmp_path / "a.bin", sha256=sha256(LARGE))
    assert path.read_bytes() == LARGE


@pytest.mark.parametrize("data", [SMALL, LARGE], ids=["small", "large"])
def test_what_has_arrived_is_kept_for_the_next_call(tmp_path: Path, colour: str, data: bytes) -> None:
    storage = Storage(a__bin=data)
    half = len(data) // 2
    storage.faults = [cut_at(half)]
    with serving(storage) as server:
        both = Both(colour, server.url)
        with pytest.raises(errors.IntegrityError, match=f"after {half} of {len(data)} bytes") as raised:
            both.save(tmp_path / "a.bin", options=ONCE)
        assert isinstance(raised.value, errors.ProtocolError)
        assert names(tmp_path) == ["a.bin.part", "a.bin.part.json"]
        assert (tmp_path / "a.bin.part").read_bytes() == data[:half]
        assert both.save(tmp_path / "a.bin", options=ONCE, sha256=sha256(data)).read_bytes() == data
    assert storage.ranges_asked == [None, f"bytes={half}-"]
    assert names(tmp_path) == ["a.bin"]


def test_the_note_holds_neither_arguments_nor_addresses(tmp_path: Path) -> None:
    storage = Storage(a__bin=SMALL)
    storage.faults = [cut_at(10)]
    with serving(storage) as server:
        with pytest.raises(errors.IntegrityError):
            Both("sync", server.url).save(tmp_path / "b.bin", options=ONCE)
        note = (tmp_path / "b.bin.part.json").read_text()
        assert "a.bin" not in note
        assert server.url not in note
    assert json.loads(note)["size"] == len(SMALL)


def test_resume_can_be_declined(tmp_path: Path, colour: str) -> None:
    storage = Storage(a__bin=SMALL)
    storage.faults = [cut_at(50_000)]
    with serving(storage) as server:
        both = Both(colour, server.url)
        with pytest.raises(errors.IntegrityError):
            both.save(tmp_path / "a.bin", options=ONCE)
        assert both.save(tmp_path / "a.bin", resume=False).read_bytes() == SMALL
    assert storage.ranges_asked == [None, None]


def test_a_part_of_something_else_is_not_continued(tmp_path: Path, colour: str) -> None:
    storage = Storage(a__bin=SMALL, b__bin=LARGE)
    storage.faults = [cut_at(50_000)]
    with serving(storage) as server:
        both = Both(colour, server.url)
        with pytest.raises(errors.IntegrityError):
            both.save(tmp_path / "x", options=ONCE)
        assert both.save(tmp_path / "x", name="b.bin").read_bytes() == LARGE
    assert storage.ranges_asked == [None, None]


def test_a_server_without_ranges_starts_afresh(tmp_path: Path, colour: str) -> None:
    storage = Storage(a__bin=SMALL)
    storage.ranges = False
    storage.faults = [cut_at(70_000), cut_at(30_000)]
    with serving(storage) as server:
        path = Both(colour, server.url).save(tmp_path / "a.bin", sha256=sha256(SMALL))
    assert path.read_bytes() == SMALL
    assert storage.ranges_asked == [None, "bytes=70000-", "bytes=30000-"]


def test_a_server_without_validators_is_not_trusted_to_go_on(tmp_path: Path, colour: str) -> None:
    storage = Storage(a__bin=SMALL)
    storage.etag = None
    storage.faults = [cut_at(70_000)]
    with serving(storage) as server:
        assert Both(colour, server.url).save(tmp_path / "a.bin").read_bytes() == SMALL
    assert storage.ranges_asked == [None, None]


def test_a_known_digest_makes_a_validator_unnecessary(tmp_path: Path, colour: str) -> None:
    storage = Storage(a__bin=SMALL)
    storage.etag = None
    storage.faults = [cut_at(70_000), cut_at(80_000)]
    with serving(storage) as server:
        both = Both(colour, server.url)
        with pytest.raises(errors.IntegrityError):
            both.save(tmp_path / "a.bin", sha256=sha256(SMALL), options=ONCE)
        assert both.save(tmp_path / "a.bin", sha256=sha256(SMALL)).read_bytes() == SMALL
    assert storage.ranges_asked == [None, "bytes=70000-", "bytes=80000-"]
    assert "if-range" not in storage.requests[1]


@pytest.mark.parametrize("honest", [True, False], ids=["If-Range honoured", "If-Range ignored"])
@pytest.mark.parametrize("size", [100_000, 120_000])
def test_a_content_that_changes_meanwhile_starts_afresh(
    tmp_path: Path, colour: str, honest: bool, size: int
) -> None:
    new = content(size, 7)

    def change(storage: Storage) -> None:
        storage.files["/v1/files/a.bin"] = new
        storage.etag = '"v2"'

    storage = Storage(a__bin=SMALL)
    storage.honest = honest
    storage.faults = [then(change, cut_at(60_000))]
    with serving(storage) as server:
        assert Both(colour, server.url).save(tmp_path / "a.bin").read_bytes() == new
    assert names(tmp_path) == ["a.bin"]


def test_a_server_that_stalls_times_out_and_is_continued(tmp_path: Path, colour: str) -> None:
    storage = Storage(a__bin=LARGE)
    storage.faults = [stall_at(6_000_000), stall_at(6_000_000)]
    with serving(storage) as server:
        both = Both(colour, server.url, timeout=Timeout(read=0.2))
        with pytest.raises(errors.TimeoutError) as raised:
            both.save(tmp_path / "a.bin", options=ONCE)
        assert raised.value.phase == "read"
        assert (tmp_path / "a.bin.part").read_bytes() == LARGE[:6_000_000]
        assert both.save(tmp_path / "a.bin").read_bytes() == LARGE


@pytest.mark.parametrize("data", [SMALL, LARGE], ids=["small", "large"])
def test_the_deadline_covers_the_body(tmp_path: Path, colour: str, data: bytes) -> None:
    storage = Storage(a__bin=data)
    storage.faults = [stall_at(len(data) - 10)]
    with serving(storage) as server, pytest.raises(errors.TimeoutError) as raised:
        Both(colour, server.url).save(tmp_path / "a.bin", options=RequestOptions(deadline=0.3))
    assert raised.value.phase in ("total", "read")
    assert (tmp_path / "a.bin.part").read_bytes() == data[:-10]
    assert len(storage.requests) == 1


def test_refusals_in_the_middle_are_waited_for(tmp_path: Path, colour: str) -> None:
    storage = Storage(a__bin=SMALL)
    storage.faults = [
        cut_at(30_000),
        status("429 Too Many Requests", "Retry-After: 0"),
        status("503 Service Unavailable"),
        cut_at(60_000),
        status("503 Service Unavailable", "Retry-After: 0"),
    ]
    with serving(storage) as server:
        assert Both(colour, server.url).save(tmp_path / "a.bin").read_bytes() == SMALL
    assert storage.ranges_asked == [None] + ["bytes=30000-"] * 3 + ["bytes=60000-"] * 2


def test_a_refusal_leaves_nothing(tmp_path: Path, colour: str) -> None:
    with serving(Storage(a__bin=SMALL)) as server, pytest.raises(errors.NotFoundError):
        Both(colour, server.url).save(tmp_path / "a.bin", name="missing")
    assert names(tmp_path) == []


def test_a_refusal_in_the_middle_keeps_the_part(tmp_path: Path, colour: str) -> None:
    storage = Storage(a__bin=SMALL)
    storage.faults = [cut_at(30_000), status("403 Forbidden")]
    with serving(storage) as server, pytest.raises(errors.PermissionDeniedError):
        Both(colour, server.url).save(tmp_path / "a.bin")
    assert (tmp_path / "a.bin.part").read_bytes() == SMALL[:30_000]


def test_a_truncated_content_is_no_file(tmp_path: Path, colour: str) -> None:
    storage = Storage(a__bin=SMALL)
    storage.faults = [cut_at(99_999)] * 8
    with serving(storage) as server, pytest.raises(errors.IntegrityError, match="broke off after 99999"):
        Both(colour, server.url).save(tmp_path / "a.bin")
    assert names(tmp_path) == ["a.bin.part", "a.bin.part.json"]
    # The first try, two without a new byte, and the one that may not be continued.
    assert len(storage.requests) == 4


def test_a_body_of_unknown_length_that_ends_early(tmp_path: Path, colour: str) -> None:
    answer = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + SMALL[:-1]
    storage = Storage(a__bin=SMALL)
    storage.faults = [raw(answer, close=True)] * 9
    with serving(storage) as server:
        with pytest.raises(errors.IntegrityError, match="99999 of 100000"):
            Both(colour, server.url).save(tmp_path / "a.bin", size=len(SMALL))
        storage.faults = [raw(answer + SMALL[-1:], close=True)]
        assert Both(colour, server.url).save(tmp_path / "a.bin", size=len(SMALL)).read_bytes() == SMALL


CHECKS: list[tuple[str, Callable[[bytes], dict[str, str]], Callable[[bytes], str | None]]] = [
    ("sha256", lambda data: {"sha256": sha256(data).upper()}, lambda data: None),
    ("md5", lambda data: {"md5": base64.b64encode(hashlib.md5(data).digest()).decode()}, lambda data: None),
    (
        "Repr-Digest",
        lambda data: {},
        lambda data: f"Repr-Digest: sha-256=:{base64.b64encode(hashlib.sha256(data).digest()).decode()}:",
    ),
    (
        "Digest",
        lambda data: {},
        lambda data: f"Digest: MD5={base64.b64encode(hashlib.md5(data).digest()).decode()}",
    ),
]


@pytest.mark.parametrize(("arguments", "header"), [check[1:] for check in CHECKS], ids=[c[0] for c in CHECKS])
@pytest.mark.parametrize("broken", [False, True])
def test_one_corrupt_byte_is_found(
    tmp_path: Path,
    colour: str,
    arguments: Callable[[bytes], dict[str, str]],
    header: Callable[[bytes], str | None],
    broken: bool,
) -> None:
    corrupt = bytearray(LARGE)
    corrupt[4_444_444] ^= 1
    storage = Storage(a__bin=bytes(corrupt))
    if (line := header(LARGE)) is not None:
        storage.headers = [line]
    storage.faults = [cut_at(5_000_000)] if broken else []
    with serving(storage) as server:
        both = Both(colour, server.url)
        with pytest.raises(errors.IntegrityError, match="digest"):
            both.save(tmp_path / "a.bin", **arguments(LARGE))
        assert names(tmp_path) == []
        storage.files["/v1/files/a.bin"] = LARGE
        assert both.save(tmp_path / "a.bin", **arguments(LARGE)).read_bytes() == LARGE


def test_a_rest_need_not_repeat_the_digest_of_the_beginning(tmp_path: Path, colour: str) -> None:
    corrupt = bytearray(SMALL)
    corrupt[80_000] ^= 1
    storage = Storage(a__bin=bytes(corrupt))
    storage.headers = [f"Repr-Digest: sha-256=:{base64.b64encode(hashlib.sha256(SMALL).digest()).decode()}:"]
    storage.faults = [then(lambda storage: storage.headers.clear(), cut_at(50_000))]
    with serving(storage) as server, pytest.raises(errors.IntegrityError, match="digest"):
        Both(colour, server.url).save(tmp_path / "a.bin")
    assert names(tmp_path) == []


def test_another_content_is_refused_before_it_is_read(tmp_path: Path, colour: str) -> None:
    told = f"{len(LARGE)} bytes instead of the expected 5"
    with serving(Storage(a__bin=LARGE)) as server, pytest.raises(errors.IntegrityError, match=told):
        Both(colour, server.url).save(tmp_path / "a.bin", size=5)
    assert names(tmp_path) == []


@pytest.mark.parametrize("framing", ["Transfer-Encoding: chunked", "Connection: close"])
def test_a_content_longer_than_promised_is_no_file(tmp_path: Path, colour: str, framing: str) -> None:
    body = SMALL + b"x"
    if "chunked" in framing:
        body = b"%x\r\n" % len(body) + body + b"\r\n0\r\n\r\n"
    storage = Storage(a__bin=SMALL)
    storage.faults = [raw(f"HTTP/1.1 200 OK\r\n{framing}\r\n\r\n".encode() + body, close=True)]
    with serving(storage) as server, pytest.raises(errors.IntegrityError, match="longer"):
        Both(colour, server.url).save(tmp_path / "a.bin", size=len(SMALL))
    assert names(tmp_path) == []


@pytest.mark.parametrize("data", [SMALL, LARGE], ids=["small", "large"])
def test_bytes_after_the_declared_end_are_not_part_of_the_file(
    tmp_path: Path, colour: str, data: bytes
) -> None:
    storage = Storage(a__bin=data)
    storage.faults = [raw(storage.head("/v1/files/a.bin", 0) + data + b"more", close=True)]
    with serving(storage) as server:
        assert Both(colour, server.url).save(tmp_path / "a.bin").read_bytes() == data


def test_the_body_may_be_chunked_or_empty_or_compressed(tmp_path: Path, colour: str) -> None:
    import gzip

    packed = gzip.compress(SMALL)
    storage = Storage(a__bin=SMALL, empty=b"")
    chunked = b"%x\r\n" % len(SMALL) + SMALL + b"\r\n0\r\n\r\n"
    storage.faults = [
        raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked),
        raw(
            b'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nETag: "z"\r\nContent-Length: %d\r\n\r\n'
            % len(packed)
            + packed
        ),
    ]
    with serving(storage) as server:
        both = Both(colour, server.url)
        assert both.save(tmp_path / "1", sha256=sha256(SMALL)).read_bytes() == SMALL
        assert both.save(tmp_path / "2", sha256=sha256(SMALL), size=len(SMALL)).read_bytes() == SMALL
        assert both.save(tmp_path / "3", name="empty", sha256=sha256(b""), size=0).read_bytes() == b""
    assert all(fields["accept-encoding"] == "identity" for fields in storage.requests)


def test_an_existing_file_is_left_alone(tmp_path: Path, colour: str) -> None:
    storage = Storage(a__bin=SMALL)
    target = tmp_path / "a.bin"
    target.write_bytes(b"mine")
    with serving(storage) as server:
        both = Both(colour, server.url)
        with pytest.raises(TargetExists) as raised:
            both.save(target)
        assert isinstance(raised.value, FileExistsError)
        assert storage.requests == []
        assert target.read_bytes() == b"mine"
        assert both.save(target, overwrite=True).read_bytes() == SMALL
    assert names(tmp_path) == ["a.bin"]


def test_a_file_that_appears_meanwhile_is_left_alone(tmp_path: Path, colour: str) -> None:
    target = tmp_path / "a.bin"
    storage = Storage(a__bin=SMALL)
    storage.faults = [
        then(lambda storage: (target.write_bytes(b"mine"), None)[1], cut_at(30_000)),
    ]
    with serving(storage) as server, pytest.raises(TargetExists):
        Both(colour, server.url).save(target)
    assert target.read_bytes() == b"mine"


def test_without_hard_links_the_name_is_still_taken_safely(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def link(*_args: object, **_settings: object) -> None:
        raise PermissionError(1, "no links here")

    monkeypatch.setattr(os, "link", link)
    target = tmp_path / "a.bin"
    storage = Storage(a__bin=SMALL)
    with serving(storage) as server:
        assert Both("sync", server.url).save(target).read_bytes() == SMALL
        target.unlink()
        storage.faults = [then(lambda storage: (target.write_bytes(b"mine"), None)[1], cut_at(30_000))]
        with pytest.raises(TargetExists):
            Both("sync", server.url).save(target)
    assert target.read_bytes() == b"mine"


def test_a_missing_folder_is_told_before_anything_is_sent(tmp_path: Path, colour: str) -> None:
    storage = Storage(a__bin=SMALL)
    with serving(storage) as server, pytest.raises(SaveError, match="folder does not exist"):
        Both(colour, server.url).save(tmp_path / "no" / "a.bin")
    assert storage.requests == []


def test_a_server_may_send_a_little_at_a_time(tmp_path: Path, colour: str) -> None:
    def slice_of(storage: Storage, peer: object, path: str, start: int) -> None:
        data = SMALL[start : start + 10_000]
        head = f'HTTP/1.1 206 Partial Content\r\nETag: "v1"\r\nContent-Length: {len(data)}\r\n'
        head += f"Content-Range: bytes {start}-{start + len(data) - 1}/{len(SMALL)}\r\n\r\n"
        peer.send(head.encode() + data)  # type: ignore[attr-defined] # the kit's Peer

    storage = Storage(a__bin=SMALL)
    storage.faults = [cut_at(10_000), *[slice_of] * 9]
    with serving(storage) as server:
        assert Both(colour, server.url, retries=1).save(tmp_path / "a.bin").read_bytes() == SMALL
    assert len(storage.requests) == 10


@pytest.mark.parametrize(
    "content_range", ["bytes 0-99999/100000", "bytes 50001-99999/100000", "bytes 50000-99999/*", "nonsense"]
)
def test_a_rest_that_does_not_fit_is_not_used(tmp_path: Path, colour: str, content_range: str) -> None:
    head = f'HTTP/1.1 206 Partial Content\r\nETag: "v1"\r\nContent-Range: {content_range}\r\nContent-Length: 50000\r\n\r\n'
    storage = Storage(a__bin=SMALL)
    storage.faults = [cut_at(50_000), raw(head.encode() + SMALL[50_000:])]
    with serving(storage) as server:
        assert Both(colour, server.url).save(tmp_path / "a.bin").read_bytes() == SMALL
    # An unknown total fits, since the size is known from the beginning.
    assert len(storage.requests) == (2 if "*" in content_range else 3)


def test_a_part_without_being_asked_for_is_an_error(tmp_path: Path, colour: str) -> None:
    head = (
        b"HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-9/20\r\nContent-Length: 10\r\n\r\n0123456789"
    )
    storage = Storage(a__bin=SMALL)
    storage.faults = [raw(head)]
    with serving(storage) as server, pytest.raises(errors.DecodeError, match="without being asked"):
        Both(colour, server.url).save(tmp_path / "a.bin")
    assert names(tmp_path) == []


def test_an_answer_without_content_is_an_error(tmp_path: Path, colour: str) -> None:
    storage = Storage(a__bin=SMALL)
    storage.faults = [raw(b"HTTP/1.1 204 No Content\r\n\r\n")]
    with serving(storage) as server, pytest.raises(errors.DecodeError, match="without a content"):
        Both(colour, server.url).save(tmp_path / "a.bin")
    assert names(tmp_path) == []


def test_large_bodies_are_read_past_http(
    tmp_path: Path, colour: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Fails where a version of httpcore names its parts otherwise: then its own, slower reading is used.
    found: list[copy.RawBody | None] = []
    find = copy.raw_body

    def spy(response: Any) -> copy.RawBody | None:
        found.append(find(response))
        return found[-1]

    monkeypatch.setattr(copy, "raw_body", spy)
    with serving(Storage(a__bin=LARGE, b__bin=SMALL)) as server:
        both = Both(colour, server.url)
        both.save(tmp_path / "a", sha256=sha256(LARGE))
        both.save(tmp_path / "b", name="b.bin")
    assert isinstance(found[0], copy.RawBody)
    assert found[0].left == 0
    assert found[1] is None
