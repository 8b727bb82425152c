"""Arguments of the operations of genome.computer: panels."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StrictStr

from clientome._runtime.generated import ArgumentsModel


class ListPanelResults(ArgumentsModel):
    """Arguments of GET /v1/genomes/{genomeId}/panels."""

    genome_id: Annotated[StrictStr, Field(min_length=1)]


class BuildPanel(ArgumentsModel):
    """Arguments of POST /v1/genomes/{genomeId}/panels/{panelId}/build."""

    genome_id: Annotated[StrictStr, Field(min_length=1)]
    panel_id: Annotated[StrictStr, Field(min_length=1)]


class GetPanelResult(ArgumentsModel):
    """Arguments of GET /v1/genomes/{genomeId}/panels/{panelResultId}."""

    genome_id: Annotated[StrictStr, Field(min_length=1)]
    panel_result_id: Annotated[StrictStr, Field(min_length=1)]


class GetPanel(ArgumentsModel):
    """Arguments of GET /v1/panels/{panelId}."""

    panel_id: Annotated[StrictStr, Field(min_length=1)]
