"""Checks: each rule finds its fault, says where it stands, and finds nothing in a document without it."""

from __future__ import annotations

import copy
import inspect
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.check import (
    examples,
    expressions,
    extensions,
    operations,
    schemas,
    structure,
    validation,
    waiting,
)
from generator.check import (
    validation as formats,
)
from generator.check.run import RULES, check
from generator.check.view import View
from generator.problems import Level, Problem, ProblemsFound
from generator.spec.load import load
from generator.spec.objects import Kind
from generator.spec.resolve import resolve
from generator.vocabulary import operation as v
from tests.generator import big
from tests.generator.described import check_document, check_root, found, ids, resolve_files, resolve_root

ROOT = Path(__file__).resolve().parents[2]
MODULES = (examples, expressions, extensions, operations, schemas, structure, waiting)


def good() -> dict[str, Any]:
    """A description of ours without a fault that uses most of what there is."""
    problem = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    answers = {"404": {"description": "No such thing.", "content": problem}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "x-sdk-provider": {"package": "t", "client": "T", "title": "T", "baseUrlVariable": "T_BASE_URL"},
        "x-sdk-errors": {"message": ["$response.body#/message"]},
        "servers": [{"url": "https://a.test", "x-sdk-environment": {"name": "production", "default": True}}],
        "security": [{"key": []}, {"oauth": ["read"]}],
        "tags": [{"name": "things", "description": "Things."}],
        "paths": {
            "/things": {
                "get": {
                    "summary": "List",
                    "tags": ["things"],
                    "operationId": "listThings",
                    "x-sdk-paginated": {
                        "style": "page",
                        "items": "$response.body#/items",
                        "page": "$request.query.page",
                        "total": "$response.header.X-Total",
                    },
                    "parameters": [
                        {
                            "name": "page",
                            "in": "query",
                            "schema": {"type": "integer", "default": 1},
                            "example": 2,
                        }
                    ],
                    "responses": {
                        "200": {
                            "description": "A page.",
                            "headers": {"X-Total": {"schema": {"type": "integer"}, "example": 3}},
                            "content": {
                                "application/json": {
                                    "schema": {
                                        "type": "object",
                                        "properties": {
                                            "items": {
                                                "type": "array",
                                                "items": {"$ref": "#/components/schemas/Thing"},
                                            }
                                        },
                                    },
                                    "examples": {"one": {"value": {"items": [{"id": "a"}]}}},
                                }
                            },
                        },
                        **answers,
                    },
                },
                "post": {
                    "summary": "Make",
                    "tags": ["things"],
                    "operationId": "makeThing",
                    "x-sdk-billable": True,
                    "x-sdk-environments": ["production"],
                    "x-sdk-constraints": [
                        {
                            "rule": "requires",
                            "arguments": ["id", "size.width"],
                            "when": {"argument": "made_from"},
                            "message": "Give both.",
                        }
                    ],
                    "parameters": [
                        {
                            "name": "Idempotency-Key",
                            "in": "header",
                            "schema": {"type": "string"},
                            "x-sdk-idempotency-token": {"requiredIn": ["production"]},
                        }
                    ],
                    "requestBody": {
                        "content": {
                            "application/json": {
                                "schema": {"$ref": "#/components/schemas/Thing"},
                                "examples": {"one": {"value": {"id": "a", "size": {"width": 1}}}},
                            },
                            "multipart/form-data": {
                                "schema": {
                                    "type": "object",
                                    "properties": {"file": {"$ref": "#/components/schemas/File"}},
                                },
                                "examples": {"one": {"value": {"file": {"filename": "a", "content": "b"}}}},
                            },
                        }
                    },
                    "responses": {
                        "204": {
                            "description": "Made.",
                            "headers": {"X-Token": {"schema": {"type": "string"}}},
                        },
                        **copy.deepcopy(answers),
                    },
                },
            },
            "/things/{thingId}": {
                "parameters": [
                    {"name": "thingId", "in": "path", "required": True, "schema": {"type": "string"}}
                ],
                "get": {
                    "summary": "Get",
                    "tags": ["things"],
                    "operationId": "getThing",
                    "x-sdk-waitable": {
                        "wait": {
                            "description": "Waits.",
                            "inputs": {"thing_id": "$request.path.thingId"},
                            "acceptors": [{"state": "success", "path": "$response.body#/id", "anyOf": ["a"]}],
                            "minDelay": 1,
                            "maxDelay": 2,
                        }
                    },
                    "responses": {
                        "200": {
                            "description": "It.",
                            "content": {
                                "application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}
                            },
                        },
                        **copy.deepcopy(answers),
                    },
                },
            },
        },
        "components": {
            "securitySchemes": {
                "key": {
                    "type": "http",
                    "scheme": "bearer",
                    "x-sdk-token-refresh": {
                        "login": {
                            "operation": "makeThing",
                            "variables": {"id": "T_ID"},
                            "access": "$response.header.X-Token",
                        }
                    },
                },
                "oauth": {
                    "type": "oauth2",
                    "flows": {
                        "clientCredentials": {"tokenUrl": "https://a.test", "scopes": {"read": "Read."}}
                    },
                },
            },
            "schemas": {
                "Error": {"type": "object", "properties": {"message": {"type": "string"}}},
                "File": {"type": "string", "format": "binary"},
                "Thing": {
                    "type": "object",
                    "required": ["id"],
                    "properties": {
                        "id": {"type": "string"},
                        "size": {"type": "object", "properties": {"width": {"type": "number"}}},
                        "madeFrom": {
                            "type": "string",
                            "x-sdk-sensitive": True,
                            "pattern": "^a",
                            "examples": ["abc"],
                        },
                    },
                },
            },
        },
    }


def moving() -> dict[str, Any]:
    """The good description with uploads, downloads and what else refers to other operations."""
    document = good()
    document["paths"]["/things/{thingId}/content"] = {
        "get": {
            "summary": "Download",
            "tags": ["things"],
            "operationId": "downloadThing",
            "x-sdk-download": {
                "manifest": {
                    "operation": "listThings",
                    "inputs": {"page": "part"},
                    "argument": "thing_id",
                    "key": "/id",
                    "constants": {"part": 1},
                },
            },
            "x-sdk-guide": {
                "operation": "getThing",
                "inputs": {"thing_id": "thing_id"},
                "values": "part",
            },
            "parameters": [
                {"name": "thingId", "in": "path", "required": True, "schema": {"type": "string"}},
                {"name": "part", "in": "query", "schema": {"type": "integer"}},
            ],
            "responses": {
                "200": {
                    "description": "It.",
                    "content": {
                        "application/octet-stream": {"schema": {"type": "string", "format": "binary"}}
                    },
                },
                "404": {"description": "No such thing."},
            },
        },
    }
    document["paths"]["/things/{thingId}"]["get"]["x-sdk-waitable"]["wait"]["explanation"] = {
        "operation": "downloadThing",
        "inputs": {"thing_id": "thing_id"},
        "constants": {"part": 2},
    }
    document["paths"]["/things"]["post"]["x-sdk-managed-upload"] = {
        "method": "send",
        "description": "Sends.",
        "ways": [
            {"direct": {"operation": "makeThing", "maxBytes": 5}},
            {
                "signed": {
                    "start": {"operation": "listThings", "inputs": {"page": "$file.size"}},
                    "link": "$response.body#/items/0/id",
                    "finish": {"operation": "getThing", "inputs": {"thing_id": "$start/id"}},
                }
            },
            {
                "sftp": {
                    "hosts": {"production": "sftp.a.test"},
                    "find": {"operation": "listThings", "inputs": {"page": "1"}},
                    "items": "$response.body#/items",
                    "key": "/id",
                }
            },
        ],
        "then": {
            "operation": "getThing",
            "waiter": "wait",
            "inputs": {"thing_id": "/id"},
        },
    }
    return document


