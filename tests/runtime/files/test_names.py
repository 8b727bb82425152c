"""Names that come from the server: into a folder, under a name that can do no harm."""

from __future__ import annotations

import os
import tempfile
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from clientome._runtime.base import errors
from clientome._runtime.base.options import RequestOptions
from clientome._runtime.files.atomic import SaveError, TargetExists
from clientome._runtime.files.names import proposed_name, relative_parts, safe_name, shortened
from clientome._runtime.spec.operation import Download
from tests.support.downloads import Stored, content, cut_at, names
from tests.support.things import FILE

pytestmark = pytest.mark.usefixtures("no_pauses")

DATA = content(100_000)
ONCE = RequestOptions(retries=0)


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ('attachment; filename="job_1.zip"', "job_1.zip"),
        ("attachment; filename=plain.zip; size=3", "plain.zip"),
        ("ATTACHMENT;FILENAME=x.zip", "x.zip"),
        ("inline; filename*=UTF-8''%e2%82%ac%20rates.pdf", "€ rates.pdf"),
        ("attachment; filename=\"b.txt\"; filename*=iso-8859-1'en'%A3.txt", "£.txt"),
        ("attachment; filename*=UTF-8''%C3%A4.txt; filename=\"a.txt\"", "ä.txt"),
        ("attachment; filename*=UTF-8''%ff%fe.txt; filename=ok.txt", "ok.txt"),
        ("attachment; filename*=KOI8-R''%C1.txt; filename=ok.txt", "ok.txt"),
        ("attachment; filename*=nonsense; filename=ok.txt", "ok.txt"),
        ("attachment; filename*=UTF-8''..%2F..%2Fetc%2Fpasswd", "passwd"),
        ("attachment; filename*=UTF-8''..%5C..%5Cboot.ini", "boot.ini"),
        ("attachment; filename*=UTF-8''a%00b%0Ac.txt", "abc.txt"),
        ('attachment; filename="a; filename=evil.sh"', "a; filename=evil.sh"),
        ('attachment; filename="one.txt"; filename="two.txt"', "one.txt"),
        ('attachment; filename="Gen\u00c3\u00b6m.vcf"', "Genöm.vcf"),
        ('attachment; filename="Gen\u00f6m.vcf"', "Genöm.vcf"),
        ('attachment; filename="\\"quoted\\".txt"', '"quoted".txt'),
        ("attachment; filename=a b.txt", "a b.txt"),
        ('attachment; filename=""', None),
        ('attachment; filename="/"', None),
        ('attachment; filename=". ."', None),
        ('attachment; filename="\u202e"', None),
        ("form-data; name=file", None),
        ("", None),
    ],
)
def test_the_name_in_a_header(disposition: str, name: str | None) -> None:
    assert proposed_name(disposition) == name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("a.txt", "a.txt"),
        ("../../etc/passwd", "passwd"),
        ("/etc/shadow", "shadow"),
        ("C:\\Windows\\system.ini", "system.ini"),
        ("..", "download"),
        ("", "download"),
        (".bashrc", "_bashrc"),
        ("-rf", "_rf"),
        ("~root", "_root"),
        ("CON", "_CON"),
        ("nul.tar.gz", "_nul.tar.gz"),
        ("com1 .txt", "_com1 .txt"),
        ("lpt\u00b9", "_lpt\u00b9"),
        ("console.txt", "console.txt"),
        ('a<b>c:d"e|f?g*h', "a_b_c_d_e_f_g_h"),
        ("file.txt:stream", "file.txt_stream"),
        ("trailing. . ", "trailing"),
        ("exe\u202etxt.scr", "exetxt.scr"),
        ("nu\x00ll\x1b.txt", "null.txt"),
        ("e\u0301.txt", "\u00e9.txt"),
        ("x" * 300 + ".vcf.gz", "x" * 193 + ".vcf.gz"),
        ("ä" * 300, "ä" * 100),
        ("x." + "y" * 300 + ".bam", "x." + "y" * 194 + ".bam"),
    ],
)
def test_a_safe_name(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_fallback_is_made_safe_too() -> None:
    assert safe_name(None, "../x.pdb") == "x.pdb"
    assert safe_name("..", "/") == "download"


hostile = st.text(
    st.one_of(
        st.characters(), st.sampled_from(list("./\\:*?\"<>|;=%'~-\x00\n\r\u202e \u2028")), st.just("\ud800")
    ),
    max_size=400,
) | st.sampled_from(["CON", "aux.txt", "..", "...", "../" * 50 + "x", "a" * 5000, ".git/config", "COM¹"])


@settings(max_examples=400)
@given(hostile)
@example("a. .")
@example("." * 300 + "x")
def test_no_name_can_do_harm(name: str) -> None:
    safe = safe_name(name)
    assert safe not in ("", ".", "..")
    assert safe == os.path.basename(safe)
    assert not set(safe) & set('/\\:*?"<>|')
    assert safe[0] not in ".-~"
    assert safe[-1] not in ". "
    assert len(safe.encode()) <= 200
    assert not any(unicodedata.category(character)[0] == "C" for character in safe)
    assert safe.split(".")[0].strip().upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT9", "COM¹"}
    assert safe_name(safe) == safe


@given(hostile)
def test_no_header_can_do_harm(name: str) -> None:
    for disposition in (
        f'attachment; filename="{name}"',
        f"attachment; filename={name}",
        f"attachment; filename*=UTF-8''{name}",
        name,
    ):
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder) / safe_name(proposed_name(disposition))
            target.write_bytes(b"")
            assert names(Path(folder)) == [target.name]


