"""The clients of genome.computer."""

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

    from .resources.api_keys import ApiKeysResource, AsyncApiKeysResource
    from .resources.billing import AsyncBillingResource, BillingResource
    from .resources.contexts import AsyncContextsResource, ContextsResource
    from .resources.conversions import AsyncConversionsResource, ConversionsResource
    from .resources.genomes import AsyncGenomesResource, GenomesResource
    from .resources.interpretations import AsyncInterpretationsResource, InterpretationsResource
    from .resources.orders import AsyncOrdersResource, OrdersResource
    from .resources.panels import AsyncPanelsResource, PanelsResource
    from .resources.questions import AsyncQuestionsResource, QuestionsResource
    from .resources.staging import AsyncStagingResource, StagingResource
    from .resources.uploads import AsyncUploadsResource, UploadsResource
    from .resources.usage import AsyncUsageResource, UsageResource
    from .resources.webhooks import AsyncWebhooksResource, WebhooksResource


class GenomeComputer(Client):
    """genome.computer, blocking.

    genome.computer sells 30x whole-genome sequencing, turns finished runs or existing VCF files into hosted genomes, and builds bounded products from them: panels, answers and contexts.
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
        state: State | None = None,
        budget: Budget | None = None,
        observer: Observer | None = None,
        strict_answers: bool = False,
    ) -> None:
        """Args:
            api_key: API key of the organisation; its prefix must fit the environment. By default from
                GC_API_KEY.
            environment: One of production, staging. By default GC_ENVIRONMENT or production.
            base_url: Another address of the API, its path included. By default GC_BASE_URL, else the
                environment's.
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
    def orders(self) -> OrdersResource:
        """Sequencing orders, from the kit to the finished files."""
        from .resources.orders import OrdersResource

        return OrdersResource(self)

    @cached_property
    def uploads(self) -> UploadsResource:
        """Existing VCF files sent in, directly or through a signed upload."""
        from .resources.uploads import UploadsResource

        return UploadsResource(self)

    @cached_property
    def conversions(self) -> ConversionsResource:
        """Uploaded VCF files turned into .genome bundles."""
        from .resources.conversions import ConversionsResource

        return ConversionsResource(self)

    @cached_property
    def genomes(self) -> GenomesResource:
        """Hosted genomes, their files, retention and fresh interpretations."""
        from .resources.genomes import GenomesResource

        return GenomesResource(self)

    @cached_property
    def interpretations(self) -> InterpretationsResource:
        """Versioned interpretations of a hosted genome, their artifacts and what changed between versions."""
        from .resources.interpretations import InterpretationsResource

        return InterpretationsResource(self)

    @cached_property
    def panels(self) -> PanelsResource:
        """Curated panels, from the catalogue of definitions to the results built for one genome."""
        from .resources.panels import PanelsResource

        return PanelsResource(self)

    @cached_property
    def questions(self) -> QuestionsResource:
        """Bounded natural-language questions about one genome, and the stored answers."""
        from .resources.questions import QuestionsResource

        return QuestionsResource(self)

    @cached_property
    def contexts(self) -> ContextsResource:
        """Bounded structured contexts of one genome, for software that needs deterministic grounding."""
        from .resources.contexts import ContextsResource

        return ContextsResource(self)

    @cached_property
    def webhooks(self) -> WebhooksResource:
        """Endpoints that receive lifecycle events, and the events themselves."""
        from .resources.webhooks import WebhooksResource

        return WebhooksResource(self)

    @cached_property
    def usage(self) -> UsageResource:
        """Metered usage, event by event and by day."""
        from .resources.usage import UsageResource

        return UsageResource(self)

    @cached_property
    def billing(self) -> BillingResource:
        """Billing account, periods, charges and balance."""
        from .resources.billing import BillingResource

        return BillingResource(self)

    @cached_property
    def api_keys(self) -> ApiKeysResource:
        """API keys of the organisation. Keys can be listed and revoked here, not created."""
        from .resources.api_keys import ApiKeysResource

        return ApiKeysResource(self)

    @cached_property
    def staging(self) -> StagingResource:
        """Helpers that exist on staging only, for tests without a kit."""
        from .resources.staging import StagingResource

        return StagingResource(self)


