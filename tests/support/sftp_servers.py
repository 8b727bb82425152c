"""Servers for the SFTP tests: OpenSSH's sshd, one inside this process, and a proxy between that breaks things."""

from __future__ import annotations

import asyncio
import getpass
import os
import shutil
import socket
import subprocess
import threading
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import asyncssh

from clientome._runtime.sftp.upload import SftpTarget
from tests.support.ports import unused

T = TypeVar("T")
SSHD = shutil.which("sshd", path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")
PASSWORD = "correct horse battery"


class Loop:
    """An event loop in a thread, for servers."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, name="servers")
        self.thread.start()

    def call(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(30)

    def close(self) -> None:
        async def rest() -> None:
            tasks = asyncio.all_tasks() - {asyncio.current_task()}
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

        self.call(rest())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()


@dataclass(frozen=True)
class Keys:
    """Keys of servers and users, as files below one folder."""

    folder: Path
    host: asyncssh.SSHKey
    user: asyncssh.SSHKey

    @classmethod
    def make(cls, folder: Path) -> Keys:
        host = asyncssh.generate_private_key("ssh-ed25519")
        user = asyncssh.generate_private_key("ssh-ed25519")
        for name, key in {"host": host, "user": user}.items():
            path = folder / name
            path.write_bytes(key.export_private_key())
            path.chmod(0o600)
        (folder / "authorized_keys").write_bytes(user.export_public_key())
        (folder / "authorized_keys").chmod(0o600)
        return cls(folder, host, user)

    @property
    def host_line(self) -> str:
        return self.host.export_public_key().decode().strip()


@dataclass
class Place:
    """A running server, and the folder on this machine that an upload ends in."""

    port: int
    root: Path
    keys: Keys
    folder: str = "incoming"
    auth: type[Auth] | None = None

    def target(self, **changes: Any) -> SftpTarget:
        """How to reach it; every part can be replaced."""
        given: dict[str, Any] = {
            "host": "127.0.0.1",
            "port": self.port,
            "username": getpass.getuser(),
            "key_file": self.keys.folder / "user",
            "known_hosts": [self.keys.host_line],
            "folder": self.folder,
        }
        return SftpTarget(**{**given, **changes})

    @property
    def incoming(self) -> Path:
        return self.root / self.folder

    def names(self) -> list[str]:
        """What is in the folder, temporary files too."""
        return sorted(path.name for path in self.incoming.iterdir()) if self.incoming.exists() else []

    def part(self) -> Path:
        """The one temporary file."""
        [name] = [name for name in self.names() if name.endswith(".part")]
        return self.incoming / name


class Sshd:
    """OpenSSH's server on the loopback interface, for this user only."""

    def __init__(self, folder: Path, root: Path, keys: Keys, *lines: str, subsystem: str = "") -> None:
        self.port = unused()
        if os.geteuid() == 0:
            Path("/run/sshd").mkdir(exist_ok=True)
        configuration = [
            f"Port {self.port}",
            "ListenAddress 127.0.0.1",
            f"AuthorizedKeysFile {keys.folder / 'authorized_keys'}",
            "StrictModes no",
            "UsePAM no",
            "PidFile none",
            "PermitRootLogin yes",
            f"Subsystem sftp internal-sftp -d {root} {subsystem}",
            *(lines or [f"HostKey {keys.folder / 'host'}"]),
        ]
        path = folder / f"sshd_{self.port}.conf"
        path.write_text("\n".join(configuration) + "\n")
        self.log = (folder / f"sshd_{self.port}.log").open("wb")
        self.process = subprocess.Popen([str(SSHD), "-D", "-e", "-f", str(path)], stderr=self.log)
        for _ in range(200):
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(0.05)
                break
        self.close()
        raise RuntimeError(Path(self.log.name).read_text())

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(10)
        self.log.close()


class Auth(asyncssh.SSHServer):
    """Accepts one user's key and password, and counts how often somebody tried."""

    tried = 0

    def begin_auth(self, username: str) -> bool:
        type(self).tried += 1
        return True

    def password_auth_supported(self) -> bool:
        return True

    def validate_password(self, username: str, password: str) -> bool:
        return password == PASSWORD


class InProcess:
    """asyncssh's server, whose SFTP side a test can replace."""

    def __init__(
        self, loop: Loop, root: Path, keys: Keys, files: type[asyncssh.SFTPServer], **more: Any
    ) -> None:
        self.loop = loop
        self.auth: type[Auth] = type("CountingAuth", (Auth,), {"tried": 0})
        self.server: asyncssh.SSHAcceptor = loop.call(self._start(root, keys, files, more))
        self.port = self.server.get_port()

    async def _start(
        self, root: Path, keys: Keys, files: type[asyncssh.SFTPServer], more: dict[str, Any]
    ) -> asyncssh.SSHAcceptor:
        def sftp(channel: asyncssh.SSHServerChannel[bytes]) -> asyncssh.SFTPServer:
            return files(channel, chroot=os.fsencode(root))

        given = {
            "server_host_keys": [keys.host],
            "authorized_client_keys": str(keys.folder / "authorized_keys"),
        }
        return await asyncssh.listen(
            "127.0.0.1", 0, server_factory=self.auth, sftp_factory=sftp, **{**given, **more}
        )

    def close(self) -> None:
        async def stop() -> None:
            self.server.close()
            await self.server.wait_closed()

        self.loop.call(stop())


class Proxy:
    """Forwards to a server. A connection is cut, or goes silent, when as many bytes went up as its limit allows.

    The limits are those of the first, second, ... connection; the last one holds for all that follow.
    """

    def __init__(self, loop: Loop, port: int, *limits: int | None, silent: bool = False) -> None:
        self.loop = loop
        self.upstream = port
        self.limits = limits or (None,)
        self.silent = silent
        self.sent = 0
        self.connections = 0
        self.writers: list[asyncio.StreamWriter] = []
        self.server: asyncio.Server = loop.call(self._start())
        self.port: int = self.server.sockets[0].getsockname()[1]

    async def _start(self) -> asyncio.Server:
        return await asyncio.start_server(self._serve, "127.0.0.1", 0)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        limit = self.limits[min(self.connections, len(self.limits) - 1)]
        self.connections += 1
        back, up = await asyncio.open_connection("127.0.0.1", self.upstream)
        self.writers += [writer, up]
        await asyncio.gather(self._up(reader, up, limit), self._down(back, writer))
        writer.close()
        up.close()

    async def _up(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, limit: int | None
    ) -> None:
        left = limit
        with suppress(OSError):
            while data := await reader.read(65536):
                allowed = data if left is None else data[:left]
                left = None if left is None else left - len(allowed)
                self.sent += len(allowed)
                writer.write(allowed)
                await writer.drain()
                if allowed != data:
                    if self.silent:
                        await asyncio.Event().wait()
                    break
        writer.close()

    async def _down(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
        writer.close()

    def close(self) -> None:
        async def stop() -> None:
            self.server.close()
            for writer in self.writers:
                writer.close()
            await asyncio.sleep(0)

        self.loop.call(stop())
