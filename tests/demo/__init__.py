"""One story a provider, told by the SDK against the sandbox. `python -m tests.demo` plays them."""
