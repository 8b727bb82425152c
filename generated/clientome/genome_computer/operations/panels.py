"""The operations of `panels`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Operation,
    Parameter,
)

from .. import models
from ..arguments import panels as arguments

LIST_RESULTS: Operation[models.PanelResultList] = Operation(
    id="listPanelResults",
    method="GET",
    path="/v1/genomes/{genomeId}/panels",
    arguments=arguments.ListPanelResults,
    parameters=(Parameter("genome_id", "path", wire="genomeId"),),
    answers=(Answer(200, "json", models.PanelResultList),),
    retry="safe",
    readonly=True,
    security=(("bearer",),),
)

BUILD: Operation[models.PanelResult] = Operation(
    id="buildPanel",
    method="POST",
    path="/v1/genomes/{genomeId}/panels/{panelId}/build",
    arguments=arguments.BuildPanel,
    parameters=(
        Parameter("genome_id", "path", wire="genomeId"),
        Parameter("panel_id", "path", wire="panelId"),
    ),
    answers=(Answer(201, "json", models.PanelResult),),
    retry="never",
    security=(("bearer",),),
    read_timeout=300.0,
)

GET_RESULT: Operation[models.PanelResult] = Operation(
    id="getPanelResult",
    method="GET",
    path="/v1/genomes/{genomeId}/panels/{panelResultId}",
    arguments=arguments.GetPanelResult,
    parameters=(
        Parameter("genome_id", "path", wire="genomeId"),
        Parameter("panel_result_id", "path", wire="panelResultId"),
    ),
    answers=(Answer(200, "json", models.PanelResult),),
    retry="safe",
    readonly=True,
    security=(("bearer",),),
)

LIST: Operation[models.PanelCatalogue] = Operation(
    id="listPanels",
    method="GET",
    path="/v1/panels",
    answers=(Answer(200, "json", models.PanelCatalogue),),
    retry="safe",
    readonly=True,
    security=(("bearer",),),
)

GET: Operation[models.PanelDefinition] = Operation(
    id="getPanel",
    method="GET",
    path="/v1/panels/{panelId}",
    arguments=arguments.GetPanel,
    parameters=(Parameter("panel_id", "path", wire="panelId"),),
    answers=(Answer(200, "json", models.PanelDefinition),),
    retry="safe",
    readonly=True,
    security=(("bearer",),),
)
