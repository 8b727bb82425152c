"""Rules about waiters: which thing they look at, and what comes before them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..problems import Problem
from ..spec import pointers
from ..spec.pointers import is_list, is_mapping
from .expressions import arguments, missing_target, required_arguments
from .view import Node, Operation, View


def _waiters(view: View) -> Iterator[tuple[Operation, str, Node]]:
    """Each waiter with its operation and its place."""
    for operation in view.operations:
        waiters = operation.node.get("x-sdk-waitable")
        for name, waiter in waiters.items() if is_mapping(waiters) else ():
            if is_mapping(waiter):
                yield operation, f"{operation.pointer}/x-sdk-waitable{pointers.join(name)}", waiter


def _filled(waiter: Node) -> Node:
    """The arguments of the wait method that a waiter's `inputs` name."""
    inputs = waiter.get("inputs")
    return inputs if is_mapping(inputs) else {}


def _paths(at: str, waiter: Node) -> Iterator[tuple[str, str]]:
    """The expressions about the state of what is waited for."""
    for key in ("result", "reason"):
        if isinstance(waiter.get(key), str):
            yield f"{at}/{key}", waiter[key]
    acceptors = waiter.get("acceptors")
    for index, acceptor in enumerate(acceptors if is_list(acceptors) else ()):
        if is_mapping(acceptor) and isinstance(acceptor.get("path"), str):
            yield f"{at}/acceptors/{index}/path", acceptor["path"]


def waiter_item(view: View) -> Iterator[Problem]:
    """`waiter-item`: a waiter looks at whatever comes first in a list, or its `item` is not what its paths are about."""
    for operation, at, waiter in _waiters(view):
        item: Any = waiter.get("item")
        if not is_mapping(item):
            for pointer, expression in _paths(at, waiter):
                if any(token.isdigit() for token in pointers.split(expression.partition("#")[2])):
                    message = (
                        f"{expression}: what stands there may be another thing; say by `item` which one of the list "
                        "is waited for"
                    )
                    yield view.problem("waiter-item", pointer, message)
            continue
        start = f"{item.get('items')}/*"
        for pointer, expression in _paths(at, waiter):
            if expression != start and not expression.startswith(f"{start}/"):
                message = f"{expression}: the paths of a waiter with `item` begin with {start}"
                yield view.problem("waiter-item", pointer, message)
        why = missing_target(view, operation, f"{start}{item.get('key')}")
        if why:
            yield view.problem("waiter-item", f"{at}/item/key", f"{item.get('key')}: {why}")
        if item.get("argument") not in {*arguments(view, operation), *_filled(waiter)}:
            message = f"the wait method has no argument {item.get('argument')!r}"
            yield view.problem("waiter-item", f"{at}/item/argument", message)


def waiter_after(view: View) -> Iterator[Problem]:
    """`waiter-after`: what must have ended first waits for something else itself, or gets what nobody passes."""
    for operation, at, waiter in _waiters(view):
        after: Any = waiter.get("after")
        target = view.by_id.get(str(after.get("operation"))) if is_mapping(after) else None
        if target is None:
            continue
        waiters: Any = target.node.get("x-sdk-waitable")
        named: Any = waiters.get(str(after.get("waiter"))) if is_mapping(waiters) else None
        if is_mapping(named) and "after" in named:
            message = (
                f"{after['waiter']} of {after['operation']} has an `after` itself; one step is all there is"
            )
            yield view.problem("waiter-after", f"{at}/after/waiter", message)
        inputs = after.get("inputs")
        known = {*arguments(view, operation), *_filled(waiter)}
        for theirs, mine in inputs.items() if is_mapping(inputs) else ():
            if mine not in known:
                message = f"the wait method has no argument {mine!r}"
                yield view.problem("waiter-after", f"{at}/after/inputs{pointers.join(theirs)}", message)


def waiter_many(view: View) -> Iterator[Problem]:
    """`waiter-many`: the acceptors look at several places, and the list tells one; or nothing waits for many."""
    for operation, at, waiter in _waiters(view):
        if not is_mapping(waiter.get("many")):
            continue
        acceptors = waiter.get("acceptors")
        rules = [one for one in (acceptors if is_list(acceptors) else ()) if is_mapping(one)]
        if any("status" in rule for rule in rules) or len({str(rule.get("path")) for rule in rules}) > 1:
            message = "all acceptors of a waiter with `many` look at one place in the answer"
            yield view.problem("waiter-many", f"{at}/many", message)
        if len({*required_arguments(view, operation), *_filled(waiter)}) > 1 or "after" in waiter:
            message = (
                "there is no method for many of what several arguments tell, or what comes after something"
            )
            yield view.problem("waiter-many", f"{at}/many", message)


def waiter_cancel(view: View) -> Iterator[Problem]:
    """`waiter-cancel`: what ends the thing needs an argument that the wait method does not have."""
    for operation, at, waiter in _waiters(view):
        cancel: Any = waiter.get("cancel")
        target = view.by_id.get(str(cancel.get("operation"))) if is_mapping(cancel) else None
        if target is None:
            continue
        inputs = cancel.get("inputs")
        mine = {*required_arguments(view, operation), *_filled(waiter)}
        given: Node = inputs if is_mapping(inputs) else {}
        for name in required_arguments(view, target):
            if given.get(name, name) not in mine:
                message = (
                    f"the operation needs {name!r}; say by `inputs` which argument of the wait method it is"
                )
                yield view.problem("waiter-cancel", f"{at}/cancel", message)
