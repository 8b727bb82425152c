"""Run flows by hand, on a clock of our own."""

from __future__ import annotations

from typing import Any, TypeVar

from clientome._runtime.flow.effects import Acquire, Do, Flow, Now, Offload, Release, Sleep, WallClock

T = TypeVar("T")


class Clock:
    """A clock that moves when somebody sleeps."""

    def __init__(self, moment: float = 1000.0) -> None:
        self.moment = moment
        self.sleeps: list[float] = []


def run(flow: Flow[T], clock: Clock | None = None) -> T:
    """Perform a flow as a blocking driver would."""
    clock = clock or Clock()
    value: Any = None
    failure: BaseException | None = None
    while True:
        try:
            effect = flow.send(value) if failure is None else flow.throw(failure)
        except StopIteration as end:
            result: T = end.value
            return result
        value = failure = None
        try:
            match effect:
                case Now():
                    value = clock.moment
                case WallClock():
                    value = 1_800_000_000.0
                case Sleep():
                    clock.sleeps.append(effect.seconds)
                    clock.moment += effect.seconds
                case Offload():
                    value = effect.function()
                case Do():
                    value = effect.job.run()
                case Acquire():
                    value = True
                case Release():
                    pass
                case _:
                    raise AssertionError(effect)
        except BaseException as error:
            failure = error
