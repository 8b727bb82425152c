"""Answers of Fourth: webhooks."""

from __future__ import annotations

from clientome._runtime.generated import AnswerModel


class ScanRead(AnswerModel):
    kind: str
    """Always `scan.read`."""
    scan_id: str
    """Which."""


class ReportMade(AnswerModel):
    kind: str
    """Always `report.made`."""
