"""`python -m tests.schemathesis [PROVIDER...]`: schemathesis against the sandboxes; exit status 1 if it finds anything.

Each sandbox runs in this process; schemathesis runs in an environment of its own, as `make schemathesis` makes it. What
is switched off for a provider, and why, stands in its `.toml` beside this file; `hooks.py` adds what schemathesis
cannot know. Without --seed each run does the same.
"""

from __future__ import annotations

import argparse
import logging
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from clientome.sandbox.api.bundles import names
from clientome.sandbox.running import running

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SPECS = ROOT / "generated" / "clientome" / "sandbox" / "specs"
SPEED = 1000.0


def check(provider: str, program: Path, examples: int, seed: int | None) -> tuple[str, bool]:
    """What schemathesis printed, and whether all is well."""
    began = time.monotonic()
    with (
        tempfile.TemporaryDirectory() as folder,
        running(provider, speed=SPEED, rate_limits=False) as sandbox,
    ):
        key = next(value for name, value in sandbox.variables.items() if name.endswith("_API_KEY"))
        fixed = (
            ["--generation-deterministic"]
            if seed is None
            else ["--seed", str(seed), "--generation-database=none"]
        )
        hooks = {
            "SCHEMATHESIS_HOOKS": str(HERE / "hooks.py"),
            "SANDBOX_NULLS": str(sandbox.application.engine.raw.get("nulls")),
        }
        done = subprocess.run(
            [
                program, "--config-file", HERE / f"{provider}.toml", "run", SPECS / f"{provider}.json",
                "--url", sandbox.base_url, "--header", f"Authorization: Bearer {key}",
                "--max-examples", str(examples), "--no-color", "--continue-on-failure", *fixed,
            ],
            cwd=folder,
            env={**os.environ, **hooks},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )  # fmt: skip
        problems = [f"sandbox: {problem}" for problem in sandbox.state()["problems"]]
    good = done.returncode == 0 and not problems
    took = f"{provider}: {'no violation' if good else 'VIOLATIONS'}, {time.monotonic() - began:.0f} s"
    counted = next((line.strip() for line in done.stdout.splitlines() if " generated, " in line), "")
    return "\n".join([*problems, *(() if good else (done.stdout,)), f"{took}; {counted}"]), good


def main() -> int:
    """Check the providers that are named, or all, two at a time."""
    parser = argparse.ArgumentParser(prog="python -m tests.schemathesis", description=__doc__)
    parser.add_argument("provider", nargs="*", help=f"any of {', '.join(names())}; all by default")
    parser.add_argument(
        "--program", type=Path, default=ROOT / ".venv" / "schemathesis" / "bin" / "schemathesis"
    )
    parser.add_argument(
        "--examples", type=int, default=8, help="requests an operation and phase (default: 8)"
    )
    parser.add_argument("--seed", type=int, help="other requests than those that are always the same")
    given = parser.parse_args()
    # What malformed requests make the server say; mistakes of the sandbox are errors.
    logging.disable(logging.WARNING)
    with ThreadPoolExecutor(2) as pool:
        results = pool.map(
            lambda name: check(name, given.program, given.examples, given.seed), given.provider or names()
        )
        well = True
        for text, good in results:
            print(text, flush=True)
            well = well and good
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
