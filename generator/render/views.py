"""From operations to the runtime's values of them, and to what the templates show of their methods.

A generated package holds the runtime's own frozen values. They are built here and in `waiting`, `transfers` and
`clients`, as themselves, and `python.literal` prints them; the templates lay out signatures and docstrings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

import templates.runtime.spec.operation as runtime
from templates.runtime.spec.api import Path, RateLimit

from .. import names
from ..ir import Api, Content, Field, Operation, Parameter, Schema
from ..types import python
from ..vocabulary import operation as v
from . import docstrings
from .examples import ExampleCall, example_call
from .walk import EACH, Walker, body_argument

T = TypeVar("T")
Spell = Callable[[Schema, str], python.Annotation]
DEFAULT_STYLES = {"path": "simple", "header": "simple", "query": "form", "cookie": "form"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Constant:
    """One value of an operations module: its name, its type and itself, as source."""

    name: str
    annotation: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArgumentView:
    """One keyword argument of a method."""

    name: str
    annotation: str
    default: str | None
    doc: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodView:
    """One method, sync and async."""

    name: str
    constant: Constant
    operation: Operation
    arguments: tuple[ArgumentView, ...]
    call: str
    annotation: str
    async_annotation: str
    doc: str
    security: tuple[tuple[str, ...], ...]
    uploads: bool
    example: ExampleCall | None


def constant(name: str) -> str:
    """The module constant of a method."""
    return name.upper()


def late_reference(operation: Operation) -> str:
    """A "module:NAME" reference that the runtime follows when it is needed."""
    return f"operations.{operation.resource}:{constant(operation.name)}"


def class_names(resources: Iterable[str]) -> dict[str, str]:
    """The class of every resource, without its ending; no class may be another's async one, nor one of the bases."""
    taken = {"", "Async"}
    chosen: dict[str, str] = {}
    for resource in resources:
        wanted, number = names.pascal(resource), 2
        name = wanted
        while not taken.isdisjoint((name, f"Async{name}")):
            name, number = f"{wanted}{number}", number + 1
        taken.update((name, f"Async{name}"))
        chosen[resource] = name
    return chosen


