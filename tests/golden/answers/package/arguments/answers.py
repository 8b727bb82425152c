"""Arguments of the operations of All kinds of answers: answers."""

from __future__ import annotations
