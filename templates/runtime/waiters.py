"""The wait methods of resources, in both colours. What waiting needs is loaded when it is first used."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from .frames import guarded
from .operation import Waiter
from .options import RequestOptions
from .session import Session

if TYPE_CHECKING:
    from .client import AsyncClient, Client
    from .waits import Waited, Waits

T = TypeVar("T")


class ResourceWaits:
    """Waiting of a sync resource."""

    _client: Client
    _session: Session

    def _wait(
        self,
        waiter: Waiter[T],
        arguments: Mapping[str, object],
        *,
        timeout: float | None = None,
        on_progress: Callable[[T], object] | None = None,
        options: RequestOptions | None = None,
    ) -> T:
        """Wait for one thing; see :mod:`.waiting`."""
        from .waiting import wait

        return self._client.run(
            wait(self._session, waiter, arguments, timeout=timeout, on_progress=on_progress, options=options)
        )

    def _wait_many(
        self,
        waiter: Waiter[T],
        argument: str,
        ids: Iterable[Any],
        others: Mapping[str, object] | None = None,
        *,
        timeout: float | None = None,
        on_progress: Callable[[Any, T], object] | None = None,
        options: RequestOptions | None = None,
    ) -> Iterator[Waited[T]]:
        """Wait for many things, each given out when it has ended; see :mod:`.waits`.

        ``argument`` is the waiter's argument that takes the ids; ``others`` are its other arguments.
        """
        from .waits import Waits

        waits = Waits(
            self._session,
            waiter,
            argument,
            ids,
            others,
            timeout=timeout,
            on_progress=on_progress,
            options=options,
        )
        return _ended(self._client, waits)


class AsyncResourceWaits:
    """Waiting of an async resource."""

    _client: AsyncClient
    _session: Session

    async def _wait(
        self,
        waiter: Waiter[T],
        arguments: Mapping[str, object],
        *,
        timeout: float | None = None,  # noqa: ASYNC109 - the sync method has it too
        on_progress: Callable[[T], object] | None = None,
        options: RequestOptions | None = None,
    ) -> T:
        """As :meth:`ResourceWaits._wait`."""
        from .waiting import wait

        return await self._client.run(
            wait(self._session, waiter, arguments, timeout=timeout, on_progress=on_progress, options=options)
        )

    def _wait_many(
        self,
        waiter: Waiter[T],
        argument: str,
        ids: Iterable[Any],
        others: Mapping[str, object] | None = None,
        *,
        timeout: float | None = None,
        on_progress: Callable[[Any, T], object] | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncIterator[Waited[T]]:
        """As :meth:`ResourceWaits._wait_many`; ``on_progress`` may be an async function."""
        from .waits import Waits

        waits = Waits(
            self._session,
            waiter,
            argument,
            ids,
            others,
            timeout=timeout,
            on_progress=on_progress,
            options=options,
        )
        return _aended(self._client, waits)


@guarded
def _ended(client: Client, waits: Waits[T]) -> Iterator[Waited[T]]:
    while (ended := client.run(waits.step())) is not None:
        yield ended


@guarded
async def _aended(client: AsyncClient, waits: Waits[T]) -> AsyncIterator[Waited[T]]:
    while (ended := await client.run(waits.step())) is not None:
        yield ended
