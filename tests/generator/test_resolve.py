"""Resolving: one document with one form of reference, stable names, places in the original files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.problems import Level
from generator.spec import pointers
from generator.spec.documents import Resolved
from generator.spec.naming import natural_name
from generator.spec.resolve import resolve, upgrade
from tests.generator.described import HEAD, found, ids, load_files, resolve_files, resolve_root


def schemas(resolved: Resolved) -> dict[str, Any]:
    assert not resolved.problems, list(map(str, resolved.problems))
    return resolved.document["components"]["schemas"]


def schema(folder: Path, text: str, name: str = "X") -> Any:
    return schemas(resolve_root(folder, f"components:\n  schemas:\n    {text}"))[name]


def to(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def references(tree: Any) -> set[str]:
    found = {tree["$ref"]} if isinstance(tree, dict) and isinstance(tree.get("$ref"), str) else set[str]()
    inside = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    return found.union(*(references(item) for item in inside))


# Names

SPLIT = {
    "openapi.yaml": HEAD
    + """
paths:
  /jobs: {$ref: "paths/jobs.yaml#/list"}
components:
  parameters:
    Limit: {name: limit, in: query, schema: {$ref: "schemas/jobs.yaml#/Limit"}}
  schemas:
    Job: {$ref: "schemas/jobs.yaml#/Job"}
    Renamed: {$ref: "schemas/jobs.yaml#/Status"}
    Alias: {$ref: "#/components/schemas/Job"}
    Second: {$ref: "schemas/jobs.yaml#/Status"}
    Inline: {properties: {job: {$ref: "schemas/jobs.yaml#/Job"}}}
""",
    "paths/jobs.yaml": """
list:
  get:
    parameters:
      - {$ref: "../openapi.yaml#/components/parameters/Limit"}
    responses:
      "200":
        description: d
        content:
          application/json:
            schema: {type: array, items: {$ref: "../openapi.yaml#/components/schemas/Job"}}
            examples: {one: {value: {$ref: "#/never"}}}
      default: {$ref: "../errors.yaml"}
""",
    "schemas/jobs.yaml": """
Limit: {type: integer}
Status: {type: string, enum: [a, b]}
Job:
  type: object
  properties:
    status: {$ref: "#/Status"}
    next: {$ref: "#/Job"}
    part: {$ref: "parts.yaml"}
    name: {$ref: "parts.yaml#/properties/name"}
