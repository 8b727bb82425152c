"""From a refusing answer to an error that says what to do, without secrets and without request values."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from pydantic_core import from_json

from . import errors
from .api import ErrorShape
from .decode import HTML_HINT, looks_like_html, reach, text_body
from .errors import APIError
from .guards import is_list, is_mapping
from .headers import Headers
from .masking import mask
from .operation import Operation

_LONGEST = 500


def phrase(status: int) -> str:
    """The usual words for a status."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "unknown status"


def parse_body(body: bytes, headers: Headers) -> Any:
    """The body as parsed JSON, or as text."""
    if not body:
        return None
    try:
        return from_json(body)
    except ValueError:
        return text_body(body, headers)


def _sentence(value: Any) -> str:
    """A message out of what providers put in its place. Lists of field problems give places and texts, no inputs."""
    if isinstance(value, str):
        return value
    if is_list(value):
        return "; ".join(filter(None, (_problem(item) for item in value[:5])))
    return ""


def _problem(item: Any) -> str:
    if isinstance(item, str):
        return item
    if not is_mapping(item):
        return ""
    text = next((item[name] for name in ("msg", "message", "error") if isinstance(item.get(name), str)), "")
    where = item.get("loc")
    if is_list(where):
        place = ".".join(str(piece) for piece in where)
        return f"{place}: {text}" if text else place
    return text


def provider_message(shape: ErrorShape, parsed: Any) -> tuple[str, str | None]:
    """Message and code of an error body; empty and None where there are none."""
    message = ""
    if is_mapping(parsed) or is_list(parsed):
        for path in shape.message:
            message = _sentence(reach(parsed, path))
            if message:
                break
    code = reach(parsed, shape.code) if shape.code is not None and is_mapping(parsed) else None
    return message, None if code is None else str(code)


def clean(text: str, secrets: Iterable[str]) -> str:
    """One line of at most 500 characters, masked."""
    line = re.sub(r"[\x00-\x1f\x7f\u2028\u2029]+", " ", mask(text, secrets)).strip()
    return line if len(line) <= _LONGEST else line[:_LONGEST] + "..."


def _hint(status: int, body: bytes, headers: Headers, credentials: str, retry_after: float | None) -> str:
    if status == 407:
        return "the proxy wants a login; put user and password into the proxy's URL"
    if looks_like_html(body, headers):
        return HTML_HINT
    if status == 401:
        return f"check {credentials}"
    if status == 402:
        return "payment is required; nothing was repeated"
    if status == 429:
        wait = f"wait {retry_after:.10g} s" if retry_after is not None else "wait"
        return f"too many calls; {wait} and call again"
    return ""


def api_error(
    operation: Operation[Any],
    shape: ErrorShape,
    status: int,
    headers: Headers,
    body: bytes,
    secrets: Sequence[str],
    credentials: str,
    details: Mapping[str, Any],
) -> APIError:
    """The error of a status that is not a success. ``details`` are passed on to the error."""
    parsed = parse_body(body, headers)
    message, code = provider_message(shape, parsed)
    message = clean(message, secrets)
    text = f"{operation.id}: {status} {phrase(status)}"
    if message:
        text += f": {message}"
    hint = _hint(status, body, headers, credentials, details.get("retry_after"))
    if hint:
        text += f" ({hint})"
    if details.get("request_id"):
        text += f" [request id {clean(details['request_id'], secrets)}]"
    error = errors.error_class(status)(
        text,
        status=status,
        message=message,
        code=clean(code, secrets) if code is not None else None,
        body=parsed,
        headers=headers,
        operation=operation.id,
        **details,
    )
    if isinstance(error, errors.PaymentRequiredError) and operation.payment is not None:
        error.challenge = challenge_of(headers.get(operation.payment.challenge))
    return error


def challenge_of(header: str | None) -> Mapping[str, Any] | None:
    """The payment terms in a challenge header (base64 of JSON), or None when there are none that can be read."""
    if header is None:
        return None
    try:
        value: Any = from_json(base64.b64decode(header + "=" * (-len(header) % 4), validate=True))
    except ValueError:
        return None
    return value if is_mapping(value) else None
