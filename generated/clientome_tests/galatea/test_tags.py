"""`Galatea.tags` over the wire: each operation sends what the description's example says.

One class an operation, sync and async; extend a class with what your use of the operation needs.
"""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

import clientome
from clientome.galatea import AsyncGalatea, Galatea

from ..wire import Wire, bring, bring_async, same


class TestList:
    """`GET /exec/tags`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {"page_size": 1000, "name": "Demo"}
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {
        "count": 1,
        "next": None,
        "previous": None,
        "results": [
            {
                "id": "11111111-711a-4027-bc6b-111111111111",
                "name": "Demo",
                "org_id": "12332112-3321-2233-1122-123432345648",
            }
        ],
    }
    EXPECTED: Any = [
        {
            "id": "11111111-711a-4027-bc6b-111111111111",
            "name": "Demo",
            "org_id": "12332112-3321-2233-1122-123432345648",
        }
    ]

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "GET"
        assert request.path == "/api/v1/exec/tags"
        assert request.query == [("page_size", "1000"), ("name", "Demo")]
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.body == b""

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Galatea(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.tags.list(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncGalatea(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.tags.list(**self.ARGUMENTS))

        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        result = asyncio.run(call())
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    @pytest.mark.parametrize(
        ("status", "error"),
        [
            (401, clientome.AuthenticationError),
            (403, clientome.PermissionDeniedError),
            (500, clientome.InternalServerError),
            (503, clientome.ServiceUnavailableError),
        ],
    )
    def test_errors(self, wire: Wire, status: int, error: type[clientome.APIError]) -> None:
        wire.answer(status, {"detail": "The request could not be understood."}, "application/json")
        client = Galatea(**self.CLIENT, base_url=wire.url("/api/v1"), retries=0)
        with client, pytest.raises(error) as caught:
            bring(client.tags.list(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestCreate:
    """`POST /exec/tags`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {"name": "Demo Tag"}
    STATUS = 201
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {
        "id": "11111111-711a-4027-bc6b-111111111111",
        "name": "Demo Tag",
        "org_id": "12332112-3321-2233-1122-123432345648",
    }
    EXPECTED: Any = {
        "id": "11111111-711a-4027-bc6b-111111111111",
        "name": "Demo Tag",
        "org_id": "12332112-3321-2233-1122-123432345648",
    }

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "POST"
        assert request.path == "/api/v1/exec/tags"
        assert request.query == []
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.headers["content-type"] == "application/json"
        assert request.json() == {"name": "Demo Tag"}

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Galatea(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.tags.create(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncGalatea(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.tags.create(**self.ARGUMENTS))

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
            (406, clientome.NotAcceptableError),
            (500, clientome.InternalServerError),
            (503, clientome.ServiceUnavailableError),
        ],
    )
    def test_errors(self, wire: Wire, status: int, error: type[clientome.APIError]) -> None:
        wire.answer(status, {"detail": "The request could not be understood."}, "application/json")
        client = Galatea(**self.CLIENT, base_url=wire.url("/api/v1"), retries=0)
        with client, pytest.raises(error) as caught:
            bring(client.tags.create(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestGet:
    """`GET /exec/tags/{tag_id}`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {"tag_id": "11111111-711a-4027-bc6b-111111111111"}
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {
        "id": "11111111-711a-4027-bc6b-111111111111",
        "name": "Demo",
        "org_id": "12332112-3321-2233-1122-123432345648",
    }
    EXPECTED: Any = {
        "id": "11111111-711a-4027-bc6b-111111111111",
        "name": "Demo",
        "org_id": "12332112-3321-2233-1122-123432345648",
    }

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "GET"
        assert request.path == "/api/v1/exec/tags/11111111-711a-4027-bc6b-111111111111"
        assert request.query == []
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.body == b""

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Galatea(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.tags.get(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncGalatea(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.tags.get(**self.ARGUMENTS))

        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        result = asyncio.run(call())
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    @pytest.mark.parametrize(
        ("status", "error"),
        [
            (401, clientome.AuthenticationError),
            (403, clientome.PermissionDeniedError),
            (404, clientome.NotFoundError),
            (406, clientome.NotAcceptableError),
            (500, clientome.InternalServerError),
            (503, clientome.ServiceUnavailableError),
        ],
    )
    def test_errors(self, wire: Wire, status: int, error: type[clientome.APIError]) -> None:
        wire.answer(status, {"detail": "The request could not be understood."}, "application/json")
        client = Galatea(**self.CLIENT, base_url=wire.url("/api/v1"), retries=0)
        with client, pytest.raises(error) as caught:
            bring(client.tags.get(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestRename:
    """`PUT /exec/tags/{tag_id}`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {"tag_id": "11111111-711a-4027-bc6b-111111111111", "name": "Demo Test Tag"}
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {
        "id": "11111111-711a-4027-bc6b-111111111111",
        "name": "Demo Test Tag",
        "org_id": "12332112-3321-2233-1122-123432345648",
    }
    EXPECTED: Any = {
        "id": "11111111-711a-4027-bc6b-111111111111",
        "name": "Demo Test Tag",
        "org_id": "12332112-3321-2233-1122-123432345648",
    }

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "PUT"
        assert request.path == "/api/v1/exec/tags/11111111-711a-4027-bc6b-111111111111"
        assert request.query == []
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.headers["content-type"] == "application/json"
        assert request.json() == {"name": "Demo Test Tag"}

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Galatea(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.tags.rename(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncGalatea(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.tags.rename(**self.ARGUMENTS))

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
            (406, clientome.NotAcceptableError),
            (500, clientome.InternalServerError),
            (503, clientome.ServiceUnavailableError),
        ],
    )
    def test_errors(self, wire: Wire, status: int, error: type[clientome.APIError]) -> None:
        wire.answer(status, {"detail": "The request could not be understood."}, "application/json")
        client = Galatea(**self.CLIENT, base_url=wire.url("/api/v1"), retries=0)
        with client, pytest.raises(error) as caught:
            bring(client.tags.rename(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestDelete:
    """`DELETE /exec/tags/{tag_id}`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {"tag_id": "11111111-711a-4027-bc6b-111111111111"}
    STATUS = 200
    ANSWER_TYPE = ""
    ANSWER: Any = None
    EXPECTED: Any = None

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "DELETE"
        assert request.path == "/api/v1/exec/tags/11111111-711a-4027-bc6b-111111111111"
        assert request.query == []
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.body == b""

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Galatea(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.tags.delete(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncGalatea(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.tags.delete(**self.ARGUMENTS))

        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        result = asyncio.run(call())
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    @pytest.mark.parametrize(
        ("status", "error"),
        [
            (401, clientome.AuthenticationError),
            (403, clientome.PermissionDeniedError),
            (404, clientome.NotFoundError),
            (406, clientome.NotAcceptableError),
            (500, clientome.InternalServerError),
            (503, clientome.ServiceUnavailableError),
        ],
    )
    def test_errors(self, wire: Wire, status: int, error: type[clientome.APIError]) -> None:
        wire.answer(status, {"detail": "The request could not be understood."}, "application/json")
        client = Galatea(**self.CLIENT, base_url=wire.url("/api/v1"), retries=0)
        with client, pytest.raises(error) as caught:
            bring(client.tags.delete(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status
