"""The sockets of sync connections, under httpcore. As in ``asyncio_backend``:

- no operation waits beyond the deadline of its call, however many there are: a head or a body that comes byte by byte,
  endless interim answers, a server that takes an upload slowly;
- while a body is sent the answer is watched for: a refusal (a status from 300 on) stops the sending, so that the answer
  is read.

Only looking up a name takes as long as the system takes.
"""

from __future__ import annotations

import select
import socket
import ssl
import time
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, TypeVar

import httpcore

from ..base.timing import Deadline
from .pool import ADDRESS_TIMEOUT, READ_AHEAD, REFUSAL, TimeLimits

T = TypeVar("T")


def _wait(sock: socket.socket, read: bool, write: bool, seconds: float | None) -> tuple[bool, bool]:
    """Wait until a socket can be read, or written; both false when that took too long."""
    if not hasattr(select, "poll"):
        readable, writable, broken = select.select(
            [sock] if read else [], [sock] if write else [], [sock], seconds
        )
        return bool(readable or (broken and read)), bool(writable or (broken and write))
    poll = select.poll()
    poll.register(sock, (select.POLLIN if read else 0) | (select.POLLOUT if write else 0))
    events = poll.poll(None if seconds is None else seconds * 1000)
    if not events:
        return False, False
    mask = events[0][1]
    over = bool(mask & (select.POLLERR | select.POLLHUP | select.POLLNVAL))
    return read and (over or bool(mask & select.POLLIN)), write and (over or bool(mask & select.POLLOUT))


class SyncStream(httpcore.NetworkStream):
    """One connection, plain or encrypted."""

    def __init__(self, sock: socket.socket, limits: TimeLimits) -> None:
        sock.setblocking(False)
        self._sock = sock
        self._limits = limits
        self._encrypted = isinstance(sock, ssl.SSLSocket)
        # What came over TLS while a body was being sent: TLS has no way to peek.
        self.received = bytearray()
        self._writing = False
        self.tls_layers = 0

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Some bytes; none at the end."""
        self._writing = False
        if self.received:
            data = bytes(self.received[:max_bytes])
            del self.received[:max_bytes]
            return data
        try:
            return self._until(lambda: self._sock.recv(max_bytes), not self._encrypted, timeout)
        except TimeoutError:
            raise httpcore.ReadTimeout from None
        except OSError as error:
            raise httpcore.ReadError(str(error)) from error

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all of it, or raise WriteError when the server has answered already; its answer can be read then."""
        left = memoryview(buffer)
        try:
            # A server cannot refuse a request before its first bytes.
            looking, self._writing = self._writing, True
            while left:
                if looking and self._refused():
                    raise httpcore.WriteError("the server does not take the rest of the request")
                sent = self._send(left, timeout)
                left, looking = left[sent:], not sent
        except TimeoutError:
            raise httpcore.WriteTimeout from None
        except OSError as error:
            raise httpcore.WriteError(str(error)) from error

    def _send(self, data: memoryview, timeout: float | None) -> int:
        """Send what the system takes at once, else wait until it takes more or an answer comes."""
        try:
            return self._sock.send(data)
        except (BlockingIOError, ssl.SSLWantWriteError):
            reading = not self.received and not self._answered()
        except ssl.SSLWantReadError:
            reading = True
        ready = _wait(self._sock, reading, True, self._limits.seconds(timeout))
        if ready == (False, False):
            raise TimeoutError
        return 0

    def _answered(self) -> bool:
        """Whether bytes have come that will be read later."""
        return bool(self._peek())

    def _refused(self) -> bool:
        """Whether an answer other than a success has begun to arrive, or the connection has ended."""
        seen = self._peek()
        return seen is not None and (not seen or REFUSAL.match(seen) is not None)

    def _peek(self) -> bytes | None:
        """The first bytes that have come, left to be read; None for nothing, empty for the end."""
        if self.received:
            return bytes(self.received[:16])
        try:
            if not self._encrypted:
                return self._sock.recv(16, socket.MSG_PEEK)
            data = self._sock.recv(READ_AHEAD)
        except (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError):
            return None
        self.received += data
        return data

    def _until(self, work: Callable[[], T], wait_first: bool, timeout: float | None) -> T:
        """Repeat an operation of a non-blocking socket until it succeeds or the timeout passes."""
        until = Deadline.after(self._limits.seconds(timeout), time.monotonic())
        read, write = True, False
        waiting = wait_first
        while True:
            left = until.within(None, time.monotonic())
            if waiting and _wait(self._sock, read, write, left) == (False, False):
                raise TimeoutError
            try:
                return work()
            except (BlockingIOError, ssl.SSLWantReadError):
                read, write = True, False
            except ssl.SSLWantWriteError:
                read, write = False, True
            waiting = True

    def close(self) -> None:
        """Close at once."""
        self._sock.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """The same connection, encrypted."""
        try:
            if self._encrypted:
                return _TLSInTLS(self, ssl_context, server_hostname, timeout)
            self._sock = sock = ssl_context.wrap_socket(
                self._sock, server_hostname=server_hostname, do_handshake_on_connect=False
            )
            self._encrypted = True
            self._until(sock.do_handshake, False, timeout)
            self.tls_layers = 1
        except BaseException as error:
            self._sock.close()
            if isinstance(error, TimeoutError):
                raise httpcore.ConnectTimeout from None
            if isinstance(error, (OSError, ValueError)):
                raise httpcore.ConnectError(str(error)) from error
            raise
        return self

    def get_extra_info(self, info: str) -> Any:
        """What httpcore wants to know about the connection."""
        match info:
            case "socket":
                return self._sock
            case "ssl_object":
                return self._sock if self._encrypted else None
            case "client_addr":
                return self._sock.getsockname()
            case "server_addr":
                return self._sock.getpeername()
            case "is_readable":
                return self.readable
            case _:
                return None

    @property
    def readable(self) -> bool:
        """Whether there is something to read, or the end."""
        sock = self._sock
        if self.received or sock.fileno() < 0:
            return True
        if isinstance(sock, ssl.SSLSocket) and sock.pending():
            return True
        return _wait(sock, True, False, 0)[0]


