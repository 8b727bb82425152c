"""`GenomeComputer.orders` over the wire: each operation sends what the description's example says.

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
    """`GET /v1/orders`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "gc_live_key-for-tests"}
    ARGUMENTS: dict[str, Any] = {"status": "created", "limit": 10}
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {
        "data": [
            {
                "order_id": "ord_01JZ8N8A4P2Y",
                "type": "wgs_30x",
                "client_name": "Acme Health",
                "user_reference": "user_123",
                "status": "created",
                "status_label": "Order created",
                "genome_id": None,
                "created_at": "2026-05-21T10:20:05.000Z",
                "updated_at": "2026-05-21T10:20:05.000Z",
            }
        ]
    }
    EXPECTED: Any = [
        {
            "order_id": "ord_01JZ8N8A4P2Y",
            "type": "wgs_30x",
            "client_name": "Acme Health",
            "user_reference": "user_123",
            "status": "created",
            "status_label": "Order created",
            "genome_id": None,
            "created_at": "2026-05-21T10:20:05.000Z",
            "updated_at": "2026-05-21T10:20:05.000Z",
        }
    ]

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "GET"
        assert request.path == "/v1/orders"
        assert request.query == [("status", "created"), ("limit", "10")]
        assert request.headers["authorization"] == "Bearer gc_live_key-for-tests"
        assert request.body == b""

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with GenomeComputer(**self.CLIENT, base_url=wire.url("")) as client:
            result = bring(client.orders.list(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncGenomeComputer(**self.CLIENT, base_url=wire.url("")) as client:
                return await bring_async(await client.orders.list(**self.ARGUMENTS))

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
            bring(client.orders.list(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestCreate:
    """`POST /v1/orders`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "gc_live_key-for-tests"}
    ARGUMENTS: dict[str, Any] = {
        "idempotency_key": "6d2c3c1e-4a53-4d0e-9c58-1f7a2b9e0d11",
        "type": "wgs_30x",
        "client_name": "Acme Health",
        "user_reference": "user_123",
        "retention": "hosted_runtime",
        "deliverables": ["genome_bundle"],
        "customer": {"name": "Jane Doe", "email": "jane@example.com", "phone": "+1 555 0100"},
        "shipping_address": {
            "line1": "1 Example Street",
            "line2": "Flat 2",
            "city": "Springfield",
            "state": "IL",
            "postal_code": "62701",
            "country_code": "US",
        },
        "shipping": {"note": "Leave with the front desk"},
    }
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {
        "order_id": "ord_01JZ8N8A4P2Y",
        "type": "wgs_30x",
        "client_name": "Acme Health",
        "user_reference": "user_123",
        "status": "created",
        "status_label": "Order created",
        "activation_code": "ACT-7HD2-9QK4",
        "activation_url": "https://sample.bio/activate/ACT-7HD2-9QK4",
        "deliverables": ["genome_bundle"],
        "retention": "hosted_runtime",
        "price_cents": 69900,
        "shipping_fee_cents": 0,
        "total_cents": 69900,
        "currency": "usd",
        "estimated_completion_date": None,
        "shipment": None,
        "genome_id": None,
        "storage_expires_at": None,
        "created_at": "2026-05-21T10:20:05.000Z",
        "updated_at": "2026-05-21T10:20:05.000Z",
    }
    EXPECTED: Any = {
        "order_id": "ord_01JZ8N8A4P2Y",
        "type": "wgs_30x",
        "client_name": "Acme Health",
        "user_reference": "user_123",
        "status": "created",
        "status_label": "Order created",
        "activation_code": "ACT-7HD2-9QK4",
        "activation_url": "https://sample.bio/activate/ACT-7HD2-9QK4",
        "deliverables": ["genome_bundle"],
        "retention": "hosted_runtime",
        "price_cents": 69900,
        "shipping_fee_cents": 0,
        "total_cents": 69900,
        "currency": "usd",
        "estimated_completion_date": None,
        "shipment": None,
        "genome_id": None,
        "storage_expires_at": None,
        "created_at": "2026-05-21T10:20:05.000Z",
        "updated_at": "2026-05-21T10:20:05.000Z",
    }

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "POST"
        assert request.path == "/v1/orders"
        assert request.query == []
        assert request.headers["idempotency-key"] == "6d2c3c1e-4a53-4d0e-9c58-1f7a2b9e0d11"
        assert request.headers["authorization"] == "Bearer gc_live_key-for-tests"
        assert request.headers["content-type"] == "application/json"
        assert request.json() == {
            "type": "wgs_30x",
            "client_name": "Acme Health",
            "user_reference": "user_123",
            "retention": "hosted_runtime",
            "deliverables": ["genome_bundle"],
            "customer": {"name": "Jane Doe", "email": "jane@example.com", "phone": "+1 555 0100"},
            "shipping_address": {
                "line1": "1 Example Street",
                "line2": "Flat 2",
                "city": "Springfield",
                "state": "IL",
                "postal_code": "62701",
                "country_code": "US",
            },
            "shipping": {"note": "Leave with the front desk"},
        }

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with GenomeComputer(**self.CLIENT, base_url=wire.url("")) as client:
            result = bring(client.orders.create(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncGenomeComputer(**self.CLIENT, base_url=wire.url("")) as client:
                return await bring_async(await client.orders.create(**self.ARGUMENTS))

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
        ],
    )
    def test_errors(self, wire: Wire, status: int, error: type[clientome.APIError]) -> None:
        wire.answer(status, {"message": "What went wrong, in a sentence."}, "application/json")
        client = GenomeComputer(**self.CLIENT, base_url=wire.url(""), retries=0)
        with client, pytest.raises(error) as caught:
            bring(client.orders.create(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestGet:
    """`GET /v1/orders/{orderId}`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "gc_live_key-for-tests"}
    ARGUMENTS: dict[str, Any] = {"order_id": "ord_01JZ8N8A4P2Y"}
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {
        "order_id": "ord_01JZ8N8A4P2Y",
        "type": "wgs_30x",
        "client_name": "Acme Health",
        "user_reference": "user_123",
        "status": "created",
        "status_label": "Order created",
        "activation_code": "ACT-7HD2-9QK4",
        "activation_url": "https://sample.bio/activate/ACT-7HD2-9QK4",
        "deliverables": ["genome_bundle"],
        "retention": "hosted_runtime",
        "price_cents": 69900,
        "shipping_fee_cents": 0,
        "total_cents": 69900,
        "currency": "usd",
        "estimated_completion_date": None,
        "shipment": None,
        "genome_id": None,
        "storage_expires_at": None,
        "created_at": "2026-05-21T10:20:05.000Z",
        "updated_at": "2026-05-21T10:20:05.000Z",
    }
    EXPECTED: Any = {
        "order_id": "ord_01JZ8N8A4P2Y",
        "type": "wgs_30x",
        "client_name": "Acme Health",
        "user_reference": "user_123",
        "status": "created",
        "status_label": "Order created",
        "activation_code": "ACT-7HD2-9QK4",
        "activation_url": "https://sample.bio/activate/ACT-7HD2-9QK4",
        "deliverables": ["genome_bundle"],
        "retention": "hosted_runtime",
        "price_cents": 69900,
        "shipping_fee_cents": 0,
        "total_cents": 69900,
        "currency": "usd",
        "estimated_completion_date": None,
        "shipment": None,
        "genome_id": None,
        "storage_expires_at": None,
        "created_at": "2026-05-21T10:20:05.000Z",
        "updated_at": "2026-05-21T10:20:05.000Z",
    }

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "GET"
        assert request.path == "/v1/orders/ord_01JZ8N8A4P2Y"
        assert request.query == []
        assert request.headers["authorization"] == "Bearer gc_live_key-for-tests"
        assert request.body == b""

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with GenomeComputer(**self.CLIENT, base_url=wire.url("")) as client:
            result = bring(client.orders.get(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncGenomeComputer(**self.CLIENT, base_url=wire.url("")) as client:
                return await bring_async(await client.orders.get(**self.ARGUMENTS))

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
            (429, clientome.RateLimitError),
        ],
    )
    def test_errors(self, wire: Wire, status: int, error: type[clientome.APIError]) -> None:
        wire.answer(status, {"message": "What went wrong, in a sentence."}, "application/json")
        client = GenomeComputer(**self.CLIENT, base_url=wire.url(""), retries=0)
        with client, pytest.raises(error) as caught:
            bring(client.orders.get(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestListEvents:
    """`GET /v1/orders/{orderId}/events`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "gc_live_key-for-tests"}
    ARGUMENTS: dict[str, Any] = {"order_id": "ord_01JZ8N8A4P2Y"}
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {
        "data": [
            {
                "event_id": "event-1",
                "event_type": "order.created",
                "status": "created",
                "payload": {},
                "created_at": "2026-05-21T10:20:05.000Z",
            }
        ]
    }
    EXPECTED: Any = [
        {
            "event_id": "event-1",
            "event_type": "order.created",
            "status": "created",
            "payload": {},
            "created_at": "2026-05-21T10:20:05.000Z",
        }
    ]

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "GET"
        assert request.path == "/v1/orders/ord_01JZ8N8A4P2Y/events"
        assert request.query == []
        assert request.headers["authorization"] == "Bearer gc_live_key-for-tests"
        assert request.body == b""

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with GenomeComputer(**self.CLIENT, base_url=wire.url("")) as client:
            result = bring(client.orders.list_events(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncGenomeComputer(**self.CLIENT, base_url=wire.url("")) as client:
                return await bring_async(await client.orders.list_events(**self.ARGUMENTS))

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
            (429, clientome.RateLimitError),
        ],
    )
    def test_errors(self, wire: Wire, status: int, error: type[clientome.APIError]) -> None:
        wire.answer(status, {"message": "What went wrong, in a sentence."}, "application/json")
        client = GenomeComputer(**self.CLIENT, base_url=wire.url(""), retries=0)
        with client, pytest.raises(error) as caught:
            bring(client.orders.list_events(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestGetFiles:
    """`GET /v1/orders/{orderId}/files`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "gc_live_key-for-tests"}
    ARGUMENTS: dict[str, Any] = {"order_id": "ord_01JZ8N8A4P2Y"}
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {}
    EXPECTED: Any = {}

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "GET"
        assert request.path == "/v1/orders/ord_01JZ8N8A4P2Y/files"
        assert request.query == []
        assert request.headers["authorization"] == "Bearer gc_live_key-for-tests"
        assert request.body == b""

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with GenomeComputer(**self.CLIENT, base_url=wire.url("")) as client:
            result = bring(client.orders.get_files(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncGenomeComputer(**self.CLIENT, base_url=wire.url("")) as client:
                return await bring_async(await client.orders.get_files(**self.ARGUMENTS))

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
        ],
    )
    def test_errors(self, wire: Wire, status: int, error: type[clientome.APIError]) -> None:
        wire.answer(status, {"message": "What went wrong, in a sentence."}, "application/json")
        client = GenomeComputer(**self.CLIENT, base_url=wire.url(""), retries=0)
        with client, pytest.raises(error) as caught:
            bring(client.orders.get_files(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestGetShipment:
    """`GET /v1/orders/{orderId}/shipment`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "gc_live_key-for-tests"}
    ARGUMENTS: dict[str, Any] = {"order_id": "ord_01JZ8N8A4P2Y"}
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {"carrier": None, "tracking_number": None, "tracking_url": None, "status": None}
    EXPECTED: Any = {"carrier": None, "tracking_number": None, "tracking_url": None, "status": None}

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "GET"
        assert request.path == "/v1/orders/ord_01JZ8N8A4P2Y/shipment"
        assert request.query == []
        assert request.headers["authorization"] == "Bearer gc_live_key-for-tests"
        assert request.body == b""

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with GenomeComputer(**self.CLIENT, base_url=wire.url("")) as client:
            result = bring(client.orders.get_shipment(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncGenomeComputer(**self.CLIENT, base_url=wire.url("")) as client:
                return await bring_async(await client.orders.get_shipment(**self.ARGUMENTS))

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
            (429, clientome.RateLimitError),
        ],
    )
    def test_errors(self, wire: Wire, status: int, error: type[clientome.APIError]) -> None:
        wire.answer(status, {"message": "What went wrong, in a sentence."}, "application/json")
        client = GenomeComputer(**self.CLIENT, base_url=wire.url(""), retries=0)
        with client, pytest.raises(error) as caught:
            bring(client.orders.get_shipment(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status
