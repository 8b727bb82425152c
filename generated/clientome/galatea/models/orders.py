"""Answers of GalateaBio Ancestry: orders."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, TypeAlias

from pydantic import AwareDatetime, Field

from clientome._runtime.generated import AnswerModel, JsonText

from . import shared

OrderStatus: TypeAlias = (
    Literal[
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
    | str
)
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

OrderType: TypeAlias = Literal["GNT", "WGS", "EXTERNAL"] | str
"""Kind of data an order ran on: `GNT` genotypes, `WGS` a whole genome, `EXTERNAL` brought in from outside."""


class PdfMetadata(AnswerModel):
    """What is printed on the PDF reports about the person and the sample. For an ancestry report only `patient_name` is documented, and required; a cancer risk report needs `sex`; everything else is optional."""

    patient_name: Annotated[str | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """Name of the patient. Required by models that make ancestry reports."""
    dob: Annotated[date | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """Date of birth, year first."""
    sex: Annotated[str | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """Biological sex, `Male` or `Female` in any case of letters. Required for the two cancer reports."""
    patient_id: Annotated[str | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """Your id of the patient."""
    accession: Annotated[str | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """Accession number of the laboratory."""
    sample_id: Annotated[str | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """Your id of the sample."""
    collected: Annotated[date | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """Day on which the specimen was taken."""
    received: Annotated[date | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """Day on which the laboratory received it."""
    specimen_type: Annotated[str | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """What the specimen is."""
    provider_name: Annotated[str | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """Who ordered the test."""
    referring_facility: Annotated[str | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """The facility that referred the patient."""
    address: Annotated[str | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """Address to print."""


class OrderTag(AnswerModel):
    """A tag as an order shows it."""

    id: str
    """Id of the tag."""
    name: str
    """Text of the tag."""


class LabelledResultType(AnswerModel):
    """A type of result with the label that the provider's console shows for it."""

    type: shared.ResultType
    label: str | None = None
    """Text for people. One type may occur more than once with different labels."""


class ResultNote(AnswerModel):
    """A remark on the results of an order."""

    details: str | None = None
    """The remark."""


class CancelAnswer(AnswerModel):
    """Confirms that the request was taken. The documentation calls its text `details`, the Swagger `detail`."""

    details: str | None = None
    """The confirmation, in words."""
    detail: str | None = None
    """The same under its other name."""


class Order(AnswerModel):
    """A run of a model on a source file. A fresh order has fewer fields than a listed one; only the answer to a change of tags has `has_error_log` and `result_json`."""

    id: str
    """Id of the order."""
    status: OrderStatus
    src_file_id: str
    """Id of the source file."""
    src_file_short_path: Annotated[str | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """Where the service keeps the source file. The form of the path varies; do not parse it."""
    src_file_name: Annotated[str, Field(json_schema_extra={"x-sdk-sensitive": True})]
    """Name of the source file."""
    started_at: AwareDatetime
    """When the order was taken on."""
    amount_of_samples: int | None = None
    """Samples in the source file."""
    execution_time: int | float | None = None
    """Seconds that the run took; absent on a fresh order."""
    submitted_by: Annotated[str | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """E-mail address of the account that submitted the order."""
    model: str | None = None
    """Name of the model."""
    type: OrderType | None = None
    org_name: str | None = None
    """Name of the organisation."""
    tags: list[OrderTag]
    """Tags of the order."""
    result_types: list[OrderResultTypesItem] | None = None
    """What can be downloaded. Listed orders give objects with a label, the answer to a change of tags gives bare types. A type may occur twice with different labels."""
    can_request_pdf: bool | None = None
    """Whether further PDF reports can be asked for."""
    virtual: bool | None = None
    """Whether the order was brought in from outside."""
    pdf_metadata: Annotated[JsonText | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """What was sent as `pdf_metadata`, as JSON in a string."""
    has_error_log: bool | None = None
    """Whether the run left a log of errors."""
    result_json: list[ResultNote] | None = None
    """Remarks on the results."""


class OrderPage(AnswerModel):
    """One page of orders."""

    count: int
    """Orders over all pages."""
    next: str | None = None
    """Address of the next page; null on the last."""
    previous: str | None = None
    """Address of the page before; null on the first."""
    results: list[Order]
    """The orders of this page."""


SubmitAnswer: TypeAlias = list[Order] | Order
"""The new order, bare or as the only element of a list; the documentation shows both."""

OrderResultTypesItem: TypeAlias = shared.ResultType | LabelledResultType
