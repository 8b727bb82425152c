"""A description as it stands in its YAML files, read with PyYAML and `referencing` alone.

Nothing here knows the generator. A :class:`Node` is a place in a document; following a reference may lead into another
file, and relative references are then read from there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from referencing import Registry
from referencing.jsonschema import DRAFT202012

Json = Any


def _loader() -> Any:
    """YAML without dates: a date in an example is a text."""
    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    resolvers = {
        first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:timestamp"]
        for first, found in base.yaml_implicit_resolvers.items()
    }
    return type("Loader", (base,), {"yaml_implicit_resolvers": resolvers})


LOADER = _loader()


def _registry(folder: Path) -> Registry[Any]:
    """All YAML files of a folder. They are looked through once: a registry that reads on demand does it at every step."""
    files = sorted(folder.rglob("*.yaml"))
    loaded = [(file.as_uri(), yaml.load(file.read_text(encoding="utf-8"), LOADER)) for file in files]
    resources = [(uri, DRAFT202012.create_resource(contents)) for uri, contents in loaded]
    return Registry[Any]().with_resources(resources).crawl()


@dataclass(frozen=True)
class Node:
    """A value in a document. Comparable by identity, since documents are read once."""

    value: Any
    resolver: Any

    @property
    def key(self) -> int:
        """Which place of the document this is."""
        return id(self.value)

    def follow(self) -> Node:
        """The value itself where it is a reference. What stands beside the reference is laid over it."""
        node, seen = self, 0
        while isinstance(node.value, dict) and isinstance(node.value.get("$ref"), str):
            found = node.resolver.lookup(node.value["$ref"])
            node = Node(found.contents, found.resolver)
            seen += 1
            if seen > 50:
                raise ValueError(f"A reference that never ends: {self.value}")
        return node

    def get(self, key: str) -> Node | None:
        """The member of that name, references followed."""
        mapping = self.follow()
        if not isinstance(mapping.value, dict) or key not in mapping.value:
            return None
        return Node(mapping.value[key], mapping.resolver).follow()

    def raw(self, key: str) -> Node | None:
        """The member of that name as it is written."""
        mapping = self.follow()
        if not isinstance(mapping.value, dict) or key not in mapping.value:
            return None
        return Node(mapping.value[key], mapping.resolver)

    def plain(self, key: str, default: Any = None) -> Any:
        """The value of a member that holds no references."""
        found = self.get(key)
        return default if found is None else found.value

    def items(self) -> Iterator[tuple[str, Node]]:
        """All members, references followed."""
        mapping = self.follow()
        if isinstance(mapping.value, dict):
            for key, value in mapping.value.items():
                yield str(key), Node(value, mapping.resolver).follow()

    def values(self) -> Iterator[Node]:
        """The values of all members, references followed."""
        yield from (value for _, value in self.items())

    def elements(self) -> Iterator[Node]:
        """All elements of a list, references followed."""
        listed = self.follow()
        if isinstance(listed.value, list):
            for value in listed.value:
                yield Node(value, listed.resolver).follow()


def read(path: Path) -> Node:
    """The root of a description."""
    path = path.resolve()
    found = _registry(path.parent).resolver().lookup(path.as_uri())
    return Node(found.contents, found.resolver)


def wrap(schema: Any) -> Node:
    """A schema that is at hand as a value; its references point into itself."""
    uri = "urn:wrapped"
    registry = Registry[Any]().with_resource(uri, DRAFT202012.create_resource(schema)).crawl()
    return Node(schema, registry.resolver(uri))
