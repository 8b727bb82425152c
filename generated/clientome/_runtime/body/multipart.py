"""Multipart bodies (RFC 7578), names escaped as HTML forms do.

The heads of the parts are written while the body is sent, so that 20,000 files cost little memory.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .sources import Source


@dataclass(frozen=True, slots=True)
class Part:
    """One part: a text or JSON value, or a file."""

    name: str
    content: bytes | Source
    content_type: str | None = None


def escape(text: str) -> str:
    """A field or file name inside double quotes: quote, CR and LF are percent-encoded, nothing else is."""
    return text.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def new_boundary() -> str:
    """A boundary that no content can guess."""
    return os.urandom(16).hex()


def _head(part: Part, boundary: str) -> bytes:
    lines = [f'--{boundary}\r\nContent-Disposition: form-data; name="{escape(part.name)}"']
    content_type = part.content_type
    if isinstance(part.content, Source):
        lines[0] += f'; filename="{escape(part.content.name or "file")}"'
        content_type = part.content.content_type or content_type or "application/octet-stream"
    if content_type is not None:
        lines.append(f"Content-Type: {content_type}")
    # Names of files need not be text: their bytes go out as they are on the disk.
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "surrogateescape")


class Pieces:
    """The bytes and files that make up the whole body, in order. Can be gone through again and again."""

    __slots__ = ("_boundary", "_parts")

    def __init__(self, parts: Sequence[Part], boundary: str) -> None:
        self._parts = parts
        self._boundary = boundary

    def __iter__(self) -> Iterator[bytes | Source]:
        end = b""
        for part in self._parts:
            yield end + _head(part, self._boundary)
            yield part.content
            end = b"\r\n"
        yield end + f"--{self._boundary}--\r\n".encode()
