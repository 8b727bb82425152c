"""Arguments of the operations of genome.computer: genomes."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StrictInt, StrictStr

from clientome._runtime.generated import ArgumentsModel

from ..inputs import shared


class ListGenomes(ArgumentsModel):
    """Arguments of GET /v1/genomes."""

    limit: StrictInt | None = None


class GetGenome(ArgumentsModel):
    """Arguments of GET /v1/genomes/{genomeId}."""

    genome_id: Annotated[StrictStr, Field(min_length=1)]


class GetGenomeBundle(ArgumentsModel):
    """Arguments of GET /v1/genomes/{genomeId}/bundle."""

    genome_id: Annotated[StrictStr, Field(min_length=1)]


class GetGenomeFiles(ArgumentsModel):
    """Arguments of GET /v1/genomes/{genomeId}/files."""

    genome_id: Annotated[StrictStr, Field(min_length=1)]


class GetGenomeManifest(ArgumentsModel):
    """Arguments of GET /v1/genomes/{genomeId}/manifest."""

    genome_id: Annotated[StrictStr, Field(min_length=1)]


class UpdateGenomeRetention(ArgumentsModel):
    """Arguments of PATCH /v1/genomes/{genomeId}/retention."""

    genome_id: Annotated[StrictStr, Field(min_length=1)]
    retention: shared.RetentionInput


class ReinterpretGenome(ArgumentsModel):
    """Arguments of POST /v1/genomes/{genomeId}/reinterpret."""

    genome_id: Annotated[StrictStr, Field(min_length=1)]
