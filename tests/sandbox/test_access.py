"""Secrets and environments."""

from __future__ import annotations

import pytest

from tests.sandbox.demo import Running

BASE = "/api/v1"


@pytest.mark.parametrize("key", ["live_x", "test_x"])
def test_any_key_with_a_known_beginning_is_good(demo: Running, key: str) -> None:
    assert demo.ask("GET", f"{BASE}/things", key=key).status == 200


@pytest.mark.parametrize(
    "authorization", [None, "", "Bearer", "Bearer ", "Bearer other_x", "Basic live_x", "live_x"]
)
def test_anything_else_is_401_in_the_providers_shape(demo: Running, authorization: str | None) -> None:
    headers = {} if authorization is None else {"Authorization": authorization}
    reply = demo.ask("GET", f"{BASE}/things", key=None, headers=headers)
    assert reply.status == 401
    assert set(reply.json) == {"ok", "error"}
    assert reply.headers["www-authenticate"] == "Bearer"


def test_one_of_several_schemes_is_enough(demo: Running) -> None:
    assert demo.ask("GET", f"{BASE}/file", key=None, headers={"Cookie": "a=b; key=live_1"}).status == 200
    assert demo.ask("GET", f"{BASE}/file", key="live_1").status == 200
    assert demo.ask("GET", f"{BASE}/file", key=None, headers={"Cookie": "key="}).status == 401


def test_open_operations_need_no_key(demo: Running) -> None:
    assert demo.ask("GET", f"{BASE}/open", key=None).json == "free"


def test_a_key_of_another_environment_is_refused_where_only_one_will_do(demo: Running) -> None:
    assert demo.ask("GET", f"{BASE}/staging", key="test_1").status == 200
    reply = demo.ask("GET", f"{BASE}/staging", key="live_1")
    assert (reply.status, reply.json["ok"]) == (403, False)
    assert "test" in reply.json["error"]


def test_a_key_is_needed_before_anything_is_said_about_the_request(demo: Running) -> None:
    assert demo.post(f"{BASE}/things", {}, key=None).status == 401


def test_an_idempotency_key_is_required_where_the_description_says_so(demo: Running) -> None:
    thing = {"name": "n", "kind": "a"}
    assert demo.post(f"{BASE}/things", thing, key="test_1").status == 201
    assert demo.post(f"{BASE}/things", thing, key="live_1").status == 400
    assert demo.post(f"{BASE}/things", thing, key="live_1", headers={"Idempotency-Key": "k"}).status == 201
