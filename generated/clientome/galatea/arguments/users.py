"""Arguments of the operations of GalateaBio Ancestry: users."""

from __future__ import annotations
