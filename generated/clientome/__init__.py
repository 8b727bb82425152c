"""Clientome: typed Python clients for GalateaBio Ancestry, genome.computer, subseq.bio.

Each provider is a package of its own: `from clientome.galatea import Galatea, AsyncGalatea`.
What they share is here: options, files, errors, and `response_of(result)` for status, headers and timing.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._runtime.base.errors import (
        APIError as APIError,
    )
    from ._runtime.base.errors import (
        ArgumentError as ArgumentError,
    )
    from ._runtime.base.errors import (
        AuthenticationError as AuthenticationError,
    )
    from ._runtime.base.errors import (
        BadGatewayError as BadGatewayError,
    )
    from ._runtime.base.errors import (
        BadRequestError as BadRequestError,
    )
    from ._runtime.base.errors import (
        BodyError as BodyError,
    )
    from ._runtime.base.errors import (
        ClientomeError as ClientomeError,
    )
    from ._runtime.base.errors import (
        ClientStatusError as ClientStatusError,
    )
    from ._runtime.base.errors import (
        ConfigurationError as ConfigurationError,
    )
    from ._runtime.base.errors import (
        ConflictError as ConflictError,
    )
    from ._runtime.base.errors import (
        ConnectError as ConnectError,
    )
    from ._runtime.base.errors import (
        ConnectTimeout as ConnectTimeout,
    )
    from ._runtime.base.errors import (
        DecodeError as DecodeError,
    )
    from ._runtime.base.errors import (
        EnvelopeError as EnvelopeError,
    )
    from ._runtime.base.errors import (
        GatewayTimeoutError as GatewayTimeoutError,
    )
    from ._runtime.base.errors import (
        GoneError as GoneError,
    )
    from ._runtime.base.errors import (
        HookError as HookError,
    )
    from ._runtime.base.errors import (
        IntegrityError as IntegrityError,
    )
    from ._runtime.base.errors import (
        InternalServerError as InternalServerError,
    )
    from ._runtime.base.errors import (
        MethodNotAllowedError as MethodNotAllowedError,
    )
    from ._runtime.base.errors import (
        NotAcceptableError as NotAcceptableError,
    )
    from ._runtime.base.errors import (
        NotFoundError as NotFoundError,
    )
    from ._runtime.base.errors import (
        OutcomeUnknown as OutcomeUnknown,
    )
    from ._runtime.base.errors import (
        PaginationError as PaginationError,
    )
    from ._runtime.base.errors import (
        PayloadTooLargeError as PayloadTooLargeError,
    )
    from ._runtime.base.errors import (
        PaymentRequiredError as PaymentRequiredError,
    )
    from ._runtime.base.errors import (
        PermissionDeniedError as PermissionDeniedError,
    )
    from ._runtime.base.errors import (
        ProtocolError as ProtocolError,
    )
    from ._runtime.base.errors import (
        RateLimitError as RateLimitError,
    )
    from ._runtime.base.errors import (
        RequestTimeoutError as RequestTimeoutError,
    )
    from ._runtime.base.errors import (
        ResponseError as ResponseError,
    )
    from ._runtime.base.errors import (
        ServerStatusError as ServerStatusError,
    )
    from ._runtime.base.errors import (
        ServiceUnavailableError as ServiceUnavailableError,
    )
    from ._runtime.base.errors import (
        StateError as StateError,
    )
    from ._runtime.base.errors import (
        TimeoutError as TimeoutError,
    )
    from ._runtime.base.errors import (
        TransportError as TransportError,
    )
    from ._runtime.base.errors import (
        UnexpectedStatusError as UnexpectedStatusError,
    )
    from ._runtime.base.errors import (
        UnprocessableEntityError as UnprocessableEntityError,
    )
    from ._runtime.base.errors import (
        UnsupportedMediaTypeError as UnsupportedMediaTypeError,
    )
    from ._runtime.base.errors import (
        WaitFailed as WaitFailed,
    )
    from ._runtime.base.errors import (
        WaitTimeout as WaitTimeout,
    )
    from ._runtime.base.errors import (
        WebhookError as WebhookError,
    )
    from ._runtime.base.info import (
        Note as Note,
    )
    from ._runtime.base.info import (
        ResponseInfo as ResponseInfo,
    )
    from ._runtime.base.models import (
        to_plain as to_plain,
    )
    from ._runtime.base.money import (
        Money as Money,
    )
    from ._runtime.base.options import (
        RequestOptions as RequestOptions,
    )
    from ._runtime.base.options import (
        Timeout as Timeout,
    )
    from ._runtime.base.sftp_target import (
        HostKeyError as HostKeyError,
    )
    from ._runtime.base.sftp_target import (
        LoginError as LoginError,
    )
    from ._runtime.base.sftp_target import (
        RemoteFileExists as RemoteFileExists,
    )
    from ._runtime.base.sftp_target import (
        SftpError as SftpError,
    )
    from ._runtime.base.sftp_target import (
        SftpTarget as SftpTarget,
    )
    from ._runtime.base.sftp_target import (
        SftpUploaded as SftpUploaded,
    )
    from ._runtime.base.types import (
        UNSET as UNSET,
    )
    from ._runtime.base.types import (
        JsonText as JsonText,
    )
    from ._runtime.body.inputs import (
        File as File,
    )
    from ._runtime.body.inputs import (
        Folder as Folder,
    )
    from ._runtime.call.binary import (
        AsyncBinaryResponse as AsyncBinaryResponse,
    )
    from ._runtime.call.binary import (
        BinaryResponse as BinaryResponse,
    )
    from ._runtime.call.binary import (
        response_of as response_of,
    )
    from ._runtime.call.dry_run import (
        CheckedRequest as CheckedRequest,
    )
    from ._runtime.call.dry_run import (
        DryRun as DryRun,
    )
    from ._runtime.files.atomic import (
        SaveError as SaveError,
    )
    from ._runtime.files.atomic import (
        TargetExists as TargetExists,
    )
    from ._runtime.paging import (
        AsyncPage as AsyncPage,
    )
    from ._runtime.paging import (
        Page as Page,
    )
    from ._runtime.policies.payment import (
        Payer as Payer,
    )
    from ._runtime.policies.payment import (
        PaymentChallenge as PaymentChallenge,
    )
    from ._runtime.policies.payment import (
        PaymentRefused as PaymentRefused,
    )
    from ._runtime.policies.payment_x402 import (
        AsyncX402Signer as AsyncX402Signer,
    )
    from ._runtime.policies.payment_x402 import (
        X402Signer as X402Signer,
    )
    from ._runtime.policies.rate_limits import (
        Limiter as Limiter,
    )
    from ._runtime.policies.rate_limits_pyrate import (
        PyrateStore as PyrateStore,
    )
    from ._runtime.policies.recorder import (
        Observer as Observer,
    )
    from ._runtime.policies.spending import (
        USDC_ON_BASE as USDC_ON_BASE,
    )
    from ._runtime.policies.spending import (
        Asset as Asset,
    )
    from ._runtime.policies.spending import (
        Budget as Budget,
    )
    from ._runtime.policies.spending import (
        BudgetExceeded as BudgetExceeded,
    )
    from ._runtime.policies.spending import (
        Cost as Cost,
    )
    from ._runtime.progress import (
        rich_progress as rich_progress,
    )
    from ._runtime.sftp.upload import (
        sftp_upload as sftp_upload,
    )
    from ._runtime.sftp.upload import (
        sftp_upload_async as sftp_upload_async,
    )
    from ._runtime.state.state import (
        State as State,
    )
    from ._runtime.waiting.many import (
        Waited as Waited,
    )
    from ._runtime.webhook_handlers import (
        asgi_handler as asgi_handler,
    )
    from ._runtime.webhook_handlers import (
        wsgi_handler as wsgi_handler,
    )
    from ._runtime.webhooks import (
        SignatureError as SignatureError,
    )
    from ._runtime.webhooks import (
        UnknownEvent as UnknownEvent,
    )

_HOMES = {
    "APIError": "base.errors",
    "ArgumentError": "base.errors",
    "AuthenticationError": "base.errors",
    "BadGatewayError": "base.errors",
    "BadRequestError": "base.errors",
    "BodyError": "base.errors",
    "ClientStatusError": "base.errors",
    "ClientomeError": "base.errors",
    "ConfigurationError": "base.errors",
    "ConflictError": "base.errors",
    "ConnectError": "base.errors",
    "ConnectTimeout": "base.errors",
    "DecodeError": "base.errors",
    "EnvelopeError": "base.errors",
    "GatewayTimeoutError": "base.errors",
    "GoneError": "base.errors",
    "HookError": "base.errors",
    "IntegrityError": "base.errors",
    "InternalServerError": "base.errors",
    "MethodNotAllowedError": "base.errors",
    "NotAcceptableError": "base.errors",
    "NotFoundError": "base.errors",
    "OutcomeUnknown": "base.errors",
    "PaginationError": "base.errors",
    "PayloadTooLargeError": "base.errors",
    "PaymentRequiredError": "base.errors",
    "PermissionDeniedError": "base.errors",
    "ProtocolError": "base.errors",
    "RateLimitError": "base.errors",
    "RequestTimeoutError": "base.errors",
    "ResponseError": "base.errors",
    "ServerStatusError": "base.errors",
    "ServiceUnavailableError": "base.errors",
    "StateError": "base.errors",
    "TimeoutError": "base.errors",
    "TransportError": "base.errors",
    "UnexpectedStatusError": "base.errors",
    "UnprocessableEntityError": "base.errors",
    "UnsupportedMediaTypeError": "base.errors",
    "WaitFailed": "base.errors",
    "WaitTimeout": "base.errors",
    "WebhookError": "base.errors",
    "Note": "base.info",
    "ResponseInfo": "base.info",
    "to_plain": "base.models",
    "Money": "base.money",
    "RequestOptions": "base.options",
    "Timeout": "base.options",
    "HostKeyError": "base.sftp_target",
    "LoginError": "base.sftp_target",
    "RemoteFileExists": "base.sftp_target",
    "SftpError": "base.sftp_target",
    "SftpTarget": "base.sftp_target",
    "SftpUploaded": "base.sftp_target",
    "UNSET": "base.types",
    "JsonText": "base.types",
    "File": "body.inputs",
    "Folder": "body.inputs",
    "AsyncBinaryResponse": "call.binary",
    "BinaryResponse": "call.binary",
    "response_of": "call.binary",
    "CheckedRequest": "call.dry_run",
    "DryRun": "call.dry_run",
    "SaveError": "files.atomic",
    "TargetExists": "files.atomic",
    "AsyncPage": "paging",
    "Page": "paging",
    "Payer": "policies.payment",
    "PaymentChallenge": "policies.payment",
    "PaymentRefused": "policies.payment",
    "AsyncX402Signer": "policies.payment_x402",
    "X402Signer": "policies.payment_x402",
    "Limiter": "policies.rate_limits",
    "PyrateStore": "policies.rate_limits_pyrate",
    "Observer": "policies.recorder",
    "Asset": "policies.spending",
    "Budget": "policies.spending",
    "BudgetExceeded": "policies.spending",
    "Cost": "policies.spending",
    "USDC_ON_BASE": "policies.spending",
    "rich_progress": "progress",
    "sftp_upload": "sftp.upload",
    "sftp_upload_async": "sftp.upload",
    "State": "state.state",
    "Waited": "waiting.many",
    "asgi_handler": "webhook_handlers",
    "wsgi_handler": "webhook_handlers",
    "SignatureError": "webhooks",
    "UnknownEvent": "webhooks",
}

__version__ = "0.1.0"

__all__ = [
    "__version__",
    "APIError",
    "ArgumentError",
    "asgi_handler",
    "Asset",
    "AsyncBinaryResponse",
    "AsyncPage",
    "AsyncX402Signer",
    "AuthenticationError",
    "BadGatewayError",
    "BadRequestError",
    "BinaryResponse",
    "BodyError",
    "Budget",
    "BudgetExceeded",
    "CheckedRequest",
    "ClientomeError",
    "ClientStatusError",
    "ConfigurationError",
    "ConflictError",
    "ConnectError",
    "ConnectTimeout",
    "Cost",
    "DecodeError",
    "DryRun",
    "EnvelopeError",
    "File",
    "Folder",
    "GatewayTimeoutError",
    "GoneError",
    "HookError",
    "HostKeyError",
    "IntegrityError",
    "InternalServerError",
    "JsonText",
    "Limiter",
    "LoginError",
    "MethodNotAllowedError",
    "Money",
    "NotAcceptableError",
    "Note",
    "NotFoundError",
    "Observer",
    "OutcomeUnknown",
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
    "RemoteFileExists",
    "RequestOptions",
    "RequestTimeoutError",
    "response_of",
    "ResponseError",
    "ResponseInfo",
    "rich_progress",
    "SaveError",
    "ServerStatusError",
    "ServiceUnavailableError",
    "sftp_upload",
    "sftp_upload_async",
    "SftpError",
    "SftpTarget",
    "SftpUploaded",
    "SignatureError",
    "State",
    "StateError",
    "TargetExists",
    "Timeout",
    "TimeoutError",
    "to_plain",
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
    "X402Signer",
]


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name in _HOMES:
        return getattr(import_module(f"._runtime.{_HOMES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
