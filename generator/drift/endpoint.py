"""Tells what a document says of one endpoint from what a description says of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ..problems import Place
from ..spec.pointers import is_mapping, join
from . import skeletons
from .described import Description, Known, read_schema
from .differences import Difference, Fix
from .facts import UNSAID, Operation, Parameter, Values
from .schemas import Node
from .showing import Shown


class Endpoint:
    """One endpoint, in the document and in the description."""

    def __init__(
        self, said: Operation, known: Known, description: Description, *, mentions: bool, answers: bool
    ) -> None:
        self._said, self._known, self._description = said, known, description
        self._mentions, self._answers = mentions, answers

    def differences(self) -> Iterator[Difference]:
        """All of them."""
        yield from self._named()
        yield from self._missing()
        yield from self._members()
        yield from self._assigned()
        yield from self._statuses()
        yield from self._scopes()
        yield from self._examples()
        if self._mentions:
            for name, place in self._said.mentions.items():
                if name.startswith("new:"):
                    word = name[4:]
                    if self._known.facts.find(word, None) is None and self._said.find(word, None) is None:
                        yield self._tell("name-unknown", word, f"the text names {word}, which the description does not know",
                                         place, self._known.facts.place)  # fmt: skip

    def _tell(
        self, rule: str, subject: str, message: str, document: Place | None, description: Place | None,
        says: Any = None, has: Any = None, fixes: tuple[Fix, ...] = (),
    ) -> Difference:  # fmt: skip
        return Difference(rule=rule, of=self._known.facts.key, subject=subject, message=message, document=document,
                          description=description, says=says, has=has, fixes=fixes)  # fmt: skip

    def _named(self) -> Iterator[Difference]:
        for said in self._said.parameters:
            if said.name.endswith("[]") or "." in said.name:
                yield from self._inside(said)
                continue
            ours = self._known.facts.find(said.name, said.location)
            if ours is None:
                elsewhere = self._known.facts.find(said.name, None)
                if elsewhere is not None and said.location is not None:
                    if not self._said.find(said.name, elsewhere.location):
                        yield self._tell("parameter-moved", said.name, f"{said.name} travels in the {said.location}, in the "
                                         f"description in the {elsewhere.location}", said.place, elsewhere.place,
                                         said.location, elsewhere.location)  # fmt: skip
                else:
                    yield self._new(said)
                continue
            yield from self._parameter(said, ours)

    def _new(self, said: Parameter) -> Difference:
        location = said.location or "query"
        shown = [e.value for e in self._said.examples if e.role == "body" and is_mapping(e.value)]
        value = next((body[said.name] for body in shown if said.name in body), None)
        if said.type is None and isinstance(value, bool | int | float | str):
            said.type = skeletons.schema_of(value)["type"]
        fixes: tuple[Fix, ...]
        if location == "body":
            fixes = tuple(
                fix
                for body in self._known.bodies[:1]
                for fix in skeletons.member(self._description.tree.follow(body).pointer, said)
            )
        else:
            fixes = (Fix(self._known.pointer, update={"parameters": [skeletons.parameter(said)]}),)
        where = f" in the {said.location}" if said.location else ""
        return self._tell("parameter-added", said.name, f"the description has no parameter {said.name}{where}",
                          said.place, self._known.facts.place, says=said.name, fixes=fixes)  # fmt: skip

    def _inside(self, said: Parameter) -> Iterator[Difference]:
        """A parameter inside another one: `a.b`, or the items of `a[]`."""
        tokens = said.name.replace("[]", ".[]").split(".")
        node = next(
            (self._known.schemas[p.location or "", p.name] for p in self._known.facts.parameters if p.name == tokens[0]), None
        )  # fmt: skip
        for token in tokens[1:]:
            if node is None:
                break
            tree = self._description.tree
            node = tree.items(node) if token == "[]" else tree.members(node).get(token)  # noqa: S105
        if node is None:
            yield self._tell("parameter-added", said.name, f"the description has no {said.name}", said.place,
                             self._known.facts.place, says=said.name)  # fmt: skip
            return
        ours = Parameter(name=said.name, location=None, place=self._description.tree.place(node.pointer))
        read_schema(self._description.tree, ours, self._description.tree.follow(node))
        yield from self._facts(said, ours, node)

    def _parameter(self, said: Parameter, ours: Parameter) -> Iterator[Difference]:
        if said.required is not None and ours.required is not None and said.required != ours.required:
            words = "required" if said.required else "optional", "required" if ours.required else "optional"
            yield self._tell("parameter-required", said.name, f"{said.name} is {words[0]}, in the description {words[1]}",
                             said.at("required"), ours.place, words[0], words[1], self._fix_required(ours, said.required))  # fmt: skip
        yield from self._facts(said, ours, self._known.schemas.get((ours.location or "", ours.name)))

    def _fix_required(self, ours: Parameter, required: bool) -> tuple[Fix, ...]:
        pointer = self._known.parameters[ours.location or "", ours.name]
        if ours.location != "body":
            return (Fix(pointer, update={"required": required}),)
        owner = pointer.rpartition("/properties/")[0]
        if required:
            return (Fix(owner, update={"required": [ours.name]}),)
        return (Fix(owner + "/required", remove=True, item=ours.name),)

    def _facts(self, said: Parameter, ours: Parameter, schema: Node | None) -> Iterator[Difference]:
        """Type, default, bounds and values."""
        pointer = self._description.tree.follow(schema).pointer if schema is not None else ""
        own = schema.pointer if schema is not None else ""
        if said.type and ours.type and not _same_type(said.type, ours.type):
            yield self._tell("parameter-type", said.name, f"{said.name} is {said.type}, in the description {ours.type}",
                             said.place, ours.place, said.type, ours.type,
                             (Fix(pointer, update=skeletons.typed(said.type)),) if pointer else ())  # fmt: skip
        yield from self._default(said, ours, own, schema)
        for name in ("maximum", "minimum"):
            theirs, mine = getattr(said, name), getattr(ours, name)
            if theirs is not None and theirs != mine:
                rule = "bound-added" if mine is None else "bound-changed"
                yield self._tell(rule, said.name, f"the {name} of {said.name} is {theirs}, in the description {mine}",
                                 said.at(name), ours.at(name), theirs, mine,
                                 (Fix(own, update={name: theirs}),) if own else ())  # fmt: skip
        if said.values is not None:
            yield from self._values(said, said.values, ours)
        elif said.complete and ours.values is not None and len(ours.values.items) > 1 and ours.documented:
            yield self._tell("values-unlisted", said.name, f"the document no longer lists the values of {said.name}",
                             said.place, ours.at("values"), None, sorted(ours.values.items))  # fmt: skip

    def _default(
        self, said: Parameter, ours: Parameter, pointer: str, schema: Node | None
    ) -> Iterator[Difference]:
        if said.default is UNSAID:
            if said.complete and ours.default is not UNSAID:
                yield self._tell("default-removed", said.name, f"the document states no default of {said.name}", said.place,
                                 ours.at("default"), None, ours.default, self._unset(schema, "default"))  # fmt: skip
        elif ours.default is UNSAID:
            yield self._tell("default-added", said.name, f"{said.name} is {_show(said.default)} when left out",
                             said.at("default"), ours.place, said.default, None,
                             (Fix(pointer, update={"default": said.default}),) if pointer else ())  # fmt: skip
        elif not _equal(said.default, ours.default):
            yield self._tell("default-changed", said.name,
                             f"{said.name} is {_show(said.default)} when left out, in the description {_show(ours.default)}",
                             said.at("default"), ours.at("default"), said.default, ours.default,
                             (Fix(pointer, update={"default": said.default}),) if pointer else ())  # fmt: skip

    def _unset(self, schema: Node | None, key: str) -> tuple[Fix, ...]:
        _, at = self._description.tree.first(schema, key) if schema is not None else (None, None)
        return (Fix(at, remove=True),) if at is not None else ()

    def _values(self, said: Parameter, theirs: Values, ours: Parameter) -> Iterator[Difference]:
        mine: Mapping[str, Place] = ours.values.items if ours.values is not None else {}
        pointer = self._values_pointer(said, ours)
        whole = self._all_values(ours, theirs) if not mine else ()
        for value, place in theirs.items.items():
            if value not in mine:
                yield self._tell("value-added", said.name, f"{said.name} may be {value}", place, ours.at("values"), value,
                                 None, (Fix(pointer, update=value),) if pointer and mine else whole)  # fmt: skip
                whole = ()
        for value, place in mine.items():
            if theirs.whole and value not in theirs.items:
                yield self._tell("value-removed", said.name, f"{value} is not listed for {said.name}", theirs.place, place,
                                 None, value, (Fix(pointer, remove=True, item=value),) if pointer else ())  # fmt: skip

    def _all_values(self, ours: Parameter, theirs: Values) -> tuple[Fix, ...]:
        """The whole list at once, where the description has none."""
        schema = self._known.schemas.get((ours.location or "", ours.name))
        if schema is None:
            return ()
        tree = self._description.tree
        items = tree.items(schema)
        return (Fix(tree.follow(items or schema).pointer, update={"enum": list(theirs.items)}),)

    def _values_pointer(self, said: Parameter, ours: Parameter) -> str | None:
        schema = self._known.schemas.get((ours.location or "", ours.name))
        if schema is None:
            return None
        tree = self._description.tree
        found = tree.values(schema)
        items = tree.items(schema) if found is None else None
        found = tree.values(items) if items is not None else found
        return found[1].pointer + "/enum" if found is not None and "enum" in found[1].value else None

    def _missing(self) -> Iterator[Difference]:
        """Parameters that the description has and the document does not name."""
        said = self._said
        if not said.section:
            return
        for ours in self._known.facts.parameters:
            if not ours.documented or said.find(ours.name, ours.location) is not None:
                continue
            if said.find(ours.name, None) is not None:
                continue
            listed = f"whole:{ours.location}" in said.mentions
            if not said.whole and (not self._mentions or (ours.name in said.mentions and not listed)):
                continue
            fixes = skeletons.gone(
                self._description.tree, self._known.parameters[ours.location or "", ours.name]
            )
            yield self._tell("parameter-removed", ours.name, f"the document does not name {ours.name} ({ours.location})",
                             said.mentions.get(f"whole:{ours.location}", said.place), ours.place, None, ours.name, fixes)  # fmt: skip

    def _members(self) -> Iterator[Difference]:
        for name, listed in self._said.members.items():
            node = self._owner(name)
            if node is None:
                continue
            tree = self._description.tree
            members = tree.members(node)
            label = name + "." if name else ""
            for member, place in listed.items.items():
                if member not in members:
                    yield self._tell("member-added", label + member, f"the description has no member {label}{member}", place,
                                     tree.place(node.pointer), member, None,
                                     (Fix(node.pointer, update={"properties": {member: {}}}),))  # fmt: skip
            for member, at in members.items():
                if listed.whole and member not in listed.items:
                    yield self._tell("member-removed", label + member, f"the document does not list {label}{member}",
                                     listed.place, tree.place(at.pointer), None, member, skeletons.gone(tree, at.pointer))  # fmt: skip

    def _owner(self, name: str) -> Node | None:
        tree = self._description.tree
        if not name:
            return tree.follow(self._known.bodies[0]) if self._known.bodies else None
        for (_, parameter), schema in self._known.schemas.items():
            if parameter == name:
                items = tree.items(schema)
                return tree.follow(items if items is not None else schema)
        return None

    def _assigned(self) -> Iterator[Difference]:
        """`name=value` in prose, where the description knows the parameter and its values."""
        for name, value, place in self._said.assigned:
            ours = self._known.facts.find(name, None)
            if ours is None or ours.values is None or value in ours.values.items:
                continue
            if self._known.facts.find(value, None) is None:
                pointer = self._values_pointer(ours, ours)
                yield self._tell("value-added", name, f"{name} may be {value}", place, ours.at("values"), value, None,
                                 (Fix(pointer, update=value),) if pointer else ())  # fmt: skip

    def _statuses(self) -> Iterator[Difference]:
        ours = self._known.facts.statuses or {}
        said = self._said.statuses
        at = self._known.facts.statuses_place
        for status, place in {**self._said.shown, **(said or {})}.items():
            if status not in ours and f"{status[0]}XX" not in ours:
                yield self._tell("status-added", status, f"the endpoint answers {status}", place, at, status, None,
                                 (Fix(self._known.pointer + "/responses", update={status: {"description": "Not described yet."}}),))  # fmt: skip
        for status, place in ours.items() if said is not None else ():
            if status not in (said or {}) and status.isdigit() and status not in self._known.facts.inferred:
                yield self._tell("status-removed", status, f"the document does not list {status}", self._said.statuses_place,
                                 place, None, status, (Fix(self._known.pointer + "/responses" + join(status), remove=True),))  # fmt: skip

    def _scopes(self) -> Iterator[Difference]:
        said, ours = self._said.scopes, self._known.facts.scopes or {}
        if said is None:
            return
        for scope, place in said.items():
            if scope not in ours:
                yield self._tell("scope-added", scope, f"the endpoint asks for {scope}", place,
                                 self._known.facts.scopes_place, scope, None, self._fix_scope(scope))  # fmt: skip
        for scope, place in ours.items():
            if scope not in said:
                yield self._tell("scope-removed", scope, f"the document does not ask for {scope}", self._said.scopes_place,
                                 place, None, scope, self._fix_scope(scope, remove=True))  # fmt: skip

    def _fix_scope(self, scope: str, *, remove: bool = False) -> tuple[Fix, ...]:
        security = Node(self._description.tree.node(self._known.pointer).value, self._known.pointer).child(
            "security"
        )
        for alternative in security.entries():
            for _, scopes in alternative.pairs():
                if remove and scope in (scopes.value or ()):
                    return (Fix(scopes.pointer, remove=True, item=scope),)
                if not remove:
                    return (Fix(scopes.pointer, update=scope),)
        return ()

    def _examples(self) -> Iterator[Difference]:
        tree = self._description.tree
        answers, bodies = Shown(tree, self._known.facts.key), Shown(tree, self._known.facts.key)
        for example in self._said.examples:
            if example.role == "body":
                bodies.show(example, self._known.bodies)
                continue
            schemas = self._known.answers.get(example.status or "")
            if schemas is None:
                schemas = [
                    s for status, each in self._known.answers.items() if status[0] == "2" for s in each
                ]
            answers.show(example, schemas)
        words = frozenset(self._said.mentions)
        for one in bodies.differences(words, removed=False):
            if one.rule != "field-added" or "." in one.subject or "[" in one.subject:
                yield one
        yield from answers.differences(words, removed=self._answers)


def _same_type(said: str, ours: str) -> bool:
    if said == ours or {said, ours} == {"string", "file"}:
        return True
    return (said == "array" and ours.endswith("[]")) or (ours == "array" and said.endswith("[]"))


def _equal(one: Any, other: Any) -> bool:
    if isinstance(one, bool) or isinstance(other, bool):
        return str(one).lower() == str(other).lower()
    return one == other or str(one) == str(other)


def _show(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
