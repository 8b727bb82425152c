"""Sentences: turns of phrase, assignments and names."""

from __future__ import annotations

import re

from ..problems import Place
from .facts import Operation
from .sections import Context
from .statements import Rule, Speaker, endpoint_key

_ASSIGNED = re.compile(r"(?<![\w.&?/-])([A-Za-z]\w*)=([A-Za-z][\w.-]*\w|\w)")
_WORD = re.compile(r"[A-Za-z_]\w*(?:[.-]\w+)*")
_SNAKE = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+")
_FORM = re.compile(r"[A-Z-]+")


class Prose:
    """Reads one line of text at a time."""

    def __init__(self, at: Context, speaker: Speaker, rules: list[Rule]) -> None:
        self._at = at
        self._speaker = speaker
        self._prose = rules

    def sentence(self, index: int) -> bool:
        """Whether anything was taken from a line."""
        text, place = self._at.lines[index].text, self._at.place(index)
        operation = self._at.section.operation
        heard = False
        for rule in self._prose:
            if rule.of is not None and (operation is None or endpoint_key(operation.key) != rule.of):
                continue
            if rule.form.chapter is not None and not re.search(rule.form.chapter, self._at.chapter):
                continue
            heard = self._speaker.hear(rule, text, place, operation) or heard
        if operation is None:
            return heard
        if self._at.settings.assignments:
            heard = self._assigned(text, operation, place) or heard
        if self._at.settings.mentions:
            for word in _WORD.findall(text):
                if word in self._at.words:
                    _ = operation.mentions.setdefault(word, place)
                    heard = heard or "_" in word
                elif _SNAKE.fullmatch(word):
                    _ = operation.mentions.setdefault(f"new:{word}", place)
                    heard = True
        return heard

    def _assigned(self, text: str, operation: Operation, place: Place) -> bool:
        """`name=value` in prose; a value in capital letters is a form (`YYYY-MM-DD`), not a value."""
        heard = False
        for name, value in _ASSIGNED.findall(text):
            heard = True
            _ = operation.mentions.setdefault(name if name in self._at.words else f"new:{name}", place)
            if not _FORM.fullmatch(value):
                operation.assigned.append((name, value, place))
        return heard
