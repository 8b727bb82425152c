"""The whole life of files, orders and reports of GalateaBio, with the generated clients over real sockets."""

from __future__ import annotations

import hashlib
import io
import json
import threading
import uuid
import zipfile
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest

from clientome import ArgumentError, NotFoundError, WaitFailed, wsgi_handler
from clientome.galatea import Galatea
from clientome.galatea.models import OrderEvent, SourceFileEvent
from clientome.galatea.webhooks import receiver
from tests.support.sandbox_galatea import MODEL, SECRET, Lab, lab, run, virtual_pauses


@pytest.fixture
def there(there: Lab, monkeypatch: pytest.MonkeyPatch) -> Lab:
    virtual_pauses(monkeypatch, there.box)
    return there


def test_ancestry_reports_from_upload_to_verified_pdf(there: Lab, tmp_path: Path) -> None:
    seen: list[str] = []
    with there.client() as client:
        file = client.files.upload_and_wait(
            ("a.vcf.gz", b"genome"), on_status=lambda f: seen.append(str(f.status))
        )
        assert (file.status, file.check_completed, file.amount_of_samples) == ("VALID", True, 1)
        order = client.orders.submit(
            source_file_id=file.id, model_name="ancestry pdf model", pdf_metadata={"patient_name": "Ada L."}
        )
        assert order.status == "Registered"
        done = client.orders.wait(order_id=order.id)
        assert done.status == "Completed"
        assert done.execution_time is not None
        assert done.execution_time > 60
        reports = client.results.wait_pdf_reports(order_id=order.id)
        paths = client.results.download_pdf_reports(tmp_path, order_id=order.id)
    assert seen[-1] == "VALID"
    [report], [path] = reports, paths
    content = path.read_bytes()
    assert (report.file_size_bytes, report.check_sum) == (len(content), hashlib.md5(content).hexdigest())
    assert content.startswith(b"%PDF-")
    assert content.rstrip().endswith(b"%%EOF")
    assert b"patient_name: Ada L." in content


def test_async_risk_reports(there: Lab, tmp_path: Path) -> None:
    kinds = ["PRS_RUO_CARDIO", "PRS_RUO_CANCER", "PRS_CLINICAL_CARDIO", "PRS_CLINICAL_CANCER"]

    async def work() -> tuple[Any, Any]:
        async with there.async_client() as client:
            file = await client.files.upload_and_wait(("a 2_samples.txt.zip", b"x"))
            order = await client.orders.submit(
                source_file_id=file.id, model_name="prs clinical model", pdf_report_types=kinds,
                pdf_metadata={"sex": "female"},
            )  # fmt: skip
            await client.orders.wait(order_id=order.id)
            reports = await client.results.wait_pdf_reports(order_id=order.id)
            return reports, await client.results.download_pdf_reports(tmp_path, order_id=order.id)

    reports, paths = run(work)
    assert sorted(r.report_type for r in reports) == sorted(kinds * 2)
    assert len({r.sample_id for r in reports}) == 2
    assert {p.name for p in paths} == {r.pdf_file_name for r in reports}
    assert {hashlib.md5(p.read_bytes()).hexdigest() for p in paths} == {r.check_sum for r in reports}


@pytest.mark.parametrize(
    ("name", "status", "reason"),
    [
        ("not_valid.vcf.gz", "NOT_VALID", "not genotype"),
        ("a.docx", "NOT_VALID", "type of the file"),
        ("check_failed.vcf.gz", "FAILED", "did not succeed"),
    ],
)
def test_a_file_that_is_refused(there: Lab, name: str, status: str, reason: str) -> None:
    with there.client() as client:
        with pytest.raises(WaitFailed, match=reason):
            client.files.upload_and_wait((name, b"x"))
        [file] = client.files.list(file=name).items
    assert (file.status, file.acceptable, file.check_completed) == (status, False, True)