def foreign() -> dict[str, Any]:
    document = good()
    del document["x-sdk-provider"]
    return document


def change(document: dict[str, Any], pointer: str, value: Any) -> dict[str, Any]:
    """Sets what stands at a pointer; `...` removes it."""
    *way, last = [part.replace("~1", "/") for part in pointer.split("/")[1:]]
    node: Any = document
    for part in way:
        node = node[int(part)] if isinstance(node, list) else node.setdefault(part, {})
    key: Any = int(last) if isinstance(node, list) else last
    if value is ...:
        del node[key]
    else:
        node[key] = value
    return document


LIST = "/paths/~1things/get"
MAKE = "/paths/~1things/post"
ONE = "/paths/~1things~1{thingId}"
GET = f"{ONE}/get"
FILE = f"{ONE}~1content/get"
MANAGED = f"{MAKE}/x-sdk-managed-upload"
WAYS = f"{MANAGED}/ways"
THING = "/components/schemas/Thing"
BODY = f"{MAKE}/requestBody/content/application~1json"
FORM = f"{MAKE}/requestBody/content/multipart~1form-data"
ANSWER = f"{LIST}/responses/200/content/application~1json"
KEY = "/components/securitySchemes/key"
LOGIN = f"{KEY}/x-sdk-token-refresh/login"

SINGLE = {"style": "single", "items": "$response.body#/items"}
SEARCH = {
    "description": "Waits.",
    "inputs": {"number": "$request.query.page"},
    "acceptors": [{"state": "success", "path": "$response.body#/items/*/id", "anyOf": ["a"]}],
    "minDelay": 1,
    "maxDelay": 2,
}
ITEM = {"items": "$response.body#/items", "key": "/id", "argument": "number"}
AFTER = {"operation": "getThing", "waiter": "wait", "inputs": {"thing_id": "thing_id"}}

MANY: dict[str, Any] = {
    "operation": "listThings",
    "items": "$response.body#/items",
    "key": "/id",
    "state": "/id",
}


TWO_PLACES: dict[str, Any] = {
    "description": "Waits.",
    "minDelay": 1,
    "maxDelay": 1,
    "many": MANY,
    "acceptors": [
        {"state": "success", "path": "$response.body#/id", "anyOf": ["a"]},
        {"state": "retry", "status": 404},
    ],
}


def cost(**changes: Any) -> dict[str, Any]:
    """A price that a list tells."""
    prices = {**MANY, "argument": "id", "fixed": "/id", **changes}
    del prices["state"]
    return {"currency": "credits", "prices": prices}


FOUND = {"operation": "listThings", "match": {"/id": "id"}, "since": "/size", "id": "/id", "settle": 5}
NOTED = {"operation": "listThings", "note": "id", "noteAt": "/id", "settle": 5}

