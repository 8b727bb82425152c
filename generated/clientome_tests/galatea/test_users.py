"""`Galatea.users` over the wire: each operation sends what the description's example says.

One class an operation, sync and async; extend a class with what your use of the operation needs.
"""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

import clientome
from clientome.galatea import AsyncGalatea, Galatea

from ..wire import Wire, bring, bring_async, same


class TestMe:
    """`GET /users/me`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {}
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {
        "id": "11111111-1111-1111-1111-111111111111",
        "email": "user@example.com",
        "first_name": "First Name",
        "last_name": "Last Name",
        "role": "OrgUser",
        "is_active": True,
        "created_at": "2023-05-10T10:17:49.344128Z",
        "deleted_at": None,
        "updated_at": "2025-07-09T10:36:44.174576Z",
        "org": {
            "id": "12332112-3321-2233-1122-123432345648",
            "name": "Organization name",
            "domains": ["example.com", "example-second.com"],
            "available_models": [
                "ancestry data model one",
                "ancestry data model two",
                "ancestry pdf model",
                "prs ruo model",
                "prs clinical model",
            ],
            "webhooks_enabled": True,
            "webhooks_secret": "e2Bib57PYkkTFCs7utEfSZd6yGZCmGYX",
            "report_ancestry_enabled": True,
            "report_prs_ruo_cardio_enabled": True,
            "report_prs_ruo_cancer_enabled": True,
            "report_prs_clinical_cardio_enabled": True,
            "report_prs_clinical_cancer_enabled": True,
        },
    }
    EXPECTED: Any = {
        "id": "11111111-1111-1111-1111-111111111111",
        "email": "user@example.com",
        "first_name": "First Name",
        "last_name": "Last Name",
        "role": "OrgUser",
        "is_active": True,
        "created_at": "2023-05-10T10:17:49.344128Z",
        "deleted_at": None,
        "updated_at": "2025-07-09T10:36:44.174576Z",
        "org": {
            "id": "12332112-3321-2233-1122-123432345648",
            "name": "Organization name",
            "domains": ["example.com", "example-second.com"],
            "available_models": [
                "ancestry data model one",
                "ancestry data model two",
                "ancestry pdf model",
                "prs ruo model",
                "prs clinical model",
            ],
            "webhooks_enabled": True,
            "webhooks_secret": "e2Bib57PYkkTFCs7utEfSZd6yGZCmGYX",
            "report_ancestry_enabled": True,
            "report_prs_ruo_cardio_enabled": True,
            "report_prs_ruo_cancer_enabled": True,
            "report_prs_clinical_cardio_enabled": True,
            "report_prs_clinical_cancer_enabled": True,
        },
    }

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "GET"
        assert request.path == "/api/v1/users/me"
        assert request.query == []
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.body == b""

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Galatea(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.users.me(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncGalatea(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.users.me(**self.ARGUMENTS))

        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        result = asyncio.run(call())
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    @pytest.mark.parametrize(
        ("status", "error"),
        [
            (401, clientome.AuthenticationError),
            (500, clientome.InternalServerError),
            (503, clientome.ServiceUnavailableError),
        ],
    )
    def test_errors(self, wire: Wire, status: int, error: type[clientome.APIError]) -> None:
        wire.answer(status, {"detail": "The request could not be understood."}, "application/json")
        client = Galatea(**self.CLIENT, base_url=wire.url("/api/v1"), retries=0)
        with client, pytest.raises(error) as caught:
            bring(client.users.me(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status
