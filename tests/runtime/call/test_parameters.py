"""How values become paths, queries, headers and cookies: the examples of OpenAPI, and properties over all values."""

from __future__ import annotations

import math
import re
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import h11
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientome._runtime.base.errors import ArgumentError
from clientome._runtime.call.parameters import cookie_pairs, header_parameter, path_value, query_pairs
from clientome._runtime.call.plan import Plan
from clientome._runtime.call.request import extra_headers, target_of
from clientome._runtime.spec.operation import Answer, Operation, Parameter

LIST, DICT = ["blue", "black", "brown"], {"R": 100, "G": 200}
TEXT = st.text(st.characters(exclude_categories=("Cs",)), min_size=1)


@pytest.mark.parametrize(
    ("style", "explode", "value", "expected"),
    [
        ("simple", False, "blue", "blue"),
        ("simple", False, LIST, "blue,black,brown"),
        ("simple", False, DICT, "R,100,G,200"),
        ("simple", True, DICT, "R=100,G=200"),
        ("label", False, "blue", ".blue"),
        ("label", False, LIST, ".blue,black,brown"),
        ("label", True, LIST, ".blue.black.brown"),
        ("label", True, DICT, ".R=100.G=200"),
        ("matrix", False, "blue", ";color=blue"),
        ("matrix", False, LIST, ";color=blue,black,brown"),
        ("matrix", True, LIST, ";color=blue;color=black;color=brown"),
        ("matrix", False, DICT, ";color=R,100,G,200"),
        ("matrix", True, DICT, ";R=100;G=200"),
        ("simple", False, True, "true"),
        ("simple", False, 1.5, "1.5"),
    ],
)
def test_path_styles(style: str, explode: bool, value: Any, expected: str) -> None:
    assert path_value(Parameter("color", "path", style=style, explode=explode), value) == expected


@pytest.mark.parametrize(
    ("style", "explode", "value", "expected"),
    [
        ("", None, "blue", "color=blue"),
        ("", None, LIST, "color=blue&color=black&color=brown"),
        ("form", False, LIST, "color=blue,black,brown"),
        ("form", False, ["a,b", "c"], "color=a%2Cb,c"),
        ("form", None, DICT, "R=100&G=200"),
        ("form", False, DICT, "color=R,100,G,200"),
        ("spaceDelimited", False, LIST, "color=blue%20black%20brown"),
        ("spaceDelimited", None, LIST, "color=blue%20black%20brown"),
        ("pipeDelimited", False, LIST, "color=blue%7Cblack%7Cbrown"),
        ("pipeDelimited", True, LIST, "color=blue&color=black&color=brown"),
        ("deepObject", True, DICT, "color%5BR%5D=100&color%5BG%5D=200"),
        (
            "deepObject",
            None,
            {"a": {"b": 1}, "c": [1, 2]},
            "color%5Ba%5D%5Bb%5D=1&color%5Bc%5D=1&color%5Bc%5D=2",
        ),
        ("", None, [], ""),
        ("", None, False, "color=false"),
        ("", None, 0, "color=0"),
        ("", None, "", "color="),
    ],
)
def test_query_styles(style: str, explode: bool | None, value: Any, expected: str) -> None:
    assert "&".join(query_pairs(Parameter("color", "query", style=style, explode=explode), value)) == expected


def test_json_in_a_query_and_reserved_characters() -> None:
    json_parameter = Parameter("filter", "query", content_type="application/json")
    assert query_pairs(json_parameter, {"a": [1, "ü"]}) == ["filter=%7B%22a%22%3A%5B1%2C%22%C3%BC%22%5D%7D"]
    reserved = Parameter("url", "query", allow_reserved=True)
    assert query_pairs(reserved, "https://x/a?b=1&c#d") == ["url=https://x/a?b=1%26c%23d"]


@pytest.mark.parametrize(
    ("explode", "value", "expected"),
    [
        (None, "a", b"a"),
        (None, LIST, b"blue,black,brown"),
        (False, DICT, b"R,100,G,200"),
        (True, DICT, b"R=100,G=200"),
    ],
)
def test_header_styles(explode: bool | None, value: Any, expected: bytes) -> None:
    assert header_parameter(Parameter("x", "header", explode=explode), value) == expected


