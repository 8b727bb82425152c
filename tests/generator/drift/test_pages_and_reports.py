"""Documents that cannot be read, waivers, formats of the report, and the size of pages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.__main__ import main
from generator.drift.pages import Unreadable, read_text
from generator.problems import ProblemsFound
from tests.support.generator_drift import FORMATS, Weavery, as_html, line_of, long_text_of, text_of
from tests.support.scale import of

UNREADABLE = {
    "empty": (b"", "empty"),
    "blank": (b" \n\n\t\n", "empty"),
    "binary": (b"GET /v2/looms\x00\x01\x02", "binary"),
    "not UTF-8": ("GET /v2/looms caf\u00e9".encode("latin-1"), "UTF-8"),
    "PDF": (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
    "archive": (b"PK\x03\x04abc", "archive"),
    "compressed": (b"\x1f\x8b\x08", "compressed"),
    "picture": (b"\x89PNG\r\n", "picture"),
    "page built by a script": (b"<!doctype html><html><head><script>x</script></head><body></body></html>", "expected|browser|endpoints"),
    "an error page": (b"<html><body><h1>404 weavery.example/v2 weavepod</h1></body></html>", "endpoints"),
    "another text": (b"A poem about looms.\nIt does not rhyme.\n", "not the expected document"),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", UNREADABLE)
def test_what_is_no_reference_is_refused(name: str, form: str, tmp_path: Path) -> None:
    content, why = UNREADABLE[name]
    with pytest.raises(Unreadable, match=why):
        Weavery.make(tmp_path, form).drift(content)


@pytest.mark.parametrize("form", FORMATS)
def test_a_cut_document_is_refused_wherever_it_is_cut(form: str, tmp_path: Path) -> None:
    weavery = Weavery.make(tmp_path, form)
    lines = text_of(form).rstrip("\n").split("\n")
    marker = {"tables": "Shapes", "prose": "When things fail", "languages": "404 Not there"}[form]
    last = next(n for n, line in enumerate(lines) if line.startswith(marker))
    for end in range(1, last + 1, 3):
        with pytest.raises(Unreadable):
            weavery.drift("\n".join(lines[:end]))


def test_a_document_cut_inside_its_last_example_is_refused(tmp_path: Path) -> None:
    text = text_of("tables")
    with pytest.raises(Unreadable, match=r"page\.txt:62: .*does not end"):
        Weavery.make(tmp_path, "tables").drift(text[: text.index('"cloth"')])


@pytest.mark.parametrize("form", FORMATS)
def test_html_cut_anywhere_is_refused(form: str, tmp_path: Path) -> None:
    weavery, page = Weavery.make(tmp_path, form), as_html(text_of(form))
    for end in range(40, len(page) - 20, 397):
        with pytest.raises(Unreadable):
            weavery.drift(page[:end], "page.html")


@pytest.mark.parametrize("form", FORMATS)
def test_the_reference_of_another_format_or_provider_is_refused(form: str, tmp_path: Path) -> None:
    weavery = Weavery.make(tmp_path, form)
    for other in set(FORMATS) - {form}:
        with pytest.raises(Unreadable):
            weavery.drift(text_of(other))
    with pytest.raises(Unreadable, match="not the expected document"):
        weavery.drift(text_of(form).replace("weavery.example", "spinnery.example"))


def test_a_reference_in_several_files_is_one(tmp_path: Path) -> None:
    weavery = Weavery.make(tmp_path, "tables")
    first, second = text_of("tables").split("Jobs\n", 1)
    (tmp_path / "a.txt").write_text(first)
    (tmp_path / "b.html").write_text(as_html("Jobs\n" + second))
    files = [str(tmp_path / "a.txt"), str(tmp_path / "b.html")]
    assert main(["drift", "tables", "--specs", str(weavery.folder.parent), "--docs", *files]) == 0


@pytest.mark.parametrize("form", FORMATS)
def test_exit_codes(form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base = ["drift", form, "--specs", str(Weavery.make(tmp_path, form).folder.parent)]
    page = tmp_path / "page.txt"
    page.write_text(text_of(form))
    assert main([*base, "--docs", str(page)]) == 0
    page.write_text(text_of(form).replace("knots", "tassels"))
    assert main([*base, "--docs", str(page)]) == 1
    page.write_text("nothing")
    assert main([*base, "--docs", str(page)]) == 2
    assert main([*base, "--docs", str(tmp_path / "none.txt")]) == 2
    assert main(base) == 2
    assert main(["drift", "nobody", "--specs", str(tmp_path), "--docs", str(page)]) == 2
    said = capsys.readouterr()
    assert "cannot read" in said.err
    assert "no difference" in said.out


WAIVER = """\
waivers:
  - rule: value-added
    of: POST /v2/looms/{loom_id}/jobs
    subject: colour
    says: gold
    reason: Gold thread is made up in the tests.
