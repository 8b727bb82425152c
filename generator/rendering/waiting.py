"""The wait methods of an operation: for one thing, and for many at once."""

from __future__ import annotations

from .. import python
from .. import vocabulary as v
from ..ir import Operation
from . import docstrings
from .shown import AcceptorView, ArgumentView, ExplanationView, WaiterView
from .views import OPTIONS_DOC, Builder, constant


def waiters(builder: Builder, operation: Operation) -> tuple[WaiterView, ...]:
    """The wait methods of an operation."""
    return tuple(_waiter(builder, operation, name, one) for name, one in operation.waiters.items())


def _waiter(builder: Builder, operation: Operation, name: str, declared: v.Waiter) -> WaiterView:
    schemas = builder.json_schemas(operation)
    schema = schemas[0] if schemas else None
    if declared.result is not None:
        result, found = builder.walker.follow(schema, declared.result)
        annotation = builder.text(found if found is not None else {}, "read")
    else:
        annotation, result = builder.result(operation, schema or {})
    by_name = {a.name: a for a in builder.arguments(operation)}
    inputs = {mine: builder.argument_name(operation, e) or mine for mine, e in declared.inputs.items()}
    arguments = tuple(_argument(by_name[theirs], mine) for mine, theirs in inputs.items())
    covered = set(inputs.values())
    arguments += tuple(
        a for a in by_name.values() if a.default is None and a.name not in {*covered, *declared.constants}
    )
    return WaiterView(
        name=name,
        constant=f"{constant(operation.name)}_{constant(name)}",
        operation=constant(operation.name),
        inputs=inputs,
        constants=dict(declared.constants),
        arguments=arguments,
        result=result,
        reason=builder.path(operation, declared.reason),
        acceptors=tuple(
            AcceptorView(
                state=a.state,
                path=builder.path(operation, a.path),
                any_of=a.any_of,
                status=a.status,
                match=a.match,
                max_delay=a.max_delay,
            )
            for a in declared.acceptors
        ),
        min_delay=declared.min_delay,
        max_delay=declared.max_delay,
        timeout=declared.timeout,
        explanation=_explanation(builder, operation, declared.explanation),
        annotation=annotation,
        doc=_doc(operation, declared, arguments),
        many=plural(arguments[0].name) if len(arguments) == 1 else None,
        many_doc=_many_doc(operation, declared, arguments[0]) if len(arguments) == 1 else None,
    )


def _explanation(
    builder: Builder, operation: Operation, declared: v.Explanation | None
) -> ExplanationView | None:
    telling = builder.api.operation(declared.operation) if declared else None
    if declared is None or telling is None:
        return None
    return ExplanationView(
        operation=builder.constant_of(telling, operation.resource),
        inputs=dict(declared.inputs),
        constants=dict(declared.constants),
    )


def _argument(argument: ArgumentView, name: str) -> ArgumentView:
    """An argument of the operation under the waiter's own name, and required."""
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


def _doc(operation: Operation, declared: v.Waiter, arguments: tuple[ArgumentView, ...]) -> str:
    entries = [
        *(a.doc for a in arguments),
        docstrings.argument("timeout", f"Seconds to wait at most; {_timeout(declared)} when left out", {}),
        docstrings.argument("on_progress", "Called with the newest state, first and on each change", {}),
        OPTIONS_DOC,
    ]
    blocks = [
        docstrings.sentence(declared.description),
        f"{_polls(declared)} After a restart,\ncall it again with the same id to go on waiting.",
        f"Endpoint: ``{operation.method} {operation.path}``",
        "Args:\n" + "\n".join(entries),
        "Raises:\n    WaitFailed: It ended in a state that is a failure; the provider's reason is in the error.\n"
        "    WaitTimeout: The time ran out; the last state is in the error.",
    ]
    return "\n\n".join(blocks)


def _many_doc(operation: Operation, declared: v.Waiter, argument: ArgumentView) -> str:
    entries = [
        docstrings.argument(plural(argument.name), f"Each as `{argument.name}` of the method for one", {}),
        docstrings.argument("timeout", f"Seconds to wait at most; {_timeout(declared)} when left out", {}),
        docstrings.argument(
            "on_progress", "Called with an id and its newest state, first and on each change", {}
        ),
        OPTIONS_DOC,
    ]
    blocks = [
        f"Waits for many at once and yields each as it finishes: {docstrings.sentence(declared.description)}",
        f"{_polls(declared)} One request\nat a time, whatever the number. What fails is yielded with its error and"
        " does not end the others.",
        f"Endpoint: ``{operation.method} {operation.path}``",
        "Args:\n" + "\n".join(entries),
        "Yields:\n    Waited: `argument` is the id; `unwrap()` gives the result or raises the error.",
    ]
    return "\n\n".join(blocks)
