"""JSON pointers, and references made of a file and a pointer."""

from __future__ import annotations

import posixpath
import re
from typing import Any, TypeGuard
from urllib.parse import unquote

SCHEMAS = "/components/schemas/"

_INDEX = re.compile(r"(?:0|[1-9][0-9]{0,8})\Z")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//")


def is_mapping(value: Any) -> TypeGuard[dict[str, Any]]:
    """Whether a value of a tree is a mapping (its keys are strings: the loader saw to it)."""
    return isinstance(value, dict)


def is_list(value: Any) -> TypeGuard[list[Any]]:
    """Whether a value of a tree is a list."""
    return isinstance(value, list)


def escape(token: str) -> str:
    """One token as it stands in a pointer."""
    if "~" in token or "/" in token:
        return token.replace("~", "~0").replace("/", "~1")
    return token


def unescape(token: str) -> str:
    """The inverse of :func:`escape`."""
    return token.replace("~1", "/").replace("~0", "~") if "~" in token else token


def split(pointer: str) -> list[str]:
    """The tokens of a pointer; none for the whole document."""
    return [unescape(token) for token in pointer.split("/")[1:]]


def join(*tokens: str | int) -> str:
    """A pointer out of tokens."""
    return "".join(f"/{escape(str(token))}" for token in tokens)


def step(node: Any, token: str) -> tuple[int, Any] | None:
    """The item that a token leads to, with its index in the container; None where there is none."""
    if is_mapping(node):
        for index, key in enumerate(node):
            if key == token:
                return index, node[key]
    if is_list(node) and _INDEX.match(token) and int(token) < len(node):
        return int(token), node[int(token)]
    return None


def follow(tree: Any, pointer: str) -> tuple[bool, Any]:
    """Whether a pointer leads somewhere in a tree, and where."""
    node = tree
    for token in split(pointer):
        if is_mapping(node):
            if token not in node:
                return False, None
            node = node[token]
        else:
            found = step(node, token)
            if found is None:
                return False, None
            node = found[1]
    return True, node


def is_remote(reference: str) -> bool:
    """Whether a reference leads out of the local files (it has a scheme or a host)."""
    return _SCHEME.match(reference) is not None


def looks_like_reference(value: str) -> bool:
    """Whether the value of a discriminator mapping is a reference, not the name of a schema."""
    return "#" in value or "/" in value or value.endswith((".yaml", ".yml", ".json"))


def target(file: str, reference: str) -> tuple[str, str]:
    """The file key and the fragment that a local reference in `file` points to.

    A fragment that is a pointer is empty or begins with a slash; anything else is an anchor.
    """
    path, _, fragment = reference.partition("#")
    if not path:
        return file, unquote(fragment)
    return posixpath.normpath(posixpath.join(posixpath.dirname(file), unquote(path))), unquote(fragment)


def schema_reference(name: str) -> str:
    """The only form of reference that a bundled document has."""
    return f"#{SCHEMAS}{escape(name)}"


def schema_name(reference: str) -> str:
    """The inverse of :func:`schema_reference`."""
    return unescape(reference.removeprefix(f"#{SCHEMAS}"))
