"""Sizes that a server chooses: what is read into memory is bounded, and streams take the same memory however long."""

from __future__ import annotations

import gzip
import json
import threading
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientome._runtime.base import errors
from clientome._runtime.base.headers import Headers
from clientome._runtime.base.options import DEFAULT_MAX_ANSWER_BYTES, RequestOptions
from clientome._runtime.call import decode
from clientome._runtime.call.call import call
from clientome._runtime.client import Client
from clientome._runtime.http.decompress import STEP, Decompressor
from clientome._runtime.spec.operation import Answer, Operation
from tests.support.clients import KINDS, Driven, Things
from tests.support.flows import Player, answer, fails, session
from tests.support.http import JSON, Peer, Talk, forever, serve
from tests.support.things import API, GET, Thing

BIG = 16 << 20
MEBI = 1 << 20


@pytest.fixture(params=KINDS)
def do(request: pytest.FixtureRequest) -> Driven:
    return Driven(request.param)


def bomb(size: int, start: bytes = b"") -> bytes:
    """A gzip content of blanks."""
    engine = zlib.compressobj(9, zlib.DEFLATED, 31)
    return engine.compress(start) + engine.compress(b" " * size) + engine.flush()


BOMB = bomb(BIG)


@contextmanager
def little_memory(most: int = 8 * MEBI) -> Iterator[None]:
    """No more than this is in use at once, whatever was there before."""
    tracemalloc.start()
    try:
        yield
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < most


def endless(head: str, piece: bytes) -> Talk:
    """Send an answer without an end, as long as somebody takes it."""

    def talk(peer: Peer) -> None:
        if peer.request() is None:
            return
        peer.send(f"HTTP/1.1 {head}\r\n{JSON}\r\n\r\n".encode())
        while not peer.server.done.is_set():
            peer.send(piece)

    return talk


def body_of(size: int) -> bytes:
    """A thing of so many bytes."""
    empty = len(json.dumps({"id": "t1", "status": ""}))
    return json.dumps({"id": "t1", "status": "x" * (size - empty)}).encode()


def framed(body: bytes, framing: str) -> Talk:
    def talk(peer: Peer) -> None:
        while peer.request() is not None:
            if framing == "length":
                peer.reply(body, "200 OK", JSON)
            elif framing == "gzip":
                peer.reply(gzip.compress(body), "200 OK", JSON, "Content-Encoding: gzip")
            elif framing == "chunked":
                head = f"HTTP/1.1 200 OK\r\n{JSON}\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
                peer.send(head + b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body))
            else:
                peer.send(f"HTTP/1.1 200 OK\r\n{JSON}\r\nConnection: close\r\n\r\n".encode() + body)
                return

    return talk


@pytest.mark.parametrize("framing", ["length", "gzip", "chunked", "close"])
def test_an_answer_may_be_as_large_as_the_limit_and_no_larger(do: Driven, framing: str) -> None:
    with serve(framed(body_of(5000), framing)) as server:
        assert do(server.url, "get", max_answer_bytes=5000).id == "t1"
        assert do(server.url, "get", options={"max_answer_bytes": 5000}, max_answer_bytes=10).id == "t1"
        for settings in ({"max_answer_bytes": 4999}, {"options": {"max_answer_bytes": 4999}}):
            with pytest.raises(
                errors.DecodeError, match=r"larger than 4999 bytes.*max_answer_bytes"
            ) as caught:
                do(server.url, "get", **settings)
            assert caught.value.status == 200
            assert caught.value.operation == "getThing"
        # The limit is for what is read at once.
        assert do(server.url, "get").id == "t1"


def test_the_default_is_enough_for_everything_but_bombs() -> None:
    assert DEFAULT_MAX_ANSWER_BYTES == 64 * MEBI
    player = Player(answer(200, body_of(5 * MEBI)))
    assert player.play(call(session(), GET, {"thing_id": "t1"})).result.id == "t1"
    fails(answer(200, b" " * (64 * MEBI + 1)))


