"""Answers of GalateaBio Ancestry."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..inputs.orders import ModelApiName as ModelApiName
    from ..inputs.orders import OrderStatusGroup as OrderStatusGroup
    from ..inputs.orders import OrderStatusInput as OrderStatusInput
    from ..inputs.orders import OrderTypeInput as OrderTypeInput
    from ..inputs.orders import PdfMetadataInput as PdfMetadataInput
    from ..inputs.orders import PrsReportType as PrsReportType
    from ..inputs.results import JsonResultType as JsonResultType
    from ..inputs.results import PdfReportTypeFilter as PdfReportTypeFilter
    from ..inputs.shared import ResultTypeInput as ResultTypeInput
    from .auth import LoginTokens as LoginTokens
    from .auth import RefreshedTokens as RefreshedTokens
    from .files import FileStatus as FileStatus
    from .files import GenomeType as GenomeType
    from .files import SourceFile as SourceFile
    from .files import SourceFilePage as SourceFilePage
    from .orders import CancelAnswer as CancelAnswer
    from .orders import LabelledResultType as LabelledResultType
    from .orders import Order as Order
    from .orders import OrderPage as OrderPage
    from .orders import OrderResultTypesItem as OrderResultTypesItem
    from .orders import OrderStatus as OrderStatus
    from .orders import OrderTag as OrderTag
    from .orders import OrderType as OrderType
    from .orders import PdfMetadata as PdfMetadata
    from .orders import ResultNote as ResultNote
    from .orders import SubmitAnswer as SubmitAnswer
    from .organizations import OrganizationModel as OrganizationModel
    from .results import PdfReport as PdfReport
    from .results import PdfReportPage as PdfReportPage
    from .results import PdfReportStatus as PdfReportStatus
    from .results import PdfReportType as PdfReportType
    from .results import PdfRequestType as PdfRequestType
    from .results import ResultJson as ResultJson
    from .results import ResultSamples as ResultSamples
    from .shared import Error as Error
    from .shared import ResultType as ResultType
    from .tags import Tag as Tag
    from .tags import TagPage as TagPage
    from .users import Organization as Organization
    from .users import UserProfile as UserProfile
    from .users import UserRole as UserRole
    from .webhooks import FileEventStatus as FileEventStatus
    from .webhooks import OrderEvent as OrderEvent
    from .webhooks import OrderEventStatus as OrderEventStatus
    from .webhooks import SourceFileEvent as SourceFileEvent

__all__ = [
    "CancelAnswer",
    "Error",
    "FileEventStatus",
    "FileStatus",
    "GenomeType",
    "JsonResultType",
    "LabelledResultType",
    "LoginTokens",
    "ModelApiName",
    "Order",
    "OrderEvent",
    "OrderEventStatus",
    "OrderPage",
    "OrderResultTypesItem",
    "OrderStatus",
    "OrderStatusGroup",
    "OrderStatusInput",
    "OrderTag",
    "OrderType",
    "OrderTypeInput",
    "Organization",
    "OrganizationModel",
    "PdfMetadata",
    "PdfMetadataInput",
    "PdfReport",
    "PdfReportPage",
    "PdfReportStatus",
    "PdfReportType",
    "PdfReportTypeFilter",
    "PdfRequestType",
    "PrsReportType",
    "RefreshedTokens",
    "ResultJson",
    "ResultNote",
    "ResultSamples",
    "ResultType",
    "ResultTypeInput",
    "SourceFile",
    "SourceFileEvent",
    "SourceFilePage",
    "SubmitAnswer",
    "Tag",
    "TagPage",
    "UserProfile",
    "UserRole",
]

_MODULES = {
    "CancelAnswer": ".orders",
    "Error": ".shared",
    "FileEventStatus": ".webhooks",
    "FileStatus": ".files",
    "GenomeType": ".files",
    "JsonResultType": "..inputs.results",
    "LabelledResultType": ".orders",
    "LoginTokens": ".auth",
    "ModelApiName": "..inputs.orders",
    "Order": ".orders",
    "OrderEvent": ".webhooks",
    "OrderEventStatus": ".webhooks",
    "OrderPage": ".orders",
    "OrderResultTypesItem": ".orders",
    "OrderStatus": ".orders",
    "OrderStatusGroup": "..inputs.orders",
    "OrderStatusInput": "..inputs.orders",
    "OrderTag": ".orders",
    "OrderType": ".orders",
    "OrderTypeInput": "..inputs.orders",
    "Organization": ".users",
    "OrganizationModel": ".organizations",
    "PdfMetadata": ".orders",
    "PdfMetadataInput": "..inputs.orders",
    "PdfReport": ".results",
    "PdfReportPage": ".results",
    "PdfReportStatus": ".results",
    "PdfReportType": ".results",
    "PdfReportTypeFilter": "..inputs.results",
    "PdfRequestType": ".results",
    "PrsReportType": "..inputs.orders",
    "RefreshedTokens": ".auth",
    "ResultJson": ".results",
    "ResultNote": ".orders",
    "ResultSamples": ".results",
    "ResultType": ".shared",
    "ResultTypeInput": "..inputs.shared",
    "SourceFile": ".files",
    "SourceFileEvent": ".webhooks",
    "SourceFilePage": ".files",
    "SubmitAnswer": ".orders",
    "Tag": ".tags",
    "TagPage": ".tags",
    "UserProfile": ".users",
    "UserRole": ".users",
}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        from importlib import import_module

        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(_MODULES[name], __name__), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return __all__
