"""Values inside requests of subseq.bio: keys."""

from __future__ import annotations

from pydantic import StrictInt, StrictStr

from clientome._runtime.generated import InputModel


class KeyCreation(InputModel):
    """Label and life of a new client key."""

    label: StrictStr | None = None
    """A name by which to know the key."""
    expires_in_days: StrictInt | None = None
    """Days until the key expires. The provider states neither default nor range."""


class KeyDeletion(InputModel):
    """Which client key goes."""

    key_hash: StrictStr
    """Identifier from the list of keys; not the key itself."""
