"""`python -m tests.demo [STORY ...]`: three stories, each with a sandbox of its own; no key, no network, no cost."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine
from pathlib import Path

from clientome.sandbox.running import running
from tests.demo import galatea, genome_computer, subseq

# Three weeks of sequencing pass in seconds.
SPEED = 200_000.0
STORIES: dict[str, tuple[Callable[[Path], None], Callable[[Path], Coroutine[None, None, None]]]] = {
    "genome_computer": (genome_computer.sync_story, genome_computer.async_story),
    "subseq": (subseq.sync_story, subseq.async_story),
    "galatea": (galatea.sync_story, galatea.async_story),
}
SPEEDS = {"genome_computer": SPEED, "subseq": 1000.0, "galatea": 1000.0}


def play(name: str, folder: Path) -> None:
    """One story, sync and async."""
    with running(name, speed=SPEEDS[name]) as sandbox:
        os.environ.update(sandbox.variables)
        print(f"\n=== {sandbox.application.description.title} (sandbox on {sandbox.origin}) ===")
        sync, asynchronous = STORIES[name]
        sync(folder)
        asyncio.run(asynchronous(folder))
        problems = sandbox.state()["problems"]
        if problems:
            raise SystemExit(f"the sandbox had problems: {problems}")


def main(arguments: list[str]) -> int:
    """Play, and tell what was produced."""
    parser = argparse.ArgumentParser(prog="python -m tests.demo", description=__doc__)
    _ = parser.add_argument(
        "stories", nargs="*", metavar="STORY", help=f"any of {', '.join(STORIES)}; all by default"
    )
    chosen: list[str] = parser.parse_args(arguments).stories or list(STORIES)
    unknown = [name for name in chosen if name not in STORIES]
    if unknown:
        parser.error(f"no story {', '.join(unknown)}; there are: {', '.join(STORIES)}")
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="clientome-demo-") as root:
        for name in chosen:
            folder = Path(root) / name
            folder.mkdir()
            play(name, folder)
        print("\n=== what was produced ===")
        for path in sorted(Path(root).rglob("*")):
            if path.is_file():
                print(f"{path.stat().st_size:>10,}  {path.relative_to(root)}")
    print(f"\n{time.monotonic() - started:.0f} seconds")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
