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
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal, TypeAlias

from ..base import errors
from ..base.options import RequestOptions, Timeout, byte_count, deadline_of
from ..base.timing import Deadline
from ..call.call import Reply, call
from ..call.invoke import within
from ..call.links import FoundLink, file_names, found_links, only_link, told_digest
from ..call.presigned import Link
from ..call.session import Session
from ..files.atomic import check_folder
from ..files.integrity import wanted_digests
from ..files.partial import Part
from ..flow.effects import Flow, acquire, now, offload, release, time_left
from ..spec.api import Path as Place
from ..spec.operation import Download, Operation
from .batch import DownloadItem, FileListing
from .download import DownloadOptions, DownloadOrigin, identity_of, save
from .manifests import Found, expected, rows
from .origins import LinkOrigin, LinkProvider, OperationOrigin

Row: TypeAlias = tuple[Mapping[str, object], str, int | None, str | None]
"""Arguments of the operation, relative POSIX path, size, and SHA-256 or MD5 in hexadecimal, both None if unknown."""

Where: TypeAlias = Place | Literal["anywhere"]
_LOCK = "links of an answer"


def fetch_file(
    session: Session,
    download: Download[Any],
    arguments: Mapping[str, object],
    wanted: DownloadOptions,
    options: RequestOptions,
    *,
    verify: bool = True,
) -> Flow[Path]:
    """Bring the one file of a download to its path; ``verify`` asks for size and digest first, where they are told."""
    yield from offload(lambda: _look(wanted))
    limits = Timeout.of(options.timeout, session.timeout)
    wanted.deadline = deadline_of(options, limits, (yield from now()))
    told: Found | None = None
    if verify and not wanted.digests:
        remaining = yield from within(options, wanted.deadline, download.operation.id)
        told = yield from expected(session, download, arguments, remaining)
    came = yield from _origin(session, download, arguments, options, wanted.deadline)
    if isinstance(came, LinkedFile) and verify and told is None:
        told = Found(size=came.link.size, sha256=came.link.sha256, md5=came.link.md5)
    origin = came.origin if isinstance(came, LinkedFile) else came
    if told is not None:
        size = wanted.size
        if size is not None and told.size is not None and size != told.size:
            raise errors.IntegrityError(
                f"{origin.name}: the provider tells a size of {told.size} bytes instead of the expected {size}: "
                "another content"
            )
        wanted.size = told.size if size is None else size
        wanted.digests = wanted.digests or wanted_digests(told.sha256, None if told.sha256 else told.md5)
    return (yield from save(origin, wanted))


def _look(wanted: DownloadOptions) -> None:
    """Fail before anything is sent where the file cannot be made. Blocks."""
    path = wanted.target
    if isinstance(path, Path) and not os.path.isdir(path):
        check_folder(path)
        Part(path, overwrite=wanted.overwrite).look()


@dataclass(frozen=True, slots=True)
class LinkedFile:
    """A source behind a link, and what the answer with the link tells."""

    origin: LinkOrigin
    link: FoundLink


def _origin(
    session: Session,
    download: Download[Any],
    arguments: Mapping[str, object],
    options: RequestOptions,
    deadline: Deadline,
) -> Flow[OperationOrigin | LinkedFile]:
    """Where the one file comes from."""
    name = _last_segment(download, arguments)
    if download.link is None:
        return OperationOrigin(session, download.operation, arguments, options, name)
    links = PresignedLinks(session, download, arguments, options)
    yield from links.refresh(deadline)
    link = only_link(links.links, download.operation.id)
    origin = links.origin(link, name or (link.name if link.named else None), "")
    yield from origin.get(deadline)
    return LinkedFile(origin, link)


def _last_segment(download: Download[Any], arguments: Mapping[str, object]) -> str | None:
    if download.file_name is None:
        return None
    value = arguments.get(download.file_name)
    return value.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1] if isinstance(value, str) else None


