"""Listening sockets, and the message where a port is taken."""

from __future__ import annotations

import errno
import socket


class PortTakenError(Exception):
    """Something else listens there, or listening is not allowed; the message says what to do."""


def listen(host: str, port: int, option: str = "--port") -> socket.socket:
    """A listening socket; port 0 takes any free one. `option` is what the user chooses the port with."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With the protocol named asyncio turns Nagle's delay off, which costs 40 ms an answer.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(2048)
    except OSError as error:
        listener.close()
        raise PortTakenError(_advice(host, port, error, option)) from None
    except OverflowError:
        listener.close()
        raise PortTakenError(f"{port} is not a port: use {option} with a number from 0 to 65535.") from None
    return listener


def _advice(host: str, port: int, error: OSError, option: str) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} of {host} is taken by another program. Choose another one with {option}."
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"This user may not listen on port {port}. Choose one above 1023 with {option}."
    return f"Cannot listen on {host} port {port}: {error.strerror or error}. Check --host and {option}."


def origin(listener: socket.socket) -> str:
    """The address of a listening socket as a URL."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
