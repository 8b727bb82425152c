"""Profiles, login and doctor."""

from __future__ import annotations

import os
import sys
import types
from pathlib import Path
from typing import Any

import pytest

from clientome import ConfigurationError
from clientome.galatea import Galatea
from clientome.subseq import AsyncSubseq, Subseq

from .conftest import Run

KEY = "a-secret-key"


def write(path: Path, text: str, mode: int = 0o600) -> None:
    path.write_text(text)
    path.chmod(mode)


def key(client: Any) -> str | None:
    return client._session.settings.secrets.get("api_key")


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith(("SUBSEQ_", "GALATEA_", "GC_"))]:
        monkeypatch.delenv(name)


def test_argument_environment_profile(no_profiles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(
        no_profiles,
        f'[lab]\nprovider = "subseq"\nbase_url = "http://profile/v1"\ncredential_process = ["echo", "{KEY}"]\n',
    )
    assert Subseq.from_profile("lab").base_url == "http://profile/v1"
    assert key(AsyncSubseq.from_profile("lab")) == KEY
    monkeypatch.setenv("SUBSEQ_BASE_URL", "http://environment")
    monkeypatch.setenv("SUBSEQ_API_KEY", "of the environment")
    assert Subseq.from_profile("lab").base_url == "http://environment"
    assert key(Subseq.from_profile("lab")) == "of the environment"
    client = Subseq.from_profile("lab", base_url="http://argument", api_key="given")
    assert (client.base_url, key(client)) == ("http://argument", "given")


def test_the_profile_of_the_provider_is_the_default(no_profiles: Path) -> None:
    assert Subseq.from_profile().base_url == "https://subseq.bio/api/v1"
    write(no_profiles, '[subseq]\nbase_url = "http://own/"\n[galatea]\ntimeout = 5\n')
    assert Subseq.from_profile().base_url == "http://own"


def test_a_login_comes_from_one_place(no_profiles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(no_profiles, '[galatea]\ncredential_process = ["echo", \'{"email": "a@b.c", "password": "p"}\']\n')
    assert set(Galatea.from_profile()._session.settings.secrets) == {"email", "password"}
    monkeypatch.setenv("GALATEA_API_KEY", KEY)
    assert set(Galatea.from_profile()._session.settings.secrets) == {"api_key"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[lab\n", "not TOML"),
        ("lab = 1\n", "not a table"),
        ('[lab]\nprovider = "galatea"\n', "of the provider 'galatea'"),
        ('[lab]\nprovider = "subseq"\nbase-url = "x"\n', "'base-url' is not known"),
        ('[lab]\nprovider = "subseq"\ntimeout = true\n', "timeout must be a int or float"),
        ('[lab]\nprovider = "subseq"\ncredential_process = ["false"]\n', "exit status 1"),
        ('[lab]\nprovider = "subseq"\ncredential_process = ["/nowhere"]\n', "cannot be run"),
        ('[lab]\nprovider = "subseq"\ncredential_process = ["true"]\n', "printed none of"),
        ('[other]\nprovider = "subseq"\n', "no profile 'lab'; there are: other"),
    ],
)
def test_what_is_wrong_is_said(no_profiles: Path, text: str, said: str) -> None:
    write(no_profiles, text)
    with pytest.raises(ConfigurationError) as caught:
        Subseq.from_profile("lab")
    assert said in str(caught.value)


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")
def test_others_may_not_read_it(no_profiles: Path) -> None:
    write(no_profiles, '[subseq]\napi_key = "k"\n', 0o640)
    with pytest.raises(ConfigurationError, match="chmod 600"):
        Subseq.from_profile()


def test_a_secret_in_the_file_is_warned_of_and_never_shown(no_profiles: Path) -> None:
    write(no_profiles, f'[subseq]\napi_key = "{KEY}"\n')
    with pytest.warns(UserWarning, match="credential_process"):
        client = Subseq.from_profile()
    assert key(client) == KEY
    write(no_profiles, f'[subseq]\napi_key = "{KEY}\n')
    with pytest.raises(ConfigurationError) as caught:
        Subseq.from_profile()
    assert KEY not in str(caught.value)


def test_login_keeps_what_is_typed_in_the_keyring(
    no_profiles: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: dict[tuple[str, str], str] = {}
    ring: Any = types.ModuleType("keyring")
    ring.get_password = lambda service, name: kept.get((service, name))
    ring.set_password = lambda service, name, secret: kept.__setitem__((service, name), secret)
    ring.delete_password = lambda service, name: kept.pop((service, name))
    monkeypatch.setitem(sys.modules, "keyring", ring)
    done = run("login", "subseq", "--profile", "lab", input=f"{KEY}\n")
    assert done.exit_code == 0, done.output
    assert KEY not in done.output
    assert no_profiles.stat().st_mode & 0o777 == 0o600
    assert KEY not in no_profiles.read_text()
    assert key(Subseq.from_profile("lab")) == KEY
    assert "api_key" in run("whoami", "subseq", "--profile", "lab").stdout
    assert run("logout", "subseq", "--profile", "lab").exit_code == 0
    assert not kept


def test_a_read_only_profile_changes_nothing(sandbox: Any, run: Run, no_profiles: Path) -> None:
    _server = sandbox("subseq")
    write(no_profiles, "[subseq]\nread_only = true\n")
    assert run("subseq", "jobs", "list").exit_code == 0
    refused = run("subseq", "projects", "create", "x")
    assert refused.exit_code == 2
    assert "read-only" in refused.stderr


def test_doctor_tells_what_to_do(run: Run) -> None:
    done = run("doctor", "subseq")
    assert done.exit_code == 1
    assert "set SUBSEQ_API_KEY, or run: clientome login subseq" in done.stdout


def test_first_contact_makes_free_gets_only(sandbox: Any, run: Run, tmp_path: Path) -> None:
    server = sandbox("subseq")
    done = run("doctor", "subseq", "--read-only", "--report", str(tmp_path / "report.json"))
    assert done.exit_code == 0, done.output
    assert "GET /program/list" in done.stdout
    assert "POST" not in done.stdout
    assert server.variables["SUBSEQ_API_KEY"] not in done.stdout
