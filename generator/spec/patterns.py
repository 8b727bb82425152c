"""Regular expressions of a document, matched in linear time or not at all.

A pattern may be anybody's, and Python's own engine takes forever for some short ones. Pydantic's engine (Rust's) does
not backtrack, and bounds what a pattern may become; it is also what checks the arguments of a generated method. It has
no look-around and no back-references: such patterns are left to the provider.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from pydantic_core import SchemaError, SchemaValidator, core_schema


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> tuple[Any, str]:
    try:
        return SchemaValidator(core_schema.str_schema(pattern=pattern)), ""
    except SchemaError as error:
        return None, str(error).rstrip().rpartition("\n")[2].strip().removeprefix("error: ")


def fault(pattern: str) -> str:
    """Why a pattern cannot be used; empty where it can."""
    return _compiled(pattern)[1]


def found(pattern: str, text: str) -> bool:
    """Whether a pattern matches somewhere in a text; True where it cannot be used."""
    validator, _ = _compiled(pattern)
    return validator is None or bool(validator.isinstance_python(text))
