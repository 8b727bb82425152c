"""Text of a document stays text: whatever stands where, the package holds no code of it, and importing it runs none."""

from __future__ import annotations

import ast
import contextlib
import importlib
import itertools
import json
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.pipeline import Options, compile_spec, fatal
from generator.problems import Level, ProblemsFound
from generator.render import render_package
from generator.spec import pointers
from generator.text import code, flat, lines, markdown, shown
from generator.types import python as python
from generator.write import format_python
from tests.prove.scale import of

ROOT = Path(__file__).resolve().parents[2]
CODE = "__import__('sys').modules.setdefault('owned', 1)"
SEPARATORS = ("\n", "\r", "\r\n", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x1f", "\x85", "\u2028", "\u2029")
UNSEEN = ("\x00", "\x07", "\x1b", "\u200b", "\u202e", "\u2066", "\ufeff", "\uffff", "\U000e0041", "\x7f")
SPECIAL = (
    *SEPARATORS,
    *UNSEEN,
    '"',
    "'",
    '"""',
    "'''",
    "\\",
    "`",
    "```python\n",
    "~~~\n",
    "{{",
    "%}",
    "#",
    ")",
    "|",
)

_numbers = itertools.count()


def hostile(break_: str, quote: str) -> str:
    """A text that runs code where its break ends a line or its quote a string."""
    return f"a{quote}{break_}{CODE}{break_}    {CODE}{break_}x{quote}"


_texts = st.builds(
    hostile,
    st.one_of(st.sampled_from(SPECIAL), st.characters(exclude_categories=["Cs"])),
    st.sampled_from(["", *SPECIAL]),
)


def document(text: Any) -> dict[str, Any]:
    """A document that has a text in every place that may hold one; `text()` gives the next."""
    thing, other, scheme = text(), text(), text()
    schema = {
        "type": "object",
        "title": text(),
        "description": text(),
        "required": [property_ := text()],
        "properties": {
            property_: {
                "type": "string",
                "description": text(),
                "default": text(),
                "pattern": re.escape(text()),
            },
            text(): {"type": "string", "enum": [text(), text()], "examples": [text()]},
            text(): {"const": text(), "format": text()},
            text(): {"type": "array", "items": {"type": "string", "pattern": re.escape(text())}},
            text(): {"type": "object", "additionalProperties": {"type": "string"}, "x-note": text()},
            "": {"type": "string", "contentMediaType": text()},
        },
    }
    union = {
        "oneOf": [{"$ref": pointers.schema_reference(thing).replace("%", "%25")}, {"type": "string"}],
        "description": text(),
    }
    body = {
        "description": text(),
        "content": {"application/json": {"schema": schema, "example": {property_: text()}}},
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": text(),
            "version": text(),
            "description": f"{text()}\n\n{text()}",
            "summary": text(),
        },
        "servers": [
            {"url": "https://a.example/v1", "description": text()},
            {
                "url": f"https://{{{(variable := text())}}}.example/{text()}",
                "variables": {variable: {"default": text()}},
            },
        ],
        "tags": [{"name": (tag := text()), "description": text()}],
        "security": [{scheme: []}],
        "paths": {
            "/a" + re.sub(r"[{}]", "", text()): {
                "summary": text(),
                "post": {
                    "operationId": text(),
                    "tags": [tag],
                    "summary": text(),
                    "description": f"{text()}\n\n{text()}",
                    "parameters": [
                        {"name": "query", "in": "query", "description": text(), "schema": {"type": "string"}},
                        {"name": text(), "in": "header", "schema": {"enum": [text()]}, "example": text()},
                        {"name": text(), "in": "cookie", "schema": {"type": "string", "default": text()}},
                    ],
                    "requestBody": body,
                    "responses": {
                        "200": {
                            "description": text(),
                            "headers": {text(): {"description": text(), "schema": {"type": "string"}}},
                            "content": {
                                "application/json": {
                                    "schema": {"$ref": pointers.schema_reference(thing).replace("%", "%25")},
                                    "examples": {text(): {"summary": text(), "value": {property_: text()}}},
                                }
                            },
                        },
                        "201": {"description": text(), "content": {text(): {"schema": {"type": "string"}}}},
                        "404": {"description": text()},
                    },
                    "x-sdk-constraints": [{"rule": "requires", "arguments": ["query"], "message": text()}],
                    "x-sdk-source": ["docs:" + flat(text())],
                },
                "get": {"tags": [text()], "responses": {"204": {"description": text()}}, "deprecated": True},
            }
        },
        "webhooks": {
            text(): {
                "post": {
                    "summary": text(),
                    "requestBody": body,
                    "responses": {"204": {"description": text()}},
                }
            }
        },
        "components": {
            "schemas": {
                thing: schema,
                other: union,
                text(): {"enum": [text(), 1, None], "description": text()},
            },
            "securitySchemes": {
                scheme: {"type": "apiKey", "in": "header", "name": text(), "description": text()}
            },
        },
    }


def generate(tree: dict[str, Any], name: str) -> dict[str, str] | None:
    """The files of a package, None where the document was refused."""
    with tempfile.TemporaryDirectory() as folder:
        spec = Path(folder) / "d.json"
        _ = spec.write_text(json.dumps(tree), encoding="utf-8")
        try:
            described, problems = compile_spec(spec, package=name)
        except ProblemsFound as error:
            said = [str(problem) for problem in error.problems]
            described, problems = None, []
        else:
            said = [str(problem) for problem in problems]
    assert all(len(line.splitlines()) == 1 for line in said)
    if described is None:
        return None
    if fatal(problems, Options(allow_unsupported=True)):
        assert any(problem.level is Level.ERROR for problem in problems)
        return None
    api, models = described.api, described.models
    return format_python(
        dict(render_package(api, models.spell, models.files, origin="d.json", tests=False).files)
    )


