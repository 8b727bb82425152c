"""Arguments of the operations of subseq.bio: keys."""

from __future__ import annotations

from pydantic import StrictInt, StrictStr

from clientome._runtime.generated import ArgumentsModel


class CreateKey(ArgumentsModel):
    """Arguments of POST /key/new."""

    label: StrictStr | None = None
    expires_in_days: StrictInt | None = None


class DeleteKey(ArgumentsModel):
    """Arguments of POST /key/delete."""

    key_hash: StrictStr
