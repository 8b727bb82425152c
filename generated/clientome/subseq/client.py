"""The clients of subseq.bio."""

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
        Budget,
        Limiter,
        Observer,
        Payer,
        ResponseInfo,
        State,
        Timeout,
        Transport,
    )

    from .resources.account import AccountResource, AsyncAccountResource
    from .resources.auth import AsyncAuthResource, AuthResource
    from .resources.datasets import AsyncDatasetsResource, DatasetsResource
    from .resources.downloads import AsyncDownloadsResource, DownloadsResource
    from .resources.jobs import AsyncJobsResource, JobsResource
    from .resources.keys import AsyncKeysResource, KeysResource
    from .resources.payments import AsyncPaymentsResource, PaymentsResource
    from .resources.pipelines import AsyncPipelinesResource, PipelinesResource
    from .resources.programs import AsyncProgramsResource, ProgramsResource
    from .resources.projects import AsyncProjectsResource, ProjectsResource
    from .resources.service import AsyncServiceResource, ServiceResource
    from .resources.transactions import AsyncTransactionsResource, TransactionsResource


class Subseq(Client):
    """subseq.bio, blocking.

    Submit jobs and pipelines, keep datasets, fetch results, and manage projects, keys and credits. JSON answers are wrapped in `success`, `data` and `error`; downloads and the 402 answer are not. Times are epoch seconds, with one exception that says so. Sizes are bytes. Prices are in credits.
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
        state: State | None = None,
        payer: Payer | None = None,
        budget: Budget | None = None,
        observer: Observer | None = None,
        strict_answers: bool = False,
    ) -> None:
        """Args:
            api_key: Admin or client key. By default from SUBSEQ_API_KEY.
            environment: One of production. By default production.
            base_url: Another address of the API, its path included. By default SUBSEQ_BASE_URL, else
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
            state: A file that remembers paid calls, so that a script that crashed and runs again pays
                once.
            payer: Signs payments and says how much may be spent; without it nothing is ever paid.
            budget: Limits what is spent by calls that cost money, over all clients that share it.
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
            state=state,
            payer=payer,
            budget=budget,
            observer=observer,
            strict_answers=strict_answers,
        )

    @cached_property
    def jobs(self) -> JobsResource:
        """Runs of one program: submit, follow, cancel, repeat, fetch results."""
        from .resources.jobs import JobsResource

        return JobsResource(self)

    @cached_property
    def pipelines(self) -> PipelinesResource:
        """Chains of jobs in which each step takes the outputs of the one before."""
        from .resources.pipelines import PipelinesResource

        return PipelinesResource(self)

    @cached_property
    def datasets(self) -> DatasetsResource:
        """Named, versioned sets of files that jobs can use as input."""
        from .resources.datasets import DatasetsResource

        return DatasetsResource(self)

    @cached_property
    def downloads(self) -> DownloadsResource:
        """Links that let anyone who has them download, until they expire."""
        from .resources.downloads import DownloadsResource

        return DownloadsResource(self)

    @cached_property
    def projects(self) -> ProjectsResource:
        """Labels under which jobs, pipelines and datasets are filed."""
        from .resources.projects import ProjectsResource

        return ProjectsResource(self)

    @cached_property
    def programs(self) -> ProgramsResource:
        """What can be run, at which price and with which parameters."""
        from .resources.programs import ProgramsResource

        return ProgramsResource(self)

    @cached_property
    def service(self) -> ServiceResource:
        """Heartbeat and fees."""
        from .resources.service import ServiceResource

        return ServiceResource(self)

    @cached_property
    def auth(self) -> AuthResource:
        """Login by a code that comes by mail."""
        from .resources.auth import AuthResource

        return AuthResource(self)

    @cached_property
    def account(self) -> AccountResource:
        """The account behind the key."""
        from .resources.account import AccountResource

        return AccountResource(self)

    @cached_property
    def keys(self) -> KeysResource:
        """Client keys for scripts and services; handled with an admin key only."""
        from .resources.keys import KeysResource

        return KeysResource(self)

    @cached_property
    def payments(self) -> PaymentsResource:
        """Buying credits by card or with USDC."""
        from .resources.payments import PaymentsResource

        return PaymentsResource(self)

    @cached_property
    def transactions(self) -> TransactionsResource:
        """Payments that were made."""
        from .resources.transactions import TransactionsResource

        return TransactionsResource(self)


