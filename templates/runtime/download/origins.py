"""Where the content of a download comes from: an operation whose answer is a file, or a signed link."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..base import errors
from ..base.options import RequestOptions, Timeout, checked_options, deadline_of
from ..base.retry import is_repeatable
from ..base.timing import NEVER, Deadline
from ..call.call import call
from ..call.invoke import within
from ..call.presigned import Link, call_presigned, link_of
from ..call.session import Session
from ..flow.effects import Flow, hand_over, now
from ..http.messages import Response
from ..spec.operation import Answer, Operation
from .download import DownloadOptions, identity_of, save

_AS_FILES: dict[int, tuple[Operation[Any], Operation[Any]]] = {}


def as_file(operation: Operation[Any]) -> Operation[Any]:
    """The operation with every content as a stream: what would be read into memory, and what has the same status as a
    file and differs in its type only. Made once."""
    known = _AS_FILES.get(id(operation))
    if known is None or known[0] is not operation:
        statuses = {answer.status for answer in operation.answers if answer.kind in ("binary", "bytes")}
        answers = tuple(
            Answer(answer.status, "binary", None, answer.content_type)
            if answer.status in statuses
            else answer
            for answer in operation.answers
        )
        known = _AS_FILES[id(operation)] = (operation, replace(operation, answers=answers))
    return known[1]


class OperationOrigin:
    """The answer of an operation. Keys, retries, tokens and redirects are those of every call."""

    def __init__(
        self,
        session: Session,
        operation: Operation[Any],
        arguments: Mapping[str, object],
        options: RequestOptions | None,
        file_name: str | None = None,
    ) -> None:
        self._session = session
        self._operation = as_file(operation)
        self._arguments = arguments
        self._options = checked_options(options)
        origin, base_path = session.place(operation)
        self.identity = identity_of(operation.id, origin + base_path, dict(arguments))
        self.name = operation.id
        self._file_name = file_name
        self.repeats = session.retries if self._options.retries is None else self._options.retries
        self.repeatable = is_repeatable(operation.retry)

    @property
    def file_name(self) -> str | None:
        """The name in a folder where the server proposes none."""
        return self._file_name

    def open(self, headers: Mapping[str, str], deadline: Deadline) -> Flow[Response]:
        """Call the operation."""
        given = yield from within(self._options, deadline, self.name)
        options = replace(given, headers={**headers, **(given.headers or {})} if given.headers else headers)
        reply = yield from call(self._session, self._operation, self._arguments, options)
        result: object = reply.result
        if not isinstance(result, Response):
            raise errors.DecodeError(
                f"{self.name}: the provider answered {reply.info.status}, which brings no file",
                status=reply.info.status,
                headers=reply.info.headers,
                request_id=reply.info.request_id,
                operation=self.name,
            )
        return result


LinkProvider = Callable[[Deadline], Flow[object]]
"""Gets a new link."""


class LinkOrigin:
    """A signed link, fetched without anything of ours: no key, no cookies, no headers of the client.

    ``identity`` and ``name`` are those of the operation that gives the link, where there is one.
    """

    def __init__(
        self,
        session: Session,
        link: object,
        provider: LinkProvider | None,
        options: RequestOptions | None,
        *,
        file_name: str | None = None,
        name: str = "save_link",
        identity: str = "",
    ) -> None:
        self._provider = provider
        self._given = link
        self._link: Link | None = None
        self._given_name = file_name
        self.name = name
        self.identity = identity
        self._session = session
        self._options = checked_options(options)
        self.repeats = session.retries if self._options.retries is None else self._options.retries
        self.repeatable = True

    @property
    def file_name(self) -> str | None:
        """The name where the server proposes none."""
        return self._given_name or (None if self._link is None else self._link.file_name)

    def get(self, deadline: Deadline) -> Flow[None]:
        """Get the first link, which tells where the content comes from."""
        if self._given is None and self._provider is not None:
            self._given = yield from self._provider(deadline)
        link = self._link = link_of(self._session, self._given)
        if not self.identity:
            self.identity = identity_of("link", link.origin, link.target.split("?", 1)[0])

    def deadline(self) -> Flow[Deadline]:
        """When a download that begins now must be over."""
        limits = Timeout.of(self._options.timeout, self._session.timeout)
        return deadline_of(self._options, limits, (yield from now()))

    def open(self, headers: Mapping[str, str], deadline: Deadline) -> Flow[Response]:
        """Fetch the link; get a new one once when the server says that it is not valid (any more)."""
        given = [(name.encode("ascii"), value.encode("latin-1")) for name, value in headers.items()]
        provider = self._provider

        def renew() -> Flow[Link]:
            assert provider is not None
            link = self._link = link_of(self._session, (yield from provider(deadline)))
            return link

        assert self._link is not None
        response = yield from call_presigned(
            self._session,
            self.name,
            self._link,
            "GET",
            given,
            None,
            self._options,
            deadline,
            advice="" if provider is not None else ": get a new one, or pass a function that does",
            renew=None if provider is None else renew,
        )
        yield from hand_over(response)
        return response


def save_link(origin: LinkOrigin, wanted: DownloadOptions) -> Flow[Path]:
    """Bring the content behind a link to its path. To get the link takes as long as it takes."""
    yield from origin.get(NEVER)
    wanted.deadline = yield from origin.deadline()
    path = yield from save(origin, wanted)
    return path