FAULTS: list[tuple[str, str, Any, str]] = [
    # id, pointer of the change, value, pointer of the problem relative to the change (or absolute)
    ("wrong-type", f"{LIST}/summary", 5, ""),
    ("wrong-type", f"{LIST}/parameters", {}, ""),
    ("wrong-type", f"{LIST}/parameters/0", "page", ""),
    ("wrong-type", f"{LIST}/tags", "things", ""),
    ("wrong-type", f"{LIST}/deprecated", "yes", ""),
    ("wrong-type", f"{LIST}/tags", [1], ""),
    ("wrong-type", "/info", [], ""),
    ("wrong-type", "/paths", [], ""),
    ("wrong-type", f"{LIST}/responses/200", True, ""),
    ("unknown-member", f"{LIST}/sumary", "x", ""),
    ("unknown-member", "/path", {}, ""),
    ("missing-member", "/info/title", ..., "/info"),
    ("missing-member", "/info/version", ..., "/info"),
    ("missing-member", "/info", ..., "/"),
    ("missing-member", f"{LIST}/responses", ..., LIST),
    ("missing-member", f"{LIST}/operationId", ..., LIST),
    ("missing-member", f"{LIST}/summary", ..., LIST),
    ("missing-member", f"{LIST}/parameters/0/name", ..., f"{LIST}/parameters/0"),
    ("missing-member", f"{LIST}/parameters/0/schema", ..., f"{LIST}/parameters/0"),
    ("missing-member", f"{LIST}/responses/200/description", ..., f"{LIST}/responses/200"),
    ("missing-member", f"{MAKE}/requestBody/content", ..., f"{MAKE}/requestBody"),
    ("missing-member", f"{KEY}/scheme", ..., KEY),
    ("missing-member", "/servers/0/url", ..., "/servers/0"),
    ("invalid-value", f"{LIST}/parameters/0/in", "body", ""),
    ("invalid-value", f"{LIST}/parameters/0/style", "matrix", ""),
    ("invalid-value", f"{KEY}/type", "bearer", ""),
    ("invalid-status", f"{LIST}/responses/2xx", {"description": "d"}, ""),
    ("invalid-status", f"{LIST}/responses/600", {"description": "d"}, ""),
    ("invalid-status", f"{LIST}/responses/200 ", {"description": "d"}, ""),
    ("invalid-path", "/paths/things", {}, ""),
    ("invalid-path", "/paths/~1a{", {}, ""),
    ("invalid-path", "/paths/~1a{}", {}, ""),
    ("duplicate-path", "/paths/~1things~1{other}", {}, ""),
    ("unknown-x-sdk-key", f"{LIST}/x-sdk-pagniated", {}, ""),
    ("unknown-x-sdk-key", "/info/x-sdk-note", "x", ""),
    ("unknown-x-sdk-key", f"{THING}/discriminator", {"propertyName": "id", "x-sdk-a": 1}, "/x-sdk-a"),
    ("misplaced-x-sdk-key", f"{LIST}/x-sdk-timestamp", {"unit": "seconds"}, ""),
    ("misplaced-x-sdk-key", "/tags/0/x-sdk-name", "a", ""),
    ("misplaced-x-sdk-key", "/info/x-sdk-source", ["docs"], ""),
    ("misplaced-x-sdk-key", f"{ANSWER}/x-sdk-source", ["docs"], ""),
    ("misplaced-x-sdk-key", f"{LIST}/x-sdk-webhook", {}, ""),
    ("reserved-name", "/x-sdk-provider/package", "sandbox", ""),
    ("reserved-name", "/x-sdk-provider/client", "AsyncShop", ""),
    ("invalid-security", f"{LIST}/security", [{"key": "read"}], f"{LIST}/security/0"),
    ("invalid-x-sdk-value", f"{LIST}/x-sdk-retry", "always", ""),
    ("invalid-x-sdk-value", f"{MAKE}/x-sdk-billable", "true", ""),
    ("invalid-x-sdk-value", f"{LIST}/x-sdk-paginated/pages", 1, ""),
    ("invalid-x-sdk-value", f"{LIST}/x-sdk-paginated/items", ..., f"{LIST}/x-sdk-paginated"),
    ("invalid-x-sdk-value", f"{LIST}/x-sdk-paginated/first_page", 1, ""),
    ("invalid-x-sdk-value", f"{THING}/properties/id/x-sdk-name", "Not a name", ""),
    ("invalid-x-sdk-value", f"{GET}/x-sdk-waitable/wait/minDelay", 0, ""),
    ("duplicate-operation-id", f"{GET}/operationId", "listThings", ""),
    ("undeclared-path-parameter", f"{ONE}/parameters", [], GET),
    (
        "unused-path-parameter",
        "/paths/~1all",
        {
            "parameters": [{"name": "p", "in": "path", "required": True, "schema": {}}],
            "get": {"summary": "s", "tags": ["things"], "operationId": "all", "responses": {}},
        },
        "/parameters/0",
    ),
    ("optional-path-parameter", f"{ONE}/parameters/0/required", False, f"{ONE}/parameters/0"),
    ("optional-path-parameter", f"{ONE}/parameters/0/required", ..., f"{ONE}/parameters/0"),
    ("duplicate-parameter", f"{LIST}/parameters", [{"name": "page", "in": "query", "schema": {}}] * 2, "/1"),
    ("unknown-security-scheme", f"{LIST}/security", [{"nope": []}], "/0/nope"),
    ("unknown-security-scheme", "/security", [{"nope": []}], "/0/nope"),
    ("unknown-scope", f"{LIST}/security", [{"oauth": ["read", "write"]}], "/0/oauth/1"),
    ("unknown-tag", f"{LIST}/tags", ["thing"], "/0"),
    ("unknown-environment", f"{MAKE}/x-sdk-environments", ["production", "staging"], "/1"),
    ("unknown-environment", f"{MAKE}/parameters/0/x-sdk-idempotency-token/requiredIn", ["x"], "/0"),
    ("billable-safe", f"{MAKE}/x-sdk-retry", "safe", MAKE),
    ("billable-safe", f"{LIST}/x-sdk-billable", True, LIST),
    ("unknown-operation", f"{MAKE}/x-sdk-recover", {"operation": "nope"}, "/operation"),
    ("unknown-argument", f"{MAKE}/x-sdk-recover", {**FOUND, "inputs": {"nope": "id"}}, "/inputs/nope"),
    ("unknown-argument", f"{MAKE}/x-sdk-recover", {**FOUND, "inputs": {"page": "nope"}}, "/inputs/page"),
    ("unknown-argument", f"{MAKE}/x-sdk-recover", {**FOUND, "match": {"/id": "nope"}}, "/match/~1id"),
    ("unknown-argument", f"{MAKE}/x-sdk-recover", {**NOTED, "note": "nope"}, "/note"),
    (
        "unknown-expression-target",
        f"{MAKE}/x-sdk-recover",
        {**FOUND, "match": {"/idd": "id"}},
        "/match/~1idd",
    ),
    ("unknown-expression-target", f"{MAKE}/x-sdk-recover", {**FOUND, "since": "/made"}, "/since"),
    ("unknown-expression-target", f"{MAKE}/x-sdk-recover", {**NOTED, "noteAt": "/made"}, "/noteAt"),
    ("recover-without-effect", f"{MAKE}/x-sdk-recover", {**NOTED, "operation": "getThing"}, "/operation"),
    ("recover-without-effect", f"{GET}/x-sdk-recover", {"operation": "listThings"}, ""),
    ("invalid-x-sdk-value", f"{MAKE}/x-sdk-recover", {"operation": "listThings", "settle": 5}, ""),
    (
        "invalid-x-sdk-value",
        f"{MAKE}/x-sdk-recover",
        {"operation": "listThings", "inputs": {"page": "id"}},
        "",
    ),
    ("invalid-x-sdk-value", f"{MAKE}/x-sdk-recover", {**NOTED, "noteAt": None}, ""),
    ("invalid-x-sdk-value", f"{MAKE}/x-sdk-recover", {**NOTED, "prefix": "x"}, ""),
    ("invalid-x-sdk-value", f"{MAKE}/x-sdk-recover", {**FOUND, "since": None}, ""),
    ("unknown-expression-target", f"{LIST}/x-sdk-paginated/page", "$request.query.pages", ""),
    ("unknown-expression-target", f"{LIST}/x-sdk-paginated/page", "$request.header.page", ""),
    ("unknown-expression-target", f"{LIST}/x-sdk-paginated/page", "$request.body#/x", ""),
    ("unknown-expression-target", f"{LIST}/x-sdk-paginated/items", "$response.body#/itemz", ""),
    ("unknown-expression-target", f"{LIST}/x-sdk-paginated/items", "$response.body#/items/0/idd", ""),
    ("unknown-expression-target", f"{LIST}/x-sdk-paginated/total", "$response.header.X-Count", ""),
    (
        "unknown-expression-target",
        f"{GET}/x-sdk-waitable/wait/acceptors/0/path",
        "$response.body#/status",
        "",
    ),
    ("unknown-expression-target", f"{GET}/x-sdk-waitable/wait/inputs/thing_id", "$request.path.id", ""),
    ("unknown-expression-target", f"{LIST}/x-sdk-paginated/key", ["/ident"], "/0"),
    ("invalid-x-sdk-value", f"{LIST}/x-sdk-paginated", {**SINGLE, "key": ["/id"]}, ""),
    ("invalid-x-sdk-value", f"{GET}/x-sdk-timeout/read", 0, ""),
    (
        "invalid-x-sdk-value",
        f"{GET}/x-sdk-waitable/wait/acceptors/0/message",
        "Bad.",
        f"{GET}/x-sdk-waitable/wait/acceptors/0",
    ),
    ("invalid-x-sdk-value", f"{MAKE}/x-sdk-upload", {"folderName": "left-out"}, ""),
    (
        "waiter-item",
        f"{LIST}/x-sdk-waitable",
        {"wait": {**SEARCH, "result": "$response.body#/items/0"}},
        "/wait/result",
    ),
    (
        "waiter-item",
        f"{LIST}/x-sdk-waitable",
        {"wait": {**SEARCH, "item": ITEM, "result": "$response.body#/items/0"}},
        "/wait/result",
    ),
    (
        "waiter-item",
        f"{LIST}/x-sdk-waitable",
        {"wait": {**SEARCH, "item": {**ITEM, "key": "/ident"}}},
        "/wait/item/key",
    ),
    (
        "waiter-item",
        f"{LIST}/x-sdk-waitable",
        {"wait": {**SEARCH, "item": {**ITEM, "argument": "thing_id"}}},
        "/wait/item/argument",
    ),
    (
        "waiter-after",
        f"{GET}/x-sdk-waitable/wait/after",
        {**AFTER, "inputs": {"thing_id": "id"}},
        "/inputs/thing_id",
    ),
    ("waiter-after", f"{GET}/x-sdk-waitable/wait/after", AFTER, "/waiter"),
    ("waiter-many", f"{GET}/x-sdk-waitable", {"wait": TWO_PLACES}, "/wait/many"),
    ("unknown-operation", f"{GET}/x-sdk-waitable/wait/many", {**MANY, "operation": "nope"}, "/operation"),
    ("unknown-expression-target", f"{GET}/x-sdk-waitable/wait/many", {**MANY, "state": "/nope"}, "/state"),
    ("unknown-argument", f"{GET}/x-sdk-waitable/wait/many", {**MANY, "ids": "nope"}, "/ids"),
    ("unknown-argument", f"{MAKE}/x-sdk-for-many", {"argument": "nope"}, "/argument"),
    ("free-cost", f"{GET}/x-sdk-cost", {"currency": "usd", "charged": "$response.body#/id"}, ""),
    ("unknown-operation", f"{MAKE}/x-sdk-cost", cost(operation="nope"), "/prices/operation"),
    ("unknown-argument", f"{MAKE}/x-sdk-cost", cost(argument="nope"), "/prices/argument"),
    ("unknown-expression-target", f"{MAKE}/x-sdk-cost", cost(fixed="/nope"), "/prices/fixed"),
    ("invalid-x-sdk-value", f"{MAKE}/x-sdk-cost", {"currency": "usd"}, ""),
    ("waiter-cancel", f"{GET}/x-sdk-waitable/wait/cancel", {"operation": "makeThing"}, ""),
    ("unknown-operation", f"{GET}/x-sdk-waitable/wait/cancel", {"operation": "nope"}, "/operation"),
    ("unknown-operation", f"{GET}/x-sdk-waitable/wait/after", {**AFTER, "operation": "nope"}, "/operation"),
    ("unknown-operation", f"{GET}/x-sdk-waitable/wait/after", {**AFTER, "waiter": "nope"}, "/waiter"),
    ("unknown-expression-target", f"{LOGIN}/access", "$response.body#/token", ""),
    ("unknown-expression-target", "/x-sdk-errors/message/0", "$response.body#/detail", ""),
    ("unknown-expression-target", "/x-sdk-envelope", {"data": "$response.body#/items"}, f"{GET}/responses"),
    ("unknown-operation", f"{LOGIN}/operation", "logIn", ""),
    ("unknown-operation", f"{LIST}/responses/200/links", {"l": {"operationId": "nope"}}, "/l/operationId"),
    ("unknown-argument", f"{LOGIN}/variables", {"email": "T_EMAIL"}, "/email"),
    ("unknown-argument", f"{MAKE}/x-sdk-constraints/0/arguments/0", "idd", ""),
    ("unknown-argument", f"{MAKE}/x-sdk-constraints/0/arguments/1", "size.depth", ""),
    ("unknown-argument", f"{MAKE}/x-sdk-constraints/0/when/argument", "madeFrom", ""),
    ("invalid-schema", f"{THING}/type", "objekt", ""),
    ("invalid-schema", f"{THING}/type", [], ""),
    ("invalid-schema", f"{THING}/required", True, ""),
    ("invalid-schema", f"{THING}/required", "id", ""),
    ("invalid-schema", f"{THING}/properties", ["id"], ""),
    ("invalid-schema", f"{THING}/properties/id", "string", ""),
    ("invalid-schema", f"{THING}/items", [{}], ""),
    ("invalid-schema", f"{THING}/minLength", -1, ""),
    ("invalid-schema", f"{THING}/minLength", "1", ""),
    ("invalid-schema", f"{THING}/maximum", True, ""),
    ("invalid-schema", f"{THING}/multipleOf", 0, ""),
    ("invalid-schema", f"{THING}/enum", "a", ""),
    ("invalid-schema", f"{THING}/anyOf", [], ""),
    ("invalid-schema", f"{THING}/discriminator", {"mapping": {}}, ""),
    ("circular-schema", f"{THING}/allOf", [{"anyOf": [{"$ref": "#/components/schemas/Thing"}]}], THING),
    ("unknown-keyword", f"{THING}/proprties", {}, ""),
    ("unknown-keyword", f"{THING}/nullable", True, ""),
    ("unsupported-pattern", f"{THING}/properties/id/pattern", "(?=a)", ""),
    ("unsupported-pattern", f"{THING}/patternProperties", {"(": {}}, "/("),
    ("enum-duplicate", f"{THING}/properties/id/enum", ["a", "b", "a"], "/2"),
    ("required-not-declared", f"{THING}/required", ["id", "idd"], "/1"),
    ("invalid-example", f"{LIST}/parameters/0/example", "x", ""),
    ("invalid-example", f"{LIST}/responses/200/headers/X-Total/example", "x", ""),
    ("invalid-example", f"{ANSWER}/examples/one/value/items/0/id", 5, ""),
    (
        "invalid-example",
        f"{ANSWER}/examples/one/value/items/0/id",
        ...,
        f"{ANSWER}/examples/one/value/items/0",
    ),
    ("invalid-example", f"{ANSWER}/example", [], ""),
    ("invalid-example", f"{BODY}/examples/one/value/size/width", "x", ""),
    ("invalid-example", f"{FORM}/examples/one/value/file", "bytes", ""),
    ("invalid-example", f"{FORM}/examples/one/value/file/extra", 1, f"{FORM}/examples/one/value/file"),
    ("invalid-example", f"{THING}/properties/madeFrom/examples/0", "xyz", ""),
    ("invalid-example", f"{THING}/example", {"id": 1}, "/id"),
    ("invalid-default", f"{LIST}/parameters/0/schema/default", "x", ""),
    (
        "invalid-example",
        f"{LIST}/parameters/0/schema",
        {"type": "integer", "format": "int32", "examples": [2**31]},
        "/examples/0",
    ),
    ("invalid-default", f"{THING}/properties/size/default", {"width": "x"}, "/width"),
]

