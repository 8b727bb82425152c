"""No order of lost answers, refusals, crashes, interrupts, restarts and changed keys doubles what costs money.

A state machine drives every operation that costs money against a provider that counts. What must always hold:

- With a state file, one order that is called again until its result is there is carried out once at most.
- While the end of an attempt is unknown, no request leaves with another key, or without one.
- What an error says about the outcome is true.
- A payment is signed once for each call at most, and the budget knows of everything that was signed.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from clientome import (
    USDC_ON_BASE,
    Budget,
    Limiter,
    OutcomeUnknown,
    Payer,
    RequestOptions,
    State,
    StateError,
)
from clientome._runtime.base import errors
from clientome._runtime.base.outcome import Outcome
from clientome._runtime.call.decode import reach
from clientome._runtime.call.invoke import perform
from clientome._runtime.flow import effects
from clientome._runtime.flow.drivers import AsyncDriver, SyncDriver
from tests.prove.conftest import Figure
from tests.prove.paying import DOUBTFUL, PAID, REFUSED, Crash, Event, Provider, Signs
from tests.support.scale import of

# What doubles an order most easily comes most often: a lost answer, a refusal after it, an operation with a key.
EVENTS = st.one_of(
    st.sampled_from([Event("lost", carried=True), Event("status", 422), Event("status", 401)]),
    st.just(Event("unsent")),
    st.builds(Event, st.sampled_from(["lost", "late", "crash", "interrupt"]), carried=st.booleans()),
    st.sampled_from([Event("cut", carried=True), Event("garbled", carried=True), Event("page")]),
    st.builds(Event, st.just("status"), st.sampled_from(REFUSED)),
    st.builds(Event, st.just("status"), st.just(429)),
    st.builds(Event, st.just("status"), st.sampled_from(DOUBTFUL), st.booleans()),
    st.builds(Event, st.just("says no"), carried=st.booleans()),
    st.builds(Event, st.just("meanwhile"), carried=st.booleans()),
)
LOOP = asyncio.new_event_loop()
CALLS = st.fixed_dictionaries(
    {
        "script": st.lists(EVENTS, max_size=4),
        "retries": st.integers(0, 2),
        "looks": st.lists(st.sampled_from(["ok", "ok", "500", "lost", "crash"]), max_size=5),
        "lag": st.sampled_from([0.0, 0.0, 20.0, 59.0]),
        "place": st.none() | st.integers(1, 25),
        "after": st.booleans(),
        "failure": st.sampled_from([Crash, KeyboardInterrupt, asyncio.CancelledError, GeneratorExit]),
    }
)
EXPECTED = (errors.ClientomeError, Crash, KeyboardInterrupt, asyncio.CancelledError, GeneratorExit)
COUNTS = {"calls": 0, "requests": 0, "errors": 0, "crashes": 0, "damaged": 0, "operations": set[str]()}


def reported(error: BaseException | None) -> str:
    """What a traceback says: an interrupt that comes while an error is on its way shows that error too."""
    if error is None:
        return ""
    return str(error) + "".join(getattr(error, "__notes__", ())) + reported(error.__context__)


class Faults:
    """Ends a call at one of its effects: before or after it is performed."""

    def __init__(self, place: int | None, after: bool, failure: type[BaseException]) -> None:
        self.place, self.after, self.failure = place, after, failure
        self.count = 0
        self.disk: Any = lambda: None

    def __call__(self, after: bool) -> None:
        """At each effect."""
        if not after:
            self.count += 1
        if self.place == self.count and self.after is after:
            self.place = None
            if self.failure is Crash:
                self.disk()
            raise self.failure


class Clock:
    """The time of day, which passes while somebody sleeps. Ours may be set back, the provider's is not."""

    def __init__(self) -> None:
        self.true = 1_800_000_000.0
        self.ahead = 0.0

    def now(self) -> float:
        """Our time."""
        return self.true + self.ahead

    def theirs(self) -> float:
        """The provider's time."""
        return self.true

    def sleep(self, seconds: float) -> None:
        """Let it pass."""
        self.true += seconds


class Wire:
    """The provider as a transport of both kinds."""

    def __init__(self, provider: Provider, faults: Faults) -> None:
        self.provider, self.faults = provider, faults

    def send(self, request: Any, /) -> Any:
        """One request."""
        try:
            return self.provider.take(request)
        except Crash:
            self.faults.disk()
            raise

    def close(self) -> None:
        """Nothing is open."""


