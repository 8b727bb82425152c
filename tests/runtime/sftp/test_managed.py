"""Managed uploads by SFTP: over a real SSH connection, then found in the list of the provider over HTTP."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from clientome._runtime.base import errors
from clientome._runtime.body.inputs import File
from clientome._runtime.sftp import transfer as sftp_transfer
from clientome._runtime.sftp.upload import HostKeyError, RemoteFileExists, SftpTarget
from clientome._runtime.spec.operation import ManagedUpload
from tests.support.clients import MODES
from tests.support.downloads import content
from tests.support.managed import LIMIT, SFTP, SFTP_WAY, World, cut, refuse, stored_file, world
from tests.support.sftp_servers import Place, Proxy

SIZE = 3_000_001
TODAY = f"{datetime.now(UTC):%Y-%m-%d}"


@pytest.fixture(params=MODES)
def both(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.setattr(sftp_transfer, "today", lambda: datetime.fromisoformat(TODAY).replace(tzinfo=UTC))
    with world(request.param) as made:
        yield made


@pytest.fixture
def there(inprocess: Callable[..., Place]) -> Place:
    """An SFTP server with dated folders."""
    place = inprocess()
    place.folder = TODAY
    return place


def login(place: Place, **changes: Any) -> SftpTarget:
    """How a user gives his login: without host and folder."""
    return place.target(**{"host": None, "folder": None, **changes})


def listed(identity: str, path: str, state: str = "NEW") -> dict[str, Any]:
    return {"id": identity, "state": state, "path": path}


def shows(both: World, *before: dict[str, Any], after: int = 0, path: str = f"in/{TODAY}/a.vcf") -> None:
    """The provider lists the file once it has been asked so often after the upload."""
    both.provider.files = list(before)
    asked = 0

    def look(where: str) -> None:
        nonlocal asked
        if where == "/files":
            asked += 1
            if asked > 1 + after:
                both.provider.files = [*before, listed("s1", path)]

    both.provider.before = look


@pytest.mark.parametrize("after", [0, 3])
def test_uploaded_found_and_valid(both: World, there: Place, tmp_path: Path, after: int) -> None:
    data = content(SIZE)
    shows(both, after=after)
    both.provider.states = ["NEW", "VALID"]
    told: list[tuple[int, int | None]] = []
    states: list[str] = []
    result = both.upload(
        SFTP,
        stored_file(tmp_path, data),
        sftp=login(there),
        on_progress=lambda done, total: told.append((done, total)),
        on_status=lambda file: states.append(file.state),
    )
    assert (result.id, result.state) == ("s1", "VALID")
    assert states == ["NEW", "VALID"]
    assert (there.incoming / "a.vcf").read_bytes() == data
    assert there.names() == ["a.vcf"]
    assert told[-1] == (SIZE, SIZE)
    lines = both.provider.lines()
    assert lines == ["GET /files"] * (2 + after) + ["GET /files/s1"] * 2
    assert {f"{one.method} {one.target}" for one in both.provider.requests if "/files?" in one.target} == {
        "GET /v1/files?name=a.vcf"
    }


@pytest.mark.parametrize("both", ["async"], indirect=True)
def test_async_progress_is_awaited(both: World, there: Place, tmp_path: Path) -> None:
    shows(both)
    told: list[int] = []

    async def on_progress(done: int, total: int | None) -> None:
        told.append(done)

    both.upload(SFTP, stored_file(tmp_path, content(SIZE)), sftp=login(there), on_progress=on_progress)
    assert told[-1] == SIZE


def test_size_decides_and_content_without_size_goes_by_sftp(
    both: World, there: Place, tmp_path: Path
) -> None:
    assert both.upload(SFTP, stored_file(tmp_path, content(LIMIT)), sftp=login(there)).id == "d1"
    assert not there.incoming.exists()
    shows(both)
    data = content(SIZE)
    stream = (data[start : start + 100_000] for start in range(0, SIZE, 100_000))
    assert both.upload(SFTP, File(stream, "a.vcf"), sftp=login(there)).id == "s1"
    assert (there.incoming / "a.vcf").read_bytes() == data


def test_small_file_by_choice_without_waiting(both: World, there: Place, tmp_path: Path) -> None:
    shows(both)
    result = both.upload(SFTP, stored_file(tmp_path, b"x"), via="sftp", sftp=login(there), wait=False)
    assert (result.id, result.state) == ("s1", "NEW")


@pytest.mark.parametrize(
    ("name", "changes", "managed", "kind", "said"),
    [
        ("a b.vcf", {}, SFTP, errors.ArgumentError, "match"),
        ("a.vcf", {"file_name_pattern": r"genome_.*"}, SFTP, errors.ArgumentError, "match"),
        (
            "a.vcf",
            {},
            replace(SFTP, ways=(replace(SFTP_WAY, hosts={"staging": "h"}),)),
            errors.ConfigurationError,
            "host=",
        ),
    ],
)
def test_checked_before_anything_is_sent(
    both: World,
    there: Place,
    tmp_path: Path,
    name: str,
    changes: Any,
    managed: ManagedUpload[Any],
    kind: Any,
    said: str,
) -> None:
    with pytest.raises(kind, match=said):
        both.upload(managed, stored_file(tmp_path, b"x", name), via="sftp", sftp=login(there, **changes))
    assert not both.provider.requests
    assert there.auth is not None
    assert there.auth.tried == 0


def test_key_that_does_not_work_is_found_before_sending(both: World, there: Place, tmp_path: Path) -> None:
    both.provider.script["/files"] = [refuse("401 Unauthorized")]
    with pytest.raises(errors.AuthenticationError):
        both.upload(SFTP, stored_file(tmp_path, content(SIZE)), sftp=login(there))
    assert not there.incoming.exists()


def test_unknown_server_gets_nothing(both: World, there: Place, tmp_path: Path) -> None:
    with pytest.raises(HostKeyError):
        both.upload(
            SFTP, stored_file(tmp_path, content(SIZE)), sftp=login(there, known_hosts="SHA256:" + "A" * 43)
        )
    assert there.auth is not None
    assert there.auth.tried == 0


def test_older_file_of_the_same_name_is_not_taken_for_it(both: World, there: Place, tmp_path: Path) -> None:
    older = [listed("old1", f"in/{TODAY}/a.vcf"), listed("old2", "in/2020-01-01/a.vcf")]
    others = [listed("o1", f"in/{TODAY}/ba.vcf"), listed("o2", f"in/{TODAY}/a.vcf/x"), listed("o3", "a.vcf")]
    shows(both, *older, *others, after=2)
    result = both.upload(SFTP, stored_file(tmp_path, content(SIZE)), sftp=login(there))
    assert result.id == "s1"
    assert both.provider.lines().count("GET /files") == 4


def test_path_is_compared_as_a_whole(both: World, there: Place, tmp_path: Path) -> None:
    shows(both, path=f"in/x{TODAY}/a.vcf")
    with pytest.raises(errors.WaitTimeout, match=r"does not show after 0\.1 s"):
        both.upload(SFTP, stored_file(tmp_path, content(SIZE)), sftp=login(there), timeout=0.1)


def test_older_file_whose_state_changes_meanwhile_is_still_the_older_one(
    both: World, there: Place, tmp_path: Path
) -> None:
    shows(both, listed("old", f"in/{TODAY}/a.vcf"), after=2)
    usual = both.provider.before

    def change(where: str) -> None:
        usual(where)
        both.provider.files[0] = listed("old", f"in/{TODAY}/a.vcf", "VALID")

    first = [listed("old", f"in/{TODAY}/a.vcf", "NEW")]
    both.provider.script["/files"] = [refuse("200 OK", json.dumps({"results": first}).encode())]
    both.provider.before = change
    assert both.upload(SFTP, stored_file(tmp_path, content(SIZE)), sftp=login(there)).id == "s1"


def test_time_for_looking_counts_as_waiting(both: World, there: Place, tmp_path: Path) -> None:
    shows(both, after=3)
    both.provider.states = ["NEW"] * 1000
    with pytest.raises(errors.WaitTimeout, match="not done") as caught:
        both.upload(SFTP, stored_file(tmp_path, content(SIZE)), sftp=login(there), timeout=0.5)
    found = re.search(r"after ([\d.]+) s", str(caught.value))
    assert found is not None
    assert float(found[1]) < 0.49


def test_later_pages_are_looked_at(both: World, there: Place, tmp_path: Path) -> None:
    old = listed("old", f"in/{TODAY}/a.vcf")
    shows(both, old, after=1)
    usual = both.provider.usual

    def paged(path: str, target: str, body: bytes) -> tuple[str, dict[str, Any]]:
        if path == "/files" and "page=2" not in target:
            return "200 OK", {"results": [listed("x", "in/x")], "next": "more"}
        return usual(path, target, body)

    both.provider.usual = paged  # type: ignore[method-assign]
    assert both.upload(SFTP, stored_file(tmp_path, content(SIZE)), sftp=login(there)).id == "s1"
    assert both.provider.lines() == ["GET /files"] * 4 + ["GET /files/s1"]


def test_file_that_does_not_show_says_where_it_is(both: World, there: Place, tmp_path: Path) -> None:
    file = stored_file(tmp_path, content(SIZE), "maria.vcf")
    with pytest.raises(errors.WaitTimeout) as caught:
        both.upload(SFTP, file, sftp=login(there), timeout=0.2)
    assert caught.value.last.sha256
    [note] = caught.value.__notes__
    assert f"{SIZE} bytes" in note
    assert TODAY in note
    assert "127.0.0.1" in note
    assert "maria" not in note + str(caught.value)
    # Called again it is only found.
    both.provider.files = [listed("s1", f"in/{TODAY}/maria.vcf")]
    sent = (there.incoming / "maria.vcf").stat().st_mtime_ns
    assert both.upload(SFTP, file, sftp=login(there)).id == "s1"
    assert (there.incoming / "maria.vcf").stat().st_mtime_ns == sent


def test_trouble_while_looking_passes(both: World, there: Place, tmp_path: Path) -> None:
    shows(both)
    file = stored_file(tmp_path, content(SIZE))
    usual = both.provider.before

    def trouble(where: str) -> None:
        usual(where)
        if where == "/files" and both.provider.lines().count("GET /files") == 1:
            both.provider.script["/files"] = [refuse("503 Service Unavailable"), cut]

    both.provider.before = trouble
    assert both.upload(SFTP, file, sftp=login(there), client={"retries": 0}).id == "s1"


def test_refusal_while_looking_tells_that_the_file_is_there(
    both: World, there: Place, tmp_path: Path
) -> None:
    def forbid(where: str) -> None:
        both.provider.script["/files"] = [refuse("403 Forbidden")]

    both.provider.before = forbid
    with pytest.raises(errors.PermissionDeniedError) as caught:
        both.upload(SFTP, stored_file(tmp_path, content(SIZE)), sftp=login(there))
    assert "Do not send it again" in caught.value.__notes__[0]
    assert there.names() == ["a.vcf"]


def test_different_file_of_the_name_is_left_alone(both: World, there: Place, tmp_path: Path) -> None:
    there.incoming.mkdir()
    (there.incoming / "a.vcf").write_bytes(b"another patient")
    with pytest.raises(RemoteFileExists):
        both.upload(SFTP, stored_file(tmp_path, content(SIZE)), sftp=login(there))
    assert (there.incoming / "a.vcf").read_bytes() == b"another patient"


@pytest.mark.parametrize("tenth", [1, 5, 9])
def test_cut_connection_is_continued(
    both: World, there: Place, tmp_path: Path, proxy: Callable[..., Proxy], tenth: int
) -> None:
    data = content(SIZE)
    shows(both)
    between = proxy(there, SIZE * tenth // 10, None)
    assert both.upload(SFTP, stored_file(tmp_path, data), sftp=login(there, port=between.port)).id == "s1"
    assert (there.incoming / "a.vcf").read_bytes() == data
    assert between.connections == 2


def test_stop_in_the_middle_leaves_no_threads_and_no_file(both: World, there: Place, tmp_path: Path) -> None:
    before = threading.active_count()

    def stop(done: int, total: int | None) -> None:
        if done > 1_000_000:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        both.upload(SFTP, stored_file(tmp_path, content(SIZE)), sftp=login(there), on_progress=stop)
    assert "a.vcf" not in there.names()
    assert not [thread for thread in threading.enumerate() if thread.name == "clientome-sftp"]
    assert threading.active_count() <= before + 8