"""


def test_a_waiver_is_silent_for_what_it_says_only(tmp_path: Path) -> None:
    weavery = Weavery.make(tmp_path, "tables", WAIVER)
    gold = text_of("tables").replace("red, blue, green", "red, blue, green, gold")
    result = weavery.drift(gold)
    assert not result.report.drifted
    assert len(result.report.waived.silent) == 1
    silver = weavery.drift(gold.replace("gold", "silver"))
    assert [d.says for d in silver.differences] == ["silver"]
    assert silver.report.waived.unused


def test_a_waiver_that_matches_nothing_is_an_error_with_its_line(tmp_path: Path) -> None:
    report = Weavery.make(tmp_path, "tables", WAIVER).drift(text_of("tables")).report
    (problem,) = report.waived.unused
    assert (problem.place.file, problem.place.line) == ("tables/waivers.yaml", 2)
    assert report.drifted


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [("headings:", "heading:", 5), ("'^Shapes$'", "'^Sha(pes$'", 3), ("(?P<path>", "(?P<way>", 0), ("means: name", "means: nam", 9),
     ("endpoints: 3", "endpoints: many", 4)],
)  # fmt: skip
def test_a_wrong_drift_yaml_is_reported_with_its_line(old: str, new: str, line: int, tmp_path: Path) -> None:
    weavery = Weavery.make(tmp_path, "tables")
    path = weavery.folder / "drift.yaml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    if line == 0:
        return
    with pytest.raises(ProblemsFound) as caught:
        weavery.drift(text_of("tables"))
    assert line in [p.place.line for p in caught.value.problems]


def test_unread_lines_are_counted_and_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    weavery = Weavery.make(tmp_path, "tables")
    page = tmp_path / "page.txt"
    text = text_of("tables").replace("Jobs\n", "Tea is at four.\n\nJobs\n", 1)
    page.write_text(text)
    arguments = ["drift", "tables", "--specs", str(tmp_path), "--docs", str(page), "--unread", "--format"]
    assert main([*arguments, "json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert {"file": "page.txt", "line": line_of(text, "Tea"), "text": "Tea is at four."} in said["unread"]
    assert said["lines"]["read"] + said["lines"]["skipped"] + said["lines"]["unread"] == said["lines"]["all"]
    assert main([*arguments, "markdown"]) == 0
    assert f"- page.txt:{line_of(text, 'Tea')}" in capsys.readouterr().out
    assert weavery.folder.exists()


def test_reports_name_both_places(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Weavery.make(tmp_path, "tables")
    page = tmp_path / "page.txt"
    page.write_text(text_of("tables").replace("Default: 20", "Default: 50"))
    arguments = ["drift", "tables", "--specs", str(tmp_path), "--docs", str(page), "--format"]
    for form in ("text", "json", "markdown"):
        assert main([*arguments, form]) == 1
        said = capsys.readouterr().out
        if form == "json":
            (one,) = json.loads(said)["differences"]
            assert (one["rule"], one["says"], one["has"]) == ("default-changed", 50, 20)
            assert (one["document"]["line"], one["description"]["line"]) == (15, 26)
        else:
            assert "page.txt:15" in said
            assert "tables/openapi.yaml:26" in said


def test_lines_of_html_keep_their_numbers() -> None:
    lines = read_text(
        "<html><body>\n<p>a\n b</p>\n<pre>x\n  y</pre>\n<table><tr><td>1<td>2\n</tr></table></body></html>",
        "p",
    )
    assert [(line.number, line.raw) for line in lines if line.text] == [
        (2, "a b"), (4, "x"), (5, "  y"), (6, "1\t2"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "html"), [("tables", True), ("prose", False), ("languages", False)][: of(1, 3)]
)
def test_a_page_of_ten_megabytes_is_read(form: str, html: bool, tmp_path: Path) -> None:
    """Not a matter of speed but of degree: a square number of steps would take hours."""
    page = long_text_of(form)
    page = as_html(page) if html else page
    assert len(page) > 10_000_000
    assert not Weavery.make(tmp_path, form).differences(page, "page.html" if html else "page.txt")


def test_html_without_its_end_is_cut_off_even_when_nothing_else_is_missing(tmp_path: Path) -> None:
    page = as_html(text_of("tables")).removesuffix("</html>\n")
    with pytest.raises(Unreadable, match="closing tag"):
        Weavery.make(tmp_path, "tables").drift(page, "page.html")


def test_cells_that_stand_apart_may_hold_what_no_pattern_knows(tmp_path: Path) -> None:
    page = as_html(text_of("tables")).replace(
        "<td>rows</td><td>body</td><td>integer", "<td>rows</td><td>body</td><td>uint"
    )
    found = Weavery.make(tmp_path, "tables").differences(page, "page.html")
    assert [(d.rule, d.subject) for d in found] == [("type-unknown", "rows")]
