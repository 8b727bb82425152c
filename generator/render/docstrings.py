"""The prose of generated docstrings: meaning, units, limits, errors and the provider's endpoint."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from typing import Any

from templates.runtime.base import errors

from ..ir import Operation, Parameter, Schema
from ..text import flat, prose
from .walk import as_schema

WIDTH = 96
MAX_CHOICES = 24


def error_class(status: str) -> str | None:
    """The runtime's error class of a status code; None for what is no error, `default` and classes of codes."""
    if not status.isdigit() or int(status) < 400:
        return None
    return errors.error_class(int(status)).__name__


def sentence(text: str) -> str:
    """One paragraph, ended by a full stop."""
    line = flat(text)
    return line if not line or line[-1] in ".!?:" else line + "."


def _show(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _choices(values: Sequence[Any]) -> str:
    """The first values of an enum; hundreds of them would bury the rest."""
    shown = [_show(v) for v in values if v is not None]
    more = len(shown) - MAX_CHOICES
    return ", ".join(shown[:MAX_CHOICES]) + (f" or {more} others" if more > 0 else "")


def limits(schema: Schema) -> list[str]:
    """What a schema says about its values, as short phrases."""
    said: list[str] = []
    pairs = (
        ("minimum", "at least {}"),
        ("exclusiveMinimum", "more than {}"),
        ("maximum", "at most {}"),
        ("exclusiveMaximum", "less than {}"),
        ("minLength", "at least {} characters"),
        ("maxLength", "at most {} characters"),
        ("minItems", "at least {} items"),
        ("maxItems", "at most {} items"),
        ("pattern", "matching {}"),
    )
    for key, phrase in pairs:
        if key in schema:
            said.append(phrase.format(schema[key]))
    values = schema.get("enum") or as_schema(schema.get("items")).get("enum")
    if values:
        said.append("one of " + _choices(values))
    if "default" in schema:
        said.append(f"the provider's default is {_show(schema['default'])}")
    return said


def argument(name: str, description: str, schema: Schema, extra: Iterable[str] = ()) -> str:
    """One entry of the Args section."""
    parts = [sentence(description)] if description else []
    notes = [*extra, *limits(schema)]
    if notes:
        text = "; ".join(notes)
        parts.append(text[0].upper() + text[1:] + ".")
    body = " ".join(parts) or "See the provider's documentation."
    return textwrap.fill(
        f"{name}: {body}",
        WIDTH,
        initial_indent="    ",
        subsequent_indent="        ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def paragraphs(text: str) -> list[str]:
    blocks = [b for b in prose(text).strip().split("\n\n") if b.strip()]
    return [textwrap.fill(sentence(b), WIDTH, break_long_words=False, break_on_hyphens=False) for b in blocks]


def behaviour(operation: Operation) -> list[str]:
    """What the SDK does for this operation beyond sending it."""
    said: list[str] = []
    if operation.billable:
        said.append("This call can cost money.")
    if operation.retry == "keyed":
        said.append("It is retried under one idempotency key, made once per call.")
    elif operation.retry == "never":
        said.append("It is never sent again once a byte of it has left.")
    recover = operation.recover
    if recover is not None and recover.settle is not None:
        if operation.retry == "never":
            said.append(
                "With a `state` the client looks where an answer was lost: it returns what was carried out, and sends again "
                f"what is not there after {recover.settle:g} s."
            )
        if recover.note is not None:
            said.append(f"For that `State(mark_calls=True)` appends a short mark to `{recover.note}`.")
    if operation.read_timeout is not None:
        said.append(
            f"The answer is waited for up to {operation.read_timeout:g} s, unless you set a read timeout."
        )
    if operation.environments:
        said.append(f"Only in: {', '.join(operation.environments)}.")
    if operation.scopes:
        joined = " or ".join(
            " and ".join(s for _, scopes in a.schemes for s in scopes) for a in operation.security
        )
        said.append(f"Scope: {joined}.")
    if not operation.security:
        said.append("Needs no credentials.")
    if operation.deprecated:
        said.append("Deprecated by the provider.")
    return said


def raises(operation: Operation) -> list[str]:
    """The Raises section."""
    lines: list[str] = []
    for response in operation.responses:
        name = error_class(response.status)
        if name is not None and not response.success:
            text = f"{name}: {response.status}: {sentence(response.description)}"
            lines.append(
                textwrap.fill(
                    text, WIDTH, initial_indent="    ", subsequent_indent="        ", break_long_words=False
                )
            )
    return lines


def method(operation: Operation, arguments: Iterable[str], returns: str, *, extra: Iterable[str] = ()) -> str:
    """The text of a method's docstring."""
    blocks: list[str] = [sentence(operation.summary or operation.id)]
    if operation.description.strip() and operation.description.strip() != operation.summary.strip():
        blocks.extend(paragraphs(operation.description))
    said = [*extra, *behaviour(operation)]
    if said:
        blocks.append(textwrap.fill(" ".join(said), WIDTH))
    blocks.append(f"Endpoint: ``{operation.method} {operation.path}``")
    described = list(arguments)
    blocks.append("Args:\n" + "\n".join(described))
    blocks.append(
        "Returns:\n"
        + textwrap.fill(sentence(returns), WIDTH, initial_indent="    ", subsequent_indent="    ")
    )
    raised = raises(operation)
    if raised:
        blocks.append("Raises:\n" + "\n".join(raised))
    return "\n\n".join(blocks)


def answer(operation: Operation) -> str:
    """What the method brings back, in the description's words."""
    for response in operation.responses:
        if response.success and response.description:
            return response.description
    return "Nothing."


def parameter_notes(parameter: Parameter) -> list[str]:
    """Notes on a parameter that its schema does not hold."""
    notes: list[str] = []
    if parameter.idempotency is not None:
        notes.append("made by the SDK when left out")
    if parameter.deprecated:
        notes.append("deprecated")
    return notes
