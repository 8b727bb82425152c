"""Models and types: open answers, closed inputs, masked reprs, timestamps that go out as they came."""

from __future__ import annotations

import pickle
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

import clientome
from clientome._runtime.base.models import AnswerModel, sensitive_values
from clientome._runtime.base.types import (
    UNSET,
    EpochMillis,
    EpochMillisOrZero,
    EpochSeconds,
    EpochSecondsOrZero,
    JsonText,
)
from tests.support.things import Person, Thing


class Times(AnswerModel):
    """Every kind of epoch time."""

    seconds: EpochSeconds
    millis: EpochMillis
    maybe: EpochSecondsOrZero = None
    maybe_millis: EpochMillisOrZero = None


@given(st.integers(-(2**31), 2**34), st.integers(0, 2**44))
def test_epoch_times_read_back(seconds: int, millis: int) -> None:
    text = f'{{"seconds":{seconds},"millis":{millis},"maybe":0,"maybe_millis":0}}'
    times = Times.model_validate_json(text)
    assert times.seconds.tzinfo is UTC
    assert times.seconds.timestamp() == seconds
    assert times.maybe is None
    assert times.model_dump_json() == text


def test_epoch_times_accept_aware_datetimes_only() -> None:
    moment = datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone(timedelta(hours=2)))
    times = Times(seconds=moment, millis=moment, maybe=moment)
    assert times.model_dump(mode="json")["seconds"] == int(moment.timestamp())
    assert times.model_dump(mode="json")["maybe"] == int(moment.timestamp())
    assert times.seconds == moment
    naive: Any = moment.replace(tzinfo=None)
    for wrong in (naive, "2026-01-01", True, None, 10**30, float("nan")):
        with pytest.raises(ValidationError):
            Times.model_validate({"seconds": wrong, "millis": 0})


def test_fractions_of_epoch_times_are_kept() -> None:
    adapter = TypeAdapter[Any](EpochSeconds)
    assert adapter.dump_python(adapter.validate_json("1.5"), mode="json") == 1.5


def test_epoch_times_are_integers_in_json_schema() -> None:
    properties = Times.model_json_schema()["properties"]
    assert {name: schema["type"] for name, schema in properties.items()} == dict.fromkeys(
        properties, "integer"
    )


def test_answers_keep_unknown_fields_and_show_their_names_only() -> None:
    thing = Thing.model_validate_json('{"id": "t1", "owner": "Ada", "extra": "Grace", "nested": {"x": 1}}')
    assert repr(thing) == "Thing(id='t1', status='new', owner='***', unknown_fields=['extra', 'nested'])"
    assert str(thing) == "id='t1' status='new' owner='***' unknown_fields=['extra', 'nested']"
    assert thing.extra == "Grace"  # type: ignore[attr-defined]
    assert thing.model_dump(exclude_unset=True) == {
        "id": "t1",
        "owner": "Ada",
        "extra": "Grace",
        "nested": {"x": 1},
    }
    assert repr([thing, {"a": thing}]).count("Ada") == 0
    assert "owner=None" in repr(Thing(id="x"))
    assert pickle.loads(pickle.dumps(thing)) == thing


def test_validation_errors_hold_no_input() -> None:
    with pytest.raises(ValidationError) as caught:
        Thing.model_validate({"id": ["Ada"]})
    assert "Ada" not in str(caught.value)


def test_inputs_refuse_unknown_fields_and_mask() -> None:
    with pytest.raises(ValidationError):
        Person.model_validate({"name": "Ada", "nmae": "x"})
    assert repr(Person(name="Ada")) == "Person(name='***')"


def test_sensitive_values_are_found_however_deep() -> None:
    found = sensitive_values({"a": [Person(name="Ada")], "b": Thing(id="x", owner="Grace")})
    assert sorted(found) == ["Ada", "Grace"]


def test_json_text_stays_text_and_parses() -> None:
    adapter = TypeAdapter(JsonText)
    text = adapter.validate_json('"{\\"a\\": [1]}"')
    assert text == '{"a": [1]}'
    assert text.parse() == {"a": [1]}
    assert adapter.dump_json(text) == b'"{\\"a\\": [1]}"'
    assert adapter.json_schema() == {"type": "string"}
    with pytest.raises(ValueError, match="line 1"):
        adapter.validate_python("no").parse()


def test_unset_is_one_falsy_value() -> None:
    assert not UNSET
    assert pickle.loads(pickle.dumps(UNSET)) is UNSET
    assert repr(UNSET) == "UNSET"


def test_importing_the_runtime_loads_nothing_heavy() -> None:
    code = (
        "import sys; import clientome; "
        "heavy = {'pydantic', 'httpx', 'httpcore', 'asyncio', 'ssl', 'logging'} & set(sys.modules); "
        "assert not heavy, heavy; assert 'Page' in dir(clientome); clientome.File; "
        "assert 'pydantic' not in sys.modules; clientome.Page; assert 'httpx' not in sys.modules"
    )
    subprocess.run([sys.executable, "-I", "-c", code], check=True, cwd=".")
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        getattr(clientome, "Nothing")  # noqa: B009 - the type checker knows that it is not there
