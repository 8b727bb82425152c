"""What error trackers, verbose tracebacks and debuggers find in the frames of a failed call: nothing of its content.

The judges are sentry-sdk with its default options, the standard library's tracebacks with locals, and a walk over the
variables of every frame. The packages are the real ones, over real sockets.
"""

from __future__ import annotations

import asyncio
import json
import socket
import tempfile
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, cast

import httpx
import pytest

from clientome import ArgumentError, SftpTarget
from clientome._runtime.base import frames
from clientome._runtime.base.options import RequestOptions
from clientome._runtime.sftp import upload as sftp
from clientome.galatea import AsyncGalatea, Galatea
from clientome.galatea.webhooks import receiver
from clientome.genome_computer import AsyncGenomeComputer, GenomeComputer
from tests.support.http import Peer, Talk, forever, serve

PASSWORD, KEY, TOKEN = "correct-horse-battery", "sk-live-5f2a77d1c0", "eyJ-access-token-91"
EMAIL, PATIENT, BIRTH = "jane@hospital.test", "Jane Roe-Martinez", "1971-03-09"
CONTENT, SIGNATURE, FILE = b"rs4988235 AG " * 9, "X-Sig-77ab12cd", "roe_martinez_jane.vcf.gz"
SECRETS = (PASSWORD, KEY, TOKEN, EMAIL, PATIENT, BIRTH, CONTENT.decode()[:26], SIGNATURE, FILE)
PEOPLE: Any = {"patient_name": PATIENT, "dob": BIRTH, "sex": "female"}
ECHO = json.dumps({"detail": "No.", "person": PATIENT, "name": FILE, "token": TOKEN}).encode()
PAGE = {"count": 9, "next": "https://next", "results": []}
SOURCE = {
    "id": "7c9e6679-7425-40de-944b-e07fc1f90ae7",
    "status": "PENDING",
    "src_file_name": FILE,
    "file_size_bytes": 3,
    "created_at": "2026-01-01T00:00:00Z",
}


def tracebacks(error: BaseException | None, seen: set[int]) -> Iterator[TracebackType]:
    """Those of an error and of everything that hangs on it."""
    if error is None or id(error) in seen:
        return
    seen.add(id(error))
    trace = error.__traceback__
    while trace is not None:
        yield trace
        trace = trace.tb_next
    inner = cast("tuple[BaseException, ...]", getattr(error, "exceptions", ()))
    for one in (error.__cause__, error.__context__, *inner):
        yield from tracebacks(one, seen)


def texts(value: Any, depth: int = 0) -> Iterator[str]:
    """What a tool that walks through mappings, sequences and slots would print."""
    yield repr(value)
    if depth < 4 and isinstance(value, Mapping):
        for key, inner in cast("Mapping[Any, Any]", value).items():
            yield from texts((key, inner), depth + 1)
    elif depth < 4 and isinstance(value, Iterable) and isinstance(value, (list, tuple, set, frozenset)):
        for inner in cast("Iterable[Any]", value):
            yield from texts(inner, depth + 1)


def reported(error: BaseException) -> str:
    """The event that sentry-sdk would send."""
    sentry = pytest.importorskip("sentry_sdk", reason="not part of the lowest versions")
    from sentry_sdk.utils import event_from_exception

    sent: list[Any] = []

    class Kept(sentry.Transport):  # type: ignore[name-defined,misc]  # pyright: ignore
        def capture_envelope(self, envelope: Any) -> None:
            sent.append(envelope.get_event())

    client = sentry.Client(dsn="http://a@127.0.0.1:1/1", transport=Kept, default_integrations=False)
    event, hint = event_from_exception(error, client_options=client.options)
    _id = client.capture_event(event, hint, scope=sentry.Scope())
    (one,) = sent
    return json.dumps(one)


def clean(error: BaseException) -> None:
    """No judge finds anything in the frames of an error; the caller's own have none to begin with."""
    for trace in tracebacks(error, set()):
        if trace.tb_frame.f_code.co_filename == __file__:
            with suppress(RuntimeError):
                # What a caller keeps in variables of his own is his.
                trace.tb_frame.clear()
    shown = "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
    shown += reported(error)
    for trace in tracebacks(error, set()):
        shown += "\n".join(texts(trace.tb_frame.f_locals))
    assert [secret for secret in SECRETS if secret in shown] == []
    # The places are all there.
    assert "clientome" in shown


