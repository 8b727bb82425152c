"""A genome is uploaded and validated; ancestry and risk are ordered; the reports come as PDFs."""

from __future__ import annotations

from pathlib import Path

from clientome import RequestOptions, rich_progress
from clientome.galatea import AsyncGalatea, Galatea

FAST = RequestOptions(poll_every=0.1)


def sync_story(folder: Path) -> None:
    """Upload a genome and order its ancestry."""
    genome = folder / "sample.vcf.gz"
    _ = genome.write_bytes(b"stands for a genome\n" * 50_000)
    with Galatea() as client:
        with rich_progress(genome.name) as on_progress:
            file = client.files.upload_and_wait(genome, on_progress=on_progress, options=FAST)
        print(f"{file.src_file_name}: {file.status}")
        order = client.orders.submit(
            source_file_id=file.id,
            model_name="ancestry pdf model",
            pdf_metadata={"patient_name": "Ada Lovelace"},
        )
        done = client.orders.wait(order_id=order.id, on_progress=lambda now: print(now.status), options=FAST)
        reports = client.results.wait_pdf_reports(order_id=done.id, options=FAST)
        print(f"{len(reports)} report(s)")
        target = folder / "ancestry"
        target.mkdir()
        _paths = client.results.download_pdf_reports(target, order_id=done.id)


async def async_story(folder: Path) -> None:
    """Order risk reports on the same file."""
    async with AsyncGalatea() as client:
        file = (await client.files.list(file="sample.vcf.gz")).items[0]
        order = await client.orders.submit(
            source_file_id=file.id,
            model_name="prs clinical model",
            pdf_report_types=["PRS_CLINICAL_CARDIO", "PRS_CLINICAL_CANCER"],
            pdf_metadata={"sex": "Female"},
        )
        _done = await client.orders.wait(order_id=order.id, options=FAST)
        _reports = await client.results.wait_pdf_reports(order_id=order.id, options=FAST)
        target = folder / "risk"
        target.mkdir()
        with rich_progress("risk reports") as on_progress:
            paths = await client.results.download_pdf_reports(
                target, order_id=order.id, on_progress=on_progress
            )
        print(f"{len(paths)} reports, each checked against its MD5")
