"""The sandbox: from start to the first answer, and simple reads per second, against an application that does nothing."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median

from .children import ENVIRONMENT, ROOT
from .report import Row

READS, CONNECTIONS, ROUNDS = 6_000, 8, 3
START, RATE = 1.0, 1500.0
TICKS = os.sysconf("SC_CLK_TCK")

BARE = """
import socket, sys, uvicorn
async def app(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"{}"})
# Only of a socket that says so asyncio knows that it is TCP, and switches off the delay of small pieces.
sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
sock.bind(("127.0.0.1", 0))
sock.listen()
print("export BARE_BASE_URL=http://127.0.0.1:%d/api/v1" % sock.getsockname()[1], flush=True)
uvicorn.Server(uvicorn.Config(app, lifespan="off", log_level="warning")).run(sockets=[sock])
"""
SANDBOX = ["-m", "clientome.sandbox", "subseq", "--port", "0", "--no-rate-limits", "--speed", "1"]


@contextmanager
def _running(arguments: list[str]) -> Iterator[tuple[int, int, float]]:
    """A server process: its id, its port, and the seconds until it answered."""
    started = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, *arguments], stdout=subprocess.PIPE, text=True, cwd=ROOT, env=ENVIRONMENT
    ) as process:
        assert process.stdout is not None
        line = ""
        while "_BASE_URL=" not in line:
            line = process.stdout.readline()
            if not line:
                raise RuntimeError(f"{arguments[:2]} ended before it said where it is")
        port = int(line.rpartition(":")[2].partition("/")[0])
        try:
            while True:
                try:
                    _seconds = asyncio.run(_reads(port, 1, 1))
                    break
                except OSError:
                    time.sleep(0.01)
            yield process.pid, port, time.perf_counter() - started
        finally:
            process.terminate()
            process.wait()


async def _reads(port: int, count: int, connections: int) -> float:
    request = b"GET /api/v1/account/info HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer sandbox\r\n\r\n"

    async def one(times: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for _ in range(times):
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            if not head.startswith(b"HTTP/1.1 200"):
                raise RuntimeError(head.split(b"\r\n")[0].decode())
            length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
            _body = await reader.readexactly(length)
        writer.close()
        await writer.wait_closed()

    started = time.perf_counter()
    _done = await asyncio.gather(*(one(count // connections) for _ in range(connections)))
    return time.perf_counter() - started


def _cpu(process: int) -> float:
    with open(f"/proc/{process}/stat", encoding="ascii") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _rates(arguments: list[str]) -> tuple[float, float, float]:
    """Seconds to the first answer, reads per second, reads per second of the server's CPU."""
    with _running(arguments) as (process, port, start):
        found: list[tuple[float, float]] = []
        for _ in range(ROUNDS):
            before = _cpu(process)
            seconds = asyncio.run(_reads(port, READS, CONNECTIONS))
            found.append((READS / seconds, READS / max(_cpu(process) - before, 0.001)))
        return start, median(one for one, _ in found), median(one for _, one in found)


def measure() -> list[Row]:
    """The rows."""
    start, wall, cpu = _rates(SANDBOX)
    bare_start, bare_wall, bare_cpu = _rates(["-c", BARE])
    print(f"  sandbox  first answer after {start:.2f} s; {wall:,.0f} reads/s, {cpu:,.0f} a second of CPU")
    print(
        f"  nothing  first answer after {bare_start:.2f} s; {bare_wall:,.0f} reads/s, {bare_cpu:,.0f} a second of CPU"
    )
    return [
        Row(
            "sandbox: first answer",
            f"{start:.2f} s",
            f"{bare_start:.2f} s",
            "",
            f"< {START:g} s",
            start < START,
        ),
        Row(
            "sandbox: simple reads on one core",
            f"{wall:,.0f}/s",
            f"{bare_wall:,.0f}/s",
            f"{wall / bare_wall:.2f}",
            f">= {RATE:,.0f}/s",
            wall >= RATE,
        ),
    ]
