"""Operations whose answer holds signed links: one or several files, each link had again when it expires on the way."""

from __future__ import annotations

import logging
import threading
import traceback
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from clientome._runtime.base import errors
from clientome._runtime.base.models import AnswerModel
from clientome._runtime.base.options import RequestOptions
from clientome._runtime.spec.operation import Answer, Download, Operation, Parameter
from tests.support.downloads import Storage, Stored, content, cut_at, names, sha256, status
from tests.support.http import Peer, Request

pytestmark = pytest.mark.usefixtures("no_pauses")

DATA = content(100_000)
FILES = {f"f{number}.vcf": content(50_000 + number, number) for number in range(6)}
ONCE = RequestOptions(retries=0)


class Links(AnswerModel):
    """Nothing is documented."""


LINKS: Operation[Links] = Operation(
    id="getFiles",
    method="GET",
    path="/orders/{order}/files",
    answers=(Answer(200, "json", Links),),
    parameters=(Parameter("order", "path"), Parameter("path", "query")),
    retry="safe",
    security=(("bearer",),),
)
BUNDLE = Download(operation=LINKS, link="anywhere")
SEVERAL = Download(operation=LINKS, links="anywhere")
ORDER = {"order": "o"}
PLACE = "/v1/orders/o/files"


class Shop(Storage):
    """Gives out numbered links; those older than ``valid`` are refused."""

    def __init__(self, files: dict[str, bytes]) -> None:
        super().__init__()
        self.files = {f"/b/{name}": data for name, data in files.items()}
        self.issued = 0
        self.valid = 0
        self.extra: dict[str, Any] = {}
        self.order = list(files)
        self.issuing = threading.Lock()
        self.answers[PLACE] = self.issue

    def issue(self, path: str) -> Any:
        with self.issuing:
            self.issued += 1
            number = self.issued
        files = [
            {
                "filename": name,
                "url": f"{self.url}/b/{name}?sig=5ecret&n={number}",
                **self.extra.get(name, {}),
            }
            for name in self.order
        ]
        return {"files": files} if len(files) > 1 else files[0]

    def act(self, peer: Peer, request: Request) -> None:
        target = request.target
        if "n=" in target and int(target.split("n=")[1]) < self.valid:
            peer.reply(b"<Error>expired</Error>", "403 Forbidden")
        else:
            super().act(peer, request)


def test_one_link_is_fetched_without_anything_of_ours(tmp_path: Path, stored: Stored) -> None:
    shop, both = stored(Shop({"bundle.genome": DATA}))
    both = both.but(headers={"X-Mine": "private"})
    assert both.use("_download", BUNDLE, ORDER, tmp_path) == tmp_path / "bundle.genome"
    assert (tmp_path / "bundle.genome").read_bytes() == DATA
    (fields,) = shop.requests
    assert fields.keys() == {"host", "user-agent", "accept", "accept-encoding"}
    (asked,) = shop.questions
    assert "authorization" in asked


def test_what_the_answer_tells_is_checked(tmp_path: Path, stored: Stored) -> None:
    shop, both = stored(Shop({"a": DATA}))
    for told in ({"size": 5}, {"sha256": "0" * 64}, {"checksum": "0" * 32}):
        shop.extra["a"] = told
        with pytest.raises(errors.IntegrityError):
            both.use("_download", BUNDLE, ORDER, tmp_path / "x")
        assert names(tmp_path) == []
    assert both.use("_download", BUNDLE, ORDER, tmp_path / "x", verify=False).read_bytes() == DATA
    shop.extra["a"] = {"size": len(DATA), "sha256": sha256(DATA)}
    assert both.use("_download", BUNDLE, ORDER, tmp_path / "y").read_bytes() == DATA


