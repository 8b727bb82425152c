"""Base classes of the generated models.

Answers are open: unknown fields are kept. What a caller sends is closed: an unknown field is an error. Both mask
sensitive fields in their repr, and no validation error repeats its input.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict

from .guards import is_list, is_mapping
from .masking import MASK

SENSITIVE = "x-sdk-sensitive"


@cache
def sensitive_fields(model: type[BaseModel]) -> frozenset[str]:
    """The fields of a model that must not be shown."""
    found: set[str] = set()
    for name, field in model.model_fields.items():
        extra: Any = field.json_schema_extra
        if is_mapping(extra) and extra.get(SENSITIVE) is True:
            found.add(name)
    return frozenset(found)


def sensitive_values(value: Any) -> Iterator[str]:
    """Every sensitive text inside a model, however deep, to mask it in messages."""
    if isinstance(value, BaseModel):
        hidden = sensitive_fields(type(value))
        for name in type(value).model_fields:
            inner = getattr(value, name, None)
            yield from _texts(inner) if name in hidden else sensitive_values(inner)
    elif is_mapping(value):
        for inner in value.values():
            yield from sensitive_values(inner)
    elif is_list(value):
        for inner in value:
            yield from sensitive_values(inner)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, BaseModel):
        value = value.model_dump()
    if isinstance(value, str):
        yield value
    elif is_mapping(value):
        for inner in value.values():
            yield from _texts(inner)
    elif is_list(value):
        for inner in value:
            yield from _texts(inner)
    elif value is not None and not isinstance(value, bool):
        yield str(value)


class _Masked(BaseModel):
    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        hidden = sensitive_fields(type(self))
        unknown = self.__pydantic_extra__
        for name, value in super().__repr_args__():
            if name is not None and unknown and name in unknown:
                continue
            shown = MASK if name in hidden and value is not None else value
            yield name, shown
        if unknown:
            # The description says nothing about these, so their values may be personal.
            yield "unknown_fields", sorted(unknown)


class AnswerModel(_Masked):
    """Base of everything that a provider sends."""

    # Holds the ResponseInfo of a top-level answer; a slot, so that it is no field and takes no part in equality.
    __slots__ = ("__clientome_response__",)

    model_config = ConfigDict(
        extra="allow",
        hide_input_in_errors=True,
        protected_namespaces=(),
        defer_build=True,
        populate_by_name=True,
        ser_json_inf_nan="constants",
    )


class InputModel(_Masked):
    """Base of everything that a caller sends inside a body."""

    model_config = ConfigDict(
        extra="forbid",
        hide_input_in_errors=True,
        protected_namespaces=(),
        defer_build=True,
        populate_by_name=True,
        # NaN stays NaN and is refused later; pydantic's default would send null instead.
        ser_json_inf_nan="constants",
    )


class ArgumentsModel(InputModel):
    """Base of the models that check all arguments of one operation together."""
