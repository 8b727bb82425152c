"""Arguments of the operations of Alternatives: animals."""

from __future__ import annotations

from pydantic import StrictInt, StrictStr

from clientome._runtime.generated import ArgumentsModel

from ..inputs import animals


class AddAnimal(ArgumentsModel):
    """Arguments of POST /animals."""

    body: animals.AnimalInput


class GetValue(ArgumentsModel):
    """Arguments of GET /animals/{id}/value."""

    id: StrictInt | StrictStr
