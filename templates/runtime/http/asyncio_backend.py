"""The sockets of asynchronous connections, under httpcore.

httpcore's own sockets read nothing while a body is being sent. When a server refuses an upload early and closes the
connection, they report a broken pipe, and the answer is lost, be it "too large" or "your token has expired". Here

- reading goes on while a body is sent, and a refusal (a status from 300 on) stops the sending, so that the answer is
  read; an early success does not, since such a server still wants the rest;
- what had arrived before the connection broke can still be read;
- between requests, and between two reads, nothing is read: the rest of a body can be taken from the socket.

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

from .pool import ADDRESS_TIMEOUT, READ_AHEAD, REFUSAL, TimeLimits


class _ConnectionProtocol(asyncio.Protocol):
    """What has arrived on one connection, and whether more can be sent."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport
        self.loop = asyncio.get_running_loop()
        self.encrypted = False
        self.closed = False
        self.received = bytearray()
        self.eof = False
        self.write_paused = False
        self._reading = True
        self._waiter: asyncio.Future[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self.received += data
        if len(self.received) > READ_AHEAD:
            self.set_reading(False)
        self._wake()

    def eof_received(self) -> bool:
        self.eof = True
        self._wake()
        # The other direction stays open; TLS has no half-closed connections.
        return not self.encrypted

    def connection_lost(self, exc: Exception | None) -> None:
        if exc is not None and not self.encrypted and not self.closed:
            self._read_rest()
        self.eof = True
        self._wake()

    def _read_rest(self) -> None:
        """Read what the system still holds of a connection that broke while it was written to."""
        try:
            with socket.socket(fileno=os.dup(self.transport.get_extra_info("socket").fileno())) as left:
                left.setblocking(False)
                while len(self.received) < READ_AHEAD and (data := left.recv(65536)):
                    self.received += data
        except (OSError, AttributeError, ValueError):
            return

    def pause_writing(self) -> None:
        self.write_paused = True

    def resume_writing(self) -> None:
        self.write_paused = False
        self._wake()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    async def wait(self) -> None:
        """Wait until bytes arrive, writing may go on, or the connection ends."""
        self._waiter = asyncio.get_running_loop().create_future()
        try:
            await self._waiter
        finally:
            self._waiter = None

    def set_reading(self, wanted: bool) -> None:
        """Start or stop reading. TLS goes on to read: nobody could see the bytes that it holds back."""
        wanted = wanted or (self.encrypted and len(self.received) <= READ_AHEAD)
        if wanted != self._reading and not self.transport.is_closing():
            self._reading = wanted
            (self.transport.resume_reading if wanted else self.transport.pause_reading)()

    def read_received(self, limit: int) -> bytes:
        """Remove up to ``limit`` bytes of what has arrived."""
        data = bytes(self.received[:limit])
        del self.received[:limit]
        return data

    def close(self) -> None:
        """Close at once, from any thread, without sending what is still buffered."""
        if self.closed or self.loop.is_closed():
            return
        try:
            inside = asyncio.get_running_loop() is self.loop
        except RuntimeError:
            inside = False
        if inside or not self.loop.is_running():
            self.closed = True
            # For the closing alert of TLS.
            self.transport.close()
            self.transport.abort()
        else:
            _handle = self.loop.call_soon_threadsafe(self.close)

    def refused(self) -> bool:
        """Whether an answer other than a success has begun to arrive."""
        return bool(self.received) and REFUSAL.match(self.received) is not None


class Stream(httpcore.AsyncNetworkStream):
    """One connection."""

    def __init__(self, protocol: _ConnectionProtocol, limits: TimeLimits) -> None:
        self._protocol = protocol
        self._limits = limits
        self.tls_layers = 0

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109
        """Some bytes; none at the end."""
        protocol = self._protocol
        if not protocol.received and not protocol.eof:
            protocol.set_reading(True)
            try:
                async with asyncio.timeout(self._limits.seconds(timeout)):
                    while not protocol.received and not protocol.eof:
                        await protocol.wait()
            except TimeoutError:
                raise httpcore.ReadTimeout from None
        protocol.set_reading(False)
        return protocol.read_received(max_bytes)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109
        """Send all of it, or raise WriteError when the server has answered already; its answer can be read then."""
        protocol = self._protocol
        if not buffer:
            return
        protocol.set_reading(len(protocol.received) < READ_AHEAD)
        self._check()
        protocol.transport.write(buffer)
        if not protocol.write_paused:
            return
        try:
            async with asyncio.timeout(self._limits.seconds(timeout)):
                while protocol.write_paused:
                    await protocol.wait()
                    self._check()
        except TimeoutError:
            raise httpcore.WriteTimeout from None

    def _check(self) -> None:
        if self._protocol.refused() or self._protocol.transport.is_closing():
            raise httpcore.WriteError("the server does not take the rest of the request")

    async def aclose(self) -> None:
        """Close at once."""
        self._protocol.close()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109
    ) -> Stream:
        """The same connection, encrypted."""
        protocol = self._protocol
        before, protocol.encrypted = protocol.encrypted, True
        try:
            async with asyncio.timeout(self._limits.seconds(timeout)):
                transport = await asyncio.get_running_loop().start_tls(
                    protocol.transport, protocol, ssl_context, server_hostname=server_hostname
                )
        except BaseException as error:
            protocol.close()
            if isinstance(error, TimeoutError):
                raise httpcore.ConnectTimeout from None
            if isinstance(error, (OSError, ValueError)):
                raise httpcore.ConnectError(str(error)) from error
            raise
        if transport is None:
            protocol.encrypted = before
            raise httpcore.ConnectError("the connection was closed during the TLS handshake")
        protocol.transport = transport
        self.tls_layers += 1
        return self

    def get_extra_info(self, info: str) -> Any:
        """What httpcore asks about the connection."""
        transport = self._protocol.transport
        if info == "is_readable":
            return self.readable
        names = {"client_addr": "sockname", "server_addr": "peername"}
        return transport.get_extra_info(names.get(info, info))

    def quiet(self) -> bool:
        """Whether all that is still to come is in the socket and can be taken from there as it is."""
        protocol = self._protocol
        return (
            not protocol.received
            and not protocol.eof
            and not protocol.transport.is_closing()
            and not protocol.transport.is_reading()
            and not protocol.encrypted
        )

    @property
    def readable(self) -> bool:
        """Whether there is something to read, or the end."""
        protocol = self._protocol
        if protocol.received or protocol.eof or protocol.closed or protocol.transport.is_closing():
            return True
        # The loop may not have read the socket yet.
        number = protocol.transport.get_extra_info("socket").fileno()
        if not hasattr(select, "poll"):
            return bool(select.select([number], [], [], 0)[0])
        poll = select.poll()
        poll.register(number, select.POLLIN)
        return bool(poll.poll(0))