class _TLSInTLS(httpcore.NetworkStream):
    """TLS to the origin inside of TLS to the proxy."""

    def __init__(
        self,
        outer: SyncStream,
        context: ssl.SSLContext,
        server_hostname: str | None,
        timeout: float | None,
    ) -> None:
        self._outer = outer
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = context.wrap_bio(self._incoming, self._outgoing, server_hostname=server_hostname)
        try:
            self._until(self._tls.do_handshake, timeout)
            outer.tls_layers += 1
        except (httpcore.ReadTimeout, httpcore.WriteTimeout):
            raise TimeoutError from None
        except (httpcore.ReadError, httpcore.WriteError) as error:
            raise OSError(str(error)) from error

    def _until(self, work: Callable[[], T], timeout: float | None) -> T:
        while True:
            try:
                result = work()
            except ssl.SSLWantReadError:
                self._flush(timeout)
                data = self._outer.read(65536, timeout)
                if data:
                    _count = self._incoming.write(data)
                else:
                    self._incoming.write_eof()
            else:
                self._flush(timeout)
                return result

    def _flush(self, timeout: float | None) -> None:
        if self._outgoing.pending:
            self._outer.write(self._outgoing.read(), timeout)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Some bytes; none at the end."""
        try:
            return self._until(lambda: self._tls.read(max_bytes), timeout)
        except ssl.SSLZeroReturnError:
            return b""
        except OSError as error:
            raise httpcore.ReadError(str(error)) from error

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all of it."""
        left = memoryview(buffer)
        try:
            while left:
                left = left[self._until(partial(self._tls.write, left), timeout) :]
        except OSError as error:
            raise httpcore.WriteError(str(error)) from error

    def close(self) -> None:
        """Close at once."""
        self._outer.close()

    def get_extra_info(self, info: str) -> Any:
        """What httpcore wants to know about the connection."""
        if info == "ssl_object":
            return self._tls
        if info == "is_readable":
            return bool(self._incoming.pending or self._tls.pending() or self._outer.readable)
        return self._outer.get_extra_info(info)


class SyncNetwork(httpcore.NetworkBackend):
    """Opens the sockets of one connection and closes them."""

    def __init__(self) -> None:
        self.limits = TimeLimits()
        self._stream: SyncStream | None = None

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
        """Close at once."""
        if self._stream is not None:
            self._stream.close()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of a host that answers."""
        until = Deadline.after(self.limits.seconds(timeout), time.monotonic())
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            self._stream = SyncStream(_connected(found, until), self.limits)
        except TimeoutError:
            raise httpcore.ConnectTimeout from None
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(str(error)) from error
        return self._stream


def _connected(found: list[Any], until: Deadline) -> socket.socket:
    """Try the addresses in turn, each but the last for ``ADDRESS_TIMEOUT``."""
    failure: OSError = OSError("the host has no address")
    for position, (family, kind, protocol, _name, address) in enumerate(found):
        moment = time.monotonic()
        if until.passed(moment):
            raise TimeoutError
        sock = None
        try:
            sock = socket.socket(family, kind, protocol)
            sock.settimeout(until.within(ADDRESS_TIMEOUT if position < len(found) - 1 else None, moment))
            sock.connect(address)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError as error:
            failure = error
            if sock is not None:
                sock.close()
        except BaseException:
            if sock is not None:
                sock.close()
            raise
        else:
            return sock
    raise failure
