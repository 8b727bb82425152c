"""Values inside requests of subseq.bio: projects."""

from __future__ import annotations

from pydantic import StrictStr

from clientome._runtime.generated import InputModel


class ProjectName(InputModel):
    """Which project is meant."""

    name: StrictStr
    """Name of the project."""