def test_a_few_bytes_that_stand_for_many_are_not_unpacked_whole(do: Driven) -> None:
    talk = forever(BOMB, "200 OK", JSON, "Content-Encoding: gzip")
    with (
        serve(talk) as server,
        little_memory(),
        pytest.raises(errors.DecodeError, match="larger than 1048576 bytes"),
    ):
        do(server.url, "get", max_answer_bytes=MEBI, retries=0)


def test_the_body_of_a_refusal_is_read_to_a_limit(do: Driven) -> None:
    for body in (BOMB, bomb(BIG, b'{"error": "no')):
        talk = forever(body, "500 X", JSON, "Content-Encoding: gzip")
        with serve(talk) as server, little_memory(20 * MEBI), pytest.raises(errors.InternalServerError):
            do(server.url, "get", retries=0)


@pytest.mark.parametrize("head", ["200 OK", "500 X", "402 X"])
@pytest.mark.parametrize("piece", [b" " * 65536, b"\0" * 65536])
def test_an_answer_without_an_end_is_given_up(do: Driven, head: str, piece: bytes) -> None:
    with serve(endless(head, piece)) as server, pytest.raises(errors.ResponseError):
        do(server.url, "get", max_answer_bytes=MEBI, retries=0)


def test_nothing_sent_again_and_again_ends_too(do: Driven) -> None:
    # Members without content: bytes come, and no content ever.
    nothing = gzip.compress(b"") * 400
    talk = endless("200 OK\r\nContent-Encoding: gzip", nothing)
    with serve(talk) as server, pytest.raises(errors.DecodeError, match="larger"):
        do(server.url, "get", max_answer_bytes=1000, retries=0)


def test_many_empty_members_before_the_content(do: Driven) -> None:
    body = gzip.compress(b"") * 3000 + gzip.compress(b'{"id": "t1"}')
    with serve(forever(body, "200 OK", JSON, "Content-Encoding: gzip")) as server:
        assert do(server.url, "get").id == "t1"


def test_a_file_in_memory_is_as_large_as_the_server_says_and_no_larger(do: Driven) -> None:
    with serve(forever(b"x" * 5000, "200 OK")) as server:
        assert len(do(server.url, "file", max_answer_bytes=10)) == 5000
    for talk in (
        forever(BOMB, "200 OK", "Content-Encoding: gzip"),
        framed(b"x" * 2 * MEBI, "chunked"),
        framed(b"x" * 2 * MEBI, "close"),
        endless("200 OK", b"x" * 65536),
    ):
        with serve(talk) as server, pytest.raises(errors.DecodeError, match=r"save\(\) or iter_bytes\(\)"):
            do(server.url, "file", max_answer_bytes=MEBI)
    with serve(framed(b"x" * 2 * MEBI, "chunked")) as server:
        assert len(do(server.url, "file")) == 2 * MEBI


def test_a_stream_takes_the_same_memory_however_much_comes(tmp_path: Path) -> None:
    talk = forever(BOMB, "200 OK", "Content-Encoding: gzip")
    with (
        serve(talk) as server,
        Client(API, {"api_key": "k"}, base_url=server.url) as client,
        little_memory(),
    ):
        with Things(client).file() as stream:
            assert sum(len(piece) for piece in stream.iter_bytes()) == BIG
        client.save_link(f"{server.url}/f", tmp_path / "f")
    assert (tmp_path / "f").stat().st_size == BIG


@pytest.mark.parametrize("kind", ["text", "bytes"])
def test_texts_and_bytes_are_answers_too(kind: Any) -> None:
    operation: Operation[Any] = Operation(
        id="getText", method="GET", path="/t", answers=(Answer(200, kind),), retry="safe"
    )
    options = RequestOptions(max_answer_bytes=4)
    for body, fits in ((b"1234", True), (b"12345", False)):
        player = Player(answer(200, body))
        if fits:
            assert len(player.play(call(session(), operation, {}, options)).result) == 4
        else:
            with pytest.raises(errors.DecodeError, match="larger than 4 bytes"):
                player.play(call(session(), operation, {}, options))


ENGINES: dict[str, Callable[[bytes], bytes]] = {
    "gzip": lambda data: gzip.compress(data, mtime=0),
    "deflate": zlib.compress,
    "raw": lambda data: (engine := zlib.compressobj(wbits=-15)).compress(data) + engine.flush(),
}


