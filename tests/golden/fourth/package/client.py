"""The clients of Fourth."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from clientome._runtime.generated import AsyncClient, Client

from .api import API

if TYPE_CHECKING:
    import ssl

    import httpx
    import httpx2

    from clientome._runtime.generated import (
        AsyncTransport,
        Limiter,
        Observer,
        ResponseInfo,
        Timeout,
        Transport,
    )

    from .resources.reports import AsyncReportsResource, ReportsResource
    from .resources.scans import AsyncScansResource, ScansResource


class Fourth(Client):
    """Fourth, blocking.

    Stores scans and reports.
    May be used from many threads; use it as a context manager or call `close()`.
    """

    _api = API

    def __init__(
        self,
        *,
        api_key: str | None = None,
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
        max_connections: int = 100,
        on_response: Callable[[ResponseInfo], object] | None = None,
        limiter: Limiter | None = None,
        observer: Observer | None = None,
        strict_answers: bool = False,
    ) -> None:
        """Args:
            api_key: The API key. By default from FOURTH_KEY.
            environment: One of production. By default production.
            base_url: Another address of the API, its path included. By default FOURTH_BASE_URL, else
                the environment's.
            timeout: Seconds for each phase of a request, or a Timeout with a deadline.
            retries: How often a failed call is repeated where that is harmless; 2 by default.
            max_answer_bytes: Size up to which an answer is read into memory, decompressed; 64 MiB by
                default. Saved files may be larger.
            headers: Headers of every request.
            transport: Another transport than httpx's.
            http_client: A client of httpx or httpx2 to send with; its owner closes it.
            verify: A CA bundle, an SSL context, or False to check no certificate.
            proxy: Address of a proxy; by default those of the system's environment variables.
            max_connections: How many connections to an origin may be open at once, at least 1, 100 by
                default; further calls wait for a free one, as long as the pool timeout allows. An
                http_client has its own limits.
            on_response: Called with status, headers and timing of every answer.
            limiter: Keeps the provider's rate limits; by default one for all clients of this process.
            observer: Records what answers had that the description does not know: names and counts, in
                a file.
            strict_answers: Whether an answer that differs from its description is a DecodeError,
                although the call was carried out; by default what differs is kept as it came and noted
                in `response_of(result).notes`.

        Raises:
            ConfigurationError: The environment is unknown, or a key belongs to another one.
        """
        super().__init__(
            API,
            {
                "api_key": api_key,
            },
            environment=environment,
            base_url=base_url,
            timeout=timeout,
            retries=retries,
            max_answer_bytes=max_answer_bytes,
            headers=headers,
            transport=transport,
            http_client=http_client,
            verify=verify,
            proxy=proxy,
            max_connections=max_connections,
            on_response=on_response,
            limiter=limiter,
            observer=observer,
            strict_answers=strict_answers,
        )

    @cached_property
    def scans(self) -> ScansResource:
        """Scans."""
        from .resources.scans import ScansResource

        return ScansResource(self)

    @cached_property
    def reports(self) -> ReportsResource:
        """Reports."""
        from .resources.reports import ReportsResource

        return ReportsResource(self)


class AsyncFourth(AsyncClient):
    """Fourth, for asyncio.

    Stores scans and reports.
    Use it as an async context manager or call `aclose()`; one event loop at a time.
    """

    _api = API

    def __init__(
        self,
        *,
        api_key: str | None = None,
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
        max_connections: int = 100,
        on_response: Callable[[ResponseInfo], object] | None = None,
        limiter: Limiter | None = None,
        observer: Observer | None = None,
        strict_answers: bool = False,
    ) -> None:
        """Args:
            api_key: The API key. By default from FOURTH_KEY.
            environment: One of production. By default production.
            base_url: Another address of the API, its path included. By default FOURTH_BASE_URL, else
                the environment's.
            timeout: Seconds for each phase of a request, or a Timeout with a deadline.
            retries: How often a failed call is repeated where that is harmless; 2 by default.
            max_answer_bytes: Size up to which an answer is read into memory, decompressed; 64 MiB by
                default. Saved files may be larger.
            headers: Headers of every request.
            transport: Another transport than httpx's.
            http_client: A client of httpx or httpx2 to send with; its owner closes it.
            verify: A CA bundle, an SSL context, or False to check no certificate.
            proxy: Address of a proxy; by default those of the system's environment variables.
            max_connections: How many connections to an origin may be open at once, at least 1, 100 by
                default; further calls wait for a free one, as long as the pool timeout allows. An
                http_client has its own limits.
            on_response: Called with status, headers and timing of every answer.
            limiter: Keeps the provider's rate limits; by default one for all clients of this process.
            observer: Records what answers had that the description does not know: names and counts, in
                a file.
            strict_answers: Whether an answer that differs from its description is a DecodeError,
                although the call was carried out; by default what differs is kept as it came and noted
                in `response_of(result).notes`.

        Raises:
            ConfigurationError: The environment is unknown, or a key belongs to another one.
        """
        super().__init__(
            API,
            {
                "api_key": api_key,
            },
            environment=environment,
            base_url=base_url,
            timeout=timeout,
            retries=retries,
            max_answer_bytes=max_answer_bytes,
            headers=headers,
            transport=transport,
            http_client=http_client,
            verify=verify,
            proxy=proxy,
            max_connections=max_connections,
            on_response=on_response,
            limiter=limiter,
            observer=observer,
            strict_answers=strict_answers,
        )

    @cached_property
    def scans(self) -> AsyncScansResource:
        """Scans."""
        from .resources.scans import AsyncScansResource

        return AsyncScansResource(self)

    @cached_property
    def reports(self) -> AsyncReportsResource:
        """Reports."""
        from .resources.reports import AsyncReportsResource

        return AsyncReportsResource(self)
