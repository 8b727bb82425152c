"""What is answered: the examples of the description, and errors in the provider's own shape."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from ..api.description import Answer, Description, Operation
from ..api.samples import essence, example, is_json
from ..api.schemas import Node, Schemas


@dataclass(slots=True)
class Reply:
    """A whole answer."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict[str, str])
    file: tuple[str, int, int] | None = None
    """Instead of a body: a stored content, from one byte to another."""
    faults: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """What goes wrong with it on the way."""

    @property
    def length(self) -> int:
        """Bytes of the body."""
        return len(self.body) if self.file is None else self.file[2] - self.file[1]


def dump(value: object) -> bytes:
    """JSON text; half characters that UTF-8 cannot carry are escaped."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace")


def success(description: Description, operation: Operation, accept: str, wanted: Mapping[str, str]) -> Reply:
    """The example of the first success answer, or what a `Prefer: code=..., example=...` header asks for."""
    answer = _wanted(operation, wanted.get("code")) or next((a for a in operation.answers if a.success), None)
    if answer is None:
        return Reply(200)
    status = int(wanted["code"]) if wanted.get("code", "").isdigit() else _status(answer.status)
    return _reply(description, operation, answer, status, accept, wanted.get("example"))


def _wanted(operation: Operation, code: str | None) -> Answer | None:
    if code is None:
        return None
    keys = (code, f"{code[:1]}XX", "default")
    return next((a for key in keys for a in operation.answers if a.status.upper() == key.upper()), None)


def _status(status: str) -> int:
    return int(status) if status.isdigit() else int(status[0]) * 100


def _reply(
    description: Description, operation: Operation, answer: Answer, status: int, accept: str, name: str | None
) -> Reply:
    headers = {key: _header(node, description.schemas) for key, node in answer.headers.items()}
    headers = {
        key: value for key, value in headers.items() if key.lower() not in ("content-type", "content-length")
    }
    content_type = _negotiate(tuple(answer.content), accept)
    if content_type is None:
        return Reply(status, headers=headers)
    value = example(answer.content[content_type], description.schemas, name)
    kind = essence(content_type)
    if is_json(kind) or not isinstance(value, str):
        return Reply(
            status, dump(value), {"content-type": kind if is_json(kind) else "application/json", **headers}
        )
    if not kind.startswith("text/") and "content-disposition" not in {key.lower() for key in headers}:
        headers["content-disposition"] = f'attachment; filename="{operation.id}.bin"'
    return Reply(
        status,
        value.encode("utf-8", "replace"),
        {"content-type": kind.replace("*/*", "application/octet-stream"), **headers},
    )


def _header(node: Node, schemas: Schemas) -> str:
    value = example({"schema": {}, **node}, schemas)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return ", ".join(str(item) for item in cast("list[object]", value))
    text = value if isinstance(value, str) else dump(value).decode()
    return text.replace("\r", " ").replace("\n", " ").encode("latin-1", "replace").decode("latin-1")


def _negotiate(offered: Sequence[str], accept: str) -> str | None:
    """The offered content type that the client likes best; the first one where it likes none."""
    if not offered:
        return None
    ranges: list[tuple[float, str]] = []
    for part in accept.lower().split(","):
        media_range, *options = (piece.strip() for piece in part.split(";"))
        quality = next((option[2:] for option in options if option.startswith("q=")), "1")
        try:
            ranges.append((float(quality), media_range))
        except ValueError:
            continue
    for _, liked in sorted((r for r in ranges if r[0] > 0), key=lambda r: -r[0]):
        for content_type in offered:
            kind = essence(content_type)
            if liked in (kind, "*/*", kind.partition("/")[0] + "/*"):
                return content_type
    return offered[0]


def choose(operation: Operation, statuses: Sequence[int]) -> int:
    """The first of the statuses that the operation documents; the first of all where it documents none."""
    documented = {answer.status for answer in operation.answers}
    return next((status for status in statuses if str(status) in documented), statuses[0])


def error(
    description: Description, operation: Operation | None, status: int, message: str, code: Any = None
) -> Reply:
    """An error in the shape of the provider's own errors, with our message in it."""
    body = copy.deepcopy(_error_example(description, operation, status))
    if not _put(body, description.error_pointers, message):
        body = {"message": message}
    if code is not None and description.code_pointer:
        put(body, description.code_pointer, code)
    return Reply(status, dump(body), {"content-type": "application/json"})


def _error_example(description: Description, operation: Operation | None, status: int) -> Any:
    """The example of the status, else of another error of this operation, else of any operation."""
    own = operation.answers if operation is not None else ()
    everywhere = tuple(answer for other in description.operations for answer in other.answers)
    for answers in (own, everywhere):
        for key in (str(status), f"{status // 100}XX", "default"):
            for answer in answers:
                media = next((m for t, m in answer.content.items() if is_json(essence(t))), None)
                if answer.status == key and media is not None:
                    return example(media, description.schemas)
    return None


def put(body: dict[str, Any], path: Sequence[str], value: Any) -> None:
    """Set a value at a place, making what is missing on the way."""
    *steps, last = path
    for step in steps:
        body = body.setdefault(step, {})
    body[last] = value


def _mapping(value: Any) -> dict[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def _put(body: Any, pointers: Sequence[tuple[str, ...]], message: str) -> bool:
    """Replace the message where the body has one."""
    for *path, last in pointers:
        target = _mapping(body)
        for step in path:
            target = _mapping(target.get(step))
        if isinstance(target.get(last), str):
            target[last] = message
            return True
    return False
