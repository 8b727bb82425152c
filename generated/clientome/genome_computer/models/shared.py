"""Answers of genome.computer: shared."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field

from clientome._runtime.generated import AnswerModel, SensitiveAnswer

Error: TypeAlias = dict[str, Any]
"""Body of a failed call. The provider documents no format, so it is an open object."""

Retention: TypeAlias = Literal["delete_after_30_days", "hosted_runtime"] | str
"""How long artifacts are kept. `delete_after_30_days` removes them 30 days on; `hosted_runtime` keeps the genome online, so that panels, answers and contexts can be built from it."""

OrderStatus: TypeAlias = (
    Literal[
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
    | str
)
"""Where an order stands, in the usual sequence from `created` to `completed`. `completed`, `failed` and `cancelled` end it."""

ContextDomain: TypeAlias = (
    Literal[
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
    | str
)
"""Field of life that a context or a finding is about."""


class Genotype(AnswerModel):
    """What was read at one variant."""

    genotype: Annotated[str, Field(json_schema_extra={"x-sdk-sensitive": True})]
    """Both alleles in one word, for example `GA`."""
    alleles: Annotated[list[str], Field(json_schema_extra={"x-sdk-sensitive": True})]
    """The alleles one by one."""


class VersionedCitation(AnswerModel):
    """Source of an answer or a context, with the release that was used. Panel results cite differently, see PanelCitation."""

    source: str
    """Short name of the source, for example `gwas_catalog`."""
    version: str
    """Release of the source, for example `2026.05-sandbox`."""


class StructuredFinding(AnswerModel):
    """One finding inside an answer or a context. Findings inside a panel result have another shape, see PanelFinding."""

    id: str
    """Id of the finding; for a variant its rs number."""
    title: str
    """Heading, usually gene and variant."""
    domain: ContextDomain
    """Domain that the finding belongs to."""
    evidence_level: str
    """Strength of the evidence. Seen so far are `high` and `moderate`; the set is open."""
    summary: Annotated[str, Field(json_schema_extra={"x-sdk-sensitive": True})]
    """The person's result and its meaning in short."""
    result: Genotype
    result_label: Annotated[str, Field(json_schema_extra={"x-sdk-sensitive": True})]
    """The result in words."""
    meaning: str
    """What the variant is associated with, and what limits that reading."""
    validated_populations: list[str]
    """Populations in which the association was established, for example `European` or `broad`."""


class FileLinks(SensitiveAnswer):
    """Signed links to files. The provider documents no field names. A signed link gives access to whoever holds it, so everything in here is treated as secret."""
