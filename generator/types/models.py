"""The models stage: an API's schemas as Python modules, and how methods spell them.

`models/` holds what is read, `inputs/` what is written, by resource (`shared` for what several need), and
`arguments/` one model per operation that checks all its arguments together. Everything in `models/` and `inputs/` is
also reachable as an attribute of `models`, which loads a module when one of its names is first used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from .. import names
from ..ir import Api, Direction, Schema
from ..problems import Level, Problem, ordered
from ..text import flat
from . import codegen, python
from .build import TypeBuilder, afterwards
from .python import Annotation, AnnotationPrinter, Import, Symbol
from .registry import FOLDERS, SchemaRegistry
from .shapes import Definition, circular, references
from .unmasked import without_effect

_KINDS: Mapping[str, str] = {
    "models": "Answers",
    "inputs": "Values inside requests",
    "arguments": "Arguments of the operations",
}


@dataclass(frozen=True, slots=True)
class Models:
    """What the stage makes: files below the package, problems, and the spelling of any schema of the API."""

    files: Mapping[str, str]
    problems: tuple[Problem, ...]
    definitions: Mapping[str, Definition]
    _shaper: TypeBuilder
    _names: Mapping[tuple[str, Direction], str]
    _printers: Mapping[str, AnnotationPrinter]

    def symbol(self, name: str, direction: Direction) -> Symbol:
        """The class or alias of a component."""
        python_name = self._names[name, direction]
        return Symbol(self.definitions[python_name].module, python_name)

    def spell(self, schema: Schema, role: str) -> Annotation:
        """How a method spells a schema that it takes (`argument`) or gives back (`answer`, or `read`)."""
        reading = role != "argument"
        shape = self._shaper.shape(schema, afterwards("read" if reading else "write"))
        return self._printers["answer" if reading else "argument"].spell(shape)


def models(api: Api) -> Models:
    """All models of an API."""
    registry = SchemaRegistry(api)
    builder = TypeBuilder(registry)
    builder.components()
    for operation in api.operations:
        builder.answers(operation)
    for hook in api.webhooks:
        builder.webhook(hook)
    arguments, problems = _arguments(api, builder)
    definitions = dict(registry.definitions)
    reading = [d for d in definitions.values() if d.direction == "read"]
    writing = [d for d in definitions.values() if d.direction == "write"]
    answers, lost_answers = codegen.run(reading, strict=False)
    requests, lost_requests = codegen.run([*writing, *arguments], strict=True)
    writer = _Writer(api, definitions, {**answers, **requests})
    files = dict(writer.files([*reading, *writing, *arguments]))
    printers = {role: _method_printer(role, definitions) for role in ("answer", "argument")}
    shown = without_effect(api, builder)
    found = ordered([*registry.problems, *problems, *lost_answers, *lost_requests, *shown])
    return Models(files, tuple(found), definitions, builder, dict(registry.names), printers)


def _arguments(api: Api, builder: TypeBuilder) -> tuple[list[Definition], list[Problem]]:
    made: dict[str, Definition] = {}
    problems: list[Problem] = []
    for operation in api.operations:
        definition = builder.arguments(operation)
        if definition is None:
            continue
        if definition.name in made:
            message = f"operations {operation.id!r} and another both become {definition.name!r}; rename one"
            problems.append(Problem("name-collision", Level.UNSUPPORTED, operation.place, message))
            continue
        made[definition.name] = definition
    return list(made.values()), problems


def _method_printer(role: str, definitions: Mapping[str, Definition]) -> AnnotationPrinter:
    return AnnotationPrinter(
        role="argument" if role == "argument" else "answer",
        place=lambda name: Annotation(f"models.{name}", frozenset({("..", "models")})),
        definitions=definitions,
        builtin=True,
    )


class _Writer:
    """Puts modules together: the generator's classes, the aliases that `python` spells, imports and docstrings."""

    def __init__(
        self,
        api: Api,
        definitions: Mapping[str, Definition],
        generated: Mapping[str, codegen.Generated],
    ) -> None:
        self._api = api
        self._definitions = definitions
        self._generated = generated
        # Through a class there is no harm: its annotations are read when all names exist.
        aliases = {name: d.shape for name, d in definitions.items() if d.shape is not None}
        self._circular = circular(
            {name: references(shape) & aliases.keys() for name, shape in aliases.items()}
        )

    def files(self, definitions: list[Definition]) -> Iterator[tuple[str, str]]:
        """Every file, by its path below the package."""
        modules: dict[str, list[Definition]] = {}
        for resource in self._api.resources:
            _ = modules.setdefault(f"arguments.{names.module(resource.name)}", [])
        for definition in definitions:
            modules.setdefault(definition.module, []).append(definition)
        for folder, what in _KINDS.items():
            text = python.docstring(f"{what} of {flat(self._api.title) or 'the API'}.") + "\n"
            yield f"{folder}/__init__.py", self._index(text) if folder == "models" else text
        for module in sorted(modules):
            yield f"{module.replace('.', '/')}.py", self._module(module, modules[module])

    def _module(self, module: str, definitions: list[Definition]) -> str:
        folder, _, stem = module.partition(".")
        generated = self._generated.get(module, codegen.Generated(frozenset(), {}))
        imports: set[Import] = {("__future__", "annotations"), *generated.imports}
        local = {d.name: d for d in definitions}
        blocks: list[str] = []
        early, late = self._ordered_aliases(local)
        blocks += [self._alias(local[name], imports) for name in early]
        blocks += [text.rstrip() for name, text in generated.classes.items() if local[name].members]
        for definition in definitions:
            if definition.shape is None and not definition.members:
                doc = python.docstring(definition.description, "    ") if definition.description else ""
                text, needed = codegen.empty_class(definition, doc)
                imports.add(needed)
                blocks.append(text)
        blocks += [self._alias(local[name], imports) for name in late]
        head = python.docstring(f"{_KINDS[folder]} of {flat(self._api.title) or 'the API'}: {stem}.")
        return "\n\n".join([head, "\n".join(python.import_lines(imports)), *blocks]) + "\n"

    def _place(self, module: str) -> Callable[[str], Annotation]:
        """How one module names the definitions of all."""

        def place(name: str) -> Annotation:
            there = self._definitions[name].module
            if there == module:
                return Annotation(name)
            folder = there.partition(".")[2]
            return Annotation(f"{folder}.{name}", frozenset({(".", folder)}))

        return place

    def _alias(self, definition: Definition, imports: set[Import]) -> str:
        assert definition.shape is not None
        recursive = definition.name in self._circular

        printer = AnnotationPrinter(
            role="model",
            place=self._place(definition.module),
            definitions=self._definitions,
            strict=definition.direction == "write",
            quoted=self._circular if recursive else frozenset(),
        )
        spelt = printer.spell(definition.shape)
        imports |= spelt.imports
        doc = f"\n{python.docstring(definition.description)}" if definition.description else ""
        imports.add(("typing", "TypeAlias"))
        if recursive:
            # Type checkers know recursive aliases as quoted ones, pydantic by TypeAliasType.
            quoted = replace(printer, quoted=frozenset[str]()).spell(definition.shape).text
            imports |= {("typing", "TYPE_CHECKING"), ("typing_extensions", "TypeAliasType")}
            return (
                f"if TYPE_CHECKING:\n    {definition.name}: TypeAlias = {python.literal(quoted)}\n"
                f'else:\n    {definition.name} = TypeAliasType("{definition.name}", {spelt.text}){doc}'
            )
        return f"{definition.name}: TypeAlias = {spelt.text}{doc}"

    def _ordered_aliases(self, local: Mapping[str, Definition]) -> tuple[list[str], list[str]]:
        """Aliases that stand before the classes, and those that name a class and so come after; each after its own."""
        order: list[str] = []
        late: set[str] = set()
        visiting: set[str] = set()

        def visit(name: str) -> None:
            definition = local.get(name)
            if definition is None or definition.shape is None or name in visiting:
                return
            visiting.add(name)
            for other in sorted(references(definition.shape)):
                visit(other)
                if other in local and (local[other].shape is None or other in late):
                    late.add(name)
            order.append(name)

        for name in local:
            visit(name)
        return [name for name in order if name not in late], [name for name in order if name in late]

    def _index(self, docstring: str) -> str:
        """`models/__init__.py`: every name, loaded when first used."""
        modules: dict[str, list[str]] = {}
        for definition in self._definitions.values():
            modules.setdefault(definition.module, []).append(definition.name)
        exported: dict[str, str] = {}
        lines: list[str] = []
        for module in sorted(modules):
            folder, _, stem = module.partition(".")
            path = f".{stem}" if folder == FOLDERS["read"] else f"..{folder}.{stem}"
            for name in sorted(modules[module]):
                exported[name] = path
                lines.append(f"    from {path} import {name} as {name}")
        if not exported:
            return docstring
        return _INDEX.format(
            docstring=docstring.rstrip(),
            imports="\n".join(lines),
            modules="\n".join(
                f"    {python.literal(n)}: {python.literal(exported[n])}," for n in sorted(exported)
            ),
            names="\n".join(f"    {python.literal(name)}," for name in sorted(exported)),
        )


_INDEX = """{docstring}

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
{imports}

__all__ = [
{names}
]

_MODULES = {{
{modules}
}}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        from importlib import import_module

        if name not in _MODULES:
            raise AttributeError(f"module {{__name__!r}} has no attribute {{name!r}}")
        value = getattr(import_module(_MODULES[name], __name__), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return __all__
"""


__all__ = ["Models", "models"]
