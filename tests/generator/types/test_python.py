"""Spelt Python: literals and docstrings that read back, annotations in every role, imports in order."""

from __future__ import annotations

import ast
from typing import Any

import pytest

from generator.problems import Place
from generator.types import python as python
from generator.types.python import Annotation, Role, Speller
from generator.types.shapes import (
    Anything,
    Choice,
    Custom,
    Definition,
    Either,
    Fixed,
    Items,
    Nothing,
    Ref,
    Scalar,
    Shape,
    Table,
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
    "Status": definition("Status", Choice(("a", "b"))),
    "Jobs": definition("Jobs", Items(Ref("Job"))),
    "Tree": definition("Tree", Items(Either((Ref("Tree"), Scalar("string"))))),
}


def spell(shape: Shape, role: Role, **options: Any) -> Annotation:
    speller = Speller(
        role=role,
        place=lambda name: Annotation(f"models.{name}", frozenset({("..", "models")})),
        definitions=KNOWN,
        **options,
    )
    return speller.spell(shape)


@pytest.mark.parametrize(
    ("shape", "answer", "argument", "model"),
    [
        (Anything(), "Any", "object", "Any"),
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
        (Choice(("a", 1)), "Literal['a', 1]", "Literal['a', 1]", "Literal['a', 1]"),
        (Choice((1, True)), "Literal[1, True]", "Literal[1, True]", "Literal[1, True]"),
        (Choice(("a",), open=True), "Literal['a'] | str", "Literal['a'] | str", "Literal['a'] | str"),
        (Choice((0.5,)), "int | float", "float", "int | float"),
        (Items(Scalar("string")), "list[str]", "Sequence[str]", "list[str]"),
        (Table(Anything()), "dict[str, Any]", "Mapping[str, object]", "dict[str, Any]"),
        (
            Fixed((Scalar("number"), Nothing())),
            "tuple[int | float, None]",
            "tuple[float, None]",
            "tuple[int | float, None]",
        ),
        (Either((Scalar("string"), Nothing())), "str | None", "str | None", "str | None"),
        (Either((Choice(("a",), open=True), Scalar("string"))),) + ("Literal['a'] | str",) * 3,
        (Ref("Job"), "models.Job", "models.Job | Mapping[str, object]", "models.Job"),
        (Ref("Status"), "models.Status", "models.Status", "models.Status"),
        (Ref("Jobs"), "models.Jobs", "Sequence[models.Job | Mapping[str, object]]", "models.Jobs"),
        (Ref("Tree"), "models.Tree", "Sequence[models.Tree | str]", "models.Tree"),
        (Custom("EpochSeconds"), "datetime.datetime", "datetime.datetime | int", "EpochSeconds"),
        (
            Custom("EpochMillisOrZero"),
            "datetime.datetime | None",
            "datetime.datetime | int",
            "EpochMillisOrZero",
        ),
        (Custom("JsonText"), "JsonText", "str", "JsonText"),
    ],
)
def test_roles(shape: Shape, answer: str, argument: str, model: str) -> None:
    assert spell(shape, "answer").text == answer
    assert spell(shape, "argument").text == argument
    assert spell(shape, "model").text == model


def test_every_name_is_imported() -> None:
    shape = Either((Items(Ref("Job")), Table(Custom("JsonText")), Scalar("string", "date"), Choice(("a",))))
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
    shape = Items(Scalar("integer", limits=(("maximum", 5),)), (("minItems", 1),))
    spelt = spell(shape, "model", strict=True)
    assert spelt.text == "Annotated[list[Annotated[StrictInt, Field(le=5)]], Field(min_length=1)]"
    assert ("pydantic", "StrictInt") in spelt.imports


def test_unions_with_a_tag_or_an_order_say_so_in_models_only() -> None:
    tagged = Either((Ref("Job"), Ref("Jobs")), "kind")
    assert spell(tagged, "model").text == "Annotated[models.Job | models.Jobs, Field(discriminator='kind')]"
    assert spell(tagged, "answer").text == "models.Job | models.Jobs"
    ordered = Either((tagged, Table(Anything())), ordered=True)
    assert spell(ordered, "model").text.endswith('| dict[str, Any], Field(union_mode="left_to_right")]')


def test_texts_can_be_joined() -> None:
    assert python.union("int | None", "str", "int") == "int | str | None"
    assert python.optional("Literal['a | b', \"c's\"] | None") == "Literal['a | b', \"c's\"] | None"
    assert python.not_optional("dict[str, int | None] | None") == "dict[str, int | None]"
