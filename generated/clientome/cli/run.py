"""Carries one command out: makes the client, calls the method, prints what came."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any

import click

from . import failures
from .output import Printer, printable
from .tables import Verb, api_of, client_class
from .tables import verb as find

# Seconds between two lines of progress where no terminal can redraw one.
_QUIET = 30.0


@dataclass(slots=True)
class Settings:
    """The flags that are the command line's own."""

    output: str | None = None
    quiet: bool = False
    show_sensitive: bool = False
    show_url: bool = False
    limit: int = 50
    all: bool = False
    to: str | None = None
    wait: bool = False
    timeout: float | None = None
    yes: bool = False
    max_cost: str | None = None
    dry_run: bool = False
    profile: str | None = None
    environment: str | None = None
    base_url: str | None = None
    debug: bool = False


def run(verb: Verb, arguments: dict[str, Any], settings: Settings) -> int:
    """Carry a command out; returns the exit code."""
    again: list[str] = []

    def work() -> None:
        with _client(verb, settings) as client:
            _perform(client, verb, arguments, settings, again)

    return guarded(work, verb, settings, again)


def guarded(
    work: Callable[[], int | None],
    verb: Verb | None = None,
    settings: Settings | None = None,
    again: Sequence[str] = (),
) -> int:
    """Do something; every failure is one line and an exit code. ``again`` says how to take up what was waited for."""
    settings = settings or Settings()
    try:
        return work() or 0
    except KeyboardInterrupt:
        if verb is not None and verb.billable and not again:
            click.echo(
                "interrupted; the call may have been carried out: look before you send it again", err=True
            )
            return failures.UNKNOWN
        click.echo("; ".join(["interrupted", *again]), err=True)
        return failures.INTERRUPTED
    except BrokenPipeError:
        # Whoever reads has seen enough, as with `| head`. What is left in the buffer must not fail when Python ends.
        _fd = os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (click.ClickException, click.Abort):
        raise
    except Exception as error:
        if settings.debug:
            raise
        code = failures.tell(error, verb, as_json=settings.output in ("json", "jsonl"))
        for line in again if code == failures.WAIT_OVER else ():
            click.echo(line, err=True)
        return code


def _confirm(verb: Verb, settings: Settings) -> None:
    if settings.yes or settings.max_cost:
        return
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise click.UsageError(
            "this call can cost money: give --yes or --max-cost 'AMOUNT CURRENCY' to send it"
        )
    if not click.confirm(f"{verb.endpoint} can cost money. Send it?", err=True):
        raise click.Abort


@contextmanager
def _client(verb: Verb, settings: Settings) -> Generator[Any]:
    from clientome._runtime.profiles import client_arguments, load_profile

    api = api_of(verb.provider)
    profile = load_profile(api, settings.profile)
    caps: Mapping[str, Any] = profile.caps if profile is not None else {}
    if caps.get("read_only") and not verb.read_only:
        raise click.UsageError(
            f"the profile is read-only, and {verb.endpoint or verb.name} changes something"
        )
    if verb.billable and not settings.dry_run:
        _confirm(verb, settings)
    if verb.billable:
        settings.max_cost = settings.max_cost or caps.get("max_cost")
    given = {"environment": settings.environment, "base_url": settings.base_url}
    with client_class(verb.provider)(**client_arguments(api, profile, given)) as client:
        yield client


def _perform(
    client: Any, verb: Verb, arguments: dict[str, Any], settings: Settings, again: list[str]
) -> None:
    from clientome import DryRun

    method = getattr(getattr(client, verb.attribute), verb.method)
    printer = Printer(
        settings.output,
        ids=(verb.id or f"{verb.resource.removesuffix('s')}_id") if settings.quiet else None,
        sensitive=settings.show_sensitive,
        urls=settings.show_url,
    )
    if verb.method.startswith("wait") and verb.result == "value":
        again.append("it may run on at the provider; the same command waits for it again")
    try:
        with _progress(verb, arguments) as more:
            result = method(**arguments, **more, **_options(settings))
    except DryRun as checked:
        found = _shown(checked.request)
        if verb.estimate:
            found["cost"] = str(_estimate(client, verb, arguments))
        printer.value(found)
        return
    match verb.result:
        case "page":
            _page(result, printer, settings)
        case "stream":
            _stream(result, printer)
        case "binary":
            _binary(result, settings)
        case "none":
            click.echo("done", err=True)
        case _:
            if settings.wait and verb.wait:
                result = _wait(client, verb, result, settings, again)
            printer.value(result)


def _options(settings: Settings) -> dict[str, Any]:
    if not settings.dry_run and settings.max_cost is None:
        return {}
    from clientome import Money, RequestOptions

    limit = None
    if settings.max_cost is not None:
        amount, _, currency = settings.max_cost.partition(" ")
        limit = Money(amount, currency)
    return {"options": RequestOptions(dry_run=settings.dry_run, max_cost=limit)}


