"""Archives that come from outside: refused as the provider refuses them, in bounded time and space."""

from __future__ import annotations

import io
import json
import random
import stat
import struct
import warnings
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientome.sandbox.state import archives
from clientome.sandbox.state.blobs import Blobs
from tests.support.sandbox_subseq import SubseqSandbox, started

TEXT = b"".join(b"line %d of a text that can be compressed\n" % n for n in range(500))


def packed(*names: str, content: bytes = TEXT, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(target, "w", method) as made:
            for name in names or ("a.txt", "d/b.txt"):
                made.writestr(name, content)
    return target.getvalue()


def with_entry(name: str = "a.txt", **attributes: Any) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        info = zipfile.ZipInfo(name)
        for key, value in attributes.items():
            setattr(info, key, value)
        made.writestr(info, TEXT)
    return target.getvalue()


def patched(archive: bytes, signature: bytes, place: int, value: bytes) -> bytes:
    """Other bytes in every header of a kind."""
    found, at = bytearray(archive), archive.find(signature)
    while at >= 0:
        found[at + place : at + place + len(value)] = value
        at = archive.find(signature, at + 1)
    return bytes(found)


LOCAL, CENTRAL, END = b"PK\3\4", b"PK\1\2", b"PK\5\6"


def encrypted() -> bytes:
    return patched(patched(packed(), LOCAL, 6, b"\1\0"), CENTRAL, 8, b"\1\0")


def many_entries(count: int) -> bytes:
    """A short archive whose list of entries is long."""
    one = struct.pack("<4s4B4HL2L5H2L", CENTRAL, 20, 0, 20, 0, 0, 0, 0, 33, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0)
    listed = b"".join(one + b"%04x" % (n % 65536) for n in range(count))
    return listed + struct.pack("<4s4H2LH", END, 0, 0, 65535, 65535, len(listed), 0, 0)


BROKEN: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "no archive": lambda: b"ATOM" * 100,
    "only the end": lambda: packed()[-22:],
    "cut": lambda: packed()[:-30],
    "cut early": lambda: packed()[:100],
    "without its beginning": lambda: packed()[50:],
    "wrong deflate": lambda: patched(packed(), LOCAL, 35, b"\xff" * 20),
    "wrong checksum": lambda: patched(patched(packed(), LOCAL, 14, b"abcd"), CENTRAL, 16, b"abcd"),
    "shorter than announced": lambda: patched(packed(), CENTRAL, 24, struct.pack("<L", len(TEXT) + 1)),
    "longer than announced": lambda: patched(packed(), CENTRAL, 24, struct.pack("<L", len(TEXT) - 1)),
    "unknown method": lambda: patched(patched(packed(), LOCAL, 8, b"\x63\0"), CENTRAL, 10, b"\x63\0"),
    "method that needs gigabytes": lambda: packed(method=zipfile.ZIP_LZMA),
    "encrypted": encrypted,
    "zip64 that leads nowhere": lambda: patched(packed(), END, 8, b"\xff" * 12),
    "list longer than the archive": lambda: patched(packed(), END, 12, struct.pack("<L", 0x7FFFFFFF)),
    "list of entries too long": lambda: many_entries(200_000),
    "twice the same name": lambda: packed("a.txt", "a.txt"),
    "file and folder": lambda: packed("a", "a/b"),
    "link": lambda: with_entry(external_attr=(stat.S_IFLNK | 0o777) << 16),
    "a name that goes on after its end": lambda: patched(
        patched(packed("a.txt"), LOCAL, 30, b"a\0txt"), CENTRAL, 46, b"a\0txt"
    ),
    "names in no encoding": lambda: patched(with_entry("\u00e9\u00e9"), CENTRAL, 46, b"\xff\xfe"),
    **{
        f"name {name!r}": lambda name=name: packed("b.txt", name)  # type: ignore[misc]
        for name in (
            "../up",
            "/up",
            "a/../../up",
            "a/./b",
            "a//b",
            "..\\up",
            "C:\\up",
            "C:up",
            "a\nb",
            "a\x1bb",
            "./b",
            "..",
            "x" * 256,
            "a/" + "x" * 256 + "/b",
        )
    },
}


@pytest.fixture(scope="module")
def one() -> Iterator[SubseqSandbox]:
    with started() as found:
        yield found


def sent(one: SubseqSandbox, archive: bytes) -> tuple[int, dict[str, Any]]:
    with one.client() as client:
        link = client.datasets.create_upload_link(
            project="default", name="archive", size_bytes=max(len(archive), 1), format="zip"
        )
    status, _, text = one.ask("PUT", link.upload_url, archive, {"Content-Type": "application/zip"})
    return status, json.loads(text)


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_archive_is_a_bad_request(
    one: SubseqSandbox, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    before = one.things("datasets")
    status, said = sent(one, BROKEN[kind]())
    assert (status, set(said)) == (400, {"success", "error"})
    assert one.things("datasets") == before
    assert one.sandbox.state()["problems"] == []
    assert caplog.records == []


def test_good_archives_of_many_kinds(one: SubseqSandbox) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        made.mkdir("folder")
        made.writestr("folder/first \u00e9\u4e2d\u00a0.txt", b"1")
        with made.open("folder/zip64.txt", "w", force_zip64=True) as file:
            file.write(b"2")
        made.comment = b"with a comment"
    for good in (target.getvalue(), packed(), packed(method=zipfile.ZIP_STORED), b"#!/bin/sh\n" + packed()):
        assert sent(one, good)[0] == 200


def test_a_bomb_is_refused_before_it_is_unpacked(one: SubseqSandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "PLAIN", 1 << 20)
    assert sent(one, packed("zeros", content=bytes(1 << 20)))[0] == 200
    assert sent(one, packed("zeros", content=bytes((1 << 20) + 1)))[0] == 400
    assert sent(one, packed("zeros", "more", content=bytes((1 << 19) + 1)))[0] == 400
    assert sent(one, packed("noise", content=random.Random(2).randbytes(2 << 20)))[0] == 200


def test_no_announced_size_is_read_at_once() -> None:
    long = io.BytesIO(many_entries(200_000))
    with pytest.raises(archives._Refused):
        zipfile.ZipFile(archives._Bounded(long))


def test_what_is_refused_leaves_no_half_file() -> None:
    blobs = Blobs(None)
    wrong = patched(packed("a", content=random.Random(1).randbytes(900_000)), CENTRAL, 16, b"abcd")
    stored = blobs.keep(wrong)
    assert archives.unzipped(blobs, stored, 1 << 30) is None
    assert [path.name for path in blobs.folder().iterdir()] == [stored["blob"]]
    blobs.close()


@given(st.data())
def test_bytes_changed_at_random_are_refused_or_unpacked_within_bounds(data: st.DataObject) -> None:
    good = packed(content=TEXT[:200])
    found = bytearray(good)
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(found) - 1))
        found[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(found)) | st.just(len(found)))
    blobs = Blobs(None)
    files = archives.unzipped(blobs, blobs.keep(bytes(found[:cut])), 1 << 20)
    for file in files or ():
        assert 0 <= file["size"] <= 1 << 20
        assert ".." not in file["path"].split("/")
    blobs.close()
