"""A folder becomes a dataset; a pipeline of two steps runs on it; its outputs are downloaded and verified."""

from __future__ import annotations

from pathlib import Path

from clientome import RequestOptions, rich_progress
from clientome.subseq import AsyncSubseq, Subseq

FAST = RequestOptions(poll_every=0.2)
PDB = b"HEADER    TARGET\nATOM      1  CA  MET A   1       0.000   0.000   0.000\nEND\n"


def sync_story(folder: Path) -> None:
    """Upload a folder, run a two-step pipeline, download and verify the outputs."""
    inputs = folder / "inputs"
    (inputs / "targets").mkdir(parents=True)
    _ = (inputs / "targets" / "target.pdb").write_bytes(PDB)
    _ = (inputs / "notes.txt").write_text("for the demo\n")
    with Subseq() as client:
        with rich_progress("inputs") as on_progress:
            dataset = client.datasets.upload(
                inputs, project="default", name="demo inputs", on_progress=on_progress
            )
        print(f"dataset {dataset.digest[:12]}…")
        made = client.pipelines.submit(
            project="default",
            pipeline_input_src="upload",
            pipeline_input=[inputs / "targets" / "target.pdb"],
            steps=[
                {
                    "program": "rfdiffusion3",
                    "params": {"target_structure": "target.pdb", "num_structures": 2},
                },
                {"program": "ligandmpnn", "args": ["--model_type=protein_mpnn"]},
            ],
        )
        done = client.pipelines.wait(
            pipeline_id=made.pipeline_id,
            on_progress=lambda now: print(
                f"pipeline: {now.status}, step {now.next_step} of {now.total_steps}"
            ),
            options=FAST,
        )
        print(f"pipeline {done.status}")
        outputs = folder / "outputs"
        outputs.mkdir()
        last = next(iter(client.jobs.list(pipeline_id=made.pipeline_id)))
        with rich_progress("outputs") as on_progress:
            paths = client.jobs.download_files(outputs, job_id=last.job_id, on_progress=on_progress)
        print(f"{len(paths)} files, each checked against the manifest")


async def async_story(folder: Path) -> None:
    """Several jobs at once, waited for together."""
    async with AsyncSubseq() as client:
        jobs = [
            (await client.jobs.submit(program="sandbox_selftest", args=[f"--seconds={n * 60}", *more])).job_id
            for n, more in ((1, []), (2, []), (3, ["--fail"]))
        ]
        async for ended in client.jobs.wait_many(job_ids=jobs, options=FAST):
            print(ended.argument, ended.error or ended.unwrap().status)
        archive = await client.jobs.download_to(folder, job_id=jobs[0])
        print(f"{archive.name}: {archive.stat().st_size:,} bytes")
