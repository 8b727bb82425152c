"""What a maintainer waits for: `diff` of two big descriptions, `drift` on a page of ten megabytes."""

from __future__ import annotations

from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.support import generator_big as big
from tests.support.generator_drift import Weavery, long_text_of

from .children import Finished, program, turns
from .report import Row, show_times

ROUNDS = 3
SECONDS = 5.0
# "In seconds": more than this is no answer to wait for.
PAGE_SECONDS = 15.0
READ = "import sys, yaml; [yaml.load(open(name), yaml.CSafeLoader) for name in sys.argv[1:]]"


def measure() -> list[Row]:
    """Rows of this part."""
    with TemporaryDirectory(prefix="bench-") as folder:
        scratch = Path(folder)
        return [*(_diff(scratch, suffix) for suffix in ("json", "yaml")), *_pages(scratch)]


def _diff(scratch: Path, suffix: str) -> Row:
    old, new = big.write_both(scratch, suffix)
    runs: list[Finished] = []
    read: list[float] = []
    for _turn in turns(ROUNDS, least=1, budget=20):
        run = program("-m", "generator", "diff", str(old), str(new))
        if "request-length-tightened" not in run.text:
            raise RuntimeError("diff did not find the difference")
        runs.append(run)
        read.append(program("-c", READ, str(old), str(new)).seconds)
    what = f"diff of two big descriptions, {suffix.upper()}"
    seconds = [run.seconds for run in runs]
    show_times(what, seconds, [run.cpu for run in runs])
    ours, peer = median(seconds), median(read)
    return Row(
        f"{what}; peer: libyaml reads them",
        f"{ours:.1f} s",
        f"{peer:.1f} s",
        f"{ours / peer:.2f}",
        f"<= {SECONDS:g} s",
        ours <= SECONDS,
    )


def _pages(scratch: Path) -> list[Row]:
    rows: list[Row] = []
    for form in ("tables", "prose", "languages"):
        _ = Weavery.make(scratch, form)
        page = scratch / f"{form}.txt"
        _ = page.write_text(long_text_of(form), encoding="utf-8")
        run = program("-m", "generator", "drift", form, "--specs", str(scratch), "--docs", str(page))
        rows.append(
            Row(
                f"drift on {page.stat().st_size / 1e6:.0f} MB, {form}",
                f"{run.seconds:.1f} s",
                "",
                "",
                f"<= {PAGE_SECONDS:g} s",
                run.seconds <= PAGE_SECONDS,
            )
        )
    return rows
