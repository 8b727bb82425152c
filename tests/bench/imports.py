"""What importing a provider's package costs, and what it must not load."""

from __future__ import annotations

from statistics import median

from .children import Finished, program, turns, value_of
from .report import Row, show_times

PACKAGES = ("subseq", "genome_computer", "galatea")
HEAVY = ("httpx", "pydantic", "asyncio")
ROUNDS, TARGET = 25, 10.0
CODE = "import time; start = time.perf_counter(); import clientome.{}; print(time.perf_counter() - start)"


def measure() -> list[Row]:
    """Rows of this part. The clock runs inside: starting a process takes longer, and varies more, than the import."""
    codes = {"": "pass", **{name: CODE.format(name) for name in PACKAGES}}
    runs: dict[str, list[Finished]] = {name: [program("-c", code)] for name, code in codes.items()}
    for _turn in turns(ROUNDS, least=15, budget=20):
        for name, code in codes.items():
            runs[name].append(program("-c", code))
    rows: list[Row] = []
    for name in codes:
        # The first one compiles.
        later = runs[name][1:]
        label = f"process: import clientome.{name}" if name else "process: nothing imported"
        show_times(label, [one.seconds for one in later], [one.cpu for one in later])
        if name:
            times = sorted(value_of(one) * 1e3 for one in later)
            extra = median(times)
            print(f"    the import alone {extra:.1f} ms ({times[0]:.1f} to {times[-1]:.1f})")
            texts = f"+{extra:.1f} ms", "", "", f"<= +{TARGET:g} ms"
            rows.append(Row(f"import clientome.{name}", *texts, extra <= TARGET))
    return [*rows, *map(loaded, PACKAGES)]


def loaded(name: str) -> Row:
    """Whether an import brings something heavy with it."""
    code = f"import clientome.{name}, sys, json; print(json.dumps(sorted(set({HEAVY!r}) & set(sys.modules))))"
    found: list[str] = value_of(program("-c", code))
    what = f"  heavy modules after import clientome.{name}"
    return Row(what, ", ".join(found) or "none", ", ".join(HEAVY), "", "none", not found)
