"""Spelt Python: literals and docstrings that read back, annotations in every role, imports in order."""

from __future__ import annotations

import ast
import dataclasses
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import templates.runtime.spec.api as api
import templates.runtime.spec.operation as runtime
from generator.problems import Place
from generator.types import python as python
from generator.types.python import Annotation, AnnotationPrinter, Role
from generator.types.shapes import (
    AnyType,
    ArrayType,
    Definition,
    LiteralType,
    MapType,
    NullType,
    Ref,
    RuntimeType,
    Scalar,
    Shape,
    TupleType,
    UnionType,
)


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        -3,
        2.5,
        'it\'s "quoted"\n\\',
        b"\x00a",
        (),
        (1,),
        ("a", "b"),
        [1, [2, {"k": None}]],
        {"a": (1, 2), "b": {}},
        frozenset(),
    ],
)
def test_literals_read_back(value: Any) -> None:
    assert eval(python.literal(value)) == value


def test_literals_of_sets_are_sorted_and_infinities_work() -> None:
    assert python.literal({"b", "a", "c"}) == "frozenset({'a', 'b', 'c'})"
    assert eval(python.literal(float("-inf"))) == float("-inf")
    with pytest.raises(TypeError, match="no literal for object"):
        python.literal(object())


FROZEN = (
    api.Credential,
    api.Envelope,
    api.Environment,
    api.ErrorShape,
    api.Login,
    api.RateLimit,
    runtime.Acceptor,
    runtime.Condition,
    runtime.Constraint,
    runtime.Media,
    runtime.Pagination,
    runtime.Parameter,
    runtime.Upload,
)
GET: runtime.Operation[Any] = runtime.Operation(
    id="getJob", method="GET", path="/jobs", answers=(runtime.Answer(200, "json"),)
)


@given(st.data())
def test_frozen_values_read_back_whatever_their_texts_are(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(FROZEN))
    value = data.draw(st.builds(kind, **{field.name: ... for field in dataclasses.fields(kind)}))
    assert eval(python.literal(value), {**vars(api), **vars(runtime)}) == value


def test_what_the_runtime_has_by_default_is_not_written() -> None:
    assert python.literal(runtime.Parameter("id", "path")) == "Parameter('id', 'path')"
    assert python.literal(runtime.Parameter("id", "path", wire="Id")) == "Parameter('id', 'path', wire='Id')"
    assert python.literal(api.ErrorShape()) == "ErrorShape()"


def test_a_value_that_has_a_name_is_written_as_its_name() -> None:
    value: runtime.Waiter[Any] = runtime.Waiter(
        name="wait", operation=GET, acceptors=(), min_delay=1.0, max_delay=2.0
    )
    text = python.literal(value, lambda inner: "jobs_operations.GET" if inner is GET else None)
    assert text == (
        "Waiter(name='wait', operation=jobs_operations.GET, acceptors=(), min_delay=1.0, max_delay=2.0)"
    )


def test_only_what_is_marked_as_python_is_written_as_it_stands() -> None:
    assert python.literal(runtime.Answer(200, "json", python.Source("models.Job"))) == (
        "Answer(200, 'json', type=models.Job)"
    )
    assert (
        python.literal(runtime.Answer(200, "json", "models.Job")) == "Answer(200, 'json', type='models.Job')"
    )


@pytest.mark.parametrize(
    "text",
    ["plain", 'ends with "', 'has """ inside', "a \\d backslash", "first\n\n  second\nthird"],
)
def test_docstrings_read_back(text: str) -> None:
    source = f"def f() -> None:\n    {python.docstring(text, '    ')}\n"
    (function,) = ast.parse(source).body
    assert isinstance(function, ast.FunctionDef)
    assert ast.get_docstring(function) == text


def test_imports_are_grouped_and_sorted() -> None:
    imports = {
        ("typing", "Any"),
        ("typing", "Literal"),
        ("uuid", ""),
        ("..", "models"),
        ("__future__", "annotations"),
    }
    assert python.import_lines(imports) == [
        "from __future__ import annotations",
        "from typing import Any, Literal",
        "import uuid",
        "from .. import models",
    ]


def definition(name: str, shape: Shape | None = None) -> Definition:
    return Definition(
        name=name,
        module="models.shared",
        direction="write",
        description="",
        place=Place("", 0, ""),
        shape=shape,
        base="InputModel",
    )


KNOWN = {
    "Job": definition("Job"),
    "Status": definition("Status", LiteralType(("a", "b"))),
    "Jobs": definition("Jobs", ArrayType(Ref("Job"))),
    "Tree": definition("Tree", ArrayType(UnionType((Ref("Tree"), Scalar("string"))))),
}