MOVING_FAULTS: list[tuple[str, str, Any, str]] = [
    ("unknown-expression-target", f"{FILE}/x-sdk-download/manifest/items", "$response.body#/files", ""),
    ("paged-manifest", f"{FILE}/x-sdk-download/manifest/items", "$response.body#/items", ""),
    (
        "unknown-expression-target",
        f"{FILE}/x-sdk-download",
        {"link": "$response.body#/url"},
        "/link",
    ),
    ("unknown-expression-target", f"{WAYS}/1/signed/link", "$response.body#/url", ""),
    ("unknown-expression-target", f"{WAYS}/2/sftp/items", "$response.body#/files", ""),
    ("unknown-operation", f"{FILE}/x-sdk-download/manifest/operation", "nope", ""),
    ("unknown-operation", f"{FILE}/x-sdk-guide/operation", "nope", ""),
    ("unknown-operation", f"{GET}/x-sdk-waitable/wait/explanation/operation", "nope", ""),
    ("unknown-operation", f"{WAYS}/0/direct/operation", "nope", ""),
    ("unknown-operation", f"{WAYS}/1/signed/start/operation", "nope", ""),
    ("unknown-operation", f"{WAYS}/1/signed/finish/operation", "nope", ""),
    ("unknown-operation", f"{WAYS}/2/sftp/find/operation", "nope", ""),
    ("unknown-operation", f"{MANAGED}/then/operation", "nope", ""),
    ("unknown-operation", f"{MANAGED}/then/waiter", "nope", ""),
    ("unknown-argument", f"{FILE}/x-sdk-download/manifest/inputs", {"pages": "part"}, "/pages"),
    ("unknown-argument", f"{FILE}/x-sdk-download/manifest/inputs", {"page": "parts"}, "/page"),
    ("unknown-argument", f"{FILE}/x-sdk-download/manifest/argument", "id", ""),
    ("unknown-argument", f"{FILE}/x-sdk-download/manifest/constants", {"id": 1}, "/id"),
    ("unknown-argument", f"{FILE}/x-sdk-guide/values", "parts", ""),
    ("unknown-argument", f"{FILE}/x-sdk-guide/inputs", {"thing_id": "id"}, "/thing_id"),
    ("unknown-argument", f"{GET}/x-sdk-waitable/wait/explanation/inputs", {"id": "thing_id"}, "/id"),
    ("unknown-argument", f"{GET}/x-sdk-waitable/wait/explanation/constants", {"id": 1}, "/id"),
    ("unknown-argument", f"{GET}/x-sdk-waitable/wait/constants", {"page_size": 1}, "/page_size"),
    ("unknown-argument", f"{WAYS}/0/direct/argument", "content", ""),
    ("unknown-argument", f"{WAYS}/1/signed/start/inputs", {"size": "$file.size"}, "/size"),
    ("invalid-x-sdk-value", f"{WAYS}/1/signed/start/inputs/page", "$file.bytes", ""),
    ("invalid-x-sdk-value", f"{WAYS}/0/sftp", {}, f"{WAYS}/0/sftp"),
    ("invalid-x-sdk-value", f"{WAYS}/0", {}, ""),
    (
        "invalid-x-sdk-value",
        f"{FILE}/x-sdk-download",
        {"link": "anywhere", "links": "anywhere"},
        "",
    ),
]

