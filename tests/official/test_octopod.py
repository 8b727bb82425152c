"""The official Python client of GalateaBio, unmodified from the registry, against the sandbox: every method it has.

What the client itself gets wrong is told where it shows.
"""

from __future__ import annotations

import inspect
import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip(
    "octopod_wrapper", reason="the official clients have an environment of their own: make official"
)

import paramiko
from octopod_wrapper import OctopodApiException, OctopodClient, OctopodException, OctopodSftpClient

FILE = "9085d0d2-3333-1111-2222-4114602c2aa6"
WAITING = "22334545-6ca1-4492-94b0-112345002211"
DONE = "1234567d-1111-2222-3333-12345abcd123"
REPORT = "11112222-1111-1111-1111-4f7992dea817"
TAG = "11111111-b183-4217-9b89-222222222222"
OTHER_TAG = "11111111-711a-4027-bc6b-111111111111"
PLAIN, RISKS = "ancestry data model one", "prs clinical model"
GENOTYPES = b"# rsid\tchromosome\tposition\tgenotype\nrs1\t1\t1\tAA\n"
PARTS = ("file_api", "order_api", "organization_api", "tag_api", "result_api")


@pytest.fixture
def client(galatea: Any) -> OctopodClient:
    return OctopodClient(base_url=galatea.origin, api_key="sandbox")


def upload(client: OctopodClient, name: str) -> dict[str, Any]:
    return client.file_api.upload_file_from_io(io.BytesIO(GENOTYPES), name)


def authenticate(client: OctopodClient, galatea: Any) -> None:
    tokens = OctopodClient.authenticate("user@example.com", "Your_password", galatea.origin)
    assert set(tokens) == {"refresh", "access", "websocket_access"}
    again = OctopodClient(galatea.origin, tokens["access"])
    assert again.organization_api.get_organization_info()["name"] == "Organization name"


def upload_file(client: OctopodClient, galatea: Any, folder: Path) -> None:
    path = folder / "genotypes.txt"
    path.write_bytes(GENOTYPES)
    file = client.file_api.upload_file(str(path))
    assert (file["status"], file["src_file_name"], file["file_size_bytes"]) == (
        "PENDING",
        path.name,
        len(GENOTYPES),
    )
    galatea.advance(600)
    assert client.file_api.find_file_by_id(file["id"])["status"] == "VALID"


def upload_file_from_io(client: OctopodClient) -> None:
    assert upload(client, "a.vcf")["src_file_name"] == "a.vcf"


def download_file(client: OctopodClient) -> None:
    file = upload(client, "a.vcf")
    content, name = client.file_api.download_file(file["id"])
    assert (content.getvalue(), name) == (GENOTYPES, "a.vcf")


def find_file_by_id(client: OctopodClient) -> None:
    assert client.file_api.find_file_by_id(FILE)["id"] == FILE
    assert client.file_api.find_file_by_id(DONE) is None


def list_files(client: OctopodClient) -> None:
    everything = client.file_api.list_files()
    assert everything["count"] == len(everything["results"]) == 6
    found = client.file_api.list_files(
        page=1,
        file=FILE,
        min_date="2025-06-20",
        max_date="2025-06-20",
        show_virtual=True,
        only_acceptable=True,
    )
    assert [one["id"] for one in found["results"]] == [FILE]
    assert client.file_api.list_files(min_date="2099-01-01", only_acceptable=False)["count"] == 0
    for number in range(6):
        upload(client, f"{number}.vcf")
    assert len(client.file_api.list_files()["results"]) == 10
    # The client overwrites any page size with 10.
    assert len(client.file_api.list_files(page=2, page_size=100)["results"]) == 2


def delete_file(client: OctopodClient) -> None:
    file = upload(client, "a.vcf")
    assert client.file_api.delete_file(file["id"]) is None
    with pytest.raises(OctopodApiException) as refused:
        client.file_api.delete_file(file["id"])
    assert refused.value.status_code == 404


def update_file_sample_alias(client: OctopodClient) -> None:
    assert client.file_api.update_file_sample_alias(FILE, "sample 7")["sample_alias"] == "sample 7"
    assert client.file_api.find_file_by_id(FILE)["sample_alias"] == "sample 7"


def submit_order(client: OctopodClient, galatea: Any) -> None:
    # Without reports the client sends `pdf_report_types: null` and `pdf_metadata: null`.
    order = client.order_api.submit_order(FILE, PLAIN)
    assert (order["status"], order["src_file_id"], order["model"]) == ("Registered", FILE, PLAIN)
    reports = ["PRS_RUO_CARDIO", "PRS_RUO_CANCER", "PRS_CLINICAL_CARDIO", "PRS_CLINICAL_CANCER"]
    person = {"patient_name": "Patient Name", "sex": "Female"}
    second = client.order_api.submit_order(FILE, RISKS, [TAG], reports, person)
    assert [tag["id"] for tag in second["tags"]] == [TAG]
    galatea.advance(3600)
    for one in (order, second):
        assert client.order_api.find_order_by_id_or_file_id(one["id"])["status"] == "Completed"
    assert client.result_api.list_pdf_reports(second["id"])["count"] == 4


