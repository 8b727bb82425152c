"""Whether a download is complete and right: digests, ranges and validators, and a writer that hashes.

Expected digests come from arguments and from the headers Repr-Digest (RFC 9530) and Digest (RFC 3230). Ranges and
validators are those of HTTP (RFC 9110), as far as resuming a download needs them.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import threading
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime
from queue import Queue
from typing import TypeAlias, cast

from ..base.errors import ArgumentError, IntegrityError
from ..base.headers import Headers

Chunk: TypeAlias = bytes | memoryview

_SIZES = {"sha256": 32, "sha512": 64, "md5": 16}
_SHOWN = {"sha256": "SHA-256", "sha512": "SHA-512", "md5": "MD5"}
_NAMES = {"sha-256": "sha256", "sha-512": "sha512", "md5": "md5"}
_ITEM = re.compile(r"\s*([A-Za-z0-9-]+)\s*=\s*(:[A-Za-z0-9+/=]*:|[A-Za-z0-9+/=]+)\s*(?:;[^,]*)?(?:,|$)")


def expected_digests(sha256: str | None, md5: str | None) -> dict[str, bytes]:
    """The digests that the caller expects, given as hexadecimal text or Base64."""
    expected: dict[str, bytes] = {}
    for name, value in (("sha256", sha256), ("md5", md5)):
        if value is None:
            continue
        text = cast("object", value)
        digest = _decoded(text.strip(), _SIZES[name]) if isinstance(text, str) else None
        if digest is None:
            raise ArgumentError(
                f"{name}: expected a {_SHOWN[name]} digest of {_SIZES[name] * 2} hexadecimal digits", name
            )
        expected[name] = digest
    return expected


def _decoded(text: str, size: int) -> bytes | None:
    try:
        digest = bytes.fromhex(text) if len(text) == size * 2 else base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error):
        return None
    return digest if len(digest) == size else None


def declared_digests(headers: Headers) -> dict[str, bytes]:
    """The digests of the whole content that an answer declares; what cannot be read counts as not declared."""
    # Those of a compressed content are not those of the file.
    if is_encoded(headers):
        return {}
    declared: dict[str, bytes] = {}
    for header in ("repr-digest", "digest"):
        for match in _ITEM.finditer(headers.get(header, "")):
            name = _NAMES.get(match[1].lower())
            digest = None if name is None else _decoded(match[2].strip(":"), _SIZES[name])
            if name is not None and digest is not None:
                _first = declared.setdefault(name, digest)
    # MD5 adds nothing to a stronger digest.
    if len(declared) > 1:
        _weak = declared.pop("md5", None)
    return declared


def merged_digests(expected: Mapping[str, bytes], declared: Mapping[str, bytes]) -> dict[str, bytes]:
    """The digests to verify; IntegrityError where caller and server disagree, since no content can satisfy both."""
    for name, digest in declared.items():
        if expected.get(name, digest) != digest:
            raise IntegrityError(
                f"the server declares another {_SHOWN[name]} digest than the expected one: another content"
            )
    # The caller's digests are enough; a second algorithm would only cost time.
    return dict(expected or declared)


class Verifier:
    """Hashes a content and compares the digests at the end. ``position`` counts the bytes so far."""

    def __init__(self, expected: Mapping[str, bytes]) -> None:
        self.expected = dict(expected)
        self._hashes = {name: hashlib.new(name, usedforsecurity=False) for name in expected}
        self.position = 0

    def update(self, data: Chunk) -> None:
        """Hash the next bytes, without the interpreter's lock."""
        for digest in self._hashes.values():
            digest.update(data)
        self.position += len(data)

    def matches(self) -> bool:
        """Whether the content is the expected one."""
        return all(digest.digest() == self.expected[name] for name, digest in self._hashes.items())

    def check(self) -> None:
        """Raise IntegrityError when the content is not the expected one."""
        for name, digest in self._hashes.items():
            if digest.digest() != self.expected[name]:
                raise IntegrityError(
                    f"the downloaded content does not have the expected {_SHOWN[name]} digest"
                )


