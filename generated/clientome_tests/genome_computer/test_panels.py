"""`GenomeComputer.panels` over the wire: each operation sends what the description's example says.

One class an operation, sync and async; extend a class with what your use of the operation needs.
"""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

import clientome
from clientome.genome_computer import AsyncGenomeComputer, GenomeComputer

from ..wire import Wire, bring, bring_async, same


class TestListResults:
    """`GET /v1/genomes/{genomeId}/panels`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "gc_live_key-for-tests"}
    ARGUMENTS: dict[str, Any] = {"genome_id": "gen_test_nutrition_001"}
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {}
    EXPECTED: Any = {}

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "GET"
        assert request.path == "/v1/genomes/gen_test_nutrition_001/panels"
        assert request.query == []
        assert request.headers["authorization"] == "Bearer gc_live_key-for-tests"
        assert request.body == b""

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with GenomeComputer(**self.CLIENT, base_url=wire.url("")) as client:
            result = bring(client.panels.list_results(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncGenomeComputer(**self.CLIENT, base_url=wire.url("")) as client:
                return await bring_async(await client.panels.list_results(**self.ARGUMENTS))

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
            bring(client.panels.list_results(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestBuild:
    """`POST /v1/genomes/{genomeId}/panels/{panelId}/build`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "gc_live_key-for-tests"}
    ARGUMENTS: dict[str, Any] = {"genome_id": "gen_test_nutrition_001", "panel_id": "nutrition_diet_response"}
    STATUS = 201
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {
        "panel_result_id": "pan_9y2m1q",
        "panel_id": "nutrition_diet_response",
        "title": "Nutrition & Diet Response",
        "genome_id": "gen_test_nutrition_001",
        "interpretation_version": "2026.05.1",
        "summary": "How this person's inherited variants bear on some foods and drinks. An overview of evidence.",
        "sections": [
            {
                "section_id": "food_drink_metabolism",
                "title": "Food & Drink Metabolism",
                "evidence_level": "high",
                "findings": [
                    {
                        "id": "rs4988235",
                        "type": "variant",
                        "title": "MCM6 rs4988235",
                        "gene": "MCM6",
                        "variant_id": "rs4988235",
                        "result": {"genotype": "GA", "alleles": ["G", "A"]},
                        "result_label": "One copy of G and one copy of A",
                        "meaning": "Linked to digesting milk sugar as an adult. Says nothing about other lactase variants.",
                        "evidence_level": "high",
                        "evidence": {
                            "basis": "GWAS Catalog",
                            "clinical_review": "Read together with history, medication and laboratory values.",
                            "validated_populations": ["European"],
                        },
                    },
                    {
                        "id": "rs762551",
                        "type": "variant",
                        "title": "CYP1A2 rs762551",
                        "gene": "CYP1A2",
                        "variant_id": "rs762551",
                        "result": {"genotype": "AC", "alleles": ["A", "C"]},
                        "result_label": "One copy of A and one copy of C",
                        "meaning": "Linked to how fast caffeine is broken down. Smoking changes that as well.",
                        "evidence_level": "moderate",
                        "evidence": {
                            "basis": "PharmGKB, GWAS Catalog",
                            "clinical_review": "Read together with history, medication and laboratory values.",
                            "validated_populations": ["broad"],
                        },
                    },
                ],
            },
            {
                "section_id": "diet_composition",
                "title": "Diet Composition Response",
                "evidence_level": "moderate",
                "findings": [
                    {
                        "id": "rs174537",
                        "type": "variant",
                        "title": "FADS1 rs174537",
                        "gene": "FADS1",
                        "variant_id": "rs174537",
                        "result": {"genotype": "GT", "alleles": ["G", "T"]},
                        "result_label": "One copy of G and one copy of T",
                        "meaning": "Linked to how well the body makes long-chain omega-3 from plant sources.",
                        "evidence_level": "moderate",
                        "evidence": {
                            "basis": "GWAS Catalog, gnomAD",
                            "clinical_review": "Read together with intake and laboratory values.",
                            "validated_populations": ["broad"],
                        },
                    }
                ],
            },
        ],
        "citations": [
            {"source": "GWAS Catalog", "url": "https://www.ebi.ac.uk/gwas/", "accessed_at": "2026-05-20"},
            {"source": "gnomAD", "url": "https://gnomad.broadinstitute.org/", "accessed_at": "2026-05-20"},
        ],
        "limitations": [
            "Vitamin and nutrient levels of today cannot be read from DNA.",
            "Nothing here diagnoses a deficiency or advises a diet.",
            "A tendency is not a symptom.",
        ],
        "clinical_boundary": "For education and for talks with a clinician; not for diagnosis or dosing.",
        "model_name": "deterministic-genetic-insight-panel-v1",
        "created_at": "2026-05-21T10:24:13.000Z",
    }
    EXPECTED: Any = {
        "panel_result_id": "pan_9y2m1q",
        "panel_id": "nutrition_diet_response",
        "title": "Nutrition & Diet Response",
        "genome_id": "gen_test_nutrition_001",
        "interpretation_version": "2026.05.1",
        "summary": "How this person's inherited variants bear on some foods and drinks. An overview of evidence.",
        "sections": [
            {
                "section_id": "food_drink_metabolism",
                "title": "Food & Drink Metabolism",
                "evidence_level": "high",
                "findings": [
                    {
                        "id": "rs4988235",
                        "type": "variant",
                        "title": "MCM6 rs4988235",
                        "gene": "MCM6",
                        "variant_id": "rs4988235",
                        "result": {"genotype": "GA", "alleles": ["G", "A"]},
                        "result_label": "One copy of G and one copy of A",
                        "meaning": "Linked to digesting milk sugar as an adult. Says nothing about other lactase variants.",
                        "evidence_level": "high",
                        "evidence": {
                            "basis": "GWAS Catalog",
                            "clinical_review": "Read together with history, medication and laboratory values.",
                            "validated_populations": ["European"],
                        },
                    },
                    {
                        "id": "rs762551",
                        "type": "variant",
                        "title": "CYP1A2 rs762551",
                        "gene": "CYP1A2",
                        "variant_id": "rs762551",
                        "result": {"genotype": "AC", "alleles": ["A", "C"]},
                        "result_label": "One copy of A and one copy of C",
                        "meaning": "Linked to how fast caffeine is broken down. Smoking changes that as well.",
                        "evidence_level": "moderate",
                        "evidence": {
                            "basis": "PharmGKB, GWAS Catalog",
                            "clinical_review": "Read together with history, medication and laboratory values.",
                            "validated_populations": ["broad"],
                        },
                    },
                ],
            },
            {
                "section_id": "diet_composition",
                "title": "Diet Composition Response",
                "evidence_level": "moderate",
                "findings": [
                    {
                        "id": "rs174537",
                        "type": "variant",
                        "title": "FADS1 rs174537",
                        "gene": "FADS1",
                        "variant_id": "rs174537",
                        "result": {"genotype": "GT", "alleles": ["G", "T"]},
                        "result_label": "One copy of G and one copy of T",
                        "meaning": "Linked to how well the body makes long-chain omega-3 from plant sources.",
                        "evidence_level": "moderate",
                        "evidence": {
                            "basis": "GWAS Catalog, gnomAD",
                            "clinical_review": "Read together with intake and laboratory values.",
                            "validated_populations": ["broad"],
                        },
                    }
                ],
            },
        ],
        "citations": [
            {"source": "GWAS Catalog", "url": "https://www.ebi.ac.uk/gwas/", "accessed_at": "2026-05-20"},
            {"source": "gnomAD", "url": "https://gnomad.broadinstitute.org/", "accessed_at": "2026-05-20"},
        ],
        "limitations": [
            "Vitamin and nutrient levels of today cannot be read from DNA.",
            "Nothing here diagnoses a deficiency or advises a diet.",
            "A tendency is not a symptom.",
        ],
        "clinical_boundary": "For education and for talks with a clinician; not for diagnosis or dosing.",
        "model_name": "deterministic-genetic-insight-panel-v1",
        "created_at": "2026-05-21T10:24:13.000Z",
    }

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "POST"
        assert request.path == "/v1/genomes/gen_test_nutrition_001/panels/nutrition_diet_response/build"
        assert request.query == []
        assert request.headers["authorization"] == "Bearer gc_live_key-for-tests"
        assert request.body == b""

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with GenomeComputer(**self.CLIENT, base_url=wire.url("")) as client:
            result = bring(client.panels.build(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncGenomeComputer(**self.CLIENT, base_url=wire.url("")) as client:
                return await bring_async(await client.panels.build(**self.ARGUMENTS))

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
            bring(client.panels.build(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestGetResult:
    """`GET /v1/genomes/{genomeId}/panels/{panelResultId}`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "gc_live_key-for-tests"}
    ARGUMENTS: dict[str, Any] = {"genome_id": "gen_test_nutrition_001", "panel_result_id": "pan_9y2m1q"}
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {
        "panel_result_id": "pan_9y2m1q",
        "panel_id": "nutrition_diet_response",
        "title": "Nutrition & Diet Response",
        "genome_id": "gen_test_nutrition_001",
        "interpretation_version": "2026.05.1",
        "summary": "How this person's inherited variants bear on some foods and drinks. An overview of evidence.",
        "sections": [
            {
                "section_id": "food_drink_metabolism",
                "title": "Food & Drink Metabolism",
                "evidence_level": "high",
                "findings": [
                    {
                        "id": "rs4988235",
                        "type": "variant",
                        "title": "MCM6 rs4988235",
                        "gene": "MCM6",
                        "variant_id": "rs4988235",
                        "result": {"genotype": "GA", "alleles": ["G", "A"]},
                        "result_label": "One copy of G and one copy of A",
                        "meaning": "Linked to digesting milk sugar as an adult. Says nothing about other lactase variants.",
                        "evidence_level": "high",
                        "evidence": {
                            "basis": "GWAS Catalog",
                            "clinical_review": "Read together with history, medication and laboratory values.",
                            "validated_populations": ["European"],
                        },
                    },
                    {
                        "id": "rs762551",
                        "type": "variant",
                        "title": "CYP1A2 rs762551",
                        "gene": "CYP1A2",
                        "variant_id": "rs762551",
                        "result": {"genotype": "AC", "alleles": ["A", "C"]},
                        "result_label": "One copy of A and one copy of C",
                        "meaning": "Linked to how fast caffeine is broken down. Smoking changes that as well.",
                        "evidence_level": "moderate",
                        "evidence": {
                            "basis": "PharmGKB, GWAS Catalog",
                            "clinical_review": "Read together with history, medication and laboratory values.",
                            "validated_populations": ["broad"],
                        },
                    },
                ],
            },
            {
                "section_id": "diet_composition",
                "title": "Diet Composition Response",
                "evidence_level": "moderate",
                "findings": [
                    {
                        "id": "rs174537",
                        "type": "variant",
                        "title": "FADS1 rs174537",
                        "gene": "FADS1",
                        "variant_id": "rs174537",
                        "result": {"genotype": "GT", "alleles": ["G", "T"]},
                        "result_label": "One copy of G and one copy of T",
                        "meaning": "Linked to how well the body makes long-chain omega-3 from plant sources.",
                        "evidence_level": "moderate",
                        "evidence": {
                            "basis": "GWAS Catalog, gnomAD",
                            "clinical_review": "Read together with intake and laboratory values.",
                            "validated_populations": ["broad"],
                        },
                    }
                ],
            },
        ],
        "citations": [
            {"source": "GWAS Catalog", "url": "https://www.ebi.ac.uk/gwas/", "accessed_at": "2026-05-20"},
            {"source": "gnomAD", "url": "https://gnomad.broadinstitute.org/", "accessed_at": "2026-05-20"},
        ],
        "limitations": [
            "Vitamin and nutrient levels of today cannot be read from DNA.",
            "Nothing here diagnoses a deficiency or advises a diet.",
            "A tendency is not a symptom.",
        ],
        "clinical_boundary": "For education and for talks with a clinician; not for diagnosis or dosing.",
        "model_name": "deterministic-genetic-insight-panel-v1",
        "created_at": "2026-05-21T10:24:13.000Z",
    }
    EXPECTED: Any = {
        "panel_result_id": "pan_9y2m1q",
        "panel_id": "nutrition_diet_response",
        "title": "Nutrition & Diet Response",
        "genome_id": "gen_test_nutrition_001",
        "interpretation_version": "2026.05.1",
        "summary": "How this person's inherited variants bear on some foods and drinks. An overview of evidence.",
        "sections": [
            {
                "section_id": "food_drink_metabolism",
                "title": "Food & Drink Metabolism",
                "evidence_level": "high",
                "findings": [
                    {
                        "id": "rs4988235",
                        "type": "variant",
                        "title": "MCM6 rs4988235",
                        "gene": "MCM6",
                        "variant_id": "rs4988235",
                        "result": {"genotype": "GA", "alleles": ["G", "A"]},
                        "result_label": "One copy of G and one copy of A",
                        "meaning": "Linked to digesting milk sugar as an adult. Says nothing about other lactase variants.",
                        "evidence_level": "high",
                        "evidence": {
                            "basis": "GWAS Catalog",
                            "clinical_review": "Read together with history, medication and laboratory values.",
                            "validated_populations": ["European"],
                        },
                    },
                    {
                        "id": "rs762551",
                        "type": "variant",
                        "title": "CYP1A2 rs762551",
                        "gene": "CYP1A2",
                        "variant_id": "rs762551",
                        "result": {"genotype": "AC", "alleles": ["A", "C"]},
                        "result_label": "One copy of A and one copy of C",
                        "meaning": "Linked to how fast caffeine is broken down. Smoking changes that as well.",
                        "evidence_level": "moderate",
                        "evidence": {
                            "basis": "PharmGKB, GWAS Catalog",
                            "clinical_review": "Read together with history, medication and laboratory values.",
                            "validated_populations": ["broad"],
                        },
                    },
                ],
            },
            {
                "section_id": "diet_composition",
                "title": "Diet Composition Response",
                "evidence_level": "moderate",
                "findings": [
                    {
                        "id": "rs174537",
                        "type": "variant",
                        "title": "FADS1 rs174537",
                        "gene": "FADS1",
                        "variant_id": "rs174537",
                        "result": {"genotype": "GT", "alleles": ["G", "T"]},
                        "result_label": "One copy of G and one copy of T",
                        "meaning": "Linked to how well the body makes long-chain omega-3 from plant sources.",
                        "evidence_level": "moderate",
                        "evidence": {
                            "basis": "GWAS Catalog, gnomAD",
                            "clinical_review": "Read together with intake and laboratory values.",
                            "validated_populations": ["broad"],
                        },
                    }
                ],
            },
        ],
        "citations": [
            {"source": "GWAS Catalog", "url": "https://www.ebi.ac.uk/gwas/", "accessed_at": "2026-05-20"},
            {"source": "gnomAD", "url": "https://gnomad.broadinstitute.org/", "accessed_at": "2026-05-20"},
        ],
        "limitations": [
            "Vitamin and nutrient levels of today cannot be read from DNA.",
            "Nothing here diagnoses a deficiency or advises a diet.",
            "A tendency is not a symptom.",
        ],
        "clinical_boundary": "For education and for talks with a clinician; not for diagnosis or dosing.",
        "model_name": "deterministic-genetic-insight-panel-v1",
        "created_at": "2026-05-21T10:24:13.000Z",
    }

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "GET"
        assert request.path == "/v1/genomes/gen_test_nutrition_001/panels/pan_9y2m1q"
        assert request.query == []
        assert request.headers["authorization"] == "Bearer gc_live_key-for-tests"
        assert request.body == b""

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with GenomeComputer(**self.CLIENT, base_url=wire.url("")) as client:
            result = bring(client.panels.get_result(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncGenomeComputer(**self.CLIENT, base_url=wire.url("")) as client:
                return await bring_async(await client.panels.get_result(**self.ARGUMENTS))

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
            bring(client.panels.get_result(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestList:
    """`GET /v1/panels`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "gc_live_key-for-tests"}
    ARGUMENTS: dict[str, Any] = {}
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {}
    EXPECTED: Any = {}

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "GET"
        assert request.path == "/v1/panels"
        assert request.query == []
        assert request.headers["authorization"] == "Bearer gc_live_key-for-tests"
        assert request.body == b""

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with GenomeComputer(**self.CLIENT, base_url=wire.url("")) as client:
            result = bring(client.panels.list(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncGenomeComputer(**self.CLIENT, base_url=wire.url("")) as client:
                return await bring_async(await client.panels.list(**self.ARGUMENTS))

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
            bring(client.panels.list(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status


class TestGet:
    """`GET /v1/panels/{panelId}`"""

    CLIENT: dict[str, Any] = {"environment": "production", "api_key": "gc_live_key-for-tests"}
    ARGUMENTS: dict[str, Any] = {"panel_id": "nutrition_diet_response"}
    STATUS = 200
    ANSWER_TYPE = "application/json"
    ANSWER: Any = {"panel_id": "nutrition_diet_response"}
    EXPECTED: Any = {"panel_id": "nutrition_diet_response"}

    @staticmethod
    def check_request(wire: Wire) -> None:
        request = wire.request
        assert request.method == "GET"
        assert request.path == "/v1/panels/nutrition_diet_response"
        assert request.query == []
        assert request.headers["authorization"] == "Bearer gc_live_key-for-tests"
        assert request.body == b""

    def test_sync(self, wire: Wire) -> None:
        wire.answer(self.STATUS, self.ANSWER, self.ANSWER_TYPE)
        with GenomeComputer(**self.CLIENT, base_url=wire.url("")) as client:
            result = bring(client.panels.get(**self.ARGUMENTS))
        self.check_request(wire)
        assert same(result, self.EXPECTED)

    def test_async(self, wire: Wire) -> None:
        async def call() -> Any:
            async with AsyncGenomeComputer(**self.CLIENT, base_url=wire.url("")) as client:
                return await bring_async(await client.panels.get(**self.ARGUMENTS))

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
            bring(client.panels.get(**self.ARGUMENTS))
        assert isinstance(caught.value, error)
        assert caught.value.status == status
