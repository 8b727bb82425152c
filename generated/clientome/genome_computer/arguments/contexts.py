"""Arguments of the operations of genome.computer: contexts."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StrictStr

from clientome._runtime.generated import ArgumentsModel

from ..inputs import contexts, shared


class GetContext(ArgumentsModel):
    """Arguments of GET /v1/context/{contextId}."""

    context_id: Annotated[StrictStr, Field(min_length=1)]


class BuildContext(ArgumentsModel):
    """Arguments of POST /v1/context/build."""

    genome_id: StrictStr
    domain: shared.ContextDomainInput | None = None
    detail_level: contexts.DetailLevelInput | None = None
