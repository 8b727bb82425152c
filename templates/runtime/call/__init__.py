"""One logical call: arguments, request, credentials, attempts, result. May import policies, state and below."""
