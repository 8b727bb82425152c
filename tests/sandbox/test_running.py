"""The ways to use a sandbox from Python: a thread, the pytest plugin, the SFTP side door."""

from __future__ import annotations

import asyncio
import hashlib
import urllib.request
from pathlib import Path

import asyncssh
import pytest

from clientome.sandbox.api.bundles import load, load_behaviour
from clientome.sandbox.behaviour.webhooks import is_here
from clientome.sandbox.running import running
from clientome.sandbox.server.environment import SECRET
from clientome.subseq import Subseq
from tests.support.sandbox_shop_description import BEHAVIOUR, DOCUMENT

pytest_plugins = ["pytester"]


def test_a_block_with_a_sandbox() -> None:
    with running(DOCUMENT, BEHAVIOUR) as sandbox:
        assert sandbox.variables == {"SHOP_KEY": "sandbox-7f3a91c2", "SHOP_BASE_URL": sandbox.base_url}
        request = urllib.request.Request(f"{sandbox.base_url}/orders", headers={"Authorization": "Bearer x"})
        with urllib.request.urlopen(request) as answer:
            assert b"ord_example" in answer.read()
        sandbox.advance(86400)
        sandbox.fault(status=503)
        with pytest.raises(urllib.error.HTTPError, match="503"):
            urllib.request.urlopen(request)
        assert sandbox.state()["faults"][0]["struck"] == 1
        sandbox.reset()
        assert sandbox.state()["faults"] == []


def test_the_printed_key_is_no_word_that_a_mask_would_take_out_of_answers() -> None:
    with (
        running(load("subseq"), load_behaviour("subseq")) as sandbox,
        Subseq(api_key=SECRET, base_url=sandbox.base_url) as client,
    ):
        assert "sandbox_selftest" in repr([program.name for program in client.programs.list()])
        shown = repr(client.programs.get_params(program="sandbox_selftest"))
        assert "sandbox_selftest" in shown
        assert sandbox.variables["SUBSEQ_API_KEY"] == SECRET
        assert SECRET not in repr(client)


def test_the_pytest_plugin(pytester: pytest.Pytester) -> None:
    pytester.makeconftest('pytest_plugins = ["clientome.sandbox.fixtures"]')
    pytester.makepyfile(
        """
        import os, urllib.request
        from tests.support.sandbox_shop_description import BEHAVIOUR, DOCUMENT

        def test_it(sandbox):
            shop = sandbox(DOCUMENT, BEHAVIOUR, speed=1000)
            assert sandbox(DOCUMENT) is shop
            assert os.environ["SHOP_BASE_URL"] == shop.base_url
            assert shop.state()["speed"] == 1000

        def test_after():
            assert "SHOP_BASE_URL" not in os.environ
        """
    )
    pytester.runpytest_inprocess("-p", "no:cacheprovider").assert_outcomes(passed=2)


def test_files_come_through_the_side_door(tmp_path: Path) -> None:
    (tmp_path / "a.vcf").write_bytes(b"v" * 300_000)
    with running(DOCUMENT, BEHAVIOUR, sftp_port=0) as sandbox:

        async def put() -> None:
            known = asyncssh.import_known_hosts(f"[127.0.0.1]:{sandbox.door.port} {sandbox.door.host_key}\n")
            async with (
                asyncssh.connect(
                    "127.0.0.1", sandbox.door.port, username="u", password="p", known_hosts=known, config=None
                ) as connection,
                connection.start_sftp_client() as sftp,
            ):
                await sftp.put(str(tmp_path / "a.vcf"), "a.vcf")
                await sftp.makedirs("day")
                await sftp.put(str(tmp_path / "a.vcf"), "day/.b.vcf.part")
                assert len(sandbox.application.engine.store.all("uploads")) == 1
                await sftp.rename("day/.b.vcf.part", "day/b.vcf")

        asyncio.run(put())
        found = sandbox.application.engine.store.all("uploads")
    assert [thing["name"] for thing in found] == ["a.vcf", "day/b.vcf"]
    assert {thing["sha256"] for thing in found} == {hashlib.sha256(b"v" * 300_000).hexdigest()}
    assert {thing.owner for thing in found} == {"acct_a"}


@pytest.mark.parametrize(
    ("url", "here"),
    [
        ("http://127.0.0.1:9/x", True),
        ("http://[::1]/x", True),
        ("http://localhost/x", True),
        ("http://hooks.localhost/x", True),
        ("https://hooks.example.com/x", False),
        ("http://127.0.0.1.example.com/x", False),
        ("http://10.0.0.1/x", False),
        ("http://localhost.example.com/x", False),
    ],
)
def test_webhooks_stay_on_this_machine(url: str, here: bool) -> None:
    assert is_here(url) is here