class PresignedLinks:
    """The presigned URLs that an operation answers with. ``asked`` counts how often it was asked."""

    def __init__(
        self,
        session: Session,
        download: Download[Any],
        arguments: Mapping[str, object],
        options: RequestOptions,
    ) -> None:
        self.links: list[FoundLink] = []
        self.names: list[str] = []
        self.asked = 0
        self._session = session
        self._operation: Operation[Any] = download.operation
        self._where: Where = download.link or download.links or "anywhere"
        self._arguments = arguments
        self._options = options

    def refresh(self, deadline: Deadline) -> Flow[None]:
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
        self.asked += 1

    def origin(self, link: FoundLink, file_name: str | None, name: str) -> LinkOrigin:
        """The origin behind one of the links. ``name`` is that of :attr:`names`, empty for an only link."""
        operation = self._operation
        if link not in self.links:
            # Meanwhile the operation was asked again for another file.
            link = self._find(link, name)
        place = "".join(self._session.place(operation))
        return LinkOrigin(
            self._session,
            link.url,
            None if operation.billable else self._provider(link, name),
            self._options,
            file_name=file_name,
            name=operation.id,
            identity=identity_of(operation.id, place, dict(self._arguments), name),
        )

    def _provider(self, link: FoundLink, name: str) -> LinkProvider:
        """A way to the link of the same file in a new answer."""
        asked = self.asked
        current = link

        def get(deadline: Deadline) -> Flow[object]:
            nonlocal asked, current
            if not (yield from acquire(_LOCK, (yield from time_left(deadline)))):
                raise errors.TimeoutError(
                    f"{self._operation.id}: the total time limit of the download passed", phase="total"
                )
            try:
                if asked == self.asked:
                    yield from self.refresh(deadline)
            except Exception:
                yield from release(_LOCK)
                raise
            yield from release(_LOCK)
            asked = self.asked
            current = self._find(current, name)
            return current.url

        return get

    def _find(self, link: FoundLink, name: str) -> FoundLink:
        if not name:
            return only_link(self.links, self._operation.id)
        places = [_without_query(other.url) for other in self.links]
        if places.count(_without_query(link.url)) == 1:
            return self.links[places.index(_without_query(link.url))]
        if name in self.names:
            return self.links[self.names.index(name)]
        raise errors.DecodeError(
            f"{self._operation.id}: the link of a file expired, and the new answer has none for it any more",
            operation=self._operation.id,
        )


def _without_query(url: str) -> str:
    return url.split("?", 1)[0]


def _proposal(link: FoundLink) -> str | None:
    try:
        return Link(link.url, secure=False).file_name
    except errors.ArgumentError:
        return None


def _ready(origin: DownloadOrigin, _deadline: Deadline) -> Flow[DownloadOrigin]:
    """A source that needs nothing before it is opened."""
    yield from ()
    return origin


def rows_files(
    session: Session, operation: Operation[Any], given: Iterable[Row], options: RequestOptions
) -> FileListing:
    """Files that the caller lists."""

    def items() -> Iterator[DownloadItem]:
        for arguments, relative, told, digest in given:
            size = byte_count(told)
            origin = OperationOrigin(session, operation, arguments, options)
            yield DownloadItem(
                relative=relative,
                origin=partial(_ready, origin),
                size=size,
                digests=_digests(digest),
            )

    total = _total([byte_count(row[2]) for row in given]) if isinstance(given, Sequence) else None

    def listing(_deadline: Deadline) -> Flow[tuple[Iterable[DownloadItem], int | None]]:
        yield from ()
        return items(), total

    return listing


def _digests(digest: str | None) -> dict[str, bytes]:
    told = told_digest(digest)
    return wanted_digests(told.get("sha256", digest if not told else None), told.get("md5"))


def _total(sizes: Sequence[int | None]) -> int | None:
    known = [size for size in sizes if size is not None]
    return sum(known) if len(known) == len(sizes) else None


def manifest_files(
    session: Session, download: Download[Any], arguments: Mapping[str, object], options: RequestOptions
) -> FileListing:
    """All files of the download's manifest."""
    manifest = download.manifest
    argument = None if manifest is None else manifest.argument
    constants: Mapping[str, object] = {} if manifest is None else manifest.constants

    def origin_of(key: object, deadline: Deadline) -> Flow[DownloadOrigin]:
        given = {**constants, **arguments, str(argument): key}
        came = yield from _origin(session, download, given, options, deadline)
        return came.origin if isinstance(came, LinkedFile) else came

    def listing(deadline: Deadline) -> Flow[tuple[Iterable[DownloadItem], int | None]]:
        given = yield from within(options, deadline, download.operation.id)
        listed = yield from rows(session, download, arguments, given)
        items = [
            DownloadItem(
                relative=one.name,
                origin=partial(origin_of, one.key),
                size=one.found.size,
                digests=wanted_digests(one.found.sha256, None if one.found.sha256 else one.found.md5),
            )
            for one in listed
        ]
        return items, _total([item.size for item in items])

    return listing


def presigned_files(
    session: Session,
    download: Download[Any],
    arguments: Mapping[str, object],
    options: RequestOptions,
    verify: bool,
) -> FileListing:
    """All files behind the links of the download's answer."""
    links = PresignedLinks(session, download, arguments, options)

    def origin_of(link: FoundLink, name: str, deadline: Deadline) -> Flow[DownloadOrigin]:
        origin = links.origin(link, name, name)
        yield from origin.get(deadline)
        return origin

    def listing(deadline: Deadline) -> Flow[tuple[Iterable[DownloadItem], int | None]]:
        yield from links.refresh(deadline)
        items = [
            DownloadItem(
                relative=name,
                origin=partial(origin_of, link, name),
                size=link.size if verify else None,
                digests=wanted_digests(link.sha256, None if link.sha256 else link.md5) if verify else {},
            )
            for link, name in zip(links.links, links.names, strict=True)
        ]
        return items, _total([item.size for item in items])

    return listing