""",
    "schemas/parts.yaml": "type: object\nproperties: {name: {type: string}, inner: {$ref: '#'}}\n",
    "errors.yaml": "description: e\ncontent: {application/json: {schema: {$ref: 'schemas/jobs.yaml#/Job'}}}\n",
}


def test_declared_names_are_kept_and_others_are_made(tmp_path: Path) -> None:
    resolved = resolve_files(tmp_path, SPLIT)
    assert list(schemas(resolved)) == [
        "Job",
        "Renamed",
        "Alias",
        "Second",
        "Inline",
        "Limit",
        "Parts",
        "PartsName",
    ]
    assert schemas(resolved)["Job"]["properties"] == {
        "status": to("Renamed"),
        "next": to("Job"),
        "part": to("Parts"),
        "name": to("PartsName"),
    }
    assert schemas(resolved)["Alias"] == to("Job")
    assert schemas(resolved)["Second"] == to("Renamed")
    assert schemas(resolved)["Parts"]["properties"] == {"name": to("PartsName"), "inner": to("Parts")}
    names = {f"#/components/schemas/{name}" for name in schemas(resolved)}
    assert references({**resolved.document, "paths": {}}) <= names


def test_what_is_not_a_schema_stands_in_place_of_its_reference(tmp_path: Path) -> None:
    resolved = resolve_files(tmp_path, SPLIT)
    operation = resolved.document["paths"]["/jobs"]["get"]
    assert operation["parameters"] == [{"name": "limit", "in": "query", "schema": to("Limit")}]
    assert operation["responses"]["default"]["content"]["application/json"]["schema"] == to("Job")
    media = operation["responses"]["200"]["content"]["application/json"]
    assert media["schema"]["items"] == to("Job")
    assert media["examples"]["one"]["value"] == {"$ref": "#/never"}, "an example is data"
    assert resolved.document["openapi"] == "3.1.0"


def test_the_input_is_not_changed(tmp_path: Path) -> None:
    loaded = load_files(tmp_path, SPLIT)
    before = json.dumps(loaded.documents)
    _ = resolve(loaded)
    assert json.dumps(loaded.documents) == before


def test_the_result_is_the_same_every_time(tmp_path: Path) -> None:
    loaded = load_files(tmp_path, SPLIT)
    assert json.dumps(resolve(loaded).document) == json.dumps(resolve(loaded).document)


@pytest.mark.parametrize(
    ("pointer", "file", "line", "original"),
    [
        ("/paths/~1jobs/get", "paths/jobs.yaml", 3, "/list/get"),
        ("/paths/~1jobs/get/parameters/0/name", "openapi.yaml", 8, "/components/parameters/Limit/name"),
        ("/paths/~1jobs/get/responses/default/description", "errors.yaml", 1, "/description"),
        ("/components/schemas/Renamed/enum/1", "schemas/jobs.yaml", 3, "/Status/enum/1"),
        ("/components/schemas/Job/properties/status", "schemas/jobs.yaml", 7, "/Job/properties/status"),
        (
            "/components/schemas/Inline/properties/job",
            "openapi.yaml",
            14,
            "/components/schemas/Inline/properties/job",
        ),
        ("/components/schemas/PartsName/type", "schemas/parts.yaml", 2, "/properties/name/type"),
        ("/info/title", "openapi.yaml", 2, "/info/title"),
        ("/info/none/such", "openapi.yaml", 2, "/info"),
    ],
)
def test_places_are_in_the_original_files(
    tmp_path: Path, pointer: str, file: str, line: int, original: str
) -> None:
    place = resolve_files(tmp_path, SPLIT).place(pointer)
    assert (place.file, place.line, place.pointer) == (file, line, original)


def test_the_claimant_with_the_same_name_wins(tmp_path: Path) -> None:
    files = {
        "openapi.yaml": HEAD + "components: {schemas: {A: {$ref: 'x.yaml#/B'}, B: {$ref: 'x.yaml#/B'}}}",
        "x.yaml": "B: {type: object, properties: {b: {$ref: '#/B'}}}",
    }
    assert schemas(resolve_files(tmp_path, files)) == {
        "A": to("B"),
        "B": {"type": "object", "properties": {"b": to("B")}},
    }


def test_a_component_may_annotate_what_it_refers_to(tmp_path: Path) -> None:
    files = {
        "openapi.yaml": HEAD
        + "components: {schemas: {A: {$ref: 'x.yaml#/A', description: mine, x-sdk-name: a}}}",
        "x.yaml": "A: {type: string, description: theirs}",
    }
    resolved = resolve_files(tmp_path, files)
    assert schemas(resolved) == {"A": {"type": "string", "description": "mine", "x-sdk-name": "a"}}
    assert resolved.place("/components/schemas/A/type").file == "x.yaml"


def test_a_chain_of_references_ends_at_the_schema(tmp_path: Path) -> None:
    files = {
        "openapi.yaml": HEAD
        + "components: {schemas: {A: {$ref: 'x.yaml#/A'}, U: {items: {$ref: 'x.yaml#/B'}}}}",
        "x.yaml": "A: {$ref: '#/B'}\nB: {$ref: 'y.yaml'}",
        "y.yaml": "{type: string}",
    }
    assert schemas(resolve_files(tmp_path, files)) == {"A": {"type": "string"}, "U": {"items": to("A")}}


def test_components_of_other_files_keep_their_names(tmp_path: Path) -> None:
    files = {
        "openapi.yaml": HEAD
        + "components: {schemas: {U: {items: {$ref: 'x.yaml#/components/schemas/io.x-Y'}}}}",
        "x.yaml": "components: {schemas: {io.x-Y: {type: string}}}",
    }
    assert list(schemas(resolve_files(tmp_path, files))) == ["U", "io.x-Y"]


def test_equal_made_names_are_numbered_in_order(tmp_path: Path) -> None:
    files = {
        "openapi.yaml": HEAD
        + "components: {schemas: {U: {prefixItems: [{$ref: 'b/x.yaml'}, {$ref: 'a/x.yaml'}, {$ref: 'c/x.yaml'}]}, X2: {}}}",
        "a/x.yaml": "{const: a}",
        "b/x.yaml": "{const: b}",
        "c/x.yaml": "{const: c}",
    }
    found = schemas(resolve_files(tmp_path, files))
    assert found == {
        "U": {"prefixItems": [to("X"), to("X3"), to("X4")]},
        "X2": {},
        "X": {"const": "b"},
        "X3": {"const": "a"},
        "X4": {"const": "c"},
    }


def test_a_made_name_never_takes_a_declared_one(tmp_path: Path) -> None:
    text = "components:\n  schemas:\n    A: {properties: {b: {type: string}}}\n    AB: {}\n    U: {$ref: '#/components/schemas/A/properties/b', minLength: 1}\n"
    for provider, level in (("", Level.WARNING), ("x-sdk-provider: {}\n", Level.ERROR)):
        resolved = resolve_root(tmp_path, text + provider)
        assert ids(resolved.problems) == ["schema-name-collision"]
        assert resolved.problems[0].level is level
        assert resolved.problems[0].place.line == 7
        assert "AB" in resolved.problems[0].message
        assert {"AB", "AB2"} <= resolved.document["components"]["schemas"].keys()


@pytest.mark.parametrize(
    ("file", "pointer", "name"),
    [
        ("a.yaml", "/components/schemas/x.Y-z", "x.Y-z"),
        ("a.yaml", "/components/schemas/Pet/properties/owner_name", "PetOwnerName"),
        ("a.yaml", "/components/schemas/Pet/properties/items/items", "PetItemsItem"),
        ("a.yaml", "/components/schemas/Pet/properties/properties/properties/schema", "PetPropertiesSchema"),
        ("a.yaml", "/components/schemas/Pet/additionalProperties", "PetValue"),
        ("a.yaml", "/components/schemas/Pet/allOf/1", "PetAllOf1"),
        ("a.yaml", "/components/schemas/Pet/$defs/inner", "PetInner"),
        (
            "a.yaml",
            "/paths/~1pets~1{id}/get/responses/200/content/application~1json/schema",
            "PetsIdGet200ApplicationJson",
        ),
        ("dir/job-summary.v2.yaml", "", "JobSummary"),
        ("dir/x.yaml", "/JobSummary", "JobSummary"),
        ("dir/x.yaml", "/definitions/job_summary", "JobSummary"),
        ("2x.yaml", "", "Schema2x"),
        ("-.yaml", "", "Schema"),
        ("x.yaml", "/äöü ß", "ÄöüSS"),
    ],
)
def test_names_are_made_from_pointers_and_files(file: str, pointer: str, name: str) -> None:
    assert natural_name(file, pointer).casefold() == name.casefold()
    assert natural_name(file, pointer)[:1] == name[:1]


def test_a_schema_that_is_referred_to_inside_another_is_written_once(tmp_path: Path) -> None:
    text = """