@pytest.mark.parametrize(
    ("name", "status", "errors"),
    [
        ("order_failed", "Failed", True),
        ("qc-failed", "QC failed", True),
        ("reports failed", "Reports failed", True),
    ],
)
def test_an_order_that_fails(there: Lab, name: str, status: str, errors: bool) -> None:
    with there.client() as client:
        file = client.files.upload_and_wait((f"{name}.vcf.gz", b"x"))
        order = client.orders.submit(
            source_file_id=file.id, model_name="ancestry pdf model", pdf_metadata={"patient_name": "A"}
        )
        with pytest.raises(WaitFailed, match=status):
            client.orders.wait(order_id=order.id)
        with client.results.download(order_id=order.id, result_type="EXEC_ERRORS") as answer:
            assert status.encode() in answer.read()
        found = [r.status for r in client.results.list_pdf_reports(order_id=order.id)]
    assert found == {"Failed": [], "QC failed": ["QC_FAILED"], "Reports failed": ["FAILED"]}[status]
    tables = {r["type"] for r in there.order(str(order.id))["result_types"]} - {"EXEC_ERRORS"}
    assert bool(tables) == (status == "Reports failed")


def test_every_status_in_order(there: Lab) -> None:
    order = there.submit(model="ancestry pdf model", pdf_metadata={"patient_name": "A"})
    seen = [order["status"]]
    groups = {
        "initializing": {"Registered", "Preparing", "Submitted"},
        "running": {"Running", "Model completed", "Making report", "Collecting report results"},
        "completed": {"Completed"},
    }
    for _ in range(1000):
        found = there.order(order["id"])["status"]
        if found != seen[-1]:
            seen.append(found)
            [group] = [g for g, names in groups.items() if found in names]
            for other in groups:
                listed = there.get("/exec/orders", filter=order["id"], status_group=other)["count"]
                assert listed == (other == group)
        if found == "Completed":
            break
        there.box.advance(4)
    assert seen == [
        "Registered", "Preparing", "Submitted", "Running", "Model completed", "Making report",
        "Collecting report results", "Completed",
    ]  # fmt: skip


@pytest.mark.parametrize("status", ["Registered", "Submitted"])
def test_cancelled_in_time(there: Lab, status: str) -> None:
    order = there.submit()
    there.until(order["id"], status)
    with there.client() as client:
        said = client.orders.cancel(order_id=order["id"])
        assert order["id"] in (said.details or "")
        assert there.order(order["id"])["status"] == "Canceling"
        with pytest.raises(WaitFailed, match="Canceled"):
            client.orders.wait(order_id=order["id"])


@pytest.mark.parametrize("status", ["Preparing", "Running", "Model completed", "Completed", "Canceling"])
def test_cancelled_too_late(there: Lab, status: str) -> None:
    order = there.submit()
    if status == "Canceling":
        assert there.ask("POST", "/exec/cancel", {"order_id": order["id"]}).status == 200
    else:
        there.until(order["id"], status)
    said = there.refused(400, "POST", "/exec/cancel", {"order_id": order["id"]})
    assert status in said
    assert there.order(order["id"])["status"] == status


