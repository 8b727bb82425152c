"""Values inside requests of Names that Python or another thing has: points."""

from __future__ import annotations

from typing import Any

from pydantic import StrictStr

from clientome._runtime.generated import InputModel


class SetPayload(InputModel):
    payload: dict[str, Any]


class Operation(InputModel):
    set_payload: SetPayload | None = None


class BothInput(InputModel):
    none: StrictStr | None = None
    a: StrictStr | None = None
