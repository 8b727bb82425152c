"""Answers that differ from their description: read nevertheless, with a note of each difference.

Rules:

- An answer that is as described never comes here. What differs costs nobody an id: the rest stays typed.
- A value that means the same in another form is converted: a number in quotes, a number where text is described, one
  object where a list of them is described and the other way round, an empty text where nothing may come.
- A time without its offset becomes a datetime without one. It is not guessed which offset was meant.
- Every other value is kept as it came. A required field that is missing is None.
- A note names the place, what was expected and the kind of what came, never a value or a key of a map: these may be
  somebody's data.
- Of a union the member with the most fields in common is taken; with a discriminator the one that it names, and no
  other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, NamedTuple, TypeGuard, Union, get_args, get_origin

from pydantic import AwareDatetime, BaseModel, RootModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import from_json, to_json
from typing_extensions import TypeAliasType

from ..base.building import build
from ..base.guards import is_list, is_mapping
from ..base.info import Note
from .arguments import problem_texts

MOST_NOTES = 100
"""So many differences of one answer are noted."""

_DEEPEST = 60
_NOTHING_FITS = "none of the described forms fits"
_ADAPTERS: dict[int, tuple[Any, TypeAdapter[Any]]] = {}


def tolerate(kind: Any, value: Any) -> tuple[Any, tuple[Note, ...]]:
    """A JSON value read as a type as far as it can be, and where it could not."""
    reader = _Reader()
    read = reader.read(Any if kind is None else kind, value, ())
    return read, tuple(reader.notes)


def is_foreign(kind: Any, read: Any) -> bool:
    """Whether what was read is another thing than the model that is described: it has none of the model's fields."""
    if not _is_model(kind) or _is_root(kind):
        return False
    if not isinstance(read, kind):
        return True
    return not read.model_fields_set and any(field.is_required() for field in _fields(kind).values())


class _Reader:
    """Reads one answer."""

    def __init__(self) -> None:
        self.notes: list[Note] = []

    def note(self, path: tuple[str, ...], expected: str, got: str) -> None:
        if len(self.notes) < MOST_NOTES:
            self.notes.append(Note(".".join(path), expected, got))

    def read(self, kind: Any, value: Any, path: tuple[str, ...]) -> Any:
        """The value as the type where it fits; else its parts, each as far as it fits."""
        adapter = _adapter(kind)
        written = to_json(value)
        try:
            return adapter.validate_json(written, strict=True)
        except ValidationError as error:
            expected = _expected(error)
        if len(path) < _DEEPEST:
            shape = _shape(kind, value)
            if shape is not None:
                return self._parts(shape, value, path)
        return self._leaf(kind, adapter, value, path, expected)

    def _parts(self, shape: Any, value: Any, path: tuple[str, ...]) -> Any:
        """A value whose outer form is the described one."""
        if _is_root(shape):
            root = self.read(_annotation(shape, "root"), value, path)
            return _made(shape, {"root": root}, {"root"}, None)
        if _is_model(shape):
            return self._model(shape, value, path)
        if is_list(value):
            inner = get_args(shape)[0]
            return [self.read(inner, item, (*path, str(index))) for index, item in enumerate(value)]
        inner = get_args(shape)[1]
        return {key: self.read(inner, item, (*path, "*")) for key, item in value.items()}

    def _model(self, model: type[BaseModel], value: Mapping[str, Any], path: tuple[str, ...]) -> Any:
        values: dict[str, Any] = {}
        keys: dict[str, str] = {}
        for name, field in _fields(model).items():
            key = _key(name, field, value)
            if key is not None:
                keys[key] = name
                values[name] = self.read(_annotation(model, name), value[key], (*path, key))
            elif field.is_required():
                values[name] = None
                self.note((*path, field.alias or name), "Field required", "nothing")
            else:
                values[name] = field.get_default(call_default_factory=True)
        unknown = {key: inner for key, inner in value.items() if key not in keys}
        return _made(model, values, set(keys.values()), unknown)

    def _leaf(
        self, kind: Any, adapter: TypeAdapter[Any], value: Any, path: tuple[str, ...], expected: str
    ) -> Any:
        """A value of another form: converted where it means the same, else kept."""
        self.note(path, expected, _kind_of(value))
        try:
            return adapter.validate_python(value)
        except ValidationError:
            pass
        for other in _other_forms(value):
            try:
                return adapter.validate_json(to_json(other), strict=True)
            except ValidationError:
                continue
        if isinstance(value, str) and _mentions_time(kind):
            try:
                return _adapter(datetime).validate_json(to_json(value), strict=True)
            except ValidationError:
                pass
        return self._of_another_number(kind, value, path)

    def _of_another_number(self, kind: Any, value: Any, path: tuple[str, ...]) -> Any:
        """One thing where a list is described, or a list of one where a thing is: its parts as far as they fit."""
        if len(path) >= _DEEPEST:
            return value
        shape = _shape(kind, [value]) if is_mapping(value) else None
        if shape is not None and _shape(_item_of(shape), value) is not None:
            return self._parts(shape, [value], path)
        if is_list(value) and len(value) == 1 and is_mapping(value[0]):
            shape = _shape(kind, value[0])
            if shape is not None:
                return self._parts(shape, value[0], path)
        return value


