"""One body on its way into a sink, and the way past HTTP to its bytes where there is one."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Protocol

from ..base import errors
from ..base.guards import is_mapping
from ..call.binary import Progress
from ..files.integrity import Chunk, HashingWriter, content_length, is_encoded
from ..http.messages import Response

PIECE = 1 << 19
# A smaller body is not worth the loss of its connection.
LARGE = 4 << 20
# Slow connections: what has arrived is written and told after so many seconds.
PATIENCE = 0.25


class Stopped(errors.ClientomeError):
    """Somebody else asked this transfer to stop."""


class IncompleteError(errors.ProtocolError, errors.IntegrityError):
    """The content ended before its declared size."""


class Transfer:
    """One body on its way. ``done`` counts all bytes of the content, those of earlier transfers included."""

    __slots__ = ("_told", "done", "limit", "on_progress", "response", "sink", "stopped", "total")

    def __init__(
        self,
        response: Response,
        sink: HashingWriter,
        *,
        done: int = 0,
        total: int | None = None,
        limit: int | None = None,
        on_progress: Progress | None = None,
        stopped: Callable[[], bool] | None = None,
    ) -> None:
        self.response = response
        self.sink = sink
        self.done = done
        self.total = total
        self.limit = limit
        self.on_progress = on_progress
        self.stopped = stopped
        self._told = -1

    def take(self, piece: Chunk) -> None:
        """Write a piece."""
        if self.stopped is not None and self.stopped():
            raise Stopped("the transfer was stopped")
        if self.limit is not None and self.done + len(piece) > self.limit:
            raise errors.IntegrityError(
                f"the content is longer than the expected {self.limit} bytes: another content, or a damaged one"
            )
        self.sink.write(piece)
        self.done += len(piece)

    def take_all(self, pieces: list[bytes]) -> None:
        """Write pieces."""
        for piece in pieces:
            self.take(piece)

    def tell(self) -> Any:
        """Tell the caller how much is done, unless that was told already; the result may have to be awaited."""
        if self.on_progress is None or self._told == self.done:
            return None
        self._told = self.done
        return self.on_progress(self.done, self.total)


class _Network(Protocol):
    """A connection of httpcore, under its HTTP. Its ``read`` is a coroutine under asyncio."""

    def read(self, max_bytes: int, timeout: float | None = None) -> Any: ...
    def get_extra_info(self, info: str) -> Any: ...


class Direct:
    """A way past HTTP to the rest of a body: the connection, what is left there, and the limit of silence."""

    __slots__ = ("left", "network", "timeout")

    def __init__(self, network: _Network, left: int, timeout: float | None) -> None:
        self.network = network
        self.left = left
        self.timeout = timeout


def direct(response: Response) -> Direct | None:
    """The way past HTTP, where there is one: HTTP/1.1, no proxy, no compression, a large body of known length."""
    length = content_length(response.headers)
    if length is None or length < LARGE or is_encoded(response.headers):
        return None
    # httpcore keeps these to itself; where a version of it names them otherwise, its own reading is used.
    stream: Any = getattr(getattr(response, "_stream", None), "_stream", None)
    network: Any = getattr(getattr(stream, "_connection", None), "_network_stream", None)
    extensions: Any = getattr(getattr(stream, "_request", None), "extensions", None)
    if type(network).__name__ not in ("SyncStream", "Stream") or not is_mapping(extensions):
        return None
    if type(getattr(stream, "_connection", None)).__name__ not in (
        "HTTP11Connection",
        "AsyncHTTP11Connection",
    ):
        return None
    if getattr(network, "received", None):
        # Taken from the socket already, while the request was being sent.
        return None
    return Direct(network, length, extensions["timeout"]["read"])


def late() -> errors.TimeoutError:
    """The error for a deadline that passed."""
    return errors.TimeoutError("the total time limit passed while the answer arrived", phase="total")


def early(left: int) -> errors.ProtocolError:
    """The error for a body that ends too early."""
    return errors.ProtocolError(f"the connection was closed {left} bytes before the end of the answer")


def broken(error: OSError, left: int) -> errors.ProtocolError:
    """The error for a connection that breaks."""
    return errors.ProtocolError(
        f"the connection broke {left} bytes before the end of the answer: "
        f"{error.strerror or type(error).__name__}"
    )


def patience(deadline: float | None, timeout: float | None) -> float | None:
    """How long to wait for the next bytes."""
    if deadline is None:
        return timeout
    left = deadline - time.monotonic()
    if left <= 0:
        raise late()
    return left if timeout is None else min(timeout, left)
