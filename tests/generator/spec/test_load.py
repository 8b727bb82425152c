"""Loading: YAML 1.2 without surprises, lines of everything, every fault of every file in one go."""

from __future__ import annotations

import importlib.util
import json
import math
import os
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from generator.problems import ProblemsFound
from generator.spec import json_tree, pointers, yaml_tree
from generator.spec.load import load
from tests.support.generator_documents import HEAD, ids, load_files, load_problems


def value(text: str) -> Any:
    return yaml_tree.read(f"v: {text}\n")[0]["v"]


# Pointers and references


@given(st.lists(st.text(), min_size=1))
@example(["~1", "~0", "~01", "a/b~", ""])
def test_a_pointer_keeps_every_token(tokens: list[str]) -> None:
    assert pointers.split(pointers.join(*tokens)) == tokens


@given(st.text())
def test_a_schema_reference_keeps_the_name(name: str) -> None:
    assert pointers.schema_name(pointers.schema_reference(name)) == name


@given(st.text())
def test_a_pointer_follows_any_key(key: str) -> None:
    assert pointers.follow({"a": [{key: 1}]}, pointers.join("a", 0, key)) == (True, 1)


@pytest.mark.parametrize("token", ["01", "-1", "1", "x", "", "+0", "²"])
def test_a_pointer_takes_only_indices_that_exist(token: str) -> None:
    assert pointers.follow([5], pointers.join(token)) == (False, None)


@pytest.mark.parametrize(
    ("reference", "target"),
    [
        ("#/a~1b/c%20d", ("dir/a.yaml", "/a~1b/c d")),
        ("b.yaml", ("dir/b.yaml", "")),
        ("../b%20c.yaml#/x", ("b c.yaml", "/x")),
        ("./sub/../b.yaml#", ("dir/b.yaml", "")),
    ],
)
def test_references_are_relative_to_their_file(reference: str, target: tuple[str, str]) -> None:
    assert pointers.target("dir/a.yaml", reference) == target


@pytest.mark.parametrize(
    "reference", ["https://example.test/a.yaml#/x", "//host/a", "urn:a:b", "file:///a.yaml"]
)
def test_remote_references_are_known(reference: str) -> None:
    assert pointers.is_remote(reference)
    assert not pointers.is_remote(f"./{reference}")


# YAML


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *[
            (word, word)
            for word in (
                "yes",
                "no",
                "No",
                "on",
                "OFF",
                "y",
                "n",
                "2024-01-01",
                "12:30:45",
                "1_000",
                "=",
                "<<",
            )
        ],
        *[(word, None) for word in ("", "~", "null", "Null", "NULL")],
        *[("true", True), ("False", False), ("TRUE", True), ("nULL", "nULL"), ("tRUE", "tRUE")],
        *[
            ("0", 0),
            ("-0", 0),
            ("+12", 12),
            ("0o17", 15),
            ("0x1F", 31),
            ("010", 10),
            ("0b1", "0b1"),
            ("-0x1", "-0x1"),
        ],
        *[
            ("1.5", 1.5),
            ("-.5", -0.5),
            ("1e3", 1000.0),
            ("1.", 1.0),
            ("1.0.0", "1.0.0"),
            ("1e", "1e"),
            (".", "."),
        ],
        *[
            ("'1'", "1"),
            ('"true"', "true"),
            ("!!str 1", "1"),
            ("!!int '3'", 3),
            ("!!float 3", 3),
            ("!!bool 'true'", True),
        ],
        *[("'1' # note", "1"), ("a b: c".replace(": ", ":"), "a b:c")],
    ],
)
def test_scalars_follow_yaml_1_2(text: str, expected: Any) -> None:
    found = value(text)
    assert found == expected
    assert type(found) is type(expected)


printable = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cf", "Cn", "Co", "Zl", "Zp"))
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | printable,
    lambda inner: st.lists(inner) | st.dictionaries(printable, inner),
    max_leaves=20,
)


