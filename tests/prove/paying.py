"""A provider that counts what it has carried out, and the operations of all providers that cost money."""

from __future__ import annotations

import base64
import importlib
import inspect
import json
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
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


def placed(path: Any, value: Any) -> Any:
    """A value at a path of otherwise empty objects."""
    for name in reversed(path):
        value = {name: value}
    return value


class Listing:
    """The list that shows what was carried out, after a while: what a look-up of the operation reads."""

    def __init__(self, paid: Paid) -> None:
        self.paid = paid
        self.time = lambda: 0.0
        self.lag = 0.0
        self.items: list[tuple[float, dict[str, Any]]] = []
        self.script: list[str] = []
        self.asked = 0
        recovery = paid.operation.recovery
        self.recovery = recovery
        if recovery is not None:
            module = importlib.import_module(
                f"clientome.{paid.provider}.operations.{paid.method.split('.')[0]}"
            )
            self.operation: Operation[Any] = getattr(module, recovery.operation.split(":")[1])
            assert self.operation.pagination is not None
            self.id = recovery.id or (self.operation.pagination.key or (("order_id",),))[0]

    def add(self, id: str, request: Request) -> None:
        """One thing more."""
        if self.recovery is None:
            return
        item: dict[str, Any] = placed(self.id, id)
        moment = self.time()
        if self.recovery.since is not None:
            by_number = self.paid.provider == "subseq"
            stamp: Any = int(moment) if by_number else datetime.fromtimestamp(moment, UTC).isoformat()
            item |= placed(self.recovery.since, stamp)
        for path, name in self.recovery.match.items():
            item |= placed(path, f"{self.recovery.prefix or ''}{self.paid.arguments[name]}")
        if self.recovery.note_at is not None:
            body: Any = request.body
            content = body if isinstance(body, bytes) else b"".join(body)
            mark = re.search(rb"\[clientome [^\]]*\]", content)
            item |= placed(self.recovery.note_at, mark[0].decode() if mark else "")
        self.items.append((moment + self.lag, item))

    def answer(self) -> Response:
        """The whole list, as far as it shows by now."""
        self.asked += 1
        step = self.script.pop(0) if self.script else "ok"
        if step == "lost":
            raise errors.ProtocolError("the connection broke")
        if step == "crash":
            raise Crash
        if step != "ok":
            return response(500, b'{"error": "no"}')
        shown = [item for seen_from, item in self.items if self.time() >= seen_from]
        pagination = self.operation.pagination
        assert pagination is not None
        value = placed(pagination.items, shown)
        if pagination.total is not None:
            inner = value
            for name in pagination.total[:-1]:
                inner = inner[name]
            inner[pagination.total[-1]] = len(shown)
        if self.operation.enveloped:
            value["success"] = True
        date = format_datetime(datetime.fromtimestamp(self.time(), UTC), usegmt=True)
        return response(200, json.dumps(value).encode(), (b"Date", date.encode()))


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
    ids: dict[str | None, str] = field(default_factory=dict[str | None, str])
    meanwhile: Any = None

    def __post_init__(self) -> None:
        self.listing = Listing(self.paid)

    def carry_out(self, key: str | None, proof: str | None, request: Request) -> None:
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
        self.ids[key] = f"made-{self.carried}"
        self.listing.add(self.ids[key], request)

    def take(self, request: Request) -> Response:
        """One request."""
        if request.method == "GET":
            return self.listing.answer()
        payment = self.paid.operation.payment
        key = header_of(request, "Idempotency-Key") if self.paid.keyed else None
        proof = header_of(request, "PAYMENT-SIGNATURE") if payment is not None else None
        event = self.script.pop(0) if self.script else Event("ok", carried=True)
        if event.kind == "unsent":
            raise errors.ConnectError("no route")
        if event.kind == "says no" and not self.paid.operation.enveloped:
            event = Event("garbled", carried=True)
        if event.kind == "meanwhile" and self.paid.keyed:
            event = Event("lost", carried=event.carried)
        if event.kind == "meanwhile":
            # Another process makes an equal call of its own while this one is on its way.
            self.meanwhile()
            event = Event("lost", carried=event.carried)
        self.arrived += 1
        self.keys.append(key)
        self.proofs.append(proof)
        self.events.append(event)
        if payment is not None and proof is None and event.kind in ("ok", "cut", "garbled", "lost"):
            self.events[-1] = Event("unpaid")
            return response(402, b"{}", (b"PAYMENT-REQUIRED", CHALLENGE.encode()))
        if event.carried and (payment is None or proof is not None):
            self.carry_out(key, proof, request)
        return self.say(event, key)

    def say(self, event: Event, key: str | None) -> Response:
        """What the client sees."""
        told = json.loads(json.dumps(self.paid.answer))
        if self.listing.recovery is not None and event.carried:
            inner = told[0] if isinstance(told, list) else told
            for name in (*self.paid.operation.unwrap, *self.listing.id[:-1]):
                inner = inner[name]
            inner[self.listing.id[-1]] = self.ids.get(key, "")
        answer = json.dumps(told).encode()
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
