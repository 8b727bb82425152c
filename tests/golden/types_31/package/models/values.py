"""Answers of Constants and lists of types: values."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime

from clientome._runtime.generated import AnswerModel


class Value(AnswerModel):
    kind: Literal["value"] | str
    version: Literal[2] | int | None = None
    amount: int | float | str | None = None
    state: Literal["on", "off"] | str | None = None
    at: AwareDatetime | None = None