class Case:
    """One way to fail: what the server does, and what is called on a client."""

    def __init__(
        self, name: str, error: str, kind: str, talk: Talk, call: Callable[[Any], Any], **settings: Any
    ) -> None:
        self.name, self.error, self.kind, self.talk, self.call = name, error, kind, talk, call
        self.settings: dict[str, Any] = {"api_key": KEY, "retries": 0, **settings}

    @property
    def clients(self) -> tuple[Any, Any]:
        return (Galatea, AsyncGalatea) if self.kind == "galatea" else (GenomeComputer, AsyncGenomeComputer)


def cut(peer: Peer) -> None:
    """An answer that breaks off, with a file name in its head."""
    if peer.request() is not None:
        head = f'Content-Disposition: attachment; filename="{FILE}"'
        peer.send(f"HTTP/1.1 200 OK\r\n{head}\r\nContent-Length: 100000\r\n\r\n".encode() + CONTENT)
        peer.cut()


def snap(peer: Peer) -> None:
    """The connection breaks while the content comes."""
    _ = peer.sock.recv(65536)
    peer.cut()


def silent(peer: Peer) -> None:
    """No answer."""
    _ = peer.request()
    _ = peer.server.done.wait(20)


def pages(peer: Peer) -> None:
    """A page with a file, and no second one."""
    page = {**PAGE, "results": [SOURCE]}
    if peer.request() is not None:
        peer.reply(json.dumps(page).encode(), "200 OK", "Content-Type: application/json")
    if peer.request() is not None:
        peer.reply(ECHO, "500 Oh")


def refuse(status: str, *headers: str) -> Talk:
    return forever(ECHO, status, "Content-Type: application/json", f"Set-Cookie: t={TOKEN}", *headers)


def login(client: Any) -> Any:
    return client.auth.login(email=EMAIL, password=PASSWORD)


def order(client: Any) -> Any:
    return client.orders.submit(
        source_file_id=SOURCE["id"], model_name="m", pdf_report_types=["PRS_RUO_CARDIO"], pdf_metadata=PEOPLE
    )


def kit(client: Any) -> Any:
    return client.orders.create(
        type="wgs_30x", client_name=PATIENT, customer={"name": PATIENT, "email": EMAIL}
    )


def upload(client: Any) -> Any:
    from clientome._runtime.body.inputs import File

    return client.files.upload(file=File(CONTENT * 100_000, name=FILE))


def broken_source() -> Iterator[bytes]:
    yield CONTENT
    raise LookupError("the caller's own")


def streamed(client: Any) -> Any:
    from clientome._runtime.body.inputs import File

    return client.files.upload(file=File(broken_source(), name=FILE))


def result(client: Any) -> Any:
    return client.results.download(order_id=SOURCE["id"], result_type="PDF_REPORT")


def read(client: Any) -> Any:
    answer = result(client)
    if not hasattr(answer, "__await__"):
        return answer.read()

    async def later() -> Any:
        return await (await answer).read()

    return later()


def chunks(client: Any) -> Any:
    answer = result(client)
    if not hasattr(answer, "__await__"):
        return sum(1 for _piece in answer.iter_bytes())

    async def later() -> Any:
        return [1 async for _piece in (await answer).iter_bytes()]

    return later()


def every(client: Any) -> Any:
    page = client.files.list()
    if not hasattr(page, "__await__"):
        return sum(1 for _file in page)

    async def later() -> Any:
        return [1 async for _file in await page]

    return later()


def hooked(client: Any) -> Any:
    """The caller's own callback fails."""

    def hook(_info: Any) -> None:
        raise LookupError("the caller's own")

    return client.auth.login(email=EMAIL, password=PASSWORD, options=RequestOptions(on_response=hook))


def link(client: Any) -> Any:
    url = f"{client.base_url}/{FILE}?X-Amz-Signature={SIGNATURE}"
    return client.save_link(url, Path(tempfile.gettempdir()) / "clientome-refused.bin")


