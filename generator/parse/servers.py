"""Servers: the named environments of a description, and operations that live somewhere else."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

from ..ir import Server
from ..problems import Level
from ..vocabulary import operation as v
from .context import Context, Node, children


def _address(node: Node) -> str:
    """The address of a server with the defaults of its variables."""
    url = str(node.get("url", "/"))
    for name, variable in children(node, "variables").items():
        url = url.replace("{" + name + "}", str(variable.get("default", "")))
    return f"https:{url}" if url.startswith("//") else url


def _usable(url: str) -> SplitResult | None:
    """The parts of an absolute address that needs no further value."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return parts if parts.scheme in ("http", "https") and parts.netloc and "{" not in url else None


def servers(context: Context) -> tuple[Server, ...]:
    """The servers of the description; the ones that have no whole address are left to `base_url=`."""
    found: list[Server] = []
    declared: list[Node] = context.document.get("servers") or []
    for index, node in enumerate(declared):
        environment = context.term(node, "environment", v.Environment)
        url = _address(node)
        if _usable(url) is None:
            message = f"{url!r} is no whole address; without another server a client needs base_url=."
            context.report("relative-server", f"/servers/{index}", message, Level.WARNING)
            continue
        default_name = "production" if not found else f"server_{index + 1}"
        found.append(
            Server(
                name=environment.name if environment else default_name,
                url=url.split("?")[0].split("#")[0].rstrip("/"),
                description=str(node.get("description") or ""),
                default=environment.default if environment else not found,
                key_prefixes=environment.key_prefixes if environment else (),
                webhook_host=environment.webhook_host if environment else None,
            )
        )
    if not declared:
        message = "The description names no server; a client needs base_url=."
        context.report("no-server", "", message, Level.WARNING)
    names_seen = [s.name for s in found]
    for name in sorted({n for n in names_seen if names_seen.count(n) > 1}):
        context.report("duplicate-environment", "/servers", f"Two servers are the environment {name!r}.")
    return tuple(found)


def operation_server(context: Context, item: Node, operation: Node, at: str) -> str | None:
    """The server of one operation where it differs from the document's: a path on the same host, or a whole URL."""
    declared: list[Node] = operation.get("servers") or item.get("servers") or []
    if not declared:
        return None
    if len(declared) > 1:
        message = "Only the first server of an operation is used."
        context.report(
            "ignored-server", f"{at}/servers" if operation.get("servers") else at, message, Level.WARNING
        )
    url = _address(declared[0])
    own = urlsplit(url)
    roots = [urlsplit(_address(s)) for s in context.document.get("servers") or ()]
    if roots and own._replace(path=own.path.rstrip("/")) == roots[0]._replace(path=roots[0].path.rstrip("/")):
        return None
    if not own.netloc or any((r.scheme, r.netloc) == (own.scheme, own.netloc) for r in roots):
        return "/" + own.path.strip("/")
    return url
