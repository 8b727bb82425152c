"""Where an SFTP upload goes, what it gives back, and how it can fail. Needs nothing beyond the standard library."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass, field

from .errors import ArgumentError, ConfigurationError, ConnectError, ResponseError
from .frames import guard_methods

# Longest file name that servers take, less what the temporary name adds.
_LONGEST_NAME = 255 - len("..12345678.part")
_UNUSABLE = re.compile(r"[/\\\x00-\x1f\x7f]")

KnownHosts = str | os.PathLike[str] | Sequence[str]


class HostKeyError(ConnectError):
    """The server's host key is not the known one, or none is known. Nothing was sent, no credential either.

    ``fingerprint`` is that of the key the server showed and ``line`` what would have to stand in ``known_hosts`` for
    it. ``changed`` is true when another key is known for this server.
    """

    def __init__(self, message: str, *, fingerprint: str | None, line: str | None, changed: bool) -> None:
        super().__init__(message)
        self.fingerprint = fingerprint
        self.line = line
        self.changed = changed


class LoginError(ConnectError):
    """The server accepts none of the offered credentials. Nothing of the file was sent."""


class SftpError(ResponseError):
    """The server refused or failed. ``code`` is its status, for example ``PERMISSION_DENIED`` or ``FAILURE``."""


class RemoteFileExists(SftpError):
    """The server has another file of this name already, and overwriting was not asked for."""


@guard_methods
@dataclass(frozen=True, slots=True)
class SftpTarget:
    """A server that takes files by SFTP, and how to log in there.

    ``host`` may be left out where a provider's client is used: then it is the provider's server of its environment.

    ``key_file`` is a private key, with ``key_passphrase`` where it is encrypted. Without one, ``use_agent`` allows the
    keys of the running ssh agent and the usual ones in ``~/.ssh``. ``password`` is tried too where it is given.

    ``known_hosts`` says which server to trust. ``None`` means the files that ``ssh`` reads; a string that begins with
    ``SHA256:`` is the fingerprint of the host key; any other string or path is a file in the ``known_hosts`` format;
    a sequence holds lines of that format, public keys (``ssh-ed25519 AAAA...``) or fingerprints. A server that offers
    several keys is best pinned by a line or a public key, which says the type; or give the fingerprints of them all.

    ``folder`` is made when it is missing. ``None`` means one named after today's date in UTC, as in ``2025-02-01``;
    an empty string the folder in which a login begins. ``file_name_pattern`` must match whole file names.
    """

    host: str | None = None
    port: int = 22
    _: KW_ONLY
    username: str
    key_file: str | os.PathLike[str] | None = None
    key_passphrase: str | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False)
    use_agent: bool = True
    known_hosts: KnownHosts | None = None
    folder: str | None = None
    file_name_pattern: str | re.Pattern[str] | None = None

    def __post_init__(self) -> None:
        if self.host == "" or not self.username:
            raise ConfigurationError("an SFTP target needs a username, and a host that is not empty")
        if not 0 < self.port < 65536:
            raise ConfigurationError("the port of an SFTP target must be from 1 to 65535")
        if self.folder is not None and "\0" in self.folder:
            raise ConfigurationError("the folder of an SFTP target must not contain a NUL character")
        try:
            _rule = re.compile(self.file_name_pattern or "")
        except re.error:
            raise ConfigurationError(
                "file_name_pattern of an SFTP target is not a regular expression"
            ) from None

    @property
    def server(self) -> str:
        """The host; an error where the target leaves it to a client and no client is there."""
        if self.host is None:
            raise ConfigurationError("this SFTP target names no host: give SftpTarget(host=...)")
        return self.host

    def allows(self, name: str) -> bool:
        """Whether the server's rule allows a file name."""
        return self.file_name_pattern is None or re.fullmatch(self.file_name_pattern, name) is not None


@dataclass(frozen=True, slots=True)
class SftpUploaded:
    """A finished upload: the path on the server (not shown, names can be patients'), what was sent and how long it took.

    ``sha256`` is that of the local content; SFTP servers do not tell theirs. ``resumed_from`` is the byte at which an
    earlier, broken upload was continued. ``already_there`` is true when the server had this very file before: it was
    read back and compared, and nothing was sent.
    """

    remote_path: str = field(repr=False)
    size: int
    sha256: str
    seconds: float
    resumed_from: int = 0
    already_there: bool = False


def checked_name(target: SftpTarget, name: str | None) -> str:
    """The file name to use on the server; one that cannot be used is refused before connecting."""
    if not name:
        raise ArgumentError("name: this content has no file name of its own; say which one to use", "name")
    if name in {".", ".."} or _UNUSABLE.search(name):
        raise ArgumentError("name: a file name must not be a path or contain control characters", "name")
    if len(name.encode("utf-8", "surrogateescape")) > _LONGEST_NAME:
        raise ArgumentError(f"name: a file name must not be longer than {_LONGEST_NAME} bytes", "name")
    if not target.allows(name):
        raise ArgumentError(
            f"name: this server takes only file names that match {_pattern_text(target)}; rename the file or give "
            "another name",
            "name",
        )
    return name


@dataclass(frozen=True, slots=True)
class PartName:
    """How a file is called while it is incomplete: with a token in the middle that tells its content."""

    before: str
    after: str

    def of(self, token: str) -> str:
        """The name for a token of eight characters."""
        return f"{self.before}{token}{self.after}"

    def matches(self, name: str) -> bool:
        """Whether a name is one that :meth:`of` makes."""
        return re.fullmatch(f"{re.escape(self.before)}[0-9a-f]{{8}}{re.escape(self.after)}", name) is not None


def part_name(target: SftpTarget, name: str) -> PartName:
    """The temporary name that the server's rule allows; a hidden one if possible."""
    candidates = PartName(f".{name}.", ".part"), PartName(f"{name}.", ".part"), PartName("part.", f".{name}")
    for candidate in candidates:
        if target.allows(candidate.of("0123abcd")):
            return candidate
    raise ConfigurationError(
        f"file_name_pattern {_pattern_text(target)} leaves no temporary name such as '.NAME.0123abcd.part'"
    )


def _pattern_text(target: SftpTarget) -> str:
    pattern = target.file_name_pattern
    return repr(pattern.pattern if isinstance(pattern, re.Pattern) else pattern)
