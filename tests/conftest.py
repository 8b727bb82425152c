"""What holds for all tests."""

import signal

from hypothesis import HealthCheck, settings

# Where a shell starts the tests in the background, they and their children would ignore what Ctrl-C sends, for ever.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    _ = signal.signal(signal.SIGINT, signal.default_int_handler)

# How long an example takes says how busy the machine is.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")
