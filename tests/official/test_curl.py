"""The curl commands of the providers' documentation, run by curl itself: only host and key are changed.

`curl_<provider>.yaml` lists them, one entry a command. What it sends: `method` (where -X is given), `path`, `query`
(-G with --data-urlencode), `key` (false: no Authorization; text instead of the usual key), `headers`, `json` (-d),
`form` (-F), `send` (-T), `output` (-o), `flags`. What shall come back: `status` (any 2xx when absent; a list: one of
them), `type`, `answers` (headers), `starts` (first characters of the body), `has` (members), `holds` (values; a list
holds if each of its items is found in the order given; an object under `0` holds in a list or by itself).

`first` names the command before it, `saves` what that one leaves for `{names}` here. `variant` marks an entry that is
not a command of its own there, and `but` tells what is wrong with the printed one.
"""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml

CURL = shutil.which("curl")
HERE = Path(__file__).parent
KEYS = {"galatea": "sandbox", "subseq": "sk-ss-admin-123"}
PRINTED = {"galatea": 33, "subseq": 47}
TEXTS = {
    "data/sample.fasta": ">sample\nMKTAYIAKQRQISFVKSHFSRQ\n",
    "outputs/prediction.pdb": "HEADER    PREDICTION\nEND\n",
    "prediction_v2.pdb": "HEADER    PREDICTION 2\nEND\n",
}


def entries(provider: str) -> list[dict[str, Any]]:
    return yaml.safe_load((HERE / f"curl_{provider}.yaml").read_text(encoding="utf-8"))


EVERY = [(provider, entry) for provider in PRINTED for entry in entries(provider)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The files that the commands send."""
    for name, text in TEXTS.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    for name, member in (
        ("filename.txt.zip", "filename.txt"),
        ("protein-models.zip", "models/prediction.pdb"),
    ):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr(member, TEXTS["prediction_v2.pdb"])
    return tmp_path


def filled(value: Any, known: dict[str, Any]) -> Any:
    """The value with what is known in place of `{names}`."""
    if isinstance(value, str):
        if value[:1] + value[-1:] == "{}" and value[1:-1] in known:
            return known[value[1:-1]]
        for name, found in known.items():
            value = value.replace(f"{{{name}}}", str(found))
        return value
    if isinstance(value, list):
        return [filled(one, known) for one in value]
    return {name: filled(one, known) for name, one in value.items()} if isinstance(value, dict) else value


def arguments(entry: dict[str, Any], origin: str, key: str) -> list[str]:
    given = [*entry.get("flags", ())]
    if "method" in entry:
        given += ["-X", entry["method"]]
    if "query" in entry:
        given += ["-G", *(part for pair in entry["query"] for part in ("--data-urlencode", pair))]
    headers = dict(entry.get("headers", {}))
    if entry.get("key", True):
        headers["Authorization"] = f"Bearer {key if entry.get('key', True) is True else entry['key']}"
    given += [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    given += [part for field in entry.get("form", ()) for part in ("-F", field)]
    if "json" in entry:
        given += ["-d", json.dumps(entry["json"])]
    for option, name in (("-T", "send"), ("-o", "output")):
        given += [option, entry[name]] if name in entry else []
    return [*given, origin + entry["path"]]


def curl(folder: Path, given: list[str], entry: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body."""
    command = [str(CURL), "-sS", "--max-time", "30", "-D", "headers.txt", *given]
    done = subprocess.run(command, cwd=folder, capture_output=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    # The last of the heads: before it there may be one of 100 Continue.
    lines = (folder / "headers.txt").read_bytes().decode("latin-1").strip().split("\r\n\r\n")[-1].splitlines()
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
    body = (folder / entry["output"]).read_bytes() if "output" in entry else done.stdout
    if "-i" in given:
        body = body.partition(b"\r\n\r\n")[2]
    return int(lines[0].split()[1]), headers, body


def at(value: Any, path: str) -> Any:
    for name in path.split("."):
        assert isinstance(value, dict), path
        assert name in value, path
        value = value[name]
    return value


def holds(wanted: Any, found: Any) -> bool:
    """Whether all that is wanted is in what was found."""
    if isinstance(wanted, dict) and set(wanted) == {0}:
        return holds(wanted[0], found[0] if isinstance(found, list) else found)
    if isinstance(wanted, dict):
        return isinstance(found, dict) and all(k in found and holds(v, found[k]) for k, v in wanted.items())
    if isinstance(wanted, list):
        rest = iter(found) if isinstance(found, list) else iter(())
        return all(any(holds(one, other) for other in rest) for one in wanted)
    return wanted == found and isinstance(wanted, bool) == isinstance(found, bool)


def run(provider: str, entry: dict[str, Any], place: Any, folder: Path) -> dict[str, Any]:
    """Run a command, after those that it needs, and look at the answer; what is known for the next one."""
    archive = (folder / "protein-models.zip").read_bytes()
    known: dict[str, Any] = {"zip_size": len(archive), "zip_sha256": hashlib.sha256(archive).hexdigest()}
    if "first" in entry:
        before = next(one for one in entries(provider) if one["name"] == entry["first"])
        known |= run(provider, before, place, folder)
    given = arguments(filled(entry, known), place.origin, KEYS[provider])
    status, headers, body = curl(folder, given, entry)
    wanted = entry.get("status", range(200, 300))
    assert status in ([wanted] if isinstance(wanted, int) else wanted), (status, body[:500])
    assert headers.get("content-type", "").startswith(entry.get("type", "")), headers
    for name, value in entry.get("answers", {}).items():
        assert headers.get(name) == value, headers
    assert body.startswith(entry.get("starts", "").encode())
    if body.startswith(b"PK"):
        assert zipfile.ZipFile(io.BytesIO(body)).testzip() is None
    if not {"holds", "has", "saves"} & set(entry):
        return known
    found = json.loads(body)
    assert holds(entry.get("holds", {}), found), found
    for path in entry.get("has", ()):
        assert at(found, path) is not False
    return known | {name: at(found, path) for name, path in entry.get("saves", {}).items()}


@pytest.mark.skipif(CURL is None, reason="curl is not installed")
@pytest.mark.parametrize(("provider", "entry"), EVERY, ids=[f"{p}: {e['name']}" for p, e in EVERY])
def test_the_command_works(
    provider: str, entry: dict[str, Any], request: pytest.FixtureRequest, folder: Path
) -> None:
    place = request.getfixturevalue(provider)
    _ = run(provider, entry, place, folder)


@pytest.mark.parametrize("provider", PRINTED)
def test_every_command_of_the_documentation_is_here(provider: str) -> None:
    listed = entries(provider)
    assert len([entry for entry in listed if not entry.get("variant")]) == PRINTED[provider]
    assert len({entry["name"] for entry in listed}) == len(listed)
    known = {"name", "variant", "first", "method", "path", "query", "key", "headers", "json", "form", "send", "output",
             "flags", "status", "type", "answers", "starts", "has", "holds", "saves", "but"}  # fmt: skip
    assert {key for entry in listed for key in entry} <= known


def test_what_holds() -> None:
    assert holds({"a": [{"b": 1}]}, {"a": [{"b": 0}, {"b": 1, "c": 2}]})
    assert not holds({"a": [{"b": 1}, {"b": 0}]}, {"a": [{"b": 0}, {"b": 1}]})
    assert not holds({"a": None}, {})
    assert not holds({"a": True}, {"a": 1})
    assert holds({0: {"a": 1}}, [{"a": 1}])
