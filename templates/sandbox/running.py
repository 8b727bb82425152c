"""A sandbox in a thread of this process, for tests and notebooks."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from os import PathLike
from typing import TYPE_CHECKING, Any

from . import app
from .server import control, ports, serving
from .server.app import Application
from .server.environment import settings

if TYPE_CHECKING:
    from .server.sftp import SideDoor


@dataclass(frozen=True, slots=True)
class Sandbox:
    """A running sandbox. `variables` are what a client reads from the environment to reach it."""

    application: Application
    origin: str
    variables: Mapping[str, str]

    @property
    def base_url(self) -> str:
        """What a client takes as `base_url`."""
        return self.origin + self.application.description.base_path

    @property
    def door(self) -> SideDoor:
        """The SFTP side door: its `port` and `host_key`."""
        door: SideDoor = self.application.door
        return door

    def advance(self, seconds: float) -> None:
        """Let virtual time pass; everything that becomes due has happened when this returns."""
        _ = control.advance(self.application.engine, seconds)
        self.application.ticker.wake_from_thread()

    def fault(self, **fault: Any) -> None:
        """Let something go wrong, see :mod:`.faults`."""
        self.application.faults.add(fault)

    def clear_faults(self) -> None:
        """Let nothing more go wrong."""
        self.application.faults.held.clear()

    def reset(self) -> None:
        """Begin anew."""
        self.application.reset()

    def state(self) -> dict[str, Any]:
        """What `GET /_sandbox` answers."""
        found: dict[str, Any] = json.loads(
            json.dumps(control.state(self.application.engine, self.application.faults))
        )
        return found


@contextmanager
def running(
    provider: str | Mapping[str, Any],
    behaviour: Mapping[str, Any] | None = None,
    *,
    port: int = 0,
    speed: float = 1.0,
    state: str | PathLike[str] | None = None,
    rate_limits: bool = True,
    sftp_port: int | None = None,
) -> Generator[Sandbox]:
    """A sandbox on a port of 127.0.0.1 (any free one), until the block ends.

    ``speed`` is how many virtual seconds pass in a second: with 1 only :meth:`Sandbox.advance` moves what takes long;
    200 is what the command takes.

    With ``sftp_port`` (0 for any free one) the SFTP side door is open, for providers that have one; see `door`.
    """
    application = app(provider, behaviour, speed=speed, state=state, rate_limits=rate_limits)
    application.sftp_address = None if sftp_port is None else ("127.0.0.1", sftp_port)
    listener = ports.listen("127.0.0.1", port)
    address = application.engine.origin = ports.origin(listener)
    server = serving.server(application)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.005)
    try:
        yield Sandbox(application, address, settings(application.description, address))
    finally:
        server.should_exit = True
        thread.join(10)
        listener.close()
        application.engine.close()
