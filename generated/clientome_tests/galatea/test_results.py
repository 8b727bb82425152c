"""`Galatea.results` over the wire: each operation sends what the description's example says.

One class an operation, sync and async; extend a class with what your use of the operation needs.
"""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

import clientome
from clientome.galatea import AsyncGalatea, Galatea

from ..wire import Wire, bring, bring_async, same


class TestDownload:
    """`GET /data/results/{order_id}/download`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {
        "order_id": "1234567d-1111-2222-3333-12345abcd123",
        "result_type": "PDF_REPORT",
        "pdf_request_id": "11112222-1111-1111-1111-4f7992dea817",
    }
    STATUS = 200
    ANSWER_TYPE = "application/octet-stream"
    ANSWER: Any = "Bytes of a PDF report."
    EXPECTED: Any = "Bytes of a PDF report."

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "GET"
        assert request.path == "/api/v1/data/results/1234567d-1111-2222-3333-12345abcd123/download"
        assert request.query == [
            ("result_type", "PDF_REPORT"),
            ("pdf_request_id", "11112222-1111-1111-1111-4f7992dea817"),
        ]
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.body == b""

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Galatea(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.results.download(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncGalatea(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.results.download(**self.ARGUMENTS))

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
            bring(client.results.download(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestGetJson:
    """`GET /data/results/{order_id}/json`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {
        "order_id": "1234567d-1111-2222-3333-12345abcd123",
        "result_type": "SUMMARY_CHROMS",
    }
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {}
    EXPECTED: Any = {}

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "GET"
        assert request.path == "/api/v1/data/results/1234567d-1111-2222-3333-12345abcd123/json"
        assert request.query == [("result_type", "SUMMARY_CHROMS")]
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.body == b""

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Galatea(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.results.get_json(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncGalatea(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.results.get_json(**self.ARGUMENTS))

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
            bring(client.results.get_json(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestListPdfReports:
    """`GET /data/results/{order_id}/pdf_report`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {
        "order_id": "1234567d-1111-2222-3333-12345abcd123",
        "page_size": 1000,
        "sample_id": "sandbox.34.4503157",
    }
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {
        "count": 2,
        "next": None,
        "previous": None,
        "results": [
            {
                "id": "11112222-1111-1111-1111-4f7992dea817",
                "status": "COMPLETED",
                "sample_id": "sandbox.34.4503157",
                "order_id": "1234567d-1111-2222-3333-12345abcd123",
                "result_id": "22222222-2222-1111-1111-222222222222",
                "org_name": "Organization name",
                "request_type": "ORDER",
                "request_version": 1,
                "report_version": "GalaxyBio Vader 2024-Jan-01 11112222",
                "pdf_file_name": "11112222-1111-1111-1111-4f7992dea817_sandbox.34.4503157.pdf",
                "file_size_bytes": 3019238,
                "check_sum": "ee309c64c793995e91876817d47e9f02",
                "started_at": "2024-02-08T06:56:15.668489Z",
                "completed_at": "2024-02-08T06:57:37.515947Z",
            },
            {
                "id": "33333333-3333-3333-1111-c21745d2f1ac",
                "status": "COMPLETED",
                "sample_id": "sandbox.34.4503157",
                "order_id": "1234567d-1111-2222-3333-12345abcd123",
                "result_id": "22222222-2222-1111-1111-222222222222",
                "org_name": "Organization name",
                "request_type": "SAMPLE",
                "request_version": 2,
                "report_version": "GalaxyBio Vader 2024-Mar-07 22223333",
                "pdf_file_name": "33333333-3333-3333-1111-c21745d2f1ac_sandbox.34.4503157.pdf",
                "file_size_bytes": 1935233,
                "check_sum": "0ae482fe89eb6d4b9f9b237a4d74a857",
                "started_at": "2024-03-08T06:56:15.652829Z",
                "completed_at": "2024-03-08T06:57:26.142578Z",
            },
        ],
    }
    EXPECTED: Any = [
        {
            "id": "11112222-1111-1111-1111-4f7992dea817",
            "status": "COMPLETED",
            "sample_id": "sandbox.34.4503157",
            "order_id": "1234567d-1111-2222-3333-12345abcd123",
            "result_id": "22222222-2222-1111-1111-222222222222",
            "org_name": "Organization name",
            "request_type": "ORDER",
            "request_version": 1,
            "report_version": "GalaxyBio Vader 2024-Jan-01 11112222",
            "pdf_file_name": "11112222-1111-1111-1111-4f7992dea817_sandbox.34.4503157.pdf",
            "file_size_bytes": 3019238,
            "check_sum": "ee309c64c793995e91876817d47e9f02",
            "started_at": "2024-02-08T06:56:15.668489Z",
            "completed_at": "2024-02-08T06:57:37.515947Z",
        },
        {
            "id": "33333333-3333-3333-1111-c21745d2f1ac",
            "status": "COMPLETED",
            "sample_id": "sandbox.34.4503157",
            "order_id": "1234567d-1111-2222-3333-12345abcd123",
            "result_id": "22222222-2222-1111-1111-222222222222",
            "org_name": "Organization name",
            "request_type": "SAMPLE",
            "request_version": 2,
            "report_version": "GalaxyBio Vader 2024-Mar-07 22223333",
            "pdf_file_name": "33333333-3333-3333-1111-c21745d2f1ac_sandbox.34.4503157.pdf",
            "file_size_bytes": 1935233,
            "check_sum": "0ae482fe89eb6d4b9f9b237a4d74a857",
            "started_at": "2024-03-08T06:56:15.652829Z",
            "completed_at": "2024-03-08T06:57:26.142578Z",
        },
    ]

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "GET"
        assert request.path == "/api/v1/data/results/1234567d-1111-2222-3333-12345abcd123/pdf_report"
        assert request.query == [("page_size", "1000"), ("sample_id", "sandbox.34.4503157")]
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.body == b""

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Galatea(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.results.list_pdf_reports(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncGalatea(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.results.list_pdf_reports(**self.ARGUMENTS))

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
            (422, clientome.UnprocessableEntityError),
            (500, clientome.InternalServerError),
            (503, clientome.ServiceUnavailableError),
        ],
    )
    def test_errors(self, wire: Wire, status: int, error: type[clientome.APIError]) -> None:
        wire.answer(status, {"detail": "The request could not be understood."}, "application/json")
        client = Galatea(**self.CLIENT, base_url=wire.url("/api/v1"), retries=0)
        with client, pytest.raises(error) as caught:
            bring(client.results.list_pdf_reports(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestListSamples:
    """`GET /data/results/{order_id}/samples`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {"order_id": "1234567d-1111-2222-3333-12345abcd123"}
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {}
    EXPECTED: Any = {}

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "GET"
        assert request.path == "/api/v1/data/results/1234567d-1111-2222-3333-12345abcd123/samples"
        assert request.query == []
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.body == b""

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Galatea(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.results.list_samples(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncGalatea(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.results.list_samples(**self.ARGUMENTS))

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
            bring(client.results.list_samples(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status
