"""Downloads through every transport: the copying must not depend on the default one."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import pytest

from clientome._runtime.base import errors, timing
from clientome._runtime.base.options import RequestOptions
from clientome._runtime.client import AsyncClient, Client
from tests.runtime.kit import API
from tests.transfers.downloads_kit import AsyncFiles, Files, Storage, content, cut_at, names, serving, sha256

DATA = content(9_000_001, 1)
FAULTS = [cut_at(0), cut_at(3_000_000), cut_at(8_000_000, reset=True)]


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timing, "REPEATS", timing.Backoff(0.0, 8.0))


def test_through_a_client_of_httpx(tmp_path: Path) -> None:
    storage = Storage(a__bin=DATA)
    storage.faults = [*FAULTS]
    with serving(storage) as server, httpx.Client() as http:
        client = Client(API, {"api_key": "k"}, base_url=f"{server.url}/v1", http_client=http)
        with client:
            Files(client).save(tmp_path / "a", sha256=sha256(DATA))
            storage.faults = [cut_at(3_000_000)]
            with pytest.raises(errors.IntegrityError):
                Files(client).save(tmp_path / "b", options=RequestOptions(retries=0))
    assert (tmp_path / "a").read_bytes() == DATA
    assert (tmp_path / "b.part").read_bytes() == DATA[:3_000_000]


def test_through_an_async_client_of_httpx(tmp_path: Path) -> None:
    storage = Storage(a__bin=DATA)
    storage.faults = [*FAULTS]

    async def main(url: str) -> None:
        async with (
            httpx.AsyncClient() as http,
            AsyncClient(API, {"api_key": "k"}, base_url=url, http_client=http) as client,
        ):
            await AsyncFiles(client).save(tmp_path / "a", sha256=sha256(DATA))

    with serving(storage) as server:
        asyncio.run(main(f"{server.url}/v1"))
    assert (tmp_path / "a").read_bytes() == DATA
    # What a transport still held when its connection broke is asked for again.
    asked = [int((range_ or "=0-").strip("bytes=-")) for range_ in storage.ranges_asked]
    assert asked[:2] == [0, 0]
    assert 0 < asked[2] <= 3_000_000
    assert asked[2] < asked[3] <= 8_000_000
    assert names(tmp_path) == ["a"]
