"""The beginnings of what a description would gain: as much as a document says, for a person to go on with."""

from __future__ import annotations

from typing import Any

from ..schema import UNSAID, Schemas
from ..spec import pointers
from ..spec.pointers import is_list, is_mapping
from .differences import Fix
from .facts import Operation, Parameter

TO_DO = "Not described yet."


def typed(kind: str | None) -> dict[str, Any]:
    """The schema of a type in the words of a table."""
    if kind is None:
        return {}
    if kind.endswith("[]"):
        return {"type": "array", "items": typed(kind[:-2])}
    return {"type": "string", "format": "binary"} if kind == "file" else {"type": kind}


def schema(said: Parameter) -> dict[str, Any]:
    """The schema of a parameter."""
    found = typed(said.type) or {"type": "string"}
    inner = found["items"] if found.get("type") == "array" and said.values is not None else found
    if said.values is not None:
        inner["enum"] = list(said.values.items)
    if said.default is not UNSAID:
        found["default"] = said.default
    for name in ("minimum", "maximum"):
        if getattr(said, name) is not None:
            found[name] = getattr(said, name)
    return found


def source(said: Parameter | Operation) -> list[str]:
    """Where it was found, as `x-sdk-source` has it."""
    return [f"docs:L{said.place.line}"] if said.place.line else ["docs"]


def parameter(said: Parameter) -> dict[str, Any]:
    """A parameter outside the body."""
    location = said.location or "query"
    found: dict[str, Any] = {"name": said.name, "in": location}
    if said.required or location == "path":
        found["required"] = True
    return {**found, "description": TO_DO, "schema": schema(said), "x-sdk-source": source(said)}


def member(owner: str, said: Parameter) -> list[Fix]:
    """A member of a body."""
    update: dict[str, Any] = {"properties": {said.name: {**schema(said), "description": TO_DO}}}
    if said.required:
        update["required"] = [said.name]
    return [Fix(owner, update=update)]


def gone(tree: Schemas, pointer: str) -> tuple[Fix, ...]:
    """Takes a member out of an object, and out of what the object requires."""
    fixes = (Fix(pointer, remove=True),)
    owner, found, token = pointer.rpartition("/properties/")
    name = pointers.unescape(token)
    if found and name in (tree.node(owner).get("required") or ()):
        return (*fixes, Fix(owner + "/required", remove=True, item=name))
    return fixes


def operation(said: Operation) -> dict[str, Any]:
    """A whole operation."""
    found: dict[str, Any] = {"summary": TO_DO, "x-sdk-source": source(said)}
    outside = [parameter(one) for one in said.parameters if one.location != "body" and "." not in one.name]
    inside = [one for one in said.parameters if one.location == "body"]
    if outside:
        found["parameters"] = outside
    examples = [e for e in said.examples if e.role == "body"]
    if inside or examples:
        body: dict[str, Any] = {"type": "object", "properties": {one.name: schema(one) for one in inside}}
        if examples and not inside:
            body = schema_of(examples[0].value)
        required = [one.name for one in inside if one.required]
        if required:
            body["required"] = required
        found["requestBody"] = {"required": True, "content": {"application/json": {"schema": body}}}
    answers: dict[str, Any] = {s: {"description": TO_DO} for s in {**(said.statuses or {}), **said.shown}}
    shown = next((e for e in said.examples if e.role == "answer"), None)
    if shown is not None:
        media = {"schema": schema_of(shown.value), "example": shown.value}
        answers[shown.status or "200"] = {"description": TO_DO, "content": {"application/json": media}}
    found["responses"] = answers or {"200": {"description": TO_DO}}
    return found


def schema_of(value: Any) -> dict[str, Any]:
    """The schema that an example suggests."""
    if is_mapping(value):
        return {"type": "object", "properties": {name: schema_of(inner) for name, inner in value.items()}}
    if is_list(value):
        return {"type": "array", "items": schema_of(value[0]) if value else {}}
    if isinstance(value, bool):
        return {"type": "boolean"}
    if isinstance(value, int | float):
        return {"type": "integer" if isinstance(value, int) else "number"}
    return {"type": "string"} if isinstance(value, str) else {}
