"""The one module that generated code imports.

Whatever else the runtime has may move and change its name; what stands here is what packages that were generated
earlier rely on. Each name is fetched from its module when it is first used, so that importing a package stays cheap.
A change after which such a package would no longer work raises ``CONTRACT``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .base.frames import guarded as guarded
    from .base.info import ResponseInfo as ResponseInfo
    from .base.models import AnswerModel as AnswerModel
    from .base.models import ArgumentsModel as ArgumentsModel
    from .base.models import InputModel as InputModel
    from .base.models import SensitiveAnswer as SensitiveAnswer
    from .base.options import RequestOptions as RequestOptions
    from .base.options import Timeout as Timeout
    from .base.options import with_progress as with_progress
    from .base.sftp_target import SftpTarget as SftpTarget
    from .base.types import UNSET as UNSET
    from .base.types import EpochMillis as EpochMillis
    from .base.types import EpochMillisOrZero as EpochMillisOrZero
    from .base.types import EpochSeconds as EpochSeconds
    from .base.types import EpochSecondsOrZero as EpochSecondsOrZero
    from .base.types import Exact as Exact
    from .base.types import JsonText as JsonText
    from .base.types import StrictNumber as StrictNumber
    from .base.types import Unset as Unset
    from .body.inputs import FileInput as FileInput
    from .call.binary import AsyncBinaryResponse as AsyncBinaryResponse
    from .call.binary import BinaryResponse as BinaryResponse
    from .call.binary import Progress as Progress
    from .client import AsyncClient as AsyncClient
    from .client import AsyncResource as AsyncResource
    from .client import Client as Client
    from .client import Resource as Resource
    from .http.messages import AsyncTransport as AsyncTransport
    from .http.messages import Transport as Transport
    from .paging import AsyncPage as AsyncPage
    from .paging import Page as Page
    from .policies.payment import Payer as Payer
    from .policies.rate_limits import Limiter as Limiter
    from .policies.recorder import Observer as Observer
    from .policies.spending import Budget as Budget
    from .policies.spending import Cost as Cost
    from .spec.api import Api as Api
    from .spec.api import Credential as Credential
    from .spec.api import Envelope as Envelope
    from .spec.api import Environment as Environment
    from .spec.api import ErrorShape as ErrorShape
    from .spec.api import Login as Login
    from .spec.api import RateLimit as RateLimit
    from .spec.operation import Acceptor as Acceptor
    from .spec.operation import After as After
    from .spec.operation import Answer as Answer
    from .spec.operation import Cancellation as Cancellation
    from .spec.operation import Condition as Condition
    from .spec.operation import Constraint as Constraint
    from .spec.operation import DirectWay as DirectWay
    from .spec.operation import Download as Download
    from .spec.operation import Explanation as Explanation
    from .spec.operation import Guide as Guide
    from .spec.operation import Item as Item
    from .spec.operation import ManagedUpload as ManagedUpload
    from .spec.operation import Manifest as Manifest
    from .spec.operation import Media as Media
    from .spec.operation import Operation as Operation
    from .spec.operation import Pagination as Pagination
    from .spec.operation import Parameter as Parameter
    from .spec.operation import Payment as Payment
    from .spec.operation import PriceList as PriceList
    from .spec.operation import Pricing as Pricing
    from .spec.operation import Recovery as Recovery
    from .spec.operation import SftpWay as SftpWay
    from .spec.operation import SignedWay as SignedWay
    from .spec.operation import StateList as StateList
    from .spec.operation import Upload as Upload
    from .spec.operation import Waiter as Waiter
    from .state.state import State as State
    from .waiting.many import Waited as Waited
    from .webhooks import Event as Event
    from .webhooks import Receiver as Receiver
    from .webhooks import Webhooks as Webhooks
    from .webhooks import WebhookSignature as WebhookSignature

CONTRACT = 1

_HOMES = {
    "guarded": "base.frames",
    "ResponseInfo": "base.info",
    "AnswerModel": "base.models",
    "ArgumentsModel": "base.models",
    "InputModel": "base.models",
    "SensitiveAnswer": "base.models",
    "RequestOptions": "base.options",
    "Timeout": "base.options",
    "with_progress": "base.options",
    "SftpTarget": "base.sftp_target",
    "EpochMillis": "base.types",
    "EpochMillisOrZero": "base.types",
    "EpochSeconds": "base.types",
    "EpochSecondsOrZero": "base.types",
    "Exact": "base.types",
    "JsonText": "base.types",
    "StrictNumber": "base.types",
    "UNSET": "base.types",
    "Unset": "base.types",
    "FileInput": "body.inputs",
    "AsyncBinaryResponse": "call.binary",
    "BinaryResponse": "call.binary",
    "Progress": "call.binary",
    "AsyncClient": "client",
    "AsyncResource": "client",
    "Client": "client",
    "Resource": "client",
    "AsyncTransport": "http.messages",
    "Transport": "http.messages",
    "AsyncPage": "paging",
    "Page": "paging",
    "Payer": "policies.payment",
    "Limiter": "policies.rate_limits",
    "Observer": "policies.recorder",
    "Budget": "policies.spending",
    "Cost": "policies.spending",
    "Api": "spec.api",
    "Credential": "spec.api",
    "Envelope": "spec.api",
    "Environment": "spec.api",
    "ErrorShape": "spec.api",
    "Login": "spec.api",
    "RateLimit": "spec.api",
    "Acceptor": "spec.operation",
    "After": "spec.operation",
    "Answer": "spec.operation",
    "Cancellation": "spec.operation",
    "Condition": "spec.operation",
    "Constraint": "spec.operation",
    "DirectWay": "spec.operation",
    "Download": "spec.operation",
    "Explanation": "spec.operation",
    "Guide": "spec.operation",
    "Item": "spec.operation",
    "ManagedUpload": "spec.operation",
    "Manifest": "spec.operation",
    "Media": "spec.operation",
    "Operation": "spec.operation",
    "Pagination": "spec.operation",
    "Parameter": "spec.operation",
    "Payment": "spec.operation",
    "PriceList": "spec.operation",
    "Pricing": "spec.operation",
    "Recovery": "spec.operation",
    "SftpWay": "spec.operation",
    "SignedWay": "spec.operation",
    "StateList": "spec.operation",
    "Upload": "spec.operation",
    "Waiter": "spec.operation",
    "State": "state.state",
    "Waited": "waiting.many",
    "Event": "webhooks",
    "Receiver": "webhooks",
    "WebhookSignature": "webhooks",
    "Webhooks": "webhooks",
}

__all__ = [
    "Acceptor",
    "After",
    "Answer",
    "AnswerModel",
    "Api",
    "ArgumentsModel",
    "AsyncBinaryResponse",
    "AsyncClient",
    "AsyncPage",
    "AsyncResource",
    "AsyncTransport",
    "BinaryResponse",
    "Budget",
    "CONTRACT",
    "Cancellation",
    "Client",
    "Condition",
    "Constraint",
    "Cost",
    "Credential",
    "DirectWay",
    "Download",
    "Envelope",
    "Environment",
    "EpochMillis",
    "EpochMillisOrZero",
    "EpochSeconds",
    "EpochSecondsOrZero",
    "ErrorShape",
    "Event",
    "Exact",
    "Explanation",
    "FileInput",
    "Guide",
    "InputModel",
    "Item",
    "JsonText",
    "Limiter",
    "Login",
    "ManagedUpload",
    "Manifest",
    "Media",
    "Observer",
    "Operation",
    "Page",
    "Pagination",
    "Parameter",
    "Payer",
    "Payment",
    "PriceList",
    "Pricing",
    "Progress",
    "RateLimit",
    "Receiver",
    "Recovery",
    "RequestOptions",
    "Resource",
    "ResponseInfo",
    "SensitiveAnswer",
    "SftpTarget",
    "SftpWay",
    "SignedWay",
    "State",
    "StateList",
    "StrictNumber",
    "Timeout",
    "Transport",
    "UNSET",
    "Unset",
    "Upload",
    "Waited",
    "Waiter",
    "WebhookSignature",
    "Webhooks",
    "guarded",
    "made_for",
    "with_progress",
]


def made_for(contract: int, package: str | None) -> None:
    """Refuse to go on when a package was generated for another contract; raises ImportError."""
    if contract != CONTRACT:
        raise ImportError(
            f"{package} was generated for contract {contract} of clientome's runtime, but the installed clientome "
            f"has contract {CONTRACT}: generate the package again with the generator of this version"
        )


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f".{home}", __package__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
