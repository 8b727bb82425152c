"""One connection, one call after the other: a generated method against httpx and pydantic by hand."""

from __future__ import annotations

from .children import Contestant, compete, server, usable_peers, workers
from .payloads import ORDER, body
from .report import Row, show_rounds, speed_row

OURS = Contestant("clientome", "sdk", "order")
HAND = Contestant("httpx + pydantic by hand", "hand", "order")
OTHERS = (
    Contestant("clientome, httpx.Client of the caller", "sdk", "order_with_client"),
    Contestant("bare socket", "hand", "socket_single"),
)
ROUNDS, SECONDS = 24, 0.2


def measure() -> list[Row]:
    """Rows of this part."""
    print(f"  JSON of {len(body(ORDER)):,} bytes into a model")
    people = usable_peers()
    # The hand-written contestant is called "order" as ours is.
    with server() as url, workers([HAND], url) as by_hand, workers([OURS, *OTHERS, *people], url) as running:
        everybody = {"hand": by_hand["order"], **running}
        results = compete(everybody, rounds=ROUNDS, seconds=SECONDS)
    hand = results["hand"]
    show_rounds(HAND.name, hand, hand)
    rows = [speed_row("sync, one connection", results["order"], hand, 1.6)]
    show_rounds(OURS.name, results["order"], hand)
    for one in (*OTHERS, *people):
        show_rounds(one.name, results[one.function], hand)
        rows.append(speed_row(f"  beside it: {one.name}", results[one.function], hand))
    return rows
