"""Tells a document's facts from those of a description. Only what the document states is compared.

A page that was read and a document that the provider publishes come here in the same form (`facts`), and are told in
the same words; `content` compares what examples show and what schemas describe of answers.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from ..problems import Place
from ..schema import UNSAID, Node
from ..spec.pointers import is_mapping, join
from . import stubs
from .content import Content
from .described import Description, SpecOperation, read_schema
from .differences import Difference, Fix, difference
from .facts import Facts, Operation, Parameter, Values
from .statements import endpoint_key


def compare(document: Facts, description: Description, *, mentions: bool, answers: bool) -> list[Difference]:
    """Every difference between a document and a description."""
    found: list[Difference] = []
    # What is missing is missing after the last endpoint, too.
    last = next(reversed(document.operations.values()), None)
    end = Place(last.place.file, 0, "") if last is not None else None
    for key, said in document.operations.items():
        known = description.known.get(key)
        if known is None:
            fix = Fix("/paths", update={said.path: {said.method.lower(): stubs.operation(said)}})
            found.append(difference("endpoint-added", said.key, said.key, said.place, None, None, None, fix))
        else:
            found.extend(_Endpoint(said, known, description).differences(mentions=mentions, answers=answers))
    for key, known in description.known.items():
        if key not in document.operations and known.facts.documented:
            of, fix = known.facts.key, Fix(known.pointer, remove=True)
            found.append(difference("endpoint-removed", of, of, end, known.facts.place, None, None, fix))
    found.extend(_failures(document, description))
    found.extend(_constants(document, description))
    found.extend(_schemas(document, description))
    for odd in document.anomalies:
        known = description.known.get(endpoint_key(odd.operation)) if " /" in odd.operation else None
        place = known.facts.place if known is not None else None
        found.append(difference(odd.rule, odd.operation, odd.subject, odd.place, place, message=odd.message))
    return found


def _failures(document: Facts, description: Description) -> Iterator[Difference]:
    """Failures of the service as a whole."""
    if document.statuses is None:
        return
    ours = description.facts.statuses or {}
    for status, place in document.statuses.items():
        if status not in ours:
            message = f"no operation of the description answers {status}"
            yield difference("status-added", "the service", status, place, None, status, message=message)
    for status, place in ours.items():
        if status not in document.statuses and any(
            status in (o.statuses or {}) and status not in o.inferred and o.documented
            for o in description.facts.operations.values()
        ):
            message, at = f"the document does not list the failure {status}", document.statuses_place
            yield difference(
                "status-removed", "the service", status, at, place, None, status, message=message
            )


def _constants(document: Facts, description: Description) -> Iterator[Difference]:
    for one in document.constants:
        of = one.operation or "the service"
        known = description.known.get(endpoint_key(one.operation)) if one.operation else None
        tell = partial(difference, of=of, document=one.place, says=one.value)
        if one.equals is not None and str(one.equals) != str(one.value):
            message = f"the document says {one.value}, it was {one.equals} when last read"
            ours = known.facts.place if known else None
            yield tell(
                "constant-changed", subject=one.text, description=ours, has=one.equals, message=message
            )
        for at in one.at:
            pointer = at.replace("{operation}", known.pointer if known is not None else "")
            node = description.tree.node(pointer)
            subject = at.removeprefix("{operation}").strip("/")
            if node.value is None or isinstance(node.value, dict | list):
                yield tell("constant-unknown", subject=subject, description=description.tree.place(pointer))
            elif str(node.value) != str(one.value):
                parent, _, token = node.pointer.rpartition("/")
                ours, fix = description.tree.place(node.pointer), Fix(parent, update={token: one.value})
                yield difference("constant-changed", of, subject, one.place, ours, one.value, node.value, fix)


def _schemas(document: Facts, description: Description) -> Iterator[Difference]:
    """Examples of named schemas."""
    for name, examples in document.schemas.items():
        node = description.tree.node("/components/schemas" + join(name))
        if not is_mapping(node.value):
            for example in examples:
                yield difference("schema-unknown", name, name, example.place, None)
            continue
        content = Content(description.tree, name)
        for example in examples:
            content.example(example, [node])
        yield from content.differences(frozenset(), removed=True)


class _Endpoint:
    """One endpoint, in the document and in the description."""

    def __init__(self, said: Operation, known: SpecOperation, description: Description) -> None:
        self._said, self._known, self._tree = said, known, description.tree

    def differences(self, *, mentions: bool, answers: bool) -> Iterator[Difference]:
        """All of them."""
        yield from self._named()
        yield from self._missing(mentions=mentions)
        yield from self._members()
        yield from self._assigned()
        yield from self._statuses()
        yield from self._scopes()
        yield from self._examples(answers=answers)
        for name, place in self._said.mentions.items() if mentions else ():
            word = name.removeprefix("new:")
            if word != name and not self._known.facts.find(word, None) and not self._said.find(word, None):
                yield self._tell("name-unknown", word, place, self._known.facts.place)

    def _tell(
        self,
        rule: str,
        subject: str,
        document: Place | None,
        description: Place | None,
        says: Any = None,
        has: Any = None,
        *fixes: Fix,
        message: str = "",
    ) -> Difference:
        of = self._known.facts.key
        return difference(rule, of, subject, document, description, says, has, *fixes, message=message)

    # -- parameters --------------------------------------------------------------------------------------------

    def _named(self) -> Iterator[Difference]:
        for said in self._said.parameters:
            if said.name.endswith("[]") or "." in said.name:
                yield from self._inside(said)
                continue
            ours = self._known.facts.find(said.name, said.location)
            elsewhere = self._known.facts.find(said.name, None)
            if ours is not None:
                if said.required is not None and ours.required is not None and said.required != ours.required:
                    is_so, was = ("required" if one.required else "optional" for one in (said, ours))
                    fix, at = self._fix_required(ours, said.required), said.at("required")
                    yield self._tell("parameter-required", said.name, at, ours.place, is_so, was, fix)
                yield from self._facts(said, ours, self._schema(ours))
            elif elsewhere is None or said.location is None:
                yield self._new(said)
            elif not self._said.find(said.name, elsewhere.location):
                places = said.place, elsewhere.place
                yield self._tell("parameter-moved", said.name, *places, said.location, elsewhere.location)

    def _schema(self, ours: Parameter) -> Node | None:
        return self._known.schemas.get((ours.location or "", ours.name))

    def _new(self, said: Parameter) -> Difference:
        shown = [e.value for e in self._said.examples if e.role == "body" and is_mapping(e.value)]
        value = next((body[said.name] for body in shown if said.name in body), None)
        if said.type is None and isinstance(value, bool | int | float | str):
            said.type = stubs.schema_of(value)["type"]
        fixes = [Fix(self._known.pointer, update={"parameters": [stubs.parameter(said)]})]
        if said.location == "body":
            bodies = self._known.bodies[:1]
            fixes = [f for body in bodies for f in stubs.member(self._tree.follow(body).pointer, said)]
        where = f" in the {said.location}" if said.location else ""
        message = f"the description has no parameter {said.name}{where}"
        places = said.place, self._known.facts.place
        return self._tell("parameter-added", said.name, *places, said.name, None, *fixes, message=message)

    def _inside(self, said: Parameter) -> Iterator[Difference]:
        """A parameter inside another one: `a.b`, or the items of `a[]`."""
        first, *tokens = said.name.replace("[]", ".[]").split(".")
        node = next((self._schema(p) for p in self._known.facts.parameters if p.name == first), None)
        for token in tokens:
            if node is None:
                break
            node = self._tree.items(node) if token == "[]" else self._tree.members(node).get(token)  # noqa: S105
        if node is None:
            yield self._tell("parameter-added", said.name, said.place, self._known.facts.place, said.name)
            return
        ours = Parameter(name=said.name, location=None, place=self._tree.place(node.pointer))
        read_schema(self._tree, ours, self._tree.follow(node))
        yield from self._facts(said, ours, node)

    def _fix_required(self, ours: Parameter, required: bool) -> Fix:
        pointer = self._known.parameters[ours.location or "", ours.name]
        if ours.location != "body":
            return Fix(pointer, update={"required": required})
        owner = pointer.rpartition("/properties/")[0]
        if required:
            return Fix(owner, update={"required": [ours.name]})
        return Fix(owner + "/required", remove=True, item=ours.name)

    def _facts(self, said: Parameter, ours: Parameter, schema: Node | None) -> Iterator[Difference]:
        """Type, default, bounds and values."""

        def set_to(pointer: str, update: Any) -> list[Fix]:
            return [Fix(pointer, update=update)] if schema is not None else []

        own = schema.pointer if schema is not None else ""
        if said.type and ours.type and not _same_type(said.type, ours.type):
            at = self._tree.follow(schema).pointer if schema is not None else ""
            fixes = set_to(at, stubs.typed(said.type))
            yield self._tell(
                "parameter-type", said.name, said.place, ours.place, said.type, ours.type, *fixes
            )
        if said.default is UNSAID:
            if said.complete and ours.default is not UNSAID:
                places = said.place, ours.at("default")
                fixes = self._unset(schema, "default")
                yield self._tell("default-removed", said.name, *places, None, ours.default, *fixes)
        elif ours.default is UNSAID or not _equal(said.default, ours.default):
            new = ours.default is UNSAID
            message = f"{said.name} is {_json(said.default)} when left out"
            message += "" if new else f", in the description {_json(ours.default)}"
            yield self._tell(
                "default-added" if new else "default-changed", said.name, said.at("default"), ours.at("default"),
                said.default, None if new else ours.default, *set_to(own, {"default": said.default}), message=message,
            )  # fmt: skip
        for name in ("maximum", "minimum"):
            theirs, mine = getattr(said, name), getattr(ours, name)
            if theirs is not None and theirs != mine:
                rule = "bound-added" if mine is None else "bound-changed"
                message = f"the {name} of {said.name} is {theirs}, in the description {mine}"
                fixes, places = set_to(own, {name: theirs}), (said.at(name), ours.at(name))
                yield self._tell(rule, said.name, *places, theirs, mine, *fixes, message=message)
        if said.values is not None:
            yield from self._values(said, said.values, ours)
        elif said.complete and ours.values is not None and len(ours.values.items) > 1 and ours.documented:
            listed = sorted(ours.values.items)
            yield self._tell("values-unlisted", said.name, said.place, ours.at("values"), None, listed)

    def _unset(self, schema: Node | None, key: str) -> list[Fix]:
        _, at = self._tree.first(schema, key) if schema is not None else (None, None)
        return [Fix(at, remove=True)] if at is not None else []

    def _list(
        self,
        stem: str,
        theirs: Values,
        ours: Mapping[str, Place],
        place: Place | None,
        add: Callable[[str], Iterable[Fix]],
        remove: Callable[[str], Iterable[Fix]],
        subject: Callable[[str], str] = str,
    ) -> Iterator[Difference]:
        """What only the document lists, and what only the description has where the document lists everything."""
        for one, at in theirs.items.items():
            if one not in ours:
                yield self._tell(f"{stem}-added", subject(one), at, place, one, None, *add(one))
        for one, at in ours.items() if theirs.whole else ():
            if one not in theirs.items:
                yield self._tell(f"{stem}-removed", subject(one), theirs.place, at, None, one, *remove(one))

    def _values(self, said: Parameter, theirs: Values, ours: Parameter) -> Iterator[Difference]:
        mine: Mapping[str, Place] = ours.values.items if ours.values is not None else {}
        pointer = self._list_of_values(ours)
        # Where the description has no list, the first value that is missing brings all of them.
        whole = [] if mine else self._all_values(ours, theirs)

        def add(value: str) -> list[Fix]:
            fixes = [Fix(pointer, update=value)] if pointer and mine else whole.copy()
            whole.clear()
            return fixes

        def remove(value: str) -> list[Fix]:
            return [Fix(pointer, remove=True, item=value)] if pointer else []

        yield from self._list("value", theirs, mine, ours.at("values"), add, remove, lambda _: said.name)

    def _all_values(self, ours: Parameter, theirs: Values) -> list[Fix]:
        schema = self._schema(ours)
        if schema is None:
            return []
        at = self._tree.follow(self._tree.items(schema) or schema)
        return [Fix(at.pointer, update={"enum": list(theirs.items)})]

    def _list_of_values(self, ours: Parameter) -> str | None:
        """The pointer of the values that a parameter, or an item of it, may have."""
        schema = self._schema(ours)
        found = self._tree.values_within(schema) if schema is not None else None
        return found[1].pointer + "/enum" if found is not None and "enum" in found[1].value else None

    def _missing(self, *, mentions: bool) -> Iterator[Difference]:
        """Parameters that the description has and the document does not name."""
        said = self._said
        for ours in self._known.facts.parameters if said.section else ():
            if not ours.documented or said.find(ours.name, ours.location) or said.find(ours.name, None):
                continue
            listed = f"whole:{ours.location}"
            if not said.whole and (
                not mentions or (ours.name in said.mentions and listed not in said.mentions)
            ):
                continue
            fixes = stubs.gone(self._tree, self._known.parameters[ours.location or "", ours.name])
            message = f"the document does not name {ours.name} ({ours.location})"
            places = said.mentions.get(listed, said.place), ours.place
            yield self._tell(
                "parameter-removed", ours.name, *places, None, ours.name, *fixes, message=message
            )

    def _members(self) -> Iterator[Difference]:
        """What objects that are sent are made of."""
        for name, theirs in self._said.members.items():
            node = self._owner(name)
            if node is not None:
                yield from self._object(name + "." if name else "", theirs, node)

    def _object(self, label: str, theirs: Values, node: Node) -> Iterator[Difference]:
        members, place = self._tree.members(node), self._tree.place
        ours = {member: place(inner.pointer) for member, inner in members.items()}

        def add(member: str) -> Iterable[Fix]:
            return [Fix(node.pointer, update={"properties": {member: {}}})]

        def remove(member: str) -> Iterable[Fix]:
            return stubs.gone(self._tree, members[member].pointer)

        yield from self._list("member", theirs, ours, place(node.pointer), add, remove, lambda m: label + m)

    def _owner(self, name: str) -> Node | None:
        if not name:
            return self._tree.follow(self._known.bodies[0]) if self._known.bodies else None
        schema = next((s for (_, parameter), s in self._known.schemas.items() if parameter == name), None)
        return self._tree.follow(self._tree.items(schema) or schema) if schema is not None else None

    def _assigned(self) -> Iterator[Difference]:
        """`name=value` in prose, where the description knows the parameter and its values."""
        for name, value, place in self._said.assigned:
            ours = self._known.facts.find(name, None)
            if ours is None or ours.values is None or value in ours.values.items:
                continue
            if self._known.facts.find(value, None) is None:
                pointer = self._list_of_values(ours)
                fixes = [Fix(pointer, update=value)] if pointer else []
                yield self._tell("value-added", name, place, ours.at("values"), value, None, *fixes)

    # -- answers -----------------------------------------------------------------------------------------------

    def _statuses(self) -> Iterator[Difference]:
        ours, said = self._known.facts.statuses or {}, self._said.statuses
        at, where = self._known.pointer + "/responses", self._known.facts.statuses_place
        for status, place in {**self._said.shown, **(said or {})}.items():
            if status not in ours and f"{status[0]}XX" not in ours:
                fix = Fix(at, update={status: {"description": stubs.TO_DO}})
                yield self._tell("status-added", status, place, where, status, None, fix)
        for status, place in ours.items() if said is not None else ():
            if status not in (said or {}) and status.isdigit() and status not in self._known.facts.inferred:
                fix, there = Fix(at + join(status), remove=True), self._said.statuses_place
                yield self._tell("status-removed", status, there, place, None, status, fix)

    def _scopes(self) -> Iterator[Difference]:
        if self._said.scopes is not None:
            said = Values(items=self._said.scopes, whole=True, place=self._said.scopes_place)
            facts, remove = self._known.facts, partial(self._fix_scope, remove=True)
            yield from self._list(
                "scope", said, facts.scopes or {}, facts.scopes_place, self._fix_scope, remove
            )

    def _fix_scope(self, scope: str, *, remove: bool = False) -> list[Fix]:
        operation = Node(self._tree.node(self._known.pointer).value, self._known.pointer)
        for alternative in operation.child("security").entries():
            for _, scopes in alternative.pairs():
                if not remove:
                    return [Fix(scopes.pointer, update=scope)]
                if scope in (scopes.value or ()):
                    return [Fix(scopes.pointer, remove=True, item=scope)]
        return []

    def _examples(self, *, answers: bool) -> Iterator[Difference]:
        shown, sent = (Content(self._tree, self._known.facts.key) for _ in range(2))
        for example in self._said.examples:
            if example.role == "body":
                sent.example(example, self._known.bodies)
            else:
                schemas = self._known.answers.get(example.status or "")
                shown.example(example, self._known.successes if schemas is None else schemas)
        words = frozenset(self._said.mentions)
        for one in sent.differences(words, removed=False):
            # The members of a body itself are parameters.
            if one.rule != "field-added" or "." in one.subject or "[" in one.subject:
                yield one
        yield from shown.differences(words, removed=answers)


def _same_type(said: str, ours: str) -> bool:
    if said == ours or {said, ours} == {"string", "file"}:
        return True
    return (said == "array" and ours.endswith("[]")) or (ours == "array" and said.endswith("[]"))


def _equal(one: Any, other: Any) -> bool:
    if isinstance(one, bool) or isinstance(other, bool):
        return str(one).lower() == str(other).lower()
    return one == other or str(one) == str(other)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
