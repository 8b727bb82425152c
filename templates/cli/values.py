"""What is typed in a shell becomes arguments of a method.

Rules:

- A flag wins over ``--input``; a value without a flag goes to the first required argument that has none, and to a
  repeatable one all that are left.
- ``@file`` is the content of a file, ``-`` that of stdin; ``@@`` begins a text that begins with ``@``.
- A file that is to be sent is a path, or ``-`` for stdin; it is never read into memory.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from .tables import Argument, Verb

if TYPE_CHECKING:
    _ParamType = click.ParamType[Any, Any]
else:
    # Older versions of Click cannot be asked for its types.
    _ParamType = click.ParamType

PLACEHOLDERS: Mapping[str, Any] = {
    "integer": 1,
    "number": 1.0,
    "boolean": True,
    "json": {},
    "file": "path/to/file",
}


class Text(_ParamType):
    """A text; the values that the provider documents are offered by completion, others are left to the SDK."""

    name = "text"

    def __init__(self, values: Sequence[str] = ()) -> None:
        self._values = values

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        from click.shell_completion import CompletionItem

        return [CompletionItem(value) for value in self._values if value.startswith(incomplete)]


def param_type(argument: Argument) -> _ParamType:
    """The type of a flag as Click checks and completes it."""
    match argument.type:
        case "integer":
            return click.INT
        case "number":
            return click.FLOAT
        case "file" | "target":
            return click.Path()
        case _:
            return Text(argument.values)


def gather(verb: Verb, flags: Mapping[str, Any], loose: Sequence[str], given: str | None) -> dict[str, Any]:
    """All arguments of the method."""
    found = _from_file(verb, given) if given else {}
    for argument in verb.arguments:
        value = flags.get(argument.name)
        if value is not None and value != ():
            found[argument.name] = _value(argument, value)
    rest = list(loose)
    for argument in verb.arguments:
        if not rest:
            break
        if argument.required and argument.name not in found and argument.type != "target":
            taken, rest = (rest, []) if argument.many else (rest[0], rest[1:])
            found[argument.name] = _value(argument, taken)
    if rest:
        raise click.UsageError(f"too many values: {' '.join(rest)!r} belongs to no argument")
    if any(argument.type == "target" and argument.name not in found for argument in verb.arguments):
        found["target"] = "."
    missing = [a for a in verb.arguments if a.required and a.name not in found]
    if missing:
        names = ", ".join(flag(verb, a) for a in missing)
        raise click.UsageError(
            f"missing: {names}; {verb.path} --example prints a file of all arguments for --input"
        )
    return found


RESERVED = frozenset(
    [
        "input",
        "example",
        "output",
        "quiet",
        "limit",
        "all",
        "wait",
        "timeout",
        "to",
        "yes",
        "max_cost",
        "dry_run",
        "show_sensitive",
        "show_url",
        "debug",
        "profile",
        "environment",
        "base_url",
        "help",
    ]
)
"""Names of the flags that are the command line's own."""


def flag(verb: Verb, argument: Argument) -> str:
    """The flag of an argument; one that is called as a flag of the command line itself begins with ``--arg-``."""
    if argument.type == "target":
        return "--to"
    name = argument.name.strip("_").replace("_", "-")
    own = argument.name in RESERVED and not (argument.name in ("wait", "timeout") and not verb.wait)
    return f"--arg-{name}" if own else f"--{name}"


def example(verb: Verb) -> str:
    """A file of all arguments in YAML; those that may be left out are comments."""
    lines = [f"# {verb.path} --input FILE"]
    for argument in verb.arguments:
        value = argument.values[0] if argument.values else PLACEHOLDERS.get(argument.type, "...")
        if argument.type == "target":
            value = "."
        shown = json.dumps([value] if argument.many else value)
        lines.append(f"# {argument.help}" if argument.help else "#")
        lines.append(f"{'' if argument.required else '# '}{argument.name}: {shown}")
    return "\n".join(lines)


def _from_file(verb: Verb, given: str) -> dict[str, Any]:
    text = _read(given)
    try:
        raw: object = json.loads(text)
    except ValueError:
        raw = _yaml(text, given)
    if not isinstance(raw, dict):
        raise click.UsageError(f"--input {given}: expected a mapping of arguments by name")
    found = cast("dict[str, Any]", raw)
    known = {a.name: a for a in verb.arguments}
    for name in found:
        if name not in known:
            raise click.UsageError(f"--input {given}: {name!r} is no argument; there are {', '.join(known)}")
    return {name: _file(known[name], value) for name, value in found.items() if value is not None}


def _yaml(text: str, given: str) -> object:
    import yaml

    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        where = getattr(error, "problem_mark", None)
        line = f", line {where.line + 1}" if where is not None else ""
        raise click.UsageError(f"--input {given}{line}: this is neither JSON nor YAML") from None


def _value(argument: Argument, value: Any) -> Any:
    """A value from the shell; the SDK checks it."""
    if argument.many:
        return [_one(argument, one) for one in cast("Sequence[Any]", value)]
    return _one(argument, value)


def _one(argument: Argument, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if argument.type in ("file", "target"):
        return _file(argument, value)
    if value == "-" or (value.startswith("@") and not value.startswith("@@")):
        value = _read(value.removeprefix("@"))
        # The line feed that editors and echo leave at the end is not part of a value.
        value = value.removesuffix("\n")
    elif value.startswith("@@"):
        value = value[1:]
    if argument.type == "json":
        try:
            return json.loads(value)
        except ValueError:
            raise click.UsageError(
                f"--{argument.name.replace('_', '-')}: expected JSON, for example '{{\"name\": 1}}', or @file"
            ) from None
    if argument.type in ("integer", "number"):
        try:
            return int(value) if argument.type == "integer" else float(value)
        except ValueError:
            raise click.UsageError(
                f"--{argument.name.replace('_', '-')}: {value!r} is not a number"
            ) from None
    if argument.type == "boolean":
        lowered = value.lower()
        if lowered not in ("true", "false"):
            raise click.UsageError(f"--{argument.name.replace('_', '-')}: expected true or false")
        return lowered == "true"
    if argument.type == "sftp":
        return _sftp(value)
    return value


def _file(argument: Argument, value: Any) -> Any:
    if isinstance(value, list):
        return [_file(argument, one) for one in cast("list[Any]", value)]
    if argument.type == "file" and value == "-":
        from clientome import File

        return File(sys.stdin.buffer, name="stdin")
    return value


def _sftp(value: str) -> Any:
    """``user[@host[:port]]``; keys and known hosts are those of ssh."""
    from clientome import SftpTarget

    user, _, server = value.partition("@")
    host, _, port = server.partition(":")
    if port and not port.isdigit():
        raise click.UsageError("--sftp: expected USER, USER@HOST or USER@HOST:PORT")
    return SftpTarget(host or None, int(port) if port else 22, username=user)


def _read(name: str) -> str:
    try:
        return sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise click.UsageError(f"cannot read {name}: {reason}") from None