def test_results_in_every_form(there: Lab) -> None:
    order = there.submit("2_samples.vcf.gz", "prs ruo model", pdf_report_types=["PRS_RUO_CARDIO"])
    plain = there.submit()
    there.box.advance(3600)
    tables = {"SUMMARY_SUPERSET", "SUMMARY_CHROMS", "DETAILED_SUPERSET", "DETAILED_CHROMS"}
    assert {r["type"] for r in there.order(plain["id"])["result_types"]} == tables
    assert [r["type"] for r in there.order(order["id"])["result_types"]] == [
        "SUMMARY_SUPERSET", "DETAILED_SUPERSET", "PRS_JSON_DATA", "PRS_IMAGES", "PDF_REPORT", "PDF_REPORT",
    ]  # fmt: skip
    with there.client() as client:
        samples = client.results.list_samples(order_id=order["id"])
        contents: dict[str, bytes] = {}
        for id, kinds in (
            (plain["id"], tables),
            (order["id"], {"PRS_JSON_DATA", "PRS_IMAGES", "PDF_REPORT"}),
        ):
            for kind in kinds:
                with client.results.download(order_id=id, result_type=kind) as answer:
                    contents[kind] = answer.read()
        rows = client.results.get_json(order_id=plain["id"], result_type="SUMMARY_SUPERSET")
        [report] = list(
            client.results.list_pdf_reports(order_id=order["id"], sample_id=str(_samples(samples)[0]))
        )
        with client.results.download(
            order_id=order["id"], result_type="PDF_REPORT", pdf_request_id=report.id
        ) as answer:
            single = answer.read()
    assert len(_samples(samples)) == 2
    lines = contents["SUMMARY_SUPERSET"].decode().splitlines()
    assert lines[0] == "sample_id\tsuperset\tfraction"
    assert len(lines) == 1 + len(_plain(rows)) == 6
    assert round(sum(float(line.split("\t")[2]) for line in lines[1:]), 6) == 1
    for kind, many, ending in (
        ("DETAILED_SUPERSET", 22, ".tsv"), ("PRS_JSON_DATA", 1, ".json"), ("PRS_IMAGES", 2, ".png"), ("PDF_REPORT", 2, ".pdf"),
    ):  # fmt: skip
        with zipfile.ZipFile(io.BytesIO(contents[kind])) as archive:
            names = archive.namelist()
            assert len(names) == many, kind
            assert all(name.endswith(ending) for name in names)
            if kind == "PDF_REPORT":
                assert archive.read(report.pdf_file_name or "") == single
            if kind == "PRS_IMAGES":
                assert archive.read(names[0]).startswith(b"\x89PNG")
            if kind == "PRS_JSON_DATA":
                assert len(json.loads(archive.read(names[0]))["samples"]) == 2


def _plain(value: Any) -> Any:
    return value.model_dump() if hasattr(value, "model_dump") else value


def _samples(value: Any) -> list[Any]:
    return [one["sample_id"] for one in _plain(value)]


def test_no_result_before_the_end(there: Lab) -> None:
    order = there.submit(model="ancestry pdf model", pdf_metadata={"patient_name": "A"})
    there.until(order["id"], "Making report")
    place = f"/data/results/{order['id']}"
    [report] = there.get(place + "/pdf_report")["results"]
    assert report["status"] == "PENDING"
    assert report["completed_at"] is None
    assert "check_sum" not in report
    for query in (
        {"result_type": "SUMMARY_SUPERSET"},
        {"result_type": "PDF_REPORT", "pdf_request_id": report["id"]},
    ):
        assert "Making report" in there.refused(404, "GET", place + "/download", query=query)
    assert there.refused(404, "GET", place + "/json", query={"result_type": "SUMMARY_CHROMS"})
    there.until(order["id"], "Completed")
    other = "11112222-1111-1111-1111-4f7992dea817"
    assert there.refused(
        404, "GET", place + "/download", query={"result_type": "PDF_REPORT", "pdf_request_id": other}
    )
    assert there.refused(404, "GET", place + "/download", query={"result_type": "EXEC_ERRORS"})


class Quiet(WSGIRequestHandler):
    """Says nothing."""

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


def test_webhooks_reach_the_receiver(monkeypatch: pytest.MonkeyPatch) -> None:
    events: list[Any] = []
    came = threading.Condition()

    def on_event(event: Any) -> None:
        with came:
            events.append(event)
            came.notify_all()

    server: WSGIServer = make_server(
        "127.0.0.1", 0, wsgi_handler(receiver(secrets=SECRET), on_event), handler_class=Quiet
    )
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        with lab() as there:
            virtual_pauses(monkeypatch, there.box)
            url = f"http://127.0.0.1:{server.server_port}/hook"
            where = there.box.origin.removeprefix("http://")
            _post(where, "/_sandbox/webhooks", {"url": url})

            def expect(kind: type, **members: str) -> None:
                def here() -> bool:
                    return any(
                        isinstance(e, kind) and all(str(getattr(e, k)) == v for k, v in members.items())
                        for e in events
                    )

                with came:
                    assert came.wait_for(here, 20), (members, events)

            with there.client() as client:
                good = _ordered(client, "a.vcf.gz")
                expect(
                    SourceFileEvent, source_file_id=good[0], new_status="VALID", source_file_name="a.vcf.gz"
                )
                expect(OrderEvent, order_id=good[1], new_status="COMPLETED", source_file_id=good[0])
                bad = _ordered(client, "order_failed.vcf.gz")
                expect(OrderEvent, order_id=bad[1], new_status="FAILED", source_file_id=bad[0])
                with pytest.raises(WaitFailed):
                    client.files.upload_and_wait(("invalid.vcf.gz", b"x"))
                expect(SourceFileEvent, source_file_name="invalid.vcf.gz", new_status="FAILED")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _ordered(client: Galatea, name: str) -> tuple[str, str]:
    file = client.files.upload_and_wait((name, b"x"))
    order = client.orders.submit(source_file_id=file.id, model_name=MODEL)
    try:
        client.orders.wait(order_id=order.id)
    except WaitFailed:
        assert "failed" in name
    return str(file.id), str(order.id)


