"""What can be uploaded: iterators, files that change, progress; the same sync and async and through every transport."""

from __future__ import annotations

import asyncio
import hashlib
import io
import os
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientome._runtime.base.errors import ArgumentError, BodyError, IntegrityError, ServiceUnavailableError
from clientome._runtime.body.body import Body
from clientome._runtime.body.inputs import File, source_of
from clientome._runtime.body.reader import CHUNK_SIZE
from tests.support.clients import KINDS, MODES
from tests.support.http import answer_after, cut_after
from tests.support.uploads import FORM, NEVER, SAFE, Sender, open_files, taking

PIECES = [b"a" * 100_000, b"", b"b" * 300_000, b"c" * 7]
WHOLE = b"".join(PIECES)


def pieces(*given: bytes) -> Iterator[bytes]:
    yield from given or PIECES


async def apieces(*given: bytes) -> AsyncIterator[bytes]:
    for piece in given or PIECES:
        await asyncio.sleep(0)
        yield piece


def shapes(kind: str) -> list[Any]:
    """The iterators that a client of this kind takes, as functions."""
    return (
        [pieces, apieces] if "sync" not in kind.replace("async", "a") and kind not in ("httpx",) else [pieces]
    )


@pytest.mark.parametrize("kind", KINDS)
def test_iterators_are_sent_in_chunks_or_with_their_size(kind: str) -> None:
    with taking() as (intake, server):
        for make in shapes(kind):
            Sender(kind, server.url).works(NEVER, make())
            Sender(kind, server.url).works(NEVER, File(make(), size=len(WHOLE)))
            Sender(kind, server.url).works(
                FORM, File(make(), name="x.vcf", content_type="text/vcf", size=len(WHOLE))
            )
            chunked, sized, form = intake.requests[-3:]
            assert (chunked.length, bytes(chunked.body)) == (None, WHOLE)
            assert (sized.length, bytes(sized.body)) == (len(WHOLE), WHOLE)
            assert form.length == len(form.body)
            assert b'filename="x.vcf"\r\nContent-Type: text/vcf\r\n\r\n' + WHOLE + b"\r\n--" in bytes(
                form.body
            )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("operation", [SAFE, FORM])
@pytest.mark.parametrize("off", [-1, 1, 50_000])
def test_an_iterator_of_another_size_never_makes_a_complete_request(
    kind: str, operation: Any, off: int
) -> None:
    with taking() as (intake, server):
        for make in shapes(kind):
            error = Sender(kind, server.url).fails(operation, File(make(), name="x", size=len(WHOLE) + off))
            assert isinstance(error, IntegrityError), error
            assert "announced" in str(error)
        count = len(shapes(kind))
        assert [seen.complete for seen in intake.seen(count)] == [False] * count


def test_the_last_piece_waits_until_nothing_follows() -> None:
    for extra in (b"", b"x"):
        body = iter(Body([source_of(File(pieces(b"12", b"34", b"", extra), size=4), "file")]))
        assert next(body) == b"12"
        if extra:
            with pytest.raises(IntegrityError, match="more than the announced 4 bytes"):
                next(body)
        else:
            assert list(body) == [b"34"]


@pytest.mark.parametrize("kind", MODES)
def test_an_iterator_is_never_sent_twice(kind: str) -> None:
    with taking(answer_after(500_000, "503 Service Unavailable"), cut_after(100_000)) as (intake, server):
        error = Sender(kind, server.url).fails(SAFE, pieces())
        assert isinstance(error, ServiceUnavailableError)
        assert error.attempts == 1
        assert Sender(kind, server.url).fails(SAFE, pieces()).sent
        assert len(intake.seen(2)) == 2
    used = source_of(pieces(), "file")
    assert b"".join(used.chunks()) == WHOLE
    with pytest.raises(BodyError, match="once only"):
        list(used.chunks())


def test_an_asynchronous_iterator_needs_an_asynchronous_client() -> None:
    with taking() as (intake, server):
        error = Sender("sync", server.url).fails(NEVER, apieces())
        assert isinstance(error, ArgumentError)
        assert "asynchronous client" in str(error)
        # What comes next is the first that the server sees.
        Sender("sync", server.url).works(NEVER, b"1")
        assert (len(intake.requests), server.connections) == (1, 1)


