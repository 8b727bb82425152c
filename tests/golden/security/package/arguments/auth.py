"""Arguments of the operations of All ways to authenticate: auth."""

from __future__ import annotations
