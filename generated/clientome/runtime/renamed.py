"""Former names of methods, arguments and fields: they go on working for a release, and say what to write instead.

A call by a former name does exactly what the same call by the new name does, after one DeprecationWarning that names it.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping

from .types import UNSET


def renamed(former: str, now: str, *, level: int = 3) -> None:
    """Warn that a name has another one now; the warning points at the caller of who calls this."""
    warnings.warn(f"{former} is now {now}; the old name will go away", DeprecationWarning, stacklevel=level)


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


__all__ = ["renamed", "renamed_arguments"]
