"""The official Python client of genome.computer, unmodified from the registry, against the sandbox: every method."""

from __future__ import annotations

import hashlib
import inspect
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest

pytest.importorskip(
    "genomecomputer", reason="the official clients have an environment of their own: make official"
)

from genomecomputer import GenomeComputer, GenomeComputerAPIError

GENOME = "gen_test_nutrition_001"
PANEL = "nutrition_diet_response"
VCF = b"##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n1\t1\trs1\tA\tG\t.\tPASS\t.\n"


@pytest.fixture
def client(genome_computer: Any) -> GenomeComputer:
    return GenomeComputer("gc_test_sandbox", base_url=genome_computer.origin)


def order(client: GenomeComputer) -> str:
    return client.create_order("wgs_30x")["order_id"]


def finished(client: GenomeComputer) -> str:
    made = order(client)
    client.advance_test_order(made, "completed")
    return made


def fetch(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=30) as answer:
        return answer.read()


def uploaded(client: GenomeComputer) -> dict[str, Any]:
    begun = client.initiate_vcf_upload("a.vcf", "text/vcf", len(VCF))
    sent = urllib.request.Request(begun["upload_url"], VCF, begun["headers"], method=begun["method"])
    with urllib.request.urlopen(sent, timeout=30) as answer:
        assert answer.status == 200
    return client.complete_vcf_upload(begun["upload_id"], hashlib.sha256(VCF).hexdigest(), len(VCF))


def create_order(client: GenomeComputer) -> None:
    given: dict[str, Any] = {
        "user_reference": "user_123",
        "retention": "hosted_runtime",
        "deliverables": ["genome_bundle"],
        "client_name": "Acme Health",
        "customer": {"name": "A. Person", "email": "person@example.com"},
        "shipping_address": {"line1": "1 Road", "city": "Town", "postal_code": "12345", "country": "US"},
        "shipping": {"note": "ring twice"},
    }
    made = client.create_order("wgs_30x", **given, idempotency_key="one")
    assert (made["status"], made["user_reference"], made["price_cents"]) == ("created", "user_123", 69900)
    assert made["deliverables"] == ["genome_bundle"]
    assert client.create_order("wgs_30x", **given, idempotency_key="one")["order_id"] == made["order_id"]
    assert client.create_order("wgs_30x")["deliverables"] == ["genome_bundle", "vcf", "fastq"]


def list_orders(client: GenomeComputer) -> None:
    before = len(client.list_orders()["data"])
    last = [order(client) for _ in range(3)][-1]
    assert len(client.list_orders()["data"]) == before + 3
    assert [one["order_id"] for one in client.list_orders(limit=1)["data"]] == [last]


def get_order(client: GenomeComputer) -> None:
    made = order(client)
    assert client.get_order(made)["order_id"] == made


def get_order_events(client: GenomeComputer) -> None:
    made = order(client)
    client.advance_test_order(made, "paid")
    kinds = [event["event_type"] for event in client.get_order_events(made)["data"]]
    assert {"order.created", "order.paid"} <= set(kinds)


def get_order_shipment(client: GenomeComputer) -> None:
    made = order(client)
    client.advance_test_order(made, "kit_shipped")
    assert client.get_order_shipment(made)["tracking_number"]


def get_order_files(client: GenomeComputer) -> None:
    files = client.get_order_files(finished(client))["files"]
    assert {file["kind"] for file in files} >= {"genome_bundle", "vcf", "fastq"}
    for file in files:
        assert hashlib.sha256(fetch(file["url"])).hexdigest() == file["sha256"]


def initiate_vcf_upload(client: GenomeComputer) -> None:
    assert client.initiate_vcf_upload("a.vcf.gz")["status"] == "pending"


def complete_vcf_upload(client: GenomeComputer) -> None:
    assert uploaded(client)["sha256"] == hashlib.sha256(VCF).hexdigest()


