"""The command line as its users meet it: real processes, real files, exit codes and messages."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.scale import of

ROOT = Path(__file__).resolve().parents[2]

SMALL = """\
openapi: 3.1.0
info: {title: Small, version: "1"}
servers: [{url: "https://example.test/v1"}]
paths:
  /things/{thingId}:
    get:
      operationId: getThing
      tags: [things]
      parameters:
        - {name: thingId, in: path, required: true, schema: {type: string}, example: a}
      responses:
        "200":
          description: One thing.
          content:
            application/json:
              schema: {$ref: "#/components/schemas/Thing"}
              examples: {one: {value: {id: a, size: 1}}}
components:
  schemas:
    Thing: {type: object, required: [id], properties: {id: {type: string}, size: {type: integer}}}
"""


def run(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "generator", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what the generator reads and writes, to be broken at will."""
    target = tmp_path_factory.mktemp("clone")
    ignore = shutil.ignore_patterns("__pycache__")
    for folder in ("generator", "specs", "templates", "generated"):
        shutil.copytree(ROOT / folder, target / folder, ignore=ignore)
    return target


def snapshot(root: Path) -> dict[str, bytes]:
    found = {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}
    return {name: data for name, data in found.items() if "__pycache__" not in name}


def test_check_names_changed_missing_and_extra_files(clone: Path) -> None:
    package = clone / "generated/clientome/galatea"
    changed, missing, extra = package / "client.py", package / "api.py", package / "stray.py"
    kept = changed.read_bytes(), missing.read_bytes()
    changed.write_text("# changed\n")
    missing.unlink()
    extra.write_text("")
    done = run("generate", "--check", "galatea", cwd=clone)
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "changed: clientome/galatea/client.py",
        "missing: clientome/galatea/api.py",
        "extra: clientome/galatea/stray.py",
    ]
    changed.write_bytes(kept[0])
    missing.write_bytes(kept[1])
    extra.unlink()


def test_one_provider_alone_leaves_the_others(clone: Path) -> None:
    before = snapshot(clone / "generated")
    assert run("generate", "galatea", cwd=clone).returncode == 0
    assert snapshot(clone / "generated") == before
    assert run("generate", "--check", "galatea", cwd=clone).returncode == 0


def test_a_broken_description_names_every_problem_and_touches_nothing(clone: Path) -> None:
    spec = clone / "specs/subseq/openapi.yaml"
    kept = spec.read_text()
    before = snapshot(clone / "generated")
    broken = kept.replace("x-sdk-provider:", "x-sdk-provder:", 1).replace("./", "./missing-", 1)
    spec.write_text(broken + "\nnonsense: [")
    first = run("generate", "subseq", cwd=clone)
    spec.write_text(
        kept.replace("x-sdk-envelope:", "x-sdk-envelop:", 1).replace("x-sdk-errors:", "x-sdk-error:", 1)
    )
    second = run("generate", "subseq", cwd=clone)
    spec.write_text(kept)
    assert (first.returncode, second.returncode) == (2, 2)
    assert "specs/subseq/openapi.yaml:" in first.stderr
    lines = [line for line in second.stderr.splitlines() if "unknown-x-sdk-key" in line]
    assert len(lines) == 2
    assert all(line.startswith("specs/subseq/openapi.yaml:") for line in lines)
    assert snapshot(clone / "generated") == before


def test_an_interrupted_run_leaves_the_old_tree_or_the_new_one(clone: Path) -> None:
    before = snapshot(clone / "generated")
    for delay in (2.2, 1.0, 0.2, 0.6, 1.4, 1.8, 2.6)[: of(3, 7)]:
        process = subprocess.Popen(
            [sys.executable, "-m", "generator", "generate"], cwd=clone, stdout=subprocess.DEVNULL
        )
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert snapshot(clone / "generated") == before
    for leftover in clone.glob(".generated-*"):
        shutil.rmtree(leftover)


def test_listing_has_every_operation_with_its_facts() -> None:
    done = run("ls", "--json")
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)
    counts = {
        name: sum(r["provider"] == name for r in rows) for name in ("genome_computer", "subseq", "galatea")
    }
    assert counts == {"genome_computer": 48, "subseq": 46, "galatea": 23}
    assert all(r["sources"] and r["retry"] in ("never", "safe", "keyed") for r in rows)
    create = next(r for r in rows if r["id"] == "createOrder")
    assert (create["retry"], create["scopes"], create["name"]) == ("keyed", ["orders:write"], "create")
    assert "subseq: 46 operations" in run("ls", "subseq").stdout


def test_an_unknown_provider_is_named() -> None:
    done = run("generate", "nobody")
    assert done.returncode == 2
    assert "nobody" in done.stderr
    assert "galatea" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--spec", "x.yaml"), "--name NAME and --out DIR"),
        (("--spec", "x.yaml", "--name", "9x", "--out", "out"), "--name must be a Python module name"),
        (("--spec", "nowhere.yaml", "--name", "x", "--out", "out"), "nowhere.yaml"),
    ],
)
def test_wrong_use_for_another_document(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    done = run("generate", *[a.replace("out", str(tmp_path / "out")) if a == "out" else a for a in arguments])
    assert done.returncode == 2
    assert said in done.stderr
    assert not (tmp_path / "out").exists()


def test_another_document_becomes_a_package_that_runs(tmp_path: Path) -> None:
    spec = tmp_path / "small.yaml"
    spec.write_text(SMALL)
    done = run("generate", "--spec", str(spec), "--name", "small", "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert "1 operations and 1 schemas" in done.stdout
    again = run("generate", "--spec", str(spec), "--name", "small", "--out", str(tmp_path / "out"), "--check")
    assert again.returncode == 0, again.stdout
    script = """
import threading, http.server
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        assert self.path == "/v1/things/a%2Fb", self.path
        body = b'{"id": "a/b", "size": 3, "new": 1}'
        self.send_response(200); self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body))); self.end_headers(); self.wfile.write(body)
    def log_message(self, *a): pass
server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
from small import Small
with Small(base_url=f"http://127.0.0.1:{server.server_address[1]}/v1") as client:
    thing = client.things.get_thing(thing_id="a/b")
print(thing.id, thing.size, thing.model_extra)
"""
    environment = {**os.environ, "PYTHONPATH": f"{tmp_path / 'out'}{os.pathsep}{ROOT / 'generated'}"}
    ran = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.strip() == "a/b 3 {'new': 1}"
