"""Former names, in a package made from `base.yaml` with a few renames declared: they work as before, and warn."""

from __future__ import annotations

import asyncio
import importlib
import inspect
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from generator.__main__ import main
from tests.conformance import surface
from tests.conformance.expected import expect
from tests.conformance.gaps import Result
from tests.conformance.package import Package
from tests.generator.diff.described import BASE, changes, edited, side

EDITS = (
    # Another method, another resource for a method, and a required argument with another name.
    ("x-sdk-method: options_of", "x-sdk-method: choices\n      x-sdk-former-names: [options_of]"),
    (
        "      x-sdk-method: login\n      tags: [auth]\n",
        "      x-sdk-method: login\n      x-sdk-former-names: [auth.sign_in, access.login]\n      tags: [auth]\n",
    ),
    (
        "user: {type: string, description: Who.}",
        "user: {type: string, description: Who., x-sdk-former-names: [who]}",
    ),
    # What operations get besides: a wait, which has a wait for many, downloads and a managed upload.
    (
        "        wait:\n          description: Waits until it is",
        "        wait_read:\n          formerNames: [wait]\n          description: Waits until it is",
    ),
    ("then: {operation: getFile, waiter: wait,", "then: {operation: getFile, waiter: wait_read,"),
    ("        method: download_to\n", "        method: save\n        formerNames: [download_to]\n"),
    (
        "          method: download_all\n",
        "          method: save_all\n          formerNames: [download_all]\n",
    ),
    ("        method: upload\n", "        method: send_file\n        formerNames: [upload]\n"),
)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("former")
    spec = folder / "shop.yaml"
    _ = spec.write_text(edited(BASE.read_text(encoding="utf-8"), *EDITS), encoding="utf-8")
    assert main(["generate", "--spec", str(spec), "--name", "former_shop", "--out", str(folder)]) == 0
    sys.path.insert(0, str(folder))
    yield importlib.import_module("former_shop")
    sys.path.remove(str(folder))


class Seen:
    """An HTTP client that notes what it is asked and says yes."""

    def __init__(self, answer: Any) -> None:
        self.requests: list[httpx.Request] = []
        self.answer = answer

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return httpx.Response(204) if self.answer is None else httpx.Response(200, json=self.answer)

    def client(self, shop: Any) -> Any:
        sent = httpx.Client(transport=httpx.MockTransport(self))
        return shop.Shop(api_key="live_1", http_client=sent)

    def async_client(self, shop: Any) -> Any:
        sent = httpx.AsyncClient(transport=httpx.MockTransport(self))
        return shop.AsyncShop(api_key="live_1", http_client=sent)


def test_a_former_method(shop: Any) -> None:
    seen = Seen(None)
    with pytest.warns(DeprecationWarning, match="orders.abort") as warned:
        seen.client(shop).orders.abort(order_id="1", why="late")
    assert [str(w.message) for w in warned] == [
        "orders.abort is now orders.cancel; the old name will go away"
    ]
    assert warned[0].filename == __file__
    (request,) = seen.requests
    assert (request.method, str(request.url)) == ("DELETE", "https://api.shop.test/v1/orders/1?why=late")


def test_a_former_method_of_an_async_client(shop: Any) -> None:
    seen = Seen(None)

    async def call() -> None:
        with pytest.warns(DeprecationWarning, match="orders.abort is now orders.cancel") as warned:
            await seen.async_client(shop).orders.abort(order_id="1")
        assert warned[0].filename == __file__

    asyncio.run(call())
    assert len(seen.requests) == 1


def test_a_former_argument(shop: Any) -> None:
    seen = Seen(None)
    with pytest.warns(DeprecationWarning, match=r"orders.cancel\(reason\) is now why") as warned:
        seen.client(shop).orders.cancel(order_id="1", reason="late")
    assert warned[0].filename == __file__
    assert seen.requests[0].url.query == b"why=late"


def test_both_names_of_an_argument(shop: Any) -> None:
    seen = Seen(None)
    with pytest.raises(TypeError, match="got both why and reason"):
        seen.client(shop).orders.cancel(order_id="1", why="a", reason="b")
    assert seen.requests == []


