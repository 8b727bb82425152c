"""Signed tokens that expire, and the signatures of webhooks."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Sequence
from typing import Any


def sign(secret: bytes, kind: str, content: Any, expires: float) -> str:
    """A token, safe in a URL."""
    body = json.dumps([kind, content, expires], separators=(",", ":")).encode()
    seal = hmac.new(secret, body, hashlib.sha256).digest()[:16]
    return base64.urlsafe_b64encode(seal + body).decode().rstrip("=")


def unsign(secret: bytes, kind: str, token: object, now: float) -> Any:
    """What a token holds; None where it is forged, expired or of another kind."""
    if not isinstance(token, str):
        return None
    try:
        raw = base64.urlsafe_b64decode(token.encode("ascii") + b"=" * (-len(token) % 4))
    except (binascii.Error, ValueError, UnicodeEncodeError):
        return None
    seal, body = raw[:16], raw[16:]
    if not hmac.compare_digest(seal, hmac.new(secret, body, hashlib.sha256).digest()[:16]):
        return None
    found_kind, content, expires = json.loads(body)
    return content if found_kind == kind and now < expires else None


def webhook(secret: str, message: Sequence[str], encoding: str, host: str, body: bytes) -> str:
    """The signature of a delivery."""
    signed = b"".join(host.encode() if piece == "host" else body for piece in message)
    seal = hmac.new(secret.encode(), signed, hashlib.sha256).digest()
    return base64.b64encode(seal).decode() if encoding == "base64" else seal.hex()