def runs_nothing(files: dict[str, str], name: str) -> None:
    """No file holds code of a text, and importing all of them runs none."""
    folder = Path(tempfile.mkdtemp())
    try:
        for path, text in files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            _ = target.write_text(text, encoding="utf-8")
            if path.endswith(".py"):
                named = {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}
                assert "__import__" not in named, path
        for fence in re.findall(
            r"^(?:```|~~~)[^\n]*\n(.*?)^(?:```|~~~)", files[f"{name}/README.md"], re.S | re.M
        ):
            named = {node.id for node in ast.walk(ast.parse(fence)) if isinstance(node, ast.Name)}
            assert "__import__" not in named
        sys.path.insert(0, str(folder))
        importlib.invalidate_caches()
        for path in files:
            if path.endswith(".py"):
                module = importlib.import_module(
                    path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
                )
                for model in vars(module).values():
                    if (
                        isinstance(model, type)
                        and hasattr(model, "model_rebuild")
                        and model.__module__ == module.__name__
                    ):
                        with contextlib.suppress(RecursionError):
                            _ = model.model_rebuild()
        assert "owned" not in sys.modules
    finally:
        sys.path.remove(str(folder))
        for module in [m for m in sys.modules if m.partition(".")[0] == name]:
            del sys.modules[module]
        shutil.rmtree(folder)


@pytest.mark.parametrize("quote", ["", '"""', "\\"])
def test_no_separator_and_no_quote_gives_code(quote: str) -> None:
    given = itertools.count()

    def text() -> str:
        number = next(given)
        return f"t{number}" + hostile(SPECIAL[number % len(SPECIAL)], quote)

    name = f"hostile{next(_numbers)}"
    files = generate(document(text), name)
    assert files is not None
    runs_nothing(files, name)


@settings(max_examples=of(4, 400), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_text_in_any_place_is_refused_or_stays_text(data: st.DataObject) -> None:
    pool = data.draw(st.lists(_texts, min_size=8, max_size=8))
    given = itertools.count()

    def text() -> str:
        number = next(given)
        return pool[number % len(pool)] + str(number)

    name = f"hostile{next(_numbers)}"
    files = generate(document(text), name)
    if files is not None:
        runs_nothing(files, name)


def test_half_a_character_is_refused_with_its_place(tmp_path: Path) -> None:
    for tree in ({"info": {"title": "\ud800"}}, {"info": {"\udfff": 1}}):
        spec = tmp_path / "d.json"
        _ = spec.write_text(json.dumps({"openapi": "3.1.0", **tree}))
        with pytest.raises(ProblemsFound) as caught:
            _ = compile_spec(spec, package="d")
        assert [(p.id, p.place.line) for p in caught.value.problems] == [("not-text", 1)]


@given(st.text())
def test_a_docstring_is_one_string_that_holds_what_is_seen(text: str) -> None:
    source = f"def f():\n    {python.docstring(text, '    ')}\n"
    assert source.isprintable() or not set(source) & set(UNSEEN)
    (function,) = ast.parse(source).body
    assert isinstance(function, ast.FunctionDef)
    (only,) = function.body
    assert isinstance(only, ast.Expr)
    assert isinstance(only.value, ast.Constant)
    kept = "".join(" ".join(lines(text)).split())
    assert "".join(only.value.value.split()) == kept


@given(st.text())
def test_a_literal_is_one_constant(text: str) -> None:
    tree = ast.parse(python.literal(text), mode="eval")
    assert isinstance(tree.body, ast.Constant)
    assert tree.body.value == text


@given(st.text())
def test_a_shown_text_is_one_line(text: str) -> None:
    for line in (flat(text), shown(text), markdown(text), code(text)):
        assert len(line.splitlines()) <= 1
        assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", line)


@pytest.mark.parametrize(
    "text", ["# a", "- a", "1. a", "> a", "```python", "~~~", "<script>", "![a](b)", "| a", "==="]
)
def test_prose_in_markdown_begins_nothing(text: str) -> None:
    assert markdown(text).startswith(("\\", "1\\", "!\\"))


def _uses(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr == "splitlines":
            yield path.name, node.lineno


def test_nothing_in_the_generator_cuts_lines_but_at_line_feeds() -> None:
    """`str.splitlines` cuts where Python does not, and so do these filters of Jinja."""
    assert [use for path in sorted((ROOT / "generator").rglob("*.py")) for use in _uses(path)] == []
    for template in sorted((ROOT / "templates").rglob("*.jinja")):
        text = template.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*(indent|wordwrap|center|striptags|title)\b|splitlines", text), template


def test_docstrings_in_templates_are_spelt_by_the_one_function() -> None:
    for template in sorted((ROOT / "templates").rglob("*.jinja")):
        for found in re.findall(r'"""(?!\s*\}\})([^"]*)"""', template.read_text(encoding="utf-8")):
            names = re.findall(r"\{\{(.*?)\}\}", found)
            assert all(
                re.search(r"\b(name|client|attribute|package|secret_variable)\s*$", n) for n in names
            ), found
