"""subseq.bio as its `sandbox.yaml` has it, on a port, with clients of the generated package."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from clientome._runtime.policies.rate_limits import Limiter, LimitKey
from clientome.sandbox.api.bundles import load
from clientome.sandbox.running import Sandbox, running
from clientome.subseq import Subseq
from generator.spec import yaml_tree
from tests.support.sandbox_requests import ask

ROOT = Path(__file__).resolve().parents[2]
SOMEONE = "you@example.com"


def behaviour() -> Mapping[str, Any]:
    """`sandbox.yaml` as it stands in the specs."""
    tree, _, _ = yaml_tree.read((ROOT / "specs/subseq/sandbox.yaml").read_text(encoding="utf-8"))
    return dict(tree)


class Unhurried(Limiter):
    """Does not wait where no limit is enforced."""

    def take(self, keys: Sequence[LimitKey], moment: float) -> bool:
        return True


@dataclass
class SubseqSandbox:
    """A running sandbox and the clients that were made for it."""

    sandbox: Sandbox
    clients: list[Subseq] = field(default_factory=list[Subseq])

    def client(self, key: str = "sandbox", **more: Any) -> Subseq:
        """A client that does not repeat calls."""
        made = Subseq(
            api_key=key, base_url=self.sandbox.base_url, retries=0, **{"limiter": Unhurried(), **more}
        )
        self.clients.append(made)
        return made

    def login(self, email: str) -> Subseq:
        """A client of another account."""
        anyone = self.client()
        anyone.auth.send_code(email=email)
        return self.client(anyone.auth.login(email=email, otp=self.code(email), type="api").token)

    def code(self, email: str) -> str:
        """The code that was mailed last."""
        said = [m["body"] for m in self.sandbox.state()["messages"] if m["to"] == email]
        found = re.search(r"[0-9]{6}", said[-1])
        assert found
        return found[0]

    def advance(self, seconds: float) -> None:
        """Let virtual time pass."""
        self.sandbox.advance(seconds)

    def things(self, collection: str) -> list[dict[str, Any]]:
        """What is kept."""
        engine = self.sandbox.application.engine
        with engine.lock:
            return [dict(thing) for thing in engine.store.all(collection)]

    def ask(
        self, method: str, url: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        """One bare request; a path is taken below the API."""
        parts = urlsplit(url if url.startswith("http") else self.sandbox.base_url + url)
        found = ask(parts.geturl(), method, parts.path + "?" + parts.query, headers=headers, body=body)
        return found.status, dict(found.headers), found.body


@contextmanager
def started() -> Iterator[SubseqSandbox]:
    """A sandbox without rate limits; its mistakes end the test."""
    with running(load("subseq"), behaviour(), rate_limits=False) as sandbox:
        yield SubseqSandbox(sandbox)


def digest_of(files: Mapping[str, bytes]) -> str:
    """What the digest of these files must be."""
    lines = sorted(f"{hashlib.sha256(content).hexdigest()}  {path}\n" for path, content in files.items())
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def archive(files: Mapping[str, bytes]) -> bytes:
    """A ZIP archive."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        for path, content in files.items():
            made.writestr(path, content)
    return target.getvalue()


def unpacked(content: bytes) -> dict[str, bytes]:
    """The files of a ZIP archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as found:
        return {name: found.read(name) for name in found.namelist()}


def form(fields: Mapping[str, str], files: Mapping[str, Mapping[str, bytes]]) -> tuple[bytes, dict[str, str]]:
    """A multipart body and its header, as curl sends them."""
    parts = [
        f'--frontier\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    for name, contents in files.items():
        for path, content in contents.items():
            head = f'--frontier\r\nContent-Disposition: form-data; name="{name}"; filename="{path}"\r\n\r\n'
            parts.append(head.encode() + content + b"\r\n")
    return b"".join(parts) + b"--frontier--\r\n", {"Content-Type": "multipart/form-data; boundary=frontier"}
