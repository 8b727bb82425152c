"""genome.computer in the sandbox: the stories of an order and of an uploaded VCF, with the generated client."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import time
import zipfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from clientome import BadRequestError, NotFoundError, WaitFailed
from clientome.genome_computer import AsyncGenomeComputer, GenomeComputer
from tests.support.sandbox_genome_computer import DAY, PATH, STAGING, Genome, genome, plain

ROOT = Path(__file__).resolve().parents[3]
BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
VCF = (
    b"##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS1\n"
    b"2\t135851076\trs4988235\tG\tA\t50\tPASS\t.\tGT\t1/1\n"
    b"15\t74749576\trs762551\tA\tC\t50\tPASS\t.\tGT:DP\t0|0:30\n"
    b"1\t1000\trs1\tA\tC\t50\tPASS\t.\tGT\t0/1\n"
)


def test_examples_of_the_readme_work_in_order(client: GenomeComputer) -> None:
    text = (ROOT / "generated/clientome/genome_computer/README.md").read_text(encoding="utf-8")
    blocks = BLOCK.findall(text)[1:]
    assert len(blocks) == 48
    for block in blocks:
        exec(block, {"client": client})


def test_a_kit_becomes_files(world: Genome, client: GenomeComputer, tmp_path: Path) -> None:
    order = client.orders.create(
        type="wgs_30x", user_reference="u-1", shipping_address={"country_code": "DE"}, idempotency_key="k-1"
    )
    assert re.fullmatch("ord_01[0-9A-Z]{10}", order.order_id)
    assert (order.status, order.status_label) == ("created", "Order created")
    assert order.price_cents == 69900
    assert order.shipping_fee_cents == 4900
    assert order.total_cents == 74800
    assert order.deliverables == ["genome_bundle", "vcf", "fastq"]
    assert order.retention == "delete_after_30_days"
    assert order.shipment is None
    assert order.activation_url == f"https://sample.bio/activate/{order.activation_code}"
    folder = tmp_path / "files"
    folder.mkdir()
    with pytest.raises(BadRequestError, match="created"):
        client.orders.download_files(folder, order_id=order.order_id)

    seen = [order.status]
    shipments: dict[str, str | None] = {}
    for _ in range(22 * 24):
        order = client.orders.get(order_id=order.order_id)
        shipment = client.orders.get_shipment(order_id=order.order_id)
        shipments[order.status] = shipment.status
        assert (order.shipment is None) == (shipment.carrier is None)
        if order.status != seen[-1]:
            seen.append(order.status)
        if order.status == "completed":
            break
        world.sandbox.advance(3600)
    # Payment takes half an hour, so a look each hour sees all but two of the statuses.
    assert seen == ["created", *PATH[2:]]
    assert shipments["kit_preparing"] is None
    assert shipments["kit_shipped"] == "in_transit"
    assert shipments["kit_delivered"] == "delivered"
    assert shipments["sample_returned"] == "return_in_transit"
    assert shipments["completed"] == "returned"
    assert order.updated_at - order.created_at == pytest.approx(timedelta(days=21), abs=timedelta(seconds=1))
    assert order.storage_expires_at is not None
    assert order.storage_expires_at - order.updated_at == timedelta(days=30)
    assert order.estimated_completion_date is not None

    events = client.orders.list_events(order_id=order.order_id).items
    assert [event.status for event in events] == PATH
    assert [event.event_type for event in events] == [f"order.{status}" for status in PATH]
    assert len({event.event_id for event in events}) == len(PATH)
    times = [event.created_at for event in events]
    assert times == sorted(t for t in times if t)
    assert all(plain(event)["payload"]["user_reference"] == "u-1" for event in events)

    links = plain(client.orders.get_files(order_id=order.order_id))
    assert [one["kind"] for one in links["files"]] == ["genome_bundle", "vcf", "fastq", "fastq"]
    saved = client.orders.download_files(folder, order_id=order.order_id)
    content = {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
    assert len(content) == 4
    assert len(saved) == 4
    for one in links["files"]:
        assert hashlib.sha256(content[one["filename"]]).hexdigest() == one["sha256"]
        assert len(content[one["filename"]]) == one["size_bytes"]
    assert gzip.decompress(content[f"{order.genome_id}.vcf.gz"]).startswith(b"##fileformat=VCFv4.2\n")
    reads = gzip.decompress(content[f"{order.genome_id}_R1.fastq.gz"]).decode().splitlines()
    assert len(reads) % 4 == 0
    assert all(len(reads[n + 1]) == len(reads[n + 3]) for n in range(0, len(reads), 4))

    assert order.genome_id is not None
    client.genomes.download_bundle(tmp_path / "one.genome", genome_id=order.genome_id)
    manifest = plain(client.genomes.get_manifest(genome_id=order.genome_id))
    assert hashlib.sha256((tmp_path / "one.genome").read_bytes()).hexdigest() == manifest["bundle"]["sha256"]
    with zipfile.ZipFile(tmp_path / "one.genome") as bundle:
        for one in manifest["files"]:
            assert hashlib.sha256(bundle.read(one["path"])).hexdigest() == one["sha256"]
        inner = json.loads(bundle.read("manifest.json"))
        assert inner["files"] == manifest["files"]

    world.sandbox.advance(31 * DAY)
    with pytest.raises(NotFoundError):
        client.genomes.get(genome_id=order.genome_id)
    with pytest.raises(NotFoundError):
        client.interpretations.get_latest(genome_id=order.genome_id)
    with pytest.raises(BadRequestError, match="deleted"):
        client.orders.get_files(order_id=order.order_id)


def test_a_fast_clock_moves_orders_by_itself() -> None:
    with genome(speed=2_000_000) as world, world.client() as client:
        order = client.orders.create(type="wgs_30x", retention="hosted_runtime")
        deadline = time.monotonic() + 60
        while client.orders.get(order_id=order.order_id).status != "completed":
            assert time.monotonic() < deadline
            time.sleep(0.05)
        assert client.orders.wait(order_id=order.order_id, timeout=5).status == "completed"


def test_only_what_was_ordered_is_delivered(client: GenomeComputer) -> None:
    order = client.orders.create(type="wgs_30x", deliverables=["vcf"], retention="hosted_runtime")
    done = plain(client.staging.advance_order(order_id=order.order_id, status="completed"))
    assert done["storage_expires_at"] is None
    files = plain(client.orders.get_files(order_id=order.order_id))["files"]
    assert [one["kind"] for one in files] == ["vcf"]


@pytest.mark.parametrize("status", PATH[:-1])
@pytest.mark.parametrize(("plan", "end"), [("fail", "failed"), ("cancel", "cancelled")])
def test_planned_ends(status: str, plan: str, end: str, world: Genome, client: GenomeComputer) -> None:
    order = client.orders.create(type="wgs_30x", user_reference=f"sandbox:{plan}:{status}")
    world.sandbox.advance(30 * DAY)
    found = client.orders.get(order_id=order.order_id)
    assert found.status == end
    events = [event.status for event in client.orders.list_events(order_id=order.order_id).items]
    assert events == [*PATH[: PATH.index(status) + 1], end]
    assert found.genome_id is None
    assert [one for one in world.things("genomes") if one["source"]["id"] == order.order_id] == []
    with pytest.raises(WaitFailed):
        client.orders.wait(order_id=order.order_id, timeout=5)
    assert sum(one["cost_cents"] for one in world.things("usage_events") if one["subject"]) == 0


def test_orders_are_listed_newest_first_by_status(client: GenomeComputer) -> None:
    made = [client.orders.create(type="wgs_30x").order_id for _ in range(5)]
    client.staging.advance_order(order_id=made[2], status="sequencing")
    assert [one.order_id for one in client.orders.list(limit=5)] == made[::-1]
    assert [one.order_id for one in client.orders.list(limit=2)] == made[:2:-1]
    assert [one.order_id for one in client.orders.list(status="sequencing")] == [made[2]]
    assert made[2] not in [one.order_id for one in client.orders.list(status="created")]


def test_direct_upload_to_panel_and_question(client: GenomeComputer) -> None:
    upload = client.uploads.upload(("s1.vcf", VCF))
    assert (upload.filename, upload.status) == ("s1.vcf", "completed")
    upload_id = str(upload.upload_id)
    conversion = plain(client.conversions.create(source_type="vcf", upload_id=upload_id))
    assert conversion["status"] == "completed"
    genome_id = conversion["genome_id"]
    assert next(one.genome_id for one in client.genomes.list()) == genome_id
    assert plain(client.genomes.get(genome_id=genome_id))["retention"] == "hosted_runtime"

    panel = client.panels.build(genome_id=genome_id, panel_id="nutrition_diet_response")
    # Only what the file holds, as the file holds it.
    assert [s.section_id for s in panel.sections] == ["food_drink_metabolism"]
    found = {f.variant_id: f.result.genotype for f in panel.sections[0].findings}
    assert found == {"rs4988235": "AA", "rs762551": "AA"}
    assert panel.sections[0].findings[0].result_label == "Two copies of A"
    latest = client.interpretations.get_latest(genome_id=genome_id)
    assert panel.interpretation_version == latest.interpretation_version
    assert client.panels.get_result(genome_id=genome_id, panel_result_id=panel.panel_result_id) == panel
    listed = plain(client.panels.list_results(genome_id=genome_id))["data"]
    assert [one["panel_result_id"] for one in listed] == [panel.panel_result_id]

    answer = client.questions.ask(genome_id=genome_id, question="May I drink Coffee?", response_length="low")
    assert [one.id for one in answer.structured_findings] == ["rs762551"]
    assert "CYP1A2" in answer.answer
    assert {one.source for one in answer.citations} == {"pharmgkb", "gwas_catalog"}
    assert answer.cost_cents == 5
    assert client.questions.get_answer(genome_id=genome_id, answer_id=answer.answer_id) == answer
    nothing = client.questions.ask(genome_id=genome_id, question="Will it rain?")
    assert nothing.structured_findings == []
    assert not nothing.safety.requires_clinician_review

    context = client.contexts.build(
        genome_id=genome_id, domain="nutrition_diet_response", detail_level="deep"
    )
    assert [one.id for one in context.structured_findings] == ["rs4988235"]
    assert client.contexts.get(context_id=context.context_id) == context
    with pytest.raises(NotFoundError):
        client.panels.get_result(genome_id="gen_test_nutrition_001", panel_result_id=panel.panel_result_id)
    with pytest.raises(NotFoundError):
        client.questions.get_answer(genome_id="gen_test_nutrition_001", answer_id=answer.answer_id)


def test_signed_upload_of_a_large_file(client: GenomeComputer, tmp_path: Path) -> None:
    large = tmp_path / "large.vcf"
    line = b"1\t1000\t.\tA\tC\t50\tPASS\t.\tGT\t0/1\n" * 1000
    with large.open("wb") as target:
        target.write(VCF)
        while target.tell() <= 33 * 1024 * 1024:
            target.write(line)
    upload = client.uploads.upload(large)
    assert upload.status == "completed"
    assert plain(upload)["size_bytes"] == large.stat().st_size
    conversion = plain(client.conversions.create(source_type="vcf", upload_id=str(upload.upload_id)))
    panel = client.panels.build(genome_id=conversion["genome_id"], panel_id="nutrition_diet_response")
    assert panel.sections[0].findings[0].result.genotype == "AA"
    assert len(panel.sections) == 2


@pytest.mark.parametrize("name", ["s.vcf.gz", "s.bcf"])
def test_packed_files_convert_too(name: str, client: GenomeComputer) -> None:
    content = gzip.compress(VCF) if name.endswith(".gz") else b"BCF\x02\x02" + VCF
    upload = client.uploads.upload((name, content))
    conversion = plain(client.conversions.create(source_type="vcf", upload_id=str(upload.upload_id)))
    panel = client.panels.build(genome_id=conversion["genome_id"], panel_id="nutrition_diet_response")
    assert len(panel.sections) == 2


async def _async_story(client: AsyncGenomeComputer, folder: Path) -> Any:
    order = await client.orders.create(type="wgs_30x")
    _moved = await client.staging.advance_order(order_id=order.order_id, status="completed")
    await client.orders.download_files(folder, order_id=order.order_id)
    upload = await client.uploads.upload(("a.vcf", VCF))
    conversion = await client.conversions.create(source_type="vcf", upload_id=str(upload.upload_id))
    genome_id = plain(conversion)["genome_id"]
    return await client.panels.build(genome_id=genome_id, panel_id="nutrition_diet_response")


def test_the_stories_with_the_async_client(world: Genome, tmp_path: Path) -> None:
    import asyncio

    async def story() -> Any:
        async with AsyncGenomeComputer(
            api_key=STAGING, environment="staging", base_url=world.sandbox.base_url
        ) as client:
            (tmp_path / "files").mkdir()
            return await _async_story(client, tmp_path / "files")

    panel = asyncio.run(story())
    assert panel.sections[0].findings[0].result.genotype == "AA"
    assert len(list((tmp_path / "files").iterdir())) == 4


def test_many_orders_each_take_every_step_once(world: Genome, client: GenomeComputer) -> None:
    made = [client.orders.create(type="wgs_30x").order_id for _ in range(40)]
    for _ in range(23):
        world.sandbox.advance(DAY)
    for order_id in made:
        assert [one.status for one in client.orders.list_events(order_id=order_id).items] == PATH
    genomes = [client.orders.get(order_id=order_id).genome_id for order_id in made]
    assert len(set(genomes)) == 40
    assert None not in genomes


def test_times_are_virtual(world: Genome, client: GenomeComputer) -> None:
    world.sandbox.advance(1000 * DAY)
    order = client.orders.create(type="wgs_30x")
    now = datetime.fromisoformat(world.sandbox.state()["now"])
    assert abs(now - order.created_at) < timedelta(minutes=1)