class Builder:
    """Builds the views of one API."""

    def __init__(self, api: Api, spell: Spell) -> None:
        self.api = api
        self.spell = spell
        self.walker = Walker(api)
        self.class_names = class_names(r.name for r in api.resources)
        self.imports: set[tuple[str, str | None]] = set()
        self._values: dict[str, Any] = {}
        self._homes: dict[int, tuple[str, str]] = {}

    def value(self, id: str) -> runtime.Operation[Any]:
        """The runtime's value of an operation."""
        operation = self.api.operation(id)
        assert operation is not None, id
        return self.once(operation.resource, constant(operation.name), lambda: self._value(operation))

    def once(self, resource: str, name: str, make: Callable[[], T]) -> T:
        """The value that an operations module holds under a name, made when it is first asked for."""
        reference = f"{resource}:{name}"
        if reference not in self._values:
            made = self._values[reference] = make()
            self._homes[id(made)] = (resource, name)
        value: T = self._values[reference]
        return value

    def constant(self, value: object, type_: str, needs: set[str]) -> Constant:
        """A value as its module writes it. The modules that have values inside of it are added to `needs`."""
        here, name = self._homes[id(value)]

        def named(inner: object) -> str | None:
            home = self._homes.get(id(inner))
            if home is None or home[0] == here:
                return home and home[1]
            needs.add(home[0])
            return f"{home[0]}_operations.{home[1]}"

        source = python.literal(value, named)
        return Constant(name=name, annotation=f"{type(value).__name__}[{type_}]", source=source)

    def text(self, schema: Schema, direction: str) -> str:
        """An annotation; what it needs imported is remembered."""
        spelt = self.spell(schema, direction)
        self.imports.update(spelt.imports)
        return spelt.text

    # -- arguments ---------------------------------------------------------------------------------------------

    def parameter(self, parameter: Parameter) -> ArgumentView:
        required = parameter.required and parameter.idempotency is None
        base = self.text(parameter.schema, "argument")
        return ArgumentView(
            name=parameter.name,
            annotation=base if required else python.optional(base),
            default=None if required else "None",
            doc=docstrings.argument(
                parameter.name,
                parameter.description,
                self.walker.resolve(parameter.schema),
                docstrings.parameter_notes(parameter),
            ),
        )

    def field(self, field: Field) -> ArgumentView:
        if field.file == "many":
            base = "FileInput | Sequence[FileInput]"
        elif field.file == "one":
            base = "FileInput"
        else:
            base = self.text(field.schema, "argument")
        if field.required:
            default = None
        elif field.nullable:
            default, base = "UNSET", python.union(python.optional(base), "Unset")
        else:
            default, base = "None", python.optional(base)
        notes = ["deprecated"] if field.deprecated else []
        if field.upload is not None:
            notes.extend(n for n in upload_notes(field.upload) if n.split(";")[0] not in field.description)
        doc = docstrings.argument(field.name, field.description, self.walker.resolve(field.schema), notes)
        return ArgumentView(name=field.name, annotation=base, default=default, doc=doc)

    def arguments(self, operation: Operation) -> tuple[ArgumentView, ...]:
        views = [self.parameter(p) for p in operation.parameters]
        if operation.body is not None:
            views.extend(self.field(f) for f in operation.body.fields)
        return tuple(sorted(views, key=lambda a: a.default is not None))

    # -- answers -----------------------------------------------------------------------------------------------

    def answers(self, operation: Operation) -> tuple[runtime.Answer, ...]:
        found: list[runtime.Answer] = []
        for response in operation.responses:
            if not response.success:
                continue
            status = int(response.status) if response.status.isdigit() else 0
            kinds = {c.kind for c in response.contents}
            if operation.method == "HEAD":
                found.append(runtime.Answer(status, "info"))
            elif not kinds:
                found.append(runtime.Answer(status, "none"))
            else:
                found.extend(self.answer(status, c, mixed=len(kinds) > 1) for c in response.contents)
        if found:
            return tuple(found)
        # Without a described success a redirect is one: what it leads to is a file.
        redirected = any(response.status.startswith("3") for response in operation.responses)
        return (runtime.Answer(0, "binary" if redirected and operation.method == "GET" else "none"),)

    def answer(self, status: int, content: Content, *, mixed: bool) -> runtime.Answer:
        kind = "bytes" if mixed and content.kind == "binary" else content.kind
        spelt = python.Source(self.text(content.schema or {}, "read")) if kind == "json" else None
        content_type = None if content.content_type == "application/json" else content.content_type
        return runtime.Answer(status, kind, spelt, content_type)

    def json_schemas(self, operation: Operation) -> list[Schema]:
        return [
            c.schema or {} for r in operation.responses if r.success for c in r.contents if c.kind == "json"
        ]

    def result(self, operation: Operation, schema: Schema) -> tuple[str, Path]:
        """Annotation and attribute path of what one JSON answer is unwrapped to."""
        path: Path = ()
        current = schema
        if operation.enveloped and self.api.envelope is not None:
            path, inside = self.walker.follow(schema, self.api.envelope.data)
            if inside is None:
                return "None", path
            current = inside
        return self.text(self.one(current) if operation.first_or_self else current, "read"), path

    def one(self, schema: Schema) -> Schema:
        """Of `X or list of X` the X."""
        resolved = self.walker.resolve(schema)
        for branch in [*resolved.get("oneOf", ()), *resolved.get("anyOf", ())]:
            if self.walker.resolve(branch).get("type") != "array":
                found: Schema = branch
                return found
        items: Schema = resolved.get("items", {})
        return items

    def annotations(
        self, operation: Operation, answers: tuple[runtime.Answer, ...]
    ) -> tuple[str, str, str, Path]:
        """Call style, sync and async annotation, and the unwrap path."""
        if operation.paginated is not None:
            schemas = self.json_schemas(operation)
            _, items = self.walker.follow(schemas[0] if schemas else None, operation.paginated.items)
            item: Schema = self.walker.resolve(items).get("items", {}) if items is not None else {}
            text = self.text(item, "read")
            return "_page", f"Page[{text}]", f"AsyncPage[{text}]", ()
        kinds = {a.kind for a in answers}
        if kinds == {"binary"}:
            return "_stream", "BinaryResponse", "AsyncBinaryResponse", ()
        path: Path = ()
        spelt: list[str] = []
        for schema in self.json_schemas(operation):
            text, path = self.result(operation, schema)
            spelt.append(text)
        names_by_kind = {
            "text": "str",
            "bytes": "bytes",
            "none": "None",
            "info": "ResponseInfo",
            "binary": "bytes",
        }
        spelt.extend(names_by_kind[a.kind] for a in answers if a.kind != "json")
        joined = python.union(*dict.fromkeys(spelt))
        return "_call", joined, joined, path

    # -- behaviour ---------------------------------------------------------------------------------------------

    def argument_name(self, operation: Operation, expression: str | None) -> str | None:
        """The argument that a `$request…` expression names."""
        wire = body_argument(expression)
        if wire is None:
            return None
        for parameter in operation.parameters:
            if parameter.wire == wire:
                return parameter.name
        fields = operation.body.fields if operation.body else ()
        return next((f.name for f in fields if f.wire == wire), wire)

    def path(self, operation: Operation, expression: str | None) -> Path | None:
        if expression is None:
            return None
        schemas = self.json_schemas(operation)
        return self.walker.follow(schemas[0] if schemas else None, expression)[0]

    def inside(self, operation: Operation, items: str, pointer: str | None) -> Path | None:
        """Where a pointer leads inside an item of a list."""
        path = self.path(operation, None if pointer is None else f"{items}/{EACH}{pointer}")
        return None if path is None else path[len(self.path(operation, items) or ()) + 1 :]

    def pagination(self, operation: Operation) -> runtime.Pagination | None:
        declared = operation.paginated
        if declared is None:
            return None
        items = self.path(operation, declared.items) or ()
        keys = [self.path(operation, f"{declared.items}/{EACH}{key}") or () for key in declared.key]
        return runtime.Pagination(
            style=declared.style,
            items=items,
            page=self.argument_name(operation, declared.page),
            size=self.argument_name(operation, declared.size),
            offset=self.argument_name(operation, declared.offset),
            limit=self.argument_name(operation, declared.limit),
            total=self.path(operation, declared.total),
            next=self.path(operation, declared.next),
            first_page=declared.first_page,
            key=tuple(key[len(items) + 1 :] for key in keys),
        )

    def guide(self, declared: v.Guide | None) -> runtime.Guide | None:
        describing = self.api.operation(declared.operation) if declared else None
        if declared is None or describing is None:
            return None
        return runtime.Guide(
            operation=late_reference(describing), inputs=dict(declared.inputs), values=declared.values
        )

    def payment(self, operation: Operation) -> runtime.Payment | None:
        declared = operation.payment
        if declared is None:
            return None
        return runtime.Payment(
            protocol=declared.protocol,
            version=declared.version,
            challenge=declared.challenge.rsplit(".", 1)[-1],
            proof=self.argument_name(operation, declared.proof) or "",
        )

    def look_up(self, operation: Operation) -> str | None:
        """The method that shows whether a call was carried out, as users write it."""
        looking = self.api.operation(operation.recover.operation) if operation.recover else None
        return f"{looking.resource}.{looking.name}" if looking else None

    def pricing(self, cost: v.Cost | None, operation: Operation) -> runtime.Pricing | None:
        """What is known of the price of a call."""
        if cost is None:
            return None
        return runtime.Pricing(
            currency=cost.currency,
            prices=None if cost.prices is None else self._prices(cost.prices),
            charged=self.path(operation, cost.charged),
            charged_currency=self.path(operation, cost.charged_currency),
            digits=cost.digits,
        )

    def _prices(self, prices: v.PriceList) -> runtime.PriceList:
        listing = self.api.operation(prices.operation)
        assert listing is not None, prices.operation
        return runtime.PriceList(
            operation=late_reference(listing),
            items=self.path(listing, prices.items) or (),
            key=self.inside(listing, prices.items, prices.key) or (),
            argument=prices.argument,
            fixed=self.inside(listing, prices.items, prices.fixed),
            hourly=self.inside(listing, prices.items, prices.hourly),
            least_seconds=self.inside(listing, prices.items, prices.least_seconds),
            minutes=prices.minutes,
        )

    def recovery(self, operation: Operation) -> runtime.Recovery | None:
        """What a client with a state does to find out by itself."""
        declared = operation.recover
        looking = self.api.operation(declared.operation) if declared else None
        if declared is None or looking is None or looking.paginated is None or declared.settle is None:
            return None
        items = looking.paginated.items
        head = len(self.path(looking, items) or ()) + 1

        def place(pointer: str | None) -> tuple[str | int, ...] | None:
            return None if pointer is None else (self.path(looking, f"{items}/{EACH}{pointer}") or ())[head:]

        return runtime.Recovery(
            operation=late_reference(looking),
            inputs=dict(declared.inputs),
            constants=dict(declared.constants),
            match={place(pointer) or (): name for pointer, name in declared.match.items()},
            prefix=declared.prefix,
            note=declared.note,
            note_at=place(declared.note_at),
            since=place(declared.since),
            id=place(declared.id),
            settle=declared.settle,
        )

    def _value(self, operation: Operation) -> runtime.Operation[Any]:
        answers = self.answers(operation)
        fields = operation.body.fields if operation.body else ()
        tokens = [(p.name, p.idempotency) for p in operation.parameters if p.idempotency is not None]
        named = bool(operation.parameters or fields)
        return runtime.Operation(
            id=operation.id,
            method=operation.method,
            path=operation.path,
            answers=answers,
            server=operation.server or None,
            arguments=python.Source(f"arguments.{operation.arguments_class}") if named else None,
            parameters=(*map(parameter_value, operation.parameters), *map(field_value, fields)),
            body=tuple(
                runtime.Media(m.content_type, m.fields)
                for m in (operation.body.media if operation.body else ())
            ),
            body_required=operation.body is not None and operation.body.required,
            unwrap=self.annotations(operation, answers)[3],
            first=operation.first_or_self,
            enveloped=operation.enveloped,
            pagination=self.pagination(operation),
            retry=operation.retry,
            idempotency=tokens[0][0] if tokens else None,
            idempotency_required_in=tokens[0][1].required_in if tokens else (),
            readonly=operation.readonly,
            billable=operation.billable,
            pricing=self.pricing(operation.cost, operation),
            look_up=self.look_up(operation),
            recovery=self.recovery(operation),
            environments=operation.environments,
            security=tuple(tuple(name for name, _ in a.schemes) for a in operation.security),
            constraints=tuple(map(constraint_value, operation.constraints)),
            upload=upload_value(operation.upload),
            rate_limits=tuple(map(rate_limit_value, operation.rate_limits)),
            payment=self.payment(operation),
            guide=self.guide(operation.guide),
            read_timeout=operation.read_timeout,
        )

    def method(self, operation: Operation) -> MethodView:
        value = self.value(operation.id)
        call, annotation, async_annotation, _ = self.annotations(operation, value.answers)
        arguments = self.arguments(operation)
        uploads = any(p.location == "file" for p in value.parameters)
        return MethodView(
            name=operation.name,
            constant=self.constant(value, annotation, set()),
            operation=operation,
            arguments=arguments,
            call=call,
            annotation=annotation,
            async_annotation=async_annotation,
            doc=docstrings.method(
                operation,
                [*(a.doc for a in arguments), *([PROGRESS_DOC] if uploads else []), OPTIONS_DOC],
                docstrings.answer(operation),
            ),
            security=value.security,
            uploads=uploads,
            example=example_call(self.api, operation),
        )


