"""Downloads of a content that changes, from servers that know HTTP badly, in every order of answers."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from clientome._runtime.base import timing
from tests.runtime.download.test_versions import Step, one_of, steps
from tests.support.clients import MODES
from tests.support.scale import of


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timing, "REPEATS", timing.Backoff(0.0, 8.0))


@pytest.mark.parametrize("mode", MODES)
@settings(
    max_examples=of(30, 1500), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    script=st.lists(st.lists(steps, max_size=5), min_size=1, max_size=3),
    digest=st.sampled_from([None, None, None, 0, 1]),
    resume=st.booleans(),
)
@example([[Step(cut=0.5), Step(1, frozenset({"range"}), shown="none")]], None, True)
@example([[Step(cut=0.5, shown="date"), Step(1, frozenset({"range"}), shown="none")]], None, True)
@example([[Step(cut=0.5, shown="none"), Step(1, frozenset({"range"}), shown="none")]], None, True)
@example([[Step(cut=0.5, chunked=True), Step(total="unknown", most=700)]], None, True)
@example([[Step(cut=0.9, chunked=True), Step(2, shown="none", status=416)]], None, True)
@example(
    [[Step(cut=0.5), Step(status=503)], [Step(1, frozenset({"range"}), shown="none"), Step(1)]], None, True
)
def test_a_file_is_one_whole_version(
    mode: str, script: list[list[Step]], digest: int | None, resume: bool
) -> None:
    one_of(script, mode, digest, resume)
