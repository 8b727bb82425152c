"""One resource as its templates show it: methods, waiters, downloads, managed uploads."""

from __future__ import annotations

from dataclasses import dataclass

from ..ir import Resource
from . import docstrings
from .beside import EstimateView, ForManyView, estimate, for_many
from .transfers import DownloadView, ManagedView, Transfers
from .views import Builder, Constant, MethodView
from .waiting import WaiterView, waiters


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceView:
    """One resource. `features` are the values of what takes more than one call, which name operations; those of other
    resources stand in the modules that it `needs`."""

    name: str
    class_name: str
    description: str
    methods: tuple[MethodView, ...]
    waiters: tuple[WaiterView, ...]
    downloads: tuple[DownloadView, ...]
    managed: tuple[ManagedView, ...]
    estimates: tuple[EstimateView, ...]
    for_many: tuple[ForManyView, ...]
    features: tuple[Constant, ...]
    needs: tuple[str, ...]


def resource_view(builder: Builder, resource: Resource) -> ResourceView:
    """The view of a resource."""
    needs: set[str] = set()
    transfers = Transfers(builder, needs)
    operations = resource.operations
    waiting = tuple(w for o in operations for w in waiters(builder, o, needs))
    downloads = tuple(d for o in operations for d in transfers.downloads(o))
    managed = tuple(m for o in operations if (m := transfers.managed(o)) is not None)
    constants = [
        *(w.constant for w in waiting),
        *(d.constant for d in downloads),
        *(m.constant for m in managed),
    ]
    return ResourceView(
        name=resource.name,
        class_name=builder.class_names[resource.name],
        description=docstrings.sentence(resource.description or f"{resource.name} operations"),
        methods=tuple(builder.method(o) for o in operations),
        waiters=waiting,
        downloads=downloads,
        managed=managed,
        estimates=tuple(e for o in operations if (e := estimate(builder, o)) is not None),
        for_many=tuple(f for o in operations if (f := for_many(builder, o)) is not None),
        features=tuple(dict.fromkeys(constants)),
        needs=tuple(sorted(needs)),
    )
