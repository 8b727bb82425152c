"""Lists that come in pages.

Rules:

- Iterating over a page goes over its items and those of all later pages, fetching each page when it is needed.
- ``page``: the next page has the next number, as long as the answer says that there is one; where the answer says
  nothing, until the total is reached or a page is empty or shorter than asked for.
- ``offset``: the next page starts after the items that came, until the total is reached or a page is empty.
- ``single``: there is one page.
- A page whose items were all seen before in the same order ends in PaginationError: the provider ignores the page
  number, and going on would never end.
- Where the description names the id of an item (``key``), each item is given once, although rows move while pages are
  read. New rows push others to a later page: these come again and are left out. Removed rows (what was cancelled is
  no longer pending) pull others to a page that was read already: it is read again. ``offset`` asks for the last row once
  more, so that every shift shows; numbered pages cannot, and notice it only by a smaller total.
- That rows moved is reported once, in ``moved`` and in the log.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Iterator, Mapping
from datetime import datetime
from typing import Any, Generic, TypeVar, cast
from uuid import UUID

from pydantic import BaseModel
from pydantic_core import to_json

from .base.errors import DecodeError, NotFoundError, PaginationError
from .base.frames import guarded
from .base.guards import is_list
from .base.info import ResponseInfo
from .base.options import RequestOptions
from .call.call import Reply, call
from .call.decode import reach
from .call.session import Session
from .flow.effects import Flow
from .http.logs import logger
from .spec.operation import Operation, Pagination

T = TypeVar("T")


class PageData:
    """One page as flows see it: items, total, the arguments that fetched it and those that fetch the next.

    ``ids`` are those of the items so far, with the page that brought them; ``reread`` are the arguments of an earlier
    page that must be read again, because rows have moved.
    """

    __slots__ = (
        "_ids_taken",
        "answer",
        "arguments",
        "before",
        "count",
        "digests",
        "ids",
        "info",
        "items",
        "moved",
        "next",
        "number",
        "operation",
        "options",
        "reread",
        "total",
    )

    def __init__(
        self,
        operation: Operation[Any],
        arguments: Mapping[str, object],
        options: RequestOptions | None,
        reply: Reply[Any],
        previous: PageData | None,
    ) -> None:
        pagination = cast(Pagination, operation.pagination)
        self.operation = operation
        self.arguments = arguments
        self.options = options
        self.answer = reply.answer
        self.info = reply.info
        found = _items(operation, pagination, reply)
        self.count = len(found)
        self.number: int = 1 if previous is None else previous.number + 1
        self.ids = previous.ids_for_next() if previous is not None else {}
        self._ids_taken = False
        self.moved: bool = previous is not None and previous.moved
        self.items: list[Any] = found
        total = reach(reply.answer, pagination.total) if pagination.total is not None else None
        self.total = total if isinstance(total, int) and not isinstance(total, bool) else None
        self.before = _before(pagination, arguments, found, previous)
        self.digests = _digests(operation, found, previous, self.total)
        self.next = _next(pagination, self)
        self.reread: dict[str, object] | None = None
        if pagination.key:
            self._drop_repeated(pagination, previous)

    def ids_for_next(self) -> dict[Hashable, int]:
        """The ids of this page and those before it, for the next page. A second next page gets a copy."""
        if not self._ids_taken:
            self._ids_taken = True
            return self.ids
        return {id: number for id, number in self.ids.items() if number <= self.number}

    def _drop_repeated(self, pagination: Pagination, previous: PageData | None) -> None:
        """Leave out the items of earlier pages, and find out whether rows have moved since."""
        ids = [_id(pagination, item) for item in self.items]
        known = [id in self.ids for id in ids]
        if previous is not None:
            # Rows of the previous page that were asked for again.
            overlap = int(self.before < previous.before + previous.count)
            gone = _removed_rows(self, previous, known, overlap)
            self.reread = _page_to_reread(pagination, self, previous, gone) if gone else None
            changed = None not in (self.total, previous.total) and self.total != previous.total
            if (changed or gone or any(known[overlap:])) and not self.moved:
                self.moved = True
                logger.warning(
                    "%s: rows of the list moved while its pages were read; each is given once",
                    self.operation.id,
                )
        items: list[Any] = [] if self.reread else self.items
        self.items = []
        for item, id in zip(items, ids, strict=False):
            if id is None or id not in self.ids:
                self.items.append(item)
            if id is not None:
                _page = self.ids.setdefault(id, self.number)


def _id(pagination: Pagination, item: Any) -> Hashable:
    """The id of an item; None where it has none, so that it is given as often as it comes."""
    found = tuple(reach(item, path) for path in pagination.key)
    if None in found[:1]:
        return None
    return tuple(value if isinstance(value, (str, int, UUID, datetime)) else repr(value) for value in found)


def _removed_rows(page: PageData, previous: PageData, known: list[bool], overlap: int) -> int:
    """At least how many rows before this page were removed, so that later rows moved to earlier pages."""
    if page.before == 0:
        return 0
    if overlap:
        # The first row is known: nothing before it is missing.
        return 0 if known[:1] == [True] else 1
    if page.total is not None and previous.total is not None:
        return max(previous.total - page.total, 0)
    return 0


def _page_to_reread(
    pagination: Pagination, page: PageData, previous: PageData, gone: int
) -> dict[str, object] | None:
    """The arguments of the page to read again, before this one."""
    size = max(previous.count, page.count, 1)
    if pagination.style == "offset":
        name, first = pagination.offset, max(page.before - size, 0)
        return None if name is None else {**page.arguments, name: first}
    name = pagination.page
    current = _number(page.arguments, name)
    if name is None or current is None or current <= pagination.first_page:
        return None
    return {**page.arguments, name: max(current - -(-gone // size), pagination.first_page)}


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
    pagination: Pagination, arguments: Mapping[str, object], items: list[Any], previous: PageData | None
) -> int:
    """How many items of the whole list come before this page."""
    if pagination.style == "offset":
        return _number(arguments, pagination.offset) or 0
    page = _number(arguments, pagination.page)
    size = _number(arguments, pagination.size) or len(items)
    if previous is not None:
        last = _number(previous.arguments, pagination.page) or pagination.first_page
        if page is None or page > last:
            return previous.before + previous.count
        # A page that is read again.
        size = _number(arguments, pagination.size) or previous.before // max(last - pagination.first_page, 1)
    return 0 if page is None else max(page - pagination.first_page, 0) * size


def _digests(
    operation: Operation[Any], items: list[Any], previous: PageData | None, total: int | None
) -> frozenset[bytes]:
    """Digests of the pages so far, without any content."""
    # A page that is read again may be the same.
    seen: frozenset[bytes] = frozenset() if previous is None or previous.reread else previous.digests
    if not items:
        return seen
    # Not needed by those who read no lists.
    from hashlib import sha256

    kinds: set[type[object]] = {type(item) for item in items}
    for kind in kinds:
        # Older pydantic cannot serialize a nested model whose build was deferred.
        if issubclass(kind, BaseModel) and not kind.__pydantic_complete__:
            _built = kind.model_rebuild()
    digest = sha256(to_json(items, fallback=repr)).digest()[:16]
    # A page of new rows pushes the whole page down: with ids that is not a loop yet.
    pushed = previous is not None and previous.ids and (previous.items or total != previous.total)
    if digest in seen and not pushed:
        raise PaginationError(
            f"{operation.id}: the provider sent the same page again; stopped instead of going round in circles"
        )
    return seen | {digest}


def _next(pagination: Pagination, page: PageData) -> dict[str, object] | None:
    """The arguments for the next page, or None at the end."""
    count = page.count
    if pagination.style == "single" or count == 0:
        return None
    done = page.before + count
    if pagination.style == "offset":
        name = pagination.offset
        more = page.total is None or done < page.total
        limit = _number(page.arguments, pagination.limit)
        if page.total is None and limit is not None and count < limit:
            more = False
        # With ids the last row is asked for again: another one in its place shows that rows have moved.
        overlap = int(bool(pagination.key) and count > 1 and _id(pagination, page.items[-1]) is not None)
        return {**page.arguments, name: done - overlap} if more and name is not None else None
    name = pagination.page
    if name is None:
        return None
    if pagination.next is not None:
        more = bool(reach(page.answer, pagination.next))
    elif page.total is not None:
        more = done < page.total
    else:
        size = _number(page.arguments, pagination.size)
        more = size is None or count >= size
    number = _number(page.arguments, name)
    current = pagination.first_page if number is None else number
    return {**page.arguments, name: current + 1} if more else None


def fetch(
    session: Session,
    operation: Operation[Any],
    arguments: Mapping[str, object],
    options: RequestOptions | None,
    previous: PageData | None = None,
) -> Flow[PageData]:
    """Fetch one page."""
    reply: Reply[Any] = yield from call(session, operation, arguments, options)
    return PageData(operation, arguments, options, reply, previous)


def fetch_next(session: Session, page: PageData) -> Flow[PageData | None]:
    """Fetch the page after another one, if there is one."""
    arguments = page.next
    while arguments is not None:
        try:
            following = yield from fetch(session, page.operation, arguments, page.options, page)
        except NotFoundError:
            # So many rows were removed that the page does not exist any more.
            arguments = _page_before(page, arguments)
            if arguments is None:
                raise
            continue
        if following.reread is None:
            return following
        page, arguments = following, following.reread
    return None


def _page_before(page: PageData, arguments: Mapping[str, object]) -> dict[str, object] | None:
    """The page before one that does not exist, which must be read again; None where that makes no sense."""
    pagination = cast(Pagination, page.operation.pagination)
    offset = pagination.style == "offset"
    name = pagination.offset if offset else pagination.page
    place, first = _number(arguments, name), 0 if offset else pagination.first_page
    if not pagination.key or name is None or place is None or place <= first:
        return None
    return {**arguments, name: max(place - (max(page.count, 1) if offset else 1), first)}


class _Pages(Generic[T]):
    """What sync and async pages share."""

    __slots__ = ("__clientome_response__", "_data")

    def __init__(self, page: PageData) -> None:
        self._data = page
        self.__clientome_response__: ResponseInfo = page.info

    @property
    def items(self) -> list[T]:
        """The items of this page alone."""
        return self._data.items

    @property
    def total(self) -> int | None:
        """How many items the whole list has, where the provider tells."""
        return self._data.total

    @property
    def has_next(self) -> bool:
        """Whether another page may follow."""
        return self._data.next is not None

    @property
    def moved(self) -> bool:
        """Whether rows came into the list or left it while its pages were read, as far as could be seen.

        Each item is given once all the same. Of numbered pages (``page=``) a row may be missed where as many rows
        came as went.
        """
        return self._data.moved

    @property
    def answer(self) -> Any:
        """The whole answer of this page, with everything beside the items."""
        return self._data.answer

    def __repr__(self) -> str:
        total = "unknown" if self.total is None else self.total
        return f"<{type(self).__name__} of {len(self.items)} items, total {total}, has_next={self.has_next}>"


class Page(_Pages[T]):
    """One page of a list. Iterating over it goes over all items, those of later pages included."""

    __slots__ = ("_fetch",)

    def __init__(self, page: PageData, fetch_after: Callable[[PageData], PageData | None]) -> None:
        super().__init__(page)
        self._fetch = fetch_after

    @guarded
    def next_page(self) -> Page[T] | None:
        """The next page, or None when this is the last."""
        following = self._fetch(self._data)
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

    def __init__(self, page: PageData, fetch_after: Callable[[PageData], Awaitable[PageData | None]]) -> None:
        super().__init__(page)
        self._fetch = fetch_after

    @guarded
    async def next_page(self) -> AsyncPage[T] | None:
        """The next page, or None when this is the last."""
        following = await self._fetch(self._data)
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
                # The frame must not hold the item when fetching the next page fails.
                del item