WARNINGS = {"unsupported-pattern", "required-not-declared"}
LENIENT = {
    "unknown-member",
    "duplicate-path",
    "unknown-scope",
    "unknown-keyword",
    "enum-duplicate",
    "invalid-example",
    "invalid-default",
}


def documented_ids() -> Iterator[str]:
    for module in MODULES:
        for _, function in inspect.getmembers(module, inspect.isfunction):
            if function in RULES:
                match = re.match(r"`([a-z-]+)`", function.__doc__ or "")
                assert match, f"the docstring of {function.__name__} begins with the id of its problem"
                yield match[1]


@pytest.mark.parametrize("document", [good(), moving(), foreign()])
def test_a_good_document_has_no_problem(tmp_path: Path, document: dict[str, Any]) -> None:
    assert list(map(str, check_document(tmp_path, document))) == []


def test_every_rule_has_one_id_and_a_fault_that_shows_it() -> None:
    known = list(documented_ids())
    assert len(known) == len(set(known)) == len(RULES)
    assert set(known) == {fault[0] for fault in [*FAULTS, *MOVING_FAULTS]}


@pytest.mark.parametrize(("id", "pointer", "value", "at"), FAULTS, ids=[f"{f[0]}:{f[1]}" for f in FAULTS])
def test_a_fault_is_found_at_its_place(tmp_path: Path, id: str, pointer: str, value: Any, at: str) -> None:
    problems = check_document(tmp_path, change(good(), pointer, value))
    absolute = at.startswith(("/paths", "/comp", "/info", "/servers")) or at == "/"
    expected = at.rstrip("/") if absolute else pointer + at
    assert expected in found(problems, id), list(map(str, problems))
    problem = next(p for p in problems if p.id == id and p.place.pointer == expected)
    assert problem.level is (Level.WARNING if id in WARNINGS else Level.ERROR)
    assert problem.place.line > 0
    assert problem.place.file == "openapi.yaml"
    assert len(problem.message) < 400


@pytest.mark.parametrize(
    ("id", "pointer", "value", "at"), MOVING_FAULTS, ids=[f"{f[0]}:{f[1]}" for f in MOVING_FAULTS]
)
def test_a_fault_about_other_operations_is_found(
    tmp_path: Path, id: str, pointer: str, value: Any, at: str
) -> None:
    problems = check_document(tmp_path, change(moving(), pointer, value))
    expected = at if at.startswith("/paths") else pointer + at
    assert expected in found(problems, id), list(map(str, problems))


@pytest.mark.parametrize(("id", "pointer", "value", "at"), [f for f in FAULTS if f[0] in LENIENT])
def test_faults_that_do_no_harm_are_warnings_for_others(
    tmp_path: Path, id: str, pointer: str, value: Any, at: str
) -> None:
    problems = check_document(tmp_path, change(foreign(), pointer, value))
    assert {problem.level for problem in problems if problem.id == id} == {Level.WARNING}


def test_all_faults_are_shown_at_once_and_in_order(tmp_path: Path) -> None:
    document = good()
    chosen = [
        fault
        for fault in FAULTS
        if fault[0] in {"wrong-type", "unknown-tag", "invalid-example", "invalid-status"}
    ]
    for _, pointer, value, _ in chosen[1:2] + chosen[-3:]:
        _ = change(document, pointer, value)
    _ = change(document, f"{GET}/tags", ["nope"])
    problems = check_document(tmp_path, document)
    assert {"wrong-type", "invalid-example", "unknown-tag"} <= set(ids(problems))
    lines = [problem.place.line for problem in problems]
    assert lines == sorted(lines)


@pytest.mark.parametrize(
    "pointer", ["/info", "/paths", "/components", "/servers", "/tags", "/security", "/openapi"]
)
@pytest.mark.parametrize("value", [[], {}, "x", 1, True, [1], {"a": 1}, {"a": {"get": 1}}, [[]]])
def test_no_wrong_form_makes_a_check_fail(tmp_path: Path, pointer: str, value: Any) -> None:
    document = good()
    if pointer == "/openapi":
        document.update(dict.fromkeys(("paths", "components"), value))
    else:
        _ = change(document, pointer, value)
    check_anything(tmp_path, document)


@pytest.mark.parametrize("value", [[], {}, "x", 1, True, [1], {"a": 1}, [[]], [{}], {"a": {}}])
def test_no_wrong_value_anywhere_makes_a_check_fail(tmp_path: Path, value: Any) -> None:
    for pointer in sorted(every_pointer(good())):
        if pointer != "/openapi":
            check_anything(tmp_path, change(good(), pointer, value))


