"""Multipart bodies (RFC 7578), names escaped as HTML forms do."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

from .files import Source


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
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def pieces_of(parts: Sequence[Part], boundary: str) -> list[bytes | Source]:
    """The bytes and files that make up the whole body, in order."""
    pieces: list[bytes | Source] = []
    pending = b""
    for part in parts:
        pending += _head(part, boundary)
        if isinstance(part.content, bytes):
            pending += part.content
        else:
            pieces.append(pending)
            pieces.append(part.content)
            pending = b""
        pending += b"\r\n"
    pieces.append(pending + f"--{boundary}--\r\n".encode())
    return pieces