components:
  schemas:
    A:
      $defs: {d: {type: integer}, unused: {}}
      properties: {b: {type: object, properties: {again: {$ref: '#/components/schemas/A/properties/b'}}}}
      items: {$ref: '#/components/schemas/A/$defs/d'}
"""
    assert schemas(resolve_root(tmp_path, text)) == {
        "A": {"properties": {"b": to("AB")}, "items": to("AD")},
        "AB": {"type": "object", "properties": {"again": to("AB")}},
        "AD": {"type": "integer"},
    }


@pytest.mark.parametrize("name", ["io.k8s.api.core.v1.Pod", "Foo-Bar/baz", "a~b", "a b", "100%25", "«x»"])
def test_any_declared_name_can_be_referred_to(tmp_path: Path, name: str) -> None:
    escaped = pointers.escape(name)
    document = {
        "openapi": "3.1.0",
        "components": {
            "schemas": {name: {"type": "string"}, "U": {"$ref": f"#/components/schemas/{escaped}"}}
        },
    }
    document["components"]["schemas"]["V"] = {
        "oneOf": [{"$ref": f"#/components/schemas/{escaped.replace('%', '%25').replace(' ', '%20')}"}],
        "discriminator": {"propertyName": "k", "mapping": {"v": name}},
    }
    if "%" in name:
        del document["components"]["schemas"]["U"]
    resolved = resolve(load_files(tmp_path, {"openapi.yaml": json.dumps(document)}))
    assert schemas(resolved)["V"]["oneOf"] == [to(escaped)]
    assert schemas(resolved)["V"]["discriminator"]["mapping"] == {"v": to(escaped)["$ref"]}


# Siblings


def test_annotations_stay_beside_a_reference(tmp_path: Path) -> None:
    text = "X: {properties: {y: {$ref: '#/components/schemas/Y', description: d, x-sdk-name: n, readOnly: true}}}\n    Y: {}"
    assert schema(tmp_path, text)["properties"]["y"] == {
        **to("Y"),
        "description": "d",
        "x-sdk-name": "n",
        "readOnly": True,
    }


def test_constraints_beside_a_reference_go_into_all_of(tmp_path: Path) -> None:
    text = "X: {$ref: '#/components/schemas/Y', description: d, properties: {z: {$ref: '#/components/schemas/Y'}}}\n    Y: {}"
    assert schema(tmp_path, text) == {
        "description": "d",
        "allOf": [to("Y"), {"properties": {"z": to("Y")}}],
    }


def test_only_description_and_summary_override_what_is_inlined(tmp_path: Path) -> None:
    text = """
