"""A side door: an SFTP server on the loopback interface whose finished files run the steps of `sftp`.

A file is finished when it is closed, or when it is renamed from a temporary name (a leading dot, or one of the endings
`.part`, `.filepart`, `.tmp`). What a broken connection leaves behind is not finished, and can be continued. Files stay
in the folder of the server until it ends, so that they can be looked at and are not sent twice by mistake.

Login: any user with the password `sandbox`, or with one of the given keys. The host key is kept in the state file.
"""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Coroutine, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TypeVar

import asyncssh
from asyncssh.constants import FXF_WRITE

from .blobs import PIECE, described
from .environment import SECRET
from .runs import Refusal, perform
from .steps import program
from .values import ExpressionError, compiled

if TYPE_CHECKING:
    from .server import Application

T = TypeVar("T")
HOST_KEY = "sftp host key"
UNFINISHED = (".part", ".filepart", ".tmp")


@dataclass(frozen=True, slots=True)
class Door:
    """A running server: where it is, and the line by which a client knows it."""

    host: str
    port: int
    user: str
    password: str
    known_hosts: str
    """The key of the server in the form of a `known_hosts` file, without the host."""
    folder: Path
    """What the client sees as `/`."""


def has_door(behaviour: Mapping[str, Any]) -> bool:
    """Whether a `sandbox.yaml` declares a side door."""
    return "sftp" in behaviour


@contextmanager
def door(
    application: Application, *, host: str = "127.0.0.1", port: int = 0, authorized_keys: str | None = None
) -> Generator[Door]:
    """Serve SFTP in a thread of its own until the block ends; `authorized_keys` is a file of users' public keys."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="sandbox-sftp", daemon=True)
    thread.start()

    def call(work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, loop).result(30)

    with TemporaryDirectory(prefix="sandbox-sftp-", ignore_cleanup_errors=True) as name:
        intake = Intake(application, Path(name))
        key = _host_key(application)
        server = call(_listen(intake, host, port, key, authorized_keys))
        try:
            yield Door(
                host, server.get_port(), SECRET, SECRET, key.export_public_key().decode().strip(), Path(name)
            )
        finally:
            call(_stop(server))
            _ = loop.call_soon_threadsafe(loop.stop)
            thread.join(10)
            loop.close()


def _host_key(application: Application) -> asyncssh.SSHKey:
    engine = application.engine
    with engine.lock:
        kept = engine.store.meta.get(HOST_KEY)
        if kept is None:
            made = asyncssh.generate_private_key("ssh-ed25519")  # pyright: ignore[reportUnknownMemberType]
            kept = made.export_private_key().decode()
            engine.store.remember(HOST_KEY, kept)
            engine.store.save()
    return asyncssh.import_private_key(kept)


async def _listen(
    intake: Intake, host: str, port: int, key: asyncssh.SSHKey, authorized_keys: str | None
) -> asyncssh.SSHAcceptor:
    def files(channel: asyncssh.SSHServerChannel[bytes]) -> Files:
        return Files(channel, intake)

    more: dict[str, Any] = {} if authorized_keys is None else {"authorized_client_keys": authorized_keys}
    return await asyncssh.listen(
        host, port, server_factory=Guard, server_host_keys=[key], sftp_factory=files, allow_scp=False, **more
    )


async def _stop(server: asyncssh.SSHAcceptor) -> None:
    server.close()
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        _ = task.cancel()
    _ = await asyncio.gather(*tasks, return_exceptions=True)


class Guard(asyncssh.SSHServer):
    """Any user with the password of the sandbox; keys are checked by asyncssh."""

    def password_auth_supported(self) -> bool:
        """Passwords are taken."""
        return True

    def validate_password(self, username: str, password: str) -> bool:
        """Whether it is the one."""
        return password == SECRET


class Intake:
    """Takes finished files into the sandbox."""

    def __init__(self, application: Application, folder: Path) -> None:
        self.folder = folder
        self._application = application
        self._engine = application.engine
        raw: Mapping[str, Any] = application.engine.raw["sftp"]
        self._steps = program(self._engine, raw["steps"])
        self._account = compiled(raw.get("account"), self._engine.evaluator)(self._engine.names())

    def take(self, local: Path) -> None:
        """Store the content of a file and run the steps; `asyncssh.SFTPFailure` where they refuse it."""
        if not local.is_file():
            return
        path = local.relative_to(self.folder.resolve()).as_posix()
        engine = self._engine
        writer = engine.blobs.writer()
        try:
            with local.open("rb") as source:
                while piece := source.read(PIECE):
                    writer.write(piece)
        except BaseException:
            writer.drop()
            raise
        try:
            with engine.changing() as now:
                file = described(path, writer.finish(), field="")
                run = engine.run_for(self._account, now)
                run.names["file"] = file
                _ = perform(self._steps, run)
        except Refusal as refusal:
            raise asyncssh.SFTPFailure(str(refusal)) from None
        except ExpressionError as wrong:
            engine.note(f"sftp: {wrong}")
            raise asyncssh.SFTPFailure("The file cannot be taken.") from None
        self._application.ticker.wake_from_thread()


class Files(asyncssh.SFTPServer):
    """The folder, with an eye on what is finished."""

    def __init__(self, channel: asyncssh.SSHServerChannel[bytes], intake: Intake) -> None:
        super().__init__(channel, chroot=os.fsencode(intake.folder))  # pyright: ignore[reportUnknownMemberType]
        self._connection = channel
        self._intake = intake
        self._written: dict[int, bytes] = {}

    def open(self, path: bytes, pflags: int, attrs: asyncssh.SFTPAttrs) -> object:
        """Remember what is written to."""
        opened = super().open(path, pflags, attrs)
        if pflags & FXF_WRITE:
            self._written[id(opened)] = path
        return opened

    async def close(self, file_obj: object) -> None:
        """The end of a file, unless the connection broke."""
        path = self._written.pop(id(file_obj), None)
        _ = super().close(file_obj)
        if path is not None and not self._connection.is_closing() and not _unfinished(path):
            await self._take(path)

    async def rename(self, oldpath: bytes, newpath: bytes) -> None:
        """The end of a file that had a temporary name."""
        _ = super().rename(oldpath, newpath)
        await self._renamed(oldpath, newpath)

    async def posix_rename(self, oldpath: bytes, newpath: bytes) -> None:
        """As `rename`; replaces."""
        _ = super().posix_rename(oldpath, newpath)
        await self._renamed(oldpath, newpath)

    async def _renamed(self, oldpath: bytes, newpath: bytes) -> None:
        if _unfinished(oldpath) and not _unfinished(newpath):
            await self._take(newpath)

    async def _take(self, path: bytes) -> None:
        await asyncio.to_thread(self._intake.take, Path(os.fsdecode(self.map_path(path))))


def _unfinished(path: bytes) -> bool:
    name = os.fsdecode(path).rpartition("/")[2]
    return name.startswith(".") or name.endswith(UNFINISHED)