CASES = (
    Case(
        "argument",
        "ArgumentError",
        "galatea",
        refuse("400 No"),
        lambda c: c.auth.login(email=EMAIL, password=[PASSWORD]),
    ),
    Case(
        "person",
        "ArgumentError",
        "galatea",
        refuse("400 No"),
        lambda c: c.orders.submit(source_file_id=SOURCE["id"], model_name=PEOPLE, pdf_metadata=PEOPLE),
    ),
    Case("refused", "UnprocessableEntityError", "galatea", refuse("422 No"), login),
    Case("failed", "InternalServerError", "galatea", refuse("500 No"), order),
    Case("kit", "PaymentRequiredError", "genome", refuse("402 Pay", f"PAYMENT-REQUIRED: {TOKEN}"), kit),
    Case("decode", "DecodeError", "galatea", forever(ECHO), login),
    Case(
        "redirect",
        "UnexpectedStatusError",
        "galatea",
        refuse("307 There", f"Location: http://127.0.0.1:1/{FILE}?{SIGNATURE}"),
        login,
    ),
    Case("cut", "ProtocolError", "galatea", cut, login),
    Case("silent", "TimeoutError", "galatea", silent, login, timeout=0.2),
    Case(
        "late",
        "TimeoutError",
        "galatea",
        silent,
        lambda c: c.auth.login(email=EMAIL, password=PASSWORD, options=RequestOptions(deadline=0.2)),
    ),
    Case(
        "token",
        "AuthenticationError",
        "galatea",
        refuse("401 No"),
        lambda c: c.files.list(),
        api_key=None,
        email=EMAIL,
        password=PASSWORD,
    ),
    Case("upload", "ProtocolError", "galatea", snap, upload),
    Case("source", "LookupError", "galatea", silent, streamed),
    Case("read", "ProtocolError", "galatea", cut, read),
    Case("chunks", "ProtocolError", "galatea", cut, chunks),
    Case("pages", "InternalServerError", "galatea", pages, every),
    Case("hook", "HookError", "galatea", refuse("400 No"), hooked),
    Case("link", "PermissionDeniedError", "galatea", refuse("403 No"), link),
    Case("wait", "NotFoundError", "genome", refuse("404 No"), lambda c: c.orders.wait(order_id=PATIENT)),
)


def failure(work: Callable[[], Any]) -> BaseException:
    try:
        work()
    except BaseException as error:
        return error
    raise AssertionError("it did not fail")


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_sync_calls_leave_no_variables(case: Case) -> None:
    with serve(case.talk) as server, case.clients[0](**case.settings, base_url=server.url) as client:
        error = failure(lambda: case.call(client))
        assert type(error).__name__ == case.error
        clean(error)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_async_calls_leave_no_variables(case: Case) -> None:
    async def work(url: str) -> None:
        async with case.clients[1](**case.settings, base_url=url) as client:
            await case.call(client)

    with serve(case.talk) as server:
        error = failure(lambda: asyncio.run(work(server.url)))
        assert type(error).__name__ == case.error
        clean(error)


@pytest.mark.parametrize("kind", [httpx.Client, httpx.AsyncClient])
def test_calls_over_a_client_of_httpx_leave_no_variables(kind: Any) -> None:
    with serve(cut) as server:
        if kind is httpx.Client:
            with httpx.Client() as own, Galatea(api_key=KEY, base_url=server.url, http_client=own) as client:
                clean(failure(lambda: login(client)))
        else:

            async def work() -> None:
                async with httpx.AsyncClient() as own:
                    client = AsyncGalatea(api_key=KEY, base_url=server.url, http_client=own)
                    _ = await login(client)

            clean(failure(lambda: asyncio.run(work())))


def test_no_connection_leaves_no_variables() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    with Galatea(api_key=KEY, base_url=url, retries=0) as client:
        clean(failure(lambda: login(client)))


def test_a_cancelled_call_leaves_no_variables() -> None:
    async def work(url: str) -> None:
        async with AsyncGalatea(api_key=KEY, base_url=url) as client, asyncio.timeout(0.2):
            _ = await login(client)

    with serve(silent) as server:
        clean(failure(lambda: asyncio.run(work(server.url))))


