"""`ls`: every operation of a description, as a table or as JSON."""

from __future__ import annotations

from typing import Any

from .ir import Api, Operation


def _auth(operation: Operation) -> list[list[str]]:
    return [[name for name, _ in alternative.schemes] for alternative in operation.security]


def _arguments(operation: Operation) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [
        {"name": p.name, "in": p.location, "wire": p.wire, "required": p.required}
        for p in operation.parameters
    ]
    fields = operation.body.fields if operation.body else ()
    found.extend({"name": f.name, "in": "body", "wire": f.wire, "required": f.required} for f in fields)
    return found


def rows(api: Api) -> list[dict[str, Any]]:
    """One plain value an operation."""
    return [
        {
            "provider": api.package,
            "id": operation.id,
            "method": operation.method,
            "path": operation.path,
            "resource": operation.resource,
            "name": operation.name,
            "auth": _auth(operation),
            "scopes": list(operation.scopes),
            "parameters": _arguments(operation),
            "retry": operation.retry,
            "billable": operation.billable,
            "environments": list(operation.environments),
            "waiters": list(operation.waiters),
            "sources": list(operation.sources),
        }
        for operation in api.operations
    ]


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    parameters = " ".join(p["name"] + ("" if p["required"] else "?") for p in row["parameters"])
    return (
        row["method"],
        row["path"],
        f"{row['resource']}.{row['name']}",
        " | ".join("+".join(a) for a in row["auth"]) or "none",
        " ".join(row["scopes"]) or "-",
        row["retry"],
        parameters or "-",
        " ".join(row["sources"]) or "-",
    )


def table(listed: list[dict[str, Any]]) -> str:
    """The rows with aligned columns, grouped by provider."""
    heads = ("METHOD", "PATH", "PYTHON", "AUTH", "SCOPES", "RETRY", "PARAMETERS (? optional)", "SOURCES")
    lines: list[str] = []
    for provider in dict.fromkeys(row["provider"] for row in listed):
        cells = [_cells(row) for row in listed if row["provider"] == provider]
        widths = [max(len(line[i]) for line in [heads, *cells]) for i in range(len(heads))]
        lines.append(f"{provider}: {len(cells)} operations")
        lines.extend(
            "  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)).rstrip()
            for line in [heads, *cells]
        )
        lines.append("")
    return "\n".join(lines)
