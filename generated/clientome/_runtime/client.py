"""The bases of the generated clients and resources.

Clients can be shared: a sync client between threads, an async client between the tasks of one event loop. They can be
pickled: what was passed to the constructor travels (explicit keys included, keys from the environment not) and a new
connection pool is made on arrival; a client with an injected ``http_client`` cannot. After a fork a child makes its
own connections.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar, cast

from .base.errors import ArgumentError, ConfigurationError
from .base.frames import guard_methods, guarded
from .base.headers import Hidden
from .base.info import ResponseInfo
from .base.options import (
    DEFAULT_MAX_ANSWER_BYTES,
    DEFAULT_RETRIES,
    DEFAULT_TIMEOUT,
    RequestOptions,
    Timeout,
    whole_number,
)
from .call.binary import AsyncBinaryResponse, BinaryResponse, Progress
from .call.invoke import perform
from .call.session import Session
from .call.settings import resolve
from .features import Features, StrPath, save_link
from .flow.drivers import AsyncDriver, SyncDriver
from .flow.effects import Flow
from .http.httpx_transport import check_client
from .http.messages import AsyncTransport, Response, Transport
from .http.pool import MAX_CONNECTIONS
from .paging import AsyncPage, Page, PageData, fetch, fetch_next
from .spec.api import Api
from .spec.operation import Operation

if TYPE_CHECKING:
    import asyncio
    import ssl

    import httpx
    import httpx2

    from .download.batch import BatchDownload
    from .policies.payment import Payer
    from .policies.rate_limits import Limiter
    from .policies.recorder import Observer
    from .policies.spending import Budget
    from .state.state import State
    from .waiting.many import Waited, Waits

T = TypeVar("T")


class _Client:
    """What the sync and the async client share: settings, session and pickling."""

    _http_client: str
    _api: ClassVar[Api]

    @classmethod
    def from_profile(cls, name: str | None = None, **arguments: Any) -> Self:
        """A client with the settings of a profile of ``~/.config/clientome/config.toml``.

        Args:
            name: The profile; by default that which is called as the provider, where there is one.
            arguments: As for the constructor; they win over environment variables, and these over the profile.

        Raises:
            ConfigurationError: There is no such profile, others may read the file, or a setting is wrong.
        """
        from .profiles import client_arguments, load_profile

        profile = load_profile(cls._api, name)
        return cls(**client_arguments(cls._api, profile, arguments))

    def __init__(
        self,
        api: Api,
        credentials: Mapping[str, str | None],
        *,
        environment: str | None,
        base_url: str | None,
        timeout: Timeout | float | None,
        retries: int | None,
        max_answer_bytes: int | None,
        headers: Mapping[str, str] | None,
        on_response: Callable[[ResponseInfo], object] | None,
        limiter: Limiter | None,
        state: State | None,
        payer: Payer | None,
        observer: Observer | None,
        budget: Budget | None,
        strict_answers: bool,
        connection: Mapping[str, Any],
    ) -> None:
        limits = Timeout.of(timeout, DEFAULT_TIMEOUT)
        try:
            repeats = whole_number(DEFAULT_RETRIES if retries is None else retries, "retries", least=0)
            most = DEFAULT_MAX_ANSWER_BYTES if max_answer_bytes is None else max_answer_bytes
            most = whole_number(most, "max_answer_bytes", least=1)
            _connections = whole_number(connection["max_connections"], "max_connections", least=1)
        except ArgumentError as error:
            raise ConfigurationError(str(error)) from None
        if connection["transport"] is not None and connection["http_client"] is not None:
            raise ConfigurationError("pass transport or http_client, not both")
        if connection["http_client"] is not None:
            check_client(connection["http_client"], self._http_client)
        arguments: dict[str, Any] = {
            "api": api,
            "credentials": dict(credentials),
            "environment": environment,
            "base_url": base_url,
            "timeout": timeout,
            "retries": retries,
            "max_answer_bytes": max_answer_bytes,
            "headers": headers,
            "on_response": on_response,
            "limiter": limiter,
            "state": state,
            "payer": payer,
            "observer": observer,
            "budget": budget,
            "strict_answers": strict_answers,
            **connection,
        }
        # Whoever looks at the variables of a client sees neither keys nor the password of a proxy.
        self._arguments = Hidden(arguments)
        self._connection = Hidden(connection)
        self._session = Session(
            api,
            resolve(api, credentials, os.environ, environment=environment, base_url=base_url),
            timeout=limits,
            retries=repeats,
            max_answer_bytes=most,
            headers=headers,
            on_response=on_response,
            limiter=limiter,
            state=state,
            payer=payer,
            observer=observer,
            budget=budget,
            strict_answers=strict_answers,
        )
        self._closed = False

    @property
    def base_url(self) -> str:
        """Where this client sends its requests."""
        return self._session.settings.origin + self._session.settings.base_path

    @property
    def environment(self) -> str | None:
        """The name of the environment, None where an overridden base URL leaves it unknown."""
        return self._session.settings.environment

    def __getstate__(self) -> dict[str, Any]:
        if self._connection.value["http_client"] is not None:
            raise TypeError(
                "a client with an injected http_client cannot be pickled; pass transport settings instead"
            )
        return self._arguments.value

    def _check_open(self) -> None:
        if self._closed:
            raise ConfigurationError("this client is closed; make a new one")

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.base_url} environment={self.environment!r}>"


def _sync_transport(connection: Mapping[str, Any]) -> Transport:
    """The transport for what the constructor got. Each library is loaded only when it is used."""
    if connection["http_client"] is not None:
        from .http.httpx_transport import HttpxClientTransport

        return HttpxClientTransport(connection["http_client"])
    from .http.httpcore_transport import HttpcoreTransport

    return HttpcoreTransport(
        verify=connection["verify"],
        proxy=connection["proxy"],
        max_connections=connection["max_connections"],
    )


def _async_transport(connection: Mapping[str, Any]) -> AsyncTransport:
    """As :func:`_sync_transport`."""
    if connection["http_client"] is not None:
        from .http.httpx_transport import AsyncHttpxClientTransport

        return AsyncHttpxClientTransport(connection["http_client"])
    from .http.httpcore_transport import AsyncHttpcoreTransport

    return AsyncHttpcoreTransport(
        verify=connection["verify"],
        proxy=connection["proxy"],
        max_connections=connection["max_connections"],
    )


class Client(_Client):
    """Base of the sync clients. Use it in a ``with`` block or call :meth:`close`; threads may share it."""

    _http_client = "Client"

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if Client in cls.__bases__:
            _guarded = guard_methods(cls)

    def __init__(
        self,
        api: Api,
        credentials: Mapping[str, str | None],
        *,
        environment: str | None = None,
        base_url: str | None = None,
        timeout: Timeout | float | None = None,
        retries: int | None = None,
        max_answer_bytes: int | None = None,
        headers: Mapping[str, str] | None = None,
        transport: Transport | None = None,
        http_client: httpx.Client | httpx2.Client | None = None,
        verify: ssl.SSLContext | str | bool = True,
        proxy: str | None = None,
        max_connections: int = MAX_CONNECTIONS,
        on_response: Callable[[ResponseInfo], object] | None = None,
        limiter: Limiter | None = None,
        state: State | None = None,
        payer: Payer | None = None,
        observer: Observer | None = None,
        budget: Budget | None = None,
        strict_answers: bool = False,
    ) -> None:
        super().__init__(
            api,
            credentials,
            environment=environment,
            base_url=base_url,
            timeout=timeout,
            retries=retries,
            max_answer_bytes=max_answer_bytes,
            headers=headers,
            on_response=on_response,
            limiter=limiter,
            state=state,
            payer=payer,
            observer=observer,
            budget=budget,
            strict_answers=strict_answers,
            connection={
                "transport": transport,
                "http_client": http_client,
                "verify": verify,
                "proxy": proxy,
                "max_connections": max_connections,
            },
        )
        self._driver: SyncDriver | None = None
        self._drivers: dict[int, SyncDriver] = {}
        self._process = 0

    def __setstate__(self, state: dict[str, Any]) -> None:
        Client.__init__(self, **state)

    def _connected(self) -> SyncDriver:
        """The driver, made at first use and made anew in a forked child."""
        self._check_open()
        connection, process = self._connection.value, os.getpid()
        transport: Transport | None = connection["transport"]
        if transport is None:
            transport = _sync_transport(connection)
        made = SyncDriver(transport)
        # Threads may come here together, and all must get the same. A lock could be held by another thread at a fork.
        driver = self._drivers.setdefault(process, made)
        if driver is not made and connection["transport"] is None:
            transport.close()
        self._driver, self._process = driver, process
        return driver

    def driver(self) -> SyncDriver:
        """What runs the flows of this client. For generated code."""
        driver = self._driver
        return self._connected() if driver is None or self._process != os.getpid() else driver

    def run(self, flow: Flow[T]) -> T:
        """Drive a flow. For generated code."""
        return self.driver().run(flow)

    @guarded
    def save_link(
        self,
        link: str | Callable[[], str],
        path: StrPath,
        *,
        resume: bool = True,
        overwrite: bool = False,
        sha256: str | None = None,
        md5: str | None = None,
        size: int | None = None,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> Path:
        """Download a signed link to a path, or into a folder, and return the file's path.

        Nothing of this client is sent along: no key, no cookies, no headers. Instead of a link ``link`` can be a
        function without arguments that gets one: it is called again when the link expires on the way. Broken
        downloads are continued, also by a later call; ``size``, ``sha256`` and ``md5`` are checked where given. An
        existing file is replaced only with ``overwrite``.
        """
        return self.run(
            save_link(
                self._session,
                link,
                path,
                resume=resume,
                overwrite=overwrite,
                sha256=sha256,
                md5=md5,
                size=size,
                on_progress=on_progress,
                options=options,
            )
        )

    def close(self) -> None:
        """Close all connections. A transport or http_client that was passed in stays open."""
        self._driver, self._closed = None, True
        driver = self._drivers.pop(os.getpid(), None)
        if driver is not None and self._connection.value["transport"] is None:
            driver.transport.close()
        if self._session.observer is not None:
            self._session.observer.flush_on_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _running_loop() -> asyncio.AbstractEventLoop:
    from asyncio import get_running_loop

    try:
        return get_running_loop()
    except RuntimeError:
        raise ConfigurationError(
            "async clients run under asyncio, and no event loop of asyncio is running here; under trio and other "
            "libraries use the sync client in a thread, as by trio.to_thread.run_sync"
        ) from None


class AsyncClient(_Client):
    """Base of the async clients. Use it in an ``async with`` block or call :meth:`close`.

    It belongs to the event loop of its first call; once that loop is closed another may use it.
    """

    _http_client = "AsyncClient"

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if AsyncClient in cls.__bases__:
            _guarded = guard_methods(cls)

    def __init__(
        self,
        api: Api,
        credentials: Mapping[str, str | None],
        *,
        environment: str | None = None,
        base_url: str | None = None,
        timeout: Timeout | float | None = None,
        retries: int | None = None,
        max_answer_bytes: int | None = None,
        headers: Mapping[str, str] | None = None,
        transport: AsyncTransport | None = None,
        http_client: httpx.AsyncClient | httpx2.AsyncClient | None = None,
        verify: ssl.SSLContext | str | bool = True,
        proxy: str | None = None,
        max_connections: int = MAX_CONNECTIONS,
        on_response: Callable[[ResponseInfo], object] | None = None,
        limiter: Limiter | None = None,
        state: State | None = None,
        payer: Payer | None = None,
        observer: Observer | None = None,
        budget: Budget | None = None,
        strict_answers: bool = False,
    ) -> None:
        super().__init__(
            api,
            credentials,
            environment=environment,
            base_url=base_url,
            timeout=timeout,
            retries=retries,
            max_answer_bytes=max_answer_bytes,
            headers=headers,
            on_response=on_response,
            limiter=limiter,
            state=state,
            payer=payer,
            observer=observer,
            budget=budget,
            strict_answers=strict_answers,
            connection={
                "transport": transport,
                "http_client": http_client,
                "verify": verify,
                "proxy": proxy,
                "max_connections": max_connections,
            },
        )
        self._driver: AsyncDriver | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def __setstate__(self, state: dict[str, Any]) -> None:
        AsyncClient.__init__(self, **state)

    def _connected(self, loop: asyncio.AbstractEventLoop) -> AsyncDriver:
        """The driver of this event loop."""
        self._check_open()
        # A forked child inherits the loop object that its parent was running; it has its own loop by now.
        if self._loop is not None and not self._loop.is_closed() and self._loop.is_running():
            raise ConfigurationError(
                "this async client is in use by another event loop; make one client per loop, or use the sync client"
            )
        connection = self._connection.value
        transport: AsyncTransport | None = connection["transport"]
        if transport is None:
            transport = _async_transport(connection)
        self._driver = driver = AsyncDriver(transport)
        self._loop = loop
        return driver

    def driver(self) -> AsyncDriver:
        """What runs the flows of this client in the running event loop. For generated code."""
        loop = _running_loop()
        driver = self._driver
        return self._connected(loop) if driver is None or self._loop is not loop else driver

    async def run(self, flow: Flow[T]) -> T:
        """Drive a flow. For generated code."""
        return await self.driver().run(flow)

    @guarded
    async def save_link(
        self,
        link: str | Callable[[], Awaitable[str]],
        path: StrPath,
        *,
        resume: bool = True,
        overwrite: bool = False,
        sha256: str | None = None,
        md5: str | None = None,
        size: int | None = None,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> Path:
        """Download a signed link to a path; as :meth:`Client.save_link`, ``link`` being text or an async function."""
        return await self.run(
            save_link(
                self._session,
                link,
                path,
                resume=resume,
                overwrite=overwrite,
                sha256=sha256,
                md5=md5,
                size=size,
                on_progress=on_progress,
                options=options,
            )
        )

    async def close(self) -> None:
        """Close all connections. A transport or http_client that was passed in stays open."""
        driver, self._driver, self._closed = self._driver, None, True
        if driver is not None and self._connection.value["transport"] is None:
            await driver.transport.aclose()
        if self._session.observer is not None:
            from asyncio import to_thread

            await to_thread(self._session.observer.flush_on_close)

    aclose = close

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()


class Resource(Features):
    """Base of the sync resources."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if Resource in cls.__bases__:
            _guarded = guard_methods(cls)

    def __init__(self, client: Client) -> None:
        self._client = client
        self._session = client._session  # pyright: ignore[reportPrivateUsage] - one module, one unit

    def _run(self, flow: Flow[T]) -> T:
        return self._client.run(flow)

    def _save_all(self, batch: BatchDownload) -> list[Path]:
        from .download.batch import save_all

        return save_all(self._client.run, batch)

    @guarded
    def _each(self, waits: Waits[T]) -> Iterator[Waited[T]]:
        while (ended := self._client.run(waits.step())) is not None:
            yield ended

    def _call(
        self, operation: Operation[T], arguments: Mapping[str, object], options: RequestOptions | None
    ) -> T:
        return self._client.run(perform(self._session, operation, arguments, options)).result

    def _stream(
        self,
        operation: Operation[BinaryResponse],
        arguments: Mapping[str, object],
        options: RequestOptions | None,
    ) -> BinaryResponse:
        driver = self._client.driver()
        reply = driver.run(perform(self._session, operation, arguments, options))
        return BinaryResponse(cast("Response", reply.result), reply.info, driver)

    def _page(
        self, operation: Operation[Page[T]], arguments: Mapping[str, object], options: RequestOptions | None
    ) -> Page[T]:
        client, session = self._client, self._session

        def fetch_after(chunk: PageData) -> PageData | None:
            return client.run(fetch_next(session, chunk))

        return Page(client.run(fetch(session, operation, arguments, options)), fetch_after)


