"""Records what answers hold that the description does not know, so that maintainers can correct the description.

::

    with Client(observer=Observer("seen.json")) as client:
        ...

Rules:

- Only names are recorded: of unknown members, statuses and content types, with counts, by operation. A value is recorded
  only where the description lists the values of a member, this one is not among them, and it looks like one (a short
  word). Nothing is recorded of sensitive members, nor of anything inside of them or inside of unknown ones.
- A name that looks like data (digits inside, an address, a sentence) is recorded as ``*``.
- Counts are added to the file when a client is closed, or at :meth:`Observer.flush`; several threads, clients and
  processes may share a file. A file that is no such report is never overwritten; an error says so.
- Of a long list only the first items are recorded.
- A failure of the recorder never makes a call fail.
"""

from __future__ import annotations

import json
import os
import re
import threading
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from ..base.errors import ConfigurationError
from ..base.guards import is_list, is_mapping
from ..base.headers import essence
from ..base.models import sensitive_fields
from ..files.atomic import replace_file
from ..files.locks import FileLock
from ..http.logs import logger
from ..spec.operation import Operation

FORMAT = "clientome-observed"
FIRST_ITEMS = 100
MOST_ENTRIES = 20_000
"""Different entries that are held until the next flush; further ones are not recorded."""

_NAME = re.compile(r"[A-Za-z_$][A-Za-z_$-]{0,39}[0-9]{0,3}(?:_[a-z]{1,20}[0-9]{0,3}){0,6}\Z")
_PLAIN = re.compile(r"[a-z_$][A-Za-z_$]{0,39}[0-9]{0,2}\Z")
_TOKEN = re.compile(r"[A-Za-z][A-Za-z0-9_. -]{0,40}\Z")
_CONTENT_TYPE = re.compile(r"[a-z]+/[a-z][a-z0-9.+-]{0,60}\Z")
_LONG_NUMBER = re.compile(r"[0-9]{4}")

Entry = tuple[str, str, str, str]
"""Operation, part of the report, place, value."""


def shown_name(name: str) -> str:
    """A member's name, or ``*`` for one that may be data."""
    return name if _NAME.match(name) else "*"


def looks_like_value(text: str) -> bool:
    """Whether a text may be one of a list of values, and is no id, name or date."""
    return bool(_TOKEN.match(text)) and not _LONG_NUMBER.search(text) and text.count(" ") < 3


