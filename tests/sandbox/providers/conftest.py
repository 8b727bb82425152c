"""Sandboxes of the providers that begin anew for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from clientome.genome_computer import GenomeComputer
from tests.support.sandbox_galatea import Lab, lab
from tests.support.sandbox_genome_computer import PRODUCTION, Genome, genome


@pytest.fixture(scope="session")
def _genome_computer() -> Iterator[Genome]:
    with genome() as found:
        yield found


@pytest.fixture
def world(_genome_computer: Genome) -> Iterator[Genome]:
    _genome_computer.sandbox.reset()
    yield _genome_computer
    _genome_computer.sound()


@pytest.fixture
def client(world: Genome) -> Iterator[GenomeComputer]:
    with world.client() as found:
        yield found


@pytest.fixture
def live(world: Genome) -> Iterator[GenomeComputer]:
    with world.client(PRODUCTION) as found:
        yield found


@pytest.fixture(scope="session")
def _galatea() -> Iterator[Lab]:
    with lab() as found:
        yield found


@pytest.fixture
def there(_galatea: Lab) -> Iterator[Lab]:
    _galatea.box.reset()
    yield _galatea
    assert _galatea.box.state()["problems"] == []
