"""Published documents and reports of observers, compared in the same terms."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.drift.pages import Unreadable
from generator.drift.running import Request, run
from tests.support.generator_drift import SAMPLES, Weavery

TREE: dict[str, Any] = yaml.safe_load((SAMPLES / "openapi.yaml").read_text())


def published() -> dict[str, Any]:
    """The description as the provider would publish it: without what is ours, below its own base path."""
    tree = copy.deepcopy(TREE)

    def clean(node: Any) -> None:
        if isinstance(node, dict):
            for key in [k for k in node if isinstance(k, str) and k.startswith("x-sdk-")]:
                del node[key]
            for value in node.values():
                clean(value)
        elif isinstance(node, list):
            for value in node:
                clean(value)

    clean(tree)
    del tree["paths"]["/v2/looms/{loom_id}/secrets"]
    tree["servers"] = [{"url": "https://api.weavery.example/v2"}]
    tree["paths"] = {path.removeprefix("/v2"): item for path, item in tree["paths"].items()}
    return tree


def swagger() -> dict[str, Any]:
    """The same in Swagger 2.0."""
    old = published()
    tree: dict[str, Any] = {
        "swagger": "2.0", "info": old["info"], "basePath": "/v2", "paths": {},
        "definitions": old["components"]["schemas"], "responses": old["components"]["responses"],
    }  # fmt: skip
    for path, item in old["paths"].items():
        for operation in item.values():
            for parameter in operation.get("parameters", []):
                parameter.update(parameter.pop("schema"))
            body = operation.pop("requestBody", None)
            if body is not None:
                schema = body["content"]["application/json"]["schema"]
                operation["parameters"].append(
                    {"name": "body", "in": "body", "required": True, "schema": schema}
                )
            for answer in operation["responses"].values():
                content = answer.pop("content", None)
                if content is not None:
                    answer["schema"] = content["application/json"]["schema"]
        tree["paths"][path] = item
    return json.loads(
        json.dumps(tree)
        .replace("#/components/schemas/", "#/definitions/")
        .replace("#/components/responses/", "#/responses/")
    )


FORMS: dict[str, Callable[[], dict[str, Any]]] = {"openapi": published, "swagger": swagger}


def reported(tmp_path: Path, text: str, name: str = "published.json") -> list[tuple[str, str]]:
    """Rules and subjects."""
    (tmp_path / name).write_text(text)
    folder = Weavery.make(tmp_path, "tables").folder
    result = run(Request(folder, tmp_path, openapi=tmp_path / name))
    for one in result.differences:
        assert one.document is None or one.document.file == name
    return [(one.rule, one.subject) for one in result.differences]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("write", [json.dumps, yaml.safe_dump])
def test_the_same_in_another_form_is_no_difference(form: str, write: Any, tmp_path: Path) -> None:
    assert reported(tmp_path, write(FORMS[form]())) == []


MUTATIONS: list[tuple[str, str, str, tuple[str, str]]] = [
    ("endpoint added", '"/jobs/{job_id}": {"get"', '"/cloths": {"get": {"responses": {}}}, "/jobs/{job_id}": {"get"', ("endpoint-added", "GET /v2/cloths")),
    ("endpoint removed", '"delete":', '"x-delete":', ("endpoint-removed", "DELETE /v2/jobs/{job_id}")),
    ("parameter renamed", '"name": "dry_run"', '"name": "check"', ("parameter-added", "check")),
    ("parameter renamed: old", '"name": "dry_run"', '"name": "check"', ("parameter-removed", "dry_run")),
    ("requiredness", '"name": "dry_run"', '"required": true, "name": "dry_run"', ("parameter-required", "dry_run")),
    ("default", '"default": 20', '"default": 30', ("default-changed", "limit")),
    ("default of the body", '"default": "red"', '"default": "blue"', ("default-changed", "colour")),
    ("maximum", '"maximum": 100', '"maximum": 200', ("bound-changed", "limit")),
    ("value dropped", '"blue", ', "", ("value-removed", "colour")),
    ("body member", '"pattern": {', '"weft": {"type": "string"}, "pattern": {', ("parameter-added", "weft")),
    ("body requirement", '["pattern", "rows"]', '["pattern"]', ("parameter-required", "rows")),
    ("type", '"rows": {"type": "integer"', '"rows": {"type": "string"', ("parameter-type", "rows")),
    ("status", '"404": {"$ref"', '"410": {"$ref"', ("status-added", "410")),
    ("answer member", '"progress": {', '"share": {', ("field-added", "answer: share")),
    ("answer member: old", '"progress": {', '"share": {', ("field-removed", "answer: progress")),
    ("answer value", '"waiting"', '"queued"', ("field-value", "answer: state")),
    ("answer type", '"total": {"type": "integer"}', '"total": {"type": "string"}', ("field-type", "answer: total")),
]  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("one", MUTATIONS, ids=[m[0] for m in MUTATIONS])
def test_changes_of_a_published_document(one: Any, form: str, tmp_path: Path) -> None:
    _, old, new, expected = one
    text = json.dumps(FORMS[form]())
    assert old in text
    assert expected in reported(tmp_path, text.replace(old, new, 1))


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"openapi": "2.0", "paths": {}}', '{"openapi": "3.0.0", "paths": {}}', "<html></html>", '{"info": 1}',
     '{"openapi": "3.0.0", "paths": {"/pets": {"get": {"responses": {}}}}}'],
)  # fmt: skip
def test_another_document_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        reported(tmp_path, text)


def test_a_cut_document_is_refused(tmp_path: Path) -> None:
    text = json.dumps(published(), indent=1)
    for end in range(2, len(text) - 3, 501):
        with pytest.raises(Unreadable):
            reported(tmp_path, text[:end])


SEEN = {
    "clientome-observed": 1, "provider": "weavery",
    "operations": {
        "listLooms": {"fields": {"/next": 2, "/looms/*/make": 3, "/total": 1}, "values": {"/looms/*/status": {"resting": 1, "idle": 4}}},
        "getJob": {"statuses": {"404": 2, "503": 1}, "content_types": {"text/html": 1}, "fields": {"/cloth/threads/*/ply": 1}},
        "nothing": {"statuses": {"200": 1}},
    },
}  # fmt: skip


def observed(tmp_path: Path, report: Any) -> list[tuple[str, str]]:
    (tmp_path / "seen.json").write_text(report if isinstance(report, str) else json.dumps(report, indent=2))
    folder = Weavery.make(tmp_path, "tables").folder
    result = run(Request(folder, tmp_path, observed=tmp_path / "seen.json"))
    assert all(d.document is not None and d.document.line > 1 for d in result.differences)
    return [(one.rule, one.subject) for one in result.differences]


def test_what_was_seen_and_is_not_described_is_reported(tmp_path: Path) -> None:
    assert sorted(observed(tmp_path, SEEN)) == [
        ("observed-content-type", "text/html"), ("observed-field", "/cloth/threads/*/ply"), ("observed-field", "/looms/*/make"),
        ("observed-field", "/next"), ("observed-operation", "nothing"), ("observed-status", "503"),
        ("observed-value", "/looms/*/status"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "report", ["", "[]", "{}", '{"clientome-observed": 1}', {**SEEN, "provider": "spinnery"}]
)
def test_another_report_is_refused(report: Any, tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        observed(tmp_path, report)
