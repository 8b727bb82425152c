"""Answers of Fourth: scans."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from clientome._runtime.generated import AnswerModel


class Scan(AnswerModel):
    scan_id: str
    """Id."""
    status: Literal["new", "in_the_post", "read", "broken"] | str
    """Where it stands."""


class ScanPage(AnswerModel):
    items: list[Scan] | None = None
    more: bool | None = None


class PlacePlace(AnswerModel):
    url: str
    """Signed."""


class FilesFilesItem(AnswerModel):
    path: str | None = None
    """Relative path."""
    bytes_: Annotated[int | None, Field(alias="bytes")] = None
    """Size."""
    sha256: str | None = None
    """Digest."""


class Place(AnswerModel):
    scan_id: str
    """Id."""
    place: Annotated[PlacePlace, Field(json_schema_extra={"x-sdk-sensitive": True})]


class Files(AnswerModel):
    files: list[FilesFilesItem] | None = None
