"""Which operation answers, and with what."""

from __future__ import annotations

import pytest

from tests.support.sandbox_examples import Running

BASE = "/api/v1"


def test_the_first_example_is_the_answer(demo: Running) -> None:
    reply = demo.ask("GET", f"{BASE}/things")
    assert (reply.status, reply.json) == (200, {"items": []})
    assert reply.headers["content-type"] == "application/json"


def test_another_example_can_be_asked_for(demo: Running) -> None:
    reply = demo.ask("GET", f"{BASE}/things", headers={"Prefer": "example=two"})
    assert reply.json == {"items": [1, 2]}


@pytest.mark.parametrize("code", ["400", "404", "503"])
def test_another_status_can_be_asked_for(demo: Running, code: str) -> None:
    reply = demo.ask("GET", f"{BASE}/things", headers={"Prefer": f"code={code}"})
    assert (reply.status, reply.json) == (int(code), {"ok": False, "error": "sandbox"})


@pytest.mark.parametrize("prefer", ["code=²²²", "code=9", "code", "=", "code=,;", "example=none"])
def test_a_senseless_preference_is_ignored(demo: Running, prefer: str) -> None:
    reply = demo.ask("GET", f"{BASE}/things", headers={"Prefer": prefer.encode().decode("latin-1")})
    assert (reply.status, reply.json) == (200, {"items": []})


def test_a_literal_segment_wins(demo: Running) -> None:
    assert demo.ask("GET", f"{BASE}/things/latest").json == {"id": "latest"}
    assert demo.ask("GET", f"{BASE}/things/other").json == {"id": "one"}


def test_a_literal_path_has_only_its_own_methods(demo: Running) -> None:
    reply = demo.ask("OPTIONS", f"{BASE}/things/latest")
    assert (reply.status, reply.headers["allow"]) == (204, "GET, HEAD")
    assert demo.ask("DELETE", f"{BASE}/things/latest").status == 405
    assert demo.ask("DELETE", f"{BASE}/things/other").status == 204
    assert demo.ask("OPTIONS", f"{BASE}/things/other").headers["allow"] == "DELETE, GET, HEAD"


def test_an_encoded_slash_does_not_split_a_segment(demo: Running) -> None:
    assert demo.ask("GET", f"{BASE}/things/a%2Fb").status == 200
    assert demo.ask("GET", f"{BASE}/things/a/b").status == 404


@pytest.mark.parametrize(
    "path", ["/", "/api/v1", "/things", f"{BASE}/thing", f"{BASE}/things/", f"{BASE}//things", "/%"]
)
def test_an_unknown_path_is_404_in_the_providers_shape(demo: Running, path: str) -> None:
    reply = demo.ask("GET", path)
    assert reply.status == 404
    assert reply.json["ok"] is False


def test_a_wrong_method_is_405_and_names_the_right_ones(demo: Running) -> None:
    reply = demo.ask("DELETE", f"{BASE}/things")
    assert (reply.status, reply.headers["allow"]) == (405, "GET, HEAD, POST")
    assert reply.json["ok"] is False


def test_options_names_the_methods(demo: Running) -> None:
    reply = demo.ask("OPTIONS", f"{BASE}/files")
    assert (reply.status, reply.headers["allow"], reply.body) == (204, "POST, PUT", b"")


def test_a_path_with_its_own_server_is_mounted_there(demo: Running) -> None:
    assert demo.ask("GET", "/s", key=None).json == "short"
    assert demo.ask("GET", f"{BASE}/s", key=None).status == 404


def test_head_is_get_without_a_body(demo: Running) -> None:
    reply = demo.ask("HEAD", f"{BASE}/things")
    assert (reply.status, reply.body) == (200, b"")
    assert reply.headers["content-length"] == str(len(demo.ask("GET", f"{BASE}/things").body))


def test_a_described_head_has_its_own_headers(demo: Running) -> None:
    reply = demo.ask("HEAD", f"{BASE}/file")
    assert (reply.status, reply.headers["x-size"], reply.body) == (200, "8", b"")
    assert reply.headers["content-length"] == str(len(b"PK bytes"))


def test_binary_answers_carry_a_file_name(demo: Running) -> None:
    reply = demo.ask("GET", f"{BASE}/file")
    assert (reply.body, reply.headers["content-type"]) == (b"PK bytes", "application/zip")
    assert reply.headers["content-disposition"] == 'attachment; filename="a.zip"'
    assert (
        demo.ask("GET", f"{BASE}/nameless").headers["content-disposition"]
        == 'attachment; filename="nameless.bin"'
    )


def test_every_answer_has_a_request_id_of_its_own(demo: Running) -> None:
    replies = [demo.ask("GET", path) for path in (f"{BASE}/things", f"{BASE}/things", "/nowhere")]
    assert len({reply.headers["x-demo-id"] for reply in replies}) == 3


def test_without_an_example_the_schema_gives_the_answer(demo: Running) -> None:
    assert demo.ask("GET", f"{BASE}/sampled").json == {"name": "string", "kind": "a"}


def test_an_operation_with_a_price_asks_for_the_payment(demo: Running) -> None:
    asked = demo.ask("POST", f"{BASE}/pay")
    assert (asked.status, asked.headers["payment-required"], asked.json) == (402, "abc", {"pay": 1})
    assert demo.ask("POST", f"{BASE}/pay", headers={"PAYMENT-SIGNATURE": "x"}).json == {"paid": True}
