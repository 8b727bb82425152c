"""Payments that were made."""

from __future__ import annotations

from typing import Literal

from clientome._runtime.generated import (
    AsyncPage,
    AsyncResource,
    Page,
    RequestOptions,
    Resource,
)

from .. import models
from ..operations import transactions as operations


class TransactionsResource(Resource):
    """Payments that were made."""

    def list(
        self,
        *,
        limit: int | None = None,
        offset: int | None = None,
        status: Literal["pending", "success", "failed", "any"] | None = None,
        options: RequestOptions | None = None,
    ) -> Page[models.Transaction]:
        """List transactions.

        Lists the account's payments, a slice at a time.

        Endpoint: ``GET /tx/list``

        Args:
            limit: Rows per slice. The provider states no maximum here.
            offset: Rows to skip.
            status: Only transactions of this status; `any` means all. One of pending, success, failed,
                any.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            A slice of the list and the number of all matches.

        Raises:
            BadRequestError: 400: An argument is missing or wrong.
            AuthenticationError: 401: The key is missing or has expired.
            PermissionDeniedError: 403: There are not enough credits, or an admin key is needed.
            RateLimitError: 429: Too many calls from this address or altogether. Wait as the header
                says.
            ServiceUnavailableError: 503: The compute backend is offline.
        """
        return self._page(
            operations.LIST,
            {
                "limit": limit,
                "offset": offset,
                "status": status,
            },
            options,
        )


class AsyncTransactionsResource(AsyncResource):
    """Payments that were made."""

    async def list(
        self,
        *,
        limit: int | None = None,
        offset: int | None = None,
        status: Literal["pending", "success", "failed", "any"] | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncPage[models.Transaction]:
        """List transactions.

        Lists the account's payments, a slice at a time.

        Endpoint: ``GET /tx/list``

        Args:
            limit: Rows per slice. The provider states no maximum here.
            offset: Rows to skip.
            status: Only transactions of this status; `any` means all. One of pending, success, failed,
                any.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            A slice of the list and the number of all matches.

        Raises:
            BadRequestError: 400: An argument is missing or wrong.
            AuthenticationError: 401: The key is missing or has expired.
            PermissionDeniedError: 403: There are not enough credits, or an admin key is needed.
            RateLimitError: 429: Too many calls from this address or altogether. Wait as the header
                says.
            ServiceUnavailableError: 503: The compute backend is offline.
        """
        return await self._page(
            operations.LIST,
            {
                "limit": limit,
                "offset": offset,
                "status": status,
            },
            options,
        )
