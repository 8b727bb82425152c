"""Two descriptions, compared as a whole."""

from __future__ import annotations

from ..spec.pointers import escape
from .access import compare_access
from .changes import Change, ordered
from .match import pair
from .operations import compare_operations
from .report import Report
from .schemas import Schemas
from .side import COMPONENTS, Side
from .webhooks import compare_webhooks


def compare(old: Side, new: Side) -> tuple[Change, ...]:
    """Every change from one description to the other, the worst first."""
    report = Report(old, new)
    schemas = Schemas(report)
    compare_access(report)
    compare_operations(report, schemas, pair(old.api, new.api))
    compare_webhooks(report, schemas)
    _models(report, schemas)
    return ordered(report.changes)


def _models(report: Report, schemas: Schemas) -> None:
    """The public classes: what no operation leads to is compared by name, then the names themselves."""
    old, new = report.old, report.new
    names = set(new.public.values())
    for name, direction in old.public.values():
        if (name, direction) not in schemas.pairs and (name, direction) in names:
            schemas.component(name, name, direction)
    renamed: set[str] = set()
    for python, (component, direction) in old.public.items():
        if python in new.public:
            continue
        other = new.catalogue.names.get((schemas.pairs.get((component, direction), ""), direction))
        if other is not None and other in new.public and other not in old.public:
            renamed.add(other)
            at = COMPONENTS + escape(new.public[other][0])
            report.add("model-renamed", f"models.{other}", at, python, other)
        else:
            report.gone("model-removed", f"models.{python}", COMPONENTS + escape(component))
    for python, (component, _) in new.public.items():
        if python not in old.public and python not in renamed:
            report.add("model-added", f"models.{python}", COMPONENTS + escape(component))
