"""Small APIs made by hand, written out as packages and imported: what tests of the models stage need."""

from __future__ import annotations

import datetime
import importlib
import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from generator.ir import (
    Api,
    Body,
    Content,
    Direction,
    Field,
    Media,
    NamedSchema,
    Operation,
    Parameter,
    Resource,
    Response,
)
from generator.problems import Place
from generator.types.models import Models, models
from generator.vocabulary import operation as v

REF = "#/components/schemas/"


def ref(name: str, **more: Any) -> dict[str, Any]:
    """A reference to a component."""
    return {"$ref": REF + name, **more}


def obj(properties: Mapping[str, Any], *required: str, **more: Any) -> dict[str, Any]:
    """An object schema."""
    return {"type": "object", "properties": dict(properties), "required": list(required), **more}


def place(pointer: str) -> Place:
    """Somewhere in the description."""
    return Place("openapi.yaml", 1, pointer)


def parameter(name: str, schema: Any, *, required: bool = False, **more: Any) -> Parameter:
    """A query parameter."""
    return Parameter(
        name=name,
        wire=name,
        location="query",
        schema=schema,
        required=required,
        description="",
        style="form",
        explode=True,
        place=place(f"/parameters/{name}"),
        **more,
    )


def field(name: str, schema: Any, *, required: bool = False, **more: Any) -> Field:
    """A field of a request body."""
    return Field(
        name=name,
        wire=name,
        schema=schema,
        required=required,
        description="",
        place=place(f"/b/{name}"),
        **more,
    )


def operation(
    id: str,
    resource: str = "jobs",
    *,
    parameters: tuple[Parameter, ...] = (),
    fields: tuple[Field, ...] = (),
    answer: Any = None,
) -> Operation:
    """An operation that answers 200."""
    contents = (
        (Content(content_type="application/json", kind="json", schema=answer),) if answer is not None else ()
    )
    names = tuple(f.name for f in fields)
    media = Media(content_type="application/json", fields=names, required=frozenset(), schema={})
    return Operation(
        id=id,
        method="POST",
        path=f"/{id}",
        resource=resource,
        name=id,
        summary=id,
        description="",
        server=None,
        parameters=parameters,
        body=Body(media=(media,), fields=fields, required=False) if fields else None,
        responses=(Response(status="200", description="", contents=contents, place=place(f"/paths/{id}")),),
        security=(),
        deprecated=False,
        retry="never",
        readonly=False,
        billable=False,
        recover=None,
        environments=(),
        enveloped=False,
        first_or_self=False,
        paginated=None,
        waiters={},
        constraints=(),
        upload=None,
        download=None,
        payment=None,
        rate_limits=(),
        sources=(),
        place=place(f"/paths/{id}"),
    )


def api(
    schemas: Mapping[str, Any],
    *operations: Operation,
    write: tuple[str, ...] = (),
    read: tuple[str, ...] | None = None,
    resources: Mapping[str, str] | None = None,
) -> Api:
    """An API with these components; `write` ones are used in requests, `read` ones (all by default) in answers."""

    def directions(name: str) -> frozenset[Direction]:
        reading: list[Direction] = (
            ["read"] if (name in read if read is not None else name not in write) else []
        )
        writing: list[Direction] = ["write"] if name in write else []
        return frozenset([*reading, *writing])

    owners = resources or {}
    groups = dict.fromkeys([*(o.resource for o in operations), *owners.values()])
    return Api(
        package="demo",
        client="Demo",
        title="Demo",
        version="1",
        description="",
        docs=None,
        provider=None,
        servers=(),
        security_schemes=(),
        envelope=None,
        errors=None,
        retryable=v.Retryable(),
        rate_limits=(),
        resources=tuple(
            Resource(name=g, description="", operations=tuple(o for o in operations if o.resource == g))
            for g in groups
        ),
        schemas={
            name: NamedSchema(
                name=name,
                schema=schema,
                resource=owners.get(name),
                directions=directions(name),
                place=place(f"/components/schemas/{name}"),
            )
            for name, schema in schemas.items()
        },
        webhooks=(),
        bundle={},
    )


class Package:
    """A generated package on disk, imported under a name of its own; models are attributes."""

    _count = 0

    def __init__(self, made: Models, root: Path) -> None:
        Package._count += 1
        self.made = made
        self.name = f"made{Package._count}"
        self.root = root / self.name
        for path, text in {**made.files, "__init__.py": ""}.items():
            target = self.root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        sys.path.insert(0, str(root))
        importlib.invalidate_caches()

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Level and id of every problem."""
        return [(problem.level.value, problem.id) for problem in self.made.problems]

    def module(self, path: str) -> ModuleType:
        """A module of the package, such as `models.shared`."""
        return importlib.import_module(f"{self.name}.{path}")

    def adapter(self, name: str) -> TypeAdapter[Any]:
        """Validates a model or alias by its name."""
        return TypeAdapter(getattr(self, name))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.module("models"), name)


def build(root: Path, schemas: Mapping[str, Any], *operations: Operation, **how: Any) -> Package:
    """The package of an API made of these components and operations; see :func:`api`."""
    return Package(models(api(schemas, *operations, **how)), root)


AWARE = datetime.datetime(2024, 5, 1, 12, tzinfo=datetime.UTC)


def fails(model: Any, value: Any, *words: str) -> None:
    """The value is refused, with errors of these types, in any order: that of a union depends on typing's cache."""
    with pytest.raises(ValidationError) as caught:
        model.model_validate(value)
    assert sorted(error["type"] for error in caught.value.errors()) == sorted(words)


PETS = {
    "Cat": obj({"petType": {"type": "string", "const": "cat"}, "lives": {"type": "integer"}}, "petType"),
    "Dog": obj({"petType": {"type": "string"}, "name": {"type": "string"}}, "petType", "name"),
    "Pet": {
        "oneOf": [ref("Cat"), ref("Dog")],
        "discriminator": {
            "propertyName": "petType",
            "mapping": {"dog": ref("Dog")["$ref"], "cat": ref("Cat")["$ref"]},
        },
    },
    "Owner": obj({"pet": ref("Pet"), "maybe": {"oneOf": [ref("Dog"), {"type": "null"}]}}, "pet"),
}
