"""Answers of subseq.bio."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..inputs.auth import LoginCodeRequest as LoginCodeRequest
    from ..inputs.auth import LoginRequest as LoginRequest
    from ..inputs.datasets import DatasetCreation as DatasetCreation
    from ..inputs.datasets import DatasetEdit as DatasetEdit
    from ..inputs.datasets import DatasetMove as DatasetMove
    from ..inputs.datasets import DatasetRename as DatasetRename
    from ..inputs.datasets import DatasetUploadLinkRequest as DatasetUploadLinkRequest
    from ..inputs.downloads import DownloadLinkRequest as DownloadLinkRequest
    from ..inputs.jobs import GuidedJobSubmission as GuidedJobSubmission
    from ..inputs.jobs import JobMove as JobMove
    from ..inputs.jobs import JobRerun as JobRerun
    from ..inputs.jobs import JobSubmission as JobSubmission
    from ..inputs.keys import KeyCreation as KeyCreation
    from ..inputs.keys import KeyDeletion as KeyDeletion
    from ..inputs.payments import CreditPurchase as CreditPurchase
    from ..inputs.pipelines import PipelineStep as PipelineStep
    from ..inputs.pipelines import PipelineSubmission as PipelineSubmission
    from ..inputs.pipelines import PipelineUpload as PipelineUpload
    from ..inputs.projects import ProjectName as ProjectName
    from .account import Account as Account
    from .account import AccountAnswer as AccountAnswer
    from .auth import AdminKey as AdminKey
    from .auth import LoginAnswer as LoginAnswer
    from .datasets import DatasetDigestAnswer as DatasetDigestAnswer
    from .datasets import DatasetEditAnswer as DatasetEditAnswer
    from .datasets import DatasetEditMode as DatasetEditMode
    from .datasets import DatasetEditResult as DatasetEditResult
    from .datasets import DatasetFile as DatasetFile
    from .datasets import DatasetInfo as DatasetInfo
    from .datasets import DatasetInfoAnswer as DatasetInfoAnswer
    from .datasets import DatasetList as DatasetList
    from .datasets import DatasetListAnswer as DatasetListAnswer
    from .datasets import DatasetMeta as DatasetMeta
    from .datasets import DatasetRef as DatasetRef
    from .datasets import DatasetSummary as DatasetSummary
    from .datasets import DatasetUploadLink as DatasetUploadLink
    from .datasets import DatasetUploadLinkAnswer as DatasetUploadLinkAnswer
    from .downloads import DownloadLink as DownloadLink
    from .downloads import DownloadLinkAnswer as DownloadLinkAnswer
    from .jobs import JobCancelAnswer as JobCancelAnswer
    from .jobs import JobDetail as JobDetail
    from .jobs import JobFile as JobFile
    from .jobs import JobList as JobList
    from .jobs import JobListAnswer as JobListAnswer
    from .jobs import JobRef as JobRef
    from .jobs import JobRerunAnswer as JobRerunAnswer
    from .jobs import JobRerunRef as JobRerunRef
    from .jobs import JobStatus as JobStatus
    from .jobs import JobSubmitAnswer as JobSubmitAnswer
    from .jobs import JobSummary as JobSummary
    from .jobs import JobViewAnswer as JobViewAnswer
    from .jobs import SourceKind as SourceKind
    from .keys import ClientKey as ClientKey
    from .keys import KeyCreateAnswer as KeyCreateAnswer
    from .keys import KeyListAnswer as KeyListAnswer
    from .keys import NewClientKey as NewClientKey
    from .payments import CheckoutAnswer as CheckoutAnswer
    from .payments import CheckoutSession as CheckoutSession
    from .payments import PaymentChallenge as PaymentChallenge
    from .payments import PaymentResource as PaymentResource
    from .payments import PaymentTerms as PaymentTerms
    from .payments import PaymentTermsExtra as PaymentTermsExtra
    from .payments import PaymentVerification as PaymentVerification
    from .payments import PaymentVerifyAnswer as PaymentVerifyAnswer
    from .payments import TopUp as TopUp
    from .payments import TopUpAnswer as TopUpAnswer
    from .pipelines import PipelineDetail as PipelineDetail
    from .pipelines import PipelineInfoAnswer as PipelineInfoAnswer
    from .pipelines import PipelineList as PipelineList
    from .pipelines import PipelineListAnswer as PipelineListAnswer
    from .pipelines import PipelineRef as PipelineRef
    from .pipelines import PipelineStatus as PipelineStatus
    from .pipelines import PipelineStepRecord as PipelineStepRecord
    from .pipelines import PipelineSubmitAnswer as PipelineSubmitAnswer
    from .pipelines import PipelineSummary as PipelineSummary
    from .programs import Program as Program
    from .programs import ProgramListAnswer as ProgramListAnswer
    from .programs import ProgramMode as ProgramMode
    from .programs import ProgramParam as ProgramParam
    from .programs import ProgramParams as ProgramParams
    from .programs import ProgramParamsAnswer as ProgramParamsAnswer
    from .projects import Project as Project
    from .projects import ProjectListAnswer as ProjectListAnswer
    from .service import Pricing as Pricing
    from .service import PricingAnswer as PricingAnswer
    from .shared import DoneAnswer as DoneAnswer
    from .shared import ErrorAnswer as ErrorAnswer
    from .transactions import Transaction as Transaction
    from .transactions import TransactionList as TransactionList
    from .transactions import TransactionListAnswer as TransactionListAnswer
    from .transactions import TransactionStatus as TransactionStatus

__all__ = [
    "Account",
    "AccountAnswer",
    "AdminKey",
    "CheckoutAnswer",
    "CheckoutSession",
    "ClientKey",
    "CreditPurchase",
    "DatasetCreation",
    "DatasetDigestAnswer",
    "DatasetEdit",
    "DatasetEditAnswer",
    "DatasetEditMode",
    "DatasetEditResult",
    "DatasetFile",
    "DatasetInfo",
    "DatasetInfoAnswer",
    "DatasetList",
    "DatasetListAnswer",
    "DatasetMeta",
    "DatasetMove",
    "DatasetRef",
    "DatasetRename",
    "DatasetSummary",
    "DatasetUploadLink",
    "DatasetUploadLinkAnswer",
    "DatasetUploadLinkRequest",
    "DoneAnswer",
    "DownloadLink",
    "DownloadLinkAnswer",
    "DownloadLinkRequest",
    "ErrorAnswer",
    "GuidedJobSubmission",
    "JobCancelAnswer",
    "JobDetail",
    "JobFile",
    "JobList",
    "JobListAnswer",
    "JobMove",
    "JobRef",
    "JobRerun",
    "JobRerunAnswer",
    "JobRerunRef",
    "JobStatus",
    "JobSubmission",
    "JobSubmitAnswer",
    "JobSummary",
    "JobViewAnswer",
    "KeyCreateAnswer",
    "KeyCreation",
    "KeyDeletion",
    "KeyListAnswer",
    "LoginAnswer",
    "LoginCodeRequest",
    "LoginRequest",
    "NewClientKey",
    "PaymentChallenge",
    "PaymentResource",
    "PaymentTerms",
    "PaymentTermsExtra",
    "PaymentVerification",
    "PaymentVerifyAnswer",
    "PipelineDetail",
    "PipelineInfoAnswer",
    "PipelineList",
    "PipelineListAnswer",
    "PipelineRef",
    "PipelineStatus",
    "PipelineStep",
    "PipelineStepRecord",
    "PipelineSubmission",
    "PipelineSubmitAnswer",
    "PipelineSummary",
    "PipelineUpload",
    "Pricing",
    "PricingAnswer",
    "Program",
    "ProgramListAnswer",
    "ProgramMode",
    "ProgramParam",
    "ProgramParams",
    "ProgramParamsAnswer",
    "Project",
    "ProjectListAnswer",
    "ProjectName",
    "SourceKind",
    "TopUp",
    "TopUpAnswer",
    "Transaction",
    "TransactionList",
    "TransactionListAnswer",
    "TransactionStatus",
]

_MODULES = {
    "Account": ".account",
    "AccountAnswer": ".account",
    "AdminKey": ".auth",
    "CheckoutAnswer": ".payments",
    "CheckoutSession": ".payments",
    "ClientKey": ".keys",
    "CreditPurchase": "..inputs.payments",
    "DatasetCreation": "..inputs.datasets",
    "DatasetDigestAnswer": ".datasets",
    "DatasetEdit": "..inputs.datasets",
    "DatasetEditAnswer": ".datasets",
    "DatasetEditMode": ".datasets",
    "DatasetEditResult": ".datasets",
    "DatasetFile": ".datasets",
    "DatasetInfo": ".datasets",
    "DatasetInfoAnswer": ".datasets",
    "DatasetList": ".datasets",
    "DatasetListAnswer": ".datasets",
    "DatasetMeta": ".datasets",
    "DatasetMove": "..inputs.datasets",
    "DatasetRef": ".datasets",
    "DatasetRename": "..inputs.datasets",
    "DatasetSummary": ".datasets",
    "DatasetUploadLink": ".datasets",
    "DatasetUploadLinkAnswer": ".datasets",
    "DatasetUploadLinkRequest": "..inputs.datasets",
    "DoneAnswer": ".shared",
    "DownloadLink": ".downloads",
    "DownloadLinkAnswer": ".downloads",
    "DownloadLinkRequest": "..inputs.downloads",
    "ErrorAnswer": ".shared",
    "GuidedJobSubmission": "..inputs.jobs",
    "JobCancelAnswer": ".jobs",
    "JobDetail": ".jobs",
    "JobFile": ".jobs",
    "JobList": ".jobs",
    "JobListAnswer": ".jobs",
    "JobMove": "..inputs.jobs",
    "JobRef": ".jobs",
    "JobRerun": "..inputs.jobs",
    "JobRerunAnswer": ".jobs",
    "JobRerunRef": ".jobs",
    "JobStatus": ".jobs",
    "JobSubmission": "..inputs.jobs",
    "JobSubmitAnswer": ".jobs",
    "JobSummary": ".jobs",
    "JobViewAnswer": ".jobs",
    "KeyCreateAnswer": ".keys",
    "KeyCreation": "..inputs.keys",
    "KeyDeletion": "..inputs.keys",
    "KeyListAnswer": ".keys",
    "LoginAnswer": ".auth",
    "LoginCodeRequest": "..inputs.auth",
    "LoginRequest": "..inputs.auth",
    "NewClientKey": ".keys",
    "PaymentChallenge": ".payments",
    "PaymentResource": ".payments",
    "PaymentTerms": ".payments",
    "PaymentTermsExtra": ".payments",
    "PaymentVerification": ".payments",
    "PaymentVerifyAnswer": ".payments",
    "PipelineDetail": ".pipelines",
    "PipelineInfoAnswer": ".pipelines",
    "PipelineList": ".pipelines",
    "PipelineListAnswer": ".pipelines",
    "PipelineRef": ".pipelines",
    "PipelineStatus": ".pipelines",
    "PipelineStep": "..inputs.pipelines",
    "PipelineStepRecord": ".pipelines",
    "PipelineSubmission": "..inputs.pipelines",
    "PipelineSubmitAnswer": ".pipelines",
    "PipelineSummary": ".pipelines",
    "PipelineUpload": "..inputs.pipelines",
    "Pricing": ".service",
    "PricingAnswer": ".service",
    "Program": ".programs",
    "ProgramListAnswer": ".programs",
    "ProgramMode": ".programs",
    "ProgramParam": ".programs",
    "ProgramParams": ".programs",
    "ProgramParamsAnswer": ".programs",
    "Project": ".projects",
    "ProjectListAnswer": ".projects",
    "ProjectName": "..inputs.projects",
    "SourceKind": ".jobs",
    "TopUp": ".payments",
    "TopUpAnswer": ".payments",
    "Transaction": ".transactions",
    "TransactionList": ".transactions",
    "TransactionListAnswer": ".transactions",
    "TransactionStatus": ".transactions",
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
