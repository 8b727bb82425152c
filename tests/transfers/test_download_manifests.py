"""Sizes and digests that another operation tells: asked before the download, checked after it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from pydantic import Field

from clientome._runtime.base import errors, timing
from clientome._runtime.base.models import AnswerModel
from clientome._runtime.base.options import RequestOptions
from clientome._runtime.base.timing import Deadline
from clientome._runtime.base.types import UNSET
from clientome._runtime.files.atomic import TargetExists
from clientome._runtime.spec.operation import Answer, Download, Manifest, Operation, Pagination, Parameter
from tests.transfers.downloads_kit import (
    COLOURS,
    FILE,
    Both,
    Storage,
    content,
    cut_at,
    names,
    serving,
    sha256,
    status,
)

DATA = content(100_000)
OTHER = content(100_000, 7)


class Job(AnswerModel):
    """A job with a list of its files, perhaps."""

    manifest: list[dict[str, Any]] | None = None


class Envelope(AnswerModel):
    """A job in an envelope."""

    success: bool
    data: Job


class Report(AnswerModel):
    """A report that is one file."""

    id: UUID | str
    file: str = Field(default="")
    bytes: int | None = None
    check_sum: str | None = None


class Reports(AnswerModel):
    """A page of reports."""

    results: list[Report]
    more: bool = False


JOB: Operation[Job] = Operation(
    id="getJob",
    method="GET",
    path="/jobs/{job}",
    answers=(Answer(200, "json", Envelope),),
    parameters=(Parameter("job", "path"),),
    unwrap=("data",),
    enveloped=True,
    retry="safe",
    security=(("bearer",),),
)
REPORTS: Operation[Any] = Operation(
    id="listReports",
    method="GET",
    path="/reports",
    answers=(Answer(200, "json", Reports),),
    parameters=(Parameter("page", "query"), Parameter("order", "query")),
    pagination=Pagination(style="page", items=("results",), page="page", next=("more",)),
    retry="safe",
    security=(("bearer",),),
)
ONE: Operation[Any] = Operation(
    id="getReport",
    method="GET",
    path="/reports/one",
    answers=(Answer(200, "json", Report),),
    retry="safe",
    security=(("bearer",),),
)
CONTENT = replace(FILE, parameters=(Parameter("name", "path"), Parameter("job", "query")))
OF_JOB = Download(
    operation=CONTENT,
    file_name="name",
    manifest=Manifest(
        operation=JOB,
        inputs={"job": "job"},
        items=("data", "manifest"),
        argument="name",
        key=("path",),
        name=("path",),
        size=("size",),
        checksum=("sha256",),
    ),
)
OF_REPORTS = Download(
    operation=CONTENT,
    manifest=Manifest(
        operation=REPORTS,
        inputs={"order": "job"},
        argument="name",
        key=("id",),
        name=("file",),
        size=("bytes",),
        checksum=("check_sum",),
    ),
)
OF_ONE = Download(
    operation=CONTENT, manifest=Manifest(operation=ONE, size=("bytes",), checksum=("check_sum",))
)
A = {"path": "a.bin", "size": len(DATA), "sha256": sha256(DATA)}
ARGUMENTS = {"name": "a.bin", "job": "j"}
WRONG = "a" * 64


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timing, "REPEATS", timing.Backoff(0.0, 8.0))


@pytest.fixture(params=COLOURS)
def colour(request: pytest.FixtureRequest) -> str:
    return request.param


def storage_of(manifest: Any) -> Storage:
    storage = Storage(a__bin=DATA, b__bin=OTHER)
    storage.answers["/v1/jobs/j"] = {"success": True, "data": {"manifest": manifest}}
    return storage


def fetch(
    both: Both, path: Path, download: Any = OF_JOB, arguments: Any = ARGUMENTS, **settings: Any
) -> Path:
    return both.use("_download", download, arguments, path, **settings)


def test_the_content_is_checked_against_the_list(tmp_path: Path, colour: str) -> None:
    storage = storage_of([{"path": "b.bin", "size": 1}, A])
    with serving(storage) as server:
        both = Both(colour, server.url)
        assert fetch(both, tmp_path / "x").read_bytes() == DATA
        storage.files["/v1/files/a.bin"] = OTHER
        with pytest.raises(errors.IntegrityError, match="SHA-256"):
            fetch(both, tmp_path / "y")
        storage.files["/v1/files/a.bin"] = DATA[:-1]
        with pytest.raises(errors.IntegrityError, match="99999 bytes instead of the expected 100000"):
            fetch(both, tmp_path / "y")
        assert names(tmp_path) == ["x"]
        # Who does not want the check gets what is there.
        assert fetch(both, tmp_path / "z", verify=False).read_bytes() == DATA[:-1]
    assert len(storage.questions) == 3


def test_a_file_is_called_as_its_argument_says(tmp_path: Path, colour: str) -> None:
    storage = storage_of([A | {"path": "out/a.bin"}])
    storage.files["/v1/files/out%2Fa.bin"] = DATA
    with serving(storage) as server:
        path = fetch(Both(colour, server.url), tmp_path, arguments={"name": "out/a.bin", "job": "j"})
    assert path == tmp_path / "a.bin"


def test_what_the_caller_knows_wins(tmp_path: Path, colour: str) -> None:
    storage = storage_of([A | {"sha256": WRONG}])
    with serving(storage) as server:
        both = Both(colour, server.url)
        assert fetch(both, tmp_path / "x", sha256=sha256(DATA)).read_bytes() == DATA
        assert fetch(both, tmp_path / "y", md5=hashlib.md5(DATA).hexdigest()).read_bytes() == DATA
        assert storage.questions == []
        with pytest.raises(errors.IntegrityError, match="100000 bytes instead of the expected 5"):
            fetch(both, tmp_path / "z", size=5)
        assert len(storage.requests) == 2
        with pytest.raises(errors.ArgumentError):
            fetch(both, tmp_path / "z", sha256="no digest")
    assert len(storage.questions) == 1


def test_a_file_that_is_not_in_the_list_is_told_before_it_is_asked_for(tmp_path: Path, colour: str) -> None:
    storage = storage_of([A | {"path": "other.bin"}])
    with serving(storage) as server:
        both = Both(colour, server.url)
        with pytest.raises(errors.ArgumentError, match="verify=False") as raised:
            fetch(both, tmp_path / "x")
        assert raised.value.argument == "name"
        assert storage.requests == []
        assert fetch(both, tmp_path / "x", verify=False).read_bytes() == DATA


@pytest.mark.parametrize("manifest", [None, []])
def test_without_a_list_nothing_is_checked(tmp_path: Path, colour: str, manifest: Any) -> None:
    with serving(storage_of(manifest)) as server:
        assert fetch(Both(colour, server.url), tmp_path / "x").read_bytes() == DATA


@pytest.mark.parametrize(
    "digest", [None, "", 5, "crc32:00", f"{hashlib.md5(OTHER).hexdigest()}-6", WRONG[:-1] + "g"]
)
def test_digests_of_another_form_are_passed_over(tmp_path: Path, colour: str, digest: Any) -> None:
    storage = storage_of([{"path": "a.bin", "size": len(DATA), "sha256": digest}])
    with serving(storage) as server:
        both = Both(colour, server.url)
        assert fetch(both, tmp_path / "x").read_bytes() == DATA
        storage.files["/v1/files/a.bin"] = DATA[:-1]
        with pytest.raises(errors.IntegrityError):
            fetch(both, tmp_path / "y")


def test_an_existing_file_is_refused_before_anything_is_asked(tmp_path: Path, colour: str) -> None:
    (tmp_path / "x").write_bytes(b"mine")
    storage = storage_of([A])
    with serving(storage) as server, pytest.raises(TargetExists):
        fetch(Both(colour, server.url), tmp_path / "x")
    assert storage.questions == []


def test_a_list_that_cannot_be_had_says_how_to_go_without(tmp_path: Path, colour: str) -> None:
    storage = Storage(a__bin=DATA)
    with serving(storage) as server:
        both = Both(colour, server.url)
        with pytest.raises(errors.NotFoundError) as raised:
            fetch(both, tmp_path / "x")
        assert "verify=False" in raised.value.__notes__[0]
        assert fetch(both, tmp_path / "x", verify=False).read_bytes() == DATA


def pages(*reports: list[dict[str, Any]]) -> Any:
    def answer(path: str) -> Any:
        assert "order=j" in path
        number = int(path.split("page=")[1].split("&")[0]) if "page=" in path else 1
        return {"results": reports[number - 1], "more": number < len(reports)}

    return answer


REPORT_ID = "11112222-aaaa-4111-8111-4f7992dea817"


def report(name: str, data: bytes = DATA) -> dict[str, Any]:
    return {
        "id": name,
        "file": f"{name}.pdf",
        "bytes": len(data),
        "check_sum": hashlib.md5(data).hexdigest(),
    }


@pytest.mark.parametrize("given", [REPORT_ID, REPORT_ID.upper(), UUID(REPORT_ID)])
def test_of_pages_as_much_is_read_as_it_takes(tmp_path: Path, colour: str, given: Any) -> None:
    storage = Storage()
    storage.files[f"/v1/files/{given}"] = DATA
    storage.answers["/v1/reports"] = pages([report("other")], [report(REPORT_ID)], [report("last")])
    arguments = {"name": given, "job": "j"}
    with serving(storage) as server:
        both = Both(colour, server.url)
        assert fetch(both, tmp_path / "x", OF_REPORTS, arguments).read_bytes() == DATA
        assert len(storage.questions) == 2
        storage.files[f"/v1/files/{given}"] = OTHER
        with pytest.raises(errors.IntegrityError, match="MD5"):
            fetch(both, tmp_path / "y", OF_REPORTS, arguments)
        with pytest.raises(errors.ArgumentError):
            fetch(both, tmp_path / "y", OF_REPORTS, {"name": "none", "job": "j"})
        assert len(storage.questions) == 7


@pytest.mark.parametrize("missing", [{}, {"name": None}, {"name": UNSET}])
def test_without_the_argument_that_tells_the_file_nothing_is_asked(missing: dict[str, Any]) -> None:
    from clientome._runtime.download.manifests import expected
    from tests.runtime.kit import Player, session

    player = Player()
    assert player.play(expected(session(), OF_REPORTS, {"job": "j", **missing}, None)) is None
    assert player.requests == []


def test_an_answer_that_is_the_one_item(tmp_path: Path, colour: str) -> None:
    storage = Storage(a__bin=DATA)
    storage.answers["/v1/reports/one"] = report("a")
    with serving(storage) as server:
        both = Both(colour, server.url)
        assert fetch(both, tmp_path / "x", OF_ONE).read_bytes() == DATA
        storage.answers["/v1/reports/one"] = report("a", OTHER)
        with pytest.raises(errors.IntegrityError, match="MD5"):
            fetch(both, tmp_path / "y", OF_ONE)


def test_one_time_limit_holds_for_the_question_and_the_download(tmp_path: Path) -> None:
    from clientome._runtime.download.declared import fetch_file
    from clientome._runtime.download.download import DownloadOptions
    from tests.runtime.kit import Player, answer, session

    told = f'{{"success": true, "data": {{"manifest": [{{"path": "a.bin", "size": 2, "sha256": "{sha256(b"01")}"}}]}}}}'
    player = Player(answer(200, told), answer(200, b"01", {"Content-Length": "2"}))
    player.slow[0] = 3.0
    options = RequestOptions(deadline=5)
    player.play(fetch_file(session(), OF_JOB, ARGUMENTS, DownloadOptions(target=tmp_path / "x"), options))
    assert [request.deadline for request in player.requests] == [Deadline(105.0)] * 2
    late = Player(answer(200, told), answer(200, b"01"))
    late.slow[0] = 6.0
    with pytest.raises(errors.TimeoutError):
        late.play(fetch_file(session(), OF_JOB, ARGUMENTS, DownloadOptions(target=tmp_path / "y"), options))
    assert len(late.requests) == 1


FILES = {f"f{number}": content(1_000 * number, number) for number in range(1, 8)}


def all_files() -> Storage:
    listed = [
        {"path": f"out/{name}", "size": len(data), "sha256": sha256(data)} for name, data in FILES.items()
    ]
    storage = storage_of(listed)
    storage.files |= {f"/v1/files/out%2F{name}": data for name, data in FILES.items()}
    return storage


def test_every_file_of_the_list(tmp_path: Path, colour: str) -> None:
    storage = all_files()
    storage.faults = [status("503 Busy"), cut_at(500), status("429 Slow", "Retry-After: 0")]
    told: list[tuple[int, int | None]] = []
    with serving(storage) as server:
        both = Both(colour, server.url)
        paths = both.use(
            "_download_all", OF_JOB, {"job": "j"}, tmp_path, parallel=3, on_progress=lambda *a: told.append(a)
        )
        assert paths == [tmp_path / "out" / name for name in FILES]
        assert [path.read_bytes() for path in paths] == list(FILES.values())
        total = sum(map(len, FILES.values()))
        assert told[-1] == (total, total)
        count = len(storage.requests)
        # A second call finds everything there and right.
        assert both.use("_download_all", OF_JOB, {"job": "j"}, tmp_path) == paths
        assert len(storage.requests) == count
    assert len(storage.questions) == 2


def test_a_wrong_file_of_many_is_none(tmp_path: Path, colour: str) -> None:
    storage = all_files()
    storage.files["/v1/files/out%2Ff3"] = content(3_000, 99)
    with serving(storage) as server:
        both = Both(colour, server.url)
        with pytest.raises(errors.IntegrityError) as raised:
            both.use("_download_all", OF_JOB, {"job": "j"}, tmp_path, parallel=1)
        assert "2 files of this list are complete" in raised.value.__notes__[-1]
    assert names(tmp_path / "out") == ["f1", "f2"]


def test_all_reports_of_all_pages(tmp_path: Path, colour: str) -> None:
    storage = Storage(r1=DATA, r2=OTHER)
    storage.answers["/v1/reports"] = pages([report("r1")], [report("r2", OTHER)])
    with serving(storage) as server:
        paths = Both(colour, server.url).use("_download_all", OF_REPORTS, {"job": "j"}, tmp_path)
    assert [path.name for path in paths] == ["r1.pdf", "r2.pdf"]
    assert [path.read_bytes() for path in paths] == [DATA, OTHER]


@pytest.mark.parametrize("name", ["../x", "/etc/x", "", None])
def test_names_of_the_list_lead_nowhere_else(tmp_path: Path, colour: str, name: Any) -> None:
    (tmp_path / "in").mkdir()
    storage = storage_of([A | {"path": name}])
    with serving(storage) as server, pytest.raises((errors.ArgumentError, errors.DecodeError)):
        Both(colour, server.url).use("_download_all", OF_JOB, {"job": "j"}, tmp_path / "in")
    assert storage.requests == []
    assert names(tmp_path) == ["in"]
    assert names(tmp_path / "in") == []
