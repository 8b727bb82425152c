"""Files that come to GalateaBio by SFTP: listed later than those of the API, and then the same."""

from __future__ import annotations

import hashlib
import http.client
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clientome import WaitFailed
from clientome._runtime.sftp.upload import SftpTarget
from tests.support.sandbox_galatea import MODEL, Lab, lab, run, virtual_pauses

MIB = 1024 * 1024


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch) -> Iterator[Lab]:
    with lab(sftp_port=0) as found:
        virtual_pauses(monkeypatch, found.box)
        yield found


def target(there: Lab) -> SftpTarget:
    door = there.box.door
    return SftpTarget(
        host="127.0.0.1", port=door.port, username="lab", password="sandbox", use_agent=False, known_hosts=[door.host_key]
    )  # fmt: skip


def large(folder: Path, name: str, size: int) -> Path:
    path = folder / name
    with path.open("wb") as file:
        file.truncate(size)
        file.seek(size - 4)
        file.write(b"end.")
    return path


def sum_of_parts(content: bytes) -> str:
    parts = [content[start : start + 5 * MIB] for start in range(0, len(content), 5 * MIB)]
    return hashlib.md5(b"".join(hashlib.md5(part).digest() for part in parts)).hexdigest() + f"-{len(parts)}"


def test_a_file_above_the_limit_goes_by_sftp_and_can_be_ordered_on(there: Lab, tmp_path: Path) -> None:
    path = large(tmp_path, "large.gvcf.gz", 51_000_000)
    with there.client() as client:
        file = client.files.upload_and_wait(path, sftp=target(there))
        assert file.status == "VALID"
        assert file.file_size_bytes == 51_000_000
        assert file.src_short_file_path == f"{datetime.now(UTC):%Y-%m-%d}/large.gvcf.gz"
        assert file.check_sum == sum_of_parts(path.read_bytes())
        assert file.check_sum.endswith("-10")
        assert file.genome_type == "WGS"
        order = client.orders.submit(source_file_id=file.id, model_name=MODEL)
        assert client.orders.wait(order_id=order.id).type == "WGS"
        with client.files.download(source_file_id=file.id) as answer:
            assert hashlib.sha256(answer.read()).digest() == hashlib.sha256(path.read_bytes()).digest()


def test_async_and_small(there: Lab) -> None:
    content = b"x" * 1000

    async def work() -> tuple[object, object]:
        async with there.async_client() as client:
            file = await client.files.upload_and_wait(
                ("small.vcf.gz", content), via="sftp", sftp=target(there)
            )
            return file.check_sum, file.status

    assert run(work) == (hashlib.md5(content).hexdigest(), "VALID")


def test_a_refused_file(there: Lab) -> None:
    with there.client() as client, pytest.raises(WaitFailed, match="not genotype"):
        client.files.upload_and_wait(("invalid.vcf.gz", b"x"), via="sftp", sftp=target(there))


def test_listed_two_to_three_minutes_later(there: Lab) -> None:
    with there.client() as client:
        client.files.upload_and_wait(("first.vcf.gz", b"x"), via="sftp", sftp=target(there))
    from asyncssh import connect

    async def put() -> None:
        door = there.box.door
        async with (
            connect("127.0.0.1", door.port, username="a", password="sandbox", known_hosts=None) as connection,
            connection.start_sftp_client() as sftp,
        ):
            await sftp.makedirs("2026-01-31", exist_ok=True)
            async with sftp.open("2026-01-31/second.vcf.gz", "wb") as file:
                await file.write(b"data")
                assert there.get("/data/files", file="second.vcf.gz")["count"] == 0

    run(put)
    there.box.advance(119)
    assert there.get("/data/files", file="second.vcf.gz")["count"] == 0
    there.box.advance(62)
    [file] = there.get("/data/files", file="second.vcf.gz")["results"]
    assert (file["status"], file["src_short_file_path"]) == ("PENDING", "2026-01-31/second.vcf.gz")


def test_half_a_file_is_not_taken(there: Lab) -> None:
    from asyncssh import connect

    async def put() -> None:
        door = there.box.door
        connection = await connect("127.0.0.1", door.port, username="a", password="sandbox", known_hosts=None)
        sftp = await connection.start_sftp_client()
        file = await sftp.open("half.vcf.gz", "wb")
        await file.write(b"half")
        connection.abort()
        await connection.wait_closed()

    run(put)
    # The server tidies up before it serves whoever comes next.
    with there.client() as client:
        client.files.upload_and_wait(("whole.vcf.gz", b"x"), via="sftp", sftp=target(there))
    there.box.advance(400)
    assert there.get("/data/files", file="half.vcf.gz")["count"] == 0


def test_the_upload_itself_is_limited(there: Lab, tmp_path: Path) -> None:
    path = large(tmp_path, "large.vcf.gz", 50_000_001)
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="large.vcf.gz"\r\n\r\n'
    connection = http.client.HTTPConnection(there.box.origin.removeprefix("http://"), timeout=30)
    connection.request(
        "POST", "/api/v1/data/files/upload", head + path.read_bytes() + b"\r\n--b--\r\n",
        {"Authorization": "Bearer sandbox", "Content-Type": "multipart/form-data; boundary=b"},
    )  # fmt: skip
    assert connection.getresponse().status == 413
    connection.close()
    assert there.get("/data/files", file="large.vcf.gz")["count"] == 0
