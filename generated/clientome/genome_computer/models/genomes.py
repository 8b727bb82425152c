"""Answers of genome.computer: genomes."""

from __future__ import annotations

from typing import Any, TypeAlias

from clientome._runtime.generated import AnswerModel

GenomeManifest: TypeAlias = dict[str, Any]
"""Manifest of a .genome bundle. The provider documents no fields."""

Reinterpretation: TypeAlias = dict[str, Any]
"""Receipt of a queued interpretation run. The provider documents no fields and no job to read."""


class Genome(AnswerModel):
    """Runtime metadata of a hosted genome. The provider documents no fields."""

    genome_id: str | None = None
    """Public id; starts with `gen_`."""


class GenomeList(AnswerModel):
    data: list[Genome]
    """Genomes, as many as `limit` allows."""
