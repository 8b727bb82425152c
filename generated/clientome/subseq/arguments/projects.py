"""Arguments of the operations of subseq.bio: projects."""

from __future__ import annotations

from pydantic import StrictStr

from clientome._runtime.generated import ArgumentsModel


class CreateProject(ArgumentsModel):
    """Arguments of POST /project/new."""

    name: StrictStr


class DeleteProject(ArgumentsModel):
    """Arguments of POST /project/delete."""

    name: StrictStr
