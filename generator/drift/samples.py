"""Samples and examples: calls of curl and requests, and the JSON that is shown."""

from __future__ import annotations

import re
from bisect import bisect_right

from ..spec.pointers import is_mapping
from . import calls, data
from .context import Context
from .facts import Example, shape
from .forms import Caption
from .pages import Unreadable
from .statements import endpoint_key, named

_CURL = re.compile(r"\$?\s*curl\s")
_ADDRESS = re.compile(r"https?://\S+\Z")
_STATUS = re.compile(r"HTTP/\d(?:\.\d)? (\d{3})\b")
_HEADER = re.compile(r"[A-Za-z][\w-]*: \S")
_MEMBER = re.compile(r"\{\s*[\"']\w+[\"']\s*:")


class CodeSamples:
    """Reads what takes several lines."""

    def __init__(self, at: Context) -> None:
        self._at = at

    def sample(self, index: int) -> int | None:
        """The index after a sample that begins at a line."""
        raw = self._at.raw[index]
        settings = self._at.settings.samples
        text = self._at.lines[index].text
        if settings.curl and _CURL.match(text):
            end = calls.curl_end(self._at.raw, index)
            shell = [self._at.section.requests.expanded(line) for line in self._at.raw[index:end]]
            call = calls.curl([shell[0].lstrip("$ "), *shell[1:]])
            if call is None:
                message = "a call of curl without an address that can be read"
                self._at.odd("sample-unreadable", text[:60], index, message)
            else:
                self._call(call, index)
            return end
        if settings.addresses and _ADDRESS.match(text):
            self._call(calls.visit(text), index)
            return index + 1
        if settings.python:
            made = self._at.section.requests.calls(raw, index)
            for call in made:
                self._call(call, 0)
            if made:
                return index + 1
            if self._at.section.requests.is_assignment(raw):
                return self._at.section.requests.assign(self._at.raw, index)
        return None

    def _call(self, call: calls.Call, base: int) -> None:
        path = self._at.addresses.path(call.address)
        index = base + call.line
        if path is None:
            self._at.odd("sample-address", call.address.split("?")[0], index, "a call of another server")
            return
        methods = self._at.addresses.find(path)
        if self._at.section.waiting is not None:
            method, _, place = self._at.section.waiting
            spelling = (methods or {}).get(method) or next(iter((methods or {}).values()), path)
            self._at.section.operation = self._at.open(method, spelling, place, section=True)
            self._at.section.waiting = None
        known = (methods or {}).get(call.method)
        if known is None:
            subject = f"{call.method} {shape(next(iter(methods.values()))) if methods else path}"
            message = f"a sample calls {call.method} {path}, which is no endpoint"
            self._at.odd("sample-endpoint", subject, index, message)
            return
        operation = self._at.facts.operations.get(endpoint_key(f"{call.method} {known}"))
        if operation is None:
            operation = self._at.open(call.method, known, self._at.place(index), section=False)
        self._at.section.called = operation
        for location, name, value, line in call.names:
            place = self._at.place(base + line)
            one = named(operation, name, location, place)
            _ = operation.mentions.setdefault(name, place)
            if value and one.values is None and re.fullmatch(r"[A-Za-z][\w.-]*", value):
                _ = one.places.setdefault(f"sample:{value}", place)
        if call.body is not None and call.body is not data.UNKNOWN:
            for name in call.body if is_mapping(call.body) else ():
                line = call.body_lines.get("/" + name, call.line)
                place = self._at.place(min(base + line, len(self._at.lines) - 1))
                _ = named(operation, name, "body", place)
                _ = operation.mentions.setdefault(name, place)
            lines = {
                p: self._at.lines[min(base + n, len(self._at.lines) - 1)].number
                for p, n in call.body_lines.items()
            }
            operation.examples.append(
                Example(role="body", value=call.body, place=self._at.place(index), lines=lines)
            )

    def example(self, index: int) -> int | None:
        """The index after an example that begins at a line."""
        text = self._at.lines[index].text
        found = _STATUS.match(text)
        if found:
            self._at.section.status, self._at.section.in_headers = found[1], True
            operation = self._at.section.called or self._at.section.operation
            if operation is not None:
                _ = operation.shown.setdefault(found[1], self._at.place(index))
            return index + 1
        if self._at.section.in_headers and _HEADER.match(text):
            return index + 1
        self._at.section.in_headers = False
        if text[0] not in "{[":
            return None
        bound = next(
            (start for start in self._at.starts[bisect_right(self._at.starts, index) :]), len(self._at.raw)
        )
        end = data.balanced(self._at.raw, index, bound)
        if end is None:
            return self._endless(text, index, bound)
        caption, self._at.section.caption = self._at.section.caption, None
        status, self._at.section.status = self._at.section.status, None
        try:
            value, places = data.parse(
                "\n".join(self._at.raw[index:end]), dictionaries=self._at.settings.samples.dictionaries
            )
        except data.Unparsable:
            if caption is None or caption.role != "skip":
                self._at.odd("example-unreadable", text[:40], index, "an example that is not valid JSON")
            return end
        if not isinstance(value, dict | list):
            return None
        lines = {pointer: self._at.lines[index + line].number for pointer, line in places.items()}
        self._keep(caption, Example(
            role=caption.role if caption is not None else "answer", value=value, place=self._at.place(index),
            lines=lines, status=status,
        ), index)  # fmt: skip
        return end

    def _endless(self, text: str, index: int, bound: int) -> int | None:
        """An example that is not closed: at the end of the document, the document is cut off."""
        if text not in ("{", "[") and not _MEMBER.match(text):
            return None
        if bound == len(self._at.raw):
            line = self._at.lines[index]
            why = "the document is cut off: the example that begins here does not end"
            raise Unreadable(line.file, line.number, why)
        self._at.odd("example-unreadable", text[:40], index, "an example whose closing bracket is missing")
        return index + 1

    def _keep(self, caption: Caption | None, example: Example, index: int) -> None:
        if caption is not None and caption.role == "skip":
            return
        if caption is not None and caption.role == "schema":
            self._at.facts.schemas.setdefault(caption.name or "", []).append(example)
            return
        operation = self._at.target(caption.of if caption is not None else None)
        if operation is None:
            text = self._at.lines[index].text[:40]
            self._at.odd("example-alone", text, index, "an example that belongs to no endpoint")
        else:
            operation.examples.append(example)

    def caption(self, text: str) -> bool:
        """Whether a line says what the next example is."""
        found = self._at.find("captions", text)
        if found:
            self._at.section.caption = self._at.settings.captions[found[0]]
        return found is not None
