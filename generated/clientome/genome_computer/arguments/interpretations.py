"""Arguments of the operations of genome.computer: interpretations."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StrictStr

from clientome._runtime.generated import ArgumentsModel


class CompareInterpretations(ArgumentsModel):
    """Arguments of GET /v1/genomes/{genomeId}/diffs/{range}."""

    genome_id: Annotated[StrictStr, Field(min_length=1)]
    version_range: Annotated[StrictStr, Field(pattern="^.+\\.\\..+$")]


class GetLatestInterpretation(ArgumentsModel):
    """Arguments of GET /v1/genomes/{genomeId}/interpretations/latest."""

    genome_id: Annotated[StrictStr, Field(min_length=1)]


class GetLatestInterpretationArtifact(ArgumentsModel):
    """Arguments of GET /v1/genomes/{genomeId}/interpretations/latest/artifact."""

    genome_id: Annotated[StrictStr, Field(min_length=1)]


class GetInterpretation(ArgumentsModel):
    """Arguments of GET /v1/genomes/{genomeId}/interpretations/{version}."""

    genome_id: Annotated[StrictStr, Field(min_length=1)]
    version: Annotated[StrictStr, Field(min_length=1)]


class GetInterpretationArtifact(ArgumentsModel):
    """Arguments of GET /v1/genomes/{genomeId}/interpretations/{version}/artifact."""

    genome_id: Annotated[StrictStr, Field(min_length=1)]
    version: Annotated[StrictStr, Field(min_length=1)]
