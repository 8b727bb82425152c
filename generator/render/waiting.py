"""The wait methods of an operation: for one thing, and for many at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import templates.runtime.spec.operation as runtime
from templates.runtime.spec.api import Path

from ..ir import Operation, Schema
from ..types import python
from ..vocabulary import operation as v
from . import docstrings
from .views import OPTIONS_DOC, ArgumentView, Builder, Constant, constant, late_reference
from .walk import EACH


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiterView:
    """One wait method, and the one for many things at once."""

    name: str
    constant: Constant
    operation: str
    arguments: tuple[ArgumentView, ...]
    annotation: str
    knows_states: bool
    can_be_cancelled: bool
    doc: str
    many: str | None
    many_doc: str | None


def waiters(builder: Builder, operation: Operation, needs: set[str]) -> tuple[WaiterView, ...]:
    """The wait methods of an operation."""
    return tuple(_view(builder, operation, name, one, needs) for name, one in operation.waiters.items())


def waiter_value(builder: Builder, operation: Operation, name: str) -> runtime.Waiter[Any]:
    """A waiter as the runtime has it."""
    return builder.once(
        operation.resource,
        f"{constant(operation.name)}_{constant(name)}",
        lambda: _value(builder, operation, name, operation.waiters[name]),
    )


def _value(builder: Builder, operation: Operation, name: str, declared: v.Waiter) -> runtime.Waiter[Any]:
    return runtime.Waiter(
        name=name,
        operation=builder.value(operation.id),
        acceptors=tuple(
            runtime.Acceptor(
                state=a.state,
                path=_path(builder, operation, declared, a.path),
                any_of=a.any_of,
                status=a.status,
                match=a.match,
                max_delay=a.max_delay,
                message=a.message,
            )
            for a in declared.acceptors
        ),
        min_delay=declared.min_delay,
        max_delay=declared.max_delay,
        timeout=declared.timeout,
        inputs=_inputs(builder, operation, declared),
        result=_result(builder, operation, declared)[1],
        reason=_path(builder, operation, declared, declared.reason),
        explanation=_explanation(builder, declared.explanation),
        constants=dict(declared.constants),
        item=_item(builder, operation, declared.item),
        after=_after(builder, declared.after),
        cancel=_cancel(builder, declared.cancel),
        many=_state_list(builder, declared.many),
    )


def _inputs(builder: Builder, operation: Operation, declared: v.Waiter) -> dict[str, str]:
    return {mine: builder.argument_name(operation, e) or mine for mine, e in declared.inputs.items()}


def _view(
    builder: Builder, operation: Operation, name: str, declared: v.Waiter, needs: set[str]
) -> WaiterView:
    value = waiter_value(builder, operation, name)
    annotation = _result(builder, operation, declared)[0]
    by_name = {a.name: a for a in builder.arguments(operation)}
    arguments = tuple(
        _argument(builder, operation, declared, by_name[theirs], mine)
        for mine, theirs in value.inputs.items()
    )
    covered = {*value.inputs.values(), *declared.constants}
    arguments += tuple(a for a in by_name.values() if a.default is None and a.name not in covered)
    return WaiterView(
        name=name,
        constant=builder.constant(value, annotation, needs),
        operation=constant(operation.name),
        arguments=arguments,
        annotation=annotation,
        knows_states=_knows_states(declared),
        can_be_cancelled=declared.cancel is not None,
        doc=_doc(builder, operation, declared, arguments),
        many=plural(arguments[0].name) if len(arguments) == 1 else None,
        many_doc=_many_doc(builder, operation, declared, arguments[0]) if len(arguments) == 1 else None,
    )


def _result(builder: Builder, operation: Operation, declared: v.Waiter) -> tuple[str, Path]:
    """Annotation and path of what the wait method returns."""
    schemas = builder.json_schemas(operation)
    schema = schemas[0] if schemas else None
    expression = declared.result
    if expression is None and declared.item is not None:
        expression = f"{declared.item.items}/{EACH}"
    if expression is None:
        return builder.result(operation, schema or {})
    path, found = builder.walker.follow(schema, expression)
    annotation = builder.text(found if found is not None else {}, "read")
    return annotation, _within(builder, operation, declared, path)


def _path(builder: Builder, operation: Operation, declared: v.Waiter, expression: str | None) -> Path | None:
    """Where an expression leads: in the whole answer, or in the item that is waited for."""
    path = builder.path(operation, expression)
    return None if path is None else _within(builder, operation, declared, path)


def _within(builder: Builder, operation: Operation, declared: v.Waiter, path: Path) -> Path:
    if declared.item is None:
        return path
    items = builder.path(operation, declared.item.items) or ()
    return path[len(items) + 1 :]


def _item(builder: Builder, operation: Operation, declared: v.Item | None) -> runtime.Item | None:
    if declared is None:
        return None
    schema = _key_schema(builder, operation, declared)
    items = builder.path(operation, declared.items) or ()
    return runtime.Item(
        items=items,
        key=(builder.path(operation, f"{declared.items}/{EACH}{declared.key}") or ())[len(items) + 1 :],
        argument=declared.argument,
        is_uuid=schema.get("format") == "uuid",
    )


def _key_schema(builder: Builder, operation: Operation, declared: v.Item) -> Schema:
    """The schema of the id that an item is told by."""
    schemas = builder.json_schemas(operation)
    found = builder.walker.follow(schemas[0] if schemas else None, f"{declared.items}/{EACH}{declared.key}")[
        1
    ]
    return builder.walker.resolve(found) if found is not None else {}


def _after(builder: Builder, declared: v.After | None) -> runtime.After | None:
    operation = builder.api.operation(declared.operation) if declared else None
    if declared is None or operation is None:
        return None
    return runtime.After(f"{late_reference(operation)}_{constant(declared.waiter)}", dict(declared.inputs))


def _explanation(builder: Builder, declared: v.Explanation | None) -> runtime.Explanation | None:
    if declared is None:
        return None
    return runtime.Explanation(
        operation=builder.value(declared.operation),
        inputs=dict(declared.inputs),
        constants=dict(declared.constants),
    )


def _cancel(builder: Builder, declared: v.Cancellation | None) -> runtime.Cancellation | None:
    if declared is None:
        return None
    return runtime.Cancellation(operation=builder.value(declared.operation), inputs=dict(declared.inputs))


def _state_list(builder: Builder, declared: v.StateList | None) -> runtime.StateList | None:
    listing = builder.api.operation(declared.operation) if declared else None
    if declared is None or listing is None:
        return None
    return runtime.StateList(
        operation=builder.value(declared.operation),
        items=builder.path(listing, declared.items) or (),
        key=builder.inside(listing, declared.items, declared.key) or (),
        state=builder.inside(listing, declared.items, declared.state) or (),
        constants=dict(declared.constants),
        ids=declared.ids,
        most_ids=declared.most_ids,
    )


def _knows_states(declared: v.Waiter) -> bool:
    return any(acceptor.path is not None for acceptor in declared.acceptors)


def _argument(
    builder: Builder, operation: Operation, declared: v.Waiter, argument: ArgumentView, name: str
) -> ArgumentView:
    """An argument of the operation under the waiter's own name, and required. What tells the item is an id of it."""
    if declared.item is not None and declared.item.argument == name:
        schema = _key_schema(builder, operation, declared.item)
        described = str(
            schema.get("description") or f"The {declared.item.key.rpartition('/')[2]} of the item"
        )
        doc = docstrings.argument(name, described, {})
        return ArgumentView(name=name, annotation=builder.text(schema, "argument"), default=None, doc=doc)
    annotation = python.not_optional(argument.annotation)
    doc = argument.doc.replace(f"{argument.name}:", f"{name}:", 1)
    return ArgumentView(name=name, annotation=annotation, default=None, doc=doc)


