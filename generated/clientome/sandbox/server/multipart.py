"""Reads a multipart body as it arrives: fields are kept in memory, files go to the store of contents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from ..api.schemas import Invalid
from ..state.blobs import Writer

FIELD_LIMIT = 16 * 1024 * 1024
PART_LIMIT = 50_000


@dataclass(slots=True)
class Part:
    """One part. `content` stays empty for a file."""

    name: str = ""
    file_name: str | None = None
    content_type: str = ""
    size: int = 0
    content: bytearray = field(default_factory=bytearray)
    writer: Writer | None = None
    named: bool = False
    """Whether it has a name, which may be empty."""


def boundary_of(content_type: str) -> str:
    """The boundary that a content type names."""
    boundary = parse_options_header(content_type)[1].get(b"boundary", b"")
    if not boundary:
        raise Invalid("The Content-Type of the multipart body names no boundary.")
    return boundary.decode("latin-1")


class MultipartReader:
    """Takes the chunks of a body, then gives the parts. `is_file` says which names hold files."""

    def __init__(self, boundary: str, is_file: Callable[[str], bool], writer: Callable[[], Writer]) -> None:
        self._is_file = is_file
        self._writer = writer
        self._parts: list[Part] = []
        self._kept = 0
        self._keep = False
        self._complete = False
        self._header: tuple[bytearray, bytearray] = (bytearray(), bytearray())
        try:
            self._parser = MultipartParser(
                boundary,
                {
                    "on_part_begin": self._begin,
                    "on_header_field": self._header_name,
                    "on_header_value": self._header_value,
                    "on_header_end": self._header_end,
                    "on_headers_finished": self._headers_finished,
                    "on_part_data": self._data,
                    "on_end": self._end,
                },
            )
        except FormParserError as error:
            raise Invalid(f"The multipart body cannot be read: {error}.") from None

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes of the body."""
        try:
            _ = self._parser.write(chunk)
        except FormParserError as error:
            raise Invalid(f"The multipart body cannot be read: {error}.") from None

    def parts(self) -> list[Part]:
        """All parts, once everything has been fed."""
        if not self._complete:
            raise Invalid("The multipart body ends before its last boundary.")
        return self._parts

    def drop(self) -> None:
        """Throw the files away."""
        for part in self._parts:
            if part.writer is not None:
                part.writer.drop()

    def _begin(self) -> None:
        if len(self._parts) >= PART_LIMIT:
            raise Invalid(f"The multipart body has more than {PART_LIMIT} parts.")
        self._parts.append(Part())

    def _header_name(self, data: bytes, start: int, end: int) -> None:
        self._header[0].extend(data[start:end])

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._header[1].extend(data[start:end])

    def _header_end(self) -> None:
        header = bytes(self._header[0]).lower()
        value = bytes(self._header[1]).decode("utf-8", "replace")
        self._header = (bytearray(), bytearray())
        part = self._parts[-1]
        if header == b"content-type":
            part.content_type = value
        elif header == b"content-disposition":
            name, part.file_name = _disposition(value)
            part.name, part.named = name or "", name is not None

    def _headers_finished(self) -> None:
        part = self._parts[-1]
        if not part.named:
            raise Invalid("A part of the multipart body has no name.")
        self._keep = not self._is_file(part.name)
        if not self._keep:
            part.writer = self._writer()

    def _data(self, data: bytes, start: int, end: int) -> None:
        part = self._parts[-1]
        part.size += end - start
        if self._keep:
            self._kept += end - start
            if self._kept > FIELD_LIMIT:
                raise Invalid("The fields of the multipart body are too large.")
            part.content.extend(data[start:end])
        elif part.writer is not None:
            part.writer.write(data[start:end])

    def _end(self) -> None:
        self._complete = True


def _disposition(value: str) -> tuple[str | None, str | None]:
    """Name and file name of a part; browsers percent-encode only quotes and line breaks in them."""
    # The parser works on latin-1 text, the header is UTF-8: go through the bytes.
    options = parse_options_header(value.encode("utf-8").decode("latin-1"))[1]
    name = options[b"name"].decode("utf-8", "replace") if b"name" in options else None
    file_name = options.get(b"filename")
    if file_name is None:
        return name, None
    text = file_name.decode("utf-8", "replace")
    return name, text.replace("%22", '"').replace("%0D", "\r").replace("%0A", "\n")
