"""One resource as its templates show it: methods, waiters, downloads, managed uploads."""

from __future__ import annotations

from ..ir import Resource
from . import docstrings
from .cost import estimate
from .shown import ResourceView
from .transfers import Transfers
from .views import Builder
from .waiting import waiters


def resource_view(builder: Builder, resource: Resource) -> ResourceView:
    """The view of a resource."""
    builder.imports, builder.needs = set(), set()
    transfers = Transfers(builder)
    operations = resource.operations
    methods = tuple(builder.method(o) for o in operations)
    waiting = tuple(w for o in operations for w in waiters(builder, o))
    downloads = tuple(d for o in operations for d in transfers.downloads(o))
    managed = tuple(m for o in operations if (m := transfers.managed(o)) is not None)
    return ResourceView(
        name=resource.name,
        class_name=builder.class_names[resource.name],
        description=docstrings.sentence(resource.description or f"{resource.name} operations"),
        methods=methods,
        waiters=waiting,
        downloads=downloads,
        managed=managed,
        estimates=tuple(e for o in operations if (e := estimate(builder, o)) is not None),
        needs=tuple(sorted(builder.needs)),
        imports=tuple(sorted(builder.imports, key=lambda i: (i[0], i[1] or ""))),
    )
