"""`Subseq.keys` over the wire: each operation sends what the description's example says.

One class an operation, sync and async; extend a class with what your use of the operation needs.
"""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

import clientome
from clientome.subseq import AsyncSubseq, Subseq

from ..wire import Wire, bring, bring_async, same


class TestList:
    """`GET /key/list`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {}
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {
        "success": True,
        "data": [
            {
                "key_hash": "api_9ad2f7...",
                "hint": "sk-ss-api-13****",
                "label": "cli",
                "expires_at": 1734316800,
            }
        ],
    }
    EXPECTED: Any = [
        {"key_hash": "api_9ad2f7...", "hint": "sk-ss-api-13****", "label": "cli", "expires_at": 1734316800}
    ]

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "GET"
        assert request.path == "/api/v1/key/list"
        assert request.query == []
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.body == b""

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Subseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.keys.list(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncSubseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.keys.list(**self.ARGUMENTS))

        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        result = asyncio.run(call())
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    @pytest.mark.parametrize(
        ("status", "error"),
        [
            (400, clientome.BadRequestError),
            (401, clientome.AuthenticationError),
            (403, clientome.PermissionDeniedError),
            (429, clientome.RateLimitError),
            (503, clientome.ServiceUnavailableError),
        ],
    )
    def test_errors(self, wire: Wire, status: int, error: type[clientome.APIError]) -> None:
        wire.answer(status, {"success": False, "error": "jobid is required"}, "application/json")
        client = Subseq(**self.CLIENT, base_url=wire.url("/api/v1"), retries=0)
        with client, pytest.raises(error) as caught:
            bring(client.keys.list(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestCreate:
    """`POST /key/new`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {"label": "cli", "expires_in_days": 30}
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {"success": True, "data": {"key": "sk-ss-api-13abcdefg"}}
    EXPECTED: Any = {"key": "sk-ss-api-13abcdefg"}

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "POST"
        assert request.path == "/api/v1/key/new"
        assert request.query == []
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.headers["content-type"] == "application/json"
        assert request.json() == {"label": "cli", "expires_in_days": 30}

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Subseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.keys.create(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncSubseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.keys.create(**self.ARGUMENTS))

        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        result = asyncio.run(call())
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    @pytest.mark.parametrize(
        ("status", "error"),
        [
            (400, clientome.BadRequestError),
            (401, clientome.AuthenticationError),
            (403, clientome.PermissionDeniedError),
            (429, clientome.RateLimitError),
            (503, clientome.ServiceUnavailableError),
        ],
    )
    def test_errors(self, wire: Wire, status: int, error: type[clientome.APIError]) -> None:
        wire.answer(status, {"success": False, "error": "jobid is required"}, "application/json")
        client = Subseq(**self.CLIENT, base_url=wire.url("/api/v1"), retries=0)
        with client, pytest.raises(error) as caught:
            bring(client.keys.create(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestDelete:
    """`POST /key/delete`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {"key_hash": "api_9ad2f7..."}
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {"success": True}
    EXPECTED: Any = None

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "POST"
        assert request.path == "/api/v1/key/delete"
        assert request.query == []
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.headers["content-type"] == "application/json"
        assert request.json() == {"key_hash": "api_9ad2f7..."}

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Subseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.keys.delete(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncSubseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.keys.delete(**self.ARGUMENTS))

        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        result = asyncio.run(call())
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    @pytest.mark.parametrize(
        ("status", "error"),
        [
            (400, clientome.BadRequestError),
            (401, clientome.AuthenticationError),
            (403, clientome.PermissionDeniedError),
            (404, clientome.NotFoundError),
            (429, clientome.RateLimitError),
            (503, clientome.ServiceUnavailableError),
        ],
    )
    def test_errors(self, wire: Wire, status: int, error: type[clientome.APIError]) -> None:
        wire.answer(status, {"success": False, "error": "jobid is required"}, "application/json")
        client = Subseq(**self.CLIENT, base_url=wire.url("/api/v1"), retries=0)
        with client, pytest.raises(error) as caught:
            bring(client.keys.delete(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status