paths:
  /a:
    parameters:
      - {$ref: '#/components/parameters/P', description: mine, required: true, x-sdk-name: n}
components: {parameters: {P: {name: p, in: query, description: theirs, required: false}}}
"""
    resolved = resolve_root(tmp_path, text)
    assert resolved.document["paths"]["/a"]["parameters"] == [
        {"name": "p", "in": "query", "description": "mine", "required": False, "x-sdk-name": "n"}
    ]
    assert [(problem.id, problem.level, problem.place.pointer) for problem in resolved.problems] == [
        ("ignored-ref-sibling", Level.WARNING, "/paths/~1a/parameters/0/required")
    ]


def test_operations_may_stand_beside_the_reference_of_a_path(tmp_path: Path) -> None:
    files = {
        "openapi.yaml": HEAD + "paths: {/a: {$ref: x.yaml, post: {$ref: 'x.yaml#/x-post'}}}",
        "x.yaml": "get: {summary: g}\nx-post: {summary: p}\n",
    }
    resolved = resolve_files(tmp_path, files)
    assert resolved.document["paths"]["/a"]["get"] == {"summary": "g"}
    assert resolved.document["paths"]["/a"]["post"] == {"summary": "p"}
    assert resolved.place("/paths/~1a/post/summary").pointer == "/x-post/summary"


# Kinds


def test_references_of_every_kind_are_inlined(tmp_path: Path) -> None:
    text = """
paths:
  /a:
    post:
      parameters: [{$ref: '#/components/parameters/P'}]
      requestBody: {$ref: '#/components/requestBodies/B'}
      responses: {'200': {$ref: '#/components/responses/R'}, x-note: {$ref: data}}
      callbacks: {c: {$ref: '#/components/callbacks/C'}}
  x-extra: {$ref: data}
webhooks: {w: {$ref: '#/components/pathItems/I'}}
components:
  parameters: {P: {name: p, in: query, examples: {e: {$ref: '#/components/examples/E'}}}}
  requestBodies: {B: {content: {a/b: {encoding: {f: {headers: {H: {$ref: '#/components/headers/H'}}}}}}}}
  responses: {R: {description: r, headers: {H: {$ref: '#/components/headers/H'}}, links: {l: {$ref: '#/components/links/L'}}}}
  headers: {H: {schema: {type: string}}}
  examples: {E: {value: 1}}
  links: {L: {operationId: o}}
  callbacks: {C: {'{$request.body#/u}': {$ref: '#/components/pathItems/I'}}}
  pathItems: {I: {get: {summary: s}}}
  securitySchemes: {S: {$ref: '#/components/securitySchemes/T'}, T: {type: http}}
