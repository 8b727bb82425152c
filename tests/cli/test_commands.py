"""Every method is a command; arguments, results, exit codes and what is printed, against the sandbox."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import pytest

from clientome.cli import tables, values
from clientome.cli.app import Command, clientome
from clientome.sandbox.running import Sandbox

from .conftest import COMMAND, Run, pipe, terminal

VERBS = [
    found
    for provider in tables.providers()
    for resource, known in tables.table(provider)["resources"].items()
    for name in known["commands"]
    if (found := tables.verb(provider, resource, name)) is not None
]


def methods(provider: str) -> set[tuple[str, str]]:
    """The public methods of a package's sync resources, read from its source."""
    folder = Path(import_module(f"clientome.{provider}").__file__ or "").parent / "resources"
    return {
        (path.stem, node.name)
        for path in folder.glob("*.py")
        for one in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(one, ast.ClassDef) and not one.name.startswith("Async")
        for node in one.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    }


@pytest.mark.parametrize("provider", tables.providers())
def test_commands_are_the_methods(provider: str) -> None:
    assert {(v.attribute.strip("_"), v.method) for v in VERBS if v.provider == provider} == methods(provider)


@pytest.mark.parametrize("verb", VERBS, ids=lambda v: v.path)
def test_flags_are_the_arguments_and_none_is_there_twice(verb: tables.Verb) -> None:
    import inspect

    made = tables.client_class(verb.provider)(**dict.fromkeys(("api_key",), "k"))
    method = getattr(getattr(made, verb.attribute), verb.method)
    wanted = set(inspect.signature(method).parameters) - {"options", "on_progress", "on_status"}
    assert {a.name for a in verb.arguments} == wanted
    command = Command(verb)
    flags = [text for one in command.params if isinstance(one, click.Option) for text in one.opts]
    assert len(flags) == len(set(flags))
    assert {f"arg_{name}" for name in wanted} <= {one.name for one in command.params}


@pytest.mark.parametrize("verb", VERBS, ids=lambda v: v.path)
def test_help_and_example_of_every_command(verb: tables.Verb, run: Run) -> None:
    words = verb.path.split()[1:]
    shown = run(*words, "--help")
    assert shown.exit_code == 0, shown.output
    for argument in verb.arguments:
        assert values.flag(verb, argument) in shown.stdout
    import yaml

    example = run(*words, "--example")
    uncommented = "\n".join(
        line.removeprefix("# ")
        if line.removeprefix("# ").split(":")[0] in {a.name for a in verb.arguments}
        else ""
        for line in example.stdout.splitlines()
    )
    read: Any = yaml.safe_load(uncommented) or {}
    assert set(read) == {a.name for a in verb.arguments}


