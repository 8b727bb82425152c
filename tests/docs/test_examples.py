"""Every example of every README runs as it is printed: the command that starts the sandbox, the variables that it says
to set, and each block of Python, by processes of their own in fresh folders.

Only the port of a command is changed, where something else listens on the printed one.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib.metadata import metadata
from pathlib import Path

import pytest

from tests.ports import unused

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROVIDERS = ("genome_computer", "subseq", "galatea")
BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
NAMED = re.compile(r"<!-- example: (\w+) -->\n```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
CONSOLE = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
INSTALL = re.compile(r"pip install '?clientome\[([a-z0-9,]+)\]'?")
PATIENCE = 60.0
"""What a newcomer waits for an example; what is printed says so, no hint of a test makes it shorter."""


def commands(text: str) -> list[str]:
    """The lines of the console blocks, without their comments."""
    lines = [
        line.partition("  #")[0].strip() for block in CONSOLE.findall(text) for line in block.split("\n")
    ]
    return [line for line in lines if line]


def provider_readme(name: str) -> str:
    return (ROOT / f"generated/clientome/{name}/README.md").read_text(encoding="utf-8")


def environment(**more: str) -> dict[str, str]:
    """That of a shell in which the package's virtual environment is active, and no variable of a provider is set."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GC_", "SUBSEQ_", "GALATEA_"))}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**kept, "PATH": path, "PYTHONUNBUFFERED": "1", "PYTHONWARNINGS": "error", **more}


def taken(port: int, together: int) -> bool:
    for number in range(port, port + together):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if probe.connect_ex(("127.0.0.1", number)) == 0:
                return True
            try:
                probe.bind(("127.0.0.1", number))
            except OSError:
                return True
    return False


def with_free_port(command: str) -> str:
    """The command as it is printed, on another port where its own is taken."""
    found = re.search(r"--port (\d+)", command)
    together = len(PROVIDERS) if "sandbox all" in command else 1
    if not taken(int(found[1]) if found else 8001, together):
        return command
    port = f"--port {unused(together)}"
    return command.replace(found[0], port) if found else f"{command} {port}"


