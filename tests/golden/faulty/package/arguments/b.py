"""Arguments of the operations of Mistakes of others: b."""

from __future__ import annotations

from typing import Any

from pydantic import StrictStr

from clientome._runtime.generated import ArgumentsModel

from ..inputs import b


class Enum(ArgumentsModel):
    """Arguments of GET /enum."""

    e: StrictStr | None = None


class MappingModel(ArgumentsModel):
    """Arguments of POST /mapping."""

    body: b.MappingBody | None = None


class Dangling(ArgumentsModel):
    """Arguments of POST /dangling."""

    a: Any | None = None