_RANGE = re.compile(r"\s*bytes\s+([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18}|\*)\s*", re.IGNORECASE)
_UNSATISFIED = re.compile(r"\s*bytes\s+\*/([0-9]{1,18})\s*", re.IGNORECASE)
_ETAG = re.compile(r'"[\x21\x23-\x7e]*"')


def content_range(headers: Headers) -> tuple[int, int, int | None] | None:
    """First byte, the byte after the last, and the size of the whole (None where unknown) of a 206 answer."""
    match = _RANGE.fullmatch(headers.get("content-range", ""))
    # Several ranges come as a multipart body.
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
    """A validator for If-Range: a strong ETag, or a Last-Modified that cannot be that of two contents."""
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
    # A content that changes twice within one second keeps its date.
    return modified if age.total_seconds() >= 1 else None


def confirms(headers: Headers, validator: str | None) -> bool | None:
    """Whether an answer has this validator; None when it has none of its kind."""
    if validator is None:
        return None
    value = headers.get("etag" if validator.startswith('"') else "last-modified")
    return None if value is None else value.strip() == validator


def is_encoded(headers: Headers) -> bool:
    """Whether the content is compressed for transfer, so that its bytes are not those of the file."""
    return headers.get("content-encoding", "identity").strip().lower() not in ("", "identity")


def content_length(headers: Headers) -> int | None:
    """The number of bytes of the body, where it is announced."""
    values = {value.strip() for text in headers.get_list("content-length") for value in text.split(",")}
    if len(values) != 1 or "transfer-encoding" in headers:
        return None
    (value,) = values
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else None


def takes_ranges(headers: Headers) -> bool:
    """Whether the server may serve ranges; many do without announcing it."""
    return headers.get("accept-ranges", "").strip().lower() != "none"


# Chunks that may wait for the hashing thread. A caller that reuses buffers needs QUEUE_DEPTH + 2 of them: those that
# wait, the one that is being hashed, and the one that is being filled.
QUEUE_DEPTH = 2


class HashingWriter:
    """Writes chunks in the calling thread and hashes them in another one at the same time."""

    def __init__(self, write: Callable[[Chunk], object], verifier: Verifier | None) -> None:
        self._write = write
        self._verifier = verifier if verifier is not None and verifier.expected else None
        self._queue: Queue[Chunk | None] = Queue(QUEUE_DEPTH)
        self._thread: threading.Thread | None = None
        self._failure: BaseException | None = None
        # Two callers at once would start two hashing threads, of which one would never end.
        # Reentrant: a thread that is interrupted while it holds the lock must be able to end the hashing.
        self._lock = threading.RLock()

    def write(self, chunk: Chunk) -> None:
        """Write and hash the next chunk. It must not change before ``QUEUE_DEPTH`` + 1 further chunks are written."""
        with self._lock:
            _count = self._write(chunk)
            verifier = self._verifier
            if verifier is None:
                return
            if self._failure is not None:
                raise self._failure
            if self._thread is None:
                self._thread = threading.Thread(
                    target=self._hash, args=(verifier,), name="clientome-hash", daemon=True
                )
                self._thread.start()
            self._queue.put(chunk)

    def _hash(self, verifier: Verifier) -> None:
        while (chunk := self._queue.get()) is not None:
            # After a failure the queue is still emptied, or the writer would wait for ever.
            if self._failure is None:
                try:
                    verifier.update(chunk)
                except BaseException as error:
                    self._failure = error

    def join(self) -> None:
        """Wait until everything is hashed. More may be written afterwards."""
        with self._lock:
            thread, self._thread = self._thread, None
            if thread is not None:
                self._queue.put(None)
                thread.join()
        if self._failure is not None:
            raise self._failure
