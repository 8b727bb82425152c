"""The suite itself, provider by provider."""

from __future__ import annotations

import pytest

from tests.conformance import suite
from tests.conformance.described import documented
from tests.conformance.gaps import COLUMNS, table

DOCUMENTED = {"galatea": 19, "genome_computer": 47, "subseq": 44}


@pytest.mark.parametrize("provider", suite.providers())
def test_the_package_is_as_described(provider: str) -> None:
    suite.use(suite.GENERATED)
    result = suite.run(provider)
    assert not result.gaps, "\n".join(map(str, result.gaps))
    assert result.total["documented"] == DOCUMENTED[provider]
    assert all(result.total[column] > 0 for column in COLUMNS), table([result])


@pytest.mark.parametrize(("provider", "count"), DOCUMENTED.items())
def test_the_documented_operations_are_all_in_the_lists(provider: str, count: int) -> None:
    assert sum(documented(provider).values()) == count
