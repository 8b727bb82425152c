"""Compares what methods return and what can go wrong."""

from __future__ import annotations

from operator import attrgetter

from ..ir import Operation, Response
from ..render.walk import Walker
from ..schema import Node, mapping
from ..spec.pointers import escape
from .report import Pair
from .schemas import Schemas
from .side import Side

_WORDS = {"json": "a model", "binary": "a file", "text": "text"}


def compare_answers(pair: Pair, schemas: Schemas, old: Operation, new: Operation) -> None:
    """Successes and refusals."""
    first, second = ({r.status: r for r in o.responses} for o in (old, new))
    kinds = _kinds(old), _kinds(new)
    at = pair.inside("responses")
    if kinds[0] != kinds[1]:
        at.add("answer-kind-changed", *kinds)
    answers = at.named(_stem, first, second, shown=lambda response: response.status)
    good = [[r for r in each.values() if r.success] for each in (first, second)]
    if len(good[0]) == len(good[1]) == 1 and good[0][0].status != good[1][0].status:
        was, now = good[0][0], good[1][0]
        moved = Pair(pair.report, pair.subject, at.inside(was.status).old, at.inside(now.status).new)
        answers.append((moved, was, now))
    for one, was, now in answers:
        _response(one, schemas, (old, new), was, now)


def _stem(response: Response) -> str:
    return "success-status" if response.success else "error-status"


def _kinds(operation: Operation) -> frozenset[str]:
    """What a method can return: models, texts, files, nothing."""
    if operation.method == "HEAD":
        return frozenset({"headers"})
    good = [r for r in operation.responses if r.success]
    found = {_WORDS[c.kind] for r in good for c in r.contents}
    return frozenset([*found, *(["nothing"] if any(not r.contents for r in good) else [])])


def _response(
    pair: Pair, schemas: Schemas, operations: tuple[Operation, Operation], was: Response, now: Response
) -> None:
    before, after = ({c.content_type: c for c in r.contents} for r in (was, now))
    content = pair.inside("content")
    if before.keys() != after.keys() and {c.kind for c in was.contents} == {c.kind for c in now.contents}:
        content.add("answer-content-type-changed", list(before), list(after))
    sides = pair.report.old, pair.report.new
    json = [next((c for c in r.contents if c.kind == "json"), None) for r in (was, now)]
    spots = [
        Node(c.schema, f"{at}/{escape(_spelt(side, at, c.content_type))}/schema")
        for side, at, c in zip(sides, (content.old, content.new), json, strict=True)
        if c is not None
    ]
    if len(spots) == 2:
        if was.success:
            spots = [_inside(*each) for each in zip(sides, operations, spots, strict=True)]
        subject = "answer" if was.success else f"answer {now.status}"
        schemas.compare(spots[0], spots[1], f"{subject} of {pair.subject}", "read")
    if was.success:
        headers = ({h.name.lower(): h for h in r.headers} for r in (was, now))
        # What a header holds is no part of any type: its name is all that is compared.
        name = attrgetter("name")
        _ = pair.inside("headers").named("answer-header", *headers, token=name, shown=name)


def _spelt(side: Side, at: str, content_type: str) -> str:
    """A content type as the description spells it, with its parameters."""
    given = mapping(side.node(at))
    return next((c for c in given if c.partition(";")[0].strip().lower() == content_type), content_type)


def _inside(side: Side, operation: Operation, node: Node) -> Node:
    """What a method returns of an answer that is wrapped."""
    envelope = side.api.envelope
    if not operation.enveloped or envelope is None:
        return node
    _, found = Walker(side.api).follow(node.value, envelope.data)
    return Node(found if found is not None else {}, node.pointer)
