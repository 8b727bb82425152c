"""State files: what was acknowledged survives a kill at any moment."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from clientome.sandbox import app
from clientome.sandbox.state.store import StateError
from tests.sandbox.test_shop import form
from tests.support.sandbox_shop import Shop, shop
from tests.support.sandbox_shop_description import BEHAVIOUR, DOCUMENT

SERVED = Path(__file__).parents[2] / "support/sandbox_process.py"


@contextmanager
def served(state: Path, speed: float = 1) -> Iterator[tuple[subprocess.Popen[str], Shop]]:
    process = subprocess.Popen(
        [sys.executable, str(SERVED), str(state), str(speed)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        yield process, Shop(int(process.stdout.readline()), None)
    finally:
        process.kill()
        process.wait(10)
        process.stdout.close()


def test_nothing_acknowledged_is_lost_when_killed(tmp_path: Path) -> None:
    state = tmp_path / "state"
    acknowledged: dict[str, dict[str, Any]] = {}
    digests: dict[str, str] = {}
    for round in range(3):
        with served(state) as (process, one):
            for id, made in acknowledged.items():
                assert one.get(f"/orders/{id}")["sample"] == made["sample"]
            uploads = {thing["id"]: thing for thing in one.control("/things/uploads", method="GET")}
            for id, digest in digests.items():
                assert uploads[id]["files"][0]["sha256"] == digest
            assert one.get("/orders?limit=1")["total"] >= len(acknowledged) + 1
            stopped = threading.Event()
            threads = [
                threading.Thread(target=order, args=(one, stopped, acknowledged, f"{round}-{n}"))
                for n in range(4)
            ]
            threads.append(threading.Thread(target=upload, args=(one, stopped, digests)))
            for thread in threads:
                thread.start()
            time.sleep(0.6)
            process.kill()
            stopped.set()
            for thread in threads:
                thread.join(10)
    assert len(acknowledged) > 30
    assert len(digests) > 3
    ids = set(acknowledged)
    with served(state) as (_, one):
        assert ids <= {thing["id"] for thing in one.control("/things/orders", method="GET")}


def order(one: Shop, stopped: threading.Event, acknowledged: dict[str, dict[str, Any]], name: str) -> None:
    number = 0
    while not stopped.is_set():
        number += 1
        try:
            reply = one.ask("POST", "/orders", {"sample": f"{name}-{number}"})
        except Exception:
            return
        made = json.loads(reply.body)["data"]
        assert made["id"] not in acknowledged
        acknowledged[made["id"]] = made


def upload(one: Shop, stopped: threading.Event, digests: dict[str, str]) -> None:
    number = 0
    while not stopped.is_set():
        number += 1
        content = f"{number}".encode() * 100_000
        body, headers = form(("file", "f", content))
        try:
            reply = one.ask("POST", "/uploads", body=body, headers=headers)
        except Exception:
            return
        digests[json.loads(reply.body)["data"]["id"]] = hashlib.sha256(content).hexdigest()


def test_time_states_links_and_files_go_on(tmp_path: Path) -> None:
    state = tmp_path / "state"
    with shop(state=state) as one:
        id = one.order("reads")["id"]
        one.days(3)
        link = one.ask("POST", "/links", {"order": "ord_example"}).json["data"]["url"]
        before = one.control("", method="GET")["now"]
    with shop(state=state) as one:
        assert one.control("", method="GET")["now"] >= before
        assert one.get(f"/orders/{id}")["status"] == "sequencing"
        one.days(14)
        assert one.get(f"/orders/{id}")["status"] == "done"
        path = "/" + link.split("/", 3)[3]
        assert one.ask("GET", path, key=None).status == 403
    with shop(state=state) as one:
        assert one.ask("GET", f"/orders/{id}/file").body.startswith(b">reads\nACGT")
        assert one.get("/orders")["total"] == 2
        one.control("/reset")
        assert one.get("/orders")["total"] == 1


def test_idempotency_keys_outlive_the_process(tmp_path: Path) -> None:
    found = []
    for _ in range(2):
        with shop(state=tmp_path / "state") as one:
            reply = one.ask("POST", "/orders", {"sample": "s"}, headers={"Idempotency-Key": "k"})
            found.append(reply.json["data"]["id"])
    assert found[0] == found[1]


def test_a_file_that_is_in_use_or_no_state(tmp_path: Path) -> None:
    state = tmp_path / "state"
    with shop(state=state), pytest.raises(StateError, match="in use by another sandbox"):
        app(DOCUMENT, BEHAVIOUR, state=state)
    other = tmp_path / "other"
    other.write_text("something else entirely, and long enough to be looked at " * 20)
    with pytest.raises(StateError, match="cannot be used"):
        app(DOCUMENT, BEHAVIOUR, state=other)
    with pytest.raises(StateError, match="Name another one"):
        app(DOCUMENT, BEHAVIOUR, state=tmp_path / "none" / "x")


def test_a_database_of_somebody_else(tmp_path: Path) -> None:
    columns = tmp_path / "columns"
    with closing(sqlite3.connect(columns)) as made, made:
        made.execute("create table things (one text)")
    with pytest.raises(StateError, match="is not a state file of a sandbox"):
        app(DOCUMENT, BEHAVIOUR, state=columns)


def test_a_body_that_is_damaged(tmp_path: Path) -> None:
    state = tmp_path / "state"
    with shop(state=state) as one:
        one.order()
    with closing(sqlite3.connect(state)) as made, made:
        made.execute("update things set body = '{' where collection = 'orders'")
    with pytest.raises(StateError, match="is not a state file of a sandbox"):
        app(DOCUMENT, BEHAVIOUR, state=state)


def test_what_was_half_uploaded_goes_and_what_is_whole_stays(tmp_path: Path) -> None:
    state = tmp_path / "state"
    large, small = b"l" * 300_000, b"s" * 10
    digests = [hashlib.sha256(content).hexdigest() for content in (large, small)]
    with shop(state=state) as one:
        body, headers = form(("file", "large", large), ("file", "small", small))
        assert one.ask("POST", "/uploads", body=body, headers=headers).status == 201
    files = tmp_path / "state.files"
    assert [path.name for path in files.iterdir()] == digests[:1]
    (files / "left.part").write_bytes(b"half")
    with shop(state=state) as one:
        assert [path.name for path in files.iterdir()] == digests[:1]
        blobs = one.application.engine.blobs
        assert [blobs.read(digest) for digest in digests] == [large, small]
        assert list(blobs.pieces(digests[0], 299_998, 400_000)) == [b"ll"]
        assert [len(piece) for piece in blobs.pieces(digests[0], 0, 300_000)] == [262_144, 37_856]
        one.control("/reset")
        assert list(files.iterdir()) == []
        assert [blobs.read(digest) for digest in digests] == [b"", b""]
    with shop(state=state) as one:
        assert one.application.engine.blobs.read(digests[1]) == b""


def test_temporary_files_go_with_the_sandbox() -> None:
    with shop() as one:
        body, headers = form(("file", "large", b"l" * 300_000))
        assert one.ask("POST", "/uploads", body=body, headers=headers).status == 201
        folder = one.application.engine.blobs.folder()
        assert len(list(folder.iterdir())) == 1
    assert not folder.exists()


def test_numbers_order_and_deletions_outlive_the_process(tmp_path: Path) -> None:
    state = tmp_path / "state"
    with shop(state=state) as one:
        ids = [one.order(f"s{n}")["id"] for n in range(4)]
        one.ask("PATCH", f"/orders/{ids[0]}", {"memo": "changed"})
        one.ask("POST", f"/orders/{ids[1]}/cancel")
        assert one.ask("DELETE", f"/orders/{ids[1]}").status == 204
        listed = [order["id"] for order in one.get("/orders")["orders"]]
        last = one.application.engine.store.seq
    with shop(state=state) as one:
        assert (
            [order["id"] for order in one.get("/orders")["orders"]]
            == listed
            == ["ord_example", ids[0], *ids[2:]]
        )
        assert one.get(f"/orders/{ids[0]}")["memo"] == "changed"
        assert one.application.engine.store.seq == last
        assert one.days(2)["transitions"] == 3
        one.control("/reset")
    with shop(state=state) as one:
        assert [order["id"] for order in one.get("/orders")["orders"]] == ["ord_example"]
        assert one.application.engine.store.seq > last
        assert one.control("", method="GET")["next_transition"] is None


def test_time_that_was_shown_is_not_lost_when_killed(tmp_path: Path) -> None:
    with served(tmp_path / "state") as (process, one):
        reported = one.control("/advance", {"seconds": 5000})["now"]
        process.kill()
    with served(tmp_path / "state") as (_, one):
        assert one.control("", method="GET")["now"] >= reported


def test_links_and_logins_outlive_the_process(tmp_path: Path) -> None:
    state = tmp_path / "state"
    with shop(state=state) as one:
        link = one.ask("POST", "/links", {"order": "ord_example"}).json["data"]["url"]
        login = {"email": "a@b.c", "password": "right"}
        token = one.ask("POST", "/login", login, key=None).json["data"]["access"]
        id = one.order(key=token)["id"]
    with shop(state=state) as one:
        assert one.ask("GET", "/" + link.split("/", 3)[3], key=None).body == b">example"
        assert one.get(f"/orders/{id}", key=token)["id"] == id