"""
    resolved = resolve_root(tmp_path, text)
    assert not resolved.problems
    document = resolved.document
    post = document["paths"]["/a"]["post"]
    header = {"H": {"schema": {"type": "string"}}}
    assert post["parameters"][0]["examples"] == {"e": {"value": 1}}
    assert post["requestBody"]["content"]["a/b"]["encoding"]["f"]["headers"] == header
    assert post["responses"]["200"] == {
        "description": "r",
        "headers": header,
        "links": {"l": {"operationId": "o"}},
    }
    assert post["callbacks"]["c"] == {"{$request.body#/u}": {"get": {"summary": "s"}}}
    assert document["webhooks"]["w"]["get"] == {"summary": "s"}
    assert document["components"]["securitySchemes"]["S"] == {"type": "http"}
    assert post["responses"]["x-note"] == document["paths"]["x-extra"] == {"$ref": "data"}


def test_schemas_are_found_everywhere(tmp_path: Path) -> None:
    keys = [
        *["items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames"],
        "contentSchema",
    ]
    one = "".join(f"      {key}: {{$ref: f.yaml}}\n" for key in keys)
    lists = "".join(
        f"      {key}: [{{$ref: f.yaml}}]\n" for key in ("allOf", "anyOf", "oneOf", "prefixItems")
    )
    maps = "".join(
        f"      {key}: {{$ref: {{$ref: f.yaml}}}}\n" for key in ("properties", "patternProperties")
    )
    data = "      const: {$ref: x}\n      enum: [{$ref: x}]\n      default: {$ref: x}\n      x-y: {$ref: x}\n"
    files = {
        "openapi.yaml": HEAD + "components:\n  schemas:\n    X:\n" + one + lists + maps + data,
        "f.yaml": "{}",
    }
    found = schemas(resolve_files(tmp_path, files))["X"]
    assert all(found[key] == to("F") for key in keys)
    assert all(found[key] == [to("F")] for key in ("allOf", "anyOf", "oneOf", "prefixItems"))
    assert all(found[key] == {"$ref": to("F")} for key in ("properties", "patternProperties"))
    assert found["const"] == found["default"] == found["x-y"] == found["enum"][0] == {"$ref": "x"}


def test_discriminator_mappings_have_the_form_of_references(tmp_path: Path) -> None:
    files = {
        "openapi.yaml": HEAD
        + """
components:
  schemas:
    Pet:
      discriminator:
        propertyName: kind
        mapping: {cat: Cat, dog: '#/components/schemas/Dog', fish: fish.yaml, odd: a/b}
    Cat: {}
    Dog: {}
    a/b: {}
""",
        "fish.yaml": "{type: object}",
    }
    found = schemas(resolve_files(tmp_path, files))
    assert found["Pet"]["discriminator"]["mapping"] == {
        name: to(target)["$ref"]
        for name, target in zip(["cat", "dog", "fish", "odd"], ["Cat", "Dog", "Fish", "a~1b"], strict=True)
    }
    assert "Fish" in found


# Problems


def test_a_reference_through_a_reference_is_followed(tmp_path: Path) -> None:
    files = {
        "openapi.yaml": HEAD
        + "components: {schemas: {A: {$ref: 'x.yaml#/A'}, U: {items: {$ref: '#/components/schemas/A/properties/b'}}}}",
        "x.yaml": "A: {properties: {b: {type: string}}}",
    }
    found = schemas(resolve_files(tmp_path, files))
    assert found["U"]["items"] == found["A"]["properties"]["b"]


@pytest.mark.parametrize(
    ("reference", "id"),
    [
        ("#/components/schemas/None", "dangling-ref"),
        ("#/components/schemas/X/properties", "dangling-ref"),
        ("x.yaml#/none", "dangling-ref"),
        ("#", "dangling-ref"),
        ("#anchor", "unsupported-ref"),
        ("x.yaml#anchor", "unsupported-ref"),
    ],
)
def test_references_that_lead_nowhere(tmp_path: Path, reference: str, id: str) -> None:
    text = f"components:\n  schemas:\n    X:\n      items:\n        $ref: '{reference}'\n"
    for provider, level in (("", Level.UNSUPPORTED), ("x-sdk-provider: {}\n", Level.ERROR)):
        resolved = resolve_files(tmp_path, {"openapi.yaml": HEAD + text + provider, "x.yaml": "{}"})
        assert ids(resolved.problems) == [id]
        problem = resolved.problems[0]
        assert (problem.place.line, problem.place.pointer) == (7, "/components/schemas/X/items/$ref")
        assert problem.level is (level if id == "dangling-ref" else Level.UNSUPPORTED)
        assert resolved.document["components"]["schemas"]["X"] == {"items": {}}


def test_all_dangling_references_are_shown(tmp_path: Path) -> None:
    text = """
