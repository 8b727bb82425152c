"""A progress bar for transfers: ``pip install clientome[progress]``. The only module that uses rich.

::

    with rich_progress("result.zip") as on_progress:
        client.jobs.download_to("result.zip", job_id=job, on_progress=on_progress)
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from .base.errors import ConfigurationError


@contextmanager
def rich_progress(
    description: str = "transfer", *, console: Any = None
) -> Generator[Callable[[int, int | None], None]]:
    """A bar with size, speed and remaining time, for the time of a ``with`` block; the block gets its callback.

    ``console`` is a ``rich.console.Console`` to draw on, the standard one where it is not given.
    """
    try:
        rich: Any = import_module("rich.progress")
    except ImportError:
        raise ConfigurationError(
            "rich_progress needs the package rich; install it with: pip install clientome[progress]"
        ) from None
    bar = rich.Progress(
        rich.TextColumn("{task.description}", markup=False),
        rich.BarColumn(),
        rich.DownloadColumn(binary_units=True),
        rich.TransferSpeedColumn(),
        rich.TimeRemainingColumn(),
        console=console,
    )
    with bar:
        task = bar.add_task(description, total=None)

        def on_progress(done: int, total: int | None) -> None:
            bar.update(task, completed=done, total=total)

        yield on_progress
