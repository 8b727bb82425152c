"""Applies an Overlay 1.0 document to the files of a description, keeping their comments and layout.

Targets are JSONPath over the description with its references followed; each change is made in the file where its place
was written, so a change below a shared component changes it for all who use it (this is told). What is lost: comments
inside what is removed; the layout of what is new is that of the writer.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..problems import Level, Place, Problem, ProblemsFound
from ..spec import pointers, yaml_tree
from ..spec.documents import Resolved
from ..spec.pointers import is_list, is_mapping
from ..spec.resolve import bundle
from ..spec.yaml_tree import TextError
from . import jsonpath, yaml_edit


@dataclass(slots=True)
class Applied:
    """What was changed: text of each file by its path, a line for each action, and problems."""

    files: dict[Path, str] = field(default_factory=dict[Path, str])
    told: list[str] = field(default_factory=list[str])
    problems: list[Problem] = field(default_factory=list[Problem])


def read_overlay(path: Path) -> list[dict[str, Any]]:
    """The actions of an overlay; raises ProblemsFound."""

    def refuse(line: int, why: str) -> ProblemsFound:
        return ProblemsFound([Problem("overlay", Level.ERROR, Place(path.as_posix(), line, ""), why)])

    try:
        tree, _, _ = yaml_tree.read(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise refuse(0, f"cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise refuse(0, "the file is not UTF-8 text") from None
    except TextError as error:
        raise refuse(*error.found[0]) from None
    actions: Any = tree.get("actions") if is_mapping(tree) else None
    if not is_mapping(tree) or not str(tree.get("overlay", "")).startswith("1.") or not is_list(actions):
        raise refuse(1, "this is no overlay: `overlay: 1.0.0` and a list of `actions` are needed")
    for action in actions:
        if not is_mapping(action) or not isinstance(action.get("target"), str):
            raise refuse(1, "an action without a `target`")
        if ("update" in action) == bool(action.get("remove")):
            raise refuse(1, f"the action on {action['target']} needs either `update` or `remove: true`")
    return actions


def apply(overlay: Path, description: Path, display: Path) -> Applied:
    """Applies one action after the other; nothing is written. After a problem the rest is still tried."""
    applied = Applied()
    for action in read_overlay(overlay):
        path: str = action["target"]
        try:
            _action(applied, action, description, display)
        except (jsonpath.PathError, yaml_edit.EditError) as error:
            place = Place(overlay.as_posix(), 0, "")
            applied.problems.append(Problem("overlay-action", Level.ERROR, place, f"{path}: {error}"))
    return applied


def _action(applied: Applied, action: dict[str, Any], description: Path, display: Path) -> None:
    resolved = bundle(description, display=display, texts=_texts(applied.files, display))
    found = jsonpath.find(resolved.document, action["target"], lambda node: _follow(resolved.document, node))
    if not found:
        raise jsonpath.PathError("nothing in the description is there")
    places = {_spot(resolved, pointer, removed=bool(action.get("remove"))): pointer for pointer in found}
    for place in sorted(places, key=lambda p: (p.file, _descending(p.pointer)), reverse=True):
        file = display / place.file
        text = applied.files.get(file) or file.read_text(encoding="utf-8")
        if action.get("remove"):
            text = yaml_edit.remove(text, place.pointer)
        else:
            text = yaml_edit.update(text, place.pointer, action["update"])
        applied.files[file] = text
        what = "removed" if action.get("remove") else "updated"
        shared = " (shared: changes for all who refer to it)" if "/components/" in place.pointer else ""
        applied.told.append(f"{place.file}:{place.line}: {what} {action['target']}{shared}")


def _spot(resolved: Resolved, pointer: str, *, removed: bool) -> Place:
    """Where to change: what is removed is taken out of what holds it, so that a reference goes and not its target."""
    if not removed:
        return resolved.place(pointer)
    holder, _, token = pointer.rpartition("/")
    place = resolved.place(holder)
    return Place(place.file, resolved.place(pointer).line, f"{place.pointer}/{token}")


def _descending(pointer: str) -> tuple[str | int, ...]:
    """Later items of a list come first, so that the numbers of the others stay right."""
    return tuple(f"{int(t):09d}" if t.isdigit() else t for t in pointers.split(pointer))


def _texts(files: dict[Path, str], display: Path) -> dict[str, str]:
    return {path.relative_to(display).as_posix(): text for path, text in files.items()}


def _follow(document: Any, node: Any) -> tuple[Any, str] | None:
    reference = node.get("$ref") if is_mapping(node) else None
    if not isinstance(reference, str) or not reference.startswith("#"):
        return None
    pointer = reference[1:]
    found, target = pointers.follow(document, pointer)
    return (target, pointer) if found else None
