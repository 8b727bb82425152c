"""The operations of `search`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Operation,
    Parameter,
)

from ..arguments import search as arguments

SEARCH: Operation[None] = Operation(
    id="search",
    method="GET",
    path="/search",
    answers=(Answer(204, "none"),),
    arguments=arguments.Search,
    parameters=(
        Parameter("filter", "query", style="deepObject"),
        Parameter("ids", "query", wire="ids[]"),
        Parameter("comma", "query", explode=False),
        Parameter("pipes", "query", style="pipeDelimited"),
        Parameter("spaces", "query", style="spaceDelimited"),
        Parameter("where", "query", content_type="application/json"),
        Parameter("plain", "query"),
        Parameter("path", "query", allow_reserved=True),
        Parameter("flag", "query"),
        Parameter("since", "query"),
        Parameter("colour", "query"),
    ),
    retry="safe",
    readonly=True,
)
