"""Sessions with an SFTP server: which host keys to trust, login, and errors.

Only this module and ``transfer`` import asyncssh; ``upload`` imports them when they are needed.

Rules:

- A host key is accepted only when ``known_hosts`` lists it; this cannot be switched off.
- No file of the user's ssh configuration is read, so that the same call means the same everywhere.
- Credentials are offered only to a server whose host key was accepted.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import AsyncGenerator, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import asyncssh

from ..base import errors
from ..base.errors import ClientomeError, ConfigurationError, ConnectError, ConnectTimeout, ProtocolError
from ..base.headers import mask
from ..base.options import Timeout
from ..base.sftp_target import HostKeyError, KnownHosts, LoginError, SftpError, SftpTarget

DEFAULT_KNOWN_HOSTS = ("~/.ssh/known_hosts", "~/.ssh/known_hosts2", "/etc/ssh/ssh_known_hosts")

# AES-GCM is both the fastest here and not touched by the prefix truncation attack on other modes.
_CIPHERS = "^aes128-gcm@openssh.com,aes256-gcm@openssh.com"
_HOST_KEYS = (
    "ssh-ed25519",
    "ecdsa-sha2-nistp256",
    "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521",
    "rsa-sha2-512",
    "rsa-sha2-256",
)
_KEY_TYPES = ("ssh-", "ecdsa-", "sk-")
_KEEPALIVE = 30.0
_CLOSE_TIMEOUT = 2.0


@dataclass(frozen=True, slots=True)
class Trust:
    """The trusted host keys: parsed lines, and pinned fingerprints, which need no host name."""

    lines: asyncssh.SSHKnownHosts
    fingerprints: frozenset[str]

    @classmethod
    def of(cls, given: KnownHosts | None) -> Trust:
        """Read what the caller trusts."""
        if given is None:
            return cls._parsed(_default_lines(), strict=False)
        if isinstance(given, str) and given.startswith("SHA256:"):
            return cls._parsed([given], strict=True)
        if isinstance(given, (str, os.PathLike)):
            try:
                text = Path(given).expanduser().read_text(encoding="utf-8", errors="replace")
            except OSError as error:
                raise ConfigurationError(f"the known_hosts file cannot be read: {error.strerror}") from error
            return cls._parsed(text.splitlines(), strict=True)
        return cls._parsed([line for entry in given for line in entry.splitlines()], strict=True)

    @classmethod
    def _parsed(cls, lines: Iterable[str], *, strict: bool) -> Trust:
        known = asyncssh.SSHKnownHosts()
        fingerprints: set[str] = set()
        for number, line in enumerate(lines, 1):
            entry = line.strip()
            try:
                if entry.startswith("SHA256:"):
                    fingerprints.add(entry.rstrip("="))
                elif entry.startswith(_KEY_TYPES):
                    fingerprints.add(asyncssh.import_public_key(entry).get_fingerprint())
                else:
                    known.load(entry)
            except ValueError:
                if strict:  # in a default file a broken line is ignored, as ssh does
                    raise ConfigurationError(f"known_hosts: entry {number} cannot be read") from None
        return cls(known, frozenset(fingerprints))

    def knows(self, host: str, port: int) -> tuple[set[str], bool]:
        """The types of the keys that are known for a server, and whether a certificate authority is."""
        keys, authorities = self.lines.match(host, "", None if port == 22 else port)[:2]
        return {key.get_algorithm() for key in keys}, bool(authorities)


def _default_lines() -> list[str]:
    lines: list[str] = []
    for name in DEFAULT_KNOWN_HOSTS:
        try:
            lines += Path(name).expanduser().read_text(encoding="utf-8", errors="replace").splitlines()
        except (OSError, RuntimeError):  # RuntimeError: no home folder
            continue
    return lines


class _Client(asyncssh.SSHClient):
    """Records the host key of the server, and reports that there is a connection."""

    def __init__(self, trust: Trust, connected: Callable[[], None]) -> None:
        self.trust = trust
        self.connected = connected
        self.shown: asyncssh.SSHKey | None = None

    def connection_made(self, conn: asyncssh.SSHClientConnection) -> None:
        self.connected()

    def validate_host_public_key(self, host: str, addr: str, port: int, key: asyncssh.SSHKey) -> bool:
        self.shown = key
        return key.get_fingerprint() in self.trust.fingerprints

    def validate_host_ca_key(self, host: str, addr: str, port: int, key: asyncssh.SSHKey) -> bool:
        self.shown = key
        return False


class _QuietFilter(logging.Filter):
    """asyncio logs every write to a broken connection, and asyncssh makes dozens before it notices."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.msg != "socket.send() raised exception."


