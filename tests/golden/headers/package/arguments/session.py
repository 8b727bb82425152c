"""Arguments of the operations of Headers and cookies: session."""

from __future__ import annotations

from pydantic import StrictStr

from clientome._runtime.generated import ArgumentsModel


class GetSession(ArgumentsModel):
    """Arguments of GET /session."""

    x_trace_id: StrictStr
    x_tags: list[StrictStr] | None = None
    session_id: StrictStr | None = None
    prefs: list[StrictStr] | None = None
