"""Find signed links, and what is told about their files, in an answer whose shape is known or not. Pure.

Rules:

- A link is a text that is an http(s) address as a whole. An address that stands in prose is none, and neither is one
  under a name that means another page (next, docs, tracking, ...).
- What an object says (name, size, digest, method, headers) belongs to a link when that link is the only one in the
  object; it does not reach through lists. Digests that are no MD5 or SHA-256 in hexadecimal are passed over.
- The same address twice is one link.
- Links, and keys that could be names of people or files, are never shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import BaseModel

from ..base.errors import DecodeError
from ..base.guards import is_list, is_mapping
from ..files.names import safe_name, shortened
from ..spec.api import Path
from .decode import reach

_URL = re.compile(r"https?://[^\s<>\"\\]+", re.IGNORECASE)
_FILE_NAMES = ("filename", "file_name", "name", "path")
_KINDS = ("type", "kind")
_SIZES = ("size_bytes", "file_size_bytes", "size")
_DIGESTS = ("sha256", "sha_256", "md5", "checksum", "check_sum", "digest")
_METHODS = ("method", "http_method")
# Addresses under these names lead to pages, not to files; "_url" and the like after the word are allowed.
_PAGES = frozenset(
    {
        "next",
        "previous",
        "prev",
        "first",
        "last",
        "self",
        "docs",
        "documentation",
        "help",
        "support",
        "tracking",
    }
    | {"tracking_page", "activation", "homepage", "website", "terms"}
)
_PLAIN_KEY = re.compile(r"[A-Za-z][A-Za-z_]{0,30}")
_HEX = {32: "md5", 64: "sha256"}
_LONGEST_NAME = 180


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLink:
    """A link and what its answer tells about the file. ``named`` tells a file's name from a mere label.

    ``method`` and ``headers`` are those of an upload.
    """

    url: str = field(repr=False)
    path: Path
    name: str
    named: bool = False
    size: int | None = None
    sha256: str | None = None
    md5: str | None = None
    method: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str])

    def __repr__(self) -> str:
        return f"<FoundLink {shown_path(self.path)}>"


def shown_path(path: Path) -> str:
    """A place in an answer as text; keys that may hold more than the name of a field show as ``*``."""
    steps = (str(step) if isinstance(step, int) or _PLAIN_KEY.fullmatch(step) else "*" for step in path)
    return ".".join(steps) or "(the whole answer)"


def found_links(answer: Any, where: Path | Literal["anywhere"]) -> list[FoundLink]:
    """The links at a place of an answer, or anywhere in it, in the order in which they stand.

    The place may hold a link, an object with one, or a list of either.
    """
    if where == "anywhere":
        found = _below(answer, ())
    else:
        # From the object around a link, which may tell more about it.
        place = reach(answer, where)
        found = _at(answer, where) if isinstance(place, str) else _below(place, where)
    unique: dict[str, FoundLink] = {}
    for link in found:
        _first = unique.setdefault(link.url, link)
    return list(unique.values())


def only_link(links: list[FoundLink], operation: str) -> FoundLink:
    """The one link of an answer, or an error that says where there are how many."""
    if not links:
        raise DecodeError(
            f"{operation}: the answer holds no link to a file; perhaps the file is not ready yet",
            operation=operation,
        )
    if len(links) > 1:
        places = ", ".join(shown_path(link.path) for link in links[:8])
        more = f" and {len(links) - 8} more" if len(links) > 8 else ""
        raise DecodeError(
            f"{operation}: one link was expected in the answer, {len(links)} are there: {places}{more}; "
            "call the operation itself, choose one, and download that with save_link",
            operation=operation,
        )
    return links[0]


def _at(answer: Any, where: Path) -> list[FoundLink]:
    """The link that a path leads to, told about by the objects on the way that hold no other."""
    url = reach(answer, where)
    if not where or not _is_link(url):
        return [_bare(url, where)] if _is_link(url) else []
    around = reach(answer, where[:-1])
    for link in _below(around, where[:-1]):
        if link.url == url:
            return [link]
    return [_bare(url, where)]


def _is_link(value: object) -> bool:
    return isinstance(value, str) and _URL.fullmatch(value.strip()) is not None


def _bare(url: str, path: Path) -> FoundLink:
    label = next((step for step in reversed(path) if isinstance(step, str)), "download")
    return FoundLink(url=url.strip(), path=path, name=label)


def _below(value: Any, path: Path) -> list[FoundLink]:
    """All links in a value."""
    if isinstance(value, str):
        return [_bare(value, path)] if _is_link(value) else []
    if is_list(value):
        return [link for index, item in enumerate(value) for link in _below(item, (*path, index))]
    found: list[FoundLink] = []
    reachable = False
    for key, inner in _fields(value):
        if isinstance(inner, str) and _leads_to_a_page(key):
            continue
        # Headers and form fields of an upload may hold addresses that are no places.
        if key.lower() in ("headers", "fields"):
            continue
        below = _below(inner, (*path, key))
        reachable = reachable or (bool(below) and not is_list(inner))
        found.extend(below)
    if reachable and len({link.url for link in found}) == 1:
        return [_told(link, value) for link in found]
    return found


def _fields(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, BaseModel):
        yield from value
    elif is_mapping(value):
        yield from ((str(key), inner) for key, inner in value.items())


def _leads_to_a_page(key: str) -> bool:
    lowered = key.lower().replace("-", "_")
    return any(lowered.removesuffix(end) in _PAGES for end in ("", "_url", "_uri", "_link", "_href"))


def _told(link: FoundLink, around: Any) -> FoundLink:
    """The link with what an object around it says, unless an inner object said it already."""
    fields = {key.lower().replace("-", "_"): inner for key, inner in _fields(around)}
    name, named = link.name, link.named
    if not named:
        given = _first_text(fields, _FILE_NAMES)
        if given is not None:
            name, named = given, True
        elif name == _label_of(link.path):
            name = _first_text(fields, _KINDS) or name
    digests = {"sha256": link.sha256, "md5": link.md5}
    for key in _DIGESTS:
        for algorithm, digest in told_digest(fields.get(key)).items():
            digests[algorithm] = digests[algorithm] or digest
    sizes = (fields.get(key) for key in _SIZES)
    size = next((value for value in sizes if is_size(value)), None)
    method = _first_text(fields, _METHODS)
    return FoundLink(
        url=link.url,
        path=link.path,
        name=name,
        named=named,
        size=size if link.size is None else link.size,
        sha256=digests["sha256"],
        md5=digests["md5"],
        method=link.method or (method.upper() if method is not None and method.isalpha() else None),
        headers=link.headers or _headers(fields.get("headers")),
    )


def _label_of(path: Path) -> str:
    return next((step for step in reversed(path) if isinstance(step, str)), "download")


def _first_text(fields: Mapping[str, Any], keys: tuple[str, ...]) -> str | None:
    for key in keys:
        value = getattr(fields.get(key), "value", fields.get(key))
        if isinstance(value, str) and value.strip() and not _is_link(value):
            return value
    return None


def is_size(value: object) -> bool:
    """Whether a value can be a number of bytes."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def told_digest(value: object) -> dict[str, str]:
    """A digest in hexadecimal under its algorithm, which its length tells; nothing for what cannot be checked."""
    if not isinstance(value, str):
        return {}
    text = value.strip().lower()
    algorithm = _HEX.get(len(text))
    return {algorithm: text} if algorithm is not None and re.fullmatch("[0-9a-f]+", text) else {}


