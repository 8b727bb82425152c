"""Descriptions of others: golden packages, calls over a real connection, strict types, and nothing lost in a big one."""

from __future__ import annotations

import asyncio
import importlib
import inspect
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import pytest
from pydantic import TypeAdapter

from clientome._runtime.base.errors import APIError, ConfigurationError
from clientome._runtime.call.binary import AsyncBinaryResponse, BinaryResponse, ResponseInfo
from generator.__main__ import main
from generator.parse import parse
from generator.spec.load import load as load_document
from generator.spec.naming import name_inline_schemas
from generator.spec.resolve import resolve as resolve_document
from generator.types.models import models
from tests.golden import ROOT, cases, difference, write
from tests.golden.calls import CALLS, Call, Reply
from tests.golden.provider import Provider

from . import big

TOP = ROOT.parents[1]


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    server = Provider()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """All golden packages, importable below one package of this test alone."""
    folder = tmp_path_factory.mktemp("golden")
    root = folder / "goldens"
    root.mkdir()
    _ = (root / "__init__.py").write_text("")
    for case in cases():
        _ = write(case, root)
    sys.path.insert(0, str(folder))
    yield root
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.partition(".")[0] == "goldens"]:
        del sys.modules[name]


@pytest.mark.parametrize("case", cases())
def test_the_package_is_the_committed_one(case: str) -> None:
    lines = list(difference(case))
    assert not lines, "".join([*lines, "\nwanted? python -m tests.golden --update\n"])


def modules(root: Path, case: str) -> list[ModuleType]:
    names = (path.relative_to(root.parent).with_suffix("") for path in sorted((root / case).rglob("*.py")))
    return [importlib.import_module(".".join(name.parts).removesuffix(".__init__")) for name in names]


@pytest.mark.parametrize("case", cases())
def test_every_module_imports_and_both_clients_are_made(case: str, packages: Path) -> None:
    assert len(modules(packages, case)) > 8
    package = importlib.import_module(f"goldens.{case}")
    for name in package.__all__:
        assert getattr(package, name) is not None
    for name in (n for n in package.__all__ if n != "models"):
        client = getattr(package, name)(base_url="http://127.0.0.1:1")
        attributes = [
            n for n, value in vars(type(client)).items() if type(value).__name__ == "cached_property"
        ]
        assert attributes
        for attribute in attributes:
            methods = [
                f for n, f in inspect.getmembers(getattr(client, attribute), inspect.ismethod) if n[0] != "_"
            ]
            assert all(method.__doc__ for method in methods)


def client_of(call: Call, name: str, provider: Provider) -> Any:
    package = importlib.import_module(f"goldens.{call.case}")
    sync = next(n for n in package.__all__ if n != "models" and f"Async{n}" in package.__all__)
    return getattr(package, name + sync)(base_url=provider.url, retries=0, **call.client)


def plain(result: Any) -> Any:
    """A result as JSON values; what a stream holds, as bytes."""
    if isinstance(result, BinaryResponse):
        return result.read()
    if result is None or isinstance(result, bytes):
        return result
    if isinstance(result, ResponseInfo):
        return {"status": result.status}
    return json.loads(TypeAdapter(Any).dump_json(result, by_alias=True, exclude_unset=True))


def exact(value: Any) -> Any:
    """A value in which 1, 1.0 and true differ."""
    if isinstance(value, dict):
        return {key: exact(item) for key, item in cast("dict[str, Any]", value).items()}
    if isinstance(value, list):
        return [exact(item) for item in cast("list[Any]", value)]
    return type(value).__name__, value


def check(call: Call, provider: Provider, result: Any) -> None:
    (line, headers, body), *more = provider.seen
    assert not more
    assert line == call.line
    for name, value in call.headers.items():
        assert headers.get(name) == value, name
    content_type = headers.get("Content-Type")
    if call.json is not None:
        assert exact(json.loads(body)) == exact(call.json)
        assert content_type == (call.content_type or "application/json")
    elif call.parts is not None:
        assert content_type is not None
        whole = message_from_bytes(f"Content-Type: {content_type}\r\n\r\n".encode() + body)
        parts = [cast("Message", part) for part in whole.get_payload()]
        found = [
            (
                part.get_param("name", header="content-disposition"),
                part.get_filename(),
                part.get_content_type() if "Content-Type" in part else None,
                part.get_payload(decode=True),
            )
            for part in parts
        ]
        assert found == list(call.parts)
    else:
        assert body == (call.body or b"")
        assert content_type == call.content_type
    assert exact(plain(result)) == exact(call.result)


def title(call: Call) -> str:
    return f"{call.case}-{call.method}"


def method(client: Any, path: str) -> Any:
    attribute, _, name = path.partition(".")
    return getattr(getattr(client, attribute), name)