@given(st.text(max_size=80))
def test_shortening_keeps_within_the_limit(name: str) -> None:
    assert len(shortened(name, 40).encode("utf-8", "surrogateescape")) <= 40


@pytest.mark.parametrize(
    "path",
    ["", "/", "/etc/passwd", "../x", "a/../../x", "a/..", "a\\b", "a/", "a\x00b", "a/\u202eb", ".", "a\nb"],
)
def test_paths_that_lead_elsewhere_are_refused(path: str) -> None:
    with pytest.raises(errors.ArgumentError) as raised:
        relative_parts(path)
    assert path == "" or len(path) < 3 or path not in str(raised.value)


def test_relative_paths_are_cut_at_slashes() -> None:
    assert relative_parts("a/b:1/./c d//e.txt") == ("a", "b:1", "c d", "e.txt")


def test_into_a_folder_under_the_proposed_name(tmp_path: Path, stored: Stored) -> None:
    storage, both = stored(a__bin=DATA)
    storage.files["/v1/files/x%2Fy.pdb"] = DATA
    storage.headers = ['Content-Disposition: attachment; filename="../../job.zip"']
    named = Download(operation=FILE, file_name="name")
    assert both.save(tmp_path) == tmp_path / "job.zip"
    with pytest.raises(TargetExists):
        both.save(tmp_path)
    assert both.save(tmp_path, overwrite=True).read_bytes() == DATA
    storage.headers = []
    assert both.save(tmp_path) == tmp_path / "download"
    assert both.save(tmp_path, name="x/y.pdb", download=named) == tmp_path / "y.pdb"
    assert names(tmp_path) == ["download", "job.zip", "y.pdb"]
    assert names(tmp_path.parent) == [tmp_path.name] or "job.zip" not in names(tmp_path.parent)


@pytest.mark.parametrize("changed", [False, True])
def test_into_a_folder_a_broken_download_is_continued(tmp_path: Path, stored: Stored, changed: bool) -> None:
    storage, both = stored(a__bin=DATA)
    storage.headers = ["Content-Disposition: attachment; filename=job.zip"]
    storage.faults = [cut_at(60_000)]
    with pytest.raises(errors.IntegrityError):
        both.save(tmp_path, options=ONCE)
    assert names(tmp_path) == ["job.zip.part", "job.zip.part.json"]
    if changed:
        storage.etag = '"v2"'
        storage.files["/v1/files/a.bin"] = content(100_000, 5)
    assert both.save(tmp_path).read_bytes() == storage.files["/v1/files/a.bin"]
    # The name is known only from an answer, so the first asks for everything.
    assert storage.ranges_asked == ([None, None] if changed else [None, None, "bytes=60000-"])
    assert names(tmp_path) == ["job.zip"]


odd_pieces = st.sampled_from(
    ["a", "A", "ä", "a\u0308", "ß", "SS", "b", "..", ".", "", "c.part", "c", "con", "x" * 200, "ı", "I", "i"]
)
odd_paths = st.lists(odd_pieces, min_size=1, max_size=4).map("/".join) | hostile


