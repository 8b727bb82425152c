"""What holds for all tests."""

import signal

# Where a shell starts the tests in the background, they and their children would ignore what Ctrl-C sends, for ever.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    _ = signal.signal(signal.SIGINT, signal.default_int_handler)
