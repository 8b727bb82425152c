"""Values inside requests of genome.computer: questions."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field, StrictStr

from clientome._runtime.generated import InputModel

ResponseLengthInput: TypeAlias = Literal["low", "medium", "high"]
"""How long an answer should be."""


class AskQuestionRequest(InputModel):
    question: Annotated[StrictStr, Field(json_schema_extra={"x-sdk-sensitive": True})]
    """The question in plain language. It is about a person, so it is kept out of logs."""
    response_length: ResponseLengthInput | None = None
    """How long the answer should be."""
