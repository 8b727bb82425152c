"""Downloads as they are described: the file of an operation or the files behind its links, checked where that is told.

Rules:

- What the caller says about a file wins over what the provider tells; where both tell a size, they must agree.
- The list that tells size and digest is asked before the download and counts in its time limit.
- A link that expires on the way is had again from its operation, unless a call of that costs money. Of several links
  the one to the same place is taken, else the one with the same name. Files that run in parallel share the answer.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Literal, TypeAlias

from ..base import errors
from ..base.options import NO_OPTIONS, RequestOptions, Timeout, byte_count, deadline_of
from ..base.timing import Deadline
from ..call.binary import Progress
from ..call.call import Reply, call
from ..call.invoke import within
from ..call.links import FoundLink, file_names, found_links, only_link, told_digest
from ..call.presigned import Link
from ..call.session import Session
from ..files.atomic import check_folder
from ..files.integrity import expected_digests
from ..files.partial import PartialFile
from ..flow.effects import Flow, acquire, now, offload, release, time_left
from ..spec.api import Path as Place
from ..spec.operation import Download, Operation
from .batch import Item, Supply
from .download import Pump, Source, Wanted, identity_of, save
from .manifests import Found, expected, rows
from .origins import LinkSource, Mint, OperationSource

Row: TypeAlias = tuple[Mapping[str, object], str, int | None, str | None]
"""Arguments of the operation, relative POSIX path, size, and SHA-256 or MD5 in hexadecimal, both None if unknown."""

Where: TypeAlias = Place | Literal["anywhere"]
_LOCK = "links of an answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the caller wants of one download."""

    path: Path
    resume: bool = True
    overwrite: bool = False
    sha256: str | None = None
    md5: str | None = None
    size: int | None = None
    verify: bool = True
    on_progress: Progress | None = None
    options: RequestOptions = field(default=NO_OPTIONS)


def fetch_file(
    session: Session,
    download: Download[Any],
    arguments: Mapping[str, object],
    asked: Asked,
    pump: Pump,
) -> Flow[Path]:
    """Bring the one file of a download to its path."""
    digests = expected_digests(asked.sha256, asked.md5)
    size = byte_count(asked.size)
    yield from offload(lambda: _look(asked))
    limits = Timeout.of(asked.options.timeout, session.timeout)
    deadline = deadline_of(asked.options, limits, (yield from now()))
    told: Found | None = None
    if asked.verify and not digests:
        options = yield from within(asked.options, deadline, download.operation.id)
        told = yield from expected(session, download, arguments, options)
    came = yield from _source(session, download, arguments, asked.options, deadline)
    if isinstance(came, LinkedFile) and asked.verify and told is None:
        told = Found(size=came.link.size, sha256=came.link.sha256, md5=came.link.md5)
    source = came.source if isinstance(came, LinkedFile) else came
    if told is not None:
        if size is not None and told.size is not None and size != told.size:
            raise errors.IntegrityError(
                f"{source.name}: the provider tells a size of {told.size} bytes instead of the expected {size}: "
                "another content"
            )
        size = told.size if size is None else size
        digests = digests or expected_digests(told.sha256, None if told.sha256 else told.md5)
    wanted = Wanted(
        path=asked.path,
        resume=asked.resume,
        overwrite=asked.overwrite,
        size=size,
        digests=digests,
        deadline=deadline,
        on_progress=asked.on_progress,
    )
    return (yield from save(source, wanted, pump))


def _look(asked: Asked) -> None:
    """Fail before anything is sent where the file cannot be made. Blocks."""
    if not os.path.isdir(asked.path):
        check_folder(asked.path)
        PartialFile(asked.path, overwrite=asked.overwrite).check_target()


@dataclass(frozen=True, slots=True)
class LinkedFile:
    """A source behind a link, and what the answer with the link tells."""

    source: LinkSource
    link: FoundLink


def _source(
    session: Session,
    download: Download[Any],
    arguments: Mapping[str, object],
    options: RequestOptions,
    deadline: Deadline,
) -> Flow[OperationSource | LinkedFile]:
    """Where the one file comes from."""
    name = _last_segment(download, arguments)
    if download.link is None:
        return OperationSource(session, download.operation, arguments, options, name)
    shelf = Shelf(session, download, arguments, options)
    yield from shelf.fill(deadline)
    link = only_link(shelf.links, download.operation.id)
    source = shelf.source(link, name or (link.name if link.named else None), "")
    yield from source.get(deadline)
    return LinkedFile(source, link)


def _last_segment(download: Download[Any], arguments: Mapping[str, object]) -> str | None:
    if download.file_name is None:
        return None
    value = arguments.get(download.file_name)
    return value.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1] if isinstance(value, str) else None


