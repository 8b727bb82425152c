"""Answers of genome.computer: questions."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import AwareDatetime, Field

from clientome._runtime.generated import AnswerModel

from . import shared

ResponseLength: TypeAlias = Literal["low", "medium", "high"] | str
"""How long an answer should be."""


class AnswerSafety(AnswerModel):
    """How an answer may be used."""

    clinical_advice: bool
    """Whether the answer is meant as clinical advice."""
    requires_clinician_review: bool
    """Whether a clinician has to look at it first."""


class Answer(AnswerModel):
    """A stored answer to a question about one genome, with its grounds and its cost."""

    answer_id: str
    """Public id; starts with `ans_`."""
    genome_id: str
    """Genome that was asked about."""
    question: Annotated[str, Field(json_schema_extra={"x-sdk-sensitive": True})]
    """The question as it was asked."""
    response_length: ResponseLength
    answer: Annotated[str, Field(json_schema_extra={"x-sdk-sensitive": True})]
    """The answer in plain language."""
    structured_findings: list[shared.StructuredFinding]
    """Findings that the answer rests on."""
    citations: list[shared.VersionedCitation]
    """Sources, with their releases."""
    interpretation_version: str
    """Interpretation that the answer rests on, for example `2026.05.1`."""
    safety: AnswerSafety
    cost_cents: int
    """What the answer cost, in cents."""
    currency: str
    """Currency code in lower case, for example `usd`."""
    created_at: AwareDatetime
    """When the answer was given."""
