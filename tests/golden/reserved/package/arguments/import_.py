"""Arguments of the operations of Words that are taken: import_."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field, StrictBool, StrictInt, StrictStr

from clientome._runtime.generated import ArgumentsModel


class Import(ArgumentsModel):
    """Arguments of POST /import."""

    from_: date | None = None
    self: Annotated[StrictStr | None, Field(alias="self_")] = None
    options: Annotated[StrictStr | None, Field(alias="options_")] = None
    operations: Annotated[list[StrictStr] | None, Field(alias="operations_")] = None
    none: StrictStr | None = None
    class_: StrictStr | None = None
    list_: Annotated[StrictInt | None, Field(alias="list")] = None
    model_config_: Annotated[StrictStr | None, Field(alias="model_config")] = None
    copy_: Annotated[StrictBool | None, Field(alias="copy")] = None
