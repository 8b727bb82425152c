"""Environment, base URL and keys: decided before anything is sent."""

from __future__ import annotations

import dataclasses

import pytest

from clientome._runtime.base.errors import ConfigurationError
from clientome._runtime.call.call import call
from clientome._runtime.call.settings import key_environments, resolve, split_url
from clientome._runtime.spec.api import Api, Credential
from clientome._runtime.spec.operation import Answer, Operation
from tests.support.flows import Player, answer, header, session
from tests.support.things import API, GET, KEY

TEST_KEY = "tk_test_0123456789"


def test_the_default_environment_is_used() -> None:
    settings = resolve(API, {"api_key": KEY}, {})
    assert (settings.environment, settings.origin, settings.base_path) == (
        "production",
        "https://api.thing.test",
        "/v1",
    )


def test_arguments_win_over_variables() -> None:
    environ = {
        "THING_API_KEY": TEST_KEY,
        "THING_ENVIRONMENT": "staging",
        "THING_BASE_URL": "http://localhost:1/x",
    }
    settings = resolve(API, {"api_key": None}, environ)
    assert settings.environment == "staging"
    assert settings.origin == "http://localhost:1"
    assert settings.secrets == {"api_key": TEST_KEY}
    settings = resolve(
        API, {"api_key": KEY}, environ, environment="production", base_url="https://other.test/"
    )
    assert (settings.environment, settings.origin, settings.base_path) == (
        "production",
        "https://other.test",
        "",
    )
    assert settings.secrets == {"api_key": KEY}


def test_an_unknown_environment_lists_the_known_ones() -> None:
    with pytest.raises(ConfigurationError, match=r"'moon'.*'production', 'staging'"):
        resolve(API, {}, {}, environment="moon")
    with pytest.raises(ConfigurationError, match="THING_ENVIRONMENT='moon'"):
        resolve(API, {}, {"THING_ENVIRONMENT": "moon"})


@pytest.mark.parametrize(
    ("key", "environment"), [(TEST_KEY, None), (TEST_KEY, "production"), (KEY, "staging")]
)
def test_a_key_of_another_environment_is_refused_without_showing_it(
    key: str, environment: str | None
) -> None:
    with pytest.raises(ConfigurationError) as caught:
        resolve(API, {"api_key": key}, {}, environment=environment)
    assert 'environment="' in str(caught.value)
    assert key not in str(caught.value)
    assert key[8:] not in str(caught.value)


def test_a_key_without_a_known_prefix_is_accepted() -> None:
    assert resolve(API, {"api_key": "something"}, {}, environment="staging").environment == "staging"


def test_with_another_base_url_only_a_named_environment_is_checked() -> None:
    assert resolve(API, {"api_key": TEST_KEY}, {}, base_url="http://localhost:8000").environment == "staging"
    assert resolve(API, {"api_key": "other"}, {}, base_url="http://localhost:8000").environment is None
    with pytest.raises(ConfigurationError, match="belongs to staging"):
        resolve(API, {"api_key": TEST_KEY}, {}, environment="production", base_url="http://localhost:8000")


def test_the_longest_prefix_decides() -> None:
    production, staging = API.environments
    api = dataclasses.replace(
        API,
        environments=(
            dataclasses.replace(production, key_prefixes=("k_",)),
            dataclasses.replace(staging, key_prefixes=("k_test_",)),
        ),
    )
    assert key_environments(api, "k_test_1") == ("staging",)
    assert key_environments(api, "k_1") == ("production",)


STAGING_ONLY: Operation[None] = Operation(
    id="resetThings",
    method="POST",
    path="/reset",
    answers=(Answer(204, "none"),),
    environments=("staging",),
    security=(("bearer",),),
)


def test_a_staging_only_operation_refuses_a_live_client() -> None:
    player = Player()
    with pytest.raises(ConfigurationError, match="exists only in staging"):
        player.play(call(session(), STAGING_ONLY, {}))
    with pytest.raises(ConfigurationError, match="exists only in staging"):
        player.play(call(session(base_url="http://localhost:1"), STAGING_ONLY, {}))
    assert player.requests == []
    player = Player(answer(204, b""))
    player.play(call(session(credentials={"api_key": TEST_KEY}, environment="staging"), STAGING_ONLY, {}))
    assert player.requests[0].url == "https://staging.thing.test/v1/reset"


def test_a_missing_key_is_reported_by_the_first_call_that_needs_it() -> None:
    state = session(credentials={})
    free: Operation[None] = Operation(id="ping", method="GET", path="/ping", answers=(Answer(200, "none"),))
    player = Player(answer(200, b""))
    player.play(call(state, free, {}))
    assert header(player.requests[0], "Authorization") is None
    with pytest.raises(ConfigurationError, match=r"getThing needs credentials: api_key= .*THING_API_KEY"):
        player.play(call(state, GET, {"thing_id": "x"}))
    assert len(player.requests) == 1


