"""Builds models whose schemas are nested deeper than the stack.

pydantic walks a model and everything it refers to by recursion when the model is first used. A description with a
long chain or circle of schemas needs more room for that than a thread has, so it is done once more in one that has.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from threading import Lock, Thread, local, stack_size
from typing import TypeVar

T = TypeVar("T")

_DEPTH = 200_000
_STACK = 512 << 20
"""Bytes of address space; memory is used as far as the stack grows."""

_lock = Lock()
_here = local()


def build(make: Callable[[], T]) -> T:
    """What `make` returns; it is called again with more room where it ran out of stack."""
    if getattr(_here, "building", False):
        return make()  # inside another one, which begins again
    _here.building = True
    try:
        return make()
    except RecursionError:
        pass
    finally:
        _here.building = False
    made: list[T] = []
    failed: list[BaseException] = []

    def run() -> None:
        _here.building = True
        try:
            made.append(make())
        except BaseException as error:
            failed.append(error)

    # The limit and the size are those of the whole process. Threads that start meanwhile get a larger stack: no harm.
    with _lock:
        depth, size = sys.getrecursionlimit(), stack_size()
        sys.setrecursionlimit(max(depth, _DEPTH))
        try:
            with suppress(ValueError, RuntimeError):
                _ = stack_size(_STACK)
            thread = Thread(target=run, name="clientome-models", daemon=True)
            thread.start()
            thread.join()
        finally:
            with suppress(ValueError, RuntimeError):
                _ = stack_size(size)
            sys.setrecursionlimit(depth)
    if failed:
        raise failed[0]
    return made[0]