@pytest.mark.parametrize("call", CALLS, ids=title)
def test_sync_calls(call: Call, packages: Path, provider: Provider) -> None:
    provider.reply, provider.seen = call.reply, []
    with client_of(call, "", provider) as client:
        check(call, provider, method(client, call.method)(**call.arguments))


@pytest.mark.parametrize("call", CALLS, ids=title)
def test_async_calls(call: Call, packages: Path, provider: Provider) -> None:
    provider.reply, provider.seen = call.reply, []

    async def run() -> Any:
        async with client_of(call, "Async", provider) as client:
            result = await method(client, call.method)(**call.arguments)
            return await result.read() if isinstance(result, AsyncBinaryResponse) else result

    check(call, provider, asyncio.run(run()))


def methods_of(client: Any) -> Iterator[tuple[str, Any]]:
    """Every method of every resource, under its name below the client."""
    for attribute, value in vars(type(client)).items():
        if type(value).__name__ == "cached_property":
            for name, found in inspect.getmembers(getattr(client, attribute), inspect.ismethod):
                if not name.startswith("_"):
                    yield f"{attribute}.{name}", found


def test_every_method_of_every_golden_package_is_called(packages: Path, provider: Provider) -> None:
    elsewhere = {"answers.head_thing", "servers.get_own", "servers.get_other"}  # below, one by one
    for case in cases():
        if case == "fourth":
            # Each of its methods is several calls: see test_fourth.
            continue
        client = client_of(Call(case, "", ""), "", provider)
        called = {call.method for call in CALLS if call.case == case}
        assert {name for name, _ in methods_of(client)} - elsewhere == called, case


def test_head_brings_the_headers(packages: Path, provider: Provider) -> None:
    provider.reply, provider.seen = Reply(200, headers={"X-Size": "3"}), []
    with client_of(Call("answers", "", ""), "", provider) as client:
        assert client.answers.head_thing().headers["x-size"] == "3"


def test_a_redirect_that_is_the_answer_is_followed(packages: Path, provider: Provider) -> None:
    provider.reply, provider.seen = Reply(302, headers={"Location": f"{provider.url}/redirect"}), []
    with (
        client_of(Call("answers", "", ""), "", provider) as client,
        pytest.raises(APIError, match="redirects"),
    ):
        _ = client.answers.get_archive()
    assert len(provider.seen) > 1


def test_servers_of_operations(packages: Path, provider: Provider) -> None:
    provider.reply, provider.seen = Reply(), []
    operations = importlib.import_module("goldens.servers.operations.servers")
    assert operations.GET_OTHER.server == "https://files.example.net/up"
    with client_of(Call("servers", "", ""), "", provider) as client:
        client.servers.get_own()
        assert provider.seen[0][0] == "GET /d/own"
    package = importlib.import_module("goldens.servers")
    assert package.Servers().base_url == "https://eu.example.org:8443/v2"
    assert package.Servers(environment="server_2").base_url == "https://sandbox.example.org/v2"


def test_without_a_server_the_client_asks_for_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = generate(
        tmp_path, "paths: {/a: {get: {operationId: a, responses: {'204': {description: d}}}}}", "serverless"
    )
    assert out[0] == 0
    assert "[no-server]" in out[1]
    monkeypatch.syspath_prepend(tmp_path)
    package = importlib.import_module("serverless")
    with pytest.raises(ConfigurationError, match="base_url"):
        package.Serverless()
    assert package.Serverless(base_url="https://a.example/v1").base_url == "https://a.example/v1"


