"""Check named parameters against a provider's own description of them, before anything is sent.

The description is an answer of the provider: a list of parameters, each with a name, a type and what else is known of
it, and perhaps modes. Rules:

- All problems are told at once, by parameter, without values.
- What is not described is not checked: unknown types pass, and so do limits whose form is not known. A check must not
  refuse what the provider would take.
- Files are checked by their names only.
- ``depends_on`` has no documented form. Read are: a name or a list of names (they must be given and not false), and a
  mapping of names to a value or a list of values; anything else is ignored.
"""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from ..base.errors import ArgumentError
from ..base.guards import is_list, is_mapping

_LENGTHS = re.compile(r"\s*([0-9]{1,12})\s*(?:-\s*([0-9]{1,12})\s*)?")
MISSING: Any = object()


@dataclass(frozen=True, slots=True)
class Described:
    """One parameter as the provider describes it."""

    name: str
    type: str
    required: bool = False
    default: Any = None
    options: tuple[Any, ...] = ()
    extensions: tuple[str, ...] = ()
    min: float | None = None
    max: float | None = None
    modes: tuple[str, ...] = ()
    depends_on: Any = None


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one parameter."""

    parameter: str
    text: str

    def __str__(self) -> str:
        return f"{self.parameter}: {self.text}"


@dataclass(frozen=True, slots=True)
class Guide:
    """A validator made from a description."""

    name: str
    parameters: tuple[Described, ...]
    modes: tuple[str, ...] = ()
    default_mode: str | None = None
    mode_parameter: str = "mode"
    message: str = ""
    guided: bool = True
    _names: frozenset[str] = field(default=frozenset(), init=False, repr=False)

    def __post_init__(self) -> None:
        names = {parameter.name for parameter in self.parameters}
        if self.modes:
            names.add(self.mode_parameter)
        object.__setattr__(self, "_names", frozenset(names))

    @classmethod
    def of(cls, description: object, *, mode_parameter: str = "mode") -> Guide:
        """From the provider's answer: a model or a mapping with ``params`` and perhaps ``modes``."""
        fields = _fields(description)
        modes = [_fields(mode) for mode in _items(fields.get("modes"))]
        names = tuple(str(mode["name"]) for mode in modes if mode.get("name") is not None)
        chosen = [
            str(mode["name"])
            for mode in modes
            if mode.get("default") is True and mode.get("name") is not None
        ]
        return cls(
            name=str(fields.get("program") or fields.get("name") or "params"),
            parameters=tuple(
                filter(None, (_described(_fields(item)) for item in _items(fields.get("params"))))
            ),
            modes=names,
            default_mode=chosen[0] if chosen else names[0] if len(names) == 1 else None,
            mode_parameter=mode_parameter,
            message=str(fields.get("message") or ""),
            guided=fields.get("guided") is not False,
        )

    def check(self, values: Mapping[str, object]) -> None:
        """Raise one ArgumentError that names every wrong parameter."""
        if not self.guided:
            hint = f": {self.message}" if self.message else ""
            raise ArgumentError(f"{self.name} takes no named parameters{hint}", "params")
        problems = self.problems(values)
        if problems:
            raise ArgumentError(f"{self.name}: " + "; ".join(map(str, problems)), problems[0].parameter)

    def problems(self, values: Mapping[str, object]) -> tuple[Problem, ...]:
        """Everything that is wrong, in the order of the description; unknown names come first."""
        found = [self._unknown(name) for name in values if name not in self._names]
        mode, wrong_mode = self._mode(values)
        if wrong_mode is not None:
            found.append(wrong_mode)
        seen: set[str] = set()
        for parameter in self.parameters:
            if parameter.name in seen:
                continue
            seen.add(parameter.name)
            # A name may be described once for each mode.
            same = [other for other in self.parameters if other.name == parameter.name]
            text = self._parameter(same, values, mode)
            if text:
                found.append(Problem(parameter.name, text))
        return tuple(found)

    def _unknown(self, name: str) -> Problem:
        near = difflib.get_close_matches(name, self._names, n=1)
        return Problem(
            name, f"there is no such parameter; did you mean {near[0]}?" if near else "no such parameter"
        )

    def _mode(self, values: Mapping[str, object]) -> tuple[str | None, Problem | None]:
        """The mode in force (None when it cannot be told), and what is wrong with it."""
        if not self.modes:
            return None, None
        given = values.get(self.mode_parameter)
        if given is None:
            return self.default_mode, None
        if isinstance(given, str) and given in self.modes:
            return given, None
        return None, Problem(self.mode_parameter, f"must be one of {', '.join(self.modes)}")

    def _parameter(self, same: list[Described], values: Mapping[str, object], mode: str | None) -> str:
        name = same[0].name
        value = values.get(name)
        applying = [item for item in same if mode is None or not item.modes or mode in item.modes]
        if not applying:
            if value is None:
                return ""
            modes = sorted({allowed for item in same for allowed in item.modes})
            return f"does not apply in mode {mode}, only in {', '.join(modes)}"
        if len(applying) > 1 and mode is None:
            # Which of the descriptions holds is not known.
            return ""
        described = applying[0]
        unmet = self._unmet(described, values)
        if value is None:
            waived = (
                unmet
                or described.default is not None
                or (mode is None and bool(self.modes and described.modes))
            )
            return "is required" + self._in(described, mode) if described.required and not waived else ""
        return unmet or _value_problem(described, value)

    def _in(self, described: Described, mode: str | None) -> str:
        return f" in mode {mode}" if described.modes and mode is not None else ""

    def _unmet(self, described: Described, values: Mapping[str, object]) -> str:
        """Why a parameter does not apply: what it depends on is not as it must be."""
        for name, allowed in _conditions(described.depends_on):
            other = next((item for item in self.parameters if item.name == name), None)
            if other is None:
                continue
            value = values.get(name)
            value = other.default if value is None else value
            if allowed is MISSING:
                if value is None or value is False or value == "":
                    return f"needs {name} as well"
            elif not any(_same(value, one) for one in allowed):
                return f"needs {name} to be {' or '.join(map(str, allowed))}"
        return ""


