"""Static checks on the bundled document: every rule on everything, all problems at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..problems import Problem, ordered
from ..spec.documents import Resolved
from . import examples, expressions, extensions, operations, schemas, structure, waiting
from .view import View

Rule = Callable[[View], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    structure.wrong_type,
    structure.unknown_member,
    structure.missing_member,
    structure.invalid_value,
    structure.invalid_status,
    structure.invalid_path,
    structure.duplicate_path,
    extensions.unknown_key,
    extensions.misplaced_key,
    extensions.invalid_value,
    extensions.reserved_name,
    operations.duplicate_operation_id,
    operations.undeclared_path_parameter,
    operations.unused_path_parameter,
    operations.optional_path_parameter,
    operations.duplicate_parameter,
    operations.invalid_security,
    operations.unknown_security_scheme,
    operations.unknown_scope,
    operations.unknown_tag,
    operations.unknown_environment,
    operations.billable_safe,
    operations.free_cost,
    expressions.unknown_expression_target,
    expressions.unknown_operation,
    expressions.unknown_argument,
    expressions.paged_manifest,
    expressions.recover_without_effect,
    waiting.waiter_item,
    waiting.waiter_after,
    waiting.waiter_cancel,
    waiting.waiter_many,
    schemas.invalid_schema,
    schemas.circular_schema,
    schemas.unknown_keyword,
    schemas.unsupported_pattern,
    schemas.enum_duplicate,
    schemas.required_not_declared,
    examples.invalid_example,
    examples.invalid_default,
)
"""In this order: the rules about schemas say whether the rules about examples can rely on them."""


def check(resolved: Resolved) -> list[Problem]:
    """All problems of a document, in the order of its files."""
    view = View(resolved)
    return ordered(problem for rule in RULES for problem in rule(view))