def create_conversion(client: GenomeComputer) -> None:
    made = client.create_conversion(uploaded(client)["upload_id"])
    assert client.get_genome(made["genome_id"])["source"]["type"] == "vcf"


def list_genomes(client: GenomeComputer) -> None:
    assert GENOME in [genome["genome_id"] for genome in client.list_genomes()["data"]]
    finished(client)
    assert len(client.list_genomes(limit=1)["data"]) == 1


def get_genome(client: GenomeComputer) -> None:
    assert client.get_genome(GENOME)["status"] == "ready"


def get_genome_bundle(client: GenomeComputer) -> None:
    bundle = client.get_genome_bundle(GENOME)
    assert bundle["kind"] == "genome_bundle"
    assert len(fetch(bundle["url"])) == bundle["size_bytes"]


def get_genome_manifest(client: GenomeComputer) -> None:
    assert (
        client.get_genome_manifest(GENOME)["bundle"]["sha256"] == client.get_genome_bundle(GENOME)["sha256"]
    )


def get_genome_files(client: GenomeComputer) -> None:
    for file in client.get_genome_files(GENOME)["files"]:
        assert len(fetch(file["url"])) == file["size_bytes"]


def version(client: GenomeComputer) -> str:
    return client.get_latest_interpretation(GENOME)["interpretation_version"]


def get_latest_interpretation(client: GenomeComputer) -> None:
    assert client.get_latest_interpretation(GENOME)["genome_id"] == GENOME


def get_latest_interpretation_artifact(client: GenomeComputer) -> None:
    assert client.get_latest_interpretation_artifact(GENOME)["interpretation_version"] == version(client)


def get_interpretation(client: GenomeComputer) -> None:
    assert client.get_interpretation(GENOME, version(client)) == client.get_latest_interpretation(GENOME)


def get_interpretation_artifact(client: GenomeComputer) -> None:
    found = client.get_interpretation_artifact(GENOME, version(client))
    assert found == client.get_latest_interpretation_artifact(GENOME)


def build_context(client: GenomeComputer) -> None:
    assert client.build_context(GENOME)["domain"] == "general"
    context = client.build_context(GENOME, domain=PANEL, detail_level="deep")
    assert (context["domain"], context["detail_level"]) == (PANEL, "deep")
    # The client's own read-me asks for a domain that the reference does not have.
    with pytest.raises(GenomeComputerAPIError) as refused:
        client.build_context(GENOME, domain="nutrition", detail_level="standard")
    assert refused.value.status_code == 400


def get_context(client: GenomeComputer) -> None:
    made = client.build_context(GENOME)
    assert client.get_context(made["context_id"]) == made


def ask_genome(client: GenomeComputer) -> None:
    for length in ("low", "medium", "high"):
        answer = client.ask_genome(GENOME, "How do I process caffeine?", length)
        assert (answer["genome_id"], answer["response_length"]) == (GENOME, length)
        assert answer["answer"]


def update_genome_retention(client: GenomeComputer) -> None:
    for retention in ("delete_after_30_days", "hosted_runtime"):
        assert client.update_genome_retention(GENOME, retention)["retention"] == retention


def list_panels(client: GenomeComputer) -> None:
    assert PANEL in [panel["panel_id"] for panel in client.list_panels()["data"]]


def get_panel(client: GenomeComputer) -> None:
    assert client.get_panel(PANEL)["panel_id"] == PANEL


def build_genome_panel(client: GenomeComputer) -> None:
    # A POST without a body and without a content type.
    assert client.build_genome_panel(GENOME, PANEL)["sections"]


def list_genome_panels(client: GenomeComputer) -> None:
    made = client.build_genome_panel(GENOME, PANEL)["panel_result_id"]
    assert made in [panel["panel_result_id"] for panel in client.list_genome_panels(GENOME)["data"]]


def get_genome_panel(client: GenomeComputer) -> None:
    made = client.build_genome_panel(GENOME, PANEL)
    assert client.get_genome_panel(GENOME, made["panel_result_id"]) == made


