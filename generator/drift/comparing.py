"""Tells a document's facts from those of a description. Only what the document states is compared."""

from __future__ import annotations

from collections.abc import Iterator

from ..problems import Place
from ..spec.pointers import is_mapping, join
from . import skeletons
from .described import Description
from .differences import Difference, Fix
from .endpoint import Endpoint
from .facts import Facts, Operation
from .showing import Shown
from .statements import endpoint_key


def compare(document: Facts, description: Description, *, mentions: bool, answers: bool) -> list[Difference]:
    """Every difference between a document and a description."""
    found: list[Difference] = []
    end = _end(document)
    for key, said in document.operations.items():
        known = description.known.get(key)
        if known is None:
            found.append(_added(said))
        else:
            found.extend(Endpoint(said, known, description, mentions=mentions, answers=answers).differences())
    for key, known in description.known.items():
        if key not in document.operations and known.facts.documented:
            found.append(
                Difference(
                    rule="endpoint-removed", of=known.facts.key, subject=known.facts.key, document=end,
                    message="the document does not have this endpoint", description=known.facts.place,
                    fixes=(Fix(known.pointer, remove=True),),
                )
            )  # fmt: skip
    found.extend(_failures(document, description))
    found.extend(_constants(document, description))
    found.extend(_schemas(document, description))
    for odd in document.oddities:
        known = description.known.get(endpoint_key(odd.operation)) if " /" in odd.operation else None
        found.append(
            Difference(
                rule=odd.rule, of=odd.operation, subject=odd.subject, message=odd.message, document=odd.place,
                description=known.facts.place if known is not None else None,
            )
        )  # fmt: skip
    return found


def _end(document: Facts) -> Place | None:
    """Where the last endpoint stands: what is missing is missing after it, too."""
    last = list(document.operations.values())[-1:]
    return Place(last[0].place.file, 0, "") if last else None


def _added(said: Operation) -> Difference:
    return Difference(
        rule="endpoint-added", of=said.key, subject=said.key, document=said.place,
        message="the description does not have this endpoint",
        fixes=(Fix("/paths", update={said.path: {said.method.lower(): skeletons.operation(said)}}),),
    )  # fmt: skip


def _failures(document: Facts, description: Description) -> Iterator[Difference]:
    if document.statuses is None:
        return
    ours = description.facts.statuses or {}
    for status, place in document.statuses.items():
        if status not in ours:
            yield Difference(rule="status-added", of="the service", subject=status, document=place, says=status,
                             message=f"no operation of the description answers {status}")  # fmt: skip
    for status, place in ours.items():
        if status not in document.statuses and any(
            status in (o.statuses or {}) and status not in o.inferred and o.documented
            for o in description.facts.operations.values()
        ):
            yield Difference(rule="status-removed", of="the service", subject=status, has=status,
                             document=document.statuses_place, description=place,
                             message=f"the document does not list the failure {status}")  # fmt: skip


def _constants(document: Facts, description: Description) -> Iterator[Difference]:
    for one in document.constants:
        of = one.operation or "the service"
        known = description.known.get(endpoint_key(one.operation)) if one.operation else None
        if one.equals is not None and str(one.equals) != str(one.value):
            yield Difference(rule="constant-changed", of=of, subject=one.text, says=one.value, has=one.equals,
                             document=one.place, description=known.facts.place if known else None,
                             message=f"the document says {one.value}, it was {one.equals} when last read")  # fmt: skip
        for at in one.at:
            pointer = at.replace("{operation}", known.pointer if known is not None else "")
            node = description.tree.node(pointer)
            subject = at.removeprefix("{operation}").strip("/")
            if node.value is None or isinstance(node.value, dict | list):
                yield Difference(rule="constant-unknown", of=of, subject=subject, says=one.value, document=one.place,
                                 description=description.tree.place(pointer),
                                 message=f"the document says {one.value}, the description has no number there")  # fmt: skip
            elif str(node.value) != str(one.value):
                parent, _, token = node.pointer.rpartition("/")
                yield Difference(rule="constant-changed", of=of, subject=subject, says=one.value, has=node.value,
                                 document=one.place, description=description.tree.place(node.pointer),
                                 message=f"the document says {one.value}, the description {node.value}",
                                 fixes=(Fix(parent, update={token: one.value}),))  # fmt: skip


def _schemas(document: Facts, description: Description) -> Iterator[Difference]:
    for name, examples in document.schemas.items():
        node = description.tree.node("/components/schemas" + join(name))
        if not is_mapping(node.value):
            for example in examples:
                yield Difference(rule="schema-unknown", of=name, subject=name, document=example.place,
                                 message=f"the description has no schema {name}")  # fmt: skip
            continue
        shown = Shown(description.tree, name)
        for example in examples:
            shown.show(example, [node])
        yield from shown.differences(frozenset(), removed=True)
