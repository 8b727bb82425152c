"""Answers of Words that are taken: import_."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from clientome._runtime.generated import AnswerModel


class NoneModel(AnswerModel):
    class_: Annotated[str | None, Field(alias="class")] = None
    json_: Annotated[str | None, Field(alias="json")] = None
    schema_: Annotated[str | None, Field(alias="schema")] = None
    n1st: Annotated[str | None, Field(alias="1st")] = None
    at_id: Annotated[str | None, Field(alias="@id")] = None
