"""Saved pages to numbered lines. The only module here, besides the description's loader, that looks at files' bytes.

Whitespace is evened out (runs of blanks outside samples, blanks that do not break, soft hyphens, zero-width marks);
HTML is cut at its block elements, and the cells of a row are joined by tabs. Lines keep the number that they have in
the file. What cannot be a saved page raises :class:`Unreadable`; nothing is ever taken for an empty document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

MAGIC = {
    b"%PDF": "a PDF; save the page as text or HTML",
    b"PK\x03\x04": "an archive; unpack it first",
    b"\x1f\x8b": "compressed; unpack it first",
    b"\x89PNG": "a picture; save the page as text or HTML",
    b"\xff\xd8\xff": "a picture; save the page as text or HTML",
    b"bplist": "a web archive of one browser; save the page as text or HTML",
}
_HTML = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_EVEN = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u200b": "", "\u200c": "", "\ufeff": "", "\u00ad": "", "\u2060": "", "\r": "", "\f": "", "\v": " "}
)  # fmt: skip
_BLANKS = re.compile(r"  +")
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "button",
        "caption",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "label",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "select",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "title",
        "tr",
        "ul",
    ]
)
_HIDDEN = frozenset(["head", "noscript", "script", "style", "svg", "template"])
_CELLS = frozenset(("td", "th"))


class Unreadable(Exception):
    """A file that is no saved page: file, line (0 for the whole) and why."""

    def __init__(self, file: str, line: int, why: str) -> None:
        super().__init__(f"{file}:{line}: {why}" if line else f"{file}: {why}")
        self.file, self.line, self.why = file, line, why


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its file and number there, the text evened out, and the text as it stands (for samples)."""

    file: str
    number: int
    text: str
    raw: str


def read_page(path: Path, name: str) -> list[Line]:
    """The lines of a saved page; empty lines are kept, because they end things."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Unreadable(name, 0, f"cannot be read: {error.strerror}") from None
    return read_text(decoded(content, name), name)


def decoded(content: bytes, name: str) -> str:
    """The text of a file."""
    for magic, why in MAGIC.items():
        if content.startswith(magic):
            raise Unreadable(name, 0, f"this is {why}")
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            text = content.decode("utf-16")
        else:
            text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Unreadable(name, line, "this is not UTF-8 text; save the page as UTF-8") from None
    if "\x00" in text:
        raise Unreadable(name, text.count("\n", 0, text.index("\x00")) + 1, "this is binary, not text")
    if not text.strip():
        raise Unreadable(name, 0, "the file is empty")
    return text


def read_text(text: str, name: str) -> list[Line]:
    """The lines of a text or of HTML."""
    if _HTML.match(text[:20_000]):
        return _html(text, name)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [_line(name, number, raw) for number, raw in enumerate(lines, 1)]


def _line(name: str, number: int, raw: str) -> Line:
    raw = raw.translate(_EVEN).rstrip()
    text = raw.strip()
    if "\t" in text:
        text = "\t".join(cell.strip() for cell in text.split("\t"))
    if text.startswith("|") and text.endswith("|") and len(text) > 2:
        text = "\t".join(cell.strip(" `*") for cell in text[1:-1].split("|"))
    return Line(name, number, _BLANKS.sub(" ", text), raw)


def _html(text: str, name: str) -> list[Line]:
    parser = _Page(name)
    parser.feed(text)
    parser.close()
    if not parser.ended and not parser.lines:
        raise Unreadable(
            name, 0, "the page has no text; it may need a browser to build it: save it from there"
        )
    if "<html" in text[:20_000].lower() and not parser.ended:
        raise Unreadable(name, text.count("\n") + 1, "the page is cut off: its closing tag is missing")
    return parser.lines


class _Page(HTMLParser):
    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[Line] = []
        self.ended = False
        self._name = name
        self._parts: list[str] = []
        self._at = 1
        self._pre = 0
        self._hidden = 0
        self._cell = False
        self._first = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self._hidden += 1
        elif tag in _CELLS:
            if not self._first:
                self._parts.append("\t")
            self._cell, self._first = True, False
        elif tag == "br" and self._pre:
            self._flush()
        elif tag in _BLOCKS and not (self._cell and tag != "tr"):
            self._flush()
            self._pre += tag == "pre"
            self._first = True
        elif tag == "br" or (self._cell and tag in _BLOCKS):
            self._parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in _CELLS:
            self._cell = False
        elif tag in _BLOCKS and not (self._cell and tag != "tr"):
            self._flush()
            self._blank(tag)
            self._pre = max(0, self._pre - (tag == "pre"))
            if tag == "tr":
                self._first = True
        if tag == "html":
            self.ended = True

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _HIDDEN:
            self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        line = self.getpos()[0]
        if not self._pre:
            if data.strip() and not any(part.strip() for part in self._parts):
                self._at = line + data[: len(data) - len(data.lstrip())].count("\n")
            self._parts.append(" ".join(data.split()) if data.strip() else "")
            self._space(data)
            return
        for index, piece in enumerate(data.split("\n")):
            if index:
                self._flush(keep=True)
            if piece:
                if not self._parts:
                    self._at = line + index
                self._parts.append(piece)
            elif not self._parts:
                self._at = line + index

    def _space(self, data: str) -> None:
        """Blanks around an inline element are kept as one."""
        if not data.strip():
            self._parts[-1] = " " if data else ""
            return
        if data[:1].isspace():
            self._parts[-1] = " " + self._parts[-1]
        if data[-1:].isspace():
            self._parts[-1] += " "

    def _flush(self, *, keep: bool = False) -> None:
        text = "".join(self._parts)
        self._parts = []
        if text.strip() or keep:
            self.lines.append(_line(self._name, self._at, text))

    def _blank(self, tag: str) -> None:
        if tag in ("table", "pre", "p", "ul", "ol") and self.lines and self.lines[-1].raw:
            self.lines.append(Line(self._name, self.lines[-1].number, "", ""))

    def close(self) -> None:
        super().close()
        self._flush()
