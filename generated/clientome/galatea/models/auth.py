"""Answers of GalateaBio Ancestry: auth."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from clientome._runtime.generated import AnswerModel


class LoginTokens(AnswerModel):
    """The tokens of a new session."""

    refresh: Annotated[str, Field(json_schema_extra={"x-sdk-sensitive": True})]
    """Token that renews the session and ends it."""
    access: Annotated[str, Field(json_schema_extra={"x-sdk-sensitive": True})]
    """Short-lived token that authorises calls, sent as a bearer token."""
    websocket_access: Annotated[str | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """Token for a websocket channel, of which nothing else is documented."""


class RefreshedTokens(AnswerModel):
    """The renewed tokens of a session."""

    refresh: Annotated[str, Field(json_schema_extra={"x-sdk-sensitive": True})]
    """Token for the next renewal; it replaces the one that was sent."""
    access: Annotated[str, Field(json_schema_extra={"x-sdk-sensitive": True})]
    """Token that authorises calls from now on."""
