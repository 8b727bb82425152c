"""Secrets and environments."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.sandbox_examples import Running, answer, operation
from tests.support.sandbox_shop import Shop, shop
from tests.support.sandbox_shop_description import DOCUMENT

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


SCHEMES: dict[str, Any] = {
    "header": {"type": "apiKey", "in": "header", "name": "X-Key"},
    "query": {"type": "apiKey", "in": "query", "name": "key"},
    "cookie": {"type": "apiKey", "in": "cookie", "name": "key"},
    "basic": {"type": "http", "scheme": "basic"},
    "bearer": {"type": "http", "scheme": "bearer"},
}


def placed(*names: str, **more: Any) -> dict[str, Any]:
    return {
        "get": operation(
            "-".join(names), {"200": answer({})}, security=[{name: [] for name in names}], **more
        )
    }


@pytest.fixture(scope="module")
def places() -> Iterator[Shop]:
    """One operation for each place of a secret, which tells the secret that it found."""
    reported = [{"answer": {"body": "= caller.key", "bare": True}}]
    paths = {f"/{name}": placed(name) for name in SCHEMES} | {"/both": placed("header", "query")}
    document = {**DOCUMENT, "components": {"securitySchemes": SCHEMES}, "security": [], "paths": paths}
    behaviour = {"operations": {item["get"]["operationId"]: reported for item in paths.values()}}
    with shop(document, behaviour) as one:
        yield one


def basic(text: bytes) -> str:
    return "Basic " + base64.b64encode(text).decode()


@pytest.mark.parametrize(
    ("path", "headers", "secret"),
    [
        ("/header", {"X-Key": " s "}, "s"),
        ("/header", {"X-Key": ""}, None),
        ("/header", {"X-Other": "s"}, None),
        ("/header?X-Key=s", {}, None),
        ("/query?key=s&key=t", {}, "s"),
        ("/query?key=", {}, None),
        ("/query?other=s", {"key": "s"}, None),
        ("/cookie", {"Cookie": "key=s"}, "s"),
        ("/cookie?key=s", {"key": "s"}, None),
        ("/basic", {"Authorization": basic(b"user:pass:word")}, "pass:word"),
        ("/basic", {"Authorization": basic(b"user:")}, "user"),
        ("/basic", {"Authorization": basic(b"user")}, "user"),
        ("/basic", {"Authorization": basic(b"\xff:x")}, None),
        ("/basic", {"Authorization": "Basic !!!!"}, None),
        ("/basic", {"Authorization": "Bearer s"}, None),
        ("/bearer", {"Authorization": "bearer s"}, "s"),
        ("/bearer", {"Authorization": basic(b"user:s")}, None),
        ("/both?key=t", {"X-Key": "s"}, "s"),
        ("/both?key=t", {}, None),
        ("/both", {"X-Key": "s"}, None),
    ],
)
def test_every_place_of_a_secret(
    places: Shop, path: str, headers: dict[str, str], secret: str | None
) -> None:
    reply = places.ask("GET", path, key=None, headers=headers)
    if secret is None:
        assert (reply.status, reply.json["error"]) == (401, "The request carries no credential.")
    else:
        assert (reply.status, reply.json) == (200, secret)
