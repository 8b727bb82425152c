"""The command line: what it reads, what it shows, how it ends."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from generator.__main__ import main
from generator.diff.command import differences
from generator.diff.sources import SourceError
from generator.pipeline import read_api
from tests.generator import big
from tests.generator.diff.described import BASE, edited

BREAK = ("{name: why, in: query,", "{name: why, in: query, required: true,")
ADD = ("        weight: {", "        waight: {type: string}\n        weight: {")
RISK = ("timeout: 3600", "timeout: 60")


def write(path: Path, *edits: tuple[str, str]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    _ = path.write_text(edited(BASE.read_text(encoding="utf-8"), *edits), encoding="utf-8")
    return path


def git(folder: Path, *arguments: str) -> None:
    own = ["-c", "user.name=n", "-c", "user.email=e@example.org", "-c", "commit.gpgsign=false"]
    _ = subprocess.run(["git", *own, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose last tag has the base, and whose work tree has one breaking change."""
    git(tmp_path, "init", "-q")
    _ = write(tmp_path / "specs/shop/openapi.yaml")
    (tmp_path / "templates/runtime/base").mkdir(parents=True)
    errors = tmp_path / "templates/runtime/base/errors.py"
    _ = errors.write_text(
        "class OldError(Exception): ...\n\nclass KeptError(Exception): ...\n", encoding="utf-8"
    )
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "first")
    git(tmp_path, "tag", "v0.1.0")
    _ = write(tmp_path / "specs/shop/openapi.yaml", BREAK)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new = write(tmp_path / "new.yaml", BREAK, ADD)
    assert main(["diff", str(BASE), str(new)]) == 0
    out = capsys.readouterr().out.splitlines()
    line = (
        new.read_text(encoding="utf-8")
        .splitlines()
        .index(next(x for x in new.read_text().splitlines() if "name: why" in x))
        + 1
    )
    assert out[0].startswith(
        f"{new}:{line}: breaking [argument-became-required] shop: orders.cancel(why) must be given; for"
    )
    assert (
        "safe [answer-field-added] shop: models.Order.waight is a new field; for Python and the wire."
        in out[1]
    )
    assert out[2] == "1 breaking, 0 risky, 1 safe. The version must move: major from 1.0, minor in 0.x."


@pytest.mark.parametrize(
    ("edit", "level", "code"),
    [
        (BREAK, "breaking", 1),
        (BREAK, "risky", 1),
        (RISK, "breaking", 0),
        (RISK, "risky", 1),
        (ADD, "risky", 0),
        (BREAK, None, 0),
    ],
)
def test_how_it_ends(edit: tuple[str, str], level: str | None, code: int, tmp_path: Path) -> None:
    new = write(tmp_path / "new.yaml", edit)
    assert main(["diff", str(BASE), str(new), *(["--fail-on", level] if level else [])]) == code


def test_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new = write(tmp_path / "new.yaml", RISK)
    assert main(["diff", str(BASE), str(new), "--format", "json"]) == 0
    value = json.loads(capsys.readouterr().out)
    assert value["counts"] == {"breaking": 0, "risky": 1, "safe": 0}
    assert value["version"] == {"part": "minor", "part_in_0.x": "patch"}
    (change,) = value["changes"]
    told = (
        change["rule"],
        change["audience"],
        change["subject"],
        change["was"],
        change["is"],
        change["description"],
    )
    assert told == ("waiter-timeout-shortened", "python", "orders.wait", "3600", "60", "new")


