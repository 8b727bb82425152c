"""The operations of `https_example_org_core_v1`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Operation,
)

from .. import models

HTTPS_EXAMPLE_ORG_OPERATIONS_LIST_PODS_1: Operation[models.IoK8sApiCoreV1Pod] = Operation(
    id="https://example.org/operations/list?pods=1",
    method="GET",
    path="/pods",
    answers=(Answer(200, "json", type=models.IoK8sApiCoreV1Pod),),
    retry="safe",
    readonly=True,
)
