"""`Subseq.pipelines` over the wire: each operation sends what the description's example says.

One class an operation, sync and async; extend a class with what your use of the operation needs.
"""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

import clientome
from clientome.subseq import AsyncSubseq, Subseq

from ..wire import Wire, bring, bring_async, same


class TestSubmit:
    """`POST /pipeline/submit`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {
        "project": "default",
        "memo": "Two-step chain",
        "pipeline_input_src": "dataset",
        "pipeline_input_ref": "08f9f54a1d55e548e54a9b857f2df70f44c2bcfe6ff5b846c8d3107568e1b6d9",
        "steps": [
            {
                "program": "rfdiffusion3",
                "params": {"mode": "unconditional_monomer", "length": "80-90", "num_structures": 1},
            },
            {"program": "ligandmpnn", "args": ["--model_type=protein_mpnn"]},
        ],
    }
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {"success": True, "data": {"pipeline_id": "ab12cd34", "total_steps": 2}}
    EXPECTED: Any = {"pipeline_id": "ab12cd34", "total_steps": 2}

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "POST"
        assert request.path == "/api/v1/pipeline/submit"
        assert request.query == []
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.headers["content-type"] == "application/json"
        assert request.json() == {
            "project": "default",
            "memo": "Two-step chain",
            "pipeline_input_src": "dataset",
            "pipeline_input_ref": "08f9f54a1d55e548e54a9b857f2df70f44c2bcfe6ff5b846c8d3107568e1b6d9",
            "steps": [
                {
                    "program": "rfdiffusion3",
                    "params": {"mode": "unconditional_monomer", "length": "80-90", "num_structures": 1},
                },
                {"program": "ligandmpnn", "args": ["--model_type=protein_mpnn"]},
            ],
        }

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Subseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.pipelines.submit(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncSubseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.pipelines.submit(**self.ARGUMENTS))

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
            bring(client.pipelines.submit(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestList:
    """`GET /pipeline/list`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {"limit": 5}
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {
        "success": True,
        "data": {
            "total": 1,
            "pipelines": [
                {
                    "pipeline_id": "ab12cd34",
                    "status": "running",
                    "project": "default",
                    "memo": "Two-step chain",
                    "active_job_id": "5bf2d83e40a47cf5",
                    "active_program": "rfdiffusion",
                    "next_step": 2,
                    "total_steps": 2,
                    "finished_at": 0,
                }
            ],
        },
    }
    EXPECTED: Any = [
        {
            "pipeline_id": "ab12cd34",
            "status": "running",
            "project": "default",
            "memo": "Two-step chain",
            "active_job_id": "5bf2d83e40a47cf5",
            "active_program": "rfdiffusion",
            "next_step": 2,
            "total_steps": 2,
            "finished_at": 0,
        }
    ]

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "GET"
        assert request.path == "/api/v1/pipeline/list"
        assert request.query == [("limit", "5")]
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.body == b""

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Subseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.pipelines.list(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncSubseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.pipelines.list(**self.ARGUMENTS))

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
            bring(client.pipelines.list(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestGet:
    """`GET /pipeline/info`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {"pipeline_id": "ab12cd34"}
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {
        "success": True,
        "data": {
            "pipeline_id": "ab12cd34",
            "project": "default",
            "memo": "Two-step chain",
            "status": "running",
            "steps_json": '[{"program":"rfdiffusion3","params":{"mode":"unconditional_monomer","length":"80-90","num_structures":1}}]',
            "active_job_id": "5bf2d83e40a47cf5",
            "next_step": 2,
            "total_steps": 2,
            "finished_at": 0,
        },
    }
    EXPECTED: Any = {
        "pipeline_id": "ab12cd34",
        "project": "default",
        "memo": "Two-step chain",
        "status": "running",
        "steps_json": '[{"program":"rfdiffusion3","params":{"mode":"unconditional_monomer","length":"80-90","num_structures":1}}]',
        "active_job_id": "5bf2d83e40a47cf5",
        "next_step": 2,
        "total_steps": 2,
        "finished_at": 0,
    }

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "GET"
        assert request.path == "/api/v1/pipeline/info"
        assert request.query == [("pipeline_id", "ab12cd34")]
        assert request.headers["authorization"] == "Bearer key-for-tests"
        assert request.body == b""

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Subseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.pipelines.get(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncSubseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.pipelines.get(**self.ARGUMENTS))

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
            bring(client.pipelines.get(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status
