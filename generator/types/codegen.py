"""datamodel-code-generator as a library: shapes in, the text of each class out.

The generator gets plain schemas only (see `build`), so that its output is predictable; a type alias is an empty
class there and is written by `python` afterwards. It never sees a text of the document: names on the wire, values,
patterns and descriptions go in as tokens, and `python` spells what they stand for in what comes out, which is then
compared with what was asked for.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from ..problems import Level, Problem
from ..spec.pointers import schema_reference
from . import python
from .python import RUNTIME, Import
from .shapes import (
    AnyType,
    ArrayType,
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
    takes_null,
    without_null,
)

_TOKEN = re.compile(r"""r?(\"{3}|["'])text-([0-9]+)\1""")
_STAND_IN = {"type": "object", "properties": {"stub": {"type": "boolean"}}}
_FLOAT = re.compile(r"\bStrictFloat\b")
_CONFIG = re.compile(r"    model_config = ConfigDict\(\n((?:        .*\n)*)    \)\n")


@dataclass(frozen=True, slots=True)
class Generated:
    """The classes of one module as text, by name and in order, and the imports they need."""

    imports: frozenset[Import]
    classes: Mapping[str, str]


class Texts:
    """The texts of a document by the tokens that stand for them."""

    def __init__(self) -> None:
        self._tokens: dict[str, str] = {}

    def token(self, text: str) -> str:
        """What stands for a text; no name in Python can be equal to it."""
        return self._tokens.setdefault(text, f"text-{len(self._tokens)}")

    def spelt(self, source: str) -> str:
        """Generated source with the texts in place of their tokens."""
        texts = list(self._tokens)

        def text(found: re.Match[str]) -> str:
            given = texts[int(found[2])]
            return python.docstring(given, "    ") if len(found[1]) == 3 else python.literal(given)

        return _TOKEN.sub(text, source)


def schema_of(shape: Shape, modules: Mapping[str, str], texts: Texts, *, strict: bool) -> dict[str, Any]:
    """A shape as a schema for the generator; `strict` for what a caller sends."""

    def plain(kind: str) -> dict[str, Any]:
        # A float would lose the last digits of a large integer. What is sent has a type of ours for it.
        return {"type": ["integer", "number"] if kind == "number" and not strict else kind}

    def safe(value: Any) -> Any:
        return texts.token(value) if isinstance(value, str) else value

    def limited(limits: Limits) -> dict[str, Any]:
        return {key: safe(value) for key, value in limits}

    def inner(shape: Shape) -> dict[str, Any]:
        match shape:
            case AnyType():
                return {}
            case NullType():
                return {"type": "null"}
            case Scalar(kind, "uuid"):
                return {"anyOf": [{"type": kind, "format": "uuid"}, {"type": kind}]}
            case Scalar(kind, format, limits):
                return {**plain(kind), **({"format": format} if format else {}), **limited(limits)}
            case LiteralType(values):
                closed: list[dict[str, Any]] = [{"enum": [safe(value) for value in values]}]
                kinds: list[dict[str, Any]] = [plain(kind) for kind in shape.kinds]
                if any(isinstance(value, float) for value in values):
                    closed = []
                members = [*closed, *(kinds if shape.open or not closed else [])]
                return members[0] if len(members) == 1 else {"anyOf": members}
            case ArrayType(item, limits):
                return {"type": "array", "items": inner(item), **limited(limits)}
            case TupleType(items):
                count = len(items)
                return {
                    "type": "array",
                    "prefixItems": [inner(i) for i in items],
                    "minItems": count,
                    "maxItems": count,
                }
            case MapType(value):
                return {"type": "object", "additionalProperties": inner(value) or True}
            case UnionType(members):
                return union(shape, members)
            case Ref(name):
                return {"$ref": schema_reference(f"{modules[name]}.{name}")}
            case RuntimeType(name):
                return {"customTypePath": f"{RUNTIME}.{name}"}

    def union(shape: UnionType, members: tuple[Shape, ...]) -> dict[str, Any]:
        rest, null = without_null(shape)
        one = inner(rest) if null and not isinstance(rest, UnionType) else {}
        if isinstance(one.get("type"), str):
            return {**one, "type": [one["type"], "null"]}
        return {"anyOf": [inner(member) for member in members]}

    return inner(shape)


def _key(member: Member, texts: Texts) -> str:
    """What stands for a property's name; a name that is the field's own needs no alias."""
    return member.wire if member.wire == member.name else texts.token(member.wire)


def _class_schema(
    definition: Definition,
    modules: Mapping[str, str],
    texts: Texts,
    shapes: Mapping[str, Shape],
    *,
    strict: bool,
) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    for member in definition.members:
        schema = schema_of(member.shape, modules, texts, strict=strict)
        if member.description:
            schema["description"] = texts.token(member.description)
        if member.sensitive:
            schema["x-sdk-sensitive"] = True
        if definition.base == "InputModel" and not member.required and takes_null(member.shape, shapes):
            schema["x-sdk-nullable"] = True
        properties[_key(member, texts)] = schema
    result: dict[str, Any] = {
        "type": "object",
        "customBasePath": f"{RUNTIME}.{definition.base}",
        "required": [_key(member, texts) for member in definition.members if member.required],
        "properties": properties,
    }
    if definition.description:
        result["description"] = texts.token(definition.description)
    if definition.extra and definition.base == "InputModel":
        result["additionalProperties"] = True
    return result


def run(definitions: Iterable[Definition], *, strict: bool) -> tuple[dict[str, Generated], list[Problem]]:
    """The classes of all modules; aliases come back as nothing."""
    given = list(definitions)
    if not any(definition.members for definition in given):
        return {}, []
    modules = {definition.name: definition.module for definition in given}
    texts = Texts()
    shapes = {definition.name: definition.shape for definition in given if definition.shape is not None}
    schemas: dict[str, Any] = {}
    aliases: dict[str, str] = {}
    for definition in given:
        path = f"{definition.module}.{definition.name}"
        plain = definition.shape is None and definition.members
        schemas[path] = (
            _class_schema(definition, modules, texts, shapes, strict=strict) if plain else _STAND_IN
        )
        aliases.update({f"{path}.{_key(m, texts)}": m.name for m in definition.members if m.wire != m.name})
    sources = _generate(schemas, aliases, strict=strict)
    generated = {
        module: _exact(_take_apart(_FLOAT.sub("StrictNumber", source), texts))
        for module, source in sources.items()
    }
    return generated, [problem for definition in given for problem in _compare(definition, generated)]


def _generate(schemas: Mapping[str, Any], aliases: Mapping[str, str], *, strict: bool) -> dict[str, str]:
    # Imported here, since it takes a third of a second and `ls` or `--help` do not need it.
    import datamodel_code_generator as dcg
    from datamodel_code_generator.enums import DataModelType, StrictTypes

    document = {
        "openapi": "3.1.0",
        "info": {"title": "models", "version": "1"},
        "paths": {},
        "components": {"schemas": schemas},
    }
    modules = dcg.generate(
        document,
        input_file_type=dcg.InputFileType.OpenAPI,
        output=None,
        output_model_type=DataModelType.PydanticV2BaseModel,
        target_python_version=dcg.PythonVersion.PY_311,
        formatters=[],
        custom_file_header="",
        disable_timestamp=True,
        aliases=aliases,
        custom_class_name_generator=_keep,
        enum_field_as_literal=dcg.LiteralType.All,
        field_constraints=True,
        field_extra_keys={"x-sdk-sensitive", "x-sdk-nullable"},
        strict_nullable=True,
        strict_types=[StrictTypes.str, StrictTypes.int, StrictTypes.float, StrictTypes.bool]
        if strict
        else [],
        use_annotated=True,
        use_double_quotes=True,
        use_field_description=True,
        use_schema_description=True,
        use_single_line_docstring=True,
        use_standard_collections=True,
        use_tuple_for_fixed_items=True,
        use_union_operator=True,
    )
    if not isinstance(modules, dict):
        raise TypeError("datamodel-code-generator gave one module where several were asked for")
    found = cast("Mapping[tuple[str, ...], str]", modules)
    return {".".join(path).removesuffix(".py"): text for path, text in found.items()}


def _keep(name: str) -> str:
    return name


def _exact(generated: Generated) -> Generated:
    """With our number, which goes out as it was given, imported from where it is."""
    strict = ("pydantic", "StrictNumber")
    if strict not in generated.imports:
        return generated
    return Generated(generated.imports - {strict} | {(RUNTIME, "StrictNumber")}, generated.classes)


def _take_apart(source: str, texts: Texts) -> Generated:
    lines = source.split("\n")
    imports: set[Import] = set()
    classes: dict[str, str] = {}
    for node in ast.parse(source).body:
        match node:
            case ast.Import(names):
                imports.update((name.name, "") for name in names)
            case ast.ImportFrom(module, names, level):
                imports.update(
                    ("." * level + (module or ""), f"{n.name} as {n.asname}" if n.asname else n.name)
                    for n in names
                )
            case ast.ClassDef(name):
                block = "\n".join(lines[node.lineno - 1 : node.end_lineno]) + "\n"
                # These know null themselves; a union with None would take the integer away from it.
                block = block.replace("OrZero | None", "OrZero")
                classes[name] = texts.spelt(_CONFIG.sub(_config, block).rstrip("\n"))
            case _:  # rebuilding at import time, which the deferred models do not need
                pass
    return Generated(frozenset(imports), classes)


def _config(found: re.Match[str]) -> str:
    """A class's configuration without what the runtime's base classes make needless."""
    kept = [line for line in found.group(1).split("\n")[:-1] if "arbitrary_types_allowed" not in line]
    return "\n".join(["    model_config = ConfigDict(", *kept, "    )", ""]) if kept else ""


def _compare(definition: Definition, generated: Mapping[str, Generated]) -> Iterator[Problem]:
    """What the generator lost or renamed: nothing may go missing silently."""
    if definition.shape is not None or not definition.members:
        return
    module = generated.get(definition.module)
    text = module.classes.get(definition.name) if module is not None else None
    found = dict(_fields(text)) if text is not None else None
    wanted = {member.name: member.wire for member in definition.members}
    if found == wanted:
        return
    what = (
        "was not generated" if found is None else f"came out with other fields: {_difference(found, wanted)}"
    )
    yield Problem(
        "model-not-generated", Level.UNSUPPORTED, definition.place, f"the model {definition.name} {what}"
    )


def _difference(found: Mapping[str, str], wanted: Mapping[str, str]) -> str:
    lost = [f"{name} for {wire!r} is missing" for name, wire in wanted.items() if found.get(name) != wire]
    more = [f"{name} for {wire!r} is new" for name, wire in found.items() if wanted.get(name) != wire]
    return ", ".join(lost + more)


def _fields(text: str) -> Iterator[tuple[str, str]]:
    """The fields of a class with their wire names, read back from its source."""
    (node,) = ast.parse(text).body
    assert isinstance(node, ast.ClassDef)
    for statement in node.body:
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            alias = _alias(statement.annotation)
            yield statement.target.id, statement.target.id if alias is None else alias


def _alias(annotation: ast.expr) -> str | None:
    for node in ast.walk(annotation):
        if isinstance(node, ast.keyword) and node.arg == "alias" and isinstance(node.value, ast.Constant):
            return str(node.value.value)
    return None


def empty_class(definition: Definition, doc: str) -> tuple[str, Import]:
    """A class without fields."""
    body = f"    {doc}" if doc else "    pass"
    return f"class {definition.name}({definition.base}):\n{body}", (RUNTIME, definition.base)
