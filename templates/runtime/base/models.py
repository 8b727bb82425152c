"""Base classes of the generated models.

Answers are open: unknown fields are kept. What a caller sends is closed: an unknown field is an error. Both mask
sensitive fields in their repr, and no validation error repeats its input.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast, get_args, get_origin

from pydantic import BaseModel, ConfigDict
from pydantic_core import to_jsonable_python
from typing_extensions import TypeAliasType

from .building import build
from .guards import is_list, is_mapping
from .headers import MASK, Hidden

SENSITIVE = "x-sdk-sensitive"
NULLABLE = "x-sdk-nullable"


@cache
def sensitive_fields(model: type[BaseModel]) -> frozenset[str]:
    """The fields of a model that must not be shown."""
    return frozenset(_marked(model, SENSITIVE))


def _marked(model: type[BaseModel], key: str) -> Iterator[str]:
    for name, field in model.model_fields.items():
        extra: Any = field.json_schema_extra
        if is_mapping(extra) and extra.get(key) is True:
            yield name


@cache
def _without_null(model: type[BaseModel]) -> frozenset[str]:
    """The fields that may be left out, but not be null."""
    optional = {name for name, field in model.model_fields.items() if not field.is_required()}
    return frozenset(optional.difference(_marked(model, NULLABLE)))


def sensitive_values(value: Any) -> Iterator[str]:
    """Every sensitive text inside a model, however deep, to mask it in messages."""
    if isinstance(value, SensitiveAnswer):
        yield from _texts(value)
    elif isinstance(value, BaseModel):
        hidden = sensitive_fields(type(value))
        for name in type(value).model_fields:
            inner = getattr(value, name, None)
            yield from _texts(inner) if name in hidden else sensitive_values(inner)
    elif is_mapping(value):
        for inner in value.values():
            yield from sensitive_values(inner)
    elif is_list(value):
        for inner in value:
            yield from sensitive_values(inner)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, BaseModel):
        value = value.model_dump()
    if isinstance(value, str):
        yield value
    elif is_mapping(value):
        for inner in value.values():
            yield from _texts(inner)
    elif is_list(value):
        for inner in value:
            yield from _texts(inner)
    elif value is not None and not isinstance(value, bool):
        yield str(value)


@cache
def _forms(model: type[BaseModel], name: str) -> frozenset[str]:
    """The outer forms that a field may have: "any", "model", "mapping", "list", "scalar"."""
    return frozenset(_forms_of(model.model_fields[name].annotation))


def _forms_of(kind: Any) -> Iterator[str]:
    if isinstance(kind, TypeAliasType):
        kind = kind.__value__
    arguments = get_args(kind)
    origin: Any = get_origin(kind) or kind
    if origin is Annotated:
        yield from _forms_of(arguments[0])
        return
    if origin in (Any, object):
        yield "any"
    elif not isinstance(origin, type) or origin is UnionType:
        # A union; the values of a Literal are scalars.
        literal = origin is Literal
        yield from ("scalar" for _ in arguments if literal)
        yield from (form for inner in arguments if not literal for form in _forms_of(inner))
    elif issubclass(origin, BaseModel):
        yield "model"
    elif issubclass(origin, Mapping) or (
        issubclass(origin, Collection) and not issubclass(origin, (str, bytes))
    ):
        yield "mapping" if issubclass(origin, Mapping) else "list"
        yield from (form for inner in arguments for form in _forms_of(inner)) if arguments else iter(("any",))
    else:
        yield "scalar"


def _is_foreign(value: Any, forms: frozenset[str]) -> bool:
    """Whether a value has none of the described forms: nobody said which part of it must not be shown."""
    if value is None or "any" in forms or isinstance(value, BaseModel):
        return False
    if is_mapping(value):
        return "mapping" not in forms or any(_is_foreign(inner, forms) for inner in value.values())
    if is_list(value):
        return "list" not in forms or any(_is_foreign(inner, forms) for inner in value)
    return "scalar" not in forms


def to_plain(value: Any, *, masked: bool = True) -> Any:
    """A result as dicts, lists, texts and numbers, for JSON or a table; sensitive values as ``***``.

    With ``masked=False`` every value is there, the unknown fields of an answer too. Fields have their Python names;
    what the provider did not send is left out. Times are texts in ISO 8601.
    """
    if isinstance(value, BaseModel):
        if masked and isinstance(value, SensitiveAnswer):
            return MASK
        return {name: to_plain(one, masked=masked) for name, one in _shown(value, masked)}
    if is_mapping(value):
        return {str(key): to_plain(one, masked=masked) for key, one in value.items()}
    if is_list(value) or isinstance(value, (tuple, set, frozenset)):
        return [to_plain(one, masked=masked) for one in cast("Collection[Any]", value)]
    return to_jsonable_python(value, fallback=str, bytes_mode="base64", inf_nan_mode="strings")


def _shown(model: BaseModel, masked: bool) -> Iterator[tuple[str, Any]]:
    """The fields that were sent, by name."""
    hidden = sensitive_fields(type(model))
    for name in type(model).model_fields:
        if name not in model.model_fields_set:
            continue
        value = getattr(model, name)
        covered = value is not None and (name in hidden or _is_foreign(value, _forms(type(model), name)))
        yield name, MASK if masked and covered else value
    for name, value in (model.__pydantic_extra__ or {}).items():
        # The description says nothing about these, so their values may be personal.
        yield name, MASK if masked else value


class _Masked(BaseModel):
    @classmethod
    def model_rebuild(
        cls,
        *,
        force: bool = False,
        raise_errors: bool = True,
        _parent_namespace_depth: int = 2,
        _types_namespace: Mapping[str, Any] | None = None,
    ) -> bool | None:
        """As pydantic's, and also where schemas are nested deeper than the stack."""

        def make() -> bool | None:
            # 0: the names of a model are those of its module, not of whoever uses it first.
            return super(_Masked, cls).model_rebuild(
                force=force,
                raise_errors=raise_errors,
                _parent_namespace_depth=0,
                _types_namespace=_types_namespace,
            )

        return build(make)

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        hidden = sensitive_fields(type(self))
        unknown = self.__pydantic_extra__
        described = type(self).model_fields
        for name, value in super().__repr_args__():
            if name is not None and unknown and name in unknown:
                continue
            covered = name in hidden and value is not None
            if not covered and name in described:
                covered = _is_foreign(value, _forms(type(self), name))
            yield name, MASK if covered else value
        if unknown:
            # The description says nothing about these, so their values may be personal.
            yield "unknown_fields", sorted(unknown)


