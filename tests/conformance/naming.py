"""Python names as the SDK promises them, worked out here from the wire names alone."""

from __future__ import annotations

import keyword
import re


def snake_case(wire: str) -> str:
    """`orderId` and `Order-ID` are `order_id`; a keyword gets an underscore at its end."""
    words: list[str] = []
    for chunk in re.split(r"[^A-Za-z0-9]+", wire):
        words.extend(re.findall(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z0-9]+|[A-Z]+[0-9]*|[0-9]+", chunk))
    name = "_".join(word.lower() for word in words)
    return f"{name}_" if keyword.iskeyword(name) else name
