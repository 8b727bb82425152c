"""The closed set of `x-sdk-` terms and of the sandbox's terms, and the pages that explain them."""
