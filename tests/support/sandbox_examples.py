"""A small provider that has one of everything, and a way to run it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from clientome.sandbox import app
from tests.support.sandbox_requests import Reply, ask, served

TEXT: dict[str, Any] = {"type": "string"}
FILE: dict[str, Any] = {"type": "string", "format": "binary"}
ERROR = {
    "description": "Wrong.",
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "properties": {"ok": {"const": False}, "error": TEXT},
                "required": ["ok", "error"],
            },
            "examples": {"wrong": {"value": {"ok": False, "error": "sandbox"}}},
        }
    },
}
ERRORS = {"400": ERROR, "401": ERROR, "404": ERROR, "default": ERROR}


def answer(
    value: object, *more: tuple[str, object], headers: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """A JSON answer with examples."""
    examples = {"first": {"value": value}, **{name: {"value": other} for name, other in more}}
    return {
        "description": "Good.",
        "headers": headers or {},
        "content": {"application/json": {"examples": examples}},
    }


def binary(value: str, headers: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """A binary answer."""
    return {
        "description": "Bytes.",
        "headers": headers or {},
        "content": {"application/zip": {"schema": FILE, "example": value}},
    }


def operation(
    id: str, success: Mapping[str, Any], *parameters: Mapping[str, Any], **more: object
) -> dict[str, Any]:
    """One operation."""
    return {"operationId": id, "parameters": list(parameters), "responses": {**success, **ERRORS}, **more}


def parameter(name: str, location: str, schema: Mapping[str, Any], **more: object) -> dict[str, Any]:
    """One parameter."""
    return {"name": name, "in": location, "schema": schema, "required": location == "path", **more}


def body(content: Mapping[str, Any], *, required: bool = True) -> dict[str, Any]:
    """A request body."""
    return {"required": required, "content": content}


NUMBERS = {"type": "array", "items": {"type": "integer"}}
POINT = {
    "type": "object",
    "properties": {"x": {"type": "integer"}, "y": {"type": "integer"}},
    "required": ["x"],
}
STYLED = operation(
    "styled",
    {"200": answer({})},
    parameter("plain", "path", NUMBERS),
    parameter("exploded", "query", NUMBERS),
    parameter("commas", "query", NUMBERS, explode=False),
    parameter("spaces", "query", NUMBERS, style="spaceDelimited", explode=False),
    parameter("pipes", "query", NUMBERS, style="pipeDelimited", explode=False),
    parameter("deep", "query", POINT, style="deepObject", explode=True),
    parameter("flat", "query", POINT, explode=False),
    parameter("names", "query", {"type": "array", "items": TEXT}, explode=False),
    parameter("json", "query", {}, content={"application/json": {"schema": POINT}}),
    parameter("X-Numbers", "header", NUMBERS),
    parameter("crumb", "cookie", {"type": "integer"}),
    parameter("on", "query", {"type": "boolean"}),
    parameter("day", "query", {"type": "string", "format": "date"}),
    parameter("kind", "query", {"enum": ["a", "b"], "type": "string"}),
    parameter("size", "query", {"type": ["number", "null"], "maximum": 10}),
)
LABELLED = operation(
    "labelled",
    {"200": answer({})},
    parameter("label", "path", NUMBERS, style="label", explode=True),
    parameter("matrix", "path", NUMBERS, style="matrix", explode=True),
)
UPLOAD = operation(
    "upload",
    {"201": answer({"id": "f1"})},
    requestBody=body(
        {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["name"],
                    "additionalProperties": False,
                    "properties": {
                        "name": TEXT,
                        "count": {"type": "integer"},
                        "tags": {"type": "array", "items": TEXT},
                        "point": POINT,
                        "steps": {
                            "type": "string",
                            "contentMediaType": "application/json",
                            "contentSchema": NUMBERS,
                        },
                        "folder": {"type": "array", "items": FILE, "x-sdk-upload": {"maxFiles": 3}},
                        "one": {
                            **FILE,
                            "x-sdk-upload": {
                                "maxBytes": 10,
                                "extensions": [".vcf"],
                                "fileNamePattern": "[a-z.]+",
                            },
                        },
                    },
                }
            }
        }
    ),
)
PATHS: dict[str, Any] = {
    "/things": {
        "get": operation("listThings", {"200": answer({"items": []}, ("two", {"items": [1, 2]}))}),
        "post": operation(
            "createThing",
            {"201": answer({"id": "t1"}), "422": ERROR},
            parameter(
                "Idempotency-Key", "header", TEXT, **{"x-sdk-idempotency-token": {"requiredIn": ["live"]}}
            ),
            requestBody=body({"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}),
        ),
    },
    "/things/{thingId}": {
        "get": operation("getThing", {"200": answer({"id": "one"})}, parameter("thingId", "path", TEXT)),
        "delete": operation(
            "deleteThing", {"204": {"description": "Gone."}}, parameter("thingId", "path", TEXT)
        ),
    },
    "/things/latest": {"get": operation("latestThing", {"200": answer({"id": "latest"})})},
    "/styled/{plain}": {"get": STYLED},
    "/labelled/{label}/{matrix}": {"get": LABELLED},
    "/files": {
        "post": UPLOAD,
        "put": operation(
            "raw", {"204": {"description": "Kept."}}, requestBody=body({"application/octet-stream": {}})
        ),
    },
    "/loose": {
        "post": operation(
            "loose",
            {"200": answer({})},
            requestBody=body({"multipart/form-data": {"schema": {"properties": {"name": TEXT}}}}),
        )
    },
    "/form": {
        "post": operation(
            "form",
            {"200": answer({})},
            requestBody=body({"application/x-www-form-urlencoded": {"schema": POINT}}, required=False),
        )
    },
    "/file": {
        "get": operation(
            "download",
            {"200": binary("PK bytes", {"Content-Disposition": {"example": 'attachment; filename="a.zip"'}})},
            security=[{"cookie": []}, {"bearer": []}],
        ),
        "head": operation(
            "fileSize", {"200": {"description": "Size.", "headers": {"X-Size": {"example": 8}}}}
        ),
    },
    "/nameless": {"get": operation("nameless", {"200": binary("x")})},
    "/open": {"get": operation("open", {"200": answer("free")}, security=[])},
    "/staging": {"get": operation("staging", {"200": answer({})}, **{"x-sdk-environments": ["test"]})},
    "/pay": {
        "post": operation(
            "pay",
            {
                "200": answer({"paid": True}),
                "402": answer({"pay": 1}, headers={"PAYMENT-REQUIRED": {"example": "abc"}}),
            },
            **{"x-sdk-payment": {"proof": "$request.header.PAYMENT-SIGNATURE"}},
        )
    },
    "/sampled": {
        "get": operation(
            "sampled",
            {
                "200": {
                    "description": "No example.",
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}},
                }
            },
        )
    },
    "/s": {
        "servers": [{"url": "https://demo.example"}],
        "get": operation("short", {"200": answer("short")}, security=[]),
    },
}
DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Demo", "version": "1"},
    "x-sdk-provider": {
        "package": "demo",
        "client": "Demo",
        "title": "Demo service",
        "baseUrlVariable": "DEMO_BASE_URL",
        "environmentVariable": "DEMO_ENVIRONMENT",
        "requestIdHeaders": ["x-demo-id"],
    },
    "x-sdk-errors": {"message": ["$response.body#/error"]},
    "servers": [
        {
            "url": "https://demo.example/api/v1",
            "x-sdk-environment": {"name": "live", "default": True, "keyPrefixes": ["live_"]},
        },
        {
            "url": "https://test.demo.example/api/v1",
            "x-sdk-environment": {"name": "test", "keyPrefixes": ["test_"]},
        },
    ],
    "security": [{"bearer": []}],
    "components": {
        "securitySchemes": {
            "bearer": {"type": "http", "scheme": "bearer", "x-sdk-credential": {"variable": "DEMO_API_KEY"}},
            "cookie": {"type": "apiKey", "in": "cookie", "name": "key"},
        },
        "schemas": {
            "Thing": {
                "type": "object",
                "required": ["name", "kind"],
                "properties": {
                    "name": {"type": "string", "minLength": 1},
                    "kind": {"enum": ["a", "b"]},
                    "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Thing"}},
                    "example": {"$ref": "#/components/schemas/Note"},
                    "when": {"type": "string", "format": "date-time"},
                    "id": {"type": "string", "format": "uuid"},
                    "size": {"type": "integer", "format": "int64"},
                    "small": {"type": "integer", "format": "int32"},
                },
            },
            "Note": TEXT,
        },
    },
    "paths": PATHS,
}


@dataclass(frozen=True)
class Running:
    """A running sandbox."""

    port: int

    def ask(self, method: str, path: str, value: object = None, **more: Any) -> Reply:
        """One request, with a key unless another one or none is given."""
        return ask(f"http://127.0.0.1:{self.port}", method, path, value, **{"key": "test_1", **more})

    def post(self, path: str, value: object, **more: Any) -> Reply:
        """A JSON request; `null` is a value."""
        headers = {"Content-Type": "application/json", **more.pop("headers", {})}
        return self.ask("POST", path, body=json.dumps(value).encode(), headers=headers, **more)


@contextmanager
def running(document: Mapping[str, Any]) -> Iterator[Running]:
    """A sandbox on a free port, in a thread."""
    with served(app(document)) as port:
        yield Running(port)
