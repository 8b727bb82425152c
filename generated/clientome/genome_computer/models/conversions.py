"""Answers of genome.computer: conversions."""

from __future__ import annotations

from typing import Any, TypeAlias

Conversion: TypeAlias = dict[str, Any]
"""A conversion, finished or queued. The provider documents no fields and no way to read it again."""
