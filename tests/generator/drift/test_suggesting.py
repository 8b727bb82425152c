"""Suggested overlays: valid, readable, and applied they take the difference away and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from generator.__main__ import main
from generator.overlay import jsonpath, yaml_edit
from generator.overlay.jsonpath import PathError
from generator.overlay.yaml_edit import EditError
from tests.support.generator_drift import SAMPLES, Weavery

from .test_differences import SEMANTIC, M, mutated

# What a person must settle: the other half is a second difference, or there is no change that could be guessed.
BY_HAND = {
    "parameter-moved", "values-unlisted", "pattern-silent", "name-unknown", "sample-endpoint", "example-unreadable",
}  # fmt: skip
APPLIED = [m for m in SEMANTIC if m.rule not in BY_HAND and "failure" not in m.name]


@pytest.mark.parametrize("one", APPLIED, ids=[f"{m.form}: {m.name}" for m in APPLIED])
def test_an_applied_suggestion_takes_the_difference_away(one: M, tmp_path: Path) -> None:
    weavery = Weavery.make(tmp_path, one.form)
    page, overlay = tmp_path / "page.txt", tmp_path / "overlay.yaml"
    text = mutated(one)
    page.write_text(text)
    drift = ["drift", one.form, "--specs", str(tmp_path), "--docs", str(page)]
    assert main([*drift, "--suggest", str(overlay)]) == 1
    found = yaml.safe_load(overlay.read_text())
    assert found["overlay"] == "1.0.0"
    assert all(action["target"].startswith("$") for action in found["actions"])
    before = (weavery.folder / "openapi.yaml").read_text()
    assert main(["overlay", "apply", str(overlay), str(weavery.folder)]) == 0
    after = (weavery.folder / "openapi.yaml").read_text()
    assert after != before
    for comment in (
        "# The weavery: an invented provider",
        "# A comment that must stay.",
        "# counted from the top",
    ):
        kept = comment in after
        assert kept or ("status" in one.old and "A comment" in comment) or ("rows" in one.old + one.new), (
            comment
        )
    left = weavery.differences(text)
    same = [d for d in left if d.rule == one.rule and d.subject == one.subject]
    assert not same, [(d.rule, d.subject, d.message) for d in left]


def test_a_dry_run_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spec = tmp_path / "openapi.yaml"
    shutil.copy(SAMPLES / "openapi.yaml", spec)
    overlay = tmp_path / "o.yaml"
    overlay.write_text("overlay: 1.0.0\nactions:\n  - {target: $.info, update: {version: '3'}}\n")
    before = spec.read_text()
    assert main(["overlay", "apply", str(overlay), str(spec), "--dry-run"]) == 0
    assert spec.read_text() == before
    assert "openapi.yaml:3: updated $.info" in capsys.readouterr().out
    assert main(["overlay", "apply", str(overlay), str(spec)]) == 0
    assert spec.read_text() == before.replace('version: "2"', "version: '3'")


@pytest.mark.parametrize(
    "text",
    [
        "", "a: [", "overlay: 1.0.0", "overlay: 2.0.0\nactions: []", "overlay: 1.0.0\nactions: [{update: {}}]",
        "overlay: 1.0.0\nactions: [{target: $.info}]",
        "overlay: 1.0.0\nactions: [{target: $.nowhere, remove: true}]",
        "overlay: 1.0.0\nactions: [{target: '$..info', remove: true}]",
        "overlay: 1.0.0\nactions: [{target: $.info, update: {version: '9'}}, {target: $.none, update: {}}]",
    ],
)  # fmt: skip
def test_an_overlay_that_cannot_be_applied_whole_is_not_applied(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spec, overlay = tmp_path / "openapi.yaml", tmp_path / "o.yaml"
    shutil.copy(SAMPLES / "openapi.yaml", spec)
    overlay.write_text(text)
    before = spec.read_text()
    assert main(["overlay", "apply", str(overlay), str(spec)]) == 2
    assert spec.read_text() == before
    assert "o.yaml" in capsys.readouterr().err


def test_a_removed_reference_leaves_its_target(tmp_path: Path) -> None:
    spec, overlay = tmp_path / "openapi.yaml", tmp_path / "o.yaml"
    shutil.copy(SAMPLES / "openapi.yaml", spec)
    target = "$.paths['/v2/looms'].get.responses['401']"
    overlay.write_text(yaml.safe_dump({"overlay": "1.0.0", "actions": [{"target": target, "remove": True}]}))
    assert main(["overlay", "apply", str(overlay), str(spec)]) == 0
    tree = yaml.safe_load(spec.read_text())
    assert "Refused" in tree["components"]["responses"]
    assert list(tree["paths"]["/v2/looms"]["get"]["responses"]) == ["200", "429"]


TEXT = """\
# head
a:            # at a
  b: {c: 1, d: [x, 'y', z]}   # at b

  list:
    - one     # first

    - two
  # before e
  e: >-
    long
    text
