"""A content that changes while it is downloaded, on servers that know HTTP badly: one whole version, or an error.

The servers here do anything but lie about what they send: a validator that they show belongs to the bytes.
"""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

from clientome._runtime.base import errors
from clientome._runtime.base.options import RequestOptions
from tests.support.downloads import Both, content, names, sha256
from tests.support.http import Peer, serve

pytestmark = pytest.mark.usefixtures("no_pauses")

VERSIONS = (content(3000, 1), content(3000, 2), content(2000, 3), b"")
DAYS = ("Mon, 01 Jan 2024", "Tue, 02 Jan 2024", "Wed, 03 Jan 2024", "Thu, 04 Jan 2024")


@dataclass(frozen=True)
class Step:
    """How one request is answered. ``knows`` are the things of HTTP that the server takes into account."""

    version: int = 0
    knows: frozenset[str] = frozenset({"range", "if-range"})
    shown: str = "etag"
    total: str = "right"
    shift: int = 0
    most: int = 5000
    cut: float = 1.0
    chunked: bool = False
    status: int = 0


ALL = frozenset({"range", "if-range"})
steps = st.builds(
    Step,
    version=st.sampled_from([0, 0, 0, 1, 1, 2, 3]),
    knows=st.sampled_from([ALL, ALL, frozenset({"range"}), frozenset({"range"}), frozenset[str]()]),
    shown=st.sampled_from(["etag", "etag", "weak", "date", "same second", "both", "none"]),
    total=st.sampled_from(["right", "right", "right", "unknown", "other"]),
    shift=st.sampled_from([0, 0, 0, 0, -1, 1]),
    most=st.sampled_from([5000, 5000, 700]),
    cut=st.sampled_from([1.0, 0.0, 0.3, 0.5, 0.9]),
    chunked=st.booleans(),
    status=st.sampled_from([0, 0, 0, 0, 0, 0, 416, 503, 204, 205]),
)


class Fickle:
    """Answers each request by the next step; when they are used up, as a good server with the last version."""

    def __init__(self, script: list[Step]) -> None:
        self.ranges: list[str | None] = []
        self.begin(script)

    def begin(self, script: list[Step]) -> None:
        """The steps of another call."""
        self.script = list(script)
        self.last = script[-1].version if script else 0

    def talk(self, peer: Peer) -> None:
        while (head := peer.request()) is not None:
            fields = dict(line.split(": ", 1) for line in head.decode("latin-1").split("\r\n")[1:])
            fields = {name.lower(): value for name, value in fields.items()}
            self.ranges.append(fields.get("range"))
            step = self.script.pop(0) if self.script else Step(self.last)
            self.answer(peer, step, fields)

    def answer(self, peer: Peer, step: Step, fields: dict[str, str]) -> None:
        data = VERSIONS[step.version]
        shown = self.shown(step)
        start = 0
        if "range" in fields and "range" in step.knows:
            guard = fields.get("if-range")
            guards = [line.split(": ", 1)[1] for line in self.shown(Step(step.version, shown="both"))]
            if guard is None or "if-range" not in step.knows or guard in guards:
                start = int(fields["range"].removeprefix("bytes=").removesuffix("-"))
        if step.status in (204, 205, 503):
            lines = [f"HTTP/1.1 {step.status} X", *([] if step.status == 204 else ["Content-Length: 0"])]
            peer.send("\r\n".join(lines).encode() + b"\r\n\r\n")
            return
        if step.status == 416 or start > len(data) or (start and start == len(data)):
            peer.reply(b"", "416 X", f"Content-Range: bytes */{len(data)}", *shown)
            return
        body, lines = data, ["HTTP/1.1 200 OK"]
        if start:
            begin = max(start + step.shift, 0)
            body = data[begin : begin + step.most]
            total = {"right": str(len(data)), "unknown": "*", "other": str(len(data) + 7)}[step.total]
            lines = ["HTTP/1.1 206 X", f"Content-Range: bytes {begin}-{begin + len(body) - 1}/{total}"]
            if not body:
                peer.reply(b"", "416 X", f"Content-Range: bytes */{len(data)}", *shown)
                return
        sent = body[: int(len(body) * step.cut)]
        if step.chunked:
            chunks = b"".join(
                b"%x\r\n%s\r\n" % (len(piece), piece) for piece in (sent[:900], sent[900:]) if piece
            )
            peer.send(
                "\r\n".join([*lines, "Transfer-Encoding: chunked", *shown]).encode() + b"\r\n\r\n" + chunks
            )
            if step.cut == 1.0:
                peer.send(b"0\r\n\r\n")
        else:
            peer.send(
                "\r\n".join([*lines, f"Content-Length: {len(body)}", *shown]).encode() + b"\r\n\r\n" + sent
            )
        if step.cut < 1.0:
            raise OSError

    @staticmethod
    def shown(step: Step) -> list[str]:
        day = DAYS[step.version]
        etag, weak = f'ETag: "v{step.version}"', f'ETag: W/"v{step.version}"'
        dated = [f"Last-Modified: {day} 00:00:00 GMT", "Date: Fri, 05 Jan 2024 00:00:00 GMT"]
        return {
            "etag": [etag],
            "weak": [weak],
            "date": dated,
            "same second": [dated[0], f"Date: {day} 00:00:00 GMT"],
            "both": [etag, *dated],
            "none": [],
        }[step.shown]