def test_new_names_do_not_warn(shop: Any) -> None:
    seen = Seen(None)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        seen.client(shop).orders.cancel(order_id="1", why="late")
    assert len(seen.requests) == 1


def test_a_required_argument(shop: Any) -> None:
    seen = Seen({"access": "t"})
    auth = seen.client(shop).auth
    with pytest.warns(DeprecationWarning, match=r"auth.login\(who\) is now user"):
        _ = auth.login(who="ada", secret="s")
    assert seen.requests[0].content == b'{"user":"ada","secret":"s"}'
    with pytest.raises(Exception, match="user"):
        _ = auth.login(secret="s")
    assert len(seen.requests) == 1


def test_a_resource_that_is_gone(shop: Any) -> None:
    seen = Seen({"access": "t"})
    with pytest.warns(DeprecationWarning, match="access.login is now auth.login"):
        assert seen.client(shop).access.login(user="ada", secret="s").access == "t"
    with pytest.warns(DeprecationWarning, match="auth.sign_in is now auth.login"):
        _ = seen.client(shop).auth.sign_in(user="ada", secret="s")


def test_a_former_field(shop: Any) -> None:
    seen = Seen({"order_id": "1", "status": "new", "item": {"name": "x"}, "colour": "red"})
    order = seen.client(shop).orders.get(order_id="1")
    with pytest.warns(DeprecationWarning, match=r"Order.tint is now Order.color") as warned:
        assert order.tint == "red"
    assert warned[0].filename == __file__


def test_former_names_of_what_an_operation_gets_besides(shop: Any, tmp_path: Path) -> None:
    seen = Seen({"file_id": "7", "status": "read"})
    files = seen.client(shop).files
    with pytest.warns(DeprecationWarning, match="files.wait is now files.wait_read") as warned:
        assert files.wait(file_id="7").status == "read"
    assert warned[0].filename == __file__
    with pytest.warns(DeprecationWarning, match="files.wait_many is now files.wait_read_many"):
        (one,) = files.wait_many(file_ids=["7"])
    assert one.unwrap().status == "read"

    async def call() -> None:
        with pytest.warns(DeprecationWarning, match="files.wait is now") as late:
            assert (await seen.async_client(shop).files.wait(file_id="7")).status == "read"
        assert late[0].filename == __file__

    asyncio.run(call())
    for former, now in (("download_to", "save"), ("download_all", "save_all"), ("upload", "send_file")):
        taken = [inspect.signature(getattr(type(files), name)) for name in (former, now)]
        assert taken[0] == taken[1]
        with (
            pytest.warns(DeprecationWarning, match=f"files.{former} is now files.{now}"),
            pytest.raises(TypeError),
        ):
            getattr(files, former)()


def test_both_colours_take_the_same(shop: Any) -> None:
    orders = importlib.import_module("former_shop.resources.orders")
    files = importlib.import_module("former_shop.resources.files")
    for former in ("wait", "download_to", "download_all", "upload"):
        one, other = getattr(files.FilesResource, former), getattr(files.AsyncFilesResource, former)
        assert (inspect.iscoroutinefunction(one), inspect.iscoroutinefunction(other)) == (False, True)
    for name in ("abort", "cancel", "options_of"):
        one, other = getattr(orders.OrdersResource, name), getattr(orders.AsyncOrdersResource, name)
        assert inspect.signature(one).parameters == inspect.signature(other).parameters
        assert inspect.iscoroutinefunction(other)


class Made(Package):
    """The package of these tests, as the conformance suite looks at packages."""

    def module(self, name: str = "") -> Any:
        return importlib.import_module("former_shop" + (f".{name}" if name else ""))


def judged(spec: Path) -> list[str]:
    result = Result("shop")
    surface.check(expect(spec), Made("shop"), result)
    return [str(gap) for gap in result.gaps]


