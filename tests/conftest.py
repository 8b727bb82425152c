"""What holds for all tests."""

import signal
from contextlib import suppress

# Where a shell starts the tests in the background, they and their children would ignore what Ctrl-C sends, for ever.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    _ = signal.signal(signal.SIGINT, signal.default_int_handler)

# The environment of the providers' own clients has no hypothesis.
with suppress(ImportError):
    from hypothesis import HealthCheck, settings

    # How long an example takes says how busy the machine is.
    settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("unhurried")
