"""From the bytes of a successful answer to the result: choose the answer, validate, look into the envelope, unwrap.

From a refusing answer to an error that says what to do, without secrets and without request values.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import from_json

from ..base import errors
from ..base.building import build
from ..base.errors import APIError
from ..base.guards import is_list, is_mapping
from ..base.headers import Headers, essence, is_json, mask
from ..spec.api import Envelope, ErrorShape, Path
from ..spec.operation import Answer, Operation
from .plan import Plan

if TYPE_CHECKING:
    from ..base.info import Note

_BOM = b"\xef\xbb\xbf"
_CHARSET = re.compile(
    r"us-?ascii|ascii|utf|latin|l[0-9]|iso|windows|cp|mac|koi|ibm|gb|big5|hz|shift|sjis|euc|tis|johab|ks",
    re.I,
)
_VALIDATORS: dict[int, tuple[Answer, Callable[[bytes], Any]]] = {}


class Unreadable(Exception):
    """An answer that cannot be decoded: what is wrong, in words, and where."""

    def __init__(self, text: str, problems: tuple[str, ...] = ()) -> None:
        super().__init__(text)
        self.text = text
        self.problems = problems


class Refused(Exception):
    """An envelope that says no: the provider's message."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def validator(answer: Answer) -> Callable[[bytes], Any]:
    """The function that turns JSON bytes into the answer's type where they are as described; made once."""
    known = _VALIDATORS.get(id(answer))
    if known is not None and known[0] is answer:
        return known[1]
    validate: Callable[[bytes], Any]
    kind: Any = answer.type
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        validate = partial(kind.model_validate_json, strict=True)
    else:
        validate = partial(_adapter(answer.type).validate_json, strict=True)
    _VALIDATORS[id(answer)] = (answer, validate)
    return validate


def _adapter(kind: Any) -> TypeAdapter[Any]:
    return build(lambda: TypeAdapter[Any](Any if kind is None else kind))


def choose(plan: Plan, status: int, headers: Headers) -> Answer | None:
    """The described answer for a success status: the exact one, the one for every other 2xx, or else the nearest."""
    candidates = plan.answers.get(status) or plan.answers.get(0)
    if not candidates:
        if not plan.operation.answers:
            return None
        candidates = plan.operation.answers
    if len(candidates) == 1:
        return candidates[0]
    content_type = essence(headers.get("content-type", ""))
    for answer in candidates:
        if answer.content_type is not None and essence(answer.content_type) == content_type:
            return answer
    for answer in candidates:
        if (answer.kind == "json") == is_json(content_type):
            return answer
    return candidates[0]


def reach(value: Any, path: Path) -> Any:
    """What a path of attributes, keys and indexes leads to, or None."""
    for step in path:
        if value is None:
            return None
        if isinstance(step, int):
            value = value[step] if is_list(value) and -len(value) <= step < len(value) else None
        elif isinstance(value, BaseModel) or not is_mapping(value):
            value = getattr(value, step, None)
        else:
            value = value.get(step)
    return value


def reach_all(value: Any, path: Path) -> list[Any]:
    """All values that a path leads to in which ``"*"`` stands for every item of a list. What is no list has no items."""
    if "*" not in path:
        return [reach(value, path)]
    place = path.index("*")
    items = reach(value, path[:place])
    if not is_list(items):
        return []
    return [found for item in items for found in reach_all(item, path[place + 1 :])]


def text_body(body: bytes, headers: Headers) -> str:
    """A body as text, in the charset that the answer names."""
    content_type = headers.get("content-type", "")
    charset = "utf-8"
    for piece in content_type.split(";")[1:]:
        name, _, value = piece.partition("=")
        if name.strip().lower() == "charset":
            charset = value.strip().strip('"')
    try:
        # Others, such as punycode, are no charset of texts, and slow on bytes made for that.
        return body.decode(charset if _CHARSET.match(charset) else "utf-8", errors="replace")
    except (LookupError, ValueError):
        return body.decode("utf-8", errors="replace")


def json_value(
    answer: Answer, body: bytes, headers: Headers, envelope: Envelope | None, strict: bool = False
) -> tuple[Any, tuple[Note, ...]]:
    """The answer as its type, and where it differs from its description; with ``strict`` that is an error.

    Raises Unreadable where it is no JSON or another thing altogether, and Refused where the envelope says that the
    call failed.
    """
    body = body.removeprefix(_BOM)
    try:
        value = validator(answer)(body)
    except ValidationError:
        return _different(answer, body, headers, envelope, strict)
    if envelope is not None:
        _check_envelope(envelope, value)
    return value, ()


def _different(
    answer: Answer, body: bytes, headers: Headers, envelope: Envelope | None, strict: bool
) -> tuple[Any, tuple[Note, ...]]:
    """An answer that is not as described, as far as it can be read."""
    # Loaded only where it is needed: most answers are as described.
    from .tolerant import is_foreign, tolerate

    try:
        loose: Any = from_json(body)
    except ValueError:
        raise _no_json(body, headers) from None
    if envelope is not None:
        # A refusal often lacks the fields that a success must have.
        _check_envelope(envelope, loose)
    value, notes = tolerate(answer.type, loose)
    if notes and (strict or is_foreign(answer.type, value)):
        raise _not_described(notes)
    return value, notes


def _check_envelope(envelope: Envelope, value: Any) -> None:
    if envelope.success is not None and reach(value, envelope.success) is False:
        message = reach(value, envelope.error) if envelope.error is not None else None
        raise Refused(message if isinstance(message, str) else "")


def looks_like_html(body: bytes, headers: Headers) -> bool:
    """Whether a page for people came instead of data."""
    if "html" in headers.get("content-type", "").lower():
        return True
    start = body[:200].lstrip().lower()
    return start.startswith((b"<!doctype html", b"<html"))


HTML_HINT = (
    "an HTML page came instead of JSON; probably a proxy, a captive portal or a login page answered, "
    "or the base URL is wrong"
)


def _no_json(body: bytes, headers: Headers) -> Unreadable:
    content_type = headers.get("content-type", "no content type")[:80]
    if not body.strip():
        return Unreadable(f"the answer is empty, JSON was expected ({content_type})")
    if looks_like_html(body, headers):
        return Unreadable(f"{HTML_HINT} ({content_type})")
    return Unreadable(f"the answer is not valid JSON or is cut off ({len(body)} bytes, {content_type})")


def _not_described(notes: tuple[Note, ...]) -> Unreadable:
    texts = tuple(str(note) for note in notes)
    more = f"; and {len(texts) - 3} more" if len(texts) > 3 else ""
    return Unreadable(f"the answer is not as described: {'; '.join(texts[:3])}{more}", texts)


def unwrapped(plan: Plan, value: Any, notes: tuple[Note, ...] = ()) -> Any:
    """The result inside a whole answer. Where the answer differs just there, nothing is no result."""
    operation = plan.operation
    if operation.unwrap:
        value = reach(value, operation.unwrap)
        if value is None and any(operation.unwrap[0] == note.path.partition(".")[0] for note in notes):
            raise _not_described(notes)
    if operation.first and is_list(value):
        if len(value) != 1:
            raise Unreadable(f"one item was expected in the answer, {len(value)} came")
        value = value[0]
    return value


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
