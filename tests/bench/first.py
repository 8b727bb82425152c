"""From nothing to the first answer, in a fresh interpreter: import, construct, call."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from .children import Contestant, program, server, turns, usable_peers, value_of
from .report import Row, quartiles, show_times
from .worker import TOOLS

PAIRS = (("subseq", "job"), ("genome_computer", "order"), ("galatea", "ancestry"))
ROUNDS, PEER_ROUNDS, TARGET = 15, 5, 1.15
CODE = """
import sys, time
for name in {hidden!r}: sys.modules[name] = None
start, cpu = time.perf_counter(), time.process_time()
from tests.bench.{module} import {function}
answer = {function}("{url}")()
print([time.perf_counter() - start, time.process_time() - cpu])
"""


def once(contestant: Contestant, url: str) -> list[float]:
    """Seconds and processor time from the first import to the first answer; the interpreter's own start is not in."""
    hidden = () if contestant.module == "peers" else TOOLS
    code = CODE.format(module=contestant.module, function=contestant.function, url=url, hidden=hidden)
    return value_of(program("-c", code, python=contestant.python))


def measure() -> list[Row]:
    """Rows of this part."""
    pairs = {
        package: (
            Contestant(f"clientome.{package}", "sdk", function),
            Contestant(f"by hand for {package}", "hand", function),
        )
        for package, function in PAIRS
    }
    people = usable_peers()
    everybody = [*(one for pair in pairs.values() for one in pair), *people]
    times: dict[Contestant, list[list[float]]] = {one: [] for one in everybody}
    with server() as url:
        for one in everybody:
            _compiled = once(one, url)
        for turn in turns(ROUNDS, least=7, budget=35):
            for one in everybody if turn % 2 else reversed(everybody):
                if one not in people or turn < PEER_ROUNDS:
                    times[one].append(once(one, url))
    for one in everybody:
        show_times(one.name, *zip(*times[one], strict=True))
    rows = [
        row(f"construct and first call, {package}", times[own], times[hand], TARGET)
        for package, (own, hand) in pairs.items()
    ]
    base = times[pairs["genome_computer"][1]]
    return [*rows, *(row(f"  beside it: {one.name}", times[one], base) for one in people)]


def row(
    what: str, own: Sequence[Sequence[float]], peer: Sequence[Sequence[float]], target: float | None = None
) -> Row:
    """Times against a peer's, round by round. With a target, at most that ratio is wanted."""
    low, ratio, high = quartiles([mine[0] / other[0] for mine, other in zip(own, peer, strict=False)])
    cpu = median(one[1] for one in own) / median(one[1] for one in peer)
    print(f"  {what:<40} ratio {ratio:.2f} ({low:.2f} to {high:.2f}); CPU ratio {cpu:.2f}")
    texts = f"{median(one[0] for one in own) * 1e3:.0f} ms", f"{median(one[0] for one in peer) * 1e3:.0f} ms"
    if target is None:
        return Row(what, *texts, f"{ratio:.2f}")
    return Row(what, *texts, f"{ratio:.2f}", f"<= {target:g}", ratio <= target)
