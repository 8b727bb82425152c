"""Calls in code samples: curl in shell, requests in Python."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from . import data

_FIELD = re.compile(r"([A-Za-z_][\w.\[\]-]*)=")
_WITH_VALUE = {"-X", "--request", "-H", "--header", "-o", "--output", "-u", "--user", "-T", "--upload-file", "-b", "--cookie", "-A", "-e", "-m", "--max-time", "-w"}  # fmt: skip
_FORM = {"-F", "--form", "--form-string"}
_DATA = {"-d", "--data", "--data-raw", "--data-binary", "--data-ascii", "--json"}
_ENCODED = {"--data-urlencode"}
_METHOD = re.compile(r"\brequests\.(get|put|post|patch|delete|head)\(\s*(.*)$")
_ASSIGN = re.compile(r"^\s*(\w+)\s*=\s*[rf]*([\"'])(.*?)\2\s*(?:#.*)?$")
_DICTIONARY = re.compile(r"^\s*(\w+)\s*=\s*\{")


@dataclass(slots=True)
class Call:
    """One call: what it sends and the line (from 0) of each name."""

    method: str
    address: str
    line: int
    names: list[tuple[str, str, str, int]] = field(default_factory=list[tuple[str, str, str, int]])
    """Location, name, value, line."""
    body: Any = None
    body_lines: dict[str, int] = field(default_factory=dict[str, int])


def curl_end(lines: Sequence[str], start: int) -> int:
    """The index after the last line of a call of curl: it goes on after a backslash, a pipe and inside quotes."""
    quote = ""
    for index in range(start, min(len(lines), start + 400)):
        line = lines[index]
        quote = _open_quote(line, quote)
        following = lines[index + 1].lstrip() if index + 1 < len(lines) else ""
        if quote or line.rstrip().endswith("\\") or following.startswith("| "):
            continue
        return index + 1
    return start + 1


def _open_quote(line: str, quote: str) -> str:
    skip = False
    for character in line:
        if skip:
            skip = False
        elif character == "\\" and quote != "'":
            skip = True
        elif quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
    return quote


def curl(lines: Sequence[str]) -> Call | None:
    """The call of a sample; None where no address can be found in it."""
    text = "\n".join(lines)
    try:
        tokens = shlex.split(re.sub(r"\\\s*\n", " ", text.rstrip().rstrip("\\")), comments=False)
    except ValueError:
        return None
    call = Call("", "", 0)
    form, query = False, False
    index = 1
    while index < len(tokens):
        option, value = tokens[index], tokens[index + 1] if index + 1 < len(tokens) else ""
        if option == "|":
            break
        joined = option.startswith("--") and "=" in option
        if joined:
            option, _, value = option.partition("=")
        if option in ("-G", "--get"):
            query = True
        elif option in ("-I", "--head"):
            call.method = "HEAD"
        elif option in _FORM | _DATA | _ENCODED | _WITH_VALUE:
            form = form or option in _FORM | _DATA | _ENCODED
            _option(call, option, value, lines, query=query)
            index += not joined
        elif "://" in option and not call.address:
            call.address = option
            call.line = _line_of(lines, option.split("?", 1)[0])
        index += 1
    if not call.address:
        return None
    call.method = call.method or ("POST" if form and not query else "GET")
    if query:
        call.names = [
            ("query" if p == "body" else p, name, value, line) for p, name, value, line in call.names
        ]
    _query(call, lines)
    return call


def _option(call: Call, option: str, value: str, lines: Sequence[str], *, query: bool) -> None:
    if option in ("-X", "--request"):
        call.method = value.upper()
    elif option in ("-T", "--upload-file"):
        call.method = call.method or "PUT"
    elif option in _DATA and value.lstrip()[:1] in ("{", "["):
        first = next((i for i, line in enumerate(lines) if value.split("\n", 1)[0] in line), 0)
        try:
            call.body, places = data.parse(value)
            call.body_lines = {pointer: line + first for pointer, line in places.items()}
        except data.Unparsable:
            call.body = data.UNKNOWN
    elif option in _FORM | _DATA | _ENCODED:
        for piece in value.split("&") if option in _DATA else (value,):
            found = _FIELD.match(piece)
            if found:
                location = "query" if query else "body"
                call.names.append((location, found[1], piece[found.end() :], _line_of(lines, found[0])))


def _line_of(lines: Sequence[str], text: str) -> int:
    return next((index for index, line in enumerate(lines) if text in line), 0)


def _query(call: Call, lines: Sequence[str] = ()) -> None:
    """Notes the names in the query of the address; without lines they all stand in that of the address."""
    for name, value in parse_qsl(call.address.partition("?")[2], keep_blank_values=True):
        if re.fullmatch(r"[A-Za-z_][\w.\[\]-]*", name):
            line = _line_of(lines, name + "=") if lines else call.line
            call.names.append(("query", name, value, line))


def visit(address: str) -> Call:
    """The call that an address alone stands for."""
    call = Call("GET", address, 0)
    _query(call)
    return call


class Requests:
    """Follows Python line by line: addresses and payloads by the names of their variables."""

    def __init__(self) -> None:
        self._texts: dict[str, tuple[str, int]] = {}
        self._former: dict[str, list[tuple[str, int]]] = {}
        self._bodies: dict[str, tuple[int, Any, dict[str, int]]] = {}

    def assign(self, lines: Sequence[str], index: int) -> int:
        """Notes an assignment; the index after it."""
        line = lines[index]
        if found := _ASSIGN.match(line):
            known = self._texts.get(found[1])
            if known is not None and "://" in known[0]:
                # Samples show one way after the other, and make the call once, below.
                self._former.setdefault(found[1], []).append(known)
            self._texts[found[1]] = (self._filled(found[3]), index)
        elif found := _DICTIONARY.match(line):
            shifted = ["{" + line[found.end() :], *lines[index + 1 : index + 200]]
            end = data.balanced(shifted, 0)
            if end is not None:
                try:
                    value, places = data.parse("\n".join(shifted[:end]), dictionaries=True)
                    self._bodies[found[1]] = (index, value, places)
                except data.Unparsable:
                    _ = self._bodies.pop(found[1], None)
                return index + end
        return index + 1

    def is_assignment(self, line: str) -> bool:
        """Whether a line begins one."""
        return bool(_ASSIGN.match(line) or _DICTIONARY.match(line))

    def expanded(self, line: str) -> str:
        """A line of shell in which variables that hold addresses are replaced."""

        return re.sub(r"\$\{(\w+)\}|\$(\w+)", self._value, line)

    def _filled(self, text: str) -> str:
        return re.sub(r"\{(\w+)\}", self._value, text)

    def _value(self, variable: re.Match[str]) -> str:
        """The address that a variable holds, or the variable as it stands."""
        known = self._texts.get(next(group for group in variable.groups() if group))
        return known[0] if known is not None and "://" in known[0] else variable[0]

    def calls(self, line: str, index: int) -> list[Call]:
        """The call that a line makes, after those to addresses that its variable held before and nothing called."""
        found = _METHOD.search(line)
        made = self._call(found, index) if found else None
        if found is None or made is None:
            return []
        variable = found[2].split(",")[0].strip(" )")
        former = [Call(found[1].upper(), address, at) for address, at in self._former.pop(variable, [])]
        for call in former:
            _query(call)
        fresh = [call for call in former if call.address != made.address]
        return [*fresh, made]

    def _call(self, found: re.Match[str], index: int) -> Call | None:
        first = found[2].split(",")[0].strip(" )")
        literal = re.match(r"[rf]*[\"'](.*)[\"']$", first)
        address, at = (self._filled(literal[1]), index) if literal else self._texts.get(first, ("", index))
        if "://" not in address:
            return None
        made = Call(found[1].upper(), address, at)
        body = re.search(r"\b(?:json|data)=(\w+)", found[2])
        if body and body[1] in self._bodies:
            start, made.body, places = self._bodies[body[1]]
            made.body_lines = {pointer: line + start for pointer, line in places.items()}
        for name in re.findall(r"\bfiles=\{\s*[\"'](\w+)[\"']", found[2]):
            made.names.append(("body", name, "", index))
        _query(made)
        return made
