"""`Subseq.downloads` over the wire: each operation sends what the description's example says.

One class an operation, sync and async; extend a class with what your use of the operation needs.
"""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

import clientome
from clientome.subseq import AsyncSubseq, Subseq

from ..wire import Wire, bring, bring_async, same


class TestCreateLink:
    """`POST /download/presign`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {"type": "job_download", "job_id": "5bf2d83e40a47cf5", "ttl_seconds": 3600}
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {
        "success": True,
        "data": {"url": "https://subseq.bio/d?token=...", "token": "...", "expires_at": 1730683800},
    }
    EXPECTED: Any = {"url": "https://subseq.bio/d?token=...", "token": "...", "expires_at": 1730683800}

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "POST"
        assert request.path == "/api/v1/download/presign"
        assert request.query == []
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.headers["content-type"] == "application/json"
        assert request.json() == {"type": "job_download", "jobid": "5bf2d83e40a47cf5", "ttl_seconds": 3600}

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Subseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.downloads.create_link(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncSubseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.downloads.create_link(**self.ARGUMENTS))

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
            bring(client.downloads.create_link(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestFetch:
    """`GET /download`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {"token": "..."}
    STATUS = 200
    ANSWER_TYPE = "application/zip"
    ANSWER: Any = "PK bytes of job_5bf2d83e40a47cf5.zip"
    EXPECTED: Any = "PK bytes of job_5bf2d83e40a47cf5.zip"

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "GET"
        assert request.path == "/api/v1/download"
        assert request.query == [("token", "...")]
        assert "authorization" not in request.headers
        assert request.body == b""

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Subseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.downloads.fetch(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncSubseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.downloads.fetch(**self.ARGUMENTS))

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
            bring(client.downloads.fetch(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestFetchShortLink:
    """`GET /d`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {"token": "..."}
    STATUS = 200
    ANSWER_TYPE = "application/zip"
    ANSWER: Any = "PK bytes of job_5bf2d83e40a47cf5.zip"
    EXPECTED: Any = "PK bytes of job_5bf2d83e40a47cf5.zip"

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "GET"
        assert request.path == "/d"
        assert request.query == [("token", "...")]
        assert "authorization" not in request.headers
        assert request.body == b""

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Subseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.downloads.fetch_short_link(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncSubseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.downloads.fetch_short_link(**self.ARGUMENTS))

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
            bring(client.downloads.fetch_short_link(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status