def parameter_value(parameter: Parameter) -> runtime.Parameter:
    """A parameter as the runtime has it; what OpenAPI says by default is left out."""
    style = parameter.style
    return runtime.Parameter(
        parameter.name,
        parameter.location,
        wire="" if parameter.wire == parameter.name else parameter.wire,
        style="" if style == DEFAULT_STYLES[parameter.location] else style,
        explode=None if parameter.explode == (style in ("form", "deepObject")) else parameter.explode,
        content_type=parameter.content_type or None,
        sensitive=parameter.sensitive,
        allow_reserved=parameter.allow_reserved,
    )


def field_value(field: Field) -> runtime.Parameter:
    """A field of a body as the runtime has it."""
    return runtime.Parameter(
        field.name,
        "body" if field.file == "no" else "file",
        wire="" if field.wire == field.name else field.wire,
        style=field.style or "",
        explode=field.explode if field.style else None,
        whole=field.whole,
        content_type=None if field.whole else field.content_type or None,
        sensitive=field.sensitive,
        upload=upload_value(field.upload),
        nullable=field.nullable,
        rest=field.rest,
    )


def constraint_value(declared: v.Constraint) -> runtime.Constraint:
    """A constraint as the runtime has it."""
    when = runtime.Condition(declared.when.argument, declared.when.any_of) if declared.when else None
    return runtime.Constraint(
        rule=declared.rule, arguments=declared.arguments, message=declared.message, when=when
    )


