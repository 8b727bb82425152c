"""A version and a changelog are refused where they do not fit what changed since the last tag."""

from __future__ import annotations

import subprocess
from argparse import Namespace
from pathlib import Path

import pytest

from generator.diff.changes import Audience, Change, Rule, Section, Severity
from generator.diff.command import old_tests, release_check
from generator.diff.rules import RULES
from generator.diff.show import Difference
from generator.pipeline import read_api
from generator.problems import Place
from generator.release.old_tests import Break, breaks, explain
from generator.release.version import Part, following, moved, needed, read_version
from tests.generator.diff.described import BASE, edited

BREAK = ("{name: why, in: query,", "{name: why, in: query, required: true,")
ADD = ("        weight: {", "        waight: {type: string}\n        weight: {")
RISK = ("timeout: 3600", "timeout: 60")
TOLD = "## 0.2.0\n\n### Breaking\n\n- shop: `orders.cancel(why)` must be given.\n\n"


def write(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    _ = path.write_text(text, encoding="utf-8")


def version(root: Path, text: str, runtime: str | None = None) -> None:
    write(root, "pyproject.toml", f'[project]\nname = "shop"\nversion = "{text}"\n')
    write(root, "templates/runtime/call/session.py", f'VERSION = "{runtime or text}"\n')


def spec(root: Path, *edits: tuple[str, str]) -> None:
    write(root, "specs/shop/openapi.yaml", edited(BASE.read_text(encoding="utf-8"), *edits))


def git(root: Path, *arguments: str) -> None:
    own = ["-c", "user.name=n", "-c", "user.email=e@example.org", "-c", "commit.gpgsign=false"]
    _ = subprocess.run(["git", *own, *arguments], cwd=root, check=True, capture_output=True)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with one release, v0.1.0, of the base."""
    git(tmp_path, "init", "-q")
    spec(tmp_path)
    version(tmp_path, "0.1.0")
    write(tmp_path, "CHANGELOG.md", "# Changelog\n\n## 0.1.0 (2026-01-01)\n\n- First.\n")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "first")
    git(tmp_path, "tag", "v0.1.0")
    return tmp_path


def changelog(root: Path, text: str) -> None:
    write(root, "CHANGELOG.md", f"# Changelog\n\n{text}## 0.1.0 (2026-01-01)\n\n- First.\n")


def check(root: Path) -> int:
    return release_check(Namespace(without_old_tests=True), read_api, root)


def test_nothing_changed(root: Path) -> None:
    assert check(root) == 0


def test_what_fits(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spec(root, BREAK, ADD)
    version(root, "0.2.0")
    changelog(root, TOLD)
    assert check(root) == 0
    assert capsys.readouterr().err == ""


def test_a_patch_for_what_is_new_in_0_x(root: Path) -> None:
    spec(root, ADD)
    version(root, "0.1.1")
    changelog(root, "## 0.1.1\n\n- More.\n\n")
    assert check(root) == 0


WRONG = {
    "no new version": ("0.1.0", None, TOLD, (BREAK,), "0.1.0 is not later than v0.1.0; it must be 0.2.0 at least"),
    "an earlier version": ("0.0.9", None, TOLD, (BREAK,), "0.0.9 is not later than v0.1.0"),
    "too small a step": ("0.1.1", None, TOLD.replace("0.2.0", "0.1.1"), (BREAK,), "need 0.2.0, not 0.1.1 (argument-became-required)"),
    "a skipped version": ("0.3.0", None, TOLD.replace("0.2.0", "0.3.0"), (BREAK,), "0.3.0 skips 0.2.0"),
    "two versions": ("0.2.0", "0.1.0", TOLD, (BREAK,), "VERSION is 0.1.0, but pyproject.toml says 0.2.0"),
    "no version": ("soon", None, TOLD, (BREAK,), "'soon' is no version"),
    "no section": ("0.2.0", None, "", (BREAK,), "there is no section `## 0.2.0`"),
    "a break that is not told": ("0.2.0", None, "## 0.2.0\n\n### Breaking\n\n- Something.\n\n", (BREAK,), "does not tell: shop: `orders.cancel(why)` must be given"),
    "a risk that is not told": ("0.1.1", None, "## 0.1.1\n\n- More.\n\n", (RISK,), "does not tell: shop: `orders.wait` gives up earlier"),
    "a break under another heading": ("0.2.0", None, TOLD.replace("Breaking", "Changed"), (BREAK,), "has no `### Breaking`"),
    "what is not released yet": ("0.2.0", None, "## Unreleased\n\n- More.\n\n" + TOLD, (BREAK,), "`## Unreleased` stands above"),
    "a break that only people know": ("0.1.1", None, "## 0.1.1\n\n### Breaking\n\n- The runtime.\n\n", (ADD,), "need 0.2.0, not 0.1.1"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_what_does_not_fit(case: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stated, runtime, text, edits, message = WRONG[case]
    spec(root, *edits)
    version(root, stated, runtime)
    changelog(root, text)
    assert check(root) == 1
    assert message in capsys.readouterr().err


def test_the_first_release(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(root, "tag", "-d", "v0.1.0")
    assert check(root) == 0
    assert "There is no tag of a release" in capsys.readouterr().out
    version(root, "0.1.0", "0.2.0")
    assert check(root) == 1
    version(root, "0.1.0")
    write(root, "CHANGELOG.md", "# Changelog\n")
    assert check(root) == 1


def test_the_highest_tag_counts(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("v0.10.0", "v0.9.0", "nightly"):
        git(root, "tag", name)
    assert check(root) == 1
    assert "0.1.0 is not later than v0.10.0" in capsys.readouterr().err


def test_what_cannot_be_read(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(root, "specs/shop/openapi.yaml", "")
    assert check(root) == 2
    assert "the file is empty" in capsys.readouterr().err
    spec(root)
    (root / "CHANGELOG.md").unlink()
    assert check(root) == 2


def change(severity: str, section: Section, **more: str) -> Change:
    rule = Rule("x", Severity(severity), Audience.BOTH, section, "is so", "Nothing.")
    return Change(rule, "s", Place("f", 1, ""), **more)


@pytest.mark.parametrize(
    ("severity", "section", "one", "zero"),
    [
        ("breaking", Section.BREAKING, Part.MAJOR, Part.MINOR),
        ("risky", Section.CHANGED, Part.MINOR, Part.PATCH),
        ("safe", Section.ADDED, Part.MINOR, Part.PATCH),
        ("safe", Section.DEPRECATED, Part.MINOR, Part.PATCH),
        ("safe", Section.CHANGED, Part.PATCH, Part.PATCH),
    ],
)
def test_which_part_moves(severity: str, section: Section, one: Part, zero: Part) -> None:
    assert needed([change(severity, section)]) is one
    assert needed([change(severity, section), change("safe", Section.CHANGED)], zero=True) is zero
    assert needed([]) is needed([], zero=True) is Part.NONE


def test_versions() -> None:
    assert read_version("v1.20.3") == (1, 20, 3)
    assert read_version("1.2") is None
    assert read_version("1.2.3rc1") is None
    assert moved((0, 1, 9), (0, 2, 0)) is Part.MINOR
    assert moved((0, 9, 0), (1, 0, 0)) is Part.MAJOR
    assert moved((1, 0, 0), (1, 0, 1)) is Part.PATCH
    assert moved((1, 0, 0), (1, 0, 0)) is Part.NONE
    assert following((1, 2, 3), Part.MINOR) == (1, 3, 0)
    assert following((1, 2, 3), Part.MAJOR) == (2, 0, 0)


# -- old tests -------------------------------------------------------------------------------------------------

PACKAGE = """class Orders:
    def cancel(self, *, why: str = "") -> str:
        return why

    def get(self) -> str:
        return "x"
"""
TESTS = '''from clientome.shop import Orders


class TestCancel:
    """`DELETE /orders/{orderId}`"""

    def test_sync(self) -> None:
        assert Orders().cancel() == ""


class TestGet:
    """`GET /orders/{orderId}`"""

    def test_sync(self) -> None:
        assert Orders().get() == "x"
'''


@pytest.fixture
def released(root: Path) -> Path:
    """The same release, with a package and its tests."""
    write(root, "generated/clientome/__init__.py", "")
    write(root, "generated/clientome/py.typed", "")
    write(root, "generated/clientome/shop/__init__.py", PACKAGE)
    write(root, "generated/clientome_tests/__init__.py", "")
    write(root, "generated/clientome_tests/shop/__init__.py", "")
    write(root, "generated/clientome_tests/shop/test_orders.py", TESTS)
    git(root, "add", "-A")
    git(root, "commit", "-qm", "second")
    git(root, "tag", "-f", "v0.1.0")
    return root


def test_old_tests_hold(released: Path) -> None:
    assert breaks(released, "v0.1.0") == []


def test_breaks_are_explained(released: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spec(released, BREAK)
    # The tests of today know nothing of the old ones.
    write(released, "generated/clientome_tests/shop/test_orders.py", "raise SystemExit\n")
    write(released, "generated/clientome/shop/__init__.py", PACKAGE.replace('why: str = ""', "why: str"))
    assert old_tests(Namespace(revision="v0.1.0", without_types=False), read_api, released) == 0
    out = capsys.readouterr().out
    assert "test_orders.TestCancel.test_sync: TypeError: Orders.cancel() missing 1 required" in out
    assert 'test_orders.py:8 (types): Missing named argument "why"' in out
    assert out.count("breaking [argument-became-required] orders.cancel(why) must be given") == 2
    assert "2 break, of which the changes explain 2" in out


def test_a_break_that_nothing_explains(released: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spec(released, BREAK)
    write(released, "generated/clientome/shop/__init__.py", PACKAGE.replace('"x"', '"y"'))
    assert old_tests(Namespace(revision="v0.1.0", without_types=True), read_api, released) == 1
    assert "TestGet.test_sync" in (out := capsys.readouterr().out)
    assert "unexplained: no change of a description" in out


def test_a_package_that_cannot_be_imported(released: Path) -> None:
    write(released, "generated/clientome/shop/__init__.py", "")
    found = breaks(released, "v0.1.0", types=False)
    assert [(one.package, one.call) for one in found] == [("shop", "")]


def test_a_release_without_tests(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert old_tests(Namespace(revision="v0.1.0", without_types=True), read_api, root) == 2
    assert "has no generated/clientome_tests" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("id", "subject", "was", "call", "message", "known"),
    [
        ("argument-removed", "orders.get(x)", "", "GET /orders", "TypeError", True),
        ("argument-removed", "orders.get(x)", "", "GET /files", "TypeError", False),
        ("operation-deprecated", "orders.get", "", "GET /orders", "TypeError", False),
        ("answer-field-removed", "models.Order.weight", "", "", "no attribute 'weight'", True),
        ("answer-field-removed", "models.Order.weight", "", "", "no attribute 'height'", False),
        ("resource-renamed", "access", "auth", "", "'Shop' object has no attribute 'auth'", True),
        ("resource-renamed", "access", "auth", "", "'Shop' object has no attribute 'files'", False),
        ("client-renamed", "Store", "Shop", "", "cannot import name", True),
        ("rate-limit-tightened", "Shop", "", "", "TypeError", False),
    ],
)
def test_what_explains(id: str, subject: str, was: str, call: str, message: str, known: bool) -> None:
    operation = "GET /orders" if id in ("argument-removed", "operation-deprecated") else ""
    told = Change(RULES[id], subject, Place("f", 1, ""), was, operation=operation)
    broken = Break("t", "shop", call, message)
    (one,) = explain([broken], [Difference("shop", (told,)), Difference("other", ())])
    assert bool(one.changes) is known
    (other,) = explain([broken], [Difference("other", (told,))])
    assert not other.changes
