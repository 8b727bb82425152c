"""Answers of GalateaBio Ancestry: users."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import AwareDatetime, Field

from clientome._runtime.generated import AnswerModel

UserRole: TypeAlias = Literal["SystemAdmin", "OrgAdmin", "OrgUser", "InternalService"] | str
"""What an account may do."""


class Organization(AnswerModel):
    """The organisation of the account, with what it may order."""

    id: str
    """Id of the organisation."""
    name: str
    """Name of the organisation."""
    domains: list[str] | None = None
    """Mail domains of the organisation."""
    available_models: list[str]
    """Names of the models that may be ordered, as `model_name` of an order takes them."""
    webhooks_enabled: bool | None = None
    """Whether webhooks are delivered."""
    webhooks_secret: Annotated[str | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """Key with which webhook deliveries are signed. Keep it secret."""
    report_ancestry_enabled: bool | None = None
    """Whether ancestry reports may be ordered."""
    report_prs_ruo_cardio_enabled: bool | None = None
    """Whether cardiometabolic risk reports for research may be ordered."""
    report_prs_ruo_cancer_enabled: bool | None = None
    """Whether cancer risk reports for research may be ordered."""
    report_prs_clinical_cardio_enabled: bool | None = None
    """Whether cardiometabolic risk reports for clinical use may be ordered."""
    report_prs_clinical_cancer_enabled: bool | None = None
    """Whether cancer risk reports for clinical use may be ordered."""


class UserProfile(AnswerModel):
    """The account behind the credential."""

    id: str
    """Id of the account."""
    email: Annotated[str, Field(json_schema_extra={"x-sdk-sensitive": True})]
    """E-mail address of the account."""
    first_name: Annotated[str | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """First name."""
    last_name: Annotated[str | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """Last name."""
    role: UserRole
    is_active: bool | None = None
    """Whether the account can be used."""
    created_at: AwareDatetime | None = None
    """When the account was made."""
    deleted_at: AwareDatetime | None = None
    """When it was deleted, if it was."""
    updated_at: AwareDatetime | None = None
    """When it was last changed."""
    org: Organization