def upload_value(declared: v.Upload | None) -> runtime.Upload | None:
    """The limits of an upload as the runtime has them."""
    if declared is None:
        return None
    return runtime.Upload(
        max_bytes=declared.max_bytes,
        max_files=declared.max_files,
        relative_paths=declared.relative_paths,
        folder_name=declared.folder_name == "kept",
        file_name_pattern=declared.file_name_pattern or None,
        extensions=declared.extensions,
    )


def rate_limit_value(declared: v.RateLimit) -> RateLimit:
    """A rate limit as the runtime has it."""
    return RateLimit(scope=declared.scope, burst=declared.burst, rate=declared.rate, period=declared.period)


PROGRESS_DOC = docstrings.argument(
    "on_progress", "Called with the bytes that have been sent and their total, None where it is not known", {}
)
OPTIONS_DOC = docstrings.argument("options", "Timeouts, retries, headers and hooks of this call", {})


def upload_notes(upload: v.Upload) -> list[str]:
    """The limits of an upload in words."""
    said: list[str] = []
    if upload.max_files is not None:
        said.append(f"at most {upload.max_files:,} files")
    if upload.max_bytes is not None:
        said.append(f"at most {upload.max_bytes:,} bytes")
    if upload.extensions:
        said.append("file names end in " + ", ".join(upload.extensions))
    if upload.relative_paths:
        if upload.folder_name == "kept":
            said.append(
                "of a folder `data` the file `a.txt` is sent as `data/a.txt`, or as `a.txt` with "
                "`Folder(path, prefix='')`"
            )
        else:
            said.append(
                "of a folder `data` the file `a.txt` is sent as `a.txt`, or as `data/a.txt` with "
                "`Folder(path, prefix='data')`"
            )
        said.append(
            "system files such as `.DS_Store` and `.git` stay behind, and what `Folder(path, exclude=[...])` names"
        )
    return said
