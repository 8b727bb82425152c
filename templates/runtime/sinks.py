"""Where the bytes of a download go: written in the calling thread, hashed in another one at the same time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import Queue

from .digests import Piece, Verifier

# Pieces that may wait for the hashing thread. Who fills buffers in turn needs DEPTH + 2 of them: those that wait, the
# one that is being hashed, and the one that is being filled.
DEPTH = 2


class Sink:
    """Writes pieces in order and hashes them, for one thread at a time."""

    def __init__(self, write: Callable[[Piece], object], verifier: Verifier | None) -> None:
        self._write = write
        self._verifier = verifier if verifier is not None and verifier.expected else None
        self._queue: Queue[Piece | None] = Queue(DEPTH)
        self._thread: threading.Thread | None = None
        self._failure: BaseException | None = None
        # Two at a time would start two threads, of which one would wait for ever.
        # Reentrant: a thread that was interrupted within it must be able to end the hashing.
        self._turn = threading.RLock()

    def put(self, piece: Piece) -> None:
        """Take the next piece. It must not change before ``DEPTH`` + 1 further pieces were taken."""
        with self._turn:
            self._put(piece)

    def _put(self, piece: Piece) -> None:
        _count = self._write(piece)
        verifier = self._verifier
        if verifier is None:
            return
        if self._failure is not None:
            raise self._failure
        if self._thread is None:
            self._thread = threading.Thread(
                target=self._hash, args=(verifier,), name="clientome-hash", daemon=True
            )
            self._thread.start()
        self._queue.put(piece)

    def _hash(self, verifier: Verifier) -> None:
        while (piece := self._queue.get()) is not None:
            # After a failure the queue is still emptied, or the writer would wait for ever.
            if self._failure is None:
                try:
                    verifier.update(piece)
                except BaseException as error:
                    self._failure = error

    def settle(self) -> None:
        """Wait until everything is hashed. More may be put afterwards."""
        with self._turn:
            thread, self._thread = self._thread, None
            if thread is not None:
                self._queue.put(None)
                thread.join()
        if self._failure is not None:
            raise self._failure
