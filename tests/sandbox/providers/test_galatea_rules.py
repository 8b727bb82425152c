"""What the sandbox of GalateaBio allows, lists and refuses."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from clientome.galatea import Galatea
from clientome.sandbox.server.environment import SECRET
from tests.support.sandbox_galatea import DOCUMENT, HOUR, MODEL, ROOT, Lab, lab

ORGANIZATION = "12332112-3321-2233-1122-123432345648"
FILE = "9085d0d2-3333-1111-2222-4114602c2aa6"
ORDER = "22334545-6ca1-4492-94b0-112345002211"
BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
METHODS = ("get", "put", "post", "patch", "delete")


@pytest.fixture
def other(there: Lab) -> Galatea:
    """A client of another organisation."""
    return there.client("sandbox-other")


def login(there: Lab, email: str = "user@example.com", password: str = "Your_password") -> Any:
    reply = there.ask("POST", "/users/auth", {"email": email, "password": password}, key=None)
    assert reply.status == 200, reply.body
    return reply.json


# The examples


def test_every_operation_is_played() -> None:
    from tests.support.sandbox_galatea import BEHAVIOUR

    described = {
        node["operationId"]
        for path in DOCUMENT["paths"].values()
        for name, node in path.items()
        if name in METHODS
    }
    assert set(BEHAVIOUR["operations"]) == described


@pytest.mark.parametrize("pause", [0.0, 30 * 24 * HOUR])
def test_every_example_of_the_readme_in_order(there: Lab, tmp_path: Path, pause: float) -> None:
    there.box.advance(pause)
    text = (ROOT / "generated/clientome/galatea/README.md").read_text(encoding="utf-8")
    clean = {k: v for k, v in os.environ.items() if not k.startswith("GALATEA_")}
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(BLOCK.findall(text))],
        env={**clean, "GALATEA_BASE_URL": there.box.base_url, "GALATEA_API_KEY": "sandbox"},
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_what_examples_show_is_there(there: Lab) -> None:
    """Each id that an answer of the description shows can be looked up, as far as it is of a kind that is listed."""
    for id in (FILE, "51f1ad10-1111-2222-3333-ddb50b37a40d", "7e53320c-c631-45ec-bad6-c88bb9d30960"):
        assert there.get("/data/files", file=id)["count"] == 1
    for id in ("fc79a3e0-60db-452b-9fc4-506897b4f808", "22233344-1111-2222-3333-555666777888", ORDER,
               "fc79a3e0-2222-3333-4444-506897b4f808", "1234567d-1111-2222-3333-12345abcd123"):  # fmt: skip
        assert there.order(id)["id"] == id
    assert there.get("/data/files", file="filename.txt.zip", only_acceptable="true")["count"] == 4
    listed = there.get(
        "/exec/orders", status="Completed", status_group="completed",
        tags_ids="12312312-1111-4444-9999-456456456456,11111111-b183-4217-9b89-222222222222",
    )  # fmt: skip
    assert {order["id"][:8] for order in listed["results"]} == {"fc79a3e0", "22233344"}
    reports = there.get("/data/results/fc79a3e0-60db-452b-9fc4-506897b4f808/pdf_report")["results"]
    assert {r["report_type"] for r in reports} == {"PRS_RUO_CANCER", "PRS_RUO_CARDIO"}


# Who calls


def test_login_renewal_and_expiry(there: Lab) -> None:
    first = login(there)
    assert set(first) == {"refresh", "access", "websocket_access"}
    assert there.ask("GET", "/users/me", key=first["access"]).json["email"] == "user@example.com"
    there.box.advance(HOUR - 1)
    assert there.ask("GET", "/users/me", key=first["access"]).status == 200
    there.box.advance(2)
    assert "expired" in there.refused(401, "GET", "/users/me", key=first["access"])
    body = {"refresh": first["refresh"], "access": first["access"]}
    second = there.ask("POST", "/users/refresh", body, key=first["access"])
    assert second.status == 200
    assert set(second.json) == {"refresh", "access"}
    assert there.ask("GET", "/users/me", key=second.json["access"]).status == 200
    assert there.refused(401, "POST", "/users/refresh", body, key=first["access"])
    there.box.advance(24 * HOUR)
    late = {"refresh": second.json["refresh"]}
    assert there.refused(401, "POST", "/users/refresh", late, key=second.json["access"])


def test_renewal_needs_tokens_of_one_session(there: Lab) -> None:
    one, two = login(there), login(there)
    mixed = {"refresh": one["refresh"], "access": two["access"]}
    assert there.refused(401, "POST", "/users/refresh", mixed, key=one["access"])
    assert there.refused(401, "POST", "/users/refresh", {"refresh": one["refresh"]}, key=two["access"])
    assert there.refused(401, "POST", "/users/refresh", {"refresh": one["refresh"]}, key="nothing")
    assert there.ask("POST", "/users/refresh", {"refresh": one["refresh"]}, key=one["access"]).status == 200


def test_logout(there: Lab) -> None:
    one, two = login(there), login(there)
    assert there.refused(403, "POST", "/users/logout", {"refresh": two["refresh"]}, key=one["access"])
    assert there.ask("POST", "/users/logout", {"refresh": one["refresh"]}, key=one["access"]).status == 200
    assert there.refused(401, "POST", "/users/refresh", {"refresh": one["refresh"]}, key=one["access"])
    assert there.refused(400, "POST", "/users/logout", {"refresh": one["refresh"]}, key=one["access"])
    assert there.ask("POST", "/users/refresh", {"refresh": two["refresh"]}, key=two["access"]).status == 200


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("user@example.com", "wrong"),
        ("nobody@example.com", "Your_password"),
        ("mfa@example.com", "Your_password"),
        ("inactive@example.com", "Your_password"),
    ],
)
def test_a_login_that_is_refused(there: Lab, email: str, password: str) -> None:
    said = there.refused(401, "POST", "/users/auth", {"email": email, "password": password}, key=None)
    assert ("second factor" in said) == email.startswith("mfa")


@pytest.mark.parametrize("key", [None, "wrong", "sandbox-disabled", "refresh_token"])
def test_a_credential_that_is_refused(there: Lab, key: str | None) -> None:
    for method, path in (("GET", "/users/me"), ("GET", "/data/files"), ("DELETE", f"/exec/tags/{FILE}")):
        assert there.refused(401, method, path, key=key)


def test_the_client_logs_in_and_renews_by_itself(there: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GALATEA_API_KEY", raising=False)
    monkeypatch.setenv("GALATEA_EMAIL", SECRET)
    monkeypatch.setenv("GALATEA_PASSWORD", SECRET)
    with there.client(None) as client:
        for hours in (0, 2, 30):
            there.box.advance(hours * HOUR)
            assert client.users.me().email == SECRET


def test_organisations_do_not_see_each_other(there: Lab, other: Galatea) -> None:
    mine = there.file()
    order = there.submit()
    tag = there.ask("POST", "/exec/tags", {"name": "mine"}).json
    assert list(other.files.list()) == []
    assert list(other.orders.list()) == []
    assert list(other.tags.list()) == []
    for method, path, value in (
        ("DELETE", f"/data/files/{mine}", None),
        ("PUT", f"/data/files/{mine}", {"sample_alias": "x"}),
        ("GET", f"/data/files/{mine}/download", None),
        ("GET", f"/data/results/{order['id']}/pdf_report", None),
        ("PATCH", f"/exec/orders/{order['id']}", {"tags_ids": []}),
        ("POST", "/exec/cancel", {"order_id": order["id"]}),
        ("GET", f"/exec/tags/{tag['id']}", None),
        ("PUT", f"/exec/tags/{tag['id']}", {"name": "y"}),
        ("DELETE", f"/exec/tags/{tag['id']}", None),
    ):
        assert there.refused(404, method, path, value, key="sandbox-other"), path
    assert there.refused(403, "GET", f"/organizations/{ORGANIZATION}/models", key="sandbox-other")
    body = {"source_file_id": mine, "model_name": MODEL}
    assert there.refused(400, "POST", "/exec/orders", body, key="sandbox-other")
    other.close()


def test_profile_and_models(there: Lab) -> None:
    me = there.get("/users/me")
    assert "password" not in me
    assert "second_factor" not in me
    assert me["org"]["id"] == ORGANIZATION
    names = [
        m["model_name"] for m in there.get(f"/organizations/{ORGANIZATION}/models", hide_deprecated="true")
    ]
    assert names == me["org"]["available_models"]
    assert len(there.get(f"/organizations/{ORGANIZATION}/models")) == len(names) + 1
    assert there.refused(404, "GET", f"/organizations/{FILE}/models")


# Files


def test_a_file_from_upload_to_deletion(there: Lab) -> None:
    content = os.urandom(300_000)
    id = there.file("Sample+1_a-b.vcf.gz", content, valid=False)
    [file] = there.get("/data/files", file=id)["results"]
    assert file == {
        "id": id, "status": "PENDING", "src_file_name": "Sample+1_a-b.vcf.gz", "file_size_bytes": 300_000,
        "src_short_file_path": file["src_short_file_path"], "created_at": file["created_at"],
        "check_sum": hashlib.md5(content).hexdigest(), "acceptable": True, "purged_from_storage": False,
        "orders_count": 0, "genome_type": "GNT", "amount_of_samples": 0, "deleted_at": None,
        "org_name": "Organization name", "check_completed": False, "sample_alias": None, "check_information": None,
        "virtual": False,
    }  # fmt: skip
    there.box.advance(119)
    assert there.get("/data/files", file=id)["results"][0]["status"] == "PENDING"
    there.box.advance(182)
    assert there.get("/data/files", file=id)["results"][0]["status"] == "VALID"
    named = there.ask("PUT", f"/data/files/{id}", {"sample_alias": "alias"})
    assert (named.status, named.json["sample_alias"]) == (201, "alias")
    assert there.ask("PUT", f"/data/files/{id}", {"sample_alias": None}).json["sample_alias"] is None
    fetched = there.ask("GET", f"/data/files/{id}/download")
    assert fetched.body == content
    assert 'filename="Sample+1_a-b.vcf.gz"' in fetched.headers["content-disposition"]
    assert there.ask("DELETE", f"/data/files/{id}").status == 200
    [gone] = there.get("/data/files", file=id)["results"]
    assert gone["deleted_at"]
    assert (gone["acceptable"], gone["purged_from_storage"]) == (False, True)
    assert there.get("/data/files", file=id, only_acceptable="true")["count"] == 0
    for method, path in (("DELETE", ""), ("GET", "/download")):
        assert there.refused(404, method, f"/data/files/{id}{path}")
    assert there.refused(404, "PUT", f"/data/files/{id}", {"sample_alias": "x"})


def test_filters_of_files(there: Lab) -> None:
    mine = [there.file(f"same-{number % 2}.vcf.gz") for number in range(4)]

    def ids(**query: Any) -> list[str]:
        return [file["id"] for file in there.get("/data/files", page_size=100, **query)["results"]]

    assert ids(file="same-1.vcf.gz") == [mine[1], mine[3]]
    assert ids(file=mine[2]) == [mine[2]]
    assert ids(file="nothing") == []
    assert ids(files_ids=f"{mine[3]},{mine[0]}") == [mine[0], mine[3]]
    assert ids(files_ids=[mine[3], mine[0]]) == [mine[0], mine[3]]
    assert ids(files_ids=mine[0], file=mine[1]) == []
    assert ids(org_names="Another") == []
    assert set(mine) < set(ids(org_names="Another,Organization name"))
    assert ids(min_date="2025-06-20", max_date="2025-06-20") == [FILE]
    assert FILE not in ids(min_date="2025-06-21")
    assert set(ids(max_date="2023-12-31")) == {
        "3fa85f64-5717-4562-b3fc-2c963f66afa6", "b91dc168-5720-4f04-911f-a1c5aa14606d",
    }  # fmt: skip
    for wrong in ({"min_date": "yesterday"}, {"page": "0"}, {"page_size": "0"}, {"files_ids": "x"}):
        assert there.ask("GET", "/data/files", query=wrong).status in (400, 422)


def test_pages_follow_each_other_while_files_come(there: Lab) -> None:
    mine = [there.file(f"{number}.vcf.gz", valid=False) for number in range(7)]
    found: list[str] = []
    address = there.box.base_url + "/data/files?page_size=3&show_virtual=true"
    before: str | None = None
    while address:
        page = there.ask("GET", address.removeprefix(there.box.base_url)).json
        assert page["previous"] == before
        found += [file["id"] for file in page["results"]]
        there.file("later.vcf.gz", valid=False) if len(found) < 7 else None
        before = (
            address if before else there.box.base_url + "/data/files?page_size=3&show_virtual=true&page=1"
        )
        address = page["next"] or ""
    assert len(found) == len(set(found)) == page["count"]
    assert set(mine) < set(found)


# Orders


@pytest.mark.parametrize(
    ("status", "change", "part"),
    [
        (400, {"source_file_id": ORGANIZATION}, "no source file"),
        (422, {"source_file_id": "7e53320c-c631-45ec-bad6-c88bb9d30960"}, "PENDING"),
        (400, {"model_name": "no such model"}, "no model"),
        (400, {"model_name": "ancestry data model zero"}, "no model"),
        (400, {"tags_ids": [ORGANIZATION]}, "tags"),
        (422, {"model_name": "ancestry pdf model"}, "patient_name"),
        (422, {"pdf_report_types": ["PRS_RUO_CARDIO"]}, "no polygenic"),
        (400, {"model_name": "prs ruo model", "pdf_report_types": ["PRS_RUO_CANCER"]}, "sex"),
        (400, {"model_name": "prs ruo model", "pdf_metadata": {"sex": "unknown"}}, "sex"),
        (400, {"model_name": ""}, "model_name"),
    ],
)
def test_an_order_that_is_refused(there: Lab, status: int, change: dict[str, Any], part: str) -> None:
    body = {"source_file_id": FILE, "model_name": MODEL, **change}
    before = there.get("/exec/orders")["count"]
    assert part in there.refused(status, "POST", "/exec/orders", body)
    assert there.get("/exec/orders")["count"] == before
    assert there.get("/data/files", file=FILE)["results"][0]["orders_count"] == 2


def test_no_order_on_a_refused_or_deleted_file(there: Lab) -> None:
    bad, gone = there.file("invalid.vcf.gz"), there.file()
    assert there.ask("DELETE", f"/data/files/{gone}").status == 200
    for id, part in ((bad, "NOT_VALID"), (gone, "deleted")):
        assert part in there.refused(422, "POST", "/exec/orders", {"source_file_id": id, "model_name": MODEL})


def test_reports_that_are_not_enabled(there: Lab) -> None:
    with there.client("sandbox-other") as client:
        file = client.files.upload(file=("a.vcf.gz", b"x"))
    there.box.advance(301)
    body = {"source_file_id": str(file.id), "model_name": "prs ruo model", "pdf_metadata": {"sex": "MALE"}}
    refused = {**body, "pdf_report_types": ["PRS_RUO_CARDIO", "PRS_RUO_CANCER"]}
    assert "not enabled" in there.refused(403, "POST", "/exec/orders", refused, key="sandbox-other")
    taken = {**body, "pdf_report_types": ["PRS_RUO_CARDIO"]}
    assert there.ask("POST", "/exec/orders", taken, key="sandbox-other").status == 201


def test_a_fresh_order_and_its_tags(there: Lab) -> None:
    tags = [there.ask("POST", "/exec/tags", {"name": name}).json["id"] for name in ("one", "two")]
    metadata = {"sex": "mAlE", "patient_name": "Ada"}
    order = there.submit(model="prs clinical model", tags_ids=tags, pdf_metadata=metadata)
    assert there.get("/data/files", file=order["src_file_id"])["results"][0]["orders_count"] == 1
    assert order["pdf_metadata"] == '{"sex":"mAlE","patient_name":"Ada"}'
    assert [tag["name"] for tag in order["tags"]] == ["one", "two"]
    assert not {"execution_time", "result_types", "can_request_pdf", "virtual"} & set(order)
    there.box.advance(HOUR)
    changed = there.ask("PATCH", f"/exec/orders/{order['id']}", {"tags_ids": tags[1:]}).json
    assert [tag["id"] for tag in changed["tags"]] == tags[1:]
    assert (changed["status"], changed["has_error_log"]) == ("Completed", False)
    assert "SUMMARY_SUPERSET" in changed["result_types"]
    assert there.ask("PUT", f"/exec/tags/{tags[1]}", {"name": "renamed"}).json["name"] == "renamed"
    assert there.order(order["id"])["tags"][0]["name"] == "renamed"
    assert there.ask("DELETE", f"/exec/tags/{tags[1]}").status == 200
    assert there.order(order["id"])["tags"] == []
    assert there.refused(400, "PATCH", f"/exec/orders/{order['id']}", {"tags_ids": tags})
    assert there.refused(404, "PATCH", f"/exec/orders/{ORGANIZATION}", {"tags_ids": []})
    assert there.refused(404, "GET", f"/exec/tags/{tags[1]}")


def test_filters_of_orders(there: Lab) -> None:
    name = "only-this.gvcf.gz"
    first = there.submit(name, "prs ruo model")
    second = there.submit("another.vcf.gz", tags_ids=["11111111-711a-4027-bc6b-111111111111"])
    there.box.advance(HOUR)
    third = there.submit("third.vcf.gz")

    def ids(**query: Any) -> list[str]:
        found = there.get("/exec/orders", page_size=100, **query)["results"]
        mine = [first["id"], second["id"], third["id"]]
        return [str(mine.index(order["id"])) for order in found if order["id"] in mine]

    assert ids() == ["0", "1", "2"]
    assert ids(filter=name) == ids(filter=first["id"]) == ids(filter=first["src_file_id"]) == ["0"]
    assert ids(filter="nothing") == []
    assert ids(status="Completed") == ids(status_group="completed") == ["0", "1"]
    assert ids(status="Completed", status_group="running") == []
    assert ids(status="Registered") == ids(status_group="initializing") == ["2"]
    assert ids(type="WGS") == ids(model_name="prs ruo model") == ids(model_api_name="mysterio") == ["0"]
    assert ids(type="EXTERNAL") == []
    assert ids(tags_ids="11111111-711a-4027-bc6b-111111111111") == ["1"]
    assert ids(org_names="Organization name") == ["0", "1", "2"]
    assert ids(org_names="x") == []
    assert ids(orders_ids=f"{third['id']},{first['id']}") == ["0", "2"]
    assert ids(orders_ids=third["id"], filter=first["id"]) == []
    day = first["started_at"][:10]
    assert ids(min_date=day) == ["0", "1", "2"]
    assert "0" in ids(min_date=day, max_date=day, filter=name)
    assert ids(max_date="2025-12-31") == []
    assert there.ask("GET", "/exec/orders", query={"status": "completed"}).status in (400, 422)


def test_filters_of_reports_and_tags(there: Lab) -> None:
    place = "/data/results/1234567d-1111-2222-3333-12345abcd123/pdf_report"

    def numbers(**query: Any) -> list[int]:
        return [report["request_version"] for report in there.get(place, **query)["results"]]

    assert numbers() == [1, 2]
    assert numbers(request_version=2) == numbers(latest="true") == [2]
    assert numbers(report_version="GalaxyBio Vader 2024-Jan-01 11112222") == [1]
    assert numbers(sample_id="other") == numbers(report_type="PRS_RUO_CARDIO") == []
    assert numbers(report_type="ANCESTRY", page_size=1, page=2) == [2]
    assert there.refused(404, "GET", f"/data/results/{ORGANIZATION}/pdf_report")
    for name in ("twice", "twice", "once"):
        assert there.ask("POST", "/exec/tags", {"name": name}).status == 201
    assert there.get("/exec/tags", name="twice")["count"] == 2
    assert there.ask("POST", "/exec/tags", {"name": ""}).status in (400, 422)


def test_wrong_requests_get_the_providers_errors(there: Lab) -> None:
    assert there.refused(400, "POST", "/exec/cancel", {"order_id": 5})
    assert there.refused(404, "POST", "/exec/cancel", {"order_id": ORGANIZATION})
    assert there.refused(405, "POST", "/data/files", {})
    assert there.ask("GET", "/nothing").status == 404
    query = {"result_type": "SUMMARY_CHROMS", "pdf_request_id": ORGANIZATION}
    place = "/data/results/1234567d-1111-2222-3333-12345abcd123/download"
    assert "PDF_REPORT" in str(there.ask("GET", place, query=query).json["detail"])


def test_what_is_kept_in_a_file_goes_on(tmp_path: Path) -> None:
    with lab(state=tmp_path / "state") as there:
        order = there.submit(model="ancestry pdf model", pdf_metadata={"patient_name": "A"})
        there.until(order["id"], "Making report")
        tokens = login(there)
    with lab(state=tmp_path / "state") as there:
        assert there.order(order["id"])["status"] == "Making report"
        assert there.ask("GET", "/users/me", key=tokens["access"]).status == 200
        there.until(order["id"], "Completed")
        [report] = there.get(f"/data/results/{order['id']}/pdf_report")["results"]
        query = {"result_type": "PDF_REPORT", "pdf_request_id": report["id"]}
        content = there.ask("GET", f"/data/results/{order['id']}/download", query=query).body
        assert (len(content), hashlib.md5(content).hexdigest()) == (
            report["file_size_bytes"],
            report["check_sum"],
        )
