"""Times, as seconds since 1970, and durations."""

from __future__ import annotations

from datetime import UTC, datetime


def iso(time: float | None) -> str | None:
    """A time as ISO 8601 in UTC with whole seconds: 2026-01-31T08:00:00Z. Null stays null."""
    return None if time is None else datetime.fromtimestamp(int(time), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def iso_ms(time: float | None) -> str | None:
    """A time as ISO 8601 in UTC with milliseconds. Null stays null."""
    if time is None:
        return None
    return (
        datetime.fromtimestamp(int(time * 1000) / 1000, UTC)
        .isoformat(timespec="milliseconds")
        .replace("+00:00", "Z")
    )


def iso_us(time: float | None) -> str | None:
    """A time as ISO 8601 in UTC with microseconds. Null stays null."""
    if time is None:
        return None
    return datetime.fromtimestamp(time, UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def date(time: float | None) -> str | None:
    """The day of a time in UTC: 2026-01-31. Null stays null."""
    return None if time is None else datetime.fromtimestamp(time, UTC).strftime("%Y-%m-%d")


def month(time: float | None) -> str | None:
    """The month of a time in UTC: 2026-01. Null stays null."""
    return None if time is None else datetime.fromtimestamp(time, UTC).strftime("%Y-%m")


def epoch(time: float | None) -> int | None:
    """A time as whole seconds since 1970. Null stays null."""
    return None if time is None else int(time)


def time_of(text: str | None) -> float | None:
    """The time that an ISO 8601 date or time means (UTC where it does not say). Null where it is none."""
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()


def seconds(count: float) -> float:
    """A duration."""
    return float(count)


def minutes(count: float) -> float:
    """A duration."""
    return count * 60.0


def hours(count: float) -> float:
    """A duration."""
    return count * 3600.0


def days(count: float) -> float:
    """A duration."""
    return count * 86400.0
