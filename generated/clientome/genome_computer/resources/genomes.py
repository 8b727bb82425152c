"""Hosted genomes, their files, retention and fresh interpretations."""

from __future__ import annotations

import builtins
import os
from pathlib import Path

from clientome._runtime.generated import (
    AsyncPage,
    AsyncResource,
    Page,
    Progress,
    RequestOptions,
    Resource,
)

from .. import models
from ..operations import genomes as operations


class GenomesResource(Resource):
    """Hosted genomes, their files, retention and fresh interpretations."""

    def list(
        self,
        *,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> Page[models.Genome]:
        """List hosted genomes.

        Returns hosted genomes of the organisation, at most `limit` of them. There is no cursor, and no
        highest limit is documented. The body is not documented; that the list sits in `data`, as with
        orders, is our reading.

        Scope: genomes:read.

        Endpoint: ``GET /v1/genomes``

        Args:
            limit: Most genomes to return. The provider's default is 50.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Hosted genomes.

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
                "limit": limit,
            },
            options,
        )

    def get(
        self,
        *,
        genome_id: str,
        options: RequestOptions | None = None,
    ) -> models.Genome:
        """Read one genome.

        Returns runtime metadata of a hosted genome. The fields are not documented. 404 for an unknown
        genome.

        Scope: genomes:read.

        Endpoint: ``GET /v1/genomes/{genomeId}``

        Args:
            genome_id: Public id of a hosted genome; starts with `gen_`. At least 1 characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Runtime metadata.

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
            },
            options,
        )

    def get_bundle(
        self,
        *,
        genome_id: str,
        options: RequestOptions | None = None,
    ) -> models.FileLinks:
        """Get a link to the .genome bundle.

        Returns a signed link to the bundle, not the bundle itself. Field names and lifetime of the link
        are not documented; fetch it right before the download. 404 for an unknown genome.

        Scope: genomes:read.

        Endpoint: ``GET /v1/genomes/{genomeId}/bundle``

        Args:
            genome_id: Public id of a hosted genome; starts with `gen_`. At least 1 characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            A signed link.

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
            operations.GET_BUNDLE,
            {
                "genome_id": genome_id,
            },
            options,
        )

    def get_files(
        self,
        *,
        genome_id: str,
        options: RequestOptions | None = None,
    ) -> models.FileLinks:
        """Get links to the files of a genome.

        Returns signed links to all files of a hosted genome. Field names and lifetime of the links are
        not documented; fetch them right before the download. 404 for an unknown genome.

        Scope: genomes:read.

        Endpoint: ``GET /v1/genomes/{genomeId}/files``

        Args:
            genome_id: Public id of a hosted genome; starts with `gen_`. At least 1 characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Signed links.

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
            operations.GET_FILES,
            {
                "genome_id": genome_id,
            },
            options,
        )

    def get_manifest(
        self,
        *,
        genome_id: str,
        options: RequestOptions | None = None,
    ) -> models.GenomeManifest:
        """Read the manifest of the bundle.

        Returns what the .genome bundle contains. The fields are not documented. 404 for an unknown
        genome.

        Scope: genomes:read.

        Endpoint: ``GET /v1/genomes/{genomeId}/manifest``

        Args:
            genome_id: Public id of a hosted genome; starts with `gen_`. At least 1 characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The manifest.

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
            operations.GET_MANIFEST,
            {
                "genome_id": genome_id,
            },
            options,
        )

    def update_retention(
        self,
        *,
        genome_id: str,
        retention: models.RetentionInput,
        options: RequestOptions | None = None,
    ) -> models.Genome:
        """Keep a genome online or have it deleted.

        Sets how long the genome is kept. `delete_after_30_days` starts its removal; `hosted_runtime`
        keeps it. Setting the same rule again changes nothing, so a repeat is harmless. The body of the
        answer is not documented; only the id of the genome is assumed.

        400 for an unknown rule, 404 for an unknown genome.

        Scope: genomes:write.

        Endpoint: ``PATCH /v1/genomes/{genomeId}/retention``

        Args:
            genome_id: Public id of a hosted genome; starts with `gen_`. At least 1 characters.
            retention: The new rule. One of delete_after_30_days, hosted_runtime.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The rule is set.

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
            operations.UPDATE_RETENTION,
            {
                "genome_id": genome_id,
                "retention": retention,
            },
            options,
        )

    def reinterpret(
        self,
        *,
        genome_id: str,
        options: RequestOptions | None = None,
    ) -> models.Reinterpretation:
        """Queue a fresh interpretation.

        Queues a new interpretation of the genome against today's sources. The answer comes at once;
        there is no job to poll. Watch for the webhook event `interpretation.updated`, or read the
        latest interpretation until its version changes. 404 for an unknown genome.

        It is never sent again once a byte of it has left. The answer is waited for up to 300 s, unless
        you set a read timeout. Scope: genomes:write.

        Endpoint: ``POST /v1/genomes/{genomeId}/reinterpret``

        Args:
            genome_id: Public id of a hosted genome; starts with `gen_`. At least 1 characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Queued.

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
            operations.REINTERPRET,
            {
                "genome_id": genome_id,
            },
            options,
        )

    def download_bundle(
        self,
        target: str | os.PathLike[str],
        *,
        genome_id: str,
        resume: bool = True,
        sha256: str | None = None,
        md5: str | None = None,
        size: int | None = None,
        overwrite: bool = False,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> Path:
        """Download what the link of `get_bundle` leads to.

        The file appears when it is complete and right; a broken download goes on by itself, and in a later
        call where it can. Size and digest are checked wherever they are known.

        Scope: genomes:read.

        Endpoint: ``GET /v1/genomes/{genomeId}/bundle``

        Args:
            target: Path of the file, or a folder that gets the name that the provider proposes.
            genome_id: Public id of a hosted genome; starts with `gen_`. At least 1 characters.
            resume: Go on where an earlier download of this file broke off.
            sha256: The file's SHA-256 in hexadecimal, where you know it.
            md5: The file's MD5 in hexadecimal, where you know it.
            size: The file's bytes, where you know them.
            overwrite: Replace a file that is there already.
            on_progress: Called with the bytes so far and the size of the whole, None where it is not
                known.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The path of the file.

        Raises:
            IntegrityError: What came is not what was announced; nothing is kept.
            FileExistsError: The file is there already, and overwriting was not asked for.
            OSError: The file cannot be written; what has arrived is kept where it can be continued.

        Refusals are those of `get_bundle`.
        """
        return self._run(
            self._download(
                operations.DOWNLOAD_BUNDLE,
                {
                    "genome_id": genome_id,
                },
                target,
                resume=resume,
                sha256=sha256,
                md5=md5,
                size=size,
                overwrite=overwrite,
                on_progress=on_progress,
                options=options,
            )
        )

    def download_files(
        self,
        target: str | os.PathLike[str],
        *,
        genome_id: str,
        parallel: int = 4,
        overwrite: bool = False,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> builtins.list[Path]:
        """Download what the links of `get_files` lead to.

        The file appears when it is complete and right; a broken download goes on by itself, and in a later
        call where it can. Size and digest are checked wherever they are known.

        Scope: genomes:read.

        Endpoint: ``GET /v1/genomes/{genomeId}/files``

        Args:
            target: A folder that exists; relative paths of the files are made below it.
            genome_id: Public id of a hosted genome; starts with `gen_`. At least 1 characters.
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
                    "genome_id": genome_id,
                },
                target,
                parallel=parallel,
                overwrite=overwrite,
                on_progress=on_progress,
                options=options,
            )
        )


