"""Types that answers and requests use beside those of the standard library."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from pydantic_core import CoreSchema, PydanticCustomError, core_schema, from_json

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue


class Unset(Enum):
    """The type of :data:`UNSET`."""

    UNSET = "UNSET"

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"


UNSET: Final = Unset.UNSET
"""Left out. Used as a default only where an API tells ``null`` from a missing value."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ONE = {"seconds": timedelta(seconds=1), "milliseconds": timedelta(milliseconds=1)}


class Epoch:
    """Marks a datetime that is an integer on the wire: time since 1970 UTC.

    With ``none`` that integer stands for "not yet" and becomes ``None``. Going out, a datetime must be aware.
    """

    def __init__(self, unit: Literal["seconds", "milliseconds"], none: int | None = None) -> None:
        self.unit = _ONE[unit]
        self.none = none

    def read(self, value: Any) -> datetime | None:
        """An integer (or an aware datetime) as a datetime."""
        if self.none is not None and (value is None or value == self.none):
            return None
        if isinstance(value, datetime):
            if value.tzinfo is None:
                raise PydanticCustomError("timezone_aware", "Input should have timezone info")
            return value.astimezone(UTC)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise PydanticCustomError("epoch_type", "Input should be an aware datetime or an epoch time")
        try:
            return _EPOCH + value * self.unit
        except (OverflowError, ValueError):
            raise PydanticCustomError(
                "epoch_range", "Input should be an epoch time between year 1 and 9999"
            ) from None

    def write(self, value: datetime | None) -> int | float | None:
        """A datetime as the integer of the wire; a fraction is kept where there is one."""
        if value is None:
            return self.none
        since = value - _EPOCH
        whole, rest = divmod(since, self.unit)
        return whole if not rest else since / self.unit

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            self.read,
            serialization=core_schema.plain_serializer_function_ser_schema(self.write, when_used="json"),
        )

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "integer", "format": "int64"}


EpochSeconds = Annotated[datetime, Epoch("seconds")]
EpochMillis = Annotated[datetime, Epoch("milliseconds")]
EpochSecondsOrZero = Annotated[datetime | None, Epoch("seconds", 0)]
EpochMillisOrZero = Annotated[datetime | None, Epoch("milliseconds", 0)]


class Exact:
    """Marks a number that goes out as it was given: 30 stays 30, and a large integer keeps its last digit.

    Texts, booleans, NaN and infinity are refused. What stands for an integer (numpy's, a whole Decimal) becomes one.
    """

    def __init__(self, multiple_of: float | None = None) -> None:
        self.multiple_of = multiple_of

    def read(self, value: Any, check: Callable[[Any], float]) -> int | float:
        """A number, checked as a float."""
        checked = check(value)
        if isinstance(value, float):
            return checked
        whole = int(value)
        return whole if whole == value else checked

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_wrap_validator_function(
            self.read,
            core_schema.float_schema(strict=True, allow_inf_nan=False, multiple_of=self.multiple_of),
            serialization=core_schema.simple_ser_schema("any"),
        )


StrictNumber = Annotated[float, Exact()]


class JsonText(str):
    """A string whose content is JSON, kept as it came. :meth:`parse` gives the value."""

    __slots__ = ()

    def parse(self) -> Any:
        """The JSON value inside; raises ValueError when it is not JSON."""
        # Not json.loads: foreign text may be nested deeper than the stack, and this parser has a limit of its own.
        return from_json(self)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        make: Callable[[str], JsonText] = cls
        return core_schema.no_info_after_validator_function(make, core_schema.str_schema())
