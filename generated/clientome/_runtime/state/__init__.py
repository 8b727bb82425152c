"""What outlives a process: one SQLite file with unfinished calls, a ledger and rate limits. May import policies and below."""
