"""One contestant in a process of its own: `python -m tests.bench.worker MODULE FUNCTION URL`.

A line `seconds calls tasks` on standard input starts a round; the answer is a line of JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from importlib import import_module
from typing import Any

clock = time.perf_counter
# httpx imports these for its command line where they are installed, as they are beside developers' tools.
TOOLS = ("click", "pygments", "rich")


def resident() -> float:
    """Megabytes in memory now."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except OSError:
        shown = subprocess.run(["ps", "-o", "rss=", "-p", str(os.getpid())], capture_output=True, check=True)
        return int(shown.stdout) * 1024 / 1e6


def repeat(call: Callable[[], Any], seconds: float, limit: int) -> int:
    end, count = clock() + seconds, 0
    while count < limit and clock() < end:
        call()
        count += 1
    return count


async def repeat_at_once(call: Callable[[], Awaitable[Any]], seconds: float, limit: int, tasks: int) -> int:
    import asyncio

    end, left = clock() + seconds, limit

    async def work() -> None:
        nonlocal left
        while left > 0 and clock() < end:
            left -= 1
            await call()

    _ = await asyncio.gather(*(work() for _ in range(tasks)))
    return limit - left


def rounds(run: Callable[[float, int, int], int]) -> None:
    """Serve commands until standard input ends."""
    for line in sys.stdin:
        seconds, limit, tasks = line.split()
        start, cpu = clock(), time.process_time()
        count = run(float(seconds), int(limit), int(tasks))
        measured = {"calls": count, "seconds": clock() - start, "cpu": time.process_time() - cpu}
        print(json.dumps({**measured, "resident": resident()}), flush=True)


def main(module: str, function: str, url: str) -> None:
    if module != "peers":
        sys.modules.update(dict.fromkeys(TOOLS))
    make = getattr(import_module(f"tests.bench.{module}"), function)
    if not function.startswith("async_"):
        call = make(url)
        rounds(lambda seconds, limit, _tasks: repeat(call, seconds, limit))
        return
    import asyncio

    with asyncio.Runner() as runner:
        call = runner.run(make(url))
        rounds(lambda seconds, limit, tasks: runner.run(repeat_at_once(call, seconds, limit, tasks)))
        # Fifty open connections are nobody's concern any more; closing them would only print warnings.
        os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
