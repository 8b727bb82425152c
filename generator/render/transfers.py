"""The methods that a description gives an operation besides its own: downloads to a path, managed uploads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

import templates.runtime.spec.operation as runtime
from templates.runtime.spec.api import Path

from ..ir import Operation
from ..spec import pointers
from ..types import python
from ..vocabulary import operation as v
from . import docstrings
from .views import OPTIONS_DOC, ArgumentView, Builder, Constant, constant, upload_notes, upload_value
from .waiting import waiter_value


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadView:
    """One method that downloads to the disk; those of kind "all" share the value of the single one."""

    name: str
    constant: Constant
    kind: Literal["single", "links", "all"]
    arguments: tuple[ArgumentView, ...]
    verifies: bool
    doc: str
    original: Operation


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagedView:
    """One managed upload."""

    name: str
    constant: Constant
    arguments: tuple[ArgumentView, ...]
    annotation: str
    file_annotation: str
    kinds: tuple[str, ...]
    waits: bool
    doc: str
    original: Operation


class _Way(NamedTuple):
    """One way of a managed upload, the arguments that it takes from the caller, and the operation whose answer is the
    result."""

    kind: Literal["direct", "signed", "sftp"]
    value: runtime.DirectWay | runtime.SignedWay | runtime.SftpWay
    taking: tuple[ArgumentView, ...] = ()
    last: str | None = None


TARGET = "Path of the file, or a folder that gets the name that the provider proposes"
FOLDER = "A folder that exists; relative paths of the files are made below it"
PROGRESS = "Called with the bytes so far and the size of the whole, None where it is not known"


def pointer(text: str | None) -> Path | None:
    """A JSON pointer inside an item as a path of attributes."""
    return None if text is None else tuple(pointers.split(text))


def _arguments_doc(entries: Iterable[str]) -> str:
    return "Args:\n" + "\n".join(entries)


def _doc(
    operation: Operation, lead: str, more: str, entries: Iterable[str], returns: str, raised: str
) -> str:
    said = docstrings.behaviour(operation)
    blocks = [docstrings.sentence(lead), more, *([" ".join(said)] if said else [])]
    blocks += [f"Endpoint: ``{operation.method} {operation.path}``", _arguments_doc(entries)]
    blocks += ["Returns:\n    " + returns, "Raises:\n" + raised, *_errors(operation)]
    return "\n\n".join(filter(None, blocks))


def _errors(operation: Operation) -> list[str]:
    """A pointer to the operation's own errors, which are not listed again."""
    return [f"Refusals are those of `{operation.name}`."] if docstrings.raises(operation) else []


