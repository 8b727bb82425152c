"""Rules around a call: retries, rate limits, payment, parameter schemas, the recorder. May import flow and below."""