@pytest.mark.parametrize("components", ["[]", "1", "{schemas: []}", "{schemas: x}"])
def test_a_wrong_form_of_components_is_reported_although_schemas_need_a_place(
    tmp_path: Path, components: str
) -> None:
    files = {
        "openapi.yaml": "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {/a: {$ref: a.yaml}}\ncomponents: "
        + components,
        "a.yaml": "parameters: [{name: p, in: query, schema: {$ref: s.yaml}}]",
        "s.yaml": "{type: string}",
    }
    assert "wrong-type" in ids(check(resolve_files(tmp_path, files)))


def check_anything(folder: Path, document: dict[str, Any]) -> None:
    try:
        resolved = resolve_files(folder, {"openapi.yaml": json.dumps(document)})
    except ProblemsFound:
        return
    assert all(problem.place.file == "openapi.yaml" for problem in (*resolved.problems, *check(resolved)))


def every_pointer(tree: Any, pointer: str = "") -> Iterator[str]:
    items = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, item in items:
        at = f"{pointer}/{str(key).replace('/', '~1')}"
        yield at
        yield from every_pointer(item, at)


# Keys of the vocabulary


def test_keys_in_values_are_data(tmp_path: Path) -> None:
    document = good()
    value = {"id": "a", "x-sdk-odd": 1}
    odd = {"example": value, "default": value, "const": value, "enum": [value], "examples": [value]}
    document["components"]["schemas"]["Odd"] = odd
    _ = change(document, "/x-other", {"x-sdk-odd": 1})
    assert check_document(tmp_path, document) == []


def test_a_slip_in_a_key_is_explained(tmp_path: Path) -> None:
    problems = check_document(tmp_path, change(good(), f"{LIST}/x-sdk-pagniated", {}))
    assert "x-sdk-paginated" in problems[0].message


def test_every_key_of_the_vocabulary_is_accepted_where_it_belongs(tmp_path: Path) -> None:
    document = good()
    places = {
        v.Place.ROOT: "",
        v.Place.SERVER: "/servers/0",
        v.Place.SECURITY_SCHEME: KEY,
        v.Place.OPERATION: LIST,
        v.Place.PARAMETER: f"{LIST}/parameters/0",
        v.Place.SCHEMA: THING,
        v.Place.RESPONSE: f"{LIST}/responses/200",
        v.Place.WEBHOOK: "/webhooks/w/post",
    }
    _ = change(document, "/webhooks", {"w": {"post": {"responses": {"204": {"description": "d"}}}}})
    for key in v.KEYS.values():
        for place in key.places:
            _ = change(document, f"{places[place]}/{key.name}", object.__name__)
    problems = check_document(tmp_path, document)
    assert found(problems, "misplaced-x-sdk-key") == found(problems, "unknown-x-sdk-key") == []
    for key in v.KEYS.values():
        for place in v.Place:
            if place not in key.places:
                one = change(copy.deepcopy(document), f"{places[place]}/{key.name}", "x")
                assert f"{places[place]}/{key.name}" in found(
                    check_document(tmp_path, one), "misplaced-x-sdk-key"
                )


# Examples


def media(
    schema: Any, example: Any, *, content_type: str = "application/json", sending: bool = True
) -> dict[str, Any]:
    document = foreign()
    content = {content_type: {"schema": schema, "example": example}}
    pointer = f"{MAKE}/requestBody/content" if sending else f"{LIST}/responses/200/content"
    document["paths"]["/things"]["get"].pop("x-sdk-paginated")
    document["paths"]["/things"]["post"].pop("x-sdk-constraints")
    document["components"]["securitySchemes"]["key"].pop("x-sdk-token-refresh")
    return change(document, pointer, content)


def messages(folder: Path, document: dict[str, Any]) -> list[str]:
    problems = check_document(folder, document)
    assert set(ids(problems)) <= {"invalid-example"}, list(map(str, problems))
    return [problem.message for problem in problems]


FLAGS = {
    "type": "object",
    "required": ["r", "w", "b"],
    "properties": {"r": {"readOnly": True}, "w": {"writeOnly": True}, "b": {}},
}


@pytest.mark.parametrize(
    ("sending", "example", "missing"),
    [
        (True, {"w": 1, "b": 1}, 0),
        (True, {"r": 1, "b": 1}, 1),
        (False, {"r": 1, "b": 1}, 0),
        (False, {"w": 1, "b": 1}, 1),
        (True, {"w": 1}, 1),
    ],
)
def test_required_properties_depend_on_the_direction(
    tmp_path: Path, sending: bool, example: Any, missing: int
) -> None:
    assert len(messages(tmp_path, media(FLAGS, example, sending=sending))) == missing


FILES = {
    "type": "object",
    "properties": {
        "one": {"type": "string", "format": "binary"},
        "many": {
            "type": "array",
            "items": {"type": "string", "contentMediaType": "application/octet-stream"},
        },
        "text": {"type": "string"},
    },
}


@pytest.mark.parametrize(
    ("example", "content_type", "faults"),
    [
        ({"one": {"filename": "a", "content": ""}, "text": "x"}, "multipart/form-data", 0),
        ({"many": [{"filename": "a", "content": "b"}] * 2}, "multipart/form-data", 0),
        ({"many": [{"filename": "a", "content": "b"}, "c"]}, "multipart/form-data", 1),
        ({"one": {"filename": "a"}}, "multipart/form-data", 1),
        ({"one": {"filename": 1, "content": ""}}, "multipart/form-data", 1),
        ({"text": {"filename": "a", "content": ""}}, "multipart/form-data", 1),
        ({"one": {"filename": "a", "content": ""}}, "application/json", 1),
        ({"one": "text"}, "application/json", 0),
    ],
)
def test_files_in_multipart_examples(tmp_path: Path, example: Any, content_type: str, faults: int) -> None:
    assert len(messages(tmp_path, media(FILES, example, content_type=content_type))) == faults


@pytest.mark.parametrize(
    ("content_type", "schema", "example", "faults"),
    [
        ("application/zip", {"type": "string", "format": "binary"}, "the bytes", 0),
        ("application/zip", {"type": "string", "format": "binary"}, {"a": 1}, 1),
        ("text/csv", {"type": "string", "maxLength": 2}, "long", 1),
        ("application/xml", {"type": "object"}, "<a/>", 0),
        ("application/json", {"type": "object"}, "<a/>", 1),
        ("application/problem+json; charset=utf-8", {"type": "object"}, "x", 1),
        ("application/x-www-form-urlencoded", {"type": "object"}, "a=1", 1),
    ],
)
def test_examples_of_other_content_types(
    tmp_path: Path, content_type: str, schema: Any, example: Any, faults: int
) -> None:
    assert len(messages(tmp_path, media(schema, example, content_type=content_type, sending=False))) == faults