class AsyncSubseq(AsyncClient):
    """subseq.bio, for asyncio.

    Submit jobs and pipelines, keep datasets, fetch results, and manage projects, keys and credits. JSON answers are wrapped in `success`, `data` and `error`; downloads and the 402 answer are not. Times are epoch seconds, with one exception that says so. Sizes are bytes. Prices are in credits.
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
        state: State | None = None,
        payer: Payer | None = None,
        budget: Budget | None = None,
        observer: Observer | None = None,
        strict_answers: bool = False,
    ) -> None:
        """Args:
            api_key: Admin or client key. By default from SUBSEQ_API_KEY.
            environment: One of production. By default production.
            base_url: Another address of the API, its path included. By default SUBSEQ_BASE_URL, else
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
            state: A file that remembers paid calls, so that a script that crashed and runs again pays
                once.
            payer: Signs payments and says how much may be spent; without it nothing is ever paid.
            budget: Limits what is spent by calls that cost money, over all clients that share it.
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
            state=state,
            payer=payer,
            budget=budget,
            observer=observer,
            strict_answers=strict_answers,
        )

    @cached_property
    def jobs(self) -> AsyncJobsResource:
        """Runs of one program: submit, follow, cancel, repeat, fetch results."""
        from .resources.jobs import AsyncJobsResource

        return AsyncJobsResource(self)

    @cached_property
    def pipelines(self) -> AsyncPipelinesResource:
        """Chains of jobs in which each step takes the outputs of the one before."""
        from .resources.pipelines import AsyncPipelinesResource

        return AsyncPipelinesResource(self)

    @cached_property
    def datasets(self) -> AsyncDatasetsResource:
        """Named, versioned sets of files that jobs can use as input."""
        from .resources.datasets import AsyncDatasetsResource

        return AsyncDatasetsResource(self)

    @cached_property
    def downloads(self) -> AsyncDownloadsResource:
        """Links that let anyone who has them download, until they expire."""
        from .resources.downloads import AsyncDownloadsResource

        return AsyncDownloadsResource(self)

    @cached_property
    def projects(self) -> AsyncProjectsResource:
        """Labels under which jobs, pipelines and datasets are filed."""
        from .resources.projects import AsyncProjectsResource

        return AsyncProjectsResource(self)

    @cached_property
    def programs(self) -> AsyncProgramsResource:
        """What can be run, at which price and with which parameters."""
        from .resources.programs import AsyncProgramsResource

        return AsyncProgramsResource(self)

    @cached_property
    def service(self) -> AsyncServiceResource:
        """Heartbeat and fees."""
        from .resources.service import AsyncServiceResource

        return AsyncServiceResource(self)

    @cached_property
    def auth(self) -> AsyncAuthResource:
        """Login by a code that comes by mail."""
        from .resources.auth import AsyncAuthResource

        return AsyncAuthResource(self)

    @cached_property
    def account(self) -> AsyncAccountResource:
        """The account behind the key."""
        from .resources.account import AsyncAccountResource

        return AsyncAccountResource(self)

    @cached_property
    def keys(self) -> AsyncKeysResource:
        """Client keys for scripts and services; handled with an admin key only."""
        from .resources.keys import AsyncKeysResource

        return AsyncKeysResource(self)

    @cached_property
    def payments(self) -> AsyncPaymentsResource:
        """Buying credits by card or with USDC."""
        from .resources.payments import AsyncPaymentsResource

        return AsyncPaymentsResource(self)

    @cached_property
    def transactions(self) -> AsyncTransactionsResource:
        """Payments that were made."""
        from .resources.transactions import AsyncTransactionsResource

        return AsyncTransactionsResource(self)
