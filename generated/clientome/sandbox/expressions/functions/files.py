"""Lists of files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any


def digest_of(files: Iterable[Mapping[str, Any]] | None) -> str:
    """SHA-256 over the sorted lines `sha256  path` of files: the same contents under the same names, the same digest."""
    lines = sorted(f"{file['sha256']}  {file['path']}\n" for file in files or ())
    return hashlib.sha256("".join(lines).encode("utf-8", "surrogatepass")).hexdigest()


def relative(files: Iterable[Mapping[str, Any]] | None, folder: str) -> list[dict[str, Any]]:
    """The files below a folder (`outputs/`), with paths that begin there; all files for an empty folder."""
    return [
        {**file, "path": file["path"][len(folder) :]}
        for file in files or ()
        if file["path"].startswith(folder)
    ]


def overlaid(*lists: Iterable[Mapping[str, Any]] | None) -> list[Mapping[str, Any]]:
    """The files of several lists sorted by path; a later file takes the place of an earlier one of its path."""
    found = {file["path"]: file for one in lists for file in one or ()}
    return [found[path] for path in sorted(found)]


def without(
    files: Iterable[Mapping[str, Any]] | None, paths: Iterable[str] | None
) -> list[Mapping[str, Any]]:
    """The files except those of these paths."""
    gone = set(paths or ())
    return [file for file in files or () if file["path"] not in gone]


def at_path(files: Iterable[Mapping[str, Any]] | None, path: str | None) -> Mapping[str, Any] | None:
    """The file of a path; null where there is none."""
    return next((file for file in files or () if file["path"] == path), None)


def safe_paths(files: Iterable[Mapping[str, Any]] | None) -> bool:
    """Whether all paths of files stay in their folder: none is empty, absolute or goes up."""
    parts = [str(file["path"]).replace("\\", "/").split("/") for file in files or ()]
    return all(all(name not in ("", ".", "..") for name in one) for one in parts)


def common_folder(paths: Iterable[str] | None) -> str:
    """The folder that all paths begin with, with its slash; empty where they share none."""
    tops = {path.partition("/")[0] for path in paths or () if path}
    if len(tops) == 1 and all("/" in path for path in paths or ()):
        return tops.pop() + "/"
    return ""
