"""Which part of the version must move.

From 1.0: what is breaking moves the first part, what is new, deprecated or risky the second, the rest the third. In
0.x the parts stand one place further right: what is breaking moves the second part, everything else the third.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import IntEnum

from ..diff.changes import Change, Section, Severity

Version = tuple[int, int, int]


class Part(IntEnum):
    """A part of a version; the larger, the more it says."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3


def needed(changes: Iterable[Change], *, zero: bool = False) -> Part:
    """The part that some changes move at least; `zero` is for versions 0.x."""
    part = Part.NONE
    for change in changes:
        if change.severity is Severity.BREAKING:
            part = max(part, Part.MAJOR)
        elif change.severity is Severity.RISKY or change.rule.section in (Section.ADDED, Section.DEPRECATED):
            part = max(part, Part.MINOR)
        else:
            part = max(part, Part.PATCH)
    return {Part.MAJOR: Part.MINOR, Part.MINOR: Part.PATCH}.get(part, part) if zero else part


def read_version(text: str) -> Version | None:
    """`1.2.3` as numbers, with or without a `v`; None where it is no such version."""
    found = re.fullmatch(r"v?(\d+)\.(\d+)\.(\d+)", text.strip())
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def moved(old: Version, new: Version) -> Part:
    """The part that moved from one version to a later one; NONE where it did not grow."""
    if new <= old:
        return Part.NONE
    return Part.MAJOR if new[0] > old[0] else Part.MINOR if new[1] > old[1] else Part.PATCH


def following(old: Version, part: Part) -> Version:
    """The next version when a part moves."""
    match part:
        case Part.MAJOR:
            return old[0] + 1, 0, 0
        case Part.MINOR:
            return old[0], old[1] + 1, 0
        case Part.PATCH:
            return old[0], old[1], old[2] + 1
        case Part.NONE:
            return old


def spelt(version: Version) -> str:
    """`1.2.3`."""
    return ".".join(map(str, version))
