"""An SFTP server whose finished files run the steps of `sftp`. Needs the extra `sftp`.

Every user, password and key is good. A file is finished when it is closed after writing, unless its name begins with
a dot or with `part.`, or ends in `.part` or `.tmp`; such a one is finished when it is renamed.
"""

from __future__ import annotations

import os
import posixpath
import shutil
import socket
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import asyncssh

from .blobs import PIECE, described
from .runs import perform
from .steps import program
from .values import ExpressionError, Stop, compiled

if TYPE_CHECKING:
    from .engine import Engine

HOST_KEY = "ssh host key"
WRITE = 0x02
"""The flag of an SFTP open that a file is written."""


def unfinished(path: str) -> bool:
    """Whether a name tells that the file still comes."""
    name = posixpath.basename(path)
    return name.startswith((".", "part.")) or name.endswith((".part", ".tmp"))


class _Anyone(asyncssh.SSHServer):
    """Lets everybody in."""

    def begin_auth(self, username: str) -> bool:
        return True

    def password_auth_supported(self) -> bool:
        return True

    def validate_password(self, username: str, password: str) -> bool:
        return True

    def public_key_auth_supported(self) -> bool:
        return True

    def validate_public_key(self, username: str, key: asyncssh.SSHKey) -> bool:
        return True


class _Files(asyncssh.SFTPServer):
    """Tells when a file is finished."""

    def __init__(self, channel: Any, root: Path, finished: Callable[[str], None]) -> None:
        asyncssh.SFTPServer.__init__(self, channel, chroot=os.fsencode(root))  # pyright: ignore[reportUnknownMemberType]
        self._channel = channel
        self._finished = finished
        self._open: dict[int, str] = {}

    def open(self, path: bytes, pflags: int, attrs: asyncssh.SFTPAttrs) -> Any:
        opened: Any = super().open(path, pflags, attrs)
        if pflags & WRITE:
            self._open[id(opened)] = path.decode("utf-8", "replace")
        return opened

    def open56(self, path: bytes, desired_access: int, flags: int, attrs: asyncssh.SFTPAttrs) -> Any:
        opened: Any = super().open56(path, desired_access, flags, attrs)
        self._open[id(opened)] = path.decode("utf-8", "replace")
        return opened

    def close(self, file_obj: Any) -> Any:
        result: Any = super().close(file_obj)
        path = self._open.pop(id(file_obj), None)
        # What a broken connection leaves open is closed by the server itself, and is not finished.
        broken = self._channel.is_closing()
        if path is not None and not broken and not unfinished(path):
            self._finished(path)
        return result

    def rename(self, oldpath: bytes, newpath: bytes) -> Any:
        return self._renamed(super().rename(oldpath, newpath), oldpath, newpath)

    def posix_rename(self, oldpath: bytes, newpath: bytes) -> Any:
        return self._renamed(super().posix_rename(oldpath, newpath), oldpath, newpath)

    def _renamed(self, result: Any, old: bytes, new: bytes) -> Any:
        before, after = old.decode("utf-8", "replace"), new.decode("utf-8", "replace")
        if unfinished(before) and not unfinished(after):
            self._finished(after)
        return result


class SideDoor:
    """The SFTP server of one engine."""

    def __init__(self, engine: Engine) -> None:
        raw: Any = engine.raw["sftp"]
        self._engine = engine
        self._steps = program(engine, raw["steps"])
        self._account = compiled(raw.get("account"), engine.evaluator)
        self._root = Path(tempfile.mkdtemp(prefix="sandbox-sftp-"))
        self._acceptor: asyncssh.SSHAcceptor | None = None
        self._key = self._host_key()

    def _host_key(self) -> asyncssh.SSHKey:
        store = self._engine.store
        if HOST_KEY not in store.meta:
            made = asyncssh.generate_private_key("ssh-ed25519")  # pyright: ignore[reportUnknownMemberType]
            store.remember(HOST_KEY, made.export_private_key().decode())
            store.save()
        return asyncssh.import_private_key(store.meta[HOST_KEY])

    @property
    def host_key(self) -> str:
        """The public key, as a line of a known_hosts file has it after the host."""
        return self._key.export_public_key().decode().strip()

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return 0 if self._acceptor is None else int(self._acceptor.get_port())

    async def start(self, host: str, port: int, listener: socket.socket | None = None) -> None:
        """Listen, there or on a socket that listens already."""
        place: dict[str, Any] = {"host": host, "port": port} if listener is None else {"sock": listener}

        def files(channel: Any) -> _Files:
            return _Files(channel, self._root, self._finished)

        self._acceptor = await asyncssh.listen(
            **place,
            server_host_keys=[self._key],
            server_factory=_Anyone,
            sftp_factory=files,
            allow_scp=False,
        )

    async def stop(self) -> None:
        """Stop listening; what lay there goes away, what was finished is kept by the engine."""
        if self._acceptor is not None:
            self._acceptor.close()
            await self._acceptor.wait_closed()
            self._acceptor = None
        shutil.rmtree(self._root, ignore_errors=True)

    def _finished(self, path: str) -> None:
        engine = self._engine
        place = self._root / path.lstrip("/")
        if not place.is_file():
            return
        writer = engine.blobs.writer()
        with place.open("rb") as source:
            while piece := source.read(PIECE):
                writer.write(piece)
        file = described(path.lstrip("/"), writer.finish(), field="sftp")
        try:
            with engine.changing() as now:
                run = engine.run_for(None, now)
                account = self._account(run.names)
                run = engine.run_for(account, now)
                run.names["file"] = file
                _ = perform(self._steps, run)
        except (Stop, ExpressionError) as error:
            engine.note(f"sftp: {error}")
