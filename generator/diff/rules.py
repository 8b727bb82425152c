"""Every rule, by its id."""

from __future__ import annotations

from collections.abc import Mapping

from . import rules_behaviour, rules_surface, rules_values
from .changes import Rule, by_id

RULES: Mapping[str, Rule] = by_id((*rules_surface.RULES, *rules_values.RULES, *rules_behaviour.RULES))