class AsyncResource(Features):
    """Base of the async resources."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if AsyncResource in cls.__bases__:
            _guarded = guard_methods(cls)

    def __init__(self, client: AsyncClient) -> None:
        self._client = client
        self._session = client._session  # pyright: ignore[reportPrivateUsage] - one module, one unit

    async def _run(self, flow: Flow[T]) -> T:
        return await self._client.run(flow)

    async def _save_all(self, batch: BatchDownload) -> list[Path]:
        from .download.batch import asave_all

        return await asave_all(self._client.run, batch)

    @guarded
    async def _each(self, waits: Waits[T]) -> AsyncIterator[Waited[T]]:
        while (ended := await self._client.run(waits.step())) is not None:
            yield ended

    async def _collected(self, ids: Iterable[T] | AsyncIterable[T]) -> Iterable[T]:
        return [one async for one in ids] if isinstance(ids, AsyncIterable) else ids

    async def _call(
        self, operation: Operation[T], arguments: Mapping[str, object], options: RequestOptions | None
    ) -> T:
        return (await self._client.run(perform(self._session, operation, arguments, options))).result

    async def _stream(
        self,
        operation: Operation[BinaryResponse],
        arguments: Mapping[str, object],
        options: RequestOptions | None,
    ) -> AsyncBinaryResponse:
        driver = self._client.driver()
        reply = await driver.run(perform(self._session, operation, arguments, options))
        return AsyncBinaryResponse(cast("Response", reply.result), reply.info, driver)

    async def _page(
        self, operation: Operation[Page[T]], arguments: Mapping[str, object], options: RequestOptions | None
    ) -> AsyncPage[T]:
        client, session = self._client, self._session

        async def fetch_after(chunk: PageData) -> PageData | None:
            return await client.run(fetch_next(session, chunk))

        return AsyncPage(await client.run(fetch(session, operation, arguments, options)), fetch_after)
