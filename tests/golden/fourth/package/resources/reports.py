"""Reports."""

from __future__ import annotations

from clientome._runtime.generated import (
    AsyncResource,
    RequestOptions,
    Resource,
)

from ..operations import reports as operations


class ReportsResource(Resource):
    """Reports."""

    def get(
        self,
        *,
        scan_id: str,
        kind: str | None = None,
        options: RequestOptions | None = None,
    ) -> str:
        """Get a report.

        Endpoint: ``GET /reports/{scanId}``

        Args:
            scan_id: Which scan.
            kind: Which.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Text.
        """
        return self._call(
            operations.GET,
            {
                "scan_id": scan_id,
                "kind": kind,
            },
            options,
        )


class AsyncReportsResource(AsyncResource):
    """Reports."""

    async def get(
        self,
        *,
        scan_id: str,
        kind: str | None = None,
        options: RequestOptions | None = None,
    ) -> str:
        """Get a report.

        Endpoint: ``GET /reports/{scanId}``

        Args:
            scan_id: Which scan.
            kind: Which.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Text.
        """
        return await self._call(
            operations.GET,
            {
                "scan_id": scan_id,
                "kind": kind,
            },
            options,
        )
