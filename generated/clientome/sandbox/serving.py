"""Runs applications on ports, one process for all."""

from __future__ import annotations

import socket
from collections.abc import Mapping, Sequence

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send


class ByPort:
    """Hands each request to the application of the port that it came in on."""

    def __init__(self, applications: Mapping[int, ASGIApp]) -> None:
        self._applications = applications

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._applications[scope["server"][1]](scope, receive, send)


def server(application: ASGIApp, *, verbose: bool = False) -> uvicorn.Server:
    """A server for one application; run it with the sockets that it shall serve."""
    config = uvicorn.Config(
        application,
        lifespan="off",
        ws="none",
        log_level="info" if verbose else "warning",
        timeout_keep_alive=75,
        timeout_graceful_shutdown=1,
    )
    return uvicorn.Server(config)


def run(
    applications: Sequence[ASGIApp], listeners: Sequence[socket.socket], *, verbose: bool = False
) -> None:
    """Serve until interrupted."""
    ports = {listener.getsockname()[1]: app for listener, app in zip(listeners, applications, strict=True)}
    server(ByPort(ports), verbose=verbose).run(sockets=list(listeners))
