"""Media types: what their names mean for a client."""

from __future__ import annotations

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"
FORMS = (FORM, MULTIPART)
_ANYTHING = ("*/*", "application/*", "*")


def essence(content_type: str) -> str:
    """The name of a media type without its parameters, in lower case."""
    return content_type.split(";")[0].strip().lower()


def is_json(content_type: str) -> bool:
    """Whether a body of this type is sent as JSON: JSON itself, a dialect of it, or a type that is left open."""
    name = essence(content_type)
    return name == "application/json" or name in _ANYTHING or name.endswith("+json")


def is_open(content_type: str) -> bool:
    """Whether a media type names no type at all."""
    return essence(content_type) in _ANYTHING


def is_text(content_type: str) -> bool:
    """Whether people could read it: text and XML."""
    name = essence(content_type)
    return name.startswith("text/") or name == "application/xml" or name.endswith("+xml")


def sent_as(content_type: str, *, binary: bool) -> str:
    """The media type that a request names: its parameters stay, except those that the client writes itself."""
    name = essence(content_type)
    if is_open(name) and not binary:
        return "application/json"
    if "*" in name:  # a request must say what it is
        return "application/octet-stream"
    if name in FORMS:
        return name
    parameters = [p.strip() for p in content_type.split(";")[1:] if p.strip()]
    kept = [p for p in parameters if not p.lower().startswith(("charset", "boundary"))]
    return "; ".join([name, *kept])
