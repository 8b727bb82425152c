"""Naming rules: how a word of a description becomes a Python name. The same word always gives the same name.

Words are split at everything that is not a letter or digit and at camelCase borders. Acronyms stay together
(``HTTPServer`` is ``http_server``), digits stay with the word before them (``sha256``, ``oauth2_token``). A sign in
front of a name is spelt out (``+1`` is ``plus_1``, ``@id`` is ``at_id``), so that it cannot meet its neighbour.
"""

from __future__ import annotations

import hashlib
import keyword
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

_LONGEST_MODULE = 120
_WORD = re.compile(  # over the shape of a text: A capital, a other letter, 0 digit
    r"A{2,}a(?![a0])"  # candidate for the plural of an acronym: IDs, URLs
    r"|A+(?=Aa)"  # acronym before a word: HTTP in HTTPServer
    r"|A?a+(?:0+a*)*"
    r"|A+0*"
    r"|0+a*"
)
_SIGNS: Mapping[str, str] = {
    "+": "plus",
    "-": "minus",
    "@": "at",
    "!": "not",
    "<": "lt",
    ">": "gt",
    "=": "eq",
    "*": "star",
    "%": "percent",
    "#": "hash",
    "&": "and",
    "~": "approx",
    "/": "slash",
    ".": "dot",
    "$": "dollar",
    "|": "or",
    "?": "question",
    "^": "caret",
}
_SPELT_IN_FRONT = frozenset("+-@!<>=*~")

# The lists are fixed, not asked from this interpreter: names must not change with a version of Python or pydantic.
RESERVED_FIELDS: frozenset[str] = frozenset(
    """
    construct copy dict from_orm json model_computed_fields model_config model_construct model_copy
    model_dump model_dump_json model_extra model_fields model_fields_set model_json_schema
    model_parametrized_name model_post_init model_rebuild model_validate model_validate_json
    model_validate_strings parse_file parse_obj parse_raw schema schema_json update_forward_refs
    validate
    bool bytes date datetime dict float int list set str tuple
    """.split()  # noqa: SIM905
)
"""Names that a model's field cannot have: what pydantic's base class defines, and types that annotations use."""

RESERVED_ARGUMENTS: frozenset[str] = frozenset({"self", "cls", "options", "operations"})
"""Names that an argument of a generated method cannot have."""

RESERVED_CLASSES: frozenset[str] = frozenset(
    """
    AnswerModel SensitiveAnswer InputModel ArgumentsModel Annotated Any AwareDatetime BaseModel ConfigDict EpochMillis
    EpochMillisOrZero EpochSeconds EpochSecondsOrZero FileInput Field JsonText Literal Mapping RootModel
    Sequence StrictBool StrictFloat StrictInt StrictNumber StrictStr Exact TYPE_CHECKING TypeAlias TypeAliasType UUID Union
    Optional List Dict Tuple Set Unset UNSET
    ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError
    BrokenPipeError BufferError BytesWarning ChildProcessError ConnectionAbortedError ConnectionError
    ConnectionRefusedError ConnectionResetError DeprecationWarning EOFError Ellipsis EncodingWarning
    EnvironmentError Exception ExceptionGroup False FileExistsError FileNotFoundError FloatingPointError
    FutureWarning GeneratorExit IOError ImportError ImportWarning IndentationError IndexError
    InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError MemoryError
    ModuleNotFoundError NameError None NotADirectoryError NotImplemented NotImplementedError OSError
    OverflowError PendingDeprecationWarning PermissionError ProcessLookupError RecursionError
    ReferenceError ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration StopIteration
    SyntaxError SyntaxWarning SystemError SystemExit TabError TimeoutError True TypeError
    UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError
    UnicodeWarning UserWarning ValueError Warning ZeroDivisionError
    """.split()  # noqa: SIM905
)
"""Names that a model's class cannot have: what model modules import, and builtins."""


