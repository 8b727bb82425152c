"""Values of a `sandbox.yaml`: literals and expressions (`= ...`), compiled once and evaluated often.

Expressions are those of simpleeval with compound types, made stricter and more forgiving at once: no methods and no
attributes of Python objects, only members of JSON objects, and a member that is missing is null.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import Any, cast

import simpleeval  # pyright: ignore[reportMissingTypeStubs]

Names = dict[str, Any]
Value = Callable[[Names], Any]
Functions = Mapping[str, Callable[..., Any]]


class Absent:
    """The value of members that are left out."""

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "absent"


ABSENT = Absent()


class ExpressionError(Exception):
    """An expression of a `sandbox.yaml` cannot be evaluated; the message holds it and the reason."""


_Base: Any = simpleeval.EvalWithCompoundTypes


class Evaluator(_Base):  # type: ignore[misc]  # the library has no types
    """Evaluates the expressions of one engine."""

    names: Names
    expr: str

    def __init__(self, functions: Functions) -> None:
        _Base.__init__(self, functions=dict(functions))
        self.nodes: dict[Any, Any]
        self.functions: dict[str, Any]
        for name in ("list", "tuple", "dict", "set", "rand", "randint", "int", "float", "str"):
            if name not in functions:
                _ = self.functions.pop(name, None)
        self._plain_names = self.nodes[ast.Name]

    def run(self, text: str, tree: ast.expr, names: Names) -> Any:
        """The value of a parsed expression. Functions may evaluate others meanwhile."""
        outer_names, outer_lookup, outer_text = self.names, self.nodes[ast.Name], self.expr
        self.names, self.nodes[ast.Name], self.expr = names, self._plain_names, text
        try:
            return self._eval(tree)
        except ExpressionError:
            raise
        except (
            simpleeval.InvalidExpression,
            TypeError,
            ValueError,
            LookupError,
            ArithmeticError,
            AttributeError,
        ) as error:
            raise ExpressionError(f"= {text}: {error}") from None
        except RecursionError:
            raise ExpressionError(f"= {text}: nested too deeply") from None
        finally:
            self.names, self.nodes[ast.Name], self.expr = outer_names, outer_lookup, outer_text
            if outer_lookup is self._plain_names:
                self._max_count = 0

    def _check_disallowed_items(self, item: Any) -> None:
        """Nothing to look for: only JSON values and our functions can be reached."""

    def _eval_attribute(self, node: Any) -> Any:
        return member(self._eval(node.value), node.attr)

    def _eval_subscript(self, node: Any) -> Any:
        container, key = self._eval(node.value), self._eval(node.slice)
        if container is None:
            return None
        if isinstance(container, Mapping):
            return cast("Mapping[Any, Any]", container).get(key)
        try:
            return container[key]
        except IndexError:
            return None

    def _eval_call(self, node: Any) -> Any:
        if not isinstance(node.func, ast.Name):
            raise ExpressionError(f"= {self.expr}: there are no methods, only functions")
        return _Base._eval_call(self, node)


def member(value: Any, name: str) -> Any:
    """A member of a JSON object; null where there is none."""
    if value is None:
        return None
    if isinstance(value, Mapping):
        return cast("Mapping[str, Any]", value).get(name)
    raise ExpressionError(f".{name} is asked of {type(value).__name__}, which has no members")


def parse(text: str) -> ast.expr:
    """The tree of an expression without its `=`; SyntaxError."""
    return ast.parse(text.strip(), mode="eval").body


def is_expression(value: object) -> bool:
    """Whether a value of a `sandbox.yaml` is an expression."""
    return isinstance(value, str) and value.startswith("=") and not value.startswith("==")


def constant(value: Any) -> Value:
    """A value that is always the same."""
    return lambda _names: value


def compiled(raw: Any, evaluator: Evaluator) -> Value:
    """A literal, an expression, or a map or list of such."""
    if isinstance(raw, str):
        if is_expression(raw):
            text = raw[1:].strip()
            try:
                tree = parse(text)
            except SyntaxError as error:
                raise ValueError(f"`= {text}` is not an expression: {error.msg}") from None
            if isinstance(tree, ast.Constant):
                return constant(tree.value)
            return lambda names: evaluator.run(text, tree, names)
        return constant(raw[1:] if raw.startswith("==") else raw)
    if not _dynamic(raw):
        return constant(raw)
    if isinstance(raw, Mapping):
        members = [(str(k), compiled(v, evaluator)) for k, v in cast("Mapping[Any, Any]", raw).items()]
        return lambda names: _members(members, names)
    items = [compiled(item, evaluator) for item in cast("list[Any]", raw)]
    return lambda names: [v for v in (item(names) for item in items) if v is not ABSENT]


def _members(members: list[tuple[str, Value]], names: Names) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in members:
        result = value(names)
        if result is not ABSENT:
            found[name] = result
    return found


def _dynamic(raw: Any) -> bool:
    if isinstance(raw, str):
        return raw.startswith("=")
    if isinstance(raw, Mapping):
        return any(_dynamic(value) for value in cast("Mapping[Any, Any]", raw).values())
    return isinstance(raw, list) and any(_dynamic(item) for item in cast("list[Any]", raw))