async def _connected(host: str, port: int, local: tuple[str, int] | None) -> _ConnectionProtocol:
    """Try the addresses in turn. asyncio's happy eyeballs lose sockets and cancellations in Python 3.11."""
    loop = asyncio.get_running_loop()
    # Bytes avoid importing the IDNA codec (0.3 MB).
    name = host.encode() if host.isascii() else host
    found = await loop.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for address in addresses[:-1]:
        try:
            async with asyncio.timeout(ADDRESS_TIMEOUT):
                return (await loop.create_connection(_ConnectionProtocol, address, port, local_addr=local))[1]
        except OSError:
            continue
    return (await loop.create_connection(_ConnectionProtocol, addresses[-1], port, local_addr=local))[1]


class AsyncNetwork(httpcore.AsyncNetworkBackend):
    """Opens the sockets of one connection and closes them."""

    def __init__(self) -> None:
        self.limits = TimeLimits()
        self._stream: Stream | None = None
        self._protocol: _ConnectionProtocol | None = None

    @property
    def connected(self) -> bool:
        """Whether there is a socket."""
        return self._stream is not None

    @property
    def tls_layers(self) -> int:
        """How many TLS handshakes are done."""
        return 0 if self._stream is None else self._stream.tls_layers

    @property
    def readable(self) -> bool:
        """Whether there is something to read, or the end."""
        return self._stream is None or self._stream.readable

    def close(self) -> None:
        """Close at once, from any thread."""
        if self._protocol is not None:
            self._protocol.close()

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
            async with asyncio.timeout(self.limits.seconds(timeout)):
                self._protocol = await _connected(host, port, local)
        except TimeoutError:
            raise httpcore.ConnectTimeout from None
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(str(error)) from error
        self._stream = stream = Stream(self._protocol, self.limits)
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
