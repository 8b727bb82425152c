"""What the SDK must look like, worked out from a description."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from tests.conformance.document import Node, read
from tests.conformance.naming import snake_case

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
IGNORED_HEADERS = ("accept", "content-type", "authorization")
Location = Literal["path", "query", "header", "cookie", "body", "whole"]
LOCATIONS: Mapping[str, Location] = {"path": "path", "query": "query", "header": "header", "cookie": "cookie"}
NO_SCHEMA = Node({}, None)


@dataclass(frozen=True, kw_only=True)
class Argument:
    """One argument of a method."""

    name: str
    wire: str
    location: Location
    schema: Node
    required: bool
    file: Literal["no", "one", "many"] = "no"
    example: tuple[Any, ...] = ()
    token: bool = False
    explode: bool = True

    @property
    def unset(self) -> bool:
        """Whether null and nothing mean different things here."""
        return self.location == "body" and not self.required and nullable(self.schema)


@dataclass(frozen=True, kw_only=True)
class Media:
    """One content type of a body: wire name to argument name, and its examples."""

    content_type: str
    fields: Mapping[str, str]
    required: frozenset[str]
    node: Node
    examples: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One success answer and its examples by content type."""

    status: str
    content: Mapping[str, Node]


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One operation."""

    id: str
    method: str
    path: str
    resource: str
    name: str
    node: Node
    arguments: tuple[Argument, ...]
    media: tuple[Media, ...]
    body_required: bool
    answers: tuple[Answer, ...]
    secured: bool
    environments: tuple[str, ...]
    enveloped: bool
    server: str | None

    @property
    def label(self) -> str:
        """As people name it."""
        return f"{self.method} {self.path}"

    def term(self, key: str) -> Any:
        """A vocabulary value."""
        return self.node.plain(f"x-sdk-{key}")

    def argument(self, name: str) -> Argument:
        """The argument of that name."""
        return next(a for a in self.arguments if a.name == name)


@dataclass(frozen=True, kw_only=True)
class Provider:
    """A whole description."""

    package: str
    client: str
    path: Path
    root: Node
    operations: tuple[Operation, ...]
    components: Mapping[str, Node]
    servers: tuple[Mapping[str, Any], ...] = field(default_factory=tuple)

    @property
    def environment(self) -> Mapping[str, Any]:
        """The environment in which every operation can be called, else the default one."""
        named = [s.get("x-sdk-environment", {}) for s in self.servers]
        limits = [set(o.environments) for o in self.operations if o.environments]
        fitting = [e for e in named if limits and all(e.get("name") in limit for limit in limits)]
        return next(iter([*fitting, *(e for e in named if e.get("default")), *named]), {})

    @property
    def base(self) -> tuple[str, str]:
        """Origin and path of the default server."""
        default = [s for s in self.servers if s.get("x-sdk-environment", {}).get("default")]
        url = urlsplit((default or list(self.servers))[0]["url"])
        return f"{url.scheme}://{url.netloc}", url.path.rstrip("/")


def types(schema: Node) -> set[str]:
    """The JSON types that a schema names itself."""
    given = schema.plain("type", [])
    return {given} if isinstance(given, str) else set(given)


def nullable(schema: Node) -> bool:
    """Whether null is allowed."""
    branches = [b for key in ("anyOf", "oneOf") for b in (schema.get(key) or NO_SCHEMA).elements()]
    return "null" in types(schema) or any(types(branch) == {"null"} for branch in branches)


def binary(schema: Node) -> bool:
    """Whether a schema stands for the bytes of a file."""
    marks = {schema.plain("contentMediaType"), schema.plain("format")}
    return bool(marks & {"application/octet-stream", "binary"})


def is_json(content_type: str) -> bool:
    """Whether a content type is JSON."""
    return content_type == "application/json" or content_type.endswith("+json")


def examples(node: Node) -> dict[str, Any]:
    """The examples of a parameter or media type."""
    if node.get("example") is not None:
        return {"example": node.plain("example")}
    found = node.get("examples")
    return {} if found is None else {name: entry.plain("value") for name, entry in found.items()}


def fields(schema: Node) -> tuple[dict[str, Node], set[str]] | None:
    """Properties and required names of an object that is nothing but its properties."""
    if any(schema.get(key) is not None for key in ("oneOf", "anyOf", "patternProperties")):
        return None
    if isinstance(schema.plain("additionalProperties"), dict) or types(schema) - {"object"}:
        return None
    found: dict[str, Node] = {}
    required = set(schema.plain("required", []))
    for part in (schema.get("allOf") or NO_SCHEMA).elements():
        inner = fields(part)
        if inner is None:
            return None
        found.update(inner[0])
        required |= inner[1]
    properties = schema.get("properties")
    found.update({} if properties is None else dict(properties.items()))
    return (found, required) if found else None


def _parameters(item: Node, operation: Node) -> Iterator[Argument]:
    merged: dict[tuple[str, str], Node] = {}
    for owner in (item, operation):
        for node in (owner.get("parameters") or NO_SCHEMA).elements():
            merged[node.plain("in"), node.plain("name")] = node
    for (location, wire), node in merged.items():
        if location == "header" and wire.lower() in IGNORED_HEADERS:
            continue
        content = node.get("content")
        holder = node if content is None else next(media for _, media in content.items())
        yield Argument(
            name=node.plain("x-sdk-name") or snake_case(wire),
            wire=wire,
            location=LOCATIONS[location],
            schema=holder.get("schema") or NO_SCHEMA,
            required=bool(node.plain("required")) or location == "path",
            example=tuple(examples(node).values())[:1],
            token=node.get("x-sdk-idempotency-token") is not None,
            explode=bool(node.plain("explode", node.plain("style", "form") == "form")),
        )


def _file(content_type: str, schema: Node) -> Literal["no", "one", "many"]:
    if content_type != "multipart/form-data":
        return "no"
    items = schema.get("items")
    return "one" if binary(schema) else "many" if items is not None and binary(items) else "no"


def _rank(content_type: str) -> int:
    return 0 if is_json(content_type) else 1 if content_type in FORMS else 2


def _whole(content_type: str, schema: Node) -> Argument:
    """A body that is one argument: data is called `body`, bytes and text `content`."""
    data = _rank(content_type) < 2
    name = "body" if data else "content"
    return Argument(
        name=name, wire=name, location="whole", schema=schema, required=True, file="no" if data else "one"
    )


def _media_fields(content_type: str, schema: Node, taken: set[str]) -> tuple[dict[str, Argument], set[str]]:
    """The arguments of one content type by wire name, and which of them it requires."""
    flat = fields(schema) if _rank(content_type) < 2 else None
    if flat is None:
        whole = _whole(content_type, schema)
        return {whole.name: whole}, {whole.name}
    found = {
        wire: Argument(
            name=_distinct(prop.plain("x-sdk-name") or snake_case(wire), taken),
            wire=wire,
            location="body",
            schema=prop,
            required=True,
            file=_file(content_type, prop),
        )
        for wire, prop in flat[0].items()
        if not prop.plain("readOnly")
    }
    return found, flat[1]


def _body(body: Node | None, taken: set[str]) -> tuple[list[Argument], list[Media]]:
    """The arguments that a body adds, and its content types. JSON counts first, then forms."""
    content = None if body is None else body.get("content")
    if body is None or content is None:
        return [], []
    found: dict[str, Argument] = {}
    media: list[Media] = []
    for content_type, node in sorted(content.items(), key=lambda pair: _rank(pair[0])):
        own, needed = _media_fields(content_type, node.get("schema") or NO_SCHEMA, taken)
        for wire, argument in own.items():
            found.setdefault(wire, argument)
        names = {wire: found[wire].name for wire in own}
        media.append(
            Media(
                content_type=content_type,
                fields=names,
                required=frozenset(needed),
                node=node,
                examples=examples(node),
            )
        )
    required = (
        frozenset[str].intersection(*(m.required for m in media)) if body.plain("required") else frozenset()
    )
    return [_requiring(argument, wire in required) for wire, argument in found.items()], media


def _requiring(argument: Argument, required: bool) -> Argument:
    values = {name: getattr(argument, name) for name in Argument.__dataclass_fields__}
    return Argument(**{**values, "required": required})


def _distinct(name: str, taken: set[str]) -> str:
    return f"{name}_body" if name in taken else name


def _server(root: Node, item: Node, operation: Node) -> str | None:
    servers = operation.get("servers") or item.get("servers")
    return None if servers is None else next(servers.elements()).plain("url")


def _operation(root: Node, path: str, item: Node, method: str, node: Node) -> Operation:
    parameters = list(_parameters(item, node))
    body_node = node.get("requestBody")
    body, media = _body(body_node, {"self", "options", *(p.name for p in parameters)})
    declared = node.plain("security", root.plain("security", []))
    responses = [
        (status, r) for status, r in (node.get("responses") or NO_SCHEMA).items() if status.startswith("2")
    ]
    answers = tuple(
        Answer(status=s, content=dict((r.get("content") or NO_SCHEMA).items())) for s, r in responses
    )
    any_json = any(is_json(content_type) for answer in answers for content_type in answer.content)
    return Operation(
        id=node.plain("operationId"),
        method=method.upper(),
        path=path,
        resource=node.plain("x-sdk-resource") or snake_case(node.plain("tags")[0]),
        name=node.plain("x-sdk-method"),
        node=node,
        arguments=(*parameters, *body),
        media=tuple(media),
        body_required=body_node is not None and bool(body_node.plain("required")),
        answers=answers,
        secured=bool(declared) and {} not in declared,
        environments=tuple(node.plain("x-sdk-environments", [])),
        enveloped=root.get("x-sdk-envelope") is not None and not node.plain("x-sdk-no-envelope") and any_json,
        server=_server(root, item, node),
    )


def expect(path: Path) -> Provider:
    """Everything that a description promises."""
    root = read(path)
    facts = root.plain("x-sdk-provider")
    operations = [
        _operation(root, template, item, method, node)
        for template, item in (root.get("paths") or NO_SCHEMA).items()
        for method, node in item.items()
        if method in METHODS
    ]
    components = root.get("components")
    schemas = None if components is None else components.get("schemas")
    return Provider(
        package=facts["package"],
        client=facts["client"],
        path=path,
        root=root,
        operations=tuple(operations),
        components={} if schemas is None else dict(schemas.items()),
        servers=tuple(root.plain("servers", [])),
    )
