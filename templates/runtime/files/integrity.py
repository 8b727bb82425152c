"""What a content must hash to: from arguments and from the headers Repr-Digest (RFC 9530) and Digest (RFC 3230).

Ranges and validators of HTTP (RFC 9110), as far as resuming a download needs them. Pure.

Where the bytes of a download go: written in the calling thread, hashed in another one at the same time.
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

Piece: TypeAlias = bytes | memoryview

_SIZES = {"sha256": 32, "sha512": 64, "md5": 16}
_SHOWN = {"sha256": "SHA-256", "sha512": "SHA-512", "md5": "MD5"}
_NAMES = {"sha-256": "sha256", "sha-512": "sha512", "md5": "md5"}
_ITEM = re.compile(r"\s*([A-Za-z0-9-]+)\s*=\s*(:[A-Za-z0-9+/=]*:|[A-Za-z0-9+/=]+)\s*(?:;[^,]*)?(?:,|$)")


def wanted_digests(sha256: str | None, md5: str | None) -> dict[str, bytes]:
    """The digests that the caller knows, as hexadecimal text or Base64."""
    wanted: dict[str, bytes] = {}
    for name, value in (("sha256", sha256), ("md5", md5)):
        if value is None:
            continue
        text = cast("object", value)
        digest = _decoded(text.strip(), _SIZES[name]) if isinstance(text, str) else None
        if digest is None:
            raise ArgumentError(
                f"{name}: expected a {_SHOWN[name]} digest of {_SIZES[name] * 2} hexadecimal digits", name
            )
        wanted[name] = digest
    return wanted


def _decoded(text: str, size: int) -> bytes | None:
    try:
        digest = bytes.fromhex(text) if len(text) == size * 2 else base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error):
        return None
    return digest if len(digest) == size else None


def declared_digests(headers: Headers) -> dict[str, bytes]:
    """The digests of the whole content that an answer declares; what cannot be read counts as not declared."""
    if headers.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
        # They would be those of the compressed content.
        return {}
    declared: dict[str, bytes] = {}
    for header in ("repr-digest", "digest"):
        for match in _ITEM.finditer(headers.get(header, "")):
            name = _NAMES.get(match[1].lower())
            digest = None if name is None else _decoded(match[2].strip(":"), _SIZES[name])
            if name is not None and digest is not None:
                _first = declared.setdefault(name, digest)
    # A weak digest beside a strong one only costs time.
    if len(declared) > 1:
        _weak = declared.pop("md5", None)
    return declared


def merged_digests(wanted: Mapping[str, bytes], declared: Mapping[str, bytes]) -> dict[str, bytes]:
    """All that must hold; IntegrityError where caller and server disagree, since no content can satisfy both."""
    for name, digest in declared.items():
        if wanted.get(name, digest) != digest:
            raise IntegrityError(
                f"the server declares another {_SHOWN[name]} digest than the expected one: another content"
            )
    # What the caller knows is enough; a second algorithm would only cost time.
    return dict(wanted or declared)


class Verifier:
    """Hashes a content as it comes and compares in the end. ``position`` counts the bytes so far."""

    def __init__(self, expected: Mapping[str, bytes]) -> None:
        self.expected = dict(expected)
        self._hashes = {name: hashlib.new(name, usedforsecurity=False) for name in expected}
        self.position = 0

    def update(self, data: Piece) -> None:
        """Take the next bytes. The hashing runs without the interpreter's lock."""
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


# Pieces that may wait for the hashing thread. Who fills buffers in turn needs DEPTH + 2 of them: those that wait, the
# one that is being hashed, and the one that is being filled.
DEPTH = 2


class Sink:
    """Writes pieces in order and hashes them, for one thread at a time."""

    def __init__(self, write: Callable[[Piece], object], verifier: Verifier | None) -> None:
        self._write = write
        self._verifier = verifier if verifier is not None and verifier.expected else None
        self._queue: Queue[Piece | None] = Queue(DEPTH)
        self._thread: threading.Thread | None = None
        self._failure: BaseException | None = None
        # Two at a time would start two threads, of which one would wait for ever.
        # Reentrant: a thread that was interrupted within it must be able to end the hashing.
        self._turn = threading.RLock()

    def put(self, piece: Piece) -> None:
        """Take the next piece. It must not change before ``DEPTH`` + 1 further pieces were taken."""
        with self._turn:
            self._put(piece)

    def _put(self, piece: Piece) -> None:
        _count = self._write(piece)
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
        self._queue.put(piece)

    def _hash(self, verifier: Verifier) -> None:
        while (piece := self._queue.get()) is not None:
            # After a failure the queue is still emptied, or the writer would wait for ever.
            if self._failure is None:
                try:
                    verifier.update(piece)
                except BaseException as error:
                    self._failure = error

    def settle(self) -> None:
        """Wait until everything is hashed. More may be put afterwards."""
        with self._turn:
            thread, self._thread = self._thread, None
            if thread is not None:
                self._queue.put(None)
                thread.join()
        if self._failure is not None:
            raise self._failure
