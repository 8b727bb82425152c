"""Arguments of the operations of Words that are taken: models."""

from __future__ import annotations