@pytest.mark.parametrize("kind", MODES)
def test_what_a_generator_raises_comes_out_and_ends_the_request(kind: str) -> None:
    closed = threading.Event()

    def broken() -> Iterator[bytes]:
        try:
            yield b"x" * 10
            raise LookupError("mine")
        finally:
            closed.set()

    def text() -> Iterator[Any]:
        yield "text"

    with taking() as (intake, server):
        assert isinstance(Sender(kind, server.url).fails(SAFE, broken()), LookupError)
        error = Sender(kind, server.url).fails(SAFE, text())
        assert isinstance(error, BodyError)
        assert "not as str" in str(error)
        assert [seen.complete for seen in intake.seen(2)] == [False, False]
    assert closed.is_set()


def test_a_generator_of_the_caller_is_closed_when_the_upload_stops() -> None:
    closed: list[bool] = []

    def endless() -> Iterator[bytes]:
        try:
            while True:
                yield b"x" * 65536
        finally:
            closed.append(True)

    for kind in MODES:
        with taking(cut_after(200_000)) as (_intake, server):
            Sender(kind, server.url).fails(NEVER, endless())
    assert closed == [True, True]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (File(b"123", size=4), "3 bytes, but size says 4"),
        (File(b"123", size=-1), "size must be"),
        (File(b"123", size=True), "size must be"),
        (File(b"1", name="a\ud800b"), "lone surrogate"),
        (File(b"1", content_type="a\r\nX: 1"), "content type"),
        ([b"1"], "expected a path"),
    ],
)
def test_files_that_contradict_themselves_are_refused(value: Any, message: str) -> None:
    with pytest.raises(ArgumentError, match=message):
        source_of(value, "file")


def test_a_pipe_may_have_a_size() -> None:
    class Pipe:
        def __init__(self, data: bytes) -> None:
            self.inner = io.BytesIO(data)

        def read(self, size: int = -1) -> bytes:
            return self.inner.read(size)

    body = Body([source_of(File(Pipe(b"1234"), size=4), "file")])
    assert (body.length, b"".join(body)) == (4, b"1234")
    assert not body.rewindable
    for data in (b"123", b"12345"):
        with pytest.raises(IntegrityError):
            list(Body([source_of(File(Pipe(data), size=4), "file")]))


def test_one_file_object_can_be_sent_twice_in_one_request(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"123")
    with (tmp_path / "x").open("rb") as handle:
        assert b"".join(Body([source_of(handle, "f"), b"-", source_of(handle, "f")])) == b"123-123"


# -- progress --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_progress_counts_what_was_handed_over(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"x" * 1_000_000)
    told: list[tuple[int, int | None]] = []
    with taking() as (_intake, server):
        Sender(kind, server.url).works(SAFE, path, on_progress=lambda *two: told.append(two))
        assert told[0] == (0, 1_000_000)
        assert told[-1] == (1_000_000, 1_000_000)
        assert told == sorted(set(told))
        assert len(told) >= 4
        told.clear()
        Sender(kind, server.url).works(SAFE, pieces(), on_progress=lambda *two: told.append(two))
    assert told[-1] == (len(WHOLE), None)


@pytest.mark.parametrize("kind", MODES)
def test_progress_of_a_repeat_counts_from_0_again(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"x" * 1_000_000)
    told: list[int] = []
    refusal = answer_after(1_000_000, "503 Service Unavailable", "Retry-After: 0", "Connection: close")
    with taking(refusal) as (_intake, server):
        Sender(kind, server.url).works(SAFE, path, on_progress=lambda done, _total: told.append(done))
    assert told.count(0) == 2
    assert told.count(1_000_000) == 2


def test_an_asynchronous_callback_is_awaited(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"x" * 1000)
    told: list[int] = []

    async def on_progress(done: int, _total: int | None) -> None:
        await asyncio.sleep(0)
        told.append(done)

    with taking() as (_intake, server):
        Sender("async", server.url).works(SAFE, path, on_progress=on_progress)
    assert told == [0, 1000]


@pytest.mark.parametrize("kind", KINDS)
def test_a_failing_callback_ends_the_upload_with_its_own_error(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"x" * 1_000_000)

    def on_progress(done: int, _total: int | None) -> None:
        if done == len(asked) * 262_144 and done:
            raise LookupError("mine")

    asked = [1]
    with taking() as (intake, server):
        first, second = Sender(kind, server.url).send(SAFE, path, path, on_progress=on_progress)
        assert isinstance(first, LookupError), first
        assert isinstance(second, LookupError), second
        assert str(path) not in open_files()
        assert [seen.complete for seen in intake.seen(2)] == [False, False]
        assert server.connections == 2