def plural(name: str) -> str:
    """The argument that takes many of what another takes one of."""
    return f"{name}es" if name.endswith(("s", "x", "ch", "sh")) else f"{name}s"


def _timeout(declared: v.Waiter) -> str:
    return "no limit" if declared.timeout is None else f"{declared.timeout:g}"


def _polls(declared: v.Waiter) -> str:
    slow = [a.max_delay for a in declared.acceptors if a.max_delay is not None]
    more = f"; in states that take long every {max(slow):g} s" if slow else ""
    return f"Polls every {declared.min_delay:g} s at first and every {declared.max_delay:g} s at last{more}."


def _ends(builder: Builder, declared: v.Waiter) -> list[str]:
    """The arguments that decide how a wait ends."""
    entries: list[str] = []
    failures = [
        str(value) for a in declared.acceptors if a.state == "failure" and a.path for value in a.any_of
    ]
    if _knows_states(declared):
        example = f", such as ``[{failures[-1]!r}]``" if failures else ""
        entries.append(docstrings.argument("accept", f"Further states that end the wait well{example}", {}))
    ending = builder.api.operation(declared.cancel.operation) if declared.cancel else None
    if ending is not None:
        text = (
            f"When the time runs out, call `{ending.resource}.{ending.name}`; what refuses that is looked at once "
            "more, and the error's `cancelled` tells whether it was taken"
        )
        entries.append(docstrings.argument("cancel_on_timeout", text, {}))
    return entries


