"""`GenomeComputer.contexts` over the wire: each operation sends what the description's example says.

One class an operation, sync and async; extend a class with what your use of the operation needs.
"""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

import clientome
from clientome.genome_computer import AsyncGenomeComputer, GenomeComputer

from ..wire import Wire, bring, bring_async, same


class TestGet:
    """`GET /v1/context/{contextId}`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "gc_live_key-for-tests"}
    ARGUMENTS: dict[str, Any] = {"context_id": "ctx_7v1a9k"}
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {
        "context_id": "ctx_7v1a9k",
        "genome_id": "gen_test_nutrition_001",
        "domain": "nutrition_diet_response",
        "detail_level": "standard",
        "summary": "What gen_test_nutrition_001 holds on nutrition, as structured findings for use by software.",
        "structured_findings": [
            {
                "id": "rs4988235",
                "title": "MCM6 rs4988235",
                "domain": "nutrition_diet_response",
                "evidence_level": "high",
                "summary": "One G and one A, linked to digesting milk sugar as an adult.",
                "result": {"genotype": "GA", "alleles": ["G", "A"]},
                "result_label": "One copy of G and one copy of A",
                "meaning": "Linked to digesting milk sugar as an adult. Says nothing about other lactase variants.",
                "validated_populations": ["European"],
            }
        ],
        "citations": [{"source": "gwas_catalog", "version": "2026.05-sandbox"}],
        "interpretation_version": "2026.05.1",
        "cost_cents": 5,
        "currency": "usd",
    }
    EXPECTED: Any = {
        "context_id": "ctx_7v1a9k",
        "genome_id": "gen_test_nutrition_001",
        "domain": "nutrition_diet_response",
        "detail_level": "standard",
        "summary": "What gen_test_nutrition_001 holds on nutrition, as structured findings for use by software.",
        "structured_findings": [
            {
                "id": "rs4988235",
                "title": "MCM6 rs4988235",
                "domain": "nutrition_diet_response",
                "evidence_level": "high",
                "summary": "One G and one A, linked to digesting milk sugar as an adult.",
                "result": {"genotype": "GA", "alleles": ["G", "A"]},
                "result_label": "One copy of G and one copy of A",
                "meaning": "Linked to digesting milk sugar as an adult. Says nothing about other lactase variants.",
                "validated_populations": ["European"],
            }
        ],
        "citations": [{"source": "gwas_catalog", "version": "2026.05-sandbox"}],
        "interpretation_version": "2026.05.1",
        "cost_cents": 5,
        "currency": "usd",
    }

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "GET"
        assert request.path == "/v1/context/ctx_7v1a9k"
        assert request.query == []
        assert request.headers["authorization"] == "Bearer gc_live_key-for-tests"
        assert request.body == b""

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with GenomeComputer(**self.CLIENT, base_url=wire.url("")) as client:
            result = bring(client.contexts.get(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncGenomeComputer(**self.CLIENT, base_url=wire.url("")) as client:
                return await bring_async(await client.contexts.get(**self.ARGUMENTS))

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
            bring(client.contexts.get(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestBuild:
    """`POST /v1/context/build`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "gc_live_key-for-tests"}
    ARGUMENTS: dict[str, Any] = {
        "genome_id": "gen_test_nutrition_001",
        "domain": "nutrition_diet_response",
        "detail_level": "standard",
    }
    STATUS = 201
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {
        "context_id": "ctx_7v1a9k",
        "genome_id": "gen_test_nutrition_001",
        "domain": "nutrition_diet_response",
        "detail_level": "standard",
        "summary": "What gen_test_nutrition_001 holds on nutrition, as structured findings for use by software.",
        "structured_findings": [
            {
                "id": "rs4988235",
                "title": "MCM6 rs4988235",
                "domain": "nutrition_diet_response",
                "evidence_level": "high",
                "summary": "One G and one A, linked to digesting milk sugar as an adult.",
                "result": {"genotype": "GA", "alleles": ["G", "A"]},
                "result_label": "One copy of G and one copy of A",
                "meaning": "Linked to digesting milk sugar as an adult. Says nothing about other lactase variants.",
                "validated_populations": ["European"],
            }
        ],
        "citations": [{"source": "gwas_catalog", "version": "2026.05-sandbox"}],
        "interpretation_version": "2026.05.1",
        "cost_cents": 5,
        "currency": "usd",
    }
    EXPECTED: Any = {
        "context_id": "ctx_7v1a9k",
        "genome_id": "gen_test_nutrition_001",
        "domain": "nutrition_diet_response",
        "detail_level": "standard",
        "summary": "What gen_test_nutrition_001 holds on nutrition, as structured findings for use by software.",
        "structured_findings": [
            {
                "id": "rs4988235",
                "title": "MCM6 rs4988235",
                "domain": "nutrition_diet_response",
                "evidence_level": "high",
                "summary": "One G and one A, linked to digesting milk sugar as an adult.",
                "result": {"genotype": "GA", "alleles": ["G", "A"]},
                "result_label": "One copy of G and one copy of A",
                "meaning": "Linked to digesting milk sugar as an adult. Says nothing about other lactase variants.",
                "validated_populations": ["European"],
            }
        ],
        "citations": [{"source": "gwas_catalog", "version": "2026.05-sandbox"}],
        "interpretation_version": "2026.05.1",
        "cost_cents": 5,
        "currency": "usd",
    }

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "POST"
        assert request.path == "/v1/context/build"
        assert request.query == []
        assert request.headers["authorization"] == "Bearer gc_live_key-for-tests"
        assert request.headers["content-type"] == "application/json"
        assert request.json() == {
            "genome_id": "gen_test_nutrition_001",
            "domain": "nutrition_diet_response",
            "detail_level": "standard",
        }

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with GenomeComputer(**self.CLIENT, base_url=wire.url("")) as client:
            result = bring(client.contexts.build(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncGenomeComputer(**self.CLIENT, base_url=wire.url("")) as client:
                return await bring_async(await client.contexts.build(**self.ARGUMENTS))

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
            (409, clientome.ConflictError),
            (429, clientome.RateLimitError),
        ],
    )
    def test_errors(self, wire: Wire, status: int, error: type[clientome.APIError]) -> None:
        wire.answer(status, {"message": "What went wrong, in a sentence."}, "application/json")
        client = GenomeComputer(**self.CLIENT, base_url=wire.url(""), retries=0)
        with client, pytest.raises(error) as caught:
            bring(client.contexts.build(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status
