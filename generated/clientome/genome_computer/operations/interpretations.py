"""The operations of `interpretations`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Operation,
    Parameter,
)

from .. import models
from ..arguments import interpretations as arguments

COMPARE: Operation[models.InterpretationDiff] = Operation(
    id="compareInterpretations",
    method="GET",
    path="/v1/genomes/{genomeId}/diffs/{range}",
    answers=(Answer(200, "json", type=models.InterpretationDiff),),
    arguments=arguments.CompareInterpretations,
    parameters=(
        Parameter("genome_id", "path", wire="genomeId"),
        Parameter("version_range", "path", wire="range"),
    ),
    retry="safe",
    readonly=True,
    security=(("bearer",),),
)

GET_LATEST: Operation[models.Interpretation] = Operation(
    id="getLatestInterpretation",
    method="GET",
    path="/v1/genomes/{genomeId}/interpretations/latest",
    answers=(Answer(200, "json", type=models.Interpretation),),
    arguments=arguments.GetLatestInterpretation,
    parameters=(Parameter("genome_id", "path", wire="genomeId"),),
    retry="safe",
    readonly=True,
    security=(("bearer",),),
)

GET_LATEST_ARTIFACT: Operation[models.InterpretationArtifact] = Operation(
    id="getLatestInterpretationArtifact",
    method="GET",
    path="/v1/genomes/{genomeId}/interpretations/latest/artifact",
    answers=(Answer(200, "json", type=models.InterpretationArtifact),),
    arguments=arguments.GetLatestInterpretationArtifact,
    parameters=(Parameter("genome_id", "path", wire="genomeId"),),
    retry="safe",
    readonly=True,
    security=(("bearer",),),
)

GET: Operation[models.Interpretation] = Operation(
    id="getInterpretation",
    method="GET",
    path="/v1/genomes/{genomeId}/interpretations/{version}",
    answers=(Answer(200, "json", type=models.Interpretation),),
    arguments=arguments.GetInterpretation,
    parameters=(Parameter("genome_id", "path", wire="genomeId"), Parameter("version", "path")),
    retry="safe",
    readonly=True,
    security=(("bearer",),),
)

GET_ARTIFACT: Operation[models.InterpretationArtifact] = Operation(
    id="getInterpretationArtifact",
    method="GET",
    path="/v1/genomes/{genomeId}/interpretations/{version}/artifact",
    answers=(Answer(200, "json", type=models.InterpretationArtifact),),
    arguments=arguments.GetInterpretationArtifact,
    parameters=(Parameter("genome_id", "path", wire="genomeId"), Parameter("version", "path")),
    retry="safe",
    readonly=True,
    security=(("bearer",),),
)
