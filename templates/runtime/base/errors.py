"""Everything that can go wrong, as one tree.

::

    ClientomeError
    ├── ConfigurationError          the client or its environment is set up wrongly; nothing was sent
    ├── ArgumentError               an argument is wrong; nothing was sent (also a ValueError)
    ├── StateError                  the state file cannot be used; nothing was sent
    ├── OutcomeUnknown              a paid call may have been carried out, and looking did not tell; look before you repeat
    ├── TransportError              no complete answer arrived
    │   ├── ConnectError            no connection; the request was not sent
    │   ├── TimeoutError            a time limit passed
    │   │   └── ConnectTimeout      ... while connecting; the request was not sent
    │   ├── ProtocolError           the connection broke, or the answer was cut off or was not HTTP
    │   └── BodyError               the request's own body could not be read
    ├── ResponseError               an answer arrived and it is not a result
    │   ├── APIError                the status is not a success
    │   │   ├── BadRequestError 400, AuthenticationError 401, PaymentRequiredError 402,
    │   │   │   PermissionDeniedError 403, NotFoundError 404, MethodNotAllowedError 405,
    │   │   │   NotAcceptableError 406, RequestTimeoutError 408, ConflictError 409, GoneError 410,
    │   │   │   PayloadTooLargeError 413, UnsupportedMediaTypeError 415, UnprocessableEntityError 422,
    │   │   │   RateLimitError 429, ClientStatusError (every other 4xx)
    │   │   ├── InternalServerError 500, BadGatewayError 502, ServiceUnavailableError 503,
    │   │   │   GatewayTimeoutError 504, ServerStatusError (every other 5xx)
    │   │   └── UnexpectedStatusError   a 1xx or 3xx that cannot be followed
    │   ├── EnvelopeError           the status is a success, but the answer says that the call failed
    │   ├── DecodeError             the answer cannot be read as what the description promises
    │   └── HookError               a function of the caller failed after the answer had arrived
    ├── PaginationError             the pages do not advance
    ├── WaitFailed                  what was waited for has failed
    ├── WaitTimeout                 waiting took too long; the thing itself may still succeed
    ├── IntegrityError              content does not match its declared size or digest
    ├── SaveError                   a file cannot be written where it should be (also an OSError; in ``targets``)
    │   └── TargetExists            ... since it is there already (also a FileExistsError)
    └── WebhookError                a webhook delivery is not authentic or cannot be read
        └── SignatureError          ... its signature is missing or wrong (in ``webhooks``)

Besides, PaymentRequiredError has PaymentRefused, with the terms of an x402 demand (in ``payment``); ConnectError has
HostKeyError and LoginError, ResponseError has SftpError and RemoteFileExists, for uploads by SFTP (in
``sftp_target``); a content that ended too early is a ProtocolError and an IntegrityError at once.

No message, repr or log line of these holds a secret or a request value. The answer's body is reachable as ``body`` but
not shown. All errors can be pickled.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .headers import Headers
from .outcome import Outcome

if TYPE_CHECKING:
    from datetime import datetime


def _rebuild(cls: type[ClientomeError], args: tuple[Any, ...], state: dict[str, Any]) -> ClientomeError:
    error = cls.__new__(cls, *args)
    error.args = args
    error.__dict__.update(state)
    return error


class ClientomeError(Exception):
    """Base of all errors of this package.

    ``result`` is what had been achieved when the error came: the result of a call whose hook failed, or what a
    complete upload returned before the waiting after it failed. Else it is None.

    ``outcome`` says what is known about what the call did at the provider, over all its attempts (with a state also
    those of earlier runs): "not sent", "refused" (nothing was carried out), "carried out", "unknown" (it may have been),
    or None where the error is not about a call. ``sent_at`` is the time (UTC) of the first attempt that was or may have
    been carried out, for calls that change something. ``paid`` is true when a signed payment has left: the money may
    be gone.
    """

    result: Any = None
    outcome: Outcome | None = None
    sent_at: datetime | None = None
    paid: bool = False

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), self.args, dict(self.__dict__))


class ConfigurationError(ClientomeError):
    """The client is set up wrongly: a missing key, an unknown environment, a key of another environment."""

    outcome: Outcome | None = Outcome.NOT_SENT


class ArgumentError(ClientomeError, ValueError):
    """An argument is wrong. ``argument`` names it where one is to blame; its value is not kept."""

    outcome: Outcome | None = Outcome.NOT_SENT

    def __init__(self, message: str, argument: str | None = None) -> None:
        super().__init__(message)
        self.argument = argument


class StateError(ClientomeError):
    """The state file is somebody else's, damaged, locked or cannot be written. The message says what to do."""

    outcome: Outcome | None = Outcome.NOT_SENT