@given(json_values)
def test_json_is_the_same_in_both_readers(tree: Any) -> None:
    text = json.dumps({"root": tree}, indent=1, ensure_ascii=False)
    from_json = json_tree.read(text)
    assert from_json == {"root": tree}
    from_yaml, lines, _ = yaml_tree.read(text)
    assert from_yaml == from_json
    _same_lines(from_yaml, lines, from_json, text)


def _same_lines(one: Any, lines: Any, other: Any, text: str) -> None:
    others = json_tree.lines(text, other)
    stack = [(one, other)]
    while stack:
        left, right = stack.pop()
        if isinstance(left, (dict, list)):
            assert list(lines[id(left)]) == list(others[id(right)])
            pairs = (
                [(left[k], right[k]) for k in left]
                if isinstance(left, dict)
                else list(zip(left, right, strict=True))
            )
            stack.extend(pairs)


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"))), st.sampled_from("'\""))
def test_quoted_strings_survive_yaml(text: str, style: str) -> None:
    dumped = yaml.safe_dump({"v": text}, allow_unicode=True, default_style=style)
    assert yaml_tree.read(dumped)[0] == {"v": text}


@given(st.text("0123456789+-.eExXoOaAfFnNuUlLtTrRsS~_", min_size=1))
def test_plain_scalars_are_what_json_says_or_strings(text: str) -> None:
    try:
        found = yaml_tree.plain(text)
    except ValueError:
        return
    assert isinstance(found, (str, bool, int, float)) or found is None
    assert not isinstance(found, float) or math.isfinite(found)
    if isinstance(found, str):
        assert found == text
    try:
        expected = json_tree.read(text)
    except yaml_tree.TextError:
        return
    assert found == expected


def test_keys_are_strings_as_written() -> None:
    assert yaml_tree.read("{200: a, 0x10: b, true: c, 1.0: d, on: e, ~: f}")[0] == dict(
        zip(["200", "0x10", "true", "1.0", "on", "~"], "abcdef", strict=True)
    )


def test_aliases_and_merge_keys() -> None:
    text = (
        "base: &b {a: 1, b: 2}\nmore: &m {c: 3}\nall:\n  a: 5\n  <<: [*b, *m]\n  b: 4\ncopy: *b\n'<<': text\n"
    )
    tree = yaml_tree.read(text)[0]
    assert tree["all"] == {"a": 5, "b": 4, "c": 3}
    assert tree["copy"] is tree["base"]
    assert tree["<<"] == "text"


@pytest.mark.parametrize(
    ("text", "id", "line", "part"),
    [
        ("a: 1\nb: 2\na: 3\n", "duplicate-key", 3, "first in line 1"),
        ("a:\n\tb: 1\n", "yaml-syntax", 2, "cannot start any token"),
        ("a: [1,\nb: 2\n", "yaml-syntax", 3, "flow sequence"),
        ("a: 'x\n", "yaml-syntax", 2, "quoted scalar"),
        ("a: *b\n", "yaml-syntax", 1, "undefined alias"),
        ("a: 1\n---\nb: 2\n", "yaml-syntax", 2, "single document"),
        ("a: &x [*x]\n", "yaml-alias", 1, "itself"),
        ("a: {<<: 1}\n", "yaml-alias", 1, "mapping"),
        ("a: !!binary aGk=\n", "yaml-tag", 1, "binary"),
        ("a: !thing {b: 1}\n", "yaml-tag", 1, "!thing"),
        ("a: !!set {b}\n", "yaml-tag", 1, "set"),
        ("a: !!int x\n", "yaml-tag", 1, "int"),
        ("a: !!bool 1\n", "yaml-tag", 1, "bool"),
        ("a: .inf\n", "yaml-value", 1, "JSON"),
        ("a: -.INF\n", "yaml-value", 1, "JSON"),
        ("a: .nan\n", "yaml-value", 1, "JSON"),
        ("a: 1e999\n", "yaml-value", 1, "JSON"),
        ("? [1, 2]\n: 3\n", "yaml-key", 1, "keys are strings"),
        ("a: b\n\x07c: d\n", "yaml-syntax", 2, "character"),
        ("a: " + "[" * 100_000, "too-deep", 1, "100 mappings"),
        ("a: " + "{b: " * 500 + "}" * 500, "too-deep", 1, "100 mappings"),
    ],
)
def test_bad_yaml_has_a_line_and_a_reason(tmp_path: Path, text: str, id: str, line: int, part: str) -> None:
    problems = load_problems(tmp_path, {"openapi.yaml": text})
    assert ids(problems) == [id]
    assert problems[0].place.file == "openapi.yaml"
    assert part in problems[0].message
    assert not line or problems[0].place.line == line


