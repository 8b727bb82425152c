"""Uploads of one large file and of a folder of many, against httpx by hand with the same files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from .children import ENVIRONMENT, ROOT
from .report import Row

SIZE = 1 << 30
FILES, EACH = 20_000, 50_000
ROUNDS = 3
RATIO, MEMORY, OPEN = 1.15, 40.0, 64


@contextmanager
def _server() -> Iterator[str]:
    command = [sys.executable, "-m", "tests.bench.uploaders", "serve"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=ENVIRONMENT
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.stdin.close()


def _once(name: str, url: str, path: Path) -> dict[str, float]:
    extra = {name: os.environ[name] for name in ("BENCH_RUNTIME",) if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.uploaders", name, url, str(path)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**ENVIRONMENT, **extra},
    )
    if done.returncode:
        raise RuntimeError(f"{name} failed:\n{done.stderr[-2000:]}")
    return json.loads(done.stdout)


def _compete(names: tuple[str, str], url: str, path: Path, rounds: int) -> dict[str, list[dict[str, float]]]:
    results: dict[str, list[dict[str, float]]] = {name: [] for name in names}
    for number in range(rounds):
        for name in names if number % 2 else names[::-1]:
            results[name].append(_once(name, url, path))
    for name in names:
        one = {key: median(figures[key] for figures in results[name]) for key in results[name][0]}
        print(
            f"  {name:<16} {path.name:<8} {one['seconds']:.2f} s, CPU {one['cpu']:.2f} s, "
            f"peak {one['peak']:.1f} MB, at most {one['open']:.0f} files open"
        )
    return results


def _rows(
    what: str, names: tuple[str, str], results: dict[str, list[dict[str, float]]], memory: float | None
) -> list[Row]:
    own, hand = results[names[0]], results[names[1]]
    ratio = median(a["cpu"] / b["cpu"] for a, b in zip(own, hand, strict=True))
    cpu = [median(one["cpu"] for one in some) for some in (own, hand)]
    peak = [median(one["peak"] for one in some) for some in (own, hand)]
    return [
        Row(
            f"{what}, CPU",
            f"{cpu[0]:.2f} s",
            f"{cpu[1]:.2f} s",
            f"{ratio:.2f}",
            f"<= {RATIO:g}",
            ratio <= RATIO,
        ),
        Row(
            "  peak memory",
            f"{peak[0]:.1f} MB",
            f"{peak[1]:.1f} MB",
            f"{peak[0] - peak[1]:+.1f} MB",
            "" if memory is None else f"<= {memory:g} MB",
            None if memory is None else peak[0] <= memory,
        ),
    ]


def measure() -> list[Row]:
    """Rows of this part."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as place, _server() as url:
        big = Path(place) / "big"
        with big.open("wb") as file:
            # Real pages rather than a hole: reading them must cost what it costs.
            for _ in range(SIZE >> 24):
                _ = file.write(os.urandom(1 << 20) * 16)
        for what, names in (
            ("upload of 1 GiB", ("ours", "httpx_hand")),
            ("upload of 1 GiB under asyncio", ("ours_async", "httpx_async")),
        ):
            rows += _rows(what, names, _compete(names, url, big, ROUNDS), MEMORY)
        big.unlink()
        folder = Path(place) / "folder"
        for number in range(FILES):
            inner = folder / f"{number % 100:02}"
            if number < 100:
                inner.mkdir(parents=True)
            _ = (inner / f"{number:05}").write_bytes(b"%050d" % number * (EACH // 50))
        names = ("ours", "httpx_hand")
        results = _compete(names, url, folder, 2)
        rows += _rows(f"folder of {FILES:,} files", names, results, None)
        most = max(one["open"] for one in results["ours"])
        peer = max(one["open"] for one in results["httpx_hand"])
        rows.append(Row("  files open at once", f"{most:.0f}", f"{peer:.0f}", "", f"<= {OPEN}", most <= OPEN))
    return rows
