"""Contents of files, kept by their SHA-256: small ones in memory (and in the state file), large ones beside it."""

from __future__ import annotations

import gzip
import hashlib
import io
import mimetypes
import os
import posixpath
import shutil
import sqlite3
import tempfile
import weakref
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

SMALL = 256 * 1024
PIECE = 256 * 1024
SCHEMA = "create table if not exists blobs (sha256 text primary key, content blob not null) without rowid;"


class Blobs:
    """All contents of one sandbox."""

    def __init__(self, state: Path | None) -> None:
        self._small: dict[str, bytes] = {}
        self._finalize: weakref.finalize[Any, Any] | None = None
        self._folder = None if state is None else Path(f"{state}.files")
        self._connection: sqlite3.Connection | None = None
        if state is not None:
            self._connection = sqlite3.connect(f"{state}.small", check_same_thread=False, timeout=2)
            _ = self._connection.execute("pragma journal_mode = wal")
            _ = self._connection.executescript(SCHEMA)
            self._small = dict(self._connection.execute("select sha256, content from blobs"))
        if self._folder is not None and self._folder.is_dir():
            for left in self._folder.glob("*.part"):
                left.unlink(missing_ok=True)

    def folder(self) -> Path:
        """Where large contents are."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="sandbox-"))
            self._finalize = weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True, exist_ok=True)
        return self._folder

    def writer(self) -> Writer:
        """Takes the bytes of one content."""
        return Writer(self)

    def keep(self, content: bytes) -> dict[str, Any]:
        """Store a whole content: {size, sha256, md5, blob}."""
        writer = self.writer()
        writer.write(content)
        return writer.finish()

    def add_small(self, digest: str, content: bytes) -> None:
        """Store a content that is small."""
        if digest not in self._small:
            self._small[digest] = content
            if self._connection is not None:
                _ = self._connection.execute("insert or ignore into blobs values (?, ?)", (digest, content))
                self._connection.commit()

    def open(self, digest: str) -> IO[bytes]:
        """The content to read; empty where it is not known."""
        small = self._small.get(digest)
        if small is not None:
            return io.BytesIO(small)
        path = None if self._folder is None else self._folder / digest
        if path is not None and path.is_file():
            return path.open("rb")
        return io.BytesIO()

    def read(self, digest: str) -> bytes:
        """The whole content."""
        with self.open(digest) as source:
            return source.read()

    def pieces(self, digest: str, start: int, stop: int) -> Iterator[bytes]:
        """The bytes from one place to another."""
        with self.open(digest) as source:
            _ = source.seek(start)
            left = stop - start
            while left > 0:
                piece = source.read(min(PIECE, left))
                if not piece:
                    return
                left -= len(piece)
                yield piece

    def clear(self) -> None:
        """Forget everything."""
        self._small.clear()
        if self._connection is not None:
            _ = self._connection.execute("delete from blobs")
            self._connection.commit()
        if self._folder is not None and self._folder.is_dir():
            for path in self._folder.iterdir():
                path.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of files; temporary ones go away."""
        if self._connection is not None:
            self._connection.close()
        if self._finalize is not None:
            _ = self._finalize()


class Writer:
    """Takes bytes, counts and digests them; large contents go to disk as they come."""

    def __init__(self, blobs: Blobs) -> None:
        self._blobs = blobs
        self._sha256 = hashlib.sha256()
        self._md5 = hashlib.md5(usedforsecurity=False)
        self._buffer = bytearray()
        self._file: IO[bytes] | None = None
        self.size = 0

    def write(self, data: bytes) -> None:
        """Take more bytes."""
        self._sha256.update(data)
        self._md5.update(data)
        self.size += len(data)
        if self._file is not None:
            _ = self._file.write(data)
            return
        self._buffer += data
        if len(self._buffer) > SMALL:
            self._file = _temporary(self._blobs.folder())
            _ = self._file.write(self._buffer)
            self._buffer.clear()

    def finish(self) -> dict[str, Any]:
        """Store it: {size, sha256, md5, blob}."""
        digest = self._sha256.hexdigest()
        if self._file is None:
            self._blobs.add_small(digest, bytes(self._buffer))
        else:
            self._file.flush()
            self._file.close()
            os.replace(self._file.name, self._blobs.folder() / digest)
        return {"size": self.size, "sha256": digest, "md5": self._md5.hexdigest(), "blob": digest}

    def drop(self) -> None:
        """Throw away what has come."""
        if self._file is not None:
            self._file.close()
            Path(self._file.name).unlink(missing_ok=True)


def _temporary(folder: Path) -> IO[bytes]:
    return tempfile.NamedTemporaryFile(dir=folder, suffix=".part", delete=False)


def described(path: str, stored: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """A file as expressions see it."""
    return {"path": path, "name": posixpath.basename(path), "type": type_of(path), **stored, **more}


def type_of(path: str) -> str:
    """The content type that a name suggests."""
    if path.endswith((".gz", ".bgz")):
        return "application/gzip"
    return mimetypes.guess_type(path, strict=False)[0] or "application/octet-stream"


def zipped(blobs: Blobs, files: Iterable[Mapping[str, Any]], path: str) -> dict[str, Any]:
    """An archive of files; the same files make the same archive."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            info = zipfile.ZipInfo(str(file["path"]), (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, blobs.read(str(file["blob"])))
    return described(path, blobs.keep(target.getvalue()))


def gzipped(content: bytes) -> bytes:
    """The same content, the same bytes."""
    return gzip.compress(content, mtime=0)


def pdf(lines: Iterable[str]) -> bytes:
    """A one-page PDF document with lines of text."""
    shown = [line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") for line in lines]
    text = "BT /F1 11 Tf 50 780 Td 15 TL " + " ".join(f"({line}) Tj T*" for line in shown) + " ET"
    stream = text.encode("latin-1", "replace")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R"
        b" /Resources << /Font << /F1 4 0 R >> >> >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    made = bytearray(b"%PDF-1.4\n")
    places: list[int] = []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"xref\n0 6\n0000000000 65535 f \n%strailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return bytes(made) + tail % (table, len(made))


def parts_md5(blobs: Blobs, digest: str, size: int, part: int) -> str:
    """MD5 over the MD5 sums of the parts of a content, with their number after a hyphen, as object stores have it."""
    whole, count = hashlib.md5(usedforsecurity=False), 0
    for start in range(0, size, part):
        own = hashlib.md5(usedforsecurity=False)
        for piece in blobs.pieces(digest, start, min(start + part, size)):
            own.update(piece)
        whole.update(own.digest())
        count += 1
    return f"{whole.hexdigest()}-{count}"