def test_a_link_that_expires_on_the_way_is_had_again(tmp_path: Path, stored: Stored) -> None:
    shop, both = stored(Shop({"a": DATA}))

    def expire(storage: Storage, peer: Peer, request: Request) -> None:
        shop.valid = shop.issued + 1
        cut_at(storage.start_of(request) + 30_000)(storage, peer, request)

    shop.faults = [expire, expire]
    path = both.use("_download", BUNDLE, ORDER, tmp_path / "x")
    assert path.read_bytes() == DATA
    assert shop.issued == 3
    assert shop.ranges_asked == [None, "bytes=30000-", "bytes=60000-"]


def test_a_later_call_goes_on_though_the_link_is_another(tmp_path: Path, stored: Stored) -> None:
    shop, both = stored(Shop({"a": DATA}))
    shop.faults = [cut_at(30_000)]
    with pytest.raises(errors.IntegrityError):
        both.use("_download", BUNDLE, ORDER, tmp_path / "x", options=ONCE)
    # Storage services may give each link a path of its own.
    shop.files["/b/a2"] = shop.files.pop("/b/a")
    shop.order = ["a2"]
    assert both.use("_download", BUNDLE, ORDER, tmp_path / "x").read_bytes() == DATA
    assert shop.ranges_asked == [None, "bytes=30000-"]


def test_what_costs_money_is_not_called_again_for_a_link(tmp_path: Path, stored: Stored) -> None:
    shop, both = stored(Shop({"a": DATA}))
    shop.valid = 9
    dear = replace(BUNDLE, operation=replace(LINKS, billable=True))
    with pytest.raises(errors.PermissionDeniedError, match="get a new one"):
        both.use("_download", dear, ORDER, tmp_path / "x")
    assert shop.issued == 1


def test_two_links_where_one_is_expected(tmp_path: Path, stored: Stored) -> None:
    shop, both = stored(Shop({"a": DATA, "b": DATA}))
    with pytest.raises(errors.DecodeError, match=r"files\.0\.url, files\.1\.url") as raised:
        both.use("_download", BUNDLE, ORDER, tmp_path / "x")
    assert "5ecret" not in "".join(traceback.format_exception(raised.value))
    assert shop.requests == []


@pytest.mark.parametrize("method", ["_download", "_download_links"])
def test_no_link_is_an_error(tmp_path: Path, stored: Stored, method: str) -> None:
    shop, both = stored(Shop({"a": DATA}))
    shop.answers[PLACE] = {"status": "processing"}
    download = BUNDLE if method == "_download" else SEVERAL
    with pytest.raises(errors.DecodeError, match="holds no link"):
        both.use(method, download, ORDER, tmp_path)
    assert names(tmp_path) == []


def test_the_name_of_the_argument_comes_first(tmp_path: Path, stored: Stored) -> None:
    shop, both = stored(Shop({"token.bin": DATA}))
    download = replace(BUNDLE, file_name="path")
    arguments = {**ORDER, "path": "outputs/model.pdb"}
    path = both.use("_download", download, arguments, tmp_path)
    assert path == tmp_path / "model.pdb"
    shop.headers = ['Content-Disposition: attachment; filename="job_1.zip"']
    path = both.use("_download", download, arguments, tmp_path)
    assert path == tmp_path / "job_1.zip"


def test_all_links_of_an_answer(tmp_path: Path, stored: Stored) -> None:
    shop, both = stored(Shop(FILES))
    shop.extra["f0.vcf"] = {"size": 50_000, "sha256": sha256(FILES["f0.vcf"])}
    shop.faults = [cut_at(20_000), status("503 Busy"), status("429 Slow", "Retry-After: 0")]
    told: list[tuple[int, int | None]] = []
    both = both
    paths = both.use("_download_links", SEVERAL, ORDER, tmp_path, on_progress=lambda *a: told.append(a))
    assert paths == [tmp_path / name for name in FILES]
    assert [path.read_bytes() for path in paths] == list(FILES.values())
    assert shop.issued == 1
    assert told[-1][0] == sum(map(len, FILES.values()))
    # A second call asks again for the links, and brings nothing twice.
    assert both.use("_download_links", SEVERAL, ORDER, tmp_path) == paths
    assert shop.issued == 2


