"""Ranges and validators of HTTP (RFC 9110), as far as resuming a download needs them. Pure."""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime

from .headers import Headers

_RANGE = re.compile(r"\s*bytes\s+([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18}|\*)\s*", re.IGNORECASE)
_UNSATISFIED = re.compile(r"\s*bytes\s+\*/([0-9]{1,18})\s*", re.IGNORECASE)
_ETAG = re.compile(r'"[\x21\x23-\x7e]*"')


def content_range(headers: Headers) -> tuple[int, int, int | None] | None:
    """First byte, the byte after the last, and the size of the whole (None when not told) of a 206 answer."""
    match = _RANGE.fullmatch(headers.get("content-range", ""))
    # Parts of several ranges stand in a body of their own.
    if match is None or headers.get("content-type", "").strip().lower().startswith("multipart/byteranges"):
        return None
    first, last = int(match[1]), int(match[2])
    total = None if match[3] == "*" else int(match[3])
    if last < first or (total is not None and last >= total):
        return None
    return first, last + 1, total


def unsatisfied_size(headers: Headers) -> int | None:
    """The size of the whole in a 416 answer."""
    match = _UNSATISFIED.fullmatch(headers.get("content-range", ""))
    return None if match is None else int(match[1])


def validator(headers: Headers) -> str | None:
    """What If-Range may carry: a strong ETag, or a Last-Modified that cannot stand for two contents."""
    etag = headers.get("etag", "").strip()
    if _ETAG.fullmatch(etag):
        return etag
    modified, date = headers.get("last-modified", "").strip(), headers.get("date", "")
    if not modified.isascii() or not modified.isprintable():
        return None
    try:
        age = parsedate_to_datetime(date) - parsedate_to_datetime(modified)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    # A content that changed within the second of its last change would keep the date.
    return modified if age.total_seconds() >= 1 else None


def confirms(headers: Headers, guard: str | None) -> bool | None:
    """Whether an answer says that it is of the content with this validator; None when it says nothing about it."""
    if guard is None:
        return None
    value = headers.get("etag" if guard.startswith('"') else "last-modified")
    return None if value is None else value.strip() == guard


def is_encoded(headers: Headers) -> bool:
    """Whether the content is compressed for transfer, so that its bytes are not those of the file."""
    return headers.get("content-encoding", "identity").strip().lower() not in ("", "identity")


def content_length(headers: Headers) -> int | None:
    """The number of bytes of the body, where it is told."""
    values = {value.strip() for text in headers.get_list("content-length") for value in text.split(",")}
    if len(values) != 1 or "transfer-encoding" in headers:
        return None
    (value,) = values
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else None


def takes_ranges(headers: Headers) -> bool:
    """Whether the server may offer ranges; many do without saying so."""
    return headers.get("accept-ranges", "").strip().lower() != "none"
