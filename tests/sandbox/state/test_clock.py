"""Credentials, codes, links and idempotency keys live by the real clock, however fast things go; `advance` ages them."""

from __future__ import annotations

import time
import urllib.request
from collections.abc import Callable, Iterator
from functools import partial
from urllib.error import HTTPError
from uuid import uuid4

import pytest

from clientome import APIError, RequestOptions
from clientome.galatea import Galatea
from clientome.genome_computer import GenomeComputer
from clientome.sandbox.api.bundles import load, load_behaviour
from clientome.sandbox.running import Sandbox, running
from clientome.subseq import Subseq

DAY = 86400.0


def started(name: str) -> Iterator[Sandbox]:
    with running(load(name), load_behaviour(name), speed=0, rate_limits=False) as box:
        yield box


@pytest.fixture
def subseq() -> Iterator[Sandbox]:
    yield from started("subseq")


@pytest.fixture
def galatea() -> Iterator[Sandbox]:
    yield from started("galatea")


@pytest.fixture
def genome_computer() -> Iterator[Sandbox]:
    yield from started("genome_computer")


def race(box: Sandbox, days: float = 4000) -> None:
    """Let days pass as a high speed does."""
    clock = box.application.engine.clock
    until = clock.now() + days * DAY
    clock.pace(1e9)
    while clock.now() < until:
        time.sleep(0.01)
    clock.pace(0.0)


def status(call: Callable[[], object]) -> int:
    try:
        call()
    except (APIError, HTTPError) as error:
        found = error.status
        return int(found or 0)
    return 200


def opened(url: str, method: str = "GET", data: bytes | None = None) -> Callable[[], object]:
    def call() -> object:
        with urllib.request.urlopen(urllib.request.Request(url, data, method=method)) as answer:
            return answer.read()

    return call


def lives_until(box: Sandbox, call: Callable[[], object], lasts: float) -> None:
    assert status(call) == 200
    race(box)
    box.advance(lasts - 30)
    assert status(call) == 200
    box.advance(31)
    assert status(call) in (401, 403)


def test_a_code_by_mail(subseq: Sandbox) -> None:
    with Subseq(api_key="sk-ss-admin-1", base_url=subseq.base_url) as client:
        for wait, expected in ((0.0, 200), (570.0, 200), (601.0, 401)):
            client.auth.send_code(email="lab@example.com")
            code = subseq.state()["messages"][-1]["body"].partition(" is ")[2][:6]
            race(subseq)
            subseq.advance(wait)
            login = partial(client.auth.login, email="lab@example.com", otp=code, type="api")
            assert status(login) == expected


def test_keys_of_a_login_and_keys_that_were_made(subseq: Sandbox) -> None:
    with Subseq(api_key="sk-ss-admin-1", base_url=subseq.base_url) as client:
        made = client.auth.login(email="you@example.com", otp="123456", type="api")
        assert abs(made.expires_at.timestamp() - time.time() - 30 * DAY) < 60
        with Subseq(api_key=made.token, base_url=subseq.base_url) as other:
            lives_until(subseq, other.account.get, 30 * DAY)
        key = client.keys.create(label="x", expires_in_days=1).key
        with Subseq(api_key=key, base_url=subseq.base_url) as other:
            lives_until(subseq, other.account.get, DAY)


def test_links_of_subseq(subseq: Sandbox) -> None:
    with Subseq(api_key="sk-ss-admin-1", base_url=subseq.base_url) as client:
        link = client.downloads.create_link(type="job_download", job_id="5bf2d83e40a47cf5", ttl_seconds=3600)
        assert abs(link.expires_at.timestamp() - time.time() - 3600) < 60
        lives_until(subseq, opened(link.url), 3600)


def test_tokens_of_galatea(galatea: Sandbox) -> None:
    with Galatea(base_url=galatea.base_url, api_key="sandbox") as anyone:
        made = anyone.auth.login(email="user@example.com", password="Your_password")
        with Galatea(base_url=galatea.base_url, api_key=made.access) as client:
            lives_until(galatea, client.users.me, 3600)
        made = anyone.auth.login(email="user@example.com", password="Your_password")
        race(galatea)
        galatea.advance(DAY - 60)
        made = anyone.auth.refresh(refresh=made.refresh)
        race(galatea)
        galatea.advance(DAY + 1)
        assert status(lambda: anyone.auth.refresh(refresh=made.refresh)) == 401


def test_links_of_genome_computer(genome_computer: Sandbox) -> None:
    with GenomeComputer(api_key="gc_test_x", base_url=genome_computer.base_url) as client:
        link = client.genomes.get_bundle(genome_id="gen_test_nutrition_001")
        lives_until(genome_computer, opened(link["url"]), 12 * 3600.0)


def test_an_idempotency_key_protects_as_long_as_it_says(genome_computer: Sandbox) -> None:
    with GenomeComputer(api_key="gc_test_x", base_url=genome_computer.base_url) as client:
        key = RequestOptions(headers={"Idempotency-Key": str(uuid4())})

        def order() -> str:
            return client.orders.create(type="wgs_30x", user_reference="u", options=key).order_id

        first = order()
        race(genome_computer)
        assert order() == first
        genome_computer.advance(30 * DAY - 60)
        assert order() == first
        genome_computer.advance(61)
        assert order() != first
