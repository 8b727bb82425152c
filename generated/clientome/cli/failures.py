"""Exit codes, and what a failure prints.

| code | meaning |
|---|---|
| 0 | done |
| 1 | another error |
| 2 | the command line is wrong; nothing was sent |
| 3 | the credentials are missing, wrong or not enough |
| 4 | not found |
| 5 | an argument or the request is invalid |
| 6 | rate limited |
| 7 | the waiting time is over; the work may run on |
| 8 | the budget does not allow it, or the provider wants to be paid |
| 9 | what was waited for failed |
| 10 | the call was or may have been carried out, and its answer is lost: look before you send it again |
| 130 | interrupted |
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from .output import printable

if TYPE_CHECKING:
    from .tables import Verb

OTHER, USAGE, CREDENTIALS, NOT_FOUND, INVALID, RATE_LIMITED = 1, 2, 3, 4, 5, 6
WAIT_OVER, BUDGET, FAILED, UNKNOWN, INTERRUPTED = 7, 8, 9, 10, 130


def exit_code(error: BaseException, *, read_only: bool = False) -> int:
    """The exit code of an error. What may have been carried out comes before every other reason."""
    import clientome as c

    waited = isinstance(error, (c.WaitTimeout, c.WaitFailed))
    if not read_only and not waited and str(getattr(error, "outcome", "")) in ("unknown", "carried out"):
        return UNKNOWN
    kinds: tuple[tuple[tuple[type[BaseException], ...], int], ...] = (
        ((KeyboardInterrupt,), INTERRUPTED),
        ((c.WaitTimeout,), WAIT_OVER),
        ((c.WaitFailed,), FAILED),
        ((c.PaymentRequiredError, c.BudgetExceeded), BUDGET),
        ((c.AuthenticationError, c.PermissionDeniedError, c.ConfigurationError), CREDENTIALS),
        ((c.NotFoundError, c.GoneError, FileNotFoundError), NOT_FOUND),
        ((c.RateLimitError,), RATE_LIMITED),
        (
            (
                c.ArgumentError,
                c.BadRequestError,
                c.UnprocessableEntityError,
                c.PayloadTooLargeError,
                c.UnsupportedMediaTypeError,
                c.SaveError,
            ),
            INVALID,
        ),
    )
    return next((code for classes, code in kinds if isinstance(error, classes)), OTHER)


def facts(error: BaseException, code: int) -> dict[str, Any]:
    """An error as data: what a script needs to decide."""
    found: dict[str, Any] = {"error": type(error).__name__, "message": str(error), "exit_code": code}
    for name in ("status", "code", "request_id", "retry_after", "idempotency_key", "reason"):
        value = getattr(error, name, None)
        if value:
            found[name] = value
    outcome = getattr(error, "outcome", None)
    if outcome is not None:
        found["outcome"] = str(outcome)
    sent = getattr(error, "sent_at", None)
    if sent is not None:
        found["sent_at"] = sent.isoformat()
    return found


def tell(error: BaseException, verb: Verb | None, *, as_json: bool) -> int:
    """Print one line (JSON with ``-o json``) on stderr; returns the exit code."""
    code = exit_code(error, read_only=verb is not None and verb.read_only)
    if as_json:
        text = json.dumps(facts(error, code), ensure_ascii=False)
    else:
        text = f"error: {' '.join(str(error).split()) or type(error).__name__}"
    click.echo(printable(text), err=True)
    return code
