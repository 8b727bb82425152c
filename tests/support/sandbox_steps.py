"""A sandbox whose one operation carries out the steps of a test."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from generator.spec.yaml_tree import read
from tests.support.sandbox_shop import Shop, shop
from tests.support.sandbox_shop_description import BEHAVIOUR, DOCUMENT

SEEDS = """
seed:
  - {create: notes, id: n1, with: {text: b, rank: 2}}
  - {create: notes, id: n2, with: {text: a, rank: null}}
  - {create: notes, id: n3, with: {text: c, rank: [1]}}
  - {create: notes, id: n4, with: {text: b, rank: x}}
  - {create: notes, id: n5, with: {text: a, rank: 1}}
"""
NOTES: dict[str, Any] = {"collections": {"notes": {}}, **read(SEEDS)[0]}
Data = Mapping[str, Any]


@contextmanager
def with_steps(steps: str, document: Data = DOCUMENT, **more: Any) -> Iterator[Shop]:
    """A sandbox whose `GET /unplayed` carries out these steps."""
    behaviour = {**NOTES, "caller": BEHAVIOUR["caller"], "settings": BEHAVIOUR["settings"], **more}
    behaviour["operations"] = {**more.get("operations", {}), "unplayed": read(steps)[0]}
    with shop(document, behaviour) as one:
        yield one


def answered(steps: str, **more: Any) -> Any:
    """The data of the answer."""
    with with_steps(steps, **more) as one:
        return one.get("/unplayed")


def refused(steps: str, **more: Any) -> tuple[int, str]:
    """The status and the message of a refusal."""
    with with_steps(steps, **more) as one:
        reply = one.ask("GET", "/unplayed")
        return reply.status, reply.json["error"]


def problem(steps: str, **more: Any) -> str:
    """What is reported of a mistake in the file."""
    with with_steps(steps, **more) as one:
        assert one.ask("GET", "/unplayed").status == 500
        return str(one.control("", method="GET")["problems"][0])
