"""Arguments of the operations of subseq.bio: account."""

from __future__ import annotations