def words(text: str) -> list[str]:
    """The words of a name, signs spelt out where they carry the meaning."""
    text = unicodedata.normalize("NFKC", text)
    front: list[str] = []
    rest = text.lstrip(" _")
    while rest and rest[0] in _SPELT_IN_FRONT and len(front) < 3:
        front.append(_SIGNS[rest[0]])
        rest = rest[1:]
    found = [word for piece in re.findall(r"[^\W_]+", rest) for word in _split(piece)]
    if not found and not front:
        found = [_SIGNS[sign] for sign in rest if sign in _SIGNS][:4]
    return front + found


def _split(piece: str) -> Iterator[str]:
    shape = "".join("A" if c.isupper() else "0" if c.isdecimal() else "a" for c in piece)
    start = 0
    while start < len(piece):
        found = _WORD.match(shape, start)
        assert found is not None, shape
        end = found.end()
        if re.fullmatch("A{2,}a", found.group()) and piece[end - 1] != "s":
            end -= 2  # no plural: the last capital begins a word
        if (word := piece[start:end]).isidentifier() or word.isdecimal() or f"n{word}".isidentifier():
            yield word
        start = end


def snake(text: str) -> str:
    """``orderId`` -> ``order_id``; never empty, never a digit first."""
    name = "_".join(word.lower() for word in words(text)) or "empty"
    return f"n{name}" if name[0].isdigit() else name


def pascal(text: str) -> str:
    """``order-item`` -> ``OrderItem``; ``DNASample`` and ``PDF`` keep their capitals; never a digit first."""
    name = "".join(word[0].upper() + word[1:] for word in words(text)) or "Empty"
    return f"N{name}" if name[0].isdigit() else name


def safe(name: str, reserved: Collection[str] = ()) -> str:
    """The name with a trailing underscore where Python (or ``reserved``) has it already."""
    return f"{name}_" if keyword.iskeyword(name) or name in reserved else name


def field(wire: str) -> str:
    """The field of a model for a property."""
    return safe(snake(wire), RESERVED_FIELDS)


def argument(wire: str) -> str:
    """The argument of a method for a parameter or a field of a body."""
    return safe(snake(wire), RESERVED_ARGUMENTS)


def method(name: str) -> str:
    """The method for an operation."""
    return safe(snake(name))


def module(name: str) -> str:
    """The module (and attribute) for a resource; one that no file could be called is cut, and told apart by a digest."""
    found = safe(snake(name))
    if len(found.encode("utf-8")) <= _LONGEST_MODULE:
        return found
    cut = found.encode("utf-8")[: _LONGEST_MODULE - 9].decode("utf-8", "ignore").rstrip("_")
    return f"{cut}_{hashlib.sha256(found.encode('utf-8')).hexdigest()[:8]}"


def model(name: str) -> str:
    """The class or alias for a schema."""
    name = pascal(name)
    return f"{name}Model" if keyword.iskeyword(name) or name in RESERVED_CLASSES else name


@dataclass(frozen=True, slots=True)
class Collision:
    """Two wire names that want one Python name; `given` is what the later one got instead."""

    name: str
    first: str
    second: str
    given: str


def assign(
    wires: Iterable[str], rule: Callable[[str], str], chosen: Mapping[str, str] | None = None
) -> tuple[dict[str, str], list[Collision]]:
    """Python names for wire names, first come first served; `chosen` names win over the rule.

    A later name that meets an earlier one gets the first free number and is reported.
    """
    taken: dict[str, str] = {}
    names: dict[str, str] = {}
    collisions: list[Collision] = []
    order = list(dict.fromkeys(wires))
    chosen = chosen or {}
    for wire in [w for w in order if w in chosen] + [w for w in order if w not in chosen]:
        wanted = chosen.get(wire) or rule(wire)
        given = free(wanted, taken)
        if given != wanted:
            collisions.append(Collision(wanted, taken[wanted], wire, given))
        taken[given] = wire
        names[wire] = given
    return {wire: names[wire] for wire in order}, collisions


def free(name: str, taken: Collection[str]) -> str:
    """The name, or the name with the first number from 2 that is not taken."""
    if name not in taken:
        return name
    number = 2
    join = "" if name[:1].isupper() else "_"
    while f"{name}{join}{number}" in taken:
        number += 1
    return f"{name}{join}{number}"