@asynccontextmanager
async def session(target: SftpTarget, limits: Timeout, name: str = "") -> AsyncGenerator[asyncssh.SFTPClient]:
    """A logged-in SFTP session. Errors inside become errors of this package, without the file's name."""
    trust = await asyncio.to_thread(Trust.of, target.known_hosts)
    credentials = await asyncio.to_thread(_credentials, target)
    quiet = _QuietFilter()
    asyncio_logger = logging.getLogger("asyncio")
    asyncio_logger.addFilter(quiet)
    try:
        async with _connected(target, trust, credentials, limits, name) as client:
            yield client
    finally:
        asyncio_logger.removeFilter(quiet)


@asynccontextmanager
async def _connected(
    target: SftpTarget, trust: Trust, credentials: dict[str, object], limits: Timeout, name: str
) -> AsyncGenerator[asyncssh.SFTPClient]:
    connection, client = await _login(target, trust, credentials, limits)
    try:
        yield client
        connection.close()
        with suppress(TimeoutError, asyncssh.Error, OSError):
            async with asyncio.timeout(_CLOSE_TIMEOUT):
                await connection.wait_closed()
    except (asyncssh.Error, OSError) as error:
        # A traceback shows the cause too.
        raise translated(error, name) from (None if name and name in str(error) else error)
    finally:
        connection.abort()


async def _login(
    target: SftpTarget, trust: Trust, credentials: dict[str, object], limits: Timeout
) -> tuple[asyncssh.SSHClientConnection, asyncssh.SFTPClient]:
    loop = asyncio.get_running_loop()
    reached = False

    def connected() -> None:
        nonlocal reached
        reached = True
        clock.reschedule(None if limits.read is None else loop.time() + limits.read)

    observer = _Client(trust, connected)
    connection: asyncssh.SSHClientConnection | None = None
    try:
        async with asyncio.timeout(limits.connect) as clock:
            connection = await asyncssh.connect(
                target.server,
                target.port,
                config=None,
                username=target.username,
                client_factory=lambda: observer,
                known_hosts=trust.lines,
                server_host_key_algs=_host_key_algorithms(trust, target),
                encryption_algs=_CIPHERS,
                x509_trusted_certs=None,
                gss_kex=False,
                gss_auth=False,
                keepalive_interval=_KEEPALIVE,
                login_timeout=0,
                **credentials,
            )
            return connection, await connection.start_sftp_client()
    except BaseException as error:
        if connection is not None:
            connection.abort()
        if isinstance(error, asyncssh.HostKeyNotVerifiable):
            raise _host_key_error(target, trust, observer.shown) from error
        if isinstance(error, TimeoutError):
            raise _login_timeout(target, reached) from error
        if isinstance(error, (asyncssh.Error, OSError, ValueError)):
            raise _login_error(target, error, reached) from error
        raise


def _host_key_algorithms(trust: Trust, target: SftpTarget) -> list[str]:
    """All types of host key, known ones first, so that the error for a new key can name it."""
    known, authority = trust.knows(target.server, target.port)
    ordered = sorted(
        _HOST_KEYS, key=lambda name: ("ssh-rsa" if name.startswith("rsa") else name) not in known
    )
    certificates = [f"{name}-cert-v01@openssh.com" for name in _HOST_KEYS] if authority else []
    return certificates + ordered


def _credentials(target: SftpTarget) -> dict[str, object]:
    """The settings for the login. Reads key files."""
    order = "password,keyboard-interactive,publickey"
    if target.key_file is not None:
        # Only the given key: servers count every offered key as a failed attempt.
        keys: object = _key_pairs(target)
        order = "publickey,password,keyboard-interactive"
    else:
        keys = () if target.use_agent else None
    return {
        "client_keys": keys,
        "agent_path": () if target.use_agent and target.key_file is None else None,
        "password": target.password,
        "password_auth": target.password is not None,
        "kbdint_auth": target.password is not None,
        "public_key_auth": keys is not None,
        "preferred_auth": order,
    }


def _key_pairs(target: SftpTarget) -> object:
    path = Path(target.key_file or "").expanduser()
    try:
        return asyncssh.load_keypairs(str(path), target.key_passphrase)
    except OSError as error:
        raise ConfigurationError(f"key_file cannot be read: {error.strerror}") from error
    except (asyncssh.KeyImportError, asyncssh.KeyEncryptionError) as error:
        if target.key_passphrase is not None:
            problem = (
                "key_file cannot be decrypted: key_passphrase is wrong, or the file holds no private key"
            )
        elif "passphrase" in str(error).lower():
            problem = "key_file is encrypted: give key_passphrase, or add the key to the ssh agent and leave key_file out"
        else:
            problem = "key_file holds no private key in a known format"
        raise ConfigurationError(problem) from None


