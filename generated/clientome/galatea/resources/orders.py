"""Runs of a model on a source file."""

from __future__ import annotations

import builtins
import datetime
import uuid
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from clientome._runtime.generated import (
    AsyncPage,
    AsyncResource,
    Page,
    RequestOptions,
    Resource,
)

from .. import models
from ..operations import orders as operations

if TYPE_CHECKING:
    from clientome._runtime.generated import Waited


class OrdersResource(Resource):
    """Runs of a model on a source file."""

    def list(
        self,
        *,
        page: int | None = None,
        page_size: int | None = None,
        filter: str | None = None,
        status: models.OrderStatusInput | None = None,
        status_group: models.OrderStatusGroup | None = None,
        tags_ids: Sequence[uuid.UUID | str] | None = None,
        type: models.OrderTypeInput | None = None,
        model_name: str | None = None,
        model_api_name: models.ModelApiName | None = None,
        org_names: Sequence[str] | None = None,
        min_date: datetime.date | str | None = None,
        max_date: datetime.date | str | None = None,
        orders_ids: Sequence[uuid.UUID | str] | None = None,
        options: RequestOptions | None = None,
    ) -> Page[models.Order]:
        """List and search orders.

        Lists the orders of your organisation. There is no call for a single order: search for its id
        with `filter`, which also takes the id or the name of a source file.

        Endpoint: ``GET /exec/orders``

        Args:
            page: Number of the page, from 1. Left out, the first page is returned. At least 1.
            page_size: Items per page. Neither a default nor a maximum is documented; the official
                client asks for 10, samples of the documentation for 1000. At least 1.
            filter: Only the order with this id, or the orders on the source file of this id or name. At
                least 1 characters.
            status: Only orders in this status. One of Registered, Preparing, Submitted, Running, Model
                completed, Completed, Failed, Canceled, Canceling, Making report, Collecting report
                results, Reports failed, QC failed.
            status_group: Only orders in this phase. One of initializing, running, completed, failed.
            tags_ids: Only orders with these tags. Sent with commas in between.
            type: Only orders on this kind of data. One of GNT, WGS, EXTERNAL.
            model_name: Only orders of the model of this name.
            model_api_name: Only orders of this family of models. One of skywalker, hutt, palpatine,
                vader, mysterio.
            org_names: Only orders of organisations with these names; of use to administrators of
                several. Sent with commas in between, so that a name with a comma cannot be asked for.
            min_date: Only orders of this day or later.
            max_date: Only orders of this day or earlier.
            orders_ids: Only the orders with these ids. Sent with commas in between.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            A page of orders.

        Raises:
            AuthenticationError: 401: No credential came with the request, or it is wrong or has
                expired.
            PermissionDeniedError: 403: The credential is good but this is reserved, for example for
                administrators.
            InternalServerError: 500: The service failed. Try again later.
            ServiceUnavailableError: 503: The service is down for a while, for example for maintenance.
                Try again later.
        """
        return self._page(
            operations.LIST,
            {
                "page": page,
                "page_size": page_size,
                "filter": filter,
                "status": status,
                "status_group": status_group,
                "tags_ids": tags_ids,
                "type": type,
                "model_name": model_name,
                "model_api_name": model_api_name,
                "org_names": org_names,
                "min_date": min_date,
                "max_date": max_date,
                "orders_ids": orders_ids,
            },
            options,
        )

    def submit(
        self,
        *,
        source_file_id: uuid.UUID | str,
        model_name: str,
        tags_ids: Sequence[uuid.UUID | str] | None = None,
        pdf_report_types: Sequence[models.PrsReportType] | None = None,
        pdf_metadata: models.PdfMetadataInput | Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> models.Order:
        """Order a model on a source file.

        Submits an order and returns it as `Registered`; it then runs on its own. The source file must
        be `VALID`. Which models you may order stands in the organisation of `users.me`.

        A model that makes ancestry reports needs `pdf_metadata.patient_name`; whether a model does
        cannot be seen from its arguments, so the service is the one to refuse. A model that makes
        polygenic risk reports takes `pdf_report_types`; with one of the two cancer reports
        `pdf_metadata.sex` is required.

        An order uses up credits, and the service has no protection against a repeat: sending the same
        order again makes another one. This call is therefore never repeated by itself. After a lost
        answer, look with `orders.list` and the id of the file whether the order exists.

        This call can cost money. It is never sent again once a byte of it has left. With a `state` the
        client looks where an answer was lost: it returns what was carried out, and sends again what is
        not there after 60 s. The answer is waited for up to 300 s, unless you set a read timeout.

        Endpoint: ``POST /exec/orders``

        Args:
            source_file_id: Id of a source file that is `VALID`.
            model_name: Name of one of your organisation's models. At least 1 characters.
            tags_ids: Ids of the tags that the order gets.
            pdf_report_types: The polygenic risk reports to make, for models that can.
            pdf_metadata: What the PDF reports print about the person and the sample.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The new order, bare or as the only element of a list. When the status is 200 and when 201 is
            not documented.

        Raises:
            BadRequestError: 400: The request is malformed or a value in it was refused.
            AuthenticationError: 401: No credential came with the request, or it is wrong or has
                expired.
            PermissionDeniedError: 403: The credential is good but this is reserved, for example for
                administrators.
            UnprocessableEntityError: 422: The request is well formed but what it says cannot be carried
                out.
            InternalServerError: 500: The service failed. Try again later.
            ServiceUnavailableError: 503: The service is down for a while, for example for maintenance.
                Try again later.
        """
        return self._call(
            operations.SUBMIT,
            {
                "source_file_id": source_file_id,
                "model_name": model_name,
                "tags_ids": tags_ids,
                "pdf_report_types": pdf_report_types,
                "pdf_metadata": pdf_metadata,
            },
            options,
        )

    def update_tags(
        self,
        *,
        order_id: uuid.UUID | str,
        tags_ids: Sequence[uuid.UUID | str],
        options: RequestOptions | None = None,
    ) -> models.Order:
        """Replace the tags of an order.

        Sets the tags of an order to exactly these; an empty list takes all away. This is possible in
        every status of the order. The answer differs from a listed order: bare types in `result_types`,
        and some fields of its own.

        Endpoint: ``PATCH /exec/orders/{order_id}``

        Args:
            order_id: Id of the order.
            tags_ids: Ids of all tags that the order shall have.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The order with its new tags.

        Raises:
            BadRequestError: 400: The request is malformed or a value in it was refused.
            AuthenticationError: 401: No credential came with the request, or it is wrong or has
                expired.
            PermissionDeniedError: 403: The credential is good but this is reserved, for example for
                administrators.
            NotFoundError: 404: Nothing with this id exists, or it is not visible to you.
            NotAcceptableError: 406: The request asks for a format other than JSON. Operations that take
                an id also answer so when the id is not one of theirs.
            InternalServerError: 500: The service failed. Try again later.
            ServiceUnavailableError: 503: The service is down for a while, for example for maintenance.
                Try again later.
        """
        return self._call(
            operations.UPDATE_TAGS,
            {
                "order_id": order_id,
                "tags_ids": tags_ids,
            },
            options,
        )

    def cancel(
        self,
        *,
        order_id: uuid.UUID | str,
        options: RequestOptions | None = None,
    ) -> models.CancelAnswer:
        """Ask for an order to be cancelled.

        Asks the service to cancel an order that is still `Registered` or `Submitted`; later ones cannot
        be cancelled. The answer only says that the request was taken; whether the order is cancelled
        shows in its status.

        It is never sent again once a byte of it has left.

        Endpoint: ``POST /exec/cancel``

        Args:
            order_id: Id of the order.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The request was taken.

        Raises:
            BadRequestError: 400: The request is malformed or a value in it was refused.
            AuthenticationError: 401: No credential came with the request, or it is wrong or has
                expired.
            PermissionDeniedError: 403: The credential is good but this is reserved, for example for
                administrators.
            NotFoundError: 404: Nothing with this id exists, or it is not visible to you.
            InternalServerError: 500: The service failed. Try again later.
            ServiceUnavailableError: 503: The service is down for a while, for example for maintenance.
                Try again later.
        """
        return self._call(
            operations.CANCEL,
            {
                "order_id": order_id,
            },
            options,
        )

    def cancel_many(
        self,
        *,
        order_ids: Iterable[uuid.UUID | str],
        options: RequestOptions | None = None,
    ) -> builtins.list[Waited[models.CancelAnswer]]:
        """Ask for an order to be cancelled, for many.

        All ids are collected before the first call, so that a list may change by the calls. What fails does not end
        the others, unless the credentials are refused or there is no connection: then the rest is not sent.

        Endpoint: ``POST /exec/cancel``

        Args:
            order_ids: Each as `order_id` of `cancel`; the items of a list, for example.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            A result or an error for each, in the order of the ids.
        """
        return self._run(
            self._call_each(
                operations.CANCEL,
                "order_id",
                order_ids,
                {},
                options,
            )
        )

    def wait(
        self,
        *,
        order_id: uuid.UUID | str,
        timeout: float | None = None,
        accept: Iterable[str] = (),
        cancel_on_timeout: bool = False,
        on_progress: Callable[[models.Order], object] | None = None,
        options: RequestOptions | None = None,
    ) -> models.Order:
        """Waits until an order is complete and returns it with the types of its results. Fails when the order ends in another way. The results of an order that ends as `Failed` hold `EXEC_ERRORS`; some results of one that ends as `Reports failed` can be downloaded.

        Polls every 30 s at first and every 60 s at last. After a restart,
        call it again with the same id to go on waiting.

        Endpoint: ``GET /exec/orders``

        Args:
            order_id: Id of the order.
            timeout: Seconds to wait at most; 18000 when left out.
            accept: Further states that end the wait well, such as ``['QC failed']``.
            cancel_on_timeout: When the time runs out, call `orders.cancel`; what refuses that is looked
                at once more, and the error's `cancelled` tells whether it was taken.
            on_progress: Called with the newest state, first and on each change.
            options: Timeouts, retries, headers and hooks of this call.

        Raises:
            WaitFailed: It ended in a state that is a failure; the provider's reason is in the error.
            WaitTimeout: The time ran out; the last state is in the error.
            NotFoundError: There is nothing with this id.
        """
        return self._run(
            self._wait(
                operations.LIST_WAIT,
                {
                    "order_id": order_id,
                },
                timeout=timeout,
                accept=accept,
                cancel_on_timeout=cancel_on_timeout,
                on_progress=on_progress,
                options=options,
            )
        )

    def wait_many(
        self,
        *,
        order_ids: Iterable[uuid.UUID | str],
        timeout: float | None = None,
        accept: Iterable[str] = (),
        cancel_on_timeout: bool = False,
        on_progress: Callable[[uuid.UUID | str, models.Order], object] | None = None,
        options: RequestOptions | None = None,
    ) -> Iterator[Waited[models.Order]]:
        """Waits for many at once and yields each as it finishes: Waits until an order is complete and returns it with the types of its results. Fails when the order ends in another way. The results of an order that ends as `Failed` hold `EXEC_ERRORS`; some results of one that ends as `Reports failed` can be downloaded.

        Polls every 30 s at first and every 60 s at last. It asks
        `orders.list` for the states of all, one request at a time, and about each thing itself
        only when it has ended or is not in the list. What fails is yielded with its error and does not end the others.

        Endpoint: ``GET /exec/orders``

        Args:
            order_ids: Each as `order_id` of the method for one.
            timeout: Seconds to wait at most; 18000 when left out.
            accept: Further states that end the wait well, such as ``['QC failed']``.
            cancel_on_timeout: When the time runs out, call `orders.cancel`; what refuses that is looked
                at once more, and the error's `cancelled` tells whether it was taken.
            on_progress: Called with an id and its newest state, first and on each change.
            options: Timeouts, retries, headers and hooks of this call.

        Yields:
            Waited: `argument` is the id; `unwrap()` gives the result or raises the error.
        """
        return self._each(
            self._wait_many(
                operations.LIST_WAIT,
                "order_id",
                order_ids,
                timeout=timeout,
                accept=accept,
                cancel_on_timeout=cancel_on_timeout,
                on_progress=on_progress,
                options=options,
            )
        )


class AsyncOrdersResource(AsyncResource):
    """Runs of a model on a source file."""

    async def list(
        self,
        *,
        page: int | None = None,
        page_size: int | None = None,
        filter: str | None = None,
        status: models.OrderStatusInput | None = None,
        status_group: models.OrderStatusGroup | None = None,
        tags_ids: Sequence[uuid.UUID | str] | None = None,
        type: models.OrderTypeInput | None = None,
        model_name: str | None = None,
        model_api_name: models.ModelApiName | None = None,
        org_names: Sequence[str] | None = None,
        min_date: datetime.date | str | None = None,
        max_date: datetime.date | str | None = None,
        orders_ids: Sequence[uuid.UUID | str] | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncPage[models.Order]:
        """List and search orders.

        Lists the orders of your organisation. There is no call for a single order: search for its id
        with `filter`, which also takes the id or the name of a source file.

        Endpoint: ``GET /exec/orders``

        Args:
            page: Number of the page, from 1. Left out, the first page is returned. At least 1.
            page_size: Items per page. Neither a default nor a maximum is documented; the official
                client asks for 10, samples of the documentation for 1000. At least 1.
            filter: Only the order with this id, or the orders on the source file of this id or name. At
                least 1 characters.
            status: Only orders in this status. One of Registered, Preparing, Submitted, Running, Model
                completed, Completed, Failed, Canceled, Canceling, Making report, Collecting report
                results, Reports failed, QC failed.
            status_group: Only orders in this phase. One of initializing, running, completed, failed.
            tags_ids: Only orders with these tags. Sent with commas in between.
            type: Only orders on this kind of data. One of GNT, WGS, EXTERNAL.
            model_name: Only orders of the model of this name.
            model_api_name: Only orders of this family of models. One of skywalker, hutt, palpatine,
                vader, mysterio.
            org_names: Only orders of organisations with these names; of use to administrators of
                several. Sent with commas in between, so that a name with a comma cannot be asked for.
            min_date: Only orders of this day or later.
            max_date: Only orders of this day or earlier.
            orders_ids: Only the orders with these ids. Sent with commas in between.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            A page of orders.

        Raises:
            AuthenticationError: 401: No credential came with the request, or it is wrong or has
                expired.
            PermissionDeniedError: 403: The credential is good but this is reserved, for example for
                administrators.
            InternalServerError: 500: The service failed. Try again later.
            ServiceUnavailableError: 503: The service is down for a while, for example for maintenance.
                Try again later.
        """
        return await self._page(
            operations.LIST,
            {
                "page": page,
                "page_size": page_size,
                "filter": filter,
                "status": status,
                "status_group": status_group,
                "tags_ids": tags_ids,
                "type": type,
                "model_name": model_name,
                "model_api_name": model_api_name,
                "org_names": org_names,
                "min_date": min_date,
                "max_date": max_date,
                "orders_ids": orders_ids,
            },
            options,
        )

    async def submit(
        self,
        *,
        source_file_id: uuid.UUID | str,
        model_name: str,
        tags_ids: Sequence[uuid.UUID | str] | None = None,
        pdf_report_types: Sequence[models.PrsReportType] | None = None,
        pdf_metadata: models.PdfMetadataInput | Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> models.Order:
        """Order a model on a source file.

        Submits an order and returns it as `Registered`; it then runs on its own. The source file must
        be `VALID`. Which models you may order stands in the organisation of `users.me`.

        A model that makes ancestry reports needs `pdf_metadata.patient_name`; whether a model does
        cannot be seen from its arguments, so the service is the one to refuse. A model that makes
        polygenic risk reports takes `pdf_report_types`; with one of the two cancer reports
        `pdf_metadata.sex` is required.

        An order uses up credits, and the service has no protection against a repeat: sending the same
        order again makes another one. This call is therefore never repeated by itself. After a lost
        answer, look with `orders.list` and the id of the file whether the order exists.

        This call can cost money. It is never sent again once a byte of it has left. With a `state` the
        client looks where an answer was lost: it returns what was carried out, and sends again what is
        not there after 60 s. The answer is waited for up to 300 s, unless you set a read timeout.

        Endpoint: ``POST /exec/orders``

        Args:
            source_file_id: Id of a source file that is `VALID`.
            model_name: Name of one of your organisation's models. At least 1 characters.
            tags_ids: Ids of the tags that the order gets.
            pdf_report_types: The polygenic risk reports to make, for models that can.
            pdf_metadata: What the PDF reports print about the person and the sample.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The new order, bare or as the only element of a list. When the status is 200 and when 201 is
            not documented.

        Raises:
            BadRequestError: 400: The request is malformed or a value in it was refused.
            AuthenticationError: 401: No credential came with the request, or it is wrong or has
                expired.
            PermissionDeniedError: 403: The credential is good but this is reserved, for example for
                administrators.
            UnprocessableEntityError: 422: The request is well formed but what it says cannot be carried
                out.
            InternalServerError: 500: The service failed. Try again later.
            ServiceUnavailableError: 503: The service is down for a while, for example for maintenance.
                Try again later.
        """
        return await self._call(
            operations.SUBMIT,
            {
                "source_file_id": source_file_id,
                "model_name": model_name,
                "tags_ids": tags_ids,
                "pdf_report_types": pdf_report_types,
                "pdf_metadata": pdf_metadata,
            },
            options,
        )

    async def update_tags(
        self,
        *,
        order_id: uuid.UUID | str,
        tags_ids: Sequence[uuid.UUID | str],
        options: RequestOptions | None = None,
    ) -> models.Order:
        """Replace the tags of an order.

        Sets the tags of an order to exactly these; an empty list takes all away. This is possible in
        every status of the order. The answer differs from a listed order: bare types in `result_types`,
        and some fields of its own.

        Endpoint: ``PATCH /exec/orders/{order_id}``

        Args:
            order_id: Id of the order.
            tags_ids: Ids of all tags that the order shall have.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The order with its new tags.

        Raises:
            BadRequestError: 400: The request is malformed or a value in it was refused.
            AuthenticationError: 401: No credential came with the request, or it is wrong or has
                expired.
            PermissionDeniedError: 403: The credential is good but this is reserved, for example for
                administrators.
            NotFoundError: 404: Nothing with this id exists, or it is not visible to you.
            NotAcceptableError: 406: The request asks for a format other than JSON. Operations that take
                an id also answer so when the id is not one of theirs.
            InternalServerError: 500: The service failed. Try again later.
            ServiceUnavailableError: 503: The service is down for a while, for example for maintenance.
                Try again later.
        """
        return await self._call(
            operations.UPDATE_TAGS,
            {
                "order_id": order_id,
                "tags_ids": tags_ids,
            },
            options,
        )

    async def cancel(
        self,
        *,
        order_id: uuid.UUID | str,
        options: RequestOptions | None = None,
    ) -> models.CancelAnswer:
        """Ask for an order to be cancelled.

        Asks the service to cancel an order that is still `Registered` or `Submitted`; later ones cannot
        be cancelled. The answer only says that the request was taken; whether the order is cancelled
        shows in its status.

        It is never sent again once a byte of it has left.

        Endpoint: ``POST /exec/cancel``

        Args:
            order_id: Id of the order.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The request was taken.

        Raises:
            BadRequestError: 400: The request is malformed or a value in it was refused.
            AuthenticationError: 401: No credential came with the request, or it is wrong or has
                expired.
            PermissionDeniedError: 403: The credential is good but this is reserved, for example for
                administrators.
            NotFoundError: 404: Nothing with this id exists, or it is not visible to you.
            InternalServerError: 500: The service failed. Try again later.
            ServiceUnavailableError: 503: The service is down for a while, for example for maintenance.
                Try again later.
        """
        return await self._call(
            operations.CANCEL,
            {
                "order_id": order_id,
            },
            options,
        )

    async def cancel_many(
        self,
        *,
        order_ids: Iterable[uuid.UUID | str] | AsyncIterable[uuid.UUID | str],
        options: RequestOptions | None = None,
    ) -> builtins.list[Waited[models.CancelAnswer]]:
        """Ask for an order to be cancelled, for many.

        All ids are collected before the first call, so that a list may change by the calls. What fails does not end
        the others, unless the credentials are refused or there is no connection: then the rest is not sent.

        Endpoint: ``POST /exec/cancel``

        Args:
            order_ids: Each as `order_id` of `cancel`; the items of a list, for example.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            A result or an error for each, in the order of the ids.
        """
        return await self._run(
            self._call_each(
                operations.CANCEL,
                "order_id",
                await self._collected(order_ids),
                {},
                options,
            )
        )

    async def wait(
        self,
        *,
        order_id: uuid.UUID | str,
        timeout: float | None = None,
        accept: Iterable[str] = (),
        cancel_on_timeout: bool = False,
        on_progress: Callable[[models.Order], object] | None = None,
        options: RequestOptions | None = None,
    ) -> models.Order:
        """Waits until an order is complete and returns it with the types of its results. Fails when the order ends in another way. The results of an order that ends as `Failed` hold `EXEC_ERRORS`; some results of one that ends as `Reports failed` can be downloaded.

        Polls every 30 s at first and every 60 s at last. After a restart,
        call it again with the same id to go on waiting.

        Endpoint: ``GET /exec/orders``

        Args:
            order_id: Id of the order.
            timeout: Seconds to wait at most; 18000 when left out.
            accept: Further states that end the wait well, such as ``['QC failed']``.
            cancel_on_timeout: When the time runs out, call `orders.cancel`; what refuses that is looked
                at once more, and the error's `cancelled` tells whether it was taken.
            on_progress: Called with the newest state, first and on each change.
            options: Timeouts, retries, headers and hooks of this call.

        Raises:
            WaitFailed: It ended in a state that is a failure; the provider's reason is in the error.
            WaitTimeout: The time ran out; the last state is in the error.
            NotFoundError: There is nothing with this id.
        """
        return await self._run(
            self._wait(
                operations.LIST_WAIT,
                {
                    "order_id": order_id,
                },
                timeout=timeout,
                accept=accept,
                cancel_on_timeout=cancel_on_timeout,
                on_progress=on_progress,
                options=options,
            )
        )

    def wait_many(
        self,
        *,
        order_ids: Iterable[uuid.UUID | str],
        timeout: float | None = None,
        accept: Iterable[str] = (),
        cancel_on_timeout: bool = False,
        on_progress: Callable[[uuid.UUID | str, models.Order], object] | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncIterator[Waited[models.Order]]:
        """Waits for many at once and yields each as it finishes: Waits until an order is complete and returns it with the types of its results. Fails when the order ends in another way. The results of an order that ends as `Failed` hold `EXEC_ERRORS`; some results of one that ends as `Reports failed` can be downloaded.

        Polls every 30 s at first and every 60 s at last. It asks
        `orders.list` for the states of all, one request at a time, and about each thing itself
        only when it has ended or is not in the list. What fails is yielded with its error and does not end the others.

        Endpoint: ``GET /exec/orders``

        Args:
            order_ids: Each as `order_id` of the method for one.
            timeout: Seconds to wait at most; 18000 when left out.
            accept: Further states that end the wait well, such as ``['QC failed']``.
            cancel_on_timeout: When the time runs out, call `orders.cancel`; what refuses that is looked
                at once more, and the error's `cancelled` tells whether it was taken.
            on_progress: Called with an id and its newest state, first and on each change.
            options: Timeouts, retries, headers and hooks of this call.

        Yields:
            Waited: `argument` is the id; `unwrap()` gives the result or raises the error.
        """
        return self._each(
            self._wait_many(
                operations.LIST_WAIT,
                "order_id",
                order_ids,
                timeout=timeout,
                accept=accept,
                cancel_on_timeout=cancel_on_timeout,
                on_progress=on_progress,
                options=options,
            )
        )
