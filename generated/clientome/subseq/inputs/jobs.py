"""Values inside requests of subseq.bio: jobs."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import StrictInt, StrictStr

from clientome._runtime.generated import InputModel


class JobSubmission(InputModel):
    """A job described by raw command-line arguments, with at most one source of input files."""

    program: StrictStr
    """Name of the program to run, as `GET /program/list` gives it."""
    args: list[StrictStr] | None = None
    """Command-line arguments for the program, one entry per argument; sent as repeated form fields."""
    folder: list[StrictStr] | None = None
    """Input files, mounted read-only below `/inputs/`. The name of each part is the file's path below that folder, and what arguments call it: the service's example sends `data/sample.fasta` and passes `--fasta_paths=data/sample.fasta`. At most 20,000 files."""
    input_src: Literal["none", "upload", "dataset", "job"] | None = None
    """Source of the input files. May be left out when `folder` is sent. `none` is known only from an older edition of the reference; leaving the field out means the same."""
    digest: StrictStr | None = None
    """Digest of the dataset to use as input (64 hexadecimal digits); goes with `input_src` `dataset`."""
    from_job: StrictStr | None = None
    """Job whose outputs are the input (16 hexadecimal digits); goes with `input_src` `job`."""
    project: StrictStr | None = None
    """Project under which the job is filed."""
    memo: StrictStr | None = None
    """A note of your own that is shown with the job."""
    deadline_minutes: StrictInt | None = None
    """Time limit of the job in minutes. The provider states no range."""
    aux: list[StrictStr] | None = None
    """Auxiliary files, mounted read-only below `/aux/`. The name of each part is the file's path below that folder. At most 20,000 files."""
    aux_src: Literal["none", "upload", "dataset", "job"] | None = None
    """Source of the auxiliary files. May be left out when `aux` is sent."""
    aux_ref: StrictStr | None = None
    """Dataset digest or job id of the auxiliary files; goes with `aux_src` `dataset` or `job`."""


class GuidedJobSubmission(InputModel):
    """A job described by the named parameters that its program publishes."""

    program: StrictStr
    """Name of a program whose parameter schema says `guided` is true."""
    params: dict[str, Any]
    """Values by parameter name; `GET /program/params` lists names, types and limits. Sent as one form part that holds a JSON object. A parameter that is an input file takes a path such as `target.pdb` or `/inputs/target.pdb`, one that is an auxiliary file a path such as `main.py` or `aux/main.py`."""
    folder: list[StrictStr] | None = None
    """Input files, mounted read-only below `/inputs/`. The name of each part is the file's path below that folder, and what parameters call it. At most 20,000 files."""
    input_src: Literal["none", "upload", "dataset", "job"] | None = None
    """Source of the input files. May be left out when `folder` is sent. `none` is known only from an older edition of the reference; leaving the field out means the same."""
    digest: StrictStr | None = None
    """Digest of the dataset to use as input (64 hexadecimal digits); goes with `input_src` `dataset`."""
    from_job: StrictStr | None = None
    """Job whose outputs are the input (16 hexadecimal digits); goes with `input_src` `job`."""
    project: StrictStr | None = None
    """Project under which the job is filed."""
    memo: StrictStr | None = None
    """A note of your own that is shown with the job."""
    aux: list[StrictStr] | None = None
    """Auxiliary files, mounted read-only below `/aux/`. The name of each part is the file's path below that folder. At most 20,000 files."""
    aux_src: Literal["none", "upload", "dataset", "job"] | None = None
    """Source of the auxiliary files. May be left out when `aux` is sent."""
    aux_ref: StrictStr | None = None
    """Dataset digest or job id of the auxiliary files; goes with `aux_src` `dataset` or `job`."""


class JobRerun(InputModel):
    """Which job to run again."""

    job_id: StrictStr
    """A job that is completed, failed or canceled."""


class JobMove(InputModel):
    """Which job goes to which project."""

    job_id: StrictStr
    """The job to file."""
    project: StrictStr
    """Name of an existing project; an empty string takes the job out of its project."""
