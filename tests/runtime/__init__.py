"""Tests of the runtime: policy without a clock, a loop or a network, and transports over real sockets."""
