"""Answers of subseq.bio: programs."""

from __future__ import annotations

from typing import Any

from clientome._runtime.generated import AnswerModel


class Program(AnswerModel):
    """A program that can be run, with its price."""

    name: str
    """Name to use in a submission."""
    display_name: str
    """Name for people."""
    description: str
    """What the program does."""
    cost_per_hour: int | float
    """Credits per hour of run time."""
    submit_fee: int | float
    """Credits taken for each submission."""
    min_run_time: int
    """Shortest run time that is charged, in seconds (the unit is our reading)."""


class ProgramMode(AnswerModel):
    """One way of using a guided program."""

    name: str
    """Name of the mode, to be sent as a value."""
    label: str
    """Name for people."""
    description: str | None = None
    """What the mode is for."""
    default: bool | None = None
    """True for the mode that is used when none is chosen."""


class ProgramParam(AnswerModel):
    """One parameter of a guided program."""

    name: str
    """Key of the parameter in `params`."""
    type: str
    """Kind of value, for example `structure_file`, `length_range`, `int` or `string`; an open set."""
    label: str
    """Name for people."""
    required: bool | None = None
    """True when a value must be given."""
    default: Any | None = None
    """Value that is used when none is given; its type follows that of the parameter."""
    placeholder: str | None = None
    """A value to show as a hint."""
    options: list[Any] | None = None
    """Values to choose from."""
    extensions: list[str] | None = None
    """File name endings that are taken, each with its dot."""
    min: int | float | None = None
    """Smallest value."""
    max: int | float | None = None
    """Largest value."""
    bounds: Any | None = None
    """Further limits; the provider documents no shape."""
    depends_on: Any | None = None
    """Parameters that this one hangs on; the provider documents no shape."""
    modes: list[str] | None = None
    """Modes in which the parameter applies; absent when it applies in all."""
    selection: Any | None = None
    """How a part of the input is chosen; the provider documents no shape."""
    help: str | None = None
    """Explanation for people."""


class ProgramParams(AnswerModel):
    """Whether a program can be used with named parameters, and which."""

    program: str
    """Name of the program."""
    guided: bool
    """True when `POST /job/submit-guided` takes this program."""
    display_name: str | None = None
    """Name for people."""
    description: str | None = None
    """What the program does."""
    message: str | None = None
    """Why there is no guided form; only when `guided` is false."""
    modes: list[ProgramMode] | None = None
    """The modes, in the order in which to show them."""
    params: list[ProgramParam] | None = None
    """The parameters, in the order in which to show them."""


class ProgramListAnswer(AnswerModel):
    """Answer with all active programs."""

    success: bool
    """True when the list could be read."""
    data: list[Program]
    """The programs."""
    error: str | None = None
    """What went wrong; absent on success."""


class ProgramParamsAnswer(AnswerModel):
    """Answer about one program's parameters."""

    success: bool
    """True when the program was found."""
    data: ProgramParams
    error: str | None = None
    """What went wrong; absent on success."""
