"""Answers of genome.computer: interpretations."""

from __future__ import annotations

from typing import Any, TypeAlias

from clientome._runtime.generated import AnswerModel, SensitiveAnswer

InterpretationDiff: TypeAlias = dict[str, Any]
"""What changed between two interpretation versions. The provider documents no fields."""


class Interpretation(AnswerModel):
    """One interpretation of a genome, for showing its state and version. The provider documents no fields."""

    interpretation_version: str | None = None
    """Version of the interpretation, under the name that panel results, answers and contexts give it."""


class InterpretationArtifact(SensitiveAnswer):
    """The whole interpretation with the provenance of every statement. The provider documents no fields. It tells much about a person, so everything in here is kept out of logs."""
