"""Documents with one change each: what means something is told at its place, what does not is not told at all."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from .weavery import FORMATS, Weavery, as_html, line_of, text_of


class M(NamedTuple):
    """One mutation: replaced text, the rule that must tell it, its subject, and words of the line that is named."""

    form: str
    name: str
    old: str
    new: str
    rule: str
    subject: str
    marker: str | None


T, P, L = FORMATS
DELETE_T = "DELETE/v2/jobs/{job_id}\n\nCut the cloth off.\n\nScope: jobs:write\n\nNamePlaceKindNeededMeaning\njob_idpathtextYesWhich job.\n\nAnswers: 200, 404.\n\n"
DELETE_P = 'DELETE /v2/jobs/{job_id}\nStop it.\ncurl -X DELETE https://api.weavery.example/v2/jobs/j-1 -H "Authorization: Bearer wv-1"\n'
NEW_T = "PUT/v2/jobs/{job_id}\n\nChange it.\n\nTakes nothing.\n\nAnswers: 200.\n\nShapes"

SEMANTIC = [
    # Tables
    M(T, "endpoint added", "Shapes", NEW_T, "endpoint-added", "PUT /v2/jobs/{job_id}", "PUT/v2/jobs"),
    M(T, "endpoint removed", DELETE_T, "", "endpoint-removed", "DELETE /v2/jobs/{job_id}", None),
    M(T, "path changed", "GET/v2/jobs/{job_id}", "GET/v2/works/{job_id}", "endpoint-added", "GET /v2/works/{job_id}", "GET/v2/works"),
    M(T, "method changed", "DELETE/v2/jobs", "PATCH/v2/jobs", "endpoint-added", "PATCH /v2/jobs/{job_id}", "PATCH/v2/jobs"),
    M(T, "query parameter renamed: new", "limitquery", "page_sizequery", "parameter-added", "page_size", "page_sizequery"),
    M(T, "query parameter renamed: old", "limitquery", "page_sizequery", "parameter-removed", "limit", "GET/v2/looms"),
    M(T, "body parameter renamed", "rowsbody", "picksbody", "parameter-added", "picks", "picksbody"),
    M(T, "parameter added", "Answers: 200, 401.", "", "parameter-added", "colour", "colourquery"),
    M(T, "parameter removed", "dry_runquerybooleanNoCheck without weaving.\n", "", "parameter-removed", "dry_run", "POST/v2"),
    M(T, "parameter moved", "dry_runquery", "dry_runbody", "parameter-moved", "dry_run", "dry_runbody"),
    M(T, "now optional", "rowsbodyintegerYes", "rowsbodyintegerNo", "parameter-required", "rows", "rowsbody"),
    M(T, "now required", "colourbodytextNo", "colourbodytextYes", "parameter-required", "colour", "colourbody"),
    M(T, "type changed", "rowsbodyinteger", "rowsbodytext", "parameter-type", "rows", "rowsbody"),
    M(T, "now a list", "patternbodytextYes", "patternbodytext[]Yes", "parameter-type", "pattern", "patternbody"),
    M(T, "default changed", "Default: 20", "Default: 50", "default-changed", "limit", "limitquery"),
    M(T, "default changed text", 'Default: "red"', 'Default: "blue"', "default-changed", "colour", "colourbody"),
    M(T, "default removed", " Default: 20.", "", "default-removed", "limit", "limitquery"),
    M(T, "default added", "Length in rows.", "Length in rows. Default: 12.", "default-added", "rows", "rowsbody"),
    M(T, "bound changed", "At most 100", "At most 500", "bound-changed", "limit", "limitquery"),
    M(T, "bound added", "Length in rows.", "Length in rows. At most 9000.", "bound-added", "rows", "rowsbody"),
    M(T, "value dropped", "idle, weaving, broken", "idle, weaving", "value-removed", "status", "statusquery"),
    M(T, "value added", "red, blue, green", "red, blue, green, gold", "value-added", "colour", "colourbody"),
    M(T, "value renamed", "red, blue, green", "red, blue, moss", "value-added", "colour", "colourbody"),
    M(T, "values not listed", " One of: red, blue, green.", "", "values-unlisted", "colour", "colourbody"),
    M(T, "values listed", "The card set.", "The card set. One of: twill, satin.", "value-added", "pattern", "patternbody"),
    M(T, "member added", "Has: length_cm, knots.", "Has: length_cm, knots, ply.", "member-added", "fringe.ply", "fringebody"),
    M(T, "member removed", "Has: length_cm, knots.", "Has: length_cm.", "member-removed", "fringe.knots", "fringebody"),
    M(T, "status added", "Answers: 200, 401.", "Answers: 200, 401, 418.", "status-added", "418", "418"),
    M(T, "status removed", "Answers: 201, 400, 404.", "Answers: 201, 404.", "status-removed", "400", "Answers: 201"),
    M(T, "scope changed: new", "Scope: looms:read", "Scope: hall:read", "scope-added", "hall:read", "hall:read"),
    M(T, "scope changed: old", "Scope: looms:read", "Scope: hall:read", "scope-removed", "looms:read", "hall:read"),
    M(T, "second scope", "Scope: jobs:read", "Scope: jobs:read or looms:read", "scope-added", "looms:read", "or looms:read"),
    M(T, "limit changed", "5 calls", "8 calls", "constant-changed", "x-sdk-rate-limit/0/burst", "8 calls"),
    M(T, "limit gone", "Bursts of 5 calls are fine.", "Call as you like.", "pattern-silent", "*", None),
    M(T, "example field added", '"progress": 0.5,', '"progress": 0.5, \n  "eta": 9,', "field-added", "schema: eta", '"eta"'),
    M(T, "example field removed", '  "progress": 0.5,\n', "", "field-removed", "answer: progress", None),
    M(T, "example field renamed deep", '"shade"', '"tint"', "field-added", "schema: cloth.threads[].tint", '"cloth"'),
    M(T, "example type", '"progress": 0.5', '"progress": "half"', "field-type", "schema: progress", '"progress"'),
    M(T, "example value", '"running"', '"paused"', "field-value", "schema: state", '"state"'),
    M(T, "path variable renamed", "looms/{loom_id}/jobs", "looms/{id}/jobs", "parameter-added", "id", "POST/v2"),
    M(T, "unknown type", "rowsbodyinteger", "rowsbodynumber", "parameter-type", "rows", "rowsbody"),
    # Prose and samples
    M(P, "endpoint added", "When things", "POST /v2/jobs/{job_id}/pause\nRest.\nWhen things", "endpoint-added", "POST /v2/jobs/{job_id}/pause", "/pause"),
    M(P, "endpoint removed", DELETE_P, "", "endpoint-removed", "DELETE /v2/jobs/{job_id}", None),
    M(P, "query list grows", "(query: status, limit <=100)", "(query: status, limit <=100, hall)", "parameter-added", "hall", "hall"),
    M(P, "query parameter in a sample", "?dry_run=true", "?dry_run=true&fast=yes", "parameter-added", "fast", "&fast"),
    M(P, "body member renamed: new", '"rows": 40', '"picks": 40', "parameter-added", "picks", '"picks"'),
    M(P, "body member renamed: old", "pattern and rows", "pattern and picks", "parameter-added", "picks", "and picks"),
    M(P, "bound changed", "limit <=100", "limit <=250", "bound-changed", "limit", "<=250"),
    M(P, "default changed", "default red", "default green", "default-changed", "colour", "default green"),
    M(P, "value added", "red | blue | green", "red | blue | green | gold", "value-added", "colour", "gold"),
    M(P, "value dropped", "red | blue | green", "red | blue", "value-removed", "colour", "red | blue"),
    M(P, "value assigned", "status=idle finds", "status=asleep finds", "value-added", "status", "asleep"),
    M(P, "sample value of a body", '"colour": "blue"', '"colour": "pink"', "field-value", "body: colour", "pink"),
    M(P, "unknown name", "Use dry_run to check only.", "Use dry_run to check only, or max_picks.", "name-unknown", "max_picks", "max_picks"),
    M(P, "answer member added", '"title": "Jacquard",', '"title": "Jacquard",\n"make": "x",', "field-added", "answer: looms[].make", '"make"'),
    M(P, "answer member removed", '"title": "Jacquard",\n', "", "field-removed", "answer: looms[].title", None),
    M(P, "answer member renamed", '"progress"', '"share"', "field-added", "answer: share", '"share"'),
    M(P, "answer type", '"total": 1', '"total": "1"', "field-type", "answer: total", '"total"'),
    M(P, "answer value", '"state": "waiting"', '"state": "queued"', "field-value", "answer: state", "queued"),
    M(P, "success status", "HTTP/1.1 201 Created", "HTTP/1.1 202 Accepted", "status-added", "202", "202"),
    M(P, "failure added", "401 without a key", "401 without a key, 409 when busy", "status-added", "409", "409"),
    M(P, "failure removed", "400 for nonsense, ", "", "status-removed", "400", "401 without"),
    M(P, "limit changed", "burst of 5", "burst of 50", "constant-changed", "x-sdk-rate-limit/0/burst", "burst of 50"),
    M(P, "sample of no endpoint", "v2/jobs/j-1 -H", "v2/works/j-1 -H", "sample-endpoint", "GET /v2/works/j-1", "works"),
    M(P, "broken example", '"state": "waiting"\n', '"state": waiting\n', "example-unreadable", "*", None),
    M(P, "member twice in an example", '"state": "waiting"\n', '"state": "waiting",\n"state": "done"\n', "example-unreadable", "*", None),
    # Tables of endpoints and samples in several languages
    M(L, "endpoint in the table", "DELETE jobs/{job_id} Stop a job", "DELETE jobs/{job_id} Stop a job\nGET cloths List cloths", "endpoint-added", "GET /v2/cloths", "GET cloths"),
    M(L, "python sample: payload", '    "rows": 40,\n    "colour": colour', '    "picks": 40,\n    "colour": colour', "parameter-added", "picks", '"picks"'),
    M(L, "python sample: query", "dry_run=true", "fast=true", "parameter-added", "fast", "fast=true"),
    M(L, "python sample: method", "requests.delete(", "requests.put(", "sample-endpoint", "PUT /v2/jobs/{}", None),
    M(L, "python sample: a way that is not called", 'looms"\n', 'looms?hall=2"\n', "parameter-added", "hall", "hall=2"),
    M(L, "shell sample: query", "?status=idle&limit=5", "?state=idle&limit=5", "parameter-added", "state", "?state="),
    M(L, "shell sample: body", '  "pattern": "herringbone",\n  "rows"', '  "design": "herringbone",\n  "rows"', "parameter-added", "design", '"design"'),
    M(L, "sample gone", "dry_run=true", "", "parameter-removed", "dry_run", "POST Start"),
    M(L, "address in prose", "looms?status=broken", "looms?mood=broken", "parameter-added", "mood", "mood=broken"),
    M(L, "value table: added", "green like moss", "green like moss\ngold like straw", "value-added", "colour", "gold like"),
    M(L, "value table: dropped", "green like moss\n", "", "value-removed", "colour", "red like"),
    M(L, "member table: added", "knots how many", "knots how many\nply how thick", "member-added", "fringe.ply", "ply how"),
    M(L, "member table: dropped", "knots how many\n", "", "member-removed", "fringe.knots", "length_cm how"),
    M(L, "bound", "100 looms at most", "10 looms at most", "bound-changed", "limit", "10 looms"),
    M(L, "default", "20 without a limit", "25 without a limit", "default-changed", "limit", "25 without"),
    M(L, "failure added", "404 Not there", "404 Not there\n410 Gone", "status-added", "410", "410 Gone"),
    M(L, "answer member", '"progress": 0.5', '"share": 0.5', "field-added", "answer: share", '"share"'),
    M(L, "answer type", '"width_cm": 120.5', '"width_cm": "wide"', "field-type", "answer: looms[].width_cm", "wide"),
    M(L, "recipe: payload", "'rows': 12", "'picks': 12", "parameter-added", "picks", "'picks'"),
    M(L, "recipe: answer", '"j-2", "state": "waiting"', '"j-2", "state": "late"', "field-value", "answer: state", '"late"'),
]  # fmt: skip


def mutated(one: M) -> str:
    """The document with the change; the text to replace must be there."""
    text = text_of(one.form)
    if one.name == "parameter added":
        return text.replace("limitquery", "colourquerytextNoIts colour.\nlimitquery", 1)
    assert one.old in text, one
    return (
        text.replace(one.old, one.new) if one.name in ("sample gone",) else text.replace(one.old, one.new, 1)
    )


@pytest.mark.parametrize("one", SEMANTIC, ids=[f"{m.form}: {m.name}" for m in SEMANTIC])
def test_what_means_something_is_told_at_its_place(one: M, tmp_path: Path) -> None:
    text = mutated(one)
    found = Weavery.make(tmp_path, one.form).differences(text)
    hits = [d for d in found if d.rule == one.rule and one.subject in (d.subject, "*")]
    assert hits, [(d.rule, d.subject, d.message) for d in found]
    if one.marker is not None:
        assert hits[0].document is not None
        assert hits[0].document.line == line_of(text, one.marker), hits[0]
    if one.rule not in ("endpoint-added", "sample-endpoint", "status-added", "example-unreadable"):
        assert hits[0].description is not None
        assert hits[0].description.line > 0


def reordered_rows(text: str) -> str:
    """The rows of the second table the other way round."""
    rows = re.findall(
        r"^(?:loom_id|dry_run|pattern|rows|colour|fringe)(?:path|query|body).*$", text, re.MULTILINE
    )
    return text.replace("\n".join(rows), "\n".join(reversed(rows)))


def reordered_columns(text: str) -> str:
    """Another order of columns in all tables."""
    text = text.replace("NamePlaceKindNeededMeaning", "NameKindPlaceNeededMeaning")
    return re.sub(
        r"^(\w+?)(path|query|body)(text|integer|boolean|object)(Yes|No)",
        r"\1\3\2\4",
        text,
        flags=re.MULTILINE,
    )


def moved_sections(text: str) -> str:
    """The last two endpoints the other way round."""
    head, get, rest = re.split(
        r"(?=^GET\s*/v2/jobs/\{job_id\})|(?=^DELETE\s*/v2/jobs)", text, maxsplit=2, flags=re.MULTILINE
    )
    end = re.search(r"^(?:Shapes|When things fail)", rest, re.MULTILINE)
    assert end is not None
    return head + rest[: end.start()] + get + rest[end.start() :]


COSMETIC = {
    "nothing": lambda t: t,
    "blanks at the ends of lines": lambda t: t.replace("\n", "  \n"),
    "line ends of another system": lambda t: t.replace("\n", "\r\n"),
    "a mark at the beginning": lambda t: "\ufeff" + t,
    "blanks that do not break": lambda t: t.replace("Answers: ", "Answers:\u00a0").replace("looms at most", "looms\u00a0at most"),
    "zero-width marks": lambda t: t.replace("GET/v2", "GET\u200b/v2").replace("Bursts", "Bur\u00adsts"),
    "tabs between cells": lambda t: re.sub(
        r"^(\w+?)(path|query|body)(text|integer|boolean|object)(Yes|No)", r"\1\t\2\t\3\t\4\t", t, flags=re.MULTILINE
    ),
    "blanks between cells": lambda t: re.sub(
        r"^(\w+?)(path|query|body)(text|integer|boolean|object)(Yes|No)", r"\1 \2 \3 \4 ", t, flags=re.MULTILINE
    ),
    "sentences reworded": lambda t: t.replace("Which looms stand in the hall.", "Shows every loom that there is.")
    .replace("Bursts of 5 calls are fine.", "You may make 5 calls at once.")
    .replace("The longest list you want.", "Cut the list there.")
    .replace("See the looms", "Lists all looms")
    .replace("For example status=idle finds a free one", "Free ones have status=idle")
    .replace("Weave something. It needs", "Puts work on a loom, which needs")
    .replace("and allows a burst of 5 calls", "(burst of 5 is the limit)")
    .replace("You get 400 for nonsense", "Errors: 400 for a bad body")
    .replace("List the looms", "All looms")
    .replace("like brick", "warm"),
    "advice added": lambda t: t.replace("Jobs\n", "Ask us when in doubt. We answer within 2 days.\nJobs\n", 1),
    "other order of sections": lambda t: moved_sections(t) if "jobs/{job_id}\n" in t and "index" not in t and "Overview" not in t else t,
    "other order of rows": reordered_rows,
    "other order of columns": reordered_columns,
    "examples on one line": lambda t: t.replace('{\n  "job_id": "j-1",\n  "state": "waiting"\n}', '{"job_id": "j-1", "state": "waiting"}'),
    "other order of members": lambda t: t.replace('"job_id": "j-1",\n"state": "running",', '"state": "running",\n"job_id": "j-1",'),
    "other example values": lambda t: t.replace("j-1", "j-77").replace("Jacquard", "Dobby").replace("120.5", "99.5"),
    "quotes of samples": lambda t: t.replace("-X 'GET'", "-X GET").replace('--data-urlencode "limit=5"', "--data-urlencode 'limit=5'"),
    "samples on one line": lambda t: t.replace(" \\\n  -H", " -H").replace(" \\\n-H", " -H"),
    "order of values": lambda t: t.replace("idle, weaving, broken", "broken, idle, weaving").replace("red | blue | green", "green | red | blue"),
    "order of scopes and statuses": lambda t: t.replace("201, 400, 404", "404, 201, 400"),
    "wording of the wrapper's samples": lambda t: t.replace('pod.looms.list(status="idle")', 'pod.looms.all(state="idle")'),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", COSMETIC)
def test_what_means_nothing_is_not_told(form: str, name: str, tmp_path: Path) -> None:
    found = Weavery.make(tmp_path, form).differences(COSMETIC[name](text_of(form)))
    assert not found, [(d.rule, d.subject, d.message) for d in found]


@pytest.mark.parametrize("noise", [False, True])
@pytest.mark.parametrize("form", FORMATS)
def test_markup_means_nothing(form: str, noise: bool, tmp_path: Path) -> None:
    found = Weavery.make(tmp_path, form).differences(as_html(text_of(form), noise=noise), "page.html")
    assert not found, [(d.rule, d.subject, d.message) for d in found]


IN_HTML = [m for m in SEMANTIC if m.form != L and m.marker is not None and "endpoint" not in m.rule]


@pytest.mark.parametrize("one", IN_HTML, ids=[f"{m.form}: {m.name}" for m in IN_HTML])
def test_what_means_something_is_told_in_html_too(one: M, tmp_path: Path) -> None:
    found = Weavery.make(tmp_path, one.form).differences(as_html(mutated(one)), "page.html")
    assert [d for d in found if d.rule == one.rule and d.subject == one.subject], [
        (d.rule, d.subject) for d in found
    ]


def test_there_are_enough() -> None:
    assert len(SEMANTIC) >= 60
