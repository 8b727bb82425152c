from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import asyncssh
import pytest

from clientome._runtime.sftp import upload as sftp
from tests.support.sftp_servers import SSHD, InProcess, Keys, Loop, Place, Proxy, Sshd


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    return Keys.make(tmp_path_factory.mktemp("keys"))


@pytest.fixture(scope="session")
def servers() -> Iterator[Loop]:
    loop = Loop()
    yield loop
    loop.close()


@pytest.fixture(scope="session")
def sshd_binary() -> str:
    if SSHD is None:
        pytest.skip("OpenSSH's sshd is not installed: apt-get install openssh-server openssh-client")
    return SSHD


@pytest.fixture
def sshd(sshd_binary: str, tmp_path: Path, keys: Keys) -> Iterator[Callable[..., Place]]:
    """Starts OpenSSH servers."""
    running: list[Sshd] = []

    def start(*lines: str, subsystem: str = "") -> Place:
        root = tmp_path / "server"
        root.mkdir(exist_ok=True)
        running.append(Sshd(tmp_path, root, keys, *lines, subsystem=subsystem))
        return Place(running[-1].port, root, keys)

    yield start
    for server in running:
        server.close()


@pytest.fixture
def inprocess(servers: Loop, tmp_path: Path, keys: Keys) -> Iterator[Callable[..., Place]]:
    """Starts servers in this process, optionally with an SFTP side that misbehaves."""
    running: list[InProcess] = []

    def start(files: type[asyncssh.SFTPServer] = asyncssh.SFTPServer, **more: Any) -> Place:
        root = tmp_path / "server"
        root.mkdir(exist_ok=True)
        running.append(InProcess(servers, root, keys, files, **more))
        return Place(running[-1].port, root, keys, auth=running[-1].auth)

    yield start
    for server in running:
        server.close()


@pytest.fixture(params=["openssh", "inprocess"])
def place(request: pytest.FixtureRequest) -> Place:
    """The same test against both kinds of server."""
    start: Callable[..., Place] = request.getfixturevalue(
        "sshd" if request.param == "openssh" else "inprocess"
    )
    return start()


@pytest.fixture
def proxy(servers: Loop) -> Iterator[Callable[..., Proxy]]:
    running: list[Proxy] = []

    def start(place: Place, *limits: int | None, silent: bool = False) -> Proxy:
        running.append(Proxy(servers, place.port, *limits, silent=silent))
        return running[-1]

    yield start
    for each in running:
        each.close()


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses between attempts are chosen at random from 0 on; here they are 0."""
    monkeypatch.setattr(sftp.random, "random", lambda: 0.0)


@pytest.fixture
def data() -> Callable[[int], bytes]:
    return lambda size: random.Random(size).randbytes(size)


@pytest.fixture
def file(tmp_path: Path, data: Callable[[int], bytes]) -> Path:
    path = tmp_path / "genome 1.vcf.gz"
    path.write_bytes(data(6_000_001))
    return path