class Transfers:
    """Builds the views of downloads and managed uploads of one API."""

    def __init__(self, builder: Builder, needs: set[str]) -> None:
        self.builder = builder
        self.needs = needs

    def operation(self, id: str) -> Operation:
        """An operation that a term names; the checks have found it."""
        found = self.builder.api.operation(id)
        assert found is not None, id
        return found

    # -- downloads ---------------------------------------------------------------------------------------------

    def downloads(self, operation: Operation) -> tuple[DownloadView, ...]:
        """The methods that bring an operation's file, or files, to the disk."""
        declared = operation.download
        if declared is None:
            return ()
        name = operation.download_method
        value: runtime.Download[Any] = self.builder.once(
            operation.resource,
            constant(name),
            lambda: runtime.Download(
                operation=self.builder.value(operation.id),
                file_name="path" if declared.file_name == "path" else None,
                manifest=self._manifest(operation, declared.manifest),
                link=self._place(operation, declared.link),
                links=self._place(operation, declared.links),
            ),
        )
        held = self.builder.constant(value, "Any", self.needs)
        found = [self._single(operation, declared, name, held)]
        manifest = declared.manifest
        if manifest is not None and manifest.method is not None:
            found.append(self._all(operation, manifest, manifest.method, held))
        return tuple(found)

    def _single(self, operation: Operation, declared: v.Download, name: str, value: Constant) -> DownloadView:
        arguments = self.builder.arguments(operation)
        several = declared.links is not None
        entries = [
            docstrings.argument("target", FOLDER if several else TARGET, {}),
            *(a.doc for a in arguments),
        ]
        if several:
            entries.append(docstrings.argument("parallel", "Files at a time", {}))
        else:
            entries += [
                docstrings.argument("resume", "Go on where an earlier download of this file broke off", {}),
                docstrings.argument("sha256", "The file's SHA-256 in hexadecimal, where you know it", {}),
                docstrings.argument("md5", "The file's MD5 in hexadecimal, where you know it", {}),
                docstrings.argument("size", "The file's bytes, where you know them", {}),
            ]
        if declared.manifest is not None:
            entries.append(
                docstrings.argument(
                    "verify", "Ask the provider for size and digest first, and check them", {}
                )
            )
        entries += [
            docstrings.argument("overwrite", "Replace a file that is there already", {}),
            docstrings.argument("on_progress", PROGRESS, {}),
            OPTIONS_DOC,
        ]
        return DownloadView(
            name=name,
            constant=value,
            kind="links" if several else "single",
            arguments=arguments,
            verifies=declared.manifest is not None,
            doc=_doc(
                operation,
                _lead(operation, declared),
                "The file appears when it is complete and right; a broken download goes on by itself, and in a later\n"
                "call where it can. Size and digest are checked wherever they are known.",
                entries,
                "The paths of the files." if several else "The path of the file.",
                _RAISED,
            ),
            original=operation,
        )

    def _all(self, operation: Operation, manifest: v.Manifest, name: str, value: Constant) -> DownloadView:
        left_out = {manifest.argument, *manifest.constants}
        arguments = tuple(a for a in self.builder.arguments(operation) if a.name not in left_out)
        entries = [
            docstrings.argument("target", FOLDER, {}),
            *(a.doc for a in arguments),
            docstrings.argument("parallel", "Files at a time", {}),
            docstrings.argument("overwrite", "Replace files that are there and different", {}),
            docstrings.argument("on_progress", PROGRESS, {}),
            OPTIONS_DOC,
        ]
        listing = self.operation(manifest.operation)
        return DownloadView(
            name=name,
            constant=value,
            kind="all",
            arguments=arguments,
            verifies=False,
            doc=_doc(
                operation,
                "Download every file into a folder",
                f"The files are those that `{listing.resource}.{listing.name}` lists; size and digest are checked\n"
                "wherever it tells them. Files that are there already and right are kept.",
                entries,
                "The paths of the files.",
                _RAISED,
            ),
            original=operation,
        )

    def _manifest(self, operation: Operation, declared: v.Manifest | None) -> runtime.Manifest | None:
        if declared is None:
            return None
        listing = self.operation(declared.operation)
        mine = {a.name for a in self.builder.arguments(operation)}
        inputs = dict(declared.inputs)
        for argument in self.builder.arguments(listing):
            if argument.default is None and argument.name in mine:
                _ = inputs.setdefault(argument.name, argument.name)
        return runtime.Manifest(
            operation=self.builder.value(declared.operation),
            inputs=inputs,
            items=self.builder.path(listing, declared.items),
            argument=declared.argument,
            key=pointer(declared.key),
            name=pointer(declared.name),
            size=pointer(declared.size),
            checksum=pointer(declared.checksum),
            constants=dict(declared.constants),
        )

    def _place(self, operation: Operation, expression: str | None) -> Path | Literal["anywhere"] | None:
        return "anywhere" if expression == "anywhere" else self.builder.path(operation, expression)

    # -- managed uploads ---------------------------------------------------------------------------------------

    def managed(self, operation: Operation) -> ManagedView | None:
        """The method that uploads by the best of several ways."""
        declared = operation.managed
        if declared is None:
            return None
        ways = tuple(map(self._way, declared.ways))
        arguments = self._own_arguments(ways)
        value: runtime.ManagedUpload[Any] = self.builder.once(
            operation.resource, constant(declared.method), lambda: self._upload(declared, ways)
        )
        annotation = self._annotation(ways)
        kinds = [way.kind for way in ways]
        folder = declared.archive is not None
        entries = [
            docstrings.argument("file", _FILE + (_FOLDER_TOO if folder else ""), {}, _limits(declared)),
            *(a.doc for a in arguments),
        ]
        if len(kinds) > 1:
            entries.append(
                docstrings.argument(
                    "via", f"The way: {', '.join(kinds)}; by the file's size when left out", {}
                )
            )
        if "sftp" in kinds:
            entries.append(docstrings.argument("sftp", _SFTP, {}))
        waits = declared.then is not None
        if waits:
            entries += [
                docstrings.argument(
                    "wait", "Wait until the provider has taken the file, or return at once", {}
                ),
                docstrings.argument("timeout", "Seconds to wait at most", {}),
                docstrings.argument(
                    "on_status", "Called with the newest state, first and on each change", {}
                ),
            ]
        entries += [docstrings.argument("on_progress", PROGRESS, {}), OPTIONS_DOC]
        return ManagedView(
            name=declared.method,
            constant=self.builder.constant(value, annotation, self.needs),
            arguments=arguments,
            annotation=annotation,
            file_annotation="FileInput | Sequence[FileInput]" if folder else "FileInput",
            kinds=tuple(kinds),
            waits=waits,
            doc=_doc(
                operation,
                declared.description,
                _WAYS if len(kinds) > 1 else "",
                entries,
                "What has become of the file.",
                _UPLOAD_RAISED + (_WAIT_RAISED if waits else ""),
            ),
            original=operation,
        )

    def _own_arguments(self, ways: tuple[_Way, ...]) -> tuple[ArgumentView, ...]:
        """What no way fills in by itself; required where every way with such an argument requires it."""
        found: dict[str, ArgumentView] = {}
        users: dict[str, int] = {}
        for argument in (a for way in ways for a in way.taking):
            users[argument.name] = users.get(argument.name, 0) + 1
            _ = found.setdefault(argument.name, argument)
        chosen = [
            a
            if users[a.name] == len(ways) or a.default is not None
            else replace(a, annotation=python.optional(a.annotation), default="None")
            for a in found.values()
        ]
        return tuple(sorted(chosen, key=lambda a: a.default is not None))

    def _upload(self, declared: v.ManagedUpload, ways: tuple[_Way, ...]) -> runtime.ManagedUpload[Any]:
        then = declared.then
        return runtime.ManagedUpload(
            name=declared.method,
            ways=tuple(way.value for way in ways),
            archive=declared.archive,
            upload=upload_value(declared.upload),
            then=waiter_value(self.builder, self.operation(then.operation), then.waiter) if then else None,
            then_inputs={name: pointer(p) or () for name, p in then.inputs.items()} if then else {},
        )

    def _way(self, way: v.Way) -> _Way:
        direct, sftp = way.direct, way.sftp
        if direct is not None:
            operation = self.builder.value(direct.operation)
            return _Way(
                "direct",
                runtime.DirectWay(operation=operation, argument=direct.argument, max_bytes=direct.max_bytes),
                self._rest(direct.operation, {direct.argument}),
                direct.operation,
            )
        if way.signed is not None:
            return self._signed(way.signed)
        assert sftp is not None
        value = runtime.SftpWay(
            hosts=dict(sftp.hosts),
            find=self.builder.value(sftp.find.operation),
            find_inputs=dict(sftp.find.inputs),
            items=self.builder.path(self.operation(sftp.find.operation), sftp.items) or (),
            key=pointer(sftp.key) or (),
            file_name_pattern=sftp.file_name_pattern,
            min_delay=sftp.min_delay,
            max_delay=sftp.max_delay,
            timeout=sftp.timeout,
        )
        return _Way("sftp", value)

    def _rest(self, id: str, filled: Iterable[str]) -> tuple[ArgumentView, ...]:
        return tuple(a for a in self.builder.arguments(self.operation(id)) if a.name not in filled)

    def _signed(self, declared: v.SignedWay) -> _Way:
        start, send, finish = declared.start, declared.send, declared.finish
        steps = [step for step in (start, send, finish) if step is not None]
        value = runtime.SignedWay(
            start=self.builder.value(start.operation),
            start_inputs=dict(start.inputs),
            send=self.builder.value(send.operation) if send else None,
            send_inputs=dict(send.inputs) if send else {},
            link=self._place(self.operation(start.operation), declared.link),
            method=declared.method,
            content_type=declared.content_type,
            finish=self.builder.value(finish.operation) if finish else None,
            finish_inputs=dict(finish.inputs) if finish else {},
            max_bytes=declared.max_bytes,
        )
        taking = tuple(a for step in steps for a in self._rest(step.operation, step.inputs))
        return _Way("signed", value, taking, steps[-1].operation)

    def _annotation(self, ways: tuple[_Way, ...]) -> str:
        """Annotation of the result."""
        last = [way.last for way in ways if way.last is not None]
        if not last:
            return "None"
        operation = self.operation(last[-1])
        return self.builder.annotations(operation, self.builder.answers(operation))[1]


