"""Tracebacks without variables: error trackers, verbose tracebacks and debuggers show the locals of every frame.

Arguments, credentials and bodies are variables of the methods that handle them, here and in the libraries below. So
what a method of the public surface raises leaves it with the places kept (file, line, function) and the variables
cleared. Rules:

- Frames of callers are not touched: neither those above the method nor those of their callbacks below it.
- All frames in between are cleared, of this package, of libraries and of the standard library.
- The same holds for causes, contexts and the members of groups. What a ``raise ... from None`` hides is dropped:
  pydantic's errors, for example, keep what they have refused.
- Nothing changes for calls that succeed.
"""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import AsyncGenerator, Callable, Coroutine, Generator
from contextlib import suppress
from functools import wraps
from types import FrameType, TracebackType
from typing import Any, TypeVar, cast

F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")

_OURS = f"{__name__.partition('.')[0]}."
_STANDARD = os.path.dirname(os.__file__) + os.sep


def _is_callers(frame: FrameType) -> bool:
    """Whether a frame below a public method is one of a callback, in code that is not installed as a library."""
    if str(frame.f_globals.get("__name__", "")).startswith(_OURS):
        return False
    file = str(frame.f_globals.get("__file__") or frame.f_code.co_filename)
    return not (f"-packages{os.sep}" in file or file.startswith((_STANDARD, "<frozen ")))


def _clear(trace: TracebackType | None, method: FrameType | None) -> None:
    while trace is not None:
        frame = trace.tb_frame
        if frame is method or not _is_callers(frame):
            # One that still runs cannot be: the frame that calls this, or one of another thread.
            with suppress(RuntimeError):
                frame.clear()
        trace = trace.tb_next


def _below(trace: TracebackType | None) -> FrameType | None:
    """The frame of the method itself, which may be in a module of any name; the first is the guard's."""
    return trace.tb_next.tb_frame if trace is not None and trace.tb_next is not None else None


def callers_trace(trace: TracebackType | None) -> TracebackType | None:
    """The part of a traceback that begins in code of the caller; None where there is none."""
    while trace is not None and not _is_callers(trace.tb_frame):
        trace = trace.tb_next
    return trace


def forget(error: BaseException, outer: BaseException | None = None) -> None:
    """Clear the variables of an error that leaves a public method. What the caller was handling is his: ``outer``."""
    method = _below(error.__traceback__)
    stack: list[BaseException | None] = [error]
    seen: set[int] = {id(outer)}
    while stack:
        one = stack.pop()
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        _clear(one.__traceback__, method)
        if one.__suppress_context__ and one.__context__ is not one.__cause__ and one.__context__ is not outer:
            one.__context__ = None
        stack += [one.__cause__, one.__context__]
        if isinstance(one, BaseExceptionGroup):
            stack += cast("BaseExceptionGroup[BaseException]", one).exceptions


def guarded(function: F) -> F:
    """The function, whose errors carry no variables: a plain one, a coroutine, a generator or an async generator."""
    guard: Any
    if inspect.isasyncgenfunction(function):
        guard = _asyncgen(function)
    elif inspect.iscoroutinefunction(function):
        guard = _coroutine(function)
    elif inspect.isgeneratorfunction(function):
        guard = _generator(function)
    else:
        guard = _plain(function)
    return cast(F, wraps(function)(guard))


def guard_methods(kind: type[T]) -> type[T]:
    """The class, with its public methods and its constructor guarded."""
    for name, member in list(vars(kind).items()):
        if inspect.isfunction(member) and (name == "__init__" or not name.startswith("_")):
            setattr(kind, name, guarded(member))
    return kind


def _plain(function: Callable[..., Any]) -> Callable[..., Any]:
    def call(*args: Any, **kwargs: Any) -> Any:
        __tracebackhide__ = True
        outer = sys.exception()
        try:
            return function(*args, **kwargs)
        except BaseException as error:
            del args, kwargs
            forget(error, outer)
            raise

    return call


def _coroutine(
    function: Callable[..., Coroutine[Any, Any, Any]],
) -> Callable[..., Coroutine[Any, Any, Any]]:
    async def call(*args: Any, **kwargs: Any) -> Any:
        __tracebackhide__ = True
        outer = sys.exception()
        try:
            return await function(*args, **kwargs)
        except BaseException as error:
            del args, kwargs
            forget(error, outer)
            raise

    return call


def _generator(
    function: Callable[..., Generator[Any, Any, Any]],
) -> Callable[..., Generator[Any, Any, Any]]:
    def call(*args: Any, **kwargs: Any) -> Generator[Any, Any, Any]:
        __tracebackhide__ = True
        outer = sys.exception()
        try:
            return (yield from function(*args, **kwargs))
        except BaseException as error:
            del args, kwargs
            forget(error, outer)
            raise

    return call


def _asyncgen(function: Callable[..., AsyncGenerator[Any, Any]]) -> Callable[..., AsyncGenerator[Any, Any]]:
    async def call(*args: Any, **kwargs: Any) -> AsyncGenerator[Any, Any]:
        __tracebackhide__ = True
        outer = sys.exception()
        items = function(*args, **kwargs)
        item: Any = None
        try:
            try:
                async for item in items:
                    yield item
            finally:
                await items.aclose()
        except BaseException as error:
            del args, kwargs, item
            forget(error, outer)
            raise

    return call