@contextmanager
def sandbox(command: str) -> Iterator[dict[str, str]]:
    """What a shell runs when the line is typed; gives the variables that it says to set."""
    process = subprocess.Popen(
        ["bash", "-c", f"exec {with_free_port(command)}"], cwd=ROOT, env=environment(),
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        yield exports(process, len(PROVIDERS) if "sandbox all" in command else 1)
    finally:
        process.terminate()
        process.wait(30)
        left = process.stdout.read()
        process.stdout.close()
    assert "Traceback" not in left, left


def exports(process: subprocess.Popen[str], servers: int) -> dict[str, str]:
    """The variables that a sandbox prints, once its servers answer."""
    assert process.stdout is not None
    said: dict[str, str] = {}
    urls: list[str] = []
    while len(urls) < servers or not all("_" in name for name in said):
        line = process.stdout.readline()
        assert line, f"the sandbox ended before it said how to reach it; it said {said}"
        if match := re.match(r"export (\w+)=(\S+)", line):
            said[match[1]] = match[2].strip("'\"")
            urls = [value for name, value in said.items() if name.endswith("_BASE_URL")]
    ports = {int(url.split(":")[2].split("/")[0]) for url in urls}
    deadline = time.monotonic() + 30
    while ports and time.monotonic() < deadline:
        for port in sorted(ports):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    ports.discard(port)
        time.sleep(0.05)
    assert not ports, f"nothing listens on {ports}"
    return said


def run(code: str, variables: dict[str, str], folder: Path) -> tuple[float, str]:
    """An example, saved as a script in a fresh folder and run: how long it took, and what was wrong, if anything."""
    folder.mkdir()
    (folder / "example.py").write_text(code, encoding="utf-8")
    began = time.monotonic()
    try:
        done = subprocess.run(
            ["python", "example.py"], env=environment(**variables), cwd=folder, capture_output=True, text=True,
            timeout=600, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        return (
            error.timeout,
            f"not done after {error.timeout:.0f} seconds:\n{error.stdout!r}\n{error.stderr!r}",
        )
    return time.monotonic() - began, "" if done.returncode == 0 else f"{done.stdout}\n{done.stderr}"


def run_all(examples: Sequence[tuple[str, dict[str, str]]], folder: Path) -> None:
    """Side by side, as each spends its time waiting. On a busy machine the least of them tells what a start costs."""
    examples = [("import clientome.galatea, clientome.subseq", {}), *examples]
    with ThreadPoolExecutor(len(examples)) as pool:
        jobs = [
            pool.submit(run, code, variables, folder / str(number))
            for number, (code, variables) in enumerate(examples)
        ]
        done = [job.result() for job in jobs]
    start = done[0][0]
    wrong = [
        text or f"{seconds:.0f} seconds are too long"
        for seconds, text in done
        if text or seconds > PATIENCE + 4 * start
    ]
    assert not wrong, "\n\n".join(wrong)


def test_the_readme(tmp_path: Path) -> None:
    first = next(line for line in commands(README) if "clientome.sandbox" in line)
    with sandbox(first) as variables:
        run_all([(code, variables) for _, code in NAMED.findall(README)], tmp_path)


def test_the_readme_in_a_shell(tmp_path: Path) -> None:
    first = next(line for line in commands(README) if "clientome.sandbox" in line)
    (script,) = re.findall(r"<!-- example: shell -->\n```sh\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    # The printed speed lets a minute's job end in less than a second.
    with sandbox(f"{first} --speed 2000") as variables:
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script], env=environment(**variables), cwd=tmp_path,
            capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert list((tmp_path / "outputs").iterdir())
    assert "type:" in (tmp_path / "order.yaml").read_text()


def test_the_readmes_of_the_providers(tmp_path: Path) -> None:
    """All examples of a provider in one process, in order, after the first block made the client."""
    examples: list[tuple[str, dict[str, str]]] = []
    with sandbox_of(PROVIDERS) as found:
        for name in PROVIDERS:
            blocks = BLOCK.findall(provider_readme(name))
            methods = len(re.findall(r"^\| `\w+` \| `[A-Z]+ /", provider_readme(name), re.MULTILINE))
            assert len(blocks) == methods + 1, "an operation has no example"
            examples.append(("\n".join(blocks), found[name]))
        run_all(examples, tmp_path)


@contextmanager
def sandbox_of(names: Sequence[str]) -> Iterator[dict[str, dict[str, str]]]:
    if not names:
        yield {}
        return
    _, command = commands(provider_readme(names[0]))
    with sandbox(command) as variables, sandbox_of(names[1:]) as others:
        yield {names[0]: variables, **others}


@pytest.mark.parametrize("command", [line for line in commands(README) if "clientome.sandbox" in line][1:])
def test_further_sandboxes(command: str) -> None:
    with sandbox(command) as variables:
        assert variables


def test_further_commands(tmp_path: Path) -> None:
    """`make` of what this very test runs in is only asked what it would do; the demo is played by its own test."""
    rest = [line for line in commands(README) if "clientome.sandbox" not in line]
    assert rest == ["make generate", "make test", "make demo"]
    asked = subprocess.run(
        ["make", "--dry-run", *(line.split()[1] for line in rest)], cwd=ROOT, capture_output=True, check=True
    )
    assert b"-m tests.demo" in asked.stdout
    document = ROOT / "tests/golden/fourth/openapi.yaml"
    values = {"<name>": "subseq", "FILE": str(document), "NAME": "mine", "DIR": str(tmp_path / "made")}
    forms = re.findall(r"`(\.venv/bin/python -m generator [^`]+)`", README)
    assert len(forms) == 2
    for form in forms:
        line = re.sub("|".join(values), lambda match: values[match[0]], form)
        subprocess.run(["bash", "-c", line], cwd=ROOT, env=environment(), capture_output=True, check=True)
    assert (tmp_path / "made" / "mine" / "client.py").is_file()
    for method in re.findall(r"`(make [a-z]+)`", README):
        subprocess.run([*method.split(), "--dry-run"], cwd=ROOT, capture_output=True, check=True)


@pytest.mark.parametrize("text", [README, *map(provider_readme, PROVIDERS)], ids=["README", *PROVIDERS])
def test_what_is_installed_and_linked_exists(text: str) -> None:
    """No network: the extras that a line of pip names are those of the package; no link is dead on a package page."""
    extras = set(metadata("clientome").get_all("Provides-Extra") or ())
    for named in INSTALL.findall(text):
        assert set(named.split(",")) <= extras
    assert [
        link for link in re.findall(r"\]\(([^)]+)\)", text) if not link.startswith(("https://", "#"))
    ] == []
    for path in re.findall(r"`((?:generated|specs|tests)/[^`<]+\.\w+|[A-Z]+\.md)`", text):
        assert (ROOT / path).is_file(), path


def test_the_readme_shows_every_provider_sync_and_async() -> None:
    assert {name for name, _ in NAMED.findall(README)} == set(PROVIDERS)
    assert len(BLOCK.findall(README)) == len(NAMED.findall(README))
    assert "async with" in README