paths: {/a: {get: {parameters: [{$ref: '#/p'}], responses: {'200': {$ref: '#/r'}}}}}
components: {schemas: {A: {$ref: '#/a'}, B: {discriminator: {propertyName: p, mapping: {x: Nope, y: '#/y'}}}}}
"""
    resolved = resolve_root(tmp_path, text)
    assert len(found(resolved.problems, "dangling-ref")) == 5
    assert len(resolved.problems) == 5


@pytest.mark.parametrize(
    "text",
    [
        "components: {schemas: {A: {$ref: '#/components/schemas/A'}}}",
        "components: {schemas: {A: {$ref: 'x.yaml#/A'}}}",
        "components: {parameters: {A: {$ref: '#/components/parameters/B'}, B: {$ref: '#/components/parameters/A'}}}",
        "components: {pathItems: {A: {get: {callbacks: {c: {u: {$ref: '#/components/pathItems/A'}}}}}}}",
        "components: {responses: {A: {$ref: '#/components/responses/A/x'}}}",
    ],
)
def test_circles_of_references_end_in_a_problem(tmp_path: Path, text: str) -> None:
    resolved = resolve_files(
        tmp_path, {"openapi.yaml": HEAD + text, "x.yaml": "A: {$ref: '#/B'}\nB: {$ref: '#/A'}"}
    )
    assert {"circular-ref", "dangling-ref"} & set(ids(resolved.problems)) or resolved.document[
        "components"
    ].get("schemas")
    _ = json.dumps(resolved.document)


def test_a_circle_of_parameters_is_named(tmp_path: Path) -> None:
    text = "components:\n  parameters:\n    A: {$ref: '#/components/parameters/B'}\n    B: {$ref: '#/components/parameters/A'}\n"
    assert "circular-ref" in ids(resolve_root(tmp_path, text).problems)


@pytest.mark.parametrize(
    ("text", "pointer"),
    [
        ("X: {$id: 'https://example.test/x', items: {$ref: '#/components/schemas/Y'}}\n    Y: {}", "/$id"),
    ],
)
def test_what_json_schema_has_beyond_pointers_is_refused(tmp_path: Path, text: str, pointer: str) -> None:
    resolved = resolve_root(tmp_path, f"components:\n  schemas:\n    {text}\n")
    assert [(problem.id, problem.level) for problem in resolved.problems] == [
        ("unsupported-ref", Level.UNSUPPORTED)
    ]
    assert resolved.problems[0].place.pointer == f"/components/schemas/X{pointer}"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("X: {items: {$recursiveRef: '#'}}", "X"),
        ("X: {items: {$dynamicRef: '#'}}", "X"),
        ("X: {$recursiveAnchor: true, properties: {a: {items: {oneOf: [{$recursiveRef: '#'}]}}}}", "X"),
        ("X: {properties: {a: {$recursiveAnchor: true, items: {$recursiveRef: '#'}}}}", "XA"),
        ("X: {$dynamicAnchor: n, items: {$dynamicRef: '#n'}}", "X"),
        ("X: {items: {$dynamicRef: '#n'}}\n    Y: {$dynamicAnchor: n, type: object}", "Y"),
        ("X: {items: {$ref: '#n'}}\n    Y: {$anchor: n, type: object}", "Y"),
        ("X: {items: {$ref: '#n'}, $defs: {d e: {$anchor: n, type: object}}}", "XDE"),
        ("X: {$dynamicAnchor: n, items: {$dynamicRef: '#n'}}\n    Y: {$dynamicAnchor: n}", "X"),
        ("X: {items: {$dynamicRef: '#/components/schemas/Y'}}\n    Y: {type: object}", "Y"),
    ],
)
def test_references_by_the_name_of_a_place(tmp_path: Path, text: str, meant: str) -> None:
    resolved = resolve_root(tmp_path, f"components:\n  schemas:\n    {text}\n")
    assert not resolved.problems
    assert f'{{"$ref": "#/components/schemas/{meant}"' in json.dumps(resolved.document)
    assert "Ref" not in json.dumps(resolved.document)


@pytest.mark.parametrize("others", ["", "A: {$dynamicAnchor: n}\n    B: {$dynamicAnchor: n}"])
def test_what_a_name_means_to_a_reader_only_is_left_open(tmp_path: Path, others: str) -> None:
    text = f"X: {{items: {{$dynamicRef: '#n', title: t}}}}\n    {others}"
    resolved = resolve_root(tmp_path, f"components:\n  schemas:\n    {text}\n")
    assert [(problem.id, problem.level) for problem in resolved.problems] == [("open-ref", Level.WARNING)]
    assert resolved.problems[0].place.line == 5
    assert resolved.document["components"]["schemas"]["X"]["items"]["title"] == "t"


def test_an_id_without_references_below_it_is_harmless(tmp_path: Path) -> None:
    assert schema(tmp_path, "X: {$id: 'https://example.test/x', type: string}")["type"] == "string"


@pytest.mark.parametrize("text", ["paths: {$ref: x.yaml}", "components: {schemas: {$ref: x.yaml}}"])
def test_a_reference_cannot_stand_for_a_whole_mapping(tmp_path: Path, text: str) -> None:
    resolved = resolve_files(tmp_path, {"openapi.yaml": HEAD + text, "x.yaml": "{}"})
    assert ids(resolved.problems) == ["unsupported-ref"]


def test_a_reference_cannot_stand_for_a_list(tmp_path: Path) -> None:
    resolved = resolve_root(tmp_path, "paths: {/a: {parameters: {$ref: '#/x'}}}")
    assert ids(resolved.problems) == ["unsupported-ref"]
    assert resolved.document["paths"]["/a"]["parameters"] == []


def test_members_without_a_value_are_left_out(tmp_path: Path) -> None:
    text = """