def _lead(operation: Operation, declared: v.Download) -> str:
    if declared.links is not None:
        return f"Download what the links of `{operation.name}` lead to"
    if declared.link is not None:
        return f"Download what the link of `{operation.name}` leads to"
    return f"{(operation.summary or operation.id).rstrip('.')}, to the disk"


_FILE = "The file: a path, bytes, an open binary file, an iterator of bytes, (name, content) or a File"
_FOLDER_TOO = "; a folder or a list of files goes as one ZIP archive, made on the way"
_SFTP = "Your login at the provider's SFTP server, an SftpTarget; needed for what no other way takes"
_WAYS = "The file goes by the first way that takes its size, unless you name one."
_RAISED = (
    "    IntegrityError: What came is not what was announced; nothing is kept.\n"
    "    FileExistsError: The file is there already, and overwriting was not asked for.\n"
    "    OSError: The file cannot be written; what has arrived is kept where it can be continued."
)
_UPLOAD_RAISED = (
    "    ArgumentError: The file is missing, too large or has a name that is not taken; nothing was sent.\n"
    "    IntegrityError: The file changed while it was being sent."
)
_WAIT_RAISED = (
    "\n    WaitFailed: The provider refuses the file; its reason is in the error."
    "\n    WaitTimeout: The time ran out; the last state is in the error."
)


def _limits(declared: v.ManagedUpload) -> list[str]:
    return [] if declared.upload is None else upload_notes(declared.upload)


__all__ = ["Transfers", "pointer"]