def _estimate(client: Any, verb: Verb, arguments: Mapping[str, Any]) -> Any:
    """The price by the provider's own list. This is asked for; the call itself is not sent."""
    known = find(verb.provider, verb.resource, (verb.estimate or "").replace("_", "-"))
    names = {argument.name for argument in known.arguments} if known is not None else set[str]()
    method = getattr(getattr(client, verb.attribute), verb.estimate or "")
    return method(**{name: value for name, value in arguments.items() if name in names})


def _shown(request: Any) -> dict[str, Any]:
    """A request that was not sent."""
    return {
        "method": request.method,
        "url": request.url,
        "arguments": dict(request.arguments),
        "size": request.size,
        "files": [{"name": name, "size": size} for name, size in request.files],
        "cost": None if request.cost is None else str(request.cost),
        "unchecked": list(request.unchecked),
    }


def _page(page: Any, printer: Printer, settings: Settings) -> None:
    rows = iter(page)
    printer.rows(rows if settings.all else islice(rows, settings.limit))
    if settings.all:
        return
    # A row more is told only where it is known without a request.
    total = page.total
    if (len(page.items) if total is None else total) > settings.limit:
        of = f" of {total}" if total is not None else ""
        click.echo(f"{settings.limit} rows{of}; --all or --limit N shows more", err=True)


def _stream(results: Any, printer: Printer) -> None:
    """Each end of many waits as it comes; a failed one is a row, and the exit code says so."""
    failed: list[BaseException] = []

    def rows() -> Iterator[Any]:
        for one in results:
            error = one.error
            if error is not None:
                failed.append(error)
                code = failures.exit_code(error, read_only=True)
                yield {"id": str(one.argument), **failures.facts(error, code)}
            else:
                yield {"id": str(one.argument), "result": printer.plain(one.result)}

    printer.plain_rows(rows())
    if failed:
        raise failed[0]


def _binary(result: Any, settings: Settings) -> None:
    if settings.to is None and sys.stdout.isatty():
        if hasattr(result, "close"):
            _closed = result.close()
        raise click.UsageError("this is a file: say where with --to PATH, or --to - for the terminal")
    if isinstance(result, (bytes, str)):
        content = result if isinstance(result, bytes) else result.encode()
        if settings.to in (None, "-"):
            _n = sys.stdout.buffer.write(content)
        else:
            with open(settings.to or "", "xb") as file:
                _n = file.write(content)
        return
    with result as answer:
        if settings.to in (None, "-"):
            for chunk in answer.iter_bytes():
                _n = sys.stdout.buffer.write(chunk)
            _none = sys.stdout.buffer.flush()
        else:
            click.echo(printable(str(answer.save(settings.to))))


def _wait(client: Any, verb: Verb, result: Any, settings: Settings, again: list[str]) -> Any:
    """Wait for what a call started. Its id is printed first: whatever happens now, it is known."""
    assert verb.wait is not None
    method, argument, field = verb.wait
    id = getattr(result, field)
    command = method.replace("_", "-")
    again.append(
        f"it may run on at the provider; wait again with: {verb.path.removesuffix(verb.name)}{command} {id}"
    )
    click.echo(printable(f"{argument} {id}"), err=True)
    said: list[str] = []

    def on_progress(now: Any) -> None:
        status = str(getattr(now, "status", ""))
        if status and said[-1:] != [status]:
            said.append(status)
            click.echo(printable(status), err=True)

    waiter = getattr(getattr(client, verb.attribute), method)
    return waiter(**{argument: id}, timeout=settings.timeout, on_progress=on_progress)


@contextmanager
def _progress(
    verb: Verb, arguments: dict[str, Any]
) -> Generator[dict[str, Callable[[int, int | None], None]]]:
    """A line that is redrawn in a terminal, a line now and then elsewhere, for what sends or brings files."""
    files = any(a.type == "file" and arguments.get(a.name) for a in verb.arguments)
    if not files and verb.result != "paths":
        yield {}
        return
    last = time.monotonic()
    drawn = False
    terminal = sys.stderr.isatty()

    def on_progress(done: int, total: int | None) -> None:
        nonlocal last, drawn
        now = time.monotonic()
        if now - last < (0.2 if terminal else _QUIET) and done != total:
            return
        last, drawn = now, terminal
        of = f" of {total:,} bytes ({100 * done // total} %)" if total else " bytes"
        click.echo(
            f"\r\x1b[K{done:,}{of}" if terminal else f"{done:,}{of}",
            nl=not terminal,
            err=True,
        )

    yield {"on_progress": on_progress}
    if drawn:
        click.echo(err=True)
