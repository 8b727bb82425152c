"""Arguments of the operations of subseq.bio: service."""

from __future__ import annotations
