"""The observer: what it keeps, what it never keeps, and its file under threads, processes and accidents."""

from __future__ import annotations

import json
import multiprocessing
import os
import pickle
import threading
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field

from clientome._runtime.base import errors
from clientome._runtime.base.models import AnswerModel
from clientome._runtime.client import Client
from clientome._runtime.policies.recorder import Observer, looks_like_value, shown_name
from clientome._runtime.spec.operation import Answer, Operation
from tests.support.clients import Driven, Things
from tests.support.http import JSON, forever, serve
from tests.support.things import API


class Part(AnswerModel):
    """A part."""

    kind: Literal["warp", "weft"] | str
    sizes: list[Literal["s", "m"] | str] | None = None


class Whole(AnswerModel):
    """A thing of parts."""

    id: str
    state: Literal["new", "old"] | str = "new"
    owner: Part | None = Field(default=None, json_schema_extra={"x-sdk-sensitive": True})
    secret: Literal["a"] | str | None = Field(default=None, json_schema_extra={"x-sdk-sensitive": True})
    parts: list[Part] | None = None
    first_one: Part | None = Field(default=None, alias="firstOne")
    by_name: dict[str, Part] | None = None


class Open(AnswerModel):
    """No member is described."""


WHOLE: Operation[Whole] = Operation(
    id="getWhole", method="GET", path="/w", answers=(Answer(200, "json", Whole, "application/json"),)
)


def seen(value: Any, path: Path, *, status: int = 200, kind: str = "application/json") -> dict[str, Any]:
    """The report after one answer."""
    observer = Observer(path)
    observer.see("thing", WHOLE, status, kind, value)
    observer.flush()
    return json.loads(path.read_text())["operations"].get("getWhole", {}) if path.exists() else {}


def whole(**members: Any) -> Whole:
    """An answer."""
    return Whole.model_validate_json(json.dumps({"id": "w1", **members}))


def test_what_is_described_leaves_no_trace(tmp_path: Path) -> None:
    value = whole(state="old", parts=[{"kind": "warp", "sizes": ["s"]}])
    assert seen(value, tmp_path / "r") == {}
    assert not (tmp_path / "r").exists()


def test_unknown_members_values_statuses_and_types_are_kept_with_their_place(tmp_path: Path) -> None:
    value = whole(
        state="paused", extra=1, parts=[{"kind": "selvedge", "sizes": ["xl"]}, {"kind": "weft", "ply": 2}],
        firstOne={"kind": "weft", "twist": "z"}, by_name={"Jane": {"kind": "felt"}},
    )  # fmt: skip
    assert seen(value, tmp_path / "r", status=206, kind="text/html; charset=utf-8") == {
        "fields": {"/extra": 1, "/parts/*/ply": 1, "/firstOne/twist": 1},
        "values": {
            "/state": {"paused": 1},
            "/parts/*/kind": {"selvedge": 1},
            "/parts/*/sizes/*": {"xl": 1},
            "/by_name/*/kind": {"felt": 1},
        },
        "statuses": {"206": 1},
        "content_types": {"text/html": 1},
    }


def test_values_names_of_data_and_sensitive_members_are_never_kept(tmp_path: Path) -> None:
    value = whole(
        owner={"kind": "Jane Doe", "note": "private"}, secret="hush", extra={"Jane": "Doe"},
        **{"jane@example.com": 1, "4f7992de-a817": 2, "ord_01JZ8N8A4P2Y": 3, "a sentence": 4, "x" * 90: 5},
        state="jane@example.com", parts=[{"kind": "1234-5678"}, {"kind": "b" * 60}, {"kind": "order 20250101"}],
    )  # fmt: skip
    report = seen(value, tmp_path / "r")
    assert report == {"fields": {"/extra": 1, "/*": 1}}
    text = (tmp_path / "r").read_text()
    for word in ("Jane", "jane", "hush", "private", "note", "4f79", "01JZ", "sentence", "2025", "bbbb"):
        assert word not in text


def test_members_of_an_answer_without_any_description_may_be_data(tmp_path: Path) -> None:
    observer = Observer(tmp_path / "r")
    observer.see("thing", WHOLE, 200, "application/json", Open.model_validate({"upload_url": 1, "fields": 2}))
    observer.see("thing", WHOLE, 200, "application/json", Open.model_validate({"Jane": 1, "John": 2}))
    observer.flush()
    fields = json.loads((tmp_path / "r").read_text())["operations"]["getWhole"]["fields"]
    assert fields == {"/upload_url": 1, "/fields": 1, "/*": 1}