def list_orders(client: OctopodClient) -> None:
    orders = client.order_api
    assert orders.list_orders()["count"] == 5
    assert orders.list_orders(filter=WAITING)["results"][0]["id"] == WAITING
    for name in (name for name in dir(orders) if name.startswith("ORDER_")):
        value = getattr(orders, name)
        kind = "status_group" if "_GROUP_" in name else "type" if "_TYPE_" in name else "status"
        found = orders.list_orders(**{kind: value})["results"]
        if kind != "status_group":
            assert {one[kind] for one in found} <= {value}
    assert orders.list_orders(status=orders.ORDER_STATUS_SUBMITTED)["count"] == 1
    assert orders.list_orders(status_group=orders.ORDER_STATUS_GROUP_COMPLETED)["count"] == 4
    assert (
        orders.list_orders(model_name=PLAIN)["count"]
        == orders.list_orders(model_api_name="vader")["count"]
        == 3
    )
    assert orders.list_orders(min_date="2025-07-04", max_date="2025-07-04")["count"] == 1
    # A list is sent by repeating its name, where the documentation has commas.
    assert orders.list_orders(tags_ids=[TAG, OTHER_TAG])["count"] == 1


def find_order_by_id_or_file_id(client: OctopodClient) -> None:
    assert client.order_api.find_order_by_id_or_file_id(WAITING)["id"] == WAITING
    assert client.order_api.find_order_by_id_or_file_id(FILE)["src_file_id"] == FILE
    assert client.order_api.find_order_by_id_or_file_id(TAG) is None


def update_order_tags(client: OctopodClient) -> None:
    tagged = client.order_api.update_order_tags(DONE, [TAG, OTHER_TAG])
    assert [tag["id"] for tag in tagged["tags"]] == [TAG, OTHER_TAG]
    assert client.order_api.update_order_tags(DONE)["tags"] == []


def cancel_order(client: OctopodClient, galatea: Any) -> None:
    order = client.order_api.submit_order(FILE, PLAIN)
    assert client.order_api.cancel_order(order["id"]) is None
    galatea.advance(60)
    assert client.order_api.find_order_by_id_or_file_id(order["id"])["status"] == "Canceled"


def get_organization_info(client: OctopodClient) -> None:
    assert RISKS in client.organization_api.get_organization_info()["available_models"]


def get_organization_models(client: OctopodClient) -> None:
    id = client.organization_api.get_organization_info()["id"]
    names = [model["model_name"] for model in client.organization_api.get_organization_models(id)]
    with_old = client.organization_api.get_organization_models(id, hide_deprecated=False)
    assert PLAIN in names
    assert len(with_old) == len(names) + 1


def list_tags(client: OctopodClient) -> None:
    assert client.tag_api.list_tags()["count"] == 5
    assert [tag["id"] for tag in client.tag_api.list_tags(name="Demo", page=1)["results"]] == [OTHER_TAG]


def create_tag(client: OctopodClient) -> None:
    tag = client.tag_api.create_tag("new")
    assert client.tag_api.get_tag_by_id(tag["id"])["name"] == "new"


def get_tag_by_id(client: OctopodClient) -> None:
    assert client.tag_api.get_tag_by_id(TAG)["name"] == "SANDBOX"


def update_tag(client: OctopodClient) -> None:
    tag = client.tag_api.create_tag("new")
    assert client.tag_api.update_tag(tag["id"], "newer") == {**tag, "name": "newer"}


def list_pdf_reports(client: OctopodClient) -> None:
    assert client.result_api.list_pdf_reports(DONE)["count"] == 2
    found = client.result_api.list_pdf_reports(
        DONE, page=1, request_version=1, report_version="GalaxyBio Vader 2024-Jan-01 11112222", sample_id="sandbox.34.4503157"
    )  # fmt: skip
    assert [one["id"] for one in found["results"]] == [REPORT]


