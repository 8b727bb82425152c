"""The managed uploads of resources, in both colours. What uploading needs is loaded when it is first used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from .answers import Progress
from .operation import ManagedUpload
from .options import RequestOptions
from .session import Session

if TYPE_CHECKING:
    from .client import AsyncClient, Client
    from .managed_sftp import Parcel
    from .sftp_target import SftpTarget

T = TypeVar("T")


def _send(parcel: Parcel) -> None:
    from .sftp import upload

    parcel.done = upload(
        parcel.target,
        parcel.source,
        on_progress=parcel.on_progress,
        retries=parcel.retries,
        timeout=parcel.timeout,
    )


async def _asend(parcel: Parcel) -> None:
    from .sftp import aupload

    parcel.done = await aupload(
        parcel.target,
        parcel.source,
        on_progress=parcel.on_progress,
        retries=parcel.retries,
        timeout=parcel.timeout,
    )


class ResourceUploads:
    """Uploads of a sync resource."""

    _client: Client
    _session: Session

    def _upload(
        self,
        managed: ManagedUpload[T],
        file: Any,
        arguments: Mapping[str, object],
        *,
        via: str = "auto",
        sftp: SftpTarget | None = None,
        wait: bool = True,
        timeout: float | None = None,
        on_progress: Progress | None = None,
        on_status: Callable[[T], object] | None = None,
        options: RequestOptions | None = None,
    ) -> T:
        """Upload a file by the way that suits it; see :mod:`.managed`."""
        from .managed import upload

        return self._client.run(
            upload(
                self._session,
                managed,
                file,
                arguments,
                via=via,
                sftp=sftp,
                wait=wait,
                timeout=timeout,
                on_progress=on_progress,
                on_status=on_status,
                options=options,
                send_sftp=_send,
            )
        )


class AsyncResourceUploads:
    """Uploads of an async resource. The callbacks may be async functions."""

    _client: AsyncClient
    _session: Session

    async def _upload(
        self,
        managed: ManagedUpload[T],
        file: Any,
        arguments: Mapping[str, object],
        *,
        via: str = "auto",
        sftp: SftpTarget | None = None,
        wait: bool = True,
        timeout: float | None = None,  # noqa: ASYNC109 - the sync method has it too
        on_progress: Progress | None = None,
        on_status: Callable[[T], object] | None = None,
        options: RequestOptions | None = None,
    ) -> T:
        """As :meth:`ResourceUploads._upload`."""
        from .managed import upload

        return await self._client.run(
            upload(
                self._session,
                managed,
                file,
                arguments,
                via=via,
                sftp=sftp,
                wait=wait,
                timeout=timeout,
                on_progress=on_progress,
                on_status=on_status,
                options=options,
                send_sftp=_asend,
            )
        )