def test_help_loads_nothing_of_the_sdk() -> None:
    code = (
        "import sys; from clientome.cli.app import clientome\n"
        "clientome(['subseq', 'jobs', 'submit', '--help'], standalone_mode=False)\n"
        "print([m for m in ('pydantic', 'httpcore', 'httpx', 'rich', 'yaml', 'clientome._runtime') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("[]\n")


def test_a_job_from_submission_to_its_files(sandbox: Any, run: Run, tmp_path: Path) -> None:
    _server: Sandbox = sandbox("subseq", speed=2000)
    submitted = run("subseq", "jobs", "submit", "sandbox_selftest", "--args=--seconds=60", "--yes", "-q")
    job = submitted.stdout.strip()
    assert submitted.exit_code == 0
    assert len(job) == 16
    waited = run("subseq", "jobs", "wait", job, "-o", "json")
    assert json.loads(waited.stdout)["status"] == "completed"
    many = run("subseq", "jobs", "wait-many", job, "0" * 16, "-o", "jsonl")
    rows = [json.loads(line) for line in many.stdout.splitlines()]
    assert {row["id"]: row.get("error") for row in rows} == {job: None, "0" * 16: "NotFoundError"}
    assert many.exit_code == 4
    saved = run("subseq", "jobs", "download-files", job, "--to", str(tmp_path), "-o", "json")
    paths = json.loads(saved.stdout)
    assert paths
    assert all(Path(path).is_file() for path in paths)
    archive = run("subseq", "jobs", "download", job, "--to", str(tmp_path / "all.zip"))
    assert (tmp_path / "all.zip").read_bytes()[:2] == b"PK"
    assert archive.stdout.strip() == str(tmp_path / "all.zip")


def test_submit_and_wait_tells_the_id_first(sandbox: Any, run: Run) -> None:
    _server = sandbox("subseq", speed=2000)
    done = run(
        "subseq", "jobs", "submit", "sandbox_selftest", "--args=--seconds=60", "-y", "--wait", "-o", "json"
    )
    assert json.loads(done.stdout)["status"] == "completed"
    assert done.stderr.startswith("job_id ")
    late = run(
        "subseq",
        "jobs",
        "submit",
        "sandbox_selftest",
        "--args=--seconds=99999999",
        "-y",
        "--wait",
        "--timeout=0.01",
    )
    assert late.exit_code == 7
    assert "wait again with: clientome subseq jobs wait " in late.stderr


def test_files_input_and_stdin(sandbox: Any, run: Run, tmp_path: Path) -> None:
    _server = sandbox("subseq", speed=2000)
    (tmp_path / "a.fasta").write_text(">a\nMK\n")
    (tmp_path / "job.yaml").write_text(
        f"program: wrong\nfolder: ['{tmp_path}/a.fasta']\nmemo: from the file\n"
    )
    job = run(
        "subseq", "jobs", "submit", "--input", str(tmp_path / "job.yaml"), "--program", "alphafold2", "-yq"
    )
    assert job.exit_code == 0, job.output
    rows = json.loads(run("subseq", "jobs", "list", "--limit", "1", "-o", "json").stdout)
    assert (rows[0]["program"], rows[0]["memo"]) == ("alphafold2", "from the file")
    memo = tmp_path / "memo"
    memo.write_text("from @file\n")
    _job = run("subseq", "jobs", "submit", "alphafold2", "--memo", f"@{memo}", "-yq")
    named = run("subseq", "jobs", "submit", "alphafold2", "--memo", "@@home", "-yq")
    assert named.exit_code == 0
    rows = json.loads(run("subseq", "jobs", "list", "--limit", "2", "-o", "json").stdout)
    assert [row["memo"] for row in rows] == ["@home", "from @file"]
    given = pipe("subseq", "jobs", "submit", "--input", "-", "-y", "-q", input='{"program": "alphafold2"}')
    assert given.returncode == 0, given.stderr


def test_formats_limits_and_ids(sandbox: Any, run: Run) -> None:
    _server = sandbox("galatea")
    table = run("galatea", "files", "list", "-o", "table", "--limit", "2")
    assert table.stdout.splitlines()[0].startswith("id ")
    assert len(table.stdout.splitlines()) == 3
    assert "--all or --limit N shows more" in table.stderr
    everything = run("galatea", "files", "list", "--all", "-q")
    as_rows = run("galatea", "files", "list", "--all", "-o", "jsonl")
    assert everything.stdout.split() == [json.loads(line)["id"] for line in as_rows.stdout.splitlines()]
    assert len(everything.stdout.split()) > 2
    as_csv = run("galatea", "files", "list", "--all", "-o", "csv").stdout.splitlines()
    assert len(as_csv) == len(everything.stdout.split()) + 1


def test_what_is_sensitive_is_masked_until_it_is_asked_for(sandbox: Any, run: Run) -> None:
    _server = sandbox("galatea")
    masked = json.loads(run("galatea", "users", "me", "-o", "json").stdout)
    assert masked["email"] == masked["org"]["webhooks_secret"] == "***"
    shown = json.loads(run("galatea", "users", "me", "-o", "json", "--show-sensitive").stdout)
    assert "@" in shown["email"]


def test_signed_links_need_a_flag(sandbox: Any, run: Run) -> None:
    _server = sandbox("genome_computer")
    words = ("genome-computer", "genomes", "get-files", "gen_test_nutrition_001", "-o", "json")
    for more, shown in (((), False), (("--show-sensitive",), False), (("--show-url",), True)):
        out = run(*words, *more).stdout
        assert ("http://" in out) is shown
        assert json.loads(out)["files"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("subseq", "jobs", "get"), 2, "missing: --job-id"),
        (("subseq", "jobs", "get", "a", "b"), 2, "too many values"),
        (("subseq", "jobz", "get"), 2, "did you mean jobs"),
        (("subseq", "jobs", "list", "--limit", "x"), 2, "'x' is not a valid integer"),
        (("subseq", "jobs", "submit", "alphafold2"), 2, "can cost money"),
        (("subseq", "jobs", "submit-guided", "x", "{", "-y"), 2, "expected JSON"),
        (("subseq", "jobs", "get", "--input", "/nowhere"), 2, "cannot read /nowhere"),
        (("subseq", "jobs", "get", "none"), 4, "404"),
        (("subseq", "downloads", "create-link", "nonsense"), 5, "type"),
        (("subseq", "jobs", "get", "x", "--environment", "moon"), 3, "environment"),
        (("subseq", "jobs", "get", "x", "--base-url", "http://127.0.0.1:9"), 1, "connect"),
    ],
)
def test_failures_are_one_line_and_an_exit_code(
    sandbox: Any, run: Run, words: tuple[str, ...], code: int, said: str
) -> None:
    _server = sandbox("subseq")
    done = run(*words)
    assert done.exit_code == code, done.output
    assert said in done.stderr.replace("\n", " ")
    assert "Traceback" not in done.stderr
    assert not done.stdout


