"""Arguments of the operations of Words that are taken: close."""

from __future__ import annotations
