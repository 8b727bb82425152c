"""Answers of genome.computer: contexts."""

from __future__ import annotations

from typing import Literal, TypeAlias

from pydantic import AwareDatetime

from clientome._runtime.generated import AnswerModel

from . import shared

DetailLevel: TypeAlias = Literal["brief", "standard", "deep"] | str
"""How much structured detail a context holds."""


class Context(AnswerModel):
    """A bounded structured context of one genome, with its grounds and its cost."""

    context_id: str
    """Public id; starts with `ctx_`."""
    genome_id: str
    """Genome that it was built from."""
    domain: shared.ContextDomain
    detail_level: DetailLevel
    summary: str
    """The context in a few sentences."""
    structured_findings: list[shared.StructuredFinding]
    """Findings of the context."""
    citations: list[shared.VersionedCitation]
    """Sources, with their releases."""
    interpretation_version: str
    """Interpretation that the context rests on, for example `2026.05.1`."""
    cost_cents: int
    """What the context cost, in cents."""
    currency: str
    """Currency code in lower case, for example `usd`."""
    created_at: AwareDatetime | None = None
    """When it was built. The provider's example lacks it, so it can be missing."""
