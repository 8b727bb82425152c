"""From what steps answer to what goes over the wire: pages, envelope, files with ranges, headers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

from ..api.description import Operation, steps_of
from ..behaviour.runs import Asked, Refusal, Run, shown
from ..expressions.evaluator import ExpressionError
from ..state.blobs import type_of
from .examples import Reply, choose, dump, error, put, success

if TYPE_CHECKING:
    from ..behaviour.engine import Engine

RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
EMPTY = (204, 205, 304)
PAGE = 100


def reply(engine: Engine, asked: Asked, run: Run, given: Mapping[str, Any]) -> Reply:
    """The answer that steps gave."""
    operation = asked.operation
    status = given.get("status")
    status = _first_success(operation) if status is None else int(status)
    wanted: dict[str, Any] = {**run.headers, **(given.get("headers") or {})}
    headers = {name: _header(value) for name, value in wanted.items() if value is not None}
    if given.get("example") is not None and operation is not None:
        made = success(engine.description, operation, "*/*", {"example": str(given["example"])})
        return Reply(status, made.body, {**made.headers, **headers})
    if given.get("file") is not None:
        return _file(asked, status, headers, given)
    if "items" in given:
        body = _page(engine, asked, run, given)
    elif "body" in given:
        value = given["body"]
        view = given.get("view")
        value = shown(engine.show(view, value, run) if view and value is not None else value)
        body = _wrapped(engine, operation, value, status, bare=bool(given.get("bare")))
    elif status not in EMPTY and _wraps(engine, operation, status) and not given.get("bare"):
        body = _wrapped(engine, operation, None, status, bare=False)
    else:
        return Reply(status, headers=headers)
    if status in EMPTY:
        return Reply(status, headers=headers)
    kinds = {name.lower() for name in headers}
    content_type = {} if "content-type" in kinds else {"content-type": _json_type(operation, status)}
    return Reply(status, dump(body), {**content_type, **headers})


def _first_success(operation: Operation | None) -> int:
    found = (
        next((a.status for a in operation.answers if a.success), "200") if operation is not None else "200"
    )
    return int(found) if found.isdigit() else 200


def _json_type(operation: Operation | None, status: int) -> str:
    for answer in () if operation is None else operation.answers:
        if answer.status == str(status):
            return next((t for t in answer.content if "json" in t), "application/json")
    return "application/json"


def _header(value: Any) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return re.sub(r"[\x00-\x1f\x7f]", " ", text).encode("latin-1", "replace").decode("latin-1")


def _wraps(engine: Engine, operation: Operation | None, status: int) -> bool:
    if engine.description.envelope is None or operation is None or status >= 400:
        return False
    return not operation.node.get("x-sdk-no-envelope")


def _wrapped(engine: Engine, operation: Operation | None, value: Any, status: int, *, bare: bool) -> Any:
    envelope = engine.description.envelope
    if bare or envelope is None or not _wraps(engine, operation, status):
        return value
    body: dict[str, Any] = {}
    if envelope["success"]:
        put(body, envelope["success"], True)
    if envelope["data"] and value is not None:
        put(body, envelope["data"], value)
    return body


def _input(asked: Asked, expression: str | None) -> Any:
    """The value of `$request.query.page` and its like."""
    place, _, name = (expression or "").removeprefix("$request.").partition(".")
    if not name or place not in ("query", "path", "header", "cookie"):
        return None
    return asked.view[place].get(name)


def _page(engine: Engine, asked: Asked, run: Run, given: Mapping[str, Any]) -> Any:
    operation = asked.operation
    items: Sequence[Any] = given["items"] or ()
    if not isinstance(items, list | tuple):
        raise ExpressionError(f"`items` of an answer is a list, not {type(items).__name__}")
    term: Mapping[str, Any] = {} if operation is None else operation.node.get("x-sdk-paginated", {})
    style = term.get("style", "single")
    size = _number(_input(asked, term.get("size") or term.get("limit")), given.get("size"))
    number, start = 1, 0
    if style == "page":
        first = int(term.get("firstPage", 1))
        size = PAGE if size is None else size
        number = max(_number(_input(asked, term.get("page")), first) or first, first)
        start = (number - first) * size
    elif style == "offset":
        start = _number(_input(asked, term.get("offset")), 0) or 0
        size = PAGE if size is None else size
    stop = len(items) if size is None else start + size
    more = stop < len(items)
    view = given.get("view")
    cut = [shown(engine.show(view, item, run) if view else item) for item in items[start:stop]]
    return _listed(engine, asked, run, given, cut, {
        "number": number, "next": number + 1 if more else None, "size": size, "total": len(items), "more": more,
        "start": start,
    })  # fmt: skip


def _number(value: Any, otherwise: Any) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return max(value, 0)
    return None if otherwise is None else max(int(otherwise), 0)


def _listed(
    engine: Engine, asked: Asked, run: Run, given: Mapping[str, Any], cut: list[Any], page: dict[str, Any]
) -> Any:
    operation = asked.operation
    term: Mapping[str, Any] = {} if operation is None else operation.node.get("x-sdk-paginated", {})
    envelope = engine.description.envelope if _wraps(engine, operation, 200) else None
    more = shown(given.get("more") or {})
    place = steps_of(term.get("items"))
    if not place:
        return cut
    body: dict[str, Any] = {}
    if envelope is not None and envelope["success"]:
        put(body, envelope["success"], True)
    inside = envelope["data"] if envelope is not None else ()
    for name, value in more.items():
        put(body, (*inside, name), value)
    put(body, place, cut)
    if term.get("total"):
        put(body, steps_of(term["total"]), page["total"])
    if term.get("next"):
        following = given.get("next")
        value = page["next"] if following is None else following(run.given(page=page))
        put(body, steps_of(term["next"]), shown(value))
    return body


def _file(asked: Asked, status: int, headers: dict[str, str], given: Mapping[str, Any]) -> Reply:
    file = cast("Mapping[str, Any]", given["file"])
    size, digest = int(file["size"]), str(file["blob"])
    name = given.get("filename")
    found = {
        "content-type": _header(given.get("type") or file.get("type") or type_of(str(file.get("path", "")))),
        "accept-ranges": "bytes",
        "etag": f'"{digest}"',
    }
    if name is not None:
        found["content-disposition"] = _disposition(str(name))
    lower = {key.lower() for key in headers}
    found = {**{key: value for key, value in found.items() if key not in lower}, **headers}
    if _fresh(asked, digest):
        return Reply(304, headers=found)
    wanted = _range(asked, digest, size) if status == 200 else None
    if wanted is None:
        return Reply(status, headers=found, file=(digest, 0, size))
    if wanted == (0, 0):
        return Reply(416, headers={**found, "content-range": f"bytes */{size}"})
    start, stop = wanted
    found["content-range"] = f"bytes {start}-{stop - 1}/{size}"
    return Reply(206, headers=found, file=(digest, start, stop))


def _disposition(name: str) -> str:
    plain = re.sub(r"[^ !#-\[\]-~]", "_", name)
    extended = "" if plain == name else f"; filename*=UTF-8''{quote(name, safe='')}"
    return f'attachment; filename="{plain}"{extended}'


def _fresh(asked: Asked, digest: str) -> bool:
    tags = ",".join(asked.headers.get("if-none-match", ()))
    return bool(tags) and asked.method in ("GET", "HEAD") and (f'"{digest}"' in tags or tags.strip() == "*")


def _range(asked: Asked, digest: str, size: int) -> tuple[int, int] | None:
    """The bytes that are asked for; None for all, (0, 0) where there are none such."""
    text = next(iter(asked.headers.get("range", ())), "")
    condition = next(iter(asked.headers.get("if-range", ())), "")
    match = RANGE.fullmatch(text.strip())
    if match is None or asked.method not in ("GET", "HEAD") or match.groups() == ("", ""):
        return None
    if condition and condition != f'"{digest}"':
        return None
    first, last = match.groups()
    if not first:
        start, stop = max(size - int(last), 0), size
    else:
        start, stop = int(first), min(int(last) + 1, size) if last else size
    if last and first and int(last) < int(first):
        return None
    return (start, stop) if start < stop else (0, 0)


def refused(engine: Engine, operation: Operation | None, refusal: Refusal) -> Reply:
    """The answer of a refusal, in the provider's shape."""
    status = refusal.status
    if refusal.near and operation is not None:
        status = choose(operation, (status, *refusal.near))
    if refusal.body is not None:
        made = Reply(status, dump(shown(refusal.body)), {"content-type": "application/json"})
    else:
        made = error(engine.description, operation, status, refusal.message, refusal.code)
    made.headers.update({name: _header(value) for name, value in refusal.headers.items()})
    return made
