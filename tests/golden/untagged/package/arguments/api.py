"""Arguments of the operations of Neither tags nor ids: api."""

from __future__ import annotations
