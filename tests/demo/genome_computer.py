"""A VCF becomes a genome that answers questions; a kit is ordered and followed to its files."""

from __future__ import annotations

from pathlib import Path

from clientome import RequestOptions, rich_progress
from clientome.genome_computer import AsyncGenomeComputer, GenomeComputer

VCF = b"""##fileformat=VCFv4.2
#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS1
2\t135851076\trs4988235\tG\tA\t50\tPASS\t.\tGT\t1/1
15\t74749576\trs762551\tA\tC\t50\tPASS\t.\tGT\t0/0
"""


def sync_story(folder: Path) -> None:
    """Register a VCF, convert it, build a panel, ask a question."""
    path = folder / "sample.vcf"
    _ = path.write_bytes(VCF)
    with GenomeComputer() as client:
        with rich_progress("sample.vcf") as on_progress:
            upload = client.uploads.upload(path, on_progress=on_progress)
        conversion = client.conversions.create(source_type="vcf", upload_id=str(upload.upload_id))
        genome_id = str(conversion["genome_id"])
        panel = client.panels.build(genome_id=genome_id, panel_id="nutrition_diet_response")
        for section in panel.sections:
            for finding in section.findings:
                print(f"{finding.gene}: {finding.result_label}")
        answer = client.questions.ask(
            genome_id=genome_id, question="May I drink coffee?", response_length="low"
        )
        print(f"{answer.answer} ({answer.cost_cents} cents)")


async def async_story(folder: Path) -> None:
    """Order a kit and follow it to the files."""
    async with AsyncGenomeComputer() as client:
        order = await client.orders.create(
            type="wgs_30x", user_reference="demo", deliverables=["genome_bundle", "vcf"]
        )
        done = await client.orders.wait(
            order_id=order.order_id,
            on_progress=lambda now: print(f"{now.updated_at:%d %b}  {now.status_label}"),
            options=RequestOptions(poll_every=0.05),
        )
        with rich_progress("files of the order") as on_progress:
            target = folder / "order"
            target.mkdir()
            paths = await client.orders.download_files(
                target, order_id=done.order_id, on_progress=on_progress
            )
        print(f"{len(paths)} files, each checked against its SHA-256")
