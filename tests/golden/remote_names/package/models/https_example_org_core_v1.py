"""Answers of Names that look like places: https_example_org_core_v1."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from clientome._runtime.generated import AnswerModel


class IoK8sApiCoreV1Meta(AnswerModel):
    file_etc_passwd: Annotated[str | None, Field(alias="file:///etc/passwd")] = None


class IoK8sApiCoreV1Pod(AnswerModel):
    https_example_org_name: Annotated[str | None, Field(alias="https://example.org/name")] = None
    ref_like: Annotated[str | None, Field(alias="$ref.like")] = None
    meta: IoK8sApiCoreV1Meta | None = None
