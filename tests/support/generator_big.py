"""A big description that is the same every time: 288 operations and 1,400 schemas with everything that is awkward.

`python -m tests.support.generator_big FILE` writes it as YAML or JSON, by the suffix of FILE. Tests and benchmarks import
:func:`build`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

GROUPS = 100
RESOURCES = 72
SPECIAL = {0: "io.k8s.api.core.v1.Pod", 1: "Foo-Bar/baz", 99: "Error"}
RESERVED_TAGS = {3: "import", 4: "class", 5: "list", 6: "models"}
DESCRIPTION = (
    "Value number {} of the group, kept as it was received; see the notes of the group for its unit."
)


def ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name.replace('~', '~0').replace('/', '~1')}"}


def group_name(number: int) -> str:
    return f"Group{number % GROUPS:03d}"


def special_name(number: int) -> str:
    return SPECIAL.get(number, f"org.example.api.v{number % 3 + 1}.{group_name(number)}Record")


def group_schemas(number: int) -> dict[str, Any]:
    """The fourteen schemas of one group."""
    name, following = group_name(number), group_name(number + 1)
    text = {"type": "string"}
    return {
        name: {
            "type": "object",
            "description": f"A thing of group {number}.",
            "required": ["id", "kind", "status"],
            "properties": {
                "id": {"type": "string", "description": "Its number.", "readOnly": True},
                "kind": {"const": name.lower()},
                "status": ref(f"{name}Status"),
                "created_at": {"type": "string", "format": "date-time"},
                "note": {"type": ["string", "null"], "maxLength": 2000},
                "count": {"type": ["integer", "string", "null"]},
                "parent": {**ref(name), "description": "The thing that this one belongs to."},
                "related": {"type": "array", "items": ref(following)},
                "animal": ref(f"{name}Animal"),
                "value": ref(f"{name}Value"),
                "record": {"anyOf": [ref(special_name(number)), {"type": "null"}]},
                "labels": {"type": "object", "additionalProperties": {"type": "string"}},
                **{f"extra_{i}": {**text, "description": DESCRIPTION.format(i)} for i in range(number % 7)},
            },
        },
        f"{name}Status": {"type": "string", "enum": ["new", "in-progress", "done", "1st", "None"]},
        f"{name}Base": {
            "type": "object",
            "required": ["name"],
            "properties": {"name": text, "size": {"type": "number", "minimum": 0, "default": 1}},
        },
        f"{name}Detailed": {
            "allOf": [
                ref(f"{name}Base"),
                {"type": "object", "properties": {"details": ref(f"{name}Map"), "tree": ref(f"{name}Tree")}},
            ],
            "description": "The base with more.",
        },
        f"{name}Cat": variant("cat", "lives", {"type": "integer", "minimum": 0, "maximum": 9}),
        f"{name}Dog": variant("dog", "tricks", {"type": "array", "items": {"type": "string"}}),
        f"{name}Animal": {
            "oneOf": [ref(f"{name}Cat"), ref(f"{name}Dog")],
            "discriminator": {
                "propertyName": "type",
                "mapping": {"cat": f"#/components/schemas/{name}Cat", "dog": f"{name}Dog"},
            },
        },
        f"{name}List": {
            "type": "object",
            "required": ["items"],
            "properties": {
                "items": {"type": "array", "items": ref(name)},
                "next": {"type": ["string", "null"], "format": "uri"},
                "total": {"type": "integer", "format": "int64"},
            },
        },
        f"{name}Create": {
            "type": "object",
            "required": ["name", "status"],
            "properties": {
                "name": {"type": "string", "minLength": 1, "pattern": "^[A-Za-z]"},
                "status": ref(f"{name}Status"),
                "animal": ref(f"{name}Animal"),
                "detailed": ref(f"{name}Detailed"),
                "secret": {"type": "string", "writeOnly": True},
            },
        },
        f"{name}Patch": {
            "type": "object",
            "minProperties": 1,
            "properties": {"note": {"type": ["string", "null"]}, "status": ref(f"{name}Status")},
        },
        f"{name}Tree": {
            "type": "object",
            "properties": {
                "label": text,
                "children": {"type": "array", "items": ref(f"{name}Tree")},
                "by_name": {"type": "object", "additionalProperties": ref(f"{name}Tree")},
            },
        },
        f"{name}Value": {
            "anyOf": [text, {"type": "integer"}, {"type": "boolean"}, {"type": "array", "items": text}]
        },
        f"{name}Map": {"type": "object", "additionalProperties": ref(f"{name}Value")},
        special_name(number): error() if number == 99 else reserved(number),
    }


def variant(kind: str, name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["type"],
        "properties": {"type": {"type": "string", "const": kind}, name: schema},
    }


def error() -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["message"],
        "properties": {"message": {"type": "string"}, "code": {"type": ["string", "integer"]}},
    }


def reserved(number: int) -> dict[str, Any]:
    """Properties whose names Python, pydantic or both keep for themselves."""
    words = (
        "class",
        "from",
        "import",
        "self",
        "list",
        "model_config",
        "copy",
        "json",
        "schema",
        "x-y",
        "1st",
        "@id",
    )
    return {"type": "object", "properties": {word: {"type": "string"} for word in words[number % 5 :]}}


def thing(number: int) -> dict[str, Any]:
    """An example of the first schema of a group."""
    name = group_name(number)
    return {
        "id": f"{name}-1",
        "kind": name.lower(),
        "status": "in-progress",
        "created_at": "2024-05-01T12:30:00Z",
        "note": None,
        "count": 3,
        "animal": {"type": "cat", "lives": 9},
        "value": ["a", "b"],
        "labels": {"a": "b"},
    }


def media(schema: dict[str, Any], value: Any) -> dict[str, Any]:
    return {"schema": schema, "examples": {"usual": {"summary": "The usual case", "value": value}}}


def answers(status: str, content: dict[str, Any] | None) -> dict[str, Any]:
    body = {"content": content} if content else {}
    return {
        status: {"description": "It worked.", **body},
        "404": {"$ref": "#/components/responses/NotFound"},
        "default": {"$ref": "#/components/responses/Problem"},
    }


def operation(number: int, verb: str, *, id: str | None = None, **more: Any) -> dict[str, Any]:
    name = group_name(number)
    return {
        "summary": f"{verb.capitalize()} things of group {number}",
        "operationId": id or f"{verb}{name}",
        "tags": [RESERVED_TAGS.get(number, f"group-{number:03d}")],
        **more,
    }


def create(number: int) -> dict[str, Any]:
    name = group_name(number)
    value = {"name": "Ada", "status": "new", "animal": {"type": "dog", "tricks": ["sit"]}, "secret": "s"}
    form = {"name": "Ada", "status": "new"}
    schema = ref(f"{name}Create")
    content = {
        "application/json": media(schema, value),
        "application/x-www-form-urlencoded": media(schema, form),
    }
    answer = {"application/json": media(ref(name), thing(number))}
    return operation(
        number, "create", requestBody={"required": True, "content": content}, responses=answers("201", answer)
    )


def update(number: int) -> tuple[str, dict[str, Any]]:
    name = group_name(number)
    content = {
        "application/merge-patch+json": media(ref(f"{name}Patch"), {"note": None}),
        "application/json": media(ref(f"{name}Patch"), {"status": "done"}),
    }
    answer = {"application/json": media(ref(name), thing(number))}
    return "patch", operation(
        number, "update", requestBody={"content": content}, responses=answers("200", answer)
    )


def delete(number: int) -> tuple[str, dict[str, Any]]:
    return "delete", operation(number, "delete", id=f"delete-{number}-things", responses=answers("204", None))


def upload(number: int) -> tuple[str, dict[str, Any]]:
    file = {"type": "string", "format": "binary"}
    schema = {
        "type": "object",
        "required": ["files"],
        "properties": {
            "files": {"type": "array", "items": file},
            "cover": file,
            "tags": {"type": "array", "items": {"type": "string"}},
            "details": ref(f"{group_name(number)}Base"),
        },
    }
    part = {"filename": "a.txt", "content": "text"}
    example = {"files": [part, part.copy()], "tags": ["x"], "details": {"name": "n"}}
    body = {"required": True, "content": {"multipart/form-data": media(schema, example)}}
    answer = {
        "application/json": media(ref(f"{group_name(number)}Tree"), {"label": "root", "children": [{}]})
    }
    return "post", operation(number, "upload", requestBody=body, responses=answers("202", answer))


def download(number: int) -> tuple[str, dict[str, Any]]:
    content = {
        "application/octet-stream": media({"type": "string", "format": "binary"}, "the bytes"),
        "text/csv": media({"type": "string"}, "a,b\n1,2\n"),
    }
    return "head" if number % 8 == 7 else "put", operation(
        number, "download", responses=answers("200", content)
    )


def path_items(number: int) -> dict[str, Any]:
    """Two paths and four operations of one group."""
    name = group_name(number)
    page = {
        "application/json": media(ref(f"{name}List"), {"items": [thing(number)], "next": None, "total": 1})
    }
    one = {"application/json": media(ref(name), thing(number))}
    method, fourth = (update, delete, upload, download)[number % 4](number)
    filters = {
        "name": "filter",
        "in": "query",
        "style": "deepObject",
        "explode": True,
        "schema": ref(f"{name}Map"),
    }
    return {
        f"/{name.lower()}": {
            "get": operation(
                number,
                "list",
                parameters=[
                    {"$ref": "#/components/parameters/Limit"},
                    {"name": "from", "in": "query", "schema": {"type": "string", "format": "date"}},
                    {
                        "name": "tags[]",
                        "in": "query",
                        "schema": {"type": "array", "items": {"type": "string"}},
                    },
                    {"name": "X-Trace", "in": "header", "schema": {"type": "string"}},
                    filters,
                ],
                responses=answers("200", page),
            ),
            "post": create(number),
        },
        f"/{name.lower()}/{{thingId}}": {
            "parameters": [
                {
                    "name": "thingId",
                    "in": "path",
                    "required": True,
                    "description": "The thing.",
                    "schema": {"type": "string"},
                    "example": f"{name}-1",
                }
            ],
            "get": operation(number, "get", responses=answers("200", one)),
            method: fourth,
        },
    }


def build() -> dict[str, Any]:
    """The whole description."""
    problem = {"application/json": media(ref("Error"), {"message": "No such thing", "code": 404})}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Everything awkward", "version": "1.0", "description": "Made by a program."},
        "servers": [{"url": "https://api.example.org/v1"}],
        "security": [{"key": []}],
        "paths": {path: item for number in range(RESOURCES) for path, item in path_items(number).items()},
        "components": {
            "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}},
            "parameters": {
                "Limit": {
                    "name": "limit",
                    "in": "query",
                    "description": "How many.",
                    "schema": {"type": "integer", "minimum": 1, "maximum": 100, "default": 20},
                    "example": 10,
                }
            },
            "responses": {
                "NotFound": {"description": "There is no such thing.", "content": problem},
                "Problem": {"description": "Something else went wrong.", "content": problem},
            },
            "schemas": {
                name: schema for number in range(GROUPS) for name, schema in group_schemas(number).items()
            },
        },
    }


def part(groups: int) -> dict[str, Any]:
    """The first groups alone; what the last one refers to is the first one again."""
    document = build()
    kept = [name for number in range(groups) for name in group_schemas(number)]
    schemas = document["components"]["schemas"]
    document["components"]["schemas"] = {name: schemas[name] for name in dict.fromkeys([*kept, "Error"])}
    document["paths"] = dict(list(document["paths"].items())[: 2 * min(groups, RESOURCES)])
    return json.loads(json.dumps(document).replace(group_name(groups), group_name(0)))


def write(path: Path, groups: int = GROUPS) -> None:
    """Writes the description as JSON or as YAML."""
    if path.suffix == ".json":
        _ = path.write_text(json.dumps(part(groups), indent=2), "utf-8")
        return
    import yaml

    class Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
        def ignore_aliases(self, data: object) -> bool:
            return True

    _ = path.write_text(yaml.dump(build(), Dumper=Dumper, sort_keys=False, allow_unicode=True), "utf-8")


def write_both(folder: Path, suffix: str) -> tuple[Path, Path]:
    """Writes the description twice; the second one asks for longer names in one operation."""
    old, new = (folder / f"{name}.{suffix}" for name in ("old", "new"))
    write(old)
    key = "minLength: " if suffix == "yaml" else '"minLength": '
    _ = new.write_text(old.read_text("utf-8").replace(f"{key}1", f"{key}2", 1), "utf-8")
    return old, new


if __name__ == "__main__":
    write(Path(sys.argv[1]))