def test_all_duplicate_keys_are_shown(tmp_path: Path) -> None:
    problems = load_problems(tmp_path, {"openapi.yaml": "a: 1\na: 2\nb: {c: 1, c: 2}\n"})
    assert [problem.place.line for problem in problems] == [2, 3]
    problems = load_problems(tmp_path, {"o.json": '{"a": 1,\n"a": 2,\n"b": {"c": 1,\n"c": ["c"]}}'}, "o.json")
    assert [(problem.id, problem.place.line) for problem in problems] == [
        ("duplicate-key", 2),
        ("duplicate-key", 4),
    ]


# JSON


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('{"a": 1,\n}', 2),
        ('{"a": NaN}', 0),
        ('{"a": -Infinity}', 0),
        ('{"a": 01}', 1),
        ("[" * 100_000, 0),
        ('{"a"}', 1),
    ],
)
def test_bad_json_has_a_line(tmp_path: Path, text: str, line: int) -> None:
    problems = load_problems(tmp_path, {"openapi.json": text}, "openapi.json")
    assert ids(problems) == ["too-deep" if text[0] == "[" else "json-syntax"]
    assert problems[0].place.line == line or not line


def test_json_under_a_yaml_name_is_read_as_json(tmp_path: Path) -> None:
    text = json.dumps({"openapi": "3.1.0", "info": {"title": "\ud83d\ude00"}}, indent=1)
    loaded = load_files(tmp_path, {"openapi.yaml": text})
    assert loaded.documents["openapi.yaml"]["info"]["title"] == "\U0001f600"
    assert loaded.place("openapi.yaml", "/info/title").line == 4


def test_yaml_that_begins_like_json_is_read_as_yaml(tmp_path: Path) -> None:
    assert load_files(tmp_path, {"openapi.yaml": "{openapi: 3.1.0, info: {title: T}}"})


# Places


@pytest.mark.parametrize("name", ["openapi.yaml", "openapi.json"])
def test_every_item_has_its_line(tmp_path: Path, name: str) -> None:
    tree = {
        "openapi": "3.1.0",
        "paths": {f"/p{i}": {"get": {"tags": ["a", ["b", {"c": {}}], [], {}], "x": None}} for i in range(60)},
        'a "key": {[': 'va"l,ue: }]',
    }
    text = json.dumps(tree, indent=2)
    loaded = load_files(tmp_path, {name: text}, name)
    expected = [
        *[
            (f"/paths/~1p{i}/get/tags/1/1/c", next(n for n, t in _lines(text, f"/p{i}") if '"c"' in t))
            for i in (0, 59)
        ],
        ('/a "key": {[', len(text.splitlines()) - 1),
        ("", 1),
    ]
    for pointer, line in expected:
        place = loaded.place(name, pointer)
        assert (place.file, place.line, place.pointer) == (name, line, pointer)


def _lines(text: str, after: str) -> list[tuple[int, str]]:
    numbered = list(enumerate(text.splitlines(), 1))
    start = next(number for number, line in numbered if f'"{after}"' in line)
    return numbered[start - 1 :]


