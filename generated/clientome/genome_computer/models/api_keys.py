"""Answers of genome.computer: api_keys."""

from __future__ import annotations

from typing import Any, TypeAlias

from clientome._runtime.generated import SensitiveAnswer

RevokedApiKey: TypeAlias = dict[str, Any]
"""Receipt of a revoked API key. The provider documents no fields."""


class ApiKeyList(SensitiveAnswer):
    """API keys of the organisation. The provider documents no fields; everything in here is treated as secret."""
