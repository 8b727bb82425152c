"""Schemas to shapes: every component, and every inline object that needs a name, becomes a definition.

Rules:

- `allOf` is merged before a type is made, since Python has no type for "both". What merging makes anew, and a union that
  needs a class (a tag, an order), gets a name here: `spec.naming` could not see it.
- Equal inline objects of a module share one class: the first name wins, so that output does not depend on chance.
- An answer never fails for a value that nobody described; a request keeps every limit that a type can say. What a type
  cannot say is reported, never dropped silently.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

from .. import names
from ..ir import Direction, Operation, Schema, Webhook
from ..problems import Level, Place
from ..schema import bare, meant_types, target
from ..spec.sensitive import KEY as SENSITIVE
from ..spec.subtypes import BASE
from . import keywords
from .registry import SHARED, Context, SchemaRegistry
from .shapes import (
    AnyType,
    ArrayType,
    Base,
    Definition,
    Limits,
    LiteralType,
    MapType,
    Member,
    NullType,
    Ref,
    RuntimeType,
    Scalar,
    Shape,
    TupleType,
    UnionType,
    circular,
    either,
    without_null,
)
from .shapes import alternatives as alternatives_of
from .tags import Tags, alternatives, structural

_MAX_ALTERNATIVES = 400
_BASES: Mapping[Direction, Base] = {
    "read": "AnswerModel",
    "write": "InputModel",
}


class TypeBuilder:
    """Makes the definitions of one API."""

    def __init__(self, registry: SchemaRegistry) -> None:
        self.registry = registry
        self.definitions = registry.definitions
        self._tags = Tags(registry)
        self._inline: dict[str, dict[str, Ref]] = {}
        self._nullable = {
            (name, direction): self._is_class(merged, direction) and "null" in meant_types(merged)
            for name, direction in registry.names
            for merged in (registry.merger.component(name, keywords.silent),)
        }

    def components(self) -> None:
        """Define every component in the directions that use it."""
        for (name, direction), python in list(self.registry.names.items()):
            schema, context = self.registry.component(name, direction)
            keywords.report_ignored(schema, context.direction, self.registry.report(context.place))
            if self._is_class(schema, direction):
                self._define_class(python, schema, context, name)
            else:
                shape = self.shape({k: v for k, v in schema.items() if k != "x-sdk-name"}, context)
                self._define_alias(python, shape, schema, context)

        self._break_circles()

    def _break_circles(self) -> None:
        """A schema that is nothing but itself, or one of several of which one is itself, has no type."""
        aliases = {name: d.shape for name, d in self.definitions.items() if d.shape is not None}
        for name in circular({name: alternatives_of(shape) for name, shape in aliases.items()}):
            definition = self.definitions[name]
            message = f"schema {definition.name} is defined by itself; give it a body"
            self.registry.report(definition.place, Level.UNSUPPORTED)("circular-schema", message)
            self.definitions[name] = replace(definition, shape=AnyType())

    def arguments(self, operation: Operation) -> Definition | None:
        """The model of all arguments of an operation, under their Python names."""
        module = f"arguments.{names.module(operation.resource)}"
        name = names.pascal(operation.id)
        inputs = f"inputs.{names.module(operation.resource)}"
        context = Context(
            direction="write", hint=name, module=inputs, place=operation.place, position="field"
        )
        given: list[tuple[str, Any, bool, bool, bool]] = [
            (p.name, p.schema, p.required and p.idempotency is None, p.sensitive, False)
            for p in operation.parameters
        ]
        fields = operation.body.fields if operation.body is not None else ()
        given += [(f.name, f.schema, f.required, f.sensitive, f.file != "no") for f in fields]
        if not given:
            return None
        python, _ = names.assign([wire for wire, *_ in given], names.field)
        members = tuple(
            Member(
                name=python[wire],
                wire=wire,
                shape=AnyType() if file else self.shape(schema, context.within(wire, wire, "field")),
                required=required,
                sensitive=sensitive,
            )
            for wire, schema, required, sensitive, file in given
        )
        return Definition(
            name=operation.arguments_class,
            module=module,
            direction="write",
            description=f"Arguments of {operation.method} {operation.path}.",
            place=operation.place,
            members=members,
            base="ArgumentsModel",
        )

    def answers(self, operation: Operation) -> None:
        """See the schemas of the answers, so that what is inline there has a name."""
        module = f"models.{names.module(operation.resource)}"
        for response in operation.responses:
            hint = names.pascal(operation.id) + (
                "Response" if response.success else f"{response.status}Error"
            )
            context = Context(direction="read", hint=hint, module=module, place=response.place)
            for content in response.contents:
                if content.kind == "json" and content.schema is not None:
                    _ = self.shape(content.schema, context)

    def webhook(self, webhook: Webhook) -> None:
        """See the schema of a delivery."""
        hint = names.pascal(webhook.name) + "Webhook"
        context = Context(direction="read", hint=hint, module=f"models.{SHARED}", place=webhook.place)
        _ = self.shape(webhook.schema, context)

    # -- definitions -------------------------------------------------------------------------------------------

    def _is_class(self, merged: Schema, direction: Direction) -> bool:
        if "$ref" in merged or not (merged.get("properties") or _hides(merged, direction)):
            return False
        return not set(meant_types(merged)) - {"object", "null"} and not any(
            structural(m) for m in alternatives(merged)
        )

    def _define_alias(self, name: str, shape: Shape, schema: Schema, context: Context) -> None:
        self.definitions[name] = Definition(
            name=name,
            module=context.module,
            direction=context.direction,
            description=str(schema.get("description", "")).strip(),
            place=context.place,
            shape=shape,
            base=_BASES[context.direction],
        )

    def _define_class(self, name: str, schema: Schema, context: Context, component: str = "") -> None:
        required = frozenset(cast("list[str]", schema.get("required", [])))
        members: list[Member] = []
        tags = frozenset(wire for name, wire in self._tags.closed if name == component)
        for python, wire, sub in self.registry.members(schema, context, tags):
            inside = replace(
                context.within(wire, f"properties/{wire}", "field"), hint=name + names.pascal(wire)
            )
            closed = self._tags.closed.get((component, wire))
            shape = LiteralType(closed) if closed else self.shape(sub, inside)
            members.append(
                self.registry.member(python, wire, sub, shape, required=wire in required or bool(closed))
            )
        if schema.get(SENSITIVE) is True:
            members = [replace(one, sensitive=True) for one in members]
        others = schema.get("additionalProperties", schema.get("unevaluatedProperties"))
        extra = bool(others) or "patternProperties" in schema
        if not members and (bare(others) or "patternProperties" in schema):
            message = "values of a sensitive object without described properties are read as they come"
            self.registry.report(context.place)("ignored-constraint", message)
        self.definitions[name] = Definition(
            name=name,
            module=context.module,
            direction=context.direction,
            description=str(schema.get("description", "")).strip(),
            place=context.place,
            members=tuple(members),
            extra=extra,
            base="SensitiveAnswer" if _hides(schema, context.direction) else _BASES[context.direction],
        )
        if context.direction == "read" and "discriminator" in schema:
            message = (
                "a discriminator without oneOf or anyOf: the fields of subtypes are kept as unknown fields"
            )
            self.registry.report(context.place)("ignored-constraint", message)

    def _named_class(self, schema: Schema, context: Context) -> Shape:
        """A class for an inline object; equal objects of a module share the first one's class."""
        key = f"{context.direction} {json.dumps(schema, sort_keys=True, default=str)}"
        known = self._known(key, context)
        if known is None:
            known = self._claim(key, context)
            self._define_class(known.name, schema, context)
        return known

    def _named_alias(self, shape: Shape, context: Context) -> Shape:
        key = f"{context.direction} {shape!r}"
        known = self._known(key, context)
        if known is None:
            known = self._claim(key, context)
            self._define_alias(known.name, shape, {}, context)
        return known

    def _known(self, key: str, context: Context) -> Ref | None:
        modules = self._inline.get(key, {})
        return next(iter(modules.values()), None) if context.module == "" else modules.get(context.module)

    def _claim(self, key: str, context: Context) -> Ref:
        if context.module == "":
            raise LookupError(f"the models stage has not seen this schema: {key[:300]}")
        ref = Ref(self.registry.claim(names.model(context.hint), context.place))
        self._inline.setdefault(key, {})[context.module] = ref
        return ref

    # -- shapes ------------------------------------------------------------------------------------------------

    def shape(self, schema: Any, context: Context) -> Shape:
        """The shape of any schema; what no type can say is reported."""
        report = self.registry.report(context.place, Level.UNSUPPORTED)
        schema = self.registry.merger.merged(schema, report)
        keywords.report_ignored(schema, context.direction, self.registry.report(context.place))
        if "$ref" in schema:
            return self._reference(target(schema), context)
        types = meant_types(schema)
        if "x-sdk-timestamp" in schema:
            return self._or_null(keywords.timestamp(schema["x-sdk-timestamp"], report), "null" in types)
        if schema.get("enum") == []:
            self.registry.report(context.place)(
                "ignored-constraint", "an enum without values: any value is taken"
            )
            schema = {key: value for key, value in schema.items() if key != "enum"}
        if any(structural(member) for member in alternatives(schema)):
            return self._union(schema, context)
        if "const" in schema or "enum" in schema:
            return self._choice(schema, context)
        if len([name for name in types if name != "null"]) > 1 and context.position != "alias":
            context = replace(context, position="nested")
        return either(tuple(self._typed(name, schema, context) for name in types)) if types else AnyType()

    def _reference(self, component: str, context: Context) -> Shape:
        name = self.registry.names[component, context.direction]
        return self._or_null(Ref(name), self._nullable[component, context.direction])

    @staticmethod
    def _or_null(shape: Shape, nullable: bool) -> Shape:
        return either((shape, NullType())) if nullable else shape

    def _choice(self, schema: Schema, context: Context) -> Shape:
        given = cast("list[Any]", [schema["const"]] if "const" in schema else schema["enum"])
        types = meant_types(schema)
        values = tuple(value for value in given if isinstance(value, (str, int, float)))
        if "integer" in types and "number" not in types:  # written 3.0, perhaps
            values = tuple(int(v) if isinstance(v, float) and v.is_integer() else v for v in values)
        nullable = any(value is None for value in given) or "null" in types
        if len(values) + given.count(None) < len(given):
            self.registry.report(context.place)(
                "ignored-constraint", "an enum of objects or arrays is typed openly"
            )
            return AnyType()
        if not values:
            return NullType()
        unique = tuple(dict.fromkeys(LiteralType((value,)) for value in values))
        choice = LiteralType(tuple(one.values[0] for one in unique), open=context.direction == "read")
        if choice.open and choice.kinds == ("boolean",):
            return self._or_null(Scalar("boolean"), nullable)
        if choice.open and "number" in types and not {"integer", "number"}.isdisjoint(choice.kinds):
            return self._or_null(either((choice, Scalar("number"))), nullable)
        return self._or_null(choice, nullable)

    def _typed(self, kind: str, schema: Schema, context: Context) -> Shape:
        match kind:
            case "null":
                return NullType()
            case "string":
                return self._string(schema, context)
            case "integer":
                limits = self._limits(keywords.NUMBER, schema, context)
                limits = keywords.whole(limits, self.registry.report(context.place))
                return self._bounded(Scalar("integer", limits=limits), context)
            case "number":
                limits = self._limits(keywords.NUMBER, schema, context)
                return self._bounded(Scalar("number", limits=limits), context)
            case "boolean":
                return Scalar("boolean")
            case "array":
                return self._array(schema, context)
            case "object":
                return self._object(schema, context)
            case _:
                self.registry.report(context.place, Level.UNSUPPORTED)(
                    "unknown-type", f"no such type: {kind!r}"
                )
                return AnyType()

    def _string(self, schema: Schema, context: Context) -> Shape:
        media = str(schema.get("contentMediaType", ""))
        if media == "application/json" or media.endswith("+json"):
            return RuntimeType("JsonText")
        match schema.get("format"):
            case "date" | "date-time" as kept:
                return Scalar("string", kept)
            case "uuid" if context.direction == "write":
                return Scalar("string", "uuid")
            case _:
                return self._bounded(
                    Scalar("string", limits=self._limits(keywords.STRING, schema, context)), context
                )

    def _limits(self, keys: tuple[str, ...], schema: Schema, context: Context) -> Limits:
        return keywords.limits(keys, schema, context.direction, self.registry.report(context.place))

    def _bounded(self, shape: Scalar | ArrayType, context: Context) -> Shape:
        """Limits inside containers and unions need a name of their own, and steps of a number everywhere."""
        nested = context.position == "nested" or (
            isinstance(shape, Scalar) and shape.kind == "number" and "multipleOf" in dict(shape.limits)
        )
        named = context.module and context.position != "alias"
        return self._named_alias(shape, context) if shape.limits and nested and named else shape

    def _array(self, schema: Schema, context: Context) -> Shape:
        first = cast("list[Any]", schema.get("prefixItems", []))
        fixed = tuple(
            self.shape(item, context.within(f"Item{number}", f"prefixItems/{number - 1}"))
            for number, item in enumerate(first, 1)
        )
        closed = schema.get("items") is False or schema.get("maxItems") == len(fixed)
        if fixed and closed and schema.get("minItems", len(fixed)) == len(fixed):
            # Under a name of its own, since the maker of models gives a tuple inside a container a name that nobody knows.
            named = context.module and context.position != "alias"
            return self._named_alias(TupleType(fixed), context) if named else TupleType(fixed)
        rest = self.shape(schema.get("items", True), context.within("Item", "items"))
        item = either((*fixed, rest)) if fixed and not closed else either(fixed) if fixed else rest
        return self._bounded(ArrayType(item, self._limits(keywords.ARRAY, schema, context)), context)

    def _object(self, schema: Schema, context: Context) -> Shape:
        if schema.get("properties") or _hides(schema, context.direction):
            return self._named_class({**schema, "type": "object"}, context)
        others: Any = schema.get("additionalProperties", schema.get("unevaluatedProperties", True))
        values: list[Any] = [others]
        patterns = cast("Schema", schema.get("patternProperties", {}))
        if patterns:
            values = [*patterns.values(), *([others] if isinstance(others, Mapping) else [])]
        shapes = tuple(
            self.shape(value, context.within("Value", "additionalProperties")) for value in values if value
        )
        return MapType(either(shapes) if shapes else AnyType())

    # -- unions ------------------------------------------------------------------------------------------------

    def _union(self, schema: Schema, context: Context) -> Shape:
        tag = self._tags.of(schema, self.registry.report(context.place))
        members = [m for m in self._members(schema, context) if m is not False]
        if len(members) > _MAX_ALTERNATIVES:
            message = f"a union of {len(members)} alternatives"
            self.registry.report(context.place, Level.UNSUPPORTED)("union-too-large", message)
            return AnyType()
        inside = replace(context, position="nested")
        shapes = [
            self.shape(member, inside.within(keywords.option(member, number), f"oneOf/{number}"))
            for number, member in enumerate(members)
        ]
        nullable = "null" in meant_types(schema)
        whole, null = without_null(either(tuple(shapes)))
        if not isinstance(whole, UnionType):
            return self._or_null(whole, null or nullable)
        tagged = [m for m in members if "$ref" in bare(m)]
        if (
            tag is not None
            and tagged
            and all(bare(m) == {"type": "null"} for m in members if m not in tagged)
        ):
            whole = UnionType(whole.members, tag.property)
            whole = replace(whole, tag=self._python_name(tag.property, tagged[0]))
            if context.direction == "read":
                base = [self._reference(target(schema[BASE]), context)] if BASE in schema else []
                whole = UnionType((whole, *base, MapType(AnyType())), ordered=True)
        elif any(isinstance(m, MapType) for m in whole.members) and any(
            isinstance(m, Ref) for m in whole.members
        ):
            ordered = sorted(whole.members, key=lambda m: isinstance(m, MapType))
            whole = UnionType(tuple(ordered), ordered=True)
        special = bool(whole.tag or whole.ordered)
        if special and (context.position != "alias" or null or nullable):
            return self._or_null(self._named_alias(whole, self._alternative(context)), null or nullable)
        return self._or_null(whole, null or nullable)

    @staticmethod
    def _alternative(context: Context) -> Context:
        return context.within("Union", "") if context.position == "alias" else context

    def _python_name(self, wire: str, member: Any) -> str:
        """The field that holds the tag: the wire name's Python form, as the members' classes have it."""
        merged = self.registry.merger.component(target(member), keywords.silent)
        own = cast("Mapping[str, Any]", merged["properties"]).get(wire)
        chosen = cast("Schema", own).get("x-sdk-name") if isinstance(own, Mapping) else None
        return str(chosen or names.field(wire))

    def _members(self, schema: Schema, context: Context) -> list[Any]:
        """The alternatives, each with what stands beside them merged in."""
        if schema.get("oneOf") and schema.get("anyOf"):
            self.registry.report(context.place)(
                "ignored-constraint", "oneOf beside anyOf: typed by oneOf only"
            )
        members = cast("list[Any]", schema.get("oneOf") or schema.get("anyOf"))
        beside = {k: v for k, v in bare(schema).items() if k not in {"oneOf", "anyOf", "discriminator"}}
        if not beside or (beside.keys() <= {"type", "required"} and all(structural(m) for m in members)):
            return members
        beside = {k: v for k, v in beside.items() if k != "type" or v != ["object", "null"]}
        return [{"allOf": [beside, member]} for member in members]


def _hides(schema: Schema, direction: Direction) -> bool:
    """Whether a schema is an object of which nothing is shown once it was read."""
    return direction == "read" and schema.get(SENSITIVE) is True and "object" in meant_types(schema)


def afterwards(direction: Direction) -> Context:
    """The context of a schema that is spelt after all definitions were made; nothing new may come of it."""
    return Context(direction=direction, hint="Inline", module="", place=Place("", 0, ""))
