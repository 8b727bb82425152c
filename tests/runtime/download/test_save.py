"""Saving an answer that is open already: to paths, folders and open files."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from clientome._runtime.base import errors
from clientome._runtime.base.errors import ArgumentError
from clientome._runtime.files.atomic import TargetExists
from tests.support.downloads import Both, Storage, Stored, content, cut_at, names, raw, serving, sha256

SMALL = content(100_000)
LARGE = content(9_000_001, 1)


@pytest.mark.parametrize("data", [SMALL, LARGE], ids=["small", "large"])
def test_to_a_path_a_folder_and_a_file(tmp_path: Path, stored: Stored, data: bytes) -> None:
    storage, both = stored(a__bin=data)
    storage.headers = ["Content-Disposition: attachment; filename*=UTF-8''..%2Fa%20b.zip"]
    told: list[tuple[int, int | None]] = []
    file = io.BytesIO()
    checks = {"sha256": sha256(data), "size": len(data)}
    assert both.save_stream(tmp_path / "x", **checks) == tmp_path / "x"
    assert both.save_stream(tmp_path) == tmp_path / "a b.zip"
    assert both.save_stream(file, on_progress=lambda *args: told.append(args), **checks) is None
    with pytest.raises(TargetExists):
        both.save_stream(tmp_path / "x")
    both.save_stream(str(tmp_path / "x"), overwrite=True)
    assert file.getvalue() == data
    assert (tmp_path / "x").read_bytes() == data
    assert (tmp_path / "a b.zip").read_bytes() == data
    assert names(tmp_path) == ["a b.zip", "x"]
    assert told[-1] == (len(data), len(data))


def test_files_that_take_a_little_at_a_time(stored: Stored) -> None:
    class Narrow(io.RawIOBase):
        def __init__(self) -> None:
            self.got = bytearray()

        def write(self, data: Any) -> int:
            self.got += bytes(data[:1000])
            return min(1000, len(data))

    class Silent(io.BytesIO):
        def write(self, data: Any) -> None:  # type: ignore[override] # some objects tell nothing
            super().write(data)

    narrow, silent = Narrow(), Silent()
    _storage, both = stored(a__bin=SMALL)
    both.save_stream(narrow)
    both.save_stream(silent)
    assert bytes(narrow.got) == SMALL
    assert silent.getvalue() == SMALL


@pytest.mark.parametrize("data", [SMALL, LARGE], ids=["small", "large"])
def test_what_is_wrong_or_broken_leaves_nothing(tmp_path: Path, stored: Stored, data: bytes) -> None:
    storage, both = stored(a__bin=data)
    with pytest.raises(errors.IntegrityError, match="digest"):
        both.save_stream(tmp_path / "x", sha256="0" * 64)
    with pytest.raises(errors.IntegrityError, match="digest"):
        both.save_stream(tmp_path / "x", md5="0" * 32)
    with pytest.raises(errors.IntegrityError, match="instead of the expected 1"):
        both.save_stream(tmp_path / "x", size=1)
    storage.faults = [cut_at(len(data) - 5)]
    with pytest.raises(errors.IntegrityError, match=f"{len(data) - 5} of {len(data)}") as raised:
        both.save_stream(tmp_path / "x")
    assert isinstance(raised.value, errors.ProtocolError)
    storage.faults = [raw(b"HTTP/1.1 200 OK\r\n\r\n" + data, close=True)] * 2
    with pytest.raises(errors.IntegrityError, match="broke off"):
        both.save_stream(tmp_path / "x", size=len(data) + 1)
    with pytest.raises(errors.IntegrityError, match="longer"):
        both.save_stream(tmp_path / "x", size=len(data) - 1)
    storage.headers = ["Digest: SHA-256=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="]
    with pytest.raises(errors.IntegrityError, match="digest"):
        both.save_stream(io.BytesIO())
    with pytest.raises(errors.IntegrityError, match="declares another"):
        both.save_stream(tmp_path / "x", sha256=sha256(data))
    assert names(tmp_path) == []


@pytest.mark.parametrize("wrong", [{"sha256": "abc"}, {"sha256": "g" * 64}, {"md5": "0" * 31}, {"md5": "é"}])
def test_digests_that_cannot_be_are_refused_at_once(
    tmp_path: Path, stored: Stored, wrong: dict[str, str]
) -> None:
    storage, both = stored(a__bin=SMALL)
    with pytest.raises(ArgumentError) as raised:
        both.save(tmp_path / "x", **wrong)
    assert raised.value.argument in wrong
    assert storage.requests == []


def test_a_callback_that_raises_ends_the_download(tmp_path: Path, stored: Stored) -> None:
    def stop(done: int, total: int | None) -> None:
        raise KeyError("enough")

    _storage, both = stored(a__bin=LARGE)
    with pytest.raises(KeyError):
        both.save_stream(tmp_path / "x", on_progress=stop)
    with pytest.raises(KeyError):
        both.save(tmp_path / "y", on_progress=stop)
    assert names(tmp_path) == ["y.part", "y.part.json"]
    assert both.save(tmp_path / "y").read_bytes() == LARGE


def test_async_callbacks_are_awaited(tmp_path: Path) -> None:
    told: list[int] = []

    async def tell(done: int, total: int | None) -> None:
        told.append(done)

    with serving(Storage(a__bin=LARGE)) as server:
        Both("async", server.url).save(tmp_path / "x", on_progress=tell)
    assert told[-1] == len(LARGE)
