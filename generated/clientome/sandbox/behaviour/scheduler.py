"""What happens between requests: due transitions, and the sending of webhooks."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Any

from .webhooks import Delivery

if TYPE_CHECKING:
    from .engine import Engine

TOGETHER = 16
PATIENCE = 10.0
SLOWEST = 5.0


class Scheduler:
    """A task of the running event loop; made anew where another loop runs."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None
        self._event: asyncio.Event | None = None
        self._next: Any = None

    def start(self) -> None:
        """Begin, unless it runs already."""
        loop = asyncio.get_running_loop()
        if self._loop is loop and self._task is not None and not self._task.done():
            return
        self._loop, self._event = loop, asyncio.Event()
        self._task = loop.create_task(self._run(self._event))

    def wake(self) -> None:
        """Look at the clock again, where something is due at another time than before."""
        if self._event is not None and (
            self._engine.hooks.waiting or self._engine.store.next_timer() is not self._next
        ):
            self._event.set()

    def wake_from_thread(self) -> None:
        """As :meth:`wake`, from another thread than the loop's."""
        loop, event = self._loop, self._event
        if loop is not None and event is not None and not loop.is_closed():
            _ = loop.call_soon_threadsafe(event.set)

    async def stop(self) -> None:
        """End."""
        if self._task is not None:
            _ = self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _run(self, event: asyncio.Event) -> None:
        engine = self._engine
        while True:
            event.clear()
            with engine.lock:
                _ = engine.catch_up(engine.clock.now())
                self._next = engine.store.next_timer()
            if engine.hooks.waiting:
                await self._deliver()
                continue
            delay = SLOWEST if self._next is None else min(engine.clock.real_delay(self._next.due), SLOWEST)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(max(delay, 0.005)):
                    _ = await event.wait()

    async def _deliver(self) -> None:
        import httpx

        limits = httpx.Limits(max_connections=TOGETHER)
        async with httpx.AsyncClient(timeout=PATIENCE, limits=limits, trust_env=False) as client:
            while batch := self._batch():
                _ = await asyncio.gather(*(self._post(client, one) for one in batch))

    def _batch(self) -> list[Delivery]:
        found: list[Delivery] = []
        with self._engine.lock:
            while len(found) < TOGETHER and (one := self._engine.hooks.next()) is not None:
                found.append(one)
        return found

    async def _post(self, client: Any, delivery: Delivery) -> None:
        status: int | None = None
        try:
            answer = await client.post(delivery.url, content=delivery.body, headers=dict(delivery.headers))
            status = int(answer.status_code)
        except Exception:
            # Whatever stands there: it did not answer, and will be asked again.
            status = None
        self._engine.hooks.done(delivery.id, status)


def deliver(engine: Engine) -> int:
    """Send what is due now, for those who run no event loop; the number of attempts."""
    import httpx

    count = 0
    with engine.lock:
        _ = engine.catch_up(engine.clock.now())
    with httpx.Client(timeout=PATIENCE, trust_env=False) as client:
        while (one := engine.hooks.next()) is not None:
            status: int | None = None
            with contextlib.suppress(httpx.HTTPError):
                status = client.post(one.url, content=one.body, headers=dict(one.headers)).status_code
            engine.hooks.done(one.id, status)
            count += 1
    return count
