"""Values inside requests of Bodies that take fields without a name: bodies."""

from __future__ import annotations

from pydantic import ConfigDict, StrictStr

from clientome._runtime.generated import InputModel


class OpenInner(InputModel):
    model_config = ConfigDict(
        extra="allow",
    )
    b: StrictStr | None = None


class Open(InputModel):
    model_config = ConfigDict(
        extra="allow",
    )
    a: StrictStr | None = None
    inner: OpenInner | None = None
    extra_fields: StrictStr | None = None
