"""What a provider tells about a file before it is downloaded: its size and digest, in an answer of another operation.

Rules:

- Of a list in pages only as much is read as it takes to find the file.
- Where the list is missing or empty nothing is known, and the download is not checked against it. A list that does
  not have the file is an error before the download: the path is wrong.
- A digest that is no MD5 or SHA-256 in hexadecimal cannot be checked and is passed over; so is a size that is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from ..base.errors import ArgumentError, ClientomeError, DecodeError
from ..base.guards import is_list
from ..base.options import RequestOptions, checked_options
from ..base.types import UNSET
from ..call.call import call
from ..call.decode import reach
from ..call.links import is_size, told_digest
from ..call.session import Session
from ..flow.effects import Flow
from ..paging import PageData, fetch, fetch_next
from ..spec.operation import Download, Manifest


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What is told about a file; ``sha256`` and ``md5`` in hexadecimal."""

    size: int | None = None
    sha256: str | None = None
    md5: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One file of a manifest: the value that the download's argument takes, its relative path, and what is told."""

    key: object
    name: str
    found: Found


def expected(
    session: Session,
    download: Download[Any],
    arguments: Mapping[str, object],
    options: RequestOptions | None,
) -> Flow[Found | None]:
    """What the manifest tells about the file that the download's arguments name; None where it tells nothing."""
    manifest = download.manifest
    if manifest is None or (manifest.size is None and manifest.checksum is None):
        return None
    wanted: object = None
    if manifest.argument is not None:
        wanted = arguments.get(manifest.argument)
        if wanted is None or wanted is UNSET or manifest.key is None:
            return None
    elif manifest.items is not None or manifest.operation.pagination is not None:
        # A list without a way to tell which of its files is meant.
        return None
    try:
        item, complete = yield from _find(session, manifest, wanted, arguments, options)
    except ClientomeError as error:
        error.add_note(
            "this happened while size and digest of the file were asked for; pass verify=False to go without"
        )
        raise
    if item is not None:
        return _told(manifest, item)
    if not complete:
        return None
    raise ArgumentError(
        f"{download.operation.id}: {manifest.argument}: the provider's list of files ({manifest.operation.id}) has no "
        "such file; pass verify=False to ask for it all the same",
        manifest.argument,
    )


def rows(
    session: Session,
    download: Download[Any],
    arguments: Mapping[str, object],
    options: RequestOptions | None,
) -> Flow[list[Listed]]:
    """All files of the manifest, in its order."""
    manifest = download.manifest
    if manifest is None or manifest.argument is None or manifest.key is None:
        raise ClientomeError(f"{download.operation.id}: no list of its files is described")
    listed: list[Listed] = []
    items = yield from _all(session, manifest, arguments, options)
    for item in items:
        key = _plain(reach(item, manifest.key))
        name = _plain(reach(item, manifest.name)) if manifest.name is not None else key
        if key is None or not isinstance(name, str):
            raise DecodeError(
                f"{manifest.operation.id}: a file of the list has no name or no key; nothing was downloaded",
                operation=manifest.operation.id,
            )
        listed.append(Listed(key=key, name=name, found=_told(manifest, item)))
    return listed


def _find(
    session: Session,
    manifest: Manifest,
    wanted: object,
    arguments: Mapping[str, object],
    options: RequestOptions | None,
) -> Flow[tuple[Any, bool]]:
    """The file's item, and whether there is a list that would have it."""
    inputs, asking = _inputs(manifest, arguments), _asking(options)
    if manifest.operation.pagination is None:
        reply = yield from call(session, manifest.operation, inputs, asking)
        items = _items(manifest, reply.answer)
        return _match(manifest, items, wanted), bool(items)
    seen = False
    chunk: PageData | None = yield from fetch(session, manifest.operation, inputs, asking)
    while chunk is not None:
        items = [item for outer in chunk.items for item in _items(manifest, outer)]
        seen = seen or bool(items)
        item = _match(manifest, items, wanted)
        if item is not None:
            return item, True
        chunk = yield from fetch_next(session, chunk)
    return None, seen


def _all(
    session: Session, manifest: Manifest, arguments: Mapping[str, object], options: RequestOptions | None
) -> Flow[list[Any]]:
    inputs, asking = _inputs(manifest, arguments), _asking(options)
    if manifest.operation.pagination is None:
        reply = yield from call(session, manifest.operation, inputs, asking)
        return _items(manifest, reply.answer)
    items: list[Any] = []
    chunk: PageData | None = yield from fetch(session, manifest.operation, inputs, asking)
    while chunk is not None:
        items += [item for outer in chunk.items for item in _items(manifest, outer)]
        chunk = yield from fetch_next(session, chunk)
    return items


def _inputs(manifest: Manifest, arguments: Mapping[str, object]) -> dict[str, object]:
    return {name: arguments[source] for name, source in manifest.inputs.items() if source in arguments}


def _asking(options: RequestOptions | None) -> RequestOptions:
    """The caller's options, without what belongs to the download alone."""
    return replace(checked_options(options), idempotency_key=None, content_type=None)


def _items(manifest: Manifest, answer: Any) -> list[Any]:
    """The files in an answer, or in one item of it where the operation is paged."""
    if manifest.items is None:
        return [] if answer is None else [answer]
    items = reach(answer, manifest.items)
    return [item for item in items if item is not None] if is_list(items) else []


def _match(manifest: Manifest, items: list[Any], wanted: object) -> Any:
    if manifest.argument is None:
        return items[0] if items else None
    assert manifest.key is not None
    for item in items:
        if _same(reach(item, manifest.key), wanted):
            return item
    return None


def _plain(value: Any) -> Any:
    """The value of an enum member, other values as they are."""
    return getattr(value, "value", value)


def _same(one: Any, other: Any) -> bool:
    """Whether two values are written alike; UUIDs can be written in several ways."""
    one, other = _plain(one), _plain(other)
    if one is None:
        return False
    if isinstance(one, UUID) or isinstance(other, UUID):
        try:
            return UUID(str(one)) == UUID(str(other))
        except ValueError:
            return False
    return str(one) == str(other)


def _told(manifest: Manifest, item: Any) -> Found:
    size = None if manifest.size is None else reach(item, manifest.size)
    digest = {} if manifest.checksum is None else told_digest(_plain(reach(item, manifest.checksum)))
    return Found(size=size if is_size(size) else None, **digest)