class Observer:
    """Counts what is not described and adds it to a JSON file. May be shared by clients, threads and processes.

    Args:
        path: The file. It is made when there is something to record, and only its owner can read it.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        self._lock = threading.Lock()
        self._seen: Counter[Entry] = Counter()
        self._process = os.getpid()
        self._provider: str | None = None

    def __getstate__(self) -> dict[str, Any]:
        return {"path": self.path}

    def __setstate__(self, state: dict[str, Any]) -> None:
        Observer.__init__(self, state["path"])

    def __repr__(self) -> str:
        return f"Observer({str(self.path)!r})"

    def see(
        self, provider: str, operation: Operation[Any], status: int, content_type: str, value: object
    ) -> None:
        """One answer; ``value`` is the decoded one, or None."""
        try:
            found = self._unknown(operation, status, content_type, value)
        except Exception:  # The call must not fail.
            logger.debug("an answer of %s could not be observed", operation.id, exc_info=False)
            return
        if found:
            self._add(provider, found)

    def _add(self, provider: str, found: list[Entry]) -> None:
        with self._lock:
            if self._process != os.getpid():
                # After a fork: the parent writes the counts so far.
                self._seen, self._process = Counter(), os.getpid()
            self._provider = provider
            for entry in found:
                if entry in self._seen or len(self._seen) < MOST_ENTRIES:
                    self._seen[entry] += 1

    def _unknown(
        self, operation: Operation[Any], status: int, content_type: str, value: object
    ) -> list[Entry]:
        id = operation.id
        found: list[Entry] = []
        answers = operation.answers
        if not any(
            answer.status == status or (answer.status == 0 and 200 <= status < 300) for answer in answers
        ):
            found.append((id, "statuses", str(status), ""))
        kind = essence(content_type)
        if 200 <= status < 300 and kind and _CONTENT_TYPE.match(kind):
            known = {essence(answer.content_type) for answer in answers if answer.content_type is not None}
            if known and kind not in known:
                found.append((id, "content_types", kind, ""))
        if value is not None:
            _look(value, "", id, found)
        return found

    def flush(self) -> None:
        """Add the counts since the last flush to the file.

        Raises:
            ConfigurationError: The file holds something else, or cannot be written. The counts are kept.
        """
        with self._lock:
            if self._process != os.getpid() or not self._seen:
                return
            seen, self._seen = self._seen, Counter()
        try:
            with FileLock(f"{self.path}.lock"):
                report = _merged(_read(self.path), seen, self._provider)
                content = json.dumps(report, indent=2, ensure_ascii=False) + "\n"
                replace_file(self.path, content.encode(), 0o600)
        except (OSError, ValueError) as error:
            with self._lock:
                self._seen.update(seen)
            raise ConfigurationError(f"the observer's file {self.path} cannot be used: {error}") from None

    def flush_on_close(self) -> None:
        """As :meth:`flush`, for closing clients: a failure is logged and not raised."""
        try:
            self.flush()
        except ConfigurationError as error:
            logger.warning("%s", error)


@cache
def _plan(model: type[BaseModel]) -> tuple[bool, tuple[tuple[str, str, frozenset[str]], ...]]:
    """Whether a model names any member, and the members to look at: attribute, name on the wire, listed values."""
    hidden = sensitive_fields(model)
    looked_at: list[tuple[str, str, frozenset[str]]] = []
    for name, field in model.model_fields.items():
        if name in hidden:
            continue
        values = frozenset(_literals(field.annotation))
        if values or _has_models(field.annotation):
            looked_at.append((name, field.alias or name, values))
    return bool(model.model_fields), tuple(looked_at)


def _literals(kind: Any) -> list[str]:
    """The values listed in an annotation, through unions and lists."""
    if get_origin(kind) is Literal:
        return [value for value in get_args(kind) if isinstance(value, str)]
    return [value for part in get_args(kind) for value in _literals(part)]


def _has_models(kind: Any) -> bool:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return True
    return any(_has_models(part) for part in get_args(kind))


def _look(value: object, place: str, id: str, found: list[Entry]) -> None:
    if isinstance(value, BaseModel):
        unknown = value.__pydantic_extra__
        named, looked_at = _plan(type(value))
        if unknown:
            plain = named or (len(unknown) <= 40 and all(_PLAIN.match(name) for name in unknown))
            names = {shown_name(name) for name in unknown} if plain else {"*"}
            found.extend((id, "fields", f"{place}/{name}", "") for name in sorted(names))
        for attribute, wire, values in looked_at:
            inner = getattr(value, attribute, None)
            if inner is not None:
                _member(inner, f"{place}/{wire}", values, id, found)
    elif is_list(value):
        for item in value[:FIRST_ITEMS]:
            _look(item, f"{place}/*", id, found)


def _member(inner: object, place: str, values: frozenset[str], id: str, found: list[Entry]) -> None:
    if isinstance(inner, str):
        if values and inner not in values and looks_like_value(inner):
            found.append((id, "values", place, inner))
    elif is_list(inner):
        for item in inner[:FIRST_ITEMS]:
            _member(item, f"{place}/*", values, id, found)
    elif isinstance(inner, BaseModel):
        _look(inner, place, id, found)
    elif is_mapping(inner):
        for item in list(inner.values())[:FIRST_ITEMS]:
            _member(item, f"{place}/*", values, id, found)


def _read(path: Path) -> dict[str, Any]:
    """The report so far; ValueError for a file of another kind."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        text = ""
    if not text.strip():
        return {FORMAT: 1, "provider": None, "operations": {}}
    report: Any = json.loads(text)
    if not is_mapping(report) or report.get(FORMAT) != 1 or not is_mapping(report.get("operations")):
        raise ValueError("it is not a report of an observer")
    return dict(report)


def _merged(report: dict[str, Any], seen: Counter[Entry], provider: str | None) -> dict[str, Any]:
    if report.get("provider") not in (None, provider):
        raise ValueError(
            f"it is about {report.get('provider')}, not {provider}; use a file for each provider"
        )
    report["provider"] = provider
    operations: dict[str, Any] = report["operations"]
    for (id, part, place, value), count in sorted(seen.items()):
        holder: dict[str, Any] = operations.setdefault(id, {}).setdefault(part, {})
        if value:
            holder = holder.setdefault(place, {})
        key = value or place
        holder[key] = int(holder.get(key, 0)) + count
    report["operations"] = {id: operations[id] for id in sorted(operations)}
    return report
