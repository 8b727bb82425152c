"""The models column: every component schema has a type that says the same of itself."""

from __future__ import annotations

from tests.conformance import package as sdk
from tests.conformance.document import Node
from tests.conformance.expected import NO_SCHEMA, METHODS, Provider
from tests.conformance.gaps import Result
from tests.conformance.package import Package
from tests.conformance.shapes import Comparison, Direction


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
                for message in comparison.gaps:
                    note(message)


def _directions(provider: Provider) -> dict[int, set[Direction]]:
    """Which schemas are sent and which are received, by place."""
    found: dict[int, set[Direction]] = {}
    paths = provider.root.get("paths") or NO_SCHEMA
    hooks = provider.root.get("webhooks") or NO_SCHEMA
    for _, item in paths.items():
        for owner in (item, *(node for method, node in item.items() if method in METHODS)):
            _mark(owner.get("parameters"), "write", found)
            _mark(owner.get("requestBody"), "write", found)
            _mark(owner.get("responses"), "read", found)
    for _, item in hooks.items():
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
