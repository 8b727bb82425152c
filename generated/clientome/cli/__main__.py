"""``python -m clientome.cli``: the same as the command ``clientome``."""

from __future__ import annotations

from . import main

main()
