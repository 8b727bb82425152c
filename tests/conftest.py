"""What holds for all tests."""

import os
import signal
from contextlib import suppress
from pathlib import Path

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
