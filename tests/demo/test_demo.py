"""The demo is played as a user plays it: a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_stories_end_with_what_they_promise() -> None:
    played = subprocess.run(
        [sys.executable, "-m", "tests.demo"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert played.returncode == 0, played.stdout + played.stderr
    said = played.stdout
    for promised in (
        "Completed\n",
        "2 files, each checked against its SHA-256",
        "3 files, each checked against the manifest",
        "sample.vcf.gz: VALID",
        "2 reports, each checked against its MD5",
        ".pdf\n",
    ):
        assert promised in said, said