def _post(where: str, path: str, value: object) -> None:
    import http.client

    connection = http.client.HTTPConnection(where, timeout=30)
    connection.request("POST", path, json.dumps(value), {"Content-Type": "application/json"})
    assert connection.getresponse().status == 200
    connection.close()


def test_reports_are_made_one_after_the_other_and_waited_for_until_all_are_there(there: Lab) -> None:
    kinds = ["PRS_RUO_CARDIO", "PRS_RUO_CANCER"]
    order = there.submit(
        "2_samples.vcf.gz", "prs ruo model", pdf_report_types=kinds, pdf_metadata={"sex": "male"}
    )
    there.until(order["id"], "Making report")
    place = f"/data/results/{order['id']}/pdf_report"
    seen: set[tuple[str, ...]] = set()
    while there.order(order["id"])["status"] == "Making report":
        seen.add(tuple(sorted(report["status"] for report in there.get(place)["results"])))
        there.box.advance(3)
    assert ("PENDING",) in seen
    # What a look at the reports alone would take for all of them.
    assert ("COMPLETED", "PENDING") in seen
    assert all(states.count("PENDING") <= 1 for states in seen)
    with there.client() as client:
        assert len(client.results.wait_pdf_reports(order_id=order["id"])) == 4


def test_a_wait_for_reports_that_begins_early_returns_all_of_them(there: Lab) -> None:
    kinds = ["PRS_RUO_CARDIO", "PRS_RUO_CANCER"]
    orders = [
        there.submit(
            "2_samples.vcf.gz", "prs ruo model", pdf_report_types=kinds, pdf_metadata={"sex": "male"}
        )["id"]
        for _ in range(2)
    ]
    with there.client() as client:
        assert {r.status for r in client.results.wait_pdf_reports(order_id=orders[0])} == {"COMPLETED"}
        ends = {e.argument: e.unwrap() for e in client.results.wait_pdf_reports_many(order_ids=orders)}
    assert [len(ends[id]) for id in orders] == [4, 4]


def test_an_order_without_reports_is_not_waited_for(there: Lab) -> None:
    order = there.submit()
    with there.client() as client, pytest.raises(WaitFailed, match="makes no PDF reports"):
        client.results.wait_pdf_reports(order_id=order["id"])


def test_waits_look_at_the_thing_with_that_id(there: Lab) -> None:
    file = there.file("qc_failed.vcf.gz")
    body = {"source_file_id": file, "model_name": MODEL}
    orders = [there.ask("POST", "/exec/orders", body).json[0]["id"] for _ in range(2)]
    with there.client() as client:
        # The search for a file's id finds the orders on it.
        with pytest.raises(NotFoundError, match="order_id"):
            client.orders.wait(order_id=file)
        with pytest.raises(ArgumentError, match="source_file_id"):
            client.files.wait_valid(source_file_id="qc_failed.vcf.gz")
        with pytest.raises(NotFoundError, match="source_file_id"):
            client.files.wait_valid(source_file_id=orders[0])
        assert client.files.wait_valid(source_file_id=uuid.UUID(file)).status == "VALID"
        for ended in client.orders.wait_many(order_ids=orders):
            assert isinstance(ended.error, WaitFailed)
            assert str(ended.error.last.id) == ended.argument
