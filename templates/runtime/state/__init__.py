"""What outlives a process: the journal of idempotency keys. May import flow and below."""
