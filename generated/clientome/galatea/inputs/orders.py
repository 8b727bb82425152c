"""Values inside requests of GalateaBio Ancestry: orders."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, StrictStr

from clientome._runtime.generated import InputModel

OrderStatusInput: TypeAlias = Literal[
    "Registered",
    "Preparing",
    "Submitted",
    "Running",
    "Model completed",
    "Completed",
    "Failed",
    "Canceled",
    "Canceling",
    "Making report",
    "Collecting report results",
    "Reports failed",
    "QC failed",
]
"""Where an order stands. Final are `Completed`, `Failed`, `Canceled`, `Reports failed` and `QC failed`. Only an order
that is `Registered` or `Submitted` can be cancelled.

- `Registered`: taken on; `Preparing`, `Submitted`: on its way to the machines.
- `Running`, `Model completed`, `Collecting report results`, `Making report`: at work.
- `Completed`: all results are ready.
- `Failed`: the model failed; the results hold `EXEC_ERRORS`.
- `Reports failed`: the model succeeded and its reports did not.
- `QC failed`: the data did not pass quality control.
- `Canceling`, `Canceled`: being cancelled, cancelled.
"""

OrderStatusGroup: TypeAlias = Literal["initializing", "running", "completed", "failed"]
"""Coarse phases that gather the order statuses; which status belongs where is not documented."""

OrderTypeInput: TypeAlias = Literal["GNT", "WGS", "EXTERNAL"]
"""Kind of data an order ran on: `GNT` genotypes, `WGS` a whole genome, `EXTERNAL` brought in from outside."""

ModelApiName: TypeAlias = Literal["skywalker", "hutt", "palpatine", "vader", "mysterio"]
"""Families of models, by the names that the service uses inside."""

PrsReportType: TypeAlias = Literal[
    "PRS_RUO_CARDIO", "PRS_RUO_CANCER", "PRS_CLINICAL_CARDIO", "PRS_CLINICAL_CANCER"
]
"""Polygenic risk reports that an order can ask for.

- `PRS_RUO_CARDIO`: cardiometabolic risk, for research only.
- `PRS_RUO_CANCER`: cancer risk, for research only; needs the biological sex.
- `PRS_CLINICAL_CARDIO`: cardiometabolic risk, for clinical use.
- `PRS_CLINICAL_CANCER`: cancer risk, for clinical use; needs the biological sex.
"""


class PdfMetadataInput(InputModel):
    """What is printed on the PDF reports about the person and the sample. For an ancestry report only `patient_name` is documented, and required; a cancer risk report needs `sex`; everything else is optional."""

    patient_name: Annotated[
        StrictStr | None, Field(json_schema_extra={"x-sdk-sensitive": True}, min_length=1)
    ] = None
    """Name of the patient. Required by models that make ancestry reports."""
    dob: Annotated[date | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """Date of birth, year first."""
    sex: Annotated[
        StrictStr | None,
        Field(
            json_schema_extra={"x-sdk-sensitive": True},
            pattern="^([Mm][Aa][Ll][Ee]|[Ff][Ee][Mm][Aa][Ll][Ee])$",
        ),
    ] = None
    """Biological sex, `Male` or `Female` in any case of letters. Required for the two cancer reports."""
    patient_id: Annotated[
        StrictStr | None, Field(json_schema_extra={"x-sdk-sensitive": True}, min_length=1)
    ] = None
    """Your id of the patient."""
    accession: Annotated[
        StrictStr | None, Field(json_schema_extra={"x-sdk-sensitive": True}, min_length=1)
    ] = None
    """Accession number of the laboratory."""
    sample_id: Annotated[
        StrictStr | None, Field(json_schema_extra={"x-sdk-sensitive": True}, min_length=1)
    ] = None
    """Your id of the sample."""
    collected: Annotated[date | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """Day on which the specimen was taken."""
    received: Annotated[date | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """Day on which the laboratory received it."""
    specimen_type: Annotated[
        StrictStr | None, Field(json_schema_extra={"x-sdk-sensitive": True}, min_length=1)
    ] = None
    """What the specimen is."""
    provider_name: Annotated[
        StrictStr | None, Field(json_schema_extra={"x-sdk-sensitive": True}, min_length=1)
    ] = None
    """Who ordered the test."""
    referring_facility: Annotated[
        StrictStr | None, Field(json_schema_extra={"x-sdk-sensitive": True}, min_length=1)
    ] = None
    """The facility that referred the patient."""
    address: Annotated[StrictStr | None, Field(json_schema_extra={"x-sdk-sensitive": True}, min_length=1)] = (
        None
    )
    """Address to print."""
