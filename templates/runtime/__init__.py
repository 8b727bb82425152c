"""The runtime that all generated packages share.

Importing this package loads nothing else: each public name is fetched from its module when first used, so that
``import clientome.<provider>`` stays cheap.

How the pieces fit: policy (``call``, ``auth``, ``retry``, ``pages``, ``waiting``) is written once as generators that
yield effects (``flow``). Two small drivers (``drivers``) perform the effects, one blocking and one for asyncio. What
actually moves bytes is a transport (``transport``), by default on top of httpx.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .answers import AsyncBinaryResponse as AsyncBinaryResponse
    from .answers import BinaryResponse as BinaryResponse
    from .answers import ResponseInfo as ResponseInfo
    from .answers import response_of as response_of
    from .errors import APIError as APIError
    from .errors import ClientomeError as ClientomeError
    from .files import File as File
    from .options import RequestOptions as RequestOptions
    from .options import Timeout as Timeout
    from .pages import AsyncPage as AsyncPage
    from .pages import Page as Page
    from .types import UNSET as UNSET

_HOMES = {
    "APIError": "errors",
    "AsyncBinaryResponse": "answers",
    "AsyncPage": "pages",
    "BinaryResponse": "answers",
    "ClientomeError": "errors",
    "File": "files",
    "Page": "pages",
    "RequestOptions": "options",
    "ResponseInfo": "answers",
    "Timeout": "options",
    "UNSET": "types",
    "response_of": "answers",
}

__all__ = [
    "APIError",
    "AsyncBinaryResponse",
    "AsyncPage",
    "BinaryResponse",
    "ClientomeError",
    "File",
    "Page",
    "RequestOptions",
    "ResponseInfo",
    "Timeout",
    "UNSET",
    "response_of",
]


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f".{home}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
