"""Answers of GalateaBio Ancestry: shared."""

from __future__ import annotations

from typing import Literal, TypeAlias

from clientome._runtime.generated import AnswerModel

ResultType: TypeAlias = (
    Literal[
        "SUMMARY_SUPERSET",
        "SUMMARY_CHROMS",
        "DETAILED_SUPERSET",
        "DETAILED_CHROMS",
        "PDF_REPORT",
        "PRS_JSON_DATA",
        "PRS_IMAGES",
        "EXEC_ERRORS",
    ]
    | str
)
"""What can be downloaded of an order. An order lists the types that it has in `result_types`.

- `SUMMARY_CHROMS`: summary by chromosome, a TSV file.
- `SUMMARY_SUPERSET`: summary by group of labels, a TSV file.
- `DETAILED_CHROMS`: all labels by chromosome.
- `DETAILED_SUPERSET`: groups of labels by chromosome, a ZIP archive.
- `PDF_REPORT`: all PDF reports in one ZIP archive, or a single one.
- `PRS_JSON_DATA`: polygenic risk data, one JSON file per report type, in a ZIP archive.
- `PRS_IMAGES`: diagrams of the items of high risk, PNG files in a ZIP archive.
- `EXEC_ERRORS`: what went wrong in a failed order.
"""


class Error(AnswerModel):
    """What came with an error. The documentation shows no error body; this form was seen on the live service."""

    detail: str | None = None
    """What went wrong, in words."""
