"""Arguments of the operations of Bodies that take fields without a name: bodies."""

from __future__ import annotations

from typing import Any

from pydantic import StrictStr

from clientome._runtime.generated import ArgumentsModel

from ..inputs import bodies


class PostJson(ArgumentsModel):
    """Arguments of POST /json."""

    a: StrictStr | None = None
    inner: bodies.OpenInner | None = None
    extra_fields: StrictStr | None = None
    extra_fields_2: dict[str, Any] | None = None


class PostForm(ArgumentsModel):
    """Arguments of POST /form."""

    a: StrictStr | None = None
    inner: bodies.OpenInner | None = None
    extra_fields: StrictStr | None = None
    extra_fields_2: dict[str, Any] | None = None


class PostParts(ArgumentsModel):
    """Arguments of POST /parts."""

    a: StrictStr | None = None
    file: Any | None = None
    extra_fields: dict[str, Any] | None = None
