"""Functions of expressions that look at what the sandbox keeps, make links, or make files.

Each public method of :class:`EngineFunctions` can be called in a `sandbox.yaml`; its docstring is its documentation.
"""

from __future__ import annotations

import base64
import inspect
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote, urlencode

from ..api.description import Operation
from ..api.samples import inner_example
from ..expressions.functions.texts import text
from ..state import archives
from ..state import blobs as files_of
from ..state.store import Record
from . import signing
from .runs import Run

if TYPE_CHECKING:
    from .engine import Engine

FILLER_LIMIT = 256 * 1024 * 1024


class EngineFunctions:
    """The functions, bound to one engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def _run(self) -> Run:
        """The run whose expression calls."""
        return cast("Run", self._engine.evaluator.names)

    def find(self, collection: str, id: str | None) -> Record | None:
        """The thing with this id, as far as the caller may see it; null where there is none."""
        found = None if id is None else self._engine.store.find(collection, str(id))
        return found if found is not None and self._engine.visible(found, self._run()) else None

    def query(self, collection: str, **members: Any) -> list[Record]:
        """The things that the caller may see, oldest first; with `name=value` only those with these values."""
        return self._engine.select(collection, members, self._run().account)

    def all_of(self, collection: str, **members: Any) -> list[Record]:
        """Like `query`, over the things of every account."""
        return self._engine.select(collection, members, None)

    def seq(self, thing: Record) -> int:
        """Place of a thing in the order of creation of everything."""
        return thing.seq

    def owner(self, thing: Record) -> str | None:
        """Account that a thing belongs to; null where it is everyone's."""
        return thing.owner

    def since(self, thing: Record) -> float:
        """Time at which a thing entered its state."""
        return thing.since

    def due(self, thing: Record) -> float | None:
        """Time at which a thing leaves its state by itself; null where it does not."""
        timer = self._engine.store.timer_of(thing)
        return None if timer is None else timer.due

    def can(self, thing: Record, state: str) -> bool:
        """Whether `move` could bring a thing into a state now."""
        return self._engine.machines.possible(thing, state, self._run()) is not None

    def next_number(self, name: str) -> int:
        """1, 2, 3, ... for each name; never the same again."""
        store = self._engine.store
        number = int(store.meta.get("count " + name, "0")) + 1
        store.remember("count " + name, str(number))
        return number

    def view(self, name: str, thing: Mapping[str, Any] | None) -> Any:
        """A thing as a view shows it; null stays null."""
        return None if thing is None else self._engine.show(name, thing, self._run())

    def sign(self, kind: str, content: Any, lasts: float) -> str:
        """A token that holds a content for so many seconds of the wall clock; `open` and `unsign` check it."""
        return signing.sign(self._engine.secret, kind, content, self._engine.clock.wall() + lasts)

    def unsign(self, kind: str, token: str | None) -> Any:
        """What a token holds; null where it is forged, expired or of another kind."""
        return signing.unsign(self._engine.secret, kind, token, self._engine.clock.wall())

    def url(self, path: str, **query: Any) -> str:
        """A full address of this server for a path, with a query."""
        given = {name: text(value) for name, value in query.items() if value is not None}
        asked = self._run().asked
        origin = self._engine.origin if asked is None else asked.origin
        return origin + path + ("?" + urlencode(given) if given else "")

    def url_of(self, operation: str, **parameters: Any) -> str:
        """The full address of an operation; parameters that its path does not name go into the query."""
        path = self._operation(operation).template
        for name in list(parameters):
            if "{" + name + "}" in path:
                path = path.replace("{" + name + "}", quote(text(parameters.pop(name)), safe=""))
        return self.url(path, **parameters)

    def text_file(self, path: str, content: Any) -> dict[str, Any]:
        """A stored file with a text: {path, name, type, size, sha256, md5, blob}."""
        return self._file(path, text(content).encode("utf-8", "replace"))

    def gzip_file(self, path: str, content: Any) -> dict[str, Any]:
        """A stored file with a compressed text."""
        return self._file(path, files_of.gzipped(text(content).encode("utf-8", "replace")))

    def pdf_file(self, path: str, lines: Iterable[Any]) -> dict[str, Any]:
        """A stored one-page PDF document with lines of text."""
        return self._file(path, files_of.pdf(text(line) for line in lines))

    def filler_file(self, path: str, size: int) -> dict[str, Any]:
        """A stored file of a size (at most 256 MiB) whose content depends on its name only."""
        size = min(int(size), FILLER_LIMIT)
        line = (path + "\n").encode("utf-8", "replace")
        return self._file(path, (line * (size // len(line) + 1))[:size])

    def zip_file(self, path: str, files: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
        """A stored archive of files; the same files make the same archive."""
        return files_of.zipped(self._engine.blobs, files, path)

    def unzip(self, file: Mapping[str, Any] | None, limit: int = 1 << 30) -> list[dict[str, Any]] | None:
        """The files in a ZIP archive; null where it is none, broken, odd, or unpacks to more than `limit` bytes.

        Nor may it unpack to more than 20 times its size, but for 256 MiB that every archive may have.
        """
        return None if file is None else archives.unzipped(self._engine.blobs, file, int(limit))

    def content(self, file: Mapping[str, Any] | None, limit: int = 1 << 20) -> str:
        """The beginning of a stored file as text."""
        if file is None:
            return ""
        with self._engine.blobs.open(str(file["blob"])) as source:
            return source.read(int(limit)).decode("utf-8", "replace")

    def head_bytes(self, file: Mapping[str, Any] | None, count: int = 4) -> str:
        """The first bytes of a stored file in hexadecimal, to tell its kind."""
        if file is None:
            return ""
        with self._engine.blobs.open(str(file["blob"])) as source:
            return source.read(int(count)).hex()

    def base64_file(self, path: str, content: str) -> dict[str, Any]:
        """A stored file with the bytes that a base64 text means, such as a picture."""
        return self._file(path, base64.b64decode(content))

    def multipart_md5(self, file: Mapping[str, Any], part: int) -> str:
        """MD5 over the MD5 sums of parts of so many bytes, with the number of parts: `...-6`; plain for a single part."""
        size, part = int(file["size"]), max(int(part), 1)
        if size <= part:
            return str(file["md5"])
        return files_of.parts_md5(self._engine.blobs, str(file["blob"]), size, part)

    def moved(self, file: Mapping[str, Any], path: str) -> dict[str, Any]:
        """The same file under another path."""
        return {**file, "path": path, "name": path.rpartition("/")[2]}

    def example(self, operation: str, name: str | None = None) -> Any:
        """The example of the first success answer of an operation (or the one of that name), inside the envelope."""
        return inner_example(self._engine.description, self._operation(operation), name)

    def all_functions(self) -> dict[str, Any]:
        """Every function by name."""
        return {
            name: value
            for name, value in inspect.getmembers(self, inspect.ismethod)
            if not name.startswith("_") and name != "all_functions"
        }

    def _operation(self, id: str) -> Operation:
        return next(one for one in self._engine.description.operations if one.id == id)

    def _file(self, path: str, content: bytes) -> dict[str, Any]:
        return files_of.described(path, self._engine.blobs.keep(content))
