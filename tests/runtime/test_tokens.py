"""Tokens that the client obtains by itself: one login for all, one refresh after a 401, an error after the second."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from typing import Any

import pytest

from clientome._runtime.base import errors
from clientome._runtime.call.call import call
from clientome._runtime.flow.drivers import AsyncDriver, Held, SyncDriver, SyncLock
from clientome._runtime.flow.effects import acquire
from clientome._runtime.http.messages import Request, Response
from tests.runtime.kit import GET, POST, Player, answer, header, login_api, session

LOGIN = {"email": "ada@lab.test", "password": "correct horse"}


def tokens(access: str | None, refresh: str | None = "r1") -> Response:
    return answer(200, json.dumps({"access": access, "refresh": refresh}))


def shared(**settings: Any):
    return session(login_api(), LOGIN, **settings)


def get(player: Player, state: Any):
    return player.play(call(state, GET, {"thing_id": "t1"}))


def paths(player: Player) -> list[str]:
    return [request.target.removeprefix("/v1") for request in player.requests]


def test_the_first_call_logs_in_and_later_calls_use_the_token() -> None:
    state = shared()
    player = Player(tokens("a1"), answer(200), answer(200))
    get(player, state)
    get(player, state)
    assert paths(player) == ["/login", "/things/t1", "/things/t1"]
    assert json.loads(player.requests[0].body) == LOGIN  # type: ignore[arg-type]
    assert header(player.requests[0], "Authorization") is None
    assert [header(request, "Authorization") for request in player.requests[1:]] == ["Bearer a1"] * 2
    assert player.locks == set()


def test_a_401_refreshes_once_and_repeats_the_request() -> None:
    state = shared()
    player = Player(tokens("a1"), answer(401, b"{}"), tokens("a2", "r2"), answer(200))
    assert get(player, state).result.id == "t1"
    assert paths(player) == ["/login", "/things/t1", "/refresh", "/things/t1"]
    assert json.loads(player.requests[2].body) == {"refresh": "r1", "access": "a1"}  # type: ignore[arg-type]
    assert header(player.requests[3], "Authorization") == "Bearer a2"
    later = Player(answer(401, b"{}"), tokens("a3", "r3"), answer(200))
    get(later, state)
    assert json.loads(later.requests[1].body)["refresh"] == "r2"  # type: ignore[arg-type]


@pytest.mark.parametrize("refusal", [(401, "{}"), (400, "{}"), (200, "{}"), (200, "<html>"), (503, "{}")])
def test_a_failed_refresh_leads_to_a_new_login(refusal: tuple[int, str]) -> None:
    player = Player(tokens("a1"), answer(401, b"{}"), answer(*refusal), tokens("a9"), answer(200))
    get(player, shared())
    assert paths(player) == ["/login", "/things/t1", "/refresh", "/login", "/things/t1"]
    assert header(player.requests[-1], "Authorization") == "Bearer a9"


def test_without_a_refresh_token_a_401_leads_to_a_new_login() -> None:
    player = Player(tokens("a1", None), answer(401, b"{}"), tokens("a2"), answer(200))
    get(player, shared())
    assert paths(player) == ["/login", "/things/t1", "/login", "/things/t1"]


def test_the_second_401_is_an_error_that_says_what_to_do() -> None:
    player = Player(tokens("a1"), answer(401, b"{}"), tokens("a2"), answer(401, b"{}"))
    with pytest.raises(errors.AuthenticationError) as caught:
        get(player, shared())
    assert len(player.requests) == 4
    text = str(caught.value)
    assert "email=" in text
    assert "THING_PASSWORD" in text
    assert not any(secret in text for secret in (*LOGIN.values(), "a1", "a2"))


def test_a_post_is_sent_again_after_a_401_since_a_refusal_did_nothing() -> None:
    player = Player(tokens("a1"), answer(401, b"{}"), tokens("a2"), answer(201))
    player.play(call(shared(), POST, {"name": "x"}))
    assert [request.body for request in player.requests if request.target.endswith("things")] == [
        b'{"name":"x"}'
    ] * 2


def test_a_401_with_a_static_key_is_not_repeated() -> None:
    player = Player(answer(401, b"{}"))
    with pytest.raises(errors.AuthenticationError, match="THING_API_KEY"):
        get(player, session())
    assert len(player.requests) == 1


def test_a_login_is_not_retried_and_its_refusal_is_the_error() -> None:
    player = Player(answer(401, b'{"detail": "wrong password"}'))
    with pytest.raises(errors.AuthenticationError, match="wrong password") as caught:
        get(player, shared())
    assert len(player.requests) == 1
    assert caught.value.operation == "login"
    assert player.locks == set()


def test_a_login_without_a_token_is_a_decode_error() -> None:
    with pytest.raises(errors.DecodeError, match="no access token"):
        get(Player(tokens(None)), shared())


def test_an_explicit_login_wins_over_a_key_of_the_environment() -> None:
    environ = {"THING_API_KEY": "key-from-environment"}
    player = Player(tokens("a1"), answer(200))
    get(player, session(login_api(), LOGIN, environ=environ))
    assert paths(player)[0] == "/login"
    player = Player(answer(200))
    get(player, session(login_api(), {}, environ={**environ, "THING_EMAIL": "e@x", "THING_PASSWORD": "p"}))
    assert header(player.requests[0], "Authorization") == "Bearer key-from-environment"


def test_half_a_login_is_reported_with_both_ways() -> None:
    with pytest.raises(errors.ConfigurationError, match=r"api_key=.*THING_API_KEY.*email=.*password="):
        get(Player(), session(login_api(), {"email": "ada@lab.test"}))


class Server:
    """A provider in memory: the current token is valid, the others are not. Counts what it is asked."""

    def __init__(self, good_password: bool = True) -> None:
        self.valid = 0
        self.lock = threading.Lock()
        self.counts: dict[str, int] = {}
        self.good_password = good_password

    def reply(self, request: Request) -> Response:
        with self.lock:
            path = request.target.removeprefix("/v1")
            self.counts[path] = self.counts.get(path, 0) + 1
            if path in ("/login", "/refresh"):
                if not self.good_password:
                    return answer(401, b'{"detail": "no"}')
                self.valid += 1
                return tokens(f"a{self.valid}")
            if header(request, "Authorization") != f"Bearer a{self.valid}":
                return answer(401, b"{}")
            return answer(200)


class Blocking(Server):
    """The provider for threads."""

    def send(self, request: Request, /) -> Response:
        time.sleep(0.05)  # long enough that all threads are waiting when the first answer comes
        return self.reply(request)

    def close(self) -> None:
        """Nothing."""


class Cooperative(Server):
    """The provider for tasks."""

    async def send(self, request: Request, /) -> Response:
        await asyncio.sleep(0.001)
        return self.reply(request)

    async def aclose(self) -> None:
        """Nothing."""


def in_threads(driver: SyncDriver, state: Any, count: int) -> list[Any]:
    results: list[Any] = []
    together = threading.Barrier(count)

    def work() -> None:
        together.wait(30)
        try:
            results.append(driver.run(call(state, GET, {"thing_id": "t1"})).result)
        except errors.ClientomeError as error:
            results.append(error)

    threads = [threading.Thread(target=work) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_many_threads_share_one_login_and_one_refresh() -> None:
    server, state = Blocking(), shared()
    driver = SyncDriver(server)
    assert len([r for r in in_threads(driver, state, 16) if not isinstance(r, Exception)]) == 16
    assert server.counts["/login"] == 1
    server.valid += 1  # the token expires
    assert len([r for r in in_threads(driver, state, 16) if not isinstance(r, Exception)]) == 16
    assert server.counts["/refresh"] == 1
    assert server.counts["/login"] == 1


def test_many_tasks_share_one_login_and_one_refresh() -> None:
    server, state = Cooperative(), shared()

    async def main() -> None:
        driver = AsyncDriver(server)
        for _ in range(2):
            await asyncio.gather(*(driver.run(call(state, GET, {"thing_id": "t1"})) for _ in range(32)))
            server.valid += 1

    asyncio.run(main())
    assert server.counts["/login"] == 1
    assert server.counts["/refresh"] == 1


def test_a_wrong_password_is_not_sent_once_per_thread() -> None:
    server, state = Blocking(good_password=False), shared()
    results = in_threads(SyncDriver(server), state, 12)
    assert all(isinstance(result, errors.AuthenticationError) for result in results)
    assert server.counts["/login"] < 4


def test_who_waits_for_a_token_keeps_the_deadline() -> None:
    driver = SyncDriver(Blocking())

    def flow():
        taken = yield from acquire("token", 0.01)
        return taken

    held, driver.locks["token"] = Held(), SyncLock()
    assert driver.locks["token"].acquire(None, held, "token")
    assert driver.run(flow()) is False
    driver.locks["token"].release(held, "token")
    assert driver.run(flow()) is True
    assert not driver.locks["token"].locked()