def _headers(value: Any) -> dict[str, str]:
    """Headers as a mapping, or as a list of objects with name and value."""
    if is_list(value):
        pairs = [(reach(item, ("name",)), reach(item, ("value",))) for item in value]
    else:
        pairs = list(_fields(value))
    return {name: text for name, text in pairs if isinstance(name, str) and isinstance(text, str)}


def file_names(links: list[FoundLink], proposals: list[str | None]) -> list[str]:
    """Harmless names for the files of links in one folder, no two alike, also where case does not count.

    ``proposals`` are the names in the addresses; they serve where the answer has labels only, with their ending or,
    where they are all different, whole.
    """
    plain = [proposal for proposal in proposals if proposal is not None]
    distinct = len({proposal.casefold() for proposal in plain}) == len(plain)
    taken: set[str] = set()
    names: list[str] = []
    for link, proposal in zip(links, proposals, strict=True):
        name = link.name
        if not link.named and proposal is not None:
            name = proposal if distinct else name + _ending(proposal)
        names.append(_unique(safe_name(name, link.name), taken))
    return names


def _ending(name: str) -> str:
    match = re.search(r"(?:\.[A-Za-z0-9]{1,8}){1,2}$", name)
    return "" if match is None else match[0]


def _unique(name: str, taken: set[str]) -> str:
    """The name, numbered where it is taken; the names of unfinished files count as taken."""
    name = shortened(name, _LONGEST_NAME)
    stem, dot, suffix = name.partition(".")
    number = 1
    candidate = name
    while any(f"{candidate}{end}".casefold() in taken for end in ("", ".part", ".part.json")) or (
        _without_part(candidate).casefold() in taken
    ):
        number += 1
        candidate = f"{stem}-{number}{dot}{suffix}"
    taken.add(candidate.casefold())
    return candidate


def _without_part(name: str) -> str:
    return re.sub(r"\.part(\.json)?$", "", name, flags=re.IGNORECASE)
