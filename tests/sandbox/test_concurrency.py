"""Many at once: no wrong or lost transition, no id twice, counts that add up, pages that are complete."""

from __future__ import annotations

import http.client
import json
import random
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.support.sandbox_shop import BASE, shop
from tests.support.scale import of

CLIENTS, EACH = 50, of(20, 200)
WAY = {
    "received": ["received"],
    "sequencing": ["received", "sequencing"],
    "done": ["received", "sequencing", "done"],
    "failed": ["received", "sequencing", "failed"],
}


class Client:
    """One connection that stays open."""

    def __init__(self, port: int, account: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers = {"Authorization": f"Bearer {account}", "Content-Type": "application/json"}

    def ask(self, method: str, path: str, value: object = None) -> tuple[int, Any]:
        body = None if value is None else json.dumps(value)
        self.connection.request(method, path if path.startswith("/_") else BASE + path, body, self.headers)
        response = self.connection.getresponse()
        text = response.read()
        return response.status, json.loads(text) if text else None

    def good(self, method: str, path: str, value: object = None) -> Any:
        status, found = self.ask(method, path, value)
        assert status < 300, (status, found)
        return found["data"]


def test_a_thousand_orders_at_once() -> None:
    with shop() as one, ThreadPoolExecutor(8) as pool:

        def create(worker: int) -> list[str]:
            client = Client(one.port, "acct_a")
            samples = ["bad" if n % 5 == 0 else f"s{n}" for n in range(125)]
            ids = [client.good("POST", "/orders", {"sample": sample})["id"] for sample in samples]
            client.connection.close()
            return ids

        ids = [id for part in pool.map(create, range(8)) for id in part]
        assert len(set(ids)) == 1000
        fired = 0
        for days in (2.5, 7, 14):
            fired += one.days(days)["transitions"]
        assert fired == 2000
        orders = [o for o in one.control("/things/orders", method="GET") if o["id"] != "ord_example"]
        assert len(orders) == 1000
        for order in orders:
            states = ["received", *(entry["status"] for entry in order["history"])]
            assert states == WAY["failed" if order["sample"] == "bad" else "done"]
        assert Counter(o["status"] for o in orders) == {"done": 800, "failed": 200}
        assert one.control("", method="GET")["problems"] == []


def test_thousands_of_requests_of_fifty_clients() -> None:
    with shop(speed=200_000) as one:
        made: list[str] = []
        gone: list[str] = []
        wrong: list[str] = []
        lock = threading.Lock()

        def play(number: int) -> None:
            chosen, client = random.Random(number), Client(one.port, "acct_all")
            own: list[str] = []
            try:
                for _ in range(EACH):
                    act(chosen.random(), client, own)
            except Exception as error:
                wrong.append(repr(error))
            finally:
                client.connection.close()

        def act(kind: float, client: Client, own: list[str]) -> None:
            if kind < 0.25 or not own:
                id = client.good("POST", "/orders", {"sample": "s"})["id"]
                own.append(id)
                with lock:
                    made.append(id)
            elif kind < 0.75:
                order = client.good("GET", f"/orders/{own[-1]}")
                states = ["received", *(entry["status"] for entry in order["history"])]
                assert states[-1] == order["status"]
                assert states in WAY.values() or states[-1] == "canceled"
            elif kind < 0.85:
                status, found = client.ask("POST", f"/orders/{own[0]}/cancel")
                assert status == 200 or (status == 409 and found["ok"] is False)
            elif kind < 0.9:
                status, _ = client.ask("DELETE", f"/orders/{own[0]}")
                assert status in (204, 409)
                if status == 204:
                    with lock:
                        gone.append(own.pop(0))
            else:
                page = client.good("GET", "/orders?limit=50")
                ids = [order["id"] for order in page["orders"]]
                assert len(ids) == len(set(ids)) == min(50, page["total"])

        threads = [threading.Thread(target=play, args=(number,)) for number in range(CLIENTS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert wrong == []
        assert len(made) == len(set(made))
        kept = {thing["id"] for thing in one.control("/things/orders", method="GET")}
        assert kept == {*made, "ord_example"} - set(gone)
        assert one.control("", method="GET")["problems"] == []


def test_pages_are_complete_while_things_are_made() -> None:
    with shop() as one:
        before = {one.order(f"s{n}")["id"] for n in range(120)}
        stopped = threading.Event()

        def make() -> None:
            client = Client(one.port, "acct_a")
            while not stopped.is_set():
                client.good("POST", "/orders", {"sample": "new"})
            client.connection.close()

        thread = threading.Thread(target=make)
        thread.start()
        reader, found = Client(one.port, "acct_a"), list[str]()
        try:
            while True:
                page = reader.good("GET", f"/orders?limit=10&offset={len(found)}")["orders"]
                found.extend(order["id"] for order in page)
                if len(page) < 10 or len(found) > 300:
                    break
        finally:
            stopped.set()
            thread.join()
            reader.connection.close()
        assert len(found) == len(set(found))
        assert before <= set(found)