# -- files that change -----------------------------------------------------------------------------------------


def grow(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"!")


def shrink(path: Path) -> None:
    os.truncate(path, 900_000)


def rewrite(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(500_000)
        file.write(b"!")
    os.utime(path, ns=(1, 1))


def replace(path: Path) -> None:
    status = path.stat()
    other = path.with_name("other")
    other.write_bytes(b"y" * 1_000_000)
    os.utime(other, ns=(status.st_atime_ns, status.st_mtime_ns))
    other.rename(path)


CHANGES = [grow, shrink, rewrite]


@pytest.mark.parametrize("change", [*CHANGES, replace])
def test_a_file_that_changed_before_its_turn_is_not_sent(change: Any, mode: str, tmp_path: Path) -> None:
    path = tmp_path / "john_smith.vcf"
    path.write_bytes(b"x" * 1_000_000)
    body = Body([b"head", source_of(path, "file"), b"tail"])
    change(path)
    with pytest.raises(IntegrityError, match="changed while it was being sent") as caught:
        drawn(body, mode)
    assert "smith" not in str(caught.value)


@pytest.mark.parametrize("opened", [False, True])
@pytest.mark.parametrize("change", CHANGES)
def test_a_file_that_changes_meanwhile_never_gets_to_its_last_byte(
    change: Any, opened: bool, mode: str, tmp_path: Path
) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"x" * 1_000_000)
    with path.open("rb") as handle:
        body = Body([source_of(handle if opened else path, "file")])
        body.on_progress = lambda done, _total: change(path) if done == CHUNK_SIZE else None
        got: list[bytes] = []
        with pytest.raises(IntegrityError, match="changed while it was being sent"):
            drawn(body, mode, got)
        assert sum(map(len, got)) < 1_000_000


def drawn(body: Body, mode: str, into: list[bytes] | None = None) -> None:
    kept = [] if into is None else into

    async def collect() -> None:
        async for chunk in body:
            kept.append(chunk)

    if mode == "async":
        asyncio.run(collect())
    else:
        kept.extend(body) if into is None else [kept.append(chunk) for chunk in body]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("change", [*CHANGES, Path.unlink])
def test_the_server_never_sees_a_whole_request_of_a_changed_file(
    kind: str, change: Any, tmp_path: Path
) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    for path in (first, second):
        path.write_bytes(b"x" * 1_000_000)
    left = [change]

    def on_progress(done: int, _total: int | None) -> None:
        # The second file is not open yet when the first pieces of the first are on their way.
        if done and left:
            left.pop()(second)

    with taking() as (intake, server):
        error = Sender(kind, server.url).fails(FORM, [first, second], on_progress=on_progress)
        [seen] = intake.seen(1)
    assert isinstance(error, BodyError if change is Path.unlink else IntegrityError), error
    assert "file number 2 of the request" in str(error)
    assert str(tmp_path) not in str(error)
    assert not seen.complete


def test_a_repeat_does_not_send_another_content(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"x" * 1000)
    body = Body([source_of(path, "file")])
    assert b"".join(body) == b"x" * 1000
    path.write_bytes(b"y" * 1000)
    os.utime(path, ns=(5, 5))
    body.rewind()
    with pytest.raises(IntegrityError):
        list(body)


# -- joining ---------------------------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.sampled_from("bfi"), st.integers(0, 600_000)), max_size=6))
def test_small_pieces_are_joined_and_nothing_is_lost(plan: list[tuple[str, int]]) -> None:
    def made() -> tuple[list[Any], bytes]:
        found: list[Any] = []
        data = b""
        for number, (kind, size) in enumerate(plan):
            content = bytes([number]) * size
            data += content
            source = {"f": lambda c=content: io.BytesIO(c), "i": lambda c=content: iter([c[:9], c[9:]])}
            found.append(content if kind == "b" else source_of(source[kind](), "file"))
        return found, data

    found, data = made()
    chunks = list(Body(found))
    assert hashlib.sha256(b"".join(chunks)).digest() == hashlib.sha256(data).digest()
    assert all(chunks)
    if all(kind != "i" for kind, _size in plan):
        assert all(len(chunk) >= CHUNK_SIZE for chunk in chunks[:-1])
    got: list[bytes] = []
    drawn(Body(made()[0]), "async", got)
    assert b"".join(got) == data


def test_slow_iterators_are_not_kept_waiting() -> None:
    body = Body([source_of(pieces(b"1", b"2"), "file")])
    assert list(body) == [b"1", b"2"]
