"""`Subseq.payments` over the wire: each operation sends what the description's example says.

One class an operation, sync and async; extend a class with what your use of the operation needs.
"""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

import clientome
from clientome.subseq import AsyncSubseq, Subseq

from ..wire import Wire, bring, bring_async, same


class TestCreateCheckout:
    """`POST /payment/create-checkout`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {"credits": 50}
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {"success": True, "data": {"url": "https://checkout.stripe.com/c/pay/cs_test_a1b2..."}}
    EXPECTED: Any = {"url": "https://checkout.stripe.com/c/pay/cs_test_a1b2..."}

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "POST"
        assert request.path == "/api/v1/payment/create-checkout"
        assert request.query == []
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.headers["content-type"] == "application/json"
        assert request.json() == {"credits": 50}

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Subseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.payments.create_checkout(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncSubseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.payments.create_checkout(**self.ARGUMENTS))

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
            bring(client.payments.create_checkout(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestVerify:
    """`GET /payment/verify`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {"session_id": "cs_test_a1b2", "tx": "tx-6f828251"}
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {"success": True, "data": {"url": "https://subseq.bio"}}
    EXPECTED: Any = {"url": "https://subseq.bio"}

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "GET"
        assert request.path == "/api/v1/payment/verify"
        assert request.query == [("session_id", "cs_test_a1b2"), ("tx", "tx-6f828251")]
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.body == b""

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Subseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.payments.verify(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncSubseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.payments.verify(**self.ARGUMENTS))

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
            bring(client.payments.verify(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestTopUp:
    """`POST /payment/x402/topup`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {"credits": 1}
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {
        "success": True,
        "data": {
            "txid": "tx-6f828251",
            "credits": 1,
            "currency": "usdc",
            "provider_ref": "0x...",
            "payer": "0x...",
            "network": "eip155:8453",
            "amount": "1000000",
        },
    }
    EXPECTED: Any = {
        "txid": "tx-6f828251",
        "credits": 1,
        "currency": "usdc",
        "provider_ref": "0x...",
        "payer": "0x...",
        "network": "eip155:8453",
        "amount": "1000000",
    }

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "POST"
        assert request.path == "/api/v1/payment/x402/topup"
        assert request.query == []
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.headers["content-type"] == "application/json"
        assert request.json() == {"credits": 1}

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Subseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.payments.top_up(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncSubseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.payments.top_up(**self.ARGUMENTS))

        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        result = asyncio.run(call())
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    @pytest.mark.parametrize(
        ("status", "error"),
        [
            (400, clientome.BadRequestError),
            (401, clientome.AuthenticationError),
            (402, clientome.PaymentRequiredError),
            (403, clientome.PermissionDeniedError),
            (429, clientome.RateLimitError),
            (503, clientome.ServiceUnavailableError),
        ],
    )
    def test_errors(self, wire: Wire, status: int, error: type[clientome.APIError]) -> None:
        wire.answer(status, {"success": False, "error": "jobid is required"}, "application/json")
        client = Subseq(**self.CLIENT, base_url=wire.url("/api/v1"), retries=0)
        with client, pytest.raises(error) as caught:
            bring(client.payments.top_up(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status
