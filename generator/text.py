"""Text of a document on its way to people: what a docstring, a README or a line on a terminal may hold.

Python knows lines by `\\n` and `\\r` alone, `str.splitlines` by eight characters more, and terminals and editors obey
further ones. So text is cut into lines here and nowhere else, and loses what has an effect without being seen: control
characters, marks of direction, invisible tags, halves of characters. Values (names on the wire, enums, patterns) keep
them: `python.literal` writes them as escapes.
"""

from __future__ import annotations

import re

_BREAK = re.compile("\r\n?")
_SPACE = re.compile("[\t\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_MARKDOWN = re.compile(r"[<&]|(?<=!)\[|^(?:[#>~`+=|_*-]|\d+(?=[.)]))")
_LONGEST = 2000


def lines(text: str) -> list[str]:
    """The lines of a text without what is not seen; only line feeds and carriage returns end a line."""
    return _UNSEEN.sub("", _SPACE.sub(" ", _BREAK.sub("\n", text))).split("\n")


def prose(text: str) -> str:
    """A text with its lines, without what is not seen."""
    return "\n".join(lines(text))


def flat(text: str) -> str:
    """A text in one line, without what is not seen."""
    return " ".join(prose(text).split())


def shown(text: str) -> str:
    """A text as one line of a terminal, shortened where nobody would read on."""
    line = flat(text)
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}..."


def markdown(text: str) -> str:
    """A text as one line of Markdown that begins no heading, list, fence or table, and holds no HTML and no image."""
    return _MARKDOWN.sub(
        lambda found: f"\\{found[0]}" if not found[0].isdigit() else f"{found[0]}\\", flat(text)
    )


def code(text: str) -> str:
    """A text as inline code of Markdown."""
    line = flat(text)
    fence = "`"
    while fence in line:
        fence += "`"
    return f"{fence} {line} {fence}" if "`" in line else f"`{line}`"
