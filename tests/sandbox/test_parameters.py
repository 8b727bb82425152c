"""Parameters in every style, right and wrong."""

from __future__ import annotations

import pytest

from tests.sandbox.demo import Running

BASE = "/api/v1/styled"
RIGHT = [
    "1?exploded=1&exploded=2",
    "1,2,3",
    "1?commas=1,2,3",
    "1?commas=",
    "1?spaces=1%202+3",
    "1?pipes=1|2%7C3",
    "1?deep[x]=1&deep[y]=2",
    "1?deep%5Bx%5D=1",
    "1?flat=x,1,y,2",
    "1?names=a%2Cb,c",
    "1?json=%7B%22x%22%3A1%7D",
    "1?on=true&day=2026-01-31&kind=b&size=1.5",
    "1?size=1e0",
    "1?unknown=1&%F0%9F%A7%AC=2",
    "1?",
    "1?&&",
]
WRONG = [
    "a",
    "1,b",
    "1?exploded=a",
    "1?commas=1,,2",
    "1?deep[y]=2",
    "1?deep[x]=a",
    "1?flat=x",
    "1?flat=y,1",
    "1?json=%7B",
    "1?json=1",
    "1?on=yes",
    "1?on=true&on=true",
    "1?day=2026-02-31",
    "1?day=20260131",
    "1?kind=c",
    "1?size=11",
    "1?size=1e999",
    "1?size=nan",
    "1?kind=%FF",
    "1?%FF=1",
    "%FF",
    "1?size=" + "9" * 5000,
    "1?json=" + "[" * 5000,
]


@pytest.mark.parametrize("tail", RIGHT)
def test_right(demo: Running, tail: str) -> None:
    reply = demo.ask("GET", f"{BASE}/{tail}")
    assert reply.status == 200, reply.body


@pytest.mark.parametrize("tail", WRONG)
def test_wrong(demo: Running, tail: str) -> None:
    reply = demo.ask("GET", f"{BASE}/{tail}")
    assert (reply.status, reply.json["ok"]) == (400, False)
    assert reply.json["error"]


def test_the_message_names_the_parameter_and_the_reason(demo: Running) -> None:
    reply = demo.ask("GET", f"{BASE}/1?kind=c")
    assert reply.json["error"] == "Query parameter 'kind': 'c' is not one of ['a', 'b']."


@pytest.mark.parametrize(("value", "status"), [("1, 2", 200), ("1,x", 400)])
def test_headers(demo: Running, value: str, status: int) -> None:
    assert demo.ask("GET", f"{BASE}/1", headers={"X-Numbers": value}).status == status


@pytest.mark.parametrize(("value", "status"), [("crumb=1", 200), ("crumb=x", 400), ("other", 200)])
def test_cookies(demo: Running, value: str, status: int) -> None:
    assert demo.ask("GET", f"{BASE}/1", headers={"Cookie": value}).status == status


@pytest.mark.parametrize(
    ("tail", "status"),
    [(".1.2/;matrix=1;matrix=2", 200), (".1/;matrix=x", 400), (".a/;matrix=1", 400)],
)
def test_label_and_matrix(demo: Running, tail: str, status: int) -> None:
    assert demo.ask("GET", f"/api/v1/labelled/{tail}").status == status
