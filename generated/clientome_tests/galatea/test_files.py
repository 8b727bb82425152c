"""`Galatea.files` over the wire: each operation sends what the description's example says.

One class an operation, sync and async; extend a class with what your use of the operation needs.
"""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

import clientome
from clientome.galatea import AsyncGalatea, Galatea

from ..wire import Part, Wire, bring, bring_async, same


class TestList:
    """`GET /data/files`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {"page_size": 1000, "file": "filename.txt.zip", "only_acceptable": True}
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {
        "count": 2,
        "next": None,
        "previous": None,
        "results": [
            {
                "id": "9085d0d2-3333-1111-2222-4114602c2aa6",
                "status": "VALID",
                "src_file_name": "filename.txt.zip",
                "src_short_file_path": "web-upload/2025-06-20-092716/filename.txt.zip",
                "file_size_bytes": 5795952,
                "created_at": "2025-06-20T09:27:17.344081Z",
                "check_sum": "feee6f11ade6b8b4ee28e12801211d07",
                "acceptable": True,
                "purged_from_storage": False,
                "orders_count": 0,
                "genome_type": "GNT",
                "amount_of_samples": 1,
                "deleted_at": None,
                "org_name": "Organization name",
                "check_completed": True,
                "sample_alias": None,
                "check_information": None,
                "virtual": False,
            },
            {
                "id": "51f1ad10-1111-2222-3333-ddb50b37a40d",
                "status": "VALID",
                "src_file_name": "filename.txt.zip",
                "src_short_file_path": "web-upload/2025-07-14-103020/filename.txt.zip",
                "file_size_bytes": 34843764,
                "created_at": "2025-07-14T10:30:20.433081Z",
                "check_sum": "2b103756484ad1a5e691c756898b3310",
                "acceptable": True,
                "purged_from_storage": False,
                "orders_count": 0,
                "genome_type": "GNT",
                "amount_of_samples": 1,
                "deleted_at": None,
                "org_name": "Organization name",
                "check_completed": True,
                "sample_alias": None,
                "check_information": None,
                "virtual": False,
            },
        ],
    }
    EXPECTED: Any = [
        {
            "id": "9085d0d2-3333-1111-2222-4114602c2aa6",
            "status": "VALID",
            "src_file_name": "filename.txt.zip",
            "src_short_file_path": "web-upload/2025-06-20-092716/filename.txt.zip",
            "file_size_bytes": 5795952,
            "created_at": "2025-06-20T09:27:17.344081Z",
            "check_sum": "feee6f11ade6b8b4ee28e12801211d07",
            "acceptable": True,
            "purged_from_storage": False,
            "orders_count": 0,
            "genome_type": "GNT",
            "amount_of_samples": 1,
            "deleted_at": None,
            "org_name": "Organization name",
            "check_completed": True,
            "sample_alias": None,
            "check_information": None,
            "virtual": False,
        },
        {
            "id": "51f1ad10-1111-2222-3333-ddb50b37a40d",
            "status": "VALID",
            "src_file_name": "filename.txt.zip",
            "src_short_file_path": "web-upload/2025-07-14-103020/filename.txt.zip",
            "file_size_bytes": 34843764,
            "created_at": "2025-07-14T10:30:20.433081Z",
            "check_sum": "2b103756484ad1a5e691c756898b3310",
            "acceptable": True,
            "purged_from_storage": False,
            "orders_count": 0,
            "genome_type": "GNT",
            "amount_of_samples": 1,
            "deleted_at": None,
            "org_name": "Organization name",
            "check_completed": True,
            "sample_alias": None,
            "check_information": None,
            "virtual": False,
        },
    ]

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "GET"
        assert request.path == "/api/v1/data/files"
        assert request.query == [
            ("page_size", "1000"),
            ("file", "filename.txt.zip"),
            ("only_acceptable", "true"),
        ]
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.body == b""

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Galatea(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.files.list(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncGalatea(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.files.list(**self.ARGUMENTS))

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
            bring(client.files.list(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestUpload:
    """`POST /data/files/upload`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {
        "file": ("filename.txt.zip", b"Bytes of a ZIP archive with one genotype file.")
    }
    STATUS = 201
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {
        "id": "9085d0d2-3333-1111-2222-4114602c2aa6",
        "status": "PENDING",
        "src_file_name": "filename.txt.zip",
        "src_short_file_path": "web-upload/2025-07-16/075700/filename.txt.zip",
        "file_size_bytes": 5219426,
        "created_at": "2025-07-16T07:57:06.855150Z",
        "check_sum": "bba8c0456b0ad6e754eadbce921a7531",
        "acceptable": True,
        "purged_from_storage": False,
        "orders_count": 0,
        "genome_type": "GNT",
        "amount_of_samples": 0,
        "deleted_at": None,
        "org_name": "Organization name",
        "check_completed": False,
        "sample_alias": None,
        "check_information": None,
        "virtual": False,
    }
    EXPECTED: Any = {
        "id": "9085d0d2-3333-1111-2222-4114602c2aa6",
        "status": "PENDING",
        "src_file_name": "filename.txt.zip",
        "src_short_file_path": "web-upload/2025-07-16/075700/filename.txt.zip",
        "file_size_bytes": 5219426,
        "created_at": "2025-07-16T07:57:06.855150Z",
        "check_sum": "bba8c0456b0ad6e754eadbce921a7531",
        "acceptable": True,
        "purged_from_storage": False,
        "orders_count": 0,
        "genome_type": "GNT",
        "amount_of_samples": 0,
        "deleted_at": None,
        "org_name": "Organization name",
        "check_completed": False,
        "sample_alias": None,
        "check_information": None,
        "virtual": False,
    }

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "POST"
        assert request.path == "/api/v1/data/files/upload"
        assert request.query == []
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.headers["content-type"].startswith("multipart/form-data")
        assert request.form() == [
            Part("file", value="Bytes of a ZIP archive with one genotype file.", filename="filename.txt.zip")
        ]

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Galatea(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.files.upload(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncGalatea(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.files.upload(**self.ARGUMENTS))

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
            bring(client.files.upload(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestSetAlias:
    """`PUT /data/files/{source_file_id}`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {
        "source_file_id": "9085d0d2-3333-1111-2222-4114602c2aa6",
        "sample_alias": "sample-id-123",
    }
    STATUS = 201
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {
        "id": "9085d0d2-3333-1111-2222-4114602c2aa6",
        "status": "VALID",
        "src_file_name": "filename.txt.zip",
        "src_short_file_path": "web-upload/2025-07-16/075700/filename.txt.zip",
        "file_size_bytes": 5219426,
        "created_at": "2025-07-16T07:57:06.855150Z",
        "check_sum": "bba8c0456b0ad6e754eadbce921a7531",
        "acceptable": True,
        "purged_from_storage": False,
        "orders_count": 0,
        "genome_type": "GNT",
        "amount_of_samples": 1,
        "deleted_at": None,
        "org_name": "Organization name",
        "check_completed": True,
        "sample_alias": "sample-id-123",
        "check_information": None,
        "virtual": False,
    }
    EXPECTED: Any = {
        "id": "9085d0d2-3333-1111-2222-4114602c2aa6",
        "status": "VALID",
        "src_file_name": "filename.txt.zip",
        "src_short_file_path": "web-upload/2025-07-16/075700/filename.txt.zip",
        "file_size_bytes": 5219426,
        "created_at": "2025-07-16T07:57:06.855150Z",
        "check_sum": "bba8c0456b0ad6e754eadbce921a7531",
        "acceptable": True,
        "purged_from_storage": False,
        "orders_count": 0,
        "genome_type": "GNT",
        "amount_of_samples": 1,
        "deleted_at": None,
        "org_name": "Organization name",
        "check_completed": True,
        "sample_alias": "sample-id-123",
        "check_information": None,
        "virtual": False,
    }

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "PUT"
        assert request.path == "/api/v1/data/files/9085d0d2-3333-1111-2222-4114602c2aa6"
        assert request.query == []
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.headers["content-type"] == "application/json"
        assert request.json() == {"sample_alias": "sample-id-123"}

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Galatea(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.files.set_alias(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncGalatea(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.files.set_alias(**self.ARGUMENTS))

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
            bring(client.files.set_alias(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestDelete:
    """`DELETE /data/files/{source_file_id}`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {"source_file_id": "9085d0d2-3333-1111-2222-4114602c2aa6"}
    STATUS = 200
    ANSWER_TYPE = ""
    ANSWER: Any = None
    EXPECTED: Any = None

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "DELETE"
        assert request.path == "/api/v1/data/files/9085d0d2-3333-1111-2222-4114602c2aa6"
        assert request.query == []
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.body == b""

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Galatea(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.files.delete(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncGalatea(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.files.delete(**self.ARGUMENTS))

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
            bring(client.files.delete(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestDownload:
    """`GET /data/files/{source_file_id}/download`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {"source_file_id": "9085d0d2-3333-1111-2222-4114602c2aa6"}
    STATUS = 200
    ANSWER_TYPE = "application/octet-stream"
    ANSWER: Any = "Bytes of a ZIP archive with one genotype file."
    EXPECTED: Any = "Bytes of a ZIP archive with one genotype file."

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "GET"
        assert request.path == "/api/v1/data/files/9085d0d2-3333-1111-2222-4114602c2aa6/download"
        assert request.query == []
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.body == b""

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Galatea(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.files.download(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncGalatea(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.files.download(**self.ARGUMENTS))

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
            bring(client.files.download(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status