paths:
  /a:
    get:
      summary:
      responses: {'204': }
components: {schemas: {A: {description: , default: , const: , properties: {b: }}}}
"""
    resolved = resolve_root(tmp_path, text)
    assert resolved.document["paths"]["/a"]["get"] == {"responses": {"204": {}}}
    expected = {"default": None, "const": None, "properties": {"b": {}}}
    assert resolved.document["components"]["schemas"]["A"] == expected
    assert {(problem.id, problem.level) for problem in resolved.problems} == {("empty-member", Level.WARNING)}
    assert len(resolved.problems) == 4
    ours = resolve_root(tmp_path, text + "x-sdk-provider: {}\n")
    assert {problem.level for problem in ours.problems} == {Level.ERROR}


# OpenAPI 3.0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"type": "string", "nullable": True}, {"type": ["string", "null"]}),
        ({"type": "string", "nullable": False}, {"type": "string"}),
        ({"nullable": True, "description": "d"}, {"description": "d"}),
        (
            {"type": "string", "nullable": True, "enum": ["a"]},
            {"type": ["string", "null"], "enum": ["a", None]},
        ),
        ({"type": "string", "nullable": True, "enum": [None]}, {"type": ["string", "null"], "enum": [None]}),
        (
            {"allOf": [to("A")], "nullable": True, "title": "t"},
            {"title": "t", "anyOf": [to("A"), {"type": "null"}]},
        ),
        ({"anyOf": [to("A")], "nullable": True}, {"anyOf": [to("A"), {"type": "null"}]}),
        ({"oneOf": [to("A"), {"type": "null"}], "nullable": True}, {"oneOf": [to("A"), {"type": "null"}]}),
        (
            {"oneOf": [to("A")], "discriminator": {"propertyName": "p"}, "nullable": True, "readOnly": True},
            {
                "readOnly": True,
                "anyOf": [{"oneOf": [to("A")], "discriminator": {"propertyName": "p"}}, {"type": "null"}],
            },
        ),
        (
            {"type": "object", "allOf": [to("A")], "nullable": True},
            {"anyOf": [{"type": "object", "allOf": [to("A")]}, {"type": "null"}]},
        ),
        ({"minimum": 1, "exclusiveMinimum": True}, {"exclusiveMinimum": 1}),
        ({"maximum": 1, "exclusiveMaximum": False}, {"maximum": 1}),
        ({"exclusiveMaximum": True}, {}),
        ({"exclusiveMaximum": 5}, {"exclusiveMaximum": 5}),
        ({"example": None}, {"examples": [None]}),
        ({"format": "binary", "type": "string"}, {"format": "binary", "type": "string"}),
    ],
)
def test_schemas_of_3_0_become_those_of_3_1(old: dict[str, Any], new: dict[str, Any]) -> None:
    assert upgrade(dict(old)) == new


OLD = """openapi: 3.0.3
info: {title: T, version: '1'}
components:
  schemas:
    A: {type: object, properties: {b: {type: string, nullable: true, example: [1]}}}
    B: {$ref: x.yaml}
    C: {type: object, properties: {a: {$ref: '#/components/schemas/A', nullable: true, description: d, minLength: 1}}}
