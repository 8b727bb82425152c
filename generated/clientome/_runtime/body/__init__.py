"""What is sent, chunk by chunk. May import base and spec."""