@given(st.text())
def test_nothing_odd_is_a_name_or_a_value(text: str) -> None:
    if shown_name(text) != "*":
        assert text.isascii()
        assert len(text) < 200
        assert not any(c in text for c in " @./:")
    if looks_like_value(text):
        assert text.isascii()
        assert len(text) <= 41
        assert text[0].isalpha()


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_clients_show_successes_and_failures_and_write_when_closed(kind: str, tmp_path: Path) -> None:
    body = b'{"id": "t1", "status": "done", "mode": "red", "owner": "Jane"}'
    path = tmp_path / "seen.json"
    with serve(forever(body, "200 OK", JSON)) as server:
        for _ in range(2):
            Driven(kind)(server.url, "get", observer=Observer(path))
    away = forever(b'{"error": "Jane is away"}', "418 Teapot", JSON)
    with serve(away) as server, pytest.raises(errors.APIError):
        Driven(kind)(server.url, "get", observer=Observer(path), retries=0)
    assert json.loads(path.read_text()) == {
        "clientome-observed": 1,
        "provider": "thing",
        "operations": {"getThing": {"fields": {"/mode": 2}, "statuses": {"418": 1}}},
    }
    assert path.stat().st_mode & 0o777 == 0o600


def test_an_observer_that_breaks_breaks_no_call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> Any:
        raise RuntimeError("Jane")

    monkeypatch.setattr("clientome._runtime.policies.recorder._look", broken)
    path = tmp_path / "not a folder" / "r"
    with serve(forever(b'{"id": "t1", "new": 1}', "200 OK", JSON)) as server:
        assert Driven("sync")(server.url, "get", observer=Observer(path)).id == "t1"
    monkeypatch.undo()
    with serve(forever(b'{"id": "t1", "new": 1}', "200 OK", JSON)) as server:
        assert Driven("sync")(server.url, "get", observer=Observer(path)).id == "t1"


@pytest.mark.parametrize(
    "text", ["precious notes", "[]", '{"clientome-observed": 2, "operations": {}}', '{"a": 1}']
)
def test_another_file_is_never_overwritten(text: str, tmp_path: Path) -> None:
    path = tmp_path / "r"
    path.write_text(text)
    observer = Observer(path)
    observer.see("thing", WHOLE, 418, "", None)
    with pytest.raises(errors.ConfigurationError):
        observer.flush()
    assert path.read_text() == text
    path.unlink()
    observer.flush()
    assert "418" in path.read_text()


def test_providers_do_not_share_a_file(tmp_path: Path) -> None:
    seen(whole(extra=1), tmp_path / "r")
    observer = Observer(tmp_path / "r")
    observer.see("other", WHOLE, 200, "", whole(extra=1))
    with pytest.raises(errors.ConfigurationError, match="thing"):
        observer.flush()


def _work(path: str, times: int) -> None:
    observer = Observer(path)
    for number in range(times):
        observer.see("thing", WHOLE, 200, "application/json", whole(extra=1))
        if number % 5 == 0:
            observer.flush()
    observer.flush()


def test_threads_and_processes_add_up(tmp_path: Path) -> None:
    path = tmp_path / "r"
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=_work, args=(str(path), 40)) for _ in range(4)]
    for worker in workers:
        worker.start()
    shared = Observer(path)

    def see() -> None:
        for _ in range(100):
            shared.see("thing", WHOLE, 200, "application/json", whole(extra=1))
            shared.flush()

    threads = [threading.Thread(target=see) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in [*threads, *workers]:
        thread.join()
    assert json.loads(path.read_text())["operations"]["getWhole"]["fields"]["/extra"] == 4 * 40 + 4 * 100
    assert not list(tmp_path.glob("*.tmp"))


def test_a_fork_does_not_count_twice(tmp_path: Path) -> None:
    path = tmp_path / "r"
    observer = Observer(path)
    observer.see("thing", WHOLE, 200, "", whole(extra=1))
    child = os.fork()
    if child == 0:
        observer.flush()
        observer.see("thing", WHOLE, 200, "", whole(other=1))
        observer.flush()
        os._exit(0)
    os.waitpid(child, 0)
    observer.flush()
    assert json.loads(path.read_text())["operations"]["getWhole"]["fields"] == {"/extra": 1, "/other": 1}


def test_a_client_with_an_observer_can_be_pickled(tmp_path: Path) -> None:
    observer = Observer(tmp_path / "r")
    observer.see("thing", WHOLE, 200, "", whole(extra=1))
    assert pickle.loads(pickle.dumps(observer)).path == observer.path
    with serve(forever(b'{"id": "t1", "new": 1}', "200 OK", JSON)) as server:
        made = Client(API, {"api_key": "k"}, base_url=server.url, observer=observer)
        with pickle.loads(pickle.dumps(made)) as again:
            assert Things(again).get().id == "t1"
        made.close()
    assert set(json.loads((tmp_path / "r").read_text())["operations"]) == {"getThing", "getWhole"}
