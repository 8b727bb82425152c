"""Turns of phrase that state a fact about a parameter, an endpoint or the whole service."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..problems import Place
from .facts import Constant, Facts, Operation, Parameter, Values, shape
from .forms import Statement


@dataclass(slots=True)
class Rule:
    """One statement of `drift.yaml`, compiled, and how often it was found."""

    form: Statement
    index: int
    pattern: re.Pattern[str]
    split: re.Pattern[str]
    item: re.Pattern[str]
    of: str | None
    found: int = 0


def rules(forms: Sequence[Statement]) -> list[Rule]:
    """The statements, compiled."""
    return [
        Rule(
            form, index, re.compile(form.pattern), re.compile(form.split), re.compile(form.item),
            None if form.of is None else endpoint_key(form.of),
        )
        for index, form in enumerate(forms)
    ]  # fmt: skip


def endpoint_key(endpoint: str) -> str:
    """An endpoint without the names of its variables."""
    method, _, path = endpoint.partition(" ")
    return f"{method} {shape(path)}"


def number(text: str, unit: str | None, units: Mapping[str, int]) -> float | str:
    """A number with its unit; the text itself where it is none."""
    plain = text.replace(",", "").replace("\u00a0", "").strip()
    try:
        value = float(plain)
    except ValueError:
        return text.strip()
    value *= units.get(unit, 1) if unit else 1
    return int(value) if value == int(value) else value


def literal(text: str) -> Any:
    """A value as documents write it: JSON, or a bare word."""
    text = text.strip().strip("`")
    try:
        return json.loads(text)
    except ValueError:
        return text.strip("'\"")


class StatementMatcher:
    """Applies statements to a passage."""

    def __init__(self, facts: Facts, units: Mapping[str, int]) -> None:
        self._facts = facts
        self._units = units

    def match(
        self,
        rule: Rule,
        text: str,
        place: Place,
        operation: Operation | None,
        parameter: Parameter | None = None,
    ) -> bool:
        """Takes what one statement says in a line; whether it said anything."""
        taken = False
        for match in rule.pattern.finditer(text):
            if self._take(rule, match, place, operation, parameter):
                taken = True
                rule.found += 1
        return taken

    def _take(
        self,
        rule: Rule,
        match: re.Match[str],
        place: Place,
        operation: Operation | None,
        row: Parameter | None,
    ) -> bool:
        form, groups = rule.form, match.groupdict()
        items = dict.fromkeys(self._items(rule, groups.get("values") or ""), place)
        match form.says:
            case "constant":
                value = number(groups["value"], groups.get("unit"), self._units)
                key = operation.key if operation is not None else None
                self._facts.constants.append(Constant(value, place, form.at, form.equals, key, match[0]))
            case "statuses" if form.everywhere:
                self._facts.statuses = {**items, **(self._facts.statuses or {})}
                self._facts.statuses_place = self._facts.statuses_place or place
            case _ if operation is None:
                return False
            case "statuses" if not form.whole:
                operation.shown.update(items)
            case "statuses":
                operation.statuses = {**(operation.statuses or {}), **items}
                operation.statuses_place = place
            case "scopes":
                operation.scopes, operation.scopes_place = items, place
            case "members":
                name = row.name if row is not None else form.parameter or groups.get("name") or ""
                operation.members[name] = Values(items=items, whole=form.whole, place=place)
            case _:
                self._parameters(rule, groups, place, operation, row)
        return True

    def _parameters(
        self, rule: Rule, groups: dict[str, str | Any], place: Place, operation: Operation, row: Parameter | None
    ) -> None:  # fmt: skip
        form = rule.form
        names = [groups.get("name") or form.parameter or ""]
        if groups.get("names"):
            names = self._items(rule, groups["names"])
        targets = (
            [row] if row is not None else [named(operation, n, form.location, place) for n in names if n]
        )
        if form.says == "parameters" and form.whole and form.location is not None:
            _ = operation.mentions.setdefault(f"whole:{form.location}", place)
        for one in targets:
            self._fact(rule, groups, place, one)

    def _fact(self, rule: Rule, groups: dict[str, str | Any], place: Place, one: Parameter) -> None:
        says = rule.form.says
        if says in ("required", "optional"):
            one.required = says == "required"
            one.places["required"] = place
        elif says == "default":
            one.default = literal(groups["value"])
            one.places["default"] = place
        elif says in ("maximum", "minimum"):
            value = number(groups["value"], groups.get("unit"), self._units)
            if isinstance(value, int | float):
                setattr(one, says, value)
                one.places[says] = place
        elif says == "values":
            items = dict.fromkeys(self._items(rule, groups["values"]), place)
            one.values = Values(items=items, whole=rule.form.whole, place=place)
            one.places["values"] = place

    def _items(self, rule: Rule, text: str) -> list[str]:
        found: list[str] = []
        for piece in rule.split.split(text):
            match = rule.item.search(piece or "")
            if match and match[0].rstrip("."):
                found.append(match[0].rstrip("."))
        return found


def named(operation: Operation, name: str, location: str | None, place: Place) -> Parameter:
    """The parameter of a name, made where the document had not named it before."""
    one = operation.find(name, location)
    if one is None:
        one = Parameter(name=name, location=location, place=place)
        operation.parameters.append(one)
    elif one.location is None and location is not None:
        one.location = location
    return one
