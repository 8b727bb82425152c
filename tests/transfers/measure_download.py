"""How fast a large download to a path is, verified with SHA-256, beside curl without any verification.

Run it by hand: ``python tests/transfers/measure_download.py [--size MIB] [--rounds N] [--folder PATH]``. The server is a
process of its own and uses sendfile. Every client is a process of its own too; rounds alternate, so that all meet the
same load of the machine. Prints medians, ratios to curl, CPU seconds and peak memory.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import resource
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def serve(path: str) -> None:
    """Send the file to everybody who asks."""
    size = os.path.getsize(path)
    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)

    def talk(sock: socket.socket) -> None:
        buffer = b""
        with open(path, "rb") as file, sock:
            while True:
                while b"\r\n\r\n" not in buffer:
                    data = sock.recv(65536)
                    if not data:
                        return
                    buffer += data
                buffer = buffer.partition(b"\r\n\r\n")[2]
                sock.sendall(
                    b'HTTP/1.1 200 OK\r\nETag: "1"\r\nAccept-Ranges: bytes\r\nContent-Length: %d\r\n\r\n'
                    % size
                )
                sent = 0
                while sent < size:
                    try:
                        sent += os.sendfile(sock.fileno(), file.fileno(), sent, min(size - sent, 1 << 24))
                    except OSError:
                        return

    while True:
        sock, _address = listener.accept()
        threading.Thread(target=talk, args=(sock,), daemon=True).start()


def fetch(kind: str, url: str, target: str, digest: str) -> None:
    """One download in this process; prints wall seconds, CPU seconds and peak memory in MiB."""
    sys.path[:0] = [str(ROOT / "templates"), str(ROOT)]
    started = 0.0
    if kind == "curl":
        started = time.perf_counter()
        subprocess.run(["curl", "-sf", "-o", target, url], check=True)
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    elif kind in ("sync", "async"):
        started = _with_sdk(kind, url, target, digest)
        usage = resource.getrusage(resource.RUSAGE_SELF)
    else:
        started = _with_httpx(kind, url, target)
        usage = resource.getrusage(resource.RUSAGE_SELF)
    wall = time.perf_counter() - started
    print(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def _with_sdk(kind: str, url: str, target: str, digest: str) -> float:
    import asyncio

    from runtime.api import Api, Environment
    from runtime.client import AsyncClient, AsyncResource, Client, Resource
    from runtime.operation import Answer, Operation

    api = Api(
        name="files",
        title="Files",
        package="files",
        environments=(Environment(name="here", base_url=url, default=True),),
    )
    operation: Operation[Any] = Operation(
        id="getFile", method="GET", path="/", answers=(Answer(200, "binary"),), retry="safe"
    )

    async def main() -> None:
        async with AsyncClient(api, {}) as client:
            await AsyncResource(client)._save(operation, {}, target, sha256=digest)

    started = time.perf_counter()
    if kind == "async":
        asyncio.run(main())
        return started
    with Client(api, {}) as client:
        Resource(client)._save(operation, {}, target, sha256=digest)
    return started


def _with_httpx(kind: str, url: str, target: str) -> float:
    import asyncio

    import httpx

    async def main() -> None:
        async with httpx.AsyncClient() as client, client.stream("GET", url) as answer:
            # What people write by hand, blocking or not.
            with open(target, "wb") as file:  # noqa: ASYNC230
                async for chunk in answer.aiter_raw():
                    file.write(chunk)

    started = time.perf_counter()
    if kind == "httpx-async":
        asyncio.run(main())
        return started
    with httpx.Client() as client, client.stream("GET", url) as answer, open(target, "wb") as file:
        for chunk in answer.iter_raw():
            file.write(chunk)
    return started


def _source(folder: Path, size: int) -> tuple[Path, str]:
    path = folder / "source.bin"
    digest = hashlib.sha256()
    block = os.urandom(1 << 20)
    with open(path, "wb") as file:
        for _block in range(size):
            file.write(block)
            digest.update(block)
    return path, digest.hexdigest()


def measure(size: int, rounds: int, folder: Path, kinds: list[str]) -> None:
    """Alternate the clients and print what came out."""
    source, digest = _source(folder, size)
    server = subprocess.Popen(
        [sys.executable, __file__, "--serve", str(source)], stdout=subprocess.PIPE, text=True
    )
    results: dict[str, list[tuple[float, float, float]]] = {kind: [] for kind in kinds}
    try:
        assert server.stdout is not None
        url = f"http://127.0.0.1:{server.stdout.readline().strip()}"
        for _round in range(rounds):
            for kind in kinds:
                target = folder / f"target-{kind}"
                line = subprocess.run(
                    [sys.executable, __file__, "--fetch", kind, url, str(target), digest],
                    check=True,
                    capture_output=True,
                    text=True,
                ).stdout
                wall, cpu, peak = (float(value) for value in line.split())
                results[kind].append((wall, cpu, peak))
                target.unlink()
    finally:
        server.kill()
        server.wait()
    curl = statistics.median(result[0] for result in results["curl"])
    print(f"{size} MiB to {folder}, {rounds} rounds, load {os.getloadavg()[0]:.1f}")
    for kind, found in results.items():
        wall, cpu, peak = (statistics.median(result[n] for result in found) for n in range(3))
        paired = statistics.median(one[0] / two[0] for one, two in zip(results["curl"], found, strict=True))
        print(
            f"{kind:12} {wall:6.2f} s  {size / wall:6.0f} MiB/s  of curl {curl / wall:4.2f} (paired {paired:4.2f})"
            f"  CPU {cpu:5.2f} s  peak {peak:5.1f} MiB"
        )


def main() -> None:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1024, help="MiB")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=None)
    parser.add_argument("--kinds", default="curl,sync,async,httpx,httpx-async")
    parser.add_argument("--serve", metavar="PATH")
    parser.add_argument("--fetch", nargs=4, metavar=("KIND", "URL", "TARGET", "SHA256"))
    given = parser.parse_args()
    if given.serve:
        serve(given.serve)
    elif given.fetch:
        fetch(*given.fetch)
    else:
        if shutil.which("curl") is None:
            sys.exit("curl is missing: apt-get install curl")
        with tempfile.TemporaryDirectory(dir=given.folder) as folder:
            measure(given.size, given.rounds, Path(folder), given.kinds.split(","))


if __name__ == "__main__":
    main()
