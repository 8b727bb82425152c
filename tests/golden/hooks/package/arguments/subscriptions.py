"""Arguments of the operations of Calls from the provider: subscriptions."""

from __future__ import annotations

from pydantic import StrictStr

from clientome._runtime.generated import ArgumentsModel


class Subscribe(ArgumentsModel):
    """Arguments of POST /subscriptions."""

    url: StrictStr
