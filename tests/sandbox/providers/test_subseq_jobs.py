"""Jobs and pipelines of the sandbox of subseq.bio, as users of the generated client live through them."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from clientome import (
    BadRequestError,
    Budget,
    BudgetExceeded,
    DryRun,
    Money,
    NotFoundError,
    PermissionDeniedError,
    RequestOptions,
    WaitFailed,
    WaitTimeout,
)
from clientome.subseq import Subseq
from tests.support.sandbox_subseq import SOMEONE, SubseqSandbox, form, unpacked

INPUTS = "08f9f54a1d55e548e54a9b857f2df70f44c2bcfe6ff5b846c8d3107568e1b6d9"
EXAMPLE = "5bf2d83e40a47cf5"
PDB = b"HEADER    TARGET\nEND\n"


def selftest(client: Subseq, *args: str, **more: Any) -> str:
    return client.jobs.submit(program="sandbox_selftest", args=list(args), **more).job_id


def test_a_job_from_its_submission_to_its_verified_files(
    one: SubseqSandbox, client: Subseq, tmp_path: Path
) -> None:
    sequence = b">sample\nMKTAYIAKQRQISFVKSHFSRQ\n"
    job = client.jobs.submit(
        program="alphafold2", args=["--fasta_paths=data/s.fasta"], memo="m", project="new one",
        folder=[("data/s.fasta", sequence)],
    ).job_id  # fmt: skip
    assert len(job) == 16
    waiting = client.jobs.get(job_id=job)
    assert (waiting.status, waiting.cost, waiting.manifest, waiting.started_at) == ("pending", 0, None, None)
    assert waiting.user_args == "--fasta_paths=data/s.fasta"
    assert (waiting.memo, waiting.project, waiting.input_src) == ("m", "new one", None)
    assert "new one" in [project.name for project in client.projects.list()]
    one.advance(70)
    running = client.jobs.get(job_id=job)
    assert running.status == "running"
    assert running.cost == pytest.approx(14.5 / 4)
    assert "Started on node" in (running.log_tail or "")
    one.advance(1900)
    done = client.jobs.get(job_id=job)
    assert done.status == "completed"
    assert (done.log_tail or "").endswith("Job finished successfully.")
    assert done.started_at
    assert done.finished_at
    seconds = (done.finished_at - done.started_at).total_seconds()
    assert 900 <= seconds <= 1801
    assert done.cost == pytest.approx(seconds / 3600 * 14.5, abs=0.02)
    row = next(iter(client.jobs.list(project="new one")))
    assert (row.job_id, row.status, row.cost) == (job, "completed", done.cost)
    assert row.last_charged_at == done.finished_at
    client.jobs.download_files(tmp_path, job_id=job)
    assert done.manifest
    assert {f.path for f in done.manifest} == {
        "outputs/prediction.pdb", "outputs/ranking.json", "outputs/run.log",
    }  # fmt: skip
    with client.jobs.download(job_id=job) as answer:
        assert answer.headers["content-disposition"] == f'attachment; filename="job_{job}.zip"'
        packed = unpacked(answer.read())
    for file in done.manifest:
        content = packed[file.path]
        assert (file.size, file.sha256) == (len(content), hashlib.sha256(content).hexdigest())
        assert next(tmp_path.rglob(Path(file.path).name)).read_bytes() == content
        with client.jobs.download_file(job_id=job, path=file.path) as answer:
            assert answer.headers["x-subseq-file"] == "1"
            assert answer.read() == content
    assert hashlib.sha256(sequence).hexdigest().encode() in packed["outputs/prediction.pdb"]


def test_a_file_can_be_asked_about_and_read_in_parts(one: SubseqSandbox) -> None:
    path = f"/job/file?jobid={EXAMPLE}&path=outputs/prediction.pdb"
    key = {"Authorization": "Bearer sk-ss-admin-1"}
    status, headers, body = one.ask("HEAD", path, headers=key)
    assert (status, headers["x-subseq-file"], headers["content-type"], body) == (
        200,
        "1",
        "chemical/x-pdb",
        b"",
    )
    assert int(headers["content-length"]) == len(one.ask("GET", path, headers=key)[2])
    status, _, part = one.ask("GET", path, headers={**key, "Range": "bytes=0-5"})
    assert (status, part) == (206, b"HEADER")
    assert one.ask("HEAD", path.replace("prediction", "nothing"), headers=key)[0] == 404


def test_lists_are_filtered_and_cut_into_pages(one: SubseqSandbox, client: Subseq) -> None:
    made = [selftest(client, project="many") for _ in range(7)]
    page = client.jobs.list(project="many", limit=3)
    assert [job.job_id for job in page] == made[::-1]
    first = json.loads(
        one.ask("GET", "/job/list?project=many&limit=3&offset=6", headers={"Cookie": "api_key=sandbox"})[2]
    )
    assert first["data"]["total"] == 7
    assert [job["job_id"] for job in first["data"]["jobs"]] == [made[0]]
    assert "memo" not in first["data"]["jobs"][0]
    client.jobs.cancel(job_id=made[0])
    assert [job.job_id for job in client.jobs.list(status="canceled")] == [made[0]]
    assert len(list(client.jobs.list(program="alphafold2"))) == 2
    assert {job.job_id for job in client.jobs.list(before="2025-01-01")} == {EXAMPLE, "5bf2d83e40a47cf4"}
    status, _, body = one.ask("GET", "/job/list?limit=101", headers={"Authorization": "Bearer sk-ss-admin-1"})
    assert (status, json.loads(body)["success"]) == (400, False)


def test_a_job_is_cancelled_only_while_it_waits_or_runs(one: SubseqSandbox, client: Subseq) -> None:
    waiting = selftest(client)
    assert client.jobs.cancel(job_id=waiting) == "Job cancelled successfully"
    assert client.jobs.get(job_id=waiting).status == "canceled"
    assert client.jobs.get(job_id=waiting).cost == 0
    running = selftest(client, "--seconds=7200")
    one.advance(1000)
    client.jobs.cancel(job_id=running)
    stopped = client.jobs.get(job_id=running)
    assert stopped.status == "canceled"
    assert 0 < stopped.cost < 7200 / 3600 * 6
    done = selftest(client)
    one.advance(200)
    for job, status in ((waiting, "canceled"), (done, "completed")):
        with pytest.raises(BadRequestError, match=f"{job} is {status}"):
            client.jobs.cancel(job_id=job)
    with pytest.raises(NotFoundError):
        client.jobs.cancel(job_id="ffffffffffffffff")
    with (
        pytest.raises(BadRequestError, match="accept_partial_data"),
        client.jobs.download(job_id=running) as answer,
    ):
        answer.read()
    with client.jobs.download(job_id=running, accept_partial_data=True) as answer:
        assert set(unpacked(answer.read())) == {"outputs/run.log"}
    with (
        pytest.raises(NotFoundError),
        client.jobs.download(job_id=waiting, accept_partial_data=True) as answer,
    ):
        answer.read()


@pytest.mark.parametrize(
    ("args", "deadline", "said"),
    [(["--seconds=90", "--fail"], None, "exit code 1"), (["--seconds=600"], 2, "deadline of 2 minutes")],
)
def test_a_failed_job_says_why_and_leaves_partial_data(
    one: SubseqSandbox, client: Subseq, args: list[str], deadline: int | None, said: str
) -> None:
    more = {} if deadline is None else {"deadline_minutes": deadline}
    job = selftest(client, *args, **more)
    one.advance(70)
    with (
        pytest.raises(BadRequestError, match="nothing to download"),
        client.jobs.download(job_id=job) as answer,
    ):
        answer.read()
    one.advance(200)
    failed = client.jobs.get(job_id=job)
    assert failed.status == "failed"
    assert said in (failed.log_tail or "")
    assert {f.path for f in failed.manifest or ()} == {"outputs/partial.txt", "outputs/run.log"}
    with pytest.raises(BadRequestError), client.jobs.download(job_id=job) as answer:
        answer.read()
    with client.jobs.download(job_id=job, accept_partial_data=True) as answer:
        assert said.encode() in unpacked(answer.read())["outputs/run.log"]


def test_a_rerun_takes_everything_over(one: SubseqSandbox, client: Subseq) -> None:
    job = selftest(client, "--files=2", memo="first", folder=[("a.txt", b"a")])
    with pytest.raises(BadRequestError, match="only a job that has ended"):
        client.jobs.rerun(job_id=job)
    one.advance(200)
    again = client.jobs.rerun(job_id=job)
    assert again.rerun_of_job_id == job
    one.advance(200)
    new = client.jobs.get(job_id=again.job_id)
    assert (new.memo, new.user_args, new.status) == (f"Rerun of {job}: first", "--files=2", "completed")
    third = client.jobs.rerun(job_id=again.job_id).job_id
    assert client.jobs.get(job_id=third).memo == f"Rerun of {again.job_id}: Rerun of {job}: first"
    with client.jobs.download_file(job_id=again.job_id, path="outputs/seen.txt") as answer:
        assert hashlib.sha256(b"a").hexdigest().encode() in answer.read()


def test_inputs_come_from_datasets_and_earlier_jobs(one: SubseqSandbox, client: Subseq) -> None:
    first = client.jobs.submit(
        program="sandbox_selftest",
        args=["--bytes=5000"],
        input_src="dataset",
        digest=INPUTS,
        aux=[("x.json", b"{}")],
    ).job_id
    with pytest.raises(BadRequestError, match="not completed"):
        client.jobs.submit(program="sandbox_selftest", input_src="job", from_job=first)
    one.advance(200)
    second = client.jobs.submit(
        program="sandbox_selftest", input_src="job", from_job=first, aux_src="dataset", aux_ref=INPUTS
    ).job_id
    one.advance(200)
    seen = client.jobs.get(job_id=second)
    assert (seen.input_src, seen.input_ref, seen.aux_src, seen.aux_ref) == ("job", first, "dataset", INPUTS)
    made = {f.path: f for f in client.jobs.get(job_id=first).manifest or ()}
    assert made["outputs/part_0.bin"].size == 5000
    with client.jobs.download_file(job_id=second, path="outputs/seen.txt") as answer:
        text = answer.read().decode()
    assert f"INPUT {made['outputs/part_0.bin'].sha256} part_0.bin" in text
    assert "AUX " in text
    for reference in (
        {"digest": "0" * 64, "input_src": "dataset"},
        {"from_job": "0" * 16, "input_src": "job"},
    ):
        with pytest.raises(NotFoundError):
            client.jobs.submit(program="sandbox_selftest", **reference)
    with pytest.raises(NotFoundError, match="program not found"):
        client.jobs.submit(program="nothing")
    with pytest.raises(BadRequestError, match="file name"):
        client.jobs.submit(program="alphafold2", folder=[("a/./b", b"x")])


@pytest.mark.parametrize(
    ("program", "params", "said"),
    [
        ("rfdiffusion3", {"mode": "nothing"}, "no mode nothing"),
        ("rfdiffusion3", {"mode": "unconditional_monomer"}, "length is required"),
        ("rfdiffusion3", {}, "target_structure is required"),
        ("rfdiffusion3", {"mode": "unconditional_monomer", "length": "2-10"}, "between 3 and 2000"),
        ("rfdiffusion3", {"mode": "unconditional_monomer", "length": "20-10"}, "between 3 and 2000"),
        ("rfdiffusion3", {"mode": "unconditional_monomer", "length": "many"}, "length such as"),
        ("rfdiffusion3", {"mode": "unconditional_monomer", "length": 20}, "must be a text"),
        (
            "rfdiffusion3",
            {"mode": "unconditional_monomer", "length": "20", "hotspots": "A1"},
            "unknown parameter",
        ),
        ("rfdiffusion3", {"target_structure": "target.pdb", "num_structures": 0}, "between 1 and 10000"),
        ("rfdiffusion3", {"target_structure": "target.pdb", "num_structures": 10001}, "between 1 and 10000"),
        ("rfdiffusion3", {"target_structure": "target.pdb", "num_structures": 1.5}, "whole number"),
        ("rfdiffusion3", {"target_structure": "target.pdb", "num_structures": "3"}, "whole number"),
        ("rfdiffusion3", {"target_structure": "target.pdb", "output_format": "png"}, "one of cif, pdb"),
        ("rfdiffusion3", {"target_structure": "other.pdb"}, "not among the files"),
        ("rfdiffusion3", {"target_structure": "target.txt"}, "must end in .pdb or .cif"),
        ("rfdiffusion3", {"target_structure": "target.pdb", "odd": 1}, "unknown parameter odd"),
        ("ligandmpnn", {"temperature": True}, "must be a number"),
        ("ligandmpnn", {"mode": "x"}, "unknown parameter mode"),
        ("ligandmpnn", {"fixed_residues": "target.pdb"}, "must end in .json"),
        ("ligandmpnn", {"fixed_residues": "fixed.json"}, "not among the files"),
        ("sandbox_selftest", {"fail": 1}, "true or false"),
        ("alphafold2", {}, "raw arguments only"),
    ],
)
def test_named_parameters_are_checked(
    one: SubseqSandbox, program: str, params: dict[str, Any], said: str
) -> None:
    """By bare requests: the client would not send what the program does not take."""
    status, answer = guided(one, {"program": program, "params": json.dumps(params)}, {"target.pdb": PDB})
    assert status == 400
    assert said in answer["error"]
    assert one.things("jobs")[2:] == []


def guided(one: SubseqSandbox, fields: dict[str, str], files: dict[str, bytes]) -> tuple[int, Any]:
    body, headers = form(fields, {"folder": files})
    status, _, text = one.ask(
        "POST", "/job/submit-guided", body, {**headers, "Authorization": "Bearer sk-ss-admin-1"}
    )
    return status, json.loads(text)


@pytest.mark.parametrize("path", ["target.pdb", "/target.pdb", "inputs/target.pdb", "/inputs/target.pdb"])
def test_named_parameters_become_arguments_and_outputs(one: SubseqSandbox, client: Subseq, path: str) -> None:
    job = client.jobs.submit_guided(
        program="rfdiffusion3", params={"target_structure": path, "num_structures": 3, "output_format": "pdb"},
        folder=[("target.pdb", PDB)],
    ).job_id  # fmt: skip
    one.advance(2000)
    done = client.jobs.get(job_id=job)
    assert (
        done.user_args
        == f"--mode=binder_design --target_structure={path} --num_structures=3 --output_format=pdb"
    )
    assert {f.path for f in done.manifest or ()} == {
        "outputs/design_0.pdb", "outputs/design_1.pdb", "outputs/design_2.pdb", "outputs/run.log",
    }  # fmt: skip


def test_every_program_that_publishes_parameters_takes_its_defaults(
    one: SubseqSandbox, client: Subseq
) -> None:
    programs = list(client.programs.list())
    named = [p for p in programs if client.programs.get_params(program=p.name).guided]
    assert len(named) >= 2
    assert client.programs.get_params(program="alphafold2").message
    with pytest.raises(NotFoundError):
        client.programs.get_params(program="nothing")
    for more in ({"deadline_minutes": "5"}, {"args": "--x"}):
        status, answer = guided(one, {"program": "ligandmpnn", "params": "{}", **more}, {})
        assert (status, answer["error"]) == (
            400,
            "args and deadline_minutes cannot be given with named parameters",
        )
    job = client.jobs.submit_guided(program="ligandmpnn", params={}).job_id
    assert (
        client.jobs.get(job_id=job).user_args
        == "--model_type=protein_mpnn --temperature=0.1 --number_of_batches=1"
    )


def test_credits_are_needed_taken_and_never_below_zero(one: SubseqSandbox) -> None:
    poor = one.login("lab+0.05@example.com")
    for submit in (
        lambda: selftest(poor),
        lambda: poor.jobs.submit_guided(program="sandbox_selftest", params={}),
        lambda: poor.pipelines.submit(steps=[{"program": "sandbox_selftest"}]),
    ):
        with pytest.raises(PermissionDeniedError, match="insufficient credits"):
            submit()
    lab = one.login("lab+3@example.com")
    short, long = selftest(lab, "--seconds=600"), selftest(lab, "--seconds=7200")
    one.advance(670)
    one.advance(7200)
    assert lab.jobs.get(job_id=short).status == "completed"
    ended = lab.jobs.get(job_id=long)
    assert ended.status == "failed"
    assert "ran out of credits" in (ended.log_tail or "")
    costs = [job.cost for job in lab.jobs.list() if job.job_id in (short, long)]
    assert sum(costs) == pytest.approx(3)
    assert lab.account.get().credits == 0
    assert one.client().account.get().credits == 1000


def test_long_jobs_are_charged_as_they_run(one: SubseqSandbox, client: Subseq) -> None:
    job = selftest(client, "--seconds=3000")
    costs = []
    for _ in range(7):
        one.advance(600)
        costs.append(client.jobs.get(job_id=job).cost)
    assert costs == sorted(costs)
    assert len(set(costs)) >= 5
    assert costs[-1] == pytest.approx(3000 / 3600 * 6, abs=0.001)
    assert "Running for 10 minutes." in (client.jobs.get(job_id=job).log_tail or "")


def test_a_pipeline_feeds_each_step_with_the_files_of_the_one_before(
    one: SubseqSandbox, client: Subseq
) -> None:
    made = client.pipelines.submit(
        project="chains", memo="chain", pipeline_input_src="upload", pipeline_input=[("target.pdb", PDB)],
        steps=[
            {"program": "rfdiffusion3", "params": {"target_structure": "target.pdb", "num_structures": 2}},
            {"program": "ligandmpnn", "args": ["--model_type=protein_mpnn"]},
        ],
    )  # fmt: skip
    assert (len(made.pipeline_id), made.total_steps) == (8, 2)
    begun = client.pipelines.get(pipeline_id=made.pipeline_id)
    assert (begun.status, begun.next_step, begun.total_steps, begun.finished_at) == ("running", 2, 2, None)
    first = str(begun.active_job_id)
    assert json.loads(begun.steps_json or "")[1] == {
        "program": "ligandmpnn",
        "args": ["--model_type=protein_mpnn"],
    }
    assert next(iter(client.pipelines.list(project="chains"))).active_program == "rfdiffusion3"
    middle = begun
    while middle.active_job_id == first:
        assert middle.status == "running"
        one.advance(100)
        middle = client.pipelines.get(pipeline_id=made.pipeline_id)
    assert (middle.status, middle.next_step) == ("running", 3)
    one.advance(700)
    done = client.pipelines.get(pipeline_id=made.pipeline_id)
    assert (done.status, done.active_job_id) == ("completed", "")
    assert done.finished_at
    second, again = client.jobs.list(pipeline_id=made.pipeline_id)
    assert again.job_id == first
    assert (second.input_src, second.input_ref, second.memo) == ("job", first, "chain (step 2 of 2)")
    designs = {f.path: f.sha256 for f in client.jobs.get(job_id=first).manifest or ()}
    with client.jobs.download(job_id=second.job_id) as answer:
        files = unpacked(answer.read())
    assert {"outputs/seqs/design_0.cif.fa", "outputs/seqs/design_1.cif.fa"} <= set(files)
    text = files["outputs/seqs/design_0.cif.fa"].decode()
    assert f"INPUT {designs['outputs/design_0.cif']} design_0.cif" in text
    assert f"AUX {hashlib.sha256(PDB).hexdigest()} target.pdb" in text


def test_a_pipeline_ends_with_the_job_that_fails_or_is_cancelled(one: SubseqSandbox, client: Subseq) -> None:
    def chain(*args: str) -> str:
        step = {"program": "sandbox_selftest"}
        return client.pipelines.submit(steps=[{**step, "args": list(args)}, step]).pipeline_id

    failing, cancelled = chain("--fail"), chain()
    client.jobs.cancel(job_id=str(client.pipelines.get(pipeline_id=cancelled).active_job_id))
    assert client.pipelines.get(pipeline_id=cancelled).status == "canceled"
    missing = client.pipelines.submit(
        steps=[{"program": "sandbox_selftest"}, {"program": "ligandmpnn", "params": {"structure": "x.pdb"}}]
    ).pipeline_id
    one.advance(1000)
    assert client.pipelines.get(pipeline_id=failing).status == "failed"
    assert len(list(client.jobs.list(pipeline_id=failing))) == 1
    assert client.pipelines.get(pipeline_id=missing).status == "failed"
    last = next(iter(client.jobs.list(pipeline_id=missing)))
    assert "x.pdb" not in (last.memo or "")
    assert "structure is not among the outputs" in (client.jobs.get(job_id=last.job_id).log_tail or "")
    assert [p.pipeline_id for p in client.pipelines.list(status="canceled")] == [cancelled]


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ([], "between 1 and 50"),
        ([{"program": "ligandmpnn", "args": [], "params": {}}], "both args and params"),
        ([{"program": "sandbox_selftest"}, {"program": "rfdiffusion3", "params": {}}], "required"),
    ],
)
def test_impossible_pipelines_are_refused(client: Subseq, steps: list[Any], said: str) -> None:
    with pytest.raises(BadRequestError, match=said):
        client.pipelines.submit(steps=steps)


def test_errors_have_the_shape_of_the_provider(one: SubseqSandbox) -> None:
    status, _, body = one.ask("GET", "/job/view?jobid=0", headers={"Authorization": "Bearer sk-ss-admin-1"})
    assert (status, json.loads(body)) == (404, {"success": False, "error": "job not found"})
    status, _, body = one.ask("GET", "/job/view?jobid=0")
    assert (status, json.loads(body)["success"]) == (401, False)


def test_jobs_of_another_account_are_not_seen(one: SubseqSandbox, client: Subseq) -> None:
    job = selftest(client)
    other = one.login("other@example.com")
    for call in (other.jobs.get, other.jobs.cancel, other.jobs.rerun):
        with pytest.raises(NotFoundError):
            call(job_id=job)
    assert job not in [row.job_id for row in other.jobs.list()]
    assert {row["email"] for row in one.things("accounts")} == {SOMEONE, "other@example.com"}


def test_a_job_that_takes_too_long_is_cancelled_and_a_cancelled_one_can_be_accepted(client: Subseq) -> None:
    job = selftest(client)
    with pytest.raises(WaitTimeout) as caught:
        client.jobs.wait(job_id=job, timeout=0, cancel_on_timeout=True)
    assert caught.value.cancelled is True
    assert client.jobs.wait(job_id=job, accept=["canceled"]).status == "canceled"
    with pytest.raises(WaitFailed):
        client.jobs.wait(job_id=job, timeout=0, cancel_on_timeout=True)


def test_what_a_job_costs_is_estimated_and_limited(client: Subseq) -> None:
    program = next(one for one in client.programs.list() if one.cost_per_hour)
    hour = Decimal(str(program.cost_per_hour))
    cost = client.jobs.estimate(program=program.name, deadline_minutes=120)
    assert cost.currency == "credits"
    assert cost.most == Decimal(str(program.submit_fee)) + hour * 2
    assert client.jobs.estimate_guided(program=program.name).most is None
    before = client.account.get().credits, client.jobs.list().total
    limit = RequestOptions(max_cost=Money(1, "credits"))
    with pytest.raises(BudgetExceeded):
        client.jobs.submit(program=program.name, deadline_minutes=120, options=limit)
    with pytest.raises(DryRun) as caught:
        client.jobs.submit(program=program.name, deadline_minutes=120, options=RequestOptions(dry_run=True))
    assert caught.value.request.cost == cost
    assert caught.value.request.arguments["program"] == repr(program.name)
    assert (client.account.get().credits, client.jobs.list().total) == before


def test_a_budget_holds_for_all_clients_that_share_it(one: SubseqSandbox) -> None:
    budget = Budget(per_session={"credits": 30}, per_payment={"credits": 29})
    client = one.client(budget=budget)
    assert client.jobs.submit(program="alphafold2", deadline_minutes=60).job_id
    left = budget.left("credits")
    with pytest.raises(BudgetExceeded):
        client.jobs.submit(program="alphafold2", deadline_minutes=120)
    with pytest.raises(BudgetExceeded, match="unknown price"):
        client.jobs.submit(program="alphafold2")
    assert budget.left("credits") == left < 30


def test_many_jobs_are_cancelled_while_they_are_listed(one: SubseqSandbox, client: Subseq) -> None:
    jobs = [selftest(client) for _ in range(12)]
    done = client.jobs.cancel_many(
        job_ids=(job.job_id for job in client.jobs.list(status="pending", limit=5))
    )
    assert {one.argument for one in done} == set(jobs)
    assert all(one.error is None for one in done)
    again = client.jobs.cancel_many(job_ids=[jobs[0], "nope"])
    assert [type(one.error) for one in again] == [BadRequestError, NotFoundError]


def test_many_waits_ask_the_list(one: SubseqSandbox, client: Subseq) -> None:
    jobs = [selftest(client) for _ in range(20)]
    found = list(client.jobs.wait_many(job_ids=jobs, timeout=0))
    assert [type(one.error) for one in found] == [WaitTimeout] * 20
    one.advance(10_000)
    assert {one.unwrap().status for one in client.jobs.wait_many(job_ids=jobs)} == {"completed"}