def test_links_that_expire_are_had_again_together(tmp_path: Path, stored: Stored) -> None:
    shop, both = stored(Shop(FILES))
    everybody = threading.Barrier(3)

    def expire(storage: Storage, peer: Peer, request: Request) -> None:
        if everybody.wait(20) == 0:
            shop.valid = 2
            # The answer may come in another order.
            shop.order.reverse()
        everybody.wait(20)
        cut_at(10_000)(storage, peer, request)

    shop.faults = [expire] * 3
    paths = both.use("_download_links", SEVERAL, ORDER, tmp_path, parallel=3)
    assert [path.name for path in paths] == list(FILES)
    assert [path.read_bytes() for path in paths] == list(FILES.values())
    # One new answer served the three that were cut off and those whose turn came later.
    assert shop.issued == 2
    assert sorted(filter(None, shop.ranges_asked)) == ["bytes=10000-"] * 3


def test_a_file_whose_link_is_gone_is_an_error(tmp_path: Path, stored: Stored) -> None:
    shop, both = stored(Shop(FILES))

    def vanish(storage: Storage, peer: Peer, request: Request) -> None:
        shop.valid = 2
        shop.order.remove("f0.vcf")
        cut_at(10_000)(storage, peer, request)

    shop.faults = [vanish]
    with pytest.raises(errors.DecodeError, match="none for it any more"):
        both.use("_download_links", SEVERAL, ORDER, tmp_path, parallel=1)
    assert names(tmp_path) == ["f0.vcf.part", "f0.vcf.part.json"]


def test_a_wrong_file_of_several(tmp_path: Path, stored: Stored) -> None:
    shop, both = stored(Shop(FILES))
    shop.extra["f1.vcf"] = {"sha256": "0" * 64}
    shop.extra["f2.vcf"] = {"size": 5}
    both = both
    with pytest.raises(errors.IntegrityError):
        both.use("_download_links", SEVERAL, ORDER, tmp_path, parallel=1)
    assert names(tmp_path) == ["f0.vcf"]
    assert len(both.use("_download_links", SEVERAL, ORDER, tmp_path, verify=False)) == len(FILES)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["../../etc/x", "C:\\x.vcf", ".hidden"], ["x", "x.vcf", "_hidden"]),
        (["a.vcf", "A.VCF", "a.vcf"], ["a.vcf", "A-2.VCF", "a-3.vcf"]),
        (["a", "a.part", "a.part.json"], ["a", "a-2.part", "a-2.part.json"]),
    ],
)
def test_names_are_not_trusted(tmp_path: Path, stored: Stored, given: list[str], expected: list[str]) -> None:
    (tmp_path / "in").mkdir()
    shop, both = stored(Shop({"f0": FILES["f0.vcf"], "f1": FILES["f1.vcf"], "f2": FILES["f2.vcf"]}))
    shop.extra = {f"f{number}": {"filename": name} for number, name in enumerate(given)}
    paths = both.use("_download_links", SEVERAL, ORDER, tmp_path / "in")
    assert [path.name for path in paths] == expected
    assert names(tmp_path) == ["in"]
    assert [path.read_bytes() for path in paths] == list(FILES.values())[:3]


def test_links_in_answers_never_show(
    tmp_path: Path, stored: Stored, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    shop, both = stored(Shop(FILES))
    shop.valid = 99
    for method, download in (("_download_links", SEVERAL), ("_download", BUNDLE)):
        with pytest.raises(errors.ClientomeError) as raised:
            both.use(method, download, ORDER, tmp_path)
        assert "5ecret" not in "".join(traceback.format_exception(raised.value))
    assert "-> 403" in caplog.text
    assert "5ecret" not in caplog.text


def test_the_time_limit_covers_the_links(tmp_path: Path, stored: Stored) -> None:
    shop, both = stored(Shop({"a": DATA}))
    shop.faults = [status("503 Slow Down", "Retry-After: 30")]
    with pytest.raises(errors.ServiceUnavailableError):
        both.use("_download", BUNDLE, ORDER, tmp_path / "x", options=RequestOptions(deadline=5))
    assert len(shop.requests) == 1