class AsyncWire(Wire):
    """As :class:`Wire`."""

    async def send(self, request: Any, /) -> Any:  # type: ignore[override]
        """One request."""
        try:
            return Wire.send(self, request)
        except KeyboardInterrupt:
            raise asyncio.CancelledError from None

    async def aclose(self) -> None:
        """Nothing is open."""


class Sync(SyncDriver):
    """Does not sleep, and fails where the script says so."""

    def __init__(self, wire: Any, faults: Faults, clock: Clock) -> None:
        super().__init__(wire, sleep=clock.sleep, wall_clock=clock.now)
        self.faults = faults

    def _perform(self, effect: effects.Effect, held: Any) -> Any:
        self.faults(False)
        value = super()._perform(effect, held)
        self.faults(True)
        return value


class Async(AsyncDriver):
    """Does not sleep or wait for threads, and is cancelled where the script says so."""

    def __init__(self, wire: Any, faults: Faults, clock: Clock) -> None:
        super().__init__(wire, wall_clock=clock.now)
        self.faults, self.clock = faults, clock

    async def _perform(self, effect: effects.Effect, held: Any) -> Any:
        self.faults(False)
        if isinstance(effect, effects.Offload):
            value = effect.function()
        elif isinstance(effect, effects.Sleep):
            value = self.clock.sleep(effect.seconds)
        else:
            value = await super()._perform(effect, held)
        self.faults(True)
        return value


