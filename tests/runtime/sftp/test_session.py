"""Whom an upload trusts, and how it logs in."""

from __future__ import annotations

import getpass
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import asyncssh
import pytest

from clientome._runtime.base.errors import ConfigurationError, ConnectError, ConnectTimeout
from clientome._runtime.base.options import Timeout
from clientome._runtime.sftp import session as sftp_session
from clientome._runtime.sftp.upload import HostKeyError, LoginError, SftpError
from clientome._runtime.sftp.upload import sftp_upload as upload
from tests.support.ports import unused
from tests.support.sftp_servers import PASSWORD, Keys, Place, Proxy

Start = Callable[..., Place]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder without keys and known hosts, and no agent."""
    folder = tmp_path / "home"
    (folder / ".ssh").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    monkeypatch.setattr(
        sftp_session, "DEFAULT_KNOWN_HOSTS", ("~/.ssh/known_hosts", "/nonexistent/known_hosts")
    )
    return folder


def public(key: asyncssh.SSHKey) -> str:
    return key.export_public_key().decode().strip()


def test_unknown_host_is_refused_before_any_credential(inprocess: Start, home: Path) -> None:
    place = inprocess()
    with pytest.raises(HostKeyError) as caught:
        upload(place.target(known_hosts=None, password=PASSWORD), b"abc", name="a.txt")
    error = caught.value
    line = f"[127.0.0.1]:{place.port} {place.keys.host_line}"
    assert (error.fingerprint, error.line, error.changed) == (place.keys.host.get_fingerprint(), line, False)
    assert not error.sent
    assert "not known" in str(error)
    assert line in str(error)
    assert str(error.fingerprint) in str(error)
    assert place.auth is not None
    assert place.auth.tried == 0
    # Doing what the message says helps.
    (home / ".ssh" / "known_hosts").write_text(f"this line is broken\n{error.line}\n")
    assert upload(place.target(known_hosts=None), b"abc", name="a.txt").size == 3
    assert place.auth.tried == 1


def test_changed_key_is_refused(place: Place) -> None:
    other = asyncssh.generate_private_key("ssh-ed25519")
    rsa = asyncssh.generate_private_key("ssh-rsa")
    for known in (
        [f"[127.0.0.1]:{place.port} {public(other)}"],
        [f"127.0.0.1 {public(other)}"],
        [f"[127.0.0.1]:{place.port} {public(rsa)}"],
        [public(other)],
        other.get_fingerprint(),
        place.keys.host.get_fingerprint()[:-1],
    ):
        with pytest.raises(HostKeyError) as caught:
            upload(place.target(known_hosts=known), b"abc", name="a.txt", retries=5)
        assert caught.value.changed
        assert "somebody is between" in str(caught.value)
        assert caught.value.fingerprint == place.keys.host.get_fingerprint()
        assert caught.value.attempts == 1
    assert place.names() == []


def test_line_of_another_host_or_a_revoked_one_does_not_count(place: Place) -> None:
    line = f"[127.0.0.1]:{place.port} {place.keys.host_line}"
    for known, changed in (
        ([f"[127.0.0.2]:{place.port} {place.keys.host_line}"], False),
        ([line, f"@revoked {line}"], True),
        ([f"@revoked * {place.keys.host_line}", place.keys.host.get_fingerprint()], True),
        ([f"@cert-authority {line}"], True),
        ([], False),
    ):
        with pytest.raises(HostKeyError) as caught:
            upload(place.target(known_hosts=known), b"abc", name="a.txt")
        assert caught.value.changed is changed
    assert place.names() == []


def test_every_form_of_known_hosts(place: Place, tmp_path: Path) -> None:
    path = tmp_path / "known hosts"
    name = f"[127.0.0.1]:{place.port}"
    path.write_text(f"# a comment\n\n{name} {place.keys.host_line}\n")
    forms: list[object] = [
        path,
        str(path),
        place.keys.host.get_fingerprint(),
        [place.keys.host.get_fingerprint()],
        [place.keys.host_line],
        (f"{name},example.com {place.keys.host_line} a comment",),
        [f"*.example.com,127.0.0.* {place.keys.host_line}"],
        [f"# nothing\n{name} {place.keys.host_line}\n"],
    ]
    if shutil.which("ssh-keygen"):
        hashed = tmp_path / "hashed"
        hashed.write_text(path.read_text())
        subprocess.run(["ssh-keygen", "-q", "-H", "-f", str(hashed)], check=True, capture_output=True)
        assert name not in hashed.read_text()
        forms.append(hashed)
    for number, known in enumerate(forms):
        assert upload(place.target(known_hosts=known), b"abc", name=f"{number}.txt").size == 3


def test_unusable_known_hosts(tmp_path: Path) -> None:
    for known in (tmp_path / "missing", ["broken"], ["ssh-ed25519 AAAA"], ["@odd host ssh-ed25519 AAAA"]):
        place = Place(1, tmp_path, Keys(tmp_path, *2 * [asyncssh.generate_private_key("ssh-ed25519")]))
        with pytest.raises(ConfigurationError, match="known_hosts"):
            upload(place.target(known_hosts=known), b"abc", name="a.txt")


def test_known_type_is_asked_for_first(sshd: Start, keys: Keys, tmp_path: Path) -> None:
    """A server with several keys, of which only the RSA one is known."""
    rsa = asyncssh.generate_private_key("ssh-rsa")
    path = tmp_path / "rsa"
    path.write_bytes(rsa.export_private_key())
    path.chmod(0o600)
    place = sshd(f"HostKey {keys.folder / 'host'}", f"HostKey {path}")
    known = [f"[127.0.0.1]:{place.port} {public(rsa)}"]
    assert upload(place.target(known_hosts=known), b"abc", name="a.txt").size == 3


def test_host_certificate(sshd: Start, keys: Keys, tmp_path: Path) -> None:
    authority = asyncssh.generate_private_key("ssh-ed25519")
    certificate = authority.generate_host_certificate(keys.host, "test", principals=["127.0.0.1"])
    path = tmp_path / "host-cert.pub"
    path.write_bytes(certificate.export_certificate())
    place = sshd(f"HostKey {keys.folder / 'host'}", f"HostCertificate {path}")
    known = [f"@cert-authority * {public(authority)}"]
    assert upload(place.target(known_hosts=known), b"abc", name="a.txt").size == 3
    # Without the authority the plain key is what counts.
    assert upload(place.target(), b"abc", name="b.txt").size == 3
    other = asyncssh.generate_private_key("ssh-ed25519")
    with pytest.raises(HostKeyError) as caught:
        upload(place.target(known_hosts=[f"@cert-authority * {public(other)}"]), b"abc", name="c.txt")
    assert caught.value.changed
    revoked = [*known, f"@revoked * {keys.host_line}"]
    with pytest.raises(HostKeyError, match="revoked"):
        upload(place.target(known_hosts=revoked), b"abc", name="d.txt")


def test_password(inprocess: Start, home: Path) -> None:
    place = inprocess()
    alone = place.target(key_file=None, use_agent=False, password=PASSWORD)
    assert upload(alone, b"abc", name="a.txt").size == 3
    with_agent = place.target(key_file=None, password=PASSWORD)
    assert upload(with_agent, b"abc", name="b.txt").size == 3


def test_wrong_password(place: Place, home: Path) -> None:
    with pytest.raises(LoginError, match="password") as caught:
        upload(
            place.target(key_file=None, use_agent=False, password="wrong"), b"abc", name="a.txt", retries=5
        )
    assert caught.value.attempts == 1
    assert not caught.value.sent
    assert place.names() == []


def test_nothing_to_log_in_with(place: Place, home: Path) -> None:
    with pytest.raises(LoginError, match="give a key_file or password"):
        upload(place.target(key_file=None, use_agent=False), b"abc", name="a.txt")
    with pytest.raises(LoginError, match="agent"):
        upload(place.target(key_file=None), b"abc", name="a.txt")


def test_wrong_key_or_user(place: Place, tmp_path: Path) -> None:
    key = tmp_path / "other"
    key.write_bytes(asyncssh.generate_private_key("ssh-ed25519").export_private_key())
    with pytest.raises(LoginError, match="key_file"):
        upload(place.target(key_file=key), b"abc", name="a.txt")


def test_server_that_ends_the_connection_after_wrong_keys(sshd: Start, keys: Keys, tmp_path: Path) -> None:
    place = sshd(f"HostKey {keys.folder / 'host'}", "MaxAuthTries 1")
    key = tmp_path / "other"
    key.write_bytes(asyncssh.generate_private_key("ssh-ed25519").export_private_key())
    with pytest.raises(LoginError) as caught:
        upload(place.target(key_file=key, password="wrong"), b"abc", name="a.txt")
    assert caught.value.attempts == 1


@pytest.mark.parametrize("form", ["pkcs8-pem", "openssh"])
def test_encrypted_key(inprocess: Callable[..., Place], tmp_path: Path, form: str) -> None:
    place = inprocess()
    key = tmp_path / "encrypted"
    key.write_bytes(place.keys.user.export_private_key(form, passphrase="open sesame", rounds=50))
    assert upload(place.target(key_file=key, key_passphrase="open sesame"), b"abc", name="a.txt").size == 3
    with pytest.raises(ConfigurationError, match="passphrase is wrong") as caught:
        upload(place.target(key_file=key, key_passphrase="guess"), b"abc", name="b.txt")
    assert "guess" not in str(caught.value)
    with pytest.raises(ConfigurationError, match="is encrypted"):
        upload(place.target(key_file=key), b"abc", name="b.txt")


def test_unusable_key_file(place: Place, tmp_path: Path) -> None:
    nothing = tmp_path / "nothing"
    nothing.write_text("nothing")
    for path, text in ((nothing, "no private key"), (tmp_path / "missing", "cannot be read")):
        with pytest.raises(ConfigurationError, match=text):
            upload(place.target(key_file=path), b"abc", name="a.txt")


def test_usual_key_of_the_user(place: Place, home: Path) -> None:
    shutil.copy(place.keys.folder / "user", home / ".ssh" / "id_ed25519")
    assert upload(place.target(key_file=None), b"abc", name="a.txt").size == 3
    with pytest.raises(LoginError):
        upload(place.target(key_file=None, use_agent=False), b"abc", name="b.txt")


@pytest.fixture
def agent(tmp_path: Path) -> Iterator[str]:
    program = shutil.which("ssh-agent")
    if program is None:
        pytest.skip("ssh-agent is not installed: apt-get install openssh-client")
    path = f"/tmp/clientome-{os.getpid()}-{id(tmp_path)}"  # a socket's path must be short
    process = subprocess.Popen([program, "-D", "-a", path], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    yield path
    process.terminate()
    process.wait()
    process.stdout.close()


def test_agent(place: Place, home: Path, agent: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSH_AUTH_SOCK", agent)
    subprocess.run(["ssh-add", "-q", str(place.keys.folder / "user")], check=True, capture_output=True)
    assert upload(place.target(key_file=None), b"abc", name="a.txt").size == 3
    with pytest.raises(LoginError):
        upload(place.target(key_file=None, use_agent=False), b"abc", name="b.txt")
    # Who names a key means that key.
    key = tmp_path / "other"
    key.write_bytes(asyncssh.generate_private_key("ssh-ed25519").export_private_key())
    with pytest.raises(LoginError):
        upload(place.target(key_file=key), b"abc", name="b.txt")


def test_the_users_ssh_configuration_is_not_read(place: Place, home: Path) -> None:
    (home / ".ssh" / "config").write_text("Host *\n  ProxyCommand /bin/false\n  UserKnownHostsFile none\n")
    assert upload(place.target(), b"abc", name="a.txt").size == 3
    with pytest.raises(HostKeyError):
        upload(place.target(known_hosts=None), b"abc", name="b.txt")


def test_nobody_there() -> None:
    place = Place(unused(), Path(), Keys(Path(), *2 * [asyncssh.generate_private_key("ssh-ed25519")]))
    target = place.target(key_file=None, username=getpass.getuser())
    with pytest.raises(ConnectError, match="cannot connect") as caught:
        upload(target, b"abc", name="a.txt", retries=2)
    assert caught.value.attempts == 3
    with pytest.raises(ConnectError):
        upload(place.target(host="no-such-host.invalid", key_file=None), b"abc", name="a.txt", retries=0)


def test_server_that_is_no_ssh_server_or_says_nothing(place: Place, proxy: Callable[..., Proxy]) -> None:
    silent = proxy(place, 0, silent=True)
    with pytest.raises(ConnectTimeout, match="logging in took too long") as caught:
        upload(
            place.target(port=silent.port),
            b"abc",
            name="a.txt",
            retries=0,
            timeout=Timeout(connect=5, read=0.3),
        )
    assert caught.value.phase == "read"
    cut = proxy(place, 30)
    with pytest.raises(ConnectError, match="cannot talk SSH"):
        upload(place.target(port=cut.port), b"abc", name="a.txt", retries=0)
    assert place.names() == []


def test_login_without_sftp(sshd: Start, keys: Keys) -> None:
    place = sshd(f"HostKey {keys.folder / 'host'}", "ForceCommand /bin/false")
    with pytest.raises((SftpError, ConnectError)):
        upload(place.target(), b"abc", name="a.txt", retries=0)
