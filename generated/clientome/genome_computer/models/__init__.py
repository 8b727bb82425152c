"""Answers of genome.computer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..inputs.billing import BillingModeInput as BillingModeInput
    from ..inputs.billing import UpdateBillingAccountRequest as UpdateBillingAccountRequest
    from ..inputs.contexts import BuildContextRequest as BuildContextRequest
    from ..inputs.contexts import DetailLevelInput as DetailLevelInput
    from ..inputs.conversions import CreateConversionRequest as CreateConversionRequest
    from ..inputs.genomes import UpdateRetentionRequest as UpdateRetentionRequest
    from ..inputs.orders import CreateOrderRequest as CreateOrderRequest
    from ..inputs.orders import Customer as Customer
    from ..inputs.orders import DeliverableInput as DeliverableInput
    from ..inputs.orders import ShippingAddress as ShippingAddress
    from ..inputs.questions import AskQuestionRequest as AskQuestionRequest
    from ..inputs.questions import ResponseLengthInput as ResponseLengthInput
    from ..inputs.shared import ContextDomainInput as ContextDomainInput
    from ..inputs.shared import OrderStatusInput as OrderStatusInput
    from ..inputs.shared import RetentionInput as RetentionInput
    from ..inputs.staging import AdvanceOrderRequest as AdvanceOrderRequest
    from ..inputs.uploads import CompleteUploadRequest as CompleteUploadRequest
    from ..inputs.uploads import InitiateUploadRequest as InitiateUploadRequest
    from ..inputs.uploads import UploadVcfRequest as UploadVcfRequest
    from ..inputs.webhooks import CreateWebhookRequest as CreateWebhookRequest
    from ..inputs.webhooks import WebhookEventTypeInput as WebhookEventTypeInput
    from .api_keys import ApiKeyList as ApiKeyList
    from .api_keys import RevokedApiKey as RevokedApiKey
    from .billing import BalanceTransactionList as BalanceTransactionList
    from .billing import BillingAccount as BillingAccount
    from .billing import BillingMode as BillingMode
    from .billing import BillingPeriodList as BillingPeriodList
    from .billing import FinalizedPeriod as FinalizedPeriod
    from .billing import GeneratedCharges as GeneratedCharges
    from .billing import PeriodChargeList as PeriodChargeList
    from .contexts import Context as Context
    from .contexts import DetailLevel as DetailLevel
    from .conversions import Conversion as Conversion
    from .genomes import Genome as Genome
    from .genomes import GenomeList as GenomeList
    from .genomes import GenomeManifest as GenomeManifest
    from .genomes import Reinterpretation as Reinterpretation
    from .interpretations import Interpretation as Interpretation
    from .interpretations import InterpretationArtifact as InterpretationArtifact
    from .interpretations import InterpretationDiff as InterpretationDiff
    from .orders import Deliverable as Deliverable
    from .orders import Order as Order
    from .orders import OrderEvent as OrderEvent
    from .orders import OrderEventList as OrderEventList
    from .orders import OrderEventPayload as OrderEventPayload
    from .orders import OrderList as OrderList
    from .orders import OrderShipment as OrderShipment
    from .orders import OrderSummary as OrderSummary
    from .orders import Shipment as Shipment
    from .panels import PanelCatalogue as PanelCatalogue
    from .panels import PanelCitation as PanelCitation
    from .panels import PanelDefinition as PanelDefinition
    from .panels import PanelEvidence as PanelEvidence
    from .panels import PanelFinding as PanelFinding
    from .panels import PanelResult as PanelResult
    from .panels import PanelResultList as PanelResultList
    from .panels import PanelSection as PanelSection
    from .questions import Answer as Answer
    from .questions import AnswerSafety as AnswerSafety
    from .questions import ResponseLength as ResponseLength
    from .shared import ContextDomain as ContextDomain
    from .shared import Error as Error
    from .shared import FileLinks as FileLinks
    from .shared import Genotype as Genotype
    from .shared import OrderStatus as OrderStatus
    from .shared import Retention as Retention
    from .shared import StructuredFinding as StructuredFinding
    from .shared import VersionedCitation as VersionedCitation
    from .staging import AdvancedOrder as AdvancedOrder
    from .staging import SandboxGenomes as SandboxGenomes
    from .uploads import SignedUpload as SignedUpload
    from .uploads import Upload as Upload
    from .usage import UsageEventList as UsageEventList
    from .usage import UsageRollupList as UsageRollupList
    from .webhooks import DisabledWebhook as DisabledWebhook
    from .webhooks import Webhook as Webhook
    from .webhooks import WebhookEvent as WebhookEvent
    from .webhooks import WebhookEventPayload as WebhookEventPayload
    from .webhooks import WebhookEventType as WebhookEventType
    from .webhooks import WebhookList as WebhookList

__all__ = [
    "AdvanceOrderRequest",
    "AdvancedOrder",
    "Answer",
    "AnswerSafety",
    "ApiKeyList",
    "AskQuestionRequest",
    "BalanceTransactionList",
    "BillingAccount",
    "BillingMode",
    "BillingModeInput",
    "BillingPeriodList",
    "BuildContextRequest",
    "CompleteUploadRequest",
    "Context",
    "ContextDomain",
    "ContextDomainInput",
    "Conversion",
    "CreateConversionRequest",
    "CreateOrderRequest",
    "CreateWebhookRequest",
    "Customer",
    "Deliverable",
    "DeliverableInput",
    "DetailLevel",
    "DetailLevelInput",
    "DisabledWebhook",
    "Error",
    "FileLinks",
    "FinalizedPeriod",
    "GeneratedCharges",
    "Genome",
    "GenomeList",
    "GenomeManifest",
    "Genotype",
    "InitiateUploadRequest",
    "Interpretation",
    "InterpretationArtifact",
    "InterpretationDiff",
    "Order",
    "OrderEvent",
    "OrderEventList",
    "OrderEventPayload",
    "OrderList",
    "OrderShipment",
    "OrderStatus",
    "OrderStatusInput",
    "OrderSummary",
    "PanelCatalogue",
    "PanelCitation",
    "PanelDefinition",
    "PanelEvidence",
    "PanelFinding",
    "PanelResult",
    "PanelResultList",
    "PanelSection",
    "PeriodChargeList",
    "Reinterpretation",
    "ResponseLength",
    "ResponseLengthInput",
    "Retention",
    "RetentionInput",
    "RevokedApiKey",
    "SandboxGenomes",
    "Shipment",
    "ShippingAddress",
    "SignedUpload",
    "StructuredFinding",
    "UpdateBillingAccountRequest",
    "UpdateRetentionRequest",
    "Upload",
    "UploadVcfRequest",
    "UsageEventList",
    "UsageRollupList",
    "VersionedCitation",
    "Webhook",
    "WebhookEvent",
    "WebhookEventPayload",
    "WebhookEventType",
    "WebhookEventTypeInput",
    "WebhookList",
]

_MODULES = {
    "AdvanceOrderRequest": "..inputs.staging",
    "AdvancedOrder": ".staging",
    "Answer": ".questions",
    "AnswerSafety": ".questions",
    "ApiKeyList": ".api_keys",
    "AskQuestionRequest": "..inputs.questions",
    "BalanceTransactionList": ".billing",
    "BillingAccount": ".billing",
    "BillingMode": ".billing",
    "BillingModeInput": "..inputs.billing",
    "BillingPeriodList": ".billing",
    "BuildContextRequest": "..inputs.contexts",
    "CompleteUploadRequest": "..inputs.uploads",
    "Context": ".contexts",
    "ContextDomain": ".shared",
    "ContextDomainInput": "..inputs.shared",
    "Conversion": ".conversions",
    "CreateConversionRequest": "..inputs.conversions",
    "CreateOrderRequest": "..inputs.orders",
    "CreateWebhookRequest": "..inputs.webhooks",
    "Customer": "..inputs.orders",
    "Deliverable": ".orders",
    "DeliverableInput": "..inputs.orders",
    "DetailLevel": ".contexts",
    "DetailLevelInput": "..inputs.contexts",
    "DisabledWebhook": ".webhooks",
    "Error": ".shared",
    "FileLinks": ".shared",
    "FinalizedPeriod": ".billing",
    "GeneratedCharges": ".billing",
    "Genome": ".genomes",
    "GenomeList": ".genomes",
    "GenomeManifest": ".genomes",
    "Genotype": ".shared",
    "InitiateUploadRequest": "..inputs.uploads",
    "Interpretation": ".interpretations",
    "InterpretationArtifact": ".interpretations",
    "InterpretationDiff": ".interpretations",
    "Order": ".orders",
    "OrderEvent": ".orders",
    "OrderEventList": ".orders",
    "OrderEventPayload": ".orders",
    "OrderList": ".orders",
    "OrderShipment": ".orders",
    "OrderStatus": ".shared",
    "OrderStatusInput": "..inputs.shared",
    "OrderSummary": ".orders",
    "PanelCatalogue": ".panels",
    "PanelCitation": ".panels",
    "PanelDefinition": ".panels",
    "PanelEvidence": ".panels",
    "PanelFinding": ".panels",
    "PanelResult": ".panels",
    "PanelResultList": ".panels",
    "PanelSection": ".panels",
    "PeriodChargeList": ".billing",
    "Reinterpretation": ".genomes",
    "ResponseLength": ".questions",
    "ResponseLengthInput": "..inputs.questions",
    "Retention": ".shared",
    "RetentionInput": "..inputs.shared",
    "RevokedApiKey": ".api_keys",
    "SandboxGenomes": ".staging",
    "Shipment": ".orders",
    "ShippingAddress": "..inputs.orders",
    "SignedUpload": ".uploads",
    "StructuredFinding": ".shared",
    "UpdateBillingAccountRequest": "..inputs.billing",
    "UpdateRetentionRequest": "..inputs.genomes",
    "Upload": ".uploads",
    "UploadVcfRequest": "..inputs.uploads",
    "UsageEventList": ".usage",
    "UsageRollupList": ".usage",
    "VersionedCitation": ".shared",
    "Webhook": ".webhooks",
    "WebhookEvent": ".webhooks",
    "WebhookEventPayload": ".webhooks",
    "WebhookEventType": ".webhooks",
    "WebhookEventTypeInput": "..inputs.webhooks",
    "WebhookList": ".webhooks",
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
