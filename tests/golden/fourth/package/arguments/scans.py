"""Arguments of the operations of Fourth: scans."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, StrictInt, StrictStr

from clientome._runtime.generated import ArgumentsModel


class ListScans(ArgumentsModel):
    """Arguments of GET /scans."""

    page: Annotated[StrictInt | None, Field(ge=1)] = None
    name: StrictStr | None = None


class SendScan(ArgumentsModel):
    """Arguments of POST /scans."""

    file: Any
    note: StrictStr | None = None


class StartScan(ArgumentsModel):
    """Arguments of POST /scans/start."""

    name: StrictStr
    note: StrictStr | None = None


class FinishScan(ArgumentsModel):
    """Arguments of POST /scans/finish."""

    scan_id: StrictStr
    sha256: StrictStr
    bytes_: Annotated[StrictInt, Field(alias="bytes")]


class GetScan(ArgumentsModel):
    """Arguments of GET /scans/{scanId}."""

    scan_id: StrictStr


class DownloadScan(ArgumentsModel):
    """Arguments of GET /scans/{scanId}/content."""

    scan_id: StrictStr
    path: StrictStr


class ListFiles(ArgumentsModel):
    """Arguments of GET /scans/{scanId}/files."""

    scan_id: StrictStr


class GetLink(ArgumentsModel):
    """Arguments of GET /scans/{scanId}/link."""

    scan_id: StrictStr
