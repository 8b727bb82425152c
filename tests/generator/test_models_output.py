"""Names, modules, docstrings and problems of the models stage."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from generator.types import codegen
from generator.types.models import models
from tests.generator.apis import (
    Package,
    api,
    build,
    obj,
    operation,
    ref,
)


def test_reserved_words_and_odd_names(tmp_path: Path) -> None:
    wires = [
        "class",
        "list",
        "model_config",
        "copy",
        "json",
        "schema",
        "date",
        "str",
        "_id",
        "9lives",
        "a.b",
        "$x",
    ]
    properties = {wire: {"type": "string"} for wire in wires} | {"day": {"type": "string", "format": "date"}}
    package = build(tmp_path, {"Any": obj(properties), "class": obj({"x": {"type": "string"}})})
    value = dict.fromkeys(wires, "v") | {"day": "2024-01-01"}
    thing = package.AnyModel.model_validate(value)
    assert (thing.class_, thing.copy_, thing.id, thing.n9lives, thing.a_b) == ("v",) * 5
    assert thing.model_dump(mode="json", by_alias=True, exclude_unset=True) == value
    assert package.problems == []
    assert package.Class(x="a").x == "a"


def test_declared_python_names(tmp_path: Path) -> None:
    package = build(tmp_path, {"Job": obj({"jobid": {"type": "string", "x-sdk-name": "job_id"}})})
    assert package.Job.model_validate({"jobid": "a"}).job_id == "a"


def test_colliding_properties_are_reported_with_their_place(tmp_path: Path) -> None:
    package = build(tmp_path, {"Job": obj({"a-b": {"type": "string"}, "aB": {"type": "string"}})})
    (problem,) = package.made.problems
    assert (problem.id, problem.level) == ("derived-name", "warning")
    assert problem.place.pointer == "/components/schemas/Job/properties/aB"
    assert "'aB'" in problem.message
    assert "'a-b'" in problem.message
    job = package.Job.model_validate({"a-b": "1", "aB": "2"})
    assert (job.a_b, job.a_b_2) == ("1", "2")


def test_signs_keep_properties_apart(tmp_path: Path) -> None:
    package = build(tmp_path, {"Reactions": obj({"+1": {"type": "integer"}, "-1": {"type": "integer"}})})
    reactions = package.Reactions.model_validate({"+1": 3, "-1": 4})
    assert (reactions.plus_1, reactions.minus_1) == (3, 4)
    assert package.problems == []


def test_colliding_schemas_are_reported(tmp_path: Path) -> None:
    package = build(
        tmp_path, {"foo-bar": obj({"a": {"type": "string"}}), "FooBar": obj({"b": {"type": "string"}})}
    )
    assert package.problems == [("warning", "derived-name")]
    assert list(package.FooBar.model_fields) == ["a"]
    assert list(package.FooBar2.model_fields) == ["b"]


def test_made_up_names_give_way_to_declared_ones(tmp_path: Path) -> None:
    schemas = {"Job": obj({"a": {"type": "string"}}), "JobInput": obj({"b": {"type": "string"}})}
    package = build(tmp_path, schemas, write=("Job",), read=("Job", "JobInput"))
    assert package.problems == [("warning", "derived-name")]
    assert list(package.JobInput.model_fields) == ["b"]
    assert package.made.symbol("Job", "write").name == "JobInput2"


def test_remote_looking_names(tmp_path: Path) -> None:
    name = "io.k8s.api.core.v1.Pod"
    package = build(
        tmp_path, {name: obj({"spec": {"type": "string"}}), "List": {"type": "array", "items": ref(name)}}
    )
    pods = package.adapter("ListModel").validate_python([{"spec": "x"}])
    assert type(pods[0]).__name__ == "IoK8sApiCoreV1Pod"


def test_modules_follow_resources_and_never_import_each_other(tmp_path: Path) -> None:
    schemas = {
        "Job": obj({"tag": ref("Tag"), "status": ref("Status")}),
        "Order": obj({"tag": ref("Tag"), "job": ref("Job")}),
        "Tag": obj({"colour": ref("Colour")}),
        "Colour": {"type": "string", "enum": ["red"]},
        "Status": {"type": "string", "enum": ["new"]},
    }
    owners = {"Job": "jobs", "Order": "orders", "Colour": "jobs", "Status": "jobs"}
    package = build(tmp_path, schemas, resources=owners)
    where = {name: package.made.symbol(name, "read").module for name in schemas}
    assert where == {  # an order needs Job, so Job and all that it needs are shared
        "Job": "models.shared",
        "Order": "models.orders",
        "Tag": "models.shared",
        "Colour": "models.shared",
        "Status": "models.shared",
    }
    order = package.Order.model_validate({"tag": {"colour": "blue"}, "job": {"status": "new"}})
    assert order.tag.colour == "blue"


def test_models_load_when_used(tmp_path: Path) -> None:
    schemas = {"Job": obj({"a": {"type": "string"}}), "Order": obj({"a": {"type": "string"}})}
    package = build(tmp_path, schemas, resources={"Job": "jobs", "Order": "orders"})
    index = package.module("models")
    assert index.__all__ == ["Job", "Order"]
    assert not any(name.startswith(f"{package.name}.models.") for name in sys.modules)
    assert package.Job.__module__ == f"{package.name}.models.jobs"
    assert f"{package.name}.models.orders" not in sys.modules
    with pytest.raises(AttributeError, match="Nothing"):
        index.NullType  # noqa: B018


def test_descriptions_become_docstrings(tmp_path: Path) -> None:
    text = 'Ends with a "quote"'
    schema = obj(
        {
            "a": {"type": "string", "description": text, "deprecated": True},
            "b": ref("S", description="Its \\state."),
        },
        description="A job.\n\nSecond paragraph.",
    )
    package = build(tmp_path, {"Job": schema, "S": {"type": "string", "description": "A state."}})
    assert package.Job.__doc__.split() == ["A", "job.", "Second", "paragraph."]
    (job,) = [
        n for n in ast.parse(package.made.files["models/shared.py"]).body if isinstance(n, ast.ClassDef)
    ]
    told = [n.value.value for n in job.body if isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant)]
    assert [" ".join(str(each).split()) for each in told[1:]] == [f"{text} Deprecated.", "Its \\state."]
    assert '"""A state."""' in package.made.files["models/shared.py"]


def test_inline_objects_get_the_name_of_their_place(tmp_path: Path) -> None:
    inner = obj({"a": {"type": "string"}})
    schemas = {
        "Job": obj({"inner": inner, "many": {"type": "array", "items": obj({"b": {"type": "integer"}})}})
    }
    package = build(tmp_path, schemas, operation("listJobs", answer={"type": "array", "items": inner}))
    job = package.Job.model_validate({"inner": {"a": "x"}, "many": [{"b": 1}]})
    assert type(job.inner).__name__ == "JobInner"
    assert type(job.many[0]).__name__ == "JobManyItem"
    assert package.made.spell(inner, "answer").text.startswith("models.")


def test_spelling(tmp_path: Path) -> None:
    schemas = {
        "Job": obj({"id": {"type": "string", "readOnly": True}, "name": {"type": "string"}}),
        "Status": {"type": "string", "enum": ["a"]},
    }
    spell = build(tmp_path, schemas, write=tuple(schemas), read=tuple(schemas)).made.spell
    assert spell(ref("Job"), "answer").text == "models.Job"
    assert spell(ref("Job"), "read").text == "models.Job"
    assert spell(ref("Job"), "argument").text == "models.JobInput | Mapping[str, object]"
    assert spell(ref("Status"), "argument").text == "models.StatusInput"
    assert spell({"type": "array", "items": ref("Job")}, "read").text == "builtins.list[models.Job]"
    assert spell({"type": ["integer", "null"]}, "argument").text == "int | None"
    assert spell({"enum": ["a", "b"]}, "argument").text == "Literal['a', 'b']"
    assert spell({"enum": ["a", "b"]}, "read").text == "Literal['a', 'b'] | str"
    with pytest.raises(LookupError, match="has not seen"):
        spell(obj({"new": {"type": "string"}}), "read")


@pytest.mark.parametrize(
    ("schemas", "id"),
    [
        ({"Thing": obj({"a": {"type": "text"}})}, "unknown-type"),
        (
            {"Thing": obj({"a": ref("Loop")}), "Loop": {"allOf": [ref("Loop"), {"minimum": 1}]}},
            "circular-schema",
        ),
        ({"Thing": obj({"a": ref("Loop")}), "Loop": ref("Thing2"), "Thing2": ref("Loop")}, "circular-schema"),
        ({"Thing": {"anyOf": [ref("Thing"), {"type": "string"}]}}, "circular-schema"),
        ({"Thing": obj({"a": {"allOf": [{"type": "string"}, {"type": "integer"}]}})}, "contradiction"),
        ({"Thing": obj({"a": {"allOf": [{"enum": ["a"]}, {"enum": ["b"]}]}})}, "contradiction"),
    ],
)
def test_what_cannot_be_typed_is_reported(tmp_path: Path, schemas: dict[str, Any], id: str) -> None:
    package = build(tmp_path, schemas)
    # Somebody else's contradiction leaves nothing out; in a description of ours it stops the generator.
    level = "warning" if id == "contradiction" else "unsupported"
    assert set(package.problems) == {(level, id)}
    assert all(problem.place.pointer.startswith("/components/schemas/") for problem in package.made.problems)
    assert package.Thing is not None  # what is left out under --allow-unsupported does not break the module


def test_loss_in_the_generator_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = codegen._take_apart  # pyright: ignore[reportPrivateUsage]

    def forgetful(text: str, *others: Any) -> codegen.Generated:
        whole = real(text, *others)
        kept = {name: body.replace("    lost: str | None = None", "") for name, body in whole.classes.items()}
        return codegen.Generated(whole.imports, {name: body for name, body in kept.items() if name != "Gone"})

    monkeypatch.setattr(codegen, "_take_apart", forgetful)
    properties = {"kept": {"type": "string"}, "lost": {"type": "string"}}
    made = models(api({"Job": obj(properties), "Gone": obj({"a": {"type": "string"}})}))
    assert [(p.id, p.level) for p in made.problems] == [("model-not-generated", "unsupported")] * 2
    assert "lost for 'lost' is missing" in made.problems[1].message


def test_output_depends_on_the_input_only() -> None:
    code = (
        "from tests.generator.apis import PETS\n"
        "from tests.generator.apis import api\n"
        "from generator.types.models import models\n"
        "print(sorted(models(api(PETS, write=tuple(PETS), read=tuple(PETS))).files.items()))\n"
    )
    root = Path(__file__).resolve().parents[2]
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=root,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
    assert "datamodel" not in outputs.pop()


def test_many_schemas(tmp_path: Path) -> None:
    schemas: dict[str, Any] = {"Status": {"type": "string", "enum": ["a", "b"]}}
    for number in range(1400):
        following = ref(f"Thing{(number + 1) % 1400}") if number % 20 else {"type": "null"}
        schemas[f"Thing{number}"] = obj(
            {"name": {"type": "string"}, "next": following, "status": ref("Status")}, "name"
        )
    package: Package = build(tmp_path, schemas)
    assert package.problems == []
    assert len(package.module("models").__all__) == 1401
    thing = package.Thing1399.model_validate({"name": "a", "next": {"name": "b", "status": "zz"}})
    assert thing.next.status == "zz"
