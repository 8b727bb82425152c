"""Which calls to make of an operation: its examples, the least that can be given, and every argument at least once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.conformance.expected import Argument, Media, Operation, nullable, types
from tests.conformance.values import candidates, sample

Arguments = Mapping[str, Any]
STEPS = 400


@dataclass(frozen=True)
class Call:
    """Arguments by Python name with their wire values, and why this call is made."""

    arguments: Arguments
    reason: str


def plan(operation: Operation) -> tuple[list[Call], list[str]]:
    """The calls, and the arguments that no allowed call can carry."""
    calls = [Call(arguments, reason) for arguments, reason in _examples(operation)]
    problems = [
        f"the example {c.reason} breaks a rule: {broken(operation, c.arguments)[0]['message']}"
        for c in calls
        if broken(operation, c.arguments)
    ]
    least = {a.name: _value(a, calls) for a in operation.arguments if a.required}
    if not broken(operation, least) and all(dict(call.arguments) != least for call in calls):
        calls.append(Call(least, "only what is required"))
    calls.extend(_peculiar(operation, calls[0]))
    for argument in operation.arguments:
        if any(argument.name in call.arguments for call in calls):
            continue
        found = next(
            (
                f
                for base in [*calls, Call(least, "")]
                if (f := _with(operation, argument, base.arguments)) is not None
            ),
            None,
        )
        if found is None:
            problems.append(f"no allowed call can carry the argument {argument.name}")
        else:
            calls.append(Call(found, f"with {argument.name}"))
    return calls, problems


def _peculiar(operation: Operation, base: Call) -> Iterator[Call]:
    """Path values that must be quoted, and null where it means something."""
    for argument in operation.arguments:
        free = not {"format", "pattern", "enum"} & argument.schema.follow().value.keys()
        if argument.location == "path" and free and types(argument.schema) == {"string"}:
            yield Call(
                {**base.arguments, argument.name: "a b/c?d#e%f&ä"}, f"with {argument.name} that needs quoting"
            )
        if argument.location == "body" and nullable(argument.schema):
            yield Call({**base.arguments, argument.name: None}, f"with {argument.name} null")


def _value(argument: Argument, calls: list[Call]) -> Any:
    return next(
        (c.arguments[argument.name] for c in calls if argument.name in c.arguments), candidates(argument)[0]
    )


def _examples(operation: Operation) -> Iterator[tuple[Arguments, str]]:
    outside = {
        a.name: (a.example or (sample(a),))[0]
        for a in operation.arguments
        if a.location not in ("body", "whole") and (a.required or a.example)
    }
    shown = [(media, name, value) for media in operation.media for name, value in media.examples.items()]
    for media, name, value in shown:
        yield {**outside, **_flat(operation, media, value)}, f"{media.content_type} {name}"
    if not operation.media:
        yield outside, "of its parameters"


def _flat(operation: Operation, media: Media, value: Any) -> Arguments:
    only = [operation.argument(name) for name in media.fields.values()]
    if only[0].location == "whole":
        return {only[0].name: {"filename": "file", "content": value} if only[0].file == "one" else value}
    return {media.fields[wire]: inner for wire, inner in value.items()}


def _with(operation: Operation, argument: Argument, base: Arguments) -> Arguments | None:
    """The base with the argument, changed as little as the rules demand (breadth first)."""
    queue: list[dict[str, Any]] = [{**base, argument.name: value} for value in candidates(argument)]
    seen: list[dict[str, Any]] = []
    while queue and len(seen) < STEPS:
        state = queue.pop(0)
        if state in seen:
            continue
        seen.append(state)
        rules = broken(operation, state)
        if not rules and _carried(operation, state):
            return state
        names = _names(rules[0]) if rules else _body_names(operation, state)
        queue.extend(_moves(operation, argument, state, names))
    return None


def _names(rule: Mapping[str, Any]) -> list[str]:
    when = rule.get("when")
    found = [*rule["arguments"], *([when["argument"]] if when else [])]
    return [name.partition(".")[0] for name in found]


def _body_names(operation: Operation, state: Arguments) -> list[str]:
    return [a.name for a in operation.arguments if a.location in ("body", "whole") and a.name in state]


def _moves(
    operation: Operation, kept: Argument, state: Arguments, names: list[str]
) -> Iterator[dict[str, Any]]:
    for name in names:
        argument = operation.argument(name)
        if argument.name != kept.name and not argument.required and name in state:
            yield {key: value for key, value in state.items() if key != name}
        for value in candidates(argument):
            if state.get(name) != value:
                yield {**state, name: value}


def _carried(operation: Operation, arguments: Arguments) -> bool:
    """Whether some content type can carry all the given body arguments."""
    given = set(_body_names(operation, arguments))
    return not given or any(given <= set(media.fields.values()) for media in operation.media)


def broken(operation: Operation, arguments: Arguments) -> list[Mapping[str, Any]]:
    """The rules of `x-sdk-constraints` that the arguments break."""
    return [rule for rule in operation.term("constraints") or [] if not _holds(rule, arguments)]


def _reach(arguments: Any, path: str) -> Any:
    for step in path.split("."):
        arguments = arguments.get(step) if isinstance(arguments, Mapping) else None
    return arguments


def _holds(rule: Mapping[str, Any], arguments: Arguments) -> bool:
    when = rule.get("when")
    if when is not None:
        value = _reach(arguments, when["argument"])
        listed = value if isinstance(value, list) else [value]
        if value is None or (when.get("anyOf") and not set(map(str, listed)) & set(when["anyOf"])):
            return True
    given = sum(_reach(arguments, path) is not None for path in rule["arguments"])
    return {
        "requires": given == len(rule["arguments"]),
        "forbids": given == 0,
        "exactly-one": given == 1,
        "at-least-one": given >= 1,
        "at-most-one": given <= 1,
    }[rule["rule"]]