def spell(shape: Shape, role: Role, **options: Any) -> Annotation:
    printer = AnnotationPrinter(
        role=role,
        place=lambda name: Annotation(f"models.{name}", frozenset({("..", "models")})),
        definitions=KNOWN,
        **options,
    )
    return printer.spell(shape)


@pytest.mark.parametrize(
    ("shape", "answer", "argument", "model"),
    [
        (AnyType(), "Any", "object", "Any"),
        (Scalar("string"), "str", "str", "str"),
        (Scalar("string", "date"), "datetime.date", "datetime.date | str", "datetime.date"),
        (Scalar("string", "date-time"), "datetime.datetime", "datetime.datetime | str", "AwareDatetime"),
        (Scalar("string", "uuid"), "uuid.UUID | str", "uuid.UUID | str", "uuid.UUID | str"),
        (
            Scalar("integer", limits=(("minimum", 1),)),
            "int",
            "int",
            "Annotated[int, Field(ge=1)]",
        ),
        (LiteralType(("a", 1)), "Literal['a', 1]", "Literal['a', 1]", "Literal['a', 1]"),
        (LiteralType((1, True)), "Literal[1, True]", "Literal[1, True]", "Literal[1, True]"),
        (LiteralType(("a",), open=True), "Literal['a'] | str", "Literal['a'] | str", "Literal['a'] | str"),
        (LiteralType((0.5,)), "int | float", "float", "int | float"),
        (ArrayType(Scalar("string")), "list[str]", "Sequence[str]", "list[str]"),
        (MapType(AnyType()), "dict[str, Any]", "Mapping[str, object]", "dict[str, Any]"),
        (
            TupleType((Scalar("number"), NullType())),
            "tuple[int | float, None]",
            "tuple[float, None]",
            "tuple[int | float, None]",
        ),
        (UnionType((Scalar("string"), NullType())), "str | None", "str | None", "str | None"),
        (UnionType((LiteralType(("a",), open=True), Scalar("string"))),) + ("Literal['a'] | str",) * 3,
        (Ref("Job"), "models.Job", "models.Job | Mapping[str, object]", "models.Job"),
        (Ref("Status"), "models.Status", "models.Status", "models.Status"),
        (Ref("Jobs"), "models.Jobs", "Sequence[models.Job | Mapping[str, object]]", "models.Jobs"),
        (Ref("Tree"), "models.Tree", "Sequence[models.Tree | str]", "models.Tree"),
        (RuntimeType("EpochSeconds"), "datetime.datetime", "datetime.datetime | int", "EpochSeconds"),
        (
            RuntimeType("EpochMillisOrZero"),
            "datetime.datetime | None",
            "datetime.datetime | int",
            "EpochMillisOrZero",
        ),
        (RuntimeType("JsonText"), "JsonText", "str", "JsonText"),
    ],
)
def test_roles(shape: Shape, answer: str, argument: str, model: str) -> None:
    assert spell(shape, "answer").text == answer
    assert spell(shape, "argument").text == argument
    assert spell(shape, "model").text == model


def test_every_name_is_imported() -> None:
    shape = UnionType(
        (
            ArrayType(Ref("Job")),
            MapType(RuntimeType("JsonText")),
            Scalar("string", "date"),
            LiteralType(("a",)),
        )
    )
    spelt = spell(shape, "answer", builtin=True)
    assert spelt.text == (
        "builtins.list[models.Job] | builtins.dict[str, JsonText] | datetime.date | Literal['a']"
    )
    assert set(spelt.imports) == {
        ("builtins", ""),
        ("..", "models"),
        ("clientome._runtime.generated", "JsonText"),
        ("datetime", ""),
        ("typing", "Literal"),
    }


def test_request_models_are_strict() -> None:
    shape = ArrayType(Scalar("integer", limits=(("maximum", 5),)), (("minItems", 1),))
    spelt = spell(shape, "model", strict=True)
    assert spelt.text == "Annotated[list[Annotated[StrictInt, Field(le=5)]], Field(min_length=1)]"
    assert ("pydantic", "StrictInt") in spelt.imports


def test_unions_with_a_tag_or_an_order_say_so_in_models_only() -> None:
    tagged = UnionType((Ref("Job"), Ref("Jobs")), "kind")
    assert spell(tagged, "model").text == "Annotated[models.Job | models.Jobs, Field(discriminator='kind')]"
    assert spell(tagged, "answer").text == "models.Job | models.Jobs"
    ordered = UnionType((tagged, MapType(AnyType())), ordered=True)
    assert spell(ordered, "model").text.endswith('| dict[str, Any], Field(union_mode="left_to_right")]')


def test_texts_can_be_joined() -> None:
    assert python.union("int | None", "str", "int") == "int | str | None"
    assert python.optional("Literal['a | b', \"c's\"] | None") == "Literal['a | b', \"c's\"] | None"
    assert python.not_optional("dict[str, int | None] | None") == "dict[str, int | None]"