@pytest.mark.parametrize("key", ["", "  ", "a\nb", "a\x00b", "k\r\nX-Evil: 1"])
def test_unusable_keys_are_refused(key: str) -> None:
    with pytest.raises(ConfigurationError, match="api_key"):
        resolve(API, {"api_key": key}, {})


def test_a_key_that_no_header_can_carry_is_refused_without_showing_it() -> None:
    with pytest.raises(ConfigurationError, match="api_key contains") as caught:
        Player().play(call(session(credentials={"api_key": "schlüssel"}), GET, {"thing_id": "x"}))
    assert "schl" not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "api.thing.test",
        "ftp://x",
        "https://",
        "https://u:p@x",
        "https://x?q=1",
        "https://x#f",
        "https://x:99999",
        "https://x y",
        "https://x\\y",
        "https://[::1",
        "http://x\n",
    ],
)
def test_unusable_base_urls_are_refused_without_repeating_them(url: str) -> None:
    with pytest.raises(ConfigurationError, match="base_url is not a usable URL") as caught:
        resolve(API, {}, {}, base_url=url)
    assert "u:p" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://x", ("https://x", "")),
        ("https://X.test:443/", ("https://x.test", "")),
        ("http://x:80/a/b/", ("http://x", "/a/b")),
        ("http://x:8080", ("http://x:8080", "")),
        ("http://[::1]:80/", ("http://[::1]", "")),
        ("https://bücher.test", ("https://xn--bcher-kva.test", "")),
        ("https://x/ä b".replace(" ", "%20"), ("https://x", "/%C3%A4%20b")),
    ],
)
def test_base_urls_are_split(url: str, expected: tuple[str, str]) -> None:
    assert split_url(url, "base_url") == expected


def test_an_operation_with_a_server_follows_the_base_url() -> None:
    for server, expected in (("/d", "/d/x"), ("https://api.thing.test/d", "/d/x")):
        operation: Operation[None] = Operation(
            id="short", method="GET", path="/x", answers=(Answer(200, "none"),), server=server
        )
        player = Player(answer(200, b""))
        player.play(call(session(base_url="http://127.0.0.1:8001/api/v1"), operation, {}))
        assert player.requests[0].url == f"http://127.0.0.1:8001{expected}"


def test_a_foreign_server_stays_where_it_is() -> None:
    operation: Operation[None] = Operation(
        id="foreign", method="GET", path="/x", answers=(Answer(200, "none"),), server="https://files.test/f"
    )
    player = Player(answer(200, b""))
    player.play(call(session(base_url="http://127.0.0.1:8001"), operation, {}))
    assert player.requests[0].url == "https://files.test/f/x"


@pytest.mark.parametrize(
    ("credential", "where"),
    [
        (Credential(scheme="s", placement="header", wire="X-Key", argument="api_key"), ("X-Key", "sécret")),
        (Credential(scheme="s", placement="header", wire="X-Key", argument="api_key"), ("X-Key", "k1")),
        (
            Credential(scheme="s", placement="cookie", wire="session", argument="api_key"),
            ("Cookie", "session=k1"),
        ),
        (Credential(scheme="s", placement="basic", argument="api_key"), ("Authorization", "Basic azE=")),
    ],
)
def test_every_placement(credential: Credential, where: tuple[str, str]) -> None:
    api: Api = dataclasses.replace(API, credentials=(credential,))
    operation = dataclasses.replace(GET, security=(("s",),))
    secret = "sécret" if where[1] == "sécret" else "k1"
    player = Player(answer(200))
    flow = call(session(api, {"api_key": secret}), operation, {"thing_id": "x"})
    if secret != "k1":
        with pytest.raises(ConfigurationError):
            player.play(flow)
        return
    player.play(flow)
    assert header(player.requests[0], where[0]) == where[1]


def test_a_key_in_the_query_is_sent_and_not_shown() -> None:
    credential = Credential(scheme="s", placement="query", wire="key", argument="api_key")
    api: Api = dataclasses.replace(API, credentials=(credential,))
    player = Player(answer(200))
    operation = dataclasses.replace(GET, security=(("s",),))
    reply = player.play(call(session(api, {"api_key": "a&b=c"}), operation, {"thing_id": "x", "limit": 2}))
    assert player.requests[0].target == "/v1/things/x?limit=2&key=a%26b%3Dc"
    assert "a%26" not in reply.info.url
    assert "a%26" not in repr(player.requests[0])


def test_the_first_alternative_that_can_be_met_is_used() -> None:
    cookie = Credential(scheme="cookie", placement="cookie", wire="sid", argument="session")
    api: Api = dataclasses.replace(API, credentials=(*API.credentials, cookie))
    operation = dataclasses.replace(GET, security=(("bearer",), ("cookie",)))
    player = Player(answer(200), answer(200))
    player.play(call(session(api, {"session": "s1"}), operation, {"thing_id": "x"}))
    assert header(player.requests[0], "Cookie") == "sid=s1"
    optional = dataclasses.replace(GET, security=(("bearer",), ()))
    player.play(call(session(api, {}), optional, {"thing_id": "x"}))
    assert header(player.requests[1], "Authorization") is None
