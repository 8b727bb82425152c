"""Answers of GalateaBio Ancestry: webhooks."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from clientome._runtime.generated import AnswerModel

FileEventStatus: TypeAlias = Literal["VALID", "FAILED"] | str
"""Outcome of the validation of a file."""

OrderEventStatus: TypeAlias = Literal["COMPLETED", "FAILED"] | str
"""How an order ended, in capitals, unlike the status of the order itself.

- `COMPLETED`: the results are ready.
- `FAILED`: the order failed. The documentation names this outcome in prose only.
"""


class SourceFileEvent(AnswerModel):
    """A source file has been validated. It carries no `order_id`, which tells it from the event of an order."""

    source_file_id: str
    """Id of the file."""
    new_status: FileEventStatus
    source_file_name: Annotated[str, Field(json_schema_extra={"x-sdk-sensitive": True})]
    """Name of the file."""


class OrderEvent(AnswerModel):
    """An order has reached a final status."""

    order_id: str
    """Id of the order."""
    new_status: OrderEventStatus
    source_file_id: str
    """Id of the file that the order ran on."""
    source_file_name: Annotated[str, Field(json_schema_extra={"x-sdk-sensitive": True})]
    """Name of that file."""
