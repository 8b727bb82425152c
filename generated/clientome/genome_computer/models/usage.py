"""Answers of genome.computer: usage."""

from __future__ import annotations

from typing import Any, TypeAlias

UsageEventList: TypeAlias = dict[str, Any]
"""Metered usage events. The provider documents no fields."""

UsageRollupList: TypeAlias = dict[str, Any]
"""Usage by day. The provider documents no fields."""
