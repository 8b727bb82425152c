"""A large download to a path, checked with SHA-256, beside curl that checks nothing.

The server is a process of its own and uses sendfile. Each download is a process too; rounds alternate, so that all
meet the same load. `python -m tests.bench.downloading serve PATH` and `... fetch MODE URL TARGET SHA256` are these.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from .children import ENVIRONMENT, ROOT, program, turns, value_of
from .report import Row, show_times

SIZE = 1 << 30
ROUNDS = 5
PARTS = {"sync": 0.8, "async": 0.6}
MEGABYTES = 45.0
_BLOCK = 1 << 20


def measure() -> list[Row]:
    """Rows of this part."""
    curl = shutil.which("curl")
    if curl is None:
        raise RuntimeError("curl is not installed, so there is nothing to compare with")
    with TemporaryDirectory(prefix="bench-") as folder:
        source, digest = make(Path(folder))
        with serving(source) as url:
            return compete(curl, url, Path(folder) / "target", digest)


def make(folder: Path) -> tuple[Path, str]:
    """The file and its digest. It repeats itself, which nobody here notices."""
    path, digest, block = folder / "source", hashlib.sha256(), os.urandom(_BLOCK)
    with open(path, "wb") as file:
        for _ in range(SIZE // _BLOCK):
            _ = file.write(block)
            digest.update(block)
    return path, digest.hexdigest()


def compete(curl: str, url: str, target: Path, digest: str) -> list[Row]:
    """Rounds in turn; what was written is removed each time."""
    by_curl: list[float] = []
    ours: dict[str, list[float]] = {mode: [] for mode in PARTS}
    cpu: dict[str, list[float]] = {mode: [] for mode in PARTS}
    peaks: dict[str, float] = dict.fromkeys(PARTS, 0.0)
    names = ["curl", *PARTS]
    for number in turns(ROUNDS, least=3, budget=40):
        # Nobody always follows the same.
        for name in names if number % 2 else reversed(names):
            if name == "curl":
                started = time.perf_counter()
                _ = subprocess.run([curl, "-sf", "-o", str(target), url], check=True, env=ENVIRONMENT)
                by_curl.append(time.perf_counter() - started)
            else:
                finished = program("-m", "tests.bench.downloading", "fetch", name, url, str(target), digest)
                reported = value_of(finished)
                ours[name].append(reported["seconds"])
                cpu[name].append(finished.cpu)
                peaks[name] = max(peaks[name], reported["peak"])
            target.unlink()
    rows: list[Row] = []
    for mode, least in PARTS.items():
        show_times(f"1 GiB to a path, verified, {mode}", ours[mode], cpu[mode])
        ratio = median(other / own for other, own in zip(by_curl, ours[mode], strict=True))
        rows += [
            Row(
                f"download of 1 GiB, verified, {mode}",
                f"{SIZE / 1e6 / median(ours[mode]):,.0f} MB/s",
                f"{SIZE / 1e6 / median(by_curl):,.0f} MB/s",
                f"{ratio:.2f}",
                f">= {least:g}",
                ratio >= least,
            ),
            Row(
                "  peak memory",
                f"{peaks[mode]:.1f} MB",
                "",
                "",
                f"<= {MEGABYTES:g} MB",
                peaks[mode] <= MEGABYTES,
            ),
        ]
    return rows


@contextmanager
def serving(path: Path) -> Iterator[str]:
    """The server; gives its address."""
    command = [sys.executable, "-m", "tests.bench.downloading", "serve", str(path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=ENVIRONMENT
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.stdin.close()


def serve(path: str) -> None:
    """Send the file to everybody who asks, until standard input ends."""
    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)

    def accept() -> None:
        while True:
            sock, _address = listener.accept()
            threading.Thread(target=talk, args=(sock, path), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    _end = sys.stdin.read()


def talk(sock: socket.socket, path: str) -> None:
    """Answer each request with the file."""
    size = os.path.getsize(path)
    head = b'HTTP/1.1 200 OK\r\nETag: "1"\r\nAccept-Ranges: bytes\r\nContent-Length: %d\r\n\r\n' % size
    buffer = b""
    with open(path, "rb") as file, sock:
        while True:
            while b"\r\n\r\n" not in buffer:
                data = sock.recv(1 << 16)
                if not data:
                    return
                buffer += data
            buffer = buffer.partition(b"\r\n\r\n")[2]
            sock.sendall(head)
            sent = 0
            while sent < size:
                sent += os.sendfile(sock.fileno(), file.fileno(), sent, min(size - sent, 1 << 24))


def fetch(mode: str, url: str, target: str, digest: str) -> None:
    """One download in this process; prints the seconds and the megabytes at the peak.

    The import of the package is measured elsewhere; what the first call loads counts here.
    """
    import asyncio

    from clientome.subseq import AsyncSubseq, Subseq

    async def main() -> None:
        async with AsyncSubseq(api_key="bench", base_url=url) as client:
            _ = await client.save_link(url, target, sha256=digest, size=SIZE)

    if mode == "async":
        started = time.perf_counter()
        asyncio.run(main())
    else:
        with Subseq(api_key="bench", base_url=url) as client:
            started = time.perf_counter()
            _ = client.save_link(url, target, sha256=digest, size=SIZE)
    print(json.dumps({"seconds": time.perf_counter() - started, "peak": peak()}))


def peak() -> float:
    """Megabytes of this process at most so far."""
    try:
        with open("/proc/self/status", encoding="ascii") as file:
            line = next(line for line in file if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024 / 1e6
    except (OSError, StopIteration):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return used * (1 if sys.platform == "darwin" else 1024) / 1e6


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        serve(sys.argv[2])
    else:
        fetch(*sys.argv[2:])