@pytest.mark.parametrize("union", ["oneOf", "anyOf"])
@pytest.mark.parametrize(
    ("example", "message"),
    [
        ({"kind": "cat", "lives": 9}, None),
        ({"kind": "Dog"}, None),
        ({"kind": "cat", "lives": "nine"}, "'nine' is not of type 'integer'"),
        ({"kind": "bird"}, ""),
        ({"kind": 5}, ""),
        ("cat", ""),
    ],
)
def test_a_discriminator_chooses_the_schema(
    tmp_path: Path, union: str, example: Any, message: str | None
) -> None:
    def animal(kind: str) -> dict[str, Any]:
        kinds = {"type": "string", "enum": [kind]}
        return {
            "type": "object",
            "properties": {"kind": kinds, "lives": {"type": "integer"}},
            "required": ["kind"],
        }

    references = [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}]
    schema = {union: references, "discriminator": {"propertyName": "kind", "mapping": {"cat": "Cat"}}}
    document = media(schema, example)
    document["components"]["schemas"].update({"Cat": animal("cat"), "Dog": animal("Dog")})
    shown = messages(tmp_path, document)
    assert bool(shown) == (message is not None)
    assert not message or shown == [f"example: {message}"]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ('{"a": 1}', None),
        ('{"a": "x"}', "$.a: 'x' is not of type 'integer'"),
        ("{", "the text is not JSON"),
        (5, "not of type"),
    ],
)
def test_json_inside_a_string(tmp_path: Path, text: Any, part: str | None) -> None:
    inner = {"type": "object", "properties": {"a": {"type": "integer"}}}
    schema = {"type": "string", "contentMediaType": "application/json", "contentSchema": inner}
    shown = messages(tmp_path, media(schema, text))
    assert (not shown) if part is None else (part in shown[0])


@pytest.mark.parametrize(
    ("format", "right", "wrong"),
    [
        (
            "date-time",
            ["2024-02-29T23:59:60Z", "2024-01-01t00:00:00.123456789+02:00"],
            ["2024-01-01", "2023-02-29T00:00:00Z", "2024-01-01T00:00:00"],
        ),
        ("date", ["2024-02-29"], ["2023-02-29", "20240101", "2024-W01-1"]),
        (
            "uuid",
            ["123e4567-e89b-12d3-a456-426614174000"],
            ["123e4567e89b12d3a456426614174000", "123e4567e89b-12d3-a456-426614174000", "x"],
        ),
        ("email", ["a@b"], ["a", "a@b c"]),
        ("uri", ["https://a.test/x?y=z#q", "urn:a:b"], ["/x", "a b:c", "http://[x"]),
        ("ipv4", ["127.0.0.1"], ["127.0.0.256", "::1"]),
        ("ipv6", ["::1"], ["127.0.0.1"]),
        ("int32", [2**31 - 1, -(2**31)], [2**31]),
        ("int64", [2**63 - 1], [2**63]),
    ],
)
def test_formats(format: str, right: list[Any], wrong: list[Any]) -> None:
    checker = formats.checker()
    assert [value for value in right if not checker.conforms(value, format)] == []
    assert [value for value in wrong if checker.conforms(value, format)] == []
    assert checker.conforms(None, format), "a format says nothing about other types"


def test_only_the_known_formats_are_checked() -> None:
    assert set(formats.checker().checkers) == {
        "date-time",
        "date",
        "uuid",
        "email",
        "uri",
        "ipv4",
        "ipv6",
        "int32",
        "int64",
    }


def test_the_most_telling_error_of_a_union_is_shown(tmp_path: Path) -> None:
    schema = {"anyOf": [{"type": "null"}, {"type": "object", "properties": {"a": {"type": "integer"}}}]}
    problems = check_document(tmp_path, media(schema, {"a": "x"}))
    assert [problem.message for problem in problems] == ["example: 'x' is not of type 'integer'"]
    assert problems[0].place.pointer.endswith("/example/a")


def test_every_violation_is_a_problem_of_its_own_and_short(tmp_path: Path) -> None:
    schema = {"type": "array", "items": {"type": "integer"}, "maxItems": 1}
    shown = messages(tmp_path, media(schema, ["x" * 1000, "y"]))
    assert len(shown) == 3
    assert max(map(len, shown)) < 300


def test_a_broken_schema_does_not_hide_other_examples(tmp_path: Path) -> None:
    document = media({"type": "nonsense"}, 1)
    document["paths"]["/things"]["get"]["parameters"][0]["example"] = "x"
    problems = check_document(tmp_path, document)
    assert {"invalid-schema", "invalid-example"} == set(ids(problems))


def test_recursive_schemas_validate(tmp_path: Path) -> None:
    document = media({"$ref": "#/components/schemas/Tree"}, {"children": [{"children": [{"label": 5}]}]})
    document["components"]["schemas"]["Tree"] = {
        "type": "object",
        "properties": {
            "label": {"type": "string"},
            "children": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}},
        },
    }
    problems = check_document(tmp_path, document)
    assert [problem.place.pointer.rpartition("/example")[2] for problem in problems] == [
        "/children/0/children/0/label"
    ]


def test_a_fault_of_the_validator_is_not_swallowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> Iterator[Any]:
        raise RuntimeError("unexpected")

    monkeypatch.setitem(validation._CLASSES["request"].VALIDATORS, "required", fail)
    with pytest.raises(RuntimeError, match="unexpected"):
        _ = check_document(tmp_path, media({"required": ["a"]}, {}))


# Expressions and arguments


@pytest.mark.parametrize(
    ("schema", "pointer", "leads"),
    [
        ({}, "/a/b", True),
        (True, "/a", True),
        (False, "/a", False),
        ({"type": "object"}, "/a/b", True),
        ({"type": "string"}, "/a", False),
        ({"type": ["object", "null"]}, "/a", True),
        ({"properties": {"a": {"type": "string"}}}, "/a", True),
        ({"properties": {"a": {"type": "string"}}}, "/a/b", False),
        ({"properties": {"a": {}}}, "/b", False),
        ({"properties": {"a": {}}, "additionalProperties": True}, "/b/c", True),
        ({"properties": {"a": {}}, "additionalProperties": {"type": "string"}}, "/b/c", False),
        ({"properties": {"a": {}}, "patternProperties": {"^b": {}}}, "/b", True),
        ({"allOf": [{"properties": {"a": {}}}, {"properties": {"b": {}}}]}, "/b", True),
        ({"anyOf": [{"type": "null"}, {"properties": {"a": {}}}]}, "/b", False),
        ({"type": "array", "items": {"properties": {"a": {}}}}, "/0/a", True),
        ({"type": "array", "items": {"properties": {"a": {}}}}, "/0/b", False),
        ({"type": "array", "items": {}}, "/a", False),
        ({"type": "array"}, "/0/x", True),
        ({"$ref": "#/components/schemas/Loop"}, "/next/next/next/value", True),
        ({"$ref": "#/components/schemas/Loop"}, "/next/nxt", False),
    ],
)
def test_where_a_pointer_may_lead(tmp_path: Path, schema: Any, pointer: str, leads: bool) -> None:
    document = good()
    document["components"]["schemas"]["Loop"] = {
        "properties": {"next": {"$ref": "#/components/schemas/Loop"}, "value": {"type": "string"}}
    }
    _ = change(document, f"{ANSWER}", {"schema": schema})
    _ = change(document, f"{LIST}/x-sdk-paginated/items", f"$response.body#{pointer}")
    problems = check_document(tmp_path, document)
    assert (found(problems, "unknown-expression-target") == []) is leads