def _asking(builder: Builder, declared: v.Waiter) -> str:
    listing = builder.api.operation(declared.many.operation) if declared.many else None
    if listing is None:
        return "One request\nat a time, whatever the number."
    return (
        f"It asks\n`{listing.resource}.{listing.name}` for the states of all, one request at a time, and about each "
        "thing itself\nonly when it has ended or is not in the list."
    )


def _doc(
    builder: Builder, operation: Operation, declared: v.Waiter, arguments: tuple[ArgumentView, ...]
) -> str:
    entries = [
        *(a.doc for a in arguments),
        docstrings.argument("timeout", f"Seconds to wait at most; {_timeout(declared)} when left out", {}),
        *_ends(builder, declared),
        docstrings.argument("on_progress", "Called with the newest state, first and on each change", {}),
        OPTIONS_DOC,
    ]
    blocks = [
        docstrings.sentence(declared.description),
        f"{_polls(declared)} After a restart,\ncall it again with the same id to go on waiting.",
        f"Endpoint: ``{operation.method} {operation.path}``",
        "Args:\n" + "\n".join(entries),
        "Raises:\n    WaitFailed: It ended in a state that is a failure; the provider's reason is in the error.\n"
        "    WaitTimeout: The time ran out; the last state is in the error."
        + ("" if declared.item is None else "\n    NotFoundError: There is nothing with this id."),
    ]
    return "\n\n".join(blocks)


def _many_doc(builder: Builder, operation: Operation, declared: v.Waiter, argument: ArgumentView) -> str:
    entries = [
        docstrings.argument(plural(argument.name), f"Each as `{argument.name}` of the method for one", {}),
        docstrings.argument("timeout", f"Seconds to wait at most; {_timeout(declared)} when left out", {}),
        *_ends(builder, declared),
        docstrings.argument(
            "on_progress", "Called with an id and its newest state, first and on each change", {}
        ),
        OPTIONS_DOC,
    ]
    blocks = [
        f"Waits for many at once and yields each as it finishes: {docstrings.sentence(declared.description)}",
        f"{_polls(declared)} {_asking(builder, declared)} What fails is yielded with its error and"
        " does not end the others.",
        f"Endpoint: ``{operation.method} {operation.path}``",
        "Args:\n" + "\n".join(entries),
        "Yields:\n    Waited: `argument` is the id; `unwrap()` gives the result or raises the error.",
    ]
    return "\n\n".join(blocks)
