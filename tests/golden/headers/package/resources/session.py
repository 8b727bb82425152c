"""session operations."""

from __future__ import annotations

from collections.abc import Sequence

from clientome._runtime.generated import (
    AsyncResource,
    RequestOptions,
    Resource,
)

from .. import models
from ..operations import session as operations


class SessionResource(Resource):
    """session operations."""

    def get_session(
        self,
        *,
        x_trace_id: str,
        x_tags: Sequence[str] | None = None,
        session_id: str | None = None,
        prefs: Sequence[str] | None = None,
        options: RequestOptions | None = None,
    ) -> models.GetSessionResponse:
        """getSession.

        Needs no credentials.

        Endpoint: ``GET /session``

        Args:
            x_trace_id: See the provider's documentation.
            x_tags: See the provider's documentation.
            session_id: See the provider's documentation.
            prefs: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Who it is.
        """
        return self._call(
            operations.GET_SESSION,
            {
                "x_trace_id": x_trace_id,
                "x_tags": x_tags,
                "session_id": session_id,
                "prefs": prefs,
            },
            options,
        )


class AsyncSessionResource(AsyncResource):
    """session operations."""

    async def get_session(
        self,
        *,
        x_trace_id: str,
        x_tags: Sequence[str] | None = None,
        session_id: str | None = None,
        prefs: Sequence[str] | None = None,
        options: RequestOptions | None = None,
    ) -> models.GetSessionResponse:
        """getSession.

        Needs no credentials.

        Endpoint: ``GET /session``

        Args:
            x_trace_id: See the provider's documentation.
            x_tags: See the provider's documentation.
            session_id: See the provider's documentation.
            prefs: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Who it is.
        """
        return await self._call(
            operations.GET_SESSION,
            {
                "x_trace_id": x_trace_id,
                "x_tags": x_tags,
                "session_id": session_id,
                "prefs": prefs,
            },
            options,
        )
