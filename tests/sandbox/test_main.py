"""`python -m clientome.sandbox`, run as a user runs it."""

from __future__ import annotations

import copy
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from clientome import sandbox
from tests.support.ports import unused
from tests.support.sandbox_examples import DOCUMENT, Running


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A folder with the package and two providers in it."""
    source = Path(sandbox.__file__).parent
    shutil.copytree(source, tmp_path / "sandbox", ignore=shutil.ignore_patterns("__pycache__", "specs"))
    specs = tmp_path / "sandbox" / "specs"
    specs.mkdir()
    other = copy.deepcopy(DOCUMENT)
    other["x-sdk-provider"] = {"package": "other", "title": "Other", "baseUrlVariable": "OTHER_BASE_URL"}
    other["servers"] = [{"url": "https://other.example"}]
    other["paths"] = {"/open": DOCUMENT["paths"]["/open"]}
    (specs / "demo.json").write_text(json.dumps(DOCUMENT))
    (specs / "other.json").write_text(json.dumps(other))
    return tmp_path


def command(package: Path, *arguments: str, **environment: str) -> list[str]:
    return [sys.executable, "-m", "sandbox", *arguments]


def settings(package: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(package), "PYTHONUNBUFFERED": "1"}


@contextmanager
def started(package: Path, lines: int, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    process = subprocess.Popen(
        command(package, *arguments),
        env=settings(package),
        cwd=package,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    try:
        yield process, "".join(process.stdout.readline() for _ in range(lines))
    finally:
        process.kill()
        process.wait(10)
        process.stdout.close()
        process.stderr.close()


def failed(package: Path, *arguments: str, path: str | None = None) -> tuple[int, str]:
    environment = settings(package) if path is None else {**settings(package), "PYTHONPATH": path}
    done = subprocess.run(
        command(package, *arguments), env=environment, cwd=package, capture_output=True, text=True, timeout=60
    )
    return done.returncode, done.stderr


def test_it_prints_what_to_set_and_serves(package: Path) -> None:
    with started(package, 4, "demo", "--port", "0") as (process, text):
        port = re.search(r"http://127\.0\.0\.1:(\d+)", text)
        assert port is not None
        assert text.splitlines() == [
            f"# Demo service on http://127.0.0.1:{port[1]}",
            "export DEMO_API_KEY=test_sandbox-7f3a91c2",
            f"export DEMO_BASE_URL=http://127.0.0.1:{port[1]}/api/v1",
            "export DEMO_ENVIRONMENT=test",
        ]
        assert Running(int(port[1])).ask("GET", "/api/v1/things").status == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0
        assert process.stderr is not None
        assert process.stderr.read() == ""


def test_all_providers_at_once(package: Path) -> None:
    port = unused(together=2)
    with started(package, 6, "all", "--port", str(port)) as (_, text):
        assert f"http://127.0.0.1:{port + 1}" in text
        assert Running(port).ask("GET", "/api/v1/open", key=None).status == 200
        assert Running(port + 1).ask("GET", "/open", key=None).status == 200


def test_a_taken_port(package: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        status, text = failed(package, "demo", "--port", str(port))
    assert status == 1
    assert text == f"Port {port} of 127.0.0.1 is taken by another program. Choose another one with --port.\n"


@pytest.mark.parametrize("port", ["70000", "-1"])
def test_a_port_that_cannot_be(package: Path, port: str) -> None:
    status, text = failed(package, "demo", "--port", port)
    assert (status, "--port" in text, "Traceback" in text) == (1, True, False)


def test_an_address_that_is_not_ours(package: Path) -> None:
    status, text = failed(package, "demo", "--port", "0", "--host", "192.0.2.1")
    assert (status, "--host" in text, "Traceback" in text) == (1, True, False)


def test_an_unknown_provider(package: Path) -> None:
    status, text = failed(package, "nobody")
    assert (status, text) == (2, "Unknown provider 'nobody'. Known: demo, other.\n")


@pytest.mark.parametrize("missing", ["simpleeval", "uvicorn", "jsonschema", "python_multipart"])
def test_a_missing_package(package: Path, missing: str) -> None:
    hidden = package / "hidden"
    hidden.mkdir()
    (hidden / f"{missing}.py").write_text(
        f"raise ModuleNotFoundError('No module named {missing}', name='{missing}')\n"
    )
    status, text = failed(package, "demo", path=f"{hidden}{os.pathsep}{package}")
    assert status == 1
    assert text == f"The sandbox needs the package {missing}. Run: pip install 'clientome[sandbox]'\n"


def test_the_factory_refuses_an_unknown_name() -> None:
    with pytest.raises(ValueError, match="Unknown provider 'nobody'"):
        sandbox.app("nobody")


def test_importing_the_package_loads_no_server() -> None:
    code = "import sandbox, sys; sandbox.providers(); print(sorted(m for m in ('simpleeval', 'uvicorn', 'jsonschema', 'sqlite3') if m in sys.modules))"
    folder = Path(sandbox.__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
    )
    assert done.stdout == "[]\n"
