"""`python -m tests.bench [PART ...]`: measure and print one table. The exit code is 0 whatever the figures are."""

from __future__ import annotations

import argparse
import os
import platform
import time
from collections.abc import Callable

from . import (
    comparing,
    concurrent,
    downloading,
    first,
    generation,
    imports,
    memory,
    paying,
    shell,
    standin,
    sync,
    uploading,
    waiting,
)
from .report import Row, table

PARTS: dict[str, tuple[str, Callable[[], list[Row]]]] = {
    "sync": ("one connection, one call after the other", sync.measure),
    "concurrent": ("many calls at once under asyncio", concurrent.measure),
    "imports": ("import of a provider's package", imports.measure),
    "first": ("from a fresh interpreter to the first answer", first.measure),
    "memory": ("resident memory", memory.measure),
    "paying": ("a paid call with and without a state file", paying.measure),
    "downloading": ("a large file to a path, verified", downloading.measure),
    "waiting": ("waits for many jobs at once, on a clock of their own", waiting.measure),
    "uploading": ("uploads of a large file and of a folder", uploading.measure),
    "shell": ("a command in a shell", shell.measure),
    "standin": ("the sandbox", standin.measure),
    "generation": ("the generator", generation.measure),
    "comparing": ("diff and drift", comparing.measure),
}


def show_machine() -> None:
    """What the figures depend on."""
    load, cores = os.getloadavg()[0], os.cpu_count() or 1
    print(f"Python {platform.python_version()}, {cores} cores, load {load:.1f}")
    if load > cores / 2:
        print("Other programs are busy: times are longer and ratios nearer to 1 than on a quiet machine.")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    _ = parser.add_argument(
        "parts", nargs="*", metavar="PART", help=f"one of {', '.join(PARTS)}; all by default"
    )
    chosen: list[str] = parser.parse_args().parts
    unknown = [name for name in chosen if name not in PARTS]
    if unknown:
        parser.error(f"no part {', '.join(unknown)}; there are: {', '.join(PARTS)}")
    show_machine()
    start = time.perf_counter()
    rows: list[Row] = []
    for name in chosen or PARTS:
        title, measure = PARTS[name]
        print(f"\n{name}: {title}", flush=True)
        try:
            rows += measure()
        except (RuntimeError, OSError) as error:
            last = str(error).strip().splitlines()[-3:]
            print("\n    ".join(["  could not be measured:", *last]))
            rows.append(Row(f"{name} (could not be measured)", "", holds=False))
    missed = sum(row.holds is False for row in rows)
    print(f"\n{table(rows)}\n")
    print(
        f"{missed} of {sum(row.holds is not None for row in rows)} targets missed; {time.perf_counter() - start:.0f} s"
    )


if __name__ == "__main__":
    main()