def test_what_does_not_exist_has_the_place_of_its_container(tmp_path: Path) -> None:
    loaded = load_files(tmp_path, {"openapi.yaml": "openapi: 3.1.0\ninfo:\n  title: T\n  list: [1]\n"})
    assert loaded.place("openapi.yaml", "/info/version/x") == loaded.place("openapi.yaml", "/info")
    assert loaded.place("openapi.yaml", "/info").line == 2
    assert loaded.place("openapi.yaml", "/info/list/3").pointer == "/info/list"
    assert loaded.place("openapi.yaml", "/info/title/x").pointer == "/info/title"


def test_lines_of_merged_keys_are_where_they_are_written(tmp_path: Path) -> None:
    loaded = load_files(
        tmp_path, {"openapi.yaml": "openapi: 3.1.0\nx-a: &a\n  b: 1\nx-c:\n  <<: *a\n  d: 2\n"}
    )
    assert loaded.place("openapi.yaml", "/x-c/b").line == 3
    assert loaded.place("openapi.yaml", "/x-c/d").line == 6


def test_comments_before_the_first_key_count(tmp_path: Path) -> None:
    loaded = load_files(tmp_path, {"openapi.yaml": "# one\n\nopenapi: 3.1.0\n"})
    assert loaded.place("openapi.yaml", "").line == 3


# Files

MANY = """
paths:
  /a: {$ref: "paths/a.yaml#/one"}
components:
  schemas:
    A: {$ref: "schemas.yaml#/A"}
    B: {discriminator: {propertyName: k, mapping: {b: other.json, c: A}}}
"""


def test_all_files_that_are_referred_to_are_read(tmp_path: Path) -> None:
    files = {
        "api/openapi.yaml": HEAD + MANY,
        "api/paths/a.yaml": 'one: {get: {responses: {"200": {$ref: "../answers%20x.yaml"}}}}\ntwo: {$ref: never.yaml}\n',
        "api/answers x.yaml": "description: d\ncontent: {a/b: {example: {$ref: data.yaml}, schema: {$ref: ../up.yml}}}\n",
        "api/schemas.yaml": "A: {properties: {$ref: {type: string}, example: {$ref: '#/B'}}}\nB: {default: {$ref: no}}\n",
        "api/other.json": '{"items": {"$ref": "#"}}',
        "up.yml": "true\n",
    }
    loaded = load_files(tmp_path, files, "api/openapi.yaml")
    assert set(loaded.documents) == set(files)
    assert loaded.root == "api/openapi.yaml"
    assert loaded.documents["up.yml"] is True


def test_files_outside_of_the_display_folder_have_their_whole_path(tmp_path: Path) -> None:
    _ = (tmp_path / "o.yaml").write_text(HEAD)
    assert load(tmp_path / "o.yaml", display=tmp_path / "sub").root == (tmp_path / "o.yaml").as_posix()


def test_files_are_named_from_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sub").mkdir()
    _ = (tmp_path / "sub" / "o.yaml").write_text(HEAD + "paths: {/a: {$ref: ../p.yaml}}")
    _ = (tmp_path / "p.yaml").write_text("get: {}")
    monkeypatch.chdir(tmp_path)
    assert list(load(Path("sub/../sub/o.yaml"), below=tmp_path).documents) == ["sub/o.yaml", "p.yaml"]


def test_the_faults_of_all_files_are_shown_together(tmp_path: Path) -> None:
    files = {
        "openapi.yaml": HEAD
        + """
paths:
  /a: {$ref: bad.yaml}
  /b: {$ref: missing.yaml#/x}
  /c: {$ref: "https://example.test/c.yaml"}
  /d: {$ref: folder}
  /e: {$ref: bad.json}
  /f: {$ref: bad.yaml#/again}
  /g: {$ref: empty.yaml}
""",
        "bad.yaml": "a: [",
        "bad.json": "{",
        "empty.yaml": "# nothing\n",
        "folder/x": "",
    }
    problems = load_problems(tmp_path, files)
    assert sorted((problem.place.file, problem.place.line, problem.id) for problem in problems) == [
        ("bad.json", 1, "json-syntax"),
        ("bad.yaml", 2, "yaml-syntax"),
        ("empty.yaml", 0, "empty-file"),
        ("openapi.yaml", 6, "file-not-found"),
        ("openapi.yaml", 7, "remote-ref"),
        ("openapi.yaml", 8, "not-a-file"),
    ]
    remote = next(problem for problem in problems if problem.id == "remote-ref")
    assert "save the file" in remote.message
    assert remote.place.pointer == "/paths/~1c/$ref"


