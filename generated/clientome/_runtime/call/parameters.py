"""How values are written into paths, queries, headers and cookies: the styles of OpenAPI 3.

Values are those of JSON: str, int, float, bool, None, list and dict. Everything is percent-encoded except unreserved
characters; a path value can never change which resource is addressed.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias
from urllib.parse import quote

from ..base.errors import ArgumentError
from ..base.guards import is_list, is_mapping
from ..spec.operation import Parameter

Value: TypeAlias = "str | int | float | bool | Sequence[Value] | Mapping[str, Value] | None"

# With allow_reserved: reserved characters that cannot be mistaken for structure of the query itself.
_RESERVED = ":/?@!$'()*,;="
_HEADER_VALUE = re.compile(r"[\x21-\x7e](?:[\t\x20-\x7e]*[\x21-\x7e])?")
_COOKIE_SAFE = "!#$&'()*+-./:<=>?@[]^_`{|}~"
_DELIMITERS = {"form": ",", "spaceDelimited": "%20", "pipeDelimited": "%7C"}

_INFINITE = "a number that is NaN or infinite cannot be sent"
_JSON = {
    ascii: json.JSONEncoder(ensure_ascii=ascii, separators=(",", ":"), allow_nan=False).encode
    for ascii in (False, True)
}


def to_json(value: Any, *, ascii: bool = False) -> str:
    """A value as JSON. Raises ArgumentError for NaN and infinity, which JSON does not have."""
    try:
        return _JSON[ascii](value)
    except ValueError:
        raise ArgumentError(_INFINITE) from None


def text_of(value: Any) -> str:
    """One primitive value as text."""
    if isinstance(value, str):
        return value
    if value is True:
        return "true"
    if value is False:
        return "false"
    if value is None:
        return "null"
    if isinstance(value, (list, tuple, Mapping)):
        return to_json(value)
    if isinstance(value, float) and not math.isfinite(value):
        raise ArgumentError(_INFINITE)
    return str(value)


def encode(value: Any, safe: str = "") -> str:
    """One value as percent-encoded text."""
    text = text_of(value)
    if text.isascii() and text.isalnum():
        return text
    return quote(text, safe=safe)


def _flat(value: Any) -> list[Any] | dict[str, Any] | None:
    """The list or dict behind a value, or None for a primitive."""
    if is_mapping(value):
        return dict(value)
    if is_list(value):
        return list(value)
    return None


def _joined(value: list[Any] | dict[str, Any], explode: bool, comma: str, safe: str) -> str:
    if isinstance(value, list):
        return comma.join(encode(item, safe) for item in value)
    if explode:
        return comma.join(f"{encode(key)}={encode(item, safe)}" for key, item in value.items())
    return comma.join(f"{encode(key)}{comma}{encode(item, safe)}" for key, item in value.items())


def path_value(parameter: Parameter, value: Any) -> str:
    """A path parameter in style simple, label or matrix, percent-encoded."""
    style, explode = parameter.style or "simple", bool(parameter.explode)
    name, flat = encode(parameter.wire_name), _flat(value)
    if parameter.content_type is not None:
        flat, value = None, to_json(value)
    # "/" is no part of the safe characters even with allow_reserved: a value is one segment.
    safe = ":@!$&'()*+,;=" if parameter.allow_reserved else ""
    if flat is not None and not flat:
        raise ArgumentError(f"{parameter.name}: must not be empty", parameter.name)
    if style == "label":
        return "." + (
            encode(value, safe) if flat is None else _joined(flat, explode, "." if explode else ",", safe)
        )
    if style == "matrix":
        if flat is None:
            return f";{name}={encode(value, safe)}"
        if not explode:
            return f";{name}={_joined(flat, False, ',', safe)}"
        if isinstance(flat, list):
            return "".join(f";{name}={encode(item, safe)}" for item in flat)
        return "".join(f";{encode(key)}={encode(item, safe)}" for key, item in flat.items())
    return encode(value, safe) if flat is None else _joined(flat, explode, ",", safe)


def check_path_text(parameter: Parameter, value: Any) -> None:
    """Refuse a value that some server or proxy could take for a way up: ``.`` and ``..``, also between slashes."""
    flat = _flat(value)
    for item in [value] if flat is None else list(flat.values() if isinstance(flat, dict) else flat):
        text = text_of(item)
        if not text or "\0" in text:
            raise ArgumentError(f"{parameter.name}: must not be empty or contain NUL", parameter.name)
        if "." in text and any(piece in (".", "..") for piece in re.split(r"[/\\]", text)):
            raise ArgumentError(
                f"{parameter.name}: must not contain the path segments '.' or '..'", parameter.name
            )


def query_pairs(parameter: Parameter, value: Any) -> list[str]:
    """A query parameter as ``name=value`` pieces, percent-encoded, to be joined with ``&``."""
    name = encode(parameter.wire_name)
    safe = _RESERVED if parameter.allow_reserved else ""
    if parameter.content_type is not None:
        return [f"{name}={encode(to_json(value), safe)}"]
    flat = _flat(value)
    if flat is None:
        return [f"{name}={encode(value, safe)}"]
    if not flat:
        return []
    style = parameter.style or "form"
    explode = style == "form" if parameter.explode is None else parameter.explode
    if style == "deepObject" and isinstance(flat, dict):
        return _deep(name, flat, safe)
    if explode:
        if isinstance(flat, list):
            return [f"{name}={encode(item, safe)}" for item in flat]
        return [f"{encode(key)}={encode(item, safe)}" for key, item in flat.items()]
    return [f"{name}={_joined(flat, False, _DELIMITERS.get(style, ','), safe.replace(',', ''))}"]


def _deep(name: str, value: Mapping[str, Any], safe: str) -> list[str]:
    pairs: list[str] = []
    for key, inner in value.items():
        inside = f"{name}%5B{encode(key)}%5D"
        flat = _flat(inner)
        if isinstance(flat, dict):
            pairs.extend(_deep(inside, flat, safe))
        elif isinstance(flat, list):
            pairs.extend(f"{inside}={encode(item, safe)}" for item in flat)
        else:
            pairs.append(f"{inside}={encode(inner, safe)}")
    return pairs


def header_value(name: str, value: str) -> bytes:
    """A header value as bytes. Line breaks and control characters are refused, so no header can be smuggled in."""
    if value and _HEADER_VALUE.fullmatch(value) is None:
        raise ArgumentError(
            f"{name}: a header value may hold only printable ASCII characters, without spaces at its ends",
            name,
        )
    return value.encode("ascii")


def header_parameter(parameter: Parameter, value: Any) -> bytes:
    """A header parameter in style simple."""
    flat = _flat(value)
    if parameter.content_type is not None:
        text = to_json(value, ascii=True)
    elif flat is None:
        text = text_of(value)
    elif isinstance(flat, list):
        text = ",".join(text_of(item) for item in flat)
    else:
        joint = "=" if parameter.explode else ","
        text = ",".join(f"{key}{joint}{text_of(item)}" for key, item in flat.items())
    return header_value(parameter.name, text)


def cookie_pairs(parameter: Parameter, value: Any) -> list[str]:
    """A cookie parameter in style form, as pieces to be joined with ``; ``."""
    name = encode(parameter.wire_name)
    if parameter.content_type is not None:
        return [f"{name}={quote(to_json(value), safe=_COOKIE_SAFE)}"]
    flat = _flat(value)
    if flat is None:
        return [f"{name}={quote(text_of(value), safe=_COOKIE_SAFE)}"]
    explode = parameter.explode is not False
    if isinstance(flat, list):
        items = [quote(text_of(item), safe=_COOKIE_SAFE) for item in flat]
        return [f"{name}={item}" for item in items] if explode else [f"{name}={'%2C'.join(items)}"]
    if explode:
        return [f"{encode(key)}={quote(text_of(item), safe=_COOKIE_SAFE)}" for key, item in flat.items()]
    return [f"{name}=" + "%2C".join(f"{encode(key)}%2C{encode(item)}" for key, item in flat.items())]
