"""Arguments of the operations of Servers everywhere: servers."""

from __future__ import annotations
