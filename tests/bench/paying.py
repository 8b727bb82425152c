"""A paid call with a state file, which is on the disk before it is sent, against the same call without one.

The server answers after the time that a quick provider needs. What the state costs is one wait for the disk.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from .report import Row

ANSWER_TIME, CALLS, TARGET = 0.05, 40, 1.3
ORDER = {"source_file_id": "3fa85f64-5717-4562-b3fc-2c963f66afa6", "model_name": "ancestry"}
ANSWER = json.dumps({"id": ORDER["source_file_id"], "status": "Registered", "tags": []}).encode()


class Provider(BaseHTTPRequestHandler):
    """Answers each order after a while."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """One order."""
        _body = self.rfile.read(int(self.headers["Content-Length"]))
        time.sleep(ANSWER_TIME)
        self.send_response(201)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(ANSWER)))
        self.end_headers()
        _written = self.wfile.write(ANSWER)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


def measure() -> list[Row]:
    """Rows of this part."""
    from clientome import State
    from clientome.galatea import Galatea

    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_address[1]}"
    times: dict[bool, list[float]] = {False: [], True: []}
    # On the disk of the project: a folder in memory would be too quick.
    with tempfile.TemporaryDirectory(dir=Path(__file__).parent) as folder:
        state = State(Path(folder) / "lab")
        clients = {
            kept: Galatea(api_key="bench", base_url=url, state=state if kept else None) for kept in times
        }
        for number in range(CALLS):
            for kept in times if number % 2 else reversed(times):
                began = time.perf_counter()
                _order = clients[kept].orders.submit(**ORDER)
                times[kept].append(time.perf_counter() - began)
        state.close()
    server.shutdown()
    bare, kept = statistics.median(times[False]), statistics.median(times[True])
    print(f"  {bare * 1e3:.1f} ms without, {kept * 1e3:.1f} ms with a state")
    ratio = kept / bare
    told = f"{kept * 1e3:.1f} ms", f"{bare * 1e3:.1f} ms without", f"{ratio:.2f}", f"{TARGET}"
    return [Row("a paid call with a state file", *told, ratio <= TARGET)]
