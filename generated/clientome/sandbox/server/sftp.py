"""An SFTP server whose finished files run the steps of `sftp`. Needs the extra `sftp`.

Every user, password and key is good. A file is finished when it is closed after writing, unless its name begins with
a dot or with `part.`, or ends in `.part` or `.tmp`; such a one is finished when it is renamed.

Nothing outside the server's own folder can be read, written or named: `map_path` is the only way from a client's path
to a local one, it refuses everything that is not below the folder, and links can be neither made nor followed.
"""

from __future__ import annotations

import os
import posixpath
import shutil
import socket
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import asyncssh

from ..behaviour.runs import Refusal, result
from ..behaviour.steps import program
from ..expressions.evaluator import ExpressionError, compiled
from ..state.blobs import PIECE, described

if TYPE_CHECKING:
    from ..behaviour.engine import Engine

HOST_KEY = "ssh host key"
WRITE = 0x02
"""The flag of an SFTP open that a file is written; in version 5 and 6 of SFTP one of the next two."""
WRITE_DATA, APPEND_DATA = 0x02, 0x04


def unfinished(name: str) -> bool:
    """Whether a name is that of a file whose upload is not finished."""
    return name.startswith((".", "part.")) or name.endswith((".part", ".tmp"))


class _AllowAll(asyncssh.SSHServer):
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
    """The files below one folder, and which of them are finished."""

    def __init__(self, channel: Any, root: Path, finished: Callable[[Path], None]) -> None:
        asyncssh.SFTPServer.__init__(self, channel, chroot=os.fsencode(root))  # pyright: ignore[reportUnknownMemberType]
        self._channel = channel
        self._root = os.fsencode(root)
        self._finished = finished
        self._open: dict[int, Path] = {}

    def map_path(self, path: bytes) -> bytes:
        """The local path of a client's path, which may have links neither in it nor at its end."""
        if b"\0" in path:
            raise asyncssh.SFTPBadMessage("A path holds a NUL character.")
        names = [name for name in posixpath.normpath(b"/" + path).split(b"/") if name]
        place = self._root
        for name in names:
            place = posixpath.join(place, name)
            if os.path.islink(place):
                raise asyncssh.SFTPPermissionDenied("Links are not followed.")
        return place

    def _local(self, path: bytes) -> Path:
        return Path(os.fsdecode(self.map_path(path)))

    def open(self, path: bytes, pflags: int, attrs: asyncssh.SFTPAttrs) -> Any:
        opened: Any = super().open(path, pflags, _harmless(attrs))
        if pflags & WRITE:
            self._open[id(opened)] = self._local(path)
        return opened

    def open56(self, path: bytes, desired_access: int, flags: int, attrs: asyncssh.SFTPAttrs) -> Any:
        opened: Any = super().open56(path, desired_access, flags, _harmless(attrs))
        if desired_access & (WRITE_DATA | APPEND_DATA):
            self._open[id(opened)] = self._local(path)
        return opened

    def close(self, file_obj: Any) -> Any:
        result: Any = super().close(file_obj)
        path = self._open.pop(id(file_obj), None)
        # What a broken connection leaves open is closed by the server itself, and is not finished.
        broken = self._channel.is_closing()
        if path is not None and not broken and not unfinished(path.name):
            self._finished(path)
        return result

    def rename(self, oldpath: bytes, newpath: bytes) -> Any:
        return self._renamed(super().rename(oldpath, newpath), oldpath, newpath)

    def posix_rename(self, oldpath: bytes, newpath: bytes) -> Any:
        return self._renamed(super().posix_rename(oldpath, newpath), oldpath, newpath)

    def _renamed(self, result: Any, old: bytes, new: bytes) -> Any:
        before, after = self._local(old), self._local(new)
        if unfinished(before.name) and not unfinished(after.name):
            self._finished(after)
        return result

    def symlink(self, oldpath: bytes, newpath: bytes) -> Any:
        raise asyncssh.SFTPPermissionDenied("Links cannot be made here.")

    def link(self, oldpath: bytes, newpath: bytes) -> Any:
        raise asyncssh.SFTPPermissionDenied("Links cannot be made here.")

    def readlink(self, path: bytes) -> Any:
        raise asyncssh.SFTPNoSuchFile("There are no links here.")

    def rmdir(self, path: bytes) -> Any:
        if self.map_path(path) == self._root:
            raise asyncssh.SFTPPermissionDenied("The first folder stays.")
        return super().rmdir(path)

    # Clients that keep permissions and owners are not refused, but neither is set.

    def mkdir(self, path: bytes, attrs: asyncssh.SFTPAttrs) -> Any:
        return super().mkdir(path, _harmless(attrs))

    def setstat(self, path: bytes, attrs: asyncssh.SFTPAttrs) -> Any:
        _ = self.lstat(path)
        return super().setstat(path, _harmless(attrs))

    def lsetstat(self, path: bytes, attrs: asyncssh.SFTPAttrs) -> Any:
        _ = self.lstat(path)
        return super().lsetstat(path, _harmless(attrs))

    def fsetstat(self, file_obj: Any, attrs: asyncssh.SFTPAttrs) -> Any:
        return super().fsetstat(file_obj, _harmless(attrs))


def _harmless(attrs: asyncssh.SFTPAttrs) -> asyncssh.SFTPAttrs:
    """Attributes without permissions and owner."""
    return asyncssh.SFTPAttrs(
        size=attrs.size,
        atime=attrs.atime,
        atime_ns=attrs.atime_ns,
        mtime=attrs.mtime,
        mtime_ns=attrs.mtime_ns,
    )


class SideDoor:
    """The SFTP server of one engine."""

    def __init__(self, engine: Engine) -> None:
        raw: Any = engine.raw["sftp"]
        self._engine = engine
        self._steps = program(engine, raw["steps"])
        self._account = compiled(raw.get("account"), engine.evaluator)
        # Resolved once, as the temporary folder of some systems is reached through a link.
        self._root = Path(tempfile.mkdtemp(prefix="sandbox-sftp-")).resolve()
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
            server_factory=_AllowAll,
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

    def _finished(self, place: Path) -> None:
        engine = self._engine
        path = place.relative_to(self._root).as_posix().encode("utf-8", "replace").decode()
        writer = engine.blobs.writer()
        try:
            descriptor = os.open(place, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
            with open(descriptor, "rb") as source:
                if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                    return
                while piece := source.read(PIECE):
                    writer.write(piece)
        except OSError:
            # It was taken away or put elsewhere before it was finished.
            writer.drop()
            return
        file = described(path, writer.finish(), field="sftp")
        try:
            with engine.changing() as now:
                run = engine.run(self._account(engine.run(None, now)), now)
                run["file"] = file
                _ = result(self._steps, run)
        except (Refusal, ExpressionError) as error:
            engine.note(f"sftp: {error}")
