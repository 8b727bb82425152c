"""Arguments of the operations of Names that Python or another thing has: none."""

from __future__ import annotations

from pydantic import StrictStr

from clientome._runtime.generated import ArgumentsModel


class NoneModel(ArgumentsModel):
    """Arguments of GET /none."""

    true: StrictStr | None = None


class TrueModel(ArgumentsModel):
    """Arguments of GET /true."""

    q: StrictStr | None = None


class Class(ArgumentsModel):
    """Arguments of GET /class."""

    class_: StrictStr | None = None
