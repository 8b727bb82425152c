"""The official command of GalateaBio, `octo`, unmodified from the registry, against the sandbox: every subcommand."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip(
    "octopod_cli", reason="the official clients have an environment of their own: make official"
)

OCTO = str(Path(sys.executable).parent / "octo")
FILE = "9085d0d2-3333-1111-2222-4114602c2aa6"
WAITING = "22334545-6ca1-4492-94b0-112345002211"
DONE = "1234567d-1111-2222-3333-12345abcd123"
TAG = "11111111-b183-4217-9b89-222222222222"
ORGANIZATION = "12332112-3321-2233-1122-123432345648"
GENOTYPES = b"# rsid\tchromosome\tposition\tgenotype\nrs1\t1\t1\tAA\n"


class Octo:
    """Runs the command in a folder, where it also keeps what is configured."""

    def __init__(self, folder: Path, place: Any) -> None:
        self.folder = folder
        self.place = place

    def run(self, command: str, **options: object) -> str:
        given = [f"--{name}={value}" for name, value in options.items()]
        done = subprocess.run(
            [OCTO, command, *given], cwd=self.folder, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def json(self, command: str, **options: object) -> Any:
        return json.loads(self.run(command, **options))


@pytest.fixture
def octo(galatea: Any, tmp_path: Path) -> Octo:
    made = Octo(tmp_path, galatea)
    made.run("set-config", api_mode=1, api_base_url=galatea.origin, api_key="sandbox")
    return made


def test_configuration(octo: Octo) -> None:
    assert f"api_base_url={octo.place.origin}" in octo.run("get-config")
    octo.run("set-config", api_mode=2, api_username="user@example.com", api_password="Your_password")
    assert octo.json("get-organization-info")["id"] == ORGANIZATION
    octo.run("clear-config")
    assert octo.run("get-config") == ""


def test_organization(octo: Octo) -> None:
    assert octo.json("get-organization-info")["name"] == "Organization name"
    assert len(octo.json("get-organization-models", org_id=ORGANIZATION)) == 5


def test_files(octo: Octo) -> None:
    path = octo.folder / "genotypes.txt"
    path.write_bytes(GENOTYPES)
    id = octo.json("api-upload-file", file_name=path)["id"]
    assert octo.json("find-file", file_id=id)["src_file_name"] == path.name
    assert octo.json("find-file", file_name=path.name, page=1)["count"] == 1
    assert octo.json("update-file-sample-alias", file_id=id, sample_alias="seven")["sample_alias"] == "seven"
    folder = octo.folder / "downloads"
    folder.mkdir()
    octo.run("set-config", api_mode=1, download_folder=folder)
    octo.run("download-file", file_id=id)
    assert (folder / path.name).read_bytes() == GENOTYPES
    assert octo.run("delete-file", file_id=id) == "Deleted.\n"


def test_orders_and_tags(octo: Octo) -> None:
    tag = octo.json("create-tag", name="new")["id"]
    assert octo.json("update-tag", tag_id=tag, name="newer")["name"] == "newer"
    assert octo.json("find-tag", tag_id=tag)["name"] == "newer"
    assert octo.json("list-tags", name="newer", page=1)["count"] == 1
    person = json.dumps({"patient_name": "Patient Name"})
    order = octo.json(
        "submit-order", file_id=FILE, model="ancestry pdf model", tags_ids=tag, pdf_metadata=person
    )
    assert [one["id"] for one in order["tags"]] == [tag]
    assert [
        one["id"] for one in octo.json("update-order-tags", order_id=order["id"], tags_ids=TAG)["tags"]
    ] == [TAG]
    assert octo.run("cancel-order", order_id=order["id"]) == "Canceled.\n"
    octo.place.advance(60)
    assert octo.json("find-order", order_id_or_file_id=order["id"])["status"] == "Canceled"


def test_its_option_for_report_types_sends_the_tags(octo: Octo) -> None:
    # A defect of the command: `--pdf_report_types` sends the ids of the tags instead, and without tags it breaks.
    given = {"file_id": FILE, "model": "prs clinical model", "pdf_report_types": "PRS_RUO_CARDIO"}
    for tags, told in (({"tags_ids": TAG}, TAG), ({}, "NoneType")):
        command = [OCTO, "submit-order", *(f"--{name}={value}" for name, value in {**given, **tags}.items())]
        done = subprocess.run(
            command, cwd=octo.folder, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 1
        assert told in done.stderr


def test_results(octo: Octo) -> None:
    assert octo.json("list-result-samples", order_id=DONE) == [{"sample_id": "sandbox.34.4503157"}]
    reports = octo.json(
        "list-result-pdf-reports", order_id=DONE, request_version=1, sample_id="sandbox.34.4503157"
    )
    (report,) = reports["results"]
    for result_type, start in (("SUMMARY_CHROMS", b"sample_id\t"), ("PDF_REPORT", b"PK")):
        said = octo.run("download-result-file", order_id=DONE, result_type=result_type)
        assert (octo.folder / said.split()[-1]).read_bytes().startswith(start)
    said = octo.run(
        "download-result-file", order_id=DONE, result_type="PDF_REPORT", pdf_request_id=report["id"]
    )
    assert (octo.folder / said.split()[-1]).read_bytes().startswith(b"%PDF-")
    said = octo.run("download-result-json", order_id=DONE, result_type="SUMMARY_SUPERSET")
    assert json.loads((octo.folder / said.split()[-1]).read_text())[0]["superset"]


def test_sftp(octo: Octo, places: Any) -> None:
    if places.sftp_port != 22:
        pytest.skip("the command knows no other port than 22, and here nobody may listen on it")
    import paramiko

    key = octo.folder / "key"
    paramiko.RSAKey.generate(2048).write_private_key_file(str(key))
    octo.run("set-config", api_mode=1, sftp_host="127.0.0.1", sftp_user="lab", sftp_keyfile_path=key)
    path = octo.folder / "genotypes.vcf.gz"
    path.write_bytes(GENOTYPES)
    said = octo.run(
        "sftp-upload-file", file_name=path, remote_folder="from octo", remote_file_name="other.vcf.gz"
    )
    assert said == "from octo/other.vcf.gz\n"
    octo.place.advance(1200)
    (file,) = octo.json("find-file", file_name="other.vcf.gz")["results"]
    assert (file["status"], file["src_short_file_path"]) == ("VALID", "from octo/other.vcf.gz")


def test_no_subcommand_is_left_out() -> None:
    said = subprocess.run([OCTO, "--help"], capture_output=True, text=True, timeout=60, check=True).stdout
    offered = re.search(r"\{([a-z,\s-]+)\}", said)
    assert offered is not None
    used = re.findall(r"octo\.(?:run|json)\(\s*\"([a-z-]+)\"", Path(__file__).read_text(encoding="utf-8"))
    assert set(used) == set(re.split(r",\s*", offered[1].strip()))
