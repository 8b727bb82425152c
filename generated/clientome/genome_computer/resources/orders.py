"""Sequencing orders, from the kit to the finished files."""

from __future__ import annotations

import builtins
import os
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from clientome._runtime.generated import (
    AsyncPage,
    AsyncResource,
    Page,
    Progress,
    RequestOptions,
    Resource,
)

from .. import models
from ..operations import orders as operations

if TYPE_CHECKING:
    from clientome._runtime.generated import Waited


class OrdersResource(Resource):
    """Sequencing orders, from the kit to the finished files."""

    def list(
        self,
        *,
        status: models.OrderStatusInput | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> Page[models.OrderSummary]:
        """List recent orders.

        Returns the most recent orders, at most `limit` of them. There is no cursor: what lies beyond
        the limit can only be reached by filtering on `status`. The order of the list is not documented;
        newest first is likely.

        The list sits in `data`, says an older edition of the reference; the current one prints no body.

        Scope: orders:read.

        Endpoint: ``GET /v1/orders``

        Args:
            status: Only orders that have this status now. One of created, payment_pending, paid,
                kit_preparing, kit_shipped, kit_delivered, sample_registered, sample_returned,
                sample_received, lab_processing, sequencing, bioinformatics_processing,
                genome_bundle_generating, completed, failed, cancelled.
            limit: Most orders to return. The range comes from an older edition of the reference. At
                least 1; at most 100; the provider's default is 50.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Recent orders.

        Raises:
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key lacks the scope of the operation. Not printed by the
                provider, yet every operation needs a scope.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return self._page(
            operations.LIST,
            {
                "status": status,
                "limit": limit,
            },
            options,
        )

    def create(
        self,
        *,
        type: Literal["wgs_30x"],
        idempotency_key: str | None = None,
        client_name: str | None = None,
        user_reference: str | None = None,
        retention: models.RetentionInput | None = None,
        deliverables: Sequence[models.DeliverableInput] | None = None,
        customer: models.Customer | Mapping[str, object] | None = None,
        shipping_address: models.ShippingAddress | Mapping[str, object] | None = None,
        shipping: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> models.Order:
        """Order a genome.

        Places an order for whole-genome sequencing at 30x and returns it with the code and page for
        activating the kit. In production this costs money: price, shipping fee and total are in the
        answer, in cents.

        `Idempotency-Key` makes a repeat safe: the same key with the same body gives the first order
        again. Production refuses an order without one. What the same key with another body does is not
        documented. Status 201 is taken to mean a new order and 200 the replay of an earlier one; the
        body is the same.

        A 400 means that a field is missing or not acceptable.

        This call can cost money. It is retried under one idempotency key, made once per call. The
        answer is waited for up to 300 s, unless you set a read timeout. Scope: orders:write.

        Endpoint: ``POST /v1/orders``

        Args:
            type: Assay. Only whole-genome sequencing at 30x is sold. One of wgs_30x.
            idempotency_key: Key of this logical order, at most one order per key. Required in
                production, optional on staging. The SDK makes one where none is given. Made by the SDK
                when left out; at least 1 characters.
            client_name: Label of the end customer, for dashboards.
            user_reference: Your own id for the order. It comes back in reads and webhook deliveries.
            retention: How long sequencing artifacts are kept. One of delete_after_30_days,
                hosted_runtime.
            deliverables: Kinds of files to deliver; all three when left out. The provider's default is
                ['genome_bundle', 'vcf', 'fastq'].
            customer: The person who receives the kit.
            shipping_address: Where the kit goes. The provider accepts several spellings of the same
                thing; the snake_case ones are preferred here, the others are deprecated. Which fields
                are required is not documented.
            shipping: Further shipping data of any shape; the provider merges it into what it hands to
                the carrier.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            An order placed earlier with the same idempotency key and body.

        Raises:
            BadRequestError: 400: The request is not acceptable; the operation's description says what
                is known of the reasons.
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key lacks the scope of the operation. Not printed by the
                provider, yet every operation needs a scope.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return self._call(
            operations.CREATE,
            {
                "type": type,
                "idempotency_key": idempotency_key,
                "client_name": client_name,
                "user_reference": user_reference,
                "retention": retention,
                "deliverables": deliverables,
                "customer": customer,
                "shipping_address": shipping_address,
                "shipping": shipping,
            },
            options,
        )

    def get(
        self,
        *,
        order_id: str,
        options: RequestOptions | None = None,
    ) -> models.Order:
        """Read one order.

        Returns the order with its status, activation details, prices in cents and, once there is one,
        the id of the hosted genome. From kit to genome takes weeks, so poll seldom or register a
        webhook. 404 for an unknown order.

        Scope: orders:read.

        Endpoint: ``GET /v1/orders/{orderId}``

        Args:
            order_id: Public id of an order; starts with `ord_`. At least 1 characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The order.

        Raises:
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key lacks the scope of the operation. Not printed by the
                provider, yet every operation needs a scope.
            NotFoundError: 404: No such thing, or not one of this organisation.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return self._call(
            operations.GET,
            {
                "order_id": order_id,
            },
            options,
        )

    def list_events(
        self,
        *,
        order_id: str,
        options: RequestOptions | None = None,
    ) -> Page[models.OrderEvent]:
        """List the events of an order.

        Returns the steps that the order has gone through. All of them come in one answer. 404 for an
        unknown order.

        The list sits in `data`, says an older edition of the reference; the current one prints no body.

        Scope: orders:read.

        Endpoint: ``GET /v1/orders/{orderId}/events``

        Args:
            order_id: Public id of an order; starts with `ord_`. At least 1 characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Events of the order.

        Raises:
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key lacks the scope of the operation. Not printed by the
                provider, yet every operation needs a scope.
            NotFoundError: 404: No such thing, or not one of this organisation.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return self._page(
            operations.LIST_EVENTS,
            {
                "order_id": order_id,
            },
            options,
        )

    def get_files(
        self,
        *,
        order_id: str,
        options: RequestOptions | None = None,
    ) -> models.FileLinks:
        """Get links to the finished files.

        Returns signed links to the deliverables of a completed order: .genome bundle, VCF, FASTQ, as
        ordered. How long a link lives is not documented; fetch it right before the download. The body
        is not documented either.

        400 is documented without a reason, probably an order that is not completed; 404 for an unknown
        order.

        Scope: orders:read.

        Endpoint: ``GET /v1/orders/{orderId}/files``

        Args:
            order_id: Public id of an order; starts with `ord_`. At least 1 characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Signed links.

        Raises:
            BadRequestError: 400: The request is not acceptable; the operation's description says what
                is known of the reasons.
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key lacks the scope of the operation. Not printed by the
                provider, yet every operation needs a scope.
            NotFoundError: 404: No such thing, or not one of this organisation.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return self._call(
            operations.GET_FILES,
            {
                "order_id": order_id,
            },
            options,
        )

    def get_shipment(
        self,
        *,
        order_id: str,
        options: RequestOptions | None = None,
    ) -> models.Shipment:
        """Track the kit of an order.

        Returns carrier, tracking number, tracking page and state of the shipment, as far as they exist
        yet. The field names come from an older edition of the reference. 404 for an unknown order.

        Scope: orders:read.

        Endpoint: ``GET /v1/orders/{orderId}/shipment``

        Args:
            order_id: Public id of an order; starts with `ord_`. At least 1 characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Carrier and tracking.

        Raises:
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key lacks the scope of the operation. Not printed by the
                provider, yet every operation needs a scope.
            NotFoundError: 404: No such thing, or not one of this organisation.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return self._call(
            operations.GET_SHIPMENT,
            {
                "order_id": order_id,
            },
            options,
        )

    def wait(
        self,
        *,
        order_id: str,
        timeout: float | None = None,
        accept: Iterable[str] = (),
        on_progress: Callable[[models.Order], object] | None = None,
        options: RequestOptions | None = None,
    ) -> models.Order:
        """Waits until the order is completed and returns it. An order that failed or was cancelled is a failure. Real orders take weeks: rather than keep a process alive, store the order id and wait again later.

        Polls every 30 s at first and every 3600 s at last; in states that take long every 21600 s. After a restart,
        call it again with the same id to go on waiting.

        Endpoint: ``GET /v1/orders/{orderId}``

        Args:
            order_id: Public id of an order; starts with `ord_`. At least 1 characters.
            timeout: Seconds to wait at most; 5.184e+06 when left out.
            accept: Further states that end the wait well, such as ``['cancelled']``.
            on_progress: Called with the newest state, first and on each change.
            options: Timeouts, retries, headers and hooks of this call.

        Raises:
            WaitFailed: It ended in a state that is a failure; the provider's reason is in the error.
            WaitTimeout: The time ran out; the last state is in the error.
        """
        return self._run(
            self._wait(
                operations.GET_WAIT,
                {
                    "order_id": order_id,
                },
                timeout=timeout,
                accept=accept,
                on_progress=on_progress,
                options=options,
            )
        )

    def wait_many(
        self,
        *,
        order_ids: Iterable[str],
        timeout: float | None = None,
        accept: Iterable[str] = (),
        on_progress: Callable[[str, models.Order], object] | None = None,
        options: RequestOptions | None = None,
    ) -> Iterator[Waited[models.Order]]:
        """Waits for many at once and yields each as it finishes: Waits until the order is completed and returns it. An order that failed or was cancelled is a failure. Real orders take weeks: rather than keep a process alive, store the order id and wait again later.

        Polls every 30 s at first and every 3600 s at last; in states that take long every 21600 s. One request
        at a time, whatever the number. What fails is yielded with its error and does not end the others.

        Endpoint: ``GET /v1/orders/{orderId}``

        Args:
            order_ids: Each as `order_id` of the method for one.
            timeout: Seconds to wait at most; 5.184e+06 when left out.
            accept: Further states that end the wait well, such as ``['cancelled']``.
            on_progress: Called with an id and its newest state, first and on each change.
            options: Timeouts, retries, headers and hooks of this call.

        Yields:
            Waited: `argument` is the id; `unwrap()` gives the result or raises the error.
        """
        return self._each(
            self._wait_many(
                operations.GET_WAIT,
                "order_id",
                order_ids,
                timeout=timeout,
                accept=accept,
                on_progress=on_progress,
                options=options,
            )
        )

    def download_files(
        self,
        target: str | os.PathLike[str],
        *,
        order_id: str,
        parallel: int = 4,
        overwrite: bool = False,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> builtins.list[Path]:
        """Download what the links of `get_files` lead to.

        The file appears when it is complete and right; a broken download goes on by itself, and in a later
        call where it can. Size and digest are checked wherever they are known.

        Scope: orders:read.

        Endpoint: ``GET /v1/orders/{orderId}/files``

        Args:
            target: A folder that exists; relative paths of the files are made below it.
            order_id: Public id of an order; starts with `ord_`. At least 1 characters.
            parallel: Files at a time.
            overwrite: Replace a file that is there already.
            on_progress: Called with the bytes so far and the size of the whole, None where it is not
                known.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The paths of the files.

        Raises:
            IntegrityError: What came is not what was announced; nothing is kept.
            FileExistsError: The file is there already, and overwriting was not asked for.
            OSError: The file cannot be written; what has arrived is kept where it can be continued.

        Refusals are those of `get_files`.
        """
        return self._save_all(
            self._download_links(
                operations.DOWNLOAD_FILES,
                {
                    "order_id": order_id,
                },
                target,
                parallel=parallel,
                overwrite=overwrite,
                on_progress=on_progress,
                options=options,
            )
        )


class AsyncOrdersResource(AsyncResource):
    """Sequencing orders, from the kit to the finished files."""

    async def list(
        self,
        *,
        status: models.OrderStatusInput | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncPage[models.OrderSummary]:
        """List recent orders.

        Returns the most recent orders, at most `limit` of them. There is no cursor: what lies beyond
        the limit can only be reached by filtering on `status`. The order of the list is not documented;
        newest first is likely.

        The list sits in `data`, says an older edition of the reference; the current one prints no body.

        Scope: orders:read.

        Endpoint: ``GET /v1/orders``

        Args:
            status: Only orders that have this status now. One of created, payment_pending, paid,
                kit_preparing, kit_shipped, kit_delivered, sample_registered, sample_returned,
                sample_received, lab_processing, sequencing, bioinformatics_processing,
                genome_bundle_generating, completed, failed, cancelled.
            limit: Most orders to return. The range comes from an older edition of the reference. At
                least 1; at most 100; the provider's default is 50.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Recent orders.

        Raises:
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key lacks the scope of the operation. Not printed by the
                provider, yet every operation needs a scope.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return await self._page(
            operations.LIST,
            {
                "status": status,
                "limit": limit,
            },
            options,
        )

    async def create(
        self,
        *,
        type: Literal["wgs_30x"],
        idempotency_key: str | None = None,
        client_name: str | None = None,
        user_reference: str | None = None,
        retention: models.RetentionInput | None = None,
        deliverables: Sequence[models.DeliverableInput] | None = None,
        customer: models.Customer | Mapping[str, object] | None = None,
        shipping_address: models.ShippingAddress | Mapping[str, object] | None = None,
        shipping: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> models.Order:
        """Order a genome.

        Places an order for whole-genome sequencing at 30x and returns it with the code and page for
        activating the kit. In production this costs money: price, shipping fee and total are in the
        answer, in cents.

        `Idempotency-Key` makes a repeat safe: the same key with the same body gives the first order
        again. Production refuses an order without one. What the same key with another body does is not
        documented. Status 201 is taken to mean a new order and 200 the replay of an earlier one; the
        body is the same.

        A 400 means that a field is missing or not acceptable.

        This call can cost money. It is retried under one idempotency key, made once per call. The
        answer is waited for up to 300 s, unless you set a read timeout. Scope: orders:write.

        Endpoint: ``POST /v1/orders``

        Args:
            type: Assay. Only whole-genome sequencing at 30x is sold. One of wgs_30x.
            idempotency_key: Key of this logical order, at most one order per key. Required in
                production, optional on staging. The SDK makes one where none is given. Made by the SDK
                when left out; at least 1 characters.
            client_name: Label of the end customer, for dashboards.
            user_reference: Your own id for the order. It comes back in reads and webhook deliveries.
            retention: How long sequencing artifacts are kept. One of delete_after_30_days,
                hosted_runtime.
            deliverables: Kinds of files to deliver; all three when left out. The provider's default is
                ['genome_bundle', 'vcf', 'fastq'].
            customer: The person who receives the kit.
            shipping_address: Where the kit goes. The provider accepts several spellings of the same
                thing; the snake_case ones are preferred here, the others are deprecated. Which fields
                are required is not documented.
            shipping: Further shipping data of any shape; the provider merges it into what it hands to
                the carrier.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            An order placed earlier with the same idempotency key and body.

        Raises:
            BadRequestError: 400: The request is not acceptable; the operation's description says what
                is known of the reasons.
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key lacks the scope of the operation. Not printed by the
                provider, yet every operation needs a scope.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return await self._call(
            operations.CREATE,
            {
                "type": type,
                "idempotency_key": idempotency_key,
                "client_name": client_name,
                "user_reference": user_reference,
                "retention": retention,
                "deliverables": deliverables,
                "customer": customer,
                "shipping_address": shipping_address,
                "shipping": shipping,
            },
            options,
        )

    async def get(
        self,
        *,
        order_id: str,
        options: RequestOptions | None = None,
    ) -> models.Order:
        """Read one order.

        Returns the order with its status, activation details, prices in cents and, once there is one,
        the id of the hosted genome. From kit to genome takes weeks, so poll seldom or register a
        webhook. 404 for an unknown order.

        Scope: orders:read.

        Endpoint: ``GET /v1/orders/{orderId}``

        Args:
            order_id: Public id of an order; starts with `ord_`. At least 1 characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The order.

        Raises:
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key lacks the scope of the operation. Not printed by the
                provider, yet every operation needs a scope.
            NotFoundError: 404: No such thing, or not one of this organisation.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return await self._call(
            operations.GET,
            {
                "order_id": order_id,
            },
            options,
        )

    async def list_events(
        self,
        *,
        order_id: str,
        options: RequestOptions | None = None,
    ) -> AsyncPage[models.OrderEvent]:
        """List the events of an order.

        Returns the steps that the order has gone through. All of them come in one answer. 404 for an
        unknown order.

        The list sits in `data`, says an older edition of the reference; the current one prints no body.

        Scope: orders:read.

        Endpoint: ``GET /v1/orders/{orderId}/events``

        Args:
            order_id: Public id of an order; starts with `ord_`. At least 1 characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Events of the order.

        Raises:
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key lacks the scope of the operation. Not printed by the
                provider, yet every operation needs a scope.
            NotFoundError: 404: No such thing, or not one of this organisation.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return await self._page(
            operations.LIST_EVENTS,
            {
                "order_id": order_id,
            },
            options,
        )

    async def get_files(
        self,
        *,
        order_id: str,
        options: RequestOptions | None = None,
    ) -> models.FileLinks:
        """Get links to the finished files.

        Returns signed links to the deliverables of a completed order: .genome bundle, VCF, FASTQ, as
        ordered. How long a link lives is not documented; fetch it right before the download. The body
        is not documented either.

        400 is documented without a reason, probably an order that is not completed; 404 for an unknown
        order.

        Scope: orders:read.

        Endpoint: ``GET /v1/orders/{orderId}/files``

        Args:
            order_id: Public id of an order; starts with `ord_`. At least 1 characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Signed links.

        Raises:
            BadRequestError: 400: The request is not acceptable; the operation's description says what
                is known of the reasons.
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key lacks the scope of the operation. Not printed by the
                provider, yet every operation needs a scope.
            NotFoundError: 404: No such thing, or not one of this organisation.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return await self._call(
            operations.GET_FILES,
            {
                "order_id": order_id,
            },
            options,
        )

    async def get_shipment(
        self,
        *,
        order_id: str,
        options: RequestOptions | None = None,
    ) -> models.Shipment:
        """Track the kit of an order.

        Returns carrier, tracking number, tracking page and state of the shipment, as far as they exist
        yet. The field names come from an older edition of the reference. 404 for an unknown order.

        Scope: orders:read.

        Endpoint: ``GET /v1/orders/{orderId}/shipment``

        Args:
            order_id: Public id of an order; starts with `ord_`. At least 1 characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Carrier and tracking.

        Raises:
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key lacks the scope of the operation. Not printed by the
                provider, yet every operation needs a scope.
            NotFoundError: 404: No such thing, or not one of this organisation.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return await self._call(
            operations.GET_SHIPMENT,
            {
                "order_id": order_id,
            },
            options,
        )

    async def wait(
        self,
        *,
        order_id: str,
        timeout: float | None = None,
        accept: Iterable[str] = (),
        on_progress: Callable[[models.Order], object] | None = None,
        options: RequestOptions | None = None,
    ) -> models.Order:
        """Waits until the order is completed and returns it. An order that failed or was cancelled is a failure. Real orders take weeks: rather than keep a process alive, store the order id and wait again later.

        Polls every 30 s at first and every 3600 s at last; in states that take long every 21600 s. After a restart,
        call it again with the same id to go on waiting.

        Endpoint: ``GET /v1/orders/{orderId}``

        Args:
            order_id: Public id of an order; starts with `ord_`. At least 1 characters.
            timeout: Seconds to wait at most; 5.184e+06 when left out.
            accept: Further states that end the wait well, such as ``['cancelled']``.
            on_progress: Called with the newest state, first and on each change.
            options: Timeouts, retries, headers and hooks of this call.

        Raises:
            WaitFailed: It ended in a state that is a failure; the provider's reason is in the error.
            WaitTimeout: The time ran out; the last state is in the error.
        """
        return await self._run(
            self._wait(
                operations.GET_WAIT,
                {
                    "order_id": order_id,
                },
                timeout=timeout,
                accept=accept,
                on_progress=on_progress,
                options=options,
            )
        )

    def wait_many(
        self,
        *,
        order_ids: Iterable[str],
        timeout: float | None = None,
        accept: Iterable[str] = (),
        on_progress: Callable[[str, models.Order], object] | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncIterator[Waited[models.Order]]:
        """Waits for many at once and yields each as it finishes: Waits until the order is completed and returns it. An order that failed or was cancelled is a failure. Real orders take weeks: rather than keep a process alive, store the order id and wait again later.

        Polls every 30 s at first and every 3600 s at last; in states that take long every 21600 s. One request
        at a time, whatever the number. What fails is yielded with its error and does not end the others.

        Endpoint: ``GET /v1/orders/{orderId}``

        Args:
            order_ids: Each as `order_id` of the method for one.
            timeout: Seconds to wait at most; 5.184e+06 when left out.
            accept: Further states that end the wait well, such as ``['cancelled']``.
            on_progress: Called with an id and its newest state, first and on each change.
            options: Timeouts, retries, headers and hooks of this call.

        Yields:
            Waited: `argument` is the id; `unwrap()` gives the result or raises the error.
        """
        return self._each(
            self._wait_many(
                operations.GET_WAIT,
                "order_id",
                order_ids,
                timeout=timeout,
                accept=accept,
                on_progress=on_progress,
                options=options,
            )
        )

    async def download_files(
        self,
        target: str | os.PathLike[str],
        *,
        order_id: str,
        parallel: int = 4,
        overwrite: bool = False,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> builtins.list[Path]:
        """Download what the links of `get_files` lead to.

        The file appears when it is complete and right; a broken download goes on by itself, and in a later
        call where it can. Size and digest are checked wherever they are known.

        Scope: orders:read.

        Endpoint: ``GET /v1/orders/{orderId}/files``

        Args:
            target: A folder that exists; relative paths of the files are made below it.
            order_id: Public id of an order; starts with `ord_`. At least 1 characters.
            parallel: Files at a time.
            overwrite: Replace a file that is there already.
            on_progress: Called with the bytes so far and the size of the whole, None where it is not
                known.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The paths of the files.

        Raises:
            IntegrityError: What came is not what was announced; nothing is kept.
            FileExistsError: The file is there already, and overwriting was not asked for.
            OSError: The file cannot be written; what has arrived is kept where it can be continued.

        Refusals are those of `get_files`.
        """
        return await self._save_all(
            self._download_links(
                operations.DOWNLOAD_FILES,
                {
                    "order_id": order_id,
                },
                target,
                parallel=parallel,
                overwrite=overwrite,
                on_progress=on_progress,
                options=options,
            )
        )
