"""Values inside requests of Names that look like places: secrets."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StrictStr

from clientome._runtime.generated import InputModel


class HttpsExampleOrgSchemasPetJson(InputModel):
    http_a_b: Annotated[StrictStr | None, Field(alias="http://a/b")] = None
