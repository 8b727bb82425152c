"""What the template of webhooks needs: events and how to tell them apart, the signature, models."""

from __future__ import annotations

import re
from typing import Any

from ..ir import Api, Webhook
from ..types.python import union
from .views import Spell
from .walk import Walker, as_schema

_MODEL = re.compile(r"\bmodels\.(\w+)")
"""How annotations name a model. Here they are imported by name: a type checker does not see through the package's
lazy attribute in an alias."""

_TAKEN = frozenset({"API", "KnownEvent", "WEBHOOKS"})
"""Names that the module has itself."""


def _local(name: str) -> str:
    return f"{name}Model" if name in _TAKEN else name


def _fields(walker: Walker, webhook: Webhook) -> tuple[str, ...]:
    """What the body of an event must have."""
    schema = walker.resolve(webhook.schema)
    required = list(schema.get("required") or ())
    for part in schema.get("allOf") or ():
        required += walker.resolve(as_schema(part)).get("required") or ()
    return tuple(dict.fromkeys(map(str, required)))


def webhook_context(api: Api, spell: Spell) -> dict[str, Any]:
    """Names for the template; nothing where the provider sends no events."""
    if not api.webhooks:
        return {}
    walker = Walker(api)
    member = api.webhook_events.member if api.webhook_events else None
    events: list[dict[str, Any]] = []
    imports: set[tuple[str, str | None]] = set()
    models: set[str] = set()
    for webhook in api.webhooks:
        spelt = spell(webhook.schema, "read")
        imports.update(spelt.imports)
        fields = () if member else _fields(walker, webhook)
        models.update(_MODEL.findall(spelt.text))
        model = _MODEL.sub(lambda found: _local(found[1]), spelt.text)
        events.append({"name": webhook.name, "model": model, "member": member, "fields": fields})
    return {
        "events": events,
        "imports": sorted(imports, key=lambda i: (i[0], i[1] or "")),
        "models": [name if _local(name) == name else f"{name} as {_local(name)}" for name in sorted(models)],
        "union": union(*dict.fromkeys(event["model"] for event in events)),
        "signature": next((w.signature for w in api.webhooks if w.signature is not None), None),
        "refused_status": next((w.refused for w in api.webhooks if w.refused is not None), None),
    }
