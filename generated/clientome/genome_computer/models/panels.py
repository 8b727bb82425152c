"""Answers of genome.computer: panels."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, TypeAlias

from pydantic import AwareDatetime, Field

from clientome._runtime.generated import AnswerModel

from . import shared

PanelCatalogue: TypeAlias = dict[str, Any]
"""The panels that can be built. The provider documents no fields."""

PanelResultList: TypeAlias = dict[str, Any]
"""Panel results of one genome. The provider documents no fields."""


class PanelDefinition(AnswerModel):
    """A panel that can be built. The provider documents no fields."""

    panel_id: str | None = None
    """Id of the panel, under the name that panel results give it."""


class PanelEvidence(AnswerModel):
    """What a finding of a panel rests on."""

    basis: str
    """Sources, separated by commas."""
    clinical_review: str
    """What a clinician should look at beside it."""
    validated_populations: list[str]
    """Populations in which the association was established, for example `European` or `broad`."""


class PanelCitation(AnswerModel):
    """Source of a panel, with address and day of access. Answers and contexts cite differently, see VersionedCitation."""

    source: str
    """Name of the source for display, for example `GWAS Catalog`."""
    url: str
    """Address of the source."""
    accessed_at: date
    """Day on which the source was read."""


class PanelFinding(AnswerModel):
    """One finding inside a panel. Findings inside answers and contexts have another shape, see StructuredFinding."""

    id: str
    """Id of the finding; for a variant its rs number."""
    type: str
    """Kind of the finding. Only `variant` has been seen."""
    title: str
    """Heading, usually gene and variant."""
    gene: str
    """Symbol of the gene."""
    variant_id: str
    """rs number of the variant."""
    result: shared.Genotype
    result_label: Annotated[str, Field(json_schema_extra={"x-sdk-sensitive": True})]
    """The result in words."""
    meaning: str
    """What the variant is associated with, and what limits that reading."""
    evidence_level: str
    """Strength of the evidence. Seen so far are `high` and `moderate`; the set is open."""
    evidence: PanelEvidence


class PanelSection(AnswerModel):
    """One theme of a panel."""

    section_id: str
    """Id of the section inside the panel."""
    title: str
    """Heading of the section."""
    evidence_level: str
    """Strength of the evidence. Seen so far are `high` and `moderate`; the set is open."""
    findings: list[PanelFinding]
    """Findings of the section."""


class PanelResult(AnswerModel):
    """A panel built for one genome, ready for display. It carries no cost."""

    panel_result_id: str
    """Public id; starts with `pan_`."""
    panel_id: str
    """Panel that was built."""
    title: str
    """Heading of the panel."""
    genome_id: str
    """Genome that it was built from."""
    interpretation_version: str
    """Interpretation that it rests on, for example `2026.05.1`."""
    summary: str
    """The panel in a few sentences."""
    sections: list[PanelSection]
    """Findings, grouped by theme."""
    citations: list[PanelCitation]
    """Sources of the whole panel."""
    limitations: list[str]
    """What the panel cannot say; show it with the findings."""
    clinical_boundary: str
    """How the panel may be used; show it with the findings."""
    model_name: str
    """What produced the panel."""
    created_at: AwareDatetime
    """When it was built."""
