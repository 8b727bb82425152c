"""Fifty calls at once under asyncio."""

from __future__ import annotations

from .children import Contestant, compete, server, workers
from .report import Row, show_rounds, speed_row

OURS = Contestant("clientome", "sdk", "async_order")
HAND = Contestant("httpx.AsyncClient + pydantic by hand", "hand", "async_order")
TUNED = Contestant("the same, limits for 100 connections", "hand", "async_order_tuned")
CEILING = Contestant("bare sockets", "hand", "socket_crowd")
ROUNDS, SECONDS, TASKS = 16, 0.3, 50


def measure() -> list[Row]:
    """Rows of this part."""
    with (
        server() as url,
        workers([HAND, TUNED, CEILING], url) as by_hand,
        workers([OURS], url) as ours,
    ):
        everybody = {
            **{("hand", name): worker for name, worker in by_hand.items()},
            **{("sdk", name): worker for name, worker in ours.items()},
        }
        results = compete(everybody, rounds=ROUNDS, seconds=SECONDS, tasks=TASKS)

    def of(one: Contestant) -> list:
        return results[one.module, one.function]

    for one in (HAND, TUNED, OURS, CEILING):
        show_rounds(one.name, of(one), of(HAND))
    what = f"async, {TASKS} at once"
    return [
        speed_row(what, of(OURS), of(HAND), 1.0),
        *(speed_row(f"  beside it: {one.name}", of(one), of(HAND)) for one in (TUNED, CEILING)),
    ]
