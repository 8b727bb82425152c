"""What is made up: ids, secrets and choices that are the same for the same value; and digests."""

from __future__ import annotations

import base64
import hashlib
import secrets
import uuid as uuids
from collections.abc import Sequence
from typing import Any

from .texts import text

_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"


def uuid() -> str:
    """A new random UUID, such as 5f0c3a52-8b0e-4c6b-9a55-0f9a6f0f6a11."""
    return str(uuids.uuid4())


def hex(digits: int) -> str:
    """So many random hexadecimal digits, in lower case."""
    return secrets.token_hex((digits + 1) // 2)[:digits]


def token(length: int) -> str:
    """So many random letters and digits, fit for a secret."""
    return "".join(
        secrets.choice("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
        for _ in range(length)
    )


def digits(length: int) -> str:
    """So many random decimal digits, such as a code that is sent by mail."""
    return "".join(secrets.choice("0123456789") for _ in range(length))


def letters(length: int) -> str:
    """So many random small letters and digits that cannot be mistaken for each other (Crockford's base 32)."""
    return "".join(secrets.choice(_CROCKFORD) for _ in range(length))


def sha256(value: Any) -> str:
    """SHA-256 of a text (or of the JSON of a value), in hexadecimal."""
    return hashlib.sha256(text(value).encode("utf-8", "surrogatepass")).hexdigest()


def md5(value: Any) -> str:
    """MD5 of a text (or of the JSON of a value), in hexadecimal."""
    return hashlib.md5(text(value).encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()


def base64_of(value: Any) -> str:
    """A text (or the JSON of a value) in base64."""
    return base64.b64encode(text(value).encode("utf-8", "surrogatepass")).decode()


def mask(value: str | None, shown: int = 4) -> str:
    """A secret of which only the beginning shows: `sk-a****`."""
    return (value or "")[:shown] + "****"


def chance(seed: Any, one_in: int) -> bool:
    """True for one of so many values; always the same for the same value."""
    return int(sha256(seed)[:8], 16) % max(int(one_in), 1) == 0


def number_from(seed: Any, low: float, high: float) -> float:
    """A number between two others that is always the same for the same value."""
    return low + (high - low) * int(sha256(seed)[:12], 16) / 0xFFFFFFFFFFFF


def choice(seed: Any, options: Sequence[Any]) -> Any:
    """One of some options, always the same for the same value."""
    return options[int(sha256(seed)[:8], 16) % len(options)]
