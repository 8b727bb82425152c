"""Ports for programs that cannot say which free one they took."""

from __future__ import annotations

import random
import socket
from contextlib import ExitStack, suppress


def unused(together: int = 1) -> int:
    """The first of some free ports in a row, below those that systems give to whoever asks for any: to other tests."""
    for port in random.sample(range(20_000, 30_000), 100):
        with ExitStack() as held, suppress(OSError):
            for number in range(together):
                held.enter_context(socket.socket()).bind(("127.0.0.1", port + number))
            return port
    raise AssertionError(f"no {together} ports in a row are free")
