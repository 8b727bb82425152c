"""The models that an organisation may order."""

from __future__ import annotations

import builtins
import uuid

from clientome._runtime.generated import (
    AsyncResource,
    RequestOptions,
    Resource,
)

from .. import models
from ..operations import organizations as operations


class OrganizationsResource(Resource):
    """The models that an organisation may order."""

    def list_models(
        self,
        *,
        organization_id: uuid.UUID | str,
        hide_deprecated: bool | None = None,
        options: RequestOptions | None = None,
    ) -> builtins.list[models.OrganizationModel]:
        """List the models that an organisation may order.

        Returns all models of an organisation at once. The names alone are also in the answer of
        `users.me`. Not in the provider's documentation, but its own client does it.

        Endpoint: ``GET /organizations/{organization_id}/models``

        Args:
            organization_id: Id of the organisation, as `users.me` shows it.
            hide_deprecated: Whether to leave out models that should no longer be used. What the service
                does without it is not known; the official client always sends true.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The models.

        Raises:
            AuthenticationError: 401: No credential came with the request, or it is wrong or has
                expired.
            PermissionDeniedError: 403: The credential is good but this is reserved, for example for
                administrators.
            NotFoundError: 404: Nothing with this id exists, or it is not visible to you.
            InternalServerError: 500: The service failed. Try again later.
            ServiceUnavailableError: 503: The service is down for a while, for example for maintenance.
                Try again later.
        """
        return self._call(
            operations.LIST_MODELS,
            {
                "organization_id": organization_id,
                "hide_deprecated": hide_deprecated,
            },
            options,
        )


class AsyncOrganizationsResource(AsyncResource):
    """The models that an organisation may order."""

    async def list_models(
        self,
        *,
        organization_id: uuid.UUID | str,
        hide_deprecated: bool | None = None,
        options: RequestOptions | None = None,
    ) -> builtins.list[models.OrganizationModel]:
        """List the models that an organisation may order.

        Returns all models of an organisation at once. The names alone are also in the answer of
        `users.me`. Not in the provider's documentation, but its own client does it.

        Endpoint: ``GET /organizations/{organization_id}/models``

        Args:
            organization_id: Id of the organisation, as `users.me` shows it.
            hide_deprecated: Whether to leave out models that should no longer be used. What the service
                does without it is not known; the official client always sends true.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The models.

        Raises:
            AuthenticationError: 401: No credential came with the request, or it is wrong or has
                expired.
            PermissionDeniedError: 403: The credential is good but this is reserved, for example for
                administrators.
            NotFoundError: 404: Nothing with this id exists, or it is not visible to you.
            InternalServerError: 500: The service failed. Try again later.
            ServiceUnavailableError: 503: The service is down for a while, for example for maintenance.
                Try again later.
        """
        return await self._call(
            operations.LIST_MODELS,
            {
                "organization_id": organization_id,
                "hide_deprecated": hide_deprecated,
            },
            options,
        )
