"""The SDK as it is installed: clients, methods, annotations, models. Looked at from outside only."""

from __future__ import annotations

import importlib
import inspect
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Union

from pydantic import BaseModel, TypeAdapter

from tests.conformance.document import Node, wrap


@dataclass(frozen=True)
class Package:
    """One provider's package."""

    name: str

    def module(self, name: str = "") -> Any:
        """A module of the package."""
        return importlib.import_module(f"clientome.{self.name}" + (f".{name}" if name else ""))

    def client(self, name: str) -> type:
        """A client class."""
        found: type = getattr(self.module(), name)
        return found

    def resources(self, client: str) -> dict[str, type]:
        """The resources of a client: attribute to class, by what the attribute says that it is."""
        found: dict[str, type] = {}
        for name, value in vars(self.client(client)).items():
            getter = getattr(value, "func", None) or getattr(value, "fget", None)
            if not name.startswith("_") and getter is not None:
                found[name] = self._resource(name, str(getter.__annotations__.get("return")))
        return found

    def _resource(self, name: str, class_name: str) -> type:
        """The class of a resource; an empty one where it is not in the module of its name."""
        try:
            module = self.module(f"resources.{name}")
        except ModuleNotFoundError:
            return type(class_name, (), {})
        return getattr(module, class_name, type(class_name, (), {}))


def methods(resource: type) -> dict[str, Callable[..., Any]]:
    """The public methods that a resource class defines itself."""
    return {n: f for n, f in vars(resource).items() if not n.startswith("_") and inspect.isfunction(f)}


def hints(method: Callable[..., Any]) -> dict[str, Any]:
    """The resolved annotations of a method."""
    return typing.get_type_hints(method, include_extras=True)


def is_union(hint: Any) -> bool:
    """Whether an annotation is `A | B`."""
    return typing.get_origin(hint) in (Union, types.UnionType)


def members(hint: Any) -> tuple[Any, ...]:
    """The alternatives of an annotation, flattened."""
    if is_union(hint):
        return tuple(inner for part in typing.get_args(hint) for inner in members(part))
    return (hint,)


def without(hint: Any, *unwanted: Any) -> Any:
    """An annotation without some of its alternatives."""
    kept = tuple(part for part in members(hint) if part not in unwanted)
    return Union[kept] if kept else type(None)  # noqa: UP007 - made from a tuple


def strict(hint: Any) -> Any:
    """An annotation without the mappings that may be given in place of a model."""
    alternatives = members(hint)
    if any(isinstance(part, type) and issubclass(part, BaseModel) for part in alternatives):
        alternatives = tuple(part for part in alternatives if typing.get_origin(part) is not Mapping)
    kept = tuple(
        Sequence[strict(typing.get_args(part)[0])] if typing.get_origin(part) is Sequence else part  # type: ignore[misc]
        for part in alternatives
    )
    return Union[kept]  # noqa: UP007 - made from a tuple


def schema(hint: Any) -> Node:
    """What a type says of itself as JSON Schema."""
    return wrap(TypeAdapter(hint).json_schema(by_alias=True))


def model(package: Package, name: str, direction: str) -> Any:
    """The type of a component: for requests the variant with `Input` at its end where there is one."""
    module = package.module("models")
    for candidate in (f"{name}Input", name) if direction == "write" else (name,):
        found = getattr(module, candidate, None)
        if found is not None:
            return found
    return None


def parameters(method: Callable[..., Any]) -> Mapping[str, inspect.Parameter]:
    """The parameters of a method, without `self`."""
    found = dict(inspect.signature(method).parameters)
    found.pop("self", None)
    return found