"""


def test_a_document_of_3_0_is_upgraded_with_its_fragments(tmp_path: Path) -> None:
    resolved = resolve_files(tmp_path, {"openapi.yaml": OLD, "x.yaml": "{type: integer, nullable: true}"})
    found = resolved.document["components"]["schemas"]
    assert resolved.document["openapi"] == "3.1.0"
    assert found["A"]["properties"]["b"] == {"type": ["string", "null"], "examples": [[1]]}
    assert found["B"] == {"type": ["integer", "null"]}
    assert found["C"]["properties"]["a"] == {"description": "d", "anyOf": [to("A"), {"type": "null"}]}
    assert ids(resolved.problems) == ["ignored-ref-sibling"]
    place = resolved.place("/components/schemas/A/properties/b/examples/0")
    assert place.pointer == "/components/schemas/A/properties/b/example/0"


def test_a_document_of_3_1_keeps_its_words(tmp_path: Path) -> None:
    assert schema(tmp_path, "X: {type: string, nullable: true, example: a}") == {
        "type": "string",
        "nullable": True,
        "example": "a",
    }


def test_what_is_inlined_twice_is_made_once(tmp_path: Path) -> None:
    resolved = resolve_files(tmp_path, SPLIT)
    inlined = resolved.document["paths"]["/jobs"]["get"]["parameters"][0]
    text = """
paths:
  /a: {get: {parameters: [{$ref: '#/components/parameters/P'}]}, post: {parameters: [{$ref: '#/components/parameters/P'}]}}
components: {parameters: {P: {name: p, in: query}}}
"""
    item = resolve_root(tmp_path, text).document["paths"]["/a"]
    assert item["get"]["parameters"][0] is item["post"]["parameters"][0]
    assert inlined["name"] == "limit"


def test_no_place_is_mixed_up_with_that_of_something_thrown_away(tmp_path: Path) -> None:
    """Places are kept by the identity of mappings, so none of those made on the way may lend its identity."""
    old = {
        "type": "object",
        "nullable": True,
        "allOf": [{"type": "object", "properties": {"x": {"type": "string"}}}],
    }
    names = [f"S{number}" for number in range(300)]
    document = {
        "openapi": "3.0.3",
        "info": {"title": "T", "version": "1"},
        "components": {"schemas": {name: {"type": "object", "properties": {name: old}} for name in names}},
    }
    resolved = resolve(load_files(tmp_path, {"openapi.yaml": json.dumps(document)}))
    for name in names:
        at = f"/components/schemas/{name}/properties"
        assert resolved.place(at).pointer == at
        for inner in ("", f"/{name}"):
            assert resolved.place(at + inner).pointer == at + inner
        assert resolved.place(f"{at}/{name}/anyOf/0/allOf/0/properties/x/type").pointer == (
            f"{at}/{name}/allOf/0/properties/x/type"
        )
