"""The processes of the upload bench: `python -m tests.bench.uploaders serve` and `... CONTESTANT URL PATH`.

Little is imported here, since peak memory is measured.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import threading
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any


def _runtime(module: str) -> Any:
    return import_module(f"clientome._runtime.{module}")


def _operation() -> Any:
    values = _runtime("spec.operation")
    return values.Operation(
        id="send",
        method="POST",
        path="/send",
        answers=(values.Answer(200, "none"),),
        parameters=(values.Parameter("file", "file", upload=values.Upload(relative_paths=True)),),
        body=(values.Media("multipart/form-data", ("file",)),),
    )


def _api(url: str) -> Any:
    api = _runtime("spec.api")
    environment = api.Environment(name="production", base_url=url, default=True)
    return api.Api(name="bench", title="Bench", package="bench", environments=(environment,))


def ours(url: str) -> Callable[[Any], Any]:
    """A path or a folder through the blocking client."""
    client = _runtime("client").Client(_api(url), {})
    resource, operation = _runtime("client").Resource(client), _operation()
    return lambda path: resource._call(operation, {"file": path}, None)


def ours_async(url: str) -> Callable[[Any], Any]:
    """The same through the asynchronous client."""
    import asyncio

    runner = asyncio.Runner()
    client = _runtime("client").AsyncClient(_api(url), {})
    resource, operation = _runtime("client").AsyncResource(client), _operation()
    return lambda path: runner.run(resource._call(operation, {"file": path}, None))


def httpx_hand(url: str) -> Callable[[Any], Any]:
    """What one writes with httpx: open files, handed over."""
    import httpx

    client = httpx.Client()

    def send(path: Any) -> Any:
        if os.path.isfile(path):
            with open(path, "rb") as file:
                return client.post(f"{url}/send", files={"file": file}).raise_for_status()
        # httpx reads all its files at the end, and so needs all of them open; their content in memory is the other way.
        with _Lazy(path) as files:
            return client.post(f"{url}/send", files=files).raise_for_status()

    return send


class _Lazy:
    """The files of a folder as httpx takes them, each opened when it is read, as a careful person would write it."""

    def __init__(self, folder: Any) -> None:
        self.folder = Path(folder)

    def __enter__(self) -> list[Any]:
        paths = sorted(path for path in self.folder.rglob("*") if path.is_file())
        return [("file", (str(path.relative_to(self.folder.parent)), _Opening(path))) for path in paths]

    def __exit__(self, *args: object) -> None:
        pass


class _Opening:
    """A file that is open only while it is read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file: Any = None
        self.size = path.stat().st_size
        self.at_end = False

    def read(self, size: int = -1) -> bytes:
        if self.file is None:
            self.file = open(self.path, "rb")  # noqa: SIM115 - closed at its end
        data = self.file.read(size)
        if not data:
            self.file.close()
            self.file = None
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        self.at_end = whence == os.SEEK_END
        return self.tell()

    def tell(self) -> int:
        return self.size if self.at_end else 0


def httpx_async(url: str) -> Callable[[Any], Any]:
    """httpx refuses files of blocking kind under asyncio: multipart by hand from an asynchronous generator."""
    import asyncio

    import httpx

    runner = asyncio.Runner()
    client = httpx.AsyncClient()

    async def send(path: Any) -> Any:
        async def body() -> Any:
            yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="big"\r\n\r\n'
            with open(path, "rb") as file:  # noqa: ASYNC230 - as people write it
                while data := await asyncio.to_thread(file.read, 65536):
                    yield data
            yield b"\r\n--x--\r\n"

        headers = {"Content-Type": "multipart/form-data; boundary=x"}
        return (await client.post(f"{url}/send", content=body(), headers=headers)).raise_for_status()

    return lambda path: runner.run(send(path))


def _highest() -> float:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024 / 1e6
    return 0.0


def _watch(stop: threading.Event, most: list[int]) -> None:
    while not stop.wait(0.002):
        count = 0
        for name in os.listdir("/proc/self/fd"):
            try:
                count += os.readlink(f"/proc/self/fd/{name}").startswith("/") and name != "0"
            except OSError:
                continue
        most[0] = max(most[0], count)


def contestant(name: str, url: str, path: str) -> None:
    """One upload, after a small one that does not count; prints its figures."""
    sys.modules.update(dict.fromkeys(("click", "pygments", "rich")))
    send = globals()[name](url)
    # Any small file.
    send(__file__)
    most, stop = [0], threading.Event()
    start, cpu = time.perf_counter(), time.process_time()
    send(path)
    figures = {"seconds": time.perf_counter() - start, "cpu": time.process_time() - cpu, "peak": _highest()}
    if os.path.isdir(path):
        # Once more with somebody who looks on, since looking costs time.
        watcher = threading.Thread(target=_watch, args=(stop, most), daemon=True)
        watcher.start()
        send(path)
        stop.set()
        watcher.join()
    print(json.dumps({**figures, "open": most[0]}), flush=True)


def serve() -> None:
    """Take every request and say yes. Ends with its standard input."""
    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)

    def talk(sock: socket.socket) -> None:
        buffer = bytearray(1 << 20)
        with sock:
            while True:
                head = b""
                while b"\r\n\r\n" not in head:
                    data = sock.recv(65536)
                    if not data:
                        return
                    head += data
                fields, rest = head.split(b"\r\n\r\n", 1)
                lowered = fields.lower()
                if b"content-length:" in lowered:
                    left = int(lowered.split(b"content-length:")[1].split(b"\r\n")[0]) - len(rest)
                    while left:
                        left -= sock.recv_into(buffer, min(left, len(buffer)))
                else:
                    end = rest[-5:]
                    while end != b"0\r\n\r\n":
                        count = sock.recv_into(buffer)
                        end = (end + bytes(buffer[max(0, count - 5) : count]))[-5:]
                sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

    def accept() -> None:
        while True:
            threading.Thread(target=talk, args=(listener.accept()[0],), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    _ = sys.stdin.read()


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        serve()
    else:
        contestant(*sys.argv[1:4])
