"""The same call for many ids."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from clientome._runtime.base import errors
from clientome._runtime.base.options import RequestOptions
from clientome._runtime.spec.operation import Operation
from clientome._runtime.waiting.each import call_each
from tests.support.flows import Player, answer, session
from tests.support.things import API, GET, Thing

CANCEL: Operation[Thing] = dataclasses.replace(GET, id="cancelThing", method="POST", retry="never")


def each(ids: Any, *script: Any, others: Any = None, used: Any = None) -> tuple[Player, list[Any]]:
    player = Player(*script)
    flow = call_each(used or session(retries=0), CANCEL, "thing_id", ids, others or {}, RequestOptions())
    return player, player.play(flow)


def refused(status: int) -> Any:
    return lambda _request: answer(status, "{}")


def test_each_gets_a_result_or_an_error_and_equal_ids_count_once() -> None:
    player, done = each(iter(["a", "b", "c", "a"]), answer(), refused(400), answer())
    assert [one.argument for one in done] == ["a", "b", "c"]
    assert [type(one.error) for one in done] == [type(None), errors.BadRequestError, type(None)]
    assert done[2].unwrap().id == "t1"
    with pytest.raises(errors.BadRequestError):
        done[1].unwrap()
    assert [one.target for one in player.requests] == ["/v1/things/a", "/v1/things/b", "/v1/things/c"]


def test_all_ids_are_collected_before_the_first_call() -> None:
    listed = ["a", "b", "c"]

    def cancelled(_request: Any) -> Any:
        listed.pop(0)
        return answer()

    assert len(each((one for one in listed), cancelled, cancelled, cancelled)[1]) == 3


@pytest.mark.parametrize("end", [refused(401), errors.ConnectError("no")])
def test_what_concerns_everybody_is_not_tried_again_for_each(end: Any) -> None:
    player, done = each(["a", "b", "c"], answer(), end)
    assert [one.error is None for one in done] == [True, False, False]
    assert len(player.requests) == 2
    assert done[1].error is done[2].error


def test_a_lost_answer_is_the_error_of_one() -> None:
    player, done = each(["a", "b"], errors.ProtocolError("cut"), answer())
    assert [type(one.error) for one in done] == [errors.ProtocolError, type(None)]
    assert len(player.requests) == 2


def test_what_is_wrong_for_all_is_raised() -> None:
    for given in ("abc", b"abc"):
        with pytest.raises(errors.ArgumentError, match="several ids"):
            each(given)
    with pytest.raises(errors.ConfigurationError):
        each(["a"], used=session(API, {}))
    with pytest.raises(errors.ArgumentError):
        each(["a"], others={"nope": 1})
    assert each([])[1] == []
