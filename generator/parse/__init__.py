"""From the bundled document to the intermediate representation; no I/O, no Python source text."""

from .api import parse

__all__ = ["parse"]
