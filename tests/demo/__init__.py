"""One story a provider of the SDK against the sandbox. `python -m tests.demo` plays them."""
