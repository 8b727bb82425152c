"""Request bodies: JSON, forms, multipart and files, with their limits; the same bytes sync and async."""

from __future__ import annotations

import asyncio
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_multipart.multipart import MultipartParser, parse_options_header

from clientome._runtime.base.errors import ArgumentError
from clientome._runtime.base.models import ArgumentsModel
from clientome._runtime.base.options import RequestOptions
from clientome._runtime.body.body import Body
from clientome._runtime.body.inputs import File
from clientome._runtime.call.arguments import check
from clientome._runtime.call.call import call
from clientome._runtime.call.payload import build
from clientome._runtime.call.plan import Plan
from clientome._runtime.spec.operation import Answer, Media, Operation, Parameter
from tests.support.flows import Player, answer, header, session

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)


def operation(*parameters: Parameter, kind: str = "multipart/form-data", **settings: Any) -> Operation[None]:
    names = tuple(parameter.name for parameter in parameters)
    return Operation(
        id="send",
        method="POST",
        path="/send",
        answers=(Answer(200, "none"),),
        parameters=parameters,
        body=settings.pop("body", (Media(kind, names),)),
        **settings,
    )


def built(made: Operation[None], wanted: str | None = None, **values: Any) -> tuple[Any, str | None]:
    plan = Plan(made)
    return build(plan, check(made, values, plan.files), wanted)


async def collect(body: Body) -> list[bytes]:
    return [chunk async for chunk in body]


def whole(body: Body) -> bytes:
    """The bytes of a body, the same sync and async and of the announced length."""
    data = b"".join(body)
    body.rewind()
    assert b"".join(asyncio.run(collect(body))) == data
    assert body.length in (None, len(data))
    return data


def parts(data: bytes, content_type: str | None) -> list[tuple[str, str | None, str | None, bytes]]:
    """Name, file name, content type and content of each part, as an independent parser reads them."""
    _kind, options = parse_options_header(content_type)
    found: list[list[Any]] = []
    field = bytearray()
    value = bytearray()

    def end_of_header() -> None:
        if field.lower() == b"content-disposition":
            _disposition, names = parse_options_header(bytes(value))
            found[-1][0] = names[b"name"].decode()
            found[-1][1] = names[b"filename"].decode() if b"filename" in names else None
        elif field.lower() == b"content-type":
            found[-1][2] = value.decode()
        field.clear()
        value.clear()

    parser = MultipartParser(
        options[b"boundary"],
        {
            "on_part_begin": lambda: found.append([None, None, None, b""]),
            "on_part_data": lambda data, start, end: found[-1].__setitem__(3, found[-1][3] + data[start:end]),
            "on_header_field": lambda data, start, end: field.extend(data[start:end]),
            "on_header_value": lambda data, start, end: value.extend(data[start:end]),
            "on_header_end": end_of_header,
        },
    )
    parser.write(data)
    parser.finalize()
    return [tuple(part) for part in found]


def test_json_bodies_use_wire_names_and_keep_unicode() -> None:
    made = operation(Parameter("job_id", "body", "jobid"), Parameter("note", "body"), kind="application/json")
    body, kind = built(made, job_id="x", note="ünï")
    assert kind == "application/json"
    assert body == '{"jobid":"x","note":"ünï"}'.encode()


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "a\ud800"])
def test_what_json_cannot_express_is_refused(value: Any) -> None:
    class Free(ArgumentsModel):
        value: Any

    made = operation(Parameter("value", "body"), kind="application/json", arguments=Free)
    with pytest.raises(ArgumentError):
        built(made, value=value)


def test_a_whole_body_is_the_argument_itself() -> None:
    made = operation(Parameter("body", "body", whole=True), kind="application/merge-patch+json")
    assert built(made, body=[1, {"a": None}])[0] == b'[1,{"a":null}]'
    assert (
        built(operation(Parameter("body", "body", whole=True), kind="text/plain"), body="häh")[0]
        == "häh".encode()
    )


def test_a_required_body_without_arguments_is_an_empty_object() -> None:
    made = operation(Parameter("note", "body"), kind="application/json", body_required=True)
    assert built(made) == (b"{}", "application/json")
    optional = operation(Parameter("note", "body"), kind="application/json")
    assert built(optional) == (None, None)


def test_forms_are_percent_encoded() -> None:
    made = operation(
        Parameter("a", "body"),
        Parameter("b", "body"),
        Parameter("c", "body"),
        kind="application/x-www-form-urlencoded",
    )
    body, _kind = built(made, a="x y&z", b=[1, True], c={"k": "v"})
    assert parse_qsl(body.decode()) == [("a", "x y&z"), ("b", "1"), ("b", "true"), ("c", '{"k":"v"}')]


def test_the_first_content_type_that_carries_the_arguments_is_chosen() -> None:
    both = (Media("application/json", ("name",)), Media("multipart/form-data", ("name", "file")))
    made = operation(Parameter("name", "body"), Parameter("file", "file"), body=both)
    assert built(made, name="x")[1] == "application/json"
    assert str(built(made, name="x", file=b"1")[1]).startswith("multipart/form-data; boundary=")
    assert str(built(made, "multipart/form-data", name="x")[1]).startswith("multipart/form-data")
    with pytest.raises(ArgumentError, match="file cannot be sent as application/json"):
        built(made, "application/json", file=b"1")
    with pytest.raises(ArgumentError, match="content_type must be one of"):
        built(made, "text/csv", name="x")


