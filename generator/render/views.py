"""From operations to what the templates show: annotations, docstrings, answers and pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from .. import names
from ..ir import Api, Content, Field, Operation, Parameter, Schema
from ..types import python
from ..vocabulary import operation as v
from . import docstrings
from .examples import example_call
from .shown import AnswerView, ArgumentView, MethodView, PaginationView, PriceListView, PricingView
from .walk import EACH, Walker, body_argument

Spell = Callable[[Schema, str], python.Annotation]


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
        self.needs: set[str] = set()

    def constant_of(self, operation: Operation, here: str) -> str:
        """How the operations module of one resource names an operation; that of another is remembered as needed."""
        if operation.resource == here:
            return constant(operation.name)
        self.needs.add(operation.resource)
        return f"{operation.resource}_operations.{constant(operation.name)}"

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

    def answers(self, operation: Operation) -> tuple[AnswerView, ...]:
        found: list[AnswerView] = []
        for response in operation.responses:
            if not response.success:
                continue
            status = int(response.status) if response.status.isdigit() else 0
            kinds = {c.kind for c in response.contents}
            if operation.method == "HEAD":
                found.append(AnswerView(status=status, kind="info", type=None, content_type=None))
            elif not kinds:
                found.append(AnswerView(status=status, kind="none", type=None, content_type=None))
            else:
                found.extend(self.answer(status, c, mixed=len(kinds) > 1) for c in response.contents)
        if found:
            return tuple(found)
        # Without a described success a redirect is one: what it leads to is a file.
        redirected = any(response.status.startswith("3") for response in operation.responses)
        kind = "binary" if redirected and operation.method == "GET" else "none"
        return (AnswerView(status=0, kind=kind, type=None, content_type=None),)

    def answer(self, status: int, content: Content, *, mixed: bool) -> AnswerView:
        kind = "bytes" if mixed and content.kind == "binary" else content.kind
        spelt = self.text(content.schema or {}, "read") if content.kind == "json" else None
        return AnswerView(status=status, kind=kind, type=spelt, content_type=content.content_type)

    def json_schemas(self, operation: Operation) -> list[Schema]:
        return [
            c.schema or {} for r in operation.responses if r.success for c in r.contents if c.kind == "json"
        ]

    def result(self, operation: Operation, schema: Schema) -> tuple[str, tuple[str | int, ...]]:
        """Annotation and attribute path of what one JSON answer is unwrapped to."""
        path: tuple[str | int, ...] = ()
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
        self, operation: Operation, answers: tuple[AnswerView, ...]
    ) -> tuple[str, str, str, tuple[str | int, ...]]:
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
        path: tuple[str | int, ...] = ()
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

    def path(self, operation: Operation, expression: str | None) -> tuple[str | int, ...] | None:
        if expression is None:
            return None
        schemas = self.json_schemas(operation)
        return self.walker.follow(schemas[0] if schemas else None, expression)[0]

    def inside(self, operation: Operation, items: str, pointer: str | None) -> tuple[str | int, ...] | None:
        """Where a pointer leads inside an item of a list."""
        path = self.path(operation, None if pointer is None else f"{items}/{EACH}{pointer}")
        return None if path is None else path[len(self.path(operation, items) or ()) + 1 :]

    def pagination(self, operation: Operation) -> PaginationView | None:
        declared = operation.paginated
        if declared is None:
            return None
        items = self.path(operation, declared.items) or ()
        keys = [self.path(operation, f"{declared.items}/{EACH}{key}") or () for key in declared.key]
        return PaginationView(
            style=declared.style,
            items=items,
            page=self.argument_name(operation, declared.page),
            size=self.argument_name(operation, declared.size),
            offset=self.argument_name(operation, declared.offset),
            limit=self.argument_name(operation, declared.limit),
            total=self.path(operation, declared.total),
            next=self.path(operation, declared.next),
            first_page=declared.first_page,
            key=tuple(key[len(items) + 1 :] for key in keys) or None,
        )

    def guide(self, operation: Operation) -> str | None:
        """The reference of the operation that describes an argument's values."""
        describing = self.api.operation(operation.guide.operation) if operation.guide else None
        return late_reference(describing) if describing else None

    def look_up(self, operation: Operation) -> str | None:
        """The method that shows whether a call was carried out, as users write it."""
        looking = self.api.operation(operation.look_up) if operation.look_up else None
        return f"{looking.resource}.{looking.name}" if looking else None

    def pricing(self, operation: Operation) -> PricingView | None:
        """What is known of the price of a call."""
        cost = operation.cost
        return (
            None
            if cost is None
            else PricingView(
                currency=cost.currency,
                prices=self._prices(cost.prices) if cost.prices else None,
                charged=self.path(operation, cost.charged),
                charged_currency=self.path(operation, cost.charged_currency),
                digits=cost.digits,
            )
        )

    def _prices(self, prices: v.PriceList) -> PriceListView:
        listing = self.api.operation(prices.operation)
        assert listing is not None, prices.operation

        def inside(pointer: str | None) -> tuple[str | int, ...] | None:
            return self.inside(listing, prices.items, pointer)

        return PriceListView(
            operation=late_reference(listing),
            items=self.path(listing, prices.items) or (),
            key=inside(prices.key) or (),
            argument=prices.argument,
            fixed=inside(prices.fixed),
            hourly=inside(prices.hourly),
            least_seconds=inside(prices.least_seconds),
            minutes=prices.minutes,
        )

    def method(self, operation: Operation) -> MethodView:
        answers = self.answers(operation)
        call, annotation, async_annotation, unwrap = self.annotations(operation, answers)
        arguments = self.arguments(operation)
        tokens = [p for p in operation.parameters if p.idempotency is not None]
        payment = operation.payment
        uploads = operation.body is not None and any(f.file != "no" for f in operation.body.fields)
        return MethodView(
            name=operation.name,
            constant=constant(operation.name),
            operation=operation,
            arguments_class=operation.arguments_class if arguments else None,
            arguments=arguments,
            answers=answers,
            unwrap=unwrap,
            pagination=self.pagination(operation),
            call=call,
            annotation=annotation,
            async_annotation=async_annotation,
            doc=docstrings.method(
                operation,
                [*(a.doc for a in arguments), *([PROGRESS_DOC] if uploads else []), OPTIONS_DOC],
                docstrings.answer(operation),
            ),
            idempotency=tokens[0].name if tokens else None,
            idempotency_required_in=tokens[0].idempotency.required_in
            if tokens and tokens[0].idempotency
            else (),
            security=tuple(tuple(name for name, _ in a.schemes) for a in operation.security),
            payment_challenge=payment.challenge.rsplit(".", 1)[-1] if payment else None,
            payment_proof=self.argument_name(operation, payment.proof) if payment else None,
            guide=self.guide(operation),
            look_up=self.look_up(operation),
            pricing=self.pricing(operation),
            uploads=uploads,
            example=example_call(self.api, operation),
        )


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