class OutcomeUnknown(ClientomeError):
    """A call, this one or an earlier equal one, may have been carried out. Nothing was sent again.

    ``operation`` is its id, ``sent_at`` the time at which it was begun, ``look_up`` the method that shows what there is,
    and ``found`` what of it could be the work of this call. ``idempotency_key`` is the key under which the state knows
    it: ``state.done(key)`` makes the next one a new call.
    """

    outcome: Outcome | None = Outcome.UNKNOWN
    operation: str | None = None
    look_up: str | None = None
    found: tuple[Any, ...] = ()
    idempotency_key: str | None = None


class TransportError(ClientomeError):
    """No complete answer arrived.

    ``sent`` says whether bytes of the request may have reached the server; ``is_retry_safe`` whether repeating the
    call can do no harm; ``attempts`` how often it was tried. Where the head of an answer had arrived before the
    connection broke, ``status``, ``headers`` and ``request_id`` are those of it.
    """

    sent = True
    status: int | None = None
    request_id: str | None = None

    def __init__(self, message: str, *, sent: bool | None = None) -> None:
        super().__init__(message)
        if sent is not None:
            self.sent = sent
        self.attempts = 1
        self.operation: str | None = None
        self.is_retry_safe = not self.sent
        self.idempotency_key: str | None = None
        self.headers = Headers()


class ConnectError(TransportError):
    """No connection could be made: name, route, TLS or proxy. The request was not sent."""

    sent = False


class TimeoutError(TransportError):
    """A time limit passed. ``phase`` is connect, read, write, pool or total."""

    def __init__(self, message: str, *, phase: str, sent: bool | None = None) -> None:
        super().__init__(message, sent=sent)
        self.phase = phase


class ConnectTimeout(TimeoutError):
    """Connecting, or getting a free connection, took too long. The request was not sent."""

    sent = False


class ProtocolError(TransportError):
    """The connection broke, or the answer was cut off or was not HTTP."""


class BodyError(TransportError):
    """The request's own body could not be read, for example because a file vanished."""


class ResponseError(ClientomeError):
    """An answer arrived and it is not a result.

    ``status``, ``headers``, ``request_id``, ``body`` (parsed JSON, or text) and ``message`` come from the answer;
    ``code`` too where the provider has error codes. ``operation`` is the operation's id, ``attempts`` how often it
    was sent, ``retry_after`` the seconds that the provider asks to wait. ``is_retry_safe`` says whether repeating the
    call can do no harm; where that takes the same idempotency key, ``idempotency_key`` is it.
    """

    def __init__(
        self,
        text: str,
        *,
        status: int = 0,
        message: str = "",
        code: str | None = None,
        body: Any = None,
        headers: Headers | None = None,
        request_id: str | None = None,
        operation: str = "",
        retry_after: float | None = None,
        attempts: int = 1,
        is_retry_safe: bool = False,
        idempotency_key: str | None = None,
    ) -> None:
        super().__init__(text)
        self.status = status
        self.message = message
        self.code = code
        self.body = body
        self.headers = headers if headers is not None else Headers()
        self.request_id = request_id
        self.operation = operation
        self.retry_after = retry_after
        self.attempts = attempts
        self.is_retry_safe = is_retry_safe
        self.idempotency_key = idempotency_key


class APIError(ResponseError):
    """The provider refused the call or failed: the status is not a success."""


class BadRequestError(APIError):
    """400: the request is invalid."""


class AuthenticationError(APIError):
    """401: the key or token is missing, wrong or expired."""


class PaymentRequiredError(APIError):
    """402: payment is needed. ``challenge`` holds the decoded payment terms where the provider sent them."""

    challenge: Mapping[str, Any] | None = None


