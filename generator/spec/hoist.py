"""Gives every inline object a name: an object schema inside another becomes a component of its own.

After this stage an object or a union of objects is always reached through ``#/components/schemas/Name``, so that
methods can name what they take and return. Names are made from the place: ``Order`` + ``shipment`` is
``OrderShipment``; the answer of ``listOrders`` is ``ListOrdersResponse``.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any, cast

from .. import names
from ..problems import Place
from .objects import METHODS
from .pointers import escape, schema_reference
from .subtypes import unite_subtypes

Schema = dict[str, Any]
BESIDE = ("description", "deprecated", "readOnly", "writeOnly")
COMPOSITIONS = ("allOf", "oneOf", "anyOf")


def _types(schema: Schema) -> list[str]:
    given = schema.get("type", [])
    return [given] if isinstance(given, str) else list(cast("list[str]", given))


def _is_object(schema: Any) -> bool:
    """Whether a schema, not being a reference, describes an object with properties or a composition of such."""
    if not isinstance(schema, dict) or "$ref" in schema:
        return False
    node = cast("Schema", schema)
    if node.get("properties"):
        return True
    return any(_has_object(part) for key in COMPOSITIONS for part in node.get(key) or ())


def _has_object(part: Any) -> bool:
    return (
        isinstance(part, dict)
        and ("$ref" in part or _is_object(part))
        and "null" not in _types(cast("Schema", part))
    )


def _is_reference(schema: Schema) -> bool:
    """`anyOf: [{$ref}, {type: null}]` or `allOf: [{$ref}]`: a name already, neither a union nor an object."""
    branches = [b for key in COMPOSITIONS for b in cast("list[Any]", schema.get(key, ()))]
    real = [
        cast("Schema", b) for b in branches if isinstance(b, dict) and _types(cast("Schema", b)) != ["null"]
    ]
    return len(real) == 1 and "$ref" in real[0] and not schema.get("properties")


class _Hoister:
    def __init__(self, document: dict[str, Any]) -> None:
        self.schemas: dict[str, Any] = document.setdefault("components", {}).setdefault("schemas", {})
        self.origins: dict[str, str] = {}
        # What counts is the class that a schema becomes: `order_item` and `OrderItem` are one.
        self.taken = {names.model(name) for name in self.schemas}

    def _free(self, name: str) -> str:
        chosen, number = name, 2
        while names.model(chosen) in self.taken:
            chosen, number = f"{name}{number}", number + 1
        self.taken.add(names.model(chosen))
        return chosen

    def place(self, schema: Any, name: str, pointer: str) -> Any:
        """The schema as it shall stand at its place: itself, or a reference to the component it became."""
        if not isinstance(schema, dict):
            return schema
        node = cast("Schema", schema)
        if not _is_object(node) or _is_reference(node):
            self.walk(node, name, pointer)
            return node
        kept = {k: node[k] for k in BESIDE if k in node}
        kept.update({k: node.pop(k) for k in list(node) if k.startswith("x-sdk-")})
        nullable = "null" in _types(node)
        if nullable:
            rest = [t for t in _types(node) if t != "null"]
            node["type"] = rest[0] if len(rest) == 1 else rest
        chosen = self._free(name)
        self.schemas[chosen] = node
        self.origins[f"/components/schemas/{escape(chosen)}"] = pointer
        self.walk(node, chosen, pointer)
        ref: Schema = {"$ref": schema_reference(chosen)}
        return {"anyOf": [ref, {"type": "null"}], **kept} if nullable else {**ref, **kept}

    def walk(self, schema: Any, name: str, pointer: str) -> None:
        """Hoist what is inside a schema; the schema itself stays where it is."""
        if not isinstance(schema, dict):
            return
        node = cast("Schema", schema)
        if isinstance(node.get("required"), bool):  # reported; it names nothing
            del node["required"]
        properties: dict[str, Any] = node.get("properties") or {}
        for key in list(properties):
            at = f"{pointer}/properties/{escape(key)}"
            properties[key] = self.place(properties[key], name + names.pascal(key), at)
        for key, suffix in (("items", "Item"), ("additionalProperties", "Value")):
            if isinstance(node.get(key), dict):
                node[key] = self.place(node[key], name + suffix, f"{pointer}/{key}")
        for key in COMPOSITIONS:
            parts: list[Any] = node.get(key) or []
            for index, part in enumerate(parts):
                if isinstance(part, dict) and "$ref" not in part:
                    self.composed(parts, index, key, name, f"{pointer}/{key}/{index}")
        for index, part in enumerate(node.get("prefixItems") or ()):
            node["prefixItems"][index] = self.place(
                part, f"{name}Item{index + 1}", f"{pointer}/prefixItems/{index}"
            )

    def composed(self, parts: list[Any], index: int, key: str, name: str, pointer: str) -> None:
        """A part of allOf stays; an alternative gets a name, from its title where it has one."""
        part: Schema = parts[index]
        if key == "allOf":
            self.walk(part, name, pointer)
            return
        title = part.get("title")
        parts[index] = self.place(
            part, name + (names.pascal(title) if isinstance(title, str) else f"Option{index + 1}"), pointer
        )


def _spread(schema: Any) -> bool:
    """Whether a body is nothing but its properties, which become arguments one by one."""
    if not isinstance(schema, dict):
        return False
    node = cast("Schema", schema)
    whole = any(node.get(key) for key in (*COMPOSITIONS, "patternProperties"))
    return (
        bool(node.get("properties")) and not whole and not isinstance(node.get("additionalProperties"), dict)
    )


def _contents(owner: Any) -> list[tuple[str, Schema]]:
    """The content types of a body or an answer that have a schema."""
    node = cast("Schema", owner) if isinstance(owner, dict) else {}
    content: dict[str, Any] = node.get("content") or {}
    return [(name, media) for name, media in content.items() if isinstance(media, dict) and "schema" in media]


def _body(hoister: _Hoister, body: Any, name: str, pointer: str) -> None:
    for content_type, media in _contents(body):
        at = f"{pointer}/content/{escape(content_type)}/schema"
        if _spread(media["schema"]):
            hoister.walk(media["schema"], name, at)
        else:
            media["schema"] = hoister.place(media["schema"], name + "Body", at)


def _responses(hoister: _Hoister, responses: Any, name: str, pointer: str) -> None:
    for status, response in responses.items():
        suffix = "Response" if status.startswith("2") else f"{names.pascal(status)}Error"
        if status == "default" and not any(other.startswith("2") for other in responses):
            suffix = "Response"
        for content_type, media in _contents(response):
            at = f"{pointer}/{status}/content/{escape(content_type)}/schema"
            media["schema"] = hoister.place(media["schema"], name + suffix, at)


def _parameters(hoister: _Hoister, owner: Any, name: str, pointer: str) -> None:
    for index, parameter in enumerate(owner.get("parameters") or ()):
        contents = _contents(parameter)
        at, holder = f"{pointer}/parameters/{index}", cast("Schema", parameter)
        if "schema" not in holder and contents:
            at, holder = f"{at}/content/{escape(contents[0][0])}", contents[0][1]
        if "schema" in holder:
            chosen = name + names.pascal(str(parameter.get("name", "")))
            holder["schema"] = hoister.place(holder["schema"], chosen, f"{at}/schema")


def _operation(hoister: _Hoister, operation: Any, fallback: str, at: str) -> None:
    name = names.pascal(str(operation.get("operationId") or fallback))
    _parameters(hoister, operation, name, at)
    _body(hoister, operation.get("requestBody") or {}, name, f"{at}/requestBody")
    _responses(hoister, operation.get("responses") or {}, name, f"{at}/responses")


def hoist(
    document: dict[str, Any], place: Callable[[str], Place]
) -> tuple[dict[str, Any], Callable[[str], Place]]:
    """The document with every inline object named, and places that still lead to where things were written."""
    document = copy.deepcopy(document)
    unite_subtypes(document.setdefault("components", {}).setdefault("schemas", {}), document)
    hoister = _Hoister(document)
    for name in list(hoister.schemas):
        hoister.walk(hoister.schemas[name], names.pascal(name), f"/components/schemas/{escape(name)}")
    for section in ("paths", "webhooks"):
        items: dict[str, Schema] = document.get(section) or {}
        for path, item in items.items():
            at = f"/{section}/{escape(path)}"
            _parameters(hoister, item, names.pascal(path), at)
            for method in METHODS:
                if isinstance(item.get(method), dict):
                    _operation(hoister, item[method], f"{method} {path}", f"{at}/{method}")
    origins = hoister.origins

    def locate(pointer: str) -> Place:
        parts = pointer.split("/")
        head = "/".join(parts[:4])
        return (
            place(origins[head] + "".join("/" + p for p in parts[4:])) if head in origins else place(pointer)
        )

    return document, locate
