"""Arguments of the operations of subseq.bio: programs."""

from __future__ import annotations

from pydantic import StrictStr

from clientome._runtime.generated import ArgumentsModel


class GetProgramParams(ArgumentsModel):
    """Arguments of GET /program/params."""

    program: StrictStr
