"""import_ operations."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from clientome._runtime.generated import (
    AsyncResource,
    RequestOptions,
    Resource,
)

from .. import models
from ..operations import import_ as operations


class ImportResource(Resource):
    """import_ operations."""

    def import_(
        self,
        *,
        from_: datetime.date | str | None = None,
        self_: str | None = None,
        options_: str | None = None,
        operations_: Sequence[str] | None = None,
        none: str | None = None,
        class_: str | None = None,
        list: int | None = None,
        model_config: str | None = None,
        copy: bool | None = None,
        options: RequestOptions | None = None,
    ) -> models.NoneModel:
        """import.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /import``

        Args:
            from_: See the provider's documentation.
            self_: See the provider's documentation.
            options_: See the provider's documentation.
            operations_: See the provider's documentation.
            none: See the provider's documentation.
            class_: See the provider's documentation.
            list: See the provider's documentation.
            model_config: See the provider's documentation.
            copy: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Taken words.
        """
        return self._call(
            operations.IMPORT_,
            {
                "from_": from_,
                "self_": self_,
                "options_": options_,
                "operations_": operations_,
                "none": none,
                "class_": class_,
                "list": list,
                "model_config": model_config,
                "copy": copy,
            },
            options,
        )


class AsyncImportResource(AsyncResource):
    """import_ operations."""

    async def import_(
        self,
        *,
        from_: datetime.date | str | None = None,
        self_: str | None = None,
        options_: str | None = None,
        operations_: Sequence[str] | None = None,
        none: str | None = None,
        class_: str | None = None,
        list: int | None = None,
        model_config: str | None = None,
        copy: bool | None = None,
        options: RequestOptions | None = None,
    ) -> models.NoneModel:
        """import.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /import``

        Args:
            from_: See the provider's documentation.
            self_: See the provider's documentation.
            options_: See the provider's documentation.
            operations_: See the provider's documentation.
            none: See the provider's documentation.
            class_: See the provider's documentation.
            list: See the provider's documentation.
            model_config: See the provider's documentation.
            copy: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Taken words.
        """
        return await self._call(
            operations.IMPORT_,
            {
                "from_": from_,
                "self_": self_,
                "options_": options_,
                "operations_": operations_,
                "none": none,
                "class_": class_,
                "list": list,
                "model_config": model_config,
                "copy": copy,
            },
            options,
        )
