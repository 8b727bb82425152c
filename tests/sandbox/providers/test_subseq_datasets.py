"""Datasets, links and projects of the sandbox of subseq.bio."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from clientome import AuthenticationError, BadRequestError, Folder, NotFoundError
from clientome.subseq import Subseq
from tests.support.sandbox_subseq import SubseqSandbox, archive, digest_of, unpacked

JOB, EXAMPLE = "5bf2d83e40a47cf5", "a3d0f65ba9e14fdb8a95d9f31f4bc7b7ca5f2d93e8f12c6d42c439ab20c77c8a"
FILES = {"inputs/a.fa": b">a\nMK\n", "inputs/b.fa": b">b\nTA\n", "notes.txt": b"n"}


def made(client: Subseq, name: str = "models", files: dict[str, bytes] = FILES, top: str = "run1/") -> str:
    folder = [(top + path, content) for path, content in files.items()]
    return client.datasets.create(project="default", name=name, folder=folder).digest


def content_of(client: Subseq, digest: str) -> dict[str, bytes]:
    with client.datasets.download(digest=digest) as answer:
        assert answer.headers["content-disposition"] == f'attachment; filename="dataset_{digest}.zip"'
        return unpacked(answer.read())


def test_a_dataset_is_stored_then_ready_then_packed(
    one: SubseqSandbox, client: Subseq, tmp_path: Path
) -> None:
    digest = made(client)
    assert digest == digest_of(FILES)
    meta = client.datasets.get(digest=digest).meta
    assert (meta.ready, meta.dl_ready, meta.size, meta.job_id) == (False, False, 13, "")
    for call in (
        lambda: client.datasets.download_file_to(tmp_path / "x", digest=digest, path="notes.txt"),
        lambda: client.datasets.edit(base_digest=digest, mode="update", delete=["notes.txt"]),
        lambda: client.jobs.submit(program="alphafold2", input_src="dataset", digest=digest),
    ):
        with pytest.raises(BadRequestError, match="not ready"):
            call()
    one.advance(6)
    meta = client.datasets.get(name="models").meta
    assert (meta.ready, meta.dl_ready) == (True, False)
    with (
        pytest.raises(BadRequestError, match="not ready yet"),
        client.datasets.download(digest=digest) as answer,
    ):
        answer.read()
    one.advance(10)
    found = client.datasets.get(digest=digest)
    assert found.meta.dl_ready
    assert {f.path: (f.sha256, f.size) for f in found.files} == {
        path: (hashlib.sha256(content).hexdigest(), len(content)) for path, content in FILES.items()
    }
    assert content_of(client, digest) == FILES
    (tmp_path / "all").mkdir()
    client.datasets.download_files(tmp_path / "all", digest=digest)
    assert (tmp_path / "all/inputs/a.fa").read_bytes() == FILES["inputs/a.fa"]
    with pytest.raises(NotFoundError, match="file not found"):
        client.datasets.download_file_to(tmp_path / "y", digest=digest, path="inputs/c.fa", verify=False)


def test_the_top_folder_is_dropped_only_where_all_share_it(client: Subseq) -> None:
    beside = {"boltz/a.yaml": b"a", "msas/t.a3m": b"b"}
    assert made(client, "beside", beside, top="") == digest_of(beside)
    assert made(client, "again", beside, top="top/") == digest_of(beside)
    assert made(client, "same", FILES) == made(client, "other", FILES)
    assert len(list(client.datasets.history(name="other"))) == 1


def test_edits_make_versions_and_the_old_ones_stay(one: SubseqSandbox, client: Subseq) -> None:
    first = made(client)
    one.advance(20)
    more = {"inputs/a.fa": b">a2\n", "new.txt": b"new"}
    edited = client.datasets.edit(
        base_digest=first, mode="update", delete=["notes.txt"], folder=list(more.items())
    )  # fmt: skip
    expected = {"inputs/a.fa": b">a2\n", "inputs/b.fa": FILES["inputs/b.fa"], "new.txt": b"new"}
    assert (edited.base_digest, edited.digest, edited.changed) == (first, digest_of(expected), True)
    assert (edited.name, edited.project, edited.mode) == ("models", "default", "update")
    one.advance(20)
    assert content_of(client, edited.digest) == expected
    assert content_of(client, first) == FILES
    assert [row.digest for row in client.datasets.history(name="models")] == [edited.digest, first]
    assert client.datasets.get(name="models").meta.digest == edited.digest
    assert [r.digest for r in client.datasets.list() if r.name == "models"] == [edited.digest]
    same = client.datasets.edit(base_digest=first, mode="update", folder=[("notes.txt", b"n")])
    assert (same.digest, same.changed) == (first, False)
    saved = client.datasets.edit(base_digest=first, mode="save_as", name="copy", delete=["notes.txt"])
    assert (saved.name, saved.changed) == ("copy", True)
    assert len(list(client.datasets.history(name="models"))) == 2
    for wrong, said in (
        ({"mode": "update", "delete": ["no.txt"]}, "has no file no.txt"),
        ({"mode": "save_as", "name": "models"}, "already"),
        ({"mode": "update", "delete": list(FILES)}, "at least one file"),
    ):
        with pytest.raises(BadRequestError, match=said):
            client.datasets.edit(base_digest=first, **wrong)


def test_lineages_are_renamed_moved_and_deleted_as_a_whole(one: SubseqSandbox, client: Subseq) -> None:
    first = made(client)
    one.advance(20)
    second = client.datasets.edit(base_digest=first, mode="update", delete=["notes.txt"]).digest
    client.datasets.rename(name="models", new_name="models 2")
    assert [r.digest for r in client.datasets.history(name="models 2")] == [second, first]
    with pytest.raises(NotFoundError):
        client.datasets.history(name="models").first()
    made(client, "taken", {"t": b"t"}, top="")
    with pytest.raises(BadRequestError, match="already"):
        client.datasets.rename(name="models 2", new_name="taken")
    client.datasets.move_to_project(digest=first, project="archive")
    assert {r.project for r in client.datasets.history(name="models 2")} == {"archive"}
    assert [r.name for r in client.datasets.list(project="archive")] == ["models 2"]
    with pytest.raises(NotFoundError, match="project not found"):
        client.datasets.move_to_project(digest=first, project="nowhere")
    client.datasets.move_to_project(digest=first, project="")
    assert client.datasets.get(digest=second).meta.project is None
    client.datasets.delete(digest=second)
    assert [r.digest for r in client.datasets.list() if r.name == "models 2"] == [first]
    client.datasets.delete(name="taken")
    for call in (lambda: client.datasets.get(digest=second), lambda: client.datasets.delete(name="taken")):
        with pytest.raises(NotFoundError, match="dataset not found"):
            call()


def test_a_dataset_of_a_jobs_outputs(one: SubseqSandbox, client: Subseq) -> None:
    job = client.jobs.submit(program="sandbox_selftest").job_id
    with pytest.raises(BadRequestError, match="not completed"):
        client.datasets.create(project="default", name="out", from_job=job)
    one.advance(200)
    digest = client.datasets.create(project="made here", name="out", from_job=job).digest
    one.advance(20)
    assert client.datasets.get(digest=digest).meta.job_id == job
    assert set(content_of(client, digest)) == {"part_0.bin", "run.log", "seen.txt"}
    assert "made here" in [p.name for p in client.projects.list()]


def test_an_upload_link_takes_the_announced_archive_only(one: SubseqSandbox, client: Subseq) -> None:
    packed = archive({"bundle/" + path: content for path, content in FILES.items()})
    sha256 = hashlib.sha256(packed).hexdigest()

    def link(**more: Any) -> str:
        asked = {"size_bytes": len(packed), "format": "zip", "sha256": sha256, **more}
        found = client.datasets.create_upload_link(project="default", name="sent", **asked)
        assert (found.method, found.max_bytes) == ("PUT", asked["size_bytes"])
        return found.upload_url

    def send(url: str, body: bytes = packed) -> tuple[int, Any]:
        status, _, text = one.ask("PUT", url, body, {"Content-Type": "application/zip"})
        answer = json.loads(text)
        return status, answer["error"] if status >= 400 else answer["data"]["digest"]

    url = link()
    assert send(url) == (200, digest_of(FILES))
    assert send(url) == (200, digest_of(FILES))
    status, _, body = one.ask("PUT", url, packed)
    assert (status, json.loads(body)["data"]["digest"]) == (200, digest_of(FILES))
    assert one.ask("PUT", url)[0] == 400
    assert len(list(client.datasets.history(name="sent"))) == 1
    one.advance(20)
    assert content_of(client, digest_of(FILES)) == FILES
    status, said = send(link(size_bytes=len(packed) - 1))
    assert (status, "larger" in said) == (400, True)
    status, said = send(link(size_bytes=len(packed) + 1))
    assert (status, "not the" in said) == (400, True)
    status, said = send(link(), packed[:-1] + b"x")
    assert (status, "SHA-256" in said) == (400, True)
    junk = b"x" * len(packed)
    status, said = send(link(sha256=None), junk)
    assert (status, "ZIP" in said) == (400, True)
    for path in ("../up.txt", "/up.txt", "a/./b.txt", "..\\up.txt"):
        up = archive({path: b"x", "b.txt": b"x"})
        assert send(link(sha256=None, size_bytes=len(up)), up)[0] == 400
    late = link(ttl_seconds=60)
    assert send(late[:-2] + ("AA" if late[-2:] != "AA" else "BB"))[0] == 401
    one.advance(61)
    assert send(late) == (401, "the link is not valid or has expired")
    for wrong in ({"size_bytes": 0}, {"ttl_seconds": 0}, {"ttl_seconds": 604801}, {"sha256": "abc"}):
        with pytest.raises(BadRequestError):
            link(**wrong)


def test_the_client_uploads_a_folder_through_a_link(
    one: SubseqSandbox, client: Subseq, tmp_path: Path
) -> None:
    for path, content in FILES.items():
        (tmp_path / "run" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "run" / path).write_bytes(content)
    digest = client.datasets.upload(tmp_path / "run", project="default", name="folder").digest
    one.advance(20)
    assert content_of(client, digest) == FILES


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ({"type": "job_download", "job_id": JOB}, f"job_{JOB}.zip"),
        ({"type": "job_file", "job_id": JOB, "path": "outputs/prediction.pdb"}, None),
        ({"type": "dataset_download", "digest": EXAMPLE}, f"dataset_{EXAMPLE}.zip"),
        ({"type": "dataset_file", "digest": EXAMPLE, "path": "prediction.pdb"}, None),
    ],
)
def test_download_links_of_all_kinds_work_until_they_expire(
    one: SubseqSandbox, client: Subseq, asked: dict[str, Any], name: str | None
) -> None:
    link = client.downloads.create_link(ttl_seconds=60, **asked)
    assert link.url.startswith(one.sandbox.origin + "/d?token=")
    status, headers, body = one.ask("GET", link.url)
    assert status == 200
    assert body == one.ask("GET", f"/download?token={link.token}")[2]
    if name is None:
        assert headers["content-type"] == "chemical/x-pdb"
        assert body.startswith(b"HEADER")
    else:
        assert headers["content-disposition"] == f'attachment; filename="{name}"'
        assert any(path.endswith("prediction.pdb") for path in unpacked(body))
    assert one.ask("GET", link.url, headers={"Range": "bytes=2-4"})[2] == body[2:5]
    with client.downloads.fetch_short_link(token=link.token) as answer:
        assert answer.read() == body
    forged = link.url[:-3] + ("AAA" if not link.url.endswith("AAA") else "BBB")
    assert one.ask("GET", forged)[0] == 401
    one.advance(59)
    assert one.ask("GET", link.url)[0] == 200
    one.advance(2)
    status, _, body = one.ask("GET", link.url)
    assert (status, json.loads(body)["error"]) == (401, "the link is not valid or has expired")
    with pytest.raises(AuthenticationError), client.downloads.fetch(token=link.token) as answer:
        answer.read()


def test_a_link_is_made_only_for_what_can_be_had(one: SubseqSandbox, client: Subseq) -> None:
    digest = made(client)
    job = client.jobs.submit(program="sandbox_selftest", args=["--fail"]).job_id
    for asked in (
        {"type": "dataset_download", "digest": digest},
        {"type": "job_download", "job_id": job},
        {"type": "job_download", "job_id": JOB, "ttl_seconds": 0},
    ):
        with pytest.raises(BadRequestError):
            client.downloads.create_link(**asked)
    one.advance(300)
    with pytest.raises(BadRequestError, match="accept_partial_data"):
        client.downloads.create_link(type="job_download", job_id=job)
    partial = client.downloads.create_link(type="job_download", job_id=job, accept_partial_data=True)
    assert "outputs/partial.txt" in unpacked(one.ask("GET", partial.url)[2])
    for asked in (
        {"type": "job_file", "job_id": job, "path": "nothing"},
        {"type": "dataset_file", "digest": digest, "path": "nothing"},
        {"type": "dataset_download", "digest": "0" * 64},
        {"type": "job_download", "job_id": "0" * 16},
    ):
        with pytest.raises(NotFoundError):
            client.downloads.create_link(**asked)
    link = client.downloads.create_link(type="dataset_download", digest=digest)
    client.datasets.delete(digest=digest)
    assert one.ask("GET", link.url)[0] == 404
    status, _, _ = one.ask(
        "POST", "/download/presign", b'{"type": "job_download", "jobid": "%s", "ttl_seconds": 604801}' % JOB.encode(),
        {"Content-Type": "application/json", "Authorization": "Bearer sk-ss-admin-1"},
    )  # fmt: skip
    assert status == 400


def test_an_upload_link_of_one_account_fills_that_account(one: SubseqSandbox, client: Subseq) -> None:
    other = one.login("other@example.com")
    packed = archive(FILES)
    link = other.datasets.create_upload_link(project="theirs", name="n", size_bytes=len(packed), format="zip")
    client.datasets.upload_archive(token=link.token, content=("a.zip", packed))
    assert [row.name for row in other.datasets.list(project="theirs")] == ["n"]
    assert "n" not in [row.name for row in client.datasets.list()]
    with pytest.raises(NotFoundError):
        client.datasets.get(digest=digest_of(FILES))
    assert "theirs" not in [p.name for p in client.projects.list()]


def test_projects_collect_things_and_let_them_go(one: SubseqSandbox, client: Subseq) -> None:
    client.projects.create(name="p")
    client.projects.create(name="p")
    assert [p.name for p in client.projects.list()] == ["archive", "default", "p"]
    job = client.jobs.submit(program="sandbox_selftest").job_id
    with pytest.raises(NotFoundError, match="project not found"):
        client.jobs.move_to_project(job_id=job, project="q")
    client.jobs.move_to_project(job_id=job, project="p")
    pipeline = client.pipelines.submit(project="p", steps=[{"program": "sandbox_selftest"}]).pipeline_id
    digest = made(client)
    client.datasets.move_to_project(digest=digest, project="p")
    assert len(list(client.jobs.list(project="p"))) == 2
    client.projects.delete(name="p")
    assert [p.name for p in client.projects.list()] == ["archive", "default"]
    assert client.jobs.get(job_id=job).project is None
    assert client.pipelines.get(pipeline_id=pipeline).project is None
    assert client.datasets.get(digest=digest).meta.project is None
    one.advance(200)
    assert client.jobs.get(job_id=job).status == "completed"
    with pytest.raises(NotFoundError):
        client.projects.delete(name="p")
    with pytest.raises(BadRequestError):
        client.projects.create(name="  ")


def test_the_things_of_the_examples_stay_as_they_are(one: SubseqSandbox, client: Subseq) -> None:
    client.jobs.cancel(job_id=JOB)
    client.jobs.move_to_project(job_id=JOB, project="archive")
    client.datasets.rename(name="protein-models", new_name="other")
    client.datasets.move_to_project(digest=EXAMPLE, project="archive")
    client.datasets.delete(digest=EXAMPLE)
    client.datasets.delete(name="protein-models")
    client.projects.delete(name="archive")
    client.keys.delete(key_hash="api_9ad2f7...")
    client.account.logout()
    assert (client.jobs.get(job_id=JOB).status, client.jobs.get(job_id=JOB).project) == (
        "completed",
        "default",
    )
    meta = client.datasets.get(digest=EXAMPLE).meta
    assert (meta.name, meta.project, meta.dl_ready) == ("protein-models", "default", True)
    assert [key.key_hash for key in client.keys.list()] == ["api_9ad2f7..."]
    assert [project.name for project in client.projects.list()] == ["archive", "default"]
    assert client.datasets.get(digest="a3d0...c8a").meta.digest == EXAMPLE
    edited = client.datasets.edit(base_digest=EXAMPLE, mode="update", delete=["obsolete/model_old.pdb"])
    assert [r.digest for r in client.datasets.list() if r.name == "protein-models"] == [edited.digest]
    assert one.ask("PUT", "/dataset/upload?token=...", b"PK")[0] == 200


def test_a_folder_of_an_edit_replaces_the_files_of_the_same_paths(
    one: SubseqSandbox, client: Subseq, tmp_path: Path
) -> None:
    first = made(client)
    one.advance(20)
    (tmp_path / "newfiles" / "inputs").mkdir(parents=True)
    (tmp_path / "newfiles" / "inputs" / "a.fa").write_bytes(b">new\n")
    edited = client.datasets.edit(base_digest=first, mode="update", folder=tmp_path / "newfiles")
    one.advance(20)
    assert content_of(client, edited.digest) == {**FILES, "inputs/a.fa": b">new\n"}
    beside = client.datasets.edit(
        base_digest=first, mode="save_as", name="beside", folder=Folder(tmp_path / "newfiles", prefix="more")
    )
    one.advance(20)
    assert content_of(client, beside.digest) == {**FILES, "more/inputs/a.fa": b">new\n"}
