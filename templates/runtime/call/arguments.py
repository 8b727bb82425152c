"""Check all arguments of a call together and turn them into values of JSON.

An error names the operation, the argument and what is expected. It never repeats a value: arguments may be personal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticSerializationError, to_jsonable_python

from ..base.errors import ArgumentError
from ..base.guards import is_list, is_mapping
from ..base.types import UNSET
from ..spec.operation import Condition, Constraint, Operation


class Checked:
    """Checked arguments: JSON values by Python name, files untouched, and the model to find sensitive values in."""

    __slots__ = ("files", "model", "values")

    def __init__(self, values: dict[str, Any], files: dict[str, Any], model: Any) -> None:
        self.values = values
        self.files = files
        self.model = model


def given_arguments(arguments: Mapping[str, object], nullable: frozenset[str]) -> dict[str, Any]:
    """The arguments that were given: UNSET is left out always, None unless the API knows null there."""
    return {
        name: value
        for name, value in arguments.items()
        if value is not UNSET and (value is not None or name in nullable)
    }


def problem_texts(error: ValidationError) -> list[tuple[str, str]]:
    """Where and what, for each problem of a validation, without any value."""
    problems: list[tuple[str, str]] = []
    for detail in error.errors(include_url=False, include_context=False, include_input=False):
        where = ".".join(str(piece) for piece in detail["loc"]) or "value"
        text = detail["msg"]
        if detail["type"].endswith("_parsing"):
            # What follows the comma may quote the input.
            text = text.split(",")[0]
        problems.append((where, text))
    return problems


def _refuse(operation: Operation[Any], problems: list[tuple[str, str]]) -> ArgumentError:
    text = "; ".join(f"{where}: {what}" for where, what in problems[:8])
    if len(problems) > 8:
        text += f"; and {len(problems) - 8} more"
    return ArgumentError(f"{operation.id}: {text}", problems[0][0].split(".")[0])


def _dumped(
    operation: Operation[Any], model: type[BaseModel], given: dict[str, Any], files: frozenset[str]
) -> tuple[dict[str, Any], Any]:
    try:
        checked = model.model_validate(given)
    except ValidationError as error:
        # "from None": pydantic's own text is not needed, and a value in it would be one too many.
        raise _refuse(operation, problem_texts(error)) from None
    # A field that could not have its argument's name (copy, json) has it as alias.
    left_out = (
        {n for n, field in model.model_fields.items() if (field.alias or n) in files} if files else None
    )
    dumped: dict[str, Any] = checked.model_dump(
        mode="json", by_alias=True, exclude_unset=True, exclude=left_out
    )
    return dumped, checked


def check(operation: Operation[Any], given: dict[str, Any], files: frozenset[str]) -> Checked:
    """Validate what was given; files themselves pass through untouched."""
    model = cast("type[BaseModel] | None", operation.arguments)
    kept = {name: given[name] for name in files if name in given}
    rest = {name: value for name, value in given.items() if name not in kept} if kept else given
    if model is None:
        unknown = (
            sorted(given.keys() - {parameter.name for parameter in operation.parameters}) if given else []
        )
        if unknown:
            raise _refuse(operation, [(unknown[0], "is not an argument of this operation")])
        try:
            values: dict[str, Any] = to_jsonable_python(rest, by_alias=True)
        except (PydanticSerializationError, ValueError) as error:
            raise ArgumentError(
                f"{operation.id}: an argument has a type that cannot be sent as JSON"
            ) from error
        checked: Any = rest
    else:
        # The model knows that a file is required; what a file may be is checked where it is opened.
        values, checked = _dumped(operation, model, given, files)
    for constraint in operation.constraints:
        if not _holds(constraint, {**values, **kept}):
            raise ArgumentError(f"{operation.id}: {constraint.message}", constraint.arguments[0])
    return Checked(values, kept, checked)


def _reach(values: Mapping[str, Any], path: str) -> Any:
    value: Any = values
    for piece in path.split("."):
        if not is_mapping(value):
            return None
        value = value.get(piece)
    return value


def _applies(condition: Condition | None, values: Mapping[str, Any]) -> bool:
    if condition is None:
        return True
    value = _reach(values, condition.argument)
    if value is None:
        return False
    if not condition.any_of:
        return True
    if is_list(value):
        return any(item in condition.any_of for item in _names(value))
    return value in condition.any_of


def _names(items: Iterable[Any]) -> Iterable[Any]:
    """Items of a list as the words a condition knows: an object counts by its only text value under "name" or "type"."""
    for item in items:
        if is_mapping(item):
            yield from (value for value in item.values() if isinstance(value, str))
        else:
            yield item


def _holds(constraint: Constraint, values: Mapping[str, Any]) -> bool:
    if not _applies(constraint.when, values):
        return True
    count = sum(_reach(values, path) is not None for path in constraint.arguments)
    match constraint.rule:
        case "requires":
            return count == len(constraint.arguments)
        case "forbids":
            return count == 0
        case "exactly-one":
            return count == 1
        case "at-least-one":
            return count >= 1
        case "at-most-one":
            return count <= 1
