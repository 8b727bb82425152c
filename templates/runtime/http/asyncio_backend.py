"""The sockets of asynchronous connections, under httpcore.

httpcore's own read nothing while a body is being sent. A server that refuses an upload early and closes the connection
is then heard of only as a broken pipe: its answer is lost, be it "too large" or "your token has expired". Here

- reading goes on while a body is sent, and a refusal (a status from 300 on) stops the sending, so that the answer is
  read; a success that comes early does not, since such a server still wants the rest;
- what had arrived before the connection broke can still be read;
- between requests, and between two reads, nothing is read: whoever wants the rest of a body can take it from the socket.

Imported by asynchronous clients only.
"""

from __future__ import annotations

import asyncio
import os
import select
import socket
import ssl
from collections.abc import Iterable
from typing import Any, cast

import httpcore

from .pool import MOMENT, MUCH, REFUSAL, Patience


class _Wire(asyncio.Protocol):
    """What arrives on one connection, and whether more can be sent."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport
        self.loop = asyncio.get_running_loop()
        self.encrypted = False
        self.closed = False
        self.received = bytearray()
        self.ended = False
        self.full = False
        self._reading = True
        self._waiter: asyncio.Future[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self.received += data
        if len(self.received) > MUCH:
            self.listen(False)
        self._wake()

    def eof_received(self) -> bool:
        self.ended = True
        self._wake()
        # The other direction stays open, which TLS does not know.
        return not self.encrypted

    def connection_lost(self, exc: Exception | None) -> None:
        if exc is not None and not self.encrypted and not self.closed:
            self._rescue()
        self.ended = True
        self._wake()

    def _rescue(self) -> None:
        """Take what the system still holds of a connection that broke while it was written to."""
        try:
            with socket.socket(fileno=os.dup(self.transport.get_extra_info("socket").fileno())) as left:
                left.setblocking(False)
                while len(self.received) < MUCH and (data := left.recv(65536)):
                    self.received += data
        except (OSError, AttributeError, ValueError):
            return

    def pause_writing(self) -> None:
        self.full = True

    def resume_writing(self) -> None:
        self.full = False
        self._wake()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    async def change(self) -> None:
        """Wait until something happens."""
        self._waiter = asyncio.get_running_loop().create_future()
        try:
            await self._waiter
        finally:
            self._waiter = None

    def listen(self, wanted: bool) -> None:
        """Read, or leave what comes to the system. TLS goes on: what it holds back would be seen by nobody."""
        wanted = wanted or (self.encrypted and len(self.received) <= MUCH)
        if wanted != self._reading and not self.transport.is_closing():
            self._reading = wanted
            (self.transport.resume_reading if wanted else self.transport.pause_reading)()

    def take(self, limit: int) -> bytes:
        """Some of what arrived."""
        data = bytes(self.received[:limit])
        del self.received[:limit]
        return data

    def drop(self) -> None:
        """Close at once, from any thread: what is not sent by now is not wanted."""
        if self.closed or self.loop.is_closed():
            return
        try:
            inside = asyncio.get_running_loop() is self.loop
        except RuntimeError:
            inside = False
        if inside or not self.loop.is_running():
            self.closed = True
            # TLS says goodbye first.
            self.transport.close()
            self.transport.abort()
        else:
            _handle = self.loop.call_soon_threadsafe(self.drop)

    def refused(self) -> bool:
        """Whether an answer that is no success has begun to arrive."""
        return bool(self.received) and REFUSAL.match(self.received) is not None


class Stream(httpcore.AsyncNetworkStream):
    """One connection."""

    def __init__(self, wire: _Wire, patience: Patience) -> None:
        self._wire = wire
        self._patience = patience
        self.layers = 0

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109
        """Some bytes; none at the end."""
        wire = self._wire
        if not wire.received and not wire.ended:
            wire.listen(True)
            try:
                async with asyncio.timeout(self._patience.seconds(timeout)):
                    while not wire.received and not wire.ended:
                        await wire.change()
            except TimeoutError:
                raise httpcore.ReadTimeout from None
        wire.listen(False)
        return wire.take(max_bytes)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109
        """Send all of it, or WriteError where the other side does not want it; then its answer can be read."""
        wire = self._wire
        if not buffer:
            return
        wire.listen(len(wire.received) < MUCH)
        self._check()
        wire.transport.write(buffer)
        if not wire.full:
            return
        try:
            async with asyncio.timeout(self._patience.seconds(timeout)):
                while wire.full:
                    await wire.change()
                    self._check()
        except TimeoutError:
            raise httpcore.WriteTimeout from None

    def _check(self) -> None:
        if self._wire.refused() or self._wire.transport.is_closing():
            raise httpcore.WriteError("the server does not take the rest of the request")

    async def aclose(self) -> None:
        """Close at once."""
        self._wire.drop()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109
    ) -> Stream:
        """The same connection, encrypted."""
        wire = self._wire
        before, wire.encrypted = wire.encrypted, True
        try:
            async with asyncio.timeout(self._patience.seconds(timeout)):
                transport = await asyncio.get_running_loop().start_tls(
                    wire.transport, wire, ssl_context, server_hostname=server_hostname
                )
        except BaseException as error:
            wire.drop()
            if isinstance(error, TimeoutError):
                raise httpcore.ConnectTimeout from None
            if isinstance(error, (OSError, ValueError)):
                raise httpcore.ConnectError(str(error)) from error
            raise
        if transport is None:
            wire.encrypted = before
            raise httpcore.ConnectError("the connection was closed during the TLS handshake")
        wire.transport = transport
        self.layers += 1
        return self

    def get_extra_info(self, info: str) -> Any:
        """What httpcore wants to know about the connection."""
        transport = self._wire.transport
        if info == "is_readable":
            return self.readable
        names = {"client_addr": "sockname", "server_addr": "peername"}
        return transport.get_extra_info(names.get(info, info))

    def quiet(self) -> bool:
        """Whether all that is still to come is in the socket and can be taken from there as it is."""
        wire = self._wire
        return (
            not wire.received
            and not wire.ended
            and not wire.transport.is_closing()
            and not wire.transport.is_reading()
            and not wire.encrypted
        )

    @property
    def readable(self) -> bool:
        """Whether there is something to read, or the end."""
        wire = self._wire
        if wire.received or wire.ended or wire.closed or wire.transport.is_closing():
            return True
        # What the loop has not looked at yet.
        number = wire.transport.get_extra_info("socket").fileno()
        if not hasattr(select, "poll"):
            return bool(select.select([number], [], [], 0)[0])
        poll = select.poll()
        poll.register(number, select.POLLIN)
        return bool(poll.poll(0))


async def _connected(host: str, port: int, local: tuple[str, int] | None) -> _Wire:
    """The addresses in turn. asyncio's own race of them loses sockets and cancellations in Python 3.11."""
    loop = asyncio.get_running_loop()
    # Bytes spare the codec for other scripts, a third of a megabyte.
    name = host.encode() if host.isascii() else host
    found = await loop.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for address in addresses[:-1]:
        try:
            async with asyncio.timeout(MOMENT):
                return (await loop.create_connection(_Wire, address, port, local_addr=local))[1]
        except OSError:
            continue
    return (await loop.create_connection(_Wire, addresses[-1], port, local_addr=local))[1]


class AsyncNetwork(httpcore.AsyncNetworkBackend):
    """Opens the sockets of one connection and closes them."""

    def __init__(self) -> None:
        self.patience = Patience()
        self._stream: Stream | None = None
        self._wire: _Wire | None = None

    @property
    def connected(self) -> bool:
        """Whether there is a socket."""
        return self._stream is not None

    @property
    def layers(self) -> int:
        """How many TLS handshakes are done."""
        return 0 if self._stream is None else self._stream.layers

    @property
    def readable(self) -> bool:
        """Whether there is something to read, or the end."""
        return self._stream is None or self._stream.readable

    def drop(self) -> None:
        """Close at once, from any thread."""
        if self._wire is not None:
            self._wire.drop()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> Stream:
        """Connect to the first address of a host that answers."""
        local = None if local_address is None else (local_address, 0)
        try:
            async with asyncio.timeout(self.patience.seconds(timeout)):
                self._wire = await _connected(host, port, local)
        except TimeoutError:
            raise httpcore.ConnectTimeout from None
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(str(error)) from error
        self._stream = stream = Stream(self._wire, self.patience)
        return stream

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109
        socket_options: Iterable[Any] | None = None,
    ) -> Stream:
        """Not needed here."""
        raise NotImplementedError

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)
