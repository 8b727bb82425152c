"""The operations of `questions`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Media,
    Operation,
    Parameter,
    Pricing,
)

from .. import models
from ..arguments import questions as arguments

GET_ANSWER: Operation[models.Answer] = Operation(
    id="getAnswer",
    method="GET",
    path="/v1/genomes/{genomeId}/answers/{answerId}",
    answers=(Answer(200, "json", type=models.Answer),),
    arguments=arguments.GetAnswer,
    parameters=(
        Parameter("genome_id", "path", wire="genomeId"),
        Parameter("answer_id", "path", wire="answerId"),
    ),
    retry="safe",
    readonly=True,
    security=(("bearer",),),
)

ASK: Operation[models.Answer] = Operation(
    id="askQuestion",
    method="POST",
    path="/v1/genomes/{genomeId}/ask",
    answers=(Answer(201, "json", type=models.Answer),),
    arguments=arguments.AskQuestion,
    parameters=(
        Parameter("genome_id", "path", wire="genomeId"),
        Parameter("question", "body", sensitive=True),
        Parameter("response_length", "body"),
    ),
    body=(Media("application/json", ("question", "response_length")),),
    body_required=True,
    billable=True,
    pricing=Pricing(currency="usd", charged=("cost_cents",), charged_currency=("currency",), digits=2),
    look_up="usage.list",
    security=(("bearer",),),
    read_timeout=300.0,
)
