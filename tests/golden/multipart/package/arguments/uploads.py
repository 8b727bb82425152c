"""Arguments of the operations of Uploads: uploads."""

from __future__ import annotations

from typing import Any

from pydantic import StrictBool, StrictStr

from clientome._runtime.generated import ArgumentsModel

from ..inputs import uploads


class Upload(ArgumentsModel):
    """Arguments of POST /uploads."""

    files: Any
    cover: Any | None = None
    tags: list[StrictStr] | None = None
    details: uploads.Details | None = None
    steps: list[uploads.UploadStepsItem] | None = None
    public: StrictBool | None = None
