"""What clients in the wild send a little differently, and servers take."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from clientome.sandbox.running import Sandbox, running
from tests.support.sandbox_shop_description import BEHAVIOUR, DOCUMENT

FILE = "9085d0d2-3333-1111-2222-4114602c2aa6"
KEY = {"Authorization": "Bearer sandbox"}


@pytest.fixture
def galatea() -> Iterator[Sandbox]:
    with running("galatea") as box:
        yield box


@pytest.mark.parametrize(
    ("text", "status"), [("true", 200), ("True", 200), ("FALSE", 200), ("1", 400), ("yes", 400)]
)
def test_how_a_truth_value_is_spelled(galatea: Sandbox, text: str, status: int) -> None:
    url = f"{galatea.base_url}/data/files"
    assert httpx.get(url, params={"only_acceptable": text}, headers=KEY).status_code == status


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"pdf_report_types": None, "pdf_metadata": None}, 201),
        ({"source_file_id": None}, 400),
        ({"tags_ids": [None]}, 400),
    ],
)
def test_a_null_is_as_good_as_nothing_where_the_provider_has_it_so(
    galatea: Sandbox, more: dict[str, Any], status: int
) -> None:
    body = {"source_file_id": FILE, "model_name": "ancestry data model one", **more}
    assert httpx.post(f"{galatea.base_url}/exec/orders", json=body, headers=KEY).status_code == status


def test_it_is_refused_elsewhere() -> None:
    key = {"Authorization": "Bearer test_sandbox"}
    for nulls, status in (("checked", 400), ("absent", 201)):
        with running(DOCUMENT, {**BEHAVIOUR, "nulls": nulls}) as box:
            answer = httpx.post(f"{box.base_url}/orders", json={"sample": "s", "memo": None}, headers=key)
        assert answer.status_code == status, answer.text
