"""Answers of GalateaBio Ancestry: organizations."""

from __future__ import annotations

from clientome._runtime.generated import AnswerModel


class OrganizationModel(AnswerModel):
    """A model that an organisation may order. Both fields come from the provider's published description of its service; its documentation does not show this answer."""

    model_name: str | None = None
    """Name to give as `model_name` of an order."""
    model_api_name: str | None = None
    """Name of the family of models behind it, such as `vader`."""
