"""Downloads through clients of httpx: what copies must not depend on the default transport."""

from __future__ import annotations

from pathlib import Path

import pytest

from clientome._runtime.base import errors
from clientome._runtime.base.options import RequestOptions
from tests.support.downloads import Both, Storage, content, cut_at, names, serving, sha256

pytestmark = pytest.mark.usefixtures("no_pauses")

DATA = content(9_000_001, 1)


@pytest.mark.parametrize("kind", ["httpx", "async httpx"])
def test_through_a_client_of_httpx(tmp_path: Path, kind: str) -> None:
    storage = Storage(a__bin=DATA)
    storage.faults = [cut_at(0), cut_at(3_000_000), cut_at(8_000_000, reset=True)]
    with serving(storage) as server:
        both = Both(kind, server.url)
        assert both.save(tmp_path / "a", sha256=sha256(DATA)).read_bytes() == DATA
        # What a transport still held when its connection broke is asked for again.
        asked = [int((range_ or "=0-").strip("bytes=-")) for range_ in storage.ranges_asked]
        assert asked[:2] == [0, 0]
        assert 0 < asked[2] <= 3_000_000
        assert asked[2] < asked[3] <= 8_000_000
        assert names(tmp_path) == ["a"]
        storage.faults = [cut_at(3_000_000)]
        with pytest.raises(errors.IntegrityError):
            both.save(tmp_path / "b", options=RequestOptions(retries=0))
    part = (tmp_path / "b.part").read_bytes()
    assert part == DATA[: len(part)]
    assert 0 < len(part) <= 3_000_000
