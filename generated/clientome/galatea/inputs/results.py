"""Values inside requests of GalateaBio Ancestry: results."""

from __future__ import annotations

from typing import Literal, TypeAlias

JsonResultType: TypeAlias = Literal[
    "SUMMARY_CHROMS", "SUMMARY_SUPERSET", "DETAILED_CHROMS", "DETAILED_SUPERSET"
]
"""The results that can be had as JSON."""

PdfReportTypeFilter: TypeAlias = Literal[
    "PRS_RUO_CARDIO", "PRS_RUO_CANCER", "PRS_CLINICAL_CARDIO", "PRS_CLINICAL_CANCER", "ANCESTRY"
]
"""The report types that the list of reports can be narrowed to."""