@settings(max_examples=300)
@given(path=odd_paths)
def test_a_relative_path_stays_below_whatever_it_is(path: str) -> None:
    try:
        parts = relative_parts(path)
    except errors.ArgumentError:
        return
    assert parts
    assert all(part not in ("", ".", "..") and "/" not in part and "\0" not in part for part in parts)
    target = Path("/top").joinpath(*parts)
    assert os.path.normpath(target) == str(target)
    assert target.is_relative_to("/top")


@pytest.mark.parametrize("path", [None, 5, b"a", Path("a"), ["a"]])
def test_relative_paths_are_text(path: Any) -> None:
    with pytest.raises(errors.ArgumentError, match="as text"):
        relative_parts(path)


@pytest.mark.parametrize("path", ["", "a\0b", "\ud800", b"a.bin", None, 3, "x" * 300, "a/" * 3000 + "b"])
def test_a_path_that_no_file_can_have_is_refused_before_anything_is_asked(
    tmp_path: Path, stored: Stored, path: Any
) -> None:
    storage, both = stored(a__bin=DATA)
    given_path = str(tmp_path / path) if isinstance(path, str) and path else path
    for work in (
        lambda: both.save(given_path),
        lambda: both.save_link(f"{storage.url}/v1/files/a.bin", given_path),
    ):
        with pytest.raises((errors.ArgumentError, SaveError)):
            work()
    assert storage.requests == []
    if not isinstance(path, (int, type(None))):
        with pytest.raises((errors.ArgumentError, SaveError)):
            both.save_stream(given_path)
    with pytest.raises((errors.ArgumentError, SaveError)):
        both.save_many([], given_path)
    assert names(tmp_path) == []


def test_a_slash_at_the_end_means_a_folder(tmp_path: Path, stored: Stored) -> None:
    storage, both = stored(a__bin=DATA)
    link = "/v1/files/a.bin"
    for work in (
        lambda: both.save(f"{tmp_path}/out/"),
        lambda: both.save_link(storage.url + link, f"{tmp_path}/out/"),
        lambda: both.save_stream(f"{tmp_path}/out/"),
    ):
        with pytest.raises(SaveError, match="is not a folder; make it first"):
            work()
    assert names(tmp_path) == []
    (tmp_path / "out").mkdir()
    assert both.save_link(storage.url + link, f"{tmp_path}/out/") == tmp_path / "out" / "a.bin"
    assert both.save(f"{tmp_path}/out/") == tmp_path / "out" / "download"
    # Without the slash a name is a name.
    assert both.save(f"{tmp_path}/file") == tmp_path / "file"
    with pytest.raises(SaveError, match="not a folder"):
        both.save(f"{tmp_path}/file/")


def test_a_folder_or_a_link_of_the_proposed_name_is_in_the_way(tmp_path: Path, stored: Stored) -> None:
    storage, both = stored(a__bin=DATA)
    storage.headers = ["Content-Disposition: attachment; filename=job.zip"]
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    into = tmp_path / "into"
    into.mkdir()
    for make in (
        lambda: (into / "job.zip").mkdir(),
        lambda: (into / "job.zip").symlink_to(elsewhere),
        lambda: (into / "job.zip").symlink_to(elsewhere / "new"),
    ):
        make()
        for work in (both.save, both.save_stream):
            with pytest.raises(SaveError):
                work(into)
            assert names(elsewhere) == []
        (into / "job.zip").rmdir() if not (into / "job.zip").is_symlink() else (into / "job.zip").unlink()
    assert names(into) == []


def test_what_lies_beside_a_target_is_neither_followed_nor_waited_for(tmp_path: Path, stored: Stored) -> None:
    _storage, both = stored(a__bin=DATA)
    secret = tmp_path / "secret"
    secret.write_bytes(b"precious")
    for number, suffix in enumerate((".part", ".part.json")):
        for make in (lambda path: path.symlink_to(secret), os.mkfifo):
            target = tmp_path / f"a{number}"
            beside = Path(f"{target}{suffix}")
            make(beside)
            with pytest.raises(SaveError):
                both.save(target)
            beside.unlink()
    assert secret.read_bytes() == b"precious"
    assert names(tmp_path) == ["secret"]