def download_result_file(client: OctopodClient, galatea: Any) -> None:
    results = client.result_api
    for kind in (
        results.RESULT_TYPE_SUMMARY_CHROMS,
        results.RESULT_TYPE_SUMMARY_SUPERSET,
        results.RESULT_TYPE_DETAILED_CHROMS,
    ):
        content, name = results.download_result_file(DONE, kind)
        assert name == f"{DONE}_{kind.lower()}.tsv"
        assert content.getvalue().startswith(b"sample_id\t")
    for kind in (results.RESULT_TYPE_DETAILED_SUPERSET, results.RESULT_TYPE_PDF_REPORT):
        content, name = results.download_result_file(DONE, kind)
        assert name.endswith(".zip")
        assert zipfile.ZipFile(content).testzip() is None
    content, name = results.download_result_file(DONE, results.RESULT_TYPE_PDF_REPORT, pdf_request_id=REPORT)
    assert name.endswith(".pdf")
    assert content.getvalue().startswith(b"%PDF-")
    file = upload(client, "order_failed.txt")
    galatea.advance(600)
    order = client.order_api.submit_order(file["id"], PLAIN)
    galatea.advance(3600)
    content, _ = results.download_result_file(order["id"], results.RESULT_TYPE_EXEC_ERRORS)
    assert b"Failed" in content.getvalue()


def download_result_json(client: OctopodClient) -> None:
    for kind in ("SUMMARY_CHROMS", "SUMMARY_SUPERSET", "DETAILED_CHROMS", "DETAILED_SUPERSET"):
        rows = client.result_api.download_result_json(DONE, kind)
        assert rows[0]["sample_id"] == "sandbox.34.4503157"


def list_result_samples(client: OctopodClient) -> None:
    assert client.result_api.list_result_samples(DONE) == [{"sample_id": "sandbox.34.4503157"}]


CALLS: tuple[Callable[..., None], ...] = (
    upload_file, upload_file_from_io, download_file, find_file_by_id, list_files, delete_file, update_file_sample_alias,
    submit_order, list_orders, find_order_by_id_or_file_id, update_order_tags, cancel_order, get_organization_info,
    get_organization_models, list_tags, create_tag, get_tag_by_id, update_tag, list_pdf_reports, download_result_file,
    download_result_json, list_result_samples, authenticate,
)  # fmt: skip


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.__name__)
def test_the_call_works(
    call: Callable[..., None], client: OctopodClient, galatea: Any, tmp_path: Path
) -> None:
    at_hand = {"client": client, "galatea": galatea, "folder": tmp_path}
    call(**{name: at_hand[name] for name in inspect.signature(call).parameters})


def test_no_call_of_the_client_is_left_out(client: OctopodClient) -> None:
    offered = [name for part in PARTS for name in dir(getattr(client, part)) if name[0].islower()]
    own = [name for name in offered if name != "convert_str_to_uuid"]
    assert sorted([*own, "authenticate"]) == sorted(call.__name__ for call in CALLS)


def test_its_errors_tell_what_the_sandbox_says(galatea: Any) -> None:
    with pytest.raises(OctopodApiException, match="This API key has been disabled") as refused:
        OctopodClient(galatea.origin, "sandbox-disabled").tag_api.list_tags()
    assert refused.value.status_code == 401


@pytest.mark.parametrize(
    "kind", ["WHOLE_RESULT", "CHROMS_SVG", "PRS_DATA", "PRS_TECH_DATA", "PRS_QC", "UNKNOWN"]
)
def test_result_types_that_only_the_client_knows_are_refused(client: OctopodClient, kind: str) -> None:
    # Neither the documentation nor the Swagger document has these constants of the client.
    assert getattr(client.result_api, f"RESULT_TYPE_{kind}") == kind
    with pytest.raises(OctopodApiException) as refused:
        client.result_api.download_result_file(DONE, kind)
    assert refused.value.status_code == 400


def test_it_uploads_by_sftp(
    client: OctopodClient, galatea: Any, places: Any, tmp_path: Path, monkeypatch: Any
) -> None:
    port = places.sftp_port
    if port != 22:
        # The client has no argument for the port, and this user may not listen on port 22: its library is told.
        usual = paramiko.SSHClient.connect
        monkeypatch.setattr(
            paramiko.SSHClient, "connect", lambda self, **given: usual(self, port=port, **given)
        )
    path = tmp_path / "large.gvcf.gz"
    path.write_bytes(GENOTYPES * 20_000)
    sftp = OctopodSftpClient("127.0.0.1", "lab", "any password", None)
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    assert sftp.upload_file(str(path)) == f"{today}/large.gvcf.gz"
    assert sftp.upload_file(str(path), "again.gvcf.gz", "folder") == "folder/again.gvcf.gz"
    galatea.advance(1200)
    for place in (f"{today}/large.gvcf.gz", "folder/again.gvcf.gz"):
        (file,) = client.file_api.list_files(file=Path(place).name)["results"]
        assert (file["status"], file["src_short_file_path"]) == ("VALID", place)
        content, _ = client.file_api.download_file(file["id"])
        assert content.getvalue() == path.read_bytes()


def test_the_clients_own_checks_come_first(galatea: Any) -> None:
    with pytest.raises(OctopodException, match="api_key"):
        OctopodClient(galatea.origin, "")
