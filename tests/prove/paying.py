"""A provider that counts what it has carried out, and the operations of all providers that cost money."""

from __future__ import annotations

import base64
import importlib
import inspect
import json
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from clientome import USDC_ON_BASE
from clientome._runtime.base import errors
from clientome._runtime.base.outcome import REFUSALS
from clientome._runtime.http.messages import Request, Response
from clientome._runtime.spec.operation import Operation

PROVIDERS = {"galatea": "Galatea", "genome_computer": "GenomeComputer", "subseq": "Subseq"}
TERMS = {
    "x402Version": 2,
    "accepts": [
        {
            "scheme": "exact",
            "network": USDC_ON_BASE.network,
            "amount": "1000000",
            "asset": USDC_ON_BASE.address,
            "payTo": "0xSeller",
            "maxTimeoutSeconds": 60,
        }
    ],
}
CHALLENGE = base64.b64encode(json.dumps(TERMS).encode()).decode()
# After these something may have been carried out, whatever the table of the runtime says.
DOUBTFUL = [303, 304, 406, 408, 409, 412, 500, 501, 502, 503, 504]
REFUSED = sorted(set(REFUSALS) - set(DOUBTFUL))


class Crash(BaseException):
    """The process ends here: nothing is left but the disk."""


class Signs:
    """Signs everything, each time another payment."""

    def __init__(self) -> None:
        self.signed = 0

    def sign(self, option: Any, challenge: Any, /) -> dict[str, Any]:
        """A payload of the right form."""
        self.signed += 1
        return {
            "signature": f"0x{self.signed:02x}",
            "authorization": {"from": "0xBuyer", "to": option.pay_to, "value": option.amount},
        }


@dataclass(frozen=True, repr=False)
class Paid:
    """One operation that costs money, with the example of its own test."""

    provider: str
    operation: Operation[Any]
    client: dict[str, Any]
    arguments: dict[str, Any]
    status: int
    answer: Any
    method: str

    @property
    def keyed(self) -> bool:
        """Whether it takes an idempotency key."""
        return self.operation.idempotency is not None

    def make(self, asynchronous: bool = False, **settings: Any) -> Any:
        """A client of the provider."""
        module = importlib.import_module(f"clientome.{self.provider}")
        name = ("Async" if asynchronous else "") + PROVIDERS[self.provider]
        kind = getattr(module, name)
        # A client takes only what some operation of its provider needs.
        taken = inspect.signature(kind).parameters
        return kind(**{n: value for n, value in {**self.client, **settings}.items() if n in taken})


def paid_operations() -> Iterator[Paid]:
    """Every operation that costs money."""
    for provider in PROVIDERS:
        package = importlib.import_module(f"clientome.{provider}.operations")
        for found in pkgutil.iter_modules(package.__path__):
            module = importlib.import_module(f"{package.__name__}.{found.name}")
            for name, operation in vars(module).items():
                if isinstance(operation, Operation) and operation.billable:
                    tests = importlib.import_module(f"generated.clientome_tests.{provider}.test_{found.name}")
                    test = getattr(tests, "Test" + name.title().replace("_", ""))
                    arguments = dict(test.ARGUMENTS)
                    if operation.idempotency is not None:
                        arguments.pop(operation.idempotency, None)
                    yield Paid(
                        provider,
                        operation,
                        test.CLIENT,
                        arguments,
                        test.STATUS,
                        test.ANSWER,
                        f"{found.name}.{name.lower()}",
                    )


PAID = tuple(paid_operations())


@dataclass(frozen=True)
class Event:
    """What happens to one request: whether it is carried out, and what the client sees of it."""

    kind: str
    status: int = 0
    carried: bool = False


class Body:
    """The body of an answer, for sync and async clients."""

    def __init__(self, content: bytes, error: Exception | None = None) -> None:
        self.content, self.error = content, error

    def __iter__(self) -> Iterator[bytes]:
        yield self.content
        if self.error is not None:
            raise self.error

    async def __aiter__(self) -> Any:
        for piece in self:
            yield piece

    def close(self) -> None:
        """Nothing is open."""

    async def aclose(self) -> None:
        """Nothing is open."""


def response(
    status: int, content: bytes, *headers: tuple[bytes, bytes], error: Exception | None = None
) -> Response:
    """An answer as a transport gives it."""
    kind = b"text/html" if content.startswith(b"<") else b"application/json"
    return Response(status, [(b"Content-Type", kind), *headers], Body(content, error))


def header_of(request: Request, name: str) -> str | None:
    """A header of a request."""
    found = [value.decode() for key, value in request.headers if key.decode().lower() == name.lower()]
    assert len(found) < 2, "a header twice"
    return found[0] if found else None


@dataclass
class Provider:
    """Honours idempotency keys and settles each signed payment once, as documented; its answers go astray."""

    paid: Paid
    script: list[Event] = field(default_factory=list[Event])
    carried: int = 0
    arrived: int = 0
    by_key: dict[str, int] = field(default_factory=dict[str, int])
    keys: list[str | None] = field(default_factory=list[str | None])
    proofs: list[str | None] = field(default_factory=list[str | None])
    settled: set[str] = field(default_factory=set[str])
    events: list[Event] = field(default_factory=list[Event])

    def carry_out(self, key: str | None, proof: str | None) -> None:
        """Do what is asked, once for each key and each payment."""
        if proof is not None:
            if proof in self.settled:
                return
            self.settled.add(proof)
        if key is not None:
            if key in self.by_key:
                return
            self.by_key[key] = 1
        self.carried += 1

    def take(self, request: Request) -> Response:
        """One request."""
        payment = self.paid.operation.payment
        key = header_of(request, "Idempotency-Key") if self.paid.keyed else None
        proof = header_of(request, "PAYMENT-SIGNATURE") if payment is not None else None
        event = self.script.pop(0) if self.script else Event("ok", carried=True)
        if event.kind == "unsent":
            raise errors.ConnectError("no route")
        if event.kind == "says no" and not self.paid.operation.enveloped:
            event = Event("garbled", carried=True)
        self.arrived += 1
        self.keys.append(key)
        self.proofs.append(proof)
        self.events.append(event)
        if payment is not None and proof is None and event.kind in ("ok", "cut", "garbled", "lost"):
            self.events[-1] = Event("unpaid")
            return response(402, b"{}", (b"PAYMENT-REQUIRED", CHALLENGE.encode()))
        if event.carried and (payment is None or proof is not None):
            self.carry_out(key, proof)
        return self.say(event)

    def say(self, event: Event) -> Response:
        """What the client sees."""
        answer = json.dumps(self.paid.answer).encode()
        match event.kind:
            case "ok":
                return response(self.paid.status, answer)
            case "cut":
                return response(self.paid.status, answer[:5], error=errors.ProtocolError("cut off"))
            case "garbled":
                return response(self.paid.status, answer[:-3])
            case "page":
                return response(200, b"<html>sign in</html>")
            case "says no":
                return response(200, b'{"success": false, "error": "no"}')
            case "status":
                return response(event.status, b'{"error": "no"}', (b"Retry-After", b"1"))
            case "lost":
                raise errors.ProtocolError("the connection broke")
            case "late":
                raise errors.TimeoutError("too slow", phase="read")
            case "crash":
                raise Crash
            case "interrupt":
                raise KeyboardInterrupt
            case kind:
                raise AssertionError(kind)