def _item_of(kind: Any) -> Any:
    """The type of the items of a list."""
    kind = _bare(kind)
    if _is_root(kind):
        return _item_of(_annotation(kind, "root"))
    return get_args(kind)[0] if get_args(kind) else Any


def _other_forms(value: Any) -> list[Any]:
    """The value in other words: text as a number, a number as text, nothing, a list of one."""
    if isinstance(value, str):
        if not value.strip():
            return [None]
        try:
            number: Any = from_json(value)
        except ValueError:
            return [[value]]
        if isinstance(number, bool) or not isinstance(number, (int, float)):
            return [[value]]
        whole = isinstance(number, float) and number.is_integer()
        return [number, *([int(number)] if whole else []), [value]]
    if isinstance(value, bool):
        return ["true" if value else "false", [value]]
    if isinstance(value, (int, float)):
        return [to_json(value).decode(), [value]]
    if is_list(value):
        return [value[0]] if len(value) == 1 else []
    return [] if value is None else [[value]]


def _mentions_time(kind: Any) -> bool:
    kind = _bare(kind)
    return kind in (datetime, AwareDatetime) or any(_mentions_time(member) for member in _members(kind))


def _is_model(kind: Any) -> TypeGuard[type[BaseModel]]:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _is_root(kind: Any) -> TypeGuard[type[BaseModel]]:
    return _is_model(kind) and issubclass(kind, RootModel)


def _shape(kind: Any, value: Any) -> Any:
    """The part of a type that has the outer form of a value: a model or a map for an object, a list for a list."""
    kind = _bare(kind)
    members = _members(kind)
    if members:
        fitting = [shape for member in members if (shape := _shape(member, value)) is not None]
        tag = _discriminator(kind)
        if tag is not None and is_mapping(value):
            fitting = [shape for shape in fitting if _is_named(shape, tag, value)]
        return max(fitting, key=lambda shape: _in_common(shape, value), default=None)
    if _is_root(kind):
        return kind if _shape(_annotation(kind, "root"), value) is not None else None
    if _is_model(kind):
        return kind if is_mapping(value) else None
    origin: Any = get_origin(kind)
    arguments = get_args(kind)
    if is_list(value):
        return kind if origin in (list, Sequence) and len(arguments) == 1 else None
    if is_mapping(value):
        return kind if origin in (dict, Mapping) and len(arguments) == 2 else None
    return None


class _Tagged(NamedTuple):
    """A union and the name of the field that tells its members apart."""

    union: Any
    tag: str