def test_no_key_is_a_matter_of_credentials(sandbox: Any, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    _server = sandbox("subseq")
    monkeypatch.setenv("SUBSEQ_API_KEY", "wrong")
    assert run("subseq", "jobs", "list").exit_code == 3
    monkeypatch.delenv("SUBSEQ_API_KEY")
    assert run("subseq", "jobs", "list").exit_code == 3


def test_errors_are_json_where_json_is_asked_for(sandbox: Any, run: Run) -> None:
    _server = sandbox("subseq")
    told = json.loads(run("subseq", "jobs", "get", "none", "-o", "json").stderr)
    assert (told["error"], told["status"], told["exit_code"]) == ("NotFoundError", 404, 4)
    assert told["request_id"]


def test_a_lost_answer_of_a_paid_call_is_an_unknown_outcome(sandbox: Any, run: Run) -> None:
    server: Sandbox = sandbox("subseq")
    server.fault(operation="submitJob", cut_after=5)
    done = run("subseq", "jobs", "submit", "alphafold2", "-y", "-o", "json")
    assert done.exit_code == 10, done.output
    assert json.loads(done.stderr)["outcome"] == "carried out"


def test_a_dry_run_sends_nothing_and_tells_the_price(sandbox: Any, run: Run) -> None:
    _server = sandbox("subseq")
    words = ("subseq", "jobs", "submit", "alphafold2", "--deadline-minutes", "60")
    done = run(*words, "--dry-run", "-o", "json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert told["method"] == "POST"
    assert "credits" in told["cost"]
    assert len(json.loads(run("subseq", "jobs", "list", "-o", "json").stdout)) == 2
    refused = run(*words, "--max-cost", "1 credits")
    assert refused.exit_code == 8
    assert len(json.loads(run("subseq", "jobs", "list", "-o", "json").stdout)) == 2
    assert run(*words, "--max-cost", "100 credits").exit_code == 0
    assert run(*words, "--max-cost", "much").exit_code == 5


def test_a_terminal_is_asked_and_gets_a_table(sandbox: Any) -> None:
    _server = sandbox("subseq")
    refused, shown = terminal("subseq", "jobs", "submit", "alphafold2", answer="n\n")
    assert refused == 1
    assert "can cost money" in shown
    code, shown = terminal("subseq", "jobs", "submit", "alphafold2", answer="y\n")
    assert code == 0
    assert "job_id" in shown
    code, shown = terminal("subseq", "jobs", "list")
    assert shown.splitlines()[0].split()[:2] == ["job_id", "status"]


def test_nothing_of_an_answer_moves_the_cursor(sandbox: Any, run: Run) -> None:
    _server = sandbox("subseq")
    evil = "\x1b]0;title\x07\u202egnp.exe\x9b2J"
    _job = run("subseq", "jobs", "submit", "alphafold2", "--memo", evil, "-yq")
    for format in ("table", "json", "jsonl", "csv"):
        out = run("subseq", "jobs", "list", "--limit", "1", "-o", format).stdout
        assert not {c for c in out if c != "\n" and not c.isprintable()}, format
    assert json.loads(run("subseq", "jobs", "list", "--limit", "1", "-o", "json").stdout)[0]["memo"] == evil


def test_a_reader_that_has_seen_enough_is_no_failure(sandbox: Any) -> None:
    _server = sandbox("galatea")
    words = [*COMMAND, "galatea", "files", "list", "--all", "-o", "jsonl"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as first:
        assert first.stdout is not None
        assert first.stderr is not None
        first.stdout.close()
        assert not first.stderr.read()
        assert first.wait(60) == 0


def test_the_group_knows_its_commands() -> None:
    assert set(clientome.commands) == {"doctor", "login", "logout", "sandbox", "whoami"}
