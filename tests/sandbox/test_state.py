"""State files: what was acknowledged survives a kill at any moment."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sandbox import app
from sandbox.store import StateError

from tests.sandbox.kit import Shop, shop
from tests.sandbox.shop import BEHAVIOUR, DOCUMENT
from tests.sandbox.test_shop import form

SERVED = Path(__file__).with_name("served.py")


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