class AsyncGenomeComputer(AsyncClient):
    """genome.computer, for asyncio.

    genome.computer sells 30x whole-genome sequencing, turns finished runs or existing VCF files into hosted genomes, and builds bounded products from them: panels, answers and contexts.
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
        state: State | None = None,
        budget: Budget | None = None,
        observer: Observer | None = None,
        strict_answers: bool = False,
    ) -> None:
        """Args:
            api_key: API key of the organisation; its prefix must fit the environment. By default from
                GC_API_KEY.
            environment: One of production, staging. By default GC_ENVIRONMENT or production.
            base_url: Another address of the API, its path included. By default GC_BASE_URL, else the
                environment's.
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
    def orders(self) -> AsyncOrdersResource:
        """Sequencing orders, from the kit to the finished files."""
        from .resources.orders import AsyncOrdersResource

        return AsyncOrdersResource(self)

    @cached_property
    def uploads(self) -> AsyncUploadsResource:
        """Existing VCF files sent in, directly or through a signed upload."""
        from .resources.uploads import AsyncUploadsResource

        return AsyncUploadsResource(self)

    @cached_property
    def conversions(self) -> AsyncConversionsResource:
        """Uploaded VCF files turned into .genome bundles."""
        from .resources.conversions import AsyncConversionsResource

        return AsyncConversionsResource(self)

    @cached_property
    def genomes(self) -> AsyncGenomesResource:
        """Hosted genomes, their files, retention and fresh interpretations."""
        from .resources.genomes import AsyncGenomesResource

        return AsyncGenomesResource(self)

    @cached_property
    def interpretations(self) -> AsyncInterpretationsResource:
        """Versioned interpretations of a hosted genome, their artifacts and what changed between versions."""
        from .resources.interpretations import AsyncInterpretationsResource

        return AsyncInterpretationsResource(self)

    @cached_property
    def panels(self) -> AsyncPanelsResource:
        """Curated panels, from the catalogue of definitions to the results built for one genome."""
        from .resources.panels import AsyncPanelsResource

        return AsyncPanelsResource(self)

    @cached_property
    def questions(self) -> AsyncQuestionsResource:
        """Bounded natural-language questions about one genome, and the stored answers."""
        from .resources.questions import AsyncQuestionsResource

        return AsyncQuestionsResource(self)

    @cached_property
    def contexts(self) -> AsyncContextsResource:
        """Bounded structured contexts of one genome, for software that needs deterministic grounding."""
        from .resources.contexts import AsyncContextsResource

        return AsyncContextsResource(self)

    @cached_property
    def webhooks(self) -> AsyncWebhooksResource:
        """Endpoints that receive lifecycle events, and the events themselves."""
        from .resources.webhooks import AsyncWebhooksResource

        return AsyncWebhooksResource(self)

    @cached_property
    def usage(self) -> AsyncUsageResource:
        """Metered usage, event by event and by day."""
        from .resources.usage import AsyncUsageResource

        return AsyncUsageResource(self)

    @cached_property
    def billing(self) -> AsyncBillingResource:
        """Billing account, periods, charges and balance."""
        from .resources.billing import AsyncBillingResource

        return AsyncBillingResource(self)

    @cached_property
    def api_keys(self) -> AsyncApiKeysResource:
        """API keys of the organisation. Keys can be listed and revoked here, not created."""
        from .resources.api_keys import AsyncApiKeysResource

        return AsyncApiKeysResource(self)

    @cached_property
    def staging(self) -> AsyncStagingResource:
        """Helpers that exist on staging only, for tests without a kit."""
        from .resources.staging import AsyncStagingResource

        return AsyncStagingResource(self)
