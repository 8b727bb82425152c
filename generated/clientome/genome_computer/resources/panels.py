"""Curated panels, from the catalogue of definitions to the results built for one genome."""

from __future__ import annotations

from clientome._runtime.generated import (
    AsyncResource,
    RequestOptions,
    Resource,
)

from .. import models
from ..operations import panels as operations


class PanelsResource(Resource):
    """Curated panels, from the catalogue of definitions to the results built for one genome."""

    def list_results(
        self,
        *,
        genome_id: str,
        options: RequestOptions | None = None,
    ) -> models.PanelResultList:
        """List the panels built for a genome.

        Returns the panel results that exist for one genome. The body is not documented. 404 for an
        unknown genome.

        Scope: contexts:read.

        Endpoint: ``GET /v1/genomes/{genomeId}/panels``

        Args:
            genome_id: Public id of a hosted genome; starts with `gen_`. At least 1 characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Panel results of the genome.

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
            operations.LIST_RESULTS,
            {
                "genome_id": genome_id,
            },
            options,
        )

    def build(
        self,
        *,
        genome_id: str,
        panel_id: str,
        options: RequestOptions | None = None,
    ) -> models.PanelResult:
        """Build a panel for a genome.

        Builds one panel from a hosted genome and returns the result at once. No body is sent. The
        result carries no cost; whether building is metered is not documented. Each call may build anew,
        so the SDK does not repeat it by itself.

        400 for an unknown panel, 404 for an unknown genome, 409 without a documented reason, probably a
        genome that is not ready.

        It is never sent again once a byte of it has left. The answer is waited for up to 300 s, unless
        you set a read timeout. Scope: contexts:write.

        Endpoint: ``POST /v1/genomes/{genomeId}/panels/{panelId}/build``

        Args:
            genome_id: Public id of a hosted genome; starts with `gen_`. At least 1 characters.
            panel_id: Id of a panel definition, as listed in the catalogue. The set is open. At least 1
                characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The panel result.

        Raises:
            BadRequestError: 400: The request is not acceptable; the operation's description says what
                is known of the reasons.
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key lacks the scope of the operation. Not printed by the
                provider, yet every operation needs a scope.
            NotFoundError: 404: No such thing, or not one of this organisation.
            ConflictError: 409: The thing is not in a state that allows this now; the provider gives no
                list of reasons.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return self._call(
            operations.BUILD,
            {
                "genome_id": genome_id,
                "panel_id": panel_id,
            },
            options,
        )

    def get_result(
        self,
        *,
        genome_id: str,
        panel_result_id: str,
        options: RequestOptions | None = None,
    ) -> models.PanelResult:
        """Read a built panel.

        Returns a panel result that was built before, presumably just as the build returned it. 404 for
        an unknown genome or panel result.

        Scope: contexts:read.

        Endpoint: ``GET /v1/genomes/{genomeId}/panels/{panelResultId}``

        Args:
            genome_id: Public id of a hosted genome; starts with `gen_`. At least 1 characters.
            panel_result_id: Public id of a panel result; starts with `pan_`. At least 1 characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The panel result.

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
            operations.GET_RESULT,
            {
                "genome_id": genome_id,
                "panel_result_id": panel_result_id,
            },
            options,
        )

    def list(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> models.PanelCatalogue:
        """List the panels that can be built.

        Returns the catalogue of panel definitions. It does not depend on a genome. The body is not
        documented.

        Scope: contexts:read.

        Endpoint: ``GET /v1/panels``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The catalogue.

        Raises:
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key lacks the scope of the operation. Not printed by the
                provider, yet every operation needs a scope.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return self._call(
            operations.LIST,
            {},
            options,
        )

    def get(
        self,
        *,
        panel_id: str,
        options: RequestOptions | None = None,
    ) -> models.PanelDefinition:
        """Read one panel definition.

        Returns the definition of one panel. The fields are not documented; the id is assumed. An
        unknown panel is a 400 here, not a 404.

        Scope: contexts:read.

        Endpoint: ``GET /v1/panels/{panelId}``

        Args:
            panel_id: Id of a panel definition, as listed in the catalogue. The set is open. At least 1
                characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The definition.

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
            operations.GET,
            {
                "panel_id": panel_id,
            },
            options,
        )


class AsyncPanelsResource(AsyncResource):
    """Curated panels, from the catalogue of definitions to the results built for one genome."""

    async def list_results(
        self,
        *,
        genome_id: str,
        options: RequestOptions | None = None,
    ) -> models.PanelResultList:
        """List the panels built for a genome.

        Returns the panel results that exist for one genome. The body is not documented. 404 for an
        unknown genome.

        Scope: contexts:read.

        Endpoint: ``GET /v1/genomes/{genomeId}/panels``

        Args:
            genome_id: Public id of a hosted genome; starts with `gen_`. At least 1 characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Panel results of the genome.

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
            operations.LIST_RESULTS,
            {
                "genome_id": genome_id,
            },
            options,
        )

    async def build(
        self,
        *,
        genome_id: str,
        panel_id: str,
        options: RequestOptions | None = None,
    ) -> models.PanelResult:
        """Build a panel for a genome.

        Builds one panel from a hosted genome and returns the result at once. No body is sent. The
        result carries no cost; whether building is metered is not documented. Each call may build anew,
        so the SDK does not repeat it by itself.

        400 for an unknown panel, 404 for an unknown genome, 409 without a documented reason, probably a
        genome that is not ready.

        It is never sent again once a byte of it has left. The answer is waited for up to 300 s, unless
        you set a read timeout. Scope: contexts:write.

        Endpoint: ``POST /v1/genomes/{genomeId}/panels/{panelId}/build``

        Args:
            genome_id: Public id of a hosted genome; starts with `gen_`. At least 1 characters.
            panel_id: Id of a panel definition, as listed in the catalogue. The set is open. At least 1
                characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The panel result.

        Raises:
            BadRequestError: 400: The request is not acceptable; the operation's description says what
                is known of the reasons.
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key lacks the scope of the operation. Not printed by the
                provider, yet every operation needs a scope.
            NotFoundError: 404: No such thing, or not one of this organisation.
            ConflictError: 409: The thing is not in a state that allows this now; the provider gives no
                list of reasons.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return await self._call(
            operations.BUILD,
            {
                "genome_id": genome_id,
                "panel_id": panel_id,
            },
            options,
        )

    async def get_result(
        self,
        *,
        genome_id: str,
        panel_result_id: str,
        options: RequestOptions | None = None,
    ) -> models.PanelResult:
        """Read a built panel.

        Returns a panel result that was built before, presumably just as the build returned it. 404 for
        an unknown genome or panel result.

        Scope: contexts:read.

        Endpoint: ``GET /v1/genomes/{genomeId}/panels/{panelResultId}``

        Args:
            genome_id: Public id of a hosted genome; starts with `gen_`. At least 1 characters.
            panel_result_id: Public id of a panel result; starts with `pan_`. At least 1 characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The panel result.

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
            operations.GET_RESULT,
            {
                "genome_id": genome_id,
                "panel_result_id": panel_result_id,
            },
            options,
        )

    async def list(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> models.PanelCatalogue:
        """List the panels that can be built.

        Returns the catalogue of panel definitions. It does not depend on a genome. The body is not
        documented.

        Scope: contexts:read.

        Endpoint: ``GET /v1/panels``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The catalogue.

        Raises:
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key lacks the scope of the operation. Not printed by the
                provider, yet every operation needs a scope.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return await self._call(
            operations.LIST,
            {},
            options,
        )

    async def get(
        self,
        *,
        panel_id: str,
        options: RequestOptions | None = None,
    ) -> models.PanelDefinition:
        """Read one panel definition.

        Returns the definition of one panel. The fields are not documented; the id is assumed. An
        unknown panel is a 400 here, not a 404.

        Scope: contexts:read.

        Endpoint: ``GET /v1/panels/{panelId}``

        Args:
            panel_id: Id of a panel definition, as listed in the catalogue. The set is open. At least 1
                characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The definition.

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
            operations.GET,
            {
                "panel_id": panel_id,
            },
            options,
        )