def test_markdown_and_changelog(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new = write(tmp_path / "new.yaml", BREAK, RISK, ADD, ("name: X-Key\n", "name: X-Other\n"))
    assert main(["diff", str(BASE), str(new), "--format", "markdown"]) == 0
    assert (
        "| breaking | `argument-became-required` | `orders.cancel(why)` must be given |"
        in capsys.readouterr().out
    )
    assert main(["diff", str(BASE), str(new), "--changelog"]) == 0
    assert capsys.readouterr().out == (
        "### Breaking\n\n- shop: `orders.cancel(why)` must be given.\n\n"
        "### Changed\n\n- shop: `orders.wait` gives up earlier (`3600` -> `60`).\n"
        "- shop: `key` sends the credential in another place (`header X-Key` -> `header X-Other`).\n\n"
        "### Added\n\n- shop: `models.Order.waight` is a new field.\n"
    )


@pytest.mark.parametrize(
    "pair",
    [
        ("v0.1.0", "specs"),
        ("v0.1.0:specs/shop", "specs/shop"),
        ("v0.1.0:specs/shop/openapi.yaml", "specs/shop/openapi.yaml"),
        ("v0.1.0", "specs/shop"),
        ("HEAD:specs", "."),
    ],
)
def test_revisions(pair: tuple[str, str], repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(p for p in repository.rglob("*") if ".git" not in p.parts)
    assert main(["diff", *pair, "--fail-on", "breaking"]) == 1
    out = capsys.readouterr().out
    assert out.startswith("specs/shop/openapi.yaml:")
    assert sorted(p for p in repository.rglob("*") if ".git" not in p.parts) == before


def test_what_is_gone_is_named_in_the_revision(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _ = write(repository / "specs/shop/openapi.yaml", ("        weight: {type: number}\n", ""))
    assert main(["diff", "v0.1.0", "specs"]) == 0
    assert capsys.readouterr().out.startswith("v0.1.0:specs/shop/openapi.yaml:")


def test_error_classes(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _ = write(repository / "specs/shop/openapi.yaml")
    errors = repository / "templates/runtime/base/errors.py"
    _ = errors.write_text(
        "\nclass KeptError(Exception): ...\nclass NewError(Exception): ...\n", encoding="utf-8"
    )
    assert main(["diff", "v0.1.0", "specs"]) == 0
    out = capsys.readouterr().out
    assert (
        "v0.1.0:templates/runtime/base/errors.py:1: breaking [error-class-removed] shop: clientome.OldError"
        in out
    )
    assert "templates/runtime/base/errors.py:3: safe [error-class-added] shop: clientome.NewError" in out
    assert "KeptError" not in out


def test_packages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for folder in ("old/kept", "old/lost", "new/kept", "new/made"):
        _ = write(tmp_path / folder / "openapi.yaml")
    assert main(["diff", str(tmp_path / "old"), str(tmp_path / "new")]) == 0
    out = capsys.readouterr().out
    assert "breaking [package-removed] lost" in out
    assert "safe [package-added] made" in out


def broken(path: Path, text: str) -> Path:
    _ = path.write_text(text, encoding="utf-8")
    return path


WRONG: dict[str, tuple[str, str]] = {
    "empty": ("", "the file is empty"),
    "blank": (" \n\n", "the file is empty"),
    "html": ("<html></html>", "HTML"),
    "no mapping": ("- 1\n", "mapping"),
    "another document": ("a: 1\n", "not an OpenAPI description"),
    "truncated": ("openapi: 3.1.0\npaths: {a: [", "error"),
    "swagger": ('swagger: "2.0"\n', "Swagger 2.0"),
    "without operations": ("openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {}\n", "no operation"),
}


@pytest.mark.parametrize("case", WRONG)
@pytest.mark.parametrize("first", [True, False])
def test_what_cannot_be_read(
    case: str, first: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, message = WRONG[case]
    path = str(broken(tmp_path / "wrong.yaml", text))
    assert main(["diff", *((path, str(BASE)) if first else (str(BASE), path))]) == 2
    shown = capsys.readouterr()
    assert message in shown.err
    assert shown.out == ""


@pytest.mark.parametrize(
    "edit",
    [
        ("      operationId: listOptions\n", "      operationId: listOptions\n      x-sdk-forgotten: 1\n"),
        ("timeout: 3600", "timeout: -1"),
        ("total: {type: integer}", "total: {type: integer, examples: [x]}"),
    ],
)
def test_an_old_description_may_break_rules_of_today(
    edit: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(write(tmp_path / "old.yaml", edit))
    assert main(["diff", path, str(BASE)]) == 0
    assert main(["diff", str(BASE), path]) == 2
    assert "error [" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("nowhere.yaml", "no such file, folder or git revision"),
        ("v9.9.9", "no such file, folder or git revision"),
        ("v0.1.0:nowhere", "has no nowhere"),
        ("v0.1.0:templates", "there is no openapi.yaml"),
        ("--output=x:specs", "no such file, folder or git revision"),
        (":specs", "no such file, folder or git revision"),
    ],
)
def test_what_cannot_be_found(text: str, message: str, repository: Path) -> None:
    with pytest.raises(SourceError, match=message):
        _ = differences(text, "specs", read_api, repository)


def test_folders_without_a_common_provider(tmp_path: Path) -> None:
    _ = write(tmp_path / "old/one/openapi.yaml")
    for name in ("two", "three"):
        _ = write(tmp_path / "new" / name / "openapi.yaml")
    with pytest.raises(SourceError, match="no provider in common"):
        _ = differences("old", "new", read_api, tmp_path)


@pytest.mark.parametrize("suffix", ["json", "yaml"])
def test_big_descriptions(suffix: str, tmp_path: Path) -> None:
    old, new = big.write_both(tmp_path, suffix)
    (found,) = differences(old.name, new.name, read_api, tmp_path)
    assert [(c.rule.id, c.subject) for c in found.changes] == [
        ("request-length-tightened", "group_000.create_group000(name)")
    ]
