"""From nothing to the first answer, in a fresh interpreter: import, construct, call."""

from __future__ import annotations

from statistics import median

from .children import Contestant, installed_peers, program, server, turns, value_of
from .report import Row, show_times
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
    ours = {package: Contestant(f"clientome.{package}", "sdk", function) for package, function in PAIRS}
    hand = {package: Contestant(f"by hand for {package}", "hand", function) for package, function in PAIRS}
    people = [Contestant(name, "peers", name) for name in installed_peers()]
    everybody = [*ours.values(), *hand.values(), *people]
    times: dict[Contestant, list[list[float]]] = {one: [] for one in everybody}
    with server() as url:
        for one in everybody:
            _compiled = once(one, url)
        for turn in turns(ROUNDS, least=5, budget=50):
            for one in everybody:
                if one not in people or turn < PEER_ROUNDS:
                    times[one].append(once(one, url))
    for one in everybody:
        show_times(one.name, *zip(*times[one], strict=True))
    middle = {one: median(wall for wall, _cpu in times[one]) * 1e3 for one in everybody}
    rows = [
        row(f"construct and first call, {package}", middle[ours[package]], middle[hand[package]], TARGET)
        for package, _function in PAIRS
    ]
    base = middle[hand["genome_computer"]]
    return [*rows, *(row(f"  beside it: {one.name}", middle[one], base) for one in people)]


def row(what: str, own: float, peer: float, target: float | None = None) -> Row:
    """Times against a peer's. With a target, at most that ratio is wanted."""
    texts = f"{own:.0f} ms", f"{peer:.0f} ms", f"{own / peer:.2f}"
    if target is None:
        return Row(what, *texts)
    return Row(what, *texts, f"<= {target:g}", own / peer <= target)