class AsyncGenomesResource(AsyncResource):
    """Hosted genomes, their files, retention and fresh interpretations."""

    async def list(
        self,
        *,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncPage[models.Genome]:
        """List hosted genomes.

        Returns hosted genomes of the organisation, at most `limit` of them. There is no cursor, and no
        highest limit is documented. The body is not documented; that the list sits in `data`, as with
        orders, is our reading.

        Scope: genomes:read.

        Endpoint: ``GET /v1/genomes``

        Args:
            limit: Most genomes to return. The provider's default is 50.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Hosted genomes.

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
                "limit": limit,
            },
            options,
        )

    async def get(
        self,
        *,
        genome_id: str,
        options: RequestOptions | None = None,
    ) -> models.Genome:
        """Read one genome.

        Returns runtime metadata of a hosted genome. The fields are not documented. 404 for an unknown
        genome.

        Scope: genomes:read.

        Endpoint: ``GET /v1/genomes/{genomeId}``

        Args:
            genome_id: Public id of a hosted genome; starts with `gen_`. At least 1 characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Runtime metadata.

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
            },
            options,
        )

    async def get_bundle(
        self,
        *,
        genome_id: str,
        options: RequestOptions | None = None,
    ) -> models.FileLinks:
        """Get a link to the .genome bundle.

        Returns a signed link to the bundle, not the bundle itself. Field names and lifetime of the link
        are not documented; fetch it right before the download. 404 for an unknown genome.

        Scope: genomes:read.

        Endpoint: ``GET /v1/genomes/{genomeId}/bundle``

        Args:
            genome_id: Public id of a hosted genome; starts with `gen_`. At least 1 characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            A signed link.

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
            operations.GET_BUNDLE,
            {
                "genome_id": genome_id,
            },
            options,
        )

    async def get_files(
        self,
        *,
        genome_id: str,
        options: RequestOptions | None = None,
    ) -> models.FileLinks:
        """Get links to the files of a genome.

        Returns signed links to all files of a hosted genome. Field names and lifetime of the links are
        not documented; fetch them right before the download. 404 for an unknown genome.

        Scope: genomes:read.

        Endpoint: ``GET /v1/genomes/{genomeId}/files``

        Args:
            genome_id: Public id of a hosted genome; starts with `gen_`. At least 1 characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Signed links.

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
            operations.GET_FILES,
            {
                "genome_id": genome_id,
            },
            options,
        )

    async def get_manifest(
        self,
        *,
        genome_id: str,
        options: RequestOptions | None = None,
    ) -> models.GenomeManifest:
        """Read the manifest of the bundle.

        Returns what the .genome bundle contains. The fields are not documented. 404 for an unknown
        genome.

        Scope: genomes:read.

        Endpoint: ``GET /v1/genomes/{genomeId}/manifest``

        Args:
            genome_id: Public id of a hosted genome; starts with `gen_`. At least 1 characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The manifest.

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
            operations.GET_MANIFEST,
            {
                "genome_id": genome_id,
            },
            options,
        )

    async def update_retention(
        self,
        *,
        genome_id: str,
        retention: models.RetentionInput,
        options: RequestOptions | None = None,
    ) -> models.Genome:
        """Keep a genome online or have it deleted.

        Sets how long the genome is kept. `delete_after_30_days` starts its removal; `hosted_runtime`
        keeps it. Setting the same rule again changes nothing, so a repeat is harmless. The body of the
        answer is not documented; only the id of the genome is assumed.

        400 for an unknown rule, 404 for an unknown genome.

        Scope: genomes:write.

        Endpoint: ``PATCH /v1/genomes/{genomeId}/retention``

        Args:
            genome_id: Public id of a hosted genome; starts with `gen_`. At least 1 characters.
            retention: The new rule. One of delete_after_30_days, hosted_runtime.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The rule is set.

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
            operations.UPDATE_RETENTION,
            {
                "genome_id": genome_id,
                "retention": retention,
            },
            options,
        )

    async def reinterpret(
        self,
        *,
        genome_id: str,
        options: RequestOptions | None = None,
    ) -> models.Reinterpretation:
        """Queue a fresh interpretation.

        Queues a new interpretation of the genome against today's sources. The answer comes at once;
        there is no job to poll. Watch for the webhook event `interpretation.updated`, or read the
        latest interpretation until its version changes. 404 for an unknown genome.

        It is never sent again once a byte of it has left. The answer is waited for up to 300 s, unless
        you set a read timeout. Scope: genomes:write.

        Endpoint: ``POST /v1/genomes/{genomeId}/reinterpret``

        Args:
            genome_id: Public id of a hosted genome; starts with `gen_`. At least 1 characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Queued.

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
            operations.REINTERPRET,
            {
                "genome_id": genome_id,
            },
            options,
        )

    async def download_bundle(
        self,
        target: str | os.PathLike[str],
        *,
        genome_id: str,
        resume: bool = True,
        sha256: str | None = None,
        md5: str | None = None,
        size: int | None = None,
        overwrite: bool = False,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> Path:
        """Download what the link of `get_bundle` leads to.

        The file appears when it is complete and right; a broken download goes on by itself, and in a later
        call where it can. Size and digest are checked wherever they are known.

        Scope: genomes:read.

        Endpoint: ``GET /v1/genomes/{genomeId}/bundle``

        Args:
            target: Path of the file, or a folder that gets the name that the provider proposes.
            genome_id: Public id of a hosted genome; starts with `gen_`. At least 1 characters.
            resume: Go on where an earlier download of this file broke off.
            sha256: The file's SHA-256 in hexadecimal, where you know it.
            md5: The file's MD5 in hexadecimal, where you know it.
            size: The file's bytes, where you know them.
            overwrite: Replace a file that is there already.
            on_progress: Called with the bytes so far and the size of the whole, None where it is not
                known.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The path of the file.

        Raises:
            IntegrityError: What came is not what was announced; nothing is kept.
            FileExistsError: The file is there already, and overwriting was not asked for.
            OSError: The file cannot be written; what has arrived is kept where it can be continued.

        Refusals are those of `get_bundle`.
        """
        return await self._run(
            self._download(
                operations.DOWNLOAD_BUNDLE,
                {
                    "genome_id": genome_id,
                },
                target,
                resume=resume,
                sha256=sha256,
                md5=md5,
                size=size,
                overwrite=overwrite,
                on_progress=on_progress,
                options=options,
            )
        )

    async def download_files(
        self,
        target: str | os.PathLike[str],
        *,
        genome_id: str,
        parallel: int = 4,
        overwrite: bool = False,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> builtins.list[Path]:
        """Download what the links of `get_files` lead to.

        The file appears when it is complete and right; a broken download goes on by itself, and in a later
        call where it can. Size and digest are checked wherever they are known.

        Scope: genomes:read.

        Endpoint: ``GET /v1/genomes/{genomeId}/files``

        Args:
            target: A folder that exists; relative paths of the files are made below it.
            genome_id: Public id of a hosted genome; starts with `gen_`. At least 1 characters.
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
                    "genome_id": genome_id,
                },
                target,
                parallel=parallel,
                overwrite=overwrite,
                on_progress=on_progress,
                options=options,
            )
        )
