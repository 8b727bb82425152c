"""The methods that a description gives an operation besides its own: downloads to a path, managed uploads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..ir import Operation
from ..spec import pointers
from ..types import python
from ..vocabulary import operation as v
from . import docstrings
from .shown import ArgumentView, DownloadView, ManagedView, ManifestView, Path, WayView
from .views import OPTIONS_DOC, Builder, constant, upload_notes

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

    def __init__(self, builder: Builder) -> None:
        self.builder = builder

    def reference(self, id: str, here: str) -> str:
        """How the operations module of one resource names an operation, perhaps of another."""
        found = self.builder.api.operation(id)
        assert found is not None, id
        return self.builder.constant_of(found, here)

    # -- downloads ---------------------------------------------------------------------------------------------

    def downloads(self, operation: Operation) -> tuple[DownloadView, ...]:
        """The methods that bring an operation's file, or files, to the disk."""
        declared = operation.download
        if declared is None:
            return ()
        name = operation.download_method
        value = constant(name)
        found = [self._single(operation, declared, name, value)]
        manifest = declared.manifest
        if manifest is not None and manifest.method is not None:
            found.append(self._all(operation, manifest, manifest.method, value))
        return tuple(found)

    def _single(self, operation: Operation, declared: v.Download, name: str, value: str) -> DownloadView:
        arguments = self.builder.arguments(operation)
        several = declared.links is not None
        file_name = "path" if declared.file_name == "path" else None
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
            operation=constant(operation.name),
            kind="links" if several else "single",
            arguments=arguments,
            file_name=file_name,
            manifest=self._manifest(operation, declared.manifest),
            link=self._place(operation, declared.link),
            links=self._place(operation, declared.links),
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

    def _all(self, operation: Operation, manifest: v.Manifest, name: str, value: str) -> DownloadView:
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
        listing = self.builder.api.operation(manifest.operation)
        assert listing is not None, manifest.operation
        return DownloadView(
            name=name,
            constant=value,
            operation=constant(operation.name),
            kind="all",
            arguments=arguments,
            file_name=None,
            manifest=None,
            link=None,
            links=None,
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

    def _manifest(self, operation: Operation, declared: v.Manifest | None) -> ManifestView | None:
        if declared is None:
            return None
        listing = self.builder.api.operation(declared.operation)
        assert listing is not None, declared.operation
        mine = {a.name for a in self.builder.arguments(operation)}
        inputs = dict(declared.inputs)
        for argument in self.builder.arguments(listing):
            if argument.default is None and argument.name in mine:
                _ = inputs.setdefault(argument.name, argument.name)
        return ManifestView(
            operation=self.reference(declared.operation, operation.resource),
            inputs=inputs,
            items=self.builder.path(listing, declared.items),
            argument=declared.argument,
            key=pointer(declared.key),
            name=pointer(declared.name),
            size=pointer(declared.size),
            checksum=pointer(declared.checksum),
            constants=dict(declared.constants),
        )

    def _place(self, operation: Operation, expression: str | None) -> Path | str | None:
        return expression if expression in (None, "anywhere") else self.builder.path(operation, expression)

    # -- managed uploads ---------------------------------------------------------------------------------------

    def managed(self, operation: Operation) -> ManagedView | None:
        """The method that uploads by the best of several ways."""
        declared = operation.managed
        if declared is None:
            return None
        here = operation.resource
        ways = tuple(self._way(way, here) for way in declared.ways)
        arguments = self._own_arguments(ways)
        annotation, then = self._result(declared, ways, here)
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
        if then is not None:
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
            constant=constant(declared.method),
            arguments=arguments,
            annotation=annotation,
            file_annotation="FileInput | Sequence[FileInput]" if folder else "FileInput",
            ways=ways,
            kinds=tuple(kinds),
            archive=declared.archive,
            upload=declared.upload,
            then=then[0] if then else None,
            then_inputs=then[1] if then else {},
            doc=_doc(
                operation,
                declared.description,
                _WAYS if len(kinds) > 1 else "",
                entries,
                "What has become of the file.",
                _UPLOAD_RAISED + (_WAIT_RAISED if then else ""),
            ),
            original=operation,
        )

    def _own_arguments(self, ways: tuple[WayView, ...]) -> tuple[ArgumentView, ...]:
        """What no way fills in by itself; required where every way with such an argument requires it."""
        found: dict[str, ArgumentView] = {}
        users: dict[str, int] = {}
        carrying = [way for way in ways if way.taking]
        for way in carrying:
            for argument in way.taking:
                users[argument.name] = users.get(argument.name, 0) + 1
                _ = found.setdefault(argument.name, argument)
        chosen = [
            a
            if users[a.name] == len(ways) or a.default is not None
            else ArgumentView(
                name=a.name, annotation=python.optional(a.annotation), default="None", doc=a.doc
            )
            for a in found.values()
        ]
        return tuple(sorted(chosen, key=lambda a: a.default is not None))

    def _way(self, way: v.Way, here: str) -> WayView:
        api = self.builder.api
        if way.direct is not None:
            operation = api.operation(way.direct.operation)
            assert operation is not None
            return WayView(
                kind="direct",
                fields={
                    "operation": self.reference(way.direct.operation, here),
                    "argument": repr(way.direct.argument),
                    "max_bytes": way.direct.max_bytes,
                },
                taking=self._rest(operation, {way.direct.argument}),
                last=way.direct.operation,
            )
        if way.signed is not None:
            return self._signed(way.signed, here)
        assert way.sftp is not None
        return self._sftp(way.sftp, here)

    def _rest(self, operation: Operation, filled: set[str]) -> tuple[ArgumentView, ...]:
        return tuple(a for a in self.builder.arguments(operation) if a.name not in filled)

    def _signed(self, declared: v.SignedWay, here: str) -> WayView:
        fields: dict[str, Any] = {}
        taking: list[ArgumentView] = []
        last = declared.start.operation
        for name, step in (("start", declared.start), ("send", declared.send), ("finish", declared.finish)):
            if step is None:
                continue
            operation = self.builder.api.operation(step.operation)
            assert operation is not None, step.operation
            fields[name] = self.reference(step.operation, here)
            fields[f"{name}_inputs"] = repr(dict(step.inputs))
            taking.extend(self._rest(operation, set(step.inputs)))
            last = step.operation
        start = self.builder.api.operation(declared.start.operation)
        assert start is not None
        place = self._place(start, declared.link)
        fields["link"] = None if place is None else repr(place)
        fields["method"] = None if declared.method == "PUT" else repr(declared.method)
        fields["content_type"] = None if declared.content_type is None else repr(declared.content_type)
        fields["max_bytes"] = declared.max_bytes
        return WayView(kind="signed", fields=fields, taking=tuple(taking), last=last)

    def _sftp(self, declared: v.SftpWay, here: str) -> WayView:
        operation = self.builder.api.operation(declared.find.operation)
        assert operation is not None
        pattern = declared.file_name_pattern
        return WayView(
            kind="sftp",
            fields={
                "hosts": repr(dict(declared.hosts)),
                "find": self.reference(declared.find.operation, here),
                "find_inputs": repr(dict(declared.find.inputs)),
                "items": repr(self.builder.path(operation, declared.items)),
                "key": repr(pointer(declared.key)),
                "file_name_pattern": None if pattern is None else python.literal(pattern),
                "min_delay": repr(declared.min_delay),
                "max_delay": repr(declared.max_delay),
                "timeout": None if declared.timeout is None else repr(declared.timeout),
            },
            taking=(),
            last=None,
        )

    def _result(
        self, declared: v.ManagedUpload, ways: tuple[WayView, ...], here: str
    ) -> tuple[str, tuple[str, Mapping[str, Path]] | None]:
        """Annotation of the result, and the waiter with its inputs."""
        annotation = "None"
        for way in ways:
            operation = self.builder.api.operation(way.last) if way.last else None
            if operation is not None:
                annotation = self.builder.annotations(operation, self.builder.answers(operation))[1]
        if declared.then is None:
            return annotation, None
        operation = self.builder.api.operation(declared.then.operation)
        assert operation is not None, declared.then.operation
        waiter = f"{self.builder.constant_of(operation, here)}_{constant(declared.then.waiter)}"
        return annotation, (waiter, {name: pointer(p) or () for name, p in declared.then.inputs.items()})


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
