"""Values inside requests of Uploads: uploads."""

from __future__ import annotations

from pydantic import StrictInt, StrictStr

from clientome._runtime.generated import InputModel


class Details(InputModel):
    title: StrictStr


class UploadStepsItem(InputModel):
    n: StrictInt | None = None
