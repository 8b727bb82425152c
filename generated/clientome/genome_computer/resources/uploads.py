"""Existing VCF files sent in, directly or through a signed upload."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from clientome._runtime.generated import (
    AsyncResource,
    FileInput,
    Progress,
    RequestOptions,
    Resource,
    with_progress,
)

from .. import models
from ..operations import uploads as operations

if TYPE_CHECKING:
    pass


class UploadsResource(Resource):
    """Existing VCF files sent in, directly or through a signed upload."""

    def create(
        self,
        *,
        file: FileInput,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> models.Upload:
        """Upload a VCF file.

        Sends an existing VCF file (`.vcf`, `.vcf.gz` or `.bcf`) in one multipart request. Meant for
        files below the multipart size limit, which is not documented; for larger ones start a signed
        upload instead.

        A 400 means that the file is missing, too large or of another kind.

        It is never sent again once a byte of it has left. The answer is waited for up to 600 s, unless
        you set a read timeout. Scope: uploads:write.

        Endpoint: ``POST /v1/uploads/vcf``

        Args:
            file: The VCF file, plain, gzipped or as BCF. The provider speaks of one file field without
                printing its name; `file` is our reading. Its size limit is not documented either. At
                most 1 files; file names end in .vcf, .vcf.gz, .bcf.
            on_progress: Called with the bytes that have been sent and their total, None where it is not
                known.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The upload.

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
                "file": file,
            },
            with_progress(options, on_progress),
        )

    def complete(
        self,
        *,
        upload_id: str,
        sha256: str,
        size_bytes: int,
        options: RequestOptions | None = None,
    ) -> models.Upload:
        """Finish a signed upload.

        Tells the provider that all bytes of a signed upload have reached the storage, and what they
        should be: SHA-256 in hexadecimal and size in bytes. The upload can then be converted.

        400 for a field that is not acceptable, 404 for an unknown upload, 409 without a documented
        reason, probably another size or digest than found in the storage, or an upload that is complete
        already.

        It is never sent again once a byte of it has left. The answer is waited for up to 600 s, unless
        you set a read timeout. Scope: uploads:write.

        Endpoint: ``POST /v1/uploads/vcf/complete``

        Args:
            upload_id: Id that the start of the upload returned.
            sha256: SHA-256 of the whole file, as 64 hexadecimal digits. Matching ^[0-9a-fA-F]{64}$.
            size_bytes: Size of the uploaded file in bytes. At least 0.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The finished upload. Its body is not documented; the fields are those of a direct upload.

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
            operations.COMPLETE,
            {
                "upload_id": upload_id,
                "sha256": sha256,
                "size_bytes": size_bytes,
            },
            options,
        )

    def initiate(
        self,
        *,
        filename: str,
        content_type: str | None = None,
        size_bytes: int | None = None,
        options: RequestOptions | None = None,
    ) -> models.SignedUpload:
        """Start a signed upload.

        Starts a resumable upload of a large VCF file. The answer brings the upload id and a signed
        place in the storage; send the bytes there, then complete the upload. How the bytes are sent
        (method, address field, headers) is not documented.

        A 400 means that the file name has another ending than `.vcf`, `.vcf.gz` or `.bcf`, or that a
        field is wrong.

        It is never sent again once a byte of it has left. The answer is waited for up to 600 s, unless
        you set a read timeout. Scope: uploads:write.

        Endpoint: ``POST /v1/uploads/vcf/initiate``

        Args:
            filename: Original name of the file; must end in `.vcf`, `.vcf.gz` or `.bcf`. Matching
                \\.(vcf|vcf\\.gz|bcf)$.
            content_type: MIME type with which the bytes will be sent.
            size_bytes: Expected size of the file in bytes. At least 0.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The started upload.

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
            operations.INITIATE,
            {
                "filename": filename,
                "content_type": content_type,
                "size_bytes": size_bytes,
            },
            options,
        )

    def upload(
        self,
        file: FileInput,
        *,
        via: Literal[
            "auto",
            "direct",
            "signed",
        ] = "auto",
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> models.Upload:
        """Uploads a VCF file of any size and returns the finished upload. Small ones go in one request, larger ones to a signed place in the storage, completed with size and SHA-256 of what was sent. From which size on the provider wants the second way is not documented; 32 MiB is our choice.

        The file goes by the first way that takes its size, unless you name one.

        It is never sent again once a byte of it has left. The answer is waited for up to 600 s, unless you set a read timeout. Scope: uploads:write.

        Endpoint: ``POST /v1/uploads/vcf``

        Args:
            file: The file: a path, bytes, an open binary file, an iterator of bytes, (name, content) or
                a File. File names end in .vcf, .vcf.gz, .bcf.
            via: The way: direct, signed; by the file's size when left out.
            on_progress: Called with the bytes so far and the size of the whole, None where it is not
                known.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            What has become of the file.

        Raises:
            ArgumentError: The file is missing, too large or has a name that is not taken; nothing was sent.
            IntegrityError: The file changed while it was being sent.

        Refusals are those of `create`.
        """
        return self._run(
            self._upload(
                operations.UPLOAD,
                file,
                {},
                via=via,
                on_progress=on_progress,
                options=options,
            )
        )


class AsyncUploadsResource(AsyncResource):
    """Existing VCF files sent in, directly or through a signed upload."""

    async def create(
        self,
        *,
        file: FileInput,
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> models.Upload:
        """Upload a VCF file.

        Sends an existing VCF file (`.vcf`, `.vcf.gz` or `.bcf`) in one multipart request. Meant for
        files below the multipart size limit, which is not documented; for larger ones start a signed
        upload instead.

        A 400 means that the file is missing, too large or of another kind.

        It is never sent again once a byte of it has left. The answer is waited for up to 600 s, unless
        you set a read timeout. Scope: uploads:write.

        Endpoint: ``POST /v1/uploads/vcf``

        Args:
            file: The VCF file, plain, gzipped or as BCF. The provider speaks of one file field without
                printing its name; `file` is our reading. Its size limit is not documented either. At
                most 1 files; file names end in .vcf, .vcf.gz, .bcf.
            on_progress: Called with the bytes that have been sent and their total, None where it is not
                known.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The upload.

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
                "file": file,
            },
            with_progress(options, on_progress),
        )

    async def complete(
        self,
        *,
        upload_id: str,
        sha256: str,
        size_bytes: int,
        options: RequestOptions | None = None,
    ) -> models.Upload:
        """Finish a signed upload.

        Tells the provider that all bytes of a signed upload have reached the storage, and what they
        should be: SHA-256 in hexadecimal and size in bytes. The upload can then be converted.

        400 for a field that is not acceptable, 404 for an unknown upload, 409 without a documented
        reason, probably another size or digest than found in the storage, or an upload that is complete
        already.

        It is never sent again once a byte of it has left. The answer is waited for up to 600 s, unless
        you set a read timeout. Scope: uploads:write.

        Endpoint: ``POST /v1/uploads/vcf/complete``

        Args:
            upload_id: Id that the start of the upload returned.
            sha256: SHA-256 of the whole file, as 64 hexadecimal digits. Matching ^[0-9a-fA-F]{64}$.
            size_bytes: Size of the uploaded file in bytes. At least 0.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The finished upload. Its body is not documented; the fields are those of a direct upload.

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
            operations.COMPLETE,
            {
                "upload_id": upload_id,
                "sha256": sha256,
                "size_bytes": size_bytes,
            },
            options,
        )

    async def initiate(
        self,
        *,
        filename: str,
        content_type: str | None = None,
        size_bytes: int | None = None,
        options: RequestOptions | None = None,
    ) -> models.SignedUpload:
        """Start a signed upload.

        Starts a resumable upload of a large VCF file. The answer brings the upload id and a signed
        place in the storage; send the bytes there, then complete the upload. How the bytes are sent
        (method, address field, headers) is not documented.

        A 400 means that the file name has another ending than `.vcf`, `.vcf.gz` or `.bcf`, or that a
        field is wrong.

        It is never sent again once a byte of it has left. The answer is waited for up to 600 s, unless
        you set a read timeout. Scope: uploads:write.

        Endpoint: ``POST /v1/uploads/vcf/initiate``

        Args:
            filename: Original name of the file; must end in `.vcf`, `.vcf.gz` or `.bcf`. Matching
                \\.(vcf|vcf\\.gz|bcf)$.
            content_type: MIME type with which the bytes will be sent.
            size_bytes: Expected size of the file in bytes. At least 0.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The started upload.

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
            operations.INITIATE,
            {
                "filename": filename,
                "content_type": content_type,
                "size_bytes": size_bytes,
            },
            options,
        )

    async def upload(
        self,
        file: FileInput,
        *,
        via: Literal[
            "auto",
            "direct",
            "signed",
        ] = "auto",
        on_progress: Progress | None = None,
        options: RequestOptions | None = None,
    ) -> models.Upload:
        """Uploads a VCF file of any size and returns the finished upload. Small ones go in one request, larger ones to a signed place in the storage, completed with size and SHA-256 of what was sent. From which size on the provider wants the second way is not documented; 32 MiB is our choice.

        The file goes by the first way that takes its size, unless you name one.

        It is never sent again once a byte of it has left. The answer is waited for up to 600 s, unless you set a read timeout. Scope: uploads:write.

        Endpoint: ``POST /v1/uploads/vcf``

        Args:
            file: The file: a path, bytes, an open binary file, an iterator of bytes, (name, content) or
                a File. File names end in .vcf, .vcf.gz, .bcf.
            via: The way: direct, signed; by the file's size when left out.
            on_progress: Called with the bytes so far and the size of the whole, None where it is not
                known.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            What has become of the file.

        Raises:
            ArgumentError: The file is missing, too large or has a name that is not taken; nothing was sent.
            IntegrityError: The file changed while it was being sent.

        Refusals are those of `create`.
        """
        return await self._run(
            self._upload(
                operations.UPLOAD,
                file,
                {},
                via=via,
                on_progress=on_progress,
                options=options,
            )
        )
