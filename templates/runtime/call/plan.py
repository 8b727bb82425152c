"""What can be worked out once per operation instead of once per call."""

from __future__ import annotations

import re
from typing import Any

from ..base.errors import ArgumentError
from ..base.types import UNSET
from ..spec.operation import Answer, Operation, Parameter

_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


class Plan:
    """An operation, sorted for use: parameters by place, path cut into segments, answers by status."""

    __slots__ = (
        "accept",
        "answers",
        "bare_headers",
        "binary",
        "body",
        "cookie",
        "decisive",
        "files",
        "fixed_path",
        "header",
        "hidden",
        "method",
        "nullable",
        "operation",
        "path",
        "query",
        "segments",
    )

    def __init__(self, operation: Operation[Any]) -> None:
        self.operation = operation
        self.method = operation.method.upper()
        by_place: dict[str, list[Parameter]] = {}
        for parameter in operation.parameters:
            by_place.setdefault(parameter.location, []).append(parameter)
        self.query = tuple(by_place.get("query", ()))
        self.header = tuple(by_place.get("header", ()))
        self.cookie = tuple(by_place.get("cookie", ()))
        self.body = tuple(by_place.get("body", ())) + tuple(by_place.get("file", ()))
        self.path = {parameter.wire_name: parameter for parameter in by_place.get("path", ())}
        self.files = frozenset(parameter.name for parameter in by_place.get("file", ()))
        self.hidden = frozenset(parameter.name for parameter in operation.parameters if parameter.sensitive)
        self.nullable = frozenset(p.name for p in operation.parameters if p.nullable) | _unset_by_default(
            operation
        )
        self.segments = self._cut(operation.path)
        self.fixed_path = operation.path if not self.path else None
        self.answers = _by_status(operation.answers)
        self.binary = any(answer.kind == "binary" for answer in operation.answers)
        self.accept = _accept(operation.answers)
        # Headers that decide whether something is done or paid twice, with the arguments that they are.
        names = {operation.idempotency, operation.payment.proof if operation.payment is not None else None}
        self.decisive = {p.wire_name.lower(): p.name for p in self.header if p.name in names}
        self.bare_headers = not self.header and not self.cookie

    def _cut(self, path: str) -> tuple[tuple[str | Parameter, ...], ...]:
        """Each segment of the template as literal text and parameters."""
        segments: list[tuple[str | Parameter, ...]] = []
        for segment in path.split("/")[1:]:
            pieces: list[str | Parameter] = []
            for index, piece in enumerate(_PLACEHOLDER.split(segment)):
                if index % 2:
                    if piece not in self.path:
                        raise ArgumentError(
                            f"{self.operation.id}: the path parameter {piece!r} is not described"
                        )
                    pieces.append(self.path[piece])
                elif piece:
                    pieces.append(piece)
            segments.append(tuple(pieces))
        return tuple(segments)


def _unset_by_default(operation: Operation[Any]) -> frozenset[str]:
    fields: dict[str, Any] = getattr(operation.arguments, "model_fields", None) or {}
    return frozenset(name for name, field in fields.items() if field.default is UNSET)


def _by_status(answers: tuple[Answer, ...]) -> dict[int, tuple[Answer, ...]]:
    table: dict[int, tuple[Answer, ...]] = {}
    for answer in answers:
        table[answer.status] = (*table.get(answer.status, ()), answer)
    return table


_DEFAULT_TYPES = {
    "json": "application/json",
    "text": "text/plain",
    "binary": "*/*",
    "none": "*/*",
    "info": "*/*",
    "bytes": "*/*",
}


def _accept(answers: tuple[Answer, ...]) -> bytes:
    types: list[str] = []
    for answer in answers:
        name = answer.content_type or _DEFAULT_TYPES[answer.kind]
        if name not in types and not (answer.kind == "none" and len(answers) > 1):
            types.append(name)
    # Errors come as JSON even where a success is not.
    if types and "*/*" not in types and "application/json" not in types:
        types.append("application/json;q=0.5")
    return (", ".join(types) or "*/*").encode("ascii")


_PLANS: dict[int, Plan] = {}


def plan_of(operation: Operation[Any]) -> Plan:
    """The plan of an operation, made at its first call. The plan keeps the operation alive, so its id stays its own."""
    plan = _PLANS.get(id(operation))
    if plan is None or plan.operation is not operation:
        plan = _PLANS[id(operation)] = Plan(operation)
    return plan
