"""Clientome: typed Python clients for GalateaBio Ancestry, genome.computer, subseq.bio.

Each provider is a package of its own: `from clientome.galatea import Galatea, AsyncGalatea`.
What they share is here: options, files, errors, and `response_of(result)` for status, headers and timing.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .runtime.answers import (
        AsyncBinaryResponse as AsyncBinaryResponse,
    )
    from .runtime.answers import (
        BinaryResponse as BinaryResponse,
    )
    from .runtime.answers import (
        ResponseInfo as ResponseInfo,
    )
    from .runtime.answers import (
        response_of as response_of,
    )
    from .runtime.budget import (
        USDC_ON_BASE as USDC_ON_BASE,
    )
    from .runtime.budget import (
        Asset as Asset,
    )
    from .runtime.budget import (
        Budget as Budget,
    )
    from .runtime.errors import (
        APIError as APIError,
    )
    from .runtime.errors import (
        ArgumentError as ArgumentError,
    )
    from .runtime.errors import (
        AuthenticationError as AuthenticationError,
    )
    from .runtime.errors import (
        BadGatewayError as BadGatewayError,
    )
    from .runtime.errors import (
        BadRequestError as BadRequestError,
    )
    from .runtime.errors import (
        BodyError as BodyError,
    )
    from .runtime.errors import (
        ClientomeError as ClientomeError,
    )
    from .runtime.errors import (
        ClientStatusError as ClientStatusError,
    )
    from .runtime.errors import (
        ConfigurationError as ConfigurationError,
    )
    from .runtime.errors import (
        ConflictError as ConflictError,
    )
    from .runtime.errors import (
        ConnectError as ConnectError,
    )
    from .runtime.errors import (
        ConnectTimeout as ConnectTimeout,
    )
    from .runtime.errors import (
        DecodeError as DecodeError,
    )
    from .runtime.errors import (
        EnvelopeError as EnvelopeError,
    )
    from .runtime.errors import (
        GatewayTimeoutError as GatewayTimeoutError,
    )
    from .runtime.errors import (
        GoneError as GoneError,
    )
    from .runtime.errors import (
        HookError as HookError,
    )
    from .runtime.errors import (
        IntegrityError as IntegrityError,
    )
    from .runtime.errors import (
        InternalServerError as InternalServerError,
    )
    from .runtime.errors import (
        JournalError as JournalError,
    )
    from .runtime.errors import (
        MethodNotAllowedError as MethodNotAllowedError,
    )
    from .runtime.errors import (
        NotAcceptableError as NotAcceptableError,
    )
    from .runtime.errors import (
        NotFoundError as NotFoundError,
    )
    from .runtime.errors import (
        PaginationError as PaginationError,
    )
    from .runtime.errors import (
        PayloadTooLargeError as PayloadTooLargeError,
    )
    from .runtime.errors import (
        PaymentRequiredError as PaymentRequiredError,
    )
    from .runtime.errors import (
        PermissionDeniedError as PermissionDeniedError,
    )
    from .runtime.errors import (
        ProtocolError as ProtocolError,
    )
    from .runtime.errors import (
        RateLimitError as RateLimitError,
    )
    from .runtime.errors import (
        RequestTimeoutError as RequestTimeoutError,
    )
    from .runtime.errors import (
        ResponseError as ResponseError,
    )
    from .runtime.errors import (
        ServerStatusError as ServerStatusError,
    )
    from .runtime.errors import (
        ServiceUnavailableError as ServiceUnavailableError,
    )
    from .runtime.errors import (
        TimeoutError as TimeoutError,
    )
    from .runtime.errors import (
        TransportError as TransportError,
    )
    from .runtime.errors import (
        UnexpectedStatusError as UnexpectedStatusError,
    )
    from .runtime.errors import (
        UnprocessableEntityError as UnprocessableEntityError,
    )
    from .runtime.errors import (
        UnsupportedMediaTypeError as UnsupportedMediaTypeError,
    )
    from .runtime.errors import (
        WaitFailed as WaitFailed,
    )
    from .runtime.errors import (
        WaitTimeout as WaitTimeout,
    )
    from .runtime.errors import (
        WebhookError as WebhookError,
    )
    from .runtime.files import (
        File as File,
    )
    from .runtime.files import (
        Folder as Folder,
    )
    from .runtime.journal import (
        Journal as Journal,
    )
    from .runtime.limits import (
        Limiter as Limiter,
    )
    from .runtime.limits_pyrate import (
        PyrateStore as PyrateStore,
    )
    from .runtime.options import (
        RequestOptions as RequestOptions,
    )
    from .runtime.options import (
        Timeout as Timeout,
    )
    from .runtime.pages import (
        AsyncPage as AsyncPage,
    )
    from .runtime.pages import (
        Page as Page,
    )
    from .runtime.payment import (
        Payer as Payer,
    )
    from .runtime.payment import (
        PaymentChallenge as PaymentChallenge,
    )
    from .runtime.payment import (
        PaymentRefused as PaymentRefused,
    )
    from .runtime.progress import (
        rich_progress as rich_progress,
    )
    from .runtime.sftp_target import (
        SftpTarget as SftpTarget,
    )
    from .runtime.tolerant import (
        Note as Note,
    )
    from .runtime.types import (
        UNSET as UNSET,
    )
    from .runtime.types import (
        JsonText as JsonText,
    )
    from .runtime.waits import (
        Waited as Waited,
    )
    from .runtime.webhook_handlers import (
        asgi_handler as asgi_handler,
    )
    from .runtime.webhook_handlers import (
        wsgi_handler as wsgi_handler,
    )
    from .runtime.webhooks import (
        SignatureError as SignatureError,
    )
    from .runtime.webhooks import (
        UnknownEvent as UnknownEvent,
    )

_HOMES = {
    "AsyncBinaryResponse": "answers",
    "BinaryResponse": "answers",
    "ResponseInfo": "answers",
    "response_of": "answers",
    "Asset": "budget",
    "Budget": "budget",
    "USDC_ON_BASE": "budget",
    "APIError": "errors",
    "ArgumentError": "errors",
    "AuthenticationError": "errors",
    "BadGatewayError": "errors",
    "BadRequestError": "errors",
    "BodyError": "errors",
    "ClientStatusError": "errors",
    "ClientomeError": "errors",
    "ConfigurationError": "errors",
    "ConflictError": "errors",
    "ConnectError": "errors",
    "ConnectTimeout": "errors",
    "DecodeError": "errors",
    "EnvelopeError": "errors",
    "GatewayTimeoutError": "errors",
    "GoneError": "errors",
    "HookError": "errors",
    "IntegrityError": "errors",
    "InternalServerError": "errors",
    "JournalError": "errors",
    "MethodNotAllowedError": "errors",
    "NotAcceptableError": "errors",
    "NotFoundError": "errors",
    "PaginationError": "errors",
    "PayloadTooLargeError": "errors",
    "PaymentRequiredError": "errors",
    "PermissionDeniedError": "errors",
    "ProtocolError": "errors",
    "RateLimitError": "errors",
    "RequestTimeoutError": "errors",
    "ResponseError": "errors",
    "ServerStatusError": "errors",
    "ServiceUnavailableError": "errors",
    "TimeoutError": "errors",
    "TransportError": "errors",
    "UnexpectedStatusError": "errors",
    "UnprocessableEntityError": "errors",
    "UnsupportedMediaTypeError": "errors",
    "WaitFailed": "errors",
    "WaitTimeout": "errors",
    "WebhookError": "errors",
    "File": "files",
    "Folder": "files",
    "Journal": "journal",
    "Limiter": "limits",
    "PyrateStore": "limits_pyrate",
    "RequestOptions": "options",
    "Timeout": "options",
    "AsyncPage": "pages",
    "Page": "pages",
    "Payer": "payment",
    "PaymentChallenge": "payment",
    "PaymentRefused": "payment",
    "rich_progress": "progress",
    "SftpTarget": "sftp_target",
    "Note": "tolerant",
    "UNSET": "types",
    "JsonText": "types",
    "Waited": "waits",
    "asgi_handler": "webhook_handlers",
    "wsgi_handler": "webhook_handlers",
    "SignatureError": "webhooks",
    "UnknownEvent": "webhooks",
}

__all__ = [
    "APIError",
    "ArgumentError",
    "asgi_handler",
    "Asset",
    "AsyncBinaryResponse",
    "AsyncPage",
    "AuthenticationError",
    "BadGatewayError",
    "BadRequestError",
    "BinaryResponse",
    "BodyError",
    "Budget",
    "ClientomeError",
    "ClientStatusError",
    "ConfigurationError",
    "ConflictError",
    "ConnectError",
    "ConnectTimeout",
    "DecodeError",
    "EnvelopeError",
    "File",
    "Folder",
    "GatewayTimeoutError",
    "GoneError",
    "HookError",
    "IntegrityError",
    "InternalServerError",
    "Journal",
    "JournalError",
    "JsonText",
    "Limiter",
    "MethodNotAllowedError",
    "NotAcceptableError",
    "Note",
    "NotFoundError",
    "Page",
    "PaginationError",
    "Payer",
    "PayloadTooLargeError",
    "PaymentChallenge",
    "PaymentRefused",
    "PaymentRequiredError",
    "PermissionDeniedError",
    "ProtocolError",
    "PyrateStore",
    "RateLimitError",
    "RequestOptions",
    "RequestTimeoutError",
    "response_of",
    "ResponseError",
    "ResponseInfo",
    "rich_progress",
    "ServerStatusError",
    "ServiceUnavailableError",
    "SftpTarget",
    "SignatureError",
    "Timeout",
    "TimeoutError",
    "TransportError",
    "UnexpectedStatusError",
    "UnknownEvent",
    "UnprocessableEntityError",
    "UNSET",
    "UnsupportedMediaTypeError",
    "USDC_ON_BASE",
    "Waited",
    "WaitFailed",
    "WaitTimeout",
    "WebhookError",
    "wsgi_handler",
]


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name in _HOMES:
        return getattr(import_module(f".runtime.{_HOMES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
