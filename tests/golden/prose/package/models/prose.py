"""Answers of Prose "with" quotes \\ and lines \"\"\": prose."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from clientome._runtime.generated import AnswerModel


class Thing(AnswerModel):
    """Ends with a backslash \\"""

    a: str | None = None
    """Ends with a quote \""""
    b_c_d: Annotated[str | None, Field(alias='b"c\\d')] = None
    """\"\"\""""