def _host_key_error(target: SftpTarget, trust: Trust, shown: asyncssh.SSHKey | None) -> HostKeyError:
    where = target.server if target.port == 22 else f"[{target.host}]:{target.port}"
    if shown is None:
        return HostKeyError(
            f"the host key of {where} is revoked or its certificate is not valid; nothing was sent",
            fingerprint=None,
            line=None,
            changed=True,
        )
    fingerprint = shown.get_fingerprint()
    kind, key = shown.export_public_key().decode().split()[:2]
    line = f"{where} {kind} {key}"
    known, authority = trust.knows(target.server, target.port)
    changed = bool(known or authority or trust.fingerprints)
    if changed:
        problem = (
            f"the host key of {where} is not the known one: either somebody is between you and the server, or the "
            "server has a new key. Nothing was sent. Do not go on before its operator has confirmed the new key"
        )
    else:
        problem = (
            f"the host key of {where} is not known, so nothing was sent. Ask its operator for the fingerprint"
        )
    remedy = f"add this line to ~/.ssh/known_hosts or pass it as known_hosts=[...]: {line}"
    return HostKeyError(
        f"{problem}. The server shows {kind} {fingerprint}. If that is right, {remedy}",
        fingerprint=fingerprint,
        line=line,
        changed=changed,
    )


def _login_timeout(target: SftpTarget, reached: bool) -> ConnectTimeout:
    if reached:
        return ConnectTimeout(
            f"{target.host} accepted the connection, but logging in took too long", phase="read"
        )
    return ConnectTimeout(
        f"no connection to {target.host} port {target.port} in time; SFTP needs a direct route, HTTP proxies are "
        "not used: ask whether a firewall lets this port out",
        phase="connect",
    )


def _login_error(target: SftpTarget, error: Exception, reached: bool) -> ClientomeError:
    reason = getattr(error, "reason", "")
    # After too many keys OpenSSH ends the connection instead of refusing the login.
    if isinstance(error, asyncssh.PermissionDenied) or "authentication failures" in reason:
        return LoginError(
            f"{target.host} refuses the login: check username and {_offered(target)}; the server's operator must "
            "have registered the public key"
        )
    if isinstance(error, asyncssh.ChannelOpenError):
        return SftpError(f"{target.host} accepts the login but offers no SFTP", code="NO_SFTP")
    if isinstance(error, ValueError):
        return ConfigurationError(f"the SSH connection cannot be set up: {type(error).__name__}")
    detail = error.strerror if isinstance(error, OSError) else reason
    doing = "talk SSH with" if reached else "connect to"
    return ConnectError(f"cannot {doing} {target.host} port {target.port}: {detail or type(error).__name__}")


def _offered(target: SftpTarget) -> str:
    offered = (
        ["key_file"]
        if target.key_file is not None
        else ["the keys of the ssh agent"]
        if target.use_agent
        else []
    )
    if target.password is not None:
        offered.append("password")
    return " and ".join(offered) or "give a key_file or password, or allow the agent"


def translated(error: asyncssh.Error | OSError, file_name: str = "") -> ClientomeError:
    """An error of an established session as one of this package. Some servers quote the file's name in theirs."""
    if isinstance(
        error, (asyncssh.SFTPNoConnection, asyncssh.SFTPConnectionLost, asyncssh.DisconnectError, OSError)
    ):
        lost = ProtocolError(
            "the connection to the SFTP server broke off; call again to continue where it stopped"
        )
        lost.is_retry_safe = True
        return lost
    if isinstance(error, asyncssh.SFTPError):
        code = type(error).__name__.removeprefix("SFTP")
        name = "".join(f"_{letter}" if letter.isupper() else letter for letter in code).strip("_").upper()
        reason = mask(error.reason, [file_name])
        return SftpError(f"the SFTP server refused: {reason or code}", code=name, message=reason)
    return ProtocolError(f"the SFTP server broke the protocol: {type(error).__name__}")


def idle_error(limit: float | None) -> errors.TimeoutError:
    """The error for a server that did not answer in time."""
    error = errors.TimeoutError(
        f"the SFTP server was silent for {limit} s; call again to continue where it stopped", phase="write"
    )
    error.is_retry_safe = True
    return error
