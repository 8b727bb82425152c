"""Answers of Schemas put together: orders."""

from __future__ import annotations

from datetime import date

from clientome._runtime.generated import AnswerModel


class Base(AnswerModel):
    name: str
    size: int | float | None = None


class OrderShipped(AnswerModel):
    on: date | None = None


class Order(AnswerModel):
    """An order as the shop knows it."""

    name: str
    size: int | float | None = None
    id: str
    shipped: OrderShipped | None = None
