"""`Subseq.jobs` over the wire: each operation sends what the description's example says.

One class an operation, sync and async; extend a class with what your use of the operation needs.
"""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

import clientome
from clientome import RequestOptions
from clientome.subseq import AsyncSubseq, Subseq

from ..wire import Part, Wire, bring, bring_async, same


class TestSubmit:
    """`POST /job/submit`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {
        "program": "alphafold2",
        "input_src": "upload",
        "memo": "Benchmark run 12",
        "args": ["--fasta_paths=data/sample.fasta"],
        "folder": [("data/sample.fasta", b">sample\nMKTAYIAKQRQISFVKSHFSRQ\n")],
    }
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {"success": True, "data": {"job_id": "5bf2d83e40a47cf5"}}
    EXPECTED: Any = {"job_id": "5bf2d83e40a47cf5"}

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "POST"
        assert request.path == "/api/v1/job/submit"
        assert request.query == []
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.headers["content-type"].startswith("multipart/form-data")
        assert request.form() == [
            Part("args", value="--fasta_paths=data/sample.fasta"),
            Part("folder", value=">sample\nMKTAYIAKQRQISFVKSHFSRQ\n", filename="data/sample.fasta"),
            Part("input_src", value="upload"),
            Part("memo", value="Benchmark run 12"),
            Part("program", value="alphafold2"),
        ]

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Subseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.jobs.submit(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncSubseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.jobs.submit(**self.ARGUMENTS))

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
            bring(client.jobs.submit(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestSubmitGuided:
    """`POST /job/submit-guided`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {
        "program": "rfdiffusion3",
        "memo": "guided RFD3 monomer",
        "params": {"mode": "unconditional_monomer", "length": "120-130", "num_structures": 10},
    }
    # Here there is nobody to ask about the values.
    ARGUMENTS["options"] = RequestOptions(guided=False)
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {"success": True, "data": {"job_id": "5bf2d83e40a47cf5"}}
    EXPECTED: Any = {"job_id": "5bf2d83e40a47cf5"}

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "POST"
        assert request.path == "/api/v1/job/submit-guided"
        assert request.query == []
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.headers["content-type"].startswith("multipart/form-data")
        assert request.form() == [
            Part("memo", value="guided RFD3 monomer"),
            Part("params", json={"mode": "unconditional_monomer", "length": "120-130", "num_structures": 10}),
            Part("program", value="rfdiffusion3"),
        ]

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Subseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.jobs.submit_guided(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncSubseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.jobs.submit_guided(**self.ARGUMENTS))

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
            bring(client.jobs.submit_guided(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestList:
    """`GET /job/list`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {"limit": 5, "status": "completed", "program": "alphafold2"}
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {
        "success": True,
        "data": {
            "total": 12,
            "jobs": [
                {
                    "job_id": "5bf2d83e40a47cf5",
                    "status": "completed",
                    "cost": 18.5,
                    "program": "alphafold2",
                    "input_src": "dataset",
                    "input_ref": "08f9f54a1d55e548e54a9b857f2df70f44c2bcfe6ff5b846c8d3107568e1b6d9",
                    "project": "default",
                    "memo": "Benchmark run 12",
                    "aux_src": "job",
                    "aux_ref": "5bf2d83e40a47cf4",
                    "created_at": 1730678400,
                    "started_at": 1730678465,
                    "finished_at": 1730680200,
                    "last_charged_at": 1730679600,
                }
            ],
        },
    }
    EXPECTED: Any = [
        {
            "job_id": "5bf2d83e40a47cf5",
            "status": "completed",
            "cost": 18.5,
            "program": "alphafold2",
            "input_src": "dataset",
            "input_ref": "08f9f54a1d55e548e54a9b857f2df70f44c2bcfe6ff5b846c8d3107568e1b6d9",
            "project": "default",
            "memo": "Benchmark run 12",
            "aux_src": "job",
            "aux_ref": "5bf2d83e40a47cf4",
            "created_at": 1730678400,
            "started_at": 1730678465,
            "finished_at": 1730680200,
            "last_charged_at": 1730679600,
        }
    ]

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "GET"
        assert request.path == "/api/v1/job/list"
        assert request.query == [("limit", "5"), ("status", "completed"), ("program", "alphafold2")]
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.body == b""

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Subseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.jobs.list(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncSubseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.jobs.list(**self.ARGUMENTS))

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
            bring(client.jobs.list(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestGet:
    """`GET /job/view`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {"job_id": "5bf2d83e40a47cf5"}
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {
        "success": True,
        "data": {
            "status": "completed",
            "cost": 18.5,
            "program": "alphafold2",
            "user_args": "--fasta_paths=data/sample.fasta",
            "server_args": "--max_template_date=2023-10-01",
            "project": "default",
            "memo": "Benchmark run 12",
            "input_src": "job",
            "input_ref": "5bf2d83e40a47cf4",
            "aux_src": "dataset",
            "aux_ref": "08f9f54a1d55e548e54a9b857f2df70f44c2bcfe6ff5b846c8d3107568e1b6d9",
            "created_at": 1730678400,
            "started_at": 1730678465,
            "finished_at": 1730680200,
            "log_tail": "Job finished successfully.",
            "manifest": [
                {
                    "path": "outputs/prediction.pdb",
                    "sha256": "b3b0bf9cf3b5c7d98a7d4012ee6324de470b01fb6bc2cbbb0f1e46f9d3db15bc",
                    "size": 2456789,
                }
            ],
        },
    }
    EXPECTED: Any = {
        "status": "completed",
        "cost": 18.5,
        "program": "alphafold2",
        "user_args": "--fasta_paths=data/sample.fasta",
        "server_args": "--max_template_date=2023-10-01",
        "project": "default",
        "memo": "Benchmark run 12",
        "input_src": "job",
        "input_ref": "5bf2d83e40a47cf4",
        "aux_src": "dataset",
        "aux_ref": "08f9f54a1d55e548e54a9b857f2df70f44c2bcfe6ff5b846c8d3107568e1b6d9",
        "created_at": 1730678400,
        "started_at": 1730678465,
        "finished_at": 1730680200,
        "log_tail": "Job finished successfully.",
        "manifest": [
            {
                "path": "outputs/prediction.pdb",
                "sha256": "b3b0bf9cf3b5c7d98a7d4012ee6324de470b01fb6bc2cbbb0f1e46f9d3db15bc",
                "size": 2456789,
            }
        ],
    }

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "GET"
        assert request.path == "/api/v1/job/view"
        assert request.query == [("jobid", "5bf2d83e40a47cf5")]
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.body == b""

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Subseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.jobs.get(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncSubseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.jobs.get(**self.ARGUMENTS))

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
            bring(client.jobs.get(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestRerun:
    """`POST /job/rerun`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {"job_id": "5bf2d83e40a47cf5"}
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {
        "success": True,
        "data": {"job_id": "6cf3e94f51b58d06", "rerun_of_job_id": "5bf2d83e40a47cf5"},
    }
    EXPECTED: Any = {"job_id": "6cf3e94f51b58d06", "rerun_of_job_id": "5bf2d83e40a47cf5"}

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "POST"
        assert request.path == "/api/v1/job/rerun"
        assert request.query == []
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.headers["content-type"] == "application/json"
        assert request.json() == {"job_id": "5bf2d83e40a47cf5"}

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Subseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.jobs.rerun(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncSubseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.jobs.rerun(**self.ARGUMENTS))

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
            bring(client.jobs.rerun(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestCancel:
    """`POST /job/cancel`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {"job_id": "5bf2d83e40a47cf5"}
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {"success": True, "data": "Job cancelled successfully"}
    EXPECTED: Any = "Job cancelled successfully"

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "POST"
        assert request.path == "/api/v1/job/cancel"
        assert request.query == [("jobid", "5bf2d83e40a47cf5")]
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.body == b""

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Subseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.jobs.cancel(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncSubseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.jobs.cancel(**self.ARGUMENTS))

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
            bring(client.jobs.cancel(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestDownload:
    """`GET /job/download`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {"job_id": "5bf2d83e40a47cf5"}
    STATUS = 200
    ANSWER_TYPE = "application/zip"
    ANSWER: Any = "PK bytes of job_5bf2d83e40a47cf5.zip"
    EXPECTED: Any = "PK bytes of job_5bf2d83e40a47cf5.zip"

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "GET"
        assert request.path == "/api/v1/job/download"
        assert request.query == [("jobid", "5bf2d83e40a47cf5")]
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.body == b""

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Subseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.jobs.download(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncSubseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.jobs.download(**self.ARGUMENTS))

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
            bring(client.jobs.download(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestDownloadFile:
    """`GET /job/file`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {"job_id": "5bf2d83e40a47cf5", "path": "outputs/prediction.pdb"}
    STATUS = 200
    ANSWER_TYPE = "chemical/x-pdb"
    ANSWER: Any = "HEADER    EXAMPLE PREDICTION\nEND\n"
    EXPECTED: Any = "HEADER    EXAMPLE PREDICTION\nEND\n"

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "GET"
        assert request.path == "/api/v1/job/file"
        assert request.query == [("jobid", "5bf2d83e40a47cf5"), ("path", "outputs/prediction.pdb")]
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.body == b""

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Subseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.jobs.download_file(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncSubseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.jobs.download_file(**self.ARGUMENTS))

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
            bring(client.jobs.download_file(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestHeadFile:
    """`HEAD /job/file`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {"job_id": "5bf2d83e40a47cf5", "path": "outputs/prediction.pdb"}
    STATUS = 200
    ANSWER_TYPE = ""
    ANSWER: Any = None
    EXPECTED: Any = None

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "HEAD"
        assert request.path == "/api/v1/job/file"
        assert request.query == [("jobid", "5bf2d83e40a47cf5"), ("path", "outputs/prediction.pdb")]
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.body == b""

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Subseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.jobs.head_file(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncSubseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.jobs.head_file(**self.ARGUMENTS))

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
            bring(client.jobs.head_file(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestMoveToProject:
    """`POST /job/move-project`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {"job_id": "5bf2d83e40a47cf5", "project": "archive"}
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {"success": True}
    EXPECTED: Any = None

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "POST"
        assert request.path == "/api/v1/job/move-project"
        assert request.query == []
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.headers["content-type"] == "application/json"
        assert request.json() == {"job_id": "5bf2d83e40a47cf5", "project": "archive"}

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Subseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.jobs.move_to_project(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncSubseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.jobs.move_to_project(**self.ARGUMENTS))

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
            bring(client.jobs.move_to_project(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status