class Shelf:
    """The links that an operation answers with. ``age`` counts how often it was asked."""

    def __init__(
        self,
        session: Session,
        download: Download[Any],
        arguments: Mapping[str, object],
        options: RequestOptions,
    ) -> None:
        self.links: list[FoundLink] = []
        self.names: list[str] = []
        self.age = 0
        self._session = session
        self._operation: Operation[Any] = download.operation
        self._where: Where = download.link or download.links or "anywhere"
        self._arguments = arguments
        self._options = options

    def fill(self, deadline: Deadline) -> Flow[None]:
        """Ask the operation."""
        options = yield from within(self._options, deadline, self._operation.id)
        reply: Reply[Any] = yield from call(self._session, self._operation, self._arguments, options)
        self.links = found_links(reply.answer, self._where)
        if not self.links:
            # Better than to bring nothing without a word.
            raise errors.DecodeError(
                f"{self._operation.id}: the answer holds no link to a file; perhaps the files are not ready yet",
                operation=self._operation.id,
            )
        self.names = file_names(self.links, [_proposal(link) for link in self.links])
        self.age += 1

    def source(self, link: FoundLink, file_name: str | None, name: str) -> LinkSource:
        """The source behind one of the links. ``name`` is that of :attr:`names`, empty for an only link."""
        operation = self._operation
        if link not in self.links:
            # Meanwhile the operation was asked again for another file.
            link = self._again(link, name)
        place = "".join(self._session.place(operation))
        return LinkSource(
            self._session,
            link.url,
            None if operation.billable else self._minting(link, name),
            self._options,
            file_name=file_name,
            name=operation.id,
            identity=identity_of(operation.id, place, dict(self._arguments), name),
        )

    def _minting(self, link: FoundLink, name: str) -> Mint:
        """A way to the link of the same file in a new answer."""
        age = self.age
        current = link

        def mint(deadline: Deadline) -> Flow[object]:
            nonlocal age, current
            if not (yield from acquire(_LOCK, (yield from time_left(deadline)))):
                raise errors.TimeoutError(
                    f"{self._operation.id}: the total time limit of the download passed", phase="total"
                )
            try:
                if age == self.age:
                    yield from self.fill(deadline)
            except Exception:
                yield from release(_LOCK)
                raise
            yield from release(_LOCK)
            age = self.age
            current = self._again(current, name)
            return current.url

        return mint

    def _again(self, link: FoundLink, name: str) -> FoundLink:
        if not name:
            return only_link(self.links, self._operation.id)
        places = [_place(other.url) for other in self.links]
        if places.count(_place(link.url)) == 1:
            return self.links[places.index(_place(link.url))]
        if name in self.names:
            return self.links[self.names.index(name)]
        raise errors.DecodeError(
            f"{self._operation.id}: the link of a file expired, and the new answer has none for it any more",
            operation=self._operation.id,
        )


def _place(url: str) -> str:
    return url.split("?", 1)[0]


def _proposal(link: FoundLink) -> str | None:
    try:
        return Link(link.url, secure=False).file_name
    except errors.ArgumentError:
        return None


def _ready(source: Source, _deadline: Deadline) -> Flow[Source]:
    """A source that needs nothing before it is opened."""
    yield from ()
    return source


def rows_supply(
    session: Session, operation: Operation[Any], given: Iterable[Row], options: RequestOptions
) -> Supply:
    """Files that the caller lists."""

    def items() -> Iterator[Item]:
        for arguments, relative, told, digest in given:
            size = byte_count(told)
            source = OperationSource(session, operation, arguments, options)
            yield Item(
                relative=relative,
                source=partial(_ready, source),
                size=size,
                digests=_digests(digest),
            )

    total = _total([byte_count(row[2]) for row in given]) if isinstance(given, Sequence) else None

    def supply(_deadline: Deadline) -> Flow[tuple[Iterable[Item], int | None]]:
        yield from ()
        return items(), total

    return supply


def _digests(digest: str | None) -> dict[str, bytes]:
    told = told_digest(digest)
    return expected_digests(told.get("sha256", digest if not told else None), told.get("md5"))


def _total(sizes: Sequence[int | None]) -> int | None:
    known = [size for size in sizes if size is not None]
    return sum(known) if len(known) == len(sizes) else None


def manifest_supply(
    session: Session, download: Download[Any], arguments: Mapping[str, object], options: RequestOptions
) -> Supply:
    """All files of the download's manifest."""
    manifest = download.manifest
    argument = None if manifest is None else manifest.argument
    constants: Mapping[str, object] = {} if manifest is None else manifest.constants

    def source_of(key: object, deadline: Deadline) -> Flow[Source]:
        given = {**constants, **arguments, str(argument): key}
        source = yield from _source(session, download, given, options, deadline)
        return source.source if isinstance(source, LinkedFile) else source

    def supply(deadline: Deadline) -> Flow[tuple[Iterable[Item], int | None]]:
        given = yield from within(options, deadline, download.operation.id)
        listed = yield from rows(session, download, arguments, given)
        items = [
            Item(
                relative=one.name,
                source=partial(source_of, one.key),
                size=one.found.size,
                digests=expected_digests(one.found.sha256, None if one.found.sha256 else one.found.md5),
            )
            for one in listed
        ]
        return items, _total([item.size for item in items])

    return supply


def links_supply(
    session: Session,
    download: Download[Any],
    arguments: Mapping[str, object],
    options: RequestOptions,
    verify: bool,
) -> Supply:
    """All files behind the links of the download's answer."""
    shelf = Shelf(session, download, arguments, options)

    def source_of(link: FoundLink, name: str, deadline: Deadline) -> Flow[Source]:
        source = shelf.source(link, name, name)
        yield from source.get(deadline)
        return source

    def supply(deadline: Deadline) -> Flow[tuple[Iterable[Item], int | None]]:
        yield from shelf.fill(deadline)
        items = [
            Item(
                relative=name,
                source=partial(source_of, link, name),
                size=link.size if verify else None,
                digests=expected_digests(link.sha256, None if link.sha256 else link.md5) if verify else {},
            )
            for link, name in zip(shelf.links, shelf.names, strict=True)
        ]
        return items, _total([item.size for item in items])

    return supply