@pytest.mark.parametrize(
    ("content", "id"),
    [
        (b"", "empty-file"),
        (b" \n\n", "empty-file"),
        (b"\xff\xfeo\x00", "not-utf8"),
        (b"a: 1\nb: \xe9\n", "not-utf8"),
        (b"<!DOCTYPE html><html></html>", "html-file"),
        (b"- a\n", "not-a-mapping"),
        (b"just words\n", "not-a-mapping"),
        (b"swagger: '2.0'\n", "swagger-2"),
        (b"info: {}\n", "not-openapi"),
        (b"openapi: 3.2.0\n", "openapi-version"),
        (b"openapi: 3.1\n", "openapi-version"),
        (b"openapi: 2.0.0\n", "openapi-version"),
        (b"openapi: 4.0.0\n", "openapi-version"),
        (b"openapi: [3]\n", "openapi-version"),
    ],
)
def test_what_is_no_description_is_refused(tmp_path: Path, content: bytes, id: str) -> None:
    assert ids(load_problems(tmp_path, {"openapi.yaml": content})) == [id]


@pytest.mark.parametrize("version", ["3.0.0", "3.0.4", "3.1.0", "3.1.1", "3.1.0-rc1"])
def test_supported_versions(tmp_path: Path, version: str) -> None:
    assert load_problems(tmp_path, {"openapi.yaml": f"openapi: {version}\n"}) == []


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    assert load_problems(tmp_path, {"o.json": b'\xef\xbb\xbf{"openapi": "3.1.0"}'}, "o.json") == []
    assert load_problems(tmp_path, {"openapi.yaml": b"\xef\xbb\xbfopenapi: 3.1.0\n"}) == []


def test_the_line_of_a_byte_that_is_not_utf8(tmp_path: Path) -> None:
    assert load_problems(tmp_path, {"openapi.yaml": b"a: 1\nb: \xe9\n"})[0].place.line == 2


def test_a_missing_root_is_one_problem(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as error:
        _ = load(tmp_path / "none.yaml", display=tmp_path)
    assert ids(error.value.problems) == ["file-not-found"]
    with pytest.raises(ProblemsFound) as error:
        _ = load(tmp_path, display=tmp_path.parent)
    assert ids(error.value.problems) == ["not-a-file"]


def test_a_file_without_permission_is_one_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, flags: int) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    problems = load_problems(tmp_path, {"openapi.yaml": HEAD})
    assert ids(problems) == ["unreadable-file"]
    assert "Permission denied" in problems[0].message


def test_yaml_without_libyaml_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: &x {200: no, b: [1.0, ~, 'x']}\nc: {<<: *x, d: 0o7}\n"
    fast = yaml_tree.read(text)
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    spec = importlib.util.spec_from_file_location("generator.spec.slow_yaml_tree", yaml_tree.__file__)
    assert spec is not None
    assert spec.loader is not None
    slow_tree = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "generator.spec.slow_yaml_tree", slow_tree)
    spec.loader.exec_module(slow_tree)
    assert not issubclass(slow_tree._Composer, yaml.cyaml.CParser)
    slow = slow_tree.read(text)
    assert slow[0] == fast[0]
    assert [list(lines) for lines in slow[1].values()] == [list(lines) for lines in fast[1].values()]
    with pytest.raises(slow_tree.TextError, match="cannot start any token"):
        _ = slow_tree.read("a:\n\tb: 1\n")
