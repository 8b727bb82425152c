"""Clientome: typed Python clients for GalateaBio Ancestry, genome.computer, subseq.bio.

Each provider is a package of its own: `from clientome.galatea import Galatea, AsyncGalatea`.
What they share is here: options, files, errors, and `response_of(result)` for status, headers and timing.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .runtime.answers import AsyncBinaryResponse, BinaryResponse, ResponseInfo, response_of
    from .runtime.errors import (
        APIError,
        ArgumentError,
        AuthenticationError,
        BadGatewayError,
        BadRequestError,
        BodyError,
        ClientomeError,
        ClientStatusError,
        ConfigurationError,
        ConflictError,
        ConnectError,
        ConnectTimeout,
        DecodeError,
        EnvelopeError,
        GatewayTimeoutError,
        GoneError,
        IntegrityError,
        InternalServerError,
        MethodNotAllowedError,
        NotAcceptableError,
        NotFoundError,
        PaginationError,
        PayloadTooLargeError,
        PaymentRequiredError,
        PermissionDeniedError,
        ProtocolError,
        RateLimitError,
        RequestTimeoutError,
        ResponseError,
        ServerStatusError,
        ServiceUnavailableError,
        TimeoutError,
        TransportError,
        UnexpectedStatusError,
        UnprocessableEntityError,
        UnsupportedMediaTypeError,
        WaitFailed,
        WaitTimeout,
        WebhookError,
    )
    from .runtime.files import File
    from .runtime.options import RequestOptions, Timeout
    from .runtime.pages import AsyncPage, Page
    from .runtime.types import UNSET, JsonText

_HOMES = {
    "answers": ("AsyncBinaryResponse", "BinaryResponse", "ResponseInfo", "response_of"),
    "errors": (
        "APIError",
        "ArgumentError",
        "AuthenticationError",
        "BadGatewayError",
        "BadRequestError",
        "BodyError",
        "ClientStatusError",
        "ClientomeError",
        "ConfigurationError",
        "ConflictError",
        "ConnectError",
        "ConnectTimeout",
        "DecodeError",
        "EnvelopeError",
        "GatewayTimeoutError",
        "GoneError",
        "IntegrityError",
        "InternalServerError",
        "MethodNotAllowedError",
        "NotAcceptableError",
        "NotFoundError",
        "PaginationError",
        "PayloadTooLargeError",
        "PaymentRequiredError",
        "PermissionDeniedError",
        "ProtocolError",
        "RateLimitError",
        "RequestTimeoutError",
        "ResponseError",
        "ServerStatusError",
        "ServiceUnavailableError",
        "TimeoutError",
        "TransportError",
        "UnexpectedStatusError",
        "UnprocessableEntityError",
        "UnsupportedMediaTypeError",
        "WaitFailed",
        "WaitTimeout",
        "WebhookError",
    ),
    "files": ("File",),
    "options": ("RequestOptions", "Timeout"),
    "pages": ("AsyncPage", "Page"),
    "types": ("UNSET", "JsonText"),
}

__all__ = [
    "AsyncBinaryResponse",
    "AsyncPage",
    "BinaryResponse",
    "File",
    "JsonText",
    "Page",
    "RequestOptions",
    "ResponseInfo",
    "Timeout",
    "UNSET",
    "APIError",
    "ArgumentError",
    "AuthenticationError",
    "BadGatewayError",
    "BadRequestError",
    "BodyError",
    "ClientStatusError",
    "ClientomeError",
    "ConfigurationError",
    "ConflictError",
    "ConnectError",
    "ConnectTimeout",
    "DecodeError",
    "EnvelopeError",
    "GatewayTimeoutError",
    "GoneError",
    "IntegrityError",
    "InternalServerError",
    "MethodNotAllowedError",
    "NotAcceptableError",
    "NotFoundError",
    "PaginationError",
    "PayloadTooLargeError",
    "PaymentRequiredError",
    "PermissionDeniedError",
    "ProtocolError",
    "RateLimitError",
    "RequestTimeoutError",
    "ResponseError",
    "ServerStatusError",
    "ServiceUnavailableError",
    "TimeoutError",
    "TransportError",
    "UnexpectedStatusError",
    "UnprocessableEntityError",
    "UnsupportedMediaTypeError",
    "WaitFailed",
    "WaitTimeout",
    "WebhookError",
    "response_of",
]


def __getattr__(name: str) -> object:
    from importlib import import_module

    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f".runtime.{module}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
