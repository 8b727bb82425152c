"""Versioned interpretations of a hosted genome, their artifacts and what changed between versions."""

from __future__ import annotations

from clientome._runtime.generated import (
    AsyncResource,
    RequestOptions,
    Resource,
)

from .. import models
from ..operations import interpretations as operations


class InterpretationsResource(Resource):
    """Versioned interpretations of a hosted genome, their artifacts and what changed between versions."""

    def compare(
        self,
        *,
        genome_id: str,
        version_range: str,
        options: RequestOptions | None = None,
    ) -> models.InterpretationDiff:
        """Compare two interpretation versions.

        Returns what changed from one interpretation version to another. The two stand in one path
        segment, joined by two dots: `2026.04.1..2026.05.1`. The body is not documented, nor is any
        error, though an unknown genome or version surely is one.

        Scope: genomes:read.

        Endpoint: ``GET /v1/genomes/{genomeId}/diffs/{range}``

        Args:
            genome_id: Public id of a hosted genome; starts with `gen_`. At least 1 characters.
            version_range: The older and the newer version, written `FROM..TO`. A version itself
                contains single dots. Matching ^.+\\.\\..+$.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The differences.

        Raises:
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key lacks the scope of the operation. Not printed by the
                provider, yet every operation needs a scope.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return self._call(
            operations.COMPARE,
            {
                "genome_id": genome_id,
                "version_range": version_range,
            },
            options,
        )

    def get_latest(
        self,
        *,
        genome_id: str,
        options: RequestOptions | None = None,
    ) -> models.Interpretation:
        """Read the newest interpretation.

        Returns the newest interpretation of a genome, a light record for showing its state and version.
        The fields are not documented; the version is assumed to have the name that panel results and
        answers give it.

        404 for an unknown genome or, probably, one without any interpretation.

        Scope: genomes:read.

        Endpoint: ``GET /v1/genomes/{genomeId}/interpretations/latest``

        Args:
            genome_id: Public id of a hosted genome; starts with `gen_`. At least 1 characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The newest interpretation.

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
            operations.GET_LATEST,
            {
                "genome_id": genome_id,
            },
            options,
        )

    def get_latest_artifact(
        self,
        *,
        genome_id: str,
        options: RequestOptions | None = None,
    ) -> models.InterpretationArtifact:
        """Read the newest interpretation artifact.

        Returns the newest interpretation in full, with the provenance of each statement. For display,
        panel results are the better source. The fields are not documented. 404 for an unknown genome.

        Scope: genomes:read.

        Endpoint: ``GET /v1/genomes/{genomeId}/interpretations/latest/artifact``

        Args:
            genome_id: Public id of a hosted genome; starts with `gen_`. At least 1 characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The newest artifact.

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
            operations.GET_LATEST_ARTIFACT,
            {
                "genome_id": genome_id,
            },
            options,
        )

    def get(
        self,
        *,
        genome_id: str,
        version: str,
        options: RequestOptions | None = None,
    ) -> models.Interpretation:
        """Read one interpretation version.

        Returns one version of the interpretation of a genome, a light record. The fields are not
        documented. 404 for an unknown genome or version.

        Scope: genomes:read.

        Endpoint: ``GET /v1/genomes/{genomeId}/interpretations/{version}``

        Args:
            genome_id: Public id of a hosted genome; starts with `gen_`. At least 1 characters.
            version: Version of an interpretation, for example `2026.05.1`. The word `latest` names the
                newest one. At least 1 characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The interpretation.

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
                "genome_id": genome_id,
                "version": version,
            },
            options,
        )

    def get_artifact(
        self,
        *,
        genome_id: str,
        version: str,
        options: RequestOptions | None = None,
    ) -> models.InterpretationArtifact:
        """Read the artifact of one interpretation version.

        Returns one version of the interpretation in full, with the provenance of each statement. The
        official client has this call, the reference does not; scope and errors are those of its
        neighbours, and the fields are not documented.

        Scope: genomes:read.

        Endpoint: ``GET /v1/genomes/{genomeId}/interpretations/{version}/artifact``

        Args:
            genome_id: Public id of a hosted genome; starts with `gen_`. At least 1 characters.
            version: Version of an interpretation, for example `2026.05.1`. The word `latest` names the
                newest one. At least 1 characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The artifact.

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
            operations.GET_ARTIFACT,
            {
                "genome_id": genome_id,
                "version": version,
            },
            options,
        )


class AsyncInterpretationsResource(AsyncResource):
    """Versioned interpretations of a hosted genome, their artifacts and what changed between versions."""

    async def compare(
        self,
        *,
        genome_id: str,
        version_range: str,
        options: RequestOptions | None = None,
    ) -> models.InterpretationDiff:
        """Compare two interpretation versions.

        Returns what changed from one interpretation version to another. The two stand in one path
        segment, joined by two dots: `2026.04.1..2026.05.1`. The body is not documented, nor is any
        error, though an unknown genome or version surely is one.

        Scope: genomes:read.

        Endpoint: ``GET /v1/genomes/{genomeId}/diffs/{range}``

        Args:
            genome_id: Public id of a hosted genome; starts with `gen_`. At least 1 characters.
            version_range: The older and the newer version, written `FROM..TO`. A version itself
                contains single dots. Matching ^.+\\.\\..+$.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The differences.

        Raises:
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key lacks the scope of the operation. Not printed by the
                provider, yet every operation needs a scope.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return await self._call(
            operations.COMPARE,
            {
                "genome_id": genome_id,
                "version_range": version_range,
            },
            options,
        )

    async def get_latest(
        self,
        *,
        genome_id: str,
        options: RequestOptions | None = None,
    ) -> models.Interpretation:
        """Read the newest interpretation.

        Returns the newest interpretation of a genome, a light record for showing its state and version.
        The fields are not documented; the version is assumed to have the name that panel results and
        answers give it.

        404 for an unknown genome or, probably, one without any interpretation.

        Scope: genomes:read.

        Endpoint: ``GET /v1/genomes/{genomeId}/interpretations/latest``

        Args:
            genome_id: Public id of a hosted genome; starts with `gen_`. At least 1 characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The newest interpretation.

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
            operations.GET_LATEST,
            {
                "genome_id": genome_id,
            },
            options,
        )

    async def get_latest_artifact(
        self,
        *,
        genome_id: str,
        options: RequestOptions | None = None,
    ) -> models.InterpretationArtifact:
        """Read the newest interpretation artifact.

        Returns the newest interpretation in full, with the provenance of each statement. For display,
        panel results are the better source. The fields are not documented. 404 for an unknown genome.

        Scope: genomes:read.

        Endpoint: ``GET /v1/genomes/{genomeId}/interpretations/latest/artifact``

        Args:
            genome_id: Public id of a hosted genome; starts with `gen_`. At least 1 characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The newest artifact.

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
            operations.GET_LATEST_ARTIFACT,
            {
                "genome_id": genome_id,
            },
            options,
        )

    async def get(
        self,
        *,
        genome_id: str,
        version: str,
        options: RequestOptions | None = None,
    ) -> models.Interpretation:
        """Read one interpretation version.

        Returns one version of the interpretation of a genome, a light record. The fields are not
        documented. 404 for an unknown genome or version.

        Scope: genomes:read.

        Endpoint: ``GET /v1/genomes/{genomeId}/interpretations/{version}``

        Args:
            genome_id: Public id of a hosted genome; starts with `gen_`. At least 1 characters.
            version: Version of an interpretation, for example `2026.05.1`. The word `latest` names the
                newest one. At least 1 characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The interpretation.

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
                "genome_id": genome_id,
                "version": version,
            },
            options,
        )

    async def get_artifact(
        self,
        *,
        genome_id: str,
        version: str,
        options: RequestOptions | None = None,
    ) -> models.InterpretationArtifact:
        """Read the artifact of one interpretation version.

        Returns one version of the interpretation in full, with the provenance of each statement. The
        official client has this call, the reference does not; scope and errors are those of its
        neighbours, and the fields are not documented.

        Scope: genomes:read.

        Endpoint: ``GET /v1/genomes/{genomeId}/interpretations/{version}/artifact``

        Args:
            genome_id: Public id of a hosted genome; starts with `gen_`. At least 1 characters.
            version: Version of an interpretation, for example `2026.05.1`. The word `latest` names the
                newest one. At least 1 characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The artifact.

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
            operations.GET_ARTIFACT,
            {
                "genome_id": genome_id,
                "version": version,
            },
            options,
        )
