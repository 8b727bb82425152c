"""Values inside requests of Constants and lists of types: values."""

from __future__ import annotations

from typing import TypeAlias

from clientome._runtime.generated import StrictNumber

PutValuePoint: TypeAlias = tuple[StrictNumber, StrictNumber]