def test_the_conformance_suite_knows_former_names(shop: Any, tmp_path: Path) -> None:
    text = edited(BASE.read_text(encoding="utf-8"), *EDITS)
    spec = tmp_path / "shop.yaml"
    _ = spec.write_text(text, encoding="utf-8")
    assert judged(spec) == []
    for former in ("[abort]", "[auth.sign_in, access.login]", "[reason]", "[who]"):
        _ = spec.write_text(edited(text, (f"x-sdk-former-names: {former}", "x-other: 1")), encoding="utf-8")
        assert judged(spec), former
    for former in ("[wait]", "[download_to]", "[download_all]", "[upload]"):
        _ = spec.write_text(edited(text, (f"formerNames: {former}", "x-other: 1")), encoding="utf-8")
        assert any("is described nowhere" in gap for gap in judged(spec)), former
    _ = spec.write_text(edited(text, ("[abort]", "[abort, stop]")), encoding="utf-8")
    assert any("there is no former sync method orders.stop" in gap for gap in judged(spec))
    _ = spec.write_text(edited(text, ("[who]", "[who, whom]")), encoding="utf-8")
    assert any("former argument whom is missing" in gap for gap in judged(spec))


COLLISIONS = {
    "a method": ("x-sdk-former-names: [abort]", "x-sdk-former-names: [create]"),
    "a waiter": ("x-sdk-former-names: [abort]", "x-sdk-former-names: [wait]"),
    "a method of another resource": ("x-sdk-former-names: [abort]", "x-sdk-former-names: [files.get]"),
    "a method, by a wait": (
        "          description: Waits until it is read.",
        "          formerNames: [list]\n          description: Waits until it is read.",
    ),
    "a former name, by a wait": (
        "          description: Waits until it has come.",
        "          formerNames: [abort]\n          description: Waits until it has come.",
    ),
    "another argument": ("x-sdk-former-names: [reason]", "x-sdk-former-names: [proof]"),
    "an argument that all have": ("x-sdk-former-names: [reason]", "x-sdk-former-names: [options]"),
    "a resource in an argument": ("x-sdk-former-names: [reason]", "x-sdk-former-names: [a.reason]"),
    "another field": ("x-sdk-former-names: [tint]", "x-sdk-former-names: [price]"),
    "a name of all models": ("x-sdk-former-names: [tint]", "x-sdk-former-names: [model_dump]"),
}


@pytest.mark.parametrize("case", COLLISIONS)
def test_names_that_are_taken(case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spec = tmp_path / "shop.yaml"
    _ = spec.write_text(edited(BASE.read_text(encoding="utf-8"), COLLISIONS[case]), encoding="utf-8")
    assert main(["generate", "--spec", str(spec), "--name", "shop", "--out", str(tmp_path)]) == 2
    assert "[former-name-collision]" in capsys.readouterr().err


def test_a_declared_rename_is_no_break(tmp_path: Path) -> None:
    found, _ = changes(tmp_path, *EDITS[:1])
    assert [(c.rule.id, c.severity) for c in found] == [("method-renamed-with-alias", "safe")]


def test_a_declared_rename_of_what_an_operation_gets_besides(tmp_path: Path) -> None:
    found, _ = changes(tmp_path, *EDITS[3:])
    assert [(c.rule.id, c.severity) for c in found] == [("method-renamed-with-alias", "safe")] * 4
    names = ["files.save", "files.save_all", "files.send_file", "files.wait_read"]
    assert sorted(c.subject for c in found) == names
    old = tmp_path / "old.yaml"
    _ = old.write_text(edited(BASE.read_text(encoding="utf-8"), *EDITS[3:]), encoding="utf-8")
    gone = [
        (now, "\n".join(line for line in now.split("\n") if "formerNames" not in line))
        for _, now in EDITS[3:]
    ]
    found, _ = changes(tmp_path, *EDITS[3:], *((a, b) for a, b in gone if a != b), old=side(old))
    assert [(c.rule.id, c.severity) for c in found] == [("former-name-removed", "breaking")] * 4
    assert sorted(c.subject for c in found) == names


def test_a_rename_ends_after_a_release(tmp_path: Path) -> None:
    path = tmp_path / "old.yaml"
    _ = path.write_text(edited(BASE.read_text(encoding="utf-8"), *EDITS[:1]), encoding="utf-8")
    last = (("x-sdk-method: options_of", "x-sdk-method: choices"),)
    found, _ = changes(tmp_path, *last, old=side(path))
    assert [(c.rule.id, c.was) for c in found] == [("former-name-removed", "orders.options_of")]
