"""What the template of the generated tests needs beside the views."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from .. import names
from ..ir import Api
from ..types.python import literal
from . import docstrings
from .examples import ExampleCall
from .resources import ResourceView
from .views import MethodView

KEY = "key-for-tests"


def _environment(api: Api, method: MethodView) -> str:
    if method.operation.environments:
        return method.operation.environments[0]
    return next((s.name for s in api.servers if s.default), api.servers[0].name)


def _key(api: Api, environment: str) -> str:
    server = next(s for s in api.servers if s.name == environment)
    return (server.key_prefixes[0] if server.key_prefixes else "") + KEY


def _authorization(api: Api, method: MethodView, key: str) -> str | None:
    """The header that the first usable scheme makes of the key."""
    placements = {s.name: s.placement for s in api.security_schemes if s.credential is not None}
    for alternative in method.security:
        if alternative and all(placements.get(name) == "bearer" for name in alternative):
            return f"Bearer {key}"
    return None


def _path(api: Api, example: ExampleCall) -> str:
    base = urlsplit(api.servers[0].url).path.rstrip("/")
    if example.server is not None:
        base = example.server.rstrip("/")
    return base + example.path


def _errors(api: Api, method: MethodView) -> list[tuple[int, str]]:
    found = [
        (r.status, docstrings.error_class(r.status)) for r in method.operation.responses if not r.success
    ]
    return [(int(status), name) for status, name in found if name is not None]


def _error_body(api: Api) -> Any:
    for operation in api.operations:
        for response in operation.responses:
            if not response.success:
                for content in response.contents:
                    if content.examples:
                        return content.examples[0].value
    return {"message": "refused"}


def test_context(
    api: Api,
    resource: ResourceView,
    attribute: str,
) -> dict[str, Any]:
    """Names for the test template; operations without an example call are left to the checks, which report them."""
    methods: list[dict[str, Any]] = []
    argument = next((s.credential.argument for s in api.security_schemes if s.credential), "api_key")
    for method in resource.methods:
        example = method.example
        if example is None:
            continue
        environment = _environment(api, method)
        key = _key(api, environment)
        json_media = [
            m.content_type
            for m in (method.operation.body.media if method.operation.body else ())
            if "json" in m.content_type
        ]
        methods.append(
            {
                "name": method.name,
                "operation": method.operation,
                "example": example,
                "test_class": names.pascal(method.name),
                "arguments_literal": literal(dict(example.arguments)),
                "test_path": _path(api, example),
                "credentials_literal": literal({"environment": environment, argument: key}),
                "test_authorization": _authorization(api, method, key),
                "test_errors": _errors(api, method),
                "form_literal": literal(sorted(example.form or (), key=lambda p: p.name)),
                "json_type": json_media[0] if json_media else "application/json",
            }
        )
    return {
        "resource": {"name": resource.name, "attribute": attribute, "methods": methods},
        "test_base": urlsplit(api.servers[0].url).path.rstrip("/"),
        "error_body": _error_body(api),
    }
