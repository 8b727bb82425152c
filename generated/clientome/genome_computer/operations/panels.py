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
    answers=(Answer(200, "json", type=models.PanelResultList),),
    arguments=arguments.ListPanelResults,
    parameters=(Parameter("genome_id", "path", wire="genomeId"),),
    retry="safe",
    readonly=True,
    security=(("bearer",),),
)

BUILD: Operation[models.PanelResult] = Operation(
    id="buildPanel",
    method="POST",
    path="/v1/genomes/{genomeId}/panels/{panelId}/build",
    answers=(Answer(201, "json", type=models.PanelResult),),
    arguments=arguments.BuildPanel,
    parameters=(
        Parameter("genome_id", "path", wire="genomeId"),
        Parameter("panel_id", "path", wire="panelId"),
    ),
    security=(("bearer",),),
    read_timeout=300.0,
)

GET_RESULT: Operation[models.PanelResult] = Operation(
    id="getPanelResult",
    method="GET",
    path="/v1/genomes/{genomeId}/panels/{panelResultId}",
    answers=(Answer(200, "json", type=models.PanelResult),),
    arguments=arguments.GetPanelResult,
    parameters=(
        Parameter("genome_id", "path", wire="genomeId"),
        Parameter("panel_result_id", "path", wire="panelResultId"),
    ),
    retry="safe",
    readonly=True,
    security=(("bearer",),),
)

LIST: Operation[models.PanelCatalogue] = Operation(
    id="listPanels",
    method="GET",
    path="/v1/panels",
    answers=(Answer(200, "json", type=models.PanelCatalogue),),
    retry="safe",
    readonly=True,
    security=(("bearer",),),
)

GET: Operation[models.PanelDefinition] = Operation(
    id="getPanel",
    method="GET",
    path="/v1/panels/{panelId}",
    answers=(Answer(200, "json", type=models.PanelDefinition),),
    arguments=arguments.GetPanel,
    parameters=(Parameter("panel_id", "path", wire="panelId"),),
    retry="safe",
    readonly=True,
    security=(("bearer",),),
)
