"""What a content must hash to: from arguments and from the headers Repr-Digest (RFC 9530) and Digest (RFC 3230)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping
from typing import TypeAlias, cast

from .errors import ArgumentError, IntegrityError
from .headers import Headers

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
