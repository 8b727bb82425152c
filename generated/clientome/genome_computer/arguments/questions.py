"""Arguments of the operations of genome.computer: questions."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StrictStr

from clientome._runtime.generated import ArgumentsModel

from ..inputs import questions


class GetAnswer(ArgumentsModel):
    """Arguments of GET /v1/genomes/{genomeId}/answers/{answerId}."""

    genome_id: Annotated[StrictStr, Field(min_length=1)]
    answer_id: Annotated[StrictStr, Field(min_length=1)]


class AskQuestion(ArgumentsModel):
    """Arguments of POST /v1/genomes/{genomeId}/ask."""

    genome_id: Annotated[StrictStr, Field(min_length=1)]
    question: Annotated[StrictStr, Field(json_schema_extra={"x-sdk-sensitive": True})]
    response_length: questions.ResponseLengthInput | None = None
