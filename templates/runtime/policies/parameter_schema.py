"""Check named parameters against a provider's own description of them, before anything is sent.

The description is an answer of the provider: a list of parameters, each with a name, a type and whatever else is known
of it, and perhaps modes. Rules:

- One error names every wrong parameter, without values.
- What is not described is not checked: unknown types pass, and so do limits in an unknown form. A check must not refuse
  what the provider would take.
- Of files only the names are checked.
- The provider does not document the form of ``depends_on``. Understood are a name or a list of names (they must be
  given and not false), and a mapping of names to a value or a list of values; anything else is ignored.
"""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from pydantic import BaseModel

from ..base.errors import ArgumentError
from ..base.guards import is_list, is_mapping

_LENGTHS = re.compile(r"\s*([0-9]{1,12})\s*(?:-\s*([0-9]{1,12})\s*)?")
_ANY_VALUE: Any = object()


@dataclass(frozen=True, slots=True)
class DescribedParameter:
    """One parameter as the provider describes it."""

    name: str
    type: str
    required: bool
    default: Any
    options: tuple[Any, ...]
    extensions: tuple[str, ...]
    min: float | None
    max: float | None
    modes: tuple[str, ...]
    depends_on: Any

    @classmethod
    def of(cls, item: object) -> DescribedParameter | None:
        """From an item of the answer; None where it has no name."""
        fields = _fields(item)
        name = fields.get("name")
        if not isinstance(name, str):
            return None
        return cls(
            name=name,
            type=str(fields.get("type") or "").lower(),
            required=fields.get("required") is True,
            default=fields.get("default"),
            options=tuple(_items(fields.get("options"))),
            extensions=tuple(map(str, _items(fields.get("extensions")))),
            min=fields["min"] if _is_number(fields.get("min")) else None,
            max=fields["max"] if _is_number(fields.get("max")) else None,
            modes=tuple(map(str, _items(fields.get("modes")))),
            depends_on=fields.get("depends_on"),
        )


class Problem(NamedTuple):
    """What is wrong with one parameter."""

    parameter: str
    text: str

    def __str__(self) -> str:
        return f"{self.parameter}: {self.text}"


@dataclass(frozen=True, slots=True)
class ParameterSchema:
    """The described parameters of one program, and its modes."""

    name: str
    parameters: tuple[DescribedParameter, ...]
    modes: tuple[str, ...]
    default_mode: str | None
    mode_parameter: str
    message: str
    takes_parameters: bool

    @classmethod
    def of(cls, description: object, *, mode_parameter: str = "mode") -> ParameterSchema:
        """From the provider's answer: a model or a mapping with ``params`` and perhaps ``modes``."""
        fields = _fields(description)
        modes = [mode for mode in map(_fields, _items(fields.get("modes"))) if mode.get("name") is not None]
        names = tuple(str(mode["name"]) for mode in modes)
        defaults = [str(mode["name"]) for mode in modes if mode.get("default") is True]
        return cls(
            name=str(fields.get("program") or fields.get("name") or "params"),
            parameters=tuple(filter(None, map(DescribedParameter.of, _items(fields.get("params"))))),
            modes=names,
            default_mode=defaults[0] if defaults else names[0] if len(names) == 1 else None,
            mode_parameter=mode_parameter,
            message=str(fields.get("message") or ""),
            takes_parameters=fields.get("guided") is not False,
        )

    def check(self, values: Mapping[str, object]) -> None:
        """Raise one ArgumentError that names every wrong parameter."""
        if not self.takes_parameters:
            hint = f": {self.message}" if self.message else ""
            raise ArgumentError(f"{self.name} takes no named parameters{hint}", "params")
        problems = self.problems(values)
        if problems:
            raise ArgumentError(f"{self.name}: " + "; ".join(map(str, problems)), problems[0].parameter)

    def problems(self, values: Mapping[str, object]) -> tuple[Problem, ...]:
        """Everything that is wrong: unknown names first, then in the order of the description."""
        # A name may be described once for each mode.
        described: dict[str, list[DescribedParameter]] = {}
        for parameter in self.parameters:
            described.setdefault(parameter.name, []).append(parameter)
        names = [*described, self.mode_parameter] if self.modes else [*described]
        found = [Problem(name, _unknown(name, names)) for name in values if name not in names]
        mode = self.default_mode
        given = values.get(self.mode_parameter)
        if self.modes and given is not None:
            mode = given if isinstance(given, str) and given in self.modes else None
            if mode is None:
                found.append(Problem(self.mode_parameter, f"must be one of {', '.join(self.modes)}"))
        texts = {name: self._problem(same, values, mode) for name, same in described.items()}
        return (*found, *(Problem(name, text) for name, text in texts.items() if text))

    def _problem(self, same: list[DescribedParameter], values: Mapping[str, object], mode: str | None) -> str:
        """What is wrong with a parameter, described once or for several modes; ``mode`` None is not known."""
        value = values.get(same[0].name)
        applying = [item for item in same if mode is None or not item.modes or mode in item.modes]
        if not applying:
            modes = sorted({allowed for item in same for allowed in item.modes})
            return "" if value is None else f"does not apply in mode {mode}, only in {', '.join(modes)}"
        described = applying[0]
        if len(applying) > 1 and mode is None:
            return ""
        unmet = self._unmet(described, values)
        if value is not None:
            return unmet or _value_problem(described, value)
        perhaps_other_mode = mode is None and self.modes and described.modes
        if not described.required or described.default is not None or unmet or perhaps_other_mode:
            return ""
        return f"is required in mode {mode}" if described.modes and mode is not None else "is required"

    def _unmet(self, described: DescribedParameter, values: Mapping[str, object]) -> str:
        """Why a parameter does not apply: another one that it depends on is not as it must be."""
        for name, allowed in _conditions(described.depends_on):
            other = next((item for item in self.parameters if item.name == name), None)
            if other is None:
                continue
            value = values.get(name)
            value = other.default if value is None else value
            if allowed is _ANY_VALUE:
                if value is None or value is False or value == "":
                    return f"needs {name} as well"
            elif not any(_same(value, one) for one in allowed):
                return f"needs {name} to be {' or '.join(map(str, allowed))}"
        return ""


