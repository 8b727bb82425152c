"""Answers of Names that meet: users."""

from __future__ import annotations

from clientome._runtime.generated import AnswerModel


class User2(AnswerModel):
    login: str | None = None


class UserAddress3(AnswerModel):
    city: str | None = None


class User(AnswerModel):
    name: str | None = None
    address: UserAddress3 | None = None
