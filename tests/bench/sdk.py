"""Contestants: the generated clients. Each function takes the server's address and gives the call to repeat."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from .payloads import JOB_ID, ORDER_ID


def order(url: str) -> Callable[[], Any]:
    from clientome.genome_computer import GenomeComputer

    client = GenomeComputer(api_key="bench", base_url=url)
    return lambda: client.orders.get(order_id=ORDER_ID)


def order_with_client(url: str) -> Callable[[], Any]:
    """With an httpx client of the caller."""
    import httpx

    from clientome.genome_computer import GenomeComputer

    client = GenomeComputer(api_key="bench", base_url=url, http_client=httpx.Client())
    return lambda: client.orders.get(order_id=ORDER_ID)


def job(url: str) -> Callable[[], Any]:
    from clientome.subseq import Subseq

    client = Subseq(api_key="bench", base_url=f"{url}/api/v1")
    return lambda: client.jobs.get(job_id=JOB_ID)


def ancestry(url: str) -> Callable[[], Any]:
    from clientome.galatea import Galatea

    client = Galatea(api_key="bench", base_url=f"{url}/api/v1")
    return lambda: client.orders.list()


async def async_order(url: str) -> Callable[[], Awaitable[Any]]:
    from clientome.genome_computer import AsyncGenomeComputer

    client = AsyncGenomeComputer(api_key="bench", base_url=url)
    return lambda: client.orders.get(order_id=ORDER_ID)
