"""The ready progress bar."""

from __future__ import annotations

import io
import sys
from types import ModuleType
from typing import Any, ClassVar

import pytest

from clientome._runtime.base.errors import ConfigurationError
from clientome._runtime.progress import rich_progress


class Bar:
    """Stands for rich's progress display and keeps what was asked of it."""

    made: ClassVar[list[Bar]] = []

    def __init__(self, *columns: Any, console: Any) -> None:
        self.columns = columns
        self.console = console
        self.calls: list[Any] = []
        Bar.made.append(self)

    def __enter__(self) -> Bar:
        self.calls.append("start")
        return self

    def __exit__(self, *_args: object) -> None:
        self.calls.append("stop")

    def add_task(self, description: str, *, total: int | None) -> int:
        self.calls.append((description, total))
        return 7

    def update(self, task: int, **values: Any) -> None:
        self.calls.append((task, values))


@pytest.fixture
def _rich(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("rich.progress")
    module.Progress = Bar  # type: ignore[attr-defined] # a module made up here
    for name in ("TextColumn", "BarColumn", "DownloadColumn", "TransferSpeedColumn", "TimeRemainingColumn"):
        setattr(module, name, lambda *args, **settings: (args, settings))
    monkeypatch.setitem(sys.modules, "rich", ModuleType("rich"))
    monkeypatch.setitem(sys.modules, "rich.progress", module)


@pytest.mark.usefixtures("_rich")
def test_the_bar_follows_the_transfer() -> None:
    console = io.StringIO()
    with rich_progress("[x] a.zip", console=console) as on_progress:
        on_progress(5, None)
        on_progress(10, 20)
    bar = Bar.made[-1]
    assert bar.console is console
    assert bar.calls == [
        "start",
        ("[x] a.zip", None),
        (7, {"completed": 5, "total": None}),
        (7, {"completed": 10, "total": 20}),
        "stop",
    ]


@pytest.mark.usefixtures("_rich")
def test_the_bar_stops_when_the_transfer_fails() -> None:
    with pytest.raises(KeyError), rich_progress():
        raise KeyError
    assert Bar.made[-1].calls[-1] == "stop"


def test_without_rich_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rich", None)
    monkeypatch.setitem(sys.modules, "rich.progress", None)
    with pytest.raises(ConfigurationError, match=r"clientome\[progress\]"), rich_progress():
        raise AssertionError
