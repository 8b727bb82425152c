"""Former names of methods, arguments and fields: they go on working for a release, and say what to write instead.

A call by a former name does exactly what the same call by the new name does, after one DeprecationWarning that names it.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from functools import wraps
from inspect import iscoroutinefunction
from typing import Any, TypeVar, cast

from .types import UNSET

Method = TypeVar("Method", bound=Callable[..., Any])


def renamed(former: str, now: str, *, level: int = 3) -> None:
    """Warn that a name has another one now; the warning points at the caller of who calls this."""
    warnings.warn(f"{former} is now {now}; the old name will go away", DeprecationWarning, stacklevel=level)


def former_method(former: str, now: str, function: Method) -> Method:
    """A method under a former name: the same, after a warning."""

    def sync(*args: Any, **kwargs: Any) -> Any:
        renamed(former, now)
        return function(*args, **kwargs)

    async def asynchronous(*args: Any, **kwargs: Any) -> Any:
        renamed(former, now)
        return await function(*args, **kwargs)

    alias = wraps(function)(asynchronous if iscoroutinefunction(function) else sync)
    alias.__name__ = former.rpartition(".")[2]
    alias.__doc__ = f"Deprecated: use `{now}`, which takes and returns the same."
    return cast(Method, alias)


def renamed_arguments(
    method: str, arguments: dict[str, object], former: Mapping[str, tuple[str, object]]
) -> dict[str, object]:
    """The arguments of a method with those that were given by a former name, each of which is warned about.

    Raises TypeError where one is given by both names.
    """
    given = dict(arguments)
    for name, (now, value) in former.items():
        if value is UNSET:
            continue
        if given.get(now) is not None and given.get(now) is not UNSET:
            raise TypeError(f"{method}() got both {now} and {name}, its former name; give {now} only")
        renamed(f"{method}({name})", now, level=4)
        given[now] = value
    return given


__all__ = ["former_method", "renamed", "renamed_arguments"]
