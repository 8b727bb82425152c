"""The operations of `genomes`, each described once for both clients."""

from __future__ import annotations

from typing import Any

from clientome._runtime.generated import (
    Answer,
    Download,
    Media,
    Operation,
    Page,
    Pagination,
    Parameter,
)

from .. import models
from ..arguments import genomes as arguments

LIST: Operation[Page[models.Genome]] = Operation(
    id="listGenomes",
    method="GET",
    path="/v1/genomes",
    answers=(Answer(200, "json", type=models.GenomeList),),
    arguments=arguments.ListGenomes,
    parameters=(Parameter("limit", "query"),),
    pagination=Pagination(style="single", items=("data",), limit="limit"),
    retry="safe",
    readonly=True,
    security=(("bearer",),),
)

GET: Operation[models.Genome] = Operation(
    id="getGenome",
    method="GET",
    path="/v1/genomes/{genomeId}",
    answers=(Answer(200, "json", type=models.Genome),),
    arguments=arguments.GetGenome,
    parameters=(Parameter("genome_id", "path", wire="genomeId"),),
    retry="safe",
    readonly=True,
    security=(("bearer",),),
)

GET_BUNDLE: Operation[models.FileLinks] = Operation(
    id="getGenomeBundle",
    method="GET",
    path="/v1/genomes/{genomeId}/bundle",
    answers=(Answer(200, "json", type=models.FileLinks),),
    arguments=arguments.GetGenomeBundle,
    parameters=(Parameter("genome_id", "path", wire="genomeId"),),
    retry="safe",
    readonly=True,
    security=(("bearer",),),
)

GET_FILES: Operation[models.FileLinks] = Operation(
    id="getGenomeFiles",
    method="GET",
    path="/v1/genomes/{genomeId}/files",
    answers=(Answer(200, "json", type=models.FileLinks),),
    arguments=arguments.GetGenomeFiles,
    parameters=(Parameter("genome_id", "path", wire="genomeId"),),
    retry="safe",
    readonly=True,
    security=(("bearer",),),
)

GET_MANIFEST: Operation[models.GenomeManifest] = Operation(
    id="getGenomeManifest",
    method="GET",
    path="/v1/genomes/{genomeId}/manifest",
    answers=(Answer(200, "json", type=models.GenomeManifest),),
    arguments=arguments.GetGenomeManifest,
    parameters=(Parameter("genome_id", "path", wire="genomeId"),),
    retry="safe",
    readonly=True,
    security=(("bearer",),),
)

UPDATE_RETENTION: Operation[models.Genome] = Operation(
    id="updateGenomeRetention",
    method="PATCH",
    path="/v1/genomes/{genomeId}/retention",
    answers=(Answer(200, "json", type=models.Genome),),
    arguments=arguments.UpdateGenomeRetention,
    parameters=(Parameter("genome_id", "path", wire="genomeId"), Parameter("retention", "body")),
    body=(Media("application/json", ("retention",)),),
    body_required=True,
    retry="safe",
    security=(("bearer",),),
)

REINTERPRET: Operation[models.Reinterpretation] = Operation(
    id="reinterpretGenome",
    method="POST",
    path="/v1/genomes/{genomeId}/reinterpret",
    answers=(Answer(202, "json", type=models.Reinterpretation),),
    arguments=arguments.ReinterpretGenome,
    parameters=(Parameter("genome_id", "path", wire="genomeId"),),
    security=(("bearer",),),
    read_timeout=300.0,
)


DOWNLOAD_BUNDLE: Download[Any] = Download(operation=GET_BUNDLE, link="anywhere")

DOWNLOAD_FILES: Download[Any] = Download(operation=GET_FILES, links="anywhere")
