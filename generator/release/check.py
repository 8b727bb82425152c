"""`make release-check`: does the version, and does the changelog, fit what changed since the last tag?"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..diff.changes import Change, Section, Severity
from ..diff.show import Difference, everything
from ..diff.sources import SourceError, git
from .version import Part, Version, following, moved, needed, read_version, spelt

PROJECT, SESSION, CHANGELOG = "pyproject.toml", "templates/runtime/call/session.py", "CHANGELOG.md"


@dataclass(frozen=True, slots=True)
class Tag:
    """A release."""

    name: str
    version: Version


def last_tag(root: Path) -> Tag | None:
    """The highest version among the tags that this commit is made on; None before the first release."""
    names = git(root, "tag", "--merged", "HEAD").decode().split()
    known = [Tag(name, version) for name in names if (version := read_version(name)) is not None]
    return max(known, key=lambda tag: tag.version, default=None)


def stated_version(root: Path) -> tuple[Version | None, list[str]]:
    """The version that project and runtime state, and what is wrong with it."""
    try:
        project = str(tomllib.loads(_text(root / PROJECT))["project"]["version"])
    except (tomllib.TOMLDecodeError, KeyError, TypeError):
        return None, [f"{PROJECT}: there is no project.version"]
    found = re.search(r'^VERSION = "([^"]*)"', _text(root / SESSION), re.MULTILINE)
    version = read_version(project)
    problems = [] if version is not None else [f"{PROJECT}: {project!r} is no version of the form 1.2.3"]
    if found is None:
        problems.append(f"{SESSION}: there is no VERSION")
    elif found[1] != project:
        problems.append(f"{SESSION}: VERSION is {found[1]}, but {PROJECT} says {project}; make them the same")
    return version, problems


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise SourceError(f"{path.name} cannot be read: {error.strerror}") from None


def sections(root: Path) -> dict[str, str]:
    """The second-level sections of the changelog, newest first."""
    parts = re.split(r"^## +(.+?) *$", _text(root / CHANGELOG), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def first_release(root: Path) -> list[str]:
    """What is wrong before the first release: there is nothing to compare with."""
    _, problems = stated_version(root)
    if not any(text.strip() for text in sections(root).values()):
        problems.append(f"{CHANGELOG}: it says nothing about the first release")
    return problems


def judge(root: Path, tag: Tag, found: Sequence[Difference]) -> list[str]:
    """Everything that keeps a version from being released after the last one."""
    version, problems = stated_version(root)
    if version is None:
        return problems
    told = sections(root)
    title, text = _own(told, version)
    changes = everything(found)
    problems += _version(tag, version, changes, text)
    if version > tag.version:
        problems += _changelog(version, title, text, told, found)
    return problems


def _own(told: dict[str, str], version: Version) -> tuple[str | None, str]:
    """The section of a version: `## 0.2.0`, perhaps with a date behind it."""
    for title, text in told.items():
        if read_version(title.strip("[]").split()[0].strip("[]")) == version:
            return title, text
    return None, ""


def _version(tag: Tag, version: Version, changes: Sequence[Change], text: str) -> Iterator[str]:
    part = needed(changes, zero=tag.version[0] == 0)
    if _has_section(text, Section.BREAKING):
        # What breaks beside the descriptions is known to people only.
        part = max(part, Part.MINOR if tag.version[0] == 0 else Part.MAJOR)
    if version == tag.version and part is Part.NONE:
        return
    if version <= tag.version:
        wanted = spelt(following(tag.version, max(part, Part.PATCH)))
        yield f"{PROJECT}: {spelt(version)} is not later than {tag.name}; it must be {wanted} at least"
        return
    real = moved(tag.version, version)
    if real < part:
        why = ", ".join(dict.fromkeys(c.rule.id for c in changes if c.severity is Severity.BREAKING))
        reason = f" ({why})" if why else ""
        wanted = spelt(following(tag.version, part))
        yield f"{PROJECT}: the changes since {tag.name} need {wanted}, not {spelt(version)}{reason}"
    elif version != following(tag.version, real):
        yield f"{PROJECT}: {spelt(version)} skips {spelt(following(tag.version, real))}, the next after {tag.name}"


def _has_section(text: str, section: Section) -> bool:
    return re.search(rf"^### +{section}\b", text, re.MULTILINE) is not None


def _changelog(
    version: Version,
    title: str | None,
    text: str,
    told: dict[str, str],
    found: Sequence[Difference],
) -> Iterator[str]:
    if title is None:
        yield f"{CHANGELOG}: there is no section `## {spelt(version)}`; `diff --changelog` writes it"
        return
    newer = list(told)[: list(told).index(title)]
    if any(told[name].strip() for name in newer):
        yield f"{CHANGELOG}: `## {newer[0]}` stands above `## {title}`; what is released belongs into the latter"
    for one in found:
        for change in one.changes:
            if change.severity is not Severity.SAFE and f"`{change.subject}`" not in text:
                said = f"`{change.subject}` {change.rule.title}"
                yield f"{CHANGELOG}: `## {title}` does not tell: {one.package}: {said} [{change.rule.id}]"
    if any(c.severity is Severity.BREAKING for c in everything(found)) and not _has_section(
        text, Section.BREAKING
    ):
        yield f"{CHANGELOG}: `## {title}` has no `### {Section.BREAKING}`"
