"""One bundled OpenAPI 3.1 document out of the files of a description.

Rules:

- Schemas keep references, all of the form `#/components/schemas/Name`, since they may lead in circles and become
  classes; everything else that is referred to stands in place of the reference, so that later stages see no other.
- 3.0 is put into the words of 3.1: later stages know one version.
- Each mapping of the document knows the file and the place that it comes from, so that a problem names a line.
- What cannot be resolved is reported and left empty, so that one run tells everything that is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..problems import Level, Problem
from . import pointers
from .documents import Loaded, Resolved
from .load import load
from .naming import SchemaNames, name_schemas, referred
from .objects import DATA, REFERABLE, Kind, Many, is_annotation, is_extension, references, shape_of
from .pointers import is_list, is_mapping
from .references import Finder, Location, Target, Unresolvable, resolve_anchors

_OVERRIDES = frozenset({"summary", "description"})
_DROPPED = frozenset({"$defs", "definitions"})


def bundle(
    path: Path, *, display: Path | None, below: Path | None = None, texts: Mapping[str, str] | None = None
) -> Resolved:
    """The files of a description as one document; see `load`."""
    return resolve(load(path, display=display, below=below, texts=texts))


def resolve(loaded: Loaded) -> Resolved:
    """The bundled document; problems are collected, and what cannot be resolved is left empty in it."""
    finder = Finder(loaded)
    opened = resolve_anchors(loaded, finder)
    bundler = _Bundler(loaded, finder, name_schemas(loaded, finder))
    bundler.problems.extend(opened)
    document = bundler.document()
    return Resolved(document, loaded, bundler.origins, tuple(bundler.problems))


class _Bundler:
    def __init__(self, loaded: Loaded, finder: Finder, names: SchemaNames) -> None:
        self.origins: dict[int, Location] = {}
        self.problems: list[Problem] = list(names.problems)
        self._loaded = loaded
        self._finder = finder
        self._names = names
        self._made_at: dict[tuple[Kind, Location], Any] = {}
        self._open: set[tuple[Kind, Location]] = set()
        self._alive: list[dict[str, Any]] = []
        ours = "x-sdk-provider" in loaded.documents[loaded.root]
        self._empty = Level.ERROR if ours else Level.WARNING
        self._old = {
            file: str(tree.get("openapi", "")).startswith("3.0") if "openapi" in tree else None
            for file, tree in loaded.documents.items()
            if is_mapping(tree)
        }

    def document(self) -> dict[str, Any]:
        """The whole document: declared schemas in their order, then those that had no name."""
        root = self._loaded.root
        document: dict[str, Any] = self._copy(Kind.DOCUMENT, root, "", self._loaded.documents[root])
        document["openapi"] = "3.1.0"
        if self._names.unnamed:
            components: Any = document.setdefault("components", {})
            schemas: Any = components.setdefault("schemas", {}) if is_mapping(components) else None
            for name, target in self._names.unnamed.items() if is_mapping(schemas) else ():
                schemas[name] = self._schema(*target.location, target.node, named=True)
        return document

    def _report(self, id: str, level: Level, location: Location, message: str) -> None:
        self.problems.append(Problem(id, level, self._loaded.place(*location), message))

    def _is_old(self, file: str) -> bool:
        """Whether a file is written in OpenAPI 3.0; a fragment is written in the version of the root."""
        old = self._old.get(file)
        return bool(self._old.get(self._loaded.root)) if old is None else old

    def _made(self, value: dict[str, Any], file: str, pointer: str) -> dict[str, Any]:
        """Notes where a mapping of the document comes from. It is kept alive, so that no other gets its id."""
        self._alive.append(value)
        self.origins[id(value)] = file, pointer
        return value

    def _copy(self, kind: Kind, file: str, pointer: str, node: dict[str, Any]) -> dict[str, Any]:
        """A copy of an object in which all references below it are resolved; data is shared, not copied."""
        result = self._without_nulls(file, pointer, node) if None in node.values() else dict(node)
        for key, (child, many) in shape_of(kind, node).items():
            if key not in result:
                continue
            value, at = node[key], f"{pointer}/{pointers.escape(key)}"
            if many is Many.ONE:
                result[key] = self._put(child, file, at, value)
            elif many is Many.LIST and is_list(value):
                result[key] = [
                    self._put(child, file, f"{at}/{index}", item) for index, item in enumerate(value)
                ]
            elif isinstance(value, dict) and isinstance(node[key].get("$ref"), str):
                message = f"a $ref cannot stand for all of `{key}`: refer to each item, or write them here"
                self._report("unsupported-ref", Level.UNSUPPORTED, (file, f"{at}/$ref"), message)
                result[key] = [] if many is Many.LIST else {}
            elif is_mapping(value):
                result[key] = self._map(kind, key, child, file, at, value)
        return self._made(result, file, pointer)

    def _without_nulls(self, file: str, pointer: str, node: dict[str, Any]) -> dict[str, Any]:
        """An object without keys that have no value (`description:` and nothing behind it)."""
        result: dict[str, Any] = {}
        for key, value in node.items():
            if value is not None or key in DATA or key.startswith("x-"):
                result[key] = value
                continue
            at = file, pointer + pointers.join(key)
            self._report("empty-member", self._empty, at, f"`{key}` has no value and is left out")
        return result

    def _map(
        self, kind: Kind, key: str, child: Kind, file: str, pointer: str, node: dict[str, Any]
    ) -> dict[str, Any]:
        if kind is Kind.COMPONENTS and key == "schemas" and file == self._loaded.root:
            return {name: self._component(name, item) for name, item in node.items()}
        return {
            name: item
            if is_extension(kind, name)
            else self._put(child, file, f"{pointer}/{pointers.escape(name)}", item)
            for name, item in node.items()
        }

    def _put(self, kind: Kind, file: str, pointer: str, node: Any) -> Any:
        """What stands at one place of the bundled document."""
        if node is None:
            self._report(
                "empty-member", self._empty, (file, pointer), f"this {kind} has no value: it is empty"
            )
            return self._made({}, file, pointer)
        if kind is Kind.SCHEMA:
            return self._schema(file, pointer, node)
        if not is_mapping(node):
            return node
        if kind in REFERABLE and isinstance(node.get("$ref"), str):
            return self._inline(kind, file, pointer, node)
        key = kind, (file, pointer)
        if key not in self._made_at:
            self._made_at[key] = self._copy(kind, file, pointer, node)
        return self._made_at[key]

    def _inline(self, kind: Kind, file: str, pointer: str, node: dict[str, Any]) -> dict[str, Any]:
        """The target of a reference, with what stands beside the reference laid over it."""
        at = file, f"{pointer}/$ref"
        try:
            target = self._finder.find(file, node["$ref"])
        except Unresolvable as error:
            self._report(error.id, self._level(error), at, error.message)
            return self._made({}, file, pointer)
        key = kind, target.location
        if key in self._open:
            self._report("circular-ref", Level.ERROR, at, f"{node['$ref']} leads back to itself")
            return self._made({}, file, pointer)
        self._open.add(key)
        found: dict[str, Any] = self._put(kind, *target.location, target.node)
        self._open.discard(key)
        beside = {name: value for name, value in node.items() if name != "$ref"}
        if not beside or not is_mapping(found):
            return found
        return self._laid_over(kind, file, pointer, found, beside)

    def _laid_over(
        self, kind: Kind, file: str, pointer: str, found: dict[str, Any], beside: dict[str, Any]
    ) -> dict[str, Any]:
        origin = self.origins.get(id(found), (file, pointer))
        if kind is Kind.PATH_ITEM:
            return self._made({**found, **self._copy(kind, file, pointer, beside)}, *origin)
        kept = {key: value for key, value in beside.items() if key in _OVERRIDES or key.startswith("x-")}
        for key in (key for key in beside if key not in kept):
            message = f"`{key}` beside a $ref has no effect: write it where the $ref leads"
            self._report("ignored-ref-sibling", Level.WARNING, (file, pointer + pointers.join(key)), message)
        return self._made({**found, **kept}, *origin)

    def _component(self, name: str, node: Any) -> Any:
        """A declared schema: what stands there, or what it refers to if that has no other name."""
        file, pointer = self._loaded.root, pointers.SCHEMAS + pointers.escape(name)
        target = self._names.homes.get(name)
        if target is None:
            return self._schema(file, pointer, node, named=True)
        found = self._schema(*target.location, target.node, named=True)
        beside = {key: value for key, value in node.items() if key != "$ref"}
        return self._made({**found, **beside}, *target.location) if beside and is_mapping(found) else found

    def _schema(self, file: str, pointer: str, node: Any, *, named: bool = False) -> Any:
        """A schema; one that has a name of its own is written once, under that name."""
        if not is_mapping(node):
            return node
        name = None if named else self._names.names.get((file, pointer))
        if name is not None:
            return self._made({"$ref": pointers.schema_reference(name)}, file, pointer)
        self._refuse_unsupported(file, pointer, node)
        if isinstance(node.get("$ref"), str):
            return self._schema_reference(file, pointer, node)
        result = self._copy(Kind.SCHEMA, file, pointer, {k: v for k, v in node.items() if k not in _DROPPED})
        if is_mapping(node.get("discriminator")):
            result["discriminator"] = self._discriminator(file, pointer, node)
        if self._is_old(file):
            result = self._made(upgrade(result), file, pointer)
            if "example" in node and is_list(result.get("examples")):
                self.origins[id(result["examples"])] = file, f"{pointer}/example"
        return result

    def _schema_reference(self, file: str, pointer: str, node: dict[str, Any]) -> dict[str, Any]:
        """A reference in its one form; what constrains beside it goes into an `allOf` with it."""
        reference = self._name(file, f"{pointer}/$ref", lambda: self._finder.find(file, node["$ref"]))
        if reference is None:
            return self._made({}, file, pointer)
        beside = {key: value for key, value in node.items() if key != "$ref" and key not in _DROPPED}
        notes = {key: value for key, value in beside.items() if is_annotation(key)}
        rules = {key: value for key, value in beside.items() if key not in notes}
        result: dict[str, Any] = {"$ref": reference, **notes}
        if self._is_old(file):
            if rules.pop("nullable", None) is True:
                result = nullable(result)
            for key in rules:
                message = f"`{key}` beside a $ref has no effect in OpenAPI 3.0: use allOf"
                at = file, pointer + pointers.join(key)
                self._report("ignored-ref-sibling", Level.WARNING, at, message)
        elif rules:
            constraint = self._copy(Kind.SCHEMA, file, pointer, rules)
            result = {**notes, "allOf": [self._made({"$ref": reference}, file, pointer), constraint]}
        return self._made(result, file, pointer)

    def _level(self, error: Unresolvable, *, mapped: bool = False) -> Level:
        """In the document of somebody else, what leads nowhere takes any value where that is allowed."""
        if self._empty is Level.ERROR or error.id != "dangling-ref":
            return error.level
        return Level.WARNING if mapped else Level.UNSUPPORTED

    def _name(self, file: str, pointer: str, find: Any, *, mapped: bool = False) -> str | None:
        """The form of a schema reference in the bundled document; None after a problem."""
        try:
            target: Target = find()
            name = referred(self._loaded, self._finder, self._names.names, target)
        except Unresolvable as error:
            self._report(error.id, self._level(error, mapped=mapped), (file, pointer), error.message)
            return None
        return pointers.schema_reference(name) if isinstance(name, str) else None

    def _discriminator(self, file: str, pointer: str, node: dict[str, Any]) -> dict[str, Any]:
        mapping: dict[str, str] = {}
        for suffix, value, mapped in references(Kind.SCHEMA, node):
            if not mapped:
                continue
            at = pointer + suffix
            reference = self._name(
                file, at, lambda value=value: self._finder.find_mapped(file, value), mapped=True
            )
            if reference is not None:
                mapping[pointers.split(suffix)[-1]] = reference
        return {**node["discriminator"], "mapping": mapping} if mapping else dict(node["discriminator"])

    def _refuse_unsupported(self, file: str, pointer: str, node: dict[str, Any]) -> None:
        if pointer and isinstance(node.get("$id"), str) and _refers(node):
            message = "references below a $id are relative to it, which is not supported: remove the $id"
            self._report("unsupported-ref", Level.UNSUPPORTED, (file, f"{pointer}/$id"), message)


def _refers(node: Any) -> bool:
    """Whether a schema with an id has a reference below it."""
    waiting = [node]
    while waiting:
        item = waiting.pop()
        if is_mapping(item):
            if isinstance(item.get("$ref"), str):
                return True
            waiting.extend(item.values())
        elif is_list(item):
            waiting.extend(item)
    return False


def upgrade(schema: dict[str, Any]) -> dict[str, Any]:
    """The same schema in the words of 3.1; `schema` is a copy whose parts have been upgraded before."""
    for bound, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if schema.get(exclusive) is True and bound in schema:
            schema[exclusive] = schema.pop(bound)
        elif isinstance(schema.get(exclusive), bool):
            del schema[exclusive]
    if "example" in schema and "examples" not in schema:
        schema["examples"] = [schema.pop("example")]
    return nullable(schema) if schema.pop("nullable", None) is True else schema


def nullable(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema that also takes null."""
    kept = {key: value for key, value in schema.items() if not is_annotation(key)}
    if not kept:
        return schema
    if isinstance(kept.get("type"), str) and not {"allOf", "anyOf", "oneOf", "$ref"} & kept.keys():
        schema["type"] = [kept["type"], "null"]
        if is_list(schema.get("enum")) and None not in schema["enum"]:
            schema["enum"] = [*schema["enum"], None]
        return schema
    null: dict[str, Any] = {"type": "null"}
    outside = {key: value for key, value in schema.items() if key not in kept}
    for union in ("anyOf", "oneOf"):
        if kept.keys() == {union} and is_list(kept[union]):
            return {**outside, union: kept[union] if null in kept[union] else [*kept[union], null]}
    if kept.keys() == {"allOf"} and is_list(kept["allOf"]) and len(kept["allOf"]) == 1:
        return {**outside, "anyOf": [kept["allOf"][0], null]}
    return {**outside, "anyOf": [kept, null]}
