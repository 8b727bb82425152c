"""`GenomeComputer.questions` over the wire: each operation sends what the description's example says.

One class an operation, sync and async; extend a class with what your use of the operation needs.
"""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

import clientome
from clientome.genome_computer import AsyncGenomeComputer, GenomeComputer

from ..wire import Wire, bring, bring_async, same


class TestGetAnswer:
    """`GET /v1/genomes/{genomeId}/answers/{answerId}`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "gc_live_key-for-tests"}
    ARGUMENTS: dict[str, Any] = {"genome_id": "gen_test_nutrition_001", "answer_id": "ans_4az91r"}
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {
        "answer_id": "ans_4az91r",
        "genome_id": "gen_test_nutrition_001",
        "question": "What does my DNA say about how I process caffeine?",
        "response_length": "medium",
        "answer": "You carry one A and one C at rs762551 in CYP1A2, a gene that helps to break down caffeine. Studies tie this to a somewhat faster breakdown, but smoking counts too. This is no medical advice.",
        "structured_findings": [
            {
                "id": "rs762551",
                "title": "CYP1A2 rs762551",
                "domain": "general",
                "evidence_level": "moderate",
                "summary": "One A and one C, linked to how fast caffeine is broken down.",
                "result": {"genotype": "AC", "alleles": ["A", "C"]},
                "result_label": "One copy of A and one copy of C",
                "meaning": "Linked to how fast caffeine is broken down. Smoking changes that as well.",
                "validated_populations": ["broad"],
            }
        ],
        "citations": [
            {"source": "gwas_catalog", "version": "2026.05-sandbox"},
            {"source": "pharmgkb", "version": "2026.05-sandbox"},
        ],
        "interpretation_version": "2026.05.1",
        "safety": {"clinical_advice": False, "requires_clinician_review": True},
        "cost_cents": 5,
        "currency": "usd",
        "created_at": "2026-05-21T10:25:41.000Z",
    }
    EXPECTED: Any = {
        "answer_id": "ans_4az91r",
        "genome_id": "gen_test_nutrition_001",
        "question": "What does my DNA say about how I process caffeine?",
        "response_length": "medium",
        "answer": "You carry one A and one C at rs762551 in CYP1A2, a gene that helps to break down caffeine. Studies tie this to a somewhat faster breakdown, but smoking counts too. This is no medical advice.",
        "structured_findings": [
            {
                "id": "rs762551",
                "title": "CYP1A2 rs762551",
                "domain": "general",
                "evidence_level": "moderate",
                "summary": "One A and one C, linked to how fast caffeine is broken down.",
                "result": {"genotype": "AC", "alleles": ["A", "C"]},
                "result_label": "One copy of A and one copy of C",
                "meaning": "Linked to how fast caffeine is broken down. Smoking changes that as well.",
                "validated_populations": ["broad"],
            }
        ],
        "citations": [
            {"source": "gwas_catalog", "version": "2026.05-sandbox"},
            {"source": "pharmgkb", "version": "2026.05-sandbox"},
        ],
        "interpretation_version": "2026.05.1",
        "safety": {"clinical_advice": False, "requires_clinician_review": True},
        "cost_cents": 5,
        "currency": "usd",
        "created_at": "2026-05-21T10:25:41.000Z",
    }

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "GET"
        assert request.path == "/v1/genomes/gen_test_nutrition_001/answers/ans_4az91r"
        assert request.query == []
        assert request.headers["authorization"] == "Bearer gc_live_key-for-tests"
        assert request.body == b""

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with GenomeComputer(**self.CLIENT, base_url=wire.url("")) as client:
            result = bring(client.questions.get_answer(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncGenomeComputer(**self.CLIENT, base_url=wire.url("")) as client:
                return await bring_async(await client.questions.get_answer(**self.ARGUMENTS))

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
            bring(client.questions.get_answer(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestAsk:
    """`POST /v1/genomes/{genomeId}/ask`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "gc_live_key-for-tests"}
    ARGUMENTS: dict[str, Any] = {
        "genome_id": "gen_test_nutrition_001",
        "question": "What does my DNA say about how I process caffeine?",
        "response_length": "medium",
    }
    STATUS = 201
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {
        "answer_id": "ans_4az91r",
        "genome_id": "gen_test_nutrition_001",
        "question": "What does my DNA say about how I process caffeine?",
        "response_length": "medium",
        "answer": "You carry one A and one C at rs762551 in CYP1A2, a gene that helps to break down caffeine. Studies tie this to a somewhat faster breakdown, but smoking counts too. This is no medical advice.",
        "structured_findings": [
            {
                "id": "rs762551",
                "title": "CYP1A2 rs762551",
                "domain": "general",
                "evidence_level": "moderate",
                "summary": "One A and one C, linked to how fast caffeine is broken down.",
                "result": {"genotype": "AC", "alleles": ["A", "C"]},
                "result_label": "One copy of A and one copy of C",
                "meaning": "Linked to how fast caffeine is broken down. Smoking changes that as well.",
                "validated_populations": ["broad"],
            }
        ],
        "citations": [
            {"source": "gwas_catalog", "version": "2026.05-sandbox"},
            {"source": "pharmgkb", "version": "2026.05-sandbox"},
        ],
        "interpretation_version": "2026.05.1",
        "safety": {"clinical_advice": False, "requires_clinician_review": True},
        "cost_cents": 5,
        "currency": "usd",
        "created_at": "2026-05-21T10:25:41.000Z",
    }
    EXPECTED: Any = {
        "answer_id": "ans_4az91r",
        "genome_id": "gen_test_nutrition_001",
        "question": "What does my DNA say about how I process caffeine?",
        "response_length": "medium",
        "answer": "You carry one A and one C at rs762551 in CYP1A2, a gene that helps to break down caffeine. Studies tie this to a somewhat faster breakdown, but smoking counts too. This is no medical advice.",
        "structured_findings": [
            {
                "id": "rs762551",
                "title": "CYP1A2 rs762551",
                "domain": "general",
                "evidence_level": "moderate",
                "summary": "One A and one C, linked to how fast caffeine is broken down.",
                "result": {"genotype": "AC", "alleles": ["A", "C"]},
                "result_label": "One copy of A and one copy of C",
                "meaning": "Linked to how fast caffeine is broken down. Smoking changes that as well.",
                "validated_populations": ["broad"],
            }
        ],
        "citations": [
            {"source": "gwas_catalog", "version": "2026.05-sandbox"},
            {"source": "pharmgkb", "version": "2026.05-sandbox"},
        ],
        "interpretation_version": "2026.05.1",
        "safety": {"clinical_advice": False, "requires_clinician_review": True},
        "cost_cents": 5,
        "currency": "usd",
        "created_at": "2026-05-21T10:25:41.000Z",
    }

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "POST"
        assert request.path == "/v1/genomes/gen_test_nutrition_001/ask"
        assert request.query == []
        assert request.headers["authorization"] == "Bearer gc_live_key-for-tests"
        assert request.headers["content-type"] == "application/json"
        assert request.json() == {
            "question": "What does my DNA say about how I process caffeine?",
            "response_length": "medium",
        }

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with GenomeComputer(**self.CLIENT, base_url=wire.url("")) as client:
            result = bring(client.questions.ask(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncGenomeComputer(**self.CLIENT, base_url=wire.url("")) as client:
                return await bring_async(await client.questions.ask(**self.ARGUMENTS))

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
            bring(client.questions.ask(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status