def _value_problem(described: Described, value: object) -> str:
    kind = described.type.lower()
    check = _KINDS.get(kind)
    if check is None:
        if kind != "file" and not kind.endswith("_file"):
            return ""
        check = _file
    text = check(described, value)
    if text:
        return text
    choices = _choices(described.options)
    if choices and kind != "length_range" and not any(_same(value, choice) for choice in choices):
        return f"must be one of {', '.join(map(str, choices))}"
    return ""


def _integer(described: Described, value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int):
        return "must be a whole number" + _range(described)
    return _outside(described, value)


def _number(described: Described, value: object) -> str:
    # isfinite cannot take a very large int.
    if (
        isinstance(value, bool)
        or not isinstance(value, (int, float))
        or value != value
        or abs(value) == math.inf
    ):
        return "must be a number" + _range(described)
    return _outside(described, value)


def _string(described: Described, value: object) -> str:
    return "" if isinstance(value, str) else "must be text"


def _boolean(described: Described, value: object) -> str:
    return "" if isinstance(value, bool) else "must be true or false"


def _lengths(described: Described, value: object) -> str:
    match = _LENGTHS.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return 'must be a length or a range of lengths as text, such as "120-130"'
    low = int(match[1])
    high = int(match[2]) if match[2] is not None else low
    if low > high:
        return "must be a range from the smaller to the larger length"
    return _outside(described, low) or _outside(described, high)


def _file(described: Described, value: object) -> str:
    """Names of files: one, or a list of them. Anything else is not for us to judge."""
    names = [value] if isinstance(value, str) else list(value) if is_list(value) else []
    endings = tuple(ending.lower() for ending in described.extensions)
    if not endings:
        return ""
    if any(isinstance(name, str) and not name.lower().endswith(endings) for name in names):
        return f"must be a file ending in {' or '.join(described.extensions)}"
    return ""


_KINDS: Mapping[str, Callable[[Described, object], str]] = {
    "int": _integer,
    "integer": _integer,
    "float": _number,
    "number": _number,
    "string": _string,
    "bool": _boolean,
    "boolean": _boolean,
    "length_range": _lengths,
}


def _range(described: Described) -> str:
    low, high = described.min, described.max
    if low is not None and high is not None:
        return f" from {_plain(low)} to {_plain(high)}"
    if low is not None:
        return f" of at least {_plain(low)}"
    return "" if high is None else f" of at most {_plain(high)}"


def _plain(limit: float) -> str:
    return str(int(limit)) if limit == int(limit) else repr(limit)


def _outside(described: Described, value: float) -> str:
    low, high = described.min, described.max
    if (low is not None and value < low) or (high is not None and value > high):
        return "must be" + _range(described)
    return ""


def _choices(options: Iterable[Any]) -> list[Any]:
    """The values to choose from; none when an option has a form that is not known."""
    found: list[Any] = []
    for option in options:
        value: Any = option
        if is_mapping(option):
            value = option.get("value", option.get("name"))
        if value is None or is_mapping(value) or is_list(value):
            return []
        found.append(value)
    return found


def _conditions(depends_on: object) -> list[tuple[str, Any]]:
    """Names, each with the values that are allowed, or MISSING where any value will do."""
    if isinstance(depends_on, str):
        return [(depends_on, MISSING)]
    if is_list(depends_on):
        return [(name, MISSING) for name in depends_on if isinstance(name, str)]
    if not is_mapping(depends_on):
        return []
    return [(name, list(allowed) if is_list(allowed) else [allowed]) for name, allowed in depends_on.items()]


def _same(left: object, right: object) -> bool:
    """Equal as JSON: true is not 1."""
    return isinstance(left, bool) == isinstance(right, bool) and left == right


def _described(fields: Mapping[str, Any]) -> Described | None:
    name = fields.get("name")
    if not isinstance(name, str):
        return None
    return Described(
        name=name,
        type=str(fields.get("type") or ""),
        required=fields.get("required") is True,
        default=fields.get("default"),
        options=tuple(_items(fields.get("options"))),
        extensions=tuple(str(ending) for ending in _items(fields.get("extensions"))),
        min=_limit(fields.get("min")),
        max=_limit(fields.get("max")),
        modes=tuple(str(mode) for mode in _items(fields.get("modes"))),
        depends_on=fields.get("depends_on"),
    )


def _limit(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return None if value != value or abs(value) == math.inf else value


def _items(value: object) -> list[Any]:
    return list(value) if is_list(value) else []


def _fields(value: object) -> Mapping[str, Any]:
    if isinstance(value, BaseModel):
        return value.model_dump()
    return value if is_mapping(value) else {}
