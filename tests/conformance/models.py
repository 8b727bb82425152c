"""The models column: every component schema has a type that says the same of itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import TypeAdapter

from tests.conformance import package as sdk
from tests.conformance.document import Node
from tests.conformance.expected import METHODS, NO_SCHEMA, Provider
from tests.conformance.gaps import Result
from tests.conformance.package import Package
from tests.conformance.shapes import Comparison, Direction

EPOCH = 1_730_683_800


def check(provider: Provider, package: Package, result: Result) -> None:
    """Every component, in the directions in which it travels."""
    directions = _directions(provider)
    for name, node in provider.components.items():
        with result.checking("models", name) as note:
            for direction in sorted(directions.get(node.key, {"read"})):
                found = sdk.model(package, name, direction)
                if found is None:
                    note("has no model")
                    continue
                comparison = Comparison("write" if direction == "write" else "read")
                comparison.compare([node], [sdk.schema(sdk.strict(found))], name)
                for message in (*comparison.gaps, *_moments(node, found)):
                    note(message)


def _moments(node: Node, model: Any) -> Iterator[str]:
    """Epoch times must become aware datetimes in the right unit, and their "not yet" None."""
    fields = getattr(model, "model_fields", {})
    by_wire = {field.alias or name: field for name, field in fields.items()}
    for name, member in (node.get("properties") or NO_SCHEMA).items():
        term = member.plain("x-sdk-timestamp")
        if term is None or name not in by_wire:
            continue
        # Through Any: mypy has no type for an annotation that is put together at run time.
        made: Any = Annotated[by_wire[name].annotation, *(by_wire[name].metadata or [None])]
        adapter: TypeAdapter[Any] = TypeAdapter[Any](made)
        seconds = EPOCH if term.get("unit", "seconds") == "seconds" else EPOCH / 1000
        if adapter.validate_json(str(EPOCH)) != datetime.fromtimestamp(seconds, UTC):
            yield f"{name} becomes another moment than described"
        if "none" in term and adapter.validate_json(str(term["none"])) is not None:
            yield f"{name}: {term['none']} does not become None"


def _directions(provider: Provider) -> dict[int, set[Direction]]:
    """Which schemas are sent and which are received, by place."""
    found: dict[int, set[Direction]] = {}
    paths = provider.root.get("paths") or NO_SCHEMA
    hooks = provider.root.get("webhooks") or NO_SCHEMA
    for item in paths.values():
        for owner in (item, *(node for method, node in item.items() if method in METHODS)):
            _mark(owner.get("parameters"), "write", found)
            _mark(owner.get("requestBody"), "write", found)
            _mark(owner.get("responses"), "read", found)
    for item in hooks.values():
        _mark(item, "read", found)
    return found


def _mark(node: Node | None, direction: Direction, found: dict[int, set[Direction]]) -> None:
    stack = [] if node is None else [node]
    while stack:
        place = stack.pop().follow()
        if not isinstance(place.value, (dict, list)) or direction in found.setdefault(place.key, set()):
            continue
        found[place.key].add(direction)
        stack.extend(inner for key, inner in place.items() if key not in ("example", "examples"))
        stack.extend(place.elements())
