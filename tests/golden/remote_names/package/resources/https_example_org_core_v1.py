"""https_example_org_core_v1 operations."""

from __future__ import annotations

from clientome._runtime.generated import (
    AsyncResource,
    RequestOptions,
    Resource,
)

from .. import models
from ..operations import https_example_org_core_v1 as operations


class HttpsExampleOrgCoreV1Resource(Resource):
    """https_example_org_core_v1 operations."""

    def https_example_org_operations_list_pods_1(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> models.IoK8sApiCoreV1Pod:
        """https://example.org/operations/list?pods=1.

        Needs no credentials.

        Endpoint: ``GET /pods``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Pods.
        """
        return self._call(
            operations.HTTPS_EXAMPLE_ORG_OPERATIONS_LIST_PODS_1,
            {},
            options,
        )


class AsyncHttpsExampleOrgCoreV1Resource(AsyncResource):
    """https_example_org_core_v1 operations."""

    async def https_example_org_operations_list_pods_1(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> models.IoK8sApiCoreV1Pod:
        """https://example.org/operations/list?pods=1.

        Needs no credentials.

        Endpoint: ``GET /pods``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Pods.
        """
        return await self._call(
            operations.HTTPS_EXAMPLE_ORG_OPERATIONS_LIST_PODS_1,
            {},
            options,
        )
