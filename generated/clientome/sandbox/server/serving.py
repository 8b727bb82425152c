"""Runs applications on ports, one process for all."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Mapping, Sequence
from typing import Any

import uvicorn

from .app import Application, Receive, Scope, Send


class ByPort:
    """Hands each request to the application of the port that it came in on, and starts and ends them all."""

    def __init__(self, applications: Mapping[int, Application]) -> None:
        self._applications = applications

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
            return
        await self._applications[scope["server"][1]](scope, receive, send)

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                for one in self._applications.values():
                    await one.startup()
                await send({"type": "lifespan.startup.complete"})
            else:
                for one in self._applications.values():
                    await one.shutdown()
                await send({"type": "lifespan.shutdown.complete"})
                return


def server(application: Any, *, verbose: bool = False) -> uvicorn.Server:
    """A server for one application; run it with the sockets that it shall serve."""
    config = uvicorn.Config(
        application,
        lifespan="auto",
        ws="none",
        http="auto",
        log_level="info" if verbose else "warning",
        access_log=verbose,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=1,
    )
    return uvicorn.Server(config)


def run(
    applications: Sequence[Application], listeners: Sequence[socket.socket], *, verbose: bool = False
) -> None:
    """Serve until interrupted."""
    ports = {listener.getsockname()[1]: app for listener, app in zip(listeners, applications, strict=True)}
    try:
        with contextlib.suppress(asyncio.CancelledError):
            server(ByPort(ports), verbose=verbose).run(sockets=list(listeners))
    finally:
        for one in applications:
            one.engine.close()
