"""How long the proofs may take."""

from __future__ import annotations

import os

FULL = os.environ.get("PROVE") == "1"


def of(sample: int, whole: int) -> int:
    """The number of examples or places to try: ``sample`` under `make test`, ``whole`` under `make prove`."""
    return whole if FULL else sample
