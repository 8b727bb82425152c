"""Arguments of the operations of Words that are taken: async_."""

from __future__ import annotations
