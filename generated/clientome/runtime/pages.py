"""Lists that come in pages.

Rules:

- Iterating over a page goes over its items and those of all later pages, fetching each page when it is needed.
- ``page``: the next page has the next number, as long as the answer says that there is one; where the answer says
  nothing, until the total is reached or a page is empty or shorter than asked for.
- ``offset``: the next page starts after the items that came, until the total is reached or a page is empty.
- ``single``: there is one page.
- A page whose items were all seen before in the same order ends in PaginationError: the provider ignores the page
  number, and going on would never end. Items may shift between pages when others add to the list meanwhile.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from typing import Any, Generic, TypeVar, cast

from pydantic import BaseModel
from pydantic_core import to_json

from .call import Reply, call
from .decode import reach
from .errors import DecodeError, PaginationError
from .flow import Flow
from .guards import is_list
from .info import ResponseInfo
from .operation import Operation, Pagination
from .options import RequestOptions
from .session import Session

T = TypeVar("T")


class Chunk:
    """One page as the core sees it: items, total, the arguments that fetched it and those that fetch the next."""

    __slots__ = (
        "answer",
        "arguments",
        "before",
        "info",
        "items",
        "next",
        "operation",
        "options",
        "seen",
        "total",
    )

    def __init__(
        self,
        operation: Operation[Any],
        arguments: Mapping[str, object],
        options: RequestOptions | None,
        reply: Reply[Any],
        previous: Chunk | None,
    ) -> None:
        pagination = cast(Pagination, operation.pagination)
        self.operation = operation
        self.arguments = arguments
        self.options = options
        self.answer = reply.answer
        self.info = reply.info
        self.items = _items(operation, pagination, reply)
        total = reach(reply.answer, pagination.total) if pagination.total is not None else None
        self.total = total if isinstance(total, int) and not isinstance(total, bool) else None
        self.before = _before(pagination, arguments, self.items, previous)
        self.seen = _seen(operation, self.items, previous)
        self.next = _next(pagination, self)


def _items(operation: Operation[Any], pagination: Pagination, reply: Reply[Any]) -> list[Any]:
    items = reach(reply.answer, pagination.items)
    if items is None:
        return []
    if not is_list(items):
        raise DecodeError(
            f"{operation.id}: the answer has no list of items",
            status=reply.info.status,
            headers=reply.info.headers,
            request_id=reply.info.request_id,
            operation=operation.id,
            body=reply.answer,
        )
    return list(items)


def _number(arguments: Mapping[str, object], name: str | None) -> int | None:
    value = arguments.get(name) if name is not None else None
    return value if isinstance(value, int) else None


def _before(
    pagination: Pagination, arguments: Mapping[str, object], items: list[Any], previous: Chunk | None
) -> int:
    """How many items of the whole list come before this page."""
    if pagination.style == "offset":
        return _number(arguments, pagination.offset) or 0
    if previous is not None:
        return previous.before + len(previous.items)
    page = _number(arguments, pagination.page)
    size = _number(arguments, pagination.size) or len(items)
    return 0 if page is None else max(page - pagination.first_page, 0) * size


def _seen(operation: Operation[Any], items: list[Any], previous: Chunk | None) -> frozenset[bytes]:
    """Digests of the pages so far. They hold no content."""
    seen: frozenset[bytes] = frozenset() if previous is None else previous.seen
    if not items:
        return seen
    # Loaded only where there is a second page to compare.
    from hashlib import sha256

    kinds: set[type[object]] = {type(item) for item in items}
    for kind in kinds:
        # Older versions of pydantic cannot write what they have read as a part of something else only.
        if issubclass(kind, BaseModel) and not kind.__pydantic_complete__:
            _built = kind.model_rebuild()
    digest = sha256(to_json(items, fallback=repr)).digest()[:16]
    if digest in seen:
        raise PaginationError(
            f"{operation.id}: the provider sent the same page again; stopped instead of going round in circles"
        )
    return seen | {digest}


def _next(pagination: Pagination, chunk: Chunk) -> dict[str, object] | None:
    """The arguments for the next page, or None at the end."""
    count = len(chunk.items)
    if pagination.style == "single" or count == 0:
        return None
    done = chunk.before + count
    if pagination.style == "offset":
        name = pagination.offset
        more = chunk.total is None or done < chunk.total
        limit = _number(chunk.arguments, pagination.limit)
        if chunk.total is None and limit is not None and count < limit:
            more = False
        return {**chunk.arguments, name: done} if more and name is not None else None
    name = pagination.page
    if name is None:
        return None
    if pagination.next is not None:
        more = bool(reach(chunk.answer, pagination.next))
    elif chunk.total is not None:
        more = done < chunk.total
    else:
        size = _number(chunk.arguments, pagination.size)
        more = size is None or count >= size
    page = _number(chunk.arguments, name)
    current = pagination.first_page if page is None else page
    return {**chunk.arguments, name: current + 1} if more else None


def fetch(
    session: Session,
    operation: Operation[Any],
    arguments: Mapping[str, object],
    options: RequestOptions | None,
    previous: Chunk | None = None,
) -> Flow[Chunk]:
    """Fetch one page."""
    reply: Reply[Any] = yield from call(session, operation, arguments, options)
    return Chunk(operation, arguments, options, reply, previous)


def fetch_next(session: Session, chunk: Chunk) -> Flow[Chunk | None]:
    """Fetch the page after another one, if there is one."""
    if chunk.next is None:
        return None
    following = yield from fetch(session, chunk.operation, chunk.next, chunk.options, chunk)
    return following


class _Pages(Generic[T]):
    """What both colours of a page share."""

    __slots__ = ("__clientome_response__", "_chunk")

    def __init__(self, chunk: Chunk) -> None:
        self._chunk = chunk
        self.__clientome_response__: ResponseInfo = chunk.info

    @property
    def items(self) -> list[T]:
        """The items of this page alone."""
        return self._chunk.items

    @property
    def total(self) -> int | None:
        """How many items the whole list has, where the provider tells."""
        return self._chunk.total

    @property
    def has_next(self) -> bool:
        """Whether another page may follow."""
        return self._chunk.next is not None

    @property
    def answer(self) -> Any:
        """The whole answer of this page, with everything beside the items."""
        return self._chunk.answer

    def __repr__(self) -> str:
        total = "unknown" if self.total is None else self.total
        return f"<{type(self).__name__} of {len(self.items)} items, total {total}, has_next={self.has_next}>"


class Page(_Pages[T]):
    """One page of a list. Iterating over it goes over all items, those of later pages included."""

    __slots__ = ("_fetch",)

    def __init__(self, chunk: Chunk, fetch_after: Callable[[Chunk], Chunk | None]) -> None:
        super().__init__(chunk)
        self._fetch = fetch_after

    def next_page(self) -> Page[T] | None:
        """The next page, or None when this is the last."""
        following = self._fetch(self._chunk)
        return None if following is None else Page(following, self._fetch)

    def pages(self) -> Iterator[Page[T]]:
        """This page and all that follow."""
        page: Page[T] | None = self
        while page is not None:
            yield page
            page = page.next_page()

    def __iter__(self) -> Iterator[T]:
        for page in self.pages():
            yield from page.items


class AsyncPage(_Pages[T]):
    """One page of a list. ``async for`` goes over all items, those of later pages included."""

    __slots__ = ("_fetch",)

    def __init__(self, chunk: Chunk, fetch_after: Callable[[Chunk], Awaitable[Chunk | None]]) -> None:
        super().__init__(chunk)
        self._fetch = fetch_after

    async def next_page(self) -> AsyncPage[T] | None:
        """The next page, or None when this is the last."""
        following = await self._fetch(self._chunk)
        return None if following is None else AsyncPage(following, self._fetch)

    async def pages(self) -> AsyncIterator[AsyncPage[T]]:
        """This page and all that follow."""
        page: AsyncPage[T] | None = self
        while page is not None:
            yield page
            page = await page.next_page()

    async def __aiter__(self) -> AsyncIterator[T]:
        async for page in self.pages():
            for item in page.items:
                yield item
