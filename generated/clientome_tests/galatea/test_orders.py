"""`Galatea.orders` over the wire: each operation sends what the description's example says.

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
    """`GET /exec/orders`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {
        "page_size": 1000,
        "status": "Completed",
        "status_group": "completed",
        "tags_ids": ["12312312-1111-4444-9999-456456456456", "11111111-b183-4217-9b89-222222222222"],
    }
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {
        "count": 2,
        "next": None,
        "previous": None,
        "results": [
            {
                "id": "fc79a3e0-60db-452b-9fc4-506897b4f808",
                "status": "Completed",
                "src_file_id": "9085d0d2-3333-1111-2222-4114602c2444",
                "src_file_short_path": "somepath/filename.gvcf.gz",
                "src_file_name": "filename.gvcf.gz",
                "started_at": "2025-07-14T09:06:26.146529Z",
                "amount_of_samples": 1,
                "execution_time": 96.496678,
                "submitted_by": "user@example.com",
                "model": "prs ruo model",
                "type": "WGS",
                "org_name": "Organization name",
                "tags": [{"id": "12312312-1111-4444-9999-456456456456", "name": "test tag"}],
                "result_types": [
                    {"type": "SUMMARY_SUPERSET", "label": "Summary superset"},
                    {"type": "DETAILED_SUPERSET", "label": "Detailed superset by chromosome"},
                    {"type": "PRS_JSON_DATA", "label": "PRS json data zip"},
                    {"type": "PRS_IMAGES", "label": "PRS images zip"},
                    {"type": "PDF_REPORT", "label": "PDF reports zip"},
                    {"type": "PDF_REPORT", "label": "View PDF reports"},
                ],
                "can_request_pdf": True,
                "virtual": False,
            },
            {
                "id": "22233344-1111-2222-3333-555666777888",
                "status": "Completed",
                "src_file_id": "9085d0d2-3333-1111-2222-4114602c2aa6",
                "src_file_short_path": "web-upload/2025-02-20/012716/filename.txt.zip",
                "src_file_name": "filename.txt.zip",
                "started_at": "2025-06-21T08:27:20.133904Z",
                "amount_of_samples": 1,
                "execution_time": 112.13555,
                "submitted_by": "user@example.com",
                "model": "ancestry data model one",
                "type": "GNT",
                "org_name": "Organization name",
                "tags": [{"id": "11111111-b183-4217-9b89-222222222222", "name": "SANDBOX"}],
                "result_types": [
                    {"type": "SUMMARY_SUPERSET", "label": "Summary superset"},
                    {"type": "DETAILED_SUPERSET", "label": "Detailed superset by chromosome"},
                ],
                "can_request_pdf": False,
                "virtual": False,
            },
        ],
    }
    EXPECTED: Any = [
        {
            "id": "fc79a3e0-60db-452b-9fc4-506897b4f808",
            "status": "Completed",
            "src_file_id": "9085d0d2-3333-1111-2222-4114602c2444",
            "src_file_short_path": "somepath/filename.gvcf.gz",
            "src_file_name": "filename.gvcf.gz",
            "started_at": "2025-07-14T09:06:26.146529Z",
            "amount_of_samples": 1,
            "execution_time": 96.496678,
            "submitted_by": "user@example.com",
            "model": "prs ruo model",
            "type": "WGS",
            "org_name": "Organization name",
            "tags": [{"id": "12312312-1111-4444-9999-456456456456", "name": "test tag"}],
            "result_types": [
                {"type": "SUMMARY_SUPERSET", "label": "Summary superset"},
                {"type": "DETAILED_SUPERSET", "label": "Detailed superset by chromosome"},
                {"type": "PRS_JSON_DATA", "label": "PRS json data zip"},
                {"type": "PRS_IMAGES", "label": "PRS images zip"},
                {"type": "PDF_REPORT", "label": "PDF reports zip"},
                {"type": "PDF_REPORT", "label": "View PDF reports"},
            ],
            "can_request_pdf": True,
            "virtual": False,
        },
        {
            "id": "22233344-1111-2222-3333-555666777888",
            "status": "Completed",
            "src_file_id": "9085d0d2-3333-1111-2222-4114602c2aa6",
            "src_file_short_path": "web-upload/2025-02-20/012716/filename.txt.zip",
            "src_file_name": "filename.txt.zip",
            "started_at": "2025-06-21T08:27:20.133904Z",
            "amount_of_samples": 1,
            "execution_time": 112.13555,
            "submitted_by": "user@example.com",
            "model": "ancestry data model one",
            "type": "GNT",
            "org_name": "Organization name",
            "tags": [{"id": "11111111-b183-4217-9b89-222222222222", "name": "SANDBOX"}],
            "result_types": [
                {"type": "SUMMARY_SUPERSET", "label": "Summary superset"},
                {"type": "DETAILED_SUPERSET", "label": "Detailed superset by chromosome"},
            ],
            "can_request_pdf": False,
            "virtual": False,
        },
    ]

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "GET"
        assert request.path == "/api/v1/exec/orders"
        assert request.query == [
            ("page_size", "1000"),
            ("status", "Completed"),
            ("status_group", "completed"),
            ("tags_ids", "12312312-1111-4444-9999-456456456456,11111111-b183-4217-9b89-222222222222"),
        ]
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.body == b""

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Galatea(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.orders.list(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncGalatea(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
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
            (500, clientome.InternalServerError),
            (503, clientome.ServiceUnavailableError),
        ],
    )
    def test_errors(self, wire: Wire, status: int, error: type[clientome.APIError]) -> None:
        wire.answer(status, {"detail": "The request could not be understood."}, "application/json")
        client = Galatea(**self.CLIENT, base_url=wire.url("/api/v1"), retries=0)
        with client, pytest.raises(error) as caught:
            bring(client.orders.list(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestSubmit:
    """`POST /exec/orders`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {
        "source_file_id": "3fa85f64-5717-4562-b3fc-2c963f66afa6",
        "model_name": "ancestry data model one",
        "tags_ids": ["9085d0d2-3333-1111-2222-4114602c2aa6"],
    }
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = [
        {
            "id": "22334545-6ca1-4492-94b0-112345002211",
            "status": "Registered",
            "src_file_id": "3fa85f64-5717-4562-b3fc-2c963f66afa6",
            "src_file_short_path": "web-upload/2023-09-20-092716/filename.txt.zip",
            "src_file_name": "filename.txt.zip",
            "started_at": "2023-09-25T08:45:38.652925Z",
            "amount_of_samples": 1,
            "submitted_by": "user@example.com",
            "model": "ancestry data model one",
            "type": "GNT",
            "org_name": "Organization name",
            "tags": [],
        }
    ]
    EXPECTED: Any = {
        "id": "22334545-6ca1-4492-94b0-112345002211",
        "status": "Registered",
        "src_file_id": "3fa85f64-5717-4562-b3fc-2c963f66afa6",
        "src_file_short_path": "web-upload/2023-09-20-092716/filename.txt.zip",
        "src_file_name": "filename.txt.zip",
        "started_at": "2023-09-25T08:45:38.652925Z",
        "amount_of_samples": 1,
        "submitted_by": "user@example.com",
        "model": "ancestry data model one",
        "type": "GNT",
        "org_name": "Organization name",
        "tags": [],
    }

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "POST"
        assert request.path == "/api/v1/exec/orders"
        assert request.query == []
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.headers["content-type"] == "application/json"
        assert request.json() == {
            "source_file_id": "3fa85f64-5717-4562-b3fc-2c963f66afa6",
            "model_name": "ancestry data model one",
            "tags_ids": ["9085d0d2-3333-1111-2222-4114602c2aa6"],
        }

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Galatea(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.orders.submit(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncGalatea(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.orders.submit(**self.ARGUMENTS))

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
            (422, clientome.UnprocessableEntityError),
            (500, clientome.InternalServerError),
            (503, clientome.ServiceUnavailableError),
        ],
    )
    def test_errors(self, wire: Wire, status: int, error: type[clientome.APIError]) -> None:
        wire.answer(status, {"detail": "The request could not be understood."}, "application/json")
        client = Galatea(**self.CLIENT, base_url=wire.url("/api/v1"), retries=0)
        with client, pytest.raises(error) as caught:
            bring(client.orders.submit(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestUpdateTags:
    """`PATCH /exec/orders/{order_id}`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {
        "order_id": "22334545-6ca1-4492-94b0-112345002211",
        "tags_ids": ["11111111-b183-4217-9b89-222222222222", "33333333-1111-2222-9b89-222222222222"],
    }
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {
        "id": "22334545-6ca1-4492-94b0-112345002211",
        "status": "Completed",
        "src_file_id": "9085d0d2-3333-1111-2222-4114602c2aa6",
        "src_file_short_path": "web-upload/2023-09-20-092716/filename.txt.zip",
        "src_file_name": "filename.txt.zip",
        "started_at": "2023-09-25T08:45:38.652925Z",
        "amount_of_samples": 1,
        "execution_time": 161.882115,
        "submitted_by": "user@example.com",
        "model": "ancestry data model one",
        "type": "GNT",
        "has_error_log": False,
        "org_name": "Organization name",
        "result_json": [{"details": "Fetch it with the download of results."}],
        "tags": [
            {"id": "11111111-b183-4217-9b89-222222222222", "name": "SANDBOX"},
            {"id": "33333333-1111-2222-9b89-222222222222", "name": "SANDBOX test"},
        ],
        "result_types": ["DETAILED_CHROMS", "SUMMARY_CHROMS"],
    }
    EXPECTED: Any = {
        "id": "22334545-6ca1-4492-94b0-112345002211",
        "status": "Completed",
        "src_file_id": "9085d0d2-3333-1111-2222-4114602c2aa6",
        "src_file_short_path": "web-upload/2023-09-20-092716/filename.txt.zip",
        "src_file_name": "filename.txt.zip",
        "started_at": "2023-09-25T08:45:38.652925Z",
        "amount_of_samples": 1,
        "execution_time": 161.882115,
        "submitted_by": "user@example.com",
        "model": "ancestry data model one",
        "type": "GNT",
        "has_error_log": False,
        "org_name": "Organization name",
        "result_json": [{"details": "Fetch it with the download of results."}],
        "tags": [
            {"id": "11111111-b183-4217-9b89-222222222222", "name": "SANDBOX"},
            {"id": "33333333-1111-2222-9b89-222222222222", "name": "SANDBOX test"},
        ],
        "result_types": ["DETAILED_CHROMS", "SUMMARY_CHROMS"],
    }

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "PATCH"
        assert request.path == "/api/v1/exec/orders/22334545-6ca1-4492-94b0-112345002211"
        assert request.query == []
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.headers["content-type"] == "application/json"
        assert request.json() == {
            "tags_ids": ["11111111-b183-4217-9b89-222222222222", "33333333-1111-2222-9b89-222222222222"]
        }

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Galatea(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.orders.update_tags(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncGalatea(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.orders.update_tags(**self.ARGUMENTS))

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
            bring(client.orders.update_tags(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestCancel:
    """`POST /exec/cancel`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {"order_id": "22334545-6ca1-4492-94b0-112345002211"}
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {"details": "Order 22334545-6ca1-4492-94b0-112345002211 will be cancelled if it can be."}
    EXPECTED: Any = {"details": "Order 22334545-6ca1-4492-94b0-112345002211 will be cancelled if it can be."}

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "POST"
        assert request.path == "/api/v1/exec/cancel"
        assert request.query == []
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.headers["content-type"] == "application/json"
        assert request.json() == {"order_id": "22334545-6ca1-4492-94b0-112345002211"}

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Galatea(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.orders.cancel(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncGalatea(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.orders.cancel(**self.ARGUMENTS))

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
            (500, clientome.InternalServerError),
            (503, clientome.ServiceUnavailableError),
        ],
    )
    def test_errors(self, wire: Wire, status: int, error: type[clientome.APIError]) -> None:
        wire.answer(status, {"detail": "The request could not be understood."}, "application/json")
        client = Galatea(**self.CLIENT, base_url=wire.url("/api/v1"), retries=0)
        with client, pytest.raises(error) as caught:
            bring(client.orders.cancel(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status
