"""The clients of GalateaBio Ancestry."""

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
        Observer,
        ResponseInfo,
        State,
        Timeout,
        Transport,
    )

    from .resources.auth import AsyncAuthResource, AuthResource
    from .resources.files import AsyncFilesResource, FilesResource
    from .resources.orders import AsyncOrdersResource, OrdersResource
    from .resources.organizations import AsyncOrganizationsResource, OrganizationsResource
    from .resources.results import AsyncResultsResource, ResultsResource
    from .resources.tags import AsyncTagsResource, TagsResource
    from .resources.users import AsyncUsersResource, UsersResource


class Galatea(Client):
    """GalateaBio Ancestry, blocking.

    Upload a genotype or genome file, wait until the service has validated it, order one of your organisation's models on it, wait for the order and download its results: tables of ancestry labels, PDF reports, polygenic risk data. The platform behind it is called Octopod.
    May be used from many threads; use it as a context manager or call `close()`.
    """

    _api = API

    def __init__(
        self,
        *,
        api_key: str | None = None,
        email: str | None = None,
        password: str | None = None,
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
        state: State | None = None,
        budget: Budget | None = None,
        observer: Observer | None = None,
        strict_answers: bool = False,
    ) -> None:
        """Args:
            api_key: API key of your organisation, or an access token. By default from GALATEA_API_KEY.
            email: Email of the account, to log in with instead of a key. By default from GALATEA_EMAIL.
            password: Password of the account, to log in with instead of a key. By default from
                GALATEA_PASSWORD.
            environment: One of production, sandbox, development. By default GALATEA_ENVIRONMENT or
                production.
            base_url: Another address of the API, its path included. By default GALATEA_BASE_URL, else
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
            state: A file that remembers paid calls, so that a script that crashed and runs again pays
                once.
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
                "email": email,
                "password": password,
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
            state=state,
            budget=budget,
            observer=observer,
            strict_answers=strict_answers,
        )

    @cached_property
    def auth(self) -> AuthResource:
        """Log in with e-mail and password, renew the tokens, log out. Not needed with an API key."""
        from .resources.auth import AuthResource

        return AuthResource(self)

    @cached_property
    def users(self) -> UsersResource:
        """The account behind the credential and its organisation."""
        from .resources.users import UsersResource

        return UsersResource(self)

    @cached_property
    def files(self) -> FilesResource:
        """Source files, the genotype and genome data that orders run on."""
        from .resources.files import FilesResource

        return FilesResource(self)

    @cached_property
    def results(self) -> ResultsResource:
        """What a finished order produced, as files, as JSON and as PDF reports."""
        from .resources.results import ResultsResource

        return ResultsResource(self)

    @cached_property
    def orders(self) -> OrdersResource:
        """Runs of a model on a source file."""
        from .resources.orders import OrdersResource

        return OrdersResource(self)

    @cached_property
    def tags(self) -> TagsResource:
        """Labels of an organisation that group its orders."""
        from .resources.tags import TagsResource

        return TagsResource(self)

    @cached_property
    def organizations(self) -> OrganizationsResource:
        """The models that an organisation may order."""
        from .resources.organizations import OrganizationsResource

        return OrganizationsResource(self)


class AsyncGalatea(AsyncClient):
    """GalateaBio Ancestry, for asyncio.

    Upload a genotype or genome file, wait until the service has validated it, order one of your organisation's models on it, wait for the order and download its results: tables of ancestry labels, PDF reports, polygenic risk data. The platform behind it is called Octopod.
    Use it as an async context manager or call `aclose()`; one event loop at a time.
    """

    _api = API

    def __init__(
        self,
        *,
        api_key: str | None = None,
        email: str | None = None,
        password: str | None = None,
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
        state: State | None = None,
        budget: Budget | None = None,
        observer: Observer | None = None,
        strict_answers: bool = False,
    ) -> None:
        """Args:
            api_key: API key of your organisation, or an access token. By default from GALATEA_API_KEY.
            email: Email of the account, to log in with instead of a key. By default from GALATEA_EMAIL.
            password: Password of the account, to log in with instead of a key. By default from
                GALATEA_PASSWORD.
            environment: One of production, sandbox, development. By default GALATEA_ENVIRONMENT or
                production.
            base_url: Another address of the API, its path included. By default GALATEA_BASE_URL, else
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
            state: A file that remembers paid calls, so that a script that crashed and runs again pays
                once.
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
                "email": email,
                "password": password,
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
            state=state,
            budget=budget,
            observer=observer,
            strict_answers=strict_answers,
        )

    @cached_property
    def auth(self) -> AsyncAuthResource:
        """Log in with e-mail and password, renew the tokens, log out. Not needed with an API key."""
        from .resources.auth import AsyncAuthResource

        return AsyncAuthResource(self)

    @cached_property
    def users(self) -> AsyncUsersResource:
        """The account behind the credential and its organisation."""
        from .resources.users import AsyncUsersResource

        return AsyncUsersResource(self)

    @cached_property
    def files(self) -> AsyncFilesResource:
        """Source files, the genotype and genome data that orders run on."""
        from .resources.files import AsyncFilesResource

        return AsyncFilesResource(self)

    @cached_property
    def results(self) -> AsyncResultsResource:
        """What a finished order produced, as files, as JSON and as PDF reports."""
        from .resources.results import AsyncResultsResource

        return AsyncResultsResource(self)

    @cached_property
    def orders(self) -> AsyncOrdersResource:
        """Runs of a model on a source file."""
        from .resources.orders import AsyncOrdersResource

        return AsyncOrdersResource(self)

    @cached_property
    def tags(self) -> AsyncTagsResource:
        """Labels of an organisation that group its orders."""
        from .resources.tags import AsyncTagsResource

        return AsyncTagsResource(self)

    @cached_property
    def organizations(self) -> AsyncOrganizationsResource:
        """The models that an organisation may order."""
        from .resources.organizations import AsyncOrganizationsResource

        return AsyncOrganizationsResource(self)
