"""Which endpoint an address or a title belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import unquote

from .facts import shape

_ANY = re.compile(r"\$?\{[^/]*\}|<[^/]*>|:[a-z]\w*")


class Addresses:
    """Finds the template that a concrete path was made from; a literal segment is better than a variable."""

    def __init__(self, servers: Sequence[str], prefix: str) -> None:
        self._servers = [re.compile(server) for server in servers]
        self._prefix = prefix
        self._known: dict[str, dict[str, str]] = {}
        self._by_length: dict[int, list[tuple[list[str], str]]] = {}

    def learn(self, keys: Iterable[str]) -> None:
        """Adds endpoints, `METHOD /path`; the first spelling of a path stays."""
        for key in keys:
            method, _, path = key.partition(" ")
            form = shape(path)
            if form not in self._known:
                segments = form.strip("/").split("/")
                self._by_length.setdefault(len(segments), []).append((segments, form))
            _ = self._known.setdefault(form, {}).setdefault(method, path)

    def path(self, address: str) -> str | None:
        """The path of an address below one of the servers; None for another server's."""
        text = address.split("?", 1)[0].split("#", 1)[0]
        for server in self._servers:
            match = server.match(text)
            if match:
                return self._prefix + "/" + text[match.end() :].lstrip("/")
        return None if "://" in text or self._servers else text

    def find(self, path: str) -> dict[str, str] | None:
        """The methods of the best fitting template, with its spelling for each."""
        segments = [unquote(s) for s in path.strip("/").split("/")]
        best: tuple[int, str] | None = None
        for template, form in self._by_length.get(len(segments), ()):
            score = 0
            for wanted, given in zip(template, segments, strict=True):
                if wanted == given:
                    score += 2
                elif wanted == "{}" and given:
                    score += 1 if not _ANY.fullmatch(given) else 2
                else:
                    break
            else:
                if best is None or score > best[0]:
                    best = score, form
        return self._known[best[1]] if best else None
