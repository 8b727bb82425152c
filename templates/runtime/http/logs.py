"""What the ``clientome`` logger says: one line per attempt at INFO, headers and sizes at DEBUG. Never a body.

Secrets are masked: headers that carry them show as ``***``, URLs are those without secret or sensitive values.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from ..base.headers import Headers, mask
from ..body.body import Body
from .messages import Request, Response

if TYPE_CHECKING:
    from ..base.info import Note

logger = logging.getLogger("clientome")


def attempt(
    request: Request,
    response: Response,
    elapsed: float,
    number: int,
    request_id: Callable[[Headers], str | None],
    secrets: Callable[[], Iterable[str]],
) -> None:
    """One answer arrived."""
    if not logger.isEnabledFor(logging.INFO):
        return
    logger.info(
        "%s %s -> %d in %.3f s, attempt %d, request id %s",
        request.method,
        request.shown or request.url,
        response.status,
        elapsed,
        number,
        mask(request_id(response.headers) or "none", secrets()),
    )
    if logger.isEnabledFor(logging.DEBUG):
        hidden = list(secrets())
        logger.debug(
            "request headers %s, body %s; response headers %s",
            mask(repr(Headers(request.headers)), hidden),
            _size(request.body),
            mask(repr(response.headers), hidden),
        )


def failure(request: Request, error: Exception, number: int) -> None:
    """No answer arrived."""
    logger.info(
        "%s %s -> %s, attempt %d", request.method, request.shown or request.url, type(error).__name__, number
    )


def repeat(request: Request, seconds: float, number: int) -> None:
    """Another attempt will follow."""
    logger.info(
        "repeating %s %s in %.2f s, attempt %d", request.method, request.shown or request.url, seconds, number
    )


def differs(operation: str, notes: Sequence[Note]) -> None:
    """An answer is not quite as described."""
    logger.info(
        "%s: the answer differs from its description: %s (%d in all)", operation, notes[0], len(notes)
    )


def _size(body: bytes | Body | None) -> str:
    if body is None:
        return "none"
    length = len(body) if isinstance(body, bytes) else body.length
    return "of unknown length" if length is None else f"of {length} bytes"
