"""Answers of Schemas that contain themselves: shared."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from typing_extensions import TypeAliasType

if TYPE_CHECKING:
    Json: TypeAlias = "str | int | float | list[Json] | dict[str, Json]"
else:
    Json = TypeAliasType("Json", str | int | float | list["Json"] | dict[str, "Json"])
