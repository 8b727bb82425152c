"""What can be run, at which price and with which parameters."""

from __future__ import annotations

from clientome._runtime.generated import (
    AsyncPage,
    AsyncResource,
    Page,
    RequestOptions,
    Resource,
)

from .. import models
from ..operations import programs as operations


class ProgramsResource(Resource):
    """What can be run, at which price and with which parameters."""

    def list(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> Page[models.Program]:
        """List programs.

        Lists all programs that can be run at present, with their prices in credits. No key is needed.

        Needs no credentials.

        Endpoint: ``GET /program/list``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The programs.

        Raises:
            BadRequestError: 400: An argument is missing or wrong.
            RateLimitError: 429: Too many calls from this address or altogether. Wait as the header
                says.
            ServiceUnavailableError: 503: The compute backend is offline.
        """
        return self._page(
            operations.LIST,
            {},
            options,
        )

    def get_params(
        self,
        *,
        program: str,
        options: RequestOptions | None = None,
    ) -> models.ProgramParams:
        """Get the parameters of a program.

        Says whether a program can be used with named parameters and, if so, which modes and parameters
        it has, in the order in which to show them. Send the chosen values as `params` of a guided
        submission. No key is needed.

        Needs no credentials.

        Endpoint: ``GET /program/params``

        Args:
            program: Name of an active program.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The parameters, or the reason why there are none.

        Raises:
            BadRequestError: 400: An argument is missing or wrong.
            NotFoundError: 404: There is no such thing.
            RateLimitError: 429: Too many calls from this address or altogether. Wait as the header
                says.
            ServiceUnavailableError: 503: The compute backend is offline.
        """
        return self._call(
            operations.GET_PARAMS,
            {
                "program": program,
            },
            options,
        )


class AsyncProgramsResource(AsyncResource):
    """What can be run, at which price and with which parameters."""

    async def list(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> AsyncPage[models.Program]:
        """List programs.

        Lists all programs that can be run at present, with their prices in credits. No key is needed.

        Needs no credentials.

        Endpoint: ``GET /program/list``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The programs.

        Raises:
            BadRequestError: 400: An argument is missing or wrong.
            RateLimitError: 429: Too many calls from this address or altogether. Wait as the header
                says.
            ServiceUnavailableError: 503: The compute backend is offline.
        """
        return await self._page(
            operations.LIST,
            {},
            options,
        )

    async def get_params(
        self,
        *,
        program: str,
        options: RequestOptions | None = None,
    ) -> models.ProgramParams:
        """Get the parameters of a program.

        Says whether a program can be used with named parameters and, if so, which modes and parameters
        it has, in the order in which to show them. Send the chosen values as `params` of a guided
        submission. No key is needed.

        Needs no credentials.

        Endpoint: ``GET /program/params``

        Args:
            program: Name of an active program.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The parameters, or the reason why there are none.

        Raises:
            BadRequestError: 400: An argument is missing or wrong.
            NotFoundError: 404: There is no such thing.
            RateLimitError: 429: Too many calls from this address or altogether. Wait as the header
                says.
            ServiceUnavailableError: 503: The compute backend is offline.
        """
        return await self._call(
            operations.GET_PARAMS,
            {
                "program": program,
            },
            options,
        )
