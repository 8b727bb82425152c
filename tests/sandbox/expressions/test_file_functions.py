"""The functions of expressions that work on files."""

from __future__ import annotations

import hashlib
import io
import zipfile
from typing import Any

import pytest

from clientome.sandbox.behaviour.engine import Engine
from tests.support.sandbox_expressions import Ask, same

A = "{'path': 'a', 'n': 1}"
B = "{'path': 'b', 'n': 2}"
C = "{'path': 'out/c', 'n': 3}"


@pytest.mark.parametrize(
    ("expression", "paths"),
    [
        (f"relative([{A}, {C}], 'out/')", ["c"]),
        (f"relative([{A}, {C}], '')", ["a", "out/c"]),
        ("relative(null, '')", []),
        (f"without([{A}, {B}], ['b'])", ["a"]),
        (f"without([{A}], null)", ["a"]),
        ("without(null, ['b'])", []),
        (f"overlaid([{B}], null, [{A}])", ["a", "b"]),
    ],
)
def test_lists_of_files(ask: Ask, expression: str, paths: list[str]) -> None:
    assert [file["path"] for file in ask(expression)] == paths


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("overlaid([{'path': 'a', 'n': 1}], [{'path': 'a', 'n': 2}])", [{"path": "a", "n": 2}]),
        (f"at_path([{A}, {B}], 'b').n", 2),
        (f"at_path([{A}], 'c')", None),
        ("at_path(null, 'c')", None),
        ("safe_paths([{'path': 'a/b'}, {'path': '..a'}])", True),
        ("safe_paths(null)", True),
        *(
            (f"safe_paths([{{'path': '{p}'}}])", False)
            for p in ("", "/a", "a/../b", "a//b", "./a", "..\\\\a")
        ),
        ("common_folder(['a/b', 'a/c'])", "a/"),
        ("common_folder(['a/b', 'b/c'])", ""),
        ("common_folder(['a/b', 'a'])", ""),
        ("common_folder(['a'])", ""),
        ("common_folder(null)", ""),
        ("digest_of(null)", hashlib.sha256(b"").hexdigest()),
    ],
)
def test_paths_of_files(ask: Ask, expression: str, value: Any) -> None:
    same(ask, expression, value)


def test_files_that_are_made(ask: Ask, engine: Engine) -> None:
    file = ask("text_file('a/b.txt', 'hello')")
    assert (file["path"], file["name"], file["type"], file["size"]) == ("a/b.txt", "b.txt", "text/plain", 5)
    assert (file["sha256"], file["md5"]) == (
        hashlib.sha256(b"hello").hexdigest(),
        hashlib.md5(b"hello").hexdigest(),
    )
    assert ask("content(f)", f=file) == "hello"
    assert ask("content(f, 2)", f=file) == "he"
    assert ask("head_bytes(f)", f=file) == b"hell".hex()
    assert ask("[content(null), head_bytes(null)]") == ["", ""]
    assert ask("content(base64_file('p', 'aGVsbG8='))") == "hello"
    assert ask("content(f)", f={"blob": "none such"}) == ""
    assert ask("head_bytes(gzip_file('a.gz', 'x'), 2)") == "1f8b"
    moved = ask("moved(f, 'c/d.bin')", f=file)
    assert (moved["path"], moved["name"], moved["sha256"]) == ("c/d.bin", "d.bin", file["sha256"])
    assert ask("filler_file('ab', 7)")["size"] == 7
    assert ask("content(filler_file('ab', 7))") == "ab\nab\na"
    pdf = engine.blobs.read(ask("pdf_file('a.pdf', ['one (1)', 'two'])")["blob"])
    assert pdf.startswith(b"%PDF-1.4\n")
    assert b"(one \\(1\\)) Tj T* (two) Tj T*" in pdf


def test_archives(ask: Ask, engine: Engine) -> None:
    zipped = "zip_file('x.zip', [text_file('a.txt', 'A'), text_file('d/b.txt', 'BB')])"
    archive = ask(zipped)
    assert ask(zipped)["sha256"] == archive["sha256"]
    found = ask("unzip(f)", f=archive)
    assert [(file["path"], file["name"], file["size"]) for file in found] == [
        ("a.txt", "a.txt", 1),
        ("d/b.txt", "b.txt", 2),
    ]
    assert len(ask("unzip(f, 3)", f=archive)) == 2
    assert ask("unzip(f, 2)", f=archive) is None
    assert ask("unzip(null)") is None
    assert ask("unzip(text_file('x.zip', 'no archive'))") is None
    odd = {}
    for name in ("/a", "a/../../b", "folder/"):
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as made:
            made.writestr(name, "")
        odd[name] = ask("unzip(f)", f={"blob": engine.blobs.keep(target.getvalue())["blob"]})
    assert odd == {"/a": None, "a/../../b": None, "folder/": []}


def test_sums_over_parts(ask: Ask) -> None:
    file = ask("text_file('a', 'aabbc')")
    sums = b"".join(hashlib.md5(part).digest() for part in (b"aa", b"bb", b"c"))
    assert ask("multipart_md5(f, 2)", f=file) == f"{hashlib.md5(sums).hexdigest()}-3"
    assert ask("multipart_md5(f, 5)", f=file) == file["md5"]
    assert ask("multipart_md5(f, 0)", f=file).endswith("-5")