def test_an_envelope_without_a_result_is_enough(tmp_path: Path) -> None:
    document = change(
        good(), "/x-sdk-envelope", {"success": "$response.body#/ok", "data": "$response.body#/data"}
    )
    enveloped = {"type": "object", "properties": {"ok": {"type": "boolean"}}}
    _ = change(document, ANSWER, {"schema": enveloped})
    _ = change(document, f"{LIST}/x-sdk-paginated", ...)
    assert found(check_document(tmp_path, document), "unknown-expression-target") == [f"{GET}/responses"]
    _ = change(document, f"{GET}/x-sdk-no-envelope", True)
    assert check_document(tmp_path, document) == []


def test_arguments_have_their_python_names(tmp_path: Path) -> None:
    document = good()
    _ = change(
        document,
        f"{MAKE}/x-sdk-constraints/0/arguments",
        ["idempotency_key", "made_from", "file", "size.width"],
    )
    assert check_document(tmp_path, document) == []
    _ = change(document, f"{THING}/properties/madeFrom/x-sdk-name", "origin")
    assert f"{MAKE}/x-sdk-constraints/0/arguments/1" in found(
        check_document(tmp_path, document), "unknown-argument"
    )


def test_a_parameter_of_the_operation_replaces_that_of_the_path(tmp_path: Path) -> None:
    document = good()
    mine = {"name": "size", "in": "query", "schema": {"type": "object", "properties": {"width": {}}}}
    _ = change(document, f"{GET}/parameters", [mine])
    document["paths"]["/things/{thingId}"]["parameters"].append({**mine, "schema": {"type": "string"}})
    rule = {"rule": "at-least-one", "arguments": ["size.width"], "message": "Give a width."}
    _ = change(document, f"{GET}/x-sdk-constraints", [rule])
    assert check_document(tmp_path, document) == []


def test_a_parameter_has_the_name_that_it_is_given(tmp_path: Path) -> None:
    document = change(good(), f"{LIST}/parameters/0/x-sdk-name", "number")
    rule = {"rule": "at-least-one", "arguments": ["number", "page"], "message": "Give a number."}
    _ = change(document, f"{LIST}/x-sdk-constraints", [rule])
    at = f"{LIST}/x-sdk-constraints/0/arguments/1"
    assert found(check_document(tmp_path, document), "unknown-argument") == [at]


def test_a_body_that_is_no_object_is_one_argument(tmp_path: Path) -> None:
    document = change(
        good(), f"{MAKE}/requestBody/content", {"application/json": {"schema": {"type": "array"}}}
    )
    _ = change(document, f"{MAKE}/x-sdk-constraints/0/arguments", ["body"])
    _ = change(document, f"{MAKE}/x-sdk-constraints/0/when", ...)
    _ = change(document, f"{KEY}/x-sdk-token-refresh", ...)
    assert check_document(tmp_path, document) == []


def test_a_circle_of_schemas_is_reported_once(tmp_path: Path) -> None:
    document = foreign()
    for name, other in zip("ABC", "BCA", strict=True):
        document["components"]["schemas"][name] = {"allOf": [{"$ref": f"#/components/schemas/{other}"}]}
    problems = check_document(tmp_path, document)
    assert ids(problems) == ["circular-schema"]
    assert "A > B > C > A" in problems[0].message


def test_values_of_an_enum_that_only_look_alike_are_different(tmp_path: Path) -> None:
    text = "components: {schemas: {A: {enum: [1, '1', true, 'true', null, 'null', [1], ['1']]}}}"
    assert check_root(tmp_path, text) == []


def test_a_keyed_operation_may_cost_money(tmp_path: Path) -> None:
    document = good()
    document["paths"]["/things"]["put"] = document["paths"]["/things"].pop("post")
    assert check_document(tmp_path, document) == []
    _ = change(document, "/paths/~1things/put/parameters", [])
    assert "billable-safe" in ids(check_document(tmp_path, document))


# Whole documents


def test_problems_stand_in_the_file_of_the_fault(tmp_path: Path) -> None:
    files = {
        "openapi.yaml": "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  /a/{id}: {$ref: 'paths/a.yaml#/one'}\n",
        "paths/a.yaml": "one:\n  get:\n    operationId: a\n    x-sdk-oops: 1\n    responses:\n      '200': {$ref: ../r.yaml}\n",
        "r.yaml": "description: d\ncontent:\n  application/json:\n    schema: {type: integer}\n    example: x\n",
    }
    problems = check(resolve_files(tmp_path, files))
    assert [
        (problem.id, problem.place.file, problem.place.line, problem.place.pointer) for problem in problems
    ] == [
        ("undeclared-path-parameter", "paths/a.yaml", 2, "/one/get"),
        ("unknown-x-sdk-key", "paths/a.yaml", 4, "/one/get/x-sdk-oops"),
        ("invalid-example", "r.yaml", 5, "/content/application~1json/example"),
    ]


def test_what_is_shared_is_reported_once(tmp_path: Path) -> None:
    text = """
paths:
  /a: {get: {operationId: a, responses: {'400': {$ref: '#/components/responses/R'}}}}
  /b: {get: {operationId: b, responses: {'400': {$ref: '#/components/responses/R'}}}}
components: {responses: {R: {description: d, content: {a/b: {schema: {type: string}, example: 1}}}}}
"""
    assert ids(check_root(tmp_path, text)) == ["invalid-example"]
    assert len(list(View(resolve_root(tmp_path, text)).of(Kind.RESPONSE))) == 1


def test_an_operation_under_two_paths_is_a_duplicate(tmp_path: Path) -> None:
    text = """
paths: {/a: {$ref: '#/components/pathItems/I'}, /b: {$ref: '#/components/pathItems/I'}}
components: {pathItems: {I: {get: {operationId: a, responses: {'204': {description: d}}}}}}
"""
    assert ids(check_root(tmp_path, text)) == ["duplicate-operation-id"]


@pytest.mark.parametrize("suffix", ["yaml", "json"])
def test_a_big_document_has_no_problem(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"big.{suffix}"
    big.write(path)
    resolved = resolve(load(path))
    assert resolved.problems == ()
    assert len(resolved.document["components"]["schemas"]) == 1400
    assert (
        sum(method != "parameters" for item in resolved.document["paths"].values() for method in item) == 288
    )
    assert list(map(str, check(resolved))) == []


def test_the_big_document_is_always_the_same() -> None:
    assert big.build() == big.build()


@pytest.mark.parametrize("provider", sorted(path.parent.name for path in ROOT.glob("specs/*/openapi.yaml")))
def test_our_descriptions_have_no_problem(provider: str) -> None:
    resolved = resolve(load(ROOT / "specs" / provider / "openapi.yaml", display=ROOT))
    problems: list[Problem] = [*resolved.problems, *check(resolved)]
    assert list(map(str, problems)) == []
