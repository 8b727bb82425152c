"""Descriptions of strangers: bounded in size, depth and time, read from one folder, written over nothing of anybody's."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator import packages, pipeline
from generator.__main__ import main
from generator.spec import bounds, patterns
from generator.write import MANIFEST, NotOurs, replace_tree, with_manifest

ROOT = Path(__file__).resolve().parents[2]
HEAD = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\nservers: [{url: 'https://e.example'}]\n"
PATHS = "paths: {/a: {get: {operationId: a, tags: [i], responses: {'204': {description: ok}}}}}\n"


def generate(folder: Path, text: str | bytes, *more: str, name: str = "c") -> int:
    spec = folder / "d.yaml"
    _ = spec.write_bytes(text if isinstance(text, bytes) else text.encode())
    return main(["generate", "--spec", str(spec), "--name", name, "--out", str(folder / "out"), *more])


def bounded(folder: Path, text: str | bytes, capsys: pytest.CaptureFixture[str]) -> str:
    """What the command says of a description that must end by itself, with a problem or a package."""
    assert generate(folder, text) in (0, 2)
    return capsys.readouterr().err


# Bounds

BOMB = "".join(f"x-{n}: &e{n} [{', '.join([f'*e{n - 1}'] * 8)}]\n" for n in range(1, 24))


def nested(depth: int) -> str:
    return '{"openapi": "3.1.0", "info": ' + '{"a": ' * depth + "1" + "}" * depth + "}"


CHAIN = "".join(f"    S{n}: {{allOf: [{{$ref: '#/components/schemas/S{n + 1}'}}]}}\n" for n in range(2000))
FORK = "".join(
    f"    S{n}: {{anyOf: [{{$ref: '#/components/schemas/S{n + 1}'}}, {{$ref: '#/components/schemas/S{n + 1}'}}]}}\n"
    for n in range(40)
)
ANSWER = "paths: {/a: {get: {responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/S0'}, example: 1}}}}}}}\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD + "x-0: &e0 [1]\n" + BOMB + PATHS, "[yaml-alias]"),
        (
            HEAD
            + "x-0: &e0 {type: string}\n"
            + BOMB.replace("[*", "[{p: *").replace(", *", "}, {p: *").replace("]\n", "}]\n")
            + PATHS,
            "[yaml-alias]",
        ),
        (nested(150), "[too-deep]"),
        (nested(100_000), "[too-deep]"),
        (HEAD + "x: " + "[" * 100_000, "[too-deep]"),
        (HEAD + "x:\n" + "- " * 100_000 + "a", "[too-deep]"),
        (HEAD + "x: " + "{a: " * 100_000, "[too-deep]"),
        (HEAD + "x:\n" + "- a\n" * 50_000, "[too-large]"),
        (json.dumps({"openapi": "3.1.0", "x": [0] * 30_000}), "[too-large]"),
        (b"#" * (bounds.BYTES + 1), "[too-large]"),
        (HEAD + "x: " + "9" * 5000, "[yaml-value]"),
        ('{"openapi": "3.1.0", "x": 1e999}', "[number-too-large]"),
        ('{"openapi": "3.1.0", "x": ' + "9" * 400 + "}", "[number-too-large]"),
        (HEAD + ANSWER + "components:\n  schemas:\n" + CHAIN + "    S2000: {type: string}\n", "[too-deep]"),
    ],
    ids=[
        "values",
        "mappings",
        "deep",
        "deeper",
        "flow",
        "block",
        "braces",
        "many",
        "many of JSON",
        "big",
        "digits",
        "infinite",
        "int",
        "chain",
    ],
)
def test_what_is_too_much_is_one_problem(
    tmp_path: Path,
    text: str | bytes,
    said: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bounds, "VALUES", 20_000)
    assert said in bounded(tmp_path, text, capsys)


def test_references_that_fork_forty_times_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _ = bounded(
        tmp_path, HEAD + ANSWER + "components:\n  schemas:\n" + FORK + "    S40: {type: string}\n", capsys
    )


@pytest.mark.parametrize(
    "pattern",
    ["^(a+)+$", "^(a|a)*$", "^(?=(a+)+$)", "(a{1000}){1000}", "(" * 5000 + ")" * 5000, "a{99999999999}"],
)
def test_no_pattern_takes_long(tmp_path: Path, pattern: str, capsys: pytest.CaptureFixture[str]) -> None:
    parameter = {
        "name": "q",
        "in": "query",
        "example": "a" * 40 + "!",
        "schema": {"type": "string", "pattern": pattern},
    }
    table = {
        "type": "object",
        "patternProperties": {pattern: {}},
        "additionalProperties": False,
        "example": {"a" * 40 + "!": 1},
    }
    tree: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": {"/a": {"get": {"parameters": [parameter], "responses": {"204": {"description": "d"}}}}},
        "components": {"schemas": {"T": table}},
    }
    _ = bounded(tmp_path, json.dumps(tree), capsys)


def test_patterns_match_as_the_models_do() -> None:
    assert patterns.found("^a+$", "aaa")
    assert not patterns.found("^a+$", "aab")
    assert patterns.found("(?=a)b", "anything")
    assert "look-around" in patterns.fault("(?=a)b")
    assert patterns.fault("^a$") == ""


# Files


@pytest.mark.parametrize(
    "reference", ["../secret.yaml#/x", "%2e%2e/secret.yaml#/x", "link.yaml#/x", "folder/secret.yaml#/x"]
)
def test_a_reference_reads_only_below_the_folder(
    tmp_path: Path, reference: str, capsys: pytest.CaptureFixture[str]
) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    _ = (tmp_path / "secret.yaml").write_text("x: {type: string, description: SECRET}\n")
    (inside / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    (inside / "folder").symlink_to(tmp_path)
    text = HEAD + PATHS + f"components: {{schemas: {{A: {{$ref: '{reference}'}}}}}}\n"
    assert generate(inside, text) == 2
    assert "[ref-outside]" in capsys.readouterr().err
    assert generate(inside, text.replace(reference, f"{tmp_path}/secret.yaml#/x")) == 2
    assert "[ref-outside]" in capsys.readouterr().err
    assert generate(inside, text, "--ref-root", str(tmp_path)) == 0


def test_a_reference_reads_no_device_pipe_or_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    for reference in ("pipe", "folder", "nul\\0", "n" * 300):
        assert (
            generate(tmp_path, HEAD + PATHS + f'components: {{schemas: {{A: {{$ref: "{reference}"}}}}}}\n')
            == 2
        )
        assert capsys.readouterr().err.count("\n") == 1
    assert (
        generate(
            tmp_path, HEAD + PATHS + "components: {schemas: {A: {$ref: /dev/zero}}}\n", "--ref-root", "/"
        )
        == 2
    )
    assert "a device or a pipe" in capsys.readouterr().err
    assert main(["generate", "--spec", "/dev/zero", "--name", "c", "--out", str(tmp_path)]) == 2


# What is written over


def tree_of(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_folder_that_was_not_generated_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "out" / "c"
    (folder / "sub").mkdir(parents=True)
    _ = (folder / "thesis.txt").write_text("years")
    _ = (folder / "sub" / "client.py").write_text("mine")
    before = tree_of(folder)
    assert generate(tmp_path, HEAD + PATHS) == 2
    said = capsys.readouterr().err
    assert "thesis.txt" in said
    assert "sub/client.py" in said
    assert "--force" in said
    assert tree_of(folder) == before
    assert generate(tmp_path, HEAD + PATHS, "--force") == 0
    assert not (folder / "thesis.txt").exists()


def test_a_generated_folder_is_generated_again_unless_somebody_changed_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert generate(tmp_path, HEAD + PATHS) == 0
    folder = tmp_path / "out" / "c"
    assert MANIFEST in tree_of(folder)
    assert generate(tmp_path, HEAD + PATHS.replace("/a", "/b").replace("[i]", "[j]")) == 0
    assert not (folder / "resources" / "i.py").exists()
    _ = (folder / "client.py").write_bytes((folder / "client.py").read_bytes().replace(b"\n", b"\r\n"))
    assert generate(tmp_path, HEAD + PATHS) == 0
    _ = (folder / "client.py").write_text("edited")
    assert generate(tmp_path, HEAD + PATHS) == 2
    assert "edited after they were generated: client.py" in capsys.readouterr().err
    assert (folder / "client.py").read_text() == "edited"
    assert generate(tmp_path, HEAD + PATHS, "--force") == 0
    _ = (folder / "notes").mkdir()
    (folder / "notes" / "link").symlink_to(tmp_path)
    assert generate(tmp_path, HEAD + PATHS) == 2
    assert "notes/link" in capsys.readouterr().err


def test_places_that_hold_no_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    out.mkdir()
    _ = (out / "c").write_text("a file")
    assert generate(tmp_path, HEAD + PATHS, "--force") == 2
    assert (out / "c").read_text() == "a file"
    (out / "c").unlink()
    (out / "c").mkdir()
    assert generate(tmp_path, HEAD + PATHS) == 0  # an empty folder is nobody's
    monkeypatch.chdir(out / "c")
    assert generate(tmp_path, HEAD + PATHS) == 2  # the shell would be left in a folder that is gone
    monkeypatch.chdir(tmp_path)
    assert main(["generate", "--spec", "d.yaml", "--name", "c", "--out", "d.yaml"]) == 2


def test_a_link_to_a_folder_stays_one(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "real").mkdir()
    (tmp_path / "out" / "c").symlink_to(tmp_path / "real")
    assert generate(tmp_path, HEAD + PATHS) == 0
    assert (tmp_path / "out" / "c").is_symlink()
    assert (tmp_path / "real" / "client.py").is_file()
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_runs_at_once_leave_one_whole_tree(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from generator.write import replace_tree, with_manifest\n"
        "n = sys.argv[1]\n"
        "for _ in range(20): replace_tree(Path(sys.argv[2]), with_manifest({f'f{i}': n for i in range(20)}))\n"
    )
    line = [sys.executable, "-c", code]
    jobs = [subprocess.Popen([*line, str(n), str(tmp_path / "t")], cwd=ROOT) for n in range(3)]
    assert [job.wait() for job in jobs] == [0, 0, 0]
    found = tree_of(tmp_path / "t")
    assert len({found[f"f{n}"] for n in range(20)}) == 1
    assert list(tmp_path.iterdir()) == [tmp_path / "t"]


def test_what_a_killed_run_left_goes_with_the_next(tmp_path: Path) -> None:
    left = tmp_path / ".t.generated-abcdefgh"
    left.mkdir()
    replace_tree(tmp_path / "t", with_manifest({"a": "1"}))
    assert list(tmp_path.iterdir()) == [tmp_path / "t"]


def test_the_generators_own_tree_takes_edits_but_no_strangers(tmp_path: Path) -> None:
    root, ours = tmp_path / "generated", ("clientome",)
    (root / "clientome").mkdir(parents=True)
    _ = (root / "clientome" / "old.py").write_text("of a checkout without a manifest")
    files = with_manifest({"clientome/a.py": "1"}, digests=False)
    replace_tree(root, files, ours=ours)
    assert set(tree_of(root)) == {"clientome/a.py", MANIFEST}
    _ = (root / "clientome" / "a.py").write_text("of a merge")
    replace_tree(root, files, ours=ours)
    _ = (root / "clientome" / "notes.txt").write_text("mine")
    with pytest.raises(NotOurs, match=r"notes\.txt"):
        replace_tree(root, files, ours=ours)
    assert (root / "clientome" / "notes.txt").read_text() == "mine"


# Names


@pytest.mark.parametrize(
    "name", ["json", "os", "typing", "httpx", "pydantic", "clientome", "class", "Upper", "a" * 100, "__x"]
)
def test_a_package_cannot_hide_what_it_needs(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert generate(tmp_path, HEAD + PATHS, name=name) == 2
    assert capsys.readouterr().err.startswith("--name ")


@pytest.mark.parametrize("name", ["none", "client", "async_x", "things_resource", "limiter"])
def test_a_client_hides_nothing_of_its_module(tmp_path: Path, name: str) -> None:
    assert generate(tmp_path, HEAD + PATHS, name=name) == 0
    found = ast.parse((tmp_path / "out" / name / "client.py").read_text())
    assert next(node.name for node in found.body if isinstance(node, ast.ClassDef)).endswith("Api")


def test_the_lists_hold_everything_that_is_imported() -> None:
    imported: set[str] = set()
    for path in (*(ROOT / "templates").rglob("*.py"), *(ROOT / "generated").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                imported.add(node.module.partition(".")[0])
    assert imported - sys.stdlib_module_names <= packages.NEEDED
    umbrella = ROOT / "generated" / "clientome"
    there = {p.name.removesuffix(".py") for p in umbrella.iterdir()} | {
        p.stem for p in (ROOT / "generated/clientome_tests").iterdir()
    }
    there -= {*pipeline.providers(), "__pycache__", "__init__", "py.typed"}
    assert there <= packages.UMBRELLA | {"runtime", "sandbox"}


OURS = "x-sdk-provider: {package: PACKAGE, client: CLIENT, title: T, baseUrlVariable: A, docs: 'https://a.example'}\n"


@pytest.mark.parametrize(
    ("package", "client", "said"),
    [
        ("sandbox", "Good", "has 'sandbox' already"),
        ("runtime", "Good", "has 'runtime'"),
        ("class", "Good", "word of Python"),
        ("good", "Client", "'Client'"),
        ("good", "None", "'None'"),
    ],
)
def test_a_provider_cannot_hide_what_is_there(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    package: str,
    client: str,
    said: str,
) -> None:
    monkeypatch.setattr(pipeline, "ROOT", tmp_path)
    monkeypatch.setattr(pipeline, "SPECS", tmp_path / "specs")
    monkeypatch.setattr(pipeline, "GENERATED", tmp_path / "generated")
    folder = tmp_path / "specs" / package
    folder.mkdir(parents=True)
    text = HEAD + PATHS + OURS.replace("PACKAGE", package).replace("CLIENT", client)
    _ = (folder / "openapi.yaml").write_text(text)
    assert main(["generate"]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "generated").exists()


# The command


def test_a_bug_is_one_line_and_a_code_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise LookupError("lost\nit")

    monkeypatch.setattr(pipeline, "render_package", broken)
    assert generate(tmp_path, HEAD + PATHS) == 3
    (line,) = [line for line in capsys.readouterr().err.splitlines() if line.startswith("internal")]
    assert "LookupError" in line
    assert "please report" in line


@pytest.mark.parametrize("arguments", [("ls",), ("ls", "--json"), ("generate", "--help")])
def test_a_reader_that_goes_ends_the_command_quietly(arguments: tuple[str, ...]) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.close()
    _, said = process.communicate(timeout=60)
    assert said == b""
    assert process.returncode in (0, 120, 141)


def test_the_folder_of_a_description_is_called_as_its_package(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = pipeline.compile_spec

    def renamed(path: Path, **how: Any) -> Any:
        described, found = real(path, **how)
        return replace(described, api=replace(described.api, package="other")), found

    monkeypatch.setattr(pipeline, "compile_spec", renamed)
    assert main(["generate", "--check", "galatea"]) == 2
    assert "the folder of the description must be called that" in capsys.readouterr().err