@pytest.mark.parametrize("value", ["a\r\nX-Evil: 1", "a\nb", "a\0b", " a", "a ", "ä", "\x7f"])
def test_headers_cannot_be_smuggled_in(value: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        header_parameter(Parameter("x", "header"), value)
    assert "Evil" not in str(caught.value)
    with pytest.raises(ArgumentError):
        extra_headers({"X-Name": value})


@pytest.mark.parametrize(
    "name", ["", "a b", "a:b", "a\r\n", "ä", "Content-Length", "transfer-encoding", "Host"]
)
def test_header_names_are_checked(name: str) -> None:
    with pytest.raises(ArgumentError):
        extra_headers({name: "x"})


def test_cookie_styles() -> None:
    assert cookie_pairs(Parameter("c", "cookie"), "a b;c") == ["c=a%20b%3Bc"]
    assert cookie_pairs(Parameter("c", "cookie"), ["a", "b"]) == ["c=a", "c=b"]
    assert cookie_pairs(Parameter("c", "cookie", explode=False), ["a", "b"]) == ["c=a%2Cb"]
    assert cookie_pairs(Parameter("c", "cookie"), DICT) == ["R=100", "G=200"]


def target(path: str, *parameters: Parameter, **values: Any) -> str:
    operation: Operation[None] = Operation(
        id="op", method="GET", path=path, answers=(Answer(200, "none"),), parameters=parameters
    )
    return target_of(Plan(operation), "/v1", values)


ID = Parameter("id", "path")


@pytest.mark.parametrize(
    "value", ["", ".", "..", "../x", "a/../b", "a\\..\\b", "./x", "x/.", "a\0b", [], {}, [".."]]
)
def test_values_that_could_change_the_path_are_refused(value: Any) -> None:
    with pytest.raises(ArgumentError) as caught:
        target("/things/{id}/files", ID, id=value)
    assert caught.value.argument == "id"


def test_dots_that_are_no_segment_are_fine() -> None:
    assert target("/things/{id}", ID, id="a..b") == "/v1/things/a..b"
    assert target("/things/{id}", ID, id="...") == "/v1/things/..."
    assert target("/files/{id}.zip", ID, id="a") == "/v1/files/a.zip"


def test_a_dot_segment_made_of_template_and_value_is_refused() -> None:
    with pytest.raises(ArgumentError):
        target("/things/.{id}", ID, id=".")
    with pytest.raises(ArgumentError):
        target("/things/{id}.", ID, id=".")


def test_a_missing_path_argument_is_named() -> None:
    with pytest.raises(ArgumentError, match="op: id: is required"):
        target("/things/{id}", ID)


def test_a_lone_surrogate_is_an_argument_error() -> None:
    with pytest.raises(ArgumentError):
        target("/things/{id}", ID, id="a\ud800")
    with pytest.raises(ArgumentError):
        target("/things", Parameter("q", "query"), q="a\ud800")


@given(TEXT)
def test_every_path_value_is_one_segment_that_reads_back(value: str) -> None:
    try:
        path = target("/things/{id}/files", ID, id=value)
    except ArgumentError:
        assert "\0" in value or re.search(r"(^|[/\\])\.{1,2}([/\\]|$)", value)
        return
    pieces = path.split("/")
    assert len(pieces) == 5
    assert re.fullmatch(r"[A-Za-z0-9._~%-]+", pieces[3])
    assert unquote(pieces[3], errors="strict") == value
    assert urlsplit("https://x" + path).path == path


@given(st.dictionaries(TEXT, TEXT, max_size=4))
def test_every_query_reads_back(values: dict[str, str]) -> None:
    names = {f"p{index}": (name, value) for index, (name, value) in enumerate(values.items())}
    parameters = [Parameter(python, "query", name) for python, (name, _value) in names.items()]
    text = target("/x", *parameters, **{python: value for python, (_name, value) in names.items()})
    query = text.partition("?")[2]
    assert query.isascii()
    assert "#" not in query
    assert parse_qsl(query, keep_blank_values=True, strict_parsing=bool(values)) == list(values.items())


@given(st.lists(TEXT, min_size=1, max_size=5), st.sampled_from(["form", "spaceDelimited", "pipeDelimited"]))
def test_delimited_lists_read_back(items: list[str], style: str) -> None:
    (pair,) = query_pairs(Parameter("p", "query", style=style, explode=False), items)
    raw = pair.partition("=")[2]
    delimiter = {"form": ",", "spaceDelimited": "%20", "pipeDelimited": "%7C"}[style]
    if style == "form":
        assert [unquote(piece) for piece in raw.split(delimiter)] == items
    else:
        joined = {"spaceDelimited": " ", "pipeDelimited": "|"}[style].join(items)
        assert unquote(raw) == joined


@given(st.text())
def test_every_header_is_either_refused_or_valid(value: str) -> None:
    try:
        raw = header_parameter(Parameter("x", "header"), value)
    except ArgumentError:
        return
    event = h11.Request(method="GET", target="/", headers=[("Host", "x"), ("X", raw)])
    assert dict(event.headers)[b"x"] == raw
    assert raw.decode() == value


@given(TEXT)
def test_every_cookie_reads_back_and_stays_one_pair(value: str) -> None:
    (pair,) = cookie_pairs(Parameter("c", "cookie"), value)
    assert re.fullmatch(r"c=[!#$%&'()*+\-./0-9:<=>?@A-Z\[\]^_`a-z{|}~]*", pair)
    assert pair.count(";") == 0
    assert unquote(pair[2:]) == value or "%" in value


def test_a_slash_in_a_value_is_no_separator() -> None:
    assert target("/things/{id}/files", ID, id="a/b c%2F") == "/v1/things/a%2Fb%20c%252F/files"
    reserved = Parameter("id", "path", allow_reserved=True)
    assert target("/things/{id}", reserved, id="a/b:c") == "/v1/things/a%2Fb:c"


@pytest.mark.parametrize("value", [math.nan, math.inf, [1, -math.inf], {"a": math.nan}], ids=repr)
@pytest.mark.parametrize("content_type", [None, "application/json"])
@pytest.mark.parametrize("write", [path_value, query_pairs, header_parameter, cookie_pairs])
def test_numbers_that_are_none_are_refused_everywhere(
    write: Any, content_type: str | None, value: Any
) -> None:
    with pytest.raises(ArgumentError, match="NaN or infinite"):
        write(Parameter("n", "query", content_type=content_type), value)


@pytest.mark.parametrize("style", ["form", "spaceDelimited", "pipeDelimited", "deepObject"])
def test_whole_numbers_keep_their_digits(style: str) -> None:
    big = 2**53 + 1
    for value in ([big, 30, 0.5], {"a": big, "b": 30}, big):
        text = "&".join(query_pairs(Parameter("n", "query", style=style), value))
        assert str(big) in text
        assert ".0" not in text
