"""`Subseq.datasets` over the wire: each operation sends what the description's example says.

One class an operation, sync and async; extend a class with what your use of the operation needs.
"""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

import clientome
from clientome.subseq import AsyncSubseq, Subseq

from ..wire import Part, Wire, bring, bring_async, same


class TestCreate:
    """`POST /dataset/new`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {
        "project": "default",
        "name": "protein-models",
        "folder": [("prediction.pdb", b"HEADER    EXAMPLE PREDICTION\nEND\n")],
    }
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {
        "success": True,
        "data": {"digest": "a3d0f65ba9e14fdb8a95d9f31f4bc7b7ca5f2d93e8f12c6d42c439ab20c77c8a"},
    }
    EXPECTED: Any = {"digest": "a3d0f65ba9e14fdb8a95d9f31f4bc7b7ca5f2d93e8f12c6d42c439ab20c77c8a"}

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "POST"
        assert request.path == "/api/v1/dataset/new"
        assert request.query == []
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.headers["content-type"].startswith("multipart/form-data")
        assert request.form() == [
            Part("folder", value="HEADER    EXAMPLE PREDICTION\nEND\n", filename="prediction.pdb"),
            Part("name", value="protein-models"),
            Part("project", value="default"),
        ]

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Subseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.datasets.create(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncSubseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.datasets.create(**self.ARGUMENTS))

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
            bring(client.datasets.create(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestCreateUploadLink:
    """`POST /dataset/upload/presign`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {
        "project": "default",
        "name": "protein-models",
        "size_bytes": 123456789,
        "format": "zip",
        "sha256": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "ttl_seconds": 3600,
    }
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {
        "success": True,
        "data": {
            "upload_url": "https://subseq.bio/api/v1/dataset/upload?token=...",
            "token": "...",
            "expires_at": 1730683800,
            "method": "PUT",
            "max_bytes": 123456789,
        },
    }
    EXPECTED: Any = {
        "upload_url": "https://subseq.bio/api/v1/dataset/upload?token=...",
        "token": "...",
        "expires_at": 1730683800,
        "method": "PUT",
        "max_bytes": 123456789,
    }

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "POST"
        assert request.path == "/api/v1/dataset/upload/presign"
        assert request.query == []
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.headers["content-type"] == "application/json"
        assert request.json() == {
            "project": "default",
            "name": "protein-models",
            "size_bytes": 123456789,
            "format": "zip",
            "sha256": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
            "ttl_seconds": 3600,
        }

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Subseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.datasets.create_upload_link(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncSubseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.datasets.create_upload_link(**self.ARGUMENTS))

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
            bring(client.datasets.create_upload_link(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestUploadArchive:
    """`PUT /dataset/upload`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {"token": "...", "content": ("content", b"PK bytes of protein-models.zip")}
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {
        "success": True,
        "data": {"digest": "a3d0f65ba9e14fdb8a95d9f31f4bc7b7ca5f2d93e8f12c6d42c439ab20c77c8a"},
    }
    EXPECTED: Any = {"digest": "a3d0f65ba9e14fdb8a95d9f31f4bc7b7ca5f2d93e8f12c6d42c439ab20c77c8a"}

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "PUT"
        assert request.path == "/api/v1/dataset/upload"
        assert request.query == [("token", "...")]
        assert "authorization" not in request.headers
        assert request.body == b"PK bytes of protein-models.zip"

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Subseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.datasets.upload_archive(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncSubseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.datasets.upload_archive(**self.ARGUMENTS))

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
            bring(client.datasets.upload_archive(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestEdit:
    """`POST /dataset/edit`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {
        "base_digest": "a3d0f65ba9e14fdb8a95d9f31f4bc7b7ca5f2d93e8f12c6d42c439ab20c77c8a",
        "mode": "update",
        "delete": ["obsolete/model_old.pdb"],
        "folder": [("prediction_v2.pdb", b"HEADER    EXAMPLE PREDICTION 2\nEND\n")],
    }
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {
        "success": True,
        "data": {
            "base_digest": "a3d0f65ba9e14fdb8a95d9f31f4bc7b7ca5f2d93e8f12c6d42c439ab20c77c8a",
            "digest": "b2d7ad0fc2d88e35de9040f3fd3489e00cfba28d8803cbdc29a20d7db7787ba2",
            "name": "protein-models",
            "project": "default",
            "mode": "update",
            "changed": True,
        },
    }
    EXPECTED: Any = {
        "base_digest": "a3d0f65ba9e14fdb8a95d9f31f4bc7b7ca5f2d93e8f12c6d42c439ab20c77c8a",
        "digest": "b2d7ad0fc2d88e35de9040f3fd3489e00cfba28d8803cbdc29a20d7db7787ba2",
        "name": "protein-models",
        "project": "default",
        "mode": "update",
        "changed": True,
    }

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "POST"
        assert request.path == "/api/v1/dataset/edit"
        assert request.query == []
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.headers["content-type"].startswith("multipart/form-data")
        assert request.form() == [
            Part("base_digest", value="a3d0f65ba9e14fdb8a95d9f31f4bc7b7ca5f2d93e8f12c6d42c439ab20c77c8a"),
            Part("delete", value="obsolete/model_old.pdb"),
            Part("folder", value="HEADER    EXAMPLE PREDICTION 2\nEND\n", filename="prediction_v2.pdb"),
            Part("mode", value="update"),
        ]

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Subseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.datasets.edit(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncSubseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.datasets.edit(**self.ARGUMENTS))

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
            bring(client.datasets.edit(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestDelete:
    """`POST /dataset/delete`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {"digest": "a3d0f65ba9e14fdb8a95d9f31f4bc7b7ca5f2d93e8f12c6d42c439ab20c77c8a"}
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {"success": True}
    EXPECTED: Any = None

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "POST"
        assert request.path == "/api/v1/dataset/delete"
        assert request.query == [
            ("digest", "a3d0f65ba9e14fdb8a95d9f31f4bc7b7ca5f2d93e8f12c6d42c439ab20c77c8a")
        ]
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.body == b""

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Subseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.datasets.delete(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncSubseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.datasets.delete(**self.ARGUMENTS))

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
            bring(client.datasets.delete(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestGet:
    """`GET /dataset/info`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {"digest": "a3d0f65ba9e14fdb8a95d9f31f4bc7b7ca5f2d93e8f12c6d42c439ab20c77c8a"}
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {
        "success": True,
        "data": {
            "files": [
                {
                    "path": "prediction.pdb",
                    "sha256": "936a1ec533d4c0bb7e90bcab44cbb6f4c012cfc16f0bcdf5ddf5d24c9fd4da45",
                    "size": 2456789,
                }
            ],
            "meta": {
                "name": "protein-models",
                "digest": "a3d0f65ba9e14fdb8a95d9f31f4bc7b7ca5f2d93e8f12c6d42c439ab20c77c8a",
                "project": "default",
                "job_id": "5bf2d83e40a47cf5",
                "size": 2456789,
                "ready": True,
                "dl_ready": True,
                "created_at": "2025-10-01T17:20:45Z",
            },
        },
    }
    EXPECTED: Any = {
        "files": [
            {
                "path": "prediction.pdb",
                "sha256": "936a1ec533d4c0bb7e90bcab44cbb6f4c012cfc16f0bcdf5ddf5d24c9fd4da45",
                "size": 2456789,
            }
        ],
        "meta": {
            "name": "protein-models",
            "digest": "a3d0f65ba9e14fdb8a95d9f31f4bc7b7ca5f2d93e8f12c6d42c439ab20c77c8a",
            "project": "default",
            "job_id": "5bf2d83e40a47cf5",
            "size": 2456789,
            "ready": True,
            "dl_ready": True,
            "created_at": "2025-10-01T17:20:45Z",
        },
    }

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "GET"
        assert request.path == "/api/v1/dataset/info"
        assert request.query == [
            ("digest", "a3d0f65ba9e14fdb8a95d9f31f4bc7b7ca5f2d93e8f12c6d42c439ab20c77c8a")
        ]
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.body == b""

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Subseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.datasets.get(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncSubseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.datasets.get(**self.ARGUMENTS))

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
            bring(client.datasets.get(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestList:
    """`GET /dataset/list`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {"limit": 10}
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {
        "success": True,
        "data": {
            "total": 4,
            "datasets": [
                {
                    "digest": "a3d0f65ba9e14fdb8a95d9f31f4bc7b7ca5f2d93e8f12c6d42c439ab20c77c8a",
                    "name": "protein-models",
                    "project": "default",
                    "job_id": "5bf2d83e40a47cf5",
                    "size": 2456789,
                    "ready": True,
                    "dl_ready": True,
                    "created_at": 1730410800,
                }
            ],
        },
    }
    EXPECTED: Any = [
        {
            "digest": "a3d0f65ba9e14fdb8a95d9f31f4bc7b7ca5f2d93e8f12c6d42c439ab20c77c8a",
            "name": "protein-models",
            "project": "default",
            "job_id": "5bf2d83e40a47cf5",
            "size": 2456789,
            "ready": True,
            "dl_ready": True,
            "created_at": 1730410800,
        }
    ]

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "GET"
        assert request.path == "/api/v1/dataset/list"
        assert request.query == [("limit", "10")]
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.body == b""

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Subseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.datasets.list(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncSubseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.datasets.list(**self.ARGUMENTS))

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
            bring(client.datasets.list(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestHistory:
    """`GET /dataset/history`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {"name": "protein-models", "limit": 25}
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {
        "success": True,
        "data": {
            "total": 3,
            "datasets": [
                {
                    "digest": "b2d7ad0fc2d88e35de9040f3fd3489e00cfba28d8803cbdc29a20d7db7787ba2",
                    "name": "protein-models",
                    "project": "default",
                    "job_id": "",
                    "size": 2478910,
                    "ready": True,
                    "dl_ready": True,
                    "created_at": 1730497200,
                },
                {
                    "digest": "a3d0f65ba9e14fdb8a95d9f31f4bc7b7ca5f2d93e8f12c6d42c439ab20c77c8a",
                    "name": "protein-models",
                    "project": "default",
                    "job_id": "5bf2d83e40a47cf5",
                    "size": 2456789,
                    "ready": True,
                    "dl_ready": True,
                    "created_at": 1730410800,
                },
            ],
        },
    }
    EXPECTED: Any = [
        {
            "digest": "b2d7ad0fc2d88e35de9040f3fd3489e00cfba28d8803cbdc29a20d7db7787ba2",
            "name": "protein-models",
            "project": "default",
            "job_id": "",
            "size": 2478910,
            "ready": True,
            "dl_ready": True,
            "created_at": 1730497200,
        },
        {
            "digest": "a3d0f65ba9e14fdb8a95d9f31f4bc7b7ca5f2d93e8f12c6d42c439ab20c77c8a",
            "name": "protein-models",
            "project": "default",
            "job_id": "5bf2d83e40a47cf5",
            "size": 2456789,
            "ready": True,
            "dl_ready": True,
            "created_at": 1730410800,
        },
    ]

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "GET"
        assert request.path == "/api/v1/dataset/history"
        assert request.query == [("name", "protein-models"), ("limit", "25")]
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.body == b""

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Subseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.datasets.history(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncSubseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.datasets.history(**self.ARGUMENTS))

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
            bring(client.datasets.history(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestDownload:
    """`GET /dataset/download`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {"digest": "a3d0f65ba9e14fdb8a95d9f31f4bc7b7ca5f2d93e8f12c6d42c439ab20c77c8a"}
    STATUS = 200
    ANSWER_TYPE = "application/zip"
    ANSWER: Any = "PK bytes of the dataset archive"
    EXPECTED: Any = "PK bytes of the dataset archive"

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "GET"
        assert request.path == "/api/v1/dataset/download"
        assert request.query == [
            ("digest", "a3d0f65ba9e14fdb8a95d9f31f4bc7b7ca5f2d93e8f12c6d42c439ab20c77c8a")
        ]
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.body == b""

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Subseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.datasets.download(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncSubseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.datasets.download(**self.ARGUMENTS))

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
            bring(client.datasets.download(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestDownloadFile:
    """`GET /dataset/file`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {
        "digest": "a3d0f65ba9e14fdb8a95d9f31f4bc7b7ca5f2d93e8f12c6d42c439ab20c77c8a",
        "path": "prediction.pdb",
    }
    STATUS = 200
    ANSWER_TYPE = "chemical/x-pdb"
    ANSWER: Any = "HEADER    EXAMPLE PREDICTION\nEND\n"
    EXPECTED: Any = "HEADER    EXAMPLE PREDICTION\nEND\n"

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "GET"
        assert request.path == "/api/v1/dataset/file"
        assert request.query == [
            ("digest", "a3d0f65ba9e14fdb8a95d9f31f4bc7b7ca5f2d93e8f12c6d42c439ab20c77c8a"),
            ("path", "prediction.pdb"),
        ]
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.body == b""

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Subseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.datasets.download_file(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncSubseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.datasets.download_file(**self.ARGUMENTS))

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
            bring(client.datasets.download_file(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestMoveToProject:
    """`POST /dataset/move-project`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {
        "digest": "a3d0f65ba9e14fdb8a95d9f31f4bc7b7ca5f2d93e8f12c6d42c439ab20c77c8a",
        "project": "archive",
    }
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {"success": True}
    EXPECTED: Any = None

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "POST"
        assert request.path == "/api/v1/dataset/move-project"
        assert request.query == []
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.headers["content-type"] == "application/json"
        assert request.json() == {
            "digest": "a3d0f65ba9e14fdb8a95d9f31f4bc7b7ca5f2d93e8f12c6d42c439ab20c77c8a",
            "project": "archive",
        }

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Subseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.datasets.move_to_project(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncSubseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.datasets.move_to_project(**self.ARGUMENTS))

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
            bring(client.datasets.move_to_project(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestRename:
    """`POST /dataset/rename`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {"name": "protein-models", "new_name": "protein-models-v2"}
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {"success": True}
    EXPECTED: Any = None

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "POST"
        assert request.path == "/api/v1/dataset/rename"
        assert request.query == []
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.headers["content-type"] == "application/json"
        assert request.json() == {"name": "protein-models", "new_name": "protein-models-v2"}

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Subseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.datasets.rename(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncSubseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.datasets.rename(**self.ARGUMENTS))

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
            bring(client.datasets.rename(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status
