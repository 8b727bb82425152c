"""Answers of subseq.bio: transactions."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from clientome._runtime.generated import AnswerModel, EpochSeconds, EpochSecondsOrZero

TransactionStatus: TypeAlias = Literal["pending", "success", "failed"] | str
"""Where a transaction stands. Other words may appear."""


class Transaction(AnswerModel):
    """One payment."""

    txid: str
    """Id of the transaction."""
    user_id: int | None = None
    """Number of the account."""
    email: Annotated[str | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """E-mail address of the account."""
    amount: int | float
    """Amount paid, in the units of `currency`; the provider does not define it further."""
    currency: str
    """Currency code, for example `usd`."""
    status: TransactionStatus
    created_at: EpochSeconds
    """When the payment was begun."""
    completed_at: EpochSecondsOrZero = None
    """When it was completed."""


class TransactionList(AnswerModel):
    """A slice of the transactions."""

    total: int
    """Number of transactions that match, over all pages."""
    txs: list[Transaction]
    """The transactions of this slice."""


class TransactionListAnswer(AnswerModel):
    """Answer with transactions."""

    success: bool
    """True when the list could be read."""
    data: TransactionList
    error: str | None = None
    """What went wrong; absent on success."""