class Money(RuleBasedStateMachine):
    """One lab that wants one thing after the other, and calls until it has it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="money"))
        self.copy = Path(str(self.folder) + ".copy")
        self.clock = Clock()

    @initialize(
        paid=st.sampled_from(PAID) | st.sampled_from([p for p in PAID if p.keyed]),
        stateful=st.booleans(),
        marks=st.booleans(),
        asynchronous=st.booleans(),
    )
    def begin(self, paid: Any, stateful: bool, marks: bool, asynchronous: bool) -> None:
        self.paid, self.asynchronous = paid, asynchronous
        self.protected, self.marks = stateful, marks and not paid.keyed
        self.provider = Provider(paid)
        self.provider.listing.time = self.clock.theirs
        self.provider.meanwhile = self.meanwhile
        self.results: list[str] = []
        self.state: State | None = None
        self.account = 0
        self.host = "https://provider.test"
        self.signer = Signs()
        self.budget = Budget(per_session={USDC_ON_BASE: 10**12})
        COUNTS["operations"].add(paid.operation.id)
        self.new_intent()

    def new_intent(self) -> None:
        """The lab wants another thing, which looks like the one before."""
        self.before = self.provider.carried
        self.others = 0
        self.key: str | None = None
        self.open = False
        self.opened = (self.account, self.host)

    def path(self) -> Path:
        return self.folder / "orders"

    def session(self) -> Any:
        if self.protected and self.state is None:
            self.state = State(self.path(), wall_clock=self.clock.now, mark_calls=self.marks)
        key = {**self.paid.client}
        if "api_key" in key:
            key["api_key"] += str(self.account) * bool(self.account)
        client = self.paid.make(
            **{"base_url": self.host, **key},
            transport=Wire(self.provider, Faults(None, False, Crash)),
            limiter=Limiter(),
            state=self.state,
            payer=Payer(self.signer, self.budget),
        )
        return client._session

    def snapshot(self) -> None:
        """The disk as it is when the process ends."""
        shutil.rmtree(self.copy, ignore_errors=True)
        shutil.copytree(self.folder, self.copy)

    def after_crash(self) -> None:
        COUNTS["crashes"] += 1
        if self.state is not None:
            self.state.close()
        self.state = None
        shutil.rmtree(self.folder)
        self.copy.rename(self.folder)

    @rule(calls=st.lists(CALLS, min_size=1, max_size=4))
    def calls(self, calls: list[dict[str, Any]]) -> None:
        """The lab calls until it has the thing, and again for the next."""
        for one in calls:
            self.call(**one)

    def call(
        self,
        script: list[Event],
        retries: int,
        looks: list[str],
        lag: float,
        place: int | None,
        after: bool,
        failure: type[BaseException],
    ) -> None:
        provider = self.provider
        provider.script = list(script)
        provider.listing.script, provider.listing.lag = list(looks), lag
        # What was there before this call is told by its time.
        self.clock.sleep(10.0)
        faults = Faults(place, after, failure)
        faults.disk = self.snapshot
        carried, arrived, signed = provider.carried, provider.arrived, self.signer.signed
        self.others = 0
        options = RequestOptions(retries=retries, guided=False)
        try:
            flow = perform(self.session(), self.paid.operation, self.paid.arguments, options)
            if self.asynchronous:
                reply: Any = LOOP.run_until_complete(
                    Async(AsyncWire(provider, faults), faults, self.clock).run(flow)
                )
            else:
                reply = Sync(Wire(provider, faults), faults, self.clock).run(flow)
            self.judge_result(reply.result)
            error: BaseException | None = None
        except BaseException as raised:
            if not isinstance(raised, EXPECTED):
                raise
            error = raised
        COUNTS["calls"] += 1
        COUNTS["requests"] += provider.arrived - arrived
        self.judge_call(provider.carried - carried, provider.arrived - arrived, self.signer.signed - signed)
        self.judge_keys(arrived)
        if error is None:
            self.succeeded()
        else:
            COUNTS["errors"] += 1
            self.judge_error(error, provider.carried - carried - self.others, arrived)
            if isinstance(error, Crash):
                self.after_crash()

    def judge_call(self, carried: int, arrived: int, signed: int) -> None:
        """Whatever happened, one call does one thing."""
        assert carried - self.others <= 1, "one call was carried out twice"
        assert signed <= 1 + self.others
        if self.paid.operation.payment is not None:
            spent = 10**12 - self.budget.left(USDC_ON_BASE)
            assert spent >= 1_000_000 * len({p for p in self.provider.proofs if p is not None})
        if self.protected:
            assert self.provider.carried - self.before <= 1, "one order was carried out twice"

    def meanwhile(self) -> None:
        """Another process makes an equal call, of another wish, and gets what it wants."""
        kept, self.provider.script = self.provider.script, []
        looks, self.provider.listing.script = self.provider.listing.script, []
        other = (
            State(self.path(), wall_clock=self.clock.now, mark_calls=self.marks) if self.protected else None
        )
        mine, self.state = self.state, other
        arrived, carried = self.provider.arrived, self.provider.carried
        quiet = Faults(None, False, Crash)
        try:
            flow = perform(
                self.session(), self.paid.operation, self.paid.arguments, RequestOptions(guided=False)
            )
            self.judge_result(Sync(Wire(self.provider, quiet), quiet, self.clock).run(flow).result)
        finally:
            if other is not None:
                other.close()
            self.state = mine
        self.provider.script, self.provider.listing.script = kept, looks
        made = self.provider.carried - carried
        assert made == 1
        self.others += made
        self.before += made
        for records in (self.provider.keys, self.provider.proofs, self.provider.events):
            del records[arrived:]
        self.provider.arrived = arrived

    def judge_result(self, result: Any) -> None:
        """Nobody gets what another one has."""
        listing = self.provider.listing
        if listing.recovery is not None and not self.paid.keyed:
            id = str(reach(result, listing.id))
            assert id not in self.results, "two calls have the same result"
            self.results.append(id)

    def judge_keys(self, arrived: int) -> None:
        """No new key while an attempt under the old one is of unknown end."""
        for key, event in zip(self.provider.keys[arrived:], self.provider.events[arrived:], strict=True):
            if self.protected and self.open:
                # A look-up may have shown that nothing was carried out; that it was wrong shows in what was carried out.
                assert self.paid.keyed or self.paid.operation.recovery is not None, (
                    "sent again without a look"
                )
                assert key == self.key, "a new key while the end of an attempt is unknown"
            self.key = key
            refused = event.kind == "unpaid" or (event.kind == "status" and event.status not in DOUBTFUL)
            if not self.open and not refused:
                self.open, self.opened = True, (self.account, self.host)

    def succeeded(self) -> None:
        if self.protected:
            assert self.provider.carried == self.before + 1, "a result without an order"
        self.new_intent()

    def judge_error(self, error: BaseException, carried: int, arrived: int) -> None:
        """What the error says is true."""
        since = self.provider.carried - self.before if self.protected else carried
        sent = self.provider.events[arrived:]
        if isinstance(error, (StateError, OutcomeUnknown)):
            assert not sent or self.paid.operation.recovery is not None
            assert "nothing was sent" in str(error) or "it was not sent again" in str(error)
            if isinstance(error, OutcomeUnknown) and error.idempotency_key is not None:
                self.look(error.idempotency_key)
            return
        said = reported(error)
        if isinstance(error, errors.ClientomeError):
            assert isinstance(error.outcome, Outcome)
            if error.outcome is Outcome.NOT_SENT:
                assert not sent
            if error.outcome in (Outcome.NOT_SENT, Outcome.REFUSED):
                assert since == 0, f"{error.outcome}, but it was carried out"
                assert error.sent_at is None
                assert "carried out" not in str(error)
            else:
                assert error.sent_at is not None
                assert "carried out" in said or (error.paid and "payment was sent" in said)
                assert "look with" in said or "state.done" in said
            if error.outcome is Outcome.CARRIED_OUT:
                assert since == 1, "not carried out, though the error says so"
            proofs = [p for p in self.provider.proofs[arrived:] if p is not None]
            assert error.paid is bool(proofs)
            assert not proofs or not getattr(error, "is_retry_safe", False)
            unkeyed = not self.paid.keyed and error.outcome not in (Outcome.NOT_SENT, Outcome.REFUSED)
            assert not (unkeyed and getattr(error, "is_retry_safe", False))
        elif carried and not isinstance(error, (Crash, GeneratorExit)):
            assert "carried out" in said, "an interrupt that does not say what it may have cost"
        if (
            self.protected
            and self.paid.keyed
            and self.provider.carried > self.before
            and isinstance(error, errors.ClientomeError)
        ):
            assert error.idempotency_key == self.key  # type: ignore[attr-defined]

    def look(self, key: str) -> None:
        """The lab looks with the provider, and closes the entry by hand."""
        assert self.state is not None
        # A process that ended before it sent anything, or after a refusal, leaves an entry too.
        assert key == self.key or key not in self.provider.by_key
        self.state.done(key)
        if key == self.key or not self.paid.keyed:
            self.new_intent()

    @rule(what=st.sampled_from(["restart", "forget", "rotate", "move", "rotate", "move"]))
    def change(self, what: str) -> None:
        """The script starts anew, or is configured in another way."""
        if what == "restart" and self.state is not None:
            self.state.close()
        if what in ("restart", "forget"):
            self.state = None
        account = 1 - self.account if what == "rotate" else self.account
        hosts = ["https://provider.test", "https://other.test"]
        host = hosts[1 - hosts.index(self.host)] if what == "move" else self.host
        # Another account at another place is another order.
        if not self.open or account == self.opened[0] or host == self.opened[1]:
            self.account, self.host = account, host

    @rule(seconds=st.sampled_from([3600.0, 8 * 86400.0, 9 * 86400.0, -86400.0]))
    def wait(self, seconds: float) -> None:
        """Time passes, or the clock is set back."""
        if seconds > 0:
            self.clock.sleep(seconds)
        else:
            self.clock.ahead += seconds

    @precondition(lambda self: self.protected and self.path().exists())
    @rule(how=st.sampled_from(["secret", "short secret", "garbled", "read-only"]))
    def damage(self, how: str) -> None:
        """Something happens to the files; nothing is sent while an open entry cannot be known."""
        if self.state is not None:
            self.state.close()
        path, secret = self.path(), Path(f"{self.path()}.secret")
        kept, hidden = path.read_bytes(), secret.read_bytes()
        arrived = self.provider.arrived
        if how == "garbled":
            path.write_bytes(b"#" + kept)
        elif how == "read-only":
            path.rename(f"{path}.away")
            path.mkdir()
        elif how == "secret":
            secret.unlink()
        else:
            secret.write_bytes(hidden[:9])
        self.state = None
        self.provider.script = []
        try:
            session = self.session()
            raised = None
            COUNTS["damaged"] += 1
            if self.open or how in ("garbled", "read-only"):
                quiet = Faults(None, False, Crash)
                Sync(Wire(self.provider, quiet), quiet, self.clock).run(
                    perform(session, self.paid.operation, self.paid.arguments, RequestOptions(guided=False))
                )
        except StateError as error:
            raised = error
        assert self.provider.arrived == arrived, "sent although the state was damaged"
        assert raised is not None or not self.open
        if how == "read-only":
            path.rmdir()
        path.write_bytes(kept)
        secret.write_bytes(hidden)
        self.state = None

    def teardown(self) -> None:
        if getattr(self, "state", None) is not None:
            self.state.close()  # type: ignore[union-attr]
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.rmtree(self.copy, ignore_errors=True)


TestMoney = Money.TestCase
TestMoney.settings = settings(
    max_examples=of(80, 1000),
    stateful_step_count=of(12, 20),
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


def test_every_operation_that_costs_money_was_driven(figure: Figure) -> None:
    """Runs after the machine, and says how much it did."""
    assert len(PAID) == 11
    figure("paid calls driven through faults", COUNTS["calls"])
    figure("requests that arrived", COUNTS["requests"])
    figure("calls that ended in an error", COUNTS["errors"])
    figure("crashes", COUNTS["crashes"])
    figure("damaged state files", COUNTS["damaged"])
    figure("operations driven", len(COUNTS["operations"]))
