"""Naming rules: predictable, stable, and never a name that Python or pydantic has taken."""

from __future__ import annotations

import builtins
import keyword

import pytest
from pydantic import BaseModel

from generator import names


@pytest.mark.parametrize(
    ("text", "snake", "pascal"),
    [
        ("orderId", "order_id", "OrderId"),
        ("order-item", "order_item", "OrderItem"),
        ("order item.v2", "order_item_v2", "OrderItemV2"),
        ("HTTPServer", "http_server", "HTTPServer"),
        ("pdfURL", "pdf_url", "PdfURL"),
        ("DNASample", "dna_sample", "DNASample"),
        ("orderIDs", "order_ids", "OrderIDs"),
        ("URLsList", "urls_list", "URLsList"),
        ("ABs", "abs", "ABs"),
        ("sha256", "sha256", "Sha256"),
        ("oauth2Token", "oauth2_token", "Oauth2Token"),
        ("io.k8s.api.core.v1.Pod", "io_k8s_api_core_v1_pod", "IoK8sApiCoreV1Pod"),
        ("3d", "n3d", "N3d"),
        ("404", "n404", "N404"),
        ("+1", "plus_1", "Plus1"),
        ("-1", "minus_1", "Minus1"),
        ("@id", "at_id", "AtId"),
        ("$filter", "filter", "Filter"),
        ("_links", "links", "Links"),
        ("x-1", "x_1", "X1"),
        ("été", "été", "Été"),
        ("日本", "日本", "日本"),
        ("", "empty", "Empty"),
        ("...", "dot_dot_dot", "DotDotDot"),
        ("²x", "n2x", "N2x"),
    ],
)
def test_words(text: str, snake: str, pascal: str) -> None:
    assert names.snake(text) == snake
    assert names.pascal(text) == pascal


@pytest.mark.parametrize("name", sorted(keyword.kwlist))
def test_keywords_get_an_underscore(name: str) -> None:
    for rule in (names.field, names.argument, names.method, names.module):
        assert rule(name).isidentifier()
        assert not keyword.iskeyword(rule(name))


def test_fields_never_shadow_the_base_class() -> None:
    public = [name for name in dir(BaseModel) if not name.startswith("_")]
    assert [name for name in public if names.field(name) == name] == []
    assert names.field("model_name") == "model_name"
    assert names.field("list") == "list_"


def test_classes_never_shadow_builtins_or_typing() -> None:
    upper = [name for name in dir(builtins) if name[0].isupper()]
    # Newer interpreters have a few more; names may not depend on which one runs.
    assert [name for name in upper if names.model(name) == name and name != "PythonFinalizationError"] == []
    assert names.model("any") == "AnyModel"
    assert names.model("Error") == "Error"


def test_arguments_leave_room_for_the_method_itself() -> None:
    assert [names.argument(name) for name in ("self", "options", "from", "type")] == [
        "self_",
        "options_",
        "from_",
        "type",
    ]


def test_colliding_names_are_numbered_and_reported() -> None:
    given, collisions = names.assign(["a-b", "aB", "c"], names.field)
    assert given == {"a-b": "a_b", "aB": "a_b_2", "c": "c"}
    assert [(c.name, c.first, c.second, c.given) for c in collisions] == [("a_b", "a-b", "aB", "a_b_2")]


def test_chosen_names_come_first() -> None:
    given, collisions = names.assign(["a-b", "aB"], names.field, {"aB": "a_b"})
    assert given == {"a-b": "a_b_2", "aB": "a_b"}
    assert collisions[0].first == "aB"


def test_free_numbers() -> None:
    assert names.free("Job", {"Job", "Job2"}) == "Job3"
    assert names.free("job", {"job"}) == "job_2"