class AnswerModel(_Masked):
    """Base of everything that a provider sends."""

    # Holds the ResponseInfo of a top-level answer; a slot, so that it is no field and takes no part in equality.
    __slots__ = ("__clientome_response__",)

    model_config = ConfigDict(
        extra="allow",
        hide_input_in_errors=True,
        protected_namespaces=(),
        defer_build=True,
        populate_by_name=True,
        ser_json_inf_nan="constants",
    )

    if not TYPE_CHECKING:
        # Pydantic warns of what is not of its type, and quotes it. Answers may hold such values; they are noted.
        def model_dump(self, **settings):
            return super().model_dump(**{"warnings": False, **settings})

        def model_dump_json(self, **settings):
            return super().model_dump_json(**{"warnings": False, **settings})


class SensitiveAnswer(AnswerModel):
    """Base of answers that are sensitive as a whole: the repr shows neither values nor names of fields.

    What the provider sends without describing it is reached by attribute or by item: ``links.url``, ``links["url"]``.
    """

    def __getitem__(self, name: str) -> Any:
        """The value of a field under its name on the wire."""
        given = self.__pydantic_extra__
        if given is not None and name in given:
            return given[name]
        for own, field in type(self).model_fields.items():
            if (field.alias or own) == name and own in self.model_fields_set:
                return getattr(self, own)
        raise KeyError(name)

    def __contains__(self, name: object) -> bool:
        try:
            return isinstance(name, str) and bool([self[name]])
        except KeyError:
            return False

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        yield None, Hidden(self)


class _Closed(_Masked):
    model_config = ConfigDict(
        extra="forbid",
        hide_input_in_errors=True,
        protected_namespaces=(),
        defer_build=True,
        populate_by_name=True,
        # NaN stays NaN and is refused later; pydantic's default would send null instead.
        ser_json_inf_nan="constants",
    )


class InputModel(_Closed):
    """Base of everything that a caller sends inside a body. None leaves a field out where the API takes no null."""

    def model_post_init(self, context: Any, /) -> None:
        left_out = _without_null(type(self)) & self.__pydantic_fields_set__
        self.__pydantic_fields_set__.difference_update(n for n in left_out if getattr(self, n) is None)


class ArgumentsModel(_Closed):
    """Base of the models that check all arguments of one operation together."""
