"""`GenomeComputer.usage` over the wire: each operation sends what the description's example says.

One class an operation, sync and async; extend a class with what your use of the operation needs.
"""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

import clientome
from clientome.genome_computer import AsyncGenomeComputer, GenomeComputer

from ..wire import Wire, bring, bring_async, same


class TestList:
    """`GET /v1/usage`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "gc_live_key-for-tests"}
    ARGUMENTS: dict[str, Any] = {"limit": 10}
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {}
    EXPECTED: Any = {}

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "GET"
        assert request.path == "/v1/usage"
        assert request.query == [("limit", "10")]
        assert request.headers["authorization"] == "Bearer gc_live_key-for-tests"
        assert request.body == b""

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with GenomeComputer(**self.CLIENT, base_url=wire.url("")) as client:
            result = bring(client.usage.list(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncGenomeComputer(**self.CLIENT, base_url=wire.url("")) as client:
                return await bring_async(await client.usage.list(**self.ARGUMENTS))

        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        result = asyncio.run(call())
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    @pytest.mark.parametrize(
        ("status", "error"),
        [
            (401, clientome.AuthenticationError),
            (403, clientome.PermissionDeniedError),
            (429, clientome.RateLimitError),
        ],
    )
    def test_errors(self, wire: Wire, status: int, error: type[clientome.APIError]) -> None:
        wire.answer(status, {"message": "What went wrong, in a sentence."}, "application/json")
        client = GenomeComputer(**self.CLIENT, base_url=wire.url(""), retries=0)
        with client, pytest.raises(error) as caught:
            bring(client.usage.list(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestListRollups:
    """`GET /v1/usage/rollups`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "gc_live_key-for-tests"}
    ARGUMENTS: dict[str, Any] = {}
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {}
    EXPECTED: Any = {}

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "GET"
        assert request.path == "/v1/usage/rollups"
        assert request.query == []
        assert request.headers["authorization"] == "Bearer gc_live_key-for-tests"
        assert request.body == b""

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with GenomeComputer(**self.CLIENT, base_url=wire.url("")) as client:
            result = bring(client.usage.list_rollups(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncGenomeComputer(**self.CLIENT, base_url=wire.url("")) as client:
                return await bring_async(await client.usage.list_rollups(**self.ARGUMENTS))

        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        result = asyncio.run(call())
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    @pytest.mark.parametrize(
        ("status", "error"),
        [
            (401, clientome.AuthenticationError),
            (403, clientome.PermissionDeniedError),
            (429, clientome.RateLimitError),
        ],
    )
    def test_errors(self, wire: Wire, status: int, error: type[clientome.APIError]) -> None:
        wire.answer(status, {"message": "What went wrong, in a sentence."}, "application/json")
        client = GenomeComputer(**self.CLIENT, base_url=wire.url(""), retries=0)
        with client, pytest.raises(error) as caught:
            bring(client.usage.list_rollups(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status
