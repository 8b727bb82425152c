"""The operations of `transactions`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Operation,
    Page,
    Pagination,
    Parameter,
)

from .. import models
from ..arguments import transactions as arguments

LIST: Operation[Page[models.Transaction]] = Operation(
    id="listTransactions",
    method="GET",
    path="/tx/list",
    answers=(Answer(200, "json", type=models.TransactionListAnswer),),
    arguments=arguments.ListTransactions,
    parameters=(Parameter("limit", "query"), Parameter("offset", "query"), Parameter("status", "query")),
    enveloped=True,
    pagination=Pagination(
        style="offset",
        items=("data", "txs"),
        offset="offset",
        limit="limit",
        total=("data", "total"),
        key=(("txid",),),
    ),
    retry="safe",
    readonly=True,
    security=(("bearer",), ("cookie",)),
)
