"""A provider with state, walked through as a user does."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.sandbox_shop import Shop, shop


@pytest.fixture
def one() -> Iterator[Shop]:
    with shop() as found:
        yield found


def test_what_is_created_can_be_read_changed_and_deleted(one: Shop) -> None:
    made = one.order()
    assert made["id"].startswith("ord_")
    assert len(made["id"]) == 16
    assert one.get(f"/orders/{made['id']}") == made
    assert one.ask("PATCH", f"/orders/{made['id']}", {"memo": "m"}).json["data"]["memo"] == "m"
    refused = one.ask("DELETE", f"/orders/{made['id']}")
    assert (refused.status, refused.json) == (
        409,
        {"ok": False, "error": "An order under way cannot be deleted."},
    )
    assert one.ask("POST", f"/orders/{made['id']}/cancel").json["data"]["status"] == "canceled"
    assert one.ask("DELETE", f"/orders/{made['id']}").status == 204
    gone = one.ask("GET", f"/orders/{made['id']}")
    assert (gone.status, gone.json["error"]) == (404, "There is no such order.")


def test_the_clock_moves_orders_through_their_states(one: Shop) -> None:
    good, bad = one.order("good")["id"], one.order("bad")["id"]
    assert one.days(1)["transitions"] == 0
    assert one.days(1.5)["transitions"] == 2
    assert one.get(f"/orders/{good}")["status"] == "sequencing"
    assert one.ask("GET", f"/orders/{good}/file").status == 404
    one.days(20)
    assert one.get(f"/orders/{bad}")["status"] == "failed"
    done = one.get(f"/orders/{good}")
    assert [entry["status"] for entry in done["history"]] == ["sequencing", "done"]
    start, end = (entry["at"] for entry in done["history"])
    assert (time_of(end) - time_of(start)) / 86400 == 14
    assert "file" not in done


def time_of(text: str) -> float:
    from clientome.sandbox.expressions.functions.times import time_of

    found = time_of(text)
    assert found is not None
    return found


def test_transitions_happen_without_requests() -> None:
    with shop(speed=1_000_000) as one:
        one.order()
        deadline = time.monotonic() + 20
        while one.application.engine.machines.fired < 2:
            assert time.monotonic() < deadline
            time.sleep(0.05)


def test_accounts_do_not_see_each_other(one: Shop) -> None:
    id = one.order(key="acct_a")["id"]
    assert one.ask("GET", f"/orders/{id}", key="acct_b").status == 404
    assert one.ask("POST", f"/orders/{id}/cancel", key="acct_b").status == 404
    assert [o["id"] for o in one.get("/orders", key="acct_b")["orders"]] == ["ord_example"]


def test_pages(one: Shop) -> None:
    ids = ["ord_example", *(one.order(f"s{n}")["id"] for n in range(7))]
    found = []
    for offset in range(0, 9, 3):
        page = one.get(f"/orders?limit=3&offset={offset}")
        assert page["total"] == 8
        assert set(page["orders"][0]) == {"id", "status", "sample"}
        found.extend(order["id"] for order in page["orders"])
    assert found == ids
    assert one.get("/orders?status=done")["total"] == 1
    assert one.get("/orders?offset=100")["orders"] == []
    assert one.ask("GET", "/orders?limit=101").status == 400


def test_idempotency(one: Shop) -> None:
    def send(sample: str, key: str, who: str = "acct_a") -> Any:
        return one.ask("POST", "/orders", {"sample": sample}, headers={"Idempotency-Key": key}, key=who)

    first, again = send("s", "k1"), send("s", "k1")
    assert (first.status, first.json) == (again.status, again.json)
    assert first.headers["location"] == again.headers["location"]
    assert send("other", "k1").status == 409
    assert send("s", "k2").json["data"]["id"] != first.json["data"]["id"]
    assert send("s", "k1", "acct_b").json["data"]["id"] != first.json["data"]["id"]
    assert one.get("/orders")["total"] == 3
    one.days(2)
    assert send("other", "k1").status == 201


def test_scopes(one: Shop) -> None:
    assert one.ask("GET", "/orders", key="acct_readonly").status == 200
    refused = one.ask("POST", "/orders", {"sample": "s"}, key="acct_readonly")
    assert (refused.status, "orders:write" in refused.json["error"]) == (403, True)
    assert one.ask("GET", "/orders", key="revoked").status == 401


def test_login_tokens_expire_and_are_renewed(one: Shop) -> None:
    assert one.ask("POST", "/login", {"email": "a@b.c", "password": "wrong"}, key=None).status == 401
    tokens = one.ask("POST", "/login", {"email": "a@b.c", "password": "right"}, key=None).json["data"]
    id = one.order(key=tokens["access"])["id"]
    assert one.get(f"/orders/{id}", key=tokens["access"])["id"] == id
    assert one.ask("GET", f"/orders/{id}").status == 404
    one.control("/advance", {"seconds": 700})
    assert one.ask("GET", f"/orders/{id}", key=tokens["access"]).status == 404
    renewed = one.ask("POST", "/refresh", {"refresh": tokens["refresh"]}, key=None).json["data"]
    assert one.get(f"/orders/{id}", key=renewed["access"])["id"] == id
    forged = tokens["refresh"][:-2] + ("AA" if tokens["refresh"][-2:] != "AA" else "BB")
    assert one.ask("POST", "/refresh", {"refresh": forged}, key=None).status == 401


def test_files_ranges_and_links(one: Shop) -> None:
    id = one.order("reads")["id"]
    one.days(30)
    whole = one.ask("GET", f"/orders/{id}/file")
    assert whole.body == b">reads\n" + b"ACGT" * 1000
    assert whole.headers["content-disposition"] == 'attachment; filename="reads.fa"'
    assert whole.headers["etag"] == f'"{hashlib.sha256(whole.body).hexdigest()}"'
    part = one.ask("GET", f"/orders/{id}/file", headers={"Range": "bytes=7-10"})
    assert (part.status, part.body, part.headers["content-range"]) == (206, b"ACGT", "bytes 7-10/4007")
    assert one.ask("GET", f"/orders/{id}/file", headers={"Range": "bytes=-4"}).body == b"ACGT"
    assert one.ask("GET", f"/orders/{id}/file", headers={"Range": "bytes=9999-"}).status == 416
    stale = {"Range": "bytes=7-10", "If-Range": '"other"'}
    assert one.ask("GET", f"/orders/{id}/file", headers=stale).status == 200
    assert (
        one.ask("GET", f"/orders/{id}/file", headers={"If-None-Match": whole.headers["etag"]}).status == 304
    )
    head = one.ask("HEAD", f"/orders/{id}/file")
    assert (head.body, head.headers["content-length"]) == (b"", "4007")
    link = one.ask("POST", "/links", {"order": id}).json["data"]["url"]
    path = link.partition(str(one.port))[2]
    assert one.ask("GET", path, key=None).body == whole.body
    assert one.ask("GET", path[:-1], key=None).status == 403
    assert one.ask("PUT", path, key=None, body=b"x").status == 403
    one.control("/advance", {"seconds": 3601})
    assert one.ask("GET", path, key=None).status == 403


def form(*parts: tuple[str, str, bytes]) -> tuple[bytes, dict[str, str]]:
    pieces = b"".join(
        b'--B\r\nContent-Disposition: form-data; name="%s"; filename="%s"\r\n\r\n%s\r\n'
        % (field.encode(), name.encode(), content)
        for field, name, content in parts
    )
    return pieces + b"--B--\r\n", {"Content-Type": "multipart/form-data; boundary=B"}


@pytest.mark.parametrize("size", [0, 5, 1_000_000])
def test_uploads_are_kept_and_digested(one: Shop, size: int) -> None:
    content = b"z" * size
    body, headers = form(("file", "a/b.txt", content), ("file", "c.txt", b"c"))
    made = one.ask("POST", "/uploads", body=body, headers=headers).json["data"]
    assert made["files"][0] == {
        "path": "a/b.txt",
        "size": size,
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    assert "name" not in made
    lines = sorted(f"{f['sha256']}  {f['path']}\n" for f in made["files"])
    assert made["digest"] == hashlib.sha256("".join(lines).encode()).hexdigest()


def test_an_upload_that_is_too_large(one: Shop) -> None:
    body, headers = form(("file", "a", b"z" * 2_000_001))
    assert one.ask("POST", "/uploads", body=body, headers=headers).status == 413
    assert list(one.application.engine.blobs.folder().iterdir()) == []


def test_a_signed_place_takes_a_file_once_it_is_known(one: Shop) -> None:
    started = one.ask("POST", "/uploads/start").json["data"]
    path = started["url"].partition(str(one.port))[2]
    assert one.ask("PUT", path, key=None, body=b"content").status == 200
    things = one.control("/things/uploads", method="GET")
    assert things[0]["sha256"] == hashlib.sha256(b"content").hexdigest()
    one.control("/advance", {"seconds": 301})
    assert one.ask("PUT", path, key=None, body=b"content").status == 403


def test_an_operation_without_steps_answers_by_example(one: Shop) -> None:
    assert one.get("/unplayed") == "example"


def test_the_state_is_reported_and_reset(one: Shop) -> None:
    one.order()
    one.ask("POST", "/hooks", {"url": "http://127.0.0.1:9/"})
    state = one.control("", method="GET")
    assert state["things"]["orders"] == 2
    assert state["messages"][0]["body"] == "A hook was made."
    assert state["next_transition"] is not None
    one.days(400)
    now = one.control("", method="GET")["now"]
    assert time_of(now) > time.time() + 399 * 86400
    state = one.control("/reset")
    assert state["things"] == {"orders": 1}
    assert abs(time_of(state["now"]) - time.time()) < 60


@pytest.mark.parametrize(
    "value",
    [{}, [], {"seconds": -1}, {"seconds": "x"}, {"seconds": 1e300}, {"until": "never"}, {"seconds": True}],
)
def test_time_moves_only_forward(one: Shop, value: object) -> None:
    assert one.ask("POST", "/_sandbox/advance", value, key=None).status == 400
