"""Arguments of the operations of Names that look like places: secrets."""

from __future__ import annotations

from pydantic import StrictStr

from clientome._runtime.generated import ArgumentsModel


class EtcPasswd(ArgumentsModel):
    """Arguments of POST /pods."""

    http_a_b: StrictStr | None = None