class PermissionDeniedError(APIError):
    """403: the key may not do this."""


class NotFoundError(APIError):
    """404: there is no such thing, or the key may not see it. A wait raises it too where a list lacks the thing."""


class MethodNotAllowedError(APIError):
    """405: the method does not exist here."""


class NotAcceptableError(APIError):
    """406: the provider cannot answer in the wanted form."""


class RequestTimeoutError(APIError):
    """408: the provider gave up waiting for the request."""


class ConflictError(APIError):
    """409: the state of the thing does not allow this, or an idempotency key was used for another call."""


class GoneError(APIError):
    """410: the thing existed and is gone for good."""


class PayloadTooLargeError(APIError):
    """413: the body is larger than the provider accepts."""


class UnsupportedMediaTypeError(APIError):
    """415: the provider does not read this content type."""


class UnprocessableEntityError(APIError):
    """422: the request is well formed, but its content is not valid."""


class RateLimitError(APIError):
    """429: too many calls; ``retry_after`` says how long to wait where the provider tells."""


class ClientStatusError(APIError):
    """Any other 4xx status."""


class InternalServerError(APIError):
    """500: the provider failed."""


class BadGatewayError(APIError):
    """502: something between here and the provider's service failed."""


class ServiceUnavailableError(APIError):
    """503: the provider, or a part of it, is down for now."""


class GatewayTimeoutError(APIError):
    """504: the provider's service did not answer in time."""


class ServerStatusError(APIError):
    """Any other 5xx status."""


class UnexpectedStatusError(APIError):
    """A 1xx or 3xx status that cannot be followed."""


class EnvelopeError(ResponseError):
    """The status is a success, but the answer itself says that the call failed."""


class DecodeError(ResponseError):
    """The answer cannot be read: not JSON, cut off, or another thing than described. ``problems`` lists where.

    What differs in places only is no error, unless the client is asked for ``strict_answers``. ``body`` holds what
    came: after a call that makes something it may have the id.
    """

    problems: tuple[str, ...] = ()


class HookError(ResponseError):
    """An ``on_response`` function of the caller failed after the answer had arrived; ``__cause__`` is its error.

    The call itself has ended: ``result`` is its result and ``body`` the answer, both None where the answer is a
    stream. Of a refusal, ``status`` and ``body`` tell what it was.
    """


class PaginationError(ClientomeError):
    """The pages of a list do not advance: the provider repeats itself."""


class WaitFailed(ClientomeError):
    """What was waited for has failed. ``reason`` is the provider's, ``last`` the last answer."""

    def __init__(self, message: str, *, reason: str | None = None, last: Any = None) -> None:
        super().__init__(message)
        self.reason = reason
        self.last = last


class WaitTimeout(ClientomeError):
    """Waiting took too long. ``last`` is the last answer; call the wait method again to go on waiting.

    Where the caller asked for a cancellation ``cancelled`` tells whether the provider took the request.
    """

    cancelled: bool | None = None

    def __init__(self, message: str, *, last: Any = None) -> None:
        super().__init__(message)
        self.last = last


class IntegrityError(ClientomeError):
    """Content does not match its declared size or digest."""


class WebhookError(ClientomeError):
    """A webhook delivery is not authentic or cannot be read."""


STATUS_ERRORS: Mapping[int, type[APIError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    402: PaymentRequiredError,
    403: PermissionDeniedError,
    404: NotFoundError,
    405: MethodNotAllowedError,
    406: NotAcceptableError,
    408: RequestTimeoutError,
    409: ConflictError,
    410: GoneError,
    413: PayloadTooLargeError,
    415: UnsupportedMediaTypeError,
    422: UnprocessableEntityError,
    429: RateLimitError,
    500: InternalServerError,
    502: BadGatewayError,
    503: ServiceUnavailableError,
    504: GatewayTimeoutError,
}


def error_class(status: int) -> type[APIError]:
    """The class of a status that is not a success."""
    known = STATUS_ERRORS.get(status)
    if known is not None:
        return known
    if 400 <= status < 500:
        return ClientStatusError
    return ServerStatusError if status >= 500 else UnexpectedStatusError
