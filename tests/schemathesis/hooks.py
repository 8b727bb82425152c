"""What schemathesis has to know of these descriptions, and two checks of our own; runs in the environment of schemathesis.

Nothing here looks away from a wrong answer; where a finding is dropped, the request was not as wrong as it was meant to
be, and the reason stands beside it.
"""

from __future__ import annotations

import json
import os
import re
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import jsonschema_rs
import schemathesis

METHODS = ("get", "put", "post", "delete", "patch", "head")
FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")
NULLS_ARE_ABSENT = os.environ.get("SANDBOX_NULLS") == "absent"
# How the sandbox begins a message about a request that is not as described.
UNDESCRIBED = re.compile(
    r"The (body|request needs|request has|field|form|Content-Type)\b|(Path|Query|Header|Cookie) parameter "
)


@schemathesis.hook
def before_load_schema(context: Any, raw_schema: dict[str, Any]) -> None:
    """Say in words that schemathesis knows what the description says in extensions: the names of files."""
    for path in raw_schema["paths"].values():
        for method in METHODS:
            content = path.get(method, {}).get("requestBody", {}).get("content", {})
            if "multipart/form-data" in content:
                _name_files(raw_schema, content["multipart/form-data"])


def _name_files(document: dict[str, Any], media: dict[str, Any]) -> None:
    for name, node in _resolved(document, media.get("schema", {})).get("properties", {}).items():
        upload = node.get("x-sdk-upload") or node.get("items", {}).get("x-sdk-upload") or {}
        if upload.get("extensions"):
            header = {"example": f'attachment; filename="sample{upload["extensions"][0]}"'}
            part = media.setdefault("encoding", {}).setdefault(name, {})
            part.setdefault("headers", {})["Content-Disposition"] = header
    for example in media.get("examples", {}).values():
        value = example.get("value")
        if isinstance(value, dict):
            example["value"] = {name: _contents(field) for name, field in value.items()}


def _contents(field: Any) -> Any:
    """A file of an example, which has a name and a content, as its content."""
    if isinstance(field, list):
        return [_contents(item) for item in field]
    return field["content"] if isinstance(field, dict) and set(field) == {"filename", "content"} else field


def _resolved(document: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in node:
        found = document
        for step in node["$ref"].removeprefix("#/").split("/"):
            found = found[step.replace("~1", "/").replace("~0", "~")]
        node = found
    return node


@schemathesis.hook
def before_init_operation(context: Any, operation: Any) -> None:
    """A path with a server of its own is below that server, on the same sandbox."""
    servers = operation.schema.raw_schema["paths"][operation.path].get("servers")
    if servers:
        parts = urlsplit(operation.schema.get_base_url())
        place = urlsplit(servers[0]["url"]).path
        operation.base_url = urlunsplit((parts.scheme, parts.netloc, place, "", ""))


@schemathesis.serializer("application/zip")
def archive(context: Any, value: Any) -> dict[str, Any]:
    """Bytes as they are."""
    return {"data": value if isinstance(value, bytes) else str(value).encode()}


@schemathesis.hook
def filter_failure(context: Any, failure: Any, case: Any, response: Any) -> bool:
    """A body that was made wrong, but is right where it arrives, may be accepted."""
    return type(failure).__name__ != "AcceptedNegativeData" or not _right_on_the_wire(case)


def _right_on_the_wire(case: Any) -> bool:
    wrong = [info for info in case.meta.components.values() if info.mode.is_negative]
    if len(wrong) != 1 or not isinstance(case.body, dict):
        return False
    body = case.operation.get_body_for_media_type(case.media_type)
    if case.media_type in FORMS:
        arrived = {
            name: _as_text(value, body.form_properties.get(name, {})) for name, value in case.body.items()
        }
    elif NULLS_ARE_ABSENT:
        # The official client of a provider sends null for what is left out; its sandbox takes it (`nulls: absent`).
        arrived = {name: value for name, value in case.body.items() if value is not None}
    else:
        return False
    return jsonschema_rs.validator_for(body.validation_schema).is_valid(arrived)


def _as_text(value: Any, node: dict[str, Any]) -> Any:
    """In a form every value is a text, so a number in a text field is one; and a list of one is that one."""
    if node.get("type") == "array" and "string" in str(node.get("items", {}).get("type")):
        return [_as_text(item, node["items"]) for item in (value if isinstance(value, list) else [value])]
    return json.dumps(value) if node.get("type") == "string" and not isinstance(value, str) else value


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: dict[str, Any]) -> None:
    """Send a list that is declared to be JSON as one part that holds the list, not as many parts."""
    if case.media_type != "multipart/form-data" or not isinstance(case.body, dict):
        return
    declared = case.operation.get_body_for_media_type(case.media_type).definition.get("encoding", {})
    for name, value in case.body.items():
        if isinstance(value, list) and declared.get(name, {}).get("contentType") == "application/json":
            case.body[name] = json.dumps(value)


@schemathesis.check
def described_data_is_understood(ctx: Any, response: Any, case: Any) -> None:
    """A request as described may be refused for what is there (or not), never as a request that is not as described.

    This holds also where `positive_data_acceptance` lets a refusal pass.
    """
    if (
        case.meta is None
        or not case.meta.generation.mode.is_positive
        or response.status_code not in (400, 413, 415, 422)
    ):
        return
    text = response.text
    assert not UNDESCRIBED.search(text), f"A request as described was taken for another one: {text[:300]}"


@schemathesis.check
def the_engine_is_well(ctx: Any, response: Any, case: Any) -> None:
    """No answer comes from a mistake of the sandbox itself."""
    assert b"The sandbox failed" not in response.content, "The sandbox failed at this request."
    assert b"The request is not possible." not in response.content, "An expression of sandbox.yaml failed."
