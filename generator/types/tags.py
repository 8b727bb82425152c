"""Which property tells the members of a union apart, and by which values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from ..ir import Schema
from ..schema import bare, target
from .keywords import silent
from .merge import Report
from .registry import SchemaRegistry, roots

Values = tuple[str | int | bool, ...]


@dataclass(frozen=True, slots=True)
class Tag:
    """The property and, for each member component, its values."""

    property: str
    values: Mapping[str, Values]


def alternatives(schema: Schema) -> list[Any]:
    """The members of a union."""
    return [*schema.get("oneOf", ()), *schema.get("anyOf", ())]


def structural(schema: Any) -> bool:
    """Whether a schema says what a value is, and not only which properties it must have or not have."""
    if not isinstance(schema, Mapping):
        return schema is True
    describing = {
        "$ref",
        "type",
        "properties",
        "items",
        "prefixItems",
        "enum",
        "const",
        "oneOf",
        "anyOf",
        "allOf",
    }
    keys = bare(schema).keys()
    return bool(keys & describing) or isinstance(cast("Schema", schema).get("additionalProperties"), Mapping)


class Tags:
    """The tags of all unions, and so the properties that stay closed in answers."""

    def __init__(self, registry: SchemaRegistry) -> None:
        self._catalogue = registry
        self.closed: dict[tuple[str, str], Values] = {}
        """Component and property to the values that it may have."""
        tags = [tag for union in self._unions() if (tag := self._tag(union)) is not None]
        while True:
            self.closed.clear()
            for tag in tags:
                for name, values in tag.values.items():
                    key = (name, tag.property)
                    self.closed[key] = tuple(dict.fromkeys([*self.closed.get(key, ()), *values]))
            told = [tag for tag in tags if self._tells(tag)]
            if len(told) == len(tags):
                break
            tags = told

    def _unions(self) -> Iterator[Schema]:
        stack: list[Any] = [*self._catalogue.components.values()]
        stack += [schema for operation in self._catalogue.api.operations for _, schema in roots(operation)]
        stack += [hook.schema for hook in self._catalogue.api.webhooks]
        while stack:
            node = stack.pop()
            if isinstance(node, Mapping):
                mapping = cast("Schema", node)
                if isinstance(mapping.get("oneOf"), list) or isinstance(mapping.get("anyOf"), list):
                    yield mapping
                stack.extend(
                    v for k, v in mapping.items() if k not in {"enum", "const", "examples", "example"}
                )
            elif isinstance(node, list):
                stack.extend(cast("Sequence[Any]", node))

    def _tells(self, tag: Tag) -> bool:
        """Whether the values of the tag differ, those included that another union gives to the same schema."""
        return _distinct({name: self.closed.get((name, tag.property), ()) for name in tag.values})

    def of(self, schema: Schema, report: Report = silent) -> Tag | None:
        """The tag of a union that tells its members apart in every place where they are used."""
        tag = self._tag(schema)
        if tag is None or (
            all((name, tag.property) in self.closed for name in tag.values) and self._tells(tag)
        ):
            return tag
        message = f"another union gives values of {tag.property!r} to other schemas: the members are told by their fields"
        report("ignored-constraint", message)
        return None

    def _tag(self, schema: Schema) -> Tag | None:
        """The tag of a union whose members (null aside) are all classes with distinct values of one property."""
        members = [m for m in alternatives(schema) if bare(m) != {"type": "null"}]
        if len(members) < 2 or not all(bare(member).keys() == {"$ref"} for member in members):
            return None
        components = list(dict.fromkeys(target(member) for member in members))
        merged = {name: self._object(name) for name in components}
        if not all(merged.values()):
            return None
        objects = {name: one for name, one in merged.items() if one is not None}
        discriminator = cast("Schema | None", schema.get("discriminator"))
        if discriminator is not None and "propertyName" in discriminator:
            return self._declared(discriminator, objects)
        return self._implied(objects)

    def _object(self, name: str) -> Schema | None:
        registry = self._catalogue
        merged = registry.merger.component(name, lambda id, message: None)
        is_class = merged.get("properties") and not any(structural(m) for m in alternatives(merged))
        return (
            merged if is_class and "$ref" not in merged and merged.get("type", "object") == "object" else None
        )

    def _declared(self, discriminator: Schema, objects: Mapping[str, Schema]) -> Tag | None:
        name = str(discriminator["propertyName"])
        mapping = cast("Mapping[str, str]", discriminator.get("mapping", {}))
        if not all(name in schema["properties"] for schema in objects.values()):
            return None
        values: dict[str, Values] = {}
        for component, schema in objects.items():
            mapped = tuple(value for value, ref in mapping.items() if target({"$ref": ref}) == component)
            values[component] = mapped or self._constants(schema, name) or (component,)
        return Tag(name, values) if _distinct(values) else None

    def _implied(self, objects: Mapping[str, Schema]) -> Tag | None:
        first = next(iter(objects.values()))
        for name in first["properties"]:
            values = {component: self._constants(schema, name) for component, schema in objects.items()}
            required = all(name in schema.get("required", ()) for schema in objects.values())
            if required and all(values.values()) and _distinct(values):
                return Tag(name, values)
        return None

    def _constants(self, schema: Schema, name: str) -> Values:
        sub = schema["properties"].get(name)
        if not isinstance(sub, Mapping):
            return ()
        whole = self._catalogue.merger.resolved(cast("Schema", sub), lambda id, message: None)
        values = [whole["const"]] if "const" in whole else list(whole.get("enum", ()))
        return tuple(values) if all(isinstance(value, (str, int)) for value in values) else ()


def _distinct(values: Mapping[str, Values]) -> bool:
    given = [repr(value) for each in values.values() for value in each]
    return len(given) == len(set(given))