def _bare(kind: Any) -> Any:
    """A type without what only narrows its values."""
    while True:
        if isinstance(kind, TypeAliasType):
            kind = kind.__value__
        elif get_origin(kind) is Annotated:
            inner, *notes = get_args(kind)
            tags = [note.discriminator for note in notes if isinstance(note, FieldInfo)]
            tag = next((tag for tag in tags if isinstance(tag, str)), None)
            if tag is not None and get_origin(inner) in (Union, UnionType):
                return _Tagged(inner, tag)
            kind = inner
        else:
            return kind


def _members(kind: Any) -> tuple[Any, ...]:
    if isinstance(kind, _Tagged):
        kind = kind.union
    return get_args(kind) if get_origin(kind) in (Union, UnionType) else ()


def _discriminator(kind: Any) -> str | None:
    return kind.tag if isinstance(kind, _Tagged) else None


def _is_named(shape: Any, tag: str, value: Mapping[str, Any]) -> bool:
    """Whether the discriminator names this member."""
    field = _fields(shape).get(tag) if _is_model(shape) else None
    if field is None:
        return False
    key = _key(tag, field, value)
    named = _bare(field.annotation)
    return key is not None and get_origin(named) is Literal and value[key] in get_args(named)


def _in_common(shape: Any, value: Any) -> int:
    if not _is_model(shape) or not is_mapping(value):
        return 0
    fields = _fields(shape)
    known = sum(_key(name, field, value) is not None for name, field in fields.items())
    missing = sum(field.is_required() and _key(name, field, value) is None for name, field in fields.items())
    return 1 + 2 * known - missing


def _key(name: str, field: FieldInfo, value: Mapping[str, Any]) -> str | None:
    """The member of an object that fills a field."""
    wire = field.validation_alias if isinstance(field.validation_alias, str) else field.alias
    return next((key for key in (wire, name) if key is not None and key in value), None)


def _fields(model: type[BaseModel]) -> dict[str, FieldInfo]:
    if not model.__pydantic_complete__:
        _built = model.model_rebuild()
    return model.model_fields


@cache
def _annotation(model: type[BaseModel], name: str) -> Any:
    """The type of a field with all that narrows it."""
    field = _fields(model)[name]
    tag = field.discriminator
    narrowing = [*field.metadata, *([_tag(tag)] if isinstance(tag, str) else [])]
    return Annotated[(field.annotation, *narrowing)] if narrowing else field.annotation


def _tag(tag: str) -> FieldInfo:
    field = FieldInfo()
    field.discriminator = tag
    return field


def _adapter(kind: Any) -> TypeAdapter[Any]:
    """The validator of a type; made once. The type is kept, so that its id stays its own."""
    known = _ADAPTERS.get(id(kind))
    if known is None or known[0] is not kind:
        known = _ADAPTERS[id(kind)] = (kind, build(lambda: TypeAdapter[Any](kind)))
    return known[1]


def _made(
    model: type[BaseModel], values: dict[str, Any], given: set[str], unknown: dict[str, Any] | None
) -> Any:
    """A model of values that need not fit; as pydantic's ``model_construct``, without a second look at the names."""
    made = model.__new__(model)
    object.__setattr__(made, "__dict__", values)
    object.__setattr__(made, "__pydantic_fields_set__", given)
    object.__setattr__(
        made, "__pydantic_extra__", unknown if model.model_config.get("extra") == "allow" else None
    )
    object.__setattr__(made, "__pydantic_private__", None)
    return made


def _expected(error: ValidationError) -> str:
    """What the description asks for. Words about a union of several forms would quote the value."""
    texts = [text for _, text in problem_texts(error)]
    kinds = {
        item["type"] for item in error.errors(include_url=False, include_context=False, include_input=False)
    }
    return texts[0] if len(texts) == 1 and not any("union" in kind for kind in kinds) else _NOTHING_FITS


def _kind_of(value: Any) -> str:
    """The kind of a JSON value, in words."""
    match value:
        case None:
            return "null"
        case bool():
            return "a boolean"
        case int():
            return "an integer"
        case float():
            return "a number"
        case str():
            return "text" if value.strip() else "empty text"
        case _:
            return "a list" if is_list(value) else "an object"