def test_arguments_that_no_content_type_carries_together_are_refused() -> None:
    apart = (Media("application/json", ("name",)), Media("multipart/form-data", ("file",)))
    made = operation(Parameter("name", "body"), Parameter("file", "file"), body=apart)
    with pytest.raises(ArgumentError, match="cannot go together in one body: file, name"):
        built(made, name="x", file=b"1")


NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12).filter(
    lambda s: "\\" not in s
)


@given(st.lists(st.tuples(TEXT, NAMES, st.binary(max_size=200)), max_size=4))
def test_every_multipart_body_reads_back(items: list[tuple[str, str, bytes]]) -> None:
    made = operation(Parameter("text", "body"), Parameter("file", "file", "the file"))
    body, kind = built(
        made, text=[text for text, _name, _data in items], file=[(name, data) for _text, name, data in items]
    )
    expected: list[Any] = [("text", None, None, text.encode()) for text, _name, _data in items]
    expected += [
        ("the file", name.replace('"', "%22"), "application/octet-stream", data)
        for _text, name, data in items
    ]
    assert parts(whole(body), kind) == expected if items else b"--" in whole(body)


def test_multipart_values_have_their_types(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"A")
    made = operation(
        Parameter("flag", "body"),
        Parameter("numbers", "body"),
        Parameter("meta", "body", content_type="application/json"),
        Parameter("plain", "body"),
        Parameter("file", "file"),
    )
    with (tmp_path / "a.txt").open("rb") as handle:
        body, kind = built(
            made,
            flag=True,
            numbers=[1, 2.5],
            meta={"a": [1]},
            plain={"b": 1},
            file=[handle, File(b"B", "b.bin", "image/png"), {"filename": "c.txt", "content": "C"}],
        )
        found = parts(whole(body), kind)
    assert found == [
        ("flag", None, None, b"true"),
        ("numbers", None, None, b"1"),
        ("numbers", None, None, b"2.5"),
        ("meta", None, "application/json", b'{"a":[1]}'),
        ("plain", None, "application/json", b'{"b":1}'),
        ("file", "a.txt", "application/octet-stream", b"A"),
        ("file", "b.bin", "image/png", b"B"),
        ("file", "c.txt", "application/octet-stream", b"C"),
    ]


def test_names_cannot_break_out_of_their_quotes() -> None:
    body, _kind = built(operation(Parameter("file", "file", 'a"b')), file=('x"\r\nX-Evil: 1', b"1"))
    head = whole(body).split(b"\r\n\r\n")[0]
    assert b'name="a%22b"; filename="x%22%0D%0AX-Evil: 1"' in head
    assert head.count(b"\r\n") == 2


def test_boundaries_differ() -> None:
    made = operation(Parameter("text", "body"))
    assert built(made, text="x")[1] != built(made, text="x")[1]


class Pipe:
    """A stream of unknown size."""

    def __init__(self, data: bytes) -> None:
        self.inner = io.BytesIO(data)

    def read(self, size: int = -1) -> bytes:
        return self.inner.read(size)


def test_files_are_looked_at_outside_of_the_loop_and_framed() -> None:
    made = operation(Parameter("file", "file"), retry="never")
    player = Player(answer(200, b""))
    player.play(call(session(), made, {"file": b"123"}))
    assert player.log[0] == "Offload"
    request = player.requests[0]
    assert isinstance(request.body, Body)
    assert header(request, "Content-Length") == str(request.body.length)
    player = Player(answer(200, b""))
    player.play(call(session(), made, {"file": Pipe(b"1")}))
    assert header(player.requests[0], "Transfer-Encoding") == "chunked"
    assert header(player.requests[0], "Content-Length") is None


@pytest.mark.parametrize(
    ("method", "length"), [("POST", "0"), ("PUT", "0"), ("PATCH", "0"), ("GET", None), ("DELETE", None)]
)
def test_what_usually_has_a_body_says_that_it_has_none(method: str, length: str | None) -> None:
    player = Player(answer(200, b""))
    player.play(call(session(), replace(operation(kind="application/json"), method=method), {}))
    assert player.requests[0].body is None
    assert header(player.requests[0], "Content-Length") == length


def test_the_options_choose_the_content_type() -> None:
    both = (Media("application/json", ("name",)), Media("application/x-www-form-urlencoded", ("name",)))
    player = Player(answer(200, b""))
    options = RequestOptions(content_type="application/x-www-form-urlencoded")
    player.play(call(session(), operation(Parameter("name", "body"), body=both), {"name": "x"}, options))
    assert player.requests[0].body == b"name=x"
    with pytest.raises(ArgumentError, match="has no body"):
        player.play(call(session(), operation(body=()), {}, options))


@given(
    st.recursive(st.none() | st.booleans() | st.integers() | TEXT, lambda inner: st.lists(inner, max_size=3))
)
def test_json_values_read_back(value: Any) -> None:
    class Free(ArgumentsModel):
        value: Any = None

    made = operation(Parameter("value", "body"), kind="application/json", arguments=Free, body_required=True)
    assert json.loads(built(made, value=value)[0]) == {"value": value}
