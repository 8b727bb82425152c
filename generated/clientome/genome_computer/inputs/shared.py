"""Values inside requests of genome.computer: shared."""

from __future__ import annotations

from typing import Literal, TypeAlias

RetentionInput: TypeAlias = Literal["delete_after_30_days", "hosted_runtime"]
"""How long artifacts are kept. `delete_after_30_days` removes them 30 days on; `hosted_runtime` keeps the genome online, so that panels, answers and contexts can be built from it."""

OrderStatusInput: TypeAlias = Literal[
    "created",
    "payment_pending",
    "paid",
    "kit_preparing",
    "kit_shipped",
    "kit_delivered",
    "sample_registered",
    "sample_returned",
    "sample_received",
    "lab_processing",
    "sequencing",
    "bioinformatics_processing",
    "genome_bundle_generating",
    "completed",
    "failed",
    "cancelled",
]
"""Where an order stands, in the usual sequence from `created` to `completed`. `completed`, `failed` and `cancelled` end it."""

ContextDomainInput: TypeAlias = Literal[
    "nutrition_diet_response",
    "taste_and_smell",
    "sleep_and_chronotype",
    "body_traits",
    "fitness_and_movement",
    "growth_repair_inflammation_context",
    "longevity_healthy_aging",
    "skin_and_collagen",
    "hormone_and_vitality",
    "recovery_and_resilience",
    "micronutrients_and_vitamins",
    "pharmacogenomics_safety",
    "cognition_and_focus",
    "methylation_pathways",
    "general",
]
"""Field of life that a context or a finding is about."""
