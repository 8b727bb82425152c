"""`Galatea.organizations` over the wire: each operation sends what the description's example says.

One class an operation, sync and async; extend a class with what your use of the operation needs.
"""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

import clientome
from clientome.galatea import AsyncGalatea, Galatea

from ..wire import Wire, bring, bring_async, same


class TestListModels:
    """`GET /organizations/{organization_id}/models`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {
        "organization_id": "12332112-3321-2233-1122-123432345648",
        "hide_deprecated": True,
    }
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = [
        {"model_name": "ancestry data model one", "model_api_name": "vader"},
        {"model_name": "prs clinical model", "model_api_name": "mysterio"},
    ]
    EXPECTED: Any = [
        {"model_name": "ancestry data model one", "model_api_name": "vader"},
        {"model_name": "prs clinical model", "model_api_name": "mysterio"},
    ]

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "GET"
        assert request.path == "/api/v1/organizations/12332112-3321-2233-1122-123432345648/models"
        assert request.query == [("hide_deprecated", "true")]
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.body == b""

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Galatea(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.organizations.list_models(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncGalatea(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.organizations.list_models(**self.ARGUMENTS))

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
            (500, clientome.InternalServerError),
            (503, clientome.ServiceUnavailableError),
        ],
    )
    def test_errors(self, wire: Wire, status: int, error: type[clientome.APIError]) -> None:
        wire.answer(status, {"detail": "The request could not be understood."}, "application/json")
        client = Galatea(**self.CLIENT, base_url=wire.url("/api/v1"), retries=0)
        with client, pytest.raises(error) as caught:
            bring(client.organizations.list_models(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status