def one_of(script: list[list[Step]], mode: str, digest: int | None, resume: bool) -> None:
    """Call as often as there are scripts, and look at the folder each time."""
    told = {} if digest is None else {"sha256": sha256(VERSIONS[digest])}
    fickle = Fickle([])
    with tempfile.TemporaryDirectory() as folder, serve(fickle.talk) as server:
        path = Path(folder, "a.bin")
        client = Both(mode, server.url)
        for number, part in enumerate(script):
            fickle.begin(part)
            try:
                done: Path | None = client.save_link(
                    f"{server.url}/f", path, options=RequestOptions(retries=2), resume=resume, **told
                )
            except errors.ClientomeError:
                done = None
            if done is None:
                assert not path.exists()
                continue
            data = path.read_bytes()
            assert data in VERSIONS, f"a mixture of {len(data)} bytes after call {number}"
            assert digest is None or data == VERSIONS[digest]
            assert names(Path(folder)) == ["a.bin"]
            path.unlink()


def _first_cut(second: Step, first: Step | None = None) -> Fickle:
    return Fickle([first or Step(cut=0.5), second, Step(second.version)])


CASES: dict[str, tuple[Step, Step, int, list[str | None]]] = {
    "the same content": (Step(cut=0.5), Step(), 0, [None, "bytes=1500-"]),
    "another content, If-Range ignored, no validator": (
        Step(cut=0.5),
        Step(1, frozenset({"range"}), shown="none"),
        1,
        [None, "bytes=1500-", None],
    ),
    "another content, If-Range ignored, its own validator": (
        Step(cut=0.5),
        Step(1, frozenset({"range"})),
        1,
        [None, "bytes=1500-", None],
    ),
    "the same content, no validator in the rest": (
        Step(cut=0.5),
        Step(0, shown="none"),
        0,
        [None, "bytes=1500-", None],
    ),
    "a date instead of the tag": (Step(cut=0.5), Step(0, shown="date"), 0, [None, "bytes=1500-", None]),
    "a weak tag": (Step(cut=0.5, shown="weak"), Step(), 0, [None, None]),
    "a date": (Step(cut=0.5, shown="date"), Step(shown="date"), 0, [None, "bytes=1500-"]),
    "a date of this second": (Step(cut=0.5, shown="same second"), Step(), 0, [None, None]),
    "a rest of unknown size": (
        Step(cut=0.5, chunked=True),
        Step(total="unknown"),
        0,
        [None, "bytes=1500-", None],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_a_rest_must_say(tmp_path: Path, mode: str, case: str) -> None:
    first, second, version, ranges = CASES[case]
    fickle = _first_cut(second, first)
    with serve(fickle.talk) as server:
        Both(mode, server.url).save_link(f"{server.url}/f", tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == VERSIONS[version]
    assert fickle.ranges == ranges


def test_a_digest_that_the_caller_knows_guards_a_rest_without_validator(tmp_path: Path, mode: str) -> None:
    for version, done in ((0, True), (1, False)):
        fickle = _first_cut(Step(version, frozenset({"range"}), shown="none"))
        with serve(fickle.talk) as server:
            client, path = Both(mode, server.url), tmp_path / str(version)
            told: dict[str, Any] = {"sha256": hashlib.sha256(VERSIONS[0]).hexdigest()}
            if done:
                assert client.save_link(f"{server.url}/f", path, **told).read_bytes() == VERSIONS[0]
            else:
                with pytest.raises(errors.IntegrityError):
                    client.save_link(f"{server.url}/f", path, **told)
        assert fickle.ranges == [None, "bytes=1500-"]
    assert names(tmp_path) == ["0"]


def test_a_part_of_another_digest_is_not_continued(tmp_path: Path, mode: str) -> None:
    fickle = Fickle([Step(cut=0.5, shown="none"), Step(1, frozenset({"range"}), shown="none")])
    with serve(fickle.talk) as server:
        client, link = Both(mode, server.url), f"{server.url}/f"
        with pytest.raises(errors.IntegrityError, match="broke off"):
            client.save_link(
                link, tmp_path / "a", sha256=sha256(VERSIONS[0]), options=RequestOptions(retries=0)
            )
        assert "a.part" in names(tmp_path)
        client.save_link(link, tmp_path / "a", sha256=sha256(VERSIONS[1]))
    assert fickle.ranges == [None, None]
    assert (tmp_path / "a").read_bytes() == VERSIONS[1]


def test_a_part_that_nobody_asked_for_is_no_file(tmp_path: Path, mode: str) -> None:
    def talk(peer: Peer) -> None:
        while peer.request() is not None:
            peer.reply(b"0123", "206 Partial Content", "Content-Range: bytes 0-3/10")

    with serve(talk) as server:
        client = Both(mode, server.url)
        for work in (
            lambda: client.save_link(f"{server.url}/f", tmp_path / "a"),
            lambda: client.save(tmp_path / "a"),
            lambda: client.save_stream(tmp_path / "a"),
        ):
            with pytest.raises(errors.DecodeError, match="without being asked"):
                work()
    assert names(tmp_path) == []
