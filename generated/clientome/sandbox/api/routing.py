"""Which operation a request is for. Literal segments win over templated ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .description import Operation

VARIABLE = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class Match:
    """The operation of a request, with its path values still percent-encoded."""

    operation: Operation
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Route:
    operation: Operation
    pattern: re.Pattern[str]
    names: tuple[str, ...]
    rank: tuple[int, ...]


def _route(operation: Operation) -> _Route:
    names: list[str] = []
    pattern: list[str] = []
    rank: list[int] = []
    for segment in operation.template.split("/"):
        parts = VARIABLE.split(segment)
        names.extend(parts[1::2])
        pattern.append("".join("([^/]+)" if i % 2 else re.escape(part) for i, part in enumerate(parts)))
        rank.append(0 if len(parts) == 1 else 1 if any(parts[::2]) else 2)
    return _Route(operation, re.compile("/".join(pattern)), tuple(names), tuple(rank))


class Router:
    """All operations of a provider, best match first."""

    def __init__(self, operations: Iterable[Operation]) -> None:
        self._routes = sorted((_route(operation) for operation in operations), key=lambda route: route.rank)

    def match(self, method: str, path: str) -> Match | tuple[str, ...]:
        """The operation, or the methods that the path knows instead (none: an unknown path).

        A HEAD request is served by the GET operation where none is described for it.
        """
        found: dict[str, Match] = {}
        pattern: str | None = None
        for route in self._routes:
            # The first path that fits is the one that is meant, also where only another one knows the method.
            if pattern not in (None, route.pattern.pattern):
                continue
            values = route.pattern.fullmatch(path)
            if values is not None and route.operation.method not in found:
                pattern = route.pattern.pattern
                match = Match(route.operation, dict(zip(route.names, values.groups(), strict=True)))
                found[route.operation.method] = match
        if method in found:
            return found[method]
        if method == "HEAD" and "GET" in found:
            return found["GET"]
        return tuple(sorted({*found, "HEAD"} if "GET" in found else found))