def _unknown(name: str, names: list[str]) -> str:
    near = difflib.get_close_matches(name, names, n=1)
    return f"there is no such parameter; did you mean {near[0]}?" if near else "no such parameter"


def _value_problem(described: DescribedParameter, value: object) -> str:
    kind = described.type
    if kind in ("int", "integer"):
        problem = _number_problem(described, value, "whole number", isinstance(value, int))
    elif kind in ("float", "number"):
        problem = _number_problem(described, value, "number", True)
    elif kind == "string":
        problem = "" if isinstance(value, str) else "must be text"
    elif kind in ("bool", "boolean"):
        problem = "" if isinstance(value, bool) else "must be true or false"
    elif kind == "length_range":
        return _length_problem(described, value)
    elif kind == "file" or kind.endswith("_file"):
        problem = _file_problem(described, value)
    else:
        return ""
    choices = _choices(described.options)
    if not problem and choices and not any(_same(value, choice) for choice in choices):
        return f"must be one of {', '.join(map(str, choices))}"
    return problem


def _number_problem(described: DescribedParameter, value: Any, kind: str, fits: bool) -> str:
    if not fits or not _is_number(value):
        return f"must be a {kind}{_range(described)}"
    return _outside(described, value)


def _length_problem(described: DescribedParameter, value: object) -> str:
    match = _LENGTHS.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return 'must be a length or a range of lengths as text, such as "120-130"'
    low, high = int(match[1]), int(match[2] or match[1])
    if low > high:
        return "must be a range from the smaller to the larger length"
    return _outside(described, low) or _outside(described, high)


def _file_problem(described: DescribedParameter, value: object) -> str:
    """A value may be the name of a file or a list of names; anything else is not checked."""
    endings = tuple(ending.lower() for ending in described.extensions)
    names = [value] if isinstance(value, str) else _items(value)
    if endings and any(isinstance(name, str) and not name.lower().endswith(endings) for name in names):
        return f"must be a file ending in {' or '.join(described.extensions)}"
    return ""


def _range(described: DescribedParameter) -> str:
    low, high = (None if limit is None else _plain(limit) for limit in (described.min, described.max))
    if low is not None and high is not None:
        return f" from {low} to {high}"
    return f" of at least {low}" if low is not None else f" of at most {high}" if high is not None else ""


def _plain(limit: float) -> str:
    return str(int(limit)) if limit == int(limit) else repr(limit)


def _outside(described: DescribedParameter, value: float) -> str:
    low, high = described.min, described.max
    if (low is not None and value < low) or (high is not None and value > high):
        return "must be" + _range(described)
    return ""


def _choices(options: tuple[Any, ...]) -> list[Any]:
    """The values to choose from; none when an option has an unknown form."""
    found = [option.get("value", option.get("name")) if is_mapping(option) else option for option in options]
    return [] if any(value is None or is_mapping(value) or is_list(value) for value in found) else found


def _conditions(depends_on: object) -> list[tuple[str, Any]]:
    """Names, each with its allowed values, or with ``_ANY_VALUE``."""
    if is_mapping(depends_on):
        return [(name, allowed if is_list(allowed) else [allowed]) for name, allowed in depends_on.items()]
    names = [depends_on] if isinstance(depends_on, str) else _items(depends_on)
    return [(name, _ANY_VALUE) for name in names if isinstance(name, str)]


def _same(left: object, right: object) -> bool:
    """Equal as JSON: true is not 1."""
    return isinstance(left, bool) == isinstance(right, bool) and left == right


def _is_number(value: Any) -> bool:
    # isfinite cannot take a very large int.
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return is_number and value == value and abs(value) != math.inf


def _items(value: object) -> list[Any]:
    return list(value) if is_list(value) else []


def _fields(value: object) -> Mapping[str, Any]:
    if isinstance(value, BaseModel):
        return value.model_dump()
    return value if is_mapping(value) else {}
