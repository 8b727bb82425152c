"""Answers of GalateaBio Ancestry: files."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import AwareDatetime, Field

from clientome._runtime.generated import AnswerModel

FileStatus: TypeAlias = Literal["PENDING", "VALID", "NOT_VALID", "FAILED"] | str
"""Where the validation of a source file stands.

- `PENDING`: registered, not yet checked.
- `VALID`: name and content are good; the file can be ordered on.
- `NOT_VALID`: checked and refused; `check_information` tells why.
- `FAILED`: the check itself did not succeed; `check_information` tells why.
"""

GenomeType: TypeAlias = Literal["GNT", "WGS"] | str
"""Kind of data in a file: `GNT` genotypes, `WGS` a whole genome."""


class SourceFile(AnswerModel):
    """A file of genotype or genome data and the state of its validation."""

    id: str
    """Id of the file."""
    status: FileStatus
    src_file_name: Annotated[str, Field(json_schema_extra={"x-sdk-sensitive": True})]
    """Name of the file as uploaded."""
    src_short_file_path: Annotated[str | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """Where the service keeps the file. The form of the path varies; do not parse it."""
    file_size_bytes: int
    """Size in bytes."""
    created_at: AwareDatetime
    """When the file was registered."""
    check_sum: str | None = None
    """MD5 of the file in hexadecimal digits. Files that came by SFTP in several parts have a sum over the sums of their parts with the number of parts after a hyphen, such as `...-6`."""
    acceptable: bool | None = None
    """Whether orders may use the file."""
    purged_from_storage: bool | None = None
    """Whether the content was removed from storage."""
    orders_count: int | None = None
    """How many orders used the file."""
    genome_type: GenomeType | None = None
    amount_of_samples: int | None = None
    """Samples in the file; 0 until it has been checked."""
    deleted_at: AwareDatetime | None = None
    """When the file was deleted, if it was."""
    org_name: str | None = None
    """Name of the organisation that owns the file."""
    check_completed: bool | None = None
    """Whether the validation is over."""
    sample_alias: Annotated[str | None, Field(json_schema_extra={"x-sdk-sensitive": True})] = None
    """Your own name for the sample, if one was set."""
    check_information: str | None = None
    """Why the file was refused, if it was."""
    virtual: bool | None = None
    """Whether this is only an entry for data that was brought in from outside."""


class SourceFilePage(AnswerModel):
    """One page of source files."""

    count: int
    """Files over all pages."""
    next: str | None = None
    """Address of the next page; null on the last."""
    previous: str | None = None
    """Address of the page before; null on the first."""
    results: list[SourceFile]
    """The files of this page."""
