"""Sandboxes of the providers that begin anew for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from clientome.genome_computer import GenomeComputer
from clientome.subseq import Subseq
from tests.support.sandbox_galatea import Lab, lab
from tests.support.sandbox_genome_computer import PRODUCTION, Genome, genome
from tests.support.sandbox_subseq import SubseqSandbox, started


@pytest.fixture(scope="session")
def _genome_computer() -> Iterator[Genome]:
    with genome() as found:
        yield found


@pytest.fixture
def world(_genome_computer: Genome) -> Iterator[Genome]:
    _genome_computer.sandbox.reset()
    yield _genome_computer
    _genome_computer.sound()


@pytest.fixture(scope="session")
def _subseq() -> Iterator[SubseqSandbox]:
    with started() as found:
        yield found


@pytest.fixture
def one(_subseq: SubseqSandbox) -> Iterator[SubseqSandbox]:
    _subseq.sandbox.reset()
    yield _subseq
    assert _subseq.sandbox.state()["problems"] == []
    for client in _subseq.clients:
        client.close()
    _subseq.clients.clear()


@pytest.fixture
def client(request: pytest.FixtureRequest) -> Iterator[GenomeComputer | Subseq]:
    """A client of the provider that the module is about."""
    about = "one" if "subseq" in request.module.__name__ else "world"
    with request.getfixturevalue(about).client() as found:
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