f:
- g: 1
  h: 2
- {g: 3}
last: 1 # end"""


@pytest.mark.parametrize(
    ("pointer", "value", "old", "new"),
    [
        ("/a/b/c", 2, "c: 1", "c: 2"), ("/a/b", {"e": [1]}, "z]}", "z], e: [1]}"), ("/a/b/d", "w", "z]", "z, w]"),
        ("/a/list", "three", "    - two\n", "    - two\n    - three\n"), ("/a/e", "short", ">-\n    long\n    text", "short"),
        ("/f/0", {"i": {"j": 1}}, "  h: 2\n", "  h: 2\n  i:\n    j: 1\n"), ("/f", {"g": 4}, "- {g: 3}\n", "- {g: 3}\n- g: 4\n"),
        ("", {"new": None}, "# end", "# end\nnew: null\n"), ("/last", "no", "last: 1", "last: 'no'"),
    ],
)  # fmt: skip
def test_updates_keep_the_rest_of_the_text(pointer: str, value: object, old: str, new: str) -> None:
    assert yaml_edit.update(TEXT, pointer, value) == TEXT.replace(old, new)


@pytest.mark.parametrize(
    ("pointer", "old", "new"),
    [
        ("/a/b/c", "{c: 1, d", "{d"), ("/a/b/d", ", d: [x, 'y', z]", ""), ("/a/b/d/1", "'y', ", ""),
        ("/a/list/0", "    - one     # first\n", ""), ("/a/e", "  e: >-\n    long\n    text\n", ""),
        ("/f/0/g", "g: 1\n  h", "h"), ("/f/0/h", "  h: 2\n", ""), ("/f/1", "- {g: 3}\n", ""), ("/f/1/g", "{g: 3}", "{}"),
        ("/last", "last: 1 # end", ""),
    ],
)  # fmt: skip
def test_removals_keep_the_rest_of_the_text(pointer: str, old: str, new: str) -> None:
    assert yaml_edit.remove(TEXT, pointer) == TEXT.replace(old, new)


def test_what_cannot_be_done_by_text_is_refused() -> None:
    with pytest.raises(EditError):
        yaml_edit.update("a: &x {b: 1}\nc: *x\n", "/c", {"d": 2})
    with pytest.raises(EditError):
        yaml_edit.remove("a: 1\n", "/b")


TREE = {"a": {"b c": [{"n": "x", "m": 1}, {"n": "y'"}, "z", 3]}, "r": {"$ref": "#/a"}}


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("$", [""]), ("$.a", ["/a"]), ("$['a'][\"b c\"][0]", ["/a/b c/0"]), ("$.a.*[*]", [f"/a/b c/{n}" for n in range(4)]),
        ("$.a['b c'][?(@.n == 'x' && @.m == 1)]", ["/a/b c/0"]), ("$.a['b c'][?@['n']=='y\\'']", ["/a/b c/1"]),
        ("$.a['b c'][?(@ == 'z')]", ["/a/b c/2"]), ("$.a['b c'][?@ == 3]", ["/a/b c/3"]), ("$.none.x", []),
        ("$.r['b c'][2]", ["/a/b c/2"]),
    ],
)  # fmt: skip
def test_paths(path: str, found: list[str]) -> None:
    follow = lambda node: (TREE["a"], "/a") if isinstance(node, dict) and "$ref" in node else None  # noqa: E731
    assert jsonpath.find(TREE, path, follow) == found


@pytest.mark.parametrize(
    "path",
    ["a", "$..a", "$.a[?(@.n > 1)]", "$.a[?(@.n == 1 || @.m == 2)]", "$[1:2]", "$.a[", "$[?(@.x == 1]"],
)
def test_paths_beyond_the_subset_are_errors(path: str) -> None:
    with pytest.raises(PathError):
        jsonpath.find(TREE, path, lambda _: None)


def test_what_is_removed_is_not_required_any_more(tmp_path: Path) -> None:
    weavery = Weavery.make(tmp_path, "tables")
    page, overlay = tmp_path / "page.txt", tmp_path / "overlay.yaml"
    page.write_text(mutated(next(m for m in SEMANTIC if m.name == "body parameter renamed")))
    drift = ["drift", "tables", "--specs", str(tmp_path), "--docs", str(page)]
    assert main([*drift, "--suggest", str(overlay)]) == 1
    assert main(["overlay", "apply", str(overlay), str(weavery.folder)]) == 0
    assert main(drift) == 0
    request = yaml.safe_load((weavery.folder / "openapi.yaml").read_text())["components"]["schemas"][
        "JobRequest"
    ]
    assert sorted(request["required"]) == ["pattern", "picks"]