def generate(folder: Path, text: str, name: str, *arguments: str, head: str = "") -> tuple[int, str]:
    """What `generate --spec` says of a description, and its exit code."""
    spec = folder / f"{name}.yaml"
    _ = spec.write_text(f"openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\n{head}{text}\n", encoding="utf-8")
    command = ["-m", "generator", "generate", "--spec", str(spec), "--name", name, "--out", str(folder)]
    done = subprocess.run(
        [sys.executable, *command, *arguments], cwd=TOP, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stderr


def test_what_is_unsupported_is_an_error_with_its_place_and_an_omission_where_allowed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spec = ROOT / "unsupported" / "openapi.yaml"
    command = ["generate", "--spec", str(spec), "--name", "beyond", "--out", str(tmp_path)]
    assert main(command) == 2
    lines = capsys.readouterr().err.splitlines()
    assert [line.rpartition("openapi.yaml:")[2].split(" (#")[0].split("]")[0] for line in lines] == [
        "10: unsupported [unsupported-body",
        "17: unsupported [unsupported-parameter",
        "21: unsupported [unsupported-security",
    ]
    assert not (tmp_path / "beyond").exists()
    assert main([*command, "--allow-unsupported"]) == 0
    lines = capsys.readouterr().err.splitlines()
    assert ["omitted [" in line for line in lines] == [True, True, True]
    assert (tmp_path / "beyond" / "client.py").is_file()


CLASHES = """
paths:
  /a: {get: {operationId: first, tags: [things], x-sdk-method: get, responses: {'204': {description: d}}}}
  /b:
    get:
      operationId: second
      tags: [things]
      x-sdk-method: get
      parameters: [{name: a-b, in: query, schema: {type: string}}, {name: a_b, in: query, schema: {type: string}}, {name: aB, in: query, schema: {type: string}}]
      responses: {'204': {description: d}}
components: {schemas: {foo-bar: {type: object, properties: {a: {type: string}}}, FooBar: {type: object, properties: {b: {type: string}}}}}
"""


def test_in_a_description_of_ours_a_clash_stays_an_error(tmp_path: Path) -> None:
    server = "servers: [{url: 'https://a.example'}]\n"
    code, said = generate(tmp_path, CLASHES, "theirs", head=server)
    assert code == 0, said
    assert said.count("[derived-name]") == 4
    assert "-collision]" not in said
    spec = (tmp_path / "theirs.yaml").read_text(encoding="utf-8")
    provider = "x-sdk-provider: {package: ours, client: Ours, title: T, baseUrlVariable: A, docs: 'https://a.example'}\n"
    _ = (tmp_path / "ours.yaml").write_text(spec + provider, encoding="utf-8")
    resolved = resolve_document(load_document(tmp_path / "ours.yaml"))
    api, problems = parse(*name_inline_schemas(resolved.document, resolved.place))
    found = {problem.id: problem.level for problem in [*problems, *models(api).problems]}
    assert found == {
        "method-collision": "error",
        "argument-collision": "error",
        "name-collision": "unsupported",
    }


def test_a_keyword_is_no_package(tmp_path: Path) -> None:
    code, said = generate(tmp_path, "paths: {}", "import")
    assert (code, "module name" in said) == (2, True)


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The package of the big description."""
    folder = tmp_path_factory.mktemp("big")
    spec = folder / "big.json"
    big.write(spec)
    assert main(["generate", "--spec", str(spec), "--name", "everything", "--out", str(folder)]) == 0
    sys.path.insert(0, str(folder))
    yield folder / "everything"
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.partition(".")[0] == "everything"]:
        del sys.modules[name]


def letters(name: str) -> str:
    return "".join(c for c in name if c.isalnum()).lower()


def test_nothing_of_the_big_description_is_lost(everything: Path) -> None:
    document = big.build()
    package = importlib.import_module("everything")
    schemas = document["components"]["schemas"]
    assert len(schemas) == 1400
    assert {letters(name) for name in schemas} <= {letters(name) for name in package.models.__all__}
    by_path: dict[tuple[str, str], list[tuple[Any, Any]]] = {}
    for name, method in methods_of(package.Everything(api_key="k")):
        operation = getattr(sys.modules[method.__module__].operations, name.partition(".")[2].upper())
        by_path.setdefault((operation.method, operation.path), []).append((method, operation))
    described = found = 0
    for path, item in document["paths"].items():
        shared = item.get("parameters", [])
        for verb, operation in item.items():
            if verb == "parameters":
                continue
            described += 1
            known = by_path[verb.upper(), path]
            assert len(known) == 1, (verb, path)
            method, value = known[0]
            found += 1
            wires = {(p.location, p.wire_name) for p in value.parameters}
            for parameter in [*shared, *operation.get("parameters", [])]:
                parameter = resolve(document, parameter)
                assert (parameter["in"], parameter["name"]) in wires
            assert {p.name for p in value.parameters} == set(inspect.signature(method).parameters) - {
                "options",
                "on_progress",
            }
            content = operation.get("requestBody", {}).get("content", {})
            assert [media.content_type for media in value.body] == list(content)
            for media in content.values():
                for wire in resolve(document, media["schema"])["properties"]:
                    assert {("body", wire), ("file", wire)} & wires
    assert (described, found) == (288, 288)


def resolve(document: Any, node: Any) -> Any:
    while "$ref" in node:
        target = document
        for token in node["$ref"].split("/")[1:]:
            target = target[token.replace("~1", "/").replace("~0", "~")]
        node = target
    return node


@pytest.mark.parametrize("tool", ["basedpyright", "mypy"])
def test_generated_packages_are_strictly_typed(tool: str, packages: Path, everything: Path) -> None:
    folders = [str(packages), str(everything)]
    scripts = Path(sys.executable).parent
    if tool == "mypy":
        command = [
            str(scripts / "mypy"),
            "--strict",
            "--config-file=",
            f"--cache-dir={packages.parent / 'cache'}",
        ]
    else:
        configuration = packages.parent / "pyrightconfig.json"
        settings = {"typeCheckingMode": "strict", "pythonVersion": "3.11", "include": folders}
        _ = configuration.write_text(json.dumps({**settings, "extraPaths": [str(TOP / "generated")]}))
        command, folders = [str(scripts / "basedpyright"), "-p", str(configuration)], []
    environment = {"MYPYPATH": str(TOP / "generated"), "PATH": str(scripts)}
    done = subprocess.run([*command, *folders], capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
