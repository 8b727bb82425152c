"""Compares uploads and downloads: their methods, their limits, their ways."""

from __future__ import annotations

from ..ir import Field, Operation
from ..vocabulary import operation as v
from .arguments import arguments
from .report import Report
from .side import method

_UNNAMED = {"method": None}


def compare_transfers(report: Report, old: Operation, new: Operation) -> None:
    """All of it."""
    _limits(report, method(new), report.new.operation(new, "x-sdk-upload"), old.upload, new.upload)
    before = {a.wire: a.own for a in arguments(report.old, old) if isinstance(a.own, Field)}
    for one in arguments(report.new, new):
        known = before.get(one.wire)
        if isinstance(one.own, Field) and known is not None:
            at = f"{one.pointer}/x-sdk-upload"
            _limits(report, f"{method(new)}({one.name})", at, known.upload, one.own.upload)
    _downloads(report, old, new)
    _managed(report, old, new)


def _limits(report: Report, subject: str, at: str, one: v.Upload | None, other: v.Upload | None) -> None:
    if one == other:
        return
    was, now = one or v.Upload(), other or v.Upload()
    sizes = [(u.max_bytes or float("inf"), u.max_files or float("inf")) for u in (was, now)]
    if sizes[0] != sizes[1]:
        tighter = any(after < before for before, after in zip(*sizes, strict=True))
        told = [_sizes(u) for u in (was, now)]
        report.add(f"upload-limit-{'tightened' if tighter else 'loosened'}", subject, at, told[0], told[1])
    _file_names(report, subject, at, was, now)
    if (was.relative_paths, was.folder_name) != (now.relative_paths, now.folder_name):
        report.add("upload-paths-changed", subject, at)


def _sizes(upload: v.Upload) -> str:
    said = [f"{upload.max_bytes:,} bytes"] if upload.max_bytes is not None else []
    said += [f"{upload.max_files:,} files"] if upload.max_files is not None else []
    return ", ".join(said) or "no limit"


def _file_names(report: Report, subject: str, at: str, was: v.Upload, now: v.Upload) -> None:
    before, after = set(was.extensions), set(now.extensions)
    if before != after:
        wider = not after or (bool(before) and before < after)
        id = "upload-names-loosened" if wider else "upload-names-tightened"
        report.add(id, subject, at, before or "any", after or "any")
    one, other = was.file_name_pattern, now.file_name_pattern
    if one != other:
        id = "upload-names-tightened" if one is None else "upload-names-changed"
        report.add(
            "upload-names-loosened" if other is None else id, subject, at, one or "any", other or "any"
        )


# -- downloads -------------------------------------------------------------------------------------------------


def _downloads(report: Report, old: Operation, new: Operation) -> None:
    one, other = old.download, new.download
    at = report.new.operation(new, "x-sdk-download")
    if one is None or other is None:
        if other is not None:
            report.add("download-added", f"{new.resource}.{new.download_method}", at)
        elif one is not None:
            gone = report.old.operation(old, "x-sdk-download")
            report.gone("download-removed", f"{old.resource}.{old.download_method}", gone)
        return
    subject = f"{new.resource}.{new.download_method}"
    if old.download_method != new.download_method:
        report.add("download-renamed", subject, at, old.download_method, new.download_method)
    if (one.links is None) != (other.links is None):
        report.add("download-kind-changed", subject, at)
    elif (one.link, one.links) != (other.link, other.links):
        was, now = one.link or one.links or "the answer", other.link or other.links or "the answer"
        report.add("download-link-changed", subject, at, was, now)
    if one.file_name != other.file_name:
        report.add("download-name-changed", subject, f"{at}/fileName", one.file_name, other.file_name)
    if one.ranges != other.ranges:
        report.add("download-ranges-changed", subject, f"{at}/ranges", one.ranges, other.ranges)
    _manifest(report, old, new, one.manifest, other.manifest)


def _manifest(
    report: Report, old: Operation, new: Operation, one: v.Manifest | None, other: v.Manifest | None
) -> None:
    at = report.new.operation(new, "x-sdk-download", "manifest")
    gone = report.old.operation(old, "x-sdk-download", "manifest")
    subject = method(new)
    if one is None or other is None:
        if other is not None:
            report.add("download-manifest-added", subject, at)
        elif one is not None:
            report.gone("download-manifest-removed", subject, gone)
    elif one.model_copy(update=_UNNAMED) != other.model_copy(update=_UNNAMED):
        report.add("download-manifest-changed", subject, at)
    was, now = one.method if one else None, other.method if other else None
    if was is not None and was != now:
        report.gone("download-all-removed", f"{old.resource}.{was}", f"{gone}/method")
    if now is not None and was != now:
        report.add("download-all-added", f"{new.resource}.{now}", f"{at}/method")


# -- managed uploads -------------------------------------------------------------------------------------------


def _managed(report: Report, old: Operation, new: Operation) -> None:
    one, other = old.managed, new.managed
    at = report.new.operation(new, "x-sdk-managed-upload")
    gone = report.old.operation(old, "x-sdk-managed-upload")
    if one is None or other is None:
        if other is not None:
            report.add("managed-upload-added", f"{new.resource}.{other.method}", at)
        elif one is not None:
            report.gone("managed-upload-removed", f"{old.resource}.{one.method}", gone)
        return
    subject = f"{new.resource}.{other.method}"
    if one.method != other.method:
        report.add("managed-upload-renamed", subject, f"{at}/method", one.method, other.method)
    _ways(report, subject, (gone, at), one, other)
    for key, had, has in (("wait", one.then, other.then), ("archive", one.archive, other.archive)):
        if (had is None) != (has is None):
            id = f"managed-upload-{key}-{'added' if had is None else 'removed'}"
            inside = "then" if key == "wait" else "archive"
            if has is None:
                report.gone(id, subject, f"{gone}/{inside}")
            else:
                report.add(id, subject, f"{at}/{inside}")
        elif had != has:
            report.add("managed-upload-way-changed", subject, at)
    _limits(report, subject, f"{at}/upload", one.upload, other.upload)


def _ways(
    report: Report, subject: str, at: tuple[str, str], one: v.ManagedUpload, other: v.ManagedUpload
) -> None:
    before = {_kind(way): (index, way) for index, way in enumerate(one.ways)}
    after = {_kind(way): (index, way) for index, way in enumerate(other.ways)}
    for kind, (index, _) in before.items():
        if kind not in after:
            report.gone("managed-upload-way-removed", subject, f"{at[0]}/ways/{index}", kind)
    for kind, (index, way) in after.items():
        if kind not in before:
            report.add("managed-upload-way-added", subject, f"{at[1]}/ways/{index}", "", kind)
        elif before[kind][1] != way:
            report.add("managed-upload-way-changed", subject, f"{at[1]}/ways/{index}", kind, kind)


def _kind(way: v.Way) -> str:
    return "direct" if way.direct else "signed" if way.signed else "sftp"