def test_constructors_leave_no_variables() -> None:
    clean(failure(lambda: Galatea(api_key=f"{KEY}\n{TOKEN}\x00", email=EMAIL, password=PASSWORD)))
    clean(failure(lambda: SftpTarget("h", 0, username="u", password=PASSWORD, key_passphrase=TOKEN)))
    clean(failure(lambda: receiver(secrets=[TOKEN, PASSWORD], environment="nowhere")))


def test_webhook_deliveries_leave_no_variables() -> None:
    hooks = receiver(secrets=[TOKEN])
    body = json.dumps({"source_file_name": FILE}).encode()
    clean(failure(lambda: hooks.receive(body, {"X-Octopod-Signature": SIGNATURE})))
    clean(failure(lambda: hooks.parse(body[:-1])))
    assert TOKEN not in "".join(texts(vars(hooks)))


def test_sftp_leaves_no_variables() -> None:
    target = SftpTarget("127.0.0.1", 1, username="u", password=PASSWORD, known_hosts="SHA256:x")
    clean(failure(lambda: sftp.upload(target, CONTENT, name=FILE, retries=0)))
    clean(failure(lambda: asyncio.run(sftp.aupload(target, CONTENT, name=FILE, retries=0))))


def test_frames_of_the_caller_keep_their_variables() -> None:
    def helper() -> None:
        note = "mine"
        raise LookupError(note)

    def hook(_info: object) -> None:
        helper()

    tokens = json.dumps({"access": TOKEN, "refresh": TOKEN}).encode()
    with serve(forever(tokens)) as server, Galatea(api_key=KEY, base_url=server.url) as client:
        error = failure(
            lambda: client.auth.login(
                email=EMAIL, password=PASSWORD, options=RequestOptions(on_response=hook)
            )
        )
    kept = [trace.tb_frame.f_locals.get("note") for trace in tracebacks(error, set())]
    assert kept[-1] == "mine"


def test_what_the_caller_is_handling_is_left_alone() -> None:
    def fail() -> None:
        raise LookupError

    mine = failure(lambda: json.loads("{"))

    def handling() -> None:
        try:
            raise mine
        except ValueError:
            frames.guarded(fail)()

    error = failure(handling)
    assert error.__context__ is mine
    # Frames of the standard library, which a call of ours would have cleared.
    assert [trace.tb_frame.f_locals for trace in tracebacks(mine, set())][-1]


def test_the_method_itself_is_cleared_wherever_it_is_defined() -> None:
    def fail(password: str) -> None:
        raise LookupError(len(password))

    error = failure(lambda: frames.guarded(fail)(PASSWORD))
    last = [trace.tb_frame for trace in tracebacks(error, set())][-1]
    assert last.f_code.co_name == "fail"
    assert last.f_locals == {}


def test_nothing_of_pydantic_hangs_on_an_error() -> None:
    with Galatea(api_key=KEY) as client:
        error = failure(lambda: client.auth.login(email=EMAIL, password=cast(str, 5)))
    assert isinstance(error, ArgumentError)
    assert error.__context__ is None
    assert error.__cause__ is None


def test_guards_keep_what_they_guard() -> None:
    class Thing:
        def plain(self, value: int) -> int:
            """Doc."""
            return value + 1

        async def later(self, value: int) -> int:
            return value + 2

        def some(self, value: int) -> Iterator[int]:
            sent = yield value
            yield sent or 0

        async def many(self) -> Any:
            for number in range(3):
                yield number

        def _own(self) -> None: ...

    before = Thing._own
    thing = frames.guard_methods(Thing)()
    assert Thing._own is before
    assert Thing.plain.__doc__ == "Doc."
    assert (thing.plain(1), asyncio.run(thing.later(1))) == (2, 3)
    generator = cast("Any", thing.some(4))
    assert (next(generator), generator.send(7)) == (4, 7)

    async def walk() -> list[int]:
        return [number async for number in thing.many()]

    assert asyncio.run(walk()) == [0, 1, 2]


def test_a_client_shows_no_key() -> None:
    with Galatea(api_key=KEY, proxy=f"http://user:{PASSWORD}@127.0.0.1:1") as client:
        shown = "".join(texts(vars(client))) + repr(client)
        assert KEY not in shown
        assert PASSWORD not in shown
