"""Arguments of the operations of One body in several content types: notes."""

from __future__ import annotations

from typing import Any

from pydantic import StrictStr

from clientome._runtime.generated import ArgumentsModel


class AddNote(ArgumentsModel):
    """Arguments of POST /notes."""

    title: StrictStr | None = None
    picture: StrictStr | None = None
    labels: list[StrictStr] | StrictStr | None = None
    picture_file: Any | None = None
    text: StrictStr | None = None
    content: Any | None = None


class PutText(ArgumentsModel):
    """Arguments of PUT /notes/{id}/text."""

    id: StrictStr
    text: StrictStr


class PatchNote(ArgumentsModel):
    """Arguments of PATCH /notes/{id}/patch."""

    id: StrictStr
    body: list[dict[str, Any]] | None = None
    title: StrictStr | None = None
    picture: StrictStr | None = None
    labels: list[StrictStr] | None = None
