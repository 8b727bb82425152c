"""Resident memory while calls go on, and beside httpx and pydantic by hand."""

from __future__ import annotations

from .children import Contestant, Worker, server, workers
from .report import Row

STEPS = (100, 1_000, 5_000)
GROWTH, DISTANCE = 1.0, 5.0
# Not subseq: its documented limit of calls a second may be kept by the client itself.
PAIRS = (("genome_computer", "order"), ("galatea", "ancestry"))


def grow(worker: Worker) -> list[float]:
    """Megabytes after each number of calls."""
    shown: list[float] = []
    done = 0
    for step in STEPS:
        shown.append(worker.run(calls=step - done).resident)
        done = step
    return shown


def measure() -> list[Row]:
    """Rows of this part."""
    rows: list[Row] = []
    for package, function in PAIRS:
        with (
            server() as url,
            workers([Contestant("hand", "hand", function)], url) as by_hand,
            workers([Contestant("ours", "sdk", function)], url) as ours,
        ):
            hand, own = grow(by_hand[function]), grow(ours[function])
        for name, values in (("httpx + pydantic by hand", hand), (f"clientome.{package}", own)):
            steps = ", ".join(f"{value:.1f}" for value in values)
            print(f"  {name:<42} {steps} MB after {', '.join(map(str, STEPS))} calls")
        distance, growth, peer_growth = own[1] - hand[1], own[2] - own[1], hand[2] - hand[1]
        rows += [
            Row(
                f"memory after {STEPS[1]:,} calls, {package}",
                f"{own[1]:.1f} MB",
                f"{hand[1]:.1f} MB",
                f"{distance:+.1f} MB",
                f"<= +{DISTANCE:g} MB",
                distance <= DISTANCE,
            ),
            Row(
                f"  growth from {STEPS[1]:,} to {STEPS[2]:,} calls",
                f"{growth:+.2f} MB",
                f"{peer_growth:+.2f} MB",
                "",
                f"<= {GROWTH:g} MB",
                growth <= GROWTH,
            ),
        ]
    return rows
