"""`Subseq.programs` over the wire: each operation sends what the description's example says.

One class an operation, sync and async; extend a class with what your use of the operation needs.
"""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

import clientome
from clientome.subseq import AsyncSubseq, Subseq

from ..wire import Wire, bring, bring_async, same


class TestList:
    """`GET /program/list`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {}
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {
        "success": True,
        "data": [
            {
                "name": "alphafold2",
                "display_name": "AlphaFold2",
                "description": "Folds single chains with the reduced databases.",
                "cost_per_hour": 14.5,
                "submit_fee": 0,
                "min_run_time": 900,
            }
        ],
    }
    EXPECTED: Any = [
        {
            "name": "alphafold2",
            "display_name": "AlphaFold2",
            "description": "Folds single chains with the reduced databases.",
            "cost_per_hour": 14.5,
            "submit_fee": 0,
            "min_run_time": 900,
        }
    ]

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "GET"
        assert request.path == "/api/v1/program/list"
        assert request.query == []
        assert "authorization" not in request.headers
        assert request.body == b""

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Subseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.programs.list(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncSubseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.programs.list(**self.ARGUMENTS))

        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        result = asyncio.run(call())
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    @pytest.mark.parametrize(
        ("status", "error"),
        [
            (400, clientome.BadRequestError),
            (429, clientome.RateLimitError),
            (503, clientome.ServiceUnavailableError),
        ],
    )
    def test_errors(self, wire: Wire, status: int, error: type[clientome.APIError]) -> None:
        wire.answer(status, {"success": False, "error": "jobid is required"}, "application/json")
        client = Subseq(**self.CLIENT, base_url=wire.url("/api/v1"), retries=0)
        with client, pytest.raises(error) as caught:
            bring(client.programs.list(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestGetParams:
    """`GET /program/params`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "key-for-tests"}
    ARGUMENTS: dict[str, Any] = {"program": "rfdiffusion3"}
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {
        "success": True,
        "data": {
            "program": "rfdiffusion3",
            "guided": True,
            "display_name": "RFdiffusion3",
            "description": "Makes binders, free monomers and symmetric assemblies.",
            "modes": [
                {
                    "name": "binder_design",
                    "label": "Binder Design",
                    "description": "Makes binders for a target from contigs and hotspots.",
                    "default": True,
                },
                {
                    "name": "unconditional_monomer",
                    "label": "Unconditional Monomer",
                    "description": "Makes new monomers of a chosen length.",
                },
            ],
            "params": [
                {
                    "name": "target_structure",
                    "type": "structure_file",
                    "label": "Target Structure",
                    "required": True,
                    "modes": ["binder_design"],
                    "extensions": [".pdb", ".cif"],
                },
                {
                    "name": "length",
                    "type": "length_range",
                    "label": "Length",
                    "required": True,
                    "placeholder": "120-130",
                    "modes": ["unconditional_monomer"],
                    "min": 3,
                    "max": 2000,
                },
                {
                    "name": "num_structures",
                    "type": "int",
                    "label": "Structures",
                    "default": 10,
                    "min": 1,
                    "max": 10000,
                },
                {
                    "name": "output_format",
                    "type": "string",
                    "label": "Output Type",
                    "default": "cif",
                    "options": ["cif", "pdb", "cif.gz"],
                },
            ],
        },
    }
    EXPECTED: Any = {
        "program": "rfdiffusion3",
        "guided": True,
        "display_name": "RFdiffusion3",
        "description": "Makes binders, free monomers and symmetric assemblies.",
        "modes": [
            {
                "name": "binder_design",
                "label": "Binder Design",
                "description": "Makes binders for a target from contigs and hotspots.",
                "default": True,
            },
            {
                "name": "unconditional_monomer",
                "label": "Unconditional Monomer",
                "description": "Makes new monomers of a chosen length.",
            },
        ],
        "params": [
            {
                "name": "target_structure",
                "type": "structure_file",
                "label": "Target Structure",
                "required": True,
                "modes": ["binder_design"],
                "extensions": [".pdb", ".cif"],
            },
            {
                "name": "length",
                "type": "length_range",
                "label": "Length",
                "required": True,
                "placeholder": "120-130",
                "modes": ["unconditional_monomer"],
                "min": 3,
                "max": 2000,
            },
            {
                "name": "num_structures",
                "type": "int",
                "label": "Structures",
                "default": 10,
                "min": 1,
                "max": 10000,
            },
            {
                "name": "output_format",
                "type": "string",
                "label": "Output Type",
                "default": "cif",
                "options": ["cif", "pdb", "cif.gz"],
            },
        ],
    }

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "GET"
        assert request.path == "/api/v1/program/params"
        assert request.query == [("program", "rfdiffusion3")]
        assert "authorization" not in request.headers
        assert request.body == b""

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with Subseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
            result = bring(client.programs.get_params(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncSubseq(**self.CLIENT, base_url=wire.url("/api/v1")) as client:
                return await bring_async(await client.programs.get_params(**self.ARGUMENTS))

        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        result = asyncio.run(call())
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    @pytest.mark.parametrize(
        ("status", "error"),
        [
            (400, clientome.BadRequestError),
            (404, clientome.NotFoundError),
            (429, clientome.RateLimitError),
            (503, clientome.ServiceUnavailableError),
        ],
    )
    def test_errors(self, wire: Wire, status: int, error: type[clientome.APIError]) -> None:
        wire.answer(status, {"success": False, "error": "jobid is required"}, "application/json")
        client = Subseq(**self.CLIENT, base_url=wire.url("/api/v1"), retries=0)
        with client, pytest.raises(error) as caught:
            bring(client.programs.get_params(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status
