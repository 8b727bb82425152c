"""Rows of the table, and the figures of rounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from .children import Round

HEADINGS = ("what", "ours", "peer", "ratio", "target", "holds")


@dataclass(frozen=True)
class Row:
    """One line of the table. ``holds`` is None where a figure is only shown."""

    what: str
    ours: str
    peer: str = ""
    ratio: str = ""
    target: str = ""
    holds: bool | None = None

    def cells(self) -> tuple[str, ...]:
        """The line as texts."""
        verdict = "" if self.holds is None else "yes" if self.holds else "no"
        return (self.what, self.ours, self.peer, self.ratio, self.target, verdict)


def rates(rounds: Sequence[Round]) -> float:
    """Median calls per second."""
    return median(one.rate for one in rounds)


def ratios(ours: Sequence[Round], peers: Sequence[Round]) -> list[float]:
    """Calls per second against the peer's, round by round."""
    return [own.rate / peer.rate for own, peer in zip(ours, peers, strict=True)]


def speed_row(what: str, ours: Sequence[Round], peer: Sequence[Round], target: float | None = None) -> Row:
    """Calls per second against a peer's. With a target, at least that ratio is wanted."""
    ratio = median(ratios(ours, peer))
    return Row(
        what,
        f"{rates(ours):,.0f}/s",
        f"{rates(peer):,.0f}/s",
        f"{ratio:.2f}",
        "" if target is None else f">= {target:g}",
        None if target is None else ratio >= target,
    )


def show_rounds(name: str, rounds: Sequence[Round], peer: Sequence[Round]) -> None:
    """How much the rounds differ, and the ratio of processor time, which a busy machine disturbs least."""
    each, against = quartiles([one.rate for one in rounds]), quartiles(ratios(rounds, peer))
    own, other = (median(one.cpu / one.calls for one in some) * 1e6 for some in (rounds, peer))
    print(
        f"  {name:<40} {each[1]:>8,.0f} calls/s ({each[0]:,.0f} to {each[2]:,.0f}), "
        f"ratio {against[1]:.2f} ({against[0]:.2f} to {against[2]:.2f}); "
        f"CPU {own:,.0f} us a call, ratio {other / own:.2f}"
    )


def quartiles(values: Sequence[float]) -> tuple[float, float, float]:
    """The middle value and those that half of all lie between."""
    low, middle, high = quantiles(values, n=4, method="inclusive")
    return low, middle, high


def show_times(name: str, seconds: Sequence[float], cpu: Sequence[float]) -> None:
    """Median and spread of repeated times."""
    times = sorted(seconds)
    print(
        f"  {name:<40} {median(times) * 1e3:>8.1f} ms ({times[0] * 1e3:.1f} to {times[-1] * 1e3:.1f}), "
        f"{len(times)} times; CPU {median(cpu) * 1e3:.1f} ms, at least {min(cpu) * 1e3:.1f}"
    )


def table(rows: Sequence[Row]) -> str:
    """All rows under their headings."""
    lines = [HEADINGS, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]

    def text(cells: Sequence[str]) -> str:
        first, *rest = cells
        padded = [cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True)]
        return "  ".join([first.ljust(widths[0]), *padded]).rstrip()

    return "\n".join([text(HEADINGS), text(["-" * width for width in widths]), *map(text, lines[1:])])