@given(
    engine=st.sampled_from(sorted(ENGINES)),
    pieces=st.lists(
        st.tuples(st.binary(max_size=40), st.sampled_from([0, 1, 7, STEP // 4, STEP - 1, STEP, STEP + 3])),
        max_size=4,
    ),
    cuts=st.lists(st.integers(0, 400), max_size=5),
)
def test_every_content_comes_out_whole_in_small_pieces(
    engine: str, pieces: list[tuple[bytes, int]], cuts: list[int]
) -> None:
    parts = [piece + b"a" * repeat for piece, repeat in pieces]
    pack = ENGINES[engine]
    packed = b"".join(map(pack, parts)) if engine == "gzip" else pack(b"".join(parts))
    decompressor = Decompressor.of("gzip" if engine == "gzip" else "deflate")
    assert decompressor is not None
    ends = sorted({0, len(packed), *(cut for cut in cuts if engine != "raw" and cut < len(packed))})
    out: list[bytes] = []
    for start, end in pairwise(ends):
        out += decompressor.feed(packed[start:end])
    decompressor.finish()
    assert b"".join(out) == b"".join(parts)
    assert all(0 < len(piece) <= STEP for piece in out)


@pytest.mark.parametrize("marks", [1, 2, 5000])
def test_byte_order_marks(marks: int) -> None:
    body = b"\xef\xbb\xbf" * marks + b'{"id": "t1"}'
    if marks == 1:
        player = Player(answer(200, body))
        assert player.play(call(session(), GET, {"thing_id": "t1"})).result.id == "t1"
    else:
        assert isinstance(fails(answer(200, body)), errors.DecodeError)


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 100_000,
        b"[" * 100_000 + b"]" * 100_000,
        b'{"a":' * 100_000,
        b'{"id": "t1", "more": ' + b"[" * 5000 + b"]" * 5000 + b"}",
        b'{"id": "t1", "more": ' + b"9" * 5000 + b"}",
        b'{"id": ' + b"9" * 5000 + b"}",
    ],
)
def test_json_made_to_break_a_parser(body: bytes) -> None:
    assert isinstance(fails(answer(200, body)), errors.DecodeError)
    assert isinstance(fails(answer(500, body)), errors.InternalServerError)
    error = fails(answer(500, b'{"error": "no", "code": ' + b"9" * 4000 + b"}"))
    assert isinstance(error, errors.InternalServerError)


@pytest.mark.parametrize(
    "charset", ["punycode", "idna", "undefined", "unicode_escape", "a\0b", "x" * 500, ""]
)
def test_charsets_that_are_none(charset: str) -> None:
    headers = Headers([(b"content-type", f"text/plain; charset={charset}".encode())])
    assert decode.text_body("ä\\u0041".encode(), headers) == "ä\\u0041"


def test_charsets_of_texts() -> None:
    for charset in ("latin-1", "ISO-8859-15", "windows-1252", "utf-16-le", "Shift_JIS", "GB18030", "koi8-r"):
        headers = Headers([(b"content-type", f"text/plain; charset={charset}".encode())])
        text = "я" if charset == "koi8-r" else "あ" if charset == "Shift_JIS" else "é"
        assert decode.text_body(text.encode(charset), headers) == text


def test_a_length_that_no_number_holds_is_no_length() -> None:
    with (
        serve(forever(b"", "200 OK")) as server,
        Client(API, {"api_key": "k"}, base_url=server.url) as client,
        Things(client).file() as stream,
    ):
        for text, length in (("5", 5), ("9" * 5000, None), ("²", None), ("-1", None), ("1_0", None)):
            stream.headers.raw = [(b"Content-Length", text.encode("latin-1"))]
            stream.headers._index = None  # type: ignore[reportPrivateUsage] - read anew
            assert stream.content_length == length


def test_threads_are_not_left_behind() -> None:
    before = threading.active_count()
    with serve(endless("200 OK", b" " * 65536)) as server:
        for kind in KINDS:
            with pytest.raises(errors.DecodeError):
                Driven(kind)(server.url, "get", max_answer_bytes=1000)
    assert threading.active_count() <= before + 2
    assert Thing(id="t1").id == "t1"