def create_webhook(client: GenomeComputer) -> None:
    assert len(client.create_webhook("https://hooks.example.com/all")["event_types"]) == 21
    made = client.create_webhook("https://hooks.example.com/one", ["order.created"])
    assert made["event_types"] == ["order.created"]


def list_webhooks(client: GenomeComputer) -> None:
    made = client.create_webhook("https://hooks.example.com/all")
    assert made["webhook_id"] in [one["webhook_id"] for one in client.list_webhooks()["data"]]


def delete_webhook(client: GenomeComputer) -> None:
    made = client.create_webhook("https://hooks.example.com/all")
    assert client.delete_webhook(made["webhook_id"])["status"] == "disabled"


def list_usage(client: GenomeComputer) -> None:
    order(client)
    client.ask_genome(GENOME, "How do I process caffeine?")
    assert len(client.list_usage()["data"]) >= 2
    (one,) = client.list_usage(limit=1, event_type="order.created")["data"]
    assert one["event_type"] == "order.created"


def list_usage_rollups(client: GenomeComputer) -> None:
    order(client)
    assert "order.created" in [one["event_type"] for one in client.list_usage_rollups()["data"]]


def advance_test_order(client: GenomeComputer) -> None:
    made = order(client)
    assert client.advance_test_order(made, "sequencing")["status"] == "sequencing"
    assert client.get_order(made)["status"] == "sequencing"


def list_test_genomes(client: GenomeComputer) -> None:
    assert GENOME in [genome["genome_id"] for genome in client.list_test_genomes()["data"]]


def seed_test_genomes(client: GenomeComputer) -> None:
    assert GENOME in [genome["genome_id"] for genome in client.seed_test_genomes()["data"]]


CALLS: tuple[Callable[..., None], ...] = (
    create_order, list_orders, get_order, get_order_events, get_order_shipment, get_order_files, initiate_vcf_upload,
    complete_vcf_upload, create_conversion, list_genomes, get_genome, get_genome_bundle, get_genome_manifest,
    get_genome_files, get_latest_interpretation, get_latest_interpretation_artifact, get_interpretation,
    get_interpretation_artifact, build_context, get_context, ask_genome, update_genome_retention, list_panels, get_panel,
    build_genome_panel, list_genome_panels, get_genome_panel, create_webhook, list_webhooks, delete_webhook, list_usage,
    list_usage_rollups, advance_test_order, list_test_genomes, seed_test_genomes,
)  # fmt: skip


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.__name__)
def test_the_call_works(call: Callable[[GenomeComputer], None], client: GenomeComputer) -> None:
    call(client)


def test_no_call_of_the_client_is_left_out() -> None:
    methods = inspect.getmembers(GenomeComputer, inspect.isfunction)
    offered = [name for name, _ in methods if not name.startswith("_")]
    assert sorted(offered) == sorted(call.__name__ for call in CALLS)


def test_its_errors_tell_what_the_sandbox_says(genome_computer: Any) -> None:
    with pytest.raises(GenomeComputerAPIError) as refused:
        GenomeComputer("no_key", base_url=genome_computer.origin).list_panels()
    assert refused.value.status_code == 401
    with pytest.raises(GenomeComputerAPIError, match="There is no order with this id") as missing:
        GenomeComputer("gc_test_sandbox", base_url=genome_computer.origin).get_order("ord_none")
    assert missing.value.status_code == 404


def test_a_production_key_needs_an_idempotency_key(genome_computer: Any) -> None:
    live = GenomeComputer("gc_live_sandbox", base_url=genome_computer.origin)
    with pytest.raises(GenomeComputerAPIError) as refused:
        live.create_order("wgs_30x")
    assert refused.value.status_code == 400
    assert live.create_order("wgs_30x", idempotency_key="one")["status"] in ("created", "payment_pending")
