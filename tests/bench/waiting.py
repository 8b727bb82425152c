"""Waits for many jobs at once, on a clock of their own: half an hour passes in seconds, and every request is counted.

`python -m tests.bench.waiting JOBS` runs one of them and prints what was measured as JSON; with `list` behind it the
provider's list tells the states of all, which it refuses otherwise.
"""

from __future__ import annotations

import gc
import json
import os
import random
import sys
import tracemalloc
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs

from .children import program, value_of
from .payloads import JOB
from .report import Row

FEW, MANY = 100, 1_000
DURATION, LATENCY = 1_800.0, 0.05
# The documented limit of the provider that is measured: calls at once, and calls a second.
BURST, RATE = 10, 6.0
KB_PER_WAIT, GROWTH = 2.0, 64.0
# One round of questions at that rate, and the longest pause of the waiter.
LAG = MANY / RATE + 60.0


class Jobs:
    """A provider without a network: each job is done at a moment of its own, and who is too fast gets a 429."""

    def __init__(self, number: int, lists: bool) -> None:
        self.lists = lists
        chance = random.Random(7)
        self.time = 0.0
        self.ends = {f"job-{one:06d}": chance.uniform(0.0, DURATION) for one in range(number)}
        self.requests = self.refused = 0
        self.tokens, self.filled = float(BURST), 0.0
        self.snapshots: list[int] = []
        self.marks = [number * 3, number * 8]

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.time += seconds

    def now(self) -> float:
        """The time."""
        return self.time

    def send(self, request: Any) -> Any:
        """Answer one request."""
        from clientome._runtime.http.messages import Response

        self.time += LATENCY
        self.requests += 1
        if self.requests in self.marks:
            _found = gc.collect()
            self.snapshots.append(tracemalloc.get_traced_memory()[0])
        self.tokens = min(BURST, self.tokens + (self.time - self.filled) * RATE)
        self.filled = self.time
        headers = [(b"content-type", b"application/json")]
        # Both sides add up the same sixths of a second, in another order.
        if self.tokens < 1 - 1e-6:
            self.refused += 1
            return Response(429, [*headers, (b"retry-after", b"1")], Whole(b"{}"))
        self.tokens -= 1
        path, _, query = request.target.partition("?")
        if path.endswith("/list"):
            if not self.lists:
                return Response(404, headers, Whole(b"{}"))
            start, total = int(parse_qs(query).get("offset", ["0"])[0]), len(self.ends)
            rows = [
                {**JOB["data"], "job_id": one, "status": self.status(one)}
                for one in list(self.ends)[start:][:100]
            ]
            body: dict[str, Any] = {"success": True, "data": {"total": total, "jobs": rows}}
        else:
            body = {**JOB, "data": {**JOB["data"], "status": self.status(query.rpartition("=")[2])}}
        return Response(200, headers, Whole(json.dumps(body).encode()))

    def status(self, name: str) -> str:
        """The state of a job now."""
        return "completed" if self.time >= self.ends[name] else "running"

    def close(self) -> None:
        """Nothing is open."""


class Whole:
    """A body in one piece."""

    def __init__(self, body: bytes) -> None:
        self.body = body

    def __iter__(self) -> Iterator[bytes]:
        yield self.body

    def close(self) -> None:
        """Nothing is open."""


def run(number: int, lists: bool = False) -> dict[str, Any]:
    """Wait for so many jobs; the requests, the times and the memory in between."""
    from clientome._runtime.flow.drivers import SyncDriver
    from clientome.subseq import Subseq

    jobs = Jobs(number, lists)
    client = Subseq(api_key="bench", base_url="http://bench.test/api/v1")
    chance = random.Random(11).random
    client._driver = SyncDriver(jobs, sleep=jobs.sleep, now=jobs.now, chance=chance)
    client._process = os.getpid()
    lags: list[float] = []
    tracemalloc.start()
    for ended in client.jobs.wait_many(job_ids=iter(list(jobs.ends)), timeout=10 * DURATION):
        _job = ended.unwrap()
        lags.append(jobs.time - jobs.ends[ended.argument])
    tracemalloc.stop()
    return {
        "requests": jobs.requests,
        "refused": jobs.refused,
        "elapsed": jobs.time,
        "lag": sorted(lags)[len(lags) // 2],
        "longest_lag": max(lags),
        "ended": len(lags),
        "snapshots": jobs.snapshots,
    }


def measure() -> list[Row]:
    """Rows of this part."""
    few, many = (value_of(program("-m", "tests.bench.waiting", str(number))) for number in (FEW, MANY))
    listed = value_of(program("-m", "tests.bench.waiting", str(MANY), "list"))
    allowed = BURST + RATE * many["elapsed"]
    per_wait = (many["snapshots"][0] - few["snapshots"][0]) / (MANY - FEW) / 1e3
    growth = (many["snapshots"][1] - many["snapshots"][0]) / 1e3
    for number, one in ((FEW, few), (MANY, many)):
        print(
            f"  {number:>5,} waits over {one['elapsed']:,.0f} s: {one['requests']:,} requests, {one['refused']} refused; "
            f"reported {one['lag']:.0f} s after the end of a job, at most {one['longest_lag']:.0f} s"
        )
    return [
        Row(
            f"{MANY:,} waits at once: requests, of those that the limit allows one poller",
            f"{many['requests']:,}",
            f"{allowed:,.0f}",
            f"{many['requests'] / allowed:.2f}",
            "<= 1",
            many["requests"] <= allowed and many["ended"] == MANY,
        ),
        Row(
            "  requests where a list tells the states of all, against by id",
            f"{listed['requests']:,}",
            f"{many['requests']:,}",
            f"{listed['requests'] / many['requests']:.2f}",
            "<= 0.6",
            listed["requests"] <= 0.6 * many["requests"]
            and listed["ended"] == MANY
            and not listed["refused"],
        ),
        Row("  refused with 429", f"{many['refused']}", "", "", "0", many["refused"] == 0),
        Row(
            "  longest time from a job's end to its result",
            f"{many['longest_lag']:.0f} s",
            "",
            "",
            f"<= {LAG:.0f} s",
            many["longest_lag"] <= LAG,
        ),
        Row(
            f"  memory of a wait, from {FEW} to {MANY:,} at once",
            f"{per_wait:.2f} KB",
            "",
            "",
            f"<= {KB_PER_WAIT:g} KB",
            per_wait <= KB_PER_WAIT,
        ),
        Row(
            f"  growth from {3 * MANY:,} to {8 * MANY:,} requests",
            f"{growth:+.1f} KB",
            "",
            "",
            f"<= {GROWTH:g} KB",
            growth <= GROWTH,
        ),
    ]


if __name__ == "__main__":
    print(json.dumps(run(int(sys.argv[1]), "list" in sys.argv[2:])))
