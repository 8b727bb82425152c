"""What holds for all tests."""

import os
import signal
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

# How the reasons begin for which a test may be skipped: what a machine, or one of the environments, may lack.
# A test that is skipped for any other reason fails the run.
MAY_LACK = (
    "OpenSSH's sshd is not installed",
    "ssh-agent is not installed",
    "curl is not installed",
    "unzip is not installed",
    "signals and forks are those of POSIX",
    "file modes are POSIX",
    "the official clients have an environment of their own",
    "the x402 extra has an environment of its own",
    "not part of the lowest versions",
    "the command knows no other port than 22",
)

# Where a shell starts the tests in the background, they and their children would ignore what Ctrl-C sends, for ever.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    _ = signal.signal(signal.SIGINT, signal.default_int_handler)

# Tests import `clientome`; what stands there as a copy follows its original, so that an edit needs no generate.
if "PYTEST_XDIST_WORKER" not in os.environ:
    with suppress(ImportError):  # the environment of the providers' own clients cannot run the generator
        from generator.render.render import refresh_copies

        refresh_copies(Path(__file__).parents[1] / "generated" / "clientome")

# The environment of the providers' own clients has no hypothesis.
with suppress(ImportError):
    from hypothesis import HealthCheck, settings

    # How long an example takes says how busy the machine is.
    settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("unhurried")


def skipped_without_need(config: pytest.Config) -> list[str]:
    """The tests and modules whose reason is not among the allowed ones."""
    reporter = config.pluginmanager.getplugin("terminalreporter")
    reports = [] if reporter is None else reporter.getreports("skipped")
    reasons = [(report.nodeid, str(report.longrepr[2]).removeprefix("Skipped: ")) for report in reports]
    return [f"{name}: {reason}" for name, reason in reasons if not reason.startswith(MAY_LACK)]


def pytest_sessionfinish(session: pytest.Session) -> None:
    if skipped_without_need(session.config):
        session.exitstatus = session.exitstatus or pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any) -> None:
    for line in skipped_without_need(terminalreporter.config):
        terminalreporter.write_line(
            f"skipped for a reason that tests/conftest.py does not allow: {line}", red=True
        )
